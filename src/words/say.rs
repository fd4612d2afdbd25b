//! What decks say in words of their own: `deck` of `en.yaml`.
//!
//! It knows no documents, so that figures can use it.

use std::fmt::Display;

use super::tongue;

include!(concat!(env!("OUT_DIR"), "/deck.rs"));

/// The words of the language in which a deck is made.
pub(crate) fn words() -> &'static DeckWords {
    &DECKS[tongue::spoken().place()]
}

/// Words with a value in the place of the first `{}`.
pub(crate) fn fill(words: &str, value: impl Display) -> String {
    words.replacen("{}", &value.to_string(), 1)
}

/// Words with values in the places of their `{}`.
pub(crate) fn fill_all(words: &str, values: &[&str]) -> String {
    let mut parts = words.split("{}");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for (index, part) in parts.enumerate() {
        out.push_str(values.get(index).unwrap_or(&""));
        out.push_str(part);
    }
    out
}
