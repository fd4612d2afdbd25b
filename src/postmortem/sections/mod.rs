//! Sections: what headings and labels mean, and which blocks stand below them.

pub(crate) mod entries;
pub(crate) mod headings;
mod labels;
pub(crate) mod metadata;
pub(crate) mod prose;
mod split;

pub use split::{looks_like_postmortem, text_looks_like_postmortem};
pub(crate) use split::{put_first, split};
