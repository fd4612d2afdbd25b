//! Dates, times, durations and zones, as authors write them.

pub(crate) mod calendar;
pub mod duration;
mod names;
pub(crate) mod scan;
mod since;
pub(crate) mod stamp;
pub(crate) mod zone;
