//! What is written into a document, and how its fields stand behind its text.

use super::literal::{Way, one_line};
use super::reading::{ReadItem, Reading};
use crate::words::{ActionState, DecisionState, LessonKind, SectionKind};

/// Something that a list gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NewItem {
    /// Something to do.
    Action(NewAction),
    /// The same, among what keeps the incident from coming back.
    CorrectiveAction(NewAction),
    /// A lesson.
    Lesson { text: String, kind: LessonKind, from: Vec<String> },
    /// A decision that is needed, or a question that is parked.
    Question(String),
    /// A decision that was made, with its day.
    Decided { text: String, date: Option<String> },
    /// An option that was not taken, with the reason.
    Declined { text: String, reason: Option<String> },
}

/// An action and its fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NewAction {
    pub(crate) text: String,
    pub(crate) owner: Option<String>,
    pub(crate) due: Option<String>,
    /// How one will see that it worked.
    pub(crate) sign: Option<String>,
    /// The ids it follows from.
    pub(crate) from: Vec<String>,
    pub(crate) state: ActionState,
    /// Why it was declined.
    pub(crate) reason: Option<String>,
}

/// An action of a document, by its place in the model's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ActionAt {
    /// Of the corrective actions.
    Corrective(usize),
    /// Of the action items.
    Item(usize),
}

/// A field of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    Owner,
    Due,
    Sign,
    Priority,
}

/// An item whose words are each on one line.
#[derive(Debug, Clone)]
pub(super) struct Words {
    /// Where it stands.
    pub(super) list: ListOf,
    pub(super) text: String,
    pub(super) fields: Fields,
    pub(super) kind: LessonKind,
    pub(super) state: Option<ActionState>,
    pub(super) reason: Option<String>,
    /// What came of a decision; its day is the field for one.
    pub(super) made: Option<DecisionState>,
    pub(super) from: Vec<String>,
}

/// The fields that an action may have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Fields {
    pub(super) owner: Option<String>,
    pub(super) due: Option<String>,
    pub(super) sign: Option<String>,
    pub(super) priority: Option<String>,
}

/// The lists that items stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ListOf {
    Lessons,
    Corrective,
    Items,
    Questions,
    /// The decisions that were made.
    Decisions,
}

impl ListOf {
    /// Its place among the lists of a [`Reading`].
    pub(super) fn index(self) -> usize {
        match self {
            Self::Lessons => 0,
            Self::Corrective => 1,
            Self::Items => 2,
            Self::Questions => 3,
            Self::Decisions => 4,
        }
    }

    /// The sections that hold it.
    pub(super) fn section(self) -> SectionKind {
        match self {
            Self::Lessons => SectionKind::LessonsLearned,
            Self::Corrective => SectionKind::CorrectiveActions,
            Self::Items => SectionKind::ActionItems,
            Self::Questions => SectionKind::Decisions,
            Self::Decisions => SectionKind::DecisionsMade,
        }
    }
}

impl NewItem {
    /// Its words, each on one line; none when there is no text.
    pub(super) fn words(&self) -> Option<Words> {
        let mut words = Words {
            list: self.list(),
            text: String::new(),
            fields: Fields::default(),
            kind: LessonKind::Plain,
            state: None,
            reason: None,
            made: None,
            from: Vec::new(),
        };
        match self {
            Self::Action(action) | Self::CorrectiveAction(action) => {
                words.text = one_line(&action.text);
                words.fields = Fields {
                    owner: some(action.owner.as_deref()),
                    due: some(action.due.as_deref()),
                    sign: some(action.sign.as_deref()),
                    priority: None,
                };
                words.state = Some(action.state);
                words.reason = some(action.reason.as_deref());
                words.from.clone_from(&action.from);
            }
            Self::Lesson { text, kind, from } => {
                words.text = one_line(text);
                words.kind = *kind;
                words.from.clone_from(from);
            }
            Self::Question(text) => words.text = one_line(text),
            Self::Decided { text, date } => {
                words.text = one_line(text);
                words.fields.due = some(date.as_deref());
                words.made = Some(DecisionState::Decided);
            }
            Self::Declined { text, reason } => {
                words.text = one_line(text);
                words.reason = some(reason.as_deref());
                words.made = Some(DecisionState::Declined);
            }
        }
        (!words.text.is_empty()).then_some(words)
    }

    fn list(&self) -> ListOf {
        match self {
            Self::Action(_) => ListOf::Items,
            Self::CorrectiveAction(_) => ListOf::Corrective,
            Self::Lesson { .. } => ListOf::Lessons,
            Self::Question(_) => ListOf::Questions,
            Self::Decided { .. } | Self::Declined { .. } => ListOf::Decisions,
        }
    }
}

/// A value on one line; none of nothing.
fn some(value: Option<&str>) -> Option<String> {
    value.map(one_line).filter(|value| !value.is_empty())
}

impl Words {
    /// How far it is as it reads back: who does it, until when and a sign make a promise.
    pub(super) fn expected_state(&self) -> Option<ActionState> {
        let Fields { owner, due, sign, .. } = &self.fields;
        let is_promise = owner.is_some() && due.is_some() && sign.is_some();
        match self.state {
            Some(ActionState::Proposed) if is_promise => Some(ActionState::Committed),
            state => state,
        }
    }

    /// Whether an item of the model says this and no more.
    pub(super) fn is_said_by(&self, read: &ReadItem) -> bool {
        let Fields { owner, due, sign, priority } = &self.fields;
        let is_state = self.expected_state().is_none_or(|state| read.state == Some(state));
        let is_kind = read.kind.is_none_or(|kind| kind == self.kind);
        read.text == self.text
            && is_state
            && is_kind
            && same_name(read.owner.as_deref(), owner.as_deref())
            && read.due == *due
            && read.sign == *sign
            && read.priority == *priority
            && read.reason == self.reason
            && read.made == self.made
            && read.from == self.from
            && read.sort.is_none()
    }

    /// Whether a document has it already.
    pub(super) fn is_in(&self, reading: &Reading) -> bool {
        reading.lists[self.list.index()].iter().any(|read| self.is_said_by(read))
    }

    /// The text with all that stands around it on its line; `left` are the fields that have no place
    /// of their own.
    pub(super) fn line(&self, left: &Fields, with_from: bool, way: Way, in_cell: bool) -> String {
        let Some(made) = self.made else {
            let mut line = way.write(&self.text, in_cell);
            line.push_str(&self.tail(left, with_from, way, in_cell));
            return line;
        };
        let mut line = match made {
            DecisionState::Declined => "Declined: ".to_owned(),
            _ => "Decided: ".to_owned(),
        };
        line.push_str(&way.write_behind(&self.text, in_cell));
        line.push_str(&left.due.as_deref().map(|day| format!(" ({day})")).unwrap_or_default());
        let reason = self.reason.as_deref();
        let reason = reason.map(|reason| format!(" – {}", way.write_behind(reason, in_cell)));
        line.push_str(&reason.unwrap_or_default());
        line
    }

    /// Fields behind a text, as a list has them: ` – @ann, due 2026-12-01, sign: … (from W3)`.
    fn tail(&self, left: &Fields, with_from: bool, way: Way, in_cell: bool) -> String {
        let parts = left.parts(way, in_cell);
        let mut tail = String::new();
        if !parts.is_empty() {
            tail.push_str(" – ");
            tail.push_str(&parts.join(", "));
        }
        if with_from && !self.from.is_empty() {
            tail.push_str(&format!(" (from {})", self.from.join(", ")));
        }
        tail
    }

    /// What says the state behind a text where no box and no column does.
    pub(super) fn state_words(&self, is_boxed: bool, way: Way, in_cell: bool) -> String {
        let Some(state) = self.state else { return String::new() };
        let reason = self.reason.as_deref().map(|reason| way.write_behind(reason, in_cell));
        words_of_state(state, reason.as_deref(), is_boxed).unwrap_or_default()
    }
}

impl Fields {
    /// Each as it stands in a list.
    pub(super) fn parts(&self, way: Way, in_cell: bool) -> Vec<String> {
        let mut parts = Vec::new();
        let mut push = |field: Field, value: &Option<String>| {
            parts.extend(value.as_deref().map(|value| written(field, value, way, in_cell)));
        };
        push(Field::Owner, &self.owner);
        push(Field::Due, &self.due);
        push(Field::Priority, &self.priority);
        push(Field::Sign, &self.sign);
        parts
    }
}

/// A field as it stands in a list.
pub(super) fn written(field: Field, value: &str, way: Way, in_cell: bool) -> String {
    let words = way.write_behind(value, in_cell);
    match field {
        Field::Owner if !way.is_labelled && is_handles(value) => {
            let names = value.split(',').map(|name| format!("@{}", name.trim()));
            names.collect::<Vec<_>>().join(", ")
        }
        Field::Owner => format!("owner: {words}"),
        Field::Due if way.is_labelled => format!("due: {words}"),
        Field::Due => format!("due {words}"),
        Field::Priority => format!("priority: {words}"),
        Field::Sign => format!("sign: {words}"),
    }
}

/// Whether names can stand behind `@`: each is one word.
fn is_handles(value: &str) -> bool {
    value.split(',').map(str::trim).all(|name| {
        name.starts_with(char::is_alphabetic)
            && name.ends_with(char::is_alphanumeric)
            && name.chars().all(|c| c.is_alphanumeric() || "-_./".contains(c))
            && !name.contains("__")
    })
}

/// Owners are the same with and without the signs in front of them.
pub(super) fn same_name(read: Option<&str>, typed: Option<&str>) -> bool {
    let bare = |name: Option<&str>| name.map(|name| name.replace('@', ""));
    bare(read) == bare(typed)
}

/// What says a state behind a text: ` (done)`, ` (declined: reason)`. A box says it alone, but for
/// a reason.
pub(super) fn words_of_state(
    state: ActionState,
    reason: Option<&str>,
    is_boxed: bool,
) -> Option<String> {
    match state {
        ActionState::Declined if !is_boxed || reason.is_some() => declined(reason),
        _ if is_boxed => None,
        ActionState::InProgress => Some(" (in progress)".to_owned()),
        ActionState::Done => Some(" (done)".to_owned()),
        _ => None,
    }
}

fn declined(reason: Option<&str>) -> Option<String> {
    Some(match reason {
        Some(reason) => format!(" (declined: {reason})"),
        None => " (declined)".to_owned(),
    })
}
