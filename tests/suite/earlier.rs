//! Earlier postmortems that `previous` names: what of them travels, and what never does.

use std::fs;

use serde_json::Value;

use crate::support::project::{Outcome, Project};
use crate::support::watching::Watching;

/// A postmortem with actions in every state, and much that must not travel.
const EARLIER: &str = "\
---
title: The index was gone
date: 2026-10-02
---
## Summary

CANARY in the summary.

## Timeline

- 10:00 CANARY in the timeline

## Action items

- [ ] Page on **empty** answers – @search, due 2026-10-15, sign: CANARY sign (from L1)
  CANARY detail
- [/] Make room by itself – @platform, due 2026-12-24 <!-- CANARY comment -->
- [x] Delete old snapshots – @search, due 2026-10-05
- [-] A second cluster (declined: nobody would run it)
- [ ] Ask what writes to a disk

<aside class=\"notes\">CANARY note</aside>

Note: CANARY other note
";

/// A document of a meeting that names earlier ones.
fn meeting(previous: &str) -> String {
    format!(
        "---\ntitle: Tonight\ndate: 2026-11-26\nprevious: {previous}\n---\n# Tonight\n\n\
         ## Summary\n\nIt broke.\n\n## Action items\n\n- [ ] Mend it – @a, due 2026-12-01\n"
    )
}

fn built(project: &Project) -> (Outcome, String) {
    let outcome = project.whydeck(["build", "tonight.md"]).exits(0);
    (outcome, project.read("tonight.html"))
}

/// The titles of all slides.
fn titles(project: &Project) -> Vec<String> {
    project.whydeck(["build", "tonight.md", "--format", "json"]).exits(0);
    let deck: Value = serde_json::from_str(&project.read("tonight.json")).expect("JSON");
    let slides = deck["slides"].as_array().expect("slides").iter();
    slides.map(|slide| slide["title"].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn only_actions_travel_and_the_line_names_the_files() {
    let project =
        Project::new().file("2026-10-02.md", EARLIER).file("tonight.md", meeting("2026-10-02.md"));
    let (outcome, html) = built(&project);
    assert!(outcome.stdout.contains("; with 5 actions of 2026-10-02.md"), "{}", outcome.stdout);
    assert_eq!(outcome.stderr, "");
    assert!(!html.contains("CANARY"), "more than actions travels");
    for shown in ["Page on empty answers", "nobody would run it", "Ask what writes to a disk"] {
        assert!(html.contains(shown), "{shown}");
    }
    let titles = titles(&project);
    assert_eq!(titles[1], "Since last time", "{titles:?}");
    let read_back = "Read back: who does what, until when";
    assert!(titles.iter().any(|title| title.starts_with(read_back)), "{titles:?}");
}

#[test]
fn a_folder_counts_with_known_postmortems_that_are_not_later_and_never_with_the_document() {
    let project = Project::new()
        .file("tonight.md", meeting("."))
        .file("old/2026-10-02.md", EARLIER)
        .file("old/2027-01-08.md", EARLIER.replace("2026-10-02", "2027-01-08"))
        .file("README.md", "# A page\n\n- [ ] CANARY is no action of a postmortem\n")
        .file("talk.md", "---\ntype: slide\n---\n# Action items\n\n- [ ] CANARY slide\n")
        .file(".hidden/2026-01-01.md", EARLIER.replace("Page on", "CANARY"))
        .file("notes.txt", "CANARY");
    let (outcome, html) = built(&project);
    let line = "; with 5 actions of ./old/2026-10-02.md, 1 later document left out";
    assert!(outcome.stdout.contains(line), "{}", outcome.stdout);
    assert_eq!(outcome.stderr, "");
    assert!(!html.contains("CANARY"));
}

#[test]
fn what_is_confidential_gives_nothing_and_is_named() {
    for mark in ["confidential: board", "Confidential: [board]", "\"confidential\": 1"] {
        let secret = EARLIER.replacen("---\n", &format!("---\n{mark}\n"), 1);
        let secret = secret.replace("Page on", "CANARY on").replace("The index", "CANARY title");
        let project = Project::new()
            .file("s/2026-10-02.md", secret)
            .file(
                "s/2026-10-03.yaml",
                "title: CANARY\nconfidential: x\nseverity: SEV-1\nactionItems: [CANARY one]\n",
            )
            .file("tonight.md", meeting("s"));
        let (outcome, html) = built(&project);
        assert!(!html.contains("CANARY"), "{mark}");
        for name in ["s/2026-10-02.md", "s/2026-10-03.yaml"] {
            let told = format!("`{name}` is confidential: nothing of it is taken");
            assert!(outcome.stderr.contains(&told), "{mark}: {}", outcome.stderr);
        }
        for format in ["json", "md"] {
            project.whydeck(["build", "tonight.md", "--format", format]).exits(0);
            assert!(!project.read(&format!("tonight.{format}")).contains("CANARY"), "{format}");
        }
    }
}

#[test]
fn what_cannot_be_read_is_told_at_the_key_and_stops_no_deck() {
    let project = Project::new()
        .file("broken.md", "---\ntitle: a: b\n---\n## Action items\n\n- [ ] CANARY\n")
        .file("slides.md", "---\ntype: slide\n---\n# CANARY\n")
        .file("large.md", vec![b'a'; (1 << 20) + 1])
        .file("bytes.md", b"## Action items\n\n- \xff\xfe CANARY\n")
        .file("gate/whydeck.yaml", "")
        .file("outside.md", EARLIER.replace("Page on", "CANARY"))
        .file(
            "gate/tonight.md",
            meeting("[gone.md, ../outside.md, /etc/passwd, tonight.md, folder/]"),
        )
        .file("tonight.md", meeting("[broken.md, slides.md, large.md, bytes.md]"));
    let told = |file| project.whydeck(["build", file, "--message-format", "short"]).exits(0).stderr;
    let first = told("tonight.md");
    for why in [
        "`broken.md` is not read: it is broken: ",
        "`slides.md` is not read: it holds slides",
        "`large.md` is not read: it is larger than 1 MiB",
        "`bytes.md` is not read: it is not UTF-8 text",
    ] {
        assert!(first.contains(why), "{first}");
    }
    assert_eq!(first.matches("tonight.md:4:").count(), 4, "{first}");
    let second = told("gate/tonight.md");
    for why in [
        "`gone.md` is not read: there is no such file",
        "`../outside.md` is not read: it lies outside the deck's folder",
        "`/etc/passwd` is not read: it lies outside the deck's folder",
        "`tonight.md` is not read: it is this document itself",
        "`folder/` is not read: there is no such file",
    ] {
        assert!(second.contains(why), "{second}");
    }
    assert!(!project.read("tonight.html").contains("CANARY"));
    assert!(!project.read("gate/tonight.html").contains("CANARY"));
}

#[cfg(unix)]
#[test]
fn links_out_of_the_root_and_pipes_are_not_followed() {
    use std::os::unix::fs::symlink;
    let project = Project::new()
        .file("secret.md", EARLIER.replace("Page on", "CANARY"))
        .file("in/whydeck.yaml", "")
        .file("in/real.md", EARLIER)
        .file("in/tonight.md", meeting("[link.md, pipe.md, old, again.md]"));
    symlink("../secret.md", project.path("in/link.md")).expect("a link");
    symlink("real.md", project.path("in/again.md")).expect("a link");
    fs::create_dir(project.path("in/old")).expect("a folder");
    symlink("../../secret.md", project.path("in/old/link.md")).expect("a link");
    symlink("..", project.path("in/old/circle")).expect("a link");
    let pipes = ["in/pipe.md", "in/old/pipe.md"].map(|name| project.path(name));
    let made = std::process::Command::new("mkfifo").args(pipes).status().expect("mkfifo");
    assert!(made.success());
    let outcome = project.whydeck(["build", "in/tonight.md"]).exits(0);
    assert!(outcome.stderr.contains("`link.md` is not read: it lies outside"), "{outcome:#?}");
    assert!(outcome.stderr.contains("`pipe.md` is not read: it is no regular file"));
    assert!(outcome.stdout.contains("; with 5 actions of again.md"), "{}", outcome.stdout);
    assert!(!project.read("in/tonight.html").contains("CANARY"));
}

#[test]
fn the_same_action_of_two_documents_counts_once_and_a_date_says_what_is_late() {
    let second = EARLIER.replace("2026-10-02", "2026-11-02").replace("- [ ] Page", "- [x] Page");
    let project = Project::new()
        .file("1.md", EARLIER)
        .file("2.md", second)
        .file("tonight.md", meeting("[1.md, 2.md]"));
    let (outcome, html) = built(&project);
    assert!(outcome.stdout.contains("; with 5 actions of 2.md and 1.md"), "{}", outcome.stdout);
    assert!(!html.contains("overdue</mark>"), "the later document says that it is done");
    let undated = meeting("1.md").replace("date: 2026-11-26\n", "");
    fs::write(project.path("tonight.md"), undated).expect("written");
    let (outcome, html) = built(&project);
    let said = "(none is called overdue: the document has no date)";
    assert!(outcome.stdout.contains(said), "{}", outcome.stdout);
    assert!(html.contains("Nothing is called overdue here"));
    fs::write(project.path("tonight.md"), meeting("1.md")).expect("written");
    assert!(built(&project).1.contains("overdue</mark>"));
}

#[test]
fn texts_of_others_are_literal() {
    let text =
        "`code` --- {{title}} | a <script>top.pwned=1</script> \\<b> Note: y &lt;i&gt; \\*z\\*";
    let earlier = format!("---\ndate: 2026-10-02\n---\n## Action items\n\n- [ ] {text}\n");
    let project = Project::new().file("1.md", earlier).file("tonight.md", meeting("1.md"));
    let (_, html) = built(&project);
    assert!(!html.contains("<script>top.pwned"));
    let shown = "code --- {{title}} | a top.pwned=1 &lt;b&gt; Note: y &lt;i&gt; *z*";
    assert!(html.contains(shown), "the text stands as it is");
}

#[test]
fn whydeck_yaml_names_them_for_all_documents_and_a_document_for_itself() {
    let plain = meeting("x").replace("previous: x\n", "");
    let project = Project::new()
        .file("whydeck.yaml", "previous: old\n")
        .file("old/2026-10-02.md", EARLIER)
        .file("other.md", EARLIER.replace("Page on", "Bell for"))
        .file("now/plain.md", &plain)
        .file("now/own.md", meeting("../other.md"));
    let line = |file| project.whydeck(["build", file]).exits(0).stdout;
    assert!(line("now/plain.md").contains("; with 5 actions of old/2026-10-02.md"));
    assert!(line("now/own.md").contains("; with 5 actions of ../other.md"));
    // Slides of one's own look back at nothing.
    let slides = project.path("now/slides.md");
    fs::write(&slides, "---\ntype: slide\n---\n# One\n").expect("written");
    assert!(!line("now/slides.md").contains("actions"));
    fs::write(&slides, "---\ntype: slide\nprevious: x\n---\n# One\n").expect("written");
    let told = project.whydeck(["build", "now/slides.md"]).exits(0).stderr;
    assert!(told.contains("`previous` has no effect in a slide file"), "{told}");
}

#[test]
fn a_folder_without_postmortems_is_told() {
    let project =
        Project::new().file("old/readme.md", "# x\n\ny\n").file("tonight.md", meeting("old"));
    let (outcome, _) = built(&project);
    let line = "; `previous` names no postmortem that is read";
    assert!(outcome.stdout.contains(line), "{}", outcome.stdout);
    let told = project.whydeck(["check", "tonight.md", "--only", "previous"]).exits(0).stderr;
    assert!(told.contains("warning[previous/nothing]"), "{told}");
    assert_eq!(titles(&project)[1], "Moving forward");
}

#[test]
fn a_document_without_it_comes_out_as_before() {
    let plain = meeting("x").replace("previous: x\n", "");
    let project = Project::new().file("1.md", EARLIER).file("tonight.md", &plain);
    let (_, html) = built(&project);
    for word in ["Since last time", "Read back", "counts"] {
        assert!(!html.contains(word), "{word}");
    }
}

#[test]
fn so_many_are_read_at_most() {
    let mut project = Project::new().file("tonight.md", meeting("old"));
    for number in 0..203 {
        let text = format!("---\nkind: postmortem\n---\n## Action items\n\n- Action {number}\n");
        project = project.file(&format!("old/{number:03}.md"), text);
    }
    let (outcome, _) = built(&project);
    assert!(outcome.stderr.contains("warning[previous/cut]"), "{}", outcome.stderr);
    // The latest by name are read.
    assert!(outcome.stdout.contains("; with 200 actions of old/202.md and 199 more"));
}

#[test]
fn a_change_of_an_earlier_document_builds_the_deck_again() {
    let project = || {
        Project::new()
            .file("old/1.md", EARLIER)
            .file("deck.md", meeting("[old, later.md]").replace("2026-11-26", "2026-12-26"))
    };
    Watching::in_both_modes(project, &[], |watching| {
        watching.shows("Page on empty answers");
        watching.replace("old/1.md", EARLIER.replace("Page on", "Bell for"));
        watching.shows("Bell for empty answers");
        // One that comes, in the folder and as a file that was missing.
        watching.write("old/2.md", EARLIER.replace("Page on", "Mail on"));
        watching.shows("Mail on empty answers");
        watching.write("later.md", EARLIER.replace("Page on", "Call on"));
        watching.shows("Call on empty answers");
        watching.remove("old/2.md");
        while watching.html().contains("Mail on empty answers") {
            watching.running.wait_for("→ deck.html");
        }
    });
}
