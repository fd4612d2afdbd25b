//! `whydeck meeting diff|apply|minutes|discard`, on journals as a meeting leaves them.

use std::fs;
use std::process::Command;

use crate::support::project::Project;

const DISKS: &str = "\
# Disks full

## Summary

The disks were full.

## Action Items

- [ ] Rotate logs – @bob
- [ ] Watch the disks
";

/// The first line of a journal, and one that captures something.
fn journal(document: &str, lines: &[&str]) -> String {
    let head = format!(
        r#"{{"v":1,"meeting":"00112233aabbccdd","at":"2026-11-26T14:00:00Z","document":"{document}","hash":"sha256:0"}}"#
    );
    let lines = lines.iter().enumerate().map(|(number, line)| {
        format!(r#"{{"v":1,"id":"{number:016}","at":"2026-11-26T14:0{number}:00Z",{line}}}"#)
    });
    [head].into_iter().chain(lines).map(|line| line + "\n").collect()
}

const DECISION: &str = r#""kind":"decision","text":"Alerts go to the team""#;
const ACTION: &str =
    r#""kind":"action","text":"Check | the *fans*","owner":"ann","due":"2026-12-01""#;
const NOTE: &str = r#""kind":"note","text":"A long silence""#;
const DONE: &str = r#""kind":"change","text":"","state":"done","action":{"list":"items","id":"AI-1","text":"Rotate logs","seen":"proposed · owner: bob"}"#;
const TAKEN: &str = r#""kind":"change","text":"","owner":"dora","action":{"list":"items","id":"AI-1","text":"Rotate logs","seen":"proposed · owner: bob"}"#;

fn held(lines: &[&str]) -> Project {
    Project::new().file("a.md", DISKS).file("a.meeting.ndjson", journal("a.md", lines))
}

const AFTER: &str = "\
# Disks full

## Summary

The disks were full.

## Action Items

- [x] Rotate logs – @bob
- [ ] Watch the disks
- [ ] Check | the *fans* – @ann, due 2026-12-01

## Decisions made

- Decided: Alerts go to the team (2026-11-26)
";

/// The document after a meeting, as it is read back.
fn after() -> String {
    AFTER.replace("*fans*", "\\*fans*")
}

#[test]
fn the_patch_is_one_that_git_applies() {
    let project = held(&[DECISION, ACTION, NOTE, DONE]);
    let patch = project.whydeck(["meeting", "diff", "a.md"]).exits(0).stdout;
    assert!(patch.starts_with("--- a/a.md\n+++ b/a.md\n"), "{patch}");
    assert_eq!(project.read("a.md"), DISKS, "a diff writes nothing");
    fs::write(project.path("meeting.patch"), &patch).expect("a patch");
    let git = |args: &[&str]| {
        let folder = project.path("");
        Command::new("git").args(args).current_dir(folder).output().expect("git runs")
    };
    git(&["init", "-q"]);
    let applied = git(&["apply", "meeting.patch"]);
    assert!(applied.status.success(), "{}", String::from_utf8_lossy(&applied.stderr));
    let by_git = project.read("a.md");
    assert_eq!(by_git.replace('\\', ""), after().replace('\\', ""));
    // What is there already is not written again.
    let again = project.whydeck(["meeting", "diff", "a.md"]).exits(0);
    assert_eq!(again.stdout, "");
    assert!(again.stderr.contains("nothing to write"), "{}", again.stderr);
}

#[test]
fn what_is_applied_stands_in_the_document_and_the_journal_says_so() {
    let project = held(&[DECISION, ACTION, NOTE, DONE]);
    let outcome = project.whydeck(["meeting", "apply", "a.md"]).exits(0);
    assert_eq!(outcome.stderr, "a.md: 3 captures written\n");
    let text = project.read("a.md");
    assert_eq!(text.replace('\\', ""), after().replace('\\', ""));
    let journal = project.read("a.meeting.ndjson");
    let last = journal.lines().last().unwrap_or_default();
    assert!(last.contains("\"applied\"") && last.contains("0000000000000003"), "{last}");
    assert!(!last.contains("0000000000000002"), "a note is not applied: {last}");
    let again = project.whydeck(["meeting", "apply", "a.md"]).exits(0);
    assert!(again.stderr.contains("nothing to write"), "{}", again.stderr);
    assert_eq!(project.read("a.md"), text);
}

#[test]
fn a_crash_before_the_journal_says_so_writes_nothing_twice() {
    let lines = [DECISION, ACTION, DONE];
    let project = held(&lines);
    project.whydeck(["meeting", "apply", "a.md"]).exits(0);
    let text = project.read("a.md");
    fs::write(project.path("a.meeting.ndjson"), journal("a.md", &lines)).expect("a journal");
    let outcome = project.whydeck(["meeting", "apply", "a.md"]).exits(0);
    assert_eq!(outcome.stderr, "a.md: 3 captures there already\n");
    assert_eq!(project.read("a.md"), text);
    assert!(project.read("a.meeting.ndjson").contains("\"applied\""));
}

#[test]
fn both_sides_of_a_conflict_are_shown_and_one_is_chosen() {
    let saved = DISKS.replace("@bob", "@carol");
    let project = held(&[DECISION, TAKEN]);
    fs::write(project.path("a.md"), &saved).expect("a save");
    let diff = project.whydeck(["meeting", "diff", "a.md"]).exits(1);
    for words in ["owner: bob", "owner: carol", "--ours", "--theirs"] {
        assert!(diff.stderr.contains(words), "{words} in {}", diff.stderr);
    }
    assert!(diff.stdout.contains("+- Decided: Alerts"), "the others go on: {}", diff.stdout);
    let theirs = project.whydeck(["meeting", "diff", "a.md", "--theirs"]).exits(0);
    assert!(!theirs.stdout.contains("dora"), "{}", theirs.stdout);
    project.whydeck(["meeting", "apply", "a.md", "--ours"]).exits(0);
    assert!(project.read("a.md").contains("- [ ] Rotate logs – @dora\n"));
}

#[test]
fn minutes_do_without_the_document() {
    let project = held(&[DECISION, ACTION, NOTE, DONE]);
    let minutes = project.whydeck(["meeting", "minutes", "a.md"]).exits(0);
    assert_eq!(minutes.stderr, "1 note left out: they stay with the team\n");
    for line in [
        "# Minutes: a.md",
        "- [x] Rotate logs – @bob",
        "- Decided: Alerts go to the team (2026-11-26)",
    ] {
        assert!(minutes.stdout.lines().any(|it| it == line), "{line} in {}", minutes.stdout);
    }
    assert!(!minutes.stdout.contains("silence"));
    project.whydeck(["meeting", "minutes", "a.md", "-o", "m.csv"]).exits(0);
    assert!(project.read("m.csv").contains("action,Rotate logs,bob,,,done,,,2026-11-26\r\n"));
    project.whydeck(["meeting", "minutes", "a.md", "-o", "m.ics"]).exits(0);
    assert!(project.read("m.ics").contains("SUMMARY:Rotate logs\r\n"));
    project.whydeck(["meeting", "minutes", "a.md", "-o", "a.md"]).exits(1);
    project.whydeck(["meeting", "minutes", "a.md", "-o", "m.docx"]).exits(1);
    assert_eq!(project.read("a.md"), DISKS);
}

#[test]
fn a_meeting_that_is_discarded_leaves_its_journal_under_another_name() {
    let project = held(&[DECISION]);
    let asked = project.whydeck(["meeting", "discard", "a.md"]).exits(1);
    assert!(asked.stderr.contains("--yes"), "{}", asked.stderr);
    project.whydeck(["meeting", "discard", "a.md", "--yes"]).exits(0);
    assert!(!project.path("a.meeting.ndjson").exists());
    let entries = fs::read_dir(project.path("")).expect("a folder").flatten();
    let aside = entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .find(|name| name.ends_with(".ndjson"))
        .expect("the journal");
    let text = project.read(&aside);
    assert!(text.contains("Alerts go to the team") && text.contains("\"ended\""), "{text}");
    let gone = project.whydeck(["meeting", "diff", "a.md"]).exits(1);
    assert!(gone.stderr.contains("left a journal beside it"), "{}", gone.stderr);
}

#[test]
fn what_was_captured_is_not_lost_with_the_document() {
    let project = held(&[DECISION]);
    fs::remove_file(project.path("a.md")).expect("gone");
    let outcome = project.whydeck(["meeting", "apply", "a.md"]).exits(1);
    assert!(
        outcome.stderr.contains("there is no such file") || outcome.stderr.contains("No such file")
    );
    let minutes = project.whydeck(["meeting", "minutes", "a.md"]).exits(0);
    assert!(minutes.stdout.contains("Decided: Alerts go to the team"), "{}", minutes.stdout);
    project.whydeck(["meeting", "discard", "a.md", "--yes"]).exits(0);
}

#[test]
fn the_journal_of_another_document_is_not_applied() {
    let project =
        Project::new().file("a.md", DISKS).file("a.meeting.ndjson", journal("b.md", &[DECISION]));
    let outcome = project.whydeck(["meeting", "apply", "a.md"]).exits(1);
    assert!(outcome.stderr.contains("b.md"), "{}", outcome.stderr);
    assert_eq!(project.read("a.md"), DISKS);
}

#[test]
fn a_slide_file_takes_no_captures() {
    let slides = "---\ntype: slide\n---\n# One\n\n---\n\n# Two\n";
    let project =
        Project::new().file("a.md", slides).file("a.meeting.ndjson", journal("a.md", &[DECISION]));
    let outcome = project.whydeck(["meeting", "apply", "a.md"]).exits(1);
    assert!(outcome.stderr.contains("slide file"), "{}", outcome.stderr);
    assert_eq!(project.read("a.md"), slides);
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_root_is_not_written_through() {
    let outside = held(&[DECISION]);
    let project = Project::new().file("whydeck.yaml", "");
    std::os::unix::fs::symlink(outside.path("a.md"), project.path("a.md")).expect("a link");
    for verb in ["diff", "apply"] {
        project.whydeck(["meeting", verb, "a.md"]).exits(1);
    }
    assert_eq!(outside.read("a.md"), DISKS);
    // Nor is a journal read that is one.
    let project = Project::new().file("a.md", DISKS).file("whydeck.yaml", "");
    let journal = project.path("a.meeting.ndjson");
    std::os::unix::fs::symlink(outside.path("a.meeting.ndjson"), journal).expect("a link");
    project.whydeck(["meeting", "apply", "a.md"]).exits(1);
    assert_eq!(project.read("a.md"), DISKS);
}

#[cfg(unix)]
#[test]
fn what_a_new_file_would_lose_is_told() {
    let project = held(&[DECISION]);
    fs::hard_link(project.path("a.md"), project.path("b.md")).expect("a link");
    let outcome = project.whydeck(["meeting", "apply", "a.md"]).exits(1);
    assert!(outcome.stderr.contains("--in-place"), "{}", outcome.stderr);
    assert_eq!(project.read("a.md"), DISKS);
    assert!(!project.read("a.meeting.ndjson").contains("\"applied\""));
    project.whydeck(["meeting", "apply", "a.md", "--in-place"]).exits(0);
    assert!(project.read("b.md").contains("Decided: Alerts"));
}
