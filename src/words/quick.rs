//! Hashing of words that stand in whydeck's own tables. Nobody else chooses them, so that no table
//! needs the dearer hashing that withstands chosen words.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// FNV-1a.
#[derive(Debug, Clone)]
pub(crate) struct Quick(u64);

impl Default for Quick {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// What is known about words.
pub(crate) type ByWord<W, T> = HashMap<W, T, BuildHasherDefault<Quick>>;

/// The place of a word among a power of two, in a table that is laid out when whydeck is built.
pub(crate) fn slot(word: &str, slots: usize) -> usize {
    let mut hasher = Quick::default();
    hasher.write(word.as_bytes());
    let hash = hasher.finish();
    let folded = (hash >> 32) ^ (hash & 0xffff_ffff);
    usize::try_from(folded).unwrap_or_default() & slots.wrapping_sub(1)
}
