//! What is read of Japanese documents: the example of our own, and public ones beside the project,
//! whose tables are counted here once more without the reader.

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::Value;

use crate::support::project::{Project, repository, skipped};

const CORPUS: &str = "../shared/corpus/postmortems-ja";

/// What the rows of a document say.
#[derive(Default)]
struct Recount {
    /// The line, day and time of each row of the timeline, and the phase that it is marked with.
    events: Vec<(usize, String, Option<&'static str>)>,
    /// The line, owner, due date and state of each action.
    actions: Vec<(usize, String, String, &'static str)>,
    /// The number of questions in each series of whys.
    chains: Vec<usize>,
}

/// Labels of rows that are phases.
const PHASES: [(&str, &str); 7] = [
    ("発生", "start"),
    ("検知", "detected"),
    ("緩和策適用", "mitigated"),
    ("一次復旧", "mitigated"),
    ("復旧", "resolved"),
    ("復旧確認", "resolved"),
    ("最終復旧確認", "resolved"),
];

fn cells(line: &str) -> Vec<String> {
    let bare = line.replace("\\|", "\u{1}");
    bare.trim().trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
}

/// `2026-03-12T14:05` as far as a cell has it: its first date and its first time.
fn stamp(cell: &str) -> String {
    let head = cell.split(['〜', '～', '–', '（', '(', '/']).next().unwrap_or_default();
    let is_shape = |word: &str, shape: &str| {
        let same = |(c, s): (char, char)| if s == '0' { c.is_ascii_digit() } else { c == s };
        word.len() == shape.len() && word.chars().zip(shape.chars()).all(same)
    };
    let words: Vec<&str> =
        head.split(|c: char| !(c.is_ascii_digit() || c == '-' || c == ':')).collect();
    let find = |shapes: &[&str]| {
        let mut words = words.iter();
        words.find(|word| shapes.iter().any(|shape| is_shape(word, shape))).copied()
    };
    let day = find(&["0000-00-00", "00-00"]).unwrap_or_default();
    let time = find(&["00:00", "00:00:00"]).map_or("", |time| &time[..5]);
    format!("{day}T{time}")
}

/// The phase of a row, by the bold label that it begins with.
fn phase(cell: &str) -> Option<&'static str> {
    let (label, behind) = cell.strip_prefix("**")?.split_once("**")?;
    let label = label.split(['（', '(']).next().unwrap_or(label);
    let label = label.trim_end_matches(['。', ':', '：', ' ']);
    let is_open = behind.trim_start_matches([' ', '—', ':', '：']).starts_with("未了");
    let known = PHASES.iter().find(|(name, _)| *name == label);
    known.filter(|_| !is_open).map(|(_, phase)| *phase)
}

fn recount(text: &str) -> Recount {
    let mut found = Recount::default();
    let (mut section, mut part, mut header) = ("", "", Vec::new());
    for (number, line) in (1..).zip(text.lines()) {
        if let Some(title) = line.strip_prefix("## ") {
            (section, part) = (title, "");
        } else if line.starts_with("### ") {
            part = line;
        }
        let is_why = part.contains("Five Whys") && line.contains(". **なぜ");
        if is_why && line.starts_with("1.") {
            found.chains.push(0);
        }
        if let Some(chain) = found.chains.last_mut().filter(|_| is_why) {
            *chain += 1;
        }
        if section == "アクションアイテム" && line.starts_with("- [") {
            found.actions.push((number, boxed_owner(line), boxed_due(line), boxed_state(line)));
        }
        if !line.starts_with('|') {
            header.clear();
            continue;
        }
        let row = cells(line);
        if row.iter().all(|cell| cell.chars().all(|c| "-: ".contains(c)) && !cell.is_empty()) {
            continue;
        }
        if header.is_empty() {
            header = row;
            continue;
        }
        let cell = |titles: &[&str]| {
            let column = header.iter().position(|title| titles.contains(&title.as_str()));
            column.and_then(|column| row.get(column)).cloned().unwrap_or_default()
        };
        match section {
            "タイムライン" => {
                let event = cell(&["イベント"]);
                found.events.push((number, stamp(&row[0]), phase(&event)));
            }
            "アクションアイテム" if header.iter().any(|title| title == "期限") => {
                let known = |cell: String| {
                    let none = ["要アサイン", "要設定", "未定", "—"].contains(&cell.as_str());
                    if none { String::new() } else { cell }
                };
                let state = cell(&["状態", "ステータス"]).trim_start_matches('*').to_lowercase();
                let is_done = state.starts_with("完了") || state.starts_with("done");
                let state = if is_done { "done" } else { "proposed" };
                found.actions.push((number, known(cell(&["担当"])), known(cell(&["期限"])), state));
            }
            _ => {}
        }
    }
    found
}

/// The owner behind its label, else the one between brackets.
fn boxed_owner(line: &str) -> String {
    let labelled = line.split_once("担当: ").map(|(_, rest)| rest.split(['、', '）', '*']).next());
    let bracketed = || line.split_once("**[").and_then(|(_, rest)| rest.split(']').next());
    labelled.unwrap_or_else(bracketed).unwrap_or_default().to_owned()
}

fn boxed_due(line: &str) -> String {
    let due = line.split_once("期限: ").map_or("", |(_, rest)| rest);
    due.chars().take_while(|c| c.is_ascii_digit() || *c == '-').collect()
}

fn boxed_state(line: &str) -> &'static str {
    if line.starts_with("- [x]") { "done" } else { "proposed" }
}

fn read(path: &str) -> Value {
    let mut binary = Command::new(env!("CARGO_BIN_EXE_whydeck"));
    let done = binary.args(["build", "--format", "json", "-o", "-"]).arg(path).output();
    serde_json::from_slice(&done.expect("the binary runs").stdout).expect("JSON")
}

/// How deep a chain of questions is.
fn depth(why: &Value) -> usize {
    let answers = why["answers"].as_array().into_iter().flatten();
    let below = answers.flat_map(|answer| answer["whys"].as_array().into_iter().flatten());
    1 + below.map(depth).max().unwrap_or(0)
}

/// How many of what there is were read as it stands there, and what was not.
#[derive(Default)]
struct Score(BTreeMap<&'static str, (usize, Vec<String>)>);

impl Score {
    fn count(&mut self, what: &'static str, is_right: bool, remark: impl Fn() -> String) {
        let entry = self.0.entry(what).or_default();
        entry.0 += 1;
        if !is_right {
            entry.1.push(remark());
        }
    }

    #[track_caller]
    fn reaches(&self, what: &str, percent: usize) {
        let (all, wrong) = &self.0[what];
        assert!(wrong.len() * 100 <= all * (100 - percent), "{what}: {all}, {wrong:#?}");
    }
}

/// Whether a moment is that of a cell, as far as the cell says it.
fn is_same(at: &str, cell: &str) -> bool {
    let (day, time) = cell.split_once('T').unwrap_or((cell, ""));
    let clock = at.split_once('T').map_or(at, |(_, time)| time);
    at.contains(day) && (time.is_empty() || clock.starts_with(time))
}

fn compare(score: &mut Score, name: &str, text: &str, model: &Value) {
    let told = recount(text);
    let list = |key: &str| model[key].as_array().cloned().unwrap_or_default();
    let at_line = |list: &[Value], line: usize| {
        let is_it = |it: &&Value| it["place"]["line"].as_u64() == Some(line as u64);
        list.iter().find(is_it).cloned().unwrap_or_default()
    };
    let events = list("events");
    score.count("events", events.len() == told.events.len(), || format!("{name}: their number"));
    for (line, stamp, phase) in &told.events {
        let event = at_line(&events, *line);
        let at = event["time"]["at"].as_str().unwrap_or_default();
        score.count("events", is_same(at, stamp), || format!("{name}:{line}: {stamp}, {at}"));
        if let Some(phase) = phase {
            let kind = event["kind"].as_str().unwrap_or_default();
            score.count("phases", kind == *phase, || format!("{name}:{line}: {phase}, {kind}"));
        }
    }
    let actions = list("actionItems");
    score.count("actions", actions.len() == told.actions.len(), || format!("{name}: their number"));
    for (line, owner, due, state) in &told.actions {
        let action = at_line(&actions, *line);
        let field = |key: &str| action[key].as_str().unwrap_or_default().to_owned();
        score.count("actions", !action.is_null(), || format!("{name}:{line}"));
        for (what, want) in [("owner", owner.as_str()), ("due", due), ("state", *state)] {
            let is_right = field(what).eq_ignore_ascii_case(want);
            score.count("actions", is_right, || format!("{name}:{line}: {want}, {}", field(what)));
        }
    }
    let chains: Vec<usize> = list("whys").iter().map(depth).collect();
    score.count("whys", chains == told.chains, || format!("{name}: {:?}, {chains:?}", told.chains));
}

#[test]
fn public_japanese_documents_are_read_as_their_tables_say() {
    let folder = repository().join(CORPUS);
    let Ok(entries) = std::fs::read_dir(&folder) else {
        skipped(&format!("there is no folder {CORPUS}"));
        return;
    };
    let mut score = Score::default();
    for path in entries.flatten().map(|entry| entry.path()) {
        let text = std::fs::read_to_string(&path).expect("a document");
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let made = read(&path.to_string_lossy());
        compare(&mut score, &name[..11.min(name.len())], &text, &made["model"]);
    }
    score.reaches("events", 98);
    score.reaches("actions", 98);
    score.reaches("phases", 95);
    score.reaches("whys", 100);
}

#[test]
fn the_japanese_example_is_read_as_it_is_meant() {
    let project = Project::new().folder("decks/examples/languages");
    let made = project.whydeck(["build", "ja.md", "--format", "json", "-o", "made.json"]);
    let outcome = made.exits(0);
    let json: Value = serde_json::from_str(&project.read("made.json")).expect("JSON");
    let (model, facts) = (&json["model"], &json["facts"]);
    assert_eq!(json["lang"], "ja", "{}", outcome.stderr);
    for (phase, at) in [
        ("started", "2026-05-14T20:40"),
        ("detected", "2026-05-14T21:55"),
        ("mitigated", "2026-05-14T22:58"),
        ("resolved", "2026-05-15T00:10"),
    ] {
        let read = &model["incident"][phase];
        assert!(read["at"].as_str().is_some_and(|it| it.starts_with(at)), "{phase}: {read}");
        assert_eq!(read["evidence"], "marked", "{phase}");
    }
    for (fact, seconds) in
        [("timeToDetect", 4_500), ("timeToMitigate", 3_780), ("duration", 12_600)]
    {
        assert_eq!(facts[fact]["seconds"], seconds, "{fact}");
    }
    for (count, number) in [
        ("events", 14),
        ("whys", 5),
        ("answers", 5),
        ("leaves", 2),
        ("lessons", 4),
        ("correctiveActions", 2),
        ("actionItems", 6),
        ("withOwner", 6),
        ("done", 2),
        ("decisions", 2),
    ] {
        assert_eq!(facts[count], number, "{count}");
    }
    let kinds: Vec<&str> = model["events"]
        .as_array()
        .expect("events")
        .iter()
        .filter_map(|event| event["kind"].as_str())
        .collect();
    assert_eq!(kinds, ["start", "detected", "mitigated", "resolved"]);
}
