//! `whydeck check`: the scorecard, and what was known already.

use serde_json::Value;

use crate::support::project::{Outcome, Project};
use crate::support::server::Server;

const FULL: &str = "---\ntitle: Outage\nincident: {started: 2026-03-01T10:00Z}\n---\n\n## Summary\n\nOne.\n\nTwo.\n\n\
                    Three.\n\nFour.\n\n## Impact\n\nNobody.\n\n## Timeline\n\n- 10:00 UTC (start) \
                    a\n- 10:05 UTC b\n\n## Action items\n\n- Add a probe\n- Add a test\n";

fn check(project: &Project, args: &str) -> Outcome {
    project.whydeck(["check"].into_iter().chain(args.split_whitespace()))
}

#[test]
fn a_check_ends_with_the_nine_sections() {
    let project = Project::new().file("a.md", FULL);
    let said = check(&project, "a.md --except people").exits(0).stdout;
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.len(), 9, "{said}");
    assert_eq!(lines[0], "✓ Summary             too long");
    assert_eq!(lines[1], "– Metrics             missing");
    assert_eq!(lines[2], "✓ User Impact");
    assert_eq!(lines[4], "✓ Timeline            no end");
    assert_eq!(lines[5], "– Five Whys           missing");
    assert_eq!(lines[7], "– Corrective Actions  missing");
    assert!(lines[8].starts_with("✓ Action Items        "), "{said}");
    for args in ["--no-scorecard", "--only summary", "--message-format sarif"] {
        assert_eq!(check(&project, &format!("a.md {args}")).stdout, "");
    }
}

#[test]
fn an_empty_section_is_not_there_and_one_told_elsewhere_is_said_to_be() {
    let text = "# Outage\n\nIt broke.\n\n## Impact\n\n## Timeline\n\n- 10:00 UTC (start) a\n\n\
                ## Action items\n\n- Add a probe\n";
    let project = Project::new().file("a.md", text);
    let said = check(&project, "a.md --as postmortem").stdout;
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines[0], "✓ Summary             without a heading of its own");
    assert_eq!(lines[2], "– User Impact         empty");
    let json = check(&project, "a.md --message-format json").stdout;
    assert!(
        json.contains(r#"{"section":"userImpact","isThere":false,"lacks":["empty"]}"#),
        "{json}"
    );
}

#[test]
fn what_is_off_or_silenced_is_no_gap_and_what_is_missing_stays_missing() {
    let off = FULL.replace("title: Outage", "title: Outage\ncheck: {summary/long: off, whys: off}");
    let project = Project::new().file("a.md", off);
    let said = check(&project, "a.md").stdout;
    assert!(said.starts_with("✓ Summary\n– Metrics"), "{said}");
    assert!(said.contains("– Five Whys           missing"), "{said}");
}

#[test]
fn the_nine_sections_stand_on_a_slide_when_it_is_wanted() {
    let wanted = FULL.replace("title:", "deck: {scorecard: true}\ncheck: {summary: off}\ntitle:");
    let project = Project::new().file("a.md", wanted).file("b.md", FULL);
    let slide = |name: &str| {
        let built = project.whydeck(["build", name, "-o", "out.md"]).exits(0);
        assert!(!built.stderr.contains("summary/long"), "{}", built.stderr);
        let page = project.read("out.md");
        page.split("## What this document still lacks").nth(1).map(str::to_owned)
    };
    let rows = slide("a.md").expect("a slide");
    let of = |section: &str| {
        let line = rows.lines().find(|line| line.contains(section)).expect("a row");
        line.split('|').map(str::trim).skip(2).take(2).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(
        (of("Summary"), of("Metrics")),
        (vec!["✓".into(), "".into()], vec!["–".into(), "missing".into()])
    );
    assert_eq!(slide("b.md"), None);
}

#[test]
fn several_documents_have_a_line_each() {
    let project = Project::new()
        .file("2026/a.md", FULL)
        .file("2026/long-name.md", "# x\n\n## Summary\n\nx\n\n## Impact\n\nx\n")
        .file("2026/talk.md", "---\ntype: slide\n---\n# One\n");
    let said = check(&project, "2026").stdout;
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.len(), 2, "{said}");
    assert!(lines[0].starts_with("– 2026/a.md          5 of 9  without Metrics, Five"), "{said}");
    assert!(lines[1].starts_with("– 2026/long-name.md  2 of 9  without Metrics, "), "{said}");
    let json = check(&project, "2026 --message-format json").stdout;
    let cards: Vec<Value> =
        json.lines().map(|line| serde_json::from_str(line).expect("an object")).collect();
    assert_eq!(cards.len(), 2);
    assert_eq!(cards[0]["file"], "2026/a.md");
    assert_eq!(cards[0]["sections"][0]["section"], "summary");
    assert_eq!(cards[0]["sections"][0]["isThere"], true);
    assert_eq!(cards[0]["sections"][0]["lacks"][0], "too long");
}

#[test]
fn an_old_folder_starts_clean() {
    let project = Project::new().file("docs/a.md", FULL).file("docs/b.md", FULL);
    check(&project, "docs --deny warnings").exits(1);
    let none = check(&project, "docs --baseline known.json").exits(1);
    assert!(none.stderr.contains("help: `--write-baseline` writes it"), "{}", none.stderr);
    let written = check(&project, "docs --baseline known.json --write-baseline").exits(0);
    assert!(
        written.stderr.contains("of 2 documents; only new ones are told"),
        "{}",
        written.stderr
    );
    let known = project.read("known.json");
    assert!(known.contains("\"docs/a.md\": {\n") && known.contains("\"Four.\": 1"), "{known}");
    let quiet = check(&project, "docs --baseline known.json --deny warnings").exits(0);
    assert!(!quiet.stderr.contains("warning["), "{}", quiet.stderr);
    assert!(quiet.stderr.contains("of known.json are not told\n"), "{}", quiet.stderr);
    // Lines that come before move nothing; what is new is told.
    let moved = FULL.replace("One.", "A line.\nOne.").replace("- Add a test", "- Add a test\n- ");
    let project = project.file("docs/a.md", moved.replace("titel", "x"));
    check(&project, "docs --baseline known.json --deny warnings").exits(0);
    let project = project.file("docs/a.md", FULL.replace("title:", "titel: x\ntitle:"));
    let new = check(&project, "docs --baseline known.json --message-format short").exits(0);
    assert!(new.stderr.starts_with("docs/a.md:2:1: warning[data/unknown-key]"), "{}", new.stderr);
    assert_eq!(new.stderr.matches("warning[").count(), 1, "{}", new.stderr);
}

#[test]
fn a_baseline_forgets_only_what_was_checked() {
    let project = Project::new().file("a.md", FULL).file("sub/b.md", FULL);
    check(&project, ". --baseline known.json --write-baseline").exits(0);
    let project = project.file("a.md", FULL.replace("\n\nFour.", ""));
    let gone = check(&project, "a.md --baseline known.json");
    assert!(
        gone.stderr.contains("1 finding of known.json is gone; `--write-baseline` takes them out"),
        "{}",
        gone.stderr
    );
    // The same from another folder.
    let before = project.read("known.json");
    check(&project, "a.md --baseline known.json --write-baseline").exits(0);
    let after = project.read("known.json");
    assert_eq!(before.matches("Four.").count(), 2);
    assert_eq!(after.matches("Four.").count(), 1);
    assert!(after.contains("\"sub/b.md\""), "{after}");
    for broken in ["[]", "{\"version\": 9, \"documents\": {}}", "x"] {
        let project = Project::new().file("a.md", FULL).file("k.json", broken);
        let said = check(&project, "a.md --baseline k.json").exits(1).stderr;
        assert!(said.starts_with("error: cannot read k.json: "), "{said}");
    }
    // What leaves no deck is never known.
    let project = Project::new().file("a.md", format!("---\na: [\n---\n{FULL}"));
    check(&project, "a.md --baseline k.json --write-baseline").exits(1);
    check(&project, "a.md --baseline k.json").exits(1);
}

#[test]
fn a_build_checks_when_it_is_asked_to() {
    let project = Project::new().file("a.md", FULL);
    let plain = project.whydeck(["build", "a.md"]).exits(0);
    assert!(!plain.stderr.contains("summary/long"), "{}", plain.stderr);
    let checked = project.whydeck(["build", "a.md", "--check"]).exits(0);
    assert!(checked.stderr.contains("warning[summary/long]"), "{}", checked.stderr);
    project.whydeck(["build", "a.md", "--check", "--deny", "warnings"]).exits(1);
    // A build finds what a check finds, and more.
    let of = |said: String| -> Vec<String> {
        said.lines().filter(|line| line.contains("[")).map(str::to_owned).collect()
    };
    let short = ["--message-format", "short"];
    let check = of(project.whydeck(["check", "a.md"].into_iter().chain(short)).stderr);
    let build = of(project.whydeck(["build", "a.md", "--check"].into_iter().chain(short)).stderr);
    let lost: Vec<_> = check.iter().filter(|line| !build.contains(line)).collect();
    assert!(lost.is_empty(), "{lost:?} {build:?}");
}

#[test]
fn a_served_deck_counts_findings_apart() {
    let project = Project::new().file("a.md", FULL.replace("title:", "titel: x\ntitle:"));
    let first = |args: &[&str]| -> Value {
        let server = Server::start(&project, args);
        let said = server.events("/live").wait("problems", |_| true);
        serde_json::from_str(&said).expect("an object")
    };
    let plain = first(&["a.md"]);
    assert_eq!((&plain["warnings"], &plain["findings"]), (&1.into(), &0.into()), "{plain}");
    let checked = first(&["a.md", "--check"]);
    assert_eq!(checked["warnings"], 1, "{checked}");
    assert!(checked["findings"].as_u64() > Some(5), "{checked}");
    let list = checked["list"].as_array().expect("a list");
    let long = list.iter().find(|one| one["code"] == "summary/long").expect("told");
    assert_eq!((&long["isFinding"], &long["line"]), (&true.into(), &15.into()));
}
