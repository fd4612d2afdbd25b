//! Decisions that are needed, and those that were made.

use super::with;
use crate::markdown::plain_text;
use crate::postmortem::{Decision, SectionKind};

/// The decisions needed and those made of a document, each with all that is known of it.
fn decisions(text: &str) -> (Vec<String>, Vec<String>) {
    with(text, |pm, _, _| {
        let one = |decision: &Decision| {
            let words = |field: &Option<String>| field.clone().unwrap_or_default();
            let facts = [
                plain_text(decision.text),
                decision.state.name().to_owned(),
                words(&decision.date),
                words(&decision.reason),
            ];
            facts.join("|")
        };
        (pm.decisions.iter().map(one).collect(), pm.decisions_made.iter().map(one).collect())
    })
}

#[test]
fn what_came_of_a_decision_is_read_in_every_form() {
    for (item, want) in [
        ("- Decided: keep it (2026-11-26)", "keep it|decided|2026-11-26|"),
        ("- **Agreed:** keep it", "keep it|decided||"),
        ("- Approved on 2026-11-26: keep it", "keep it|decided|2026-11-26|"),
        ("- keep it (approved 26 November 2026)", "keep it|decided|26 November 2026|"),
        ("- keep it (approved) (2026-11-26)", "keep it|decided|2026-11-26|"),
        ("- [x] keep it", "keep it|decided||"),
        ("- ✅ keep it", "keep it|decided||"),
        ("- Declined: drop it – too dear – for now", "drop it – too dear|declined||for now"),
        ("- Declined: drop it", "drop it|declined||"),
        ("- Declined 2026-11-26: drop it - too dear", "drop it|declined|2026-11-26|too dear"),
        ("- drop it (declined: too dear (by far))", "drop it|declined||too dear (by far)"),
        ("- [-] drop it – not now", "drop it – not now|declined||"),
        (
            "| Decision | Status | Date | Why |\n|-|-|-|-|\n| keep it | Approved | 26/11/2026 | safe |",
            "keep it|decided|26/11/2026|safe",
        ),
        (
            "| # | Topic | Outcome |\n|-|-|-|\n| 1 | drop it | rejected: too dear |",
            "drop it|declined||too dear",
        ),
    ] {
        let (needed, made) = decisions(&format!("## Decisions\n\n{item}\n"));
        assert_eq!((needed, made), (Vec::new(), vec![want.to_owned()]), "{item}");
    }
}

#[test]
fn what_says_nothing_is_what_its_section_is_about() {
    let open = || vec!["a|open||".to_owned(), "b|open||".to_owned()];
    let made = || vec!["a|decided||".to_owned(), "b|decided||".to_owned()];
    for (before, title, after, want) in [
        ("", "Decisions", "", (open(), vec![])),
        ("", "Decisions needed", "", (open(), vec![])),
        ("", "Open questions", "", (open(), vec![])),
        ("", "Parked", "", (open(), vec![])),
        ("", "Decisions made", "", (vec![], made())),
        ("", "What was decided", "", (vec![], made())),
        ("---\nstatus: closed\n---\n", "Decisions", "", (vec![], made())),
        ("---\nstatus: Reviewed on Monday\n---\n", "Decisions", "", (vec![], made())),
        ("---\nstatus: closed\n---\n", "Decisions needed", "", (open(), vec![])),
        ("---\nstatus: draft\n---\n", "Decisions", "", (open(), vec![])),
        ("", "Decisions", "## Meeting notes\n\nWe met.\n", (vec![], made())),
    ] {
        let text = format!("{before}## {title}\n\n- a\n- b\n\n{after}");
        assert_eq!(decisions(&text), want, "{text}");
    }
    let mixed = "## Decisions\n\n- a\n- Decided: b\n\n## Minutes\n\nWe met.\n";
    let want = (vec!["a|open||".to_owned()], vec!["b|decided||".to_owned()]);
    assert_eq!(decisions(mixed), want);
}

#[test]
fn what_only_looks_like_an_outcome_stays_in_the_text() {
    for text in [
        "Declined requests: count them?",
        "Is it (by then) enough?",
        "Page (see below)",
        "Decided:",
        "Alert at 2026-11-26 (as before)",
    ] {
        let (needed, made) = decisions(&format!("## Decisions\n\n- {text}\n"));
        assert_eq!((needed, made.len()), (vec![format!("{text}|open||")], 0));
    }
    // The address would be lost.
    let linked = "## Decisions\n\n- Declined: drop it – see [why](https://a.example)\n";
    assert_eq!(decisions(linked).1, ["drop it – see why|declined||"]);
}

#[test]
fn a_section_of_decisions_made_has_their_kind() {
    let text = "## Decisions\n\n- Decided: a\n\n## Meeting\n\n### Action items\n\n- b\n";
    with(text, |pm, _, _| {
        let kinds: Vec<SectionKind> = pm.sections.iter().map(|section| section.kind).collect();
        let want = [SectionKind::DecisionsMade, SectionKind::Meeting, SectionKind::ActionItems];
        assert_eq!(kinds, want);
    });
}
