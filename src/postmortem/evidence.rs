//! How a fact is known.

use serde::Serialize;

/// How a phase, a duration or a number is known; the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Evidence {
    /// The author's own mark: `(start)`, front matter, a label of metadata.
    Marked,
    /// MeasuredLength between two marks.
    Stamped,
    /// A length with a label: `Time to resolve: 46 min`.
    Stated,
    /// A sentence: "lasted 46 minutes".
    Prose,
    /// Concluded from the words of an entry: "paged".
    Inferred,
}

impl Evidence {
    /// Its name in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Marked => "marked",
            Self::Stamped => "stamped",
            Self::Stated => "stated",
            Self::Prose => "prose",
            Self::Inferred => "inferred",
        }
    }

    /// Whether whydeck read it out of running text, so that a slide has to say so.
    #[must_use]
    pub fn is_read(self) -> bool {
        self >= Self::Prose
    }
}
