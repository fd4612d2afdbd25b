//! Captures merged one after the other.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::line::one_line;
use super::place::{Earlier, Step, Task, line_of};
use super::placed::{Choice, MergeOptions, Placed, Refusal};
use crate::edit::{self, DocumentForm};
use crate::meeting::capture::{ActionList, CaptureKind};
use crate::meeting::ledger::{Kept, Standing};

/// What came of a merge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Merged {
    /// The document with the captures in it.
    pub(crate) text: String,
    /// The open captures by their id, in their order.
    pub(crate) each: Vec<(String, Placed)>,
}

/// Puts the open captures into a document. Those that were withdrawn tell what was seen before, and
/// change nothing; those that were applied stand in the document.
pub(crate) fn merge(
    file: &str,
    form: DocumentForm,
    captures: &[&Kept],
    asked: &MergeOptions,
) -> Merged {
    let mut merger = Merger::default();
    let each = merger.merge(file, form, captures, asked);
    Merged { text: merger.text, each }
}

/// Merges again and again, and does again only what changed since the last time.
#[derive(Default)]
pub(crate) struct Merger {
    base: String,
    form: Option<DocumentForm>,
    steps: Vec<(Key, Step)>,
    /// The document with all steps.
    text: String,
}

/// All that a step follows from, besides the text before it.
#[derive(Debug, Clone, PartialEq)]
struct Key {
    kept: Kept,
    /// A hash.
    earlier: u64,
    choice: Option<Choice>,
    with_questions: bool,
    day: jiff::civil::Date,
}

impl Key {
    fn of(task: &Task<'_>) -> Self {
        let Task { kept, asked, earlier } = task;
        let mut hasher = DefaultHasher::new();
        earlier.hash(&mut hasher);
        Self {
            kept: (*kept).clone(),
            earlier: hasher.finish(),
            choice: asked.choices.get(&kept.id).copied(),
            with_questions: asked.with_questions,
            day: kept.at.to_zoned(asked.zone.clone()).date(),
        }
    }
}

impl Merger {
    /// The document with the captures of the last merge.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Merges, and says what became of each capture.
    pub(crate) fn merge(
        &mut self,
        file: &str,
        form: DocumentForm,
        captures: &[&Kept],
        asked: &MergeOptions,
    ) -> Vec<(String, Placed)> {
        let about = About::of(captures);
        let tasks = about.tasks(captures, asked);
        let keys: Vec<Key> = tasks.iter().map(Key::of).collect();
        if self.base != file || self.form != Some(form) {
            *self = Self { base: file.to_owned(), form: Some(form), ..Self::default() };
            self.text.clone_from(&self.base);
        }
        let same = self.steps.iter().zip(&keys).take_while(|((old, _), new)| old == *new).count();
        if same < self.steps.len() {
            self.steps.truncate(same);
            self.text.clone_from(&self.base);
            let edits = self.steps.iter().flat_map(|(_, step)| &step.edits);
            edits.for_each(|edits| self.text = edit::apply(&self.text, edits));
        }
        let mut keys = keys.into_iter().skip(same);
        let mut tasks = &tasks[same..];
        while !tasks.is_empty() {
            let steps = steps(&self.text, form, tasks);
            tasks = &tasks[steps.len()..];
            for (step, key) in steps.into_iter().zip(&mut keys) {
                for edits in &step.edits {
                    self.text = edit::apply(&self.text, edits);
                }
                self.steps.push((key, step));
            }
        }
        let placed = |(key, step): &(Key, Step)| (key.kept.id.clone(), step.placed.clone());
        self.steps.iter().map(placed).collect()
    }
}

/// The steps of the first tasks, up to one that changes the text: what follows reads it anew.
fn steps(text: &str, form: DocumentForm, tasks: &[Task<'_>]) -> Vec<Step> {
    let steps = edit::read(text, form, |draft| {
        let mut steps = Vec::new();
        for task in tasks {
            let step = task.step(draft);
            let has_changed = !step.edits.is_empty();
            steps.push(step);
            if has_changed {
                break;
            }
        }
        steps
    });
    let refused = |_: &Task| Step::refused(Refusal::Unreadable);
    steps.unwrap_or_else(|| tasks.iter().map(refused).collect())
}

/// What captures say about each action, in their order.
struct About {
    lines: HashMap<(ActionList, String), Vec<Earlier>>,
    /// How much of that stands before each capture.
    before: Vec<usize>,
}

impl About {
    fn of(captures: &[&Kept]) -> Self {
        let mut about = Self { lines: HashMap::new(), before: Vec::new() };
        for kept in captures {
            let Some(key) = key(kept) else {
                about.before.push(0);
                continue;
            };
            let lines = about.lines.entry(key).or_default();
            about.before.push(lines.len());
            if kept.standing == Standing::Applied {
                continue;
            }
            let seen = kept.capture.target.as_ref().map(|target| target.seen.clone());
            lines.extend(seen.map(|line| Earlier { line, is_whole: true }));
            lines.push(Earlier { line: line_of(&kept.capture.fields), is_whole: false });
        }
        about
    }

    /// The open captures, each with what those before it say about the action that it changes.
    fn tasks<'t>(&'t self, captures: &[&'t Kept], asked: &'t MergeOptions) -> Vec<Task<'t>> {
        let all = captures.iter().zip(&self.before);
        let open = all.filter(|(kept, _)| kept.standing == Standing::Open);
        let task = |(kept, before): (&&'t Kept, &usize)| {
            let lines = key(kept).and_then(|key| self.lines.get(&key));
            let earlier = lines.and_then(|lines| lines.get(..*before)).unwrap_or_default();
            Task { kept, asked, earlier }
        };
        open.map(task).collect()
    }
}

/// The action that a capture is about.
fn key(kept: &Kept) -> Option<(ActionList, String)> {
    let capture = &kept.capture;
    match (&capture.target, capture.kind) {
        (Some(target), CaptureKind::Change) => Some((target.list, one_line(&target.text))),
        (_, CaptureKind::Action) => Some((ActionList::Items, one_line(&capture.text))),
        _ => None,
    }
}
