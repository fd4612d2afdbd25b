//! Why a document is not changed.

use std::fmt;

/// Why there is no edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum EditError {
    /// The file is not the text that the model was read from.
    OtherText,
    /// Nothing is left of what was typed, or of a value.
    Empty,
    /// The model has no such item.
    NoItem,
    /// The place of a value is written in a way that cannot be changed by itself: an alias.
    Fixed,
    /// What is to be put right is written in a form that nothing is known about.
    Unfit,
    /// In no way that fits the document does it read back as what was asked for.
    NotReadBack,
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OtherText => "the file has changed since it was read",
            Self::Empty => "there is nothing to write",
            Self::NoItem => "the document has no such item",
            Self::Fixed => "this value is an alias, which stands for another part of the document",
            Self::Unfit => "it is not written as single lines, which could be changed",
            Self::NotReadBack => {
                "there is no way to write this here so that it reads back as it was typed"
            }
        })
    }
}

impl std::error::Error for EditError {}
