//! Whys, lessons and actions.

use super::with;
use crate::markdown::plain_text;
use crate::postmortem::{Action, ActionState, LessonKind, facts};

fn tree(text: &str) -> (usize, usize, usize, usize) {
    with(text, |pm, _, _| {
        let facts = facts::facts(pm);
        (facts.whys, facts.answers, facts.leaves, facts.depth)
    })
}

#[test]
fn a_mention_of_two_words_is_one_person() {
    let text = "# Down\n\nAuthors: Dana Kowalski, Bo Li\n\n## Action items\n\n- [ ] @Dana Kowalski Reconnect on errors\n- [ ] @Bo Lift the limit\n";
    with(text, |pm, _, _| {
        let owned: Vec<(Option<&str>, String)> = pm
            .action_items
            .iter()
            .map(|action| (action.owner.as_deref(), plain_text(action.text)))
            .collect();
        assert_eq!(owned[0], (Some("Dana Kowalski"), "Reconnect on errors".to_owned()));
        assert_eq!(owned[1], (Some("Bo"), "Lift the limit".to_owned()));
    });
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
fn what_follows_from_an_entry_of_the_timeline_says_so() {
    for (item, text, from) in [
        ("Watch it – @ann (from the timeline, 10:20)", "Watch it", vec!["the timeline, 10:20"]),
        (
            "Watch it (from W3, the timeline, 09:05 UTC)",
            "Watch it",
            vec!["W3", "the timeline, 09:05 UTC"],
        ),
        (
            "Take the rows from the timeline, 10:20",
            "Take the rows from the timeline, 10:20",
            vec![],
        ),
        ("Take it (from the timeline)", "Take it (from the timeline)", vec![]),
    ] {
        let document = format!("## Lessons learned\n\n- {item}\n\n## Action items\n\n- {item}\n");
        with(&document, |pm, _, diagnostics| {
            let action = &pm.action_items[0];
            assert_eq!(
                (plain_text(action.text).as_str(), &action.from),
                (text, &from.iter().map(|it| (*it).to_owned()).collect()),
                "{item}"
            );
            assert_eq!(pm.lessons[0].from, from, "{item}");
            let unknown = diagnostics.iter().filter(|it| it.code == "trace/unknown");
            assert!(unknown.filter(|it| it.message.contains("timeline")).count() == 0);
        });
    }
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

type Read = (String, Option<String>, Option<String>, ActionState);

fn actions(text: &str) -> Vec<Read> {
    with(&format!("## Action items\n\n{text}\n"), |pm, _, _| {
        let one = |action: &Action| {
            (plain_text(action.text), action.owner.clone(), action.due.clone(), action.state)
        };
        pm.action_items.iter().map(one).collect()
    })
}

#[test]
fn states_are_read_from_boxes_signs_and_words() {
    use ActionState::{Committed, Declined, Done, InProgress, Proposed};
    for (item, state) in [
        ("- [x] a", Done),
        ("- [/] a", InProgress),
        ("- [-] a", Declined),
        ("- [~] a", Declined),
        ("- [ ] a", Proposed),
        ("- ✅ a", Done),
        ("- a 🔄", InProgress),
        ("- 🚫 a", Declined),
        ("- ❌ a", Proposed),
        ("- a ✅ 2026-01-31", Done),
        ("- a ❌ 2026-01-31", Declined),
        ("- [ ] a – @ann, due 2026-01-31, sign: no page for a week", Committed),
        ("- [ ] a – @ann, sign: no page for a week", Proposed),
        ("- [ ] a – @ann, due 2026-01-31, with a design: see b", Proposed),
        ("- [x] a – @ann, due 2026-01-31, sign: no page for a week", Done),
        ("- a. Status: in progress", InProgress),
        ("- a (done during the call)", Done),
        ("- a (fixed in #12)", Done),
        ("- a (in progress, half of it)", InProgress),
        ("- Page at two minutes. DONE in [PR 7](https://x.example/7)", Done),
        ("- Drain the pool. This has already been done.", Done),
        ("- We have begun to split the pool.", InProgress),
        ("- Undone work gets a ticket", Proposed),
        ("- Live reload of rules", Proposed),
        ("- Status: page of our own", Proposed),
        ("| What | Status |\n|-|-|\n| a | ⏳ not started |", Proposed),
        ("| What | Status |\n|-|-|\n| a | 🔄 under way |", InProgress),
        ("| What | Status |\n|-|-|\n| a | ✅ |", Done),
        ("| What | Status |\n|-|-|\n| a | 🚫 |", Declined),
        ("| What | Status |\n|-|-|\n| a | Scheduled |", Committed),
    ] {
        assert_eq!(actions(item)[0].3, state, "{item}");
    }
}

#[test]
fn a_list_in_the_past_tense_is_done() {
    let states =
        |text: &str| -> Vec<ActionState> { actions(text).into_iter().map(|it| it.3).collect() };
    let past = "- Removed the key\n- [OPS] Temporarily raised the limit\n- Finished the audit\n";
    assert_eq!(states(past), [ActionState::Done; 3]);
    let boxes = "- [ ] Removed the key\n- [ ] Raised the limit\n- [ ] Finished the audit\n";
    assert_eq!(states(boxes), [ActionState::Proposed; 3]);
    let mixed = "- Removed the key\n- Raised the limit\n- Finish the audit\n";
    assert_eq!(states(mixed), [ActionState::Proposed; 3]);
}

#[test]
fn owners_dates_and_states_stand_behind_a_text() {
    let some = |words: &str| Some(words.to_owned());
    let done = ActionState::Done;
    let open = ActionState::Proposed;
    for (item, owner, due, state) in [
        ("- a b (Ann Lee, due 14/02/2025, done)", some("Ann Lee"), some("14/02/2025"), done),
        ("- a b (Pool team, due March 7, 2025)", some("Pool team"), some("March 7, 2025"), open),
        ("- a b (no owner yet)", None, None, open),
        ("- a b – Bo – done", some("Bo"), None, done),
        ("- a b – Ann Lee", some("Ann Lee"), None, open),
        ("- a b, due: March 7, 2025", None, some("March 7, 2025"), open),
        ("- a b 📅 2026-01-31", None, some("2026-01-31"), open),
        ("- a b [due:: 2026-01-31]", None, some("2026-01-31"), open),
        ("- a b due:2026-01-31", None, some("2026-01-31"), open),
        ("- a b (see the Wiki)", None, None, open),
        ("- a b (Kafka)", None, None, open),
        ("- a b (Issue)", None, None, open),
    ] {
        let read = actions(item).remove(0);
        assert_eq!((read.1, read.2, read.3), (owner, due, state), "{item}");
        assert!(read.0.starts_with("a b"), "{}", read.0);
    }
    let bare = actions("- a (Bo)\n- b (Cy)\n- c (Bo)\n");
    assert_eq!(bare.iter().filter(|action| action.1.is_some()).count(), 3);
}

#[test]
fn due_dates_are_dates_where_they_are_full() {
    use crate::postmortem::due;
    for (words, date) in [
        ("September 20, 2024", Some("2024-09-20")),
        ("Nov 29, 2024", Some("2024-11-29")),
        ("2026-01-31", Some("2026-01-31")),
        ("14/02/2025", Some("2025-02-14")),
        ("02/14/2025", Some("2025-02-14")),
        ("07/03/2025", None),
        ("Friday", None),
        ("March 7", None),
        ("end of 2025", None),
    ] {
        assert_eq!(due::iso(words, None).as_deref(), date, "{words}");
    }
    assert_eq!(due::iso("07/03/2025", Some(true)).as_deref(), Some("2025-03-07"));
}

fn questions(text: &str) -> Vec<(String, Vec<String>)> {
    fn collect(whys: &[crate::postmortem::Why], out: &mut Vec<(String, Vec<String>)>) {
        for why in whys {
            let said = |answer: &crate::postmortem::Answer| {
                answer.blocks.iter().map(|block| plain_text(block)).collect::<Vec<_>>().join(" / ")
            };
            out.push((plain_text(why.question), why.answers.iter().map(said).collect()));
            why.answers.iter().for_each(|answer| collect(&answer.whys, out));
        }
    }
    with(text, |pm, _, _| {
        let mut out = Vec::new();
        collect(&pm.whys, &mut out);
        out
    })
}

fn pairs(all: &[(&str, &str)]) -> Vec<(String, Vec<String>)> {
    all.iter().map(|(asked, said)| ((*asked).to_owned(), vec![(*said).to_owned()])).collect()
}

#[test]
fn questions_and_answers_are_numbered_and_pointed_at() {
    let wanted =
        pairs(&[("Why was it off?", "A timer ran out"), ("Why a timer?", "To save power")]);
    for text in [
        "## Five whys\n\nQ1: Why was it off?\n\nA1: A timer ran out\n\nQ2: Why a timer?\n\nA2: To save power\n",
        "## Five whys\n\n**Q1**: Why was it off?\n**A1**: → A timer ran out\n\n**Q2**: Why a timer?\n**A2**: => To save power\n\n**Root cause**: thrift\n",
        "## Five whys\n\n1. Why was it off?\n   - ⟹ A timer ran out\n2. Why a timer?\n   - -> To save power\n\nNext steps: none yet.\n",
        "## Five whys\n\nWhy was it off?\n  A timer ran out\nWhy a timer?\n  To save power\n",
        "## Five whys\n\n<ol><li><b>Why was it off?</b> A timer ran out</li><li><b>Why a timer?</b> To save power</li></ol>\n",
    ] {
        assert_eq!(questions(text), wanted, "{text}");
    }
}

#[test]
fn a_bare_why_asks_about_the_answer_before_it() {
    let rows = "## Five whys\n\n| Why | Answer |\n|-|-|\n| Why 1 | The disk was full |\n| Why 2 | Logs stayed |\n";
    assert_eq!(
        questions(rows),
        pairs(&[("Why 1", "The disk was full"), ("The disk was full – Why?", "Logs stayed")])
    );
    let headless =
        "## Five whys\n\n| Why 1 | The disk was full |\n|-|-|\n| Why 2 | Logs stayed |\n";
    assert_eq!(questions(headless), questions(rows));
}

#[test]
fn a_heading_or_numbers_that_start_again_begin_a_tree() {
    for text in [
        "## Five whys\n\n### The outage\n\n1. Why a?\n   - b\n2. Why b?\n   - c\n\n### The delay\n\n1. Why d?\n   - e\n",
        "## Five whys\n\n1. Why a?\n   - b\n2. Why b?\n   - c\n\nAnd then:\n\n1. Why d?\n   - e\n",
    ] {
        with(text, |pm, _, _| assert_eq!(pm.whys.len(), 2, "{text}"));
    }
}

#[test]
fn prose_invents_no_whys() {
    for text in [
        "## Root cause\n\nThe image lies in another store and is of no use\nhere.\nBecause the mode is strict, nothing is fetched.\n",
        "## Root cause\n\n### Why the cache failed\n\n```\nget(x)\n```\n\nIt was cold.\n\n### Why nobody saw it\n\nNo graph.\n",
    ] {
        assert_eq!(questions(text), [], "{text}");
    }
    let code = questions("## Five whys\n\n### Why did it fail?\n\n```\nx\n```\n");
    assert_eq!(code, [("Why did it fail?".to_owned(), Vec::new())]);
}

#[test]
fn columns_of_outcomes_and_signs_are_states() {
    let text = "## Impact\n\nx\n\n## Follow-up issues\n\n| Issue | Triggered by | Outcome |\n|-|-|-|\n| alert on lag | lesson 3 | Resolved by a new alarm |\n| pin versions | review | Open – later |\n\n## Prevention decisions\n\n| Action | Done |\n|-|-|\n| write the runbook | ✓ |\n| test it | |\n";
    with(text, |pm, _, _| {
        let states =
            |actions: &[Action]| actions.iter().map(|action| action.state).collect::<Vec<_>>();
        assert_eq!(states(&pm.action_items), [ActionState::Done, ActionState::Proposed]);
        assert_eq!(states(&pm.corrective_actions), [ActionState::Done, ActionState::Proposed]);
    });
}
