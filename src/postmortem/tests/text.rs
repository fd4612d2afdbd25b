//! Nothing that the author wrote is lost, however it is put.

use comrak::Arena;

use super::with;
use crate::diagnostic::Diagnostic;
use crate::markdown::plain_text;
use crate::postmortem::{EventKind, Postmortem, SectionKind, yaml};
use crate::source::Sources;

fn with_yaml<T>(text: &str, look: impl FnOnce(&Postmortem, &Sources, &[Diagnostic]) -> T) -> T {
    let mut sources = Sources::default();
    let id = sources.add("a.yaml", None, text.into());
    let arena = Arena::new();
    let mut diagnostics = Vec::new();
    let pm = yaml::parse(&arena, &sources, id, &mut diagnostics).expect("a postmortem");
    look(&pm, &sources, &diagnostics)
}

fn events(pm: &Postmortem) -> Vec<(String, Option<EventKind>)> {
    let text = |event: &crate::postmortem::Event| {
        event.blocks.iter().map(|block| plain_text(block)).collect::<Vec<_>>().join("|")
    };
    pm.timeline.events.iter().map(|event| (text(event), event.kind)).collect()
}

#[test]
fn the_text_behind_a_stamp_is_whole() {
    let text = "## Timeline\n\n2024-03-01\n\n- 10:02 UTC – `---` was typed\n- [13:26] - -1 was returned\n- 13:27 `-` was typed\n- **13:28**: (start) `: x`\n- 13:29 `call(end)` at -1 - (end)\n";
    with(text, |pm, _, _| {
        let want = ["--- was typed", "-1 was returned", "- was typed", ": x", "call(end) at -1"];
        assert_eq!(events(pm).iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>(), want);
    });
}

#[test]
fn every_marker_is_taken_and_an_event_keeps_a_text() {
    let text = "## Timeline\n\n- 2024-03-01 10:00 (start) (detected) x\n- 10:10 fixed, (mitigated) for now\n- 10:20 all good (resolved) (end)\n- 10:30 <END OF OUTAGE>\n- 10:40 (resolved) (end)\n- 10:50 **RESOLVED**\n- 10:55 **RESOLVED** (end)\n";
    with(text, |pm, _, _| {
        use EventKind::*;
        let want = [
            ("x", Start),
            ("fixed, for now", Mitigated),
            ("all good", Resolved),
            ("End of outage", End),
            ("Resolved", Resolved),
            ("RESOLVED", Resolved),
            ("RESOLVED", End),
        ];
        assert_eq!(events(pm), want.map(|(text, kind)| (text.to_owned(), Some(kind))));
    });
    with_yaml("timeline:\n  - {at: 2024-03-01 10:00, text: <END OF OUTAGE>}\n", |pm, _, _| {
        assert_eq!(events(pm), [("End of outage".to_owned(), Some(EventKind::End))]);
    });
}

#[test]
fn a_yaml_event_whose_time_cannot_be_read_is_kept_and_told() {
    let text = "timeline:\n  - {at: 2024-03-01 10:00, text: one}\n  - at: soon after\n    text: two\n    actor: Ann\n";
    with_yaml(text, |pm, sources, diagnostics| {
        let told: Vec<_> = diagnostics
            .iter()
            .map(|d| (d.code, d.span.map(|span| sources.position(span))))
            .collect();
        let told: Vec<_> = told
            .iter()
            .map(|(code, at)| (*code, at.as_ref().map(|at| (at.line, at.column))))
            .collect();
        assert_eq!(told, [("timeline/stamp", Some((3, 9)))]);
        assert!(diagnostics[0].help.as_deref().is_some_and(|help| !help.contains("scale")));
        let second = &pm.timeline.events[1];
        assert_eq!(
            (second.stamp.as_str(), second.moment, second.actor.as_deref()),
            ("soon after", None, Some("Ann"))
        );
        assert_eq!(plain_text(second.blocks[0]), "two");
    });
    let text = "timeline:\n  - {at: soon, text: one, kind: start}\n  - {at: later}\n  - {at: '25:99', text: three}\n  - four\n";
    for text in [text, &text.replace("'25:99'", "never")] {
        with_yaml(text, |pm, _, diagnostics| {
            let texts: Vec<_> = events(pm).into_iter().map(|(text, _)| text).collect();
            assert_eq!(texts, ["one", "later", "three", "four"]);
            assert_eq!(
                diagnostics.iter().map(|d| d.code).collect::<Vec<_>>(),
                ["timeline/stamp"; 3]
            );
            assert_eq!(pm.timeline.events[0].kind, Some(EventKind::Start));
        });
    }
}

#[test]
fn a_heading_with_another_title_than_the_front_matter_is_kept() {
    with("---\ntitle: A\n---\nintro\n\n# B\n\nmore\n\n## Summary\n\nx\n", |pm, _, _| {
        assert_eq!((pm.title.as_str(), pm.front.subtitle.as_deref()), ("A", Some("B")));
        let kinds: Vec<_> =
            pm.sections.iter().map(|section| (section.kind, section.blocks.len())).collect();
        assert_eq!(kinds, [(SectionKind::Preamble, 2), (SectionKind::Summary, 1)]);
    });
    with("---\ntitle: A\nsubtitle: S\n---\n# B\n\n## Summary\n\nx\n", |pm, _, _| {
        assert_eq!(pm.front.subtitle.as_deref(), Some("S"));
        assert_eq!(
            (pm.sections[0].kind, plain_text(pm.sections[0].blocks[0])),
            (SectionKind::Preamble, "B".into())
        );
    });
    with("---\ntitle: A\n---\n# Vendor call\n\ny\n\n# Summary\n\nx\n", |pm, _, _| {
        assert_eq!(
            (pm.sections[0].title.as_str(), pm.front.subtitle.as_deref()),
            ("Vendor call", None)
        );
    });
}

#[test]
fn a_bold_question_is_not_bold_in_itself() {
    for text in [
        "- **Why *was* it?**\n  - so\n",
        "### **Why *was* it?**\n\nso\n",
        "1. **Why *was* it?** So.\n",
    ] {
        with(&format!("## Five whys\n\n{text}"), |pm, _, _| {
            let question = pm.whys[0].question;
            assert_eq!(plain_text(question), "Why was it?", "{text}");
            let bold = |node: crate::markdown::Node| {
                matches!(node.data().value, comrak::nodes::NodeValue::Strong)
            };
            assert!(!question.descendants().any(bold), "{text}");
        });
    }
    with("## Five whys\n\n- Why **now**?\n", |pm, _, _| {
        assert_eq!(pm.whys[0].question.children().count(), 3);
    });
}

#[test]
fn fields_below_an_action_are_its_fields() {
    let text = "## Action items\n\n### Add an alert\n\n**Owner:** Ann\nDue: 2024-04-01, Priority: P1\nStatus: in progress\nAs the pager said.\nAnd more.\n\n### Write a page\n\nOwner: TBD\n\nDue: May\n\nWhy: nobody knew. Status: unclear.\n";
    with(text, |pm, _, _| {
        let [first, second] = pm.action_items.as_slice() else { panic!("two") };
        assert_eq!(
            (first.owner.as_deref(), first.due.as_deref()),
            (Some("Ann"), Some("2024-04-01"))
        );
        assert_eq!(
            (first.priority.as_deref(), first.state),
            (Some("P1"), crate::postmortem::ActionState::InProgress)
        );
        assert_eq!(
            first.detail.iter().map(|b| plain_text(b)).collect::<Vec<_>>(),
            ["As the pager said. And more."]
        );
        assert_eq!((second.owner.as_deref(), second.due.as_deref()), (None, Some("May")));
        assert_eq!(plain_text(second.detail[0]), "Why: nobody knew. Status: unclear.");
    });
}
