//! Postmortems: read from Markdown or YAML into one typed model.
//!
//! 1. [`parse`] (Markdown) and [`yaml`] (YAML) make a [`Postmortem`]: sections in the author's order, and the parts
//!    that have a structure of their own. Blocks stay nodes of the parse tree, with their place in the source.
//! 2. [`facts`] works out what nobody typed: durations, halves, counts; [`contradictions`] says what cannot be true.
//! 3. [`traces`] tells what follows from what.

mod action_columns;
mod action_owners;
mod actions;
mod calendar;
pub mod contradictions;
pub mod duration;
mod entries;
pub mod facts;
pub mod fence;
mod field_due;
mod field_words;
mod fields;
mod headings;
mod headings_known;
mod inline;
mod kind_words;
mod kinds;
mod labels;
mod lessons;
mod metadata;
pub mod model;
pub mod parse;
pub mod prose;
mod seam;
pub mod sections;
mod stamp;
mod stamp_names;
mod stamp_scan;
mod stamp_since;
mod timeline;
mod timeline_code;
mod timeline_order;
mod timeline_table;
mod times;
pub mod traces;
mod whys;
mod whys_because;
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
mod tests_forms;
#[cfg(test)]
mod tests_text;
#[cfg(test)]
mod tests_times;
