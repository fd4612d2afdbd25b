//! What holds for the model of every postmortem.

use proptest::prelude::*;
use whydeck::compile::{DocumentText, Options, compile};
use whydeck::export::model::{ModelView, WhyView};
use whydeck::source::front_matter::DocumentKind;

/// What is read of a postmortem without mistakes.
fn model(text: &str) -> ModelView {
    let root = std::env::temp_dir();
    let input = DocumentText {
        name: "any.md".into(),
        path: Some(root.join("any.md")),
        text: text.to_owned(),
    };
    let kind = Some(DocumentKind::Postmortem);
    let outcome =
        compile(input, &Options { kind, root: Some(root), model: true, ..Options::default() });
    let compiled = outcome.compiled.unwrap_or_else(|| panic!("{:?}\n{text}", outcome.diagnostics));
    compiled.model.expect("a model")
}

/// The numbers of the words `w1w`, `w2w`, … in a text.
fn marks(text: &str) -> Vec<usize> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter_map(|word| word.strip_prefix('w')?.strip_suffix('w')?.parse().ok()).collect()
}

/// A question, whether each answer is a nested list item, and the questions that the answers
/// sparked.
#[derive(Debug, Clone)]
struct Question(Vec<Vec<Question>>);

fn question() -> impl Strategy<Value = Question> {
    let leaf = proptest::collection::vec(Just(Vec::new()), 0..3).prop_map(Question);
    leaf.prop_recursive(4, 24, 3, |inner| {
        proptest::collection::vec(proptest::collection::vec(inner, 0..3), 0..3).prop_map(Question)
    })
}

fn write(question: &Question, depth: usize, count: &mut usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    *count += 1;
    out.push_str(&format!("{indent}- **Why w{count}w?**\n"));
    for answer in &question.0 {
        *count += 1;
        out.push_str(&format!("{indent}  - It was w{count}w.\n"));
        answer.iter().for_each(|below| write(below, depth + 2, count, out));
    }
}

fn questions(whys: &[WhyView]) -> usize {
    let below =
        |why: &WhyView| why.answers.iter().map(|answer| questions(&answer.whys)).sum::<usize>();
    whys.iter().map(|why| 1 + below(why)).sum()
}

fn words(whys: &[WhyView], out: &mut String) {
    for why in whys {
        out.push_str(&format!(" {}", why.question));
        for answer in &why.answers {
            out.push_str(&format!(" {}", answer.text));
            words(&answer.whys, out);
        }
    }
}

/// Headings of every style, known and unknown; `@` is where the text of a label stands.
const HEADINGS: [&str; 12] = [
    "## Summary\n\n@",
    "### Impact of the outage\n\n@",
    "**Detection**\n\n@",
    "**Root cause**\n@",
    "Vendor call\n-----------\n\n@",
    "## Timeline\n\n- 2024-03-01 10:00 @",
    "## Timeline\n\n| Event | Time |\n|-|-|\n| @ | 10:05 |",
    "## Lessons learned\n\n- @",
    "## Action items\n\n1. @",
    "**Resolution:** @",
    "- **Impact:** @\n- **Trigger:** soon",
    "> @",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn the_forest_has_as_many_questions_as_the_text(forest in proptest::collection::vec(question(), 1..4)) {
        let mut text = String::from("# Incident\n\n## Five whys\n\n");
        let mut count = 0;
        forest.iter().for_each(|question| write(question, 0, &mut count, &mut text));
        let whys = model(&text).whys;
        prop_assert_eq!(questions(&whys), text.matches("Why").count(), "{}", text);
        let mut said = String::new();
        words(&whys, &mut said);
        prop_assert_eq!(marks(&said), (1..=count).collect::<Vec<_>>(), "{}", text);
    }

    #[test]
    fn every_word_is_in_the_model_in_its_order(parts in proptest::collection::vec((0..HEADINGS.len(), 1..4_usize), 1..12)) {
        let mut text = String::from("# Incident\n\n");
        let mut count = 0;
        for (heading, length) in parts {
            let mut line = String::from("so");
            for _ in 0..length {
                count += 1;
                line.push_str(&format!(" w{count}w"));
            }
            text.push_str(&HEADINGS[heading].replace('@', &line));
            text.push_str("\n\n");
        }
        let model = model(&text);
        let said: Vec<String> = model.sections.iter().flat_map(|section| section.text.clone()).collect();
        prop_assert_eq!(marks(&said.join(" ")), (1..=count).collect::<Vec<_>>(), "{}", text);
        let places: Vec<(usize, usize)> = model.sections.iter().map(|s| (s.place.line, s.place.column)).collect();
        prop_assert!(places.is_sorted(), "{:?}\n{}", places, text);
    }
}
