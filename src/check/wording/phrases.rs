//! The phrases of the rules that a sentence holds.

use std::ops::Range;

use super::lexicon::Sort;
use super::rules::{Phrase, Place, Rules};
use super::subject::{Actor, Sentence};

/// A phrase that was found.
pub(super) struct Match {
    pub(super) tokens: Range<usize>,
    /// The number of its rule; none for an exception.
    pub(super) rule: Option<usize>,
}

/// All of them, in the order of their beginnings.
pub(super) fn matches(
    sentence: &Sentence<'_, '_>,
    rules: &Rules,
    range: &Range<usize>,
) -> Vec<Match> {
    let mut found = Vec::new();
    for start in range.clone() {
        let token = &sentence.tokens[start];
        if !token.is_word() {
            continue;
        }
        let of_person = if is_person(sentence, start) { rules.phrases_of_people() } else { &[] };
        for phrase in rules.phrases(&token.lower).iter().chain(of_person) {
            if let Some(end) = end(sentence, range.end, start + 1, &phrase.rest)
                && !(phrase.ends_in_set && goes_on(sentence, range.end, end, phrase))
            {
                found.push(Match { tokens: start..end, rule: phrase.rule });
            }
        }
    }
    found
}

fn is_person(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    matches!(
        sentence.actor(at..at + 1),
        Actor::Person | Actor::Own | Actor::Sometimes | Actor::Someone
    )
}

/// Whether a noun follows: "the process list" is no process.
fn goes_on(sentence: &Sentence<'_, '_>, limit: usize, at: usize, phrase: &Phrase) -> bool {
    // "the approval process" is one.
    let is_longer = |at: usize| match phrase.rest.last() {
        Some(Place::Words(words)) => words.has(&sentence.tokens[at].lower),
        _ => false,
    };
    at < limit
        && !is_longer(at)
        && sentence.is_noun(at)
        && !sentence.is_pronoun(at)
        && !is_verb(sentence, at)
}

/// Whether a word is a verb rather than a part of a name.
fn is_verb(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let token = &sentence.tokens[at];
    let is_known = token.word.is_some_and(|word| word.forms != 0) && !token.is(Sort::Role);
    is_known || token.lower.ends_with("ed")
}

/// Where the rest of a phrase ends that is expected at a token.
fn end(sentence: &Sentence<'_, '_>, limit: usize, at: usize, places: &[Place]) -> Option<usize> {
    let Some((first, rest)) = places.split_first() else { return Some(at) };
    let is_here = |at: usize| at < limit && sentence.mark(at).is_none();
    match first {
        Place::Gap(most) => (at..=at + most)
            .take_while(|to| {
                (at..*to).all(|at| is_here(at) || matches!(sentence.mark(at), Some(',' | ';')))
            })
            .find_map(|to| end(sentence, limit, to, rest)),
        Place::Person if is_here(at) => {
            // Of "the admin page" the last word says what it is.
            let is_name = |at: usize| is_here(at) && sentence.is_noun(at) && !is_verb(sentence, at);
            let next = (at + 1..limit).find(|at| !is_name(*at)).unwrap_or(limit);
            let is_genitive = next < limit
                && (sentence.tokens[next].lower == "'s"
                    || matches!(sentence.mark(next), Some('\'' | '’')));
            let is_it = is_person(sentence, next - 1) && (!is_genitive || !rest.is_empty());
            is_it.then(|| end(sentence, limit, next, rest)).flatten()
        }
        Place::Words(words) if is_here(at) => {
            let is_it = words.has(&sentence.tokens[at].lower);
            is_it.then(|| end(sentence, limit, at + 1, rest)).flatten()
        }
        _ => None,
    }
}
