//! The timeline: events, the order they stand in, and the phases they mark.

mod code;
pub(crate) mod kinds;
pub(crate) mod order;
mod reader;
mod table;

pub(crate) use reader::{Given, read};
