//! What the fields of an action say, as one line that can be held against another.

use crate::edit::{Field, ReadItem};
use crate::words::ActionState;

/// What holds the fields apart. In a value, another dot stands in its place.
const JOINT: &str = " · ";

/// The line of an action of the document: `proposed · owner: ann · due: 2026-12-01`.
pub(super) fn of(read: &ReadItem) -> String {
    let state = read.state.unwrap_or(ActionState::Proposed);
    written(&Fields {
        state: Some(state),
        owner: read.owner.as_deref(),
        due: read.due.as_deref(),
        sign: read.sign.as_deref(),
        reason: read.reason.as_deref(),
    })
}

/// Values of fields; those that nothing is said about are none.
#[derive(Debug, Clone, Default)]
pub(super) struct Fields<'f> {
    pub(super) state: Option<ActionState>,
    pub(super) owner: Option<&'f str>,
    pub(super) due: Option<&'f str>,
    pub(super) sign: Option<&'f str>,
    pub(super) reason: Option<&'f str>,
}

/// The same for values.
pub(super) fn written(fields: &Fields<'_>) -> String {
    let labelled = |field: Field, value: Option<&str>| {
        value.map(|value| format!("{}{}", label(field), bare(value)))
    };
    let state = fields.state.map(|state| match fields.reason {
        Some(reason) => format!("{}: {}", name(state), bare(reason)),
        None => name(state).to_owned(),
    });
    let parts = [
        state,
        labelled(Field::Owner, fields.owner),
        labelled(Field::Due, fields.due),
        labelled(Field::Sign, fields.sign),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(JOINT)
}

/// What such a line says about a field.
pub(super) fn value(line: &str, field: Field) -> Option<&str> {
    line.split(JOINT).find_map(|part| part.strip_prefix(label(field)))
}

/// What such a line says about the state.
pub(super) fn state(line: &str) -> Option<&str> {
    let first = line.split(JOINT).next()?;
    let is_field = [Field::Owner, Field::Due, Field::Sign]
        .into_iter()
        .any(|field| first.starts_with(label(field)));
    (!is_field).then(|| first.split(": ").next().unwrap_or(first))
}

/// What a state is called.
pub(super) fn name(state: ActionState) -> &'static str {
    match state {
        ActionState::InProgress => "in progress",
        state => state.name(),
    }
}

/// A value as it stands in a line.
pub(super) fn bare(value: &str) -> String {
    one_line(value).replace('·', "‧")
}

/// A text without line breaks and doubled blanks: a formatter may have broken it elsewhere.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn label(field: Field) -> &'static str {
    match field {
        Field::Owner => "owner: ",
        Field::Due => "due: ",
        Field::Sign => "sign: ",
        Field::Priority => "priority: ",
    }
}
