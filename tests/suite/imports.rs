//! `whydeck new --from`: what an incident leaves behind becomes a timeline, and nothing else.

use std::fs;

use serde_json::Value;

use crate::support::golden;
use crate::support::project::{Outcome, Project};

/// Each kind of source, alone and together, with the events that it gives.
const DRAFTS: [(&str, usize, &[&str]); 8] = [
    ("slack", 11, &["--from", "slack/inc-42", "--template", "short"]),
    ("slack-names", 11, &["--from", "slack/inc-42", "--template", "short", "--names"]),
    ("pagerduty", 7, &["--from", "pagerduty.json", "--template", "coe"]),
    (
        "statuspage",
        4,
        &["--from", "statuspage.json", "--incident", "seat42abcdef", "--template", "google"],
    ),
    ("gitlab-notes", 3, &["--from", "gitlab-notes.json", "--template", "short"]),
    ("gitlab-events", 4, &["--from", "gitlab-events.json", "--template", "short"]),
    ("table", 3, &["--from", "events.csv", "--template", "short"]),
    (
        "all",
        31,
        &[
            "--from",
            "slack/inc-42",
            "--from",
            "pagerduty.json",
            "--from",
            "statuspage.json",
            "--from",
            "gitlab-events.json",
            "--from",
            "gitlab-notes.json",
            "--from",
            "events.csv",
            "--incident",
            "seat maps do not load",
        ],
    ),
];

fn sources() -> Project {
    Project::new().folder("tests/imports")
}

fn new(project: &Project, args: &[&str]) -> Outcome {
    project.whydeck(["new"].iter().chain(args))
}

fn draft(project: &Project, name: &str, args: &[&str]) -> Outcome {
    let file = format!("{name}.md");
    let args = [&[file.as_str(), "--zone", "Europe/Lisbon"], args].concat();
    new(project, &args).exits(0)
}

fn read(project: &Project, name: &str) -> Value {
    let said = project.whydeck(["read", name, "--format", "json"]).exits(0);
    serde_json::from_str(&said.stdout).expect("JSON")
}

fn events(read: &Value) -> &Vec<Value> {
    read["model"]["events"].as_array().expect("events")
}

#[test]
fn every_kind_is_drafted_as_it_was() {
    let project = sources();
    let mut made = Vec::new();
    for (name, _, args) in DRAFTS {
        let said = draft(&project, name, args);
        made.push((format!("{name}.md"), project.read(&format!("{name}.md"))));
        made.push((format!("{name}.txt"), said.stderr));
    }
    golden::check("imports", made);
}

#[test]
fn drafts_are_read_whole_and_built_without_a_word() {
    let project = sources();
    for (name, number, args) in DRAFTS {
        let said = draft(&project, name, args).stdout;
        let file = format!("{name}.md");
        assert!(said.starts_with(&format!("{file}: {number} entries; write over it")), "{said}");
        let read = read(&project, &file);
        let events = events(&read);
        assert_eq!(events.len(), number, "{name}");
        // Each row is one event, with its time, its actor and all of its words.
        let text = project.read(&file);
        let rows = text.lines().filter(|line| line.starts_with("| 2026-"));
        for (event, row) in events.iter().zip(rows) {
            let cells: Vec<&str> = row.split(" | ").collect();
            let stamp = cells[0].trim_start_matches("| ");
            assert_eq!(event["stamp"], stamp, "{row}");
            let local = event["time"]["at"].as_str().expect("a time").replace('T', " ");
            assert!(local.starts_with(stamp), "{local}: {row}");
            let actor = event["actor"].as_str().unwrap_or_default();
            assert_eq!(actor, cells[1].trim(), "{row}");
            let source = cells.last().expect("a source").trim_end_matches(" |");
            let said = event["text"].as_str().expect("a text");
            assert!(said.ends_with(&format!("source: {source}")), "{said}");
        }
        let built = project.whydeck(["build", &file, "--deny", "warnings"]).exits(0);
        assert!(!built.stderr.contains("warning"), "{name}: {}", built.stderr);
    }
}

#[test]
fn phases_are_those_that_sources_state() {
    let project = sources();
    let phases = |name: &str| {
        let read = read(&project, &format!("{name}.md"));
        let incident = &read["model"]["incident"];
        let one = |phase: &str| {
            let phase = &incident[phase];
            let is_told = phase["evidence"] == "marked";
            phase["utc"].as_str().filter(|_| is_told).unwrap_or("-").to_owned()
        };
        ["started", "detected", "mitigated", "resolved"].map(one)
    };
    for (name, _, args) in DRAFTS {
        draft(&project, name, args);
    }
    let none = ["-", "-", "-", "-"];
    for (name, want) in [
        ("slack", none),
        ("pagerduty", ["-", "2026-03-14T22:02:10Z", "-", "2026-03-15T00:40:05Z"]),
        ("statuspage", ["2026-03-14T21:55:00Z", "-", "-", "2026-03-15T00:45:00Z"]),
        ("gitlab-notes", none),
        (
            "gitlab-events",
            [
                "2026-03-14T21:54:00Z",
                "2026-03-14T22:02:10Z",
                "2026-03-14T23:38:00Z",
                "2026-03-15T00:40:00Z",
            ],
        ),
        ("table", none),
    ] {
        assert_eq!(phases(name), want, "{name}");
    }
    // Somebody may say it better.
    new(&project, &["said.md", "--from", "pagerduty.json", "--start", "2026-03-14 21:50"]).exits(0);
    assert_eq!(phases("said")[0], "2026-03-14T21:50:00Z");
}

#[test]
fn people_are_the_same_role_in_all_sources_and_named_nowhere() {
    let project = sources();
    let (name, _, args) = DRAFTS[7];
    draft(&project, name, args);
    let text = project.read("all.md");
    for name in [
        "Mira",
        "mira",
        "Okafor",
        "okafor",
        "Tom",
        "tomas",
        "Berg",
        "berg",
        "Stone",
        "wstone",
        "佐藤",
        "花子",
        "hanako",
        "U01",
        "U02",
        "@seats.example",
        "partner.example",
    ] {
        assert!(!text.contains(name), "{name}:\n{text}");
    }
    let role = |row: &str| {
        let row = text.lines().find(|line| line.contains(row)).expect("a row");
        row.split(" | ").nth(1).expect("an actor").to_owned()
    };
    let first = role("Looking. the graph");
    assert_eq!(first, "On-call");
    for row in ["Acknowledged by On-call.", "Cache nodes reach", "reads the metrics"] {
        assert_eq!(role(row), first, "{row}");
    }
    let second = role("errors is 3 %");
    assert_eq!(second, "On-call 2");
    for row in ["Node 3 restarted by On-call 2", "restarts node 3 | call", "Resolved by On-call 2"]
    {
        assert_eq!(role(row), second, "{row}");
    }
    let (name, _, args) = DRAFTS[1];
    draft(&project, name, args);
    let text = project.read("slack-names.md");
    for name in ["Mira Okafor", "Tomás Berg", "Will Stone", "佐藤花子が担当"] {
        assert!(text.contains(name), "{name}:\n{text}");
    }
    assert!(text.contains("\\[removed: token\\]"), "secrets are removed all the same: {text}");
}

#[test]
fn a_source_is_told_by_what_it_holds() {
    let project = sources();
    let rename = |from: &str, to: &str| {
        fs::rename(project.path(from), project.path(to)).expect("another name");
    };
    rename("pagerduty.json", "users.csv");
    rename("events.csv", "2026-03-14.json");
    rename("gitlab-notes.json", "notes");
    let args = ["-", "--from", "users.csv", "--from", "2026-03-14.json", "--from", "notes"];
    let said = new(&project, &args).exits(0);
    for line in ["PagerDuty: 7 entries", "deploy log: 1 entry", "GitLab: 3 entries"] {
        assert!(said.stderr.contains(line), "{}", said.stderr);
    }
    let all = fs::read_to_string(project.path("statuspage.json")).expect("a file");
    let args = ["new", "-", "--from", "-", "--incident", "mail7fedcba0"];
    let said = project.whydeck_reading(all, args).exits(0);
    assert!(said.stdout.contains("Resolved – All mails are out."), "{}", said.stdout);
}

#[test]
fn a_history_of_incidents_asks_which() {
    let project = sources();
    let said = new(&project, &["a.md", "--from", "statuspage.json"]).exits(1).stderr;
    for part in
        ["import/several", "seat42abcdef (2026-03-14 Seat maps do not load)", "mail7fedcba0"]
    {
        assert!(said.contains(part), "{said}");
    }
    assert!(!project.path("a.md").exists());
    let args = ["-", "--from", "statuspage.json", "--incident", "nothing"];
    let said = new(&project, &args).exits(1).stderr;
    assert!(said.contains("no incident is called `nothing`"), "{said}");
    let args = ["-", "--from", "pagerduty.json", "--incident", "#881"];
    assert!(new(&project, &args).exits(0).stdout.contains("Seat map errors above 20 %"));
}

#[test]
fn an_export_of_several_channels_asks_which() {
    let project = sources();
    let said = new(&project, &["-", "--from", "slack"]).exits(0).stderr;
    assert!(said.contains("Slack #inc-42: 12 entries"), "{said}");
    let project = project.file("slack/status/2026-03-14.json", "[]");
    let said = new(&project, &["-", "--from", "slack"]).exits(1).stderr;
    assert!(said.contains("slack holds 2 channels"), "{said}");
    assert!(said.contains("slack/inc-42, slack/status"), "{said}");
    // One day alone finds who is who above it.
    let said = new(&project, &["-", "--from", "slack/inc-42/2026-03-15.json", "--names"]).exits(0);
    assert!(said.stdout.contains("| Mira Okafor |") && said.stdout.contains("Slack #inc-42"));
}

#[test]
fn all_that_is_broken_is_told_at_once() {
    let project = sources()
        .file("broken.json", "[\n  {\"ts\": \"1.0\", \"text\": \"x\",}\n]\n")
        .file("deep.json", "[".repeat(200_000))
        .file("other.json", "{\"a\": [1, 2]}")
        .file("text.txt", "We noticed it at ten.\n")
        .file("empty.json", "")
        .file("latin.csv", b"time,text\n2026-01-31 10:00,caf\xe9\n")
        .file("rows.csv", "time,text\nsoon,a\n2026-01-31 10:00,\"b\"c\n03/04/2026 10:00,d\n,e\n")
        .file("nothing/readme.txt", "x");
    let names = [
        "broken.json",
        "deep.json",
        "other.json",
        "text.txt",
        "empty.json",
        "latin.csv",
        "rows.csv",
        "nothing",
        "gone.json",
        "pagerduty.json",
    ];
    let mut args = vec!["a.md"];
    args.extend(names.iter().flat_map(|name| ["--from", name]));
    let said = new(&project, &args).exits(1);
    assert!(!project.path("a.md").exists());
    golden::check("imports-broken", [("stderr.txt", said.stderr)]);
    args.extend(["--message-format", "short"]);
    let said = new(&project, &args).exits(1).stderr;
    for place in ["broken.json:2:29: error[import/syntax]", "rows.csv:4:1: error[import/time]"] {
        assert!(said.contains(place), "{said}");
    }
}

#[test]
fn sources_that_hold_nothing_make_no_document() {
    let project = Project::new().file("a.json", "[]").file(
        "b.json",
        r#"[{"type": "message", "subtype": "channel_join", "user": "U1", "ts": "1773525790.1"}]"#,
    );
    let said = new(&project, &["-", "--from", "a.json", "--from", "b.json"]).exits(1).stderr;
    assert!(said.contains("error[import/nothing]"), "{said}");
    assert!(said.contains("left out 1 message about who joined or left"), "{said}");
}

#[test]
fn bounds_are_held_and_told() {
    let mut rows = "time,text\n".to_owned();
    for number in 0..1_200 {
        rows.push_str(&format!(
            "2026-01-31 {:02}:{:02},entry {number}\n",
            number / 60,
            number % 60
        ));
    }
    let project = Project::new().file("a.csv", rows).file("large.json", "[");
    let said = new(&project, &["-", "--from", "a.csv"]).exits(0);
    assert_eq!(said.stdout.lines().filter(|line| line.starts_with("| 2026-")).count(), 1_000);
    assert!(said.stderr.contains("200 later entries left out"), "{}", said.stderr);
    let large = fs::File::options().write(true).open(project.path("large.json")).expect("a file");
    large.set_len((64 << 20) + 1).expect("a large file");
    let said = new(&project, &["-", "--from", "large.json"]).exits(1).stderr;
    assert!(said.contains("larger than 64 MiB"), "{said}");
    large.set_len(64 << 20).expect("a large file");
    let said = new(&project, &["-", "--from", "a.csv", "--from", "large.json"]).exits(1).stderr;
    assert!(said.contains("the sources are larger than 64 MiB"), "{said}");
}

#[test]
fn flags_that_need_a_source_are_refused_without_one() {
    let project = sources();
    for args in [
        &["-", "--names"][..],
        &["-", "--incident", "x"],
        &["-", "--slides", "--from", "events.csv"],
    ] {
        new(&project, args).exits(2);
    }
    let there = project.file("there.md", "mine\n");
    let said = new(&there, &["there.md", "--from", "events.csv"]).exits(1).stderr;
    assert!(said.contains("there.md is there already"), "{said}");
    assert_eq!(there.read("there.md"), "mine\n");
}
