//! One label of metadata and its value.

use crate::postmortem::sections::{headings, prose};
use crate::postmortem::time::length_range::ranged;
use crate::postmortem::time::{stamp, zone};
use crate::source::Span;
use crate::words::{self, Label};

/// A label with its value.
pub(super) struct Line {
    pub(super) key: Label,
    pub(super) value: String,
    pub(super) span: Span,
}

pub(super) fn key(label: &str) -> Option<Label> {
    let known = |name: &str| words::meaning(|language| language.labels, name);
    // `Start time (detected)` says which phase it is.
    let bracket = label.trim_end().strip_suffix(')').and_then(|label| label.rsplit_once('('));
    let phase = bracket.and_then(|(_, inside)| known(&headings::normalised(inside)));
    if let Some(phase) = phase.filter(|phase| phase.phase().is_some()) {
        return Some(phase);
    }
    let name = headings::normalised(label);
    known(&name).or_else(|| known(headings::without_adjective(&name)?))
}

/// What a label with its value is about: `Resolution time: 45 min` is a length and no phase.
pub(super) fn key_of(label: &str, value: &str) -> Option<Label> {
    let is_length = || prose::is_label(label) && ranged(value).is_some();
    // `作成: 2026-08-20` and `作成: 高橋` are the day and the author.
    let is_day = || stamp::read(value).is_some_and(|day| day.is_day() && day.length == value.len());
    let dated = |key| if key == Label::Authors && is_day() { Label::Date } else { key };
    key(label).filter(|key| key.phase().is_none() || !is_length()).map(dated)
}

/// The value with the zone that its label names: `Start time (UTC)`.
pub(super) fn zoned(label: &str, value: &str) -> String {
    let is_clock =
        stamp::read(value).is_some_and(|stamp| stamp.clock.is_some() && stamp.zone.is_none());
    match zone::mentioned(label).filter(|_| is_clock) {
        Some((name, _)) => format!("{value} {name}"),
        None => value.to_owned(),
    }
}
