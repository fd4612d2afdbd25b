//! A past that did not happen: "should have", "if we had".

use super::clauses::Clause;
use super::judge::{Finding, Judge, is_participle};
use super::lexicon::Sort;
use super::rules::{Blame, When};
use super::subject::Actor;

use std::ops::Range;

impl<'r> Judge<'_, '_, 'r> {
    /// "should have", "if we had".
    pub(super) fn hindsight(&self, clause: &Clause) -> Option<Finding<'r>> {
        let mood = clause.mood;
        let found = |end, key| Some(self.finding(clause, end, Blame::Counterfactual, key));
        if mood.is_had_we && !self.is_worse_past() {
            return found(0, "hadWe");
        }
        let actor = clause.subject.actor;
        if mood.is_condition && mood.is_past_perfect && mood.is_perfect {
            let is_ours =
                matches!(actor, Actor::Person | Actor::Own | Actor::Someone | Actor::Nobody);
            let is_told = || self.clauses.iter().any(|c| c.mood.is_hindsight);
            let is_better = (is_ours || is_told()) && !self.is_worse_past();
            return is_better.then(|| found(0, "hadWe")).flatten();
        }
        let verb = self.token(clause.verb);
        let is_last = clause.group.end == self.range.end;
        let is_left_open = verb.is(Sort::Have)
            && (is_last || self.sentence.mark(clause.group.end).is_some())
            && self.has_sort(clause.group.clone(), Sort::Should);
        if mood.is_hindsight && is_left_open {
            return found(0, "shouldHave");
        }
        let is_compared =
            self.start(clause).checked_sub(1).is_some_and(|at| self.is_word(at, "than"));
        if verb.lower == "needed" && self.is_word(clause.verb + 1, "to") {
            let has = self.sentence.is(clause.verb + 2, Sort::Have)
                && self.sentence.tokens.get(clause.verb + 3).is_some_and(is_participle);
            return has.then(|| found(clause.verb + 4, "shouldHave")).flatten();
        }
        if !mood.is_hindsight || !is_participle(verb) || actor == Actor::Attacker || is_compared {
            return None;
        }
        if self.has_sort(clause.group.clone(), Sort::Should) {
            return if self.is_count(clause) { None } else { found(0, "shouldHave") };
        }
        let (is_better, is_worse) = self.valence(clause);
        let has_choice = self.has_choice(&clause.group);
        let is_ours = match actor {
            // What somebody or other could have done is a guess.
            Actor::Person | Actor::Own | Actor::Nobody => has_choice,
            Actor::Left | Actor::Sometimes => has_choice,
            // What people do could have been done; what happens is a guess.
            _ if mood.is_passive => {
                let mut rules = self.rules_of(clause.verb);
                has_choice && rules.any(|rule| rule.only_people && rule.when == When::NotDone)
            }
            _ => false,
        };
        (is_better || is_ours && !is_worse && !self.is_negated(clause))
            .then(|| found(0, "shouldHave"))
            .flatten()
    }

    /// "There should have been 3 replicas" tells how many were expected; "two reviewers" are a norm.
    fn is_count(&self, clause: &Clause) -> bool {
        let verb = self.token(clause.verb);
        let rest = clause.verb + 1..clause.end.max(clause.verb + 1).min(self.range.end);
        let numbers = ["two", "three", "four", "five", "six", "several"];
        let is_number = self.sentence.tokens.get(clause.verb + 1).is_some_and(|next| {
            next.lower.starts_with(|c: char| c.is_ascii_digit()) || numbers.contains(&&*next.lower)
        });
        matches!(&*verb.lower, "been" | "had")
            && is_number
            && !self.has_sort(rest.clone(), Sort::Role)
            && !self.has_word(rest, self.rules.set("safeguard"))
    }

    /// Whether a verb group tells of what somebody could choose: "could have", not "would have".
    fn has_choice(&self, group: &Range<usize>) -> bool {
        let mut tokens = self.sentence.tokens[group.clone()].iter();
        tokens.any(|token| matches!(&*token.lower, "could" | "might" | "ought" | "couldnt"))
    }

    /// Whether the sentence tells of a worse past that was avoided.
    pub(super) fn is_worse_past(&self) -> bool {
        self.clauses.iter().filter(|clause| clause.mood.is_hindsight).any(|clause| {
            let (is_better, is_worse) = self.valence(clause);
            is_worse && !is_better
        })
    }

    /// Whether the past that a clause imagines is better, and whether it is worse.
    fn valence(&self, clause: &Clause) -> (bool, bool) {
        let whole = clause.group.start..clause.end.max(clause.group.end).min(self.range.end);
        // What customers would have seen is a guess.
        let own = |at: usize| {
            at > clause.verb || clause.subject.actor != Actor::Affected || clause.mood.is_passive
        };
        let is_better = whole.clone().any(|at| self.sentence.is(at, Sort::Better) && own(at));
        // "The better choice would have been"
        let is_better = is_better || self.has_sort(clause.subject.tokens.clone(), Sort::Better);
        let whole_end = whole.end;
        let is_worse = self.has_sort(whole, Sort::Worse);
        // "Without the replica we would have lost a day."
        let mut before = self.range.start..clause.group.start;
        let is_without = before.any(|at| self.is_word(at, "without"));
        // "With a better alert it would have taken two minutes."
        // "With a canary only one percent would have been hit."
        let mut all = self.range.start..whole_end;
        let is_small = all.any(|at| self.is_word(at, "only") || self.is_word(at, "just"));
        let is_with = self.is_word(self.range.start, "with");
        let is_better = is_better || is_with && (!is_worse || is_small);
        if self.is_negated(clause) {
            (is_worse && !is_without, is_better)
        } else {
            (is_better && !is_without, is_worse)
        }
    }
}
