//! What the rules know about a word: what sort it is, and of which verbs it is which form.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use serde::Deserialize;

/// The sorts of words. The files of rules use these names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Sort {
    /// A pronoun for other people: "she".
    Person,
    /// A pronoun for the authors: "we".
    Own,
    /// What people are called by what they do, and teams: "engineer".
    Role,
    /// People or programs: "operator".
    Sometimes,
    /// A program, where no word for people stands before it: "agent".
    Program,
    /// A person without a name: "someone".
    Someone,
    /// "nobody": a negation, too.
    Nobody,
    /// Those whom the incident hit: "customers".
    Affected,
    /// Those who meant harm: "attacker".
    Attacker,
    /// Of whom the words behind "of" tell what they are: "one", "member".
    Part,
    /// A pronoun for anything: "it".
    Thing,
    /// "they": whoever was spoken of.
    They,
    Determiner,
    Preposition,
    /// "and", "but".
    Joining,
    /// A word that begins a clause of its own: "because".
    Opening,
    /// "if", "when": what follows may not have happened.
    Condition,
    /// "who", "that".
    Relative,
    Adverb,
    /// It blames whoever did what stands beside it: "accidentally".
    Blaming,
    /// A given name.
    Given,
    /// "Dr.": a person's name follows.
    Title,
    /// "not", "never".
    Negation,
    /// The finite forms of "be".
    Be,
    /// Its other forms.
    Been,
    Have,
    Do,
    /// "will", "can".
    Modal,
    /// With "have" it tells of what was not done: "should".
    Should,
    /// With "have" it may: "could", "would".
    Would,
    /// What makes a past that did not happen the better one: "sooner".
    Better,
    /// What makes it the worse one, or a guess: "leaked".
    Worse,
    /// What is not a verb although it looks like one.
    Noun,
}

/// The sorts of words that lead on: behind one no finite verb stands, and none names a subject.
pub(super) const LEADING: [Sort; 11] = [
    Sort::Determiner,
    Sort::Preposition,
    Sort::Opening,
    Sort::Condition,
    Sort::Be,
    Sort::Been,
    Sort::Have,
    Sort::Do,
    Sort::Modal,
    Sort::Should,
    Sort::Would,
];

/// A form of a verb, as a bit.
pub(super) mod form {
    pub(in super::super) const BASE: u8 = 1;
    pub(in super::super) const THIRD: u8 = 2;
    pub(in super::super) const PAST: u8 = 4;
    pub(in super::super) const PARTICIPLE: u8 = 8;
    pub(in super::super) const ING: u8 = 16;
}

/// What a word is.
#[derive(Debug, Clone, Default)]
pub(super) struct Word {
    sorts: u64,
    /// The numbers of the verbs it may be a form of.
    pub(super) verbs: Vec<usize>,
    /// The forms it may be, of any of them.
    pub(super) forms: u8,
}

impl Word {
    pub(super) fn is(&self, sort: Sort) -> bool {
        self.sorts & (1_u64 << sort as u32) != 0
    }
}

/// FNV-1a: each word of a document is looked up, and the words here come from rules alone.
#[derive(Debug, Clone)]
pub(super) struct Quick(u64);

impl Default for Quick {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// What is known about words.
pub(super) type ByWord<T> = HashMap<String, T, BuildHasherDefault<Quick>>;

/// All words that the rules know, in lower case.
#[derive(Debug, Clone, Default)]
pub(super) struct Lexicon {
    words: ByWord<Word>,
    /// The number of each verb, by its base form.
    verbs: ByWord<usize>,
}

impl Lexicon {
    pub(super) fn get(&self, word: &str) -> Option<&Word> {
        self.words.get(word)
    }

    /// Makes room for as many words.
    pub(super) fn reserve(&mut self, words: usize) {
        self.words.reserve(words);
        self.verbs.reserve(words / 4);
    }

    pub(super) fn add(&mut self, word: &str, sort: Sort) {
        let word = word.to_lowercase();
        let has_plural = matches!(
            sort,
            Sort::Role | Sort::Sometimes | Sort::Program | Sort::Affected | Sort::Attacker
        );
        let plural = has_plural.then(|| plural(&word));
        for word in plural.into_iter().chain([word]) {
            self.words.entry(word).or_default().sorts |= 1_u64 << sort as u32;
        }
    }

    /// Takes in a verb as the rules write it, `forget/forgot/forgotten`, and gives its number.
    pub(super) fn add_verb(&mut self, written: &str) -> usize {
        let mut parts = written.split('/').map(str::trim);
        let base = parts.next().unwrap_or_default().to_lowercase();
        let past = parts.next().map_or_else(|| regular_past(&base), str::to_lowercase);
        let participle = parts.next().map_or_else(|| past.clone(), str::to_lowercase);
        let ing = parts.next().map_or_else(|| regular_ing(&base, &past), str::to_lowercase);
        let count = self.verbs.len();
        let number = *self.verbs.entry(base.clone()).or_insert(count);
        let third = plural(&base);
        for (word, form) in [
            (base, form::BASE),
            (third, form::THIRD),
            (past, form::PAST),
            (participle, form::PARTICIPLE),
            (ing, form::ING),
        ] {
            let word = self.words.entry(word).or_default();
            word.forms |= form;
            if !word.verbs.contains(&number) {
                word.verbs.push(number);
            }
        }
        number
    }
}

fn ends_in_consonant_y(word: &str) -> bool {
    word.ends_with('y') && !["ay", "ey", "oy", "uy"].iter().any(|end| word.ends_with(end))
}

/// "engineers", "agencies", "watches": of nouns, and of verbs in the third person.
fn plural(word: &str) -> String {
    match word {
        _ if ends_in_consonant_y(word) => format!("{}ies", &word[..word.len() - 1]),
        _ if ["s", "x", "ch", "sh", "z"].iter().any(|end| word.ends_with(end)) => {
            format!("{word}es")
        }
        _ => format!("{word}s"),
    }
}

fn regular_past(base: &str) -> String {
    match base {
        _ if base.ends_with('e') => format!("{base}d"),
        _ if ends_in_consonant_y(base) => format!("{}ied", &base[..base.len() - 1]),
        _ => format!("{base}ed"),
    }
}

/// "skip" doubles its last letter where "skipped" does.
fn regular_ing(base: &str, past: &str) -> String {
    let doubled = base.chars().last().map(|last| format!("{base}{last}"));
    match doubled {
        Some(doubled) if past.starts_with(&doubled) => format!("{doubled}ing"),
        _ if base.ends_with('e') && !base.ends_with("ee") => {
            format!("{}ing", &base[..base.len() - 1])
        }
        _ => format!("{base}ing"),
    }
}
