//! Actions: which have an end that one can see, and how many findings a list gives.

use super::{found, full, pointed_at};

fn listed(text: &str) -> String {
    format!("## Action items\n\n- {text}\n")
}

#[test]
fn words_without_an_end_are_named() {
    for (text, words) in [
        ("Improve monitoring", "Improve"),
        ("Better documentation of the queue", "Better documentation"),
        ("Be more careful with deploys", "Be more careful"),
        ("Investigate the memory leak", "Investigate"),
        ("**Look into** alerts", "Look into"),
        ("@ann: Revisit the limits", "Revisit"),
        ("Raise awareness of the runbook", "Raise awareness"),
        ("Monitoring.", "Monitoring"),
        ("Try harder", "Try harder"),
        ("We will try harder", "We will try harder"),
        ("Ensure this never happens again", "Ensure this never"),
        ("Train people", "Train people"),
        ("Monitoring", "Monitoring"),
        ("Review alerts", "Review alerts"),
    ] {
        assert_eq!(pointed_at(&listed(text), "actions/vague"), [words], "{text}");
    }
}

#[test]
fn an_action_with_an_end_is_not() {
    for text in [
        "Improve the cache so that a restart takes at most 2 minutes",
        "Investigate the memory leak and write up what we find",
        "Investigate whether `vm.overcommit` helps",
        "Investigate why the canary passed and write it here",
        "Review alerts within a week of each page",
        "Improve p99 to 300 ms",
        "Page when 1 % of requests fail",
        "Improve the runbook – sign: a new colleague can follow it",
        "Improved the runbook (done)",
        "Considerate defaults for timeouts",
        "Add an alert",
    ] {
        assert_eq!(pointed_at(&listed(text), "actions/vague"), [""; 0], "{text}");
    }
}

#[test]
fn what_is_done_or_declined_needs_neither_owner_nor_date() {
    let text = "## Action items\n\n- [x] Raise the limit\n- [-] Two queues (declined: too dear)\n";
    assert_eq!(pointed_at(text, "actions/no-owner"), [""; 0]);
    assert_eq!(pointed_at(text, "actions/no-due"), [""; 0]);
}

#[test]
fn a_list_in_which_all_lack_the_same_gets_one_finding() {
    let text = "## Action items\n\n- Add an alert\n- Write a page\n- Test it\n";
    assert_eq!(
        full("incident.md", text, "actions/no-owner"),
        "warning[actions/no-owner]: none of 3 open actions has an owner
 --> incident.md:3:3
  |
3 | - Add an alert
  |   ^^^^^^^^^^^^ the first; the others: lines 4, 5
  |
help: `@name`, `Owner: …` or a column “Owner”: a person or a team that will be asked

"
    );
}

#[test]
fn a_few_that_lack_something_are_named_each() {
    let mut text = String::from("## Action items\n\n");
    for number in 0..9 {
        let owner = if number < 3 { "" } else { " @ann" };
        text += &format!("- Test number {number}{owner}\n");
    }
    let names = ["Test number 0", "Test number 1", "Test number 2"];
    assert_eq!(pointed_at(&text, "actions/no-owner"), names);
    assert_eq!(pointed_at(&text, "actions/no-due").len(), 1);
}

#[test]
fn corrective_actions_are_asked_for_an_owner_only_where_there_are_no_items() {
    let corrective = "## Corrective actions\n\n- The queue says that it is full\n";
    assert_eq!(pointed_at(corrective, "actions/no-owner").len(), 1);
    let both =
        format!("{corrective}\n## Action items\n\n- Add a metric – @ann, due 2026-02-01 (#4)\n");
    assert_eq!(pointed_at(&both, "actions"), [""; 0]);
}

#[test]
fn a_promise_lacks_what_it_lacks_and_is_told_once() {
    let text = listed("Add a metric – due 2026-02-01 (committed)");
    let (found, _) = found("incident.md", &text);
    let told: Vec<&str> = found
        .iter()
        .filter(|one| one.code.starts_with("actions/") && !one.code.ends_with("corrective"))
        .map(|one| one.message.as_str())
        .collect();
    assert_eq!(told, ["AI-1 is committed without an owner and a sign"]);
}

#[test]
fn rows_of_a_table_are_named_by_their_text() {
    let text = "## Action items\n\n| Action | Owner | Due |\n|---|---|---|\n\
                | Add a metric | | 2026-02-01 |\n| Test it | Ann | |\n";
    assert_eq!(pointed_at(text, "actions/no-owner"), ["Add a metric"]);
    assert_eq!(pointed_at(text, "actions/no-due"), ["Test it"]);
}

#[test]
fn a_date_that_had_passed_is_named_in_any_form_that_is_a_date() {
    let text = "---\ndate: 2026-03-01\n---\n\n## Action items\n\n- A, due 2026-02-01\n- B, due next week\n\
                - C, due 2026-03-02\n- [x] D, due 2026-01-01\n";
    assert_eq!(pointed_at(text, "actions/overdue"), ["2026-02-01"]);
}
