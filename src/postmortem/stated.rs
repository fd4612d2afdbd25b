//! What the prose of a postmortem states about times.

use jiff::SignedDuration;

use crate::postmortem::time::moment::Moment;
use crate::source::Span;
pub use crate::words::Measure;

/// A length of time that the text states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedLength {
    /// What it measures.
    pub measure: Measure,
    /// How long.
    pub length: SignedDuration,
    /// Whether the author said "about".
    pub approximate: bool,
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

/// All that the prose states.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stated {
    /// The first window.
    pub window: Option<Window>,
    /// The first length of each sort.
    pub lengths: Vec<StatedLength>,
}

impl Stated {
    /// The length that the text states for a measure.
    #[must_use]
    pub fn length(&self, measure: Measure) -> Option<&StatedLength> {
        self.lengths.iter().find(|stated| stated.measure == measure)
    }
}
