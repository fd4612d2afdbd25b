//! Builds what is served, again on each change.
//!
//! 1. Every document is built once; what each build read, and what it looked for and did not find, is watched.
//! 2. The loop waits for changes and builds the decks that they concern ([`super::build`]), one after the other; a slow
//!    build goes on by itself ([`super::workers`]).
//! 3. A good deck is swapped in; a failed build leaves the last good one, with what is wrong.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::build::{Done, Ended, Job, Made, Setting};
use super::folder;
use super::pool::Pool;
use super::workers::{PATIENCE, Waited, Workers};
use super::{Site, Slot};
use crate::compile::{Memory, Options};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::source::Sources;
use crate::watch::Watcher;

/// What happened to a deck.
#[derive(Debug)]
pub struct News<'n> {
    /// The document's name.
    pub name: &'n str,
    /// How many slides there are; none when the build failed.
    pub slides: Option<usize>,
    /// Whether there was no deck before.
    pub is_first: bool,
    /// How long it took until the new deck was there.
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
    /// Documents of the folder that are no decks.
    others: HashSet<PathBuf>,
    /// Documents that are being built.
    building: HashMap<PathBuf, Running>,
    folders: Vec<PathBuf>,
    generation: u64,
    /// Whether something could not be read since no descriptor was left: it is tried again.
    is_blind: bool,
    /// Whether there is something to build without another change.
    is_due: bool,
    /// What the user should know, once.
    notice: Option<String>,
}

/// How soon what could not be read is tried again.
const AGAIN: Duration = Duration::from_millis(200);

/// A deck with what its last build looked at.
struct Built {
    slot: Arc<Slot>,
    document: Document,
    dependencies: Vec<PathBuf>,
    memory: Memory,
    /// Whether it is to be built without another change.
    is_due: bool,
    /// Whether the last build was slow: the next one need not hold up others first.
    is_slow: bool,
}

/// A build that has not ended.
#[derive(Default)]
struct Running {
    /// Whether something changed since it began.
    is_stale: bool,
    /// Whether it goes on by itself.
    is_slow: bool,
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
        let mut builder = Self::new(site, None, options, watcher, news);
        // Before it is read, so that a change while it is being read counts.
        builder.watcher.watch(&[file.to_owned()], &[]);
        let document = Document::named(file, builder.setting.options.root.as_deref());
        builder.add(slot, document, vec![file.to_owned()], Memory::default());
        // There is nothing to show before, and nothing that it could hold up.
        builder.build(0, None);
        builder.site.is_reading.store(false, Ordering::Relaxed);
        builder
    }

    /// A builder for the decks of a folder; [`run`](Self::run) builds them.
    pub fn of_folder(
        site: Arc<Site>,
        folder: &Path,
        options: Options,
        watcher: Watcher,
        news: N,
    ) -> Self {
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
        // Pages that outlive the server compare generations: those of the next one are higher.
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let generation = u64::try_from(now.as_millis()).unwrap_or_default();
        let options = Options { marks: true, notes: true, ..options };
        let setting = Arc::new(Setting {
            options,
            folder,
            is_shared: site.token.is_some(),
            pool: Pool::default(),
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
            notice: None,
        }
    }

    fn add(
        &mut self,
        slot: Arc<Slot>,
        document: Document,
        dependencies: Vec<PathBuf>,
        memory: Memory,
    ) {
        self.decks.push(Built {
            slot,
            document,
            dependencies,
            memory,
            is_due: false,
            is_slow: false,
        });
    }

    /// Builds on each change, for as long as the process lives.
    pub fn run(mut self, mut notice: impl FnMut(String)) {
        // Before it is listed, so that what comes meanwhile counts.
        self.watch();
        let mut changed = HashSet::new();
        loop {
            // A panic outside of a compilation has no deck to be shown over; the next change finds the loop running.
            if catch_unwind(AssertUnwindSafe(|| self.turn(&changed))).is_err() {
                notice("whydeck itself failed here, and goes on: please report it".into());
            }
            self.watch();
            for text in self.notice.take().into_iter().chain(self.watcher.notice()) {
                notice(text);
            }
            let is_blind = std::mem::take(&mut self.is_blind);
            let patience = match std::mem::take(&mut self.is_due) {
                true => Some(Duration::ZERO),
                false => is_blind.then_some(AGAIN),
            };
            changed = self.watcher.wait(patience).into_iter().collect();
        }
    }

    /// Shows what has been built meanwhile, builds what these changes concern, and what could not be read before.
    fn turn(&mut self, changed: &HashSet<PathBuf>) {
        while let Some(done) = self.workers.ended() {
            self.finish(done);
        }
        for (file, running) in &mut self.building {
            running.is_stale |= changed.contains(file);
        }
        let is_concerned = |deck: &Built| {
            deck.is_due || deck.dependencies.iter().any(|path| changed.contains(path))
        };
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
    }

    fn watch(&mut self) {
        let dependencies: BTreeSet<&PathBuf> =
            self.decks.iter().flat_map(|deck| &deck.dependencies).collect();
        let files: Vec<PathBuf> = dependencies.into_iter().chain(&self.others).cloned().collect();
        self.watcher.watch(&files, &self.folders);
    }

    /// Takes in the documents of the folder that are new, and drops those that are gone.
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
            self.notice = listing.is_cut_short.then(|| folder::CUT_SHORT.to_owned());
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

    /// Builds a deck, which may hold up others for that long.
    fn build(&mut self, at: usize, patience: Option<Duration>) {
        let deck = &mut self.decks[at];
        if let Some(running) = self.building.get_mut(&deck.slot.file) {
            running.is_stale = true;
            return;
        }
        // One that waits for room is built when there is some.
        deck.is_due = deck.is_slow && !self.workers.has_room();
        if deck.is_due {
            return;
        }
        self.generation += 1;
        let job = Job {
            setting: Arc::clone(&self.setting),
            document: deck.document.clone(),
            name: deck.slot.name.clone(),
            base: deck.slot.base.clone(),
            is_deck: true,
            last: deck.slot.state().deck.clone(),
            memory: std::mem::take(&mut deck.memory),
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
                    // It may have ended in this very moment.
                    while let Some(done) = self.workers.ended() {
                        self.finish(done);
                    }
                    return;
                }
            }
        }
    }

    /// Takes in what came of a build.
    fn finish(&mut self, done: Done) {
        let Done { document, name, base, memory, was_deck, start, ended } = done;
        let running = self.building.remove(&document.path).unwrap_or_default();
        if running.is_slow {
            self.workers.one_less();
            // Others may wait for room.
            self.is_due = true;
        }
        let known = self.decks.iter().position(|deck| deck.slot.file == document.path);
        let made = match (ended, known) {
            // It has gone meanwhile; when it is back, it is listed again.
            (_, None) if was_deck => return,
            (Ended::Made(made), _) => made,
            (Ended::NoDeck, _) if !running.is_stale => {
                self.others.insert(document.path);
                return;
            }
            (Ended::Unread, Some(at)) => {
                (self.decks[at].is_due, self.decks[at].memory) = (true, memory);
                self.is_blind = true;
                return;
            }
            // It is listed again.
            (Ended::Unread, None) => {
                self.is_blind = true;
                return;
            }
            (Ended::NoDeck, _) => return,
        };
        let at = match known {
            Some(at) => {
                self.decks[at].memory = memory;
                at
            }
            None => {
                let slot = self.site.add(document.path.clone(), name, base);
                // Of thousands of decks, few are written on.
                self.add(slot, document, Vec::new(), Memory::default());
                self.decks.len() - 1
            }
        };
        let deck = &mut self.decks[at];
        deck.is_slow = start.0.elapsed() > PATIENCE;
        deck.is_due =
            running.is_stale || (running.is_slow && is_newer(&made.dependencies, start.1));
        self.is_due |= deck.is_due;
        self.show(at, *made, start.0);
    }

    /// Swaps the outcome of a build in.
    fn show(&mut self, at: usize, made: Made, start: Instant) {
        let Made { state, slides, is_first, dependencies } = made;
        let deck = &mut self.decks[at];
        let slot = Arc::clone(&deck.slot);
        // A build that failed may have ended before it looked at everything.
        if state.is_failed {
            deck.dependencies.extend(dependencies);
            deck.dependencies.sort();
            deck.dependencies.dedup();
        } else {
            deck.dependencies = dependencies;
        }
        self.site.show(&slot, state);
        let time = start.elapsed();
        let state = slot.state();
        let diagnostics = state.problems.list.as_slice();
        let sources = state.problems.sources.as_ref();
        (self.news)(News { name: &slot.name, slides, is_first, time, diagnostics, sources });
    }
}

/// Whether one of these files was written since a build began that went on while others were waited for: it may have
/// read what was there before.
fn is_newer(files: &[PathBuf], start: SystemTime) -> bool {
    let now = SystemTime::now();
    let written = |file: &PathBuf| fs::metadata(file).and_then(|about| about.modified()).ok();
    files.iter().filter_map(written).any(|time| time >= start && time <= now)
}
