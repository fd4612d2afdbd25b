//! What looks like a secret is taken out of a text.
//!
//! 1. `known` knows the forms of keys and tokens that say what they are.
//! 2. `assigned` finds what is called a password, a token or a key, in words and in addresses; `short`
//!    what stands behind `pass` and `pw`, and in commands.
//! 3. `random` finds long runs of characters that no word has.
//! 4. `cards` and `iban` find numbers of credit cards and of bank accounts.
//!
//! What people share while they look for a fault stays: commit hashes, UUIDs, digests of images,
//! ids of traces.

mod assigned;
mod cards;
mod iban;
mod known;
mod random;
mod short;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::Range;

/// A kind of secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Secret {
    Token,
    Password,
    PrivateKey,
    CardNumber,
    Iban,
}

impl Secret {
    /// What stands in its place.
    pub(super) fn placeholder(self) -> &'static str {
        match self {
            Self::Token => "[removed: token]",
            Self::Password => "[removed: password]",
            Self::PrivateKey => "[removed: private key]",
            Self::CardNumber => "[removed: card number]",
            Self::Iban => "[removed: IBAN]",
        }
    }

    /// What one is called in a list.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::Password => "password",
            Self::PrivateKey => "private key",
            Self::CardNumber => "card number",
            Self::Iban => "IBAN",
        }
    }
}

/// A place in a text, and what it holds.
type Found = (Range<usize>, Secret);

/// How many of each kind were taken out.
#[derive(Debug, Default)]
pub(super) struct Removed(pub(super) BTreeMap<Secret, usize>);

impl Removed {
    /// A text without its secrets.
    pub(super) fn cleaned(&mut self, text: &str) -> String {
        let mut found = Vec::new();
        known::find(text, &mut found);
        assigned::find(text, &mut found);
        random::find(text, &mut found);
        short::find(text, &mut found);
        cards::find(text, &mut found);
        iban::find(text, &mut found);
        // Of places that overlap the first one is taken, and the longest of those.
        found.sort_by_key(|(place, _)| (place.start, std::cmp::Reverse(place.end)));
        let mut out = String::with_capacity(text.len());
        let mut copied = 0;
        for (place, secret) in found {
            if place.start < copied {
                // What sticks out of a place that is gone is gone as well.
                copied = copied.max(place.end);
                continue;
            }
            out.push_str(&text[copied..place.start]);
            out.push_str(secret.placeholder());
            copied = place.end;
            *self.0.entry(secret).or_default() += 1;
        }
        out.push_str(&text[copied..]);
        out
    }
}
