//! Updates of a status page, timelines whose newest entry stands first, and several outages.

use super::{moments, with};
use crate::markdown::plain_text;
use crate::postmortem::evidence::Evidence;
use crate::postmortem::{Event, EventKind, facts};

/// Time, kind and beginning of each event.
fn events(text: &str) -> Vec<(String, Option<EventKind>, String)> {
    with(text, |pm, _, _| {
        let event = |event: &Event| {
            let at = event.moment.map_or("-".to_owned(), |m| m.at.strftime("%d %H:%M").to_string());
            let words: String = event.blocks.iter().map(|b| plain_text(b)).collect();
            (at, event.kind, words.chars().take(11).collect())
        };
        pm.timeline.events.iter().map(event).collect()
    })
}

/// The same four updates in the forms in which pages write them.
fn pages() -> Vec<String> {
    let updates = [
        ("Resolved", "Uploads work for everybody.", "10:32"),
        ("Monitoring", "A fix was rolled out.", "09:40"),
        ("Identified", "A disk is full.", "09:05"),
        ("Investigating", "Uploads fail for some.", "08:51"),
    ];
    let form = |make: &dyn Fn(&str, &str, &str) -> String| {
        updates.iter().map(|(state, words, at)| make(state, words, at)).collect::<String>()
    };
    vec![
        form(&|s, w, t| format!("**{s}** – {w}\nPosted 3 days ago. Mar 14, 2024 – {t} UTC\n\n")),
        form(&|s, w, t| format!("### {s}\n\n{w}\n\nMar 14, 2024 - {t} UTC\n\n")),
        form(&|s, w, t| format!("**{s}**\n{w}\nPosted Mar 14, 2024 - {t} UTC\n\n")),
        form(&|s, w, t| format!("{s} - {w}\nMar 14, 2024, {t} UTC\n\n")),
        form(&|s, w, t| format!("**[{s}]** 2024-03-14 {t} UTC: {w}\n\n")),
        form(&|s, w, t| format!("- **{s}** – {w} Mar 14, 2024 {t} UTC\n")),
        form(&|s, w, t| format!("2024-03-14 {t} UTC\n{s} - {w}\n\n")),
        form(&|s, w, t| format!("- **2024-03-14 {t} UTC – {s}**: {w}\n")),
        format!(
            "| Status | Time (UTC) | Message |\n|-|-|-|\n{}",
            form(&|s, w, t| format!("| {s} | 2024-03-14 {t} | {w} |\n"))
        ),
    ]
}

#[test]
fn updates_of_a_status_page_are_events() {
    for page in pages() {
        for text in [
            format!("# Uploads fail\n\n## Timeline\n\n{page}\n## Lessons\n\n- x\n"),
            format!("# Uploads fail\n\n## Lessons\n\n- x\n\n## Timeline\n\n{page}"),
        ] {
            let found = events(&text);
            let times: Vec<_> = found.iter().map(|(at, ..)| at.as_str()).collect();
            assert_eq!(times, ["14 10:32", "14 09:40", "14 09:05", "14 08:51"], "{text}");
            with(&text, |pm, _, diagnostics| {
                let resolved = pm.phases.resolved.expect("an end");
                assert_eq!(resolved.moment.at.to_string(), "2024-03-14T10:32:00Z", "{text}");
                let detected = pm.phases.detected.expect("a detection");
                assert_eq!(detected.moment.at.to_string(), "2024-03-14T08:51:00Z", "{text}");
                assert_eq!(detected.evidence, Evidence::Inferred);
                assert!(pm.phases.started.is_none(), "a page tells later what had begun: {text}");
                let codes: Vec<_> = diagnostics.iter().map(|d| d.code).collect();
                assert_eq!(codes, ["timeline/sorted"], "{text}");
            });
        }
    }
}

#[test]
fn a_page_without_a_heading_is_a_timeline_as_well() {
    let page = &pages()[2];
    for text in [
        format!("# Uploads fail\n\nWe are sorry.\n\n{page}\nThis incident affected: API.\n"),
        format!("# Uploads fail\n\n## Updates\n\n{page}"),
    ] {
        with(&text, |pm, _, _| {
            assert_eq!(pm.timeline.events.len(), 4, "{text}");
            let words: String =
                pm.timeline.events.iter().flat_map(|e| &e.blocks).map(|b| plain_text(b)).collect();
            assert!(!words.contains("affected") && !words.contains("sorry"), "{words}");
        });
    }
}

#[test]
fn states_in_other_texts_make_no_page() {
    let text = "## Timeline\n\n- 10:00 UTC Monitoring alerts on full disks\n- 10:20 Update of the firmware begins\n- 10:40 (resolved) Resolved by a restart\n";
    with(text, |pm, _, _| {
        assert!(pm.timeline.events.iter().all(|event| event.state.is_none()));
    });
    // A part of the response, and no update of a page.
    let text = "## Timeline\n\n- 10:00 UTC x (start)\n\n## Response\n\n### Identified\n\nBy a customer.\n\n### Monitoring\n\nNothing fired.\n";
    with(text, |pm, _, _| assert_eq!(pm.timeline.events.len(), 1));
}

#[test]
fn an_incident_that_begins_again_on_a_page_has_no_phases() {
    let page: String = [
        "Resolved 15:00",
        "Investigating 14:00",
        "Resolved 10:00",
        "Monitoring 09:30",
        "Investigating 09:00",
    ]
    .iter()
    .map(|update| {
        let (state, at) = update.split_once(' ').expect("two words");
        format!("**{state}**\nNews.\nPosted Mar 14, 2024 - {at} UTC\n\n")
    })
    .collect();
    with(&format!("# T\n\n## Timeline\n\n{page}"), |pm, _, _| {
        assert_eq!(pm.timeline.events.len(), 5);
        assert!(pm.phases.all().iter().all(Option::is_none), "{:?}", pm.phases);
    });
}

#[test]
fn midnight_and_new_year_are_passed_backwards_where_the_newest_stands_first() {
    let text = "# Down on 2024-03-14\n\n## Timeline (UTC)\n\n- 00:40 all is well (resolved)\n- 00:20 old version is back\n- 23:50 paged (detected)\n- 23:41 deploy (start)\n";
    with(text, |pm, _, _| {
        assert_eq!(
            moments(pm),
            [
                "2024-03-15T00:40:00Z",
                "2024-03-15T00:20:00Z",
                "2024-03-14T23:50:00Z",
                "2024-03-14T23:41:00Z"
            ]
        );
        assert_eq!(facts::facts(pm).duration.map(|t| t.text).as_deref(), Some("59 min"));
    });
    for date in ["2023-12-31", "2024-01-01", "2024-01-09"] {
        let text = format!(
            "# Down\n\n**Date:** {date}\n\n## Timeline (UTC)\n\n- Jan 1, 00:40 all is well (resolved)\n- Jan 1, 00:20 old version is back\n- Dec 31, 23:50 paged (detected)\n- Dec 31, 23:41 deploy (start)\n"
        );
        with(&text, |pm, _, _| {
            let moments = moments(pm);
            assert_eq!(
                (moments[0].as_str(), moments[3].as_str()),
                ("2024-01-01T00:40:00Z", "2023-12-31T23:41:00Z"),
                "{date}"
            );
        });
    }
    // A full date anywhere tells the year of its neighbours.
    let text = "## Timeline (UTC)\n\n- Dec 31, 23:41 deploy (start)\n- 2024-01-01 00:40 all is well (resolved)\n";
    with(text, |pm, _, _| assert_eq!(moments(pm)[0], "2023-12-31T23:41:00Z"));
    // Forward, as ever: both jumps are over midnight.
    let text = "## Timeline\n\n- 2024-03-14 16:26 a\n- 18:20 b\n- 14:20 c\n- 00:10 d\n";
    with(text, |pm, _, _| assert_eq!(moments(pm)[3], "2024-03-16T00:10:00Z"));
    // A clock of twelve hours, backwards.
    let text = "# Down on 2024-03-14\n\n## Timeline (UTC)\n\n- 2:10 well\n- 1:50 c\n- 1:15 b\n- 12:20 a\n- 11:58 z\n";
    with(text, |pm, _, _| {
        assert_eq!(
            (moments(pm)[0].as_str(), moments(pm)[4].as_str()),
            ("2024-03-14T14:10:00Z", "2024-03-14T11:58:00Z")
        );
    });
}

#[test]
fn of_several_outages_nothing_is_shown_as_the_whole() {
    let two = "- 10:02 UTC deploy (start)\n- 10:20 paged (detected)\n- 11:00 back (resolved)\n- 13:00 deploy (start)\n- 15:00 back (resolved)\n";
    let marked = format!(
        "# Down on 2024-06-03\n\n## Summary\n\nThe first outage lasted 58 minutes.\n\n## Timeline\n\n{two}"
    );
    let labelled = "# Down twice\n\n## Monday\n\nStart: 2024-06-03 10:00 UTC\nEnd: 2024-06-03 11:00 UTC\n\n## Friday\n\nStart: 2024-06-07 10:00 UTC\nEnd: 2024-06-07 13:00 UTC\n\n## Lessons\n\n- x\n";
    let told = "# Report of March\n\n## Pages\n\nOn March 12, 2024 between 20:45 and 21:02 UTC builds failed.\n\n## Search\n\nOn March 15, 2024 from 19:42 to 20:24 UTC search was slow.\n";
    for text in [marked.as_str(), labelled, told] {
        with(text, |pm, _, diagnostics| {
            let facts = facts::facts(pm);
            assert_eq!((facts.duration, facts.time_to_detect), (None, None), "{text}");
            assert_eq!(
                diagnostics.iter().map(|d| d.code).collect::<Vec<_>>(),
                ["timeline/several"],
                "{text}"
            );
        });
    }
    // The author says when the whole was.
    let text = format!(
        "---\nincident: {{started: 2024-06-03T10:02Z, resolved: 2024-06-03T15:00Z}}\n---\n## Timeline\n\n{two}"
    );
    with(&text, |pm, _, diagnostics| {
        assert_eq!(facts::facts(pm).duration.map(|t| t.text).as_deref(), Some("4 h 58 min"));
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
    });
    let whole = "# Down twice\n\nStart: 2024-06-03 10:00 UTC\nEnd: 2024-06-07 13:00 UTC\n\n## Monday\n\nStart: 2024-06-03 10:00 UTC\nEnd: 2024-06-03 11:00 UTC\n\n## Lessons\n\n- x\n";
    with(whole, |pm, _, _| {
        assert_eq!(facts::facts(pm).duration.map(|t| t.text).as_deref(), Some("4 d 3 h"));
    });
}

#[test]
fn a_timeline_without_a_phase_says_how_to_mark_them() {
    let plain =
        "## Timeline\n\n- 2024-06-03 10:02 UTC Ann merges a change\n- 10:20 Bo joins the call\n";
    let prose = "# Lost mails\n\n## What happened\n\nOn 2024-06-03 at 10:02 UTC Ann merged a change. Bo joined the call at 10:20.\n\n## Lessons\n\n- x\n";
    for text in [plain, prose] {
        with(text, |_, _, diagnostics| {
            let codes: Vec<_> = diagnostics.iter().map(|d| d.code).collect();
            assert_eq!(codes, ["timeline/phases"], "{text}");
        });
    }
    let marked = plain.replace("change", "change (start)");
    with(&marked, |_, _, diagnostics| assert!(diagnostics.is_empty(), "{diagnostics:?}"));
}
