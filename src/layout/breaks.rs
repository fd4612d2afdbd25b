//! Where lines of a language end, and where they do not.
//!
//! German and Dutch make one word of what others say in four, and a table has no room for it. Soft hyphens are put into headings and cells before slides are measured, so that the measure and
//! the browser know the same places. Running text is wide enough without.
//!
//! French writes a blank before some signs: no line begins with these.

use std::borrow::Cow;

use comrak::nodes::NodeValue;

use crate::deck::Deck;
use crate::figure::text::is_apart;
use crate::markdown::Node;
use crate::words::parting::Parting;

const SOFT_HYPHEN: &str = "\u{ad}";

/// Says in the texts of a deck where its language lets lines end: soft hyphens in long words, no
/// break before signs that stand apart.
pub(crate) fn put(deck: &Deck<'_>, lang: &str) {
    if let Some(parting) = Parting::of(lang) {
        change(deck, is_narrow, |text| parted(text, parting));
    } else if lang.split(['-', '_']).next() == Some("fr") {
        change(deck, |_| true, bound);
    }
}

/// Changes the texts of a deck that are asked for.
fn change(
    deck: &Deck<'_>,
    is_it: impl Fn(&Node<'_>) -> bool,
    changed: impl Fn(&str) -> Option<String>,
) {
    for block in deck.slides().flat_map(|slide| &slide.blocks) {
        for node in block.descendants().filter(|node| is_it(node)) {
            if let NodeValue::Text(text) = &mut node.data_mut().value
                && let Some(changed) = changed(text)
            {
                *text = Cow::Owned(changed);
            }
        }
    }
}

/// A text whose signs stay with the words that they follow; none when it has no such sign.
fn bound(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len() + 8);
    let mut last = None;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek();
        let is_sign = next.is_some_and(|next| is_apart(*next));
        out.push(if c == ' ' && (is_sign || last == Some('«')) { '\u{a0}' } else { c });
        last = Some(c);
    }
    (out != text).then_some(out)
}

/// Whether a text stands in a heading or a cell.
fn is_narrow(node: &Node<'_>) -> bool {
    let is_holder = |above: Node<'_>| {
        matches!(above.data().value, NodeValue::Heading(_) | NodeValue::TableCell)
    };
    matches!(node.data().value, NodeValue::Text(_)) && node.ancestors().skip(1).any(is_holder)
}

/// A text with soft hyphens in its long words; none when it has no such word.
fn parted(text: &str, parting: Parting) -> Option<String> {
    let mut out = String::new();
    let mut at = 0;
    for word in text.split(|c: char| !c.is_alphabetic()) {
        let parts = parting.parts(word);
        if parts.len() > 1 {
            let start = word.as_ptr().addr() - text.as_ptr().addr();
            out.push_str(&text[at..start]);
            out.push_str(&parts.join(SOFT_HYPHEN));
            at = start + word.len();
        }
    }
    (!out.is_empty()).then(|| out + &text[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_may_be_parted() {
        let german = |text: &str| {
            let parting = Parting::of("de-AT")?;
            parted(text, parting).map(|text| text.replace('\u{ad}', "-"))
        };
        assert_eq!(
            german("Die Datenbankverbindungsobergrenze (Produktion)").as_deref(),
            Some("Die Daten-bank-ver-bin-dungs-ober-grenze (Produktion)")
        );
        assert_eq!(
            bound("Pourquoi « oui » ?").as_deref(),
            Some("Pourquoi «\u{a0}oui\u{a0}»\u{a0}?")
        );
        assert_eq!(bound("12:30, oui."), None);
        assert_eq!(german("Bestellungen abgearbeitet"), None);
        assert_eq!(german("payment-api 12345678901234567890"), None);
        assert_eq!(german(""), None);
    }
}
