//! What documents call things: sections, phases, columns, states, months.
//!
//! 1. The words are data, one file a language: `en.yaml`.
//! 2. `build/words.rs` makes a [`Language`] of each, when whydeck is built.
//! 3. The code that matches asks all languages at once: [`all`], [`meaning`].
//! 4. What decks say themselves stands in the same files: [`say`].

mod kinds;
mod known;
pub(crate) mod quick;
pub(crate) mod say;
#[cfg(test)]
mod tests;

pub use kinds::{ActionState, Basis, DecisionState, EventKind, LessonKind, Measure, PageState};
pub(crate) use kinds::{Column, DayUnit, EventColumn, Group, HalfDay, Label, TypedField};
pub(crate) use known::{Beginnings, Meanings, known, meanings};

use std::iter;

use memchr::{memchr_iter, memmem};

include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// Words that mean the same, or serve the same end.
pub(crate) type List = &'static [&'static str];
/// Meanings with their words. A word has one meaning.
pub(crate) type Names<T> = &'static [(T, List)];

/// In a text that is no longer, in bytes, a phrase is looked for by its first byte.
const SHORT: usize = 100;

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

/// The bit of the letter that a word begins with; some letters share one.
pub(crate) fn letter(word: &str) -> u64 {
    word.as_bytes().first().map_or(0, |byte| 1 << (byte & 63))
}

/// Where a phrase stands in a text. Lists of phrases are looked for in short texts: there
/// `str::find` is busy getting ready.
pub(crate) fn find(text: &str, phrase: &str) -> Option<usize> {
    let text = text.as_bytes();
    let Some((first, rest)) = phrase.as_bytes().split_first() else { return Some(0) };
    if text.len() > SHORT {
        return memmem::find(text, phrase.as_bytes());
    }
    memchr_iter(*first, text).find(|at| text[at + 1..].starts_with(rest))
}

/// All places where it stands; none reaches into another.
pub(crate) fn places(text: &str, phrase: &str) -> impl Iterator<Item = usize> {
    let mut from = 0;
    iter::from_fn(move || {
        let at = from + find(text.get(from..)?, phrase)?;
        from = at + phrase.len().max(1);
        Some(at)
    })
}

/// Whether a phrase stands in a text.
pub(crate) fn holds(text: &str, phrase: &str) -> bool {
    find(text, phrase).is_some()
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
