//! Who a verb is about: the words before it.

use std::ops::Range;

use super::lexicon::{LEADING, Sort, form};
use super::tokens::{Token, TokenKind};

/// What sort of thing does what a clause tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Actor {
    /// A person, a role, a team.
    Person,
    /// The authors: "we", "the team".
    Own,
    /// A person, or a program of that name.
    Sometimes,
    /// A person without a name.
    Someone,
    /// "nobody".
    Nobody,
    /// Those whom the incident hit.
    Affected,
    /// Those who meant harm.
    Attacker,
    /// A name that may be a person's.
    Name,
    /// "it", "this": what was told before.
    Thing,
    /// Whatever else.
    System,
    /// Nobody is named: a note without a subject.
    Left,
}

/// The subject of a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Subject {
    pub(super) actor: Actor,
    /// Its tokens; empty where it is left out or stands in another clause.
    pub(super) tokens: Range<usize>,
}

impl Subject {
    fn at(actor: Actor, tokens: Range<usize>) -> Self {
        Self { actor, tokens }
    }

    /// The same one, named before.
    pub(super) fn again(&self, at: usize) -> Self {
        Self { actor: self.actor, tokens: at..at }
    }
}

/// The people of a document, word by word in lower case.
pub(super) type Names = std::collections::HashSet<String>;

/// What stands in a sentence, and what was found in it so far.
pub(super) struct Sentence<'t, 's> {
    pub(super) tokens: &'s [Token<'t>],
    pub(super) names: &'s Names,
    /// Whom "they" means: the subject of the clause before.
    pub(super) they: Option<Actor>,
}

/// The furthest that a subject reaches back, in tokens.
const REACH: usize = 14;

impl Sentence<'_, '_> {
    pub(super) fn is(&self, at: usize, sort: Sort) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is(sort))
    }

    pub(super) fn mark(&self, at: usize) -> Option<char> {
        match self.tokens.get(at)?.kind {
            TokenKind::Mark(mark) => Some(mark),
            _ => None,
        }
    }

    pub(super) fn is_adverb(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| {
            [Sort::Adverb, Sort::Blaming, Sort::Negation].iter().any(|sort| token.is(*sort))
                || token.word.is_none() && token.is_word() && token.lower.ends_with("ly")
        })
    }

    /// Whether a token may be part of a noun phrase.
    pub(super) fn is_noun(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return false };
        match token.kind {
            TokenKind::Mark(_) => false,
            TokenKind::Opaque | TokenKind::Handle => true,
            TokenKind::Word => {
                let joins = token.is(Sort::Joining) || token.is(Sort::Relative);
                !self.is_adverb(at) && !joins && !LEADING.iter().any(|sort| token.is(*sort))
            }
        }
    }

    pub(super) fn is_pronoun(&self, at: usize) -> bool {
        [Sort::Person, Sort::Own, Sort::Someone, Sort::Nobody, Sort::Thing, Sort::They]
            .iter()
            .any(|sort| self.is(at, *sort))
    }

    /// Where the noun phrase begins that ends before `end`, not before `floor`; none when none
    /// stands there.
    pub(super) fn phrase(&self, end: usize, floor: usize) -> Option<Range<usize>> {
        let last = end.checked_sub(1).filter(|last| *last >= floor)?;
        if self.is_pronoun(last) {
            return Some(last..end);
        }
        if !self.is_noun(last) {
            return None;
        }
        let mut start = last;
        while start > floor && end - start < REACH {
            let before = start - 1;
            let goes_on = self.is_noun(before) && !self.is_pronoun(before);
            let is_first = self.is(before, Sort::Determiner)
                || matches!(&*self.tokens[before].lower, "this" | "these" | "those");
            if !goes_on && !is_first {
                break;
            }
            start = before;
            if is_first {
                break;
            }
        }
        Some(start..end)
    }

    /// The subject whose last token stands before `end`: a noun phrase with what is said of it.
    pub(super) fn subject(&self, end: usize, floor: usize) -> Option<Subject> {
        let mut phrase = self.phrase(end, floor)?;
        let mut start = phrase.start;
        // "the engineer on call", "one of the engineers": the head stands before the preposition.
        while start > floor + 1 && end - start < REACH && self.is(start - 1, Sort::Preposition) {
            let preposition = start - 1;
            // "the change deployed by the team"
            let mut before = preposition;
            if self.tokens[preposition].lower == "by"
                && self.tokens[before - 1].has_form(form::PARTICIPLE)
            {
                before -= 1;
            }
            // "to prevent errors" is a verb with its object.
            if self.tokens[preposition].lower == "to" && self.tokens[start].has_form(form::BASE) {
                return None;
            }
            let Some(outer) = self.phrase(before, floor) else { break };
            start = outer.start;
            let is_part = self.tokens[preposition].lower == "of"
                && self.is(before - 1, Sort::Part)
                && !self.is(before - 1, Sort::Nobody);
            if !is_part {
                phrase = outer;
            }
        }
        Some(Subject::at(self.actor(phrase), start..end))
    }

    /// What sort of thing a noun phrase names: its last word says it.
    pub(super) fn actor(&self, phrase: Range<usize>) -> Actor {
        let mut last = phrase.end.saturating_sub(1);
        // "Engineer A", "SRE 2"
        let is_letter = |at: usize| {
            let text = self.tokens[at].text;
            text.len() == 1 && text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        };
        if last > phrase.start && is_letter(last) {
            last -= 1;
        }
        // "the person responsible for it"
        let is_behind = |at: usize| {
            matches!(&*self.tokens[at].lower, "responsible" | "concerned" | "involved" | "assigned")
        };
        if last > phrase.start && is_behind(last) {
            last -= 1;
        }
        let Some(head) = self.tokens.get(last) else { return Actor::System };
        let sorts = [
            (Sort::Attacker, Actor::Attacker),
            (Sort::Affected, Actor::Affected),
            (Sort::Nobody, Actor::Nobody),
            (Sort::Someone, Actor::Someone),
            (Sort::Person, Actor::Person),
            (Sort::Own, Actor::Own),
            (Sort::Role, Actor::Person),
            (Sort::Thing, Actor::Thing),
            (Sort::Sometimes, Actor::Sometimes),
            (Sort::Program, Actor::System),
        ];
        if head.kind == TokenKind::Handle {
            return Actor::Person;
        }
        if head.lower == "one" && last > phrase.start && self.tokens[last - 1].lower == "no" {
            return Actor::Nobody;
        }
        if head.is(Sort::They) {
            let told = self.they.filter(|they| *they != Actor::System);
            return told.unwrap_or(Actor::Sometimes);
        }
        if let Some((_, actor)) = sorts.iter().find(|(sort, _)| head.is(*sort)) {
            return self.narrowed(*actor, phrase, last);
        }
        let is_known = |token: &Token<'_>| {
            token.is_capital() && (token.is(Sort::Given) || self.names.contains(&*token.lower))
        };
        // "Dr. Okafor", "Maria Lind": the given name says it.
        let words = &self.tokens[phrase.clone()];
        let is_name = words.iter().all(Token::is_capital);
        if is_known(head) || is_name && words.iter().any(|t| t.is(Sort::Title) || is_known(t)) {
            return Actor::Person;
        }
        self.of_unknown_words(phrase)
    }

    /// A single name that begins with a capital letter and is no word that is known.
    fn of_unknown_words(&self, phrase: Range<usize>) -> Actor {
        let is_name = phrase.len() <= 2
            && self.tokens[phrase.clone()].iter().all(|token| {
                token.is_word()
                    && token.word.is_none()
                    && token.is_capital()
                    && token.lower.chars().skip(1).eq(token.text.chars().skip(1))
            });
        match is_name {
            true if self.is_he_or_she(phrase.end) => Actor::Person,
            true => Actor::Name,
            false => Actor::System,
        }
    }

    /// Whether the words behind a name speak of a person.
    fn is_he_or_she(&self, from: usize) -> bool {
        let behind = self.tokens.iter().skip(from).take(REACH);
        behind.take_while(|token| token.kind != TokenKind::Mark('.')).any(|token| {
            matches!(&*token.lower, "he" | "she" | "his" | "her" | "himself" | "herself")
        })
    }

    /// What is a person or a program is a program where a name or code stands before it: "the
    /// Prometheus operator". "The team", without a word that tells which, is the authors' own.
    fn narrowed(&self, actor: Actor, phrase: Range<usize>, last: usize) -> Actor {
        let before = &self.tokens[phrase.start..last];
        let is_bare = before.iter().all(|token| token.is(Sort::Determiner));
        let is_of_program = before.iter().any(|token| {
            token.kind == TokenKind::Opaque
                || token.is_word() && token.word.is_none() && token.is_capital() && token.start > 0
        });
        let is_team = ["team", "teams", "everyone", "everybody", "staff", "people", "folks"]
            .contains(&&*self.tokens[last].lower);
        let is_of_people = before
            .last()
            .is_some_and(|token| [Sort::Role, Sort::Sometimes].iter().any(|sort| token.is(*sort)));
        let is_machine = before.last().is_some_and(|token| {
            matches!(&*token.lower, "group" | "security" | "admin" | "facilities")
        });
        let is_ours = before.first().is_some_and(|token| token.lower == "our");
        match actor {
            // "the support agent", but "the security agent" and "the group leader"
            Actor::System if is_of_people && !is_machine => Actor::Person,
            Actor::Sometimes if is_of_program => Actor::System,
            Actor::Sometimes if is_bare || is_of_people => Actor::Person,
            Actor::Person if is_team && (is_bare || is_ours) => Actor::Own,
            actor => actor,
        }
    }
}
