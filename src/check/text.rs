//! Words of lists in running text.

use crate::markdown::{self, Node};
use crate::postmortem::Section;
use crate::words::{self, ListOf};

/// The text of blocks in lower case, without markup.
pub(super) fn lower<'a>(blocks: &[Node<'a>]) -> String {
    let mut all = String::new();
    for block in blocks {
        all.push_str(&markdown::plain_text(block).replace('’', "'").to_lowercase());
        all.push('\n');
    }
    all
}

/// Whether a text in lower case has one of the words.
pub(super) fn has(lower: &str, of: ListOf) -> bool {
    words::all(of).any(|word| find(lower, word).is_some())
}

/// The first word of a list that a text in lower case begins with.
pub(super) fn begins(lower: &str, of: ListOf) -> Option<&'static str> {
    let is_first = |word: &&&str| lower.starts_with(**word) && ends_at(lower, word.len());
    // The longest: `be more careful` rather than `be more`.
    words::all(of).filter(is_first).max_by_key(|word| word.len()).copied()
}

/// Where a word stands in a text, and is no part of another.
pub(super) fn find(text: &str, word: &str) -> Option<usize> {
    let is_whole = |at: &usize| begins_at(text, *at) && ends_at(text, at + word.len());
    words::places(text, word).find(is_whole)
}

fn begins_at(text: &str, at: usize) -> bool {
    !text[..at].ends_with(char::is_alphanumeric)
}

fn ends_at(text: &str, at: usize) -> bool {
    !text[at..].starts_with(char::is_alphanumeric)
}

/// Whether a section is no section, but the word that stands for one: `TODO`, alone on its line.
pub(super) fn is_gap(section: &Section<'_>) -> bool {
    let word = section.title.trim().to_lowercase();
    section.level > 6
        && section.blocks.is_empty()
        && words::has(|language| language.placeholders, &word)
}
