//! Which day the times of a timeline belong to, and what is known without one.

use super::{moments, with};
use crate::diagnostic::Severity;
use crate::postmortem::{EventKind, facts};

#[test]
fn the_date_of_the_meeting_is_not_the_day_of_the_incident() {
    for text in [
        "---\ndate: 2026-03-24\n---\n## Timeline\n\n- 23:40 down (start)\n",
        "# T\n\n**Date:** 2026-03-24\n\n## Timeline\n\n- 23:40 down (start)\n",
        "# T\n\n**Date:** 2026-03-24\nWritten by many.\n\n## Timeline\n\n- 23:40 down (start)\n",
    ] {
        with(text, |pm, _, diagnostics| {
            assert!(pm.timeline.events[0].moment.is_some_and(|moment| !moment.day_known), "{text}");
            assert_eq!(
                diagnostics.iter().map(|d| d.code).collect::<Vec<_>>(),
                ["timeline/date"],
                "{text}"
            );
        });
    }
    for text in [
        "# T\n\n**Date of incident:** 2026-03-23\n\n## Timeline\n\n- 23:40 down\n",
        "---\ndate: 2026-03-24\nincident: {detected: 2026-03-23T23:50Z}\n---\n## Timeline\n\n- 23:40 down\n",
        "---\ndate: 2026-03-24\n---\n# Outage of 2026-03-23\n\n## Timeline\n\n- 23:40 down\n",
    ] {
        with(text, |pm, _, diagnostics| {
            assert_eq!(moments(pm), ["2026-03-23T23:40:00Z"], "{text}");
            assert!(pm.timeline.events[0].moment.is_some_and(|moment| moment.day_known));
            assert!(diagnostics.is_empty(), "{diagnostics:?}");
        });
    }
}

#[test]
fn the_day_of_the_incident_does_not_take_the_place_of_the_meeting() {
    for text in [
        "# T\n\n**Date of incident:** 2026-03-23\n**Meeting date:** 2026-03-24\n\n## Timeline\n\n- 23:40 x\n",
        "# T\n\n**Meeting date:** 2026-03-24\n**Date of incident:** 2026-03-23\n\n## Timeline\n\n- 23:40 x\n",
    ] {
        with(text, |pm, _, _| {
            assert_eq!(pm.front.date.as_deref(), Some("2026-03-24"), "{text}");
            assert_eq!(moments(pm), ["2026-03-23T23:40:00Z"], "{text}");
        });
    }
    with("# T\n\n**Date of incident:** 2026-03-23\n\n## Summary\n\nx\n", |pm, _, _| {
        assert_eq!(pm.front.date.as_deref(), Some("2026-03-23"));
    });
}

#[test]
fn the_meeting_tells_the_year_of_a_date_without_one() {
    with(
        "---\ndate: 2026-01-09\n---\n## Timeline\n\n- December 30th, 11:00: x\n- January 2nd, 11:00: y\n",
        |pm, _, _| {
            assert_eq!(moments(pm)[0], "2025-12-30T11:00:00Z");
        },
    );
}

#[test]
fn times_without_a_day_are_measured_and_told_once() {
    let text = "## Timeline\n\n- 23:40 x (start)\n- ??:?? y\n- 23:52 z (detected)\n- 00:20 w (mitigated)\n- 01:10 v (end)\n";
    with(text, |pm, _, diagnostics| {
        let days: Vec<_> = pm
            .timeline
            .events
            .iter()
            .map(|event| event.moment.map(|moment| moment.day_known))
            .collect();
        assert_eq!(days, [Some(false), None, Some(false), Some(false), Some(false)]);
        let facts = facts::facts(pm);
        assert_eq!(facts.time_to_detect.map(|time| time.text).as_deref(), Some("12 min"));
        assert_eq!(facts.time_to_mitigate.map(|time| time.text).as_deref(), Some("28 min"));
        assert_eq!(facts.duration.map(|time| time.text).as_deref(), Some("1 h 30 min"));
        let told: Vec<_> =
            diagnostics.iter().filter(|d| d.code == "timeline/date").map(|d| d.severity).collect();
        assert_eq!(told, [Severity::Info]);
        assert_eq!(pm.timeline.events[4].kind, Some(EventKind::End));
    });
}

#[test]
fn times_above_the_first_day_have_none() {
    let text = "## Timeline\n\n- 23:40 x (start)\n\n### 2026-03-24\n\n- 00:20 y (end)\n";
    with(text, |pm, _, diagnostics| {
        assert_eq!(moments(pm), ["-", "2026-03-24T00:20:00Z"]);
        assert_eq!(
            diagnostics.iter().map(|d| (d.code, d.severity)).collect::<Vec<_>>(),
            [("timeline/date", Severity::Warning)]
        );
        assert_eq!(facts::facts(pm).duration, None);
    });
    // How far New York is from UTC depends on the day.
    with("## Timeline\n\n- 10:00 UTC x\n- 06:10 America/New_York y\n", |pm, _, _| {
        assert_eq!(moments(pm), ["-", "-"]);
    });
}

#[test]
fn columns_of_dates_and_times_are_known_by_their_cells() {
    for header in ["Datum | Uhrzeit | Wer | Was", "Päivä | Kello | Kuka | Mitä"] {
        let text = format!(
            "## Timeline\n\n| {header} |\n|-|-|-|-|\n| 14.03.2026 | 23:40 | Ann | the disk is full |\n| | 23:50 | Bo | the pager rings |\n| 15.03.2026 | 00:10 | Ann | the disk is swapped |\n"
        );
        with(&text, |pm, _, diagnostics| {
            assert_eq!(
                moments(pm),
                ["2026-03-14T23:40:00Z", "2026-03-14T23:50:00Z", "2026-03-15T00:10:00Z"]
            );
            assert_eq!(pm.timeline.events[0].stamp, "14.03.2026 23:40");
            assert_eq!(
                crate::markdown::plain_text(pm.timeline.events[1].blocks[0]),
                "the pager rings"
            );
            assert!(diagnostics.is_empty(), "{diagnostics:?}");
        });
    }
    let text = "## Timeline\n\n| Tag | Time | Event |\n|-|-|-|\n| 14.03.2026 | 23:40 | x |\n";
    with(text, |pm, _, _| assert_eq!(moments(pm), ["2026-03-14T23:40:00Z"]));
    // A second date beside whole stamps is no day of theirs.
    let text = "## Timeline\n\n| Time | Event | Ticket closed |\n|-|-|-|\n| 2026-03-14 23:40 | x | 2026-04-01 |\n";
    with(text, |pm, _, _| assert_eq!(moments(pm), ["2026-03-14T23:40:00Z"]));
}
