//! Whys, lessons and actions.

use super::with;
use crate::markdown::plain_text;
use crate::postmortem::{ActionState, LessonKind, facts};

fn tree(text: &str) -> (usize, usize, usize, usize) {
    with(text, |pm, _, _| {
        let facts = facts::facts(pm);
        (facts.whys, facts.answers, facts.leaves, facts.depth)
    })
}

#[test]
fn whys_come_in_many_forms() {
    for text in [
        "## Five whys\n\n1. Why a? Because b.\n2. Why b? Because c.\n",
        "## Five whys\n\nQ: Who turned it off?\n\nA: b\n\nQ: Why b?\n\nA: c\n",
        "## Five whys\n\n### Why a?\n\nb\n\n### Why b?\n\nc\n\nmore\n",
        "## Five whys\n\nThe site was down\n...because b\n...because c\n",
        "## Five whys\n\n- **Why a?**\n  - b\n    - Why b?\n      - c\n",
    ] {
        assert_eq!(tree(text), (2, 2, 1, 2), "{text}");
    }
    assert_eq!(tree("## Whys\n\n- Why a?\n- Why b?\n- Why c?\n"), (3, 0, 0, 3));
    assert_eq!(tree("## Whys\n\n- Why a?\n  - Why b?\n    - c\n  - Why d?\n"), (3, 1, 1, 2));
    assert_eq!(tree("## Root causes\n\n- a full disk\n- nobody looked\n"), (0, 0, 0, 0));
}

#[test]
fn lessons_keep_their_part_and_their_trace() {
    let text = "## Lessons learned\n\n- **What went well**\n  - the rollback\n- **Where we got lucky**\n  - it was Sunday\n\n### What went wrong\n\n1. L9: no alert (from W2)\n";
    with(text, |pm, _, _| {
        let kinds: Vec<_> = pm.lessons.iter().map(|l| (l.id.as_str(), l.kind)).collect();
        assert_eq!(
            kinds,
            [
                ("L1", LessonKind::WentWell),
                ("L2", LessonKind::Lucky),
                ("L9", LessonKind::WentBadly)
            ]
        );
        assert_eq!(
            (plain_text(pm.lessons[2].text).as_str(), pm.lessons[2].from.as_slice()),
            ("no alert", ["W2".to_owned()].as_slice())
        );
    });
}

#[test]
fn fields_are_taken_out_of_an_action() {
    let text = "## Action items\n\n- [x] P1 Add an alert @ann, due 2026-01-31 (from L2) #77\n- ~~Drop it~~\n- [OPS] Write a page (IN PROGRESS)\n- Buy disks. OWNER: Bo\n- AI-9: **HIGH** Test it (addresses: W4, L1)\n- ✅ mail ops@example.org\n";
    with(text, |pm, _, _| {
        let all: Vec<_> = pm
            .action_items
            .iter()
            .map(|a| (a.id.as_str(), plain_text(a.text), a.owner.as_deref(), a.state))
            .collect();
        assert_eq!(all[0], ("AI-1", "Add an alert #77".into(), Some("ann"), ActionState::Done));
        assert_eq!(all[1], ("AI-2", "Drop it".into(), None, ActionState::Done));
        assert_eq!(all[2], ("AI-3", "Write a page".into(), Some("OPS"), ActionState::InProgress));
        assert_eq!(all[3], ("AI-4", "Buy disks.".into(), Some("Bo"), ActionState::Proposed));
        assert_eq!(all[4], ("AI-9", "Test it".into(), None, ActionState::Proposed));
        assert_eq!(all[5], ("AI-5", "mail ops@example.org".into(), None, ActionState::Done));
        let first = &pm.action_items[0];
        assert_eq!(
            (first.due.as_deref(), first.priority.as_deref()),
            (Some("2026-01-31"), Some("P1"))
        );
        assert_eq!(
            (first.links.as_slice(), first.from.as_slice()),
            (["#77".to_owned()].as_slice(), ["L2".to_owned()].as_slice())
        );
        assert_eq!(
            (pm.action_items[4].priority.as_deref(), pm.action_items[4].from.len()),
            (Some("HIGH"), 2)
        );
    });
}

#[test]
fn a_table_of_actions_is_known_by_its_header() {
    let text = "## Action items\n\n| Bug | Owner | Action Item | Status | Prio | Notes |\n|-|-|-|-|-|-|\n| [#7](https://x.test/7) | Ann | Add **alerts** | Done | P2 | soon |\n| | TBD | Test | | | |\n";
    with(text, |pm, _, _| {
        let [first, second] = pm.action_items.as_slice() else { panic!("two") };
        assert_eq!(plain_text(first.text), "Add alerts");
        assert_eq!(
            (first.owner.as_deref(), first.state, first.priority.as_deref()),
            (Some("Ann"), ActionState::Done, Some("P2"))
        );
        assert_eq!(
            (first.links.as_slice(), first.detail.len()),
            (["https://x.test/7".to_owned()].as_slice(), 1)
        );
        assert_eq!((second.owner.as_deref(), plain_text(second.text).as_str()), (None, "Test"));
    });
}

fn lessons(text: &str) -> Vec<(String, LessonKind, String, usize)> {
    with(text, |pm, _, _| {
        let one = |lesson: &crate::postmortem::model::Lesson| {
            (lesson.id.clone(), lesson.kind, plain_text(lesson.text), lesson.detail.len())
        };
        pm.lessons.iter().map(one).collect()
    })
}

#[test]
fn lessons_stand_in_the_column_of_words() {
    use LessonKind::{Lucky, Plain, WentBadly, WentWell};
    let numbered = "## Lessons\n\n### What went well\n\n| # | Observation |\n|-|-|\n| 1 | The copy was fresh. |\n\n### What went wrong\n\n| What | Because |\n|-|-|\n| No drill | Nobody had time |\n";
    assert_eq!(
        lessons(numbered),
        [
            ("L1".into(), WentWell, "The copy was fresh.".into(), 0),
            ("L2".into(), WentBadly, "No drill".into(), 1)
        ]
    );
    let named = "## Lessons\n\n| Id | Category | Lesson |\n|-|-|-|\n| L7 | Went well | Quick call |\n| L9 | | Dull tools |\n";
    assert_eq!(
        lessons(named),
        [
            ("L7".into(), WentWell, "Quick call".into(), 0),
            ("L9".into(), Plain, "Dull tools".into(), 0)
        ]
    );
    let side_by_side = "## Lessons\n\n| What went well | What went wrong | Where we got lucky |\n|-|-|-|\n| a copy | no drill | a quiet day |\n| a call | | |\n";
    let kinds: Vec<LessonKind> = lessons(side_by_side).into_iter().map(|it| it.1).collect();
    assert_eq!(kinds, [WentWell, WentBadly, Lucky, WentWell]);
}

#[test]
fn a_list_that_paragraphs_lead_to_is_their_detail() {
    let told = "## Lessons\n\nTwo changes left as one.\n\nIn this order nothing breaks:\n\n- read both\n- write new\n";
    let read = lessons(told);
    assert_eq!(read.len(), 2, "{read:?}");
    assert_eq!((read[1].2.as_str(), read[1].3), ("In this order nothing breaks:", 1));
    assert_eq!(lessons("## Lessons\n\nWe learned:\n\n- one\n- two\n").len(), 2);
}

#[test]
fn none_is_no_lesson_and_no_action_and_parts_need_no_markup() {
    for none in ["None.", "N/A", "TBD", "- None", "- Nothing to report"] {
        let text = format!("## Lessons\n\n{none}\n\n## Actions\n\n{none}\n");
        with(&text, |pm, _, _| {
            assert_eq!((pm.lessons.len(), pm.action_items.len()), (0, 0), "{none}");
        });
    }
    let read =
        lessons("## Lessons\n\nWhat went well\n\n- a copy\n\nWhat went wrong\n\n- no drill\n");
    let kinds: Vec<LessonKind> = read.into_iter().map(|it| it.1).collect();
    assert_eq!(kinds, [LessonKind::WentWell, LessonKind::WentBadly]);
}
