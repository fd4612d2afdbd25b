//! A verb with its auxiliaries: "should not have been".

use std::ops::Range;

use super::lexicon::{Sort, form};
use super::subject::Sentence;
use super::tokens::Token;

/// What stands before a verb and belongs to it.
pub(super) const AUXILIARY: [Sort; 6] =
    [Sort::Be, Sort::Have, Sort::Do, Sort::Modal, Sort::Should, Sort::Would];

/// What a verb group says beside its verb.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Mood {
    pub(super) is_negated: bool,
    /// "will", "should": nothing that was.
    pub(super) is_modal: bool,
    /// "should have".
    pub(super) is_hindsight: bool,
    pub(super) is_perfect: bool,
    /// "had", not "has".
    pub(super) is_past_perfect: bool,
    /// A form of "be" stands before the verb, or is the verb.
    pub(super) has_be: bool,
    /// "was overlooked".
    pub(super) is_passive: bool,
    pub(super) is_past: bool,
    /// "if", "when" stand before the subject.
    pub(super) is_condition: bool,
    /// "who", "that" do.
    pub(super) is_relative: bool,
    /// "had we known".
    pub(super) is_had_we: bool,
}

impl Sentence<'_, '_> {
    /// Reads a verb group: what it says, and where it ends.
    pub(super) fn group(&self, start: usize, range: &Range<usize>) -> (Mood, usize) {
        let limit = range.end;
        let adverbs = (range.start..start).rev().take_while(|at| self.is_adverb(*at));
        let is_negated = adverbs.into_iter().any(|at| self.is(at, Sort::Negation));
        let mut mood = Mood { is_negated, ..Mood::default() };
        let mut at = start;
        // The last token that can be the verb.
        let mut last = start;
        while at < limit {
            let token = &self.tokens[at];
            let is = |sort| token.is(sort);
            if is(Sort::Have) && (mood.is_hindsight || !mood.is_modal) {
                mood.is_perfect = true;
                mood.is_past_perfect = matches!(&*token.lower, "had" | "hadnt" | "'d");
            }
            mood.is_negated |= is(Sort::Negation);
            mood.is_past |= matches!(&*token.lower, "did" | "had" | "was" | "were");
            mood.is_modal |= is(Sort::Modal) || is(Sort::Should) || is(Sort::Would);
            mood.is_hindsight |= is(Sort::Should) || is(Sort::Would);
            let is_be = is(Sort::Be) || is(Sort::Been);
            mood.has_be |= is_be;
            let is_auxiliary = is_be || AUXILIARY.iter().any(|sort| is(*sort));
            if is_auxiliary {
                last = at;
            } else if !self.is_adverb(at) {
                let is_ought = token.lower == "to" && self.tokens[last].lower == "ought";
                if !is_ought {
                    break;
                }
            }
            at += 1;
        }
        mood.is_hindsight &= mood.is_perfect;
        let is_helped = last > start || at > start;
        let token = self.tokens.get(at).filter(|_| at < limit);
        if token.is_some() && self.is_main_verb(at, is_helped, mood) {
            let is_participle = token.is_some_and(|token| {
                token.has_form(form::PARTICIPLE) || token.lower.ends_with("ed")
            });
            // "Not noticed by the storage team"
            let is_note = start == range.start + usize::from(is_negated);
            let is_by = self.tokens.get(at + 1).is_some_and(|next| next.lower == "by");
            mood.is_passive = is_participle && (mood.has_be || is_note && is_by);
            let is_now = |token: &Token<'_>| {
                token.has_form(form::BASE | form::THIRD) && !token.has_form(form::PAST)
            };
            mood.is_past |= !is_helped && token.is_some_and(|token| !is_now(token));
            return (mood, at + 1);
        }
        mood.is_perfect &= mood.is_hindsight || self.is(last, Sort::Been);
        (mood, last + 1)
    }

    /// Whether the verb that the auxiliaries help stands here.
    fn is_main_verb(&self, at: usize, is_helped: bool, mood: Mood) -> bool {
        let token = &self.tokens[at];
        let is_open = token.is_word() && self.is_noun(at) && !self.is_pronoun(at);
        let is_form = token.has_form(form::BASE | form::PAST | form::PARTICIPLE | form::ING)
            || ["ed", "ing", "en"].iter().any(|end| token.lower.ends_with(end));
        is_open && (!is_helped || !(mood.has_be || mood.is_perfect) || is_form)
    }
}
