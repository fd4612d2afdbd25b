//! What a phrase that may blame stands beside: a person, a denial, a cause.

use super::clauses::Clause;
use super::judge::{Finding, Judge};
use super::lexicon::{Sort, form};
use super::phrases::Match;
use super::rules::Blame;
use super::subject::Actor;
use super::tokens::Token;

impl<'r> Judge<'_, '_, 'r> {
    /// A phrase that blames, beside whom it is about.
    pub(super) fn phrase(&self, found: &Match) -> Option<Finding<'r>> {
        let rule = self.rules.phrase_rule(found.rule?)?;
        let before = self.clauses.iter().rev().find(|c| self.start(c) <= found.tokens.start);
        let behind = || self.clauses.iter().find(|c| self.start(c) >= found.tokens.end);
        let clause = before.or_else(behind);
        let is_fact = |clause: &Clause| !clause.mood.is_modal && !clause.mood.is_condition;
        let by_person = |clause: &Clause| {
            matches!(
                self.by(clause),
                Some((Actor::Person | Actor::Own | Actor::Someone | Actor::Sometimes, _))
            )
        };
        let is_relative = |clause: &Clause| {
            let last = clause.subject.tokens.clone().next_back();
            last.is_some_and(|at| self.sentence.is(at, Sort::Relative))
        };
        let is_person = |clause: &Clause| match clause.subject.actor {
            // "was killed by the kernel without warning" tells of no person.
            _ if clause.mood.is_passive => {
                by_person(clause) || rule.with_passive && !self.is_by_program(clause)
            }
            Actor::System if rule.with_passive && self.is_act(clause) => true,
            Actor::Attacker | Actor::Nobody | Actor::Name => false,
            Actor::Own if rule.singled_out => false,
            // "that our logging was not enough" is a clause of its own, "which is forbidden" is not.
            Actor::System if !is_relative(clause) => false,
            Actor::System | Actor::Thing => self.clauses.iter().any(|other| {
                matches!(other.subject.actor, Actor::Person | Actor::Own | Actor::Someone)
                    || rule.with_passive && other.mood.is_passive
            }),
            _ => true,
        };
        let is_about = rule.alone
            || rule.as_cause
                && self.is_cause(found.tokens.start)
                && !self.is_general(found.tokens.end)
            || !rule.as_cause && clause.is_none_or(|clause| is_fact(clause) && is_person(clause));
        // "Human error is never the cause"
        let is_assertion = match rule.blame {
            Some(Blame::Agent) => true,
            Some(Blame::Norm) => rule.alone,
            _ => false,
        };
        if !is_about || is_assertion && self.is_denied(found, clause) {
            return None;
        }
        let limit = clause.map_or(found.tokens.end, |clause| clause.end).max(found.tokens.end);
        let rest = found.tokens.end..limit.min(self.range.end);
        Some(Finding {
            blame: rule.blame?,
            tokens: found.tokens.clone(),
            rewording: &rule.rewording,
            rest,
        })
    }

    fn is_by_program(&self, clause: &Clause) -> bool {
        // "by hand", "by design" name nobody.
        let has_determiner = (clause.verb + 1..self.range.end)
            .find(|at| self.is_word(*at, "by"))
            .is_some_and(|by| self.sentence.is(by + 1, Sort::Determiner));
        let by = self.by(clause);
        has_determiner && matches!(by, Some((Actor::System | Actor::Thing | Actor::Attacker, _)))
    }

    /// "The rollout went out": somebody did it, as in a passive.
    fn is_act(&self, clause: &Clause) -> bool {
        let tokens = &clause.subject.tokens;
        self.has_word(tokens.clone(), self.rules.set("act"))
            && self.has_word(clause.verb..clause.verb + 1, self.rules.set("happen"))
    }

    /// Whether a phrase is said not to hold: "human error is never the cause".
    fn is_denied(&self, found: &Match, clause: Option<&Clause>) -> bool {
        if self.has_sort(found.tokens.clone(), Sort::Negation) {
            return false;
        }
        let limit = self.range.end.min(found.tokens.end + 3);
        // "was too confident and did not look" denies nothing.
        let is_joined = |at: &usize| self.sentence.is(*at, Sort::Joining);
        let behind = found.tokens.end
            ..(found.tokens.end..limit).find(is_joined).unwrap_or(limit).max(found.tokens.end);
        let before = found.tokens.start.checked_sub(1).filter(|at| *at >= self.range.start);
        clause.is_some_and(|clause| clause.mood.is_negated)
            || self.has_sort(behind, Sort::Negation)
            || before
                .is_some_and(|at| self.sentence.is(at, Sort::Negation) || self.is_word(at, "no"))
    }

    /// Whether what begins at a token is given as a cause.
    fn is_cause(&self, at: usize) -> bool {
        let is_skipped = |at: &usize| {
            self.sentence.is(*at, Sort::Determiner)
                || self.sentence.is_adverb(*at)
                || ["simple", "pure", "plain", "classic", "clear"]
                    .iter()
                    .any(|w| self.is_word(*at, w))
        };
        let Some(before) = (self.range.start..at).rev().find(|at| !is_skipped(at)) else {
            return true;
        };
        if let Some(mark) = self.sentence.mark(before) {
            return mark != ',';
        }
        // "due to", "because of", but not "prone to", "risk of".
        let leads = |words: &[&str]| {
            before.checked_sub(1).is_some_and(|at| words.iter().any(|word| self.is_word(at, word)))
        };
        match &*self.token(before).lower {
            "by" | "through" | "from" => true,
            "to" => {
                leads(&["due", "owing", "down", "attributed", "traced", "attributable", "back"])
            }
            "of" => {
                leads(&["because", "result", "case", "consequence", "matter", "instance", "act"])
            }
            "or" | "nor" => false,
            _ => [Sort::Be, Sort::Been, Sort::Joining]
                .iter()
                .any(|sort| self.sentence.is(before, *sort)),
        }
    }

    /// Whether words are said in general, or belong to a longer name: "human error is", "user error
    /// rate".
    fn is_general(&self, at: usize) -> bool {
        let general = ["is", "are", "can", "will", "may", "must", "should", "happens", "happen"];
        let is_told = |token: &Token<'_>| token.has_form(form::PAST) || token.lower.ends_with("ed");
        // "Human error was ruled out."
        let about = ["ruled", "excluded", "discussed", "mentioned", "considered", "suspected"];
        let is_talk = (at..self.range.end.min(at + 4))
            .any(|at| about.iter().any(|word| self.is_word(at, word)));
        at < self.range.end
            && (is_talk
                || general.iter().any(|word| self.is_word(at, word))
                || self.sentence.is_noun(at) && !is_told(self.token(at)))
    }
}
