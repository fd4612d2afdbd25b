//! What documents call things: sections, phases, columns, states, months.
//!
//! 1. The words are data, one file a language: `en.yaml`.
//! 2. `build/words.rs` makes a [`Language`] of each, when whydeck is built.
//! 3. A document is read with its own languages and English ([`tongue`]): the code that matches asks
//!    for their words with [`all`], [`meaning`] and the like. Headings are known in every language:
//!    [`headings`].
//! 4. What decks say themselves stands in the same files: [`say`].

#[cfg(test)]
mod complete;
pub(crate) mod headings;
mod kinds;
mod known;
pub(crate) mod parting;
pub(crate) mod quick;
mod ready;
pub(crate) mod say;
#[cfg(test)]
mod tests;
pub(crate) mod tongue;

pub use kinds::{ActionState, Basis, DecisionState, EventKind, LessonKind, Measure, PageState};
pub(crate) use kinds::{Column, DayUnit, EventColumn, Group, HalfDay, Label, TypedField};
pub(crate) use known::{Beginnings, Meanings, known, meanings};
pub(crate) use ready::Ready;
pub(crate) use tongue::{Languages, languages};

use std::{iter, slice};

use memchr::{memchr_iter, memmem};

use crate::packed;

include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// Words that mean the same, or serve the same end.
pub(crate) type List = &'static [&'static str];
/// Meanings with their words. A word has one meaning.
pub(crate) type Names<T> = &'static [(T, List)];

/// In a text that is no longer, in bytes, a phrase is looked for by its first byte.
const SHORT: usize = 100;

/// What names a list of a language.
pub(crate) type Of<T> = fn(&'static Language) -> &'static [T];

/// What names a list of words.
pub(crate) type ListOf = Of<&'static str>;

/// A list in the languages that are read, the document's own first.
pub(crate) fn all<T>(of: Of<T>) -> All<T> {
    All { languages: languages(), of, list: [].iter() }
}

/// See [`all`].
pub(crate) struct All<T: 'static> {
    languages: Languages,
    of: Of<T>,
    list: slice::Iter<'static, T>,
}

impl<T> Iterator for All<T> {
    type Item = &'static T;

    fn next(&mut self) -> Option<&'static T> {
        loop {
            if let Some(item) = self.list.next() {
                return Some(item);
            }
            self.list = (self.of)(self.languages.next()?).iter();
        }
    }
}

/// The words of these languages, each with its meaning.
pub(crate) fn pairs<T: Copy>(of: Of<(T, List)>) -> Pairs<T> {
    Pairs { names: all(of), current: None }
}

/// See [`pairs`].
pub(crate) struct Pairs<T: 'static> {
    names: All<(T, List)>,
    current: Option<(T, slice::Iter<'static, &'static str>)>,
}

impl<T: Copy> Iterator for Pairs<T> {
    type Item = (&'static str, T);

    fn next(&mut self) -> Option<(&'static str, T)> {
        loop {
            if let Some((meaning, words)) = &mut self.current
                && let Some(word) = words.next()
            {
                return Some((*word, *meaning));
            }
            let (meaning, words) = self.names.next()?;
            self.current = Some((*meaning, words.iter()));
        }
    }
}

pub(crate) fn meaning<T: Copy + 'static>(of: Of<(T, List)>, word: &str) -> Option<T> {
    pairs(of).find(|(known, _)| *known == word).map(|(_, meaning)| meaning)
}

/// Whether a list has a word, in one of the languages that are read.
pub(crate) fn has(of: ListOf, word: &str) -> bool {
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

/// Whether a text begins with a word in any case. The text may be long: it is not changed to
/// compare.
pub(crate) fn begins_with(text: &str, word: &str) -> bool {
    let first = |text: &str| text.as_bytes().first().map(u8::to_ascii_lowercase);
    first(text) == first(word)
        && text.get(..word.len()).is_some_and(|start| {
            start.eq_ignore_ascii_case(word) || !word.is_ascii() && start.to_lowercase() == word
        })
}

/// The length of the longest word of a list that a text begins with, in any case.
pub(crate) fn prefix_length(of: ListOf, text: &str) -> Option<usize> {
    all(of).filter(|word| begins_with(text, word)).map(|word| word.len()).max()
}

/// Whether decimals stand behind a comma in the language of the document.
pub(crate) fn has_decimal_comma() -> bool {
    all(|language| language.decimals).next() == Some(&",")
}

/// All files of words, each behind a line with its tag.
static FILES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/words.br"));

/// The file of a language, as its authors wrote it.
pub(crate) fn file(tag: &str) -> Option<String> {
    let all = packed::text(FILES).ok()?;
    let mut files = all.split(FILE_SIGN).filter_map(|file| file.split_once('\n'));
    files.find(|(known, _)| *known == tag).map(|(_, text)| text.to_owned())
}

/// What stands before each file in the packed text; no YAML has it.
const FILE_SIGN: char = '\u{1}';

/// The place of English among the languages.
pub(crate) const ENGLISH: usize = 0;

/// A character as words are matched: full-width letters, digits and signs count as their narrow
/// kin.
pub(crate) fn narrow(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(c) - 0xff01 + u32::from('!')).unwrap_or(c)
        }
        c => c,
    }
}

/// A text in lower case, byte for byte as long: places in it are places in the text.
pub(crate) fn lower(text: &str) -> String {
    let lower = |c: char| {
        let mut all = c.to_lowercase();
        let first = all.next().filter(|first| first.len_utf8() == c.len_utf8());
        first.filter(|_| all.next().is_none()).unwrap_or(c)
    };
    if text.is_ascii() { text.to_ascii_lowercase() } else { text.chars().map(lower).collect() }
}

/// A word as matching folds it: in lower case and narrow, with straight apostrophes.
pub(crate) fn folded(word: &str) -> String {
    let narrow = word.chars().map(narrow).flat_map(char::to_lowercase);
    narrow.map(|c| if matches!(c, '’' | '‘') { '\'' } else { c }).collect()
}

/// Adds words to a list,
fn join(list: &mut List, words: List) {
    *list = [*list, words].concat().leak();
}

/// and to a meaning.
fn add<T: Copy>(names: &mut Names<T>, meaning: T, words: List) {
    *names = names.iter().copied().chain([(meaning, words)]).collect::<Vec<_>>().leak();
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
        let own = LANGUAGES[tongue::spoken().place()].titles;
        let own = own.iter().find(|(kind, _)| *kind == self);
        let own = own.and_then(|(_, titles)| titles.first().copied());
        own.or(self.row().map(|row| row.title)).unwrap_or_default()
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
