//! The examples of `decks/examples/languages` in German, French, Dutch and Polish: each has every
//! section and form, so that one list of facts holds for all.

use super::super::with;
use crate::postmortem::{EventKind, Postmortem, SectionKind, language};
use crate::words::tongue;

/// What was read of a document, one fact a line.
fn digest(pm: &Postmortem) -> Vec<String> {
    let other = pm.sections.iter().filter(|section| section.kind == SectionKind::Other);
    let mut lines = vec![
        format!("other: {}", other.map(|section| &*section.title).collect::<Vec<_>>().join(", ")),
        format!("sections: {}", pm.sections.len()),
        format!("authors: {}", pm.front.authors.len()),
        format!("severity: {}", pm.front.severity.is_some()),
        format!("services: {}", pm.front.services.len()),
        format!("facilitator: {}", pm.front.facilitator.is_some()),
        format!("impact: {}", pm.impact.len()),
    ];
    for event in &pm.timeline.events {
        let at = event.moment.map(|moment| moment.at.to_string()).unwrap_or_default();
        lines.push(format!("event: {at} {}", event.kind.map_or("", EventKind::name)));
    }
    for length in &pm.stated.lengths {
        lines.push(format!("length: {:?} {} min", length.measure, length.length.as_mins()));
    }
    for why in &pm.whys {
        let mut depth = 1;
        let mut at = why;
        while let Some(next) = at.answers.first().and_then(|answer| answer.whys.first()) {
            (depth, at) = (depth + 1, next);
        }
        lines.push(format!("why: {depth} deep"));
    }
    lines.extend(pm.lessons.iter().map(|lesson| format!("lesson: {:?}", lesson.kind)));
    for action in pm.corrective_actions.iter().chain(&pm.action_items) {
        let owner = if action.owner.is_some() { "owned" } else { "nobody" };
        let due = if action.due.is_some() { "due" } else { "some time" };
        let sign = if action.sign.is_some() { "sign" } else { "no sign" };
        lines.push(format!("action: {} {owner} {due} {sign}", action.state.name()));
    }
    lines.push(format!("to decide: {}", pm.decisions.len()));
    for decision in &pm.decisions_made {
        lines.push(format!("decision: {}", decision.state.name()));
    }
    lines
}

/// The facts of all four; days and times are each document's own.
const FACTS: &str = "\
other:
severity: true
services: 2
facilitator: true
authors: 2
impact: 3
why: 4 deep
why: 1 deep
lesson: WentWell
lesson: WentWell
lesson: WentBadly
lesson: WentBadly
lesson: Lucky
action: inProgress owned due sign
action: done owned due sign
action: declined owned due no sign
action: done owned due no sign
action: committed owned due sign
action: inProgress owned due no sign
action: proposed nobody some time no sign
to decide: 2
decision: decided
decision: declined";

/// What is each document's own: its entries and the length that it states.
const OWN: [(&str, &str, &str); 4] = [
    (
        "de",
        "12:58, 13:05 start, 13:21 detected, 13:30, 13:48, 14:09 mitigated, 14:27 resolved, 08:15",
        "82 min",
    ),
    (
        "fr",
        "11:30, 12:05 start, 12:17 detected, 12:25, 12:38, 12:59 mitigated, 13:15 resolved, 08:00",
        "70 min",
    ),
    (
        "nl",
        "02:30, 04:40 start, 05:02 detected, 05:15, 05:31, 05:58 mitigated, 06:16 resolved, 07:30",
        "96 min",
    ),
    (
        "pl",
        "11:20, 12:05 start, 12:19 detected, 12:30, 12:47, 13:08 mitigated, 13:30 resolved, 08:00",
        "85 min",
    ),
];

#[test]
fn each_example_is_read_completely() {
    let mut wrong = Vec::new();
    for (tag, events, length) in OWN {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/decks/examples/languages");
        let text = std::fs::read_to_string(format!("{folder}/{tag}.md")).expect("an example");
        let tongues = language::tell(None, &text);
        assert_eq!(tongues.tag(), tag);
        let _speaking = tongue::speak(tongues);
        let lines = with(&text, |pm, _, _| digest(pm));
        let of = |name: &str| -> Vec<&str> {
            lines.iter().filter_map(|line| line.strip_prefix(name)).map(str::trim).collect()
        };
        let times: Vec<String> = of("event: ")
            .iter()
            .map(|event| {
                event.get(11..16).unwrap_or(event).to_owned() + event.get(20..).unwrap_or("")
            })
            .collect();
        if times.join(", ") != events {
            wrong.push(format!("{tag}: {}", times.join(", ")));
        }
        if of("length: ").first().is_none_or(|said| !said.ends_with(length)) {
            wrong.push(format!("{tag}: {:?}", of("length: ")));
        }
        let is_own = |line: &&str| {
            ["event:", "length:", "sections:"].iter().any(|own| line.starts_with(own))
        };
        let found: Vec<&str> =
            lines.iter().map(|line| line.trim_end()).filter(|line| !is_own(line)).collect();
        let facts: Vec<&str> = FACTS.lines().collect();
        for fact in &facts {
            let count = |lines: &[&str]| lines.iter().filter(|line| *line == fact).count();
            let (want, read) = (count(&facts), count(&found));
            if want != read {
                wrong.push(format!("{tag}: {fact:?} stands {read} times, not {want}"));
            }
        }
        if found.len() != facts.len() {
            wrong.push(format!("{tag}: {found:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
