//! Actions in paragraphs, states of groups, lessons by signs, owners in brackets, more whys.

use super::with;
use crate::markdown::plain_text;
use crate::postmortem::{ActionState, LessonKind, Why};

type Read = (String, Option<String>, Option<String>, ActionState, bool);

/// Text, owner, due date, state, and whether the author says the state.
fn actions(text: &str) -> Vec<Read> {
    with(&format!("# T\n\n## Summary\n\nx\n\n{text}\n"), |pm, _, _| {
        let all = pm.corrective_actions.iter().chain(&pm.action_items);
        all.map(|a| {
            let words = plain_text(a.text);
            (words, a.owner.clone(), a.due.clone(), a.state, !a.state_evidence.is_read())
        })
        .collect()
    })
}

#[test]
fn paragraphs_tell_actions() {
    use ActionState::{Done, Proposed};
    let told = "## Measures\n\nThe lag will be watched.\nA limit was added to the queue.\n\n## Next steps\n\nAdd a drill.\n\nBackups are to be\ntested each month.\n";
    let read = actions(told);
    let words: Vec<&str> = read.iter().map(|it| it.0.as_str()).collect();
    assert_eq!(
        words[..3],
        ["The lag will be watched.", "A limit was added to the queue.", "Add a drill."]
    );
    let states: Vec<_> = read.iter().map(|it| (it.3, it.4)).collect();
    assert_eq!(states, [(Proposed, true), (Done, false), (Proposed, true), (Proposed, true)]);
    for text in [
        "## Next steps\n\nWe track all of them in the tracker.",
        "## Next steps\n\nThe lag will be watched.\n\nIt is a long story.",
        "## Next steps\n\nWe will do the following:",
        "## Next steps\n\nNo further action will be taken.",
        "## Next steps\n\nAlert fatigue is a problem.",
        "## Measures\n\nThe incident was caused by a limit that was added.",
    ] {
        assert_eq!(actions(text), [], "{text}");
    }
}

#[test]
fn a_heading_may_be_the_state_of_its_actions() {
    use ActionState::{Committed, Declined, Done, InProgress, Proposed};
    let states = |text: &str| -> Vec<ActionState> {
        actions(text).into_iter().map(|action| action.3).collect()
    };
    for (title, state) in [
        ("Done", Done),
        ("✅ Completed items", Done),
        ("✅", Done),
        ("In progress", InProgress),
        ("Won’t do", Declined),
        ("Backlog", Proposed),
        ("Planned", Committed),
        ("Done when the lag is gone", Proposed),
    ] {
        for text in [
            format!("## Action items\n\n### {title}\n\n- a b"),
            format!("## Action items\n\n**{title}**\n\n- a b"),
            format!("## Action items\n\n- {title}\n  - a b"),
        ] {
            let is_own_item = title.len() > 20 && text.contains("  - ");
            assert_eq!(states(&text)[0], if is_own_item { Proposed } else { state }, "{text}");
        }
    }
    // What an item says itself counts.
    assert_eq!(states("## Actions\n\n### Done\n\n- a b (in progress)\n- c d"), [InProgress, Done]);
    assert_eq!(states("## Completed actions\n\n- a b"), [Done]);
}

#[test]
fn a_list_in_the_past_tense_only_seems_done() {
    let read = actions("## Actions\n\n- Removed a\n- Added b\n- Raised c\n");
    assert!(read.iter().all(|it| it.3 == ActionState::Done && !it.4));
    let marked = actions("## Actions\n\n- [x] Removed a\n- [x] Added b\n- [x] Raised c\n");
    assert!(marked.iter().all(|it| it.3 == ActionState::Done && it.4));
}

#[test]
fn owners_stand_in_brackets_and_behind_dashes() {
    let some = |words: &str| Some(words.to_owned());
    for (item, owner, due) in [
        ("- a b – Safety (K. Holm)", some("Safety (K. Holm)"), None),
        ("- a b – Safety (K. Holm) – due 2024-05-01", some("Safety (K. Holm)"), some("2024-05-01")),
        (
            "- a b. Owner: Safety (K. Holm), due: 2024-05-01",
            some("Safety (K. Holm)"),
            some("2024-05-01"),
        ),
        ("- a b (owner: K. Holm)", some("K. Holm"), None),
        ("- a b [Kim Holm]", some("Kim Holm"), None),
        ("- a b [@kim]", some("kim"), None),
        ("- a b — @kim — May 3", some("kim"), some("May 3")),
        ("- a b (Ops, Fri)", some("Ops"), some("Fri")),
        ("- a b (P1, @kim, 2024-05-01)", some("kim"), some("2024-05-01")),
        ("- a b — owner TBD", None, None),
        ("- [OPS-12] a b", None, None),
        ("- a b (Net team) - due: Q3", some("Net team"), some("Q3")),
        ("- a b. Owner: ops / Kim", some("ops / Kim"), None),
        ("- a b. Owner: Kim Holm <kim@example.org>", some("Kim Holm"), None),
        ("- a b [wip]", None, None),
        ("- a b [the wiki page]", None, None),
        ("- a b – Frankfurt", None, None),
    ] {
        let read = actions(&format!("## Actions\n\n{item}"));
        assert_eq!((read[0].1.clone(), read[0].2.clone()), (owner, due), "{item}");
    }
    let each = actions("## Actions\n\n- a b — Kim\n- c d — Bo\n- e f — Cy\n");
    let owners: Vec<_> = each.iter().map(|it| it.1.as_deref()).collect();
    assert_eq!(owners, [Some("Kim"), Some("Bo"), Some("Cy")]);
}

fn lessons(text: &str) -> Vec<(String, LessonKind)> {
    with(&format!("# T\n\n## Summary\n\nx\n\n{text}\n"), |pm, _, _| {
        pm.lessons.iter().map(|it| (plain_text(it.text), it.kind)).collect()
    })
}

#[test]
fn signs_and_labels_sort_lessons() {
    use LessonKind::{Lucky, Plain, WentBadly, WentWell};
    let want = [("a b", WentWell), ("c d", WentBadly), ("e f", Lucky)];
    for text in [
        "## Lessons\n\n### 👍\n\n- a b\n\n### 👎\n\n- c d\n\n### 🍀\n\n- e f",
        "## Lessons\n\n✅ What worked\n\n- a b\n\n❌ What hurt\n\n- c d\n\n🍀 Luck\n\n- e f",
        "## Lessons\n\n- 👍 a b\n- 👎 c d\n- 🍀 e f",
        "## Lessons\n\n- ✅ a b\n- ❌ c d\n- 🤞 e f",
        "## Lessons\n\n**Went well:** a b\n**Went badly:** c d\n**Lucky:** e f",
        "## Lessons\n\n- Plus: a b\n- Delta: c d\n- Lucky: e f",
        "## Lessons\n\n- 👍\n  - a b\n- 👎\n  - c d\n- 🍀\n  - e f",
    ] {
        let read = lessons(text);
        let read: Vec<_> = read.iter().map(|(words, kind)| (words.as_str(), *kind)).collect();
        assert_eq!(read, want, "{text}");
    }
    assert_eq!(lessons("## Lessons\n\n- ✅ a b\n- c d")[0], ("✅ a b".to_owned(), Plain));
    let unknown = lessons("## Lessons\n\nWhat went well\n\n- a b\n\nHiccups\n\n- c d");
    assert_eq!(unknown, [("a b".to_owned(), WentWell), ("c d".to_owned(), Plain)]);
}

/// The questions and answers of a chain.
fn chain(text: &str) -> Vec<(String, String)> {
    with(&format!("# T\n\n## Five whys\n\n{text}\n"), |pm, _, _| {
        let mut all = Vec::new();
        let mut next: Option<&Why> = pm.whys.first();
        while let Some(why) = next {
            let answer = why.answers.first();
            let words = answer.map(|it| it.blocks.iter().map(|b| plain_text(b)).collect());
            all.push((plain_text(why.question), words.unwrap_or_default()));
            next = answer.and_then(|it| it.whys.first());
        }
        all
    })
}

#[test]
fn whys_have_more_labels_and_arrows() {
    let want = [("Why a?", "b"), ("Why b?", "c")];
    for text in [
        "W: Why a?\nA: b\nW: Why b?\nA: c",
        "W1: Why a?\nA1: b\nW2: Why b?\nA2: c",
        "### Why #1\n\nWhy a?\n\nb\n\n### Why #2\n\nWhy b?\n\nc",
        "**Why 1**\n\nWhy a?\n\nb\n\n**Why 2**\n\nWhy b?\n\nc",
        "### W1: Why a?\n\nb\n\n### W2: Why b?\n\nc",
    ] {
        let read = chain(text);
        let read: Vec<_> = read.iter().map(|(q, a)| (q.as_str(), a.as_str())).collect();
        assert_eq!(read, want, "{text}");
    }
    for text in ["a\n← b\n← c", "a ← b ← c", "- a\n- ← b\n- ← c", "1. a ← b\n2. b ← c"]
    {
        let read = chain(text);
        let answers: Vec<&str> = read.iter().map(|(_, answer)| answer.as_str()).collect();
        assert_eq!(answers, ["b", "c"], "{text}");
    }
}
