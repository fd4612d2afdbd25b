//! The silent round: what viewers write while nobody talks, and nobody sees until it is revealed.

use serde::Serialize;

/// How long an entry may be, in bytes.
pub(crate) const LONGEST: usize = 500;
/// How many entries a round takes of everybody together.
pub(crate) const MOST: usize = 10_000;

/// A round. Nothing of it is kept until it is revealed; only then it goes into the journal.
#[derive(Debug, Default)]
pub(crate) struct Round {
    is_open: bool,
    entries: Vec<String>,
}

/// Why an entry is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) enum RoundError {
    Closed,
    Empty,
    TooLong,
    Full,
}

impl RoundError {
    /// What a person is told.
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Closed => "no round is open",
            Self::Empty => "there is nothing in it",
            Self::TooLong => "it is too long: one line, please",
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
        self.is_open = true;
    }

    pub(crate) fn close(&mut self) {
        self.is_open = false;
    }

    /// Forgets everything that was not revealed.
    pub(crate) fn discard(&mut self) {
        *self = Self::default();
    }

    /// Takes an entry: one line of text.
    ///
    /// # Errors
    /// Why it is not taken.
    pub(crate) fn add(&mut self, text: &str) -> Result<(), RoundError> {
        let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !self.is_open {
            return Err(RoundError::Closed);
        }
        if text.is_empty() {
            return Err(RoundError::Empty);
        }
        if text.len() > LONGEST {
            return Err(RoundError::TooLong);
        }
        if self.entries.len() >= MOST {
            return Err(RoundError::Full);
        }
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
        assert_eq!(round.add("too early"), Err(RoundError::Closed));
        round.open();
        assert_eq!(round.add(" \n "), Err(RoundError::Empty));
        assert_eq!(round.add(&"x".repeat(LONGEST + 1)), Err(RoundError::TooLong));
        let all: Vec<String> = (0..100).map(|number| format!("entry {number}")).collect();
        for entry in &all {
            round.add(&format!(" {entry}\n")).expect("taken");
        }
        round.close();
        assert_eq!((round.add("too late"), round.count()), (Err(RoundError::Closed), 100));
        let mut revealed = round.reveal();
        assert_ne!(revealed, all, "shuffled");
        revealed.sort_by_key(|entry| entry[6..].parse::<usize>().expect("a number"));
        assert_eq!(revealed, all);
        assert_eq!((round.count(), round.is_open()), (0, false));
        round.open();
        round.add("one").expect("taken");
        round.discard();
        assert_eq!((round.count(), round.is_open()), (0, false));
    }
}
