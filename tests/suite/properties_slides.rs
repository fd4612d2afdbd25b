//! What holds for every slide file: what is said stands in the notes, what is shown on slides in its
//! order, and what directs neither here nor there.

use proptest::prelude::*;
use proptest::sample::select;
use whydeck::compile::{Compiled, DocumentText, Options, compile};
use whydeck::source::front_matter::DocumentKind;

/// Pieces of a slide: `%s`, `%n` and `%d` stand for words that are shown, said, or part of a directive.
const PIECES: [&str; 40] = [
    "%s\n",
    "## %s\n",
    "- %s\n- %s <!-- .element: class=\"%d\" -->\n",
    "- %s\n<!-- .element: class=\"%d\" -->\n- %s\n",
    "1. %s\n   - %s <!-- .element class=\"%d\" -->\n",
    "> %s\n",
    "| %s | %s |\n|---|---|\n| %s <!-- .element: data-state=\"%d\" --> | %s |\n",
    "**%s**<!-- .element: class=\"fragment\" title=\"%d\" --> %s\n",
    "```js\n%s\nNote: %s\n---\n<!-- %s -->\n```\n",
    "`%s <!-- %s -->`\n",
    "<div class=\"%d\">%s</div> <!-- .element: class=\"%d\" -->\n",
    "![%s](x.png) <!-- .element: class=\"%d\" -->\n",
    ":::info\n%s\n:::\n",
    "%s release notes: %s\n",
    "<span>%s<!-- .element: class=\"%d\" --></span>\n",
    "<!-- .slide: data-state=\"%d\" class=\"%d\" -->\n",
    "<!-- .slide:\n  data-state='%d'\n  class=%d\n-->\n",
    "<!-- .element: class=\"%d\" -->\n",
    "<!-- markdownlint-disable %d -->\n",
    "<!-- prettier-ignore %d -->\n",
    "<!-- _class: %d -->\n",
    "<!-- cspell:ignore %d -->\n",
    "<!-- check-off wording: %d -->\n",
    "<!-- <p>%d</p> -->\n",
    "<!--\n## %d\n\n%d\n-->\n",
    "<!--\n%d\n\n---\n\n%d\n-->\n",
    "<!-- %n -->\n",
    "<!--\n%n\n\n%n\n-->\n",
    "%s <!-- %n --> %s\n",
    "<!-- .slide: data-notes=\"%n\" -->\n",
    "%s <!-- .element: data-notes=\"%n\" class=\"%d\" -->\n",
    "<aside class=\"notes\">%n</aside>\n",
    "<aside class=\"notes\">\n\n- **%n**\n\n</aside>\n",
    ":::notes\n%n\n:::\n",
    "::: {.notes}\n%n\n:::\n",
    "<p data-notes=\"%n\">%s</p>\n",
    "---\n",
    "----\n",
    "Note: %n\n",
    "notes:\n%n\n",
];

/// A slide file.
pub(crate) fn file() -> impl Strategy<Value = String> {
    proptest::collection::vec(select(PIECES.as_slice()), 1..24).prop_map(|pieces| {
        let mut text = String::from("# Deck\n\n");
        let mut count = 0;
        let mut is_said = false;
        for piece in pieces {
            is_said &= !piece.starts_with("---");
            is_said |= piece.to_lowercase().starts_with("note");
            let mut parts = piece.split('%');
            text.push_str(parts.next().unwrap_or_default());
            for part in parts {
                count += 1;
                // Behind `Note:` all that would be shown is said.
                let letter =
                    if is_said { part[..1].replace('s', "n") } else { part[..1].to_owned() };
                text += &format!("{letter}{count}{letter}{}", &part[1..]);
            }
            text.push('\n');
        }
        text
    })
}

fn deck(text: &str) -> Compiled {
    let root = std::env::temp_dir();
    let input = DocumentText {
        name: "any.md".into(),
        path: Some(root.join("any.md")),
        text: text.to_owned(),
    };
    let kind = Some(DocumentKind::Slides);
    compile(input, &Options { kind, root: Some(root), ..Options::default() })
        .compiled
        .expect("a slide file without mistakes gives a deck")
}

/// The numbers of the words with a letter in a text, in their order.
fn words(text: &str, letter: char) -> Vec<usize> {
    let parts = text.split(|c: char| !c.is_ascii_alphanumeric());
    parts.filter_map(|part| part.strip_prefix(letter)?.strip_suffix(letter)?.parse().ok()).collect()
}

/// A text without its tags; what alternative texts of pictures say stays.
fn without_tags(html: &str) -> String {
    let mut text = String::new();
    for piece in html.split('<') {
        let (tag, behind) = piece.split_once('>').unwrap_or(("", piece));
        let alt = tag.split_once("alt=\"").and_then(|(_, rest)| rest.split('"').next());
        text += &format!(" {} {behind}", alt.unwrap_or_default());
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

    #[test]
    fn what_is_said_is_in_the_notes_and_what_directs_nowhere(text in file()) {
        let deck = deck(&text);
        let slides = || deck.stacks.iter().flatten();
        let shown: String = slides().map(|slide| without_tags(&slide.html)).collect();
        let said: String = slides().filter_map(|slide| slide.notes.as_deref()).map(without_tags).collect();
        prop_assert_eq!(words(&shown, 's'), words(&text, 's'), "shown of\n{}", text);
        let mut notes = words(&said, 'n');
        notes.sort_unstable();
        prop_assert_eq!(notes, words(&text, 'n'), "said of\n{}\nin\n{}", text, said);
        prop_assert_eq!(words(&shown, 'n'), Vec::<usize>::new(), "notes on slides of\n{}", text);
        prop_assert_eq!(words(&said, 's'), Vec::<usize>::new(), "text in notes of\n{}", text);
        for part in [&shown, &said] {
            prop_assert_eq!(words(part, 'd'), Vec::<usize>::new(), "directives of\n{}", text);
        }
    }
}
