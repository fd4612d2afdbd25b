//! Lists that are asked often, made ready when they are asked first.

use std::collections::HashMap;

use super::quick::ByWord;
use super::{List, ListOf, Of, Ready, all, pairs};

/// The meanings of words, found by the whole word.
pub(crate) type Meanings<T> = Ready<ByWord<&'static str, T>>;

/// The words of the languages that are read, with their meanings: of two meanings the first counts.
pub(crate) fn meanings<T: Copy + 'static>(of: Of<(T, List)>) -> ByWord<&'static str, T> {
    first_of(pairs(of))
}

/// What all agree on.
pub(super) fn same<T: PartialEq>(mut meanings: impl Iterator<Item = T>) -> Option<T> {
    let first = meanings.next()?;
    meanings.all(|other| other == first).then_some(first)
}

/// The words of a list.
pub(crate) fn known(of: ListOf) -> ByWord<&'static str, ()> {
    first_of(all(of).map(|word| (*word, ())))
}

fn first_of<T>(words: impl Iterator<Item = (&'static str, T)>) -> ByWord<&'static str, T> {
    let mut known = HashMap::default();
    for (word, meaning) in words {
        known.entry(word).or_insert(meaning);
    }
    known
}

/// Words by the byte that they begin with: most places of a text begin none.
pub(crate) struct Beginnings<T: 'static> {
    /// In the order of the bytes; words of one byte in their own order.
    words: Vec<(&'static str, T)>,
    /// Where the words of each byte begin, and where the last end.
    starts: [usize; 257],
}

impl<T> Beginnings<T> {
    pub(crate) fn of(words: impl Iterator<Item = (&'static str, T)>) -> Self {
        let mut words: Vec<(&'static str, T)> =
            words.filter(|(word, _)| !word.is_empty()).collect();
        words.sort_by_key(|(word, _)| word.as_bytes()[0]);
        let before =
            |byte: usize| words.partition_point(|(word, _)| usize::from(word.as_bytes()[0]) < byte);
        let starts = std::array::from_fn(before);
        Self { words, starts }
    }

    /// The words that begin as a text begins, in any case: none of the others is in front there.
    pub(crate) fn like(&self, text: &str) -> &[(&'static str, T)] {
        let Some(first) = text.as_bytes().first() else { return &[] };
        let first = usize::from(first.to_ascii_lowercase());
        &self.words[self.starts[first]..self.starts[first + 1]]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_their_first_byte() {
        let words = ["two", "a", "ten", "über", "", "an"];
        let known = Beginnings::of(words.into_iter().zip(0..));
        assert_eq!(known.like("time"), [("two", 0), ("ten", 2)]);
        assert_eq!(known.like("And"), [("a", 1), ("an", 5)]);
        assert_eq!(known.like("üb").len(), 1);
        assert!(
            known.like("").is_empty() && known.like("b").is_empty() && known.like("ж").is_empty()
        );
    }
}
