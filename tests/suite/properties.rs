//! What holds for every document.

use proptest::prelude::*;
use whydeck::compile::{Compiled, DocumentText, Options, compile};
use whydeck::source::front_matter::DocumentKind;

/// Compiles a text in an empty folder; the deck, when there is one.
fn deck(text: &str, kind: Option<DocumentKind>) -> Option<Compiled> {
    let root = std::env::temp_dir();
    let input = DocumentText {
        name: "any.md".into(),
        path: Some(root.join("any.md")),
        text: text.to_owned(),
    };
    let outcome =
        compile(input, &Options { kind, root: Some(root), model: true, ..Options::default() });
    let has_errors =
        outcome.diagnostics.iter().any(|d| d.severity == whydeck::diagnostic::Severity::Error);
    assert_eq!(
        outcome.compiled.is_none(),
        has_errors,
        "no deck without an error, and no error with one"
    );
    if let Some(facts) = outcome.compiled.as_ref().and_then(|compiled| compiled.facts.as_ref()) {
        let lengths = [
            &facts.time_to_detect,
            &facts.time_to_mitigate,
            &facts.time_to_resolve,
            &facts.duration,
        ];
        assert!(
            lengths.into_iter().flatten().all(|length| length.seconds >= 0),
            "a duration is negative:\n{text}"
        );
    }
    outcome.compiled
}

/// The HTML of the slides, one after the other.
fn html(deck: &Compiled) -> String {
    deck.stacks.iter().flatten().map(|slide| slide.html.as_str()).collect()
}

/// Pieces of the dialect and of postmortems; in any order they make lines that come near the real
/// ones.
const PIECES: [&str; 74] = [
    "\n",
    "\n\n",
    "\n---\n",
    "\n----\n",
    "---\n",
    "--",
    "***",
    "- ",
    "* ",
    "1. ",
    "  ",
    "\t",
    "# ",
    "## ",
    "> ",
    "> [!NOTE]\n",
    "```",
    "~~~",
    "```rust [1|2]\n",
    "```js=101 !\n",
    "```timeline\n",
    "Note:",
    "notes: ",
    "<!--",
    "-->",
    "<!-- .slide: ",
    "<!-- .element: class=\"fragment\" -->",
    "data-background=\"x.png\"",
    "a='",
    "=\"",
    ":::",
    ":::columns\n",
    ":::spoiler t\n",
    "| a | b |\n|---|---|\n| c | d |\n",
    "|",
    "[^1]",
    "[^1]: ",
    "[a]",
    "(b)",
    "[a]: b\n",
    "![",
    "<div>",
    "</div>",
    "<script>",
    "$x$",
    "$$",
    "\n$$\n",
    "\\frac{",
    "==",
    "++",
    "~",
    "^[",
    ":tada:",
    "[TOC]",
    "{ruby a|",
    "\n: ",
    "title: a\n",
    "type: slide\n",
    "slideOptions: {",
    "}",
    "+++\n",
    "{\"metaMigratedAt\":\"\"}",
    "## Timeline\n",
    "## Five Whys\n",
    "## Action Items\n",
    "## Summary\n",
    "**Why?**",
    "12:17 UTC – ",
    "2024-03-01 ",
    "| Time | Event |\n",
    "- [ ] ",
    "{{",
    "}}",
    "é漢\u{1F980}\r\n",
];

/// A text of such pieces.
pub(crate) fn document() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => proptest::sample::select(PIECES.as_slice()).prop_map(str::to_owned),
        2 => "[a-z ]{1,8}",
        1 => "\\PC{0,6}",
        1 => proptest::collection::vec(any::<u8>(), 0..6).prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// One Markdown construct round words, each word marked by a number: `w1w`, `w2w`, ….
#[derive(Debug, Clone, Copy)]
enum Construct {
    Paragraph,
    Heading,
    List,
    Ordered,
    Nested,
    Table,
    Fence,
    Quote,
    Alert,
    Emphasis,
    Link,
    Html,
    Container,
    Separator,
    Below,
    Rule,
    Fragment,
    Marks,
    Terms,
    Scripts,
    Formula,
    Formulas,
}

impl Construct {
    fn any() -> impl Strategy<Value = Self> {
        use Construct::*;
        let all = [
            Paragraph, Heading, List, Ordered, Nested, Table, Fence, Quote, Alert, Emphasis, Link,
            Html, Container, Separator, Below, Rule, Fragment, Marks, Terms, Scripts, Formula,
            Formulas,
        ];
        proptest::sample::select(all.to_vec())
    }

    fn write(self, word: &mut impl FnMut() -> String) -> String {
        match self {
            Self::Paragraph => format!("{}\n{}\n", word(), word()),
            Self::Heading => format!("## {}\n", word()),
            Self::List => format!("- {}\n- {}\n", word(), word()),
            Self::Ordered => format!("3. {}\n4. {}\n", word(), word()),
            Self::Nested => format!("* {}\n    * {}\n* {}\n", word(), word(), word()),
            Self::Table => {
                format!("| {} | {} |\n|---|:-:|\n| {} | {} |\n", word(), word(), word(), word())
            }
            Self::Fence => format!("```rust\nlet {} = 1;\n---\n{}\n```\n", word(), word()),
            Self::Quote => format!("> {}\n> ---\n> {}\n", word(), word()),
            Self::Alert => format!("> [!NOTE]\n> {}\n", word()),
            Self::Emphasis => format!("*{}* **{}** `{}` ~~{}~~\n", word(), word(), word(), word()),
            Self::Link => format!("[{}](https://example.com) www.example.com/{}\n", word(), word()),
            Self::Html => format!("<div>{} <b>{}</b></div>\n", word(), word()),
            Self::Container => format!(":::info\n{}\n:::\n", word()),
            Self::Separator => "---\n".to_owned(),
            Self::Below => "----\n".to_owned(),
            Self::Rule => "***\n".to_owned(),
            Self::Fragment => format!("{} <!-- .element: class=\"fragment\" -->\n", word()),
            Self::Marks => format!("=={}== ++{}++ from $5 to $10 {}\n", word(), word(), word()),
            Self::Terms => format!("{}\n: {}\n: *{}*\n", word(), word(), word()),
            Self::Formula => format!("${} + 1$ {} $${}$$\n", text(&word()), word(), text(&word())),
            Self::Formulas => format!("$$\n{}\n- {}\n$$\n", text(&word()), text(&word())),
            Self::Scripts => format!("H~{}~O x^{}^ ~~{}~~\n", word(), word(), word()),
        }
    }
}

/// A word in a formula.
fn text(word: &str) -> String {
    format!("\\text{{{word}}}")
}

/// The numbers of the marked words in a text, in their order, without its tags.
fn marks(html: &str) -> Vec<usize> {
    let mut text = String::new();
    let mut in_tag = false;
    for c in html.chars() {
        match c {
            '<' => in_tag = true,
            '>' if in_tag => {
                in_tag = false;
                text.push(' ');
            }
            _ if !in_tag => text.push(c),
            _ => {}
        }
    }
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    words.filter_map(|word| word.strip_prefix('w')?.strip_suffix('w')?.parse().ok()).collect()
}

const HEADINGS: [&str; 12] = [
    "Summary",
    "Background",
    "Impact",
    "Metrics",
    "Detection",
    "Resolution",
    "Timeline",
    "Five Whys",
    "Lessons learned",
    "Corrective actions",
    "Action items",
    "Something else",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(150) })]

    #[test]
    fn any_document_gives_a_deck_or_says_why_not(text in document()) {
        for kind in [None, Some(DocumentKind::Slides), Some(DocumentKind::Postmortem)] {
            deck(&text, kind);
        }
    }

    #[test]
    fn any_bytes_give_a_deck_or_say_why_not(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let text = String::from_utf8_lossy(&bytes);
        for kind in [None, Some(DocumentKind::Slides), Some(DocumentKind::Postmortem)] {
            deck(&text, kind);
        }
    }

    #[test]
    fn the_main_row_is_short(parts in proptest::collection::vec((0..HEADINGS.len(), 1..40_usize), 0..60)) {
        let mut text = String::from(
            "---\ndeck:\n  agenda: true\n  minutes: 60\n  antiPatterns: [human-error, hindsight, single-root-cause, \
             unowned-actions, reading-aloud]\n---\n# A\n\n",
        );
        for (heading, items) in parts {
            text += &format!("## {}\n\n", HEADINGS[heading]);
            for item in 0..items {
                text += &format!("- 10:{item:02} item {item} of many, told at some length\n");
            }
            text += "\n";
        }
        let deck = deck(&text, Some(DocumentKind::Postmortem)).expect("a deck");
        prop_assert!(deck.stacks.len() <= 20, "{} slides", deck.stacks.len());
        for stack in deck.stacks.iter().filter(|stack| stack.len() > 1) {
            let below = stack.len() - 1;
            let full = match below {
                1 => "full text below".to_owned(),
                _ => format!("full text below, {below} slides"),
            };
            let words = [format!(">{below} more below<"), format!(">{full}<")];
            let html = &stack[0].html;
            prop_assert!(words.iter().any(|words| html.contains(words)), "{words:?}: {html}");
        }
    }

    #[test]
    fn text_keeps_its_order(constructs in proptest::collection::vec((Construct::any(), any::<bool>()), 1..30)) {
        let mut count = 0;
        let mut word = || { count += 1; format!("w{count}w") };
        let mut text = String::from("# Deck\n\n");
        for (construct, is_close) in constructs {
            text += &construct.write(&mut word);
            // Separators need no blank line round them; other blocks do, or they would run into
            // each other.
            let is_separator = matches!(construct, Construct::Separator | Construct::Below);
            text += if is_close && is_separator { "" } else { "\n" };
        }
        let deck = deck(&text, Some(DocumentKind::Slides));
        let deck = deck.expect("a slide file without mistakes gives a deck");
        prop_assert_eq!(marks(&html(&deck)), (1..=count).collect::<Vec<_>>(), "{}", text);
    }
}
