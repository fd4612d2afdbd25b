//! `whydeck check --fix`: what is put right without the author.

use crate::support::project::{Outcome, Project};

const QUEUE: &str = "---\ntimezone: UTC\n---\n# Queue stopped\n\n## Timeline\n\n\
    - 2026-03-04 10:30 The worker is restarted\n- 2026-03-04 9:05 The disk fills\n\n\
    ## Lessons Learned\n\n- Nothing deletes snapshots.\n\n\
    ## Action Items\n\n* [ ] Delete them – @ann\n* [x] AI-7: Alarm at 80 %\n";

fn fix(project: &Project, args: &str) -> Outcome {
    project.whydeck(["check"].into_iter().chain(args.split_whitespace()))
}

#[test]
fn a_diff_shows_what_would_change() {
    let project = Project::new().file("a.md", QUEUE);
    let outcome = fix(&project, "a.md --fix").exits(0);
    assert_eq!(
        outcome.stdout,
        "\
--- a/a.md
+++ b/a.md
@@ -5,14 +5,14 @@
 
 ## Timeline
 
+- 2026-03-04 09:05 The disk fills
 - 2026-03-04 10:30 The worker is restarted
-- 2026-03-04 9:05 The disk fills
 
 ## Lessons Learned
 
-- Nothing deletes snapshots.
+- L1: Nothing deletes snapshots.
 
 ## Action Items
 
-* [ ] Delete them – @ann
+* [ ] AI-1: Delete them – @ann
 * [x] AI-7: Alarm at 80 %
"
    );
    assert_eq!(project.read("a.md"), QUEUE, "nothing is written unless it is asked for");
}

#[test]
fn only_what_is_named_is_put_right() {
    let project = Project::new().file("a.md", QUEUE);
    let stdout = fix(&project, "a.md --fix=stamps").exits(0).stdout;
    let changed: Vec<&str> =
        stdout.lines().skip(3).filter(|it| it.starts_with(['+', '-'])).collect();
    assert_eq!(
        changed,
        ["-- 2026-03-04 9:05 The disk fills", "+- 2026-03-04 09:05 The disk fills"]
    );
    fix(&project, "a.md --fix=stemps").exits(2);
    fix(&project, "a.md --apply").exits(2);
}

#[test]
fn changes_are_made_once_and_leave_the_rest_as_it_is() {
    let crlf = format!("\u{feff}{}", QUEUE.replace('\n', "\r\n"));
    let project = Project::new().file("a.md", &crlf);
    let outcome = fix(&project, "a.md --fix --apply").exits(0);
    assert_eq!((outcome.stdout.as_str(), outcome.stderr.as_str()), ("", "a.md: 3 lines changed\n"));
    let after = project.read("a.md");
    assert!(
        after.starts_with('\u{feff}')
            && after.matches('\n').count() == after.matches("\r\n").count()
    );
    assert!(after.contains("* [ ] AI-1: Delete them – @ann\r\n"), "{after}");
    let again = fix(&project, "a.md --fix --apply").exits(0);
    assert_eq!((again.stdout + &again.stderr, project.read("a.md")), (String::new(), after));
}

#[test]
fn what_cannot_be_put_right_is_said_and_left() {
    let below =
        QUEUE.replace("- 2026-03-04 9:05 The disk fills", "- 2026-03-04 09:05 The disk\n  fills");
    let project = Project::new().file("a.md", &below).file("bad.md", [0xFF, b'#', b' ', b'x']);
    let outcome = fix(&project, "a.md --fix=order").exits(0);
    assert!(outcome.stdout.is_empty());
    assert!(
        outcome.stderr.starts_with("a.md: the timeline is not put in order: "),
        "{}",
        outcome.stderr
    );
    fix(&project, "gone.md --fix").exits(1);
    fix(&project, "bad.md --fix").exits(0);
}

#[test]
fn a_broken_document_is_told_and_the_others_are_put_right() {
    let project = Project::new()
        .file("a.md", QUEUE)
        .file("b.md", "---\ntitle: [x\n---\n## Summary\n\nx\n\n## Impact\n\nx\n")
        .file("c.yaml", "title: \"x\nsummary: y\n")
        .file("d.md", "---\nkind: slides\n---\n# A\n");
    let outcome = fix(&project, "a.md b.md c.yaml d.md --fix=ids --message-format short").exits(1);
    assert!(outcome.stdout.contains("+* [ ] AI-1: Delete them"), "{}", outcome.stdout);
    let lines: Vec<&str> = outcome.stderr.lines().collect();
    assert!(lines[0].starts_with("b.md:3:1: error[data/syntax]: "), "{}", outcome.stderr);
    assert!(lines[1].starts_with("c.yaml:") && lines[1].contains(" error[data/syntax]: "));
    assert_eq!(lines[2..], ["d.md is a slide file: nothing is put right in it"]);
}

#[test]
fn programs_get_nothing_but_problems_on_standard_error() {
    let project = Project::new().file("a.md", QUEUE);
    let outcome = fix(&project, "a.md gone.md --fix --apply --message-format json").exits(1);
    let values: Vec<serde_json::Value> =
        outcome.stderr.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(values.len(), 1);
    assert_eq!(values[0]["code"], "run/failed");
}
