//! The examples in other languages: each is known for its language, and gives the facts it tells.

use std::collections::BTreeSet;

use super::{Trial, in_all};
use crate::postmortem::{Postmortem, SectionKind, Why, language};
use crate::words::SECTIONS;

/// What an example tells: its phases, the moment of its last event, how many events and questions it
/// has, and who owns its actions.
struct Told {
    tag: &'static str,
    text: &'static str,
    phases: [&'static str; 4],
    last: &'static str,
    events: usize,
    questions: usize,
    owners: [&'static str; 2],
}

const EXAMPLES: [Told; 6] = [
    Told {
        tag: "es",
        text: include_str!("../../../../decks/examples/languages/es.md"),
        phases: ["03-12T08:10", "03-12T08:18", "03-12T09:25", "03-12T10:40"],
        last: "03-13T08:00",
        events: 10,
        questions: 5,
        owners: ["Lucía Prado", "Íñigo Salas"],
    },
    Told {
        tag: "pt",
        text: include_str!("../../../../decks/examples/languages/pt.md"),
        phases: ["03-20T21:40", "03-20T21:52", "03-20T23:10", "03-20T23:41"],
        last: "03-21T13:00",
        events: 9,
        questions: 5,
        owners: ["Helena Brito", "Caio Duarte"],
    },
    Told {
        tag: "it",
        text: include_str!("../../../../decks/examples/languages/it.md"),
        phases: ["03-30T05:50", "03-30T05:56", "03-30T06:47", "03-30T07:30"],
        last: "03-31T13:00",
        events: 10,
        questions: 5,
        owners: ["Chiara Fontana", "Dario Neri"],
    },
    Told {
        tag: "zh-Hans",
        text: include_str!("../../../../decks/examples/languages/zh-Hans.md"),
        phases: ["03-11T12:03", "03-11T12:07", "03-11T12:58", "03-11T13:30"],
        last: "03-12T02:00",
        events: 10,
        questions: 5,
        owners: ["林晓雨", "周远航"],
    },
    Told {
        tag: "zh-Hant",
        text: include_str!("../../../../decks/examples/languages/zh-Hant.md"),
        phases: ["04-02T05:20", "04-02T05:31", "04-02T06:32", "04-02T07:10"],
        last: "04-03T02:00",
        events: 10,
        questions: 4,
        owners: ["陳以安", "許柏文"],
    },
    Told {
        tag: "ko",
        text: include_str!("../../../../decks/examples/languages/ko.md"),
        phases: ["04-09T02:42", "04-09T02:47", "04-09T03:51", "04-09T04:40"],
        last: "04-10T01:00",
        events: 10,
        questions: 4,
        owners: ["한서윤", "오지훈"],
    },
];

/// What an example has as all others have it.
const COMMON: &str = "2 trees; lessons: WentWell WentWell WentBadly WentBadly Lucky; \
                      corrective: proposed inProgress; \
                      items: done inProgress proposed declined; \
                      decisions: open open; made: decided declined; about: 1";

fn facts(pm: &Postmortem) -> String {
    let states = |states: Vec<&str>| states.join(" ");
    let lessons: Vec<String> =
        pm.lessons.iter().map(|lesson| format!("{:?}", lesson.kind)).collect();
    let about = pm.timeline.events.iter().filter_map(|event| event.moment);
    format!(
        "{} trees; lessons: {}; corrective: {}; items: {}; decisions: {}; made: {}; about: {}",
        pm.whys.len(),
        lessons.join(" "),
        states(pm.corrective_actions.iter().map(|action| action.state.name()).collect()),
        states(pm.action_items.iter().map(|action| action.state.name()).collect()),
        states(pm.decisions.iter().map(|decision| decision.state.name()).collect()),
        states(pm.decisions_made.iter().map(|decision| decision.state.name()).collect()),
        about.filter(|moment| moment.approximate).count(),
    )
}

/// The questions of a tree.
fn questions(why: &Why) -> usize {
    let below = why.answers.iter().flat_map(|answer| &answer.whys);
    1 + below.map(questions).sum::<usize>()
}

fn moments(pm: &Postmortem) -> String {
    let phases = pm.phases.all().map(|phase| {
        phase.map_or_else(String::new, |phase| phase.moment.at.to_string()[5..16].to_owned())
    });
    let last = pm.timeline.events.last().and_then(|event| event.moment);
    let last = last.map_or_else(String::new, |moment| moment.at.to_string()[5..16].to_owned());
    let questions: usize = pm.whys.iter().map(questions).sum();
    let events = pm.timeline.events.len();
    format!("{} last {last} of {events}, {questions} whys", phases.join(" "))
}

fn kinds(pm: &Postmortem) -> String {
    let own = [SectionKind::Preamble, SectionKind::Meeting];
    let there: BTreeSet<SectionKind> = pm.sections.iter().map(|section| section.kind).collect();
    let known = SECTIONS.iter().map(|row| row.kind).filter(|kind| !own.contains(kind));
    let missing: Vec<&str> =
        known.filter(|kind| !there.contains(kind)).map(SectionKind::key).collect();
    let other = there.contains(&SectionKind::Other);
    format!("missing: {}{}", missing.join(" "), if other { " other" } else { "" })
}

#[test]
fn every_example_gives_the_facts_that_it_tells() {
    in_all(|trial: &mut Trial| {
        for told in EXAMPLES.iter().filter(|told| told.tag == trial.tag).collect::<Vec<_>>() {
            let tag = language::tell(None, told.text).tag();
            if tag != told.tag {
                trial.wrong.push(format!("{} is taken for {tag}", told.tag));
            }
            let mut is = |form: &str, want: &str, got: fn(&Postmortem) -> String| {
                let found = trial.read(told.text, got);
                if found != want {
                    trial.wrong.push(format!("{} {form}: {found}, not {want}", told.tag));
                }
            };
            let [start, detected, mitigated, resolved] = told.phases;
            let phases = format!("{start} {detected} {mitigated} {resolved}");
            let Told { last, events, questions, .. } = told;
            let want = format!("{phases} last {last} of {events}, {questions} whys");
            is("moments", &want, moments);
            is("sections", "missing: ", kinds);
            is("facts", COMMON, facts);
            let [one, two] = told.owners;
            let owners = if told.tag == "pt" { [one, two, two, ""] } else { [one, two, one, two] };
            let owners = if told.tag.starts_with("zh") || told.tag == "ko" {
                [one, two, one, ""]
            } else {
                owners
            };
            is("owners", &owners.join(";"), |pm| {
                let owners = pm.action_items.iter().map(|action| action.owner.clone());
                owners.map(Option::unwrap_or_default).collect::<Vec<_>>().join(";")
            });
        }
    });
}
