//! The built-in rules as `build/wording.rs` lays them out. The table of their words is asked as it
//! is: to make it took a fifth of the time of a check.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::lexicon::{Lexicon, Sort, Word};
use super::quick::slot;

include!(concat!(env!("OUT_DIR"), "/wording.rs"));

/// The built-in rules of a language.
#[derive(Debug)]
pub(super) struct BuiltIn {
    lang: &'static str,
    /// JSON of all but the words and verbs.
    pub(super) rules: &'static str,
    /// JSON of these: [`WordLists`].
    words: &'static str,
    table: Table,
}

/// The words and verbs of rules.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct WordLists {
    pub(super) words: BTreeMap<Sort, Vec<String>>,
    /// Those of each rule about verbs.
    pub(super) verbs: Vec<Vec<String>>,
    pub(super) other_verbs: Vec<String>,
}

impl BuiltIn {
    /// The number of the rules about a language in [`BUILT_IN`].
    pub(super) fn number(lang: &str) -> Option<usize> {
        BUILT_IN.iter().position(|rules| rules.lang.eq_ignore_ascii_case(lang))
    }

    /// What the table is made of, for those who add to it.
    pub(super) fn lists(&self) -> WordLists {
        serde_json::from_str(self.words).unwrap_or_default()
    }
}

/// What rules know about words.
#[derive(Debug, Clone)]
pub(super) enum Vocabulary {
    BuiltIn(&'static BuiltIn),
    /// Of rules that a team wrote.
    Own(Lexicon),
}

impl Vocabulary {
    pub(super) fn get(&self, word: &str) -> Option<Word<'_>> {
        match self {
            Self::BuiltIn(rules) => rules.table.get(word),
            Self::Own(lexicon) => lexicon.get(word),
        }
    }
}

impl Default for Vocabulary {
    fn default() -> Self {
        Self::Own(Lexicon::default())
    }
}

/// Words without a pointer: nothing is done about them when whydeck starts.
#[derive(Debug)]
struct Table {
    /// The number of a row, counted from 1, at the [`slot`] of its word or behind it.
    slots: &'static [u16],
    rows: &'static [Row],
    /// The words, one behind the other.
    text: &'static str,
    /// The numbers of rules about verbs.
    rules: &'static [u32],
}

#[derive(Debug)]
struct Row {
    sorts: u64,
    forms: u8,
    /// Where the word begins in the text, and how long it is.
    start: u16,
    length: u8,
    /// Where its rules begin, and how many they are.
    rules: u16,
    count: u8,
}

impl Table {
    fn get(&self, word: &str) -> Option<Word<'static>> {
        let mut at = slot(word, self.slots.len());
        loop {
            let number = usize::from(*self.slots.get(at)?);
            let row = self.rows.get(number.checked_sub(1)?)?;
            let start = usize::from(row.start);
            if self.text.get(start..start + usize::from(row.length)) == Some(word) {
                let rules = usize::from(row.rules);
                let rules = self.rules.get(rules..rules + usize::from(row.count))?;
                return Some(Word { sorts: row.sorts, forms: row.forms, rules });
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_the_words_of_its_lists() {
        for rules in &BUILT_IN {
            let lists = rules.lists();
            let verbs = lists.verbs.iter().map(Vec::as_slice);
            let lexicon = Lexicon::of(&lists.words, verbs, &lists.other_verbs);
            let mut count = 0;
            for (word, own) in lexicon.all() {
                let ready = rules.table.get(word).expect(word);
                let facts = |word: Word<'_>| (word.sorts, word.forms, word.rules.to_vec());
                assert_eq!(facts(ready), facts(own), "{word}");
                assert!(rules.table.get(&format!("{word}{word}{word}")).is_none(), "{word}");
                count += 1;
            }
            assert!(count > 1_000 && count == rules.table.rows.len());
            assert!(rules.table.get("").is_none());
        }
    }
}
