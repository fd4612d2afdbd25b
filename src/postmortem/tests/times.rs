//! Forms of the timeline and of times in the prose, one small document each.

use super::{moments, with};
use crate::markdown::plain_text;
use crate::postmortem::{EventKind, facts};

/// The texts of the events.
fn texts(timeline: &str) -> Vec<String> {
    with(&format!("## Timeline\n\n{timeline}"), |pm, _, _| {
        let text = |event: &crate::postmortem::Event| {
            event.blocks.iter().map(|b| plain_text(b)).collect::<Vec<_>>().join("|")
        };
        pm.timeline.events.iter().map(text).collect()
    })
}

#[test]
fn times_since_the_start_are_measured_from_it() {
    with(
        "## Timeline\n\n- T0: x\n- T+5 min: y\n- +00:12 paged\n- T+1h30m: all clear\n",
        |pm, _, _| {
            let facts = facts::facts(pm);
            assert_eq!(facts.time_to_detect.map(|t| t.text).as_deref(), Some("12 min"));
            assert_eq!(facts.time_to_resolve.map(|t| t.text).as_deref(), Some("1 h 30 min"));
            assert!(
                pm.timeline
                    .events
                    .iter()
                    .all(|event| event.moment.is_some_and(|moment| !moment.day_known))
            );
        },
    );
    let text = "---\nincident: {started: 2024-03-01 10:00 UTC}\n---\n## Timeline\n\n- T+5: y\n- T-10 min: z\n";
    with(text, |pm, _, _| {
        assert_eq!(moments(pm), ["2024-03-01T10:05:00Z", "2024-03-01T09:50:00Z"]);
    });
    with("## Timeline\n\n- 2024-03-01 10:00 x\n- +00:12 y\n", |pm, _, _| {
        assert_eq!(moments(pm)[1], "2024-03-01T10:12:00Z");
    });
}

#[test]
fn a_block_of_code_may_be_a_timeline() {
    let code = "```\n2024-07-03 09:10  deploy\n2024-07-03 09:14  errors\n                  and more\n```\n";
    assert_eq!(texts(code), ["deploy", "errors and more"]);
    assert_eq!(texts("- 10:00 x\n\n```\nls -l\n```\n"), ["x"]);
    with(&format!("## Timeline\n\n{code}"), |pm, sources, _| {
        assert_eq!(
            pm.timeline.events.iter().map(|e| sources.position(e.span).line).collect::<Vec<_>>(),
            [4, 5]
        );
    });
}

#[test]
fn stamps_below_an_event_are_events_and_sentences_may_begin_with_one() {
    assert_eq!(
        texts("- 10:00 a\n  - 10:05 b\n- 10:10 c\n  - no stamp\n"),
        ["a", "b", "c|no stamp"]
    );
    assert_eq!(texts("At 10:05 UTC on 4 March 2024, we saw it.\n"), ["we saw it."]);
    assert_eq!(texts("**10:05**\n\nwe saw it\n"), ["we saw it"]);
}

#[test]
fn a_zone_carries_down_and_a_remark_may_stand_behind_a_date() {
    with("## Timeline\n\n- 2024-07-01 9:05 AM PDT: x\n- 9:10 AM: y\n", |pm, _, _| {
        assert_eq!(moments(pm), ["2024-07-01T16:05:00Z", "2024-07-01T16:10:00Z"]);
    });
    with("## Timeline\n\n2024-07-01 (*all times CEST*)\n\n- 10:00 x\n", |pm, _, _| {
        assert_eq!(moments(pm), ["2024-07-01T08:00:00Z"]);
    });
    with("## Timeline (PST/PDT)\n\n- 2024-07-01 10:00 x\n- 2024-12-01 10:00 y\n", |pm, _, _| {
        assert_eq!(moments(pm), ["2024-07-01T17:00:00Z", "2024-12-01T18:00:00Z"]);
    });
}

#[test]
fn entries_out_of_order_are_told_once_with_both_places() {
    let text = "## Timeline\n\n- 2024-03-01 10:00 a (start)\n- 2024-03-01 10:20 b\n- 2024-03-01 10:10 c\n- 2024-03-01 10:15 d\n";
    with(text, |pm, sources, diagnostics| {
        assert_eq!(pm.timeline.events.len(), 4);
        let [told] = diagnostics else { panic!("{diagnostics:?}") };
        assert_eq!(
            (told.code, told.span.map(|s| sources.position(s).line)),
            ("timeline/sorted", Some(5))
        );
        assert_eq!(told.message, "2 entries of the timeline are out of order");
        assert_eq!(told.label.as_deref(), Some("10 minutes before the entry at incident.md:4"));
    });
}

#[test]
fn the_prose_says_when_and_how_long() {
    let text = "## Summary\n\nOn 2024-05-03, between 10:10 and 10:55 UTC, nobody could log in.\n\n## Timeline\n\n- 10:05 UTC: deploy\n- 10:10: it breaks\n- 10:55: over\n";
    with(text, |pm, _, diagnostics| {
        assert_eq!(
            facts::facts(pm).duration.map(|t| (t.text, t.stated)),
            Some(("45 min".into(), false))
        );
        let found: Vec<_> = pm.timeline.events.iter().map(|e| (e.kind, e.is_inferred())).collect();
        assert_eq!(
            found,
            [(None, false), (Some(EventKind::Start), true), (Some(EventKind::Resolved), true)]
        );
        assert_eq!(diagnostics, []);
    });
    with(
        "## Summary\n\nDown for almost four hours.\n\n## Stats\n\n- Time to detection: 2 minutes\n- TTR: N/A\n",
        |pm, _, _| {
            let facts = facts::facts(pm);
            assert_eq!(facts.duration.map(|t| (t.text, t.stated)), Some(("~4 h".into(), true)));
            assert_eq!(facts.time_to_detect.map(|t| t.text).as_deref(), Some("2 min"));
            assert_eq!(facts.time_to_resolve.map(|t| t.text).as_deref(), Some("~4 h"));
        },
    );
}

#[test]
fn what_the_author_states_wins_over_what_words_suggest() {
    let timeline = "## Timeline\n\n- 2024-03-01 09:00 on-call was paged\n- 10:30 rolled back\n";
    with(&format!("## Summary\n\nx\n\n{timeline}"), |pm, _, _| {
        assert_eq!(
            facts::facts(pm).time_to_mitigate.map(|t| t.text).as_deref(),
            Some("1 h 30 min")
        );
    });
    with(&format!("{timeline}\n## Stats\n\n- Time to recovery: 13 minutes\n"), |pm, _, _| {
        let facts = facts::facts(pm);
        assert_eq!(
            (facts.time_to_mitigate, facts.time_to_resolve.map(|t| t.text)),
            (None, Some("13 min".into()))
        );
    });
}

#[test]
fn a_text_that_contradicts_the_times_is_told_with_the_other_place() {
    let text = "---\nincident: {started: 2024-03-01 10:00, resolved: 2024-03-01 11:00}\n---\n## Summary\n\nIt lasted 3 hours, from 10:00 to 13:00.\n";
    with(text, |_, sources, diagnostics| {
        let told: Vec<_> = diagnostics
            .iter()
            .map(|d| {
                (
                    d.code,
                    d.span.map(|s| sources.position(s).line),
                    d.label.clone().unwrap_or_default(),
                )
            })
            .collect();
        let code = "timeline/disagreement";
        assert_eq!(
            told,
            [
                (code, Some(6), "1 h at incident.md:2".to_owned()),
                (code, Some(6), "2 hours later than at incident.md:2".to_owned())
            ]
        );
    });
    with(&text.replace("3 hours, from 10:00 to 13:00", "about an hour"), |_, _, diagnostics| {
        assert_eq!(diagnostics, []);
    });
}

#[test]
fn a_year_and_a_day_that_were_worked_out_are_marked() {
    let text = "---\ndate: 2024-05-10\n---\n## Timeline\n\n- 2 May 23:50 x\n- 2024-05-03 23:50 y\n- 00:10 z\n";
    with(text, |pm, _, _| {
        let marks: Vec<_> =
            pm.timeline.events.iter().filter_map(|e| e.moment).map(|m| m.day_inferred).collect();
        assert_eq!(marks, [true, false, true]);
    });
}
