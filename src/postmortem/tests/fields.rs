//! What is left of an action when its fields are taken out.

use super::with;
use crate::markdown::plain_text;
use crate::postmortem::{Action, ActionState};

/// Text, owner, due date and priority of the first action.
fn action(item: &str) -> (String, String, String, String) {
    with(&format!("## Action items\n\n{item}\n"), |pm, _, _| {
        let action = &pm.action_items[0];
        let field = |field: &Option<String>| field.clone().unwrap_or_default();
        (plain_text(action.text), field(&action.owner), field(&action.due), field(&action.priority))
    })
}

#[test]
fn fields_leave_nothing_behind() {
    for (item, want) in [
        ("- Alert (owner: Bob, due 2025-06-01) P1", ("Alert", "Bob", "2025-06-01", "P1")),
        ("- Alert (P1, owner: Bob, due: 2025-06-01)", ("Alert", "Bob", "2025-06-01", "P1")),
        ("- Alert [@ann | P2 | ETA 2025-06-01]", ("Alert", "ann", "2025-06-01", "P2")),
        ("- Fix x - @ann - ETA 2025-06-01", ("Fix x", "ann", "2025-06-01", "")),
        ("- Fix x - @ann - then y", ("Fix x - then y", "ann", "", "")),
        ("- **P0** @bob, @carl: rewrite", ("rewrite", "bob, carl", "", "P0")),
        ("- rewrite (@bob and @carl)", ("rewrite", "bob, carl", "", "")),
        ("- rewrite, owner: @bob, @carl, due: May", ("rewrite", "bob, carl", "May", "")),
        ("- Fix x (see y), @ann.", ("Fix x (see y).", "ann", "", "")),
        ("- Call `foo()` and bar() @ann", ("Call foo() and bar()", "ann", "", "")),
        ("- Use .NET @ann", ("Use .NET", "ann", "", "")),
        ("- @Ann Lee: fix x, due: May", ("fix x", "Ann Lee", "May", "")),
        ("- mail ops@example.org P3", ("mail ops@example.org", "", "", "P3")),
    ] {
        let (text, owner, due, priority) = action(item);
        assert_eq!(
            (text.as_str(), owner.as_str(), due.as_str(), priority.as_str()),
            want,
            "{item}"
        );
    }
}

#[test]
fn an_owner_in_a_table_has_no_sign_and_a_refusal_its_reason() {
    let text = "## Action items\n\n| Action | Owner | Status |\n|-|-|-|\n| Rewrite | @bob, @carl | declined: too dear |\n| Test | ann@example.org | Won’t do (no time) |\n| Drop | | declined |\n";
    with(text, |pm, _, _| {
        let one = |a: &Action| (plain_text(a.text), a.owner.clone(), a.reason.clone());
        let all: Vec<_> = pm.action_items.iter().map(one).collect();
        let want = [
            ("Rewrite", Some("bob, carl"), Some("too dear")),
            ("Test", Some("ann@example.org"), Some("no time")),
            ("Drop", None, None),
        ];
        let some = |words: Option<&str>| words.map(str::to_owned);
        assert_eq!(all, want.map(|(text, owner, why)| (text.to_owned(), some(owner), some(why))));
        assert!(pm.action_items.iter().all(|action| action.state == ActionState::Declined));
    });
    with(
        "## Action items\n\n### Rewrite\n\nOwner: @bob, Status: declined - too dear\n",
        |pm, _, _| {
            let action = &pm.action_items[0];
            assert_eq!(plain_text(action.text), "Rewrite");
            assert_eq!(action.reason.as_deref(), Some("too dear"));
            assert_eq!(
                (action.owner.as_deref(), action.state),
                (Some("bob"), ActionState::Declined)
            );
        },
    );
}

#[test]
fn fields_of_lists_of_tasks_are_read() {
    for (item, want) in [
        ("- [ ] Alert 📅 2026-01-31 @ann", ("Alert", "ann", "2026-01-31", "")),
        ("- [ ] Alert ⏫ 📅 2026-01-31", ("Alert", "", "2026-01-31", "high")),
        ("- [ ] Alert 📅 2026-01-31 🔽", ("Alert", "", "2026-01-31", "low")),
        (
            "- [x] Alert ➕ 2026-01-02 📅 2026-01-31 ✅ 2026-01-30",
            ("Alert ➕ 2026-01-02 ✅ 2026-01-30", "", "2026-01-31", ""),
        ),
        ("- [ ] Alert [due:: 2026-01-31]", ("Alert", "", "2026-01-31", "")),
        (
            "- [ ] Alert [owner:: Ann Lee], [due:: 2026-01-31], [priority:: high]",
            ("Alert", "Ann Lee", "2026-01-31", "high"),
        ),
        ("- [ ] Alert (due:: 2026-01-31) (owner:: ann)", ("Alert", "ann", "2026-01-31", "")),
        ("- [ ] Alert +infra @ann due:2026-01-31", ("Alert +infra", "ann", "2026-01-31", "")),
    ] {
        let (text, owner, due, priority) = action(item);
        let read = (text.as_str(), owner.as_str(), due.as_str(), priority.as_str());
        assert_eq!(read, want, "{item}");
    }
}

/// Text, sign, owner, due date and reason of the first action, and its state.
fn promise(item: &str) -> ([String; 5], ActionState) {
    with(&format!("## Action items\n\n{item}\n"), |pm, _, _| {
        let action = &pm.action_items[0];
        let field = |field: &Option<String>| field.clone().unwrap_or_default();
        let fields = [&action.sign, &action.owner, &action.due, &action.reason].map(field);
        let [sign, owner, due, reason] = fields;
        ([plain_text(action.text), sign, owner, due, reason], action.state)
    })
}

#[test]
fn signs_are_read_in_every_form() {
    use ActionState::{Committed, Done, Proposed};
    let day = "2026-12-01";
    for (item, want, state) in [
        (
            "- [ ] Fill it – @ann, due 2026-12-01, sign: it stays full, for a week (from W3)",
            ["Fill it", "it stays full, for a week", "ann", day, ""],
            Committed,
        ),
        (
            "- Fill it @ann due 2026-12-01 sign: it is full (done)",
            ["Fill it", "it is full", "ann", day, ""],
            Done,
        ),
        (
            "- Fill it (sign: full (95 %)), owner: @ann, due: 2026-12-01",
            ["Fill it", "full (95 %)", "ann", day, ""],
            Committed,
        ),
        (
            "- Fill it, sign: it is\n  full, @ann, due 2026-12-01",
            ["Fill it", "it is full", "ann", day, ""],
            Committed,
        ),
        (
            "- Fill it\n  sign: it is full\n  Owner: @ann",
            ["Fill it", "it is full", "ann", "", ""],
            Proposed,
        ),
        (
            "- Fill it\n  - Owner: Ann\n  - Due: 2026-12-01\n  - Done when: a type: b is full",
            ["Fill it", "a type: b is full", "Ann", day, ""],
            Committed,
        ),
        (
            "- [ ] Fill it [owner:: ann] [due:: 2026-12-01] [sign:: it is full]",
            ["Fill it", "it is full", "ann", day, ""],
            Committed,
        ),
    ] {
        is_read(item, want, state);
    }
}

#[test]
fn signs_are_read_in_tables_and_only_where_they_are_fields() {
    use ActionState::{Committed, Declined, Proposed};
    let day = "2026-12-01";
    for (item, want, state) in [
        (
            "| Action | Owner | Success criteria | Due |\n|-|-|-|-|\n\
             | Fill it | Ann | full by noon | 2026-12-01 |",
            ["Fill it", "full by noon", "Ann", day, ""],
            Committed,
        ),
        (
            "| Action | Owner |\n|-|-|\n| Fill it – due 2026-12-01, sign: full | Ann |",
            ["Fill it", "full", "Ann", day, ""],
            Committed,
        ),
        (
            "- [-] Fill it, sign: full (declined: too dear (see #12))",
            ["Fill it", "full", "", "", "too dear (see #12)"],
            Declined,
        ),
        (
            "- Sign: what is full is signed",
            ["Sign: what is full is signed", "", "", "", ""],
            Proposed,
        ),
        ("- Redesign: fill it", ["Redesign: fill it", "", "", "", ""], Proposed),
        ("- Fill it, sign: TBD", ["Fill it", "", "", "", ""], Proposed),
    ] {
        is_read(item, want, state);
    }
}

#[track_caller]
fn is_read(item: &str, want: [&str; 5], state: ActionState) {
    let (fields, found) = promise(item);
    assert_eq!(fields.each_ref().map(String::as_str), want, "{item}");
    assert_eq!(found, state, "{item}");
}
