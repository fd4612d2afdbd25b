//! The phases of an incident while they are guessed.

use jiff::Timestamp;

use crate::postmortem::evidence::Evidence;
use crate::postmortem::model::{Event, EventKind};
use crate::postmortem::phases::{Phase, Phases};

/// Phases while they are guessed.
pub(super) struct Guess<'e, 'a> {
    pub(super) events: &'e [Event<'a>],
    /// When somebody knew, as an entry says for the first time.
    pub(super) noticed: Option<Timestamp>,
    pub(super) known: Phases,
    pub(super) found: Phases,
    pub(super) indices: Vec<(EventKind, usize)>,
}

impl Guess<'_, '_> {
    /// Takes an event for a phase that is still open.
    pub(super) fn take(&mut self, kind: EventKind, index: Option<usize>) {
        let Some(index) = index else { return };
        let event = &self.events[index];
        let is_taken = self.indices.iter().any(|(_, taken)| *taken == index);
        let Some(moment) = event.moment_of(kind).filter(|_| self.at(kind).is_none() && !is_taken)
        else {
            return;
        };
        *self.found.slot(kind) =
            Some(Phase { moment, evidence: Evidence::Inferred, span: event.span });
        self.indices.push((kind, index));
    }

    /// Takes a guess back.
    pub(super) fn drop(&mut self, kind: EventKind) {
        *self.found.slot(kind) = None;
        self.indices.retain(|(taken, _)| *taken != kind);
    }

    /// When a phase was, known or guessed.
    pub(super) fn at(&self, kind: EventKind) -> Option<Timestamp> {
        let of = |phases: &Phases| phases.of(kind);
        of(&self.known).or_else(|| of(&self.found)).map(|phase| phase.moment.at)
    }
}
