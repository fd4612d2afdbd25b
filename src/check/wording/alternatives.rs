//! The words of which one may stand at a place of a phrase.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::words::letter;

/// What `a|<name>|b` stands for. It is taken apart when it is asked: most phrases never are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Alternatives {
    /// As the rules write it, in lower case.
    written: String,
    /// The words of its sets, which phrases share.
    sets: Vec<Arc<[String]>>,
    /// A bit for each first letter: most words begin with another.
    letters: u64,
}

impl Alternatives {
    pub(super) fn of(written: &str, sets: &BTreeMap<&str, Arc<[String]>>) -> Self {
        let written = written.to_lowercase();
        let mut own = Vec::new();
        if written.contains('<') {
            let named = written.split('|').filter_map(set_in).filter_map(|name| sets.get(name));
            own.extend(named.cloned());
        }
        let mut made = Self { written, sets: own, letters: 0 };
        made.letters = made.all().fold(0, |letters, word| letters | letter(word));
        made
    }

    /// All words, with the names of sets, which are none.
    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        let of_sets = self.sets.iter().flat_map(|words| words.iter());
        self.written.split('|').chain(of_sets.map(String::as_str))
    }

    pub(super) fn has(&self, word: &str) -> bool {
        self.letters & letter(word) != 0 && self.all().any(|own| own == word)
    }
}

/// The name of the set that `<name>` stands for.
pub(super) fn set_in(word: &str) -> Option<&str> {
    word.strip_prefix('<')?.strip_suffix('>')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_sets_are_alternatives() {
        let set: Arc<[String]> = ["two".to_owned(), "three".to_owned()].into();
        let sets = BTreeMap::from([("few", set)]);
        let words = Alternatives::of("One|<few>|<none>", &sets);
        assert!(["one", "two", "three", "<none>"].iter().all(|word| words.has(word)));
        assert!(!words.has("four") && !words.has("One"));
    }
}
