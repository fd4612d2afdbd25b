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
    let text = "# Down on 2024-06-03\n\n## Summary\n\nAt 14:05 requests began to fail.\n\n## Timeline\n\n- 14:00 UTC Ann merges\n- 14:30 Ann reads the logs\n";
    with(text, |pm, _, _| assert!(pm.phases.started.is_none()));
}

#[test]
fn a_zone_that_one_sentence_names_serves_the_others() {
    let text = "# Down on 2024-06-03\n\n## Summary\n\nAt 9:37 AM PDT requests began to fail. Errors stopped at 9:58 AM.\n\n## Lessons\n\n- x\n";
    with(text, |pm, _, _| {
        let at = |phase: Option<Phase>| phase.map(|phase| phase.moment.at.to_string());
        assert_eq!(at(pm.phases.started).as_deref(), Some("2024-06-03T16:37:00Z"));
        assert_eq!(at(pm.phases.resolved).as_deref(), Some("2024-06-03T16:58:00Z"));
    });
}
