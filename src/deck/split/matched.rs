//! Places in a text that are found before it is read line by line.

use std::ops::Range;

use super::MarkKind;
use crate::deck::attributes::Attributes;

/// What an expression matched, or a tag of a section.
#[derive(Debug)]
pub(super) struct Cut {
    pub(super) range: Range<usize>,
    pub(super) kind: CutKind,
}

#[derive(Debug)]
pub(super) enum CutKind {
    Mark(MarkKind),
    /// A section begins; whether its text is Markdown.
    Open(Attributes, bool),
    /// A section ends.
    Close,
    /// A tag that means nothing.
    Gone,
}
