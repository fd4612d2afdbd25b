//! What the line scanner finds: separators, and comments with what they are for.

use super::attributes::Attributes;
use crate::source::Span;

/// What begins at a rule of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MarkKind {
    /// A slide on the main row.
    Slide,
    /// A slide below the one before it.
    Below,
    /// The notes of the slide.
    Notes,
}

/// A rule of the text that is a separator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Its line, in the numbering shared by all texts.
    pub line: usize,
    /// What begins there.
    pub kind: MarkKind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum CommentKind {
    Slide(Attributes),
    /// Attributes of an element; the text has a token with this comment's index.
    Element(Attributes),
    /// Words for the speaker.
    Remark(String),
    /// An instruction to whydeck or another tool, or what an author took out: no note.
    Directive,
}

/// A comment of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Comment {
    /// What it is for.
    pub kind: CommentKind,
    /// Its line, in the numbering shared by all texts.
    pub line: usize,
    /// Its place.
    pub span: Span,
}
