//! What documents call things: sections, phases, columns, states, months.
//!
//! 1. The words are data, one file a language: `en.yaml`.
//! 2. `build/words.rs` makes a [`Language`] of each, when whydeck is built.
//! 3. The code that matches asks all languages at once: [`all`], [`meaning`].

mod kinds;
#[cfg(test)]
mod tests;

pub(crate) use kinds::Group;
pub use kinds::{EventKind, LessonKind};

include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// Words that mean the same, or serve the same end.
pub(crate) type List = &'static [&'static str];
/// Meanings with their words. A word has one meaning.
pub(crate) type Names<T> = &'static [(T, List)];

/// The words of a language: a field for each key of its file.
pub(crate) struct Language {
    pub(crate) headings: Names<SectionKind>,
    pub(crate) lessons: Names<LessonKind>,
}

/// What `en.yaml` says about a kind of section.
pub(crate) struct SectionRow {
    pub(crate) kind: SectionKind,
    pub(crate) key: &'static str,
    pub(crate) title: &'static str,
    pub(crate) group: Group,
    pub(crate) names: List,
    pub(crate) subject: &'static str,
    pub(crate) ordinary: bool,
}

impl SectionKind {
    fn row(self) -> Option<&'static SectionRow> {
        SECTIONS.iter().find(|row| row.kind == self)
    }

    /// Its name in JSON.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self.row() {
            Some(row) => row.key,
            None if self == Self::Preamble => "preamble",
            None => "other",
        }
    }

    /// The title that a section gets when its author did not write one.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.row().map_or("", |row| row.title)
    }

    /// Whether it makes a document a postmortem, together with another such.
    pub(crate) fn tells_a_postmortem(self) -> bool {
        self.row().is_some_and(|row| !row.ordinary)
    }
}
