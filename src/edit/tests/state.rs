//! States and fields of actions of every style.

use super::support::{Operation, markdown, yaml};
use crate::edit::{ActionAt, Field};
use crate::words::ActionState::{self, Committed, Declined, Done, InProgress, Proposed};

const HEAD: &str = "# Outage\n\n## Summary\n\nIt broke.\n\n## Action items\n\n";

fn set(list: &str, state: ActionState, reason: Option<&'static str>) -> Vec<String> {
    let operation = Operation::State(ActionAt::Item(0), state, reason);
    markdown(&format!("{HEAD}{list}"), &operation)
}

fn field(list: &str, field: Field, value: &'static str) -> Vec<String> {
    markdown(&format!("{HEAD}{list}"), &Operation::Field(ActionAt::Item(0), field, value))
}

#[test]
fn a_state_changes_one_line() {
    for (line, state, reason, after) in [
        ("- [ ] a", Done, None, "- [x] a"),
        ("- [x] a", InProgress, None, "- [/] a"),
        ("- [/] a", Proposed, None, "- [ ] a"),
        ("- [ ] a", Declined, Some("too dear"), "- [-] a (declined: too dear)"),
        ("- [-] a (declined: too dear)", Done, None, "- [x] a"),
        ("- [ ] a (in progress)", Done, None, "- [x] a"),
        ("- a", Done, None, "- a (done)"),
        ("- a (done)", InProgress, None, "- a (in progress)"),
        ("- a (done)", Proposed, None, "- a"),
        ("- a (in progress) – @ann", Done, None, "- a – @ann (done)"),
        ("- a", Declined, Some("(x) | y"), "- a (declined: (x) | y)"),
        ("- ✅ a", InProgress, None, "- a (in progress)"),
        ("- a – DONE", InProgress, None, "- a (in progress)"),
        ("- DONE: a", InProgress, None, "- a (in progress)"),
        ("- ~~a~~", InProgress, None, "- a (in progress)"),
        ("- a, status: open", Done, None, "- a, status: done"),
        ("1. a", Committed, None, "1. a (committed)"),
        (
            "- [ ] a – @ann, due 2026-12-01, sign: b (from W1)",
            Done,
            None,
            "- [x] a – @ann, due 2026-12-01, sign: b (from W1)",
        ),
        (
            "- a – @ann, due 2026-12-01, sign: b (from W1)",
            Done,
            None,
            "- a – @ann, due 2026-12-01, sign: b (from W1) (done)",
        ),
    ] {
        let lines = set(&format!("{line}\n- z\n"), state, reason);
        assert_eq!(lines, [format!("-{line}"), format!("+{after}")], "{state:?}");
    }
    assert_eq!(set("- [ ] a\n", Proposed, None), Vec::<String>::new());
    let below = set("- a\n  - Owner: Bob\n  - Status: open\n", Done, None);
    assert_eq!(below, ["-  - Status: open", "+  - Status: done"]);
}

#[test]
fn a_state_changes_a_cell() {
    let head = "| Action | Owner | Status |\n|--|--|--|\n";
    for (row, state, reason, after) in [
        ("| a | Bob | Open |", Done, None, "| a | Bob | Done |"),
        ("| a | Bob |      |", Done, None, "| a | Bob | done |"),
        ("| a | Bob | open |", Declined, Some("no"), "| a | Bob | declined: no |"),
        ("|a|Bob|open|", InProgress, None, "|a|Bob|in progress|"),
    ] {
        let lines = set(&format!("{head}{row}\n"), state, reason);
        assert_eq!(lines, [format!("-{row}"), format!("+{after}")], "{state:?}");
    }
    let lines = set("| Action | Owner |\n|--|--|\n| a | Bob |\n", Done, None);
    assert_eq!(lines, ["-| a | Bob |", "+| a (done) | Bob |"]);
}

#[test]
fn a_field_is_set_where_it_is_or_behind_the_text() {
    for (line, name, value, after) in [
        ("- [ ] a", Field::Owner, "ann", "- [ ] a – @ann"),
        ("- [ ] a", Field::Owner, "Ann Lee", "- [ ] a – owner: Ann Lee"),
        ("- a – @bob", Field::Owner, "ann", "- a – @ann"),
        ("- a – @bob", Field::Due, "2026-12-01", "- a – @bob, due 2026-12-01"),
        ("- a – @bob (from W1)", Field::Due, "2026-12-01", "- a – @bob, due 2026-12-01 (from W1)"),
        ("- a – @bob, due 2026-01-01", Field::Due, "2026-12-01", "- a – @bob, due 2026-12-01"),
        ("- a (done)", Field::Owner, "ann", "- a – @ann (done)"),
        ("- Owner: Bob. a", Field::Owner, "Ann Lee", "- Owner: Ann Lee. a"),
        (
            "- a – @bob, due 2026-01-01",
            Field::Sign,
            "no page, for a week",
            "- a – @bob, due 2026-01-01, sign: no page, for a week",
        ),
        ("- a – @bob, sign: x", Field::Due, "2026-01-01", "- a – @bob, due 2026-01-01, sign: x"),
        ("- [SRE] a", Field::Owner, "ann", "- a – @ann"),
        ("- a", Field::Priority, "P1", "- a – priority: P1"),
        ("- P2 a", Field::Priority, "P1", "- P1 a"),
    ] {
        let lines = field(&format!("{line}\n- z\n"), name, value);
        assert_eq!(lines, [format!("-{line}"), format!("+{after}")], "{value}");
    }
    let lines = field("| Action | Owner |\n|--|--|\n| a | Bob |\n", Field::Owner, "Ann Lee");
    assert_eq!(lines, ["-| a | Bob |", "+| a | Ann Lee |"]);
    let lines = field("- a\n  - Owner: TBD\n", Field::Owner, "Ann Lee");
    assert_eq!(lines, ["-  - Owner: TBD", "+  - Owner: Ann Lee"]);
}

#[test]
fn yaml_changes_one_value() {
    let head = "title: Outage\nsummary: It broke.\nactionItems:\n";
    let state = |state, reason| Operation::State(ActionAt::Item(0), state, reason);
    for (item, operation, lines) in [
        (
            "  - text: a\n    state: open\n",
            state(Done, None),
            vec!["-    state: open", "+    state: done"],
        ),
        ("  - text: a\n    owner: Bob\n", state(Done, None), vec!["+    state: done"]),
        (
            "  - a\n",
            state(InProgress, None),
            vec!["-  - a", "+  - text: a", "+    state: in progress"],
        ),
        (
            "  - {text: a, status: open} # c\n",
            state(Done, None),
            vec!["-  - {text: a, status: open} # c", "+  - {text: a, status: done} # c"],
        ),
        (
            "  - {text: a}\n",
            state(Declined, Some("x: y")),
            vec!["-  - {text: a}", "+  - {text: a, state: \"declined: x: y\"}"],
        ),
        (
            "- text: a\n  due: x\n",
            Operation::Field(ActionAt::Item(0), Field::Owner, "Ann Lee"),
            vec!["+  owner: Ann Lee"],
        ),
        (
            "- text: a\n  owner:\n",
            Operation::Field(ActionAt::Item(0), Field::Owner, "Ann Lee"),
            vec!["-  owner:", "+  owner: Ann Lee"],
        ),
    ] {
        assert_eq!(yaml(&format!("{head}{item}"), &operation), lines, "{item}");
    }
    let inline = "title: O\nsummary: x\nactionItems: [a, {text: b}]\n";
    assert_eq!(
        yaml(inline, &state(Done, None)),
        ["-actionItems: [a, {text: b}]", "+actionItems: [{text: a, state: done}, {text: b}]"]
    );
}
