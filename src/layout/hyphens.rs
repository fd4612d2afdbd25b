//! Where long words may be parted: German and Dutch make one word of what others say in four, and a
//! table has no room for it.
//!
//! Soft hyphens are put into headings and cells before slides are measured, so that the measure and
//! the browser know the same places. Running text is wide enough without.

use std::borrow::Cow;

use comrak::nodes::NodeValue;
use hypher::{Lang, hyphenate_bounded};

use crate::deck::Deck;
use crate::markdown::Node;

/// Shorter words stay whole.
const LONG: usize = 13;
/// The fewest letters before and behind a hyphen.
const LEAST: usize = 4;
const SOFT_HYPHEN: &str = "\u{ad}";

/// Puts soft hyphens into the long words of a deck in a language that has such.
pub(crate) fn put(deck: &Deck<'_>, lang: &str) {
    let lang = match lang.split(['-', '_']).next().unwrap_or_default() {
        "de" => Lang::German,
        "nl" => Lang::Dutch,
        _ => return,
    };
    for block in deck.slides().flat_map(|slide| &slide.blocks) {
        for node in block.descendants().filter(|node| is_narrow(node)) {
            if let NodeValue::Text(text) = &mut node.data_mut().value
                && let Some(parted) = parted(text, lang)
            {
                *text = Cow::Owned(parted);
            }
        }
    }
}

/// Whether a text stands in a heading or a cell.
fn is_narrow(node: &Node<'_>) -> bool {
    let is_holder = |above: Node<'_>| {
        matches!(above.data().value, NodeValue::Heading(_) | NodeValue::TableCell)
    };
    matches!(node.data().value, NodeValue::Text(_)) && node.ancestors().skip(1).any(is_holder)
}

/// A text with soft hyphens in its long words; none when it has no such word.
fn parted(text: &str, lang: Lang) -> Option<String> {
    let mut out = String::new();
    let mut at = 0;
    let mut words = text.split(|c: char| !c.is_alphabetic());
    let is_long = |word: &&str| word.len() >= LONG && word.chars().count() >= LONG;
    for word in words.by_ref().filter(is_long) {
        let start = word.as_ptr().addr() - text.as_ptr().addr();
        out.push_str(&text[at..start]);
        let parts: Vec<&str> = hyphenate_bounded(word, lang, LEAST, LEAST).collect();
        out.push_str(&parts.join(SOFT_HYPHEN));
        at = start + word.len();
    }
    (out.contains(SOFT_HYPHEN)).then(|| out + &text[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_may_be_parted() {
        let german =
            |text: &str| parted(text, Lang::German).map(|text| text.replace('\u{ad}', "-"));
        assert_eq!(
            german("Die Datenbankverbindungsobergrenze (Produktion)").as_deref(),
            Some("Die Daten-bank-ver-bin-dungs-ober-grenze (Produktion)")
        );
        assert_eq!(german("Bestellungen abgearbeitet"), None);
        assert_eq!(german("payment-api 12345678901234567890"), None);
        assert_eq!(german(""), None);
    }
}
