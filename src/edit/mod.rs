//! Changes to a document as text edits by span, in the author's own style.
//!
//! 1. A [`Draft`] is a file with its model. Each operation finds places for the change and ways to
//!    write it there, the most fitting first: `markdown`, `yaml`, `front`.
//! 2. Each is tried on the text and read back (`reading`): the first counts that says exactly what
//!    was asked for and changes nothing else of the model. What nothing says is an [`EditError`].
//! 3. The change comes back as [`Edit`]s of the file's own bytes, with its byte order mark and its
//!    ends of lines. [`apply`] makes them, [`diff`] shows them.
//!
//! `fix` does so for whole lists: ids, the order of the timeline, stamps.
//!
//! No tree is ever printed: everything else stays byte for byte as it was.

mod change;
pub(crate) mod diff;
mod draft;
mod error;
pub(crate) mod fix;
mod form;
mod front;
mod item;
mod literal;
mod markdown;
mod operations;
mod reading;
#[cfg(test)]
mod tests;
mod yaml;

use std::ops::Range;

pub(crate) use draft::{Draft, read};
pub(crate) use error::EditError;
pub(crate) use form::DocumentForm;
pub(crate) use item::{ActionAt, Field, NewAction, NewItem};
pub(crate) use literal::one_line;
pub(crate) use reading::ReadItem;

/// A range of the file's bytes, and what stands there instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Edit {
    pub(crate) range: Range<usize>,
    pub(crate) text: String,
}

/// The file with edits, which are in order and do not overlap.
pub(crate) fn apply(file: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(file.len() + 256);
    let mut at = 0;
    for edit in edits {
        out.push_str(file.get(at..edit.range.start).unwrap_or_default());
        out.push_str(&edit.text);
        at = edit.range.end;
    }
    out.push_str(file.get(at..).unwrap_or_default());
    out
}
