//! Topics know the slides where they begin.

use crate::compile::{DocumentText, Options, compile};
use crate::meeting::agenda::{Agenda, TopicKind};

fn agenda(text: &str, options: &Options) -> Option<Agenda> {
    let document = DocumentText { name: "a.md".into(), path: None, text: text.into() };
    compile(document, options).compiled.expect("a deck").agenda
}

fn sections(text: &str, options: &Options) -> Vec<(TopicKind, Option<String>)> {
    let agenda = agenda(text, options).expect("an agenda");
    agenda.topics.into_iter().map(|topic| (topic.kind, topic.section)).collect()
}

const BODY: &str = "# Outage\n\n## Summary\n\nIt broke.\n\n## Timeline\n\n- 2026-01-02 10:00 start: broke\n\
    - 2026-01-02 10:30 resolved: repaired\n\n## Five whys\n\n- Why?\n  - A full disk.\n\n\
    ## Action items\n\n- Alert – @ops\n\n## Decisions needed\n\n- Buy a disk?\n";

#[test]
fn topics_begin_at_the_slides_that_a_template_marks() {
    let some = |kind, key: &str| (kind, Some(key.to_owned()));
    let expected = [
        some(TopicKind::Opening, "outage"),
        (TopicKind::SilentReading, None),
        some(TopicKind::Numbers, "the-incident-in-numbers"),
        some(TopicKind::Causes, "why-it-happened"),
        some(TopicKind::Actions, "how-to-fix-action-items"),
        some(TopicKind::Decisions, "decisions-needed"),
        (TopicKind::ReadBack, None),
    ];
    assert_eq!(sections(BODY, &Options::default()), expected);
    let learning = format!("---\ndeck: {{meeting: learning}}\n---\n{BODY}");
    let learning = sections(&learning, &Options::default());
    assert_eq!(learning[1], some(TopicKind::SilentReading, "silent-reading"));
    assert_eq!(learning[2], some(TopicKind::Numbers, "timeline"));
    let lightning = Options { deck: Some("lightning".into()), ..Options::default() };
    assert_eq!(sections(BODY, &lightning)[3], some(TopicKind::Causes, "why-it-happened"));
}

#[test]
fn without_marks_they_begin_where_their_section_is_shown() {
    let dir = tempfile::tempdir().expect("a folder");
    let template = dir.path().join("own.md");
    let text = "# {{title}}\n\n---\n\n## One\n\n{{blocks subjects.summary.all}}\n\n---\n\n## Two\n\n\
        {{blocks whyTree}}\n\n---\n\n## Decisions\n";
    std::fs::write(&template, text).expect("a file");
    let options = Options { deck: Some(template.display().to_string()), ..Options::default() };
    let keys: Vec<Option<String>> =
        sections(BODY, &options).into_iter().map(|(_, section)| section).collect();
    let keys: Vec<&str> = keys.iter().map(|key| key.as_deref().unwrap_or("-")).collect();
    assert_eq!(keys, ["outage", "-", "one", "two", "-", "decisions", "-"]);
}

#[test]
fn own_topics_name_keys_or_ids() {
    let own = |section: &str| {
        let front = format!(
            "---\ndeck: {{agenda: [{{topic: A, minutes: 5, section: {section}}}]}}\n---\n{BODY}"
        );
        sections(&front, &Options::default()).remove(0).1
    };
    for name in ["fiveWhys", "causes", "why-it-happened", "five whys"] {
        assert_eq!(own(name).as_deref(), Some("why-it-happened"), "{name}");
    }
    assert_eq!(own("Decisions needed").as_deref(), Some("decisions-needed"));
    assert_eq!(own("silent").as_deref(), Some("silent-reading"));
    assert_eq!(own("nowhere"), None);
}

#[test]
fn a_slide_file_has_an_agenda_when_it_says_so() {
    let slides = "# One\n\n---\n\n# Two\n\n---\n\n## Decisions\n";
    assert_eq!(agenda(slides, &Options::default()), None);
    let asked = format!("---\ndeck: {{minutes: 30}}\n---\n{slides}");
    let agenda = agenda(&asked, &Options::default()).expect("an agenda");
    assert_eq!(agenda.planned_minutes(), 30);
    let key = |kind| agenda.topics.iter().find(|topic| topic.kind == kind)?.section.clone();
    assert_eq!(key(TopicKind::Opening).as_deref(), Some("one"));
    assert_eq!(key(TopicKind::Decisions).as_deref(), Some("decisions"));
    assert_eq!(key(TopicKind::Causes), None);
}

#[test]
fn what_is_captured_in_a_meeting_changes_no_topic() {
    let before =
        "# Outage\n\n## Summary\n\nIt broke.\n\n## Five whys\n\n- Why?\n  - A full disk.\n";
    let after = format!(
        "{before}\n## Lessons learned\n\n- L\n\n## Action items\n\n- Alert – @ops\n\n\
         ## Decisions made\n\n- Buy a disk\n"
    );
    let kinds = |text: &str| -> Vec<(TopicKind, u32)> {
        let agenda = agenda(text, &Options::default()).expect("an agenda");
        agenda.topics.iter().map(|topic| (topic.kind, topic.minutes)).collect()
    };
    assert_eq!(kinds(before), kinds(&after));
}
