//! What happened in a meeting so far, and how devices hear of it.
//!
//! Everything that happens goes through one lock: into the journal, into the ledger, and out to the
//! devices as a new [`View`], so that all of them see the same order. Who listens anew gets the
//! last view without waiting for that lock.

use std::collections::{HashMap, VecDeque};
use std::io;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::access::{Access, Rights};
pub(super) use super::desk::Desk;
use super::notebook::Notebook;
use super::overlay::Overlay;
use super::round::Round;
pub(crate) use super::setting::MeetingSetting;
use super::view::View;
use crate::document::Document;
use crate::meeting::ledger::Ledger;
use crate::meeting::merge::KnownParts;
use crate::serve::http::{Outbox, Request, Subscription};
use crate::serve::live;
use crate::serve::site::deck::ServedDeck;
use crate::source::front_matter::DocumentKind;
use crate::watch::Waker;
use crate::words::tongue::{self, Speaking};

/// The channels of the devices of a meeting; those of decks are counted from below.
const STARTER: usize = usize::MAX - 1;
const PAIRED: usize = usize::MAX;
/// How often the devices are told how many entries a round has, at most.
const COUNT: Duration = Duration::from_millis(500);
/// After how many of these they are told the time.
const TICK: u32 = 20;

/// A meeting that goes on.
#[derive(Debug)]
pub(crate) struct Session {
    pub(super) setting: MeetingSetting,
    /// The document as the user named it: a link that is put there later is not followed.
    pub(super) document: Document,
    access: Mutex<Access>,
    desk: Mutex<Desk>,
    pub(super) overlay: Mutex<Overlay>,
    view: Mutex<Arc<View>>,
    /// Grows with each change of what the deck shows.
    pub(super) version: AtomicU64,
    /// Whether a round has more entries than the devices were told.
    has_more: AtomicBool,
    outbox: Outbox,
    builder: OnceLock<Waker>,
    /// The channels of the deck: the team's and the viewers'.
    decks: OnceLock<[usize; 2]>,
}

/// What a build tells.
#[derive(Debug)]
pub(crate) struct Built {
    /// The deck that is shown; the last good one when this build failed.
    pub(crate) deck: Option<Arc<ServedDeck>>,
    /// What the document is; none when that is not known.
    pub(crate) kind: Option<DocumentKind>,
    /// Why the document, as it is now, makes no deck.
    pub(crate) trouble: Option<String>,
}

fn locked<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Session {
    /// A meeting that begins, or the question what to do with the journal that is there.
    pub(crate) fn new(setting: MeetingSetting, access: Access, outbox: Outbox) -> Self {
        let notebook = Notebook::open(&setting);
        let now = Timestamp::now();
        let desk = Desk {
            notebook,
            ledger: Ledger::default(),
            round: Round::default(),
            deck: None,
            known: KnownParts::default(),
            placed: HashMap::new(),
            place: None,
            kind: None,
            trouble: None,
            unkept: None,
            answers: VecDeque::new(),
            // Pages outlive the server: the next one starts with a higher number.
            serial: u64::try_from(now.as_millisecond()).unwrap_or_default(),
            timer: String::new(),
        };
        let view = Arc::new(View::of(&setting, &desk, now));
        let document = Document::named(&setting.document, Some(&setting.root));
        Self {
            setting,
            document,
            access: Mutex::new(access),
            desk: Mutex::new(desk),
            overlay: Mutex::default(),
            view: Mutex::new(view),
            version: AtomicU64::new(0),
            has_more: AtomicBool::new(false),
            outbox,
            builder: OnceLock::new(),
            decks: OnceLock::new(),
        }
    }

    /// Tells the session who builds the deck, and where its pages listen.
    pub(crate) fn attach(&self, builder: Waker, decks: [usize; 2]) {
        let _ = self.builder.set(builder);
        let _ = self.decks.set(decks);
    }

    /// The key of the first address, until it is used.
    pub(crate) fn key(&self) -> Option<String> {
        locked(&self.access).key().map(str::to_owned)
    }

    /// What the user should know before anybody opens a page: an earlier meeting, or a journal that
    /// cannot be used.
    pub(crate) fn news(&self) -> Option<String> {
        let desk = self.desk();
        let found = desk
            .notebook
            .found()
            .map(|found| format!("there is {found}: the presenter's page asks what becomes of it"));
        found.or_else(|| desk.notebook.trouble().map(str::to_owned))
    }

    /// The rights of the device that asks.
    pub(crate) fn rights(&self, request: &Request) -> Option<Rights> {
        locked(&self.access).rights(request.cookie.as_deref())
    }

    /// Reads and speaks the languages of the deck for as long as what is returned lasts.
    pub(super) fn speak(&self) -> Speaking {
        let tongues = self.desk().deck.as_ref().map(|deck| deck.compiled.tongues);
        tongue::speak(tongues.unwrap_or_default())
    }

    /// The lock that orders what happens. Whoever changed something calls [`Self::publish`] before
    /// he gives it back.
    pub(super) fn desk(&self) -> MutexGuard<'_, Desk> {
        locked(&self.desk)
    }

    /// Has the deck built anew, since what it is to show is another.
    pub(super) fn rebuild(&self) {
        self.version.fetch_add(1, Ordering::SeqCst);
        if let Some(builder) = self.builder.get() {
            builder.wake();
        }
    }

    /// Shows the state of the meeting to all its devices.
    pub(super) fn publish(&self, desk: &mut Desk) {
        desk.serial += 1;
        let now = Timestamp::now();
        let view = Arc::new(View::of(&self.setting, desk, now));
        *locked(&self.view) = Arc::clone(&view);
        self.send(&view, now);
        let (timer, what) = view.timer(now);
        if what != desk.timer {
            for channel in self.decks.get().into_iter().flatten() {
                live::publish(&self.outbox, *channel, "timer", &timer);
            }
            desk.timer = what;
        }
    }

    fn send(&self, view: &View, now: Timestamp) {
        let code = self.code();
        for (channel, rights) in [(STARTER, Rights::Starter), (PAIRED, Rights::Paired)] {
            let text = view.text(rights, code.as_deref(), now);
            live::publish(&self.outbox, channel, "meeting", &text);
        }
    }

    /// Has the devices told soon how many entries the round has: a thousand viewers hand in at
    /// once.
    pub(super) fn count_soon(&self) {
        self.has_more.store(true, Ordering::Relaxed);
    }

    /// Tells the time every so often while a topic runs: what is over its time moves the end; and
    /// how many entries a round has.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub(crate) fn tell_the_time(self: &Arc<Self>) -> io::Result<()> {
        let session = Arc::downgrade(self);
        let tell = move || {
            for beat in (0..TICK).cycle() {
                let Some(session) = session.upgrade() else { return };
                if session.has_more.swap(false, Ordering::Relaxed) {
                    session.publish(&mut session.desk());
                } else if beat == 0 {
                    session.tick();
                }
                drop(session);
                thread::sleep(COUNT);
            }
        };
        thread::Builder::new().name("clock".into()).spawn(tell).map(drop)
    }

    fn tick(&self) {
        // In the order of what happens.
        let _desk = self.desk();
        let view = Arc::clone(&locked(&self.view));
        let now = Timestamp::now();
        if view.is_running(now) {
            self.send(&view, now);
        }
    }

    /// Keys, codes and cookies.
    pub(super) fn access(&self) -> MutexGuard<'_, Access> {
        locked(&self.access)
    }

    /// The code that pairs a device, while it is open.
    fn code(&self) -> Option<String> {
        locked(&self.access).code(Instant::now()).map(str::to_owned)
    }

    /// A subscription to the meeting: how it is now, then how it becomes.
    pub(super) fn follow(self: &Arc<Self>, rights: Rights) -> Subscription {
        let session = Arc::clone(self);
        let greeting = move || {
            let view = Arc::clone(&locked(&session.view));
            let text = view.text(rights, session.code().as_deref(), Timestamp::now());
            [b"retry: 500\n".to_vec(), live::event("meeting", &text)].concat()
        };
        let channel = if rights == Rights::Starter { STARTER } else { PAIRED };
        Subscription { channel, is_kept: true, greeting: Arc::new(greeting) }
    }

    /// What a deck's page hears first about its timer; nothing when it shows none.
    pub(crate) fn timer(&self) -> Vec<u8> {
        let view = Arc::clone(&locked(&self.view));
        if !view.shows_timer() {
            return Vec::new();
        }
        live::event("timer", &view.timer(Timestamp::now()).0)
    }

    /// Takes in what a build tells, after everybody was shown the deck.
    pub(crate) fn built(&self, built: Built) {
        let (known, placed, remark) = locked(&self.overlay).take_in(&self.setting, built.kind);
        let mut desk = self.desk();
        desk.known = known;
        desk.placed = placed;
        desk.deck = built.deck;
        desk.kind = built.kind.or(desk.kind);
        desk.trouble = built.trouble.or(remark);
        self.publish(&mut desk);
    }

    /// Takes in where the presenter is.
    pub(crate) fn moved(&self, key: &str) {
        let mut desk = self.desk();
        if desk.place.as_deref() != Some(key) {
            desk.place = Some(key.to_owned());
            self.publish(&mut desk);
        }
    }
}
