//! `whydeck check`: what it finds, what is asked for, and how it ends. Each rule has its own
//! examples in the table of rules.

use crate::support::project::{Outcome, Project};

/// Breaks one rule, and has one problem that `build` tells, too.
const LONG: &str = "---\ntitel: x\n---\n# Outage\n\n## Summary\n\nOne.\n\nTwo.\n\nThree.\n\nFour.\n\n\
                    ## Impact\n\nNobody.\n";

fn check(project: &Project, args: &str) -> Outcome {
    project.whydeck(["check"].into_iter().chain(args.split_whitespace()))
}

/// The codes that short lines name.
fn codes(outcome: &Outcome) -> Vec<&str> {
    let lines = outcome.stderr.lines();
    lines.filter_map(|line| line.split_once('[')?.1.split_once(']')).map(|parts| parts.0).collect()
}

#[test]
fn a_finding_is_told_as_every_problem_is() {
    let project = Project::new().file("a.md", LONG);
    let outcome = check(&project, "a.md --only summary/long").exits(0);
    assert_eq!(
        outcome.stderr,
        "\
warning[summary/long]: the summary has 4 paragraphs
  --> a.md:14:1
   |
14 | Four.
   | ^^^^^ the fourth begins here
   |
help: what does not tell who was hit, and how it ended, has sections below

"
    );
    let short = check(&project, "a.md --message-format short --only summary");
    assert_eq!(short.stderr, "a.md:14:1: warning[summary/long]: the summary has 4 paragraphs\n");
}

#[test]
fn rules_are_chosen_by_code_and_by_subject() {
    let project = Project::new().file("a.md", LONG);
    let of = |args: &str| {
        let outcome = check(&project, &format!("a.md --message-format short {args}")).exits(0);
        codes(&outcome).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(of("--only summary/long,data/*"), ["data/unknown-key", "summary/long"]);
    assert_eq!(of("--only data"), ["data/unknown-key"]);
    assert_eq!(of("--only data,summary --except data/unknown-key"), ["summary/long"]);
    let all = of("");
    assert!(all.contains(&"data/unknown-key".into()) && all.contains(&"summary/long".into()));
    let unknown = check(&project, "a.md --only sumary/long").exits(2);
    assert!(unknown.stderr.contains("did you mean `summary/long`?"), "{}", unknown.stderr);
}

#[test]
fn errors_fail_and_warnings_fail_when_they_are_denied() {
    let project = Project::new()
        .file("a.md", LONG)
        .file("broken.md", "---\ntitle: [\n---\n# x\n\n## Summary\n\nx\n\n## Impact\n\nx\n");
    let denied = check(&project, "a.md --deny warnings --only summary").exits(1);
    assert!(denied.stderr.ends_with("failed: warnings are denied\n"), "{}", denied.stderr);
    check(&project, "a.md --deny warnings --only trace").exits(0);
    // What keeps a document from being read is told, whatever was asked for.
    let broken = check(&project, "broken.md --only trace --message-format short").exits(1);
    assert_eq!(codes(&broken), ["data/syntax"]);
    let gone = check(&project, "gone.md a.md --only summary --message-format short").exits(1);
    assert!(gone.stderr.starts_with("error: cannot read gone.md: "), "{}", gone.stderr);
    assert_eq!(codes(&gone), ["summary/long"]);
    check(&project, "").exits(2);
}

#[test]
fn a_folder_is_checked_but_for_guesses() {
    let project = Project::new()
        .file("2026/a.md", LONG)
        .file("2026/b.yaml", "title: x\nsummary: y\ntimeline: []\nimpcat: z\n")
        .file("2026/notes.md", "# Notes\n\nSome.\n")
        .file("2026/film.md", [0_u8; 40]);
    let outcome = check(&project, "2026 --message-format short --only data,summary").exits(1);
    assert_eq!(codes(&outcome), ["data/unknown-key", "summary/long", "data/unknown-key"]);
    assert!(outcome.stderr.contains("error: cannot read 2026/film.md: "), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("1 other document is no known"), "{}", outcome.stderr);
    let all = check(&project, "2026 --all --message-format short --only source").exits(1);
    assert!(!all.stderr.contains("other document"), "{}", all.stderr);
    let piped = project
        .whydeck_reading(LONG, ["check", "-", "--message-format", "short", "--only", "summary"])
        .exits(0);
    assert!(piped.stderr.starts_with("<stdin>:14:1: warning[summary/long]"), "{}", piped.stderr);
}

#[test]
fn slides_are_checked_as_a_build_checks_them() {
    let long = "# One\n\n".to_owned() + &"- a line of the slide\n".repeat(60);
    let slides = format!("---\ntype: slide\n---\n# A\n\n<script>x()</script>\n\n---\n\n{long}");
    let project = Project::new().file("talk.md", slides).file("a.md", LONG);
    let told = check(&project, "talk.md --message-format short").exits(0);
    assert_eq!(codes(&told), ["slide/html"]);
    let fitted = check(&project, "talk.md --layout --message-format short").exits(0);
    assert_eq!(codes(&fitted), ["slide/html", "slide/overflow"]);
    let built = project.whydeck(["build", "talk.md", "--message-format", "short"]).exits(0);
    assert_eq!(codes(&fitted), codes(&built));
    // A postmortem is measured, and checked as well.
    let both = check(&project, "a.md --layout --only summary,data --message-format short");
    assert_eq!(codes(&both.exits(0)), ["data/unknown-key", "summary/long"]);
    let found = check(&project, ". --only slide --message-format short").exits(0);
    assert_eq!(codes(&found), ["slide/html"]);
}
