//! Lengths that labels, tables and sentences state.

use super::with;
use crate::postmortem::facts;
use crate::postmortem::stated::Measure;

/// What a document states: measure, seconds, and the upper end of a range.
fn stated(text: &str) -> Vec<(Measure, i64, Option<i64>)> {
    with(text, |pm, _, _| {
        let all = pm.stated.lengths.iter();
        all.map(|it| (it.measure, it.length.as_secs(), it.hedge.upper.map(|to| to.as_secs())))
            .collect()
    })
}

#[test]
fn a_label_is_a_line_a_row_or_a_column() {
    use Measure::{Detect, Duration, Mitigate, Resolve};
    for (text, want) in [
        ("**Duration:** 0:47:13", vec![(Duration, 2_833)]),
        ("**Duration (hh:mm):** 01:30", vec![(Duration, 5_400)]),
        ("**Resolution time:** 45 min", vec![(Resolve, 2_700)]),
        (
            "TTD: 5 min / TTM: 20 min / TTR: 1h47",
            vec![(Detect, 300), (Mitigate, 1_200), (Resolve, 6_420)],
        ),
        ("**Total downtime in minutes:** 75", vec![(Duration, 4_500)]),
        ("The total duration was 75 minutes, of which 5 minutes dark.", vec![(Duration, 4_500)]),
        ("**Severity:** 2 **Duration:** 75 min **Owner:** Kim", vec![(Duration, 4_500)]),
        (
            "| Field | Value | Field | Value |\n|-|-|-|-|\n| TTD | 5 min | TTR | 75 min |",
            vec![(Detect, 300), (Resolve, 4_500)],
        ),
        ("| Metric | Details |\n|-|-|\n| TTR (minutes) | 45 |", vec![(Resolve, 2_700)]),
        ("| Duration [min] | Severity |\n|-|-|\n| 75 | 1 |", vec![(Duration, 4_500)]),
        (
            "| Severity | 2 | Duration | 75 min |\n|-|-|-|-|\n| TTD | 5 min | TTR | 75 min |",
            vec![(Duration, 4_500), (Detect, 300), (Resolve, 4_500)],
        ),
        (
            "| Date | Duration | Severity |\n|-|-|-|\n| 3 May | 75 min | 1 |\n| 4 May | | 2 |",
            vec![(Duration, 4_500)],
        ),
        (
            "| Region | Downtime |\n|-|-|\n| North | 45 min |\n| South | 75 min |\n| Total | 80 min |",
            vec![(Duration, 4_800)],
        ),
    ] {
        let want: Vec<_> = want.into_iter().map(|(measure, it)| (measure, it, None)).collect();
        assert_eq!(stated(&format!("# T\n\n## Summary\n\n{text}\n")), want, "{text}");
    }
}

#[test]
fn what_may_mean_something_else_is_no_length() {
    for text in [
        "**Duration:** 2:10",
        "**Duration min:** 5 min",
        "**Duration:** 1 h 30 - 2 h",
        "**Resolution time:** 14:05:22",
        "**Duration:** 10:32:00 – 11:47:00",
        "**Duration (min):** 75 of 90",
        "**Duration:** 45 min – 2 h of it without search",
        "| Region | Downtime |\n|-|-|\n| North | 45 min |\n| South | 75 min |",
        "| Phase | Duration |\n|-|-|\n| Detection | 5 min |",
        "It lasted 1 day, 2:30:00 in all.",
        "## Related incidents\n\n| Date | Duration |\n|-|-|\n| 3 May 2023 | 45 min |",
    ] {
        assert_eq!(stated(&format!("# T\n\n## Summary\n\n{text}\n")), [], "{text}");
    }
}

#[test]
fn a_partial_outage_is_the_incident_where_there_is_no_other() {
    let seconds = |text: &str| -> Vec<i64> {
        stated(&format!("# T\n\n## Impact\n\n{text}\n")).iter().map(|it| it.1).collect()
    };
    assert_eq!(seconds("- Partial outage: 45 min"), [2_700]);
    assert_eq!(seconds("- Degradation duration (min): 45"), [2_700]);
    assert_eq!(seconds("- Full outage: 20 min\n- Partial outage: 45 min"), [1_200]);
    assert_eq!(seconds("- Partial outage: 45 min\n- Degradation: 2 h"), Vec::<i64>::new());
    assert_eq!(seconds("- Degradation: 30 %"), Vec::<i64>::new());
}

#[test]
fn a_range_is_shown_as_one() {
    for (text, shown, half) in [
        ("**Duration:** 40–50 min", "40–50 min", "20–25 min"),
        ("The outage lasted between 45 and 60 minutes.", "45 min – 1 h", "23–30 min"),
        ("The outage lasted two to three hours.", "2–3 h", "1 h – 1 h 30 min"),
    ] {
        with(&format!("# T\n\n## Summary\n\n{text}\n"), |pm, _, _| {
            let length = facts::facts(pm).duration.expect("a length");
            assert_eq!((length.text.as_str(), length.half.as_str()), (shown, half), "{text}");
            assert!(length.approximate && length.up_to > Some(length.seconds));
        });
    }
}

#[test]
fn a_range_bears_out_what_lies_in_it() {
    for (said, warnings) in [("60–90 min", 0), ("2–3 h", 1), ("70 to 80 minutes", 0)] {
        let text = format!(
            "# T\n\n**Duration:** {said}\n\n## Timeline\n\n- 2024-05-03 10:00 x (start)\n- 2024-05-03 11:15 y (resolved)\n"
        );
        with(&text, |_, _, diagnostics| {
            let found = diagnostics.iter().filter(|it| it.code == "timeline/disagreement");
            assert_eq!(found.count(), warnings, "{said}");
        });
    }
}

#[test]
fn a_whole_that_contradicts_a_part_is_left_out() {
    let shown = |mitigated: &str, resolved: &str| {
        let text = format!(
            "---\nincident:\n  started: 2024-05-03 14:00\n  detected: 2024-05-03 14:10\n  \
             mitigated: 2024-05-03 {mitigated}\n{resolved}---\n\n# T\n\n## Summary\n\nx\n\n\
             ## Timeline\n\n- 14:00 a\n- 14:10 b\n"
        );
        with(&text, |pm, _, _| {
            let facts = facts::facts(pm);
            let lengths = [facts.time_to_mitigate, facts.time_to_resolve, facts.duration];
            lengths.map(|length| length.map(|length| length.seconds / 60))
        })
    };
    let resolved = "  resolved: 2024-05-03 14:20\n";
    assert_eq!(shown("14:15", resolved), [Some(5), Some(20), Some(20)]);
    assert_eq!(shown("14:50", resolved), [Some(40), None, None]);
    assert_eq!(shown("14:05", ""), [None, None, None], "mitigated before it was detected");
}
