//! Fixes for `check --fix`: each changes what its name says and nothing else.

use std::ops::Range;

use jiff::tz::TimeZone;

use super::change::{Change, Lines};
use super::draft::Draft;
use super::form::DocumentForm;
use super::item::ActionAt;
use super::markdown::{Row, Stand};
use super::reading::Reading;
use super::{Edit, EditError};
use crate::postmortem::{Event, SectionKind};
use crate::words::Column;

/// Writes the ids of actions and lessons that have none, so that they stay what they are called
/// now when others come or go.
///
/// # Errors
/// When an id does not fit, and for a YAML document.
pub(crate) fn ids(draft: &Draft<'_, '_>) -> Result<Vec<Edit>, EditError> {
    if draft.form == DocumentForm::Yaml {
        return Err(EditError::Unfit);
    }
    let pm = draft.pm;
    let corrective = (0..pm.corrective_actions.len()).map(ActionAt::Corrective);
    let actions = corrective.chain((0..pm.action_items.len()).map(ActionAt::Item));
    let mut all: Vec<(&str, Stand)> = Vec::new();
    for at in actions {
        let (kind, action) = match at {
            ActionAt::Corrective(index) => {
                (SectionKind::CorrectiveActions, &pm.corrective_actions[index])
            }
            ActionAt::Item(index) => (SectionKind::ActionItems, &pm.action_items[index]),
        };
        all.extend(Stand::of(draft, kind, action.span).map(|it| (action.id.as_str(), it)));
    }
    for lesson in &pm.lessons {
        let stand = Stand::of(draft, SectionKind::LessonsLearned, lesson.span);
        all.extend(stand.map(|it| (lesson.id.as_str(), it)));
    }
    let text = draft.text();
    let joints = all.iter().find_map(|(id, stand)| joints(text, id, stand)).unwrap_or(("", ": "));
    let mut changes: Vec<Change> =
        all.iter().filter_map(|(id, stand)| written(text, id, stand, joints)).collect();
    changes.sort_by_key(|change| change.range.start);
    if changes.is_empty() {
        return Ok(Vec::new());
    }
    let is_same = |after: &Reading| {
        after.lists == draft.before.lists
            && after.rest == draft.before.rest
            && after.blocks.len() == draft.before.blocks.len()
    };
    draft.tried(&changes, is_same).ok_or(EditError::NotReadBack)
}

/// What stands around an id that the author wrote in front of a text: `**AI-1** – `.
fn joints<'t>(text: &'t str, id: &str, stand: &Stand) -> Option<(&'t str, &'t str)> {
    let head = &text[stand.head.clone()];
    let at = head.find(id).filter(|at| head[..*at].chars().all(|c| "*_[(`".contains(c)))?;
    let behind = &head[at + id.len()..];
    let joint = |c: char| "*_])`:.–—- ".contains(c);
    let length = behind.len() - behind.trim_start_matches(joint).len();
    Some((&head[..at], &behind[..length]))
}

/// An id where there is none; in its column where there is one.
fn written(text: &str, id: &str, stand: &Stand, (before, behind): (&str, &str)) -> Option<Change> {
    if let Some(Row { table, line }) = &stand.row
        && let Some(cell) = table.column(Column::Id).and_then(|index| line.cells.get(index))
    {
        let is_empty = text[cell.clone()].trim().is_empty();
        return is_empty.then(|| Change::new(cell.clone(), format!(" {id} ")));
    }
    if joints(text, id, stand).is_some() {
        return None;
    }
    let at = stand.head.start;
    Some(Change::new(at..at, format!("{before}{id}{behind}")))
}

/// Puts the entries of the timeline in the order of time. Only for entries that have a time and a
/// line each, right below each other.
///
/// # Errors
/// When the timeline is not such a list or table.
pub(crate) fn order(draft: &Draft<'_, '_>) -> Result<Vec<Edit>, EditError> {
    let events = &draft.pm.timeline.events;
    if events.windows(2).all(|two| two[0].moment <= two[1].moment) {
        return Ok(Vec::new());
    }
    let text = draft.text();
    let lines = Lines(text);
    let own: Vec<Range<usize>> = events
        .iter()
        .map(|event| lines.start(event.span.start)..lines.end(event.span.start))
        .collect();
    let are_lines = events.iter().zip(&own).all(|(event, line)| {
        // An item ends behind the blank lines below it.
        let written = text[event.span.start..event.span.end].trim_end();
        let end = event.span.start + written.len();
        event.is_timed() && end <= line.end && is_bare(&text[line.clone()])
    });
    let follow = own.windows(2).all(|two| two[0].end + 1 == two[1].start);
    if !are_lines || !follow {
        return Err(EditError::Unfit);
    }
    let mut sorted: Vec<usize> = (0..events.len()).collect();
    sorted.sort_by_key(|index| events[*index].moment);
    let moved = own.iter().zip(&sorted).filter(|(line, index)| **line != own[**index]);
    let changes: Vec<Change> =
        moved.map(|(line, index)| Change::new(line.clone(), &text[own[*index].clone()])).collect();
    let told = |reading: &Reading| {
        let mut rest = reading.rest.clone();
        rest.sort();
        rest
    };
    let is_same = |after: &Reading| {
        after.lists == draft.before.lists
            && after.keys == draft.before.keys
            && told(after) == told(&draft.before)
    };
    draft.tried(&changes, is_same).ok_or(EditError::NotReadBack)
}

/// Whether a line is no numbered item, whose number would move with it.
fn is_bare(line: &str) -> bool {
    let line = line.trim_start_matches([' ', '\t', '>']);
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let behind = &line[digits..];
    digits == 0 || !(behind.starts_with(". ") || behind.starts_with(") "))
}

/// Writes stamps as `YYYY-MM-DD HH:MM`, in the zone that they are in, where day and zone are known.
///
/// # Errors
/// When a stamp would mean another time.
pub(crate) fn stamps(draft: &Draft<'_, '_>) -> Result<Vec<Edit>, EditError> {
    let changes: Vec<Change> =
        draft.pm.timeline.events.iter().filter_map(|event| normalised(draft, event)).collect();
    if changes.is_empty() {
        return Ok(Vec::new());
    }
    let moments = |reading: &Reading| reading.moments.clone();
    let is_same = |after: &Reading| {
        after.lists == draft.before.lists
            && after.keys == draft.before.keys
            && moments(after) == moments(&draft.before)
            && after.blocks.len() == draft.before.blocks.len()
    };
    draft.tried(&changes, is_same).ok_or(EditError::NotReadBack)
}

/// The stamp of an event in the form that sorts, where it is not.
fn normalised(draft: &Draft<'_, '_>, event: &Event<'_>) -> Option<Change> {
    let moment = event.moment.filter(|it| !it.day_only && it.day_known && !it.approximate)?;
    let stamp = event.stamp.as_str();
    let names_utc = stamp.ends_with(" UTC") || stamp.ends_with('Z');
    let bare = stamp.trim_end_matches(" UTC").trim_end_matches('Z');
    let is_known = names_utc || draft.pm.timeline.zone.is_some();
    let is_plain = |c: char| c.is_ascii_digit() || "-/.:T ".contains(c);
    if event.until.is_some() || !is_known || stamp.is_empty() || !bare.chars().all(is_plain) {
        return None;
    }
    let zone = if names_utc { TimeZone::UTC } else { draft.pm.zone.clone() };
    let local = moment.at.to_zoned(zone);
    if local.second() != 0 {
        return None;
    }
    let end = if names_utc { " UTC" } else { "" };
    let new = format!("{}{end}", local.strftime("%Y-%m-%d %H:%M"));
    let line = Lines(draft.text()).end(event.span.start);
    let at = event.span.start + draft.text()[event.span.start..line].find(stamp)?;
    (new != stamp).then(|| Change::new(at..at + stamp.len(), new))
}
