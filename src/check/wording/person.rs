//! Answers that make a person the cause: rules on the whys ask this, sentence by sentence.

use super::clauses::{Clause, clauses};
use super::judge::judge;
use super::lexicon::Sort;
use super::rules::{Blame, Rules};
use super::subject::{Actor, Names, Sentence};
use super::tokens::{TokenKind, sentences, tokens};

/// The words that make a person the cause in a text, if any do: what the rules blame for, somebody
/// of whom `is_lapse` says so by what follows, or one who is named and did the only thing told.
pub(crate) fn cause(
    text: &str,
    rules: &Rules,
    names: &Names,
    is_lapse: impl Fn(&str) -> bool,
) -> Option<String> {
    let words = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(found) = judge(text, rules, names).iter().find(|one| one.blame == Blame::Agent) {
        return Some(words(&text[found.place.clone()]));
    }
    let tokens = tokens(text, rules);
    let all = sentences(&tokens);
    let is_only = all.len() == 1;
    let mut they = None;
    for range in all {
        let mut sentence = Sentence { tokens: &tokens, names, they };
        let found = clauses(&mut sentence, range.clone());
        they = sentence.they;
        let is_cause = |(at, clause): &(usize, &Clause)| {
            let behind = tokens.get(clause.group.start).map_or("", |verb| &text[verb.start..]);
            acts(&sentence, clause)
                && (is_lapse(behind) || is_only && *at == 0 && is_named(&sentence, clause))
        };
        if let Some((_, clause)) = found.iter().enumerate().find(is_cause) {
            let start = tokens.get(clause.subject.tokens.start)?.start;
            let end = tokens.get(clause.verb)?.end();
            return text.get(start..end).map(words);
        }
    }
    None
}

/// Whether a person did what a clause tells.
fn acts(sentence: &Sentence<'_, '_>, clause: &Clause) -> bool {
    let mood = clause.mood;
    let is_told = mood.is_past && !mood.has_be && !mood.is_passive;
    let is_other = mood.is_negated || mood.is_modal || mood.is_condition || mood.is_relative;
    let has = sentence.is(clause.verb, Sort::Have);
    clause.subject.actor == Actor::Person
        && !clause.subject.tokens.is_empty()
        && is_told
        && !is_other
        && !has
}

/// Whether the subject is somebody's name.
fn is_named(sentence: &Sentence<'_, '_>, clause: &Clause) -> bool {
    let words = sentence.tokens.get(clause.subject.tokens.clone()).unwrap_or_default();
    words.iter().any(|word| {
        let is_known = word.is(Sort::Given) || sentence.names.contains(&*word.lower);
        word.kind == TokenKind::Handle || word.is_capital() && is_known
    })
}
