//! Builds what is served, again on each change.
//!
//! 1. Every document is built once; what each build read, and what it looked for and did not find, is watched.
//! 2. The loop waits for changes and builds the decks that they concern.
//! 3. A good deck is swapped in; a failed build leaves the last good one, with what is wrong.

use std::collections::{BTreeSet, HashSet};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::deck::Deck;
use super::folder::{self, is_lack};
use super::index::Card;
use super::site::{Problems, Site, Slot, State};
use super::{routes, strip};
use crate::compile::{self, Input, Memory, Options, Outcome};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::Document;
use crate::report::{self, Wording};
use crate::source::Sources;
use crate::source::front_matter::DocumentKind;
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
    /// The folder that is served; none for one document.
    folder: Option<PathBuf>,
    options: Options,
    watcher: Watcher,
    news: N,
    decks: Vec<Built>,
    /// Documents of the folder that are no decks.
    others: HashSet<PathBuf>,
    folders: Vec<PathBuf>,
    generation: u64,
    /// Whether something could not be read since no descriptor was left: it is tried again.
    is_blind: bool,
}

/// How soon what could not be read is tried again.
const AGAIN: Duration = Duration::from_millis(200);

/// A deck with what its last build looked at.
struct Built {
    slot: Arc<Slot>,
    document: Document,
    dependencies: Vec<PathBuf>,
    memory: Memory,
    /// Whether the last build could not read the document since no descriptor was left.
    is_unread: bool,
}

impl<N: FnMut(News<'_>)> Builder<N> {
    /// A builder for one document.
    pub fn of_document(site: Arc<Site>, file: &Path, options: Options, watcher: Watcher, news: N) -> Self {
        let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned();
        let slot = site.add(file.to_owned(), name, "/".into());
        let mut builder = Self::new(site, None, options, watcher, news);
        // Before it is read, so that a change while it is being read counts.
        builder.watcher.watch(&[file.to_owned()], &[]);
        let document = Document::named(file, builder.options.root.as_deref());
        let (dependencies, memory) = (vec![file.to_owned()], Memory::default());
        builder.decks.push(Built { slot, document, dependencies, memory, is_unread: false });
        builder.build(0);
        builder.site.is_reading.store(false, Ordering::Relaxed);
        builder
    }

    /// A builder for the decks of a folder; [`run`](Self::run) builds them.
    pub fn of_folder(site: Arc<Site>, folder: &Path, options: Options, watcher: Watcher, news: N) -> Self {
        let mut builder = Self::new(site, Some(folder.to_owned()), options, watcher, news);
        builder.folders.push(folder.to_owned());
        builder
    }

    fn new(site: Arc<Site>, folder: Option<PathBuf>, options: Options, watcher: Watcher, news: N) -> Self {
        // Pages that outlive the server compare generations: those of the next one are higher.
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let generation = u64::try_from(now.as_millis()).unwrap_or_default();
        let options = Options { marks: true, notes: true, ..options };
        Self {
            site,
            folder,
            options,
            watcher,
            news,
            decks: Vec::new(),
            others: HashSet::new(),
            folders: Vec::new(),
            generation,
            is_blind: false,
        }
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
            if let Some(text) = self.watcher.notice() {
                notice(text);
            }
            let patience = std::mem::take(&mut self.is_blind).then_some(AGAIN);
            changed = self.watcher.wait(patience).into_iter().collect();
        }
    }

    /// Builds what these changes concern, and what could not be read before.
    fn turn(&mut self, changed: &HashSet<PathBuf>) {
        let is_concerned = |deck: &Built| deck.is_unread || deck.dependencies.iter().any(|path| changed.contains(path));
        let concerned: Vec<usize> = (0..self.decks.len()).filter(|&at| is_concerned(&self.decks[at])).collect();
        for at in concerned {
            self.build(at);
        }
        self.others.retain(|path| !changed.contains(path));
        self.list();
        if self.site.is_reading.swap(false, Ordering::Relaxed) {
            self.site.index_changed();
        }
    }

    fn watch(&mut self) {
        let dependencies: BTreeSet<&PathBuf> = self.decks.iter().flat_map(|deck| &deck.dependencies).collect();
        let files: Vec<PathBuf> = dependencies.into_iter().chain(&self.others).cloned().collect();
        self.watcher.watch(&files, &self.folders);
    }

    /// Takes in the documents of the folder that are new, and drops those that are gone.
    fn list(&mut self) {
        let Some(folder) = &self.folder else { return };
        let listing = folder::list(folder);
        if listing.is_blind {
            self.is_blind = true;
            return;
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
        let known: HashSet<PathBuf> = self.decks.iter().map(|deck| deck.slot.file.clone()).collect();
        for document in &listing.documents {
            if !known.contains(document) && !self.others.contains(document) {
                self.take_in(document);
            }
        }
    }

    /// Builds a document of the folder, and serves it when it is a deck.
    fn take_in(&mut self, file: &Path) {
        let start = Instant::now();
        let Some(folder) = &self.folder else { return };
        let document = Document::found(file, folder, folder::is_skipped);
        let relative = file.strip_prefix(folder).unwrap_or(file);
        let name: Vec<_> = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        let name = name.join("/");
        let mut memory = Memory::default();
        let Some(outcome) = self.compile(&document, &name, &mut memory) else { return };
        if !folder::is_deck(file, &outcome) {
            self.others.insert(file.to_owned());
            return;
        }
        let slot = self.site.add(file.to_owned(), name.clone(), format!("/deck/{name}/"));
        self.decks.push(Built { slot, document, dependencies: Vec::new(), memory, is_unread: false });
        self.show(self.decks.len() - 1, outcome, start);
    }

    fn build(&mut self, at: usize) {
        let start = Instant::now();
        let slot = Arc::clone(&self.decks[at].slot);
        let mut memory = std::mem::take(&mut self.decks[at].memory);
        let document = self.decks[at].document.clone();
        let outcome = self.compile(&document, &slot.name, &mut memory);
        self.decks[at].memory = memory;
        self.decks[at].is_unread = outcome.is_none();
        if let Some(outcome) = outcome {
            self.show(at, outcome, start);
        }
    }

    /// Compiles a document; whatever happens is an outcome, except that no descriptor is left to read it with.
    fn compile(&mut self, document: &Document, name: &str, memory: &mut Memory) -> Option<Outcome> {
        self.generation += 1;
        let file = document.path.as_path();
        let text = match document.read() {
            Ok(text) => text,
            Err(error) if is_lack(&error) => {
                self.is_blind = true;
                return None;
            }
            Err(error) => {
                let is_missing = error.kind() == io::ErrorKind::NotFound;
                let code = if is_missing { "source/missing" } else { "source/unreadable" };
                return Some(failed(file, Diagnostic::error(code, format!("cannot read {name}: {error}"))));
            }
        };
        let input = Input { name: name.to_owned(), path: Some(file.to_owned()), text };
        let outcome = catch_unwind(AssertUnwindSafe(|| compile::compile_again(input, &self.options, memory)));
        let mut outcome = outcome.unwrap_or_else(|_| {
            let message = "whydeck itself failed on this document: please report it";
            failed(file, Diagnostic::error("internal/panic", message))
        });
        if let Some(folder) = self.folder.as_deref().or(file.parent()).filter(|folder| folder.is_absolute()) {
            name_from(folder, &mut outcome);
        }
        Some(outcome)
    }

    /// Swaps the outcome of a build in.
    fn show(&mut self, at: usize, outcome: Outcome, start: Instant) {
        let deck = &mut self.decks[at];
        let slot = Arc::clone(&deck.slot);
        let last = slot.state();
        let Outcome { sources, diagnostics, compiled, dependencies, .. } = outcome;
        let sources = Arc::new(sources);
        let is_failed = compiled.is_none();
        // A build that failed may have ended before it looked at everything.
        if is_failed {
            deck.dependencies.extend(dependencies);
            deck.dependencies.sort();
            deck.dependencies.dedup();
        } else {
            deck.dependencies = dependencies;
        }
        let slides = compiled.as_ref().map(compile::Compiled::slide_count);
        let is_shared = self.site.token.is_some();
        let new = |compiled, sources: &Arc<Sources>| {
            Arc::new(Deck::new(compiled, Arc::clone(sources), self.generation, last.deck.as_deref(), is_shared))
        };
        let shown = match compiled {
            Some(compiled) => Some(new(compiled, &sources)),
            None => last.deck.clone().or_else(|| stand_in(&slot.name).map(|compiled| new(compiled, &sources))),
        };
        let card = shown
            .as_ref()
            .filter(|_| self.folder.is_some())
            .map(|deck| card(&slot, deck, (&diagnostics, &sources), is_failed));
        let problems =
            Problems { generation: self.generation, list: diagnostics.clone(), sources: Arc::clone(&sources) };
        self.site.show(&slot, State { deck: shown, problems, is_failed, card });
        let time = start.elapsed();
        let is_first = last.deck.is_none();
        (self.news)(News { name: &slot.name, slides, is_first, time, diagnostics: &diagnostics, sources: &sources });
    }
}

/// Names the files that a document names as they lie to it: pages are not told where on this machine that is.
fn name_from(folder: &Path, outcome: &mut Outcome) {
    let folder = folder.join("").display().to_string();
    outcome.sources.rename(|name| name.replace(&folder, ""));
    for diagnostic in &mut outcome.diagnostics {
        diagnostic.message = diagnostic.message.replace(&folder, "");
        diagnostic.help = diagnostic.help.take().map(|help| help.replace(&folder, ""));
    }
}

/// What the index says of a deck.
fn card(slot: &Slot, deck: &Deck, (diagnostics, sources): (&[Diagnostic], &Sources), is_failed: bool) -> Card {
    let of = |severity| diagnostics.iter().filter(move |diagnostic| diagnostic.severity == severity);
    let compiled = &deck.compiled;
    Card {
        path: slot.name.clone(),
        address: routes::encoded(&slot.base),
        title: compiled.title.clone(),
        date: compiled.date.clone(),
        status: compiled.footer.status.clone(),
        kind: Some(compiled.verdict.kind),
        slides: compiled.slide_count(),
        version: strip::version(compiled),
        problems: Some((of(Severity::Error).count(), of(Severity::Warning).count())),
        failed: is_failed,
        error: of(Severity::Error).next().map(|first| {
            let text = report::text(std::slice::from_ref(first), sources, Wording::Short);
            text.lines().next().unwrap_or_default().to_owned()
        }),
    }
}

/// What is left when there was nothing to compile.
fn failed(file: &Path, diagnostic: Diagnostic) -> Outcome {
    let dependencies = vec![file.to_owned()];
    Outcome { sources: Sources::default(), diagnostics: vec![diagnostic], compiled: None, dependencies, verdict: None }
}

/// A slide to show until the document makes a deck.
fn stand_in(name: &str) -> Option<compile::Compiled> {
    let text = format!("# {name}\n\nNo deck yet: the document has errors.\n");
    let input = Input { name: name.to_owned(), path: None, text };
    compile::compile(input, &Options { kind: Some(DocumentKind::Slides), ..Options::default() }).compiled
}
