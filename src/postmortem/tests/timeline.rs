//! Timelines and the phases they mark.

use super::{moments, with};
use crate::markdown::plain_text;
use crate::postmortem::{EventKind, facts};

#[test]
fn times_in_sentences_without_a_timeline_are_told_of() {
    let text = "# Logins failed\n\n## What we saw\n\nLogins fell (14:05), Jo looked (14:20), a page went out (14:24).\n";
    with(text, |_, _, diagnostics| {
        assert!(diagnostics.iter().any(|told| told.code == "timeline/prose"), "{diagnostics:?}");
    });
    let told = text.replace("What we saw", "Timeline");
    with(&told, |_, _, diagnostics| {
        assert!(diagnostics.iter().all(|told| told.code != "timeline/prose"), "{diagnostics:?}");
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
            (plain_text(first.blocks[0]).as_str(), first.kind, first.is_inferred()),
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

#[test]
fn the_front_matter_names_events_before_their_words_do() {
    let text = "---\nincident: {detected: 2024-03-01T10:05Z}\n---\n## Timeline\n\n- 2024-03-01 10:01 alert fired\n- 10:05 Ann looked\n- 10:09 rollback failed, not mitigated\n- 10:20 the release was rolled back\n- 10:30 everything is fully restored\n";
    with(text, |pm, _, _| {
        let kinds: Vec<_> = pm.timeline.events.iter().map(|e| (e.kind, e.is_inferred())).collect();
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
fn a_sentence_may_announce_the_timeline() {
    let list = "- On March 14 at 10:02 the deploy went out.\n- Nobody noticed.\n- At 10:20 we were paged.\n";
    let text = format!(
        "# Down in 2024\n\n## Impact\n\nx\n\n## Technical details\n\nHere is the timeline, all times in CET:\n\n{list}\nMore.\n"
    );
    with(&text, |pm, _, _| {
        assert_eq!(moments(pm), ["2024-03-14T09:02:00Z", "-", "2024-03-14T09:20:00Z"]);
        let details = pm.sections.iter().find(|section| section.title == "Technical details");
        assert_eq!(details.map(|section| section.blocks.len()), Some(1), "the rest stays");
    });
    // A list that no sentence calls one, and one without times, stay where they are.
    for text in [
        format!("## Impact\n\nx\n\n## Details\n\nWhat the vendor told us:\n\n{list}"),
        "## Impact\n\nx\n\n## Details\n\nThe timeline of the next release:\n\n- test\n- ship\n"
            .to_owned(),
    ] {
        with(&text, |pm, _, _| assert!(pm.timeline.events.is_empty(), "{text}"));
    }
}

#[test]
fn the_zone_of_all_entries_or_of_a_column_is_the_timeline_s() {
    let each = "# Down\n\n## Timeline (Pacific; hosts run UTC)\n\n- 2026-07-16 16:41 PDT (23:41Z) – deploy (start)\n- 2026-07-16 17:10 PDT – paged (detected)\n";
    let column = "# Down\n\n## Timeline\n\n| NZST | UTC | Event |\n|-|-|-|\n| 2026-06-17 09:46 | 2026-06-16 21:46 | the backup fails |\n| 2026-06-17 ~17:00 | — | paged |\n";
    for (text, zone, at) in [
        (each, "PDT", ["2026-07-16T23:41:00Z", "2026-07-17T00:10:00Z"]),
        (column, "NZST", ["2026-06-16T21:46:00Z", "2026-06-17T05:00:00Z"]),
    ] {
        with(text, |pm, _, _| {
            assert_eq!(
                (pm.timeline.zone.as_deref(), moments(pm)),
                (Some(zone), at.map(str::to_owned).into())
            );
            assert!(!plain_text(pm.timeline.events[0].blocks[0]).contains("21:46"), "{text}");
        });
    }
}

#[test]
fn times_since_a_day_without_a_time_are_not_known() {
    let text = "## Impact\n\nx\n\n## Timeline\n\n| Time | Event |\n|-|-|\n| 22:00 | power is cut |\n| 02:00 | alerts fire |\n| Next day | we look |\n| +30 min | found |\n";
    with(text, |pm, _, _| assert_eq!(moments(pm).last().map(String::as_str), Some("-")));
}
