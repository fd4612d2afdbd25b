//! What the rules know about a word: what sort it is, and of which verbs it is which form.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::quick::ByWord;

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
#[derive(Debug, Clone, Copy)]
pub(super) struct Word<'l> {
    pub(super) sorts: u64,
    /// The forms it may be, of any verb.
    pub(super) forms: u8,
    /// The numbers of the rules about the verbs it may be a form of.
    pub(super) rules: &'l [u32],
}

impl Word<'_> {
    pub(super) fn is(&self, sort: Sort) -> bool {
        self.sorts & (1_u64 << sort as u32) != 0
    }
}

/// A word of a lexicon.
#[derive(Debug, Clone, Default)]
struct Entry {
    sorts: u64,
    forms: u8,
    /// The numbers of the verbs it may be a form of.
    verbs: Vec<usize>,
    rules: Vec<u32>,
}

/// All words that rules know, in lower case.
#[derive(Debug, Clone, Default)]
pub(super) struct Lexicon {
    words: ByWord<String, Entry>,
    /// The number of each verb, by its base form.
    verbs: ByWord<String, usize>,
}

impl Lexicon {
    /// Takes in the words by their sorts, the verbs of each rule, and verbs that no rule is about.
    pub(super) fn of<'w>(
        words: &BTreeMap<Sort, Vec<String>>,
        rules: impl Iterator<Item = &'w [String]>,
        others: &[String],
    ) -> Self {
        let mut made = Self::default();
        for (sort, words) in words {
            words.iter().for_each(|word| made.add(word, *sort));
        }
        let mut by_verb: Vec<Vec<u32>> = Vec::new();
        for (rule, verbs) in (0..).zip(rules) {
            for verb in verbs {
                let verb = made.add_verb(verb);
                by_verb.resize_with(by_verb.len().max(verb + 1), Vec::new);
                by_verb[verb].push(rule);
            }
        }
        for verb in others {
            made.add_verb(verb);
        }
        for word in made.words.values_mut() {
            let rules = word.verbs.iter().filter_map(|verb| by_verb.get(*verb));
            word.rules = rules.flatten().copied().collect();
        }
        made
    }

    pub(super) fn get(&self, word: &str) -> Option<Word<'_>> {
        self.words.get(word).map(Entry::word)
    }

    /// All words, in no order.
    #[cfg_attr(not(test), allow(dead_code, reason = "`build/wording.rs` asks"))]
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, Word<'_>)> {
        self.words.iter().map(|(word, entry)| (word.as_str(), entry.word()))
    }

    fn add(&mut self, word: &str, sort: Sort) {
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
    fn add_verb(&mut self, written: &str) -> usize {
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

impl Entry {
    fn word(&self) -> Word<'_> {
        Word { sorts: self.sorts, forms: self.forms, rules: &self.rules }
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
