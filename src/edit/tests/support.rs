//! Documents that are edited, and what comes of it.

use std::fs;
use std::path::{Path, PathBuf};

use comrak::Arena;

use crate::edit::diff::patch;
use crate::edit::{
    ActionAt, DocumentForm, Draft, Edit, EditError, Field, NewAction, NewItem, apply,
};
use crate::source::Sources;
use crate::words::{ActionState, LessonKind, SectionKind};

/// An operation on a document.
#[derive(Debug, Clone)]
pub(super) enum Operation {
    Insert(NewItem),
    State(ActionAt, ActionState, Option<&'static str>),
    Field(ActionAt, Field, &'static str),
    Section(SectionKind),
    Key(&'static [&'static str], &'static str),
}

impl Operation {
    fn on(&self, draft: &Draft<'_, '_>) -> Result<Vec<Edit>, EditError> {
        match self {
            Self::Insert(item) => draft.insert(item),
            Self::State(at, state, reason) => draft.set_state(*at, *state, *reason),
            Self::Field(at, field, value) => draft.set_field(*at, *field, value),
            Self::Section(kind) => draft.insert_section(*kind),
            Self::Key(path, value) => draft.set_key(path, value),
        }
    }
}

/// The edits that an operation makes.
pub(super) fn edits(
    file: &str,
    form: DocumentForm,
    operation: &Operation,
) -> Result<Vec<Edit>, EditError> {
    let arena = Arena::new();
    let mut sources = Sources::default();
    let id = sources.add("document", None, file.to_owned());
    let pm = form.read(&arena, &sources, id).expect("a document");
    operation.on(&Draft::new(&pm, &sources, id, file, form)?)
}

/// A document after an operation.
pub(super) fn edited(file: &str, form: DocumentForm, operation: &Operation) -> String {
    let edits = edits(file, form, operation).unwrap_or_else(|error| {
        panic!("{operation:?} on:\n{file}\n{error}");
    });
    apply(file, &edits)
}

/// The lines that an operation takes out and puts in, each behind its sign.
pub(super) fn changes(file: &str, form: DocumentForm, operation: &Operation) -> Vec<String> {
    let after = edited(file, form, operation);
    let again = edited(&after, form, operation);
    assert_eq!(again, after, "applied twice: {operation:?}");
    let patch = patch("document", file, &after);
    let lines = patch.lines().skip(2).filter(|line| line.starts_with(['+', '-']));
    lines.map(str::to_owned).collect()
}

/// What an operation on a Markdown document changes.
pub(super) fn markdown(file: &str, operation: &Operation) -> Vec<String> {
    changes(file, DocumentForm::Markdown, operation)
}

/// What an operation on a YAML document changes.
pub(super) fn yaml(file: &str, operation: &Operation) -> Vec<String> {
    changes(file, DocumentForm::Yaml, operation)
}

/// An action without fields.
pub(super) fn bare(text: &str) -> NewAction {
    NewAction {
        text: text.to_owned(),
        owner: None,
        due: None,
        sign: None,
        from: Vec::new(),
        state: ActionState::Proposed,
        reason: None,
    }
}

/// An action with an owner and a day.
pub(super) fn owned(text: &str) -> NewAction {
    NewAction { owner: Some("ann".into()), due: Some("2026-12-01".into()), ..bare(text) }
}

pub(super) fn action(text: &str) -> Operation {
    Operation::Insert(NewItem::Action(owned(text)))
}

pub(super) fn lesson(text: &str) -> Operation {
    lesson_of(text, LessonKind::Plain)
}

pub(super) fn lesson_of(text: &str, kind: LessonKind) -> Operation {
    Operation::Insert(NewItem::Lesson { text: text.into(), kind, from: Vec::new() })
}

/// A document that is there: its name, its text, how it is written.
pub(super) struct Found {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) form: DocumentForm,
}

/// The postmortems of the project, and those beside it where they are there.
pub(super) fn documents() -> Vec<Found> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    for folder in ["tests/documents", "decks/examples", "decks/new", "tests/golden"] {
        gather(&root.join(folder), 4, &mut paths);
    }
    for folder in ["postmortems", "postmortems-ja", "postmortems-moj"] {
        gather(&root.join("../shared/corpus").join(folder), 4, &mut paths);
    }
    paths.sort();
    paths.into_iter().filter_map(|path| found(&path)).collect()
}

fn gather(folder: &Path, depth: usize, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() && depth > 0 {
            gather(&path, depth - 1, paths);
        } else if path.extension().is_some_and(|end| end == "md" || end == "yaml") {
            paths.push(path);
        }
    }
}

/// A document that is a postmortem.
fn found(path: &Path) -> Option<Found> {
    let text = fs::read_to_string(path).ok()?;
    let is_yaml = path.extension().is_some_and(|end| end == "yaml");
    let form = if is_yaml { DocumentForm::Yaml } else { DocumentForm::Markdown };
    let arena = Arena::new();
    let mut sources = Sources::default();
    let id = sources.add("document", None, text.clone());
    if is_yaml && !crate::postmortem::yaml::text_looks_like_postmortem(&text) {
        return None;
    }
    let pm = form.read(&arena, &sources, id)?;
    let known = pm.sections.iter().filter(|section| section.kind.tells_a_postmortem()).count();
    let slides = text.contains("\n---\n\n") && known < 3;
    (known > 1 && !slides).then(|| Found { name: path.display().to_string(), text, form })
}
