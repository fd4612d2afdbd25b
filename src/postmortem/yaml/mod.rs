//! Postmortems that are written as YAML.

mod actions;
mod decisions;
mod lists;
mod reader;
mod text;

pub use reader::{parse, text_looks_like_postmortem, text_may_be_postmortem};
