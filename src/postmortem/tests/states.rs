//! How far an action is, in every form that says it.

use super::with;
use crate::markdown::plain_text;
use crate::postmortem::ActionState::{self, Committed, Declined, Done, InProgress, Proposed};
use crate::postmortem::{Action, facts};

fn field(field: &Option<String>) -> String {
    field.clone().unwrap_or_default()
}

fn first<T>(item: &str, read: impl Fn(&Action) -> T) -> T {
    with(&format!("## Action items\n\n{item}\n"), |pm, _, _| read(&pm.action_items[0]))
}

/// The words of each state; a refusal may have a reason.
const WORDS: [(&str, ActionState); 12] = [
    ("proposed", Proposed),
    ("not started", Proposed),
    ("committed", Committed),
    ("Planned", Committed),
    ("in progress", InProgress),
    ("WIP", InProgress),
    ("done", Done),
    ("Completed", Done),
    ("declined", Declined),
    ("won’t do", Declined),
    ("declined: too dear", Declined),
    ("Rejected – too dear", Declined),
];

#[test]
fn every_state_is_read_in_every_form_of_words() {
    let mut wrong = Vec::new();
    for form in [
        "- fill it ({})",
        "- fill it [{}]",
        "- [ ] fill it ({})",
        "1. fill it ({}).",
        "- fill it. Status: {}",
        "- fill it, status: {}, owner: Ann",
        "- fill it\n  Status: {}",
        "- fill it\n  - Owner: Ann\n  - State: {}",
        "- fill it [status:: {}]",
        "### fill it\n\nStatus: {}",
        "| Action | Status |\n|-|-|\n| fill it | {} |",
        "| Action | Owner |\n|-|-|\n| fill it ({}) | Ann |",
        "| Progress | Action |\n|-|-|\n| {} | fill it |",
    ] {
        for (words, state) in WORDS {
            let item = form.replace("{}", words);
            let (text, found, reason) = first(&item, |action| {
                (plain_text(action.text), action.state, field(&action.reason))
            });
            let why = if words.ends_with("dear") { "too dear" } else { "" };
            let text = text.trim_end_matches('.');
            if (text, found, reason.as_str()) != ("fill it", state, why) {
                wrong.push(format!("{item}: {text}|{found:?}|{reason}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_state_is_read_from_boxes_and_signs() {
    for (item, state) in [
        ("- [ ] a", Proposed),
        ("- [x] a", Done),
        ("- [X] a", Done),
        ("- [/] a", InProgress),
        ("- [-] a", Declined),
        ("1. [x] a", Done),
        ("- [ ] a (in progress)", InProgress),
        ("- [x] a (declined: too dear)", Declined),
        ("- ✅ a", Done),
        ("- a ✅", Done),
        ("- 🔄 a", InProgress),
        ("- ⏳ a", InProgress),
        ("- 🚧 a", InProgress),
        ("- 🚫 a", Declined),
        ("- ❌ a", Proposed),
        ("- ~~a~~", Done),
        ("- a – done", Done),
        ("- DONE: a", Done),
        ("- a — in progress", InProgress),
        ("- a – Ann Lee, due 2026-01-31, declined", Declined),
        ("### Done\n\n- a", Done),
        ("### In progress\n\n- a", InProgress),
        ("### Won't do\n\n- a", Declined),
        ("- a – @ann, due 2026-01-31", Proposed),
        ("- a – @ann, due 2026-01-31, sign: b", Committed),
        ("- [/] a – @ann, due 2026-01-31, sign: b", InProgress),
        ("- [-] a – @ann, due 2026-01-31, sign: b", Declined),
        ("- a (committed)", Committed),
    ] {
        assert_eq!(first(item, |action| action.state), state, "{item}");
    }
}

#[test]
fn tasks_of_other_programs_are_read() {
    let mut wrong = Vec::new();
    for (item, state, fields) in [
        // Obsidian.
        ("- [ ] a 📅 2026-01-31", Proposed, ["a", "", "2026-01-31", ""]),
        ("- [x] a 📅 2026-01-31 ✅ 2026-01-20", Done, ["a ✅ 2026-01-20", "", "2026-01-31", ""]),
        ("- [-] a ❌ 2026-01-20", Declined, ["a ❌ 2026-01-20", "", "", ""]),
        (
            "- [ ] a ⏫ ⏳ 2026-01-20 📅 2026-01-31 @ann",
            Proposed,
            ["a ⏳ 2026-01-20", "ann", "2026-01-31", "high"],
        ),
        // Dataview.
        (
            "- [ ] a [owner:: ann] [due:: 2026-01-31] [priority:: high]",
            Proposed,
            ["a", "ann", "2026-01-31", "high"],
        ),
        ("- [x] a (owner:: Ann Lee) (due:: 2026-01-31)", Done, ["a", "Ann Lee", "2026-01-31", ""]),
        ("- [ ] a [completion:: 2026-01-20]", Done, ["a [completion:: 2026-01-20]", "", "", ""]),
        (
            "- a [owner:: ann] [due:: 2026-01-31] [sign:: b]",
            Committed,
            ["a", "ann", "2026-01-31", ""],
        ),
        // todo.txt.
        (
            "- x 2026-01-20 2026-01-01 call +cache @ann due:2026-01-31",
            Done,
            ["call +cache", "ann", "2026-01-31", ""],
        ),
        ("- (A) call them due:2026-01-31", Proposed, ["call them", "", "2026-01-31", "A"]),
        ("- (B) 2026-01-01 call +cache", Proposed, ["call +cache", "", "", "B"]),
        ("- x 2026-01-20 2026-01-01 (A) call", Done, ["call", "", "", "A"]),
        ("- (A) AI-7: call @ann", Proposed, ["call", "ann", "", "A"]),
        ("- x 2026-01-20 AI-7: call", Done, ["call", "", "", ""]),
        ("- x 2026-01-20", Proposed, ["x 2026-01-20", "", "", ""]),
        ("- x marks the spot", Proposed, ["x marks the spot", "", "", ""]),
        ("- X-ray the disk", Proposed, ["X-ray the disk", "", "", ""]),
        ("- (A)synchronous writes", Proposed, ["(A)synchronous writes", "", "", ""]),
    ] {
        let (found, read) = first(item, |action| {
            let read = [&action.owner, &action.due, &action.priority].map(field);
            (action.state, [&[plain_text(action.text)][..], &read[..]].concat())
        });
        if (found, &read) != (state, &fields.map(str::to_owned).to_vec()) {
            wrong.push(format!("{item}: {found:?} {read:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_declined_or_proposed_is_not_counted_as_done() {
    let text = "## Action items\n\n- [x] a\n- [-] b (declined: c)\n- [ ] d\n- e (committed)\n";
    assert_eq!(with(text, |pm, _, _| facts::facts(pm).done), 1);
}
