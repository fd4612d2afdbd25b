//! The rule against sentences that were labelled by hand: `tests/labels/wording`.
//!
//! What is wrong is listed for the sentences that the rule may be tuned on. Of the others only
//! numbers are shown, so that nobody tunes on them by accident.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use serde::Deserialize;

use super::Checked;
use crate::diagnostic::Diagnostic;

const CLASSES: [&str; 3] = ["agent", "counterfactual", "norm"];

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/labels/wording")
}

/// A sentence of a document.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Labelled {
    line: usize,
    at: usize,
    label: String,
    #[serde(default)]
    also: Option<String>,
    /// Only for people: `at` says it.
    #[serde(default)]
    #[expect(dead_code, reason = "it is for people")]
    nth: Option<usize>,
}

#[derive(Debug, Deserialize)]
struct Document {
    path: String,
    sentences: Vec<Labelled>,
}

/// A sentence of our own.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Own {
    label: String,
    text: String,
    #[serde(default)]
    also: Option<String>,
    #[serde(rename = "in", default)]
    place: Option<String>,
}

/// How often something was right.
#[derive(Debug, Default, Clone, Copy)]
struct Count {
    found: usize,
    right: usize,
    labelled: usize,
    met: usize,
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

impl Count {
    fn precision(self) -> f64 {
        share(self.right, self.found)
    }

    fn recall(self) -> f64 {
        share(self.met, self.labelled)
    }
}

#[derive(Debug, Default)]
struct Score {
    by_class: BTreeMap<&'static str, Count>,
    all: Count,
    /// Whatever the class.
    blind: Count,
    wrong: Vec<String>,
}

impl Score {
    /// Counts a sentence and the classes that were found in it.
    fn take(&mut self, label: &str, also: Option<&str>, found: &[&str], what: &str) {
        let is_right = |class: &str| class == label || also == Some(class);
        let is_blaming = label != "innocent";
        for class in CLASSES {
            let own = found.iter().filter(|found| **found == class).count();
            let right = if is_right(class) { own } else { 0 };
            let count = self.by_class.entry(class).or_default();
            count.found += own;
            count.right += right;
            count.labelled += usize::from(label == class);
            count.met += usize::from(label == class && found.iter().any(|found| is_right(found)));
            self.all.found += own;
            self.all.right += right;
            self.blind.found += own;
            self.blind.right += if is_blaming { own } else { 0 };
        }
        let is_met = found.iter().any(|found| is_right(found));
        self.all.labelled += usize::from(is_blaming);
        self.all.met += usize::from(is_blaming && is_met);
        self.blind.labelled += usize::from(is_blaming);
        self.blind.met += usize::from(is_blaming && !found.is_empty());
        if is_blaming && !is_met || found.iter().any(|found| !is_right(found)) {
            self.wrong.push(format!("{label}, found {found:?}: {what}"));
        }
    }

    fn print(&self, name: &str) {
        let row = |name: &str, count: Count| {
            println!(
                "  {name:<16} precision {:.3} ({}/{})  recall {:.3} ({}/{})",
                count.precision(),
                count.right,
                count.found,
                count.recall(),
                count.met,
                count.labelled,
            );
        };
        println!("{name}");
        self.by_class.iter().for_each(|(class, count)| row(class, *count));
        row("all", self.all);
        row("whatever class", self.blind);
    }
}

/// A sentence of our own, where it stands in a document.
fn written(own: &Own) -> String {
    let Own { text, .. } = own;
    match own.place.as_deref() {
        Some("cell") => format!("# A\n\n## Summary\n\n| A | B |\n|---|---|\n| x | {text} |\n"),
        Some("item") => format!("# A\n\n## Lessons Learned\n\n- {text}\n"),
        Some("quote") => format!("# A\n\n## Summary\n\n> {text}\n"),
        Some("heading") => format!("# A\n\n## Summary\n\n### {text}\n\nx\n"),
        Some("code") => format!("# A\n\n## Summary\n\n```\n{text}\n```\n"),
        _ => format!("# A\n\n## Summary\n\n{text}\n"),
    }
}

fn class(one: &Diagnostic) -> &'static str {
    one.code.trim_start_matches("wording/")
}

fn take_own(list: &[Own], score: &mut Score) {
    for own in list {
        let checked = Checked::of(&written(own));
        let found: Vec<&str> = checked.found.iter().map(class).collect();
        score.take(&own.label, own.also.as_deref(), &found, &own.text);
    }
}

/// Whether a sentence ends between two places of a text.
fn is_cut(between: &str) -> bool {
    let ends = [". ", "! ", "? ", ".\n", "!\n", "?\n", "\n\n", "\n- ", "\n* ", " | ", ".) "];
    ends.iter().any(|end| between.contains(end))
}

fn take_document(document: &Document, score: &mut Score) -> bool {
    let corpus = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let Ok(text) = fs::read_to_string(corpus.join(&document.path)) else { return false };
    let checked = Checked::of(&text);
    let source = checked.sources.iter().next().expect("the document");
    let places: Vec<usize> =
        document.sentences.iter().map(|one| source.at(one.line, one.at).start).collect();
    let mut found: Vec<Vec<&str>> = vec![Vec::new(); places.len()];
    for one in &checked.found {
        let span = one.span.expect("a place");
        // The last labelled sentence that begins before its end is the one, if it does not end.
        let before = places.iter().enumerate().filter(|(_, at)| **at < span.end);
        let nearest = before.max_by_key(|(_, at)| **at);
        match nearest.filter(|(_, at)| !is_cut(source.text().get(**at..span.start).unwrap_or(""))) {
            Some((index, _)) => found[index].push(class(one)),
            None => {
                let line = source.locate(span.start).line;
                score.take("innocent", None, &[class(one)], &format!("{}:{line}", document.path));
            }
        }
    }
    for (sentence, found) in document.sentences.iter().zip(&found) {
        let what = format!("{}:{}:{}", document.path, sentence.line, sentence.at);
        score.take(&sentence.label, sentence.also.as_deref(), found, &what);
    }
    true
}

/// The scores of own sentences, and of all with the documents that are there.
fn scores(folder: &std::path::Path, lists: &[&str]) -> (Vec<Score>, Score, usize) {
    let read = |name: &str| fs::read_to_string(folder.join(name)).expect("labels");
    let documents: Vec<Document> = serde_yaml::from_str(&read("corpus.yaml")).expect("YAML");
    let mut ours = Vec::new();
    let mut all = Score::default();
    for name in lists {
        let own: Vec<Own> = serde_yaml::from_str(&read(name)).expect("YAML");
        let mut score = Score::default();
        take_own(&own, &mut score);
        take_own(&own, &mut all);
        ours.push(score);
    }
    let there = documents.iter().filter(|document| take_document(document, &mut all)).count();
    (ours, all, there)
}

#[test]
fn blame_is_found_in_what_the_rule_was_tuned_on() {
    let lists = ["own.yaml", "own-2.yaml"];
    let (ours, tuning, documents) = scores(&folder(), &lists);
    lists.iter().zip(&ours).for_each(|(name, score)| score.print(name));
    tuning.print(&format!("sentences that the rule was tuned on, {documents} documents"));
    tuning.wrong.iter().for_each(|wrong| println!("    {wrong}"));
    assert!(tuning.all.precision() >= 0.9, "{:?}", tuning.all);
    assert!(tuning.all.recall() >= 0.8, "{:?}", tuning.all);
}

#[test]
fn blame_is_found_where_people_find_it() {
    let (own, held_out, documents) = scores(&folder().join("held-out"), &["own.yaml"]);
    own.iter().for_each(|own| own.print("sentences of our own that were held out"));
    held_out.print(&format!("all that were held out, {documents} documents"));
    // These only rise; the aim is 0.9 and 0.8, which our own sentences meet.
    let (least_precision, least_recall) = if documents > 0 { (0.87, 0.79) } else { (0.9, 0.8) };
    assert!(held_out.all.precision() >= least_precision, "{:?}", held_out.all);
    assert!(held_out.all.recall() >= least_recall, "{:?}", held_out.all);
}
