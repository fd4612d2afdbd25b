//! Where long words may be parted: German and Dutch make one word of what others say in four.

use hypher::{Lang, hyphenate_bounded};

/// Shorter words stay whole.
const LONG: usize = 13;
/// The fewest letters before and behind a hyphen.
const LEAST: usize = 4;

/// A language whose long words may be parted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parting(Lang);

impl Parting {
    /// That of a tag: `de`, `nl-BE`.
    #[must_use]
    pub(crate) fn of(lang: &str) -> Option<Self> {
        match lang.split(['-', '_']).next().unwrap_or_default() {
            "de" => Some(Self(Lang::German)),
            "nl" => Some(Self(Lang::Dutch)),
            _ => None,
        }
    }

    /// The parts of a word, one where it stays whole. Signs at its ends belong to the parts there.
    #[must_use]
    pub(crate) fn parts(self, word: &str) -> Vec<&str> {
        let bare = word.trim_matches(|c: char| !c.is_alphabetic());
        let is_long = bare.len() >= LONG && bare.chars().count() >= LONG;
        if !is_long || !bare.chars().all(char::is_alphabetic) {
            return vec![word];
        }
        let start = bare.as_ptr().addr() - word.as_ptr().addr();
        let mut ends = Vec::new();
        let mut end = start;
        for part in hyphenate_bounded(bare, self.0, LEAST, LEAST) {
            end += part.len();
            ends.push(end);
        }
        // What stands behind the word stays with its last part.
        ends.pop();
        ends.push(word.len());
        let starts = std::iter::once(0).chain(ends.iter().copied());
        starts.zip(&ends).map(|(start, end)| &word[start..*end]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_are_parted_and_lose_nothing() {
        let parted = |lang: &str, word: &str| {
            Parting::of(lang).map(|parting| parting.parts(word).join("-")).unwrap_or_default()
        };
        assert_eq!(
            parted("de", "„Datenbankverbindungsobergrenze“."),
            "„Daten-bank-ver-bin-dungs-ober-grenze“."
        );
        assert_eq!(parted("nl-BE", "dienstregelingen"), "dienst-re-ge-lingen");
        for whole in ["Bestellungen", "payment-api-gateway", "12345678901234567890", ""] {
            assert_eq!(parted("de", whole), whole);
        }
        assert!(Parting::of("fr").is_none());
    }
}
