//! The silent round: what viewers write while nobody talks, and nobody sees until it is revealed.

use std::collections::{HashMap, HashSet};

/// How long an entry may be, in bytes.
const LONGEST: usize = 2_000;
/// How many entries a round takes of everybody together.
const MOST: usize = 10_000;
/// How many of them one device may hand in.
const MOST_OF_ONE: usize = 50;
/// How many devices take part. An address may have many, and a device may say that it is another.
const MOST_DEVICES: usize = 5_000;
/// How long the key of an entry may be.
const LONGEST_KEY: usize = 64;

/// A round. Nothing of it is kept until it is revealed; only then it goes into the journal.
#[derive(Debug, Default)]
pub(crate) struct Round {
    is_open: bool,
    entries: Vec<String>,
    /// The keys of what each device handed in: a page that did not hear the answer sends again.
    /// Nothing tells which entry is whose.
    devices: HashMap<String, HashSet<String>>,
}

/// Why an entry is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RoundError {
    Closed,
    Empty,
    TooLong,
    Enough,
    Full,
}

impl RoundError {
    /// What a person is told.
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Closed => "no round is open",
            Self::Empty => "there is nothing in it",
            Self::TooLong => "it is too long: one line, please",
            Self::Enough => "this device handed in as much as one may",
            Self::Full => "the round is full",
        }
    }
}

impl Round {
    pub(crate) fn is_open(&self) -> bool {
        self.is_open
    }

    pub(crate) fn count(&self) -> usize {
        self.entries.len()
    }

    pub(crate) fn open(&mut self) {
        // A page may still send again what stands among these.
        if self.entries.is_empty() {
            self.devices.clear();
        }
        self.is_open = true;
    }

    pub(crate) fn close(&mut self) {
        self.is_open = false;
    }

    /// Forgets everything that was not revealed.
    pub(crate) fn discard(&mut self) {
        *self = Self::default();
    }

    /// Takes an entry of a device: one line of text. The same key again is taken once.
    ///
    /// # Errors
    /// Why it is not taken.
    pub(crate) fn add(&mut self, device: &str, key: &str, text: &str) -> Result<(), RoundError> {
        let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let keys = self.devices.get(device);
        if keys.is_some_and(|keys| keys.contains(key)) {
            return Ok(());
        }
        if !self.is_open {
            return Err(RoundError::Closed);
        }
        if text.is_empty() {
            return Err(RoundError::Empty);
        }
        if text.len() > LONGEST || key.len() > LONGEST_KEY {
            return Err(RoundError::TooLong);
        }
        if keys.is_some_and(|keys| keys.len() >= MOST_OF_ONE) {
            return Err(RoundError::Enough);
        }
        let is_full = keys.is_none() && self.devices.len() >= MOST_DEVICES;
        if is_full || self.entries.len() >= MOST {
            return Err(RoundError::Full);
        }
        self.devices.entry(device.to_owned()).or_default().insert(key.to_owned());
        self.entries.push(text);
        Ok(())
    }

    /// Takes back what was revealed and could not be kept.
    pub(crate) fn put_back(&mut self, entries: impl Iterator<Item = String>) {
        self.entries.extend(entries);
    }

    /// Ends the round, and hands out its entries in an order that tells nothing about who wrote
    /// them, or when.
    pub(crate) fn reveal(&mut self) -> Vec<String> {
        self.is_open = false;
        let mut entries = std::mem::take(&mut self.entries);
        shuffle(&mut entries);
        entries
    }
}

/// Shuffles (Fisher and Yates); without randomness the order is that of the alphabet.
fn shuffle(entries: &mut [String]) {
    entries.sort_unstable();
    for at in (1..entries.len()).rev() {
        let mut bytes = [0; 8];
        if getrandom::fill(&mut bytes).is_err() {
            return;
        }
        let below = u64::try_from(at).unwrap_or(u64::MAX).saturating_add(1);
        let other = usize::try_from(u64::from_le_bytes(bytes) % below).unwrap_or_default();
        entries.swap(at, other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_takes_lines_while_it_is_open_and_reveals_all_of_them() {
        let mut round = Round::default();
        assert_eq!(round.add("a", "0", "too early"), Err(RoundError::Closed));
        round.open();
        assert_eq!(round.add("a", "0", " \n "), Err(RoundError::Empty));
        assert_eq!(round.add("a", "0", &"x".repeat(LONGEST + 1)), Err(RoundError::TooLong));
        let all: Vec<String> = (0..100).map(|number| format!("entry {number}")).collect();
        for (number, entry) in all.iter().enumerate() {
            round.add(&format!("device {number}"), "1", &format!(" {entry}\n")).expect("taken");
        }
        round.close();
        assert_eq!(
            (round.add("a", "2", "too late"), round.count()),
            (Err(RoundError::Closed), 100)
        );
        let mut revealed = round.reveal();
        assert_ne!(revealed, all, "shuffled");
        revealed.sort_by_key(|entry| entry[6..].parse::<usize>().expect("a number"));
        assert_eq!(revealed, all);
        assert_eq!((round.count(), round.is_open()), (0, false));
        round.open();
        round.add("a", "3", "one").expect("taken");
        round.discard();
        assert_eq!((round.count(), round.is_open()), (0, false));
    }

    #[test]
    fn what_is_sent_again_is_taken_once() {
        let mut round = Round::default();
        round.open();
        round.add("a", "1", "one").expect("taken");
        round.add("a", "1", "one").expect("known");
        round.add("b", "1", "one").expect("another device");
        round.close();
        assert_eq!(round.add("a", "1", "one"), Ok(()), "it was taken before the round was closed");
        round.open();
        round.add("a", "1", "one").expect("known");
        assert_eq!(round.count(), 2);
    }

    #[test]
    fn a_round_is_bounded() {
        let mut round = Round::default();
        round.open();
        for number in 0..MOST_OF_ONE {
            round.add("a", &number.to_string(), "x").expect("taken");
        }
        assert_eq!(round.add("a", "more", "x"), Err(RoundError::Enough));
        for device in 1..MOST_DEVICES {
            round.add(&format!("device {device}"), "1", "x").expect("taken");
        }
        assert_eq!(round.add("one more", "1", "x"), Err(RoundError::Full));
        for number in round.count()..MOST {
            round
                .add(&format!("device {}", number % 4000 + 1), &number.to_string(), "x")
                .expect("taken");
        }
        assert_eq!(round.add("device 1", "more", "x"), Err(RoundError::Full));
        assert_eq!(round.reveal().len(), MOST);
    }
}
