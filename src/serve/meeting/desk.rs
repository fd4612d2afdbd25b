//! What happened in a meeting so far, behind one lock.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use serde_json::Value;

use super::notebook::Notebook;
use super::round::Round;
use crate::meeting::agenda::Agenda;
use crate::meeting::ledger::Ledger;
use crate::meeting::merge::{KnownParts, Placed};
use crate::serve::site::deck::ServedDeck;
use crate::source::front_matter::DocumentKind;

/// How many answers are remembered, for whoever asks again because he did not hear them.
const MOST_ANSWERS: usize = 512;

/// What is behind the lock.
#[derive(Debug)]
pub(super) struct Desk {
    pub(super) notebook: Notebook,
    pub(super) ledger: Ledger,
    pub(super) round: Round,
    /// The deck that is shown.
    pub(super) deck: Option<Arc<ServedDeck>>,
    /// What the document has, with the captures in it.
    pub(super) known: KnownParts,
    /// Where the captures went, by their ids.
    pub(super) placed: HashMap<String, Placed>,
    /// The slide where the presenter is.
    pub(super) place: Option<String>,
    /// What the document was in the last build.
    pub(super) kind: Option<DocumentKind>,
    /// What is wrong with the document.
    pub(super) trouble: Option<String>,
    /// What was wrong with the journal when something was last to be kept.
    pub(super) unkept: Option<String>,
    /// The last answers, by the keys of what was asked.
    pub(super) answers: VecDeque<(String, Value)>,
    /// Grows with each view.
    pub(super) serial: u64,
    /// What the decks were last told about their timer.
    pub(super) timer: String,
}

impl Desk {
    /// The agenda of the deck that is shown.
    pub(super) fn agenda(&self) -> Option<&Agenda> {
        self.deck.as_ref()?.compiled.agenda.as_ref()
    }

    /// The answer that was given for a key before.
    pub(super) fn answered(&self, key: &str) -> Option<Value> {
        self.answers.iter().find(|(known, _)| known == key).map(|(_, answer)| answer.clone())
    }

    /// Remembers an answer.
    pub(super) fn remember(&mut self, key: String, answer: Value) {
        self.answers.truncate(MOST_ANSWERS - 1);
        self.answers.push_front((key, answer));
    }
}
