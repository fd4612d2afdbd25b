//! How far an action is, changed in its line.

use std::ops::Range;

use super::super::change::Change;
use super::super::draft::Draft;
use super::super::item::{ActionAt, words_of_state};
use super::super::literal::{WAYS, Way};
use super::super::reading::{ReadItem, Reading};
use super::super::{Edit, EditError};
use super::places::sign_of;
use super::spot::Spot;
use crate::postmortem::fields;
use crate::words::{self, ActionState, Column};

/// Sets the state of an action.
pub(in crate::edit) fn set_state(
    draft: &Draft<'_, '_>,
    at: ActionAt,
    state: ActionState,
    reason: Option<&str>,
) -> Result<Vec<Edit>, EditError> {
    let spot = Spot::of(draft, at).ok_or(EditError::NoItem)?;
    let is_said = spot.action.says_state || state == ActionState::Proposed;
    if is_said && spot.read.state == Some(state) && has_reason(spot.read, reason) {
        return Ok(Vec::new());
    }
    let fits = |after: &Reading| {
        let read = spot.read_in(&draft.before, after);
        read.is_some_and(|read| is_set(spot.read, read, state) && has_reason(read, reason))
    };
    let mut tried: Vec<Vec<Change>> = Vec::new();
    for way in WAYS.iter().take(if reason.is_some() { WAYS.len() } else { 1 }) {
        for changes in ways(draft.text(), &spot, state, reason, *way) {
            if tried.contains(&changes) {
                continue;
            }
            if let Some(edits) = draft.tried(&changes, fits) {
                return Ok(edits);
            }
            tried.push(changes);
        }
    }
    Err(EditError::NotReadBack)
}

/// Whether only the state has changed.
fn is_set(before: &ReadItem, after: &ReadItem, state: ActionState) -> bool {
    let same = ReadItem {
        state: before.state,
        reason: before.reason.clone(),
        says_state: before.says_state,
        text: before.text.clone(),
        links: before.links.clone(),
        ..after.clone()
    };
    after.state == Some(state) && same == *before && bare(&after.text) == bare(&before.text)
}

fn has_reason(read: &ReadItem, reason: Option<&str>) -> bool {
    reason.is_none_or(|reason| read.reason.as_deref() == Some(reason))
}

/// A text without the brackets that say its state.
fn bare(text: &str) -> String {
    let mut out = text.to_owned();
    for range in brackets(text, 0..text.len()).into_iter().rev() {
        out.replace_range(range, "");
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The brackets within a range of a text whose inside names a state, with the blanks before them.
fn brackets(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = range.start;
    while let Some(open) = text[at..range.end].find(['(', '[']).map(|open| at + open) {
        let Some(close) = text[open..range.end].find([')', ']']).map(|close| open + close) else {
            break;
        };
        at = open + 1;
        if fields::state(&text[open + 1..close]).is_some() {
            let before = &text[range.start..open];
            found.push(range.start + before.trim_end_matches([' ', '\t']).len()..close + 1);
            at = close + 1;
        }
    }
    found
}

/// The ways to say a state, the most fitting first.
fn ways(
    text: &str,
    spot: &Spot<'_, '_>,
    state: ActionState,
    reason: Option<&str>,
    way: Way,
) -> Vec<Vec<Change>> {
    let in_cell = spot.row.is_some();
    let mut ways = Vec::new();
    if let Some(row) = &spot.row
        && let Some(column) = row.table.column(Column::State)
    {
        let words = row.table.state(state, reason, way);
        ways.extend(spot.cell(text, column, &words).map(|change| vec![change]));
    }
    let reason = reason.map(|reason| way.write_behind(reason, in_cell));
    let said = words_of_state(state, reason.as_deref(), spot.sign.is_some());
    let always = said.clone().or_else(|| Some(format!(" ({})", name(state))));
    let gone = removals(text, spot, state);
    // A label says it alone.
    let alone = (!labels(text, spot, state).is_empty()).then_some(None);
    let boxed = [(alone.clone(), true), (Some(said.clone()), true), (Some(always.clone()), true)];
    // Last, words beside a box that cannot be ticked: `[x]` may be a link.
    for (words, is_boxed) in boxed.into_iter().chain([(Some(always), false)]) {
        let Some(words) = words else { continue };
        // What says another state goes; where nothing does, nothing need go.
        for removed in gone.iter().chain([&Vec::new()]) {
            let mut changes = removed.clone();
            if let Some(sign) = spot.sign.as_ref().filter(|_| is_boxed) {
                changes.push(Change::new(sign.clone(), sign_of(state).to_string()));
            }
            if let Some(words) = &words {
                put_behind(&mut changes, spot.head.end, words);
            }
            changes.sort_by_key(|change| (change.range.start, change.range.end));
            let overlap = changes.windows(2).any(|two| two[0].range.end > two[1].range.start);
            if !overlap && !changes.is_empty() && !ways.contains(&changes) {
                ways.push(changes);
            }
        }
    }
    ways
}

/// Words behind a text; where something is taken out at its end, they stand in its place.
fn put_behind(changes: &mut Vec<Change>, end: usize, words: &str) {
    match changes.iter_mut().find(|change| change.range.end == end && !change.range.is_empty()) {
        Some(last) => last.text.push_str(words),
        None => changes.push(Change::new(end..end, words)),
    }
}

fn name(state: ActionState) -> &'static str {
    match state {
        ActionState::InProgress => "in progress",
        state => state.name(),
    }
}

/// What may say another state, each sort of it, and all together.
fn removals(text: &str, spot: &Spot<'_, '_>, state: ActionState) -> Vec<Vec<Change>> {
    let taken = |ranges: Vec<Range<usize>>| -> Vec<Change> {
        ranges.into_iter().map(|range| Change::new(range, "")).collect()
    };
    let mut sorts = vec![
        labels(text, spot, state),
        taken(brackets(text, spot.head.clone())),
        taken(capitals(text, spot.head.clone())),
        taken(signs(text, spot.head.clone())),
        taken(strike(text, spot.head.clone())),
    ];
    sorts.retain(|sort| !sort.is_empty());
    if sorts.len() > 1 {
        sorts.insert(0, sorts.concat());
    }
    sorts
}

/// The value behind `Status:`.
fn labels(text: &str, spot: &Spot<'_, '_>, state: ActionState) -> Vec<Change> {
    let labels = words::pairs(|language| language.fields);
    let labels = labels.filter(|(_, column)| *column == Column::State).map(|(label, _)| label);
    let values = labels.flat_map(|label| values(text, spot.whole.clone(), label));
    let known = values.filter(|value| fields::state(&text[value.clone()]).is_some());
    known.map(|value| Change::new(value, name(state))).collect()
}

/// Where the values stand behind a label in a range of a text.
pub(super) fn values(text: &str, range: Range<usize>, label: &str) -> Vec<Range<usize>> {
    let whole = text[range.clone()].to_ascii_lowercase();
    let label = format!("{label}:");
    let places = whole.match_indices(&label).map(|(at, _)| at);
    let places =
        places.filter(|at| !whole[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '-'));
    let value = |at: usize| {
        let start = range.start + at + label.len();
        let rest = &text[start..range.end];
        let lead = rest.len() - rest.trim_start_matches([':', '*', '_', ' ', '\t']).len();
        let rest = &rest[lead..];
        let end = rest.find([',', ';', '|', '\n', ')', ']']).unwrap_or(rest.len());
        let value = rest[..end].trim_end().trim_end_matches(['.', '*', '_']);
        start + lead..start + lead + value.len()
    };
    places.map(value).filter(|value| !value.is_empty()).collect()
}

/// `– DONE` at the end, `DONE:` at the beginning.
fn capitals(text: &str, head: Range<usize>) -> Vec<Range<usize>> {
    let words = &text[head.clone()];
    let mut found = Vec::new();
    let label = words.find(':').filter(|at| *at < 16);
    if let Some(label) = label.filter(|at| fields::is_state(&words[..*at])) {
        let behind = &words[label + 1..];
        let blanks = behind.len() - behind.trim_start().len();
        found.push(head.start..head.start + label + 1 + blanks);
    }
    let (before, state) = fields::last_state(words);
    if state.is_some() {
        let joint = |c: char| c.is_whitespace() || "-–—:|,".contains(c);
        found.push(head.start + before.trim_end_matches(joint).len()..head.end);
    }
    found
}

/// Signs such as ✅, with the day behind them.
fn signs(text: &str, head: Range<usize>) -> Vec<Range<usize>> {
    let all = words::pairs(|language| language.state_signs);
    let dated = words::pairs(|language| language.dated_signs);
    let words = &text[head.clone()];
    let place = |sign: &str| {
        let at = words.find(sign)?;
        let behind = words[at + sign.len()..].trim_start_matches('\u{fe0f}');
        let day = behind.trim_start();
        let is_day = |day: &str| day.chars().all(|c| c.is_ascii_digit() || c == '-');
        let length = day.get(..10).filter(|day| is_day(day)).map_or(0, str::len);
        let end =
            if length > 0 { words.len() - day.len() + length } else { words.len() - behind.len() };
        let start = words[..at].trim_end().len();
        let end = if start == 0 { words.len() - words[end..].trim_start().len() } else { end };
        Some(head.start + start..head.start + end)
    };
    let mut found: Vec<Range<usize>> =
        all.chain(dated).filter_map(|(sign, _)| place(sign)).collect();
    found.sort_by_key(|range| (range.start, range.end));
    found.dedup_by(|later, earlier| later.start < earlier.end);
    found
}

/// The signs around a text that is struck through.
fn strike(text: &str, head: Range<usize>) -> Vec<Range<usize>> {
    let words = &text[head.clone()];
    let inside = words.strip_prefix("~~").and_then(|rest| rest.strip_suffix("~~"));
    let is_one = inside.is_some_and(|inside| !inside.contains("~~"));
    if is_one { vec![head.start..head.start + 2, head.end - 2..head.end] } else { Vec::new() }
}
