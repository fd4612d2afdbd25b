//! Sections: what headings and labels mean, and which blocks stand below them.

mod composed;
pub(crate) mod days;
pub(crate) mod entries;
pub(crate) mod headings;
mod labels;
pub(crate) mod mail;
pub(crate) mod metadata;
mod metadata_line;
mod metadata_table;
mod near;
pub(crate) mod prose;
mod split;
mod tell;
mod titles;
pub(crate) mod updates;

pub(crate) use split::{put_first, split};
pub(crate) use tell::{heading_lines, tell_near};
pub use tell::{near_headings, text_looks_like_postmortem};
pub(crate) use updates::text_is_page;
