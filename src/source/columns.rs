//! Columns of a text in units that others count in.

use std::ops::Range;
use std::sync::OnceLock;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Characters,
    Utf16,
}

/// Counts units between two bytes of one text. On long lines not all are counted for every place.
#[derive(Debug)]
pub(super) struct Counter {
    unit: Unit,
    /// How many units begin before each step of the text, once somebody asks for a place far in a
    /// line.
    steps: OnceLock<Vec<usize>>,
}

impl Counter {
    pub(super) const fn new(unit: Unit) -> Self {
        Self { unit, steps: OnceLock::new() }
    }

    /// How many units begin in a range of the text's bytes.
    pub(super) fn count(&self, bytes: &[u8], range: Range<usize>) -> usize {
        const STEP: usize = 4096;
        if range.len() <= STEP {
            return self.unit.count(&bytes[range]);
        }
        let known = self.steps.get_or_init(|| {
            let steps = bytes.chunks(STEP).scan(0, |sum, step| {
                *sum += self.unit.count(step);
                Some(*sum)
            });
            std::iter::once(0).chain(steps).collect()
        });
        let before = |at: usize| known[at / STEP] + self.unit.count(&bytes[at / STEP * STEP..at]);
        before(range.end) - before(range.start)
    }
}

impl Unit {
    fn count(self, bytes: &[u8]) -> usize {
        let characters = bytes.iter().filter(|byte| (**byte as i8) >= -0x40).count();
        match self {
            Self::Characters => characters,
            // A character that takes four bytes here takes two units there.
            Self::Utf16 => characters + bytes.iter().filter(|byte| **byte >= 0xF0).count(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_those_of_the_standard_library() {
        let text = "aé𐐀b zwölf 🚒".repeat(2_000);
        let bytes = text.as_bytes();
        for length in [0, 3, 9, 11, 3_000, 20_000, text.len()] {
            let Some(part) = text.get(..length) else { continue };
            let count = |unit| Counter::new(unit).count(bytes, 0..length);
            assert_eq!(count(Unit::Characters), part.chars().count());
            assert_eq!(count(Unit::Utf16), part.encode_utf16().count());
        }
    }
}
