//! Dates, times, durations and zones, as authors write them.
//!
//! [`scan`] moves over a text; `names`, `day`, `clock` and `since` read its pieces; [`stamp`] puts
//! them together, and [`calendar`] makes a [`moment`] of a stamp, what stands before it, and what
//! the document says elsewhere ([`when`]).

mod anywhere;
pub(crate) mod calendar;
mod clock;
mod day;
pub(crate) mod day_order;
pub mod duration;
pub(crate) mod east;
pub(crate) mod ending;
pub(crate) mod instant;
pub(crate) mod length;
pub(crate) mod length_range;
pub(crate) mod length_value;
pub(crate) mod moment;
mod names;
mod parts;
mod place;
pub(crate) mod scan;
pub(crate) mod script;
mod since;
pub(crate) mod stamp;
mod stamped;
#[cfg(test)]
mod tests;
pub(crate) mod when;
pub(crate) mod zone;
