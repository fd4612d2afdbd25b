//! Items put into lists, tables and sections of every style.

use super::support::{Operation, action, bare, edited, lesson, lesson_of, markdown};
use crate::edit::{DocumentForm, NewItem};
use crate::words::LessonKind;

const HEAD: &str = "# Outage\n\n## Summary\n\nIt broke.\n\n";

fn put(list: &str, operation: &Operation) -> Vec<String> {
    markdown(&format!("{HEAD}{list}"), operation)
}

#[test]
fn items_stand_in_the_list_as_their_neighbours_do() {
    for (list, line) in [
        ("## Action items\n\n- a\n- b\n", "+- New – @ann, due 2026-12-01"),
        ("## Action items\n\n- [x] a\n", "+- [ ] New – @ann, due 2026-12-01"),
        ("## Action items\n\n  *   [ ] a\n", "+  *   [ ] New – @ann, due 2026-12-01"),
        ("## Action items\n\n1. a\n2. b\n", "+3. New – @ann, due 2026-12-01"),
        ("## Action items\n\n1) a\n1) b\n", "+1) New – @ann, due 2026-12-01"),
        (
            "## Action items\n\n+\ta\n+\tb\n\n## References\n\n- c\n",
            "++\tNew – @ann, due 2026-12-01",
        ),
        (
            "## Action items\n\n- a\n  - Owner: Bob\n\n[x]: http://x\n",
            "+- New – @ann, due 2026-12-01",
        ),
    ] {
        assert_eq!(put(list, &action("New")), [line], "{list}");
    }
    let loose = "## Action items\n\n- a\n\n- b\n\n[x]: http://x\n";
    assert_eq!(put(loose, &action("New")), ["+- New – @ann, due 2026-12-01", "+"]);
}

#[test]
fn rows_are_written_as_those_above() {
    for (table, line) in [
        (
            "| Action | Owner | Due |\n|---|---|---|\n| a | Bob | Q3 |\n",
            "+| New | ann | 2026-12-01 |",
        ),
        ("Action | Owner\n---|---\na | Bob\n", "+New – due 2026-12-01 | ann"),
        ("|Action|Owner|\n|-|-|\n|a|Bob|\n", "+|New – due 2026-12-01|ann|"),
        (
            "| ID   | What        | Who | Status |\n|------|-------------|-----|--------|\n| AI-1 | Do a thing  | Bob | Open   |\n",
            "+| AI-2 | New – due 2026-12-01 | ann | Open   |",
        ),
        ("| Action | Owner |\n|--|--|\n", "+| New – due 2026-12-01 | ann |"),
    ] {
        let document = format!("## Action items\n\n{table}\n## References\n\n- x\n");
        assert_eq!(put(&document, &action("New")), [line], "{table}");
    }
}

#[test]
fn a_section_that_is_not_there_is_made_as_the_others_are() {
    let made = |document: &str| markdown(document, &action("New"));
    let item = "+- [ ] New – @ann, due 2026-12-01";
    for (document, heading) in [
        (
            "# A\n\n## Summary\n\nx\n\n## Lessons\n\n- l\n\n## References\n\n- r\n",
            vec!["+## Action Items", "+", item, "+"],
        ),
        (
            "A\n=\n\nSummary\n-------\n\nx\n\nTimeline\n--------\n\n- 10:00 x\n",
            vec!["+", "+Action Items", "+------------", "+", item],
        ),
        (
            "# A\n\n## 1. Summary\nx\n\n## 2. Timeline\n- 10:00 x\n",
            vec!["+", "+## 3. Action Items", item],
        ),
        (
            "**Summary**\n\nx\n\n**Timeline**\n\n- 10:00 x\n",
            vec!["+", "+**Action Items**", "+", item],
        ),
    ] {
        assert_eq!(made(document), heading, "{document}");
    }
}

#[test]
fn lessons_stand_with_their_kind() {
    let list = "## Lessons\n\n### What went well\n\n- a\n\n### What went wrong\n\n- b\n";
    assert_eq!(put(list, &lesson_of("New", LessonKind::WentWell)), ["+- New"]);
    assert_eq!(put(list, &lesson_of("New", LessonKind::WentBadly)), ["+- New"]);
    assert_eq!(put("## Lessons\n\n- a\n", &lesson("New")), ["+- New"]);
}

#[test]
fn what_looks_like_a_field_stays_text() {
    for text in [
        "due 2026-01-31",
        "ask @bob",
        "check (done) marks",
        "P1 alerts",
        "TBD",
        "None",
        "[x](y) *a* `b` | c",
        "---",
        "# x",
        "<!-- x -->",
        "{{x}}",
        ":::",
        "$5",
        "Owner: Bob",
        "done: x",
        "AI-7: x",
        "(from L2)",
        "✅ ticked",
        "ship by Friday",
        "[OPS] fix",
        "~~gone~~",
        "a – Bob Lee – done",
        "x \u{202e}y",
        "- a",
        "1. a",
        "> a",
        "a\\",
        "\\(x)",
        "List anything",
        "sign: x",
        "Note: x",
        "due: Q3",
        "fix #12",
        "x — DONE",
        "😀 :tada: &amp; &#64;",
        "http://x.y/a_b_c",
        "www.x.y",
        "a@b.example",
        "x  y",
        "🔄 started",
        "**bold**",
        "[ ] x",
        "[x] y",
    ] {
        for list in [
            "## Action items\n\n- [ ] a\n",
            "## Action items\n\n| Action | Owner |\n|-|-|\n| a | Bob |\n",
        ] {
            let lines = put(list, &Operation::Insert(NewItem::Action(bare(text))));
            assert_eq!(lines.len(), 1, "{text}: {lines:?}");
            println!("{}", lines[0]);
        }
        put("## Lessons\n\n- a\n", &lesson(text));
    }
}

#[test]
fn a_sign_makes_a_promise() {
    let full = crate::edit::NewAction {
        sign: Some("the alert fires".into()),
        from: vec!["W1".into()],
        ..super::support::owned("New")
    };
    let line = "+- [ ] New – @ann, due 2026-12-01, sign: the alert fires (from W1)";
    assert_eq!(
        put("## Action items\n\n- [ ] a\n", &Operation::Insert(NewItem::Action(full))),
        [line]
    );
}

#[test]
fn a_comment_at_the_end_of_a_file_without_a_newline_is_no_other_one_afterwards() {
    let document = format!("{HEAD}## Action items\n\n<!-- Who does what? -->");
    let after = edited(&document, DocumentForm::Markdown, &action("New"));
    assert_eq!(after, format!("{document}\n\n- [ ] New – @ann, due 2026-12-01"));
}

#[test]
fn a_heading_may_end_in_any_character() {
    for file in ["# Outage\n\n## Actions –", "# Ausfall des Cafés: Caché", "## Todo ✓"] {
        let changes = markdown(file, &action("New"));
        assert!(changes.iter().any(|line| line.contains("New – @ann")), "{file}: {changes:?}");
    }
}
