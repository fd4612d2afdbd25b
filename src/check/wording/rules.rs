//! The rules of a language: words, verbs and phrases as data. A team adds to them, or brings its
//! own.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

use serde::Deserialize;

use super::alternatives::{Alternatives, set_in};
use super::lexicon::{Lexicon, Sort, Word};
use super::quick::ByWord;
use super::ready::{BUILT_IN, BuiltIn, Vocabulary};
use super::wrong;

/// The most words that `*` stands for in a phrase, and `**`.
const GAP: usize = 3;
const WIDE_GAP: usize = 7;

/// What a sentence does to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Blame {
    /// Makes a person the cause.
    Agent,
    /// Tells what would have been better.
    Counterfactual,
    /// Measures conduct by a standard.
    Norm,
}

/// When a verb blames.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum When {
    /// "forgot"
    #[default]
    Done,
    /// "did not notice", "failed to notice"
    NotDone,
}

/// Of whom a rule speaks beside single people, roles and other teams.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Whom {
    /// "we", "the team".
    Own,
    /// "nobody".
    Nobody,
    /// "customers".
    Affected,
    /// A passive without "by".
    Passive,
    /// Nobody, as in notes: "Missed the alert".
    Left,
}

/// Verbs that blame those who are their subject.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(super) struct VerbRule {
    verbs: Vec<String>,
    /// Whether it is about all verbs that no rule before it names.
    pub(super) any_verb: bool,
    pub(super) when: When,
    /// Without one the verbs blame nobody, whatever the rules behind say.
    pub(super) blame: Option<Blame>,
    pub(super) also: Vec<Whom>,
    /// Whether programs never do this: then a sentence without a subject is about a person.
    pub(super) only_people: bool,
    /// One of these has to follow in the clause.
    pub(super) objects: Vec<String>,
    /// None of these may follow in the clause.
    pub(super) unless: Vec<String>,
    /// Whether "to" and a verb of something not done have to follow.
    pub(super) fails: bool,
    /// Whether the verb behind "to" is the one that counts: "chose to ignore".
    pub(super) leads: bool,
    pub(super) rewording: String,
}

/// What people are said to have been.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(super) struct StateRule {
    states: Vec<String>,
    /// Whether it blames behind a negation: "not aware".
    pub(super) negated: bool,
    pub(super) also: Vec<Whom>,
    /// One of these has to follow.
    pub(super) objects: Vec<String>,
    pub(super) blame: Option<Blame>,
    pub(super) only_people: bool,
    pub(super) rewording: String,
}

/// Phrases that blame. `a|b c` stands for "a c" and "b c", `<name>` for the words of a set,
/// `<person>` for whoever is one, `*` for up to three words, `**` for up to seven.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(super) struct PhraseRule {
    phrases: Vec<String>,
    pub(super) blame: Option<Blame>,
    /// Whether it blames whatever the subject of the clause is.
    pub(super) alone: bool,
    /// Whether it blames others than the authors alone: they may well have meant it.
    pub(super) singled_out: bool,
    /// Whether it blames beside a passive, too, where nobody is named.
    pub(super) with_passive: bool,
    /// Whether it blames as a cause alone: at the beginning of what is said, or behind "was",
    /// "due to".
    pub(super) as_cause: bool,
    pub(super) rewording: String,
}

/// A file of rules.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Written {
    /// The language that they are about.
    lang: Option<String>,
    /// Whether it stands for itself; else it adds to what is built in.
    replace: bool,
    words: BTreeMap<Sort, Vec<String>>,
    /// Words that serve the same end in several rules.
    sets: BTreeMap<String, Vec<String>>,
    verbs: Vec<VerbRule>,
    /// Verbs that blame nobody.
    other_verbs: Vec<String>,
    states: Vec<StateRule>,
    phrases: Vec<PhraseRule>,
    /// Phrases in which nothing blames.
    exceptions: Vec<String>,
    rewordings: BTreeMap<String, String>,
}

/// Why a team's rules cannot be used, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RulesError {
    pub(crate) message: String,
    /// The byte of the text.
    pub(crate) at: usize,
}

impl fmt::Display for RulesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// A place in a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// One of these words.
    Words(Alternatives),
    /// Whoever is a person.
    Person,
    /// Up to so many words.
    Gap(usize),
}

/// A phrase behind its first word.
#[derive(Debug, Clone)]
pub(super) struct Phrase {
    pub(super) rest: Arc<[Place]>,
    /// Whether it ends in a word of a set: that may be no part of a longer name.
    pub(super) ends_in_set: bool,
    /// The number of its rule; none for an exception.
    pub(super) rule: Option<usize>,
}

/// Rules, ready to be asked.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rules {
    written: Written,
    vocabulary: Vocabulary,
    /// The rules about all verbs.
    by_any: Vec<usize>,
    states: ByWord<String, Vec<usize>>,
    /// By their first word.
    phrases: ByWord<String, Vec<Phrase>>,
    /// Those that begin with a person.
    of_people: Vec<Phrase>,
}

impl Rules {
    /// The rules of a language, by its tag (`en-GB`), read when they are asked for first; none when
    /// nobody wrote any.
    pub(crate) fn of(lang: &str) -> Option<&'static Self> {
        static RULES: [OnceLock<Rules>; BUILT_IN.len()] =
            [const { OnceLock::new() }; BUILT_IN.len()];
        let main = lang.split(['-', '_']).next().unwrap_or_default();
        let number = BuiltIn::number(main)?;
        let built_in = BUILT_IN.get(number)?;
        // A test reads them: they cannot be wrong here.
        let written = || serde_json::from_str(built_in.rules).unwrap_or_default();
        let made = || Self::made(written(), Vocabulary::BuiltIn(built_in));
        Some(RULES.get(number)?.get_or_init(made))
    }

    /// Whether they are about a language, by its tag.
    pub(super) fn speaks(&self, lang: &str) -> bool {
        let own = self.written.lang.as_deref().unwrap_or("en");
        lang.split(['-', '_']).next().is_some_and(|main| main.eq_ignore_ascii_case(own))
    }

    /// These rules with those of a team's file; with `replace: true` there, those alone.
    pub(crate) fn with(&self, text: &str) -> Result<Self, RulesError> {
        let more: Written = serde_yaml::from_str(text).map_err(|e| RulesError {
            message: wrong::in_words(&e.to_string()),
            at: e.location().map_or(0, |at| at.index().min(text.len())),
        })?;
        let mut written = if more.replace { Written::default() } else { self.whole() };
        written.add(more);
        written.check(text)?;
        let verbs = written.verbs.iter().map(|rule| rule.verbs.as_slice());
        let lexicon = Lexicon::of(&written.words, verbs, &written.other_verbs);
        Ok(Self::made(written, Vocabulary::Own(lexicon)))
    }

    /// All that was written, words and verbs, too.
    fn whole(&self) -> Written {
        let mut written = self.written.clone();
        if let Vocabulary::BuiltIn(built_in) = self.vocabulary {
            let lists = built_in.lists();
            (written.words, written.other_verbs) = (lists.words, lists.other_verbs);
            for (rule, verbs) in written.verbs.iter_mut().zip(lists.verbs) {
                rule.verbs = verbs;
            }
        }
        written
    }

    fn made(mut written: Written, vocabulary: Vocabulary) -> Self {
        let sets = std::mem::take(&mut written.sets);
        for rule in &mut written.verbs {
            fill(&mut rule.objects, &sets);
            fill(&mut rule.unless, &sets);
        }
        for rule in &mut written.states {
            fill(&mut rule.objects, &sets);
        }
        written.sets = sets;
        let mut made = Self { written, vocabulary, ..Self::default() };
        let verbs = made.written.verbs.iter().enumerate();
        made.by_any = verbs.filter(|(_, rule)| rule.any_verb).map(|(number, _)| number).collect();
        for (number, rule) in made.written.states.iter().enumerate() {
            for state in &rule.states {
                made.states.entry(state.clone()).or_default().push(number);
            }
        }
        made.take_phrases();
        made
    }

    fn take_phrases(&mut self) {
        let blaming = self.written.phrases.iter().enumerate();
        let blaming = blaming
            .flat_map(|(number, rule)| rule.phrases.iter().map(move |words| (words, Some(number))));
        let innocent = self.written.exceptions.iter().map(|words| (words, None));
        let sets = self.written.sets.iter();
        let sets = sets.map(|(name, words)| (name.as_str(), Arc::from(words.as_slice()))).collect();
        for (words, rule) in blaming.chain(innocent) {
            let mut places = words.split_whitespace().map(|place| match place {
                "*" => Place::Gap(GAP),
                "**" => Place::Gap(WIDE_GAP),
                "<person>" => Place::Person,
                words => Place::Words(Alternatives::of(words, &sets)),
            });
            let first = places.next();
            let phrase = Phrase {
                rest: places.collect(),
                // What stands behind a verb does not make it a longer name.
                ends_in_set: words.ends_with('>')
                    && !["<person>", "<ask>"].iter().any(|end| words.ends_with(end)),
                rule,
            };
            match first {
                Some(Place::Words(firsts)) => firsts.all().for_each(|first| {
                    self.phrases.entry(first.to_owned()).or_default().push(phrase.clone());
                }),
                Some(Place::Person) => self.of_people.push(phrase),
                Some(Place::Gap(_)) | None => {}
            }
        }
    }

    pub(super) fn word(&self, word: &str) -> Option<Word<'_>> {
        self.vocabulary.get(word)
    }

    /// The rules about the verbs that a word is a form of; those about all verbs come last.
    pub(super) fn of_verb<'r>(
        &'r self,
        word: Option<Word<'r>>,
    ) -> impl Iterator<Item = &'r VerbRule> {
        let own = word.map_or(&[][..], |word| word.rules).iter();
        let own = own.filter_map(|number| usize::try_from(*number).ok());
        let numbers = own.chain(self.by_any.iter().copied());
        numbers.filter_map(|number| self.written.verbs.get(number))
    }

    pub(super) fn of_state(&self, word: &str) -> impl Iterator<Item = &StateRule> {
        let numbers = self.states.get(word).into_iter().flatten();
        numbers.filter_map(|number| self.written.states.get(*number))
    }

    /// The phrases that begin with a word.
    pub(super) fn phrases(&self, first: &str) -> &[Phrase] {
        self.phrases.get(first).map_or(&[], Vec::as_slice)
    }

    /// The phrases that begin with a person.
    pub(super) fn phrases_of_people(&self) -> &[Phrase] {
        &self.of_people
    }

    pub(super) fn phrase_rule(&self, number: usize) -> Option<&PhraseRule> {
        self.written.phrases.get(number)
    }

    /// The words of a set.
    pub(super) fn set(&self, name: &str) -> &[String] {
        self.written.sets.get(name).map_or(&[], Vec::as_slice)
    }

    /// What a rewording says; `{}` stands for what the sentence goes on with.
    pub(super) fn rewording(&self, key: &str) -> Option<&str> {
        self.written.rewordings.get(key).map(String::as_str)
    }
}

impl Written {
    fn add(&mut self, more: Self) {
        self.lang = more.lang.or(self.lang.take());
        for (sort, words) in more.words {
            self.words.entry(sort).or_default().extend(words);
        }
        self.sets.extend(more.sets);
        // Of two rules for one verb the first that fits counts.
        self.verbs.splice(0..0, more.verbs);
        self.other_verbs.extend(more.other_verbs);
        self.states.splice(0..0, more.states);
        self.phrases.splice(0..0, more.phrases);
        self.exceptions.extend(more.exceptions);
        self.rewordings.extend(more.rewordings);
    }

    /// Whether each rewording that is named is there.
    fn check(&self, text: &str) -> Result<(), RulesError> {
        let verbs = self.verbs.iter().map(|rule| &rule.rewording);
        let states = self.states.iter().map(|rule| &rule.rewording);
        let phrases = self.phrases.iter().map(|rule| &rule.rewording);
        let mut named = verbs.chain(states).chain(phrases).filter(|key| !key.is_empty());
        match named.find(|key| !self.rewordings.contains_key(*key)) {
            Some(key) => Err(RulesError {
                message: format!("there is no rewording `{key}`"),
                at: text.find(key.as_str()).unwrap_or_default(),
            }),
            None => Ok(()),
        }
    }
}

/// Puts the words of a set in the place of its `<name>`.
fn fill(words: &mut Vec<String>, sets: &BTreeMap<String, Vec<String>>) {
    let is_name = |word: &String| set_in(word).is_some_and(|name| sets.contains_key(name));
    if !words.iter().any(is_name) {
        return;
    }
    for word in std::mem::take(words) {
        match set_in(&word).and_then(|name| sets.get(name)) {
            Some(set) => words.extend(set.iter().cloned()),
            None => words.push(word),
        }
    }
}
