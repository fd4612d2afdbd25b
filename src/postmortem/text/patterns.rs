//! Matches the patterns of `words/*.yaml` against what an entry says.
//!
//! A pattern is a row of words, `errors {begin}`. A name in braces is a group of words that serve
//! the same end; `…` lets up to four other words stand between. Articles, auxiliaries and the like
//! are no words. Nothing reaches over the end of a sentence.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use crate::words::quick::ByWord;
use crate::words::{self, EventKind, Language, List, ListOf, Ready, letter};

/// The most words that `…` stands for.
const GAP: usize = 4;

/// An entry as words.
pub(crate) struct Words {
    words: Vec<String>,
    /// What the patterns know about each.
    known: Vec<Option<&'static Known>>,
    /// The sentence of each word.
    sentences: Vec<usize>,
    /// Whether each stands between brackets.
    aside: Vec<bool>,
    /// A bit for each first letter: most phrases begin with another.
    letters: u64,
}

/// How much a match says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Strength {
    /// What happened.
    Plain,
    /// What was done, not what came of it: "rolled back".
    Weak,
    /// What may be nothing: it counts by its place alone. "The release goes out"
    Open,
}

/// Where a pattern matches: from its first word to behind its last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hit {
    pub(crate) kind: EventKind,
    pub(crate) strength: Strength,
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// The words between that the pattern passed over.
    pub(crate) passed: Vec<usize>,
}

impl Words {
    pub(crate) fn of(text: &str) -> Self {
        let mut words = Vec::new();
        let mut sentences = Vec::new();
        let mut aside = Vec::new();
        let mut sentence = 0;
        let mut is_aside = false;
        for piece in text.split_whitespace() {
            is_aside |= piece.starts_with('(');
            let stops = piece.ends_with(['.', '!', '?', ';']);
            // An address is one word.
            let is_address = piece.contains("://") || piece.trim_matches('@').contains('@');
            let parts =
                piece.split(|c: char| !(is_address || c.is_alphanumeric() || "'’%-".contains(c)));
            for part in parts {
                let word = part.to_lowercase().replace('’', "'");
                for part in elided(trimmed(&word)).filter(|part| !part.is_empty()) {
                    words.push(part.to_owned());
                    sentences.push(sentence);
                    aside.push(is_aside);
                }
            }
            is_aside &= !piece.contains(')');
            sentence += usize::from(stops);
        }
        let letters = words.iter().fold(0, |letters, word| letters | letter(word));
        let known = words.iter().map(|word| PATTERNS.known.get(word.as_str())).collect();
        Self { words, known, sentences, aside, letters }
    }

    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// All matches, in the order of the text.
    pub(crate) fn hits(&self) -> Vec<Hit> {
        let mut hits = Vec::new();
        for start in 0..self.words.len() {
            let Some(known) = self.known[start] else { continue };
            for &index in &known.begins {
                let pattern = &PATTERNS.list[index];
                if let Some((end, passed)) = self.matched(pattern, start) {
                    let Pattern { kind, strength, .. } = *pattern;
                    hits.push(Hit { kind, strength, start, end, passed });
                }
            }
        }
        hits
    }

    /// Where a pattern that begins at a word ends, and the words that it passes over.
    fn matched(&self, pattern: &Pattern, start: usize) -> Option<(usize, Vec<usize>)> {
        let mut at = start;
        let mut passed = Vec::new();
        for (index, step) in pattern.steps.iter().enumerate() {
            let gap = if index == 0 { 0 } else { step.gap };
            let from = at;
            let (begin, end) = self.step(step, at, gap, start)?;
            passed.extend(from..begin);
            at = end;
        }
        Some((at, passed))
    }

    /// Where the words of a step of a pattern stand that begins at `start`.
    fn step(&self, step: &Step, from: usize, gap: usize, start: usize) -> Option<(usize, usize)> {
        let mut at = from;
        let mut skipped = 0;
        let is_remark = |at: usize| self.aside[at] && !self.aside[start];
        while at < self.words.len() && self.sentences[at] == self.sentences[start] {
            let here = step.phrases.beginning_with(&self.words[at]);
            if let Some(phrase) = here.iter().find(|phrase| self.has(at, phrase)) {
                return Some((at, at + phrase.len()));
            }
            if is_remark(at) {
                at += 1;
                continue;
            }
            if self.known[at].is_some_and(|known| known.breaks_clause) {
                return None;
            }
            if !self.is_filler(at) {
                skipped += 1;
                if skipped > gap {
                    return None;
                }
            }
            at += 1;
        }
        None
    }

    /// Whether one word is in a list.
    pub(crate) fn is_one_of(&self, at: usize, list: ListOf) -> bool {
        words::has(list, &self.words[at])
    }

    fn has(&self, at: usize, phrase: &[&str]) -> bool {
        self.words.get(at..at + phrase.len()).is_some_and(|words| words == phrase)
    }

    /// Whether one of a list of words or phrases stands in a stretch of words.
    pub(crate) fn says(
        &self,
        mut phrases: impl Iterator<Item = &'static str>,
        range: std::ops::Range<usize>,
    ) -> bool {
        let end = range.end.min(self.words.len());
        let Some(words) = self.words.get(range.start..end) else { return false };
        phrases.any(|phrase| {
            let first = phrase.as_bytes().first();
            self.letters & letter(phrase) != 0
                && words.iter().enumerate().any(|(at, word)| {
                    word.as_bytes().first() == first && begin_with(&words[at..], phrase)
                })
        })
    }

    /// The words of the sentence in which a word stands, and of the next one.
    pub(crate) fn around(&self, at: usize) -> std::ops::Range<usize> {
        let sentence = self.sentences[at];
        let start = self.sentences.partition_point(|own| *own < sentence);
        let end = self.sentences.partition_point(|own| *own <= sentence + 1);
        start..end
    }

    /// Where the sentence of a word begins.
    pub(crate) fn sentence(&self, at: usize) -> usize {
        self.around(at).start
    }

    /// The word before another, in the same sentence, fillers left out.
    pub(crate) fn before(&self, at: usize) -> Option<&str> {
        let mut before = (self.sentence(at)..at).rev();
        before.find(|at| !self.is_filler(*at)).map(|at| self.words[at].as_str())
    }

    fn is_filler(&self, at: usize) -> bool {
        self.known[at].is_some_and(|known| known.is_filler)
    }
}

/// Whether words begin with those of a phrase.
fn begin_with(words: &[String], phrase: &str) -> bool {
    let mut words = words.iter();
    let mut parts = phrase.split(' ').flat_map(elided).filter(|part| !part.is_empty());
    parts.all(|part| words.next().is_some_and(|word| word == part))
}

/// Words that lose their last vowel before another: `l'` of `l'erreur`.
static ELISIONS: Ready<Vec<&str>> = Ready::new(|| {
    let lists = words::all(|l| l.fillers)
        .chain(words::all(|l| l.negations))
        .chain(words::all(|l| l.clause_breaks));
    lists.copied().filter(|word| word.ends_with('\'')).collect()
});

/// `l'erreur` as `l'` and `erreur`, where a language has such words. The first part may be empty.
fn elided(word: &str) -> impl Iterator<Item = &str> {
    let end = word.find('\'').map_or(0, |at| at + 1);
    let known = end > 0 && end < word.len() && ELISIONS.contains(&&word[..end]);
    let (first, rest) = word.split_at(if known { end } else { 0 });
    [first, rest].into_iter()
}

/// A word without dashes and quotes around it; `l'` alone keeps its own.
fn trimmed(word: &str) -> &str {
    if ELISIONS.contains(&word) { word } else { word.trim_matches(['-', '\'']) }
}

/// The small words of the languages that are read beside English. What English says with one of
/// them means something else there: "die", "over", "want".
static SMALL: Ready<ByWord<&'static str, ()>> = Ready::new(|| {
    let others = || words::languages().filter(|language| !is_english(language));
    let lists: [fn(&'static Language) -> List; 4] =
        [|l| l.common, |l| l.fillers, |l| l.clause_breaks, |l| l.prepositions];
    lists.into_iter().flat_map(|of| others().flat_map(of)).map(|word| (*word, ())).collect()
});

fn is_english(language: &'static Language) -> bool {
    std::ptr::eq(language, words::LANGUAGES[words::ENGLISH])
}

/// The phrases of a list that mean in a text what they mean in their language.
pub(crate) fn listed(of: fn(&'static Language) -> List) -> impl Iterator<Item = &'static str> {
    words::languages().flat_map(move |language| {
        let is_foreign = is_english(language);
        let phrases = of(language).iter().copied();
        phrases.filter(move |phrase| !(is_foreign && SMALL.contains_key(phrase)))
    })
}

struct Pattern {
    kind: EventKind,
    strength: Strength,
    steps: Vec<Step>,
}

struct Step {
    /// How many other words may stand before it.
    gap: usize,
    phrases: Arc<Phrases>,
}

/// Words and phrases of which one is to stand there. Patterns share those of a group.
#[derive(Default)]
struct Phrases {
    /// By their first words, the longest first.
    by_first: ByWord<&'static str, Vec<Vec<&'static str>>>,
    /// A bit for each first letter.
    letters: u64,
}

impl Phrases {
    fn of(words: &[&'static str]) -> Self {
        let mut phrases = Self::default();
        for phrase in words {
            let parts = phrase.split_ascii_whitespace().flat_map(elided);
            let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
            let Some(first) = parts.first() else { continue };
            phrases.letters |= letter(first);
            phrases.by_first.entry(first).or_default().push(parts);
        }
        for list in phrases.by_first.values_mut() {
            list.sort_by_key(|phrase| Reverse(phrase.len()));
        }
        phrases
    }

    fn beginning_with(&self, word: &str) -> &[Vec<&'static str>] {
        if self.letters & letter(word) == 0 {
            return &[];
        }
        self.by_first.get(word).map(Vec::as_slice).unwrap_or_default()
    }
}

/// What is known about a word. All words of a text are looked up once, and many times asked.
#[derive(Default)]
struct Known {
    /// The patterns that it may begin.
    begins: Vec<usize>,
    is_filler: bool,
    breaks_clause: bool,
}

struct Patterns {
    list: Vec<Pattern>,
    known: ByWord<&'static str, Known>,
}

static PATTERNS: Ready<Patterns> = Ready::new(|| {
    let mut list = Vec::new();
    for language in words::languages() {
        let phrases = |words: &[&'static str]| {
            let is_foreign = is_english(language);
            let meant = words.iter().copied();
            let meant = meant.filter(|word| !(is_foreign && SMALL.contains_key(word)));
            Arc::new(Phrases::of(&meant.collect::<Vec<_>>()))
        };
        let group = |(name, words): &(&'static str, List)| (*name, phrases(words));
        let groups: HashMap<&str, Arc<Phrases>> = language.word_groups.iter().map(group).collect();
        for (names, strength) in [
            (language.phases, Strength::Plain),
            (language.weak_phases, Strength::Weak),
            (language.open_phases, Strength::Open),
        ] {
            for (kind, patterns) in names {
                let read = |text: &&'static str| Pattern {
                    kind: *kind,
                    strength,
                    steps: steps(text, &groups, phrases),
                };
                list.extend(patterns.iter().map(read));
            }
        }
    }
    let mut known: ByWord<&str, Known> = ByWord::default();
    for (index, pattern) in list.iter().enumerate() {
        for first in pattern.steps[0].phrases.by_first.keys() {
            known.entry(first).or_default().begins.push(index);
        }
    }
    for filler in words::all(|language| language.fillers) {
        known.entry(filler).or_default().is_filler = true;
    }
    for word in words::all(|language| language.clause_breaks) {
        known.entry(word).or_default().breaks_clause = true;
    }
    Patterns { list, known }
});

fn steps(
    pattern: &'static str,
    groups: &HashMap<&str, Arc<Phrases>>,
    phrases: impl Fn(&[&'static str]) -> Arc<Phrases>,
) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut gap = 0;
    for part in pattern.split_whitespace() {
        if part == "…" {
            gap = GAP;
            continue;
        }
        let group = part.strip_prefix('{').and_then(|part| part.strip_suffix('}'));
        let phrases = match group {
            Some(name) => groups.get(name).cloned().unwrap_or_default(),
            None => phrases(&[part]),
        };
        steps.push(Step { gap, phrases });
        gap = 0;
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_has_words_and_every_group_is_known() {
        for pattern in &PATTERNS.list {
            assert!(pattern.steps.iter().all(|step| !step.phrases.by_first.is_empty()));
            assert!(!pattern.steps.is_empty());
        }
    }
}
