//! What the entries of a journal amount to.

use std::collections::{HashMap, HashSet};

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
    /// Whether the last entry ended it.
    pub(crate) is_over: bool,
    /// The ids of all entries so far. An entry that comes again changes nothing.
    known: HashSet<String>,
    /// Where each capture stands.
    places: HashMap<String, usize>,
    /// The ids in `revealed`.
    waiting: HashSet<String>,
}

impl Ledger {
    /// What entries amount to, in their order.
    pub(crate) fn of(entries: &[Entry]) -> Self {
        let mut ledger = Self::default();
        entries.iter().for_each(|entry| ledger.note(entry));
        ledger.clear_taken();
        ledger
    }

    /// Takes in one more. What is about a capture that is unknown, withdrawn or applied already
    /// changes nothing, and neither does an entry that was taken in before.
    pub(crate) fn take(&mut self, entry: &Entry) {
        self.note(entry);
        if matches!(entry.event, MeetingEvent::Taken { .. }) {
            self.clear_taken();
        }
    }

    /// The capture with this id.
    pub(crate) fn capture(&self, id: &str) -> Option<&Kept> {
        self.captures.get(*self.places.get(id)?)
    }

    /// The captures that can still be corrected, withdrawn and applied.
    pub(crate) fn open_captures(&self) -> impl Iterator<Item = &Kept> {
        self.captures.iter().filter(|kept| kept.standing == Standing::Open)
    }

    /// The same as [`Self::take`], but what was taken of the revealed still stands there.
    fn note(&mut self, entry: &Entry) {
        if !self.known.insert(entry.id.clone()) {
            return;
        }
        self.is_over = entry.event == MeetingEvent::Ended;
        match &entry.event {
            MeetingEvent::Captured(capture) => {
                self.places.insert(entry.id.clone(), self.captures.len());
                self.captures.push(Kept {
                    id: entry.id.clone(),
                    at: entry.at,
                    capture: capture.clone(),
                    standing: Standing::Open,
                });
            }
            MeetingEvent::Corrected { target, capture } => {
                if let Some(kept) = self.open(target) {
                    kept.capture.clone_from(capture);
                }
            }
            MeetingEvent::Withdrawn { target } => self.settle(target, Standing::Withdrawn),
            MeetingEvent::Applied { targets } => {
                targets.iter().for_each(|target| self.settle(target, Standing::Applied));
            }
            MeetingEvent::Clock(act) => self.clock.push((entry.at, *act)),
            MeetingEvent::HoldBack(is_held_back) => self.is_held_back = *is_held_back,
            MeetingEvent::ShowTimer(shows_timer) => self.shows_timer = *shows_timer,
            MeetingEvent::Revealed { text } => {
                self.waiting.insert(entry.id.clone());
                self.revealed.push((entry.id.clone(), text.clone()));
            }
            MeetingEvent::Taken { target } => {
                self.waiting.remove(target);
            }
            MeetingEvent::Ended => {}
        }
    }

    /// Says what became of a capture that is open.
    fn settle(&mut self, id: &str, standing: Standing) {
        if let Some(kept) = self.open(id) {
            kept.standing = standing;
        }
    }

    /// A capture that may still be changed.
    fn open(&mut self, id: &str) -> Option<&mut Kept> {
        let kept = self.captures.get_mut(*self.places.get(id)?)?;
        (kept.standing == Standing::Open).then_some(kept)
    }

    /// Removes what was taken from what was revealed: once, however many there are.
    fn clear_taken(&mut self) {
        if self.waiting.len() < self.revealed.len() {
            let waiting = &self.waiting;
            self.revealed.retain(|(id, _)| waiting.contains(id));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::meeting::capture::{CaptureFields, CaptureKind};

    fn capture(text: &str) -> Capture {
        Capture {
            kind: CaptureKind::Decision,
            text: text.to_owned(),
            fields: CaptureFields::default(),
            from: None,
            target: None,
        }
    }

    fn entry(id: &str, event: MeetingEvent) -> Entry {
        Entry { id: id.to_owned(), at: Timestamp::UNIX_EPOCH, event }
    }

    fn captured(id: &str) -> Entry {
        entry(id, MeetingEvent::Captured(capture(id)))
    }

    fn corrected(id: &str, target: &str) -> Entry {
        let target = target.to_owned();
        entry(id, MeetingEvent::Corrected { target, capture: capture(id) })
    }

    fn withdrawn(id: &str, target: &str) -> Entry {
        entry(id, MeetingEvent::Withdrawn { target: target.to_owned() })
    }

    fn applied(id: &str, targets: &[&str]) -> Entry {
        let targets = targets.iter().map(|&target| target.to_owned()).collect();
        entry(id, MeetingEvent::Applied { targets })
    }

    fn standings(ledger: &Ledger) -> Vec<(&str, &str, Standing)> {
        let rows = ledger.captures.iter();
        rows.map(|kept| (kept.id.as_str(), kept.capture.text.as_str(), kept.standing)).collect()
    }

    #[test]
    fn a_capture_is_corrected_withdrawn_and_applied_while_it_is_open() {
        let ledger = Ledger::of(&[
            captured("a"),
            captured("b"),
            captured("c"),
            corrected("d", "a"),
            withdrawn("e", "b"),
            corrected("f", "b"),
            applied("g", &["a", "b", "nobody"]),
            corrected("h", "a"),
            withdrawn("i", "a"),
            withdrawn("j", "nobody"),
        ]);
        let expected = [
            ("a", "d", Standing::Applied),
            ("b", "b", Standing::Withdrawn),
            ("c", "c", Standing::Open),
        ];
        assert_eq!(standings(&ledger), expected);
        assert_eq!(ledger.open_captures().map(|kept| kept.id.as_str()).collect::<Vec<_>>(), ["c"]);
        assert_eq!(ledger.capture("a").map(|kept| kept.capture.text.as_str()), Some("d"));
        assert!(ledger.capture("d").is_none());
    }

    #[test]
    fn what_was_revealed_is_taken_once() {
        let revealed = |id: &str| entry(id, MeetingEvent::Revealed { text: id.to_uppercase() });
        let taken = |id: &str, of: &str| entry(id, MeetingEvent::Taken { target: of.to_owned() });
        // What is taken before it is there stays.
        let entries =
            [taken("t", "b"), revealed("a"), revealed("b"), taken("u", "a"), captured("c")];
        let ledger = Ledger::of(&entries);
        assert_eq!(ledger.revealed, [("b".to_owned(), "B".to_owned())]);
        let mut one_by_one = Ledger::default();
        entries.iter().for_each(|entry| one_by_one.take(entry));
        assert_eq!(one_by_one.revealed, ledger.revealed);
    }

    #[test]
    fn switches_and_the_clock_are_as_they_were_last_set() {
        let at = |second: i64, id: &str, event: MeetingEvent| {
            let at = Timestamp::from_second(second).expect("a time");
            Entry { id: id.to_owned(), at, event }
        };
        // The clock of the machine was set back in between: the order is that of the journal.
        let ledger = Ledger::of(&[
            at(90, "a", MeetingEvent::Clock(ClockAct::Start(0))),
            at(30, "b", MeetingEvent::Clock(ClockAct::Pause)),
            at(40, "c", MeetingEvent::HoldBack(true)),
            at(50, "d", MeetingEvent::HoldBack(false)),
            at(60, "e", MeetingEvent::ShowTimer(true)),
            at(60, "a", MeetingEvent::Clock(ClockAct::End)),
        ]);
        let acts: Vec<(i64, ClockAct)> =
            ledger.clock.iter().map(|(at, act)| (at.as_second(), *act)).collect();
        assert_eq!(acts, [(90, ClockAct::Start(0)), (30, ClockAct::Pause)]);
        assert!(!ledger.is_held_back && ledger.shows_timer && !ledger.is_over);
        let ended = entry("z", MeetingEvent::Ended);
        assert!(Ledger::of(std::slice::from_ref(&ended)).is_over);
        // What comes behind an end is not lost.
        assert!(!Ledger::of(&[ended, captured("a")]).is_over);
    }

    fn any_entry() -> impl Strategy<Value = Entry> {
        let id = || (0..12_u8).prop_map(|id| id.to_string());
        let event = prop_oneof![
            id().prop_map(|text| MeetingEvent::Captured(capture(&text))),
            (id(), id()).prop_map(|(target, text)| MeetingEvent::Corrected {
                target,
                capture: capture(&text)
            }),
            id().prop_map(|target| MeetingEvent::Withdrawn { target }),
            proptest::collection::vec(id(), 0..4)
                .prop_map(|targets| MeetingEvent::Applied { targets }),
            (0..5_usize).prop_map(|topic| MeetingEvent::Clock(ClockAct::Start(topic))),
            any::<bool>().prop_map(MeetingEvent::HoldBack),
            id().prop_map(|text| MeetingEvent::Revealed { text }),
            id().prop_map(|target| MeetingEvent::Taken { target }),
            Just(MeetingEvent::Ended),
        ];
        (0..40_u8, event).prop_map(|(id, event)| entry(&id.to_string(), event))
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_entries_amount_to_something(
            entries in proptest::collection::vec(any_entry(), 0..60),
            again in proptest::collection::vec(any::<prop::sample::Index>(), 0..10),
        ) {
            let ledger = Ledger::of(&entries);
            // In the order in which they were captured, each once.
            let mut first = HashSet::new();
            let captured = entries.iter().filter(|entry| first.insert(entry.id.clone()));
            let captured = captured.filter(|it| matches!(it.event, MeetingEvent::Captured(_)));
            let ids: Vec<&str> = captured.map(|entry| entry.id.as_str()).collect();
            let kept: Vec<&str> = ledger.captures.iter().map(|kept| kept.id.as_str()).collect();
            prop_assert_eq!(kept, ids);
            // One by one is as all at once, and entries that come again change nothing.
            let mut other = Ledger::default();
            entries.iter().for_each(|entry| other.take(entry));
            if !entries.is_empty() {
                again.iter().for_each(|index| other.take(index.get(&entries)));
            }
            prop_assert_eq!(&other.captures, &ledger.captures);
            prop_assert_eq!(&other.revealed, &ledger.revealed);
            prop_assert_eq!(&other.clock, &ledger.clock);
            prop_assert_eq!(other.is_held_back, ledger.is_held_back);
        }

        #[test]
        fn what_is_settled_stays_so(
            entries in proptest::collection::vec(any_entry(), 0..40),
            more in proptest::collection::vec(any_entry(), 0..40),
        ) {
            let before = Ledger::of(&entries);
            let after = Ledger::of(&[entries, more].concat());
            for kept in before.captures.iter().filter(|kept| kept.standing != Standing::Open) {
                prop_assert_eq!(after.capture(&kept.id), Some(kept));
            }
        }
    }
}
