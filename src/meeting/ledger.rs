//! What the entries of a journal amount to.

use jiff::Timestamp;

use super::capture::Capture;
use super::clock::ClockAct;

/// One line of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Random, so that two devices never give the same.
    pub(crate) id: String,
    pub(crate) at: Timestamp,
    pub(crate) event: MeetingEvent,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum MeetingEvent {
    /// Something was captured.
    Captured(Capture),
    /// A capture says something else now.
    Corrected { target: String, capture: Capture },
    /// A capture was taken back.
    Withdrawn { target: String },
    /// These captures were written into the document.
    Applied { targets: Vec<String> },
    /// The clock.
    Clock(ClockAct),
    /// Whether everything is held back until it is read back.
    HoldBack(bool),
    /// Whether the deck shows how much time is left.
    ShowTimer(bool),
    /// What somebody wrote in the silent round; it is kept when it is revealed.
    Revealed { text: String },
    /// What was revealed was captured, as the capture with that id, or set aside.
    Taken { target: String },
    /// The meeting is over, and its journal with it.
    Ended,
}

/// A capture, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kept {
    /// That of the entry that captured it.
    pub(crate) id: String,
    pub(crate) at: Timestamp,
    pub(crate) capture: Capture,
    pub(crate) standing: Standing,
}

/// What became of a capture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It can be corrected and withdrawn.
    Open,
    Withdrawn,
    /// It stands in the document.
    Applied,
}

/// A meeting so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ledger {
    /// In the order in which they were captured.
    pub(crate) captures: Vec<Kept>,
    /// What was done to the clock, and when.
    pub(crate) clock: Vec<(Timestamp, ClockAct)>,
    pub(crate) is_held_back: bool,
    pub(crate) shows_timer: bool,
    /// What was revealed and not taken yet, by the id of its entry.
    pub(crate) revealed: Vec<(String, String)>,
    pub(crate) is_over: bool,
}

impl Ledger {
    /// What entries amount to, in their order.
    pub(crate) fn of(entries: &[Entry]) -> Self {
        let mut ledger = Self::default();
        entries.iter().for_each(|entry| ledger.take(entry));
        ledger
    }

    /// Takes in one more. What is about a capture that is unknown, or applied already, changes
    /// nothing.
    pub(crate) fn take(&mut self, entry: &Entry) {
        match &entry.event {
            MeetingEvent::Captured(capture) => {
                if self.captures.iter().all(|kept| kept.id != entry.id) {
                    self.captures.push(Kept {
                        id: entry.id.clone(),
                        at: entry.at,
                        capture: capture.clone(),
                        standing: Standing::Open,
                    });
                }
            }
            MeetingEvent::Corrected { target, capture } => {
                if let Some(kept) = self.open(target) {
                    kept.capture.clone_from(capture);
                }
            }
            MeetingEvent::Withdrawn { target } => {
                if let Some(kept) = self.open(target) {
                    kept.standing = Standing::Withdrawn;
                }
            }
            MeetingEvent::Applied { targets } => {
                for target in targets {
                    if let Some(kept) = self.open(target) {
                        kept.standing = Standing::Applied;
                    }
                }
            }
            MeetingEvent::Clock(act) => self.clock.push((entry.at, *act)),
            MeetingEvent::HoldBack(is_held_back) => self.is_held_back = *is_held_back,
            MeetingEvent::ShowTimer(shows_timer) => self.shows_timer = *shows_timer,
            MeetingEvent::Revealed { text } => {
                self.revealed.push((entry.id.clone(), text.clone()));
            }
            MeetingEvent::Taken { target } => self.revealed.retain(|(id, _)| id != target),
            MeetingEvent::Ended => self.is_over = true,
        }
    }

    /// A capture that may still be changed.
    fn open(&mut self, id: &str) -> Option<&mut Kept> {
        self.captures.iter_mut().find(|kept| kept.id == id && kept.standing == Standing::Open)
    }
}
