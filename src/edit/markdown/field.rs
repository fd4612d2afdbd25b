//! A field of an action, set in its line.

use std::ops::Range;

use super::super::change::Change;
use super::super::draft::Draft;
use super::super::item::{ActionAt, Field, same_name, written};
use super::super::literal::{WAYS, Way};
use super::super::reading::{ReadItem, Reading};
use super::super::{Edit, EditError};
use super::spot::Spot;
use super::state;
use crate::words::{self, Column};

/// How often an old value is looked for.
const MOST: usize = 8;

/// Sets a field of an action.
pub(in crate::edit) fn set_field(
    draft: &Draft<'_, '_>,
    at: ActionAt,
    field: Field,
    value: &str,
) -> Result<Vec<Edit>, EditError> {
    let spot = Spot::of(draft, at).ok_or(EditError::NoItem)?;
    if is_value(spot.read, field, value) {
        return Ok(Vec::new());
    }
    let mut tried: Vec<Vec<Change>> = Vec::new();
    for way in WAYS {
        for changes in ways(draft.text(), &spot, field, value, way) {
            if tried.contains(&changes) {
                continue;
            }
            let fits = |after: &Reading| {
                let read = spot.read_in(&draft.before, after);
                read.is_some_and(|read| is_set(spot.read, read, field, value))
            };
            if let Some(edits) = draft.tried(&changes, fits) {
                return Ok(edits);
            }
            tried.push(changes);
        }
    }
    Err(EditError::NotReadBack)
}

/// Whether an item has a value.
pub(in crate::edit) fn is_value(read: &ReadItem, field: Field, value: &str) -> bool {
    match field {
        Field::Owner => same_name(read.owner.as_deref(), Some(value)),
        Field::Due => read.due.as_deref() == Some(value),
        Field::Priority => read.priority.as_deref() == Some(value),
        Field::Sign => read.sign.as_deref() == Some(value),
    }
}

/// Whether only the field has changed.
pub(in crate::edit) fn is_set(
    before: &ReadItem,
    after: &ReadItem,
    field: Field,
    value: &str,
) -> bool {
    let mut same = after.clone();
    match field {
        Field::Owner => same.owner.clone_from(&before.owner),
        Field::Due => same.due.clone_from(&before.due),
        Field::Priority => same.priority.clone_from(&before.priority),
        Field::Sign => same.sign.clone_from(&before.sign),
    }
    // Where nobody says how far it is, that follows from its fields.
    if !before.says_state {
        same.state = before.state;
        same.says_state = false;
    }
    same == *before && is_value(after, field, value)
}

/// The ways to set a field, the most fitting first.
fn ways(text: &str, spot: &Spot<'_, '_>, field: Field, value: &str, way: Way) -> Vec<Vec<Change>> {
    let column = match field {
        Field::Owner => Some(Column::Owner),
        Field::Due => Some(Column::Due),
        Field::Priority => Some(Column::Priority),
        Field::Sign => Some(Column::Sign),
    };
    let in_cell = spot.stand.row.is_some();
    let mut ways: Vec<Change> = Vec::new();
    if let Some(row) = &spot.stand.row
        && let Some(index) = column.and_then(|column| row.table.column(column))
    {
        ways.extend(spot.cell(text, index, &way.write(value, true)));
    }
    if let Some(old) = old_value(spot.read, field) {
        ways.extend(replaced(text, spot, field, &old, value, way));
    }
    // A label with nothing behind it that counts, such as `Owner: TBD`.
    let labels = words::pairs(|language| language.fields);
    let labels = labels.filter(|(_, of)| Some(*of) == column);
    let places = labels.flat_map(|(label, _)| state::values(text, spot.stand.whole.clone(), label));
    ways.extend(places.map(|place| Change::new(place, way.write_behind(value, in_cell))));
    let new = written(field, value, way, in_cell);
    let behind = appended(text, spot, &new, true);
    let front = front(text, spot).filter(|_| field == Field::Owner);
    ways.extend(behind);
    let mut ways: Vec<Vec<Change>> = ways.into_iter().map(|change| vec![change]).collect();
    // A name in front makes room for one that stands behind.
    if let Some(front) = front {
        let behind = appended(text, spot, &new, false);
        ways.extend(behind.into_iter().map(|change| vec![front.clone(), change]));
    }
    ways
}

/// The owner in front of a text, taken out: `[SRE] …`, `SRE: …`, `**Ann**: …`.
fn front(text: &str, spot: &Spot<'_, '_>) -> Option<Change> {
    let owner = spot.read.owner.as_deref()?;
    let head = &text[spot.stand.head.clone()];
    let end = head.find([':', ']'])?;
    let name = head[..end].trim_matches(['*', '_', '[', '(', ')', '@', ' ']);
    if name != owner {
        return None;
    }
    let rest = head[end + 1..].trim_start_matches(['*', '_', ':', ' ', '\t']);
    let start = spot.stand.head.start;
    (!rest.is_empty()).then(|| Change::new(start..start + head.len() - rest.len(), ""))
}

fn old_value(read: &ReadItem, field: Field) -> Option<String> {
    match field {
        Field::Owner => read.owner.clone(),
        Field::Due => read.due.clone(),
        Field::Priority => read.priority.clone(),
        Field::Sign => read.sign.clone(),
    }
}

/// The value where the old one stands, from the last place on.
fn replaced(
    text: &str,
    spot: &Spot<'_, '_>,
    field: Field,
    old: &str,
    value: &str,
    way: Way,
) -> Vec<Change> {
    let in_cell = spot.stand.row.is_some();
    let mut olds = vec![old.to_owned(), Way::PLAIN.write_behind(old, in_cell)];
    if field == Field::Owner {
        olds.push(old.replace(", ", ", @"));
    }
    olds.dedup();
    let mut changes = Vec::new();
    for old in &olds {
        let found = text[spot.stand.whole.clone()].rmatch_indices(old.as_str()).take(MOST);
        for place in found
            .map(|(at, old)| spot.stand.whole.start + at..spot.stand.whole.start + at + old.len())
        {
            let is_handle = field == Field::Owner && text[..place.start].ends_with('@');
            if is_handle {
                let place = place.start - 1..place.end;
                changes.push(Change::new(place, written(field, value, way, in_cell)));
            }
            changes.push(Change::new(place, way.write_behind(value, in_cell)));
        }
    }
    changes
}

/// Whether a field stands behind the text rather than in a column of its own.
fn is_behind(spot: &Spot<'_, '_>, column: Column, value: Option<&String>) -> bool {
    let has_column = spot.stand.row.as_ref().is_some_and(|row| row.table.column(column).is_some());
    value.is_some() && !has_column
}

/// The field behind the text: among its fields, before a sign and what stands in brackets.
fn appended(text: &str, spot: &Spot<'_, '_>, written: &str, with_owner: bool) -> Vec<Change> {
    let head = &text[spot.stand.head.clone()];
    let end = spot.stand.head.start + before_brackets(head);
    let read = spot.read;
    let has_fields = with_owner && is_behind(spot, Column::Owner, read.owner.as_ref())
        || is_behind(spot, Column::Due, read.due.as_ref())
        || is_behind(spot, Column::Sign, read.sign.as_ref());
    let joints = if has_fields { [", ", " – "] } else { [" – ", ", "] };
    let mut changes = Vec::new();
    if let Some(sign) = head.rfind("sign: ") {
        let at = spot.stand.head.start + sign;
        changes.push(Change::new(at..at, format!("{written}, ")));
    }
    for joint in joints {
        for at in [end, spot.stand.head.end] {
            let joint = if at == spot.stand.head.start { "" } else { joint };
            changes.push(Change::new(at..at, format!("{joint}{written}")));
        }
    }
    changes
}

/// Where the brackets begin that a text ends with.
fn before_brackets(head: &str) -> usize {
    let mut rest: Range<usize> = 0..head.len();
    while head[rest.clone()].ends_with(')')
        && let Some(open) = head[rest.clone()].rfind(" (")
    {
        rest.end = open;
    }
    if rest.end == 0 { head.len() } else { rest.end }
}
