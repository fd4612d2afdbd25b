//! What one capture changes in the document as it is now.

use super::found::{self, Found};
use super::line::{self, Fields, one_line};
use super::placed::{Choice, MergeOptions, Placed, Refusal};
use crate::edit::{self, ActionAt, Draft, Edit, EditError, Field, NewAction, NewItem, ReadItem};
use crate::meeting::capture::{ActionList, ActionRef, CaptureFields, CaptureKind};
use crate::meeting::ledger::Kept;
use crate::postmortem::{due, fields};
use crate::words::{ActionState, DecisionState, LessonKind};

/// The fields that a capture may set, in the order in which it sets them.
const FIELDS: [Field; 3] = [Field::Owner, Field::Due, Field::Sign];

/// What becomes of a capture, and the edits that make it so: each list is of the text after the one
/// before.
pub(super) struct Step {
    pub(super) placed: Placed,
    pub(super) edits: Vec<Vec<Edit>>,
}

impl Step {
    fn without_edits(placed: Placed) -> Self {
        Self { placed, edits: Vec::new() }
    }

    fn of(edits: Result<Vec<Vec<Edit>>, EditError>) -> Self {
        match edits {
            Ok(edits) if edits.is_empty() => Self::without_edits(Placed::AlreadyThere),
            Ok(edits) => Self { placed: Placed::Written, edits },
            Err(error) => Self::without_edits(Placed::Refused(error.into())),
        }
    }

    pub(super) fn refused(why: Refusal) -> Self {
        Self::without_edits(Placed::Refused(why))
    }
}

/// What a capture saw of an action, or made of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Earlier {
    pub(super) line: String,
    /// Whether what it does not name is not there; else it says nothing about that.
    pub(super) is_whole: bool,
}

/// A capture, and what else counts for it.
pub(super) struct Task<'t> {
    pub(super) kept: &'t Kept,
    pub(super) asked: &'t MergeOptions,
    /// What captures before it saw or made of the action that it changes.
    pub(super) earlier: &'t [Earlier],
}

impl Task<'_> {
    /// What it changes.
    pub(super) fn step(&self, draft: &Draft<'_, '_>) -> Step {
        let capture = &self.kept.capture;
        match capture.kind {
            CaptureKind::Note => Step::without_edits(Placed::NotForTheDocument),
            CaptureKind::Question if !self.asked.with_questions => {
                Step::without_edits(Placed::NotForTheDocument)
            }
            CaptureKind::Action => self.action(draft),
            CaptureKind::Change => match &capture.target {
                Some(target) => self.change(draft, target),
                None => Step::refused(Refusal::NoTarget),
            },
            CaptureKind::Question => {
                self.put(draft, draft.questions(), &NewItem::Question(capture.text.clone()))
            }
            CaptureKind::Lesson => {
                let item = NewItem::Lesson {
                    text: capture.text.clone(),
                    kind: LessonKind::Plain,
                    from: self.origins(),
                };
                self.put(draft, draft.lessons(), &item)
            }
            CaptureKind::Decision => {
                let date = Some(self.day());
                let item = NewItem::Decided { text: capture.text.clone(), date };
                self.put_decision(draft, DecisionState::Decided, &item)
            }
            CaptureKind::DeclinedOption => {
                let reason = capture.fields.reason.clone();
                let item = NewItem::Declined { text: capture.text.clone(), reason };
                self.put_decision(draft, DecisionState::Declined, &item)
            }
        }
    }

    /// The day on which it was captured.
    fn day(&self) -> String {
        self.kept.at.to_zoned(self.asked.zone.clone()).date().to_string()
    }

    /// The ids that it follows from, as far as the reader knows them again.
    fn origins(&self) -> Vec<String> {
        let from = self.kept.capture.from.as_deref().unwrap_or_default().trim();
        let (ids, length) = fields::ids(from);
        if length == from.len() { ids } else { Vec::new() }
    }

    /// A text put into a list that has it at most once.
    fn put(&self, draft: &Draft<'_, '_>, list: &[ReadItem], item: &NewItem) -> Step {
        let text = one_line(&self.kept.capture.text);
        if list.iter().any(|read| one_line(&read.text) == text) {
            return Step::without_edits(Placed::AlreadyThere);
        }
        Step::of(inserted(draft, item))
    }

    fn put_decision(&self, draft: &Draft<'_, '_>, made: DecisionState, item: &NewItem) -> Step {
        let text = one_line(&self.kept.capture.text);
        let is_same = |read: &ReadItem| read.made == Some(made) && one_line(&read.text) == text;
        if draft.decisions().iter().any(is_same) {
            return Step::without_edits(Placed::AlreadyThere);
        }
        Step::of(inserted(draft, item))
    }

    /// A new action; one of the same text is the same action.
    fn action(&self, draft: &Draft<'_, '_>) -> Step {
        let capture = &self.kept.capture;
        let text = one_line(&capture.text);
        let known = draft
            .actions()
            .find(|(at, read)| matches!(at, ActionAt::Item(_)) && one_line(&read.text) == text);
        let Some((at, read)) = known else {
            return self.insert(draft, ActionList::Items, &capture.text);
        };
        // What the document says nothing about is added to it.
        let touched = self.touched(draft, read);
        let differs = touched.iter().any(|touched| !touched.is_same && !touched.is_open);
        match self.choice() {
            Some(Choice::Theirs) if differs => Step::without_edits(Placed::LeftAsItIs),
            None if differs => Step::without_edits(Placed::Conflict {
                seen: line_of(&capture.fields),
                now: line::of(read),
            }),
            _ => self.set(draft, at, read),
        }
    }

    fn choice(&self) -> Option<Choice> {
        self.asked.choices.get(&self.kept.id).copied()
    }

    fn insert(&self, draft: &Draft<'_, '_>, list: ActionList, text: &str) -> Step {
        let given = &self.kept.capture.fields;
        if let Some(lacks) = lacks(given, None) {
            return Step::refused(lacks);
        }
        let action = NewAction {
            text: text.to_owned(),
            owner: given.owner.clone(),
            due: given.due.clone(),
            sign: given.sign.clone(),
            from: self.origins(),
            state: given.state.unwrap_or(ActionState::Proposed),
            reason: given.reason.clone(),
        };
        let item = match list {
            ActionList::Corrective => NewItem::CorrectiveAction(action),
            ActionList::Items => NewItem::Action(action),
        };
        Step::of(inserted(draft, &item))
    }

    fn change(&self, draft: &Draft<'_, '_>, target: &ActionRef) -> Step {
        match found::find(draft, target) {
            Found::Same(at, read) => {
                let is_other = self
                    .touched(draft, read)
                    .into_iter()
                    .any(|touched| !touched.is_same && !self.is_expected(target, read, &touched));
                match self.choice() {
                    Some(Choice::Ours) => self.set(draft, at, read),
                    _ if !is_other => self.set(draft, at, read),
                    Some(Choice::Theirs) => Step::without_edits(Placed::LeftAsItIs),
                    None => Step::without_edits(Placed::Conflict {
                        seen: target.seen.clone(),
                        now: line::of(read),
                    }),
                }
            }
            Found::Near(at, read) => match self.choice() {
                Some(Choice::Ours) => self.set(draft, at, read),
                Some(Choice::Theirs) => Step::without_edits(Placed::LeftAsItIs),
                None => Step::without_edits(Placed::Conflict {
                    seen: format!("{} – {}", target.text, target.seen),
                    now: format!("{} – {}", one_line(&read.text), line::of(read)),
                }),
            },
            Found::Gone => match self.choice() {
                // What was agreed is not lost with the line it was about.
                Some(Choice::Ours) => self.insert(draft, target.list, &target.text),
                Some(Choice::Theirs) => Step::without_edits(Placed::LeftAsItIs),
                None => Step::without_edits(Placed::Conflict {
                    seen: format!("{} – {}", target.text, target.seen),
                    now: "the document has no such action any more".to_owned(),
                }),
            },
        }
    }

    /// Whether a field says what it said when the change was captured, or what other captures of
    /// this meeting made of it.
    fn is_expected(&self, target: &ActionRef, read: &ReadItem, touched: &Touched) -> bool {
        let now = line::of(read);
        let said = |line: &str| match touched.field {
            Some(field) => line::value(line, field).map(str::to_owned),
            None => line::state(line).map(str::to_owned),
        };
        let now = said(&now);
        let is_same = |it: &Earlier| said(&it.line) == now && (it.is_whole || now.is_some());
        said(&target.seen) == now || self.earlier.iter().any(is_same)
    }

    /// What it sets, and whether that is so already.
    fn touched(&self, draft: &Draft<'_, '_>, read: &ReadItem) -> Vec<Touched> {
        let given = &self.kept.capture.fields;
        let order = due::order_of(draft.postmortem());
        let day = |due: &str| due::iso(due, order).unwrap_or_else(|| due.to_owned());
        let mut all = Vec::new();
        for field in FIELDS {
            let Some(wanted) = of_capture(given, field) else { continue };
            let now = of_item(read, field);
            let is_same = now.is_some_and(|now| match field {
                Field::Owner => same_name(now, wanted),
                Field::Due => day(now) == day(wanted),
                _ => one_line(now) == one_line(wanted),
            });
            all.push(Touched { field: Some(field), is_same, is_open: now.is_none() });
        }
        // A new action is proposed: that says nothing against how far it is by now.
        let is_new = self.kept.capture.kind == CaptureKind::Action;
        let state = given.state.filter(|it| !(is_new && *it == ActionState::Proposed));
        if let Some(state) = state {
            let has_reason = given.reason.is_none() || given.reason == read.reason;
            let is_same = read.state == Some(state) && has_reason;
            let is_open = read.state == Some(ActionState::Proposed);
            all.push(Touched { field: None, is_same, is_open });
        }
        all
    }

    /// Sets what an action does not say already.
    fn set(&self, draft: &Draft<'_, '_>, at: ActionAt, read: &ReadItem) -> Step {
        let given = &self.kept.capture.fields;
        if let Some(lacks) = lacks(given, Some(read)) {
            return Step::refused(lacks);
        }
        let touched = self.touched(draft, read);
        let operations = touched.into_iter().filter(|it| !it.is_same).filter_map(|touched| {
            Some(match touched.field {
                Some(field) => Operation::Field(field, of_capture(given, field)?),
                None => Operation::State(given.state?, given.reason.as_deref()),
            })
        });
        Step::of(changed(draft, at, operations))
    }
}

/// A field that a capture sets; none is the state.
struct Touched {
    field: Option<Field>,
    is_same: bool,
    /// Whether the document says nothing about it.
    is_open: bool,
}

fn of_capture(given: &CaptureFields, field: Field) -> Option<&str> {
    let value = match field {
        Field::Owner => &given.owner,
        Field::Due => &given.due,
        Field::Sign => &given.sign,
        Field::Priority => &None,
    };
    value.as_deref()
}

fn of_item(read: &ReadItem, field: Field) -> Option<&str> {
    let value = match field {
        Field::Owner => &read.owner,
        Field::Due => &read.due,
        Field::Sign => &read.sign,
        Field::Priority => &None,
    };
    value.as_deref()
}

/// The line of what a capture says.
pub(super) fn line_of(given: &CaptureFields) -> String {
    line::written(&Fields {
        state: given.state,
        owner: given.owner.as_deref(),
        due: given.due.as_deref(),
        sign: given.sign.as_deref(),
        reason: given.reason.as_deref(),
    })
}

/// Owners are the same with and without the signs in front of them.
fn same_name(one: &str, other: &str) -> bool {
    one_line(&one.replace('@', "")) == one_line(&other.replace('@', ""))
}

/// What nobody can commit to an action without.
fn lacks(given: &CaptureFields, read: Option<&ReadItem>) -> Option<Refusal> {
    if given.state != Some(ActionState::Committed) {
        return None;
    }
    let has = |field: Field| {
        of_capture(given, field).is_some()
            || read.is_some_and(|read| of_item(read, field).is_some())
    };
    let missing: Vec<Field> = FIELDS.into_iter().filter(|field| !has(*field)).collect();
    (!missing.is_empty()).then_some(Refusal::Lacks(missing))
}

/// One thing set.
enum Operation<'o> {
    Field(Field, &'o str),
    State(ActionState, Option<&'o str>),
}

impl Operation<'_> {
    fn on(&self, draft: &Draft<'_, '_>, at: ActionAt) -> Result<Vec<Edit>, EditError> {
        match self {
            Self::Field(field, value) => draft.set_field(at, *field, value),
            Self::State(state, reason) => draft.set_state(at, *state, *reason),
        }
    }
}

fn inserted(draft: &Draft<'_, '_>, item: &NewItem) -> Result<Vec<Vec<Edit>>, EditError> {
    draft.insert(item).map(|edits| if edits.is_empty() { Vec::new() } else { vec![edits] })
}

/// All operations on an action, or none of them: each on the text after the one before.
fn changed<'o>(
    draft: &Draft<'_, '_>,
    at: ActionAt,
    operations: impl Iterator<Item = Operation<'o>>,
) -> Result<Vec<Vec<Edit>>, EditError> {
    let mut all = Vec::new();
    let mut after: Option<String> = None;
    for operation in operations {
        let edits = match &after {
            None => operation.on(draft, at)?,
            Some(text) => edit::read(text, draft.form(), |draft| operation.on(draft, at))
                .unwrap_or(Err(EditError::OtherText))?,
        };
        if !edits.is_empty() {
            after = Some(edit::apply(after.as_deref().unwrap_or(draft.file()), &edits));
            all.push(edits);
        }
    }
    Ok(all)
}
