//! What blames in a sentence: its clauses and phrases, held against the rules.

use std::ops::Range;

use super::clauses::{Clause, clauses};
use super::lexicon::{Sort, form};
use super::phrases::matches;
use super::rules::{Blame, Rules, VerbRule, When, Whom};
use super::subject::{Actor, Names, Sentence};
use super::tokens::{Token, sentences, tokens};

/// A place where a text blames.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found<'r> {
    pub(super) blame: Blame,
    /// The bytes of the subject and the verb.
    pub(super) place: Range<usize>,
    /// The key of its rewording.
    pub(super) rewording: &'r str,
    /// The bytes of what the clause goes on with.
    pub(super) rest: Range<usize>,
}

/// All that blames in a text. A sentence has at most one finding of each sort.
pub(super) fn judge<'r>(text: &str, rules: &'r Rules, names: &Names) -> Vec<Found<'r>> {
    let tokens = tokens(text, rules);
    let mut found = Vec::new();
    let mut they = None;
    for range in sentences(&tokens).into_iter().filter(|range| !is_foreign(&tokens[range.clone()]))
    {
        let mut sentence = Sentence { tokens: &tokens, names, they };
        let clauses = clauses(&mut sentence, range.clone());
        they = sentence.they;
        let judge = Judge { sentence: &sentence, rules, clauses: &clauses, range };
        found.extend(judge.all().into_iter().map(|finding| finding.in_text(&tokens)));
    }
    found
}

/// Whether a sentence is in a language that the rules do not know: most of its words say nothing.
fn is_foreign(tokens: &[Token<'_>]) -> bool {
    let words = || tokens.iter().filter(|token| token.is_word());
    let known = words().filter(|token| token.word.is_some()).count();
    let all = words().count();
    all >= 8 && known * 6 < all
}

/// A finding in tokens.
pub(super) struct Finding<'r> {
    pub(super) blame: Blame,
    pub(super) tokens: Range<usize>,
    pub(super) rewording: &'r str,
    pub(super) rest: Range<usize>,
}

impl<'r> Finding<'r> {
    pub(super) fn in_text(self, tokens: &[Token<'_>]) -> Found<'r> {
        let bytes = |range: Range<usize>| match tokens.get(range.clone()) {
            Some([first, .., last]) => first.start..last.end(),
            Some([only]) => only.start..only.end(),
            _ => 0..0,
        };
        Found {
            blame: self.blame,
            place: bytes(self.tokens),
            rewording: self.rewording,
            rest: bytes(self.rest),
        }
    }

    pub(super) fn overlaps(&self, other: &Range<usize>) -> bool {
        self.tokens.start < other.end && other.start < self.tokens.end
    }
}

/// A sentence under the rules.
pub(super) struct Judge<'j, 't, 'r> {
    pub(super) sentence: &'j Sentence<'t, 'j>,
    pub(super) rules: &'r Rules,
    pub(super) clauses: &'j [Clause],
    pub(super) range: Range<usize>,
}

/// How far behind a passive verb "by" may stand, in tokens.
const BY: usize = 5;
/// How far before a passive verb the words may stand that tell of a standard.
const REACH: usize = 8;

impl<'r> Judge<'_, '_, 'r> {
    pub(super) fn all(&self) -> Vec<Finding<'r>> {
        let phrases = matches(self.sentence, self.rules, &self.range);
        let of_clauses = self.clauses.iter().filter_map(|clause| self.clause(clause));
        let of_phrases = phrases.iter().filter_map(|found| self.phrase(found));
        let mut all: Vec<Finding<'r>> = of_phrases.chain(of_clauses).collect();
        let innocent = || phrases.iter().filter(|found| found.rule.is_none());
        all.retain(|finding| !innocent().any(|found| finding.overlaps(&found.tokens)));
        // One of each sort is enough, and the same words need only one.
        let mut kept: Vec<Finding<'r>> = Vec::new();
        all.sort_by_key(|finding| (finding.blame != Blame::Norm, finding.tokens.start));
        for finding in all {
            let is_known = kept
                .iter()
                .any(|other| other.blame == finding.blame || finding.overlaps(&other.tokens));
            if !is_known {
                kept.push(finding);
            }
        }
        kept.sort_by_key(|finding| finding.tokens.start);
        kept
    }

    pub(super) fn token(&self, at: usize) -> &Token<'_> {
        &self.sentence.tokens[at]
    }

    pub(super) fn has_word(&self, range: Range<usize>, words: &[String]) -> bool {
        let tokens = self.sentence.tokens.get(range).unwrap_or_default();
        let is_it = |token: &Token<'_>| words.iter().any(|word| *word == token.lower);
        // "the runbook's warning" is a warning.
        let is_genitive = |at: usize| tokens.get(at + 1).is_some_and(|next| next.lower == "'s");
        tokens.iter().enumerate().any(|(at, token)| is_it(token) && !is_genitive(at))
    }

    pub(super) fn has_sort(&self, range: Range<usize>, sort: Sort) -> bool {
        self.sentence.tokens.get(range).unwrap_or_default().iter().any(|token| token.is(sort))
    }

    pub(super) fn clause(&self, clause: &Clause) -> Option<Finding<'r>> {
        self.hindsight(clause)
            .or_else(|| self.verb(clause))
            .or_else(|| self.state(clause))
            .or_else(|| self.adverb(clause))
    }

    /// Whether a rule is about whoever the subject is. Where nobody is named, and where the name
    /// says little, it needs a verb that `only_people` can be the subject of.
    pub(super) fn is_about(&self, actor: Actor, only_people: bool, also: &[Whom]) -> bool {
        match actor {
            Actor::Person | Actor::Someone => true,
            Actor::Own => also.contains(&Whom::Own),
            Actor::Nobody => also.contains(&Whom::Nobody),
            Actor::Affected => also.contains(&Whom::Affected),
            Actor::Left => only_people || also.contains(&Whom::Left),
            Actor::Sometimes | Actor::Name => only_people,
            Actor::Attacker | Actor::Thing | Actor::System => false,
        }
    }

    pub(super) fn is_negated(&self, clause: &Clause) -> bool {
        clause.mood.is_negated || clause.subject.actor == Actor::Nobody
    }

    pub(super) fn start(&self, clause: &Clause) -> usize {
        let subject = &clause.subject.tokens;
        if subject.is_empty() { clause.group.start } else { subject.start.min(clause.group.start) }
    }

    /// What a clause goes on with, up to the next sign.
    pub(super) fn rest(&self, clause: &Clause, end: usize) -> Range<usize> {
        let limit = clause.end.max(end).min(self.range.end);
        let stop = (end..limit).find(|at| self.sentence.mark(*at).is_some()).unwrap_or(limit);
        end..stop
    }

    pub(super) fn finding(
        &self,
        clause: &Clause,
        end: usize,
        blame: Blame,
        key: &'r str,
    ) -> Finding<'r> {
        let end = end.max(clause.group.end).min(self.range.end);
        let tokens = self.start(clause)..end;
        Finding { blame, tokens, rewording: key, rest: self.rest(clause, end) }
    }

    pub(super) fn is_word(&self, at: usize, lower: &str) -> bool {
        self.sentence.tokens.get(at).is_some_and(|token| token.lower == lower)
    }

    pub(super) fn rules_of(&self, at: usize) -> impl Iterator<Item = &'r VerbRule> {
        let word = self.sentence.tokens.get(at).and_then(|token| self.rules.word(&token.lower));
        self.rules.of_verb(word)
    }

    pub(super) fn verb(&self, clause: &Clause) -> Option<Finding<'r>> {
        let mood = clause.mood;
        // "so that nobody forgets"
        let is_meant = mood.is_relative && !mood.is_past && !mood.is_perfect;
        if mood.is_modal && !self.is_concluded(clause) || mood.is_condition || is_meant {
            return None;
        }
        let verb = clause.verb;
        let to = self.after_adverbs(verb + 1);
        let done = self.after_adverbs(to + 1);
        if self.is_word(to, "to") && self.rules_of(verb).any(|rule| rule.fails) {
            return self.failed(clause, done);
        }
        let when = if self.is_negated(clause) { When::NotDone } else { When::Done };
        // "did not manage to check" was tried.
        let is_attempt = when == When::NotDone && self.is_word(verb, "manage");
        let leads =
            !is_attempt && self.is_word(to, "to") && self.rules_of(verb).any(|rule| rule.leads);
        self.by_rule(clause, if leads { done } else { verb }, when)
    }

    /// "failed to notice": an omission is one, a vain attempt is none.
    pub(super) fn failed(&self, clause: &Clause, done: usize) -> Option<Finding<'r>> {
        if let Some(finding) = self.by_rule(clause, done, When::NotDone)
            && finding.blame == Blame::Norm
        {
            return Some(finding);
        }
        let rule = self.rules_of(clause.verb).find(|rule| rule.fails)?;
        let whole = self.start(clause)..clause.end.min(self.range.end);
        let is_attempt = self.has_word(done..done + 1, &rule.unless)
            || self.has_word(whole, self.rules.set("attempt"));
        let only_people = self
            .rules_of(done)
            .any(|rule| rule.only_people && rule.when == When::NotDone && rule.blame.is_some());
        let is_about = self.is_about(clause.subject.actor, only_people, &rule.also);
        let is_negated = clause.mood.is_negated || clause.subject.actor == Actor::Nobody;
        (is_about && !is_attempt && !is_negated)
            .then_some(rule.blame)
            .flatten()
            .map(|blame| self.finding(clause, done + 1, blame, &rule.rewording))
    }

    /// "must have forgotten" tells what was.
    fn is_concluded(&self, clause: &Clause) -> bool {
        let mut group = clause.group.clone();
        group.any(|at| self.is_word(at, "must")) && self.has_sort(clause.group.clone(), Sort::Have)
    }

    pub(super) fn after_adverbs(&self, from: usize) -> usize {
        (from..self.range.end).find(|at| !self.sentence.is_adverb(*at)).unwrap_or(self.range.end)
    }

    /// What the rules say about a verb of a clause.
    pub(super) fn by_rule(&self, clause: &Clause, verb: usize, when: When) -> Option<Finding<'r>> {
        let by = self.by(clause);
        // What is done now, or is not, is no judgement of what was.
        let mood = clause.mood;
        let is_told = mood.is_past
            || self.is_concluded(clause)
            || when == When::Done && (mood.is_perfect || mood.has_be);
        let rules = self
            .rules_of(verb)
            .filter(|rule| rule.when == when && !rule.fails && !rule.leads && is_told);
        for rule in rules {
            if !self.fits(clause, verb, rule) {
                continue;
            }
            // "not checked by a second person" says nobody.
            let is_open = |end: usize| {
                when == When::NotDone && self.has_word(clause.verb + 1..end, self.rules.set("open"))
            };
            let is_about = match &by {
                Some((_, end)) if is_open(*end) => false,
                Some((actor, _)) => self.is_about(*actor, false, &rule.also),
                None if clause.mood.is_passive => rule.also.contains(&Whom::Passive),
                // Names of programs are more frequent than those of people.
                None if when == When::NotDone && clause.subject.actor == Actor::Name => false,
                None => self.is_about(clause.subject.actor, rule.only_people, &rule.also),
            };
            let end = by.as_ref().map_or(verb + 1, |(_, end)| *end);
            return is_about
                .then_some(rule.blame)
                .flatten()
                .map(|blame| self.finding(clause, end, blame, &rule.rewording));
        }
        None
    }

    /// Who stands behind the "by" of a passive, and where it ends.
    pub(super) fn by(&self, clause: &Clause) -> Option<(Actor, usize)> {
        let from = clause.verb + 1;
        let limit = self.range.end.min(from + BY);
        let by = (from..limit).find(|at| self.is_word(*at, "by"))?;
        let is_part =
            |at: &usize| self.sentence.is_noun(*at) || self.sentence.is(*at, Sort::Determiner);
        let mut end = (by + 1..self.range.end).find(|at| !is_part(at)).unwrap_or(self.range.end);
        // "by the teams affected"
        while end > by + 2 && self.token(end - 1).lower.ends_with("ed") {
            end -= 1;
        }
        (clause.mood.is_passive && end > by + 1).then(|| (self.sentence.actor(by + 1..end), end))
    }

    /// Whether what a rule asks for stands behind the verb; for a passive, before it.
    pub(super) fn fits(&self, clause: &Clause, verb: usize, rule: &VerbRule) -> bool {
        let mut rest = verb + 1..clause.end.max(verb + 1).min(self.range.end);
        if clause.mood.is_passive {
            rest.start = clause.group.start.saturating_sub(REACH).max(self.range.start);
        }
        let token = self.token(verb);
        let is_auxiliary =
            [Sort::Be, Sort::Been, Sort::Have, Sort::Do].iter().any(|sort| token.is(*sort));
        (rule.objects.is_empty() || self.has_word(rest.clone(), &rule.objects))
            && (rule.unless.is_empty() || !self.has_word(rest, &rule.unless))
            && !(rule.any_verb && is_auxiliary)
    }

    /// "was careless", "were not aware".
    pub(super) fn state(&self, clause: &Clause) -> Option<Finding<'r>> {
        // "had become complacent"
        let becomes = ["became", "become", "got", "grew", "grown"];
        let has_state = clause.mood.has_be || becomes.iter().any(|w| self.is_word(clause.verb, w));
        if clause.mood.is_modal || clause.mood.is_condition || !has_state {
            return None;
        }
        let next = self.after_adverbs(clause.group.end);
        for at in [clause.verb, next] {
            if at >= self.range.end {
                continue;
            }
            let rules = self.rules.of_state(&self.token(at).lower);
            let mut fitting = rules.filter(|rule| {
                // "unaware that he was": the next subject counts.
                let rest = at + 1..(clause.end + 1).max(at + 1).min(self.range.end);
                rule.negated == self.is_negated(clause)
                    && (rule.objects.is_empty() || self.has_word(rest, &rule.objects))
                    && self.is_about(clause.subject.actor, rule.only_people, &rule.also)
            });
            if let Some(rule) = fitting.next() {
                return Some(self.finding(clause, at + 1, rule.blame?, &rule.rewording));
            }
        }
        None
    }

    /// "was carelessly merged": only people are careless.
    fn human_adverb(&self, clause: &Clause) -> Option<Finding<'r>> {
        let human = self.rules.set("human");
        let mut all = self.start(clause)..clause.end.min(self.range.end);
        let at = all.find(|at| self.has_word(*at..at + 1, human))?;
        Some(self.finding(clause, at + 1, Blame::Agent, "accidentally"))
    }

    /// "accidentally deleted".
    pub(super) fn adverb(&self, clause: &Clause) -> Option<Finding<'r>> {
        let by = self.by(clause);
        let actor = match &by {
            Some((actor, _)) => *actor,
            None if clause.mood.is_passive => return self.human_adverb(clause),
            None => clause.subject.actor,
        };
        let is_person = matches!(actor, Actor::Person | Actor::Own | Actor::Someone)
            || actor == Actor::Left && self.token(clause.verb).has_form(form::PAST);
        if !is_person || clause.mood.is_modal || clause.mood.is_condition {
            return None;
        }
        let mut start = self.start(clause);
        while start > self.range.start && self.sentence.is_adverb(start - 1) {
            start -= 1;
        }
        let mut all = start..clause.end.min(self.range.end);
        // "the incorrectly copied files" tells of the files.
        let is_own = |at: usize| {
            at < clause.group.end
                || self.sentence.tokens.get(at + 1).is_none_or(|next| !is_participle(next))
        };
        let at = all.find(|at| self.sentence.is(*at, Sort::Blaming) && is_own(*at))?;
        let end = by.map_or(at + 1, |(_, end)| end.max(at + 1));
        Some(self.finding(clause, end, Blame::Agent, "accidentally"))
    }
}

pub(super) fn is_participle(token: &Token<'_>) -> bool {
    token.has_form(form::PARTICIPLE)
        || token.is(Sort::Been)
        || token.is_word() && (token.lower.ends_with("ed") || token.lower.ends_with("en"))
}
