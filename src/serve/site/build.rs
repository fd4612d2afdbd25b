//! One build: a document becomes the state of a deck, on any thread.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Instant, SystemTime};

use super::deck::ServedDeck;
use super::folder::{self, is_lack};
use super::pool::Pool;
use super::{Problems, State};
use crate::catalogue::rules;
use crate::compile::{self, DocumentText, Memory, Options, Outcome};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::Document;
use crate::rebuild::{self, Changes};
use crate::report::{self, Wording};
use crate::serve::pages::index::DeckCard;
use crate::serve::pages::{encoded, strip};
use crate::source::Sources;
use crate::source::front_matter::DocumentKind;

/// What all builds have in common.
#[derive(Debug)]
pub struct Setting {
    /// How documents are compiled.
    pub options: Options,
    /// The folder that is served; none for one document.
    pub folder: Option<PathBuf>,
    /// Whether somebody follows along.
    pub is_shared: bool,
    /// What decks have in common.
    pub pool: Pool,
    /// Changes that the document's file does not have yet.
    pub(crate) changes: Option<Arc<dyn Changes>>,
}

/// A build to do.
#[derive(Debug)]
pub struct Job {
    /// What all have in common.
    pub setting: Arc<Setting>,
    /// The document.
    pub document: Document,
    /// Its name for the user.
    pub name: String,
    /// The address of its page.
    pub base: String,
    /// Whether it is served already; otherwise the build finds out whether it is a deck.
    pub is_deck: bool,
    /// The deck that is shown now.
    pub last: Option<Arc<ServedDeck>>,
    /// What the last build left for this one.
    pub memory: Memory,
    /// Grows with each build.
    pub generation: u64,
    /// When it began.
    pub start: Instant,
}

/// The outcome of a build.
#[derive(Debug)]
pub struct Done {
    /// The document.
    pub document: Document,
    /// Its name for the user.
    pub name: String,
    /// The address of its page.
    pub base: String,
    /// What it leaves for the next build.
    pub memory: Memory,
    /// Whether it was served before.
    pub was_deck: bool,
    /// When it began, by the steady clock and by the one that dates files.
    pub start: (Instant, SystemTime),
    /// How it ended.
    pub ended: Ended,
}

/// How a build ended.
#[derive(Debug)]
pub enum Ended {
    /// A deck, or what is wrong with one.
    Made(Box<Made>),
    /// The document is no deck.
    NoDeck,
    /// It could not be read because file descriptors ran out.
    Unread,
}

/// A new state for a deck.
#[derive(Debug)]
pub struct Made {
    /// What is to be shown.
    pub state: State,
    /// How many slides there are; none when the build failed.
    pub slides: Option<usize>,
    /// Whether there was no deck before.
    pub is_first: bool,
    /// What was read, or looked for and not found.
    pub dependencies: Vec<PathBuf>,
    /// The folders in which a new document counts.
    pub folders: Vec<PathBuf>,
}

impl Job {
    /// Builds. Even a panic has an outcome.
    #[must_use]
    pub fn run(self) -> Done {
        let Self { setting, document, name, base, is_deck, last, mut memory, generation, start } =
            self;
        let began = (start, SystemTime::now());
        let made = |outcome| make(&setting, &name, &base, last.as_ref(), generation, outcome);
        let panicked = || failed(&document.path, Diagnostic::error("internal/panic", PANIC));
        let ended = rebuild::guarded(|| match compile(&setting, &document, &name, &mut memory) {
            None => Ended::Unread,
            Some(outcome) if !is_deck && !folder::is_deck(&document.path, &outcome) => {
                Ended::NoDeck
            }
            Some(outcome) => Ended::Made(Box::new(made(outcome))),
        });
        let ended = ended.unwrap_or_else(|| Ended::Made(Box::new(made(panicked()))));
        Done { document, name, base, memory, was_deck: is_deck, start: began, ended }
    }
}

const PANIC: &str = "whydeck itself failed on this document: please report it";

/// Compiles a document; none when file descriptors ran out.
fn compile(
    setting: &Setting,
    document: &Document,
    name: &str,
    memory: &mut Memory,
) -> Option<Outcome> {
    let changes = setting.changes.as_deref();
    match rebuild::compile(document, name, &setting.options, memory, changes) {
        Ok(outcome) => Some(outcome),
        Err(error) if is_lack(&error) => None,
        Err(error) => {
            let is_missing = error.kind() == io::ErrorKind::NotFound;
            let code = if is_missing { "source/missing" } else { "source/unreadable" };
            let problem = Diagnostic::error(code, format!("cannot read {name}: {error}"));
            Some(failed(&document.path, problem))
        }
    }
}

fn make(
    setting: &Setting,
    name: &str,
    base: &str,
    last: Option<&Arc<ServedDeck>>,
    generation: u64,
    outcome: Outcome,
) -> Made {
    let Outcome { sources, diagnostics, compiled, dependencies, folders, .. } = outcome;
    let sources = Arc::new(sources);
    let is_failed = compiled.is_none();
    let slides = compiled.as_ref().map(compile::Compiled::slide_count);
    let new = |compiled| {
        let last = last.map(Arc::as_ref);
        Arc::new(ServedDeck::new(
            compiled,
            Arc::clone(&sources),
            generation,
            last,
            (setting.is_shared, &setting.pool),
        ))
    };
    let deck = match compiled {
        Some(compiled) => Some(new(compiled)),
        None => last.cloned().or_else(|| stand_in(name).map(new)),
    };
    let deck_of_folder = deck.as_ref().filter(|_| setting.folder.is_some());
    let card =
        deck_of_folder.map(|deck| card(name, base, deck, (&diagnostics, &sources), is_failed));
    let problems = Problems { generation, list: diagnostics, sources };
    Made {
        state: State { deck, problems, is_failed, card },
        slides,
        is_first: last.is_none(),
        dependencies,
        folders,
    }
}

/// What the index says of a deck.
fn card(
    name: &str,
    base: &str,
    deck: &ServedDeck,
    (diagnostics, sources): (&[Diagnostic], &Sources),
    is_failed: bool,
) -> DeckCard {
    // What the document still lacks is no problem of its deck.
    let built = || diagnostics.iter().filter(|one| rules::rule(one.code).is_none());
    let of = |severity| built().filter(move |diagnostic| diagnostic.severity == severity);
    let compiled = &deck.compiled;
    DeckCard {
        path: name.to_owned(),
        address: encoded(base),
        title: compiled.title.clone(),
        date: compiled.date.clone(),
        day: compiled.day,
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

/// The outcome when there was nothing to compile.
fn failed(file: &Path, diagnostic: Diagnostic) -> Outcome {
    let dependencies = vec![file.to_owned()];
    Outcome {
        sources: Sources::default(),
        diagnostics: vec![diagnostic],
        compiled: None,
        dependencies,
        folders: Vec::new(),
        remote: Vec::new(),
        verdict: None,
        scorecard: None,
    }
}

/// A slide to show until the document makes a deck.
fn stand_in(name: &str) -> Option<compile::Compiled> {
    let shown = report::name(name);
    let text = format!("# {shown}\n\nNo deck yet: the document has errors.\n");
    let input = DocumentText { name: name.to_owned(), path: None, text };
    compile::compile(input, &Options { kind: Some(DocumentKind::Slides), ..Options::default() })
        .compiled
}
