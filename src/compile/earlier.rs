//! The earlier postmortems that a document names, and what of them travels: their actions.
//!
//! 1. `previous` names files and folders. Nothing outside the root is read, and nothing but regular
//!    files of bounded size, so many at most.
//! 2. Each is read as [`actions`] are listed. A confidential one gives nothing; what cannot be read
//!    is told at the key's place, and stops no deck.
//! 3. [`Earlier`] puts them together.
//!
//! Documents of a folder often name each other: what was read of a text is kept for the next one.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;

use super::{DocumentText, Folder, Run, actions};
use crate::compiled::EarlierShare;
use crate::diagnostic::{Diagnostic, Severity};
use crate::document;
use crate::listing;
use crate::postmortem::earlier::{Earlier, EarlierAction, EarlierDocument};
use crate::postmortem::find_date;
use crate::report;
use crate::root;
use crate::source::Span;
use crate::source::front_matter::{DocumentKind, FrontMatter, Spanned, is_confidential};

/// How many postmortems are taken in at most, and how many names are looked at.
const MOST: usize = 200;

/// The most bytes that one may have.
const LARGEST: u64 = 1 << 20;

/// The most bytes that all files of a document's `previous` may have together.
const ALL: usize = 16 << 20;

/// How many folders all names together may have.
const FOLDERS: usize = 4_000;

/// How many texts are remembered.
const REMEMBERED: usize = 4_096;

/// What was read of earlier postmortems, for all documents of a run.
#[derive(Debug, Default)]
pub struct KnownEarlier(Mutex<HashMap<(PathBuf, bool), (u64, Reading)>>);

/// What came of reading one.
#[derive(Debug, Clone)]
enum Reading {
    Postmortem(Arc<(EarlierDocument, Vec<EarlierAction>)>),
    Confidential,
    /// Slides, or something else that is not asked for its actions.
    Other,
    Broken(String),
}

impl KnownEarlier {
    /// Reads a document; a text that is known is not read again.
    fn read(&self, real: &Path, text: String, is_named: bool) -> Reading {
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        let hash = hasher.finish();
        let key = (real.to_owned(), is_named);
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, reading)) = known().get(&key).filter(|(before, _)| *before == hash) {
            return reading.clone();
        }
        let reading = Reading::of(real, text, is_named);
        let mut known = known();
        if known.len() >= REMEMBERED {
            known.clear();
        }
        known.insert(key, (hash, reading.clone()));
        reading
    }
}

impl Reading {
    fn of(path: &Path, text: String, is_named: bool) -> Self {
        let input = DocumentText { name: String::new(), path: Some(path.to_owned()), text };
        let list = actions::read(input, None, is_named);
        if let Some(error) = list.errors.first() {
            let line = error.span.map(|span| list.sources.position(span).line);
            let place = line.map(|line| format!(" (line {line})")).unwrap_or_default();
            return Self::Broken(format!("it is broken: {}{place}", error.message));
        }
        let is_slides = list.verdict.kind == DocumentKind::Slides && !list.verdict.is_guess;
        if is_slides || list.verdict.is_guess && !is_named {
            return Self::Other;
        }
        let is_yaml = document::is_yaml(path);
        if list.sources.iter().any(|source| is_confidential(source, is_yaml)) {
            return Self::Confidential;
        }
        let (title, day) = (list.head.title, list.head.day);
        let document = EarlierDocument { file: String::new(), title, day };
        let actions = list.actions.into_iter().map(|action| EarlierAction {
            id: Some(action.id).filter(|_| action.has_own_id),
            text: action.text,
            owner: action.owner,
            due: action.due,
            due_day: action.due_day,
            state: action.state,
            reason: action.reason,
            document: 0,
        });
        Self::Postmortem(Arc::new((document, actions.collect())))
    }
}

/// The names to look up, and where they are looked up from.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'w> {
    pub(super) names: &'w [Spanned<String>],
    /// Whether all documents of the root share them: then one may name itself.
    pub(super) is_shared: bool,
    /// Whether it was told what is wrong with those that are shared.
    pub(super) is_told: bool,
    /// The day of the meeting.
    pub(super) today: Option<Date>,
    pub(super) base: &'w Path,
    pub(super) root: &'w Path,
    /// The document itself.
    pub(super) document: Option<&'w Path>,
}

impl<'w> Wanted<'w> {
    /// Those of a document; where it names none, those that all have in common.
    pub(super) fn of(front: &'w FrontMatter, shared: &'w [Spanned<String>]) -> Self {
        let is_shared = front.previous.is_empty();
        Self {
            names: if is_shared { shared } else { &front.previous },
            is_shared,
            is_told: false,
            today: front.date.as_deref().and_then(find_date),
            base: Path::new("."),
            root: Path::new("."),
            document: None,
        }
    }
}

/// What came of all names.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// None when nothing is named.
    pub(super) earlier: Option<Earlier>,
    /// What was read, or looked for and not found.
    pub(super) dependencies: Vec<PathBuf>,
    /// The folders in which a new document counts.
    pub(super) folders: Vec<PathBuf>,
    pub(super) problems: Vec<Diagnostic>,
}

/// Reads what earlier postmortems promised.
pub(super) fn gather(wanted: &Wanted<'_>, known: &KnownEarlier) -> Gathered {
    let own = wanted.document.and_then(|path| path.canonicalize().ok());
    let mut work = Work {
        wanted,
        known,
        seen: own.iter().cloned().collect(),
        own,
        read: Vec::new(),
        later: 0,
        left: ALL,
        cut: None,
        out: Gathered::default(),
    };
    for name in wanted.names.iter().take(MOST) {
        work.name(name);
    }
    if let Some(name) = wanted.names.get(MOST) {
        work.cut.get_or_insert(name.span);
    }
    work.end()
}

struct Work<'w> {
    wanted: &'w Wanted<'w>,
    known: &'w KnownEarlier,
    /// Where the document really lies.
    own: Option<PathBuf>,
    /// What was taken in already, by real path; the document itself never is.
    seen: HashSet<PathBuf>,
    read: Vec<(EarlierDocument, Vec<EarlierAction>)>,
    later: usize,
    /// How many bytes may still be read.
    left: usize,
    /// The name at which there was too much.
    cut: Option<Span>,
    out: Gathered,
}

impl Work<'_> {
    fn name(&mut self, name: &Spanned<String>) {
        let Wanted { base, root, is_shared, .. } = self.wanted;
        let path = if *is_shared { root } else { base }.join(name.value.trim());
        self.out.dependencies.push(path.clone());
        match root::inside(self.wanted.root, &path) {
            Err(reason) => self.unread(&name.value, &reason, name.span),
            Ok(real) if real.is_dir() => self.folder(name, &path, real),
            Ok(real) if self.own.as_ref() == Some(&real) => {
                if !self.wanted.is_shared {
                    self.unread(&name.value, "it is this document itself", name.span);
                }
            }
            Ok(real) => self.file(&name.value, &path, &real, (name.span, true)),
        }
    }

    /// A folder counts with the postmortems that are known as such; later ones are not earlier.
    fn folder(&mut self, name: &Spanned<String>, path: &Path, real: PathBuf) {
        if !self.seen.insert(real) {
            return;
        }
        let listing = listing::list(path);
        let is_cut = listing.is_cut_short || listing.is_blind;
        self.out.folders.extend(listing.folders);
        if is_cut || self.out.folders.len() > FOLDERS {
            self.cut.get_or_insert(name.span);
        }
        // Names often begin with a day: the latest come first.
        for file in listing.documents.iter().rev() {
            let below = file.strip_prefix(path).unwrap_or(file);
            let shown = report::path(&Path::new(name.value.trim()).join(below));
            self.out.dependencies.push(file.clone());
            let Ok(real) = file.canonicalize() else { continue };
            self.file(&shown, file, &real, (name.span, false));
        }
    }

    fn file(&mut self, shown: &str, path: &Path, real: &Path, (span, is_named): (Span, bool)) {
        if !self.seen.insert(real.to_owned()) {
            return;
        }
        if self.read.len() == MOST || self.left == 0 {
            self.cut.get_or_insert(span);
            return;
        }
        let text = match root::read_text_within(self.wanted.root, path, LARGEST) {
            Ok(text) => text,
            Err(reason) => return self.unread(shown, &reason, span),
        };
        self.left = self.left.saturating_sub(text.len());
        match self.known.read(real, text, is_named) {
            Reading::Postmortem(found) => {
                let (document, actions) = found.as_ref();
                if !is_named && document.day.zip(self.wanted.today).is_some_and(|(d, t)| d > t) {
                    self.later += 1;
                    return;
                }
                let document = EarlierDocument { file: shown.to_owned(), ..document.clone() };
                self.read.push((document, actions.clone()));
            }
            Reading::Confidential => self.confidential(shown, (span, is_named)),
            Reading::Other if is_named => self.unread(shown, "it holds slides", span),
            Reading::Other => {}
            Reading::Broken(why) => self.unread(shown, &why, span),
        }
    }

    fn unread(&mut self, shown: &str, why: &str, span: Span) {
        let message = format!("the earlier postmortem `{shown}` is not read: {why}");
        self.out.problems.push(Diagnostic::warning("previous/unread", message).at(span));
    }

    fn confidential(&mut self, shown: &str, (span, is_named): (Span, bool)) {
        let message = format!("`{shown}` is confidential: nothing of it is taken");
        let severity = if is_named { Severity::Warning } else { Severity::Info };
        let problem = Diagnostic::warning("previous/confidential", message).at(span);
        self.out.problems.push(Diagnostic { severity, ..problem });
    }

    fn end(mut self) -> Gathered {
        if let Some(span) = self.cut {
            let message = format!(
                "there are more earlier postmortems than are read: at most {MOST}, of {} MiB \
                 together",
                ALL >> 20
            );
            self.out.problems.push(
                Diagnostic::warning("previous/cut", message)
                    .at(span)
                    .help("name those whose actions are still open"),
            );
        }
        let is_told = self.wanted.is_shared && self.wanted.is_told;
        if is_told {
            self.out.problems.clear();
        }
        if !self.wanted.names.is_empty() && (!is_told || !self.read.is_empty()) {
            let earlier = Earlier::of(self.read, self.wanted.today);
            self.out.earlier = Some(Earlier { later: self.later, ..earlier });
        }
        self.out
    }
}

impl Run<'_> {
    /// Takes in what earlier postmortems promised.
    pub(super) fn take_earlier(&mut self, front: &FrontMatter, folder: &Folder) {
        let Folder { base, root, document, .. } = folder;
        let document = document.as_deref();
        let is_told = self.options.is_project_told;
        let wanted = Wanted::of(front, &self.project.previous);
        let wanted = Wanted { base, root, document, is_told, ..wanted };
        let gathered = gather(&wanted, &self.options.known_earlier);
        self.dependencies.extend(gathered.dependencies);
        self.folders.extend(gathered.folders);
        self.diagnostics.extend(gathered.problems);
        self.earlier = gathered.earlier;
    }

    /// What of them is in the deck, for the line that is printed about it.
    pub(super) fn earlier_share(&self) -> Option<EarlierShare> {
        let earlier = self.earlier.as_ref()?;
        Some(EarlierShare {
            files: earlier.documents.iter().map(|document| document.file.clone()).collect(),
            actions: earlier.actions.len(),
            later: earlier.later,
            is_dated: earlier.today.is_some(),
        })
    }
}
