//! `whydeck read`: what it prints of postmortems and slide files, and where it goes.

use std::fs;

use serde_json::Value;

use crate::support::golden;
use crate::support::project::{Project, examples, repository};

fn check(case: &str, file: &str) {
    let project = Project::new().folder(&format!("tests/golden/read/{case}"));
    let outcome = project.whydeck(["read", file]).exits(0);
    let made = [("read.txt", outcome.stdout), ("stderr.txt", outcome.stderr)];
    golden::check(&format!("read/{case}"), made);
}

#[test]
fn a_document_with_every_evidence() {
    check("every-evidence", "incident.md");
}

#[test]
fn a_slide_file() {
    check("slide-file", "deck.md");
}

#[test]
fn standard_input_and_a_file_give_the_same_but_for_the_name() {
    let text = fs::read_to_string(repository().join("decks/examples/web-outage.md")).expect("text");
    let project = Project::new().folder("decks/examples");
    let named = project.whydeck(["read", "web-outage.md"]).exits(0).stdout;
    let piped = project.whydeck_reading(&text, ["read", "-"]).exits(0).stdout;
    assert_eq!(named.replace("web-outage.md", "<stdin>"), piped);
    project.whydeck(["read", "web-outage.md", "-o", "said.txt"]).exits(0);
    assert_eq!(project.read("said.txt"), named);
}

#[test]
fn every_example_is_read_and_private_notes_are_not_said() {
    let project = Project::new().folder("decks/examples").file(
        "noted.md",
        "# A\n\n## Summary\n\nIt broke.\n\n<!-- kanarie one -->\n\nMore.\n\n<!-- note: kanarie two -->\n\n\
         ## Timeline\n\n- 10:00 x\n\n<aside class=\"notes\">kanarie three</aside>\n",
    );
    for name in examples().iter().map(String::as_str).chain(["noted.md"]) {
        for format in ["text", "json"] {
            let said = project.whydeck(["read", name, "--format", format]).exits(0).stdout;
            assert!(!said.contains("kanarie"), "{said}");
            assert!(!said.contains('\u{1b}'), "colours in a file: {said}");
        }
    }
    let said = project.whydeck(["read", "noted.md"]).exits(0).stdout;
    assert!(said.contains("kept private"), "{said}");
}

#[test]
fn json_has_the_facts_and_no_slides() {
    let project = Project::new().folder("decks/examples");
    let json = |args: &[&str]| -> Value {
        let args = ["read"].iter().chain(args).copied();
        let said = project.whydeck(args).exits(0).stdout;
        serde_json::from_str(&said).expect("JSON alone")
    };
    let read = json(&["queue-backlog.yaml", "--format", "json"]);
    project.whydeck(["build", "queue-backlog.yaml", "--format", "json"]).exits(0);
    let built: Value = serde_json::from_str(&project.read("queue-backlog.json")).expect("JSON");
    for key in ["kind", "because", "title", "facts", "model", "diagnostics"] {
        assert_eq!(read[key], built[key], "{key}");
    }
    assert!(read["slides"].is_null() && read["coverage"]["mainRow"].as_u64() > Some(0));
    let slides = json(&["rust-1.52-slides.md", "--format", "json"]);
    assert!(slides["facts"].is_null() && slides["model"].is_null());
    assert_eq!(slides["slides"][1]["line"], 25);
}

#[test]
fn the_coverage_is_that_of_build() {
    let project = Project::new().folder("decks/examples");
    for deck in ["steering", "lightning"] {
        let args = ["web-outage.md", "--deck", deck];
        let build = ["build", "--coverage"].into_iter().chain(args);
        let table = project.whydeck(build).exits(0).stdout;
        let all = table.lines().find(|line| line.starts_with("all ")).expect("the sum");
        let numbers: Vec<&str> = all.split_whitespace().filter(|word| *word != "%").collect();
        let said = project.whydeck(["read"].into_iter().chain(args)).exits(0).stdout;
        assert!(said.contains(&format!("COVERAGE · {} words", numbers[1])), "{said}");
        assert!(said.contains(&format!("(main row {} %", numbers[2])), "{all}\n{said}");
    }
}

#[test]
fn problems_and_exit_codes_are_those_of_build() {
    let project = Project::new()
        .file("broken.yaml", "title: a: b\n")
        .file("warned.md", "# One\n\n![gone](gone.png)\n")
        .file("odd.md", "# A\u{1b}[2Jb\u{202e}c\n\n---\n\n# Two\n");
    let run = |line: &str| project.whydeck(line.split(' '));
    let missing = run("read none.md").exits(1);
    assert!(missing.stderr.starts_with("error: cannot read none.md: "), "{}", missing.stderr);
    let broken = run("read broken.yaml --message-format short").exits(1);
    assert!(broken.stderr.starts_with("broken.yaml:1:"), "{}", broken.stderr);
    assert_eq!((missing.stdout, broken.stdout), (String::new(), String::new()));
    let warned = run("read warned.md").exits(0);
    assert_eq!(warned.stderr, run("build warned.md").exits(0).stderr);
    run("read warned.md --deny warnings").exits(1);
    let itself = run("read warned.md -o warned.md").exits(1);
    assert!(itself.stderr.contains("is the document itself"), "{}", itself.stderr);
    let odd = run("read odd.md").exits(0).stdout;
    assert!(odd.starts_with("A\u{FFFD}[2Jb\u{FFFD}c\n"), "{odd}");
    run("read").exits(2);
    run("read warned.md --theme default").exits(2);
    let asked = run("read warned.md --as postmortem").exits(0).stdout;
    assert!(asked.contains("postmortem (as asked)"), "{asked}");
}
