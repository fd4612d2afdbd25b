//! Times in sentences of documents without a timeline.

use super::with;
use crate::postmortem::evidence::Evidence;
use crate::postmortem::phases::Phase;

/// The phases of a text on 3 June 2024: `s`tart, `d`etected, `m`itigated, `r`esolved.
fn read(sentences: &str) -> String {
    let text = format!(
        "# Queue stuck on 2024-06-03\n\n## What happened\n\n{sentences}\n\n## Lessons\n\n- x\n"
    );
    with(&text, |pm, _, _| {
        let phases = pm.phases.all();
        let shown = phases.iter().zip(["s", "d", "m", "r"]).filter_map(|(phase, name)| {
            let Phase { moment, evidence, .. } = (*phase)?;
            assert_eq!(evidence, Evidence::Inferred, "{sentences}");
            Some(format!("{name} {}", moment.at.strftime("%H:%M")))
        });
        shown.collect::<Vec<_>>().join(", ")
    })
}

#[test]
fn clauses_with_times_tell_phases() {
    for (sentences, want) in [
        (
            "At 14:05 the queue stopped draining. Grafana alerted at 14:11; by 14:40 we had rolled back and jobs ran again.",
            "s 14:05, d 14:11, r 14:40",
        ),
        (
            "The disk of the primary filled up and writes began to fail at 03:10, and a customer reported it at 03:25. At 04:05 everything was back to normal.",
            "s 03:10, d 03:25, r 04:05",
        ),
        (
            "At 9:02 a.m. requests began to time out. The on-call engineer was paged at 9:06 a.m. and at 9:41 a.m. errors stopped.",
            "s 09:02, d 09:06, r 09:41",
        ),
        ("Users could not log in; the pager rang at 10:15.", "d 10:15"),
        (
            "An engineer ran a command at 9:37AM. By 12:26PM the index served again, and the last part finished recovery at 1:54PM.",
            "m 12:26, r 13:54",
        ),
    ] {
        assert_eq!(read(sentences), want, "{sentences}");
    }
}

#[test]
fn what_is_not_clear_tells_none() {
    for sentences in [
        // Habits, plans, other incidents, what would have been.
        "The backup normally starts to fail at 02:00.",
        "If the alert had fired at 14:05 we would have known.",
        "Last month errors began at 14:05 too.",
        "The maintenance was planned for 14:05 and errors were expected.",
        // Ends of stretches, and what was so by then.
        "Nobody noticed before 14:05.",
        "By 14:05 requests had begun to fail.",
        // Numbers that are no times.
        "The error rate rose to 14.05 per minute and requests began to fail.",
        "Requests to 10.0.0.1:8080 began to fail.",
        // Against the order of time.
        "At 14:40 errors stopped. They began at 14:05. Requests began to fail at 13:00.",
        "Nobody was paged at 14:05.",
        // A part that was over.
        "At 14:05 the index was fully recovered. The second region followed at 14:40.",
    ] {
        assert_eq!(read(sentences), "", "{sentences}");
    }
}

#[test]
fn a_timeline_counts_more_than_sentences() {
    let read = |entry: &str| {
        let text = format!(
            "# Down on 2024-06-03\n\n## Summary\n\nAt 14:05 requests began to fail, and all was back to normal at 16:00.\n\n## Timeline\n\n- 14:00 UTC {entry}\n- 14:30 Ann reads the logs\n- 15:20 Ann goes home\n"
        );
        with(&text, |pm, _, _| {
            let told = [pm.phases.started, pm.phases.end()].into_iter().flatten();
            told.map(|phase| phase.moment.at.strftime("%H:%M").to_string()).collect::<Vec<_>>()
        })
    };
    assert_eq!(read("Bo merges"), ["14:05", "16:00"], "nothing else tells");
    assert_eq!(read("First timeouts in the checkout"), ["14:00", "16:00"]);
    let late = "# Down on 2024-06-03\n\n## Summary\n\nAt 20:05 requests began to fail.\n\n## Timeline\n\n- 14:00 UTC Bo merges\n- 14:30 Ann reads the logs\n";
    with(late, |pm, _, _| assert!(pm.phases.started.is_none(), "not of that timeline"));
    let before = late.replace("At 20:05 requests", "On 2024-05-20 at 10:05 requests");
    with(&before, |pm, _, _| assert!(pm.phases.started.is_none(), "another day"));
}

#[test]
fn sentences_of_several_sections_tell_one_story() {
    let text = "# Files lost (report of 2024-06-11)\n\nOn Thursday, 6 June 2024, two customers could not open their files.\n\n## Detection\n\nAt 9:56 AM the probe alerted us.\n\n## Mitigation\n\nThe patch was merged at 10:15 AM. Its deployment to production was completed at 10:19 AM.\n";
    with(text, |pm, _, _| {
        let at = |phase: Option<Phase>| phase.map(|phase| phase.moment.at.to_string());
        assert_eq!(at(pm.phases.detected).as_deref(), Some("2024-06-06T09:56:00Z"));
        assert_eq!(at(pm.phases.end()).as_deref(), Some("2024-06-06T10:19:00Z"));
    });
}

#[test]
fn a_zone_that_one_sentence_names_serves_the_others() {
    let text = "# Down on 2024-06-03\n\n## Summary\n\nAt 9:37 AM PDT requests began to fail. Errors stopped at 9:58 AM.\n\n## Lessons\n\n- x\n";
    with(text, |pm, _, _| {
        let at = |phase: Option<Phase>| phase.map(|phase| phase.moment.at.to_string());
        assert_eq!(at(pm.phases.started).as_deref(), Some("2024-06-03T16:37:00Z"));
        assert_eq!(at(pm.phases.end()).as_deref(), Some("2024-06-03T16:58:00Z"));
    });
}

#[test]
fn sentences_mean_the_day_of_the_timeline_only_near_its_entries() {
    let read = |window: &str| {
        let text = format!(
            "# Down\n\n## Summary\n\nLogins failed {window}.\n\n## Timeline\n\n- 2024-06-03 10:02 UTC Ann merges\n- 10:20 Bo joins\n- 11:00 Bo leaves\n"
        );
        with(&text, |pm, _, _| {
            pm.phases
                .all()
                .into_iter()
                .flatten()
                .map(|p| p.moment.at.to_string())
                .collect::<Vec<_>>()
        })
    };
    assert_eq!(
        read("between 10:02 and 10:50 UTC"),
        ["2024-06-03T10:02:00Z", "2024-06-03T10:50:00Z"]
    );
    assert_eq!(read("between 22:00 and 23:00 UTC"), [""; 0], "that was the evening before");
}
