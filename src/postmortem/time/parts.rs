//! The parts of a stamp.

use jiff::civil::{Date, Time};

/// A date whose year, or whose day, the author may have left open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Day {
    Full(Date),
    /// `19. April`: the year comes from what stands before.
    WithoutYear(i8, i8),
    /// `2022-05-??`: no day in the calendar.
    Unknown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Clock {
    Known(Time),
    /// `HH:mm`, `??:??`.
    Unknown,
}
