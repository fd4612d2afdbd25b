//! The headings of all languages, found in tables that are laid out when whydeck is built.

use super::known::same;
use super::tongue::{languages, other_languages};
use super::{COMMON_WORDS, HEADING_BEGINNINGS, HEADING_WORDS, LANGUAGES, Language};

/// The places of a word: its languages, and the place among the meanings of each.
type Places = &'static [(u8, u16)];

/// The shortest word that tells its language.
const TELLING: usize = 12;

/// What a heading means: `meaning` tells it from a language and a place among its sections and the
/// parts of its lessons. The document's own languages count, else what all others agree on.
pub(crate) fn meaning<M: PartialEq>(
    words: &str,
    meaning: impl Fn(&'static Language, usize) -> Option<M>,
) -> Option<M> {
    let found = places(words);
    let of = |language: &'static Language| {
        let number = LANGUAGES.iter().position(|known| std::ptr::eq(*known, language));
        let Some(number) = number else { return own_place(language, words) };
        let of_language = found.iter().filter(|(known, _)| usize::from(*known) == number);
        of_language.map(|(_, place)| usize::from(*place)).min()
    };
    let read = languages().find_map(|language| meaning(language, of(language)?));
    read.or_else(|| {
        // A short word of another language is a word of this one that means something else.
        if !tells(words) {
            return None;
        }
        let others = other_languages().filter_map(|language| meaning(language, of(language)?));
        same(others)
    })
}

/// Whether a heading tells its language: short words of one language are words of others.
pub(crate) fn tells(words: &str) -> bool {
    !words.is_ascii() || words.contains(' ') || words.len() >= TELLING
}

/// Which languages know a heading, as bits.
pub(crate) fn languages_of(words: &str) -> u16 {
    places(words).iter().fold(0, |bits, (language, _)| bits | 1 << language)
}

/// Which languages have a small word, as bits.
pub(crate) fn languages_with(word: &str) -> u16 {
    let place = COMMON_WORDS.binary_search_by_key(&word, |(known, _)| known);
    place.map_or(0, |place| COMMON_WORDS[place].1)
}

/// All headings of the languages that are read, whole.
pub(crate) fn known() -> impl Iterator<Item = &'static str> {
    let all = languages().flat_map(|language| {
        let sections = language.headings.iter().flat_map(|(_, words)| *words);
        sections.chain(language.lessons.iter().flat_map(|(_, words)| *words))
    });
    all.copied().filter(|word| !word.ends_with('…'))
}

/// All places of what a heading says, and of what it begins with.
fn places(words: &str) -> Vec<(u8, u16)> {
    let whole = HEADING_WORDS.binary_search_by_key(&words, |(known, _)| known);
    let whole: Places = whole.map_or(&[], |place| HEADING_WORDS[place].1);
    let Some(first) = words.chars().next() else { return Vec::new() };
    let from = HEADING_BEGINNINGS.partition_point(|(known, _)| known.chars().next() < Some(first));
    let near = HEADING_BEGINNINGS[from..].iter().take_while(|(known, _)| known.starts_with(first));
    let beginnings = near.filter(|(known, _)| words.starts_with(known)).flat_map(|row| row.1);
    whole.iter().chain(beginnings).copied().collect()
}

/// The place of a heading among those of a team.
fn own_place(language: &'static Language, words: &str) -> Option<usize> {
    let sections = language.headings.iter().map(|(_, words)| *words);
    let parts = language.lessons.iter().map(|(_, words)| *words);
    sections.chain(parts).position(|known| {
        known.iter().any(|known| match known.strip_suffix('…') {
            Some(beginning) => words.starts_with(beginning),
            None => *known == words,
        })
    })
}
