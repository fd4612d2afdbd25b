//! Captures put into the document.
//!
//! 1. [`known`](fn@known) says which actions a document has, so that somebody can point at one.
//! 2. `found` finds that action again in the document as it is now: by its text, whatever became of
//!    its list.
//! 3. `place` says what a capture changes: edits, nothing since it stands there already, or a
//!    conflict when somebody else changed the same meanwhile.
//! 4. A [`Merger`] does so for all captures in their order. It remembers the edits, so that one more
//!    capture costs no more than itself.
//!
//! Nothing here writes a file.

mod found;
mod known;
mod line;
mod merger;
mod place;
mod placed;
#[cfg(test)]
mod tests;

pub(crate) use known::{KnownAction, KnownParts, known};
pub(crate) use line::{fields_of, one_line, set as set_fields};
pub(crate) use merger::{Merged, Merger, merge};
#[cfg(test)]
pub(crate) use placed::NotWritten;
pub(crate) use placed::{Choice, MergeOptions, Placed};
