//! Builds what is served, again on each change.
//!
//! 1. Every document is built once. What each build read, and what it looked for and did not find,
//!    is watched.
//! 2. The loop ([`crate::rebuild::run`]) waits for changes. A turn builds the decks that they
//!    concern ([`super::build`]), one after the other; a slow build goes on in the background
//!    ([`super::workers`]).
//! 3. A good deck replaces the last one. A failed build leaves the last good deck, with its
//!    problems (`finish`).

mod finish;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::build::{Job, Setting};
use super::folder;
use super::pool::Pool;
use super::workers::{PATIENCE, Waited, Workers};
use super::{Site, Slot};
use crate::compile::{Memory, Options};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::rebuild::{Changes, Rebuild, Rebuilt, Watched};
use crate::serve::pages::index::CUT_SHORT;
use crate::source::Sources;
use crate::watch::Watcher;

/// What the user is told.
#[derive(Debug)]
pub enum News<'n> {
    /// A deck was built, or was not.
    Deck(DeckNews<'n>),
    /// Something that concerns no single deck.
    Notice(&'n str),
}

/// What happened to a deck.
#[derive(Debug)]
pub struct DeckNews<'n> {
    /// The document's name.
    pub name: &'n str,
    /// How many slides there are; none when the build failed.
    pub slides: Option<usize>,
    /// Whether there was no deck before.
    pub is_first: bool,
    /// How long the build took.
    pub time: Duration,
    /// What is wrong.
    pub diagnostics: &'n [Diagnostic],
    /// The texts that diagnostics point into.
    pub sources: &'n Sources,
}

/// Builds decks and shows them on a site.
pub struct Builder<N> {
    site: Arc<Site>,
    setting: Arc<Setting>,
    watcher: Watcher,
    news: N,
    workers: Workers,
    decks: Vec<Built>,
    /// Documents of the folder that are not decks.
    others: HashSet<PathBuf>,
    /// Documents that are being built.
    building: HashMap<PathBuf, Running>,
    folders: Vec<PathBuf>,
    generation: u64,
    /// Whether file descriptors ran out while something was read: it is read again.
    is_blind: bool,
    /// Whether there is something to build even without a change.
    is_due: bool,
    /// The version of the changes that were built last.
    version: u64,
}

/// How soon something is read again after file descriptors ran out.
const AGAIN: Duration = Duration::from_millis(200);

/// A deck that is served.
struct Built {
    slot: Arc<Slot>,
    rebuilt: Rebuilt,
    /// Whether it is built in the next turn, even without a change.
    is_due: bool,
    /// Whether the last build was slow: the next one goes to the background at once.
    is_slow: bool,
}

impl Built {
    fn new(slot: Arc<Slot>, document: Document) -> Self {
        Self { slot, rebuilt: Rebuilt::new(document), is_due: false, is_slow: false }
    }
}

/// A build that has not ended.
#[derive(Default)]
struct Running {
    /// Whether something changed after it began.
    is_stale: bool,
    /// Whether it goes on in the background.
    is_slow: bool,
}

impl<N: FnMut(News<'_>)> Rebuild for Builder<N> {
    fn watcher(&mut self) -> &mut Watcher {
        &mut self.watcher
    }

    fn watched(&self) -> Watched {
        let dependencies: BTreeSet<&PathBuf> =
            self.decks.iter().flat_map(|deck| &deck.rebuilt.dependencies).collect();
        let files = dependencies.into_iter().chain(&self.others).cloned().collect();
        let earlier = self.decks.iter().flat_map(|deck| &deck.rebuilt.folders);
        Watched { files, folders: self.folders.iter().chain(earlier).cloned().collect() }
    }

    /// Takes in the builds that ended in the background, builds the decks that the changes concern,
    /// and lists the folder again.
    fn turn(&mut self, changed: &HashSet<PathBuf>) -> Option<Duration> {
        (self.is_blind, self.is_due) = (false, false);
        while let Some(done) = self.workers.ended() {
            self.finish(done);
        }
        for (file, running) in &mut self.building {
            running.is_stale |= changed.contains(file);
        }
        let version = self.setting.changes.as_ref().map_or(0, |changes| changes.version());
        if std::mem::replace(&mut self.version, version) != version {
            self.decks.iter_mut().for_each(|deck| deck.is_due = true);
        }
        let is_concerned = |deck: &Built| deck.is_due || deck.rebuilt.is_concerned(changed);
        let concerned: Vec<usize> =
            (0..self.decks.len()).filter(|&at| is_concerned(&self.decks[at])).collect();
        for at in concerned {
            self.build(at, Some(PATIENCE));
        }
        self.others.retain(|path| !changed.contains(path));
        self.list();
        if self.building.is_empty() && self.site.is_reading.swap(false, Ordering::Relaxed) {
            self.site.index_changed();
        }
        match (self.is_due, self.is_blind) {
            (true, _) => Some(Duration::ZERO),
            (false, true) => Some(AGAIN),
            (false, false) => None,
        }
    }

    fn notice(&mut self, text: &str) {
        (self.news)(News::Notice(text));
    }
}

impl<N: FnMut(News<'_>)> Builder<N> {
    /// A builder for one document.
    pub fn of_document(
        site: Arc<Site>,
        file: &Path,
        options: Options,
        watcher: Watcher,
        news: N,
    ) -> Self {
        let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned();
        let slot = site.add(file.to_owned(), name, "/".into());
        let shown_from = file.parent().map(Path::to_owned);
        let options = Options { shown_from, ..options };
        if let Some(meeting) = &site.meeting {
            meeting.attach(watcher.waker(), slot.channels());
        }
        let mut builder = Self::new(site, None, options, watcher, news);
        // Watched before it is read, so that a change while it is being read counts.
        builder.watcher.watch(&[file.to_owned()], &[]);
        let document = Document::named(file, builder.setting.options.root.as_deref());
        builder.decks.push(Built::new(slot, document));
        // Without a limit: there is nothing to show before, and no other deck to hold up.
        builder.build(0, None);
        builder.site.is_reading.store(false, Ordering::Relaxed);
        builder
    }

    /// A builder for the decks of a folder; the first turn builds them.
    pub fn of_folder(
        site: Arc<Site>,
        folder: &Path,
        options: Options,
        watcher: Watcher,
        news: N,
    ) -> Self {
        let options = Options { shown_from: Some(folder.to_owned()), ..options };
        let mut builder = Self::new(site, Some(folder.to_owned()), options, watcher, news);
        builder.folders.push(folder.to_owned());
        builder
    }

    fn new(
        site: Arc<Site>,
        folder: Option<PathBuf>,
        options: Options,
        watcher: Watcher,
        news: N,
    ) -> Self {
        // Pages outlive the server and compare generations: the next server must start with a
        // higher one.
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let generation = u64::try_from(now.as_millis()).unwrap_or_default();
        let options = Options { marks: true, notes: true, ..options };
        let setting = Arc::new(Setting {
            options,
            folder,
            is_shared: site.token.is_some() || site.meeting.is_some(),
            pool: Pool::default(),
            changes: site.meeting.clone().map(|meeting| meeting as Arc<dyn Changes>),
        });
        let workers = Workers::new(watcher.waker());
        Self {
            site,
            setting,
            watcher,
            news,
            workers,
            decks: Vec::new(),
            others: HashSet::new(),
            building: HashMap::new(),
            folders: Vec::new(),
            generation,
            is_blind: false,
            is_due: false,
            version: 0,
        }
    }

    /// Adds the folder's new documents, and drops those that are gone.
    fn list(&mut self) {
        let Some(folder) = self.setting.folder.clone() else { return };
        let listing = folder::list(&folder);
        if listing.is_blind {
            self.is_blind = true;
            return;
        }
        if self.site.is_cut_short.swap(listing.is_cut_short, Ordering::Relaxed)
            != listing.is_cut_short
        {
            if listing.is_cut_short {
                self.notice(CUT_SHORT);
            }
            self.site.index_changed();
        }
        self.folders = listing.folders;
        let there: HashSet<&PathBuf> = listing.documents.iter().collect();
        let site = Arc::clone(&self.site);
        self.others.retain(|path| there.contains(path));
        self.decks.retain(|deck| {
            let stays = there.contains(&deck.slot.file);
            if !stays {
                site.remove(&deck.slot);
                site.index_changed();
            }
            stays
        });
        let known: HashSet<PathBuf> =
            self.decks.iter().map(|deck| deck.slot.file.clone()).collect();
        for document in &listing.documents {
            let is_known = known.contains(document)
                || self.others.contains(document)
                || self.building.contains_key(document);
            if !is_known {
                self.take_in(&folder, document);
            }
        }
    }

    /// Builds a document of the folder; it is served when it is a deck.
    fn take_in(&mut self, folder: &Path, file: &Path) {
        let relative = file.strip_prefix(folder).unwrap_or(file);
        let name: Vec<_> =
            relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        let name = name.join("/");
        self.generation += 1;
        let job = Job {
            setting: Arc::clone(&self.setting),
            document: Document::found(file, folder, folder::is_skipped),
            base: format!("/deck/{name}/"),
            name,
            is_deck: false,
            last: None,
            memory: Memory::default(),
            generation: self.generation,
            start: Instant::now(),
        };
        self.start(job, Some(PATIENCE));
    }

    /// Builds a deck, which may hold up the others for that long.
    fn build(&mut self, at: usize, patience: Option<Duration>) {
        let deck = &mut self.decks[at];
        if let Some(running) = self.building.get_mut(&deck.slot.file) {
            running.is_stale = true;
            return;
        }
        // It waits until another slow build has ended.
        deck.is_due = deck.is_slow && !self.workers.has_room();
        if deck.is_due {
            return;
        }
        self.generation += 1;
        let job = Job {
            setting: Arc::clone(&self.setting),
            document: deck.rebuilt.document.clone(),
            name: deck.slot.name.clone(),
            base: deck.slot.base.clone(),
            is_deck: true,
            last: deck.slot.state().deck.clone(),
            memory: std::mem::take(&mut deck.rebuilt.memory),
            generation: self.generation,
            start: Instant::now(),
        };
        let patience = if deck.is_slow { Some(Duration::ZERO) } else { patience };
        self.start(job, patience);
    }

    fn start(&mut self, job: Job, patience: Option<Duration>) {
        let file = job.document.path.clone();
        let until = patience.map(|patience| job.start + patience);
        self.building.insert(file.clone(), Running::default());
        self.workers.start(job);
        while self.building.contains_key(&file) {
            match self.workers.wait(until) {
                Waited::Done(done) => self.finish(*done),
                Waited::GoesOn => {
                    if let Some(running) = self.building.get_mut(&file) {
                        running.is_slow = true;
                    }
                    // It may have ended at this very moment.
                    while let Some(done) = self.workers.ended() {
                        self.finish(done);
                    }
                    return;
                }
            }
        }
    }
}
