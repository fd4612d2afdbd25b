//! Postmortems: read from Markdown or YAML into one typed model.
//!
//! 1. [`parse`] (Markdown) and [`yaml`] (YAML) make a [`Postmortem`]: sections in the author's order, and the parts
//!    that have a structure of their own. Blocks stay nodes of the parse tree, with their place in the source.
//! 2. [`facts`] works out what nobody typed: durations, halves, counts.

mod actions;
mod calendar;
pub mod duration;
mod entries;
pub mod facts;
pub mod fence;
mod fields;
mod headings;
mod inline;
mod kinds;
mod lessons;
mod metadata;
pub mod model;
pub mod parse;
mod seam;
pub mod sections;
mod stamp;
mod stamp_scan;
mod timeline;
mod timeline_table;
mod times;
mod whys;
pub mod yaml;
mod yaml_lists;
mod yaml_text;
mod zone;

pub use model::*;
pub(crate) use stamp::find_date;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_day;
#[cfg(test)]
mod tests_fields;
#[cfg(test)]
mod tests_text;
