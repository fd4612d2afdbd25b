//! The scorecard in words: the nine sections of one document, or a line for each of several.

use serde_json::json;

use crate::check::scorecard::{Score, Scorecard};
use crate::report;

/// How it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// For people.
    Words { colour: bool },
    /// An object a line.
    Json,
}

/// The scorecards of documents, by their names.
pub(super) fn text(cards: &[(String, Scorecard)], shown: Shown) -> String {
    match (shown, cards) {
        (Shown::Json, cards) => cards.iter().map(|(name, card)| object(name, card)).collect(),
        (Shown::Words { colour }, [(_, card)]) => of_one(card, colour),
        (Shown::Words { colour }, cards) => of_several(cards, colour),
    }
}

fn object(name: &str, card: &Scorecard) -> String {
    format!("{}\n", json!({ "file": name, "sections": card.scores }))
}

/// A sign of a colour.
fn sign(is_there: bool, colour: bool) -> &'static str {
    match (is_there, colour) {
        (true, true) => "\u{1b}[32m✓\u{1b}[0m",
        (true, false) => "✓",
        (false, true) => "\u{1b}[33m–\u{1b}[0m",
        (false, false) => "–",
    }
}

fn of_one(card: &Scorecard, colour: bool) -> String {
    let widest = card.scores.iter().map(|score| score.title.len()).max().unwrap_or_default();
    let line = |score: &Score| {
        let lacks = score.words();
        let line = format!("{} {:widest$}  {lacks}", sign(score.is_there, colour), score.title);
        format!("{}\n", line.trim_end())
    };
    card.scores.iter().map(line).collect()
}

fn of_several(cards: &[(String, Scorecard)], colour: bool) -> String {
    let name = |name: &str| report::name(name);
    let widest = cards.iter().map(|(of, _)| name(of).chars().count()).max().unwrap_or_default();
    let line = |(of, card): &(String, Scorecard)| {
        let missing: Vec<&str> = card.missing().collect();
        let all = card.scores.len();
        let there = all - missing.len();
        let there_are = card.scores.iter().filter(|score| score.is_there);
        let lacks: usize = there_are.map(|score| score.lacks.len()).sum();
        let mut words = Vec::new();
        if !missing.is_empty() {
            words.push(format!("without {}", missing.join(", ")));
        }
        if lacks > 0 {
            words.push(report::count(lacks, "gap") + " in the others");
        }
        let sign = sign(missing.is_empty(), colour);
        let line = format!("{sign} {:widest$}  {there} of {all}  {}", name(of), words.join("; "));
        format!("{}\n", line.trim_end())
    };
    cards.iter().map(line).collect()
}
