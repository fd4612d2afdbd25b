//! `whydeck new`: documents to write over, which whydeck itself reads without a word.

use std::fs;

use serde_json::Value;

use crate::support::golden;
use crate::support::project::{Outcome, Project};

const TEMPLATES: [&str; 4] = ["nine-sections", "google", "coe", "short"];
const FLAGS: [&str; 6] =
    ["--title", "The index lost a third", "--start", "2026-01-31 23:30", "--zone", "Europe/Berlin"];

fn new(project: &Project, args: &[&str]) -> Outcome {
    project.whydeck(["new"].iter().chain(args))
}

fn read(project: &Project, name: &str) -> Value {
    let said = project.whydeck(["read", name, "--format", "json"]).exits(0);
    serde_json::from_str(&said.stdout).expect("JSON")
}

/// The kinds of a document's sections.
fn kinds(read: &Value) -> Vec<String> {
    let sections = read["model"]["sections"].as_array().expect("sections");
    sections.iter().filter_map(|section| section["kind"].as_str().map(str::to_owned)).collect()
}

#[test]
fn every_skeleton_is_as_it_was() {
    let project = Project::new();
    let mut made: Vec<(String, String)> = Vec::new();
    for template in TEMPLATES {
        let args = [&["-", "--template", template][..], &FLAGS].concat();
        made.push((format!("{template}.md"), new(&project, &args).exits(0).stdout));
    }
    let slides = ["-", "--slides", "--title", "How we search"];
    let said = new(&project, &slides).exits(0).stdout;
    let day = said.lines().find(|line| line.ends_with("(start)")).expect("a timeline");
    let day = day.split(' ').nth(1).expect("a day").to_owned();
    made.push(("slides.md".to_owned(), said.replace(&day, "DAY")));
    golden::check("new", made);
}

#[test]
fn every_skeleton_is_read_and_built_without_a_word() {
    let project = Project::new();
    for template in TEMPLATES {
        let name = format!("{template}.md");
        let args = [&[name.as_str(), "--template", template][..], &FLAGS].concat();
        let said = new(&project, &args).exits(0).stdout;
        assert!(said.starts_with(&format!("{name}: write over it")), "{said}");
        let read = read(&project, &name);
        assert_eq!(read["kind"], "postmortem");
        assert_eq!(read["title"], "The index lost a third");
        assert_eq!(read["diagnostics"], Value::Array(Vec::new()), "{name}");
        let model = &read["model"];
        let sections = model["sections"].as_array().expect("sections");
        let unknown = sections.iter().filter(|section| section["kind"] == "other");
        assert_eq!(unknown.count(), 0, "{name}");
        for phase in ["started", "detected", "resolved"] {
            assert!(model["incident"][phase]["evidence"] == "marked", "{name}: {phase}");
        }
        for part in ["events", "lessons", "actionItems"] {
            assert!(model[part].as_array().is_some_and(|all| !all.is_empty()), "{name}: {part}");
        }
        let built = project.whydeck(["build", &name, "--deny", "warnings"]).exits(0);
        assert_eq!(built.stderr, "", "{name}");
        let text = project.read(&name);
        let deck = project.read(&format!("{template}.html"));
        let asked: Vec<&str> = text.split("<!-- ").skip(1).collect();
        assert!(asked.len() > 4, "{name} asks");
        for question in asked {
            let words: String = question.chars().take(24).collect();
            assert!(!deck.contains(&words), "{name}: `{words}` is in the deck");
        }
    }
    new(&project, &["talk.md", "--slides"]).exits(0);
    let built = project.whydeck(["build", "talk.md", "--deny", "warnings"]).exits(0);
    assert!(built.stderr.is_empty() && built.stdout.starts_with("slides"), "{built:?}");
}

#[test]
fn nine_sections_are_all_there_with_every_form() {
    let project = Project::new();
    new(&project, &["a.md"]).exits(0);
    let read = read(&project, "a.md");
    let kinds = kinds(&read);
    let model = &read["model"];
    for kind in [
        "summary",
        "metrics",
        "userImpact",
        "incidentResponse",
        "timeline",
        "fiveWhys",
        "lessonsLearned",
        "correctiveActions",
        "actionItems",
    ] {
        assert!(kinds.iter().any(|known| known == kind), "{kind} in {kinds:?}");
    }
    let states: Vec<&Value> =
        model["actionItems"].as_array().expect("items").iter().map(|item| &item["state"]).collect();
    assert_eq!(states, ["inProgress", "done", "committed", "declined"]);
    assert!(model["traces"].as_array().is_some_and(|traces| traces.len() > 6));
}

#[test]
fn nothing_is_written_over() {
    let project = Project::new().file("there.md", "mine\n").file("sub/x.md", "");
    for file in ["there.md", "sub"] {
        let said = new(&project, &[file]).exits(1).stderr;
        assert!(said.contains(&format!("{file} is there already")), "{said}");
    }
    assert_eq!(project.read("there.md"), "mine\n");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("nowhere.md", project.path("link.md")).expect("a link");
        new(&project, &["link.md"]).exits(1);
        assert!(!project.path("nowhere.md").exists());
    }
    let said = new(&project, &["a/b.md"]).exits(1).stderr;
    assert!(said.contains("there is no folder a"), "{said}");
    let said = new(&project, &["a.yaml"]).exits(1).stderr;
    assert!(said.contains("would be YAML"), "{said}");
    assert_eq!(fs::read_dir(project.path("")).expect("a folder").count(), 3);
}

#[test]
fn a_file_without_a_name_is_called_after_day_and_title() {
    let project = Project::new();
    new(&project, &["--title", "Über Nacht: alles weg!", "--start", "2026-01-31"]).exits(0);
    assert!(project.path("2026-01-31-über-nacht-alles-weg.md").exists());
    new(&project, &["--slides", "--title", "A talk"]).exits(0);
    assert!(project.path("a-talk.md").exists());
    new(&project, &["db-outage.md"]).exits(0);
    assert_eq!(read(&project, "db-outage.md")["title"], "Db outage");
}

#[test]
fn flags_that_mean_nothing_are_refused() {
    let project = Project::new();
    let said = new(&project, &["-", "--zone", "Middle/Earth"]).exits(1).stderr;
    assert!(said.contains("there is no time zone `Middle/Earth`"), "{said}");
    let said = new(&project, &["-", "--start", "soon"]).exits(1).stderr;
    assert!(said.contains("`soon` is no time"), "{said}");
    new(&project, &["-", "--slides", "--template", "short"]).exits(2);
    new(&project, &["-", "--slides", "--start", "2026-01-31"]).exits(2);
    let zoned = ["-", "--start", "2026-07-01T22:30Z", "--zone", "Asia/Tokyo"];
    assert!(new(&project, &zoned).exits(0).stdout.contains("started: 2026-07-02 07:30"));
}

#[test]
fn a_title_is_literal_text() {
    let project = Project::new();
    new(&project, &["a.md", "--title", "plain"]).exits(0);
    let plain = kinds(&read(&project, "a.md"));
    for title in [
        "--- # x",
        "{{title}} {{{stamp 0}}} {{#each}}",
        "a \"b\" 'c' \\ d: e #f",
        "<script>alert(1)</script> & <!-- x",
        "*a* _b_ `c` [d](e) | f",
        "[1]: x",
        "- [ ] {x}",
    ] {
        let project = Project::new();
        new(&project, &["a.md", &format!("--title={title}")]).exits(0);
        let read = read(&project, "a.md");
        assert_eq!(read["title"], title);
        assert_eq!(read["diagnostics"], Value::Array(Vec::new()), "{title}");
        assert_eq!(read["model"]["subtitle"], Value::Null, "the heading says the same: {title}");
        assert_eq!(kinds(&read), plain, "{title}");
    }
}
