//! What is left of an action when its fields are taken out.

use super::with;
use crate::markdown::plain_text;
use crate::postmortem::ActionState;

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
        let all: Vec<_> =
            pm.action_items.iter().map(|a| (plain_text(a.text), a.owner.as_deref())).collect();
        let want = [
            ("Rewrite (declined: too dear)", Some("bob, carl")),
            ("Test (declined: no time)", Some("ann@example.org")),
            ("Drop", None),
        ];
        assert_eq!(all, want.map(|(text, owner)| (text.to_owned(), owner)));
        assert!(pm.action_items.iter().all(|action| action.state == ActionState::Declined));
    });
    with(
        "## Action items\n\n### Rewrite\n\nOwner: @bob, Status: declined - too dear\n",
        |pm, _, _| {
            let action = &pm.action_items[0];
            assert_eq!(plain_text(action.text), "Rewrite (declined: too dear)");
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
