//! What is served right now: the decks, their problems, and where the presenter is.
//!
//! 1. [`folder`] says which documents of a folder are decks.
//! 2. The [`builder`] has them built ([`build`]) by [`workers`], again on each change.
//! 3. The builder's thread replaces the state of a deck as a whole. The threads that answer take a
//!    reference to it, and never wait for a build.
//!
//! What many decks have in common is kept once ([`pool`]); a few pages are kept for whoever asks
//! next ([`recent`]).

pub mod build;
pub mod builder;
pub mod deck;
pub mod folder;
pub mod pool;
pub mod recent;
pub mod workers;

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::catalogue::rules;
use crate::diagnostic::{Diagnostic, Severity};
use crate::report::{self, Wording};
use crate::serve::editor::Editor;
use crate::serve::guard::Guard;
use crate::serve::http::{Message, Outbox, Subscription};
use crate::serve::live;
use crate::serve::meeting::session::{Built, Session};
use crate::serve::pages::index::DeckCard;
use crate::source::Sources;
use deck::{Audience, ServedDeck};
use recent::Recent;

/// Everything that is served.
#[derive(Debug)]
pub struct Site {
    /// The name of the folder; none when one document is served.
    pub folder: Option<String>,
    /// The presenter's token; none when nobody follows along.
    pub token: Option<String>,
    /// Who may ask.
    pub guard: Guard,
    /// What opens a document at a line.
    pub editor: Option<Editor>,
    /// The meeting about the document; none when there is none.
    pub(crate) meeting: Option<Arc<Session>>,
    /// Whether the folder is still being read.
    pub is_reading: AtomicBool,
    /// Whether the folder holds more than is served.
    pub is_cut_short: AtomicBool,
    /// The pages that were asked for last.
    pub recent: Recent,
    decks: RwLock<Vec<Arc<Slot>>>,
    next: AtomicU64,
    index: AtomicU64,
    outbox: Outbox,
}

/// A document that is served, whatever state its deck is in.
#[derive(Debug)]
pub struct Slot {
    /// The document.
    pub file: PathBuf,
    /// Its name for the user: the path from the folder that is served.
    pub name: String,
    /// The address of its page: begins and ends with `/`.
    pub base: String,
    number: usize,
    state: RwLock<Arc<State>>,
    place: Mutex<Option<PresenterPlace>>,
}

/// A deck at one moment.
#[derive(Debug, Default)]
pub struct State {
    /// The last good deck; none before there was one.
    pub deck: Option<Arc<ServedDeck>>,
    /// What is wrong with the document as it is now.
    pub problems: Problems,
    /// Whether the document, as it is now, makes a deck.
    pub is_failed: bool,
    /// What the index shows.
    pub card: Option<DeckCard>,
}

/// What is wrong with a document.
#[derive(Debug, Default)]
pub struct Problems {
    /// The build that found them.
    pub generation: u64,
    /// The problems, by position.
    pub list: Vec<Diagnostic>,
    /// The texts that they point into.
    pub sources: Arc<Sources>,
}

/// Where the presenter is.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct PresenterPlace {
    /// The slide.
    pub key: String,
    /// Its column.
    pub h: i64,
    /// Its row.
    pub v: i64,
    /// The fragment.
    pub f: i64,
    /// Grows with each place, so that one that arrives late is ignored.
    #[serde(skip_serializing)]
    pub n: u64,
}

/// The channel of the index. Each deck has two more: for the team, and for viewers.
const INDEX: usize = 0;

impl Site {
    /// A site without decks.
    #[must_use]
    pub fn new(
        folder: Option<String>,
        token: Option<String>,
        guard: Guard,
        editor: Option<Editor>,
        outbox: Outbox,
    ) -> Self {
        Self {
            folder,
            token,
            guard,
            editor,
            meeting: None,
            is_reading: AtomicBool::new(true),
            is_cut_short: AtomicBool::new(false),
            recent: Recent::default(),
            decks: RwLock::default(),
            next: AtomicU64::new(0),
            index: AtomicU64::new(0),
            outbox,
        }
    }

    /// The same with a meeting about its document.
    #[must_use]
    pub(crate) fn with_meeting(self, meeting: Session) -> Self {
        Self { meeting: Some(Arc::new(meeting)), ..self }
    }

    /// The decks, in the order of their names.
    #[must_use]
    pub fn decks(&self) -> Vec<Arc<Slot>> {
        self.decks.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The deck whose page has this address.
    #[must_use]
    pub fn deck(&self, base: &str) -> Option<Arc<Slot>> {
        self.decks
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .iter()
            .find(|slot| slot.base == base)
            .cloned()
    }

    /// Adds a document; its deck comes later.
    pub fn add(&self, file: PathBuf, name: String, base: String) -> Arc<Slot> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let number = usize::try_from(number).unwrap_or(usize::MAX);
        let slot =
            Slot { file, name, base, number, state: RwLock::default(), place: Mutex::default() };
        let slot = Arc::new(slot);
        let mut decks = self.decks.write().unwrap_or_else(PoisonError::into_inner);
        decks.push(Arc::clone(&slot));
        decks.sort_by(|a, b| a.name.cmp(&b.name));
        slot
    }

    /// Removes a document. Open pages keep asking for it, and continue when it is back.
    pub fn remove(&self, slot: &Slot) {
        self.decks
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .retain(|known| known.number != slot.number);
        for audience in [Audience::Team, Audience::Viewers] {
            self.outbox.send(Message::End { channel: slot.channel(audience) });
        }
    }

    /// Replaces a deck's state, and tells everybody who looks at it.
    pub fn show(&self, slot: &Slot, state: State) {
        let state = Arc::new(state);
        *slot.state.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&state);
        let is_new =
            state.deck.as_ref().is_some_and(|deck| deck.generation == state.problems.generation);
        if let Some(deck) = state.deck.as_ref().filter(|_| is_new) {
            for audience in [Audience::Team, Audience::Viewers] {
                if let Some(view) = deck.view(audience) {
                    live::publish(&self.outbox, slot.channel(audience), "deck", &view.event);
                }
            }
        }
        let problems = state.problems(state.is_failed).to_string();
        live::publish(&self.outbox, slot.channel(Audience::Team), "problems", &problems);
        self.index_changed();
        if let Some(meeting) = &self.meeting {
            meeting.built(state.told());
        }
    }

    /// Tells everybody who looks at the index.
    pub fn index_changed(&self) {
        if self.folder.is_some() {
            let generation = self.index.fetch_add(1, Ordering::Relaxed) + 1;
            live::publish(
                &self.outbox,
                INDEX,
                "index",
                &json!({ "generation": generation }).to_string(),
            );
        }
    }

    /// Remembers where the presenter is, and tells the viewers.
    pub fn move_to(&self, slot: &Slot, place: PresenterPlace) {
        let mut known = slot.place.lock().unwrap_or_else(PoisonError::into_inner);
        if known.as_ref().is_some_and(|known| known.n >= place.n) {
            return;
        }
        live::publish(&self.outbox, slot.channel(Audience::Viewers), "place", &place.text());
        let key = place.key.clone();
        *known = Some(place);
        drop(known);
        if let Some(meeting) = &self.meeting {
            meeting.moved(&key);
        }
    }

    /// Moves the presenter's own pages, and with them those who follow.
    pub(crate) fn lead_to(&self, slot: &Slot, mut place: PresenterPlace) {
        let known = slot.place.lock().unwrap_or_else(PoisonError::into_inner);
        // The clock of the device that was there last may be ahead.
        place.n = known.as_ref().map_or(place.n, |known| place.n.max(known.n.saturating_add(1)));
        drop(known);
        live::publish(&self.outbox, slot.channel(Audience::Team), "goto", &place.text());
        self.move_to(slot, place);
    }

    /// A subscription to a deck: what is shown now, then whatever changes.
    #[must_use]
    pub fn follow(&self, slot: &Arc<Slot>, audience: Audience, is_kept: bool) -> Subscription {
        let slot = Arc::clone(slot);
        let meeting = self.meeting.clone();
        Subscription {
            channel: slot.channel(audience),
            is_kept,
            greeting: Arc::new(move || {
                let mut greeting = slot.greeting(audience);
                greeting.extend(meeting.iter().flat_map(|meeting| meeting.timer()));
                greeting
            }),
        }
    }

    /// A subscription to the index.
    #[must_use]
    pub fn follow_index(self: &Arc<Self>) -> Subscription {
        let site = Arc::clone(self);
        let greeting = move || {
            let generation = site.index.load(Ordering::Relaxed);
            [
                b"retry: 500\n".to_vec(),
                live::event("index", &json!({ "generation": generation }).to_string()),
            ]
            .concat()
        };
        Subscription { channel: INDEX, is_kept: false, greeting: Arc::new(greeting) }
    }
}

impl Slot {
    /// What is shown now.
    #[must_use]
    pub fn state(&self) -> Arc<State> {
        Arc::clone(&self.state.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The channels of the team and of viewers.
    pub(crate) fn channels(&self) -> [usize; 2] {
        [Audience::Team, Audience::Viewers].map(|audience| self.channel(audience))
    }

    fn channel(&self, audience: Audience) -> usize {
        1 + 2 * self.number + usize::from(audience == Audience::Viewers)
    }

    fn greeting(&self, audience: Audience) -> Vec<u8> {
        let state = self.state();
        let mut greeting = b"retry: 500\n".to_vec();
        if let Some(view) = state.deck.as_ref().and_then(|deck| deck.view(audience)) {
            greeting.extend(live::event("deck", &view.event));
        }
        match audience {
            Audience::Team => greeting
                .extend(live::event("problems", &state.problems(state.is_failed).to_string())),
            Audience::Viewers => {
                let place = self.place.lock().unwrap_or_else(PoisonError::into_inner);
                greeting.extend(place.iter().flat_map(|place| live::event("place", &place.text())));
            }
        }
        greeting
    }
}

impl State {
    /// What a meeting is told.
    fn told(&self) -> Built {
        let kind = self.deck.as_ref().filter(|_| !self.is_failed);
        let is_error = |one: &&Diagnostic| one.severity == Severity::Error;
        let error = self.problems.list.iter().find(is_error).filter(|_| self.is_failed);
        let trouble = error.map(|error| {
            let error = std::slice::from_ref(error);
            let text = report::text(error, &self.problems.sources, Wording::Short);
            let first = text.lines().next().unwrap_or_default();
            format!("the document makes no deck as it is now, so the last one stays: {first}")
        });
        Built {
            deck: self.deck.clone(),
            kind: kind.map(|deck| deck.compiled.verdict.kind),
            trouble,
        }
    }

    /// The problems as a page shows them; what the document still lacks is counted apart.
    fn problems(&self, is_failed: bool) -> Value {
        let Problems { generation, list, sources } = &self.problems;
        let is_finding = |one: &&Diagnostic| rules::rule(one.code).is_some();
        let count = |severity| {
            list.iter().filter(|one| one.severity == severity && !is_finding(one)).count()
        };
        let machine = report::machine(list, sources);
        let items = list.iter().zip(machine).map(|(diagnostic, machine)| {
            let text = report::text(
                std::slice::from_ref(diagnostic),
                sources,
                Wording::Full { colour: false },
            );
            let mut item = serde_json::to_value(machine).unwrap_or_default();
            item["text"] = text.trim_end().into();
            item["isFinding"] = is_finding(&diagnostic).into();
            item
        });
        json!({
            "generation": generation,
            "failed": is_failed,
            "errors": count(Severity::Error),
            "warnings": count(Severity::Warning),
            "findings": list.iter().filter(is_finding).count(),
            "list": items.take(MOST_PROBLEMS).collect::<Vec<_>>(),
        })
    }
}

/// How many problems a page shows.
const MOST_PROBLEMS: usize = 100;

impl PresenterPlace {
    fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}
