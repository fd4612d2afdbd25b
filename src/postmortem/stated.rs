//! What the text of a postmortem states about times.

use jiff::SignedDuration;
use jiff::civil::Time;
use serde::Serialize;

use crate::postmortem::evidence::Evidence;
use crate::postmortem::time::moment::Moment;
use crate::source::Span;
use crate::words::EventKind;
pub use crate::words::{Basis, Measure};

/// On which side of the stated length the true one lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum LengthBound {
    /// "at least", "more than".
    AtLeast,
    /// "at most", "less than".
    AtMost,
    /// "45 to 60 minutes": it is the lower one of two ends.
    Between,
}

/// How exactly a length is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Hedge {
    /// Whether the author said "about".
    pub approximate: bool,
    /// Whether it is a bound.
    pub bound: Option<LengthBound>,
    /// The upper end of a range.
    pub upper: Option<SignedDuration>,
}

/// The hours of a day in which somebody works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SupportHours {
    /// When they begin.
    pub from: Time,
    /// When they end.
    pub to: Time,
}

/// A length of time that the text states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedLength {
    /// What it measures.
    pub measure: Measure,
    /// How long.
    pub length: SignedDuration,
    /// How exactly.
    pub hedge: Hedge,
    /// The smallest unit that the author wrote, in seconds.
    pub grain: i64,
    /// From where it counts, where the text says so.
    pub basis: Option<Basis>,
    /// The hours of a day that count, where only some do and the text says which.
    pub hours: Option<SupportHours>,
    /// With a label, or in a sentence.
    pub evidence: Evidence,
    /// Its place.
    pub span: Span,
}

impl StatedLength {
    /// How far from the truth the length may be, as exactly as it is said; in seconds.
    #[must_use]
    pub(crate) fn slack(&self) -> i64 {
        (self.grain / 2).max(60)
    }
}

/// When a phase was, as a sentence says: "the outage began at 12:17".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatedMoment {
    /// Which phase.
    pub kind: EventKind,
    /// When.
    pub moment: Moment,
    /// Behind a label, or in a sentence.
    pub evidence: Evidence,
    /// Its place.
    pub span: Span,
}

/// A window that the text states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// When it began.
    pub start: Moment,
    /// When it ended.
    pub end: Moment,
    /// Its place.
    pub span: Span,
}

impl Window {
    /// How long it was.
    #[must_use]
    pub fn length(&self) -> SignedDuration {
        self.end.at.duration_since(self.start.at)
    }
}

/// All that the prose states.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stated {
    /// The first window.
    pub window: Option<Window>,
    /// When phases were, in the order of the text.
    pub moments: Vec<StatedMoment>,
    /// The lengths, in the order of the text.
    pub lengths: Vec<StatedLength>,
    /// What has a label and no length: nobody knows it.
    pub open: Vec<Measure>,
    /// Where a second outage is told of.
    pub again: Option<Span>,
}

impl Stated {
    /// The length that the text states for a measure: with a label, or else the first in a
    /// sentence.
    #[must_use]
    pub fn length(&self, measure: Measure) -> Option<&StatedLength> {
        // Of equals `min_by_key` takes the first.
        self.lengths
            .iter()
            .filter(|stated| stated.measure == measure)
            .min_by_key(|stated| stated.evidence)
    }
}
