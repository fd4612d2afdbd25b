//! Postmortems: read from Markdown or YAML into one typed model.
//!
//! 1. [`read`] (Markdown) and [`yaml`] (YAML) make a [`Postmortem`]: sections in the author's
//!    order, and the parts that have a structure of their own. Blocks stay nodes of the parse tree,
//!    with their place in the source.
//! 2. [`facts`] works out what nobody typed: durations, halves, counts; [`contradictions`] says
//!    what cannot be true.
//! 3. [`traces`] tells what follows from what.
//! 4. [`earlier`] puts together what other postmortems promised.
//!
//! The rooms, bottom up: `text` and `time` know no postmortem; [`stated`] and [`model`] are types;
//! [`sections`] sorts blocks by their headings; `timeline`, `whys` and `lists` read the sections
//! with a structure; `times` and `impact` read what stands elsewhere; [`read`] puts them together.

pub mod contradictions;
pub(crate) mod earlier;
pub mod evidence;
pub mod facts;
pub mod fence;
mod impact;
pub mod language;
pub mod lengths;
mod lists;
pub mod model;
pub mod phases;
pub mod read;
pub mod sections;
pub mod stated;
mod text;
mod time;
mod timeline;
mod times;
pub mod traces;
mod whys;
pub mod yaml;

pub(crate) use lists::{columns, decisions, due, fields};
pub use model::*;
pub use time::duration;
pub(crate) use time::instant;
pub(crate) use time::stamp::{Day, Order, day, find_date};
pub(crate) use timeline::marks::marks_in;

#[cfg(test)]
mod tests;
