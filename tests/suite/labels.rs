//! What is read of documents, against labels that were made by hand: `tests/labels`.
//!
//! What a slide says without a remark, because the author marked or stated it, has to be right;
//! of what is concluded from words a few may be wrong. `tests/labels/score.py` prints the details.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::support::project::repository;

/// Rounding, in seconds.
const SLACK: i64 = 60;

#[derive(Debug, Default)]
struct Score {
    strong_wrong: Vec<String>,
    guesses: usize,
    guesses_wrong: Vec<String>,
    events: usize,
    events_read: usize,
}

fn labels() -> Vec<(PathBuf, Value)> {
    let folder = repository().join("tests/labels");
    let mut found = Vec::new();
    for group in fs::read_dir(&folder).expect("labels").flatten() {
        for file in fs::read_dir(group.path()).into_iter().flatten().flatten() {
            if file.path().extension().is_some_and(|end| end == "json") {
                let text = fs::read_to_string(file.path()).expect("a label");
                found.push((file.path(), serde_json::from_str(&text).expect("JSON")));
            }
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

/// The document of a label: one of ours, or a public one beside the project.
fn document(label: &Value) -> Option<PathBuf> {
    let name = label["document"].as_str().expect("a document");
    let own = repository().join("tests/labels").join(name);
    let public = repository().join("../shared/corpus").join(name);
    [own, public].into_iter().find(|path| path.exists())
}

fn read(path: &Path) -> Value {
    let mut binary = Command::new(env!("CARGO_BIN_EXE_whydeck"));
    let done = binary.args(["build", "--format", "json", "-o", "-"]).arg(path).output();
    serde_json::from_slice(&done.expect("the binary runs").stdout).expect("JSON")
}

/// Local date and time to the minute, as far as a text has them.
fn minute(at: &str) -> String {
    let at = at.split('[').next().unwrap_or(at);
    match at.split_once('T') {
        Some((day, time)) => format!("{day}T{}", &time[..time.len().min(5)]),
        None if at.contains(':') => format!("T{}", &at[..5]),
        None => at.to_owned(),
    }
}

fn same(shown: &str, wanted: &str) -> bool {
    if wanted == "unknown" {
        return shown.is_empty();
    }
    let shown = minute(shown);
    let wanted = minute(wanted);
    let clock = |at: &str| at.split_once('T').map(|(_, time)| time.to_owned());
    let undated = shown.starts_with('T') || wanted.starts_with('T');
    shown == wanted || undated && clock(&shown).is_some() && clock(&shown) == clock(&wanted)
}

fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(list) => list.iter().flat_map(texts).collect(),
        Value::Object(fields) => fields.get("at").map(texts).unwrap_or_default(),
        _ => Vec::new(),
    }
}

impl Score {
    fn phases(&mut self, name: &str, label: &Value, model: &Value) {
        for phase in ["started", "detected", "mitigated", "resolved"] {
            let Some(at) = model["incident"][phase]["at"].as_str() else { continue };
            let wanted = &label["phases"][phase];
            let mut right = texts(&wanted["at"]);
            right.extend(texts(&wanted["accept"]));
            right.extend(texts(&label["phasesAccept"][phase]));
            // A document that names one end may call it either.
            right.extend(
                texts(&label["phases"]["resolved"]["at"])
                    .into_iter()
                    .filter(|_| phase == "mitigated"),
            );
            let is_right = right.iter().any(|right| same(at, right));
            let what = format!("{name}: {phase} is {right:?}, shown {at}");
            let is_guess = !matches!(
                model["incident"][phase]["evidence"].as_str(),
                Some("marked" | "stamped" | "stated")
            );
            self.guesses += usize::from(is_guess);
            match (is_right, is_guess) {
                (true, _) => {}
                (false, true) => self.guesses_wrong.push(what),
                (false, false) => self.strong_wrong.push(what),
            }
        }
    }

    fn numbers(&mut self, name: &str, label: &Value, facts: &Value) {
        let of =
            [("detect", "timeToDetect"), ("mitigate", "timeToMitigate"), ("resolve", "duration")];
        for (measure, fact) in of {
            let Some(seconds) = facts[fact]["seconds"].as_i64() else { continue };
            let is_strong =
                matches!(facts[fact]["evidence"].as_str(), Some("marked" | "stamped" | "stated"));
            let mut right: Vec<i64> = label["numbers"][measure].as_i64().into_iter().collect();
            let more = label["acceptNumbers"][measure].as_array().into_iter().flatten();
            right.extend(more.filter_map(Value::as_i64));
            if is_strong && !right.iter().any(|right| (right - seconds).abs() <= SLACK) {
                self.strong_wrong.push(format!("{name}: {measure} is {right:?}, shown {seconds}"));
            }
        }
    }

    fn events(&mut self, label: &Value, model: &Value) {
        let shown: Vec<(i64, String)> = model["events"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|event| {
                Some((
                    event["place"]["line"].as_i64()?,
                    event["time"]["at"].as_str().unwrap_or("").to_owned(),
                ))
            })
            .collect();
        for event in label["events"].as_array().into_iter().flatten() {
            let wanted = event["at"].as_str().unwrap_or("");
            self.events += 1;
            let read = shown
                .iter()
                .any(|(line, at)| Some(*line) == event["line"].as_i64() && same(at, wanted));
            self.events_read += usize::from(read);
        }
    }
}

#[test]
fn what_is_shown_as_known_is_right() {
    let mut score = Score::default();
    for (_, label) in labels() {
        let Some(path) = document(&label) else { continue };
        let name = label["document"].as_str().unwrap_or_default();
        let made = read(&path);
        if !made["model"].is_object() {
            continue;
        }
        score.phases(name, &label, &made["model"]);
        score.numbers(name, &label, &made["facts"]);
        score.events(&label, &made["model"]);
    }
    assert!(score.strong_wrong.is_empty(), "{:#?}", score.strong_wrong);
    // One is wrong today; no more may become so.
    assert!(
        score.guesses_wrong.len() <= 1,
        "{} guesses: {:#?}",
        score.guesses,
        score.guesses_wrong
    );
    assert!(
        score.events_read * 100 >= score.events * 95,
        "{} of {}",
        score.events_read,
        score.events
    );
}
