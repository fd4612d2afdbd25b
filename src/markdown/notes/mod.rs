//! What is said with a slide and is not on it: the one list of the forms that speaker notes can
//! take.
//!
//! | form | read by |
//! |---|---|
//! | a line that begins `Note:` or `Notes:` ([`prefix`]), and one that `notesSeparator` matches | `deck::split` |
//! | a comment, in a slide file | `deck::split`, `deck::slides` |
//! | [`ATTRIBUTE`] in a `.slide:` or `.element:` comment | `deck::slides`, `deck::elements` |
//! | [`ATTRIBUTE`] in raw HTML, `<aside class="notes">`, `:::notes` and `::: {.notes}` | [`lift()`] |
//!
//! [`lift()`] takes notes out of a parse tree before anything else looks at it: titles, addresses,
//! measures and the model never see them. [`without`] looks once more at the HTML of a slide, for
//! what only comes together there. What is taken out becomes notes of the slide, and is written
//! only where notes are wanted.

pub(crate) mod container;
mod cut;
mod lift;
pub(crate) mod tags;

use cut::Part;
pub(crate) use lift::{Lifted, has_words_alone, lift};
use tags::Tag;
pub(super) use tags::decoded;

use self::container::Info;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The attribute of an element that holds notes.
pub(crate) const ATTRIBUTE: &str = "data-notes";

/// Whether an attribute's name is [`ATTRIBUTE`].
#[must_use]
pub(crate) fn is_attribute(name: &str) -> bool {
    name.eq_ignore_ascii_case(ATTRIBUTE)
}

/// Whether a start tag opens notes: `<aside class="notes">`. In doubt, when the class is written
/// with character references, it does.
fn is_element(tag: &Tag<'_>) -> bool {
    let is_class = |name: &str| name.eq_ignore_ascii_case("class");
    let is_notes = |word: &str| word.eq_ignore_ascii_case("notes") || word.contains('&');
    is_aside(tag)
        && !tag.is_end
        && tag
            .attributes
            .iter()
            .any(|a| is_class(a.name) && a.value.split_ascii_whitespace().any(is_notes))
}

fn is_aside(tag: &Tag<'_>) -> bool {
    tag.name.eq_ignore_ascii_case("aside")
}

/// Whether a container holds notes: `:::notes`, and Quarto's `::: {.notes}`.
fn is_container(info: &str) -> bool {
    Info::read(info).is_notes()
}

/// The length of a `Note:` or `Notes:` that begins a line, with the blank after it.
#[must_use]
pub(crate) fn prefix(line: &str) -> Option<usize> {
    let bytes = line.as_bytes();
    if !bytes.get(..4)?.eq_ignore_ascii_case(b"note") {
        return None;
    }
    let colon = if bytes.get(4).is_some_and(|b| b.eq_ignore_ascii_case(&b's')) { 5 } else { 4 };
    if bytes.get(colon) != Some(&b':') {
        return None;
    }
    let rest = &line[colon + 1..];
    Some(colon + 1 + (rest.len() - rest.trim_start_matches([' ', '\t']).len()))
}

/// Says that notes are never closed.
#[must_use]
pub(crate) fn unclosed(span: Span) -> Diagnostic {
    Diagnostic::warning("slide/unclosed-notes", "these notes are never closed")
        .at(Some(span))
        .help("add `</aside>`; they end with what holds them")
}

/// Whether raw HTML may hold notes, told without reading it closely.
fn may_hold(html: &str) -> bool {
    has_aside(html) || contains(html, ATTRIBUTE)
}

fn has_aside(html: &str) -> bool {
    contains(html, "<aside")
}

fn contains(html: &str, wanted: &str) -> bool {
    html.as_bytes().windows(wanted.len()).any(|w| w.eq_ignore_ascii_case(wanted.as_bytes()))
}

/// HTML without the notes in it, and the notes as HTML; none when there are none.
#[must_use]
pub(crate) fn without(html: &str) -> Option<(String, Vec<String>)> {
    if !may_hold(html) {
        return None;
    }
    let mut kept = String::with_capacity(html.len());
    let mut elements = Vec::<String>::new();
    let mut words = Vec::new();
    cut::cut(html, &mut None, |part| match part {
        Part::Kept(text) => kept.push_str(text),
        Part::Opened => elements.push(String::new()),
        Part::Inside(text) => {
            elements.iter_mut().last().into_iter().for_each(|note| note.push_str(text));
        }
        Part::Words(text) => words.push(text.replace('<', "&lt;")),
    });
    elements.append(&mut words);
    (kept.len() != html.len()).then_some((kept, elements))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_begin_a_line() {
        assert_eq!(prefix("Note: x"), Some(6));
        assert_eq!(prefix("NOTES:"), Some(6));
        assert_eq!(prefix("Noted: x"), None);
        assert_eq!(prefix("release notes: x"), None);
        assert_eq!(prefix("Notä: x"), None);
    }

    #[test]
    fn elements_in_every_spelling() {
        for (html, kept) in [
            ("a<aside class=\"notes\">b</aside>c", "ac"),
            ("a<ASIDE id=x Class = 'x NOTES'>b</Aside\n>c", "ac"),
            ("a<aside class=notes>b<aside>d</aside>e<aside class=notes>f</aside>g</aside>c", "ac"),
            ("a<aside class=notes><table><tr><td></aside>b</td></tr></table></aside>c", "ac"),
            ("a<aside class=notes>b<textarea></aside></textarea>d</aside>c", "ac"),
            ("a<aside class=\"&#110;otes\">b</aside>c", "ac"),
            ("a<aside class=notes>b", "a"),
            ("a<p data-notes=\"b\" x DATA-NOTES='b'>c", "a<p x>c"),
        ] {
            let (got, notes) = without(html).expect(html);
            assert_eq!(got, kept, "{html}");
            assert!(notes.iter().any(|note| note.contains('b')), "{html}: {notes:?}");
        }
        for html in
            ["a<aside class=\"footnotes\">b</aside>", "<p class=notes>", "<aside><p x=data-notes>"]
        {
            assert_eq!(without(html), None, "{html}");
        }
    }
}
