//! What holds for every document.

use proptest::prelude::*;

use super::Checked;

/// Pieces of documents: words of the rules, markup, signs that cut and quote, other alphabets.
const PIECES: [&str; 44] = [
    "we",
    "the engineer",
    "forgot",
    "to",
    "did",
    "not",
    "should",
    "have",
    "been",
    "by",
    "who",
    "which",
    "it",
    "had",
    "if",
    "was",
    "careless",
    "against policy",
    "human error",
    "team's",
    "didn’t",
    "é",
    "ß",
    "日本",
    "👩‍🚒",
    "&amp;",
    "\\*",
    "*",
    "**",
    "`",
    "\"",
    "“",
    "”",
    "'",
    ",",
    ".",
    "?",
    ":",
    "(",
    ")",
    "@",
    "|",
    "<br>",
    "\u{FFFC}",
];
const STARTS: [&str; 9] = ["", "- ", "1. ", "| ", "> ", "# ", "```\n", "    ", "- [ ] "];

fn line() -> impl Strategy<Value = String> {
    let pieces = proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..14);
    let start = proptest::sample::select(&STARTS[..]);
    let joined = (pieces, proptest::sample::select(&[" ", "", "\u{a0}"][..]));
    (start, joined).prop_map(|(start, (pieces, by))| format!("{start}{}", pieces.join(by)))
}

fn document() -> impl Strategy<Value = String> {
    proptest::collection::vec((line(), proptest::sample::select(&["\n", "\n\n"][..])), 0..12)
        .prop_map(|lines| {
            let body: String = lines.into_iter().map(|(line, end)| line + end).collect();
            format!("# A\n\n## Summary\n\n{body}\n\n## Timeline\n\n- 10:00 {body}")
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn findings_stand_in_the_text(text in document()) {
        let checked = Checked::of(&text);
        for one in &checked.found {
            let span = one.span.expect("a place");
            let written = checked.sources.get(span.source).text();
            prop_assert!(span.start < span.end, "{one:?}");
            prop_assert!(written.get(span.start..span.end).is_some(), "{one:?}");
        }
        prop_assert_eq!(&checked.found, &Checked::of(&text).found);
    }

    #[test]
    fn any_text_is_taken(text in "\\PC{0,200}") {
        Checked::of(&text);
    }

    #[test]
    fn what_is_not_the_authors_voice_is_not_judged(
        pieces in proptest::collection::vec(
            proptest::sample::select(&["we forgot it", "human error", "you should have asked"][..]),
            1..4,
        ),
        around in proptest::sample::select(
            &[("> ", ""), ("#### ", ""), ("It says “", "”."), ("```\n", "\n```"), ("A `", "`.")][..],
        ),
    ) {
        let text = format!("# A\n\n## Summary\n\n{}{}{}\n", around.0, pieces.join(", "), around.1);
        prop_assert_eq!(Checked::of(&text).shown(), Vec::<String>::new());
    }
}
