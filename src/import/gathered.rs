//! What the sources say, before names and secrets are taken out and all is put in order.

use jiff::Timestamp;

use super::people::{People, PersonId};

/// Who did something.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Actor {
    /// Somebody.
    Person(PersonId),
    /// A bot, a service or a team.
    Named(String),
}

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Part {
    Words(String),
    /// Somebody is mentioned.
    Mention(PersonId),
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Said {
    pub(super) at: Timestamp,
    pub(super) actor: Option<Actor>,
    pub(super) text: Vec<Part>,
    /// Where it is said: `Slack #inc-42`.
    pub(super) source: String,
    /// The state of a status page that it begins with, which means what it says.
    pub(super) state: Option<&'static str>,
}

impl Said {
    /// Something whose text is plain.
    pub(super) fn new(at: Timestamp, text: impl Into<String>, source: &str) -> Self {
        let text = vec![Part::Words(text.into())];
        Self { at, actor: None, text, source: source.to_owned(), state: None }
    }

    pub(super) fn by(self, actor: Option<Actor>) -> Self {
        Self { actor, ..self }
    }
}

/// Why something of a source is not in the timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LeftOut {
    Joins,
    Deleted,
    Empty,
    Notifications,
    Comments,
    Others,
    Timeless,
}

impl LeftOut {
    /// What it is: one of it, and what is said behind the number.
    pub(super) fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Joins => ("message", " about who joined or left"),
            Self::Deleted => ("deleted message", ""),
            Self::Empty => ("entry", " without a word"),
            Self::Notifications => ("notification", ""),
            Self::Comments => ("comment", " without `/timeline`"),
            Self::Others => ("entry", " of other incidents"),
            Self::Timeless => ("entry", " without a time that can be read"),
        }
    }
}

/// What the sources say about the incident as a whole.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub(super) titles: Vec<String>,
    pub(super) severities: Vec<String>,
    pub(super) services: Vec<String>,
    pub(super) started: Vec<Timestamp>,
    pub(super) detected: Vec<Timestamp>,
    pub(super) mitigated: Vec<Timestamp>,
    pub(super) resolved: Vec<Timestamp>,
    /// Whether a source says that something is not resolved.
    pub(super) is_open: bool,
}

/// An incident that a source tells of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) id: String,
    /// The number that people call it by.
    pub(super) number: String,
    pub(super) title: String,
    pub(super) began: Option<Timestamp>,
    /// Whether the source is a history of incidents that have nothing to do with each other.
    pub(super) is_history: bool,
}

/// All that was gathered.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub(super) said: Vec<Said>,
    pub(super) facts: Facts,
    pub(super) people: People,
    /// Of each source in order: how many of what were left out.
    pub(super) left_out: Vec<(String, LeftOut, usize)>,
    /// The incidents that the user may choose from.
    pub(super) incidents: Vec<Told>,
    /// What else there is to say.
    pub(super) remarks: Vec<String>,
}

impl Gathered {
    /// Counts something that is left out.
    pub(super) fn leave_out(&mut self, source: &str, what: LeftOut) {
        let known =
            self.left_out.iter_mut().find(|(name, kind, _)| name == source && *kind == what);
        match known {
            Some((_, _, count)) => *count += 1,
            None => self.left_out.push((source.to_owned(), what, 1)),
        }
    }

    /// Takes in a fact that is told once for all.
    pub(super) fn service(&mut self, name: &str) {
        let is_known = self.facts.services.iter().any(|known| known.eq_ignore_ascii_case(name));
        if !is_known {
            self.facts.services.push(name.to_owned());
        }
    }

    /// Takes in an incident that the user may choose.
    pub(super) fn incident(&mut self, told: Told) {
        if !self.incidents.iter().any(|known| known.id == told.id) {
            self.incidents.push(told);
        }
    }
}

/// Which incidents of a source are wanted; all of them when none is named.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chosen<'c>(pub(super) &'c [String]);

impl Chosen<'_> {
    /// Whether an incident is named.
    pub(super) fn names(self, told: &Told) -> bool {
        self.0.iter().any(|name| {
            let name = name.trim().trim_start_matches('#');
            let known = [&told.id, &told.number, &told.title];
            known.iter().any(|known| !known.is_empty() && name.eq_ignore_ascii_case(known.trim()))
        })
    }

    /// The same for a source that tells of these: one that has none of those that are named is
    /// another tool's, and is taken as a whole.
    pub(super) fn among(self, told: &[Told]) -> Self {
        if told.iter().any(|told| self.names(told)) { self } else { Self(&[]) }
    }

    /// Whether an incident is wanted.
    pub(super) fn takes(self, told: &Told) -> bool {
        self.0.is_empty() || self.names(told)
    }
}

/// A moment that a program wrote.
pub(super) fn moment(text: Option<&str>) -> Option<Timestamp> {
    let text = text?.trim();
    text.parse().ok().or_else(|| {
        // `2026-01-31 10:00:00 UTC`, as databases print it.
        let (day, rest) = text.split_once(' ')?;
        let clock = rest.trim_end_matches("UTC").trim();
        format!("{day}T{clock}Z").parse().ok()
    })
}
