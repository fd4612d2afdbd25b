//! What authors want of slides that would overflow.

use serde::Deserialize;

/// What happens to a slide that would overflow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Fit {
    /// It is reported: its author wrote it so.
    #[default]
    Report,
    /// It goes on below.
    Split,
    /// It is shown smaller, smaller than text should be.
    Shrink,
}

impl Fit {
    /// The word of a `data-fit`.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        match word.trim() {
            "report" => Some(Self::Report),
            "split" => Some(Self::Split),
            "shrink" => Some(Self::Shrink),
            _ => None,
        }
    }
}
