//! What documents call things: sections, phases, columns, states, months.
//!
//! 1. The words are data, one file a language: `en.yaml`.
//! 2. `build/words.rs` makes a [`Language`] of each, when whydeck is built.
//! 3. The code that matches asks all languages at once: [`all`], [`meaning`].
//! 4. What decks say themselves stands in the same files: [`say`].

mod kinds;
pub(crate) mod say;
#[cfg(test)]
mod tests;

pub use kinds::{ActionState, Basis, DecisionState, EventKind, LessonKind, Measure, PageState};
pub(crate) use kinds::{Column, DayUnit, EventColumn, Group, HalfDay, Label, TypedField};

include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// Words that mean the same, or serve the same end.
pub(crate) type List = &'static [&'static str];
/// Meanings with their words. A word has one meaning.
pub(crate) type Names<T> = &'static [(T, List)];

/// A list in every language.
pub(crate) fn all<T: 'static>(
    of: impl Fn(&'static Language) -> &'static [T],
) -> impl Iterator<Item = &'static T> {
    LANGUAGES.iter().flat_map(move |language| of(language))
}

/// The words of every language, each with its meaning.
pub(crate) fn pairs<T: Copy + 'static>(
    of: impl Fn(&'static Language) -> Names<T>,
) -> impl Iterator<Item = (&'static str, T)> {
    all(of).flat_map(|(meaning, words)| words.iter().map(|word| (*word, *meaning)))
}

pub(crate) fn meaning<T: Copy + 'static>(
    of: impl Fn(&'static Language) -> Names<T>,
    word: &str,
) -> Option<T> {
    pairs(of).find(|(known, _)| *known == word).map(|(_, meaning)| meaning)
}

/// Whether a list has a word, in any language.
pub(crate) fn has(of: impl Fn(&'static Language) -> List, word: &str) -> bool {
    all(of).any(|known| *known == word)
}

/// Whether a text begins with a word. Lists are long and most words differ in their first letter:
/// the rest is not compared then.
pub(crate) fn begins(text: &str, word: &str) -> bool {
    text.as_bytes().first() == word.as_bytes().first() && text.starts_with(word)
}

/// The length of the word of a list that a text begins with, in any case.
pub(crate) fn prefix_length(of: impl Fn(&'static Language) -> List, text: &str) -> Option<usize> {
    let begins = |word: &str| text.get(..word.len()).is_some_and(|it| it.to_lowercase() == word);
    all(of).find(|word| begins(word)).map(|word| word.len())
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

    /// Whether it is a list of things that are read one by one.
    pub(crate) fn is_list(self) -> bool {
        matches!(
            self,
            Self::Timeline
                | Self::FiveWhys
                | Self::LessonsLearned
                | Self::CorrectiveActions
                | Self::ActionItems
                | Self::Decisions
                | Self::DecisionsMade
        )
    }

    /// Whether it makes a document a postmortem, together with another such.
    pub(crate) fn tells_a_postmortem(self) -> bool {
        self.row().is_some_and(|row| !row.ordinary)
    }
}
