//! What holds for every deck that is written as Markdown: it reads as the same slides again.

use proptest::prelude::*;
use whydeck::compile::{Compiled, DocumentText, FigureForm, Options, compile};
use whydeck::source::front_matter::DocumentKind;

use crate::properties::document;
use crate::properties_slides::file;

/// Compiles a text; its slides, and what they are as Markdown.
fn deck(text: &str, kind: Option<DocumentKind>, notes: bool) -> Option<(Compiled, String)> {
    let root = std::env::temp_dir();
    let input = DocumentText {
        name: "any.md".into(),
        path: Some(root.join("any.md")),
        text: text.to_owned(),
    };
    let options = Options {
        kind,
        notes,
        figures: false,
        highlight: false,
        root: Some(root),
        markdown: Some(FigureForm::Tables),
        ..Options::default()
    };
    let mut compiled = compile(input, &options).compiled?;
    let written = compiled.markdown.take()?;
    Some((compiled, written.text))
}

/// A slide as far as it is compared: its place, attributes, HTML and notes, without blanks.
fn seen(deck: &Compiled, with_tags: bool) -> Vec<String> {
    let bare = |html: &str| {
        let html = html.replace("&quot;", "\"").replace("&#39;", "'").replace("&gt;", ">");
        // A blank line at the end of code that is never closed is no difference.
        let html = html.replace("<span class=\"line\"></span>", "");
        let html = if with_tags { html } else { words(&html) };
        html.chars().filter(|c| !c.is_whitespace()).collect::<String>()
    };
    let mut slides = Vec::new();
    for (column, stack) in deck.stacks.iter().enumerate() {
        for (row, slide) in stack.iter().enumerate() {
            let notes = slide.notes.as_deref().unwrap_or_default();
            let (shown, said) = (bare(&slide.html), bare(notes));
            slides.push(format!("{column}.{row} {}\n{shown}\n{said}", slide.attributes));
        }
    }
    slides
}

fn words(html: &str) -> String {
    let mut in_tag = false;
    let shown = html.chars().filter(|c| {
        in_tag = (in_tag || *c == '<') && *c != '>';
        !in_tag && *c != '>'
    });
    shown.collect()
}

/// What fills a slide, so that its slides are compared and not only whether they are there.
fn slides() -> impl Strategy<Value = String> {
    let block = prop_oneof![
        Just("## Title *of* it\n\n".to_owned()),
        "[a-z]{1,6} \\*[a-z]{1,3}\\* `[a-z*]{1,3}` [a-z]{1,6}\n\n",
        "- [a-z]{1,6}\n- \\*\\*[a-z]{1,6}\\*\\* <!-- \\.element: class=\"fragment\" -->\n  1\\. [a-z]{1,4}\n\n",
        "\\| a \\| [a-z]{1,3} \\|\n\\|---\\|:-:\\|\n\\| \\| `x\\\\\\|y` \\|\n\n",
        "```js\n[a-z`\n-]{0,12}\n```\n\n",
        "> [a-z]{1,6}\n>\n> - [a-z]{1,6}\n\n",
        ":::info\n[a-z]{1,6}\n:::\n\n",
        Just("---\n\n".to_owned()),
        Just("----\n\n".to_owned()),
        Just("<!-- .slide: class=\"a b\" data-x='\"q\"' -->\n\n".to_owned()),
        "Note: [a-z]{1,6}\n\n- [a-z]{1,6}\n\n---\n\n",
        "[a-z]{1,4}\\[\\^1\\]\n\n\\[\\^1\\]: [a-z]{1,6}\n\n",
        Just("\\# \\- 1\\. \\*a\\* \\[b\\] 5 < 6 &lt;b> a_b $x$ ==y==\n\n".to_owned()),
    ];
    proptest::collection::vec(block, 1..14).prop_map(|blocks| {
        // An empty slide at either end is none.
        format!("# First\n\n---\n\n{}---\n\nLast\n", blocks.concat())
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(250) })]

    #[test]
    fn what_an_author_wrote_reads_the_same(text in document()) {
        if let Some((before, written)) = deck(&text, Some(DocumentKind::Slides), true) {
            let again = deck(&written, None, true);
            prop_assert!(again.is_some(), "not read again:\n{written}");
            let (after, twice) = again.expect("it is there");
            prop_assert_eq!(seen(&before, true), seen(&after, true), "{:?}\n----\n{}", text, written);
            prop_assert_eq!(&written, &twice, "it changes each time");
        }
    }

    #[test]
    fn what_is_shown_and_said_stays_so(text in file()) {
        let (before, written) = deck(&text, Some(DocumentKind::Slides), true).expect("a deck");
        let (after, twice) = deck(&written, None, true).expect("a deck again");
        prop_assert_eq!(seen(&before, true), seen(&after, true), "{}\n----\n{}", text, written);
        prop_assert_eq!(&written, &twice, "it changes each time");
    }

    #[test]
    fn slides_without_their_notes_read_the_same(text in slides()) {
        let (before, written) = deck(&text, Some(DocumentKind::Slides), false).expect("a deck");
        let (after, _) = deck(&written, None, false).expect("a deck again");
        prop_assert_eq!(seen(&before, true), seen(&after, true), "{}\n----\n{}", text, written);
    }

    #[test]
    fn no_word_is_lost_and_none_moves(text in slides()) {
        if let Some((before, written)) = deck(&text, Some(DocumentKind::Postmortem), true)
            && let Some((after, _)) = deck(&written, None, true)
        {
            prop_assert_eq!(seen(&before, false), seen(&after, false), "{:?}\n----\n{}", text, written);
        }
    }
}
