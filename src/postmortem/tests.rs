//! The forms that authors use, in documents of our own, and the real documents when they are there.

use std::io::Write as _;

use comrak::Arena;

use super::{
    ActionState, EventKind, LessonKind, Postmortem, SectionKind, contradictions, facts, parse,
    sections, yaml,
};
use crate::diagnostic::Diagnostic;
use crate::markdown::{self, plain_text};
use crate::source::front_matter::cut;
use crate::source::{SourceId, Sources};

/// Reads a document and hands it to `look`.
pub(super) fn with<T>(
    text: &str,
    look: impl FnOnce(&Postmortem, &Sources, &[Diagnostic]) -> T,
) -> T {
    let mut sources = Sources::default();
    let id: SourceId = sources.add("incident.md", None, text.to_owned());
    let arena = Arena::new();
    let mut diagnostics = Vec::new();
    let pm = parse::parse(&arena, &sources, id, cut(sources.get(id)), &mut diagnostics);
    contradictions::check(&pm, &sources, &mut diagnostics);
    look(&pm, &sources, &diagnostics)
}

#[test]
fn documents_of_every_form_lose_no_block() {
    lose_no_block("tests/documents");
}

#[test]
fn real_documents_lose_no_block() {
    lose_no_block("../shared/corpus/postmortems");
}

/// Checks the documents of a folder, seen from the repository's; without the folder, says so.
fn lose_no_block(folder: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let Ok(files) = std::fs::read_dir(path) else {
        // Not by the macro: what it prints is shown for tests that fail alone.
        let _ = writeln!(std::io::stderr(), "skipped: there is no folder {folder}");
        return;
    };
    let mut files: Vec<_> = files.filter_map(Result::ok).map(|file| file.path()).collect();
    files.sort();
    for path in files {
        let text = std::fs::read_to_string(&path).expect("readable");
        let mut sources = Sources::default();
        let id = sources.add("a.md", None, text);
        let arena = Arena::new();
        let body = cut(sources.get(id)).body;
        let root = markdown::parse(&arena, sources.get(id), body);
        let mut diagnostics = Vec::new();
        let pm = parse::parse(&arena, &sources, id, cut(sources.get(id)), &mut diagnostics);
        let mut kept: Vec<_> = pm
            .sections
            .iter()
            .flat_map(|s| s.blocks.iter().map(|b| b.data().sourcepos.start))
            .collect();
        let headings: Vec<_> = pm.sections.iter().map(|s| s.title.clone()).collect();
        for block in root.children() {
            let at = block.data().sourcepos.start;
            let end = block.data().sourcepos.end;
            let before = kept.len();
            let here = kept
                .iter()
                .position(|known| *known == at)
                .map(|index| kept.remove(index))
                .is_some();
            if !here {
                // The items of a list of labels are sections: the parts stand for the whole.
                kept.retain(|known| known.line < at.line || known.line > end.line);
            }
            let divided = !here && kept.len() < before;
            let words = plain_text(block);
            let metadata = pm.front.authors.iter().chain(&pm.front.date).chain(&pm.front.status);
            let known = headings.contains(&words)
                || words == pm.title
                || metadata.into_iter().any(|value| words.contains(value.as_str()));
            let label = ["Date", "Authors", "Status"].contains(&words.as_str());
            assert!(here || divided || known || label, "{}: lost {words:?}", path.display());
        }
        assert!(kept.is_empty(), "{}: twice {kept:?}", path.display());
        contradictions::check(&pm, &sources, &mut diagnostics);
    }
}

fn kinds(pm: &Postmortem) -> Vec<SectionKind> {
    pm.sections.iter().map(|section| section.kind).collect()
}

pub(super) fn moments(pm: &Postmortem) -> Vec<String> {
    pm.timeline.events.iter().map(|e| e.moment.map_or("-".into(), |m| m.at.to_string())).collect()
}

#[test]
fn headings_of_every_style_begin_sections() {
    let text = "# Mail was late\n\nintro\n\nSummary\n-------\n\na\n\n### Details of it\n\nb\n\n## Vendor call\n\nc\n\n**Impact:**\n\nd\n\n- **Detection**\n  - e\n- **Mitigation**\n  - f\n";
    with(text, |pm, _, _| {
        use SectionKind::*;
        assert_eq!(pm.title, "Mail was late");
        assert_eq!(kinds(pm), [Preamble, Summary, Other, UserImpact, Detection, Mitigation]);
        assert_eq!(pm.sections[1].blocks.len(), 3, "the unknown deeper heading stays");
        assert_eq!(plain_text(pm.sections[5].blocks[0]), "f");
    });
}

#[test]
fn a_known_heading_below_a_known_one_is_a_section_but_not_below_actions() {
    with(
        "## Response\n\n### Detection\n\nx\n\n## Action items\n\n### Detection\n\n- add an alert\n",
        |pm, _, _| {
            assert_eq!(
                kinds(pm),
                [SectionKind::IncidentResponse, SectionKind::Detection, SectionKind::ActionItems]
            );
            assert_eq!(pm.action_items.len(), 1);
        },
    );
}

#[test]
fn both_ways_of_telling_a_postmortem_agree() {
    for (text, is_one) in [
        ("# x\n\n## Summary\n\n## Timeline\n", true),
        ("# x\n\n## Summary\n\n## Background\n\n## References\n", false),
        ("## Summary\n\n## Summary\n", false),
        ("Impact\n===\n\n**Root cause**\n\nx\n", true),
        ("```\n## Summary\n## Timeline\n```\n", false),
    ] {
        let arena = Arena::new();
        let root = comrak::parse_document(&arena, text, &markdown::options());
        assert_eq!(sections::looks_like_postmortem(root), is_one, "{text}");
        assert_eq!(sections::text_looks_like_postmortem(text), is_one, "{text}");
    }
}

#[test]
fn metadata_at_the_top_completes_the_front_matter() {
    let text = "# T\n\n**Authors:** Ann, Bo  \n**Status:** draft\n\n| Field | Value |\n|-|-|\n| Start time | 2024-03-01 10:00 |\n\n## Date\n\n2024-03-05\n\n## Summary\n\nx\n";
    with(text, |pm, _, _| {
        assert_eq!(pm.front.authors, ["Ann", "Bo"]);
        assert_eq!(
            (pm.front.status.as_deref(), pm.front.date.as_deref()),
            (Some("draft"), Some("2024-03-05"))
        );
        assert_eq!(
            pm.phases.started.map(|m| m.at.to_string()).as_deref(),
            Some("2024-03-01T10:00:00Z")
        );
        assert_eq!(kinds(pm), [SectionKind::Summary]);
    });
}

#[test]
fn dates_carry_down_and_midnight_rolls_over() {
    let text = "## Timeline (times in CET)\n\n### 2024-03-01\n\n- **22:50** - (start) disk *fills*\n- 23:10 – (detected) pager\n- 23:05 – late note\n- 00:20: (resolved) disk swapped\n";
    with(text, |pm, _, _| {
        let want = [
            "2024-03-01T21:50:00Z",
            "2024-03-01T22:10:00Z",
            "2024-03-01T22:05:00Z",
            "2024-03-01T23:20:00Z",
        ];
        assert_eq!(moments(pm), want);
        assert_eq!(pm.timeline.zone.as_deref(), Some("CET"));
        let first = &pm.timeline.events[0];
        assert_eq!(
            (plain_text(first.blocks[0]).as_str(), first.kind, first.inferred),
            ("disk fills", Some(EventKind::Start), false)
        );
        assert!(
            plain_text(pm.sections[0].blocks[1]).contains("22:50"),
            "the author's own block is untouched"
        );
        let facts = facts::facts(pm);
        assert_eq!(
            facts.time_to_detect.map(|t| (t.text, t.half)),
            Some(("20 min".into(), "10 min".into()))
        );
        assert_eq!(facts.time_to_resolve.map(|t| t.text).as_deref(), Some("1 h 30 min"));
    });
}

#[test]
fn events_stand_in_tables_headings_and_paragraphs() {
    let table = "## Timeline\n\n| Date | Time (UTC) | Who | Event |\n|-|-|-|-|\n| 2024-03-01 | 10:00 | Ann | one |\n|  | 10:30 | - | two |\n|  | later | | three |\n";
    with(table, |pm, sources, diagnostics| {
        assert_eq!(moments(pm), ["2024-03-01T10:00:00Z", "2024-03-01T10:30:00Z", "-"]);
        assert_eq!(pm.timeline.events[0].actor.as_deref(), Some("Ann"));
        assert_eq!(
            (pm.timeline.events[1].actor.as_deref(), pm.timeline.events[2].stamp.as_str()),
            (None, "later")
        );
        let at = diagnostics
            .iter()
            .find(|d| d.code == "timeline/stamp")
            .and_then(|d| d.span)
            .map(|s| sources.position(s));
        assert_eq!(at.map(|at| at.line), Some(7));
    });
    with(
        "## Timeline\n\n### 2024-03-01 10:00\n\none\n\n- more\n\n### 10:30\n\ntwo\n",
        |pm, _, _| {
            assert_eq!(moments(pm), ["2024-03-01T10:00:00Z", "2024-03-01T10:30:00Z"]);
            assert_eq!(pm.timeline.events[0].blocks.len(), 2);
        },
    );
    with(
        "## Timeline\n\n2024-03-01 10:00 - one\ngoes on\n10:30 - two\n\n10:45 three\n",
        |pm, _, _| {
            assert_eq!(moments(pm).len(), 3);
            assert_eq!(plain_text(pm.timeline.events[0].blocks[0]), "one goes on");
        },
    );
}

#[test]
fn phases_in_the_wrong_order_are_reported_and_never_measured() {
    let text = "---\nincident:\n  started: 2024-03-01T10:02Z\n  detected: 2024-03-01T09:58Z\n---\n## Timeline\n\n- 2024-03-01 10:10 (start) x\n";
    with(text, |pm, sources, diagnostics| {
        let order = diagnostics.iter().find(|d| d.code == "timeline/order").expect("reported");
        assert_eq!(order.message, "`detected` is earlier than `started`");
        assert_eq!(order.label.as_deref(), Some("4 minutes before the start"));
        assert_eq!(
            order.span.map(|s| sources.position(s)).map(|p| (p.line, p.column)),
            Some((4, 13))
        );
        let other =
            diagnostics.iter().find(|d| d.code == "timeline/disagreement").expect("reported");
        assert!(other.help.as_deref().is_some_and(|help| help.contains("incident.md:8")));
        assert_eq!(facts::facts(pm).time_to_detect, None);
    });
}

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

#[test]
fn yaml_has_the_same_fields_and_every_problem_its_place() {
    let text = "title: Late mail\ntimezone: UTC\nsummary: |\n  First.\n\n  Second *line*.\ntimeline:\n  - at: 2024-03-01 10:00\n    text: disk full\n    kind: start\n    actor: Ann\n  - {at: '10:30', text: seen, kind: detcted}\nwhys:\n  - why: Why full?\n    because: logs\n    whys:\n      - {why: Was it rotated, because: [no, never]}\nlessons: [one, {text: two, kind: well}]\nactionItems:\n  - {text: fix, ownr: Bo, due: 2024-04-01, done: true}\nsections:\n  - {title: Extra, text: words}\n";
    let mut sources = Sources::default();
    let id = sources.add("a.yaml", None, text.into());
    let arena = Arena::new();
    let mut diagnostics = Vec::new();
    let pm = yaml::parse(&arena, &sources, id, &mut diagnostics).expect("a postmortem");
    let places: Vec<_> = diagnostics
        .iter()
        .map(|d| (d.code, d.span.map(|s| sources.position(s)).map(|p| (p.line, p.column))))
        .collect();
    assert_eq!(
        places,
        [("data/value", Some((12, 37))), ("data/unknown-key", Some((20, 17)))],
        "{diagnostics:?}"
    );
    let second = pm.sections[0].blocks[1];
    let span = sources.span(second.data().sourcepos).expect("a place");
    assert_eq!(&text[span.start..span.end], "Second *line*.");
    assert_eq!(moments(&pm), ["2024-03-01T10:00:00Z", "2024-03-01T10:30:00Z"]);
    assert_eq!(
        (pm.timeline.events[0].actor.as_deref(), pm.timeline.events[0].kind),
        (Some("Ann"), Some(EventKind::Start))
    );
    let facts = facts::facts(&pm);
    assert_eq!((facts.whys, facts.answers, facts.leaves, facts.depth), (2, 3, 2, 2));
    assert_eq!((facts.lessons, facts.went_well, facts.done, facts.with_due), (2, 1, 1, 1));
    assert!(pm.sections.iter().any(|s| s.kind == SectionKind::Other && s.title == "Extra"));
}

#[test]
fn nesting_without_end_ends() {
    let quotes = format!("## Whys\n\n{} x\n", ">".repeat(5_000));
    with(&quotes, |pm, _, _| assert!(pm.whys.is_empty()));
    let list: String =
        (0..300).map(|depth| format!("{}- Why {depth}?\n", "  ".repeat(depth))).collect();
    with(
        &format!("## Whys\n\n{list}\n## Action items\n\n{list}\n## Timeline\n\n{list}"),
        |pm, _, _| {
            assert!(facts::facts(pm).depth <= 100);
        },
    );
}

#[test]
fn damaged_documents_do_not_stop_the_reader() {
    let whole = "---\nincident: {started: 2024-03-01T10:02Z}\n---\n# Tïtle\n\n**Authors:** Ann\n\n## Timeline (CET)\n\n### 2024-03-01\n\n- **10:02** – (start) “é”\n- [10:20 pm] ~~x~~ <START OF OUTAGE>\n\n| Time | Event |\n|-|-|\n| ~10:40 | y |\n\n## Five Whys\n\n1. Why ä? Because ö.\n   - Why 2: q\n\nQ: z\nA: ü\n\n## Lessons\n\n- L2: m (from W1)\n\n## Action items\n\n- [ ] P1 — @ann … (DONE) due 2024-04-01 #3\n\n| Action | Owner |\n|-|-|\n| é | Bo |\n";
    let mut random = 7_u64;
    let mut next = |below: usize| {
        random =
            random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(random >> 33).unwrap_or(0) % below
    };
    for _ in 0..600 {
        let mut letters: Vec<char> = whole.chars().collect();
        for _ in 0..=next(4) {
            let at = next(letters.len() - 20);
            let length = next(12);
            let piece: Vec<char> = letters.splice(at..at + length, []).collect();
            let to = next(letters.len());
            letters.splice(to..to, piece);
        }
        let text: String = letters.into_iter().collect();
        with(&text, |pm, _, _| assert!(facts::facts(pm).answers <= 20));
        let mut sources = Sources::default();
        let id = sources.add("a.yaml", None, text.replace("## ", "summary: "));
        yaml::parse(&Arena::new(), &sources, id, &mut Vec::new());
    }
}

#[test]
fn the_front_matter_names_events_before_their_words_do() {
    let text = "---\nincident: {detected: 2024-03-01T10:05Z}\n---\n## Timeline\n\n- 2024-03-01 10:01 alert fired\n- 10:05 Ann looked\n- 10:09 rollback failed, not mitigated\n- 10:20 the release was rolled back\n- 10:30 everything is fully restored\n";
    with(text, |pm, _, _| {
        let kinds: Vec<_> = pm.timeline.events.iter().map(|e| (e.kind, e.inferred)).collect();
        let want = [
            (None, false),
            (Some(EventKind::Detected), false),
            (None, false),
            (Some(EventKind::Mitigated), true),
            (Some(EventKind::Resolved), true),
        ];
        assert_eq!(kinds, want);
        assert_eq!(facts::facts(pm).time_to_mitigate.map(|t| t.text).as_deref(), Some("15 min"));
    });
}

#[test]
fn folded_yaml_keeps_its_lines() {
    let text = "summary: >\n  one\n  two\n\n\n  three\nbackground: 'quoted'\nuserImpct: x\n";
    let mut sources = Sources::default();
    let id = sources.add("a.yaml", None, text.into());
    let arena = Arena::new();
    let mut diagnostics = Vec::new();
    let pm = yaml::parse(&arena, &sources, id, &mut diagnostics).expect("a postmortem");
    let line = |section: usize, block: usize| {
        let block = pm.sections[section].blocks[block];
        sources
            .span(block.data().sourcepos)
            .map(|span| sources.position(span))
            .map(|at| (at.line, at.column))
    };
    assert_eq!((line(0, 0), line(0, 1)), (Some((2, 3)), Some((6, 3))));
    assert_eq!(line(1, 0), Some((7, 14)));
    assert_eq!(diagnostics[0].help.as_deref(), Some("did you mean `userImpact`?"));
}
