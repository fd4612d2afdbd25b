//! Zones that are named by places, and those that nobody knows.

use super::{moments, with};
use crate::postmortem::facts;

/// The first moment of a timeline, the zone that is shown, and the codes of what is said.
fn read(text: &str) -> (String, Option<String>, Vec<&'static str>) {
    with(text, |pm, _, diagnostics| {
        let codes = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
        (moments(pm).swap_remove(0), pm.timeline.zone.clone(), codes)
    })
}

#[test]
fn places_name_the_zone_of_times() {
    let entries = "- 10:02 the deploy goes out (start)\n- 10:20 paged (detected)\n";
    for (text, at, zone) in [
        (format!("# Down on 2024-06-03\n\n## Timeline (Copenhagen time)\n\n{entries}"), "08:02", "Copenhagen time"),
        (format!("# Down on 2024-06-03\n\n## Timeline\n\nTimes are in Berlin time.\n\n{entries}"), "08:02", "Berlin time"),
        (format!("# Down on 2024-06-03\n\n## Timeline\n\nAll times local (Sydney).\n\n{entries}"), "00:02", "Sydney"),
        (format!("# Down on 2024-06-03\n\n## Summary\n\nx. Times are local to New York.\n\n## Timeline\n\n{entries}"), "14:02", "New York"),
        ("# Down on 2024-06-03\n\n## Timeline\n\n- 10:02 London local time: the deploy goes out\n".to_owned(), "09:02", "London local time"),
        ("# Down on 2024-06-03\n\n## Timeline\n\n| Time (Tokyo) | Event |\n|-|-|\n| 10:02 | deploy |\n".to_owned(), "01:02", "Tokyo"),
        ("# Down on 2024-06-03\n\n## Timeline\n\n| Time | Zone | Event |\n|-|-|-|\n| 10:02 | CEST | deploy |\n".to_owned(), "08:02", "CEST"),
        ("# Down on 2024-06-03\n\n## Timeline\n\n| Time | Event |\n|-|-|\n| 10:02 Lisbon | deploy |\n".to_owned(), "09:02", ""),
        (format!("---\ntimezone: San Francisco\n---\n# Down on 2024-06-03\n\n## Timeline\n\n{entries}"), "17:02", "San Francisco"),
    ] {
        let (moment, name, codes) = read(&text);
        assert_eq!(moment, format!("2024-06-03T{at}:00Z"), "{text}");
        assert!(codes.is_empty(), "{text}: {codes:?}");
        if !zone.is_empty() {
            assert_eq!(name.as_deref(), Some(zone), "{text}");
        }
    }
}

#[test]
fn zones_that_nobody_knows_are_told_and_shown_as_written() {
    let entries = "- 10:02 the deploy goes out (start)\n- 10:20 paged (detected)\n";
    for (text, zone) in [
        (format!("# Down on 2024-06-03\n\n## Timeline (all times local)\n\n{entries}"), "local time"),
        (format!("# Down on 2024-06-03\n\n## Timeline\n\nTimes are in Gotham time.\n\n{entries}"), "Gotham time"),
        (format!("# Down on 2024-06-03\n\n## Summary\n\nAll times are ACWST.\n\n## Timeline\n\n{entries}"), "ACWST"),
        ("# Down on 2024-06-03\n\n## Timeline\n\n- 10:02 local time – deploy (start)\n- 10:20 paged (detected)\n".to_owned(), "local time"),
        ("# Down on 2024-06-03\n\n## Timeline\n\n- 10:02 (XQZT) deploy (start)\n- 10:20 paged (detected)\n".to_owned(), "XQZT"),
        ("# Down on 2024-06-03\n\n## Timeline\n\n| Time | TZ | Event |\n|-|-|-|\n| 10:02 | Krypton | deploy (start) |\n| 10:20 | Krypton | paged (detected) |\n".to_owned(), "Krypton"),
    ] {
        let (_, name, codes) = read(&text);
        assert_eq!(codes, ["timeline/zone"], "{text}");
        assert_eq!(name.as_deref(), Some(zone), "{text}");
        // Between times of one zone, whichever it is, lengths are right.
        with(&text, |pm, _, _| {
            assert_eq!(facts::facts(pm).time_to_detect.map(|t| t.text).as_deref(), Some("18 min"));
        });
    }
}

#[test]
fn a_time_in_an_unknown_zone_is_not_measured_against_others() {
    let text = "# Down on 2024-06-03\n\n## Timeline\n\n- 10:02 AST – deploy (start)\n- 10:20 UTC paged (detected)\n";
    let (moment, _, codes) = read(text);
    assert_eq!((moment.as_str(), codes), ("-", vec!["timeline/zone"]));
    // Where the document names its zone, that is the local one.
    let text = "---\ntimezone: Europe/Berlin\n---\n# Down on 2024-06-03\n\n## Timeline\n\n- 10:02 local time – deploy (start)\n";
    assert_eq!(read(text).0, "2024-06-03T08:02:00Z");
}

#[test]
fn what_only_looks_like_a_zone_is_text() {
    for (entry, words) in [
        ("10:02 API errors rise", "API errors rise"),
        ("10:02 POST requests fail", "POST requests fail"),
        ("10:02 Response time rises", "Response time rises"),
        ("10:02 IRT: joins", "IRT: joins"),
        ("10:02 Phoenix", "Phoenix"),
        ("10:02 Berlin reports errors", "Berlin reports errors"),
        ("10:02 (local cache) is empty", "(local cache) is empty"),
    ] {
        with(
            &format!("# Down on 2024-06-03\n\n## Timeline\n\n- {entry}\n"),
            |pm, _, diagnostics| {
                assert_eq!(crate::markdown::plain_text(pm.timeline.events[0].blocks[0]), words);
                assert_eq!(moments(pm), ["2024-06-03T10:02:00Z"], "{entry}");
                assert!(diagnostics.is_empty(), "{diagnostics:?}");
            },
        );
    }
    for line in
        ["Times are approximate.", "Times are in 24-hour format.", "Times are taken from Slack."]
    {
        let text = format!("# Down on 2024-06-03\n\n## Timeline\n\n{line}\n\n- 10:02 x\n");
        assert_eq!(read(&text).2, [""; 0], "{line}");
    }
}
