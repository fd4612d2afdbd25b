//! Forms of sections, metadata, whys, lessons and actions, one small document each.

use super::with;
use crate::markdown::plain_text;
use crate::postmortem::traces::{Trace, traces};
use crate::postmortem::{ActionState, LessonKind, Postmortem, SectionKind, Why, facts};

fn kinds(pm: &Postmortem) -> Vec<SectionKind> {
    pm.sections.iter().map(|section| section.kind).collect()
}

/// The forest in one line: `Q(A(Q…) A)`.
fn tree(whys: &[Why]) -> String {
    let answer = |answer: &crate::postmortem::Answer| {
        let words: Vec<String> = answer.blocks.iter().map(|block| plain_text(block)).collect();
        let below =
            if answer.whys.is_empty() { String::new() } else { format!(" {}", tree(&answer.whys)) };
        format!("({}{below})", words.join(" "))
    };
    let one = |why: &Why| {
        format!(
            "{}{}",
            plain_text(why.question),
            why.answers.iter().map(answer).collect::<String>()
        )
    };
    whys.iter().map(one).collect::<Vec<_>>().join(" | ")
}

#[test]
fn labels_begin_sections_where_headings_would() {
    use SectionKind::*;
    for (text, want) in [
        (
            "# T\n\n**Date:** 2024-01-02\n**Summary:** it broke\n**Impact**: 5 users\n\nmore\n\n**Root cause** – a bug\n",
            vec![Summary, UserImpact, FiveWhys],
        ),
        (
            "# T\n\n- **Authors:** Ann\n- **Summary:** it broke\n- **Impact:** 5 users\n- **Detection:** by chance\n",
            vec![Summary, UserImpact, Detection],
        ),
        (
            "Pipe burst\n\nSummary: it broke\nImpact: 5 users\nand more\n\nTimeline:\n10:00 x\n10:05 y\n",
            vec![Summary, UserImpact, Timeline],
        ),
        (
            "**What happened**\nThe queue stood still.\n\n**Timeline (UTC)**\n09:00 – stuck\n",
            vec![Summary, Timeline],
        ),
    ] {
        with(text, |pm, _, _| {
            let found: Vec<_> = kinds(pm).into_iter().filter(|kind| *kind != Preamble).collect();
            assert_eq!(found, want, "{text}");
            let words: String =
                pm.sections.iter().flat_map(|s| &s.blocks).map(|b| plain_text(b) + " ").collect();
            assert!(words.contains("it broke") || words.contains("The queue"), "{words}");
        });
    }
    // Below a real section, a bold word and its text are text.
    with("## Summary\n\n**Impact:** large\n\n## Timeline\n\n- 10:00 x\n", |pm, _, _| {
        assert_eq!(kinds(pm), [Summary, Timeline]);
    });
}

#[test]
fn metadata_has_many_labels_and_tables() {
    let text = "# T\n\n| Date | Author | Severity |\n|-|-|-|\n| 2024-02-03 | Ann Lee | SEV2 |\n\n| Start time (UTC) | 2024-02-01 10:00 |\n|-|-|\n| End time (UTC) | 2024-02-01 11:30 |\n\n## Summary\n\nx\n";
    with(text, |pm, _, _| {
        assert_eq!(
            (pm.front.authors.as_slice(), pm.front.severity.as_deref()),
            (["Ann Lee".to_owned()].as_slice(), Some("SEV2"))
        );
        assert_eq!(
            facts::facts(pm).duration.map(|length| length.text).as_deref(),
            Some("1 h 30 min")
        );
        assert_eq!(kinds(pm), [SectionKind::Summary]);
    });
    with(
        "# T\n\n## Incident details\n\n- Written by: Ann\n- Affected services: a, b\n\n## Summary\n\nx\n",
        |pm, _, _| {
            assert_eq!((pm.front.authors.len(), pm.front.services.len()), (1, 2));
        },
    );
}

#[test]
fn a_document_without_a_heading_has_a_title() {
    with("**Report: pipe burst**\n\n**Summary**\n\nx\n", |pm, _, _| {
        assert_eq!(pm.title, "Report: pipe burst");
    });
    with("Pipe burst\n\nSummary: x\nImpact: y\n", |pm, _, _| assert_eq!(pm.title, "Pipe burst"));
    with("Pipe burst. It was wet.\n\nSummary: x\n", |pm, _, _| assert_eq!(pm.title, ""));
}

#[test]
fn whys_have_many_forms() {
    for (text, want) in [
        (
            "| # | Why? | Answer |\n|-|-|-|\n| 1 | Why a? | b |\n| 2 | Why b? | c |\n",
            "Why a?(b Why b?(c))",
        ),
        ("Why 1: a broke.\nWhy 2: b was old.\n", "Why 1(a broke. a broke. Why?(b was old.))"),
        ("- Why #1 - a broke\n- Why #2 - b was old\n", "Why #1(a broke a broke – Why?(b was old))"),
        ("Q: Why a?\nA: b.\nQ: Why b?\nA: c.\n", "Why a?(b. Why b?(c.))"),
        ("> **Why a?**\n>\n> b\n>\n> **Why b?**\n>\n> c\n", "Why a?(b Why b?(c))"),
        (
            "1. a broke because b was old\n2. b was old because nobody looked\n",
            "a broke – why?(because b was old b was old – why?(because nobody looked))",
        ),
        ("- Why a?\n- Why b?\n", "Why a?( Why b?)"),
        ("1. Why a? Because b.\n2. Why b? Because c.\n", "Why a?(Because b. Why b?(Because c.))"),
        (
            "a broke\n...because b\n...because c\n",
            "a broke – why?(because b because b – Why?(because c))",
        ),
        ("### Why a?\n\nb\n\n### Why b?\n\n- c\n- d\n", "Why a?(b Why b?(c)(d))"),
        ("- **Why a?**\n  - b\n    - **Why b?**\n      - c\n  - d\n", "Why a?(b Why b?(c))(d)"),
        ("- **Why?** a.\n  - **Why?** b.\n    - Why? c.\n", "Why?(a. a. Why?(b. b. Why?(c.)))"),
        ("- It broke.\n  - Why? a\n  - Why now? b\n", "It broke. Why?(a) | Why now?(b)"),
        ("- It broke\n- Why? a\n", "It broke – Why?(a)"),
        ("> It **broke**:\n>\n> - Why? a\n", "It broke: Why?(a)"),
        ("- It broke.\n\n      code\n\n  - Why? a\n", "It broke. Why?(code a)"),
        ("Text.\n\n- Why? a\n", "Why?(a)"),
        ("The disk was full since nobody looked.\n", ""),
    ] {
        with(&format!("## Five whys\n\n{text}"), |pm, _, _| {
            assert_eq!(tree(&pm.whys), want, "{text}");
        });
    }
    with("## Root cause\n\n1. a, because of b\n2. c, because of d\n", |pm, _, _| {
        assert_eq!(tree(&pm.whys), "");
    });
    with("## Five whys\n\n- Why a?\n  - b\n    - Why b?\n    - Why c?\n  - d\n", |pm, _, _| {
        let facts = facts::facts(pm);
        assert_eq!((facts.whys, facts.branches, facts.depth, facts.leaves), (3, 2, 2, 1));
    });
}

#[test]
fn lessons_are_filed_by_their_headings() {
    let text = "## What we learned\n\n### 👍 The good\n\n- a\n\n### What could be improved\n\n- b\n\n**Luck**\n\n- c (from W1)\n";
    with(text, |pm, _, _| {
        let found: Vec<_> =
            pm.lessons.iter().map(|lesson| (lesson.id.as_str(), lesson.kind)).collect();
        assert_eq!(
            found,
            [
                ("L1", LessonKind::WentWell),
                ("L2", LessonKind::WentBadly),
                ("L3", LessonKind::Lucky)
            ]
        );
        assert_eq!(pm.lessons[2].from, ["W1"]);
    });
}

/// Text, owner, due date, state and links of each action.
fn actions(text: &str) -> Vec<String> {
    with(&format!("## Action items\n\n{text}"), |pm, _, _| {
        let field = |field: &Option<String>| field.clone().unwrap_or_else(|| "-".into());
        let one = |a: &crate::postmortem::Action| {
            let state = match a.state {
                ActionState::Proposed => "proposed",
                ActionState::Done => "done",
                ActionState::InProgress => "in progress",
                ActionState::Committed => "committed",
                ActionState::Declined => "declined",
            };
            let parts = [
                plain_text(a.text),
                field(&a.owner),
                field(&a.due),
                state.into(),
                a.links.join(" "),
            ];
            parts.join(" | ")
        };
        pm.action_items.iter().map(one).collect()
    })
}

#[test]
fn actions_have_many_forms() {
    for (text, want) in [
        (
            "- a\n  - Owner: Ann\n  - Due: 2024-05-01\n  - Ticket: OPS-12\n",
            &["a | Ann | 2024-05-01 | proposed | OPS-12"][..],
        ),
        ("- a (owner: Bob, due by end of Q3 2024)\n", &["a | Bob | end of Q3 2024 | proposed | "]),
        (
            "- a, due Friday\n- b by next week\n- c by hand\n",
            &[
                "a | - | Friday | proposed | ",
                "b | - | next week | proposed | ",
                "c by hand | - | - | proposed | ",
            ],
        ),
        (
            "- a — DONE\n- b (completed 2024-04-02)\n- ⏳ c\n- ✅ d\n- ~~e~~\n- [x] f\n",
            &[
                "a | - | - | done | ",
                "b (completed 2024-04-02) | - | - | done | ",
                "c | - | - | in progress | ",
                "d | - | - | done | ",
                "e | - | - | done | ",
                "f | - | - | done | ",
            ],
        ),
        (
            "- Ops: a\n- Ops + Web: b\n- Web: c\n",
            &[
                "a | Ops | - | proposed | ",
                "b | Ops + Web | - | proposed | ",
                "c | Web | - | proposed | ",
            ],
        ),
        (
            "- Monitoring: add an alert\n- Write a runbook\n",
            &[
                "Monitoring: add an alert | - | - | proposed | ",
                "Write a runbook | - | - | proposed | ",
            ],
        ),
        (
            "| Follow-up Action | Owner(s) | Target Date | Jira ticket | Completed? |\n|-|-|-|-|-|\n| a | @ann, @bob | 1 May 2024 | OPS-2 | Yes |\n| b | TBD | | | No |\n",
            &["a | ann, bob | 1 May 2024 | done | OPS-2", "b | - | - | proposed | "],
        ),
        (
            "| Action | Bug |\n|-|-|\n| a | n/a **DONE** |\n| b | Bug 12 TODO |\n",
            &["a | - | - | done | ", "b | - | - | proposed | Bug 12"],
        ),
    ] {
        assert_eq!(actions(text), want, "{text}");
    }
}

#[test]
fn numbers_of_the_impact_are_read_where_the_front_matter_has_none() {
    let text = "## Impact\n\n- Users affected: 12,400\n- Revenue lost: about $12k\n- Cause: a bug\n- Start: 10:05\n\n| Metric | Value |\n|-|-|\n| Peak error rate | 78% |\n";
    with(text, |pm, _, _| {
        let found: Vec<_> = pm.impact.iter().map(|i| (i.name.as_str(), i.value.as_str())).collect();
        assert_eq!(
            found,
            [
                ("Users affected", "12,400"),
                ("Revenue lost", "about $12k"),
                ("Peak error rate", "78%")
            ]
        );
    });
    with("---\nimpact: {users: 3}\n---\n## Impact\n\n- Orders: 5\n", |pm, _, _| {
        assert_eq!(pm.impact.len(), 1);
    });
}

#[test]
fn traces_are_resolved_both_ways_and_unknown_ids_told() {
    let text = "## 5 whys\n\n- Why a?\n  - b\n\n## Lessons\n\n- L1: c (from W1)\n\n## Corrective actions\n\n- CA-1: d (from L1)\n\n## Action items\n\n- e (from CA1)\n- f, addresses: L7, W9\n";
    with(text, |pm, sources, diagnostics| {
        let trace = |from: &str, to: &str| Trace { from: from.into(), to: to.into() };
        assert_eq!(traces(pm), [trace("W1", "L1"), trace("L1", "CA-1"), trace("CA-1", "AI-1")]);
        let told: Vec<_> = diagnostics
            .iter()
            .map(|d| {
                let span = d.span.expect("a place");
                let written = &sources.get(span.source).text()[span.start..span.end];
                (d.code, sources.position(span).line, written)
            })
            .collect();
        assert_eq!(told, [("trace/unknown", 17, "L7"), ("trace/unknown", 17, "W9")]);
    });
}
