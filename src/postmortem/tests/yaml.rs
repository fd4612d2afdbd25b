//! Postmortems in YAML.

use comrak::Arena;

use super::moments;
use crate::postmortem::{Action, EventKind, SectionKind, facts, yaml};
use crate::source::Sources;

#[test]
fn yaml_has_the_same_fields_and_every_problem_its_place() {
    let text = "title: Late mail\ntimezone: UTC\nsummary: |\n  First.\n\n  Second *line*.\ntimeline:\n  - at: 2024-03-01 10:00\n    text: disk full\n    kind: start\n    actor: Ann\n  - {at: '10:30', text: seen, kind: detcted}\nwhys:\n  - why: Why full?\n    because: logs\n    whys:\n      - {why: Was it rotated, because: [no, never]}\nlessons: [one, {text: two, kind: well}]\nactionItems:\n  - {text: fix, ownr: Bo, due: 2024-04-01, done: true}\nsections:\n  - {title: Extra, text: words}\n";
    let mut sources = Sources::default();
    let id = sources.add("a.yaml", None, text.into());
    let arena = Arena::new();
    let mut diagnostics = Vec::new();
    let pm = yaml::parse(&arena, &sources, id, &mut diagnostics).expect("a postmortem");
    let places: Vec<_> = diagnostics
        .iter()
        .map(|d| (d.code, d.span.map(|s| sources.position(s)).map(|p| (p.line, p.column))))
        .collect();
    assert_eq!(
        places,
        [("data/value", Some((12, 37))), ("data/unknown-key", Some((20, 17)))],
        "{diagnostics:?}"
    );
    let second = pm.sections[0].blocks[1];
    let span = sources.span(second.data().sourcepos).expect("a place");
    assert_eq!(&text[span.start..span.end], "Second *line*.");
    assert_eq!(moments(&pm), ["2024-03-01T10:00:00Z", "2024-03-01T10:30:00Z"]);
    assert_eq!(
        (pm.timeline.events[0].actor.as_deref(), pm.timeline.events[0].kind),
        (Some("Ann"), Some(EventKind::Start))
    );
    let facts = facts::facts(&pm);
    assert_eq!((facts.whys, facts.answers, facts.leaves, facts.depth), (2, 3, 2, 2));
    assert_eq!((facts.lessons, facts.went_well, facts.done, facts.with_due), (2, 1, 1, 1));
    assert!(pm.sections.iter().any(|s| s.kind == SectionKind::Other && s.title == "Extra"));
}

#[test]
fn folded_yaml_keeps_its_lines() {
    let text = "summary: >\n  one\n  two\n\n\n  three\nbackground: 'quoted'\nuserImpct: x\n";
    let mut sources = Sources::default();
    let id = sources.add("a.yaml", None, text.into());
    let arena = Arena::new();
    let mut diagnostics = Vec::new();
    let pm = yaml::parse(&arena, &sources, id, &mut diagnostics).expect("a postmortem");
    let line = |section: usize, block: usize| {
        let block = pm.sections[section].blocks[block];
        sources
            .span(block.data().sourcepos)
            .map(|span| sources.position(span))
            .map(|at| (at.line, at.column))
    };
    assert_eq!((line(0, 0), line(0, 1)), (Some((2, 3)), Some((6, 3))));
    assert_eq!(line(1, 0), Some((7, 14)));
    assert_eq!(diagnostics[0].help.as_deref(), Some("did you mean `userImpact`?"));
}

#[test]
fn promises_and_refusals_of_yaml_are_read() {
    let text = "title: Late mail\nactionItems:\n  \
        - {text: a, owner: Bo, due: 2024-04-01, sign: no mail is late}\n  \
        - {text: b, owner: Bo, due: 2024-04-01}\n  \
        - {text: c, state: 'declined: too dear'}\n  \
        - {text: d, state: declined, reason: too late}\n  \
        - {text: 'e, sign: f', state: committed}\n";
    let mut sources = Sources::default();
    let id = sources.add("a.yaml", None, text.into());
    let arena = Arena::new();
    let mut diagnostics = Vec::new();
    let pm = yaml::parse(&arena, &sources, id, &mut diagnostics).expect("a postmortem");
    let one = |action: &Action| {
        let words = |field: &Option<String>| field.clone().unwrap_or_default();
        format!("{} {:?} {}", words(&action.sign), action.state, words(&action.reason))
    };
    let all: Vec<String> = pm.action_items.iter().map(one).collect();
    let want = [
        "no mail is late Committed ",
        " Proposed ",
        " Declined too dear",
        " Declined too late",
        "f Committed ",
    ];
    assert_eq!((all, diagnostics.len()), (want.map(str::to_owned).to_vec(), 0));
}
