//! What holds for the numbers of every postmortem, and for what `read` says of it.

use proptest::prelude::*;
use whydeck::compile::{DocumentText, Options, Outcome, compile};
use whydeck::export::read::{self, Look};
use whydeck::postmortem::facts::Facts;
use whydeck::source::front_matter::DocumentKind;

use super::properties::document;

fn compiled(text: &str, kind: Option<DocumentKind>) -> Outcome {
    let root = std::env::temp_dir();
    let input = DocumentText {
        name: "any.md".into(),
        path: Some(root.join("any.md")),
        text: text.to_owned(),
    };
    let options = Options { figures: false, highlight: false, marks: true, ..Options::default() };
    compile(input, &Options { kind, root: Some(root), model: true, ..options })
}

/// The numbers that a steering meeting sees, with how they are known, and the phases.
fn numbers(text: &str) -> (Vec<Option<(i64, &'static str)>>, String) {
    let outcome = compiled(text, Some(DocumentKind::Postmortem));
    let compiled = outcome.compiled.unwrap_or_else(|| panic!("{:?}\n{text}", outcome.diagnostics));
    let facts: Facts = compiled.facts.expect("facts");
    let lengths =
        [facts.time_to_detect, facts.time_to_mitigate, facts.time_to_resolve, facts.duration];
    let lengths =
        lengths.map(|length| length.map(|length| (length.seconds, length.evidence.name())));
    let incident = compiled.model.expect("a model").incident;
    let phases = [incident.started, incident.detected, incident.mitigated, incident.resolved];
    let phases = phases.map(|phase| phase.map(|phase| (phase.time.at, phase.evidence)));
    (lengths.to_vec(), format!("{phases:?}"))
}

/// Entries whose words say when an incident begins, is noticed, gets better or is over.
const SAID: [&str; 16] = [
    "Errors begin to rise in the shop",
    "The deploy goes out and requests begin to fail",
    "The on-call engineer is paged",
    "A customer reports that nothing loads",
    "Noticed in Grafana",
    "The alert fired",
    "Rolled back, errors stop",
    "The fix is deployed and traffic recovers",
    "Traffic is failed over to the other region",
    "All clear",
    "Back to normal",
    "Everything works again",
    "The incident is over",
    "Service is restored for all users",
    "Monitoring shows no more errors",
    "It was not fixed; the rollback failed",
];

/// Sentences of a summary that state lengths and windows.
const SENTENCES: [&str; 6] = [
    "It lasted 3 hours.",
    "The outage began at 02:11 UTC and ended at 23:40 UTC.",
    "Between 05:17 and 05:30 UTC users saw errors.",
    "We noticed it within 5 minutes.",
    "It took about 2 hours to resolve.",
    "The site was down for 17 minutes.",
];

const MARKED: [(u32, &str); 4] = [
    (10 * 60, "A valve closes (start)"),
    (10 * 60 + 13, "Ann looks up (detected)"),
    (11 * 60 + 5, "A second valve opens (mitigated)"),
    (13 * 60 + 30, "Ann goes home (resolved)"),
];

/// A document with all four phases marked, and further entries in their order.
fn marked(with_front: bool, more: &[(u32, usize)], sentences: &[usize], full: bool) -> String {
    let mut entries: Vec<(u32, &str)> = more.iter().map(|(at, said)| (*at, SAID[*said])).collect();
    let mut text = String::new();
    if with_front {
        text += "---\nincident:\n  started: 2024-03-14T10:00:00Z\n  detected: 2024-03-14T10:13:00Z\n  \
                 mitigated: 2024-03-14T11:05:00Z\n  resolved: 2024-03-14T13:30:00Z\n---\n";
    } else {
        entries.extend(MARKED);
    }
    entries.sort_by_key(|(at, _)| *at);
    text += "# Incident\n\n## Summary\n\nIt broke.";
    for sentence in sentences {
        text += &format!(" {}", SENTENCES[*sentence]);
    }
    text += "\n\n## Timeline\n\n### 2024-03-14\n\n- 00:00 The day begins\n";
    for (at, what) in entries {
        let day = if full { "2024-03-14 " } else { "" };
        text += &format!("- {day}{:02}:{:02} {what}\n", at / 60, at % 60);
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(120) })]

    #[test]
    fn no_inferred_fact_changes_a_number_of_marked_phases(
        with_front in any::<bool>(),
        full in any::<bool>(),
        more in proptest::collection::vec((1..24 * 60_u32, 0..SAID.len()), 0..8),
        sentences in proptest::collection::vec(0..SENTENCES.len(), 0..3),
    ) {
        let text = marked(with_front, &more, &sentences, full);
        let (lengths, phases) = numbers(&text);
        prop_assert_eq!(
            lengths,
            [13, 52, 210, 210].map(|minutes| Some((minutes * 60, "stamped"))).to_vec(),
            "{}", text
        );
        prop_assert_eq!(phases, numbers(&marked(with_front, &[], &[], full)).1, "{}", text);
    }

    #[test]
    fn what_was_read_is_said_of_any_document(text in document(), width in 0..120_usize) {
        for kind in [None, Some(DocumentKind::Postmortem)] {
            let outcome = compiled(&text, kind);
            let Some(view) = read::view(&outcome) else { continue };
            let said = read::text(&view, Look { width, colour: false });
            prop_assert!(
                said.chars().all(|c| c == '\n' || !c.is_control()),
                "a control character:\n{}", said
            );
            read::json(&view).expect("JSON");
        }
    }

    #[test]
    fn every_event_shows(
        more in proptest::collection::vec((1..24 * 60_u32, 0..SAID.len()), 1..12),
        full in any::<bool>(),
        width in 80..=100_usize,
    ) {
        let text = marked(false, &more, &[], full);
        let outcome = compiled(&text, Some(DocumentKind::Postmortem));
        let view = read::view(&outcome).expect("a view");
        let said = read::text(&view, Look { width, colour: false });
        let timeline = said.split("TIMELINE").nth(1).expect("a timeline");
        for (at, what) in more {
            let at = format!("{:02}:{:02}", at / 60, at % 60);
            let what = SAID[what];
            prop_assert!(
                timeline.lines().any(|line| line.contains(&at) && line.contains(what)),
                "{} {}\n{}", at, what, said
            );
        }
        prop_assert!(said.lines().all(|line| line.chars().count() <= width), "{}", said);
    }
}
