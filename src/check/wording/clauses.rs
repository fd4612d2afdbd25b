//! The clauses of a sentence: who, and what they did or did not do.
//!
//! A verb is found first; its subject is what stands before it.

use std::ops::Range;

use super::group::{AUXILIARY, Mood};
use super::lexicon::{LEADING, Sort, form};
use super::subject::{Actor, Sentence, Subject};
use super::tokens::TokenKind;

/// The longest aside, in tokens.
const REACH: usize = 24;

/// A clause.
#[derive(Debug, Clone)]
pub(super) struct Clause {
    pub(super) subject: Subject,
    /// Its verb group.
    pub(super) group: Range<usize>,
    /// The verb that says what was done: the last of its group.
    pub(super) verb: usize,
    pub(super) mood: Mood,
    /// Where the next clause begins.
    pub(super) end: usize,
}

/// The clauses of a sentence in their order.
pub(super) fn clauses(
    sentence: &mut Sentence<'_, '_>,
    sentence_range: Range<usize>,
) -> Vec<Clause> {
    let mut found: Vec<Clause> = Vec::new();
    let mut at = sentence_range.start;
    while at < sentence_range.end {
        let floor = found.last().map_or(sentence_range.start, |last| last.group.end);
        if !sentence.begins_group(at, floor, sentence_range.start) {
            at += 1;
            continue;
        }
        let clause = sentence.clause(at, &sentence_range, &found);
        at = clause.group.end.max(at + 1);
        let own = clause.subject.tokens.start.min(clause.group.start);
        if let Some(last) = found.last_mut() {
            last.end = own.max(last.group.end);
        }
        if !matches!(clause.subject.actor, Actor::Left | Actor::Thing) {
            sentence.they = Some(clause.subject.actor);
        }
        found.push(clause);
    }
    found
}

/// Of "she said the pod crashed and forgot the flag" two subjects are possible.
fn shared(found: &[Clause], at: usize) -> Subject {
    let is_person = |clause: &&Clause| matches!(clause.subject.actor, Actor::Person | Actor::Own);
    match found {
        [first, .., last] if is_person(&first) && !is_person(&last) => {
            Subject { actor: Actor::Sometimes, tokens: at..at }
        }
        [.., last] => last.subject.again(at),
        [] => Subject { actor: Actor::Left, tokens: at..at },
    }
}

impl Sentence<'_, '_> {
    /// Whether a finite verb, or the auxiliary of one, stands here.
    fn begins_group(&self, at: usize, floor: usize, start: usize) -> bool {
        let Some(token) = self.tokens.get(at).filter(|token| token.is_word()) else { return false };
        if AUXILIARY.iter().any(|sort| token.is(*sort)) {
            let is_genitive = token.lower == "'s"
                && !at.checked_sub(1).is_some_and(|n| {
                    [
                        Sort::Person,
                        Sort::Own,
                        Sort::Thing,
                        Sort::Someone,
                        Sort::Nobody,
                        Sort::Relative,
                    ]
                    .iter()
                    .any(|sort| self.is(n, *sort))
                });
            let is_noun = at > start && self.is(at - 1, Sort::Determiner);
            let is_infinitive = at > start && self.tokens[at - 1].lower == "to";
            return !is_genitive && !is_noun && !is_infinitive;
        }
        if token.is(Sort::Noun) {
            return false;
        }
        let before = self.before_adverbs(at, start);
        let is_unknown_past = token.word.is_none_or(|word| word.forms == 0)
            && token.lower.len() > 3
            && token.lower.ends_with("ed")
            && !self.has_closed_sort(at);
        if token.has_form(form::PAST) || is_unknown_past {
            return self.is_past(at, before, floor, start);
        }
        let is_open = token.has_form(form::BASE | form::THIRD) && !token.is(Sort::Role);
        is_open && self.is_present(at, before)
    }

    fn has_closed_sort(&self, at: usize) -> bool {
        !self.is_noun(at)
    }

    /// The token before a verb and its adverbs; none at the beginning of the sentence.
    fn before_adverbs(&self, at: usize, start: usize) -> Option<usize> {
        (start..at).rev().find(|before| !self.is_adverb(*before))
    }

    /// Whether a past form is the verb of a clause rather than a participle.
    fn is_past(&self, at: usize, before: Option<usize>, floor: usize, start: usize) -> bool {
        let token = &self.tokens[at];
        let is_participle = !token.has_form(form::PAST) || token.has_form(form::PARTICIPLE);
        let next = self.tokens.get(at + 1);
        let is_reduced = next.is_some_and(|next| next.lower == "by");
        let Some(before) = before else { return !is_participle || self.takes_object(at) };
        if !self.is_before_verb(before) {
            return false;
        }
        let at_edge = self.mark(before).is_some() || self.is(before, Sort::Joining);
        if at_edge {
            return !is_participle || self.takes_object(at) && !(is_reduced && floor > start);
        }
        !(is_participle && is_reduced)
    }

    /// Whether a finite verb may follow this token.
    fn is_before_verb(&self, before: usize) -> bool {
        !LEADING.iter().any(|sort| self.is(before, *sort)) || self.is(before, Sort::Relative)
    }

    /// Whether what follows a verb is what verbs have behind them and adjectives do not.
    fn takes_object(&self, at: usize) -> bool {
        let Some(next) = self.tokens.get(at + 1) else { return true };
        let sorts = [
            Sort::Determiner,
            Sort::Preposition,
            Sort::Person,
            Sort::Own,
            Sort::Thing,
            Sort::They,
            Sort::Relative,
            Sort::Opening,
            Sort::Condition,
            Sort::Adverb,
        ];
        next.kind == TokenKind::Opaque || sorts.iter().any(|sort| next.is(*sort))
    }

    /// Present forms are verbs behind people alone: "nobody checks", "we ignore".
    fn is_present(&self, at: usize, before: Option<usize>) -> bool {
        let Some(before) = before else { return false };
        let token = &self.tokens[at];
        let is_of_many = token.has_form(form::BASE)
            && (self.is(before, Sort::Person) || self.is(before, Sort::Own))
            || token.has_form(form::BASE)
                && self.is(before, Sort::Role)
                && self.tokens[before].lower.ends_with('s');
        let is_of_one = token.has_form(form::THIRD)
            && [Sort::Person, Sort::Role, Sort::Someone, Sort::Nobody]
                .iter()
                .any(|sort| self.is(before, *sort));
        is_of_many || is_of_one
    }

    /// The clause whose verb group begins at a token.
    fn clause(&self, at: usize, range: &Range<usize>, found: &[Clause]) -> Clause {
        let (mut mood, end) = self.group(at, range);
        let is_bare = AUXILIARY.iter().any(|sort| self.is(end - 1, *sort));
        // "It would have been shorter had the team known."
        let is_told = self.tokens[at].lower == "had"
            && found.last().is_some_and(|last| last.mood.is_hindsight)
            && (self.is(at + 1, Sort::Determiner) || self.is_pronoun(at + 1));
        if is_bare && let Some(clause) = self.inverted(at, range, mood, is_told) {
            return clause;
        }
        let floor = found.last().map_or(range.start, |last| last.group.end);
        let subject = self.subject_of(at, floor, range.start, found);
        let opening = subject.tokens.start.min(at);
        let before = self.before_adverbs(opening, range.start);
        let before = before.filter(|before| *before >= floor);
        // "when" tells what was, where the verb does.
        let is_told = |at: usize| self.tokens[at].lower == "when" && mood.is_past;
        mood.is_condition = before.is_some_and(|at| self.is(at, Sort::Condition) && !is_told(at));
        mood.is_relative = before.is_some_and(|at| self.is(at, Sort::Relative))
            || !subject.tokens.is_empty()
                && (self.is(subject.tokens.end - 1, Sort::Relative)
                    || self.tokens[subject.tokens.end - 1].lower == "whoever");
        Clause { subject, group: at..end, verb: end - 1, mood, end: range.end }
    }

    /// Of "did the engineer not notice" and "had we known" the subject stands behind the auxiliary.
    fn inverted(
        &self,
        at: usize,
        range: &Range<usize>,
        mut mood: Mood,
        is_told: bool,
    ) -> Option<Clause> {
        let is_edge = is_told
            || at == range.start
            || self.mark(at - 1).is_some()
            || [Sort::Opening, Sort::Joining].iter().any(|sort| self.is(at - 1, *sort))
            || matches!(&*self.tokens[at - 1].lower, "what" | "which");
        let skip = |from: usize| (from..range.end).find(|at| !self.is_adverb(*at));
        let start = skip(at + 1).filter(|_| is_edge)?;
        let mut end =
            start + usize::from(self.is_pronoun(start) || self.is(start, Sort::Determiner));
        if !self.is_pronoun(start) {
            let is_verb = |at: usize| {
                let token = &self.tokens[at];
                token.has_form(form::BASE | form::PARTICIPLE | form::ING) && !token.is(Sort::Role)
            };
            let first = end;
            while end < range.end.min(start + 6)
                && self.is_noun(end)
                && (end == first || !is_verb(end))
            {
                end += 1;
            }
            if end == first {
                return None;
            }
        }
        let subject = Subject { actor: self.actor(start..end), tokens: start..end };
        let mut verb = skip(end)?;
        mood.is_negated |= (at..verb).any(|at| self.is(at, Sort::Negation));
        while verb < range.end && (self.is(verb, Sort::Have) || self.is(verb, Sort::Been)) {
            mood.is_perfect |= self.is(verb, Sort::Have);
            mood.has_be |= self.is(verb, Sort::Been);
            verb = skip(verb + 1)?;
        }
        let token = &self.tokens[verb];
        let is_participle = token.has_form(form::PARTICIPLE) || token.lower.ends_with("ed");
        let has_been = mood.has_be && !self.is(at, Sort::Be);
        mood.is_had_we = self.tokens[at].lower == "had" && (is_participle || has_been);
        mood.is_hindsight =
            mood.is_perfect && (self.is(at, Sort::Should) || self.is(at, Sort::Would));
        mood.is_passive = mood.has_be && is_participle;
        Some(Clause { subject, group: at..verb + 1, verb, mood, end: range.end })
    }

    /// The subject of the verb at a token.
    fn subject_of(&self, at: usize, floor: usize, start: usize, found: &[Clause]) -> Subject {
        let left = |at: usize| Subject { actor: Actor::Left, tokens: at..at };
        let other = |at: usize| Subject { actor: Actor::System, tokens: at..at };
        let mut end = at;
        while end > floor && self.is_adverb(end - 1) {
            end -= 1;
        }
        let Some(before) = end.checked_sub(1).filter(|_| end > start) else { return left(end) };
        if end <= floor {
            // Right behind another verb.
            return other(end);
        }
        if self.is(before, Sort::Relative) {
            return self.relative(before, floor);
        }
        if let Some(mark) = self.mark(before) {
            return match (mark, found.last()) {
                (',', Some(_)) => shared(found, end),
                (',', None) => self.aside(before, start).unwrap_or_else(|| left(end)),
                (')', _) => self.parenthesis(before, start).unwrap_or_else(|| other(end)),
                _ => left(end),
            };
        }
        if self.is(before, Sort::Joining) {
            return if found.is_empty() { left(end) } else { shared(found, end) };
        }
        match self.subject(end, floor) {
            Some(subject) => self.behind_relative(subject, floor, found),
            None => other(end),
        }
    }

    /// Of "the engineer who deployed it forgot", "it" is no subject: the relative clause ends.
    fn behind_relative(&self, subject: Subject, floor: usize, found: &[Clause]) -> Subject {
        let Some(last) = found.last() else { return subject };
        let is_object = last.mood.is_relative
            && (floor..subject.tokens.start)
                .all(|at| self.is_adverb(at) || self.is(at, Sort::Preposition));
        let is_nominative = subject.tokens.len() == 1
            && ["we", "i", "he", "she", "they"]
                .contains(&&*self.tokens[subject.tokens.start].lower);
        if is_object && !is_nominative { last.subject.again(subject.tokens.end) } else { subject }
    }

    /// Whom "who", "which" and "that" mean.
    fn relative(&self, at: usize, floor: usize) -> Subject {
        let is_who = self.tokens[at].lower == "who";
        let mut end = at;
        if end > floor && self.mark(end - 1) == Some(',') {
            end -= 1;
        }
        let near = self.phrase(end, floor);
        let near = near.map(|tokens| Subject { actor: self.actor(tokens.clone()), tokens });
        let near = near.filter(|near| near.actor != Actor::System);
        match near.or_else(|| self.subject(end, floor)) {
            Some(subject) if !is_who || subject.actor != Actor::System => {
                Subject { actor: subject.actor, tokens: subject.tokens.start..at + 1 }
            }
            _ if is_who => Subject { actor: Actor::Person, tokens: at..at + 1 },
            _ => Subject { actor: Actor::Thing, tokens: at..at + 1 },
        }
    }

    /// Of "The engineer, under pressure, forgot": what stands before the first comma.
    fn aside(&self, comma: usize, start: usize) -> Option<Subject> {
        let other = (start..comma).rev().take(REACH).find(|at| self.mark(*at) == Some(','))?;
        let subject = self.subject(other, start)?;
        (subject.tokens.start == start).then_some(subject)
    }

    /// Of "The engineer (on call) forgot": what stands before the parenthesis.
    fn parenthesis(&self, close: usize, start: usize) -> Option<Subject> {
        let open = (start..close).rev().take(REACH).find(|at| self.mark(*at) == Some('('))?;
        self.subject(open, start)
    }
}
