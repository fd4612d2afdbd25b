//! What holds for every text that is imported: it reads as itself, in one entry, and marks nothing.

use proptest::prelude::*;
use whydeck::compile::{DocumentText, Options, compile};
use whydeck::diagnostic::Severity;
use whydeck::export::model::ModelView;
use whydeck::postmortem::evidence::Evidence;
use whydeck::source::front_matter::DocumentKind;

use crate::support::project::Project;

/// What means something in a document.
const SIGNS: [&str; 116] = [
    "#",
    "##",
    "- ",
    "* ",
    "+ ",
    "1. ",
    "2) ",
    "> ",
    "---",
    "***",
    "===",
    "```",
    "~~~",
    "    ",
    "|",
    "||",
    "| a |",
    "|---|",
    "\\",
    "\\|",
    "<!--",
    "-->",
    "<!-- x -->",
    "<b>",
    "</td>",
    "<br>",
    "<script>",
    "&amp;",
    "&lt;",
    "&#35;",
    "&",
    "*",
    "**",
    "_",
    "__",
    "~~",
    "==",
    "++",
    "^",
    "`",
    "``",
    "[",
    "]",
    "(",
    ")",
    "[a](b)",
    "![a](b)",
    "[^1]",
    "[^1]: x",
    "[1]: x",
    "{{",
    "}}",
    "{{title}}",
    "{.a}",
    "{#x}",
    ":::",
    ":::info",
    ":tada:",
    ":+1:",
    "Note:",
    "Why?",
    "Q:",
    "$x$",
    "$$",
    "$",
    "%%",
    "http://a.example/b_c*d",
    "https://a.example?x=1&y=2",
    "www.a.example",
    "a@b.example",
    "mailto:a@b.example",
    "(start)",
    "(detected)",
    "[resolved]",
    "<END OF OUTAGE>",
    "Resolved",
    "OUTAGE ENDS",
    "Investigating",
    "Monitoring:",
    "[Update]",
    "Identified –",
    "Incident resolved",
    "10:30",
    "2026-02-03 04:05",
    "09:10-09:45",
    "UTC",
    "PST",
    "T+5 min",
    "- [ ] x",
    "@all",
    "AI-3",
    "(from W1)",
    "(done)",
    "due 2026-01-31",
    "\u{202e}",
    "\u{200f}",
    "\u{7}",
    "\u{0}",
    "\u{fdd0}",
    "\u{feff}",
    "\u{a0}",
    "é",
    "日本",
    "👩‍🚒",
    "\t",
    "\n",
    "\r\n",
    "\n\n",
    "\u{2028}",
    " ",
    "  ",
    "word",
    "Word",
    "W",
    "1",
    "/",
];

/// A piece of text.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => proptest::sample::select(SIGNS.map(str::to_owned).to_vec()),
        1 => "[ -~]{0,12}",
        1 => "\\PC{0,6}",
    ]
}

fn text() -> impl Strategy<Value = String> {
    (proptest::collection::vec(piece(), 1..8), any::<bool>())
        .prop_map(|(pieces, is_apart)| pieces.join(if is_apart { " " } else { "" }))
}

/// A text as it may stand in a document: one line, without what is no character to see.
fn expected(text: &str) -> String {
    let ends = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
    let is_hidden = |c: char| {
        c != '\t' && c.is_control()
            || matches!(c, '\u{fffd}' | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
                | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}'
                | '\u{fdd0}'..='\u{fdd1}')
    };
    let line = |line: &str| {
        let seen: String = line.chars().filter(|c| !is_hidden(*c)).collect();
        let words: Vec<&str> = seen.split([' ', '\t']).filter(|word| !word.is_empty()).collect();
        words.join(" ").trim().to_owned()
    };
    let lines: Vec<String> = text.split(ends).map(line).filter(|line| !line.is_empty()).collect();
    lines.join(" / ")
}

fn model(text: &str) -> ModelView {
    let name = "any.md".to_owned();
    let input = DocumentText { name, path: None, text: text.to_owned() };
    let kind = Some(DocumentKind::Postmortem);
    let outcome = compile(input, &Options { kind, model: true, ..Options::default() });
    let is_said = outcome.diagnostics.iter().any(|one| one.severity > Severity::Info);
    assert!(!is_said, "{:?}\n{text}", outcome.diagnostics);
    outcome.compiled.expect("a deck").model.expect("a model")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(60) })]

    /// One run of the binary takes many texts: each is a row of a table.
    #[test]
    fn imported_text_reads_as_itself(texts in proptest::collection::vec(text(), 1..24)) {
        let mut table = "time,text,actor\n".to_owned();
        let mut want = Vec::new();
        for (number, text) in texts.iter().enumerate() {
            let quoted = text.replace('"', "\"\"");
            table.push_str(&format!("2026-02-03 10:{number:02},\"{quoted}\",api\n"));
            let text = expected(text);
            want.extend((!text.is_empty()).then(|| (format!("10:{number:02}"), text)));
        }
        let project = Project::new().file("a.csv", &table);
        let args = ["new", "-", "--from", "a.csv", "--template", "coe", "--names"];
        let said = project.whydeck(args);
        if want.is_empty() {
            prop_assert_eq!(said.code, 1);
            return Ok(());
        }
        let written = said.exits(0).stdout;
        let model = model(&written);
        let read: Vec<(String, String)> = model
            .events
            .iter()
            .map(|event| {
                let text = event.text.strip_suffix("source: a.csv").unwrap_or(&event.text);
                let stamp = event.stamp.rsplit(' ').next().unwrap_or_default().to_owned();
                (stamp, text.trim_end().to_owned())
            })
            .collect();
        prop_assert_eq!(read, want, "{}", written);
        for event in &model.events {
            prop_assert!(event.evidence != Some(Evidence::Marked), "{}", written);
        }
    }
}
