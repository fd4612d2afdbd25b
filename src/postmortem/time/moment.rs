//! A point in time.

use jiff::Timestamp;

/// A point in time as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// The instant; midnight when only the day is known.
    pub at: Timestamp,
    /// Whether only the day is known.
    pub day_only: bool,
    /// Whether the author said "about".
    pub approximate: bool,
    /// Whether the day is the incident's. Without it only differences count, and no date may be shown.
    pub day_known: bool,
    /// Whether the day, or its year, was worked out rather than written: after midnight the next day begins.
    pub day_inferred: bool,
}
