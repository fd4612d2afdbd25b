//! Sections and metadata.

use super::with;
use crate::markdown::plain_text;
use crate::postmortem::{Postmortem, SectionKind, sections};

fn kinds(pm: &Postmortem) -> Vec<SectionKind> {
    pm.sections.iter().map(|section| section.kind).collect()
}

#[test]
fn headings_of_every_style_begin_sections() {
    let text = "# Mail was late\n\nintro\n\nSummary\n-------\n\na\n\n### Details of it\n\nb\n\n## Vendor call\n\nc\n\n**Impact:**\n\nd\n\n- **Detection**\n  - e\n- **Mitigation**\n  - f\n";
    with(text, |pm, _, _| {
        use SectionKind::*;
        assert_eq!(pm.title, "Mail was late");
        assert_eq!(kinds(pm), [Preamble, Summary, Other, UserImpact, Detection, Mitigation]);
        assert_eq!(pm.sections[1].blocks.len(), 3, "the unknown deeper heading stays");
        assert_eq!(plain_text(pm.sections[5].blocks[0]), "f");
    });
}

#[test]
fn a_known_heading_below_a_known_one_is_a_section_but_not_below_actions() {
    with(
        "## Response\n\n### Detection\n\nx\n\n## Action items\n\n### Detection\n\n- add an alert\n",
        |pm, _, _| {
            assert_eq!(
                kinds(pm),
                [SectionKind::IncidentResponse, SectionKind::Detection, SectionKind::ActionItems]
            );
            assert_eq!(pm.action_items.len(), 1);
        },
    );
}

#[test]
fn two_sections_make_a_postmortem_however_their_headings_are_written() {
    for (text, is_one) in [
        ("# x\n\n## Summary\n\n## Timeline\n", true),
        ("# x\n\n## Summary\n\n## Background\n\n## References\n", false),
        ("## Summary\n\n## Summary\n", false),
        ("Impact\n===\n\n**Root cause**\n\nx\n", true),
        ("```\n## Summary\n## Timeline\n```\n", false),
        ("## Impact {#impact}\n\nx\n\n## <a id=\"t\"></a>[Timeline](#t) ¶\n", true),
        ("- **Detection**: an alarm.\n- **Key events**\n  - it broke\n", true),
        ("**Impact:** few.\n\n**Resolution**: a restart.\n", true),
        ("**Impact:** few.\n\n---\n\n**Resolution**: a restart.\n", false),
        ("Dear all,\n\nIMPACT\n\nfew\n\nTIMELINE (all times CET)\n\nx\n", true),
        ("THE IMPACT OF IT ALL\n\nA TIMELINE\n", false),
    ] {
        assert_eq!(sections::text_looks_like_postmortem(text), is_one, "{text}");
    }
}

#[test]
fn headings_near_a_known_one_are_told() {
    for (heading, known) in [
        ("## Time line", Some("timeline")),
        ("## Learned lessons", Some("lessons learned")),
        ("## Action itmes", Some("action items")),
        ("## Timeline", None),
        ("## Weather", None),
        ("## Line", None),
    ] {
        let near = sections::near_headings(heading);
        assert_eq!(near.first().map(|(_, known)| *known), known, "{heading}");
    }
}

#[test]
fn metadata_at_the_top_completes_the_front_matter() {
    let text = "# T\n\n**Authors:** Ann, Bo  \n**Status:** draft\n\n| Field | Value |\n|-|-|\n| Start time | 2024-03-01 10:00 |\n\n## Date\n\n2024-03-05\n\n## Summary\n\nx\n";
    with(text, |pm, _, _| {
        assert_eq!(pm.front.authors, ["Ann", "Bo"]);
        assert_eq!(
            (pm.front.status.as_deref(), pm.front.date.as_deref()),
            (Some("draft"), Some("2024-03-05"))
        );
        assert_eq!(
            pm.phases.started.map(|m| m.moment.at.to_string()).as_deref(),
            Some("2024-03-01T10:00:00Z")
        );
        assert_eq!(kinds(pm), [SectionKind::Summary]);
    });
}

#[test]
fn a_known_heading_below_another_section_is_about_that_section() {
    use SectionKind::*;
    for (text, wanted) in [
        (
            "## Lessons learned\n\n### Overview\n\n- own less\n\n### What went well\n\n- the copy\n",
            vec![LessonsLearned],
        ),
        ("## Timeline\n\n### Recovery\n\n- 10:00 up again\n", vec![Timeline]),
        (
            "## Summary\n\n### Impact\n\nx\n\n### Timeline\n\ny\n",
            vec![Summary, UserImpact, Timeline],
        ),
        ("## Root cause\n\n### Timeline\n\ny\n", vec![FiveWhys, Timeline]),
        ("## Action items\n\n### Prevention\n\n- a\n\n### Next steps\n\n- b\n", vec![ActionItems]),
        ("# Root cause\n\nx\n\n## Impact\n\ny\n", vec![FiveWhys, UserImpact]),
    ] {
        with(text, |pm, _, _| assert_eq!(kinds(pm), wanted, "{text}"));
    }
}

#[test]
fn lines_in_capitals_and_joined_headings_begin_sections() {
    use SectionKind::*;
    let text = "Hello,\n\nIMPACT\n\nfew\n\nTIMELINE (all times CET)\n\n10:00 off\n\nWHAT WENT WELL\n\n- a\n";
    with(text, |pm, _, _| {
        assert_eq!(kinds(pm), [Preamble, UserImpact, Timeline, LessonsLearned]);
        assert_eq!(pm.timeline.zone.as_deref(), Some("CET"));
    });
    with("## Summary & Impact\n\nx\n\n## Context / Recovery / Next steps\n\ny\n", |pm, _, _| {
        assert_eq!(kinds(pm), [Summary, Mitigation]);
    });
}

#[test]
fn a_heading_near_a_known_one_gets_a_remark_at_its_place() {
    with("## Summary\n\nx\n\n## Time line\n\n- 10:00 off\n", |_, sources, diagnostics| {
        let near: Vec<_> = diagnostics.iter().filter(|it| it.code == "heading/near").collect();
        assert_eq!(near.len(), 1);
        assert_eq!(near[0].span.map(|span| sources.position(span).line), Some(5));
    });
}

#[test]
fn exported_html_and_escaped_lists_are_read_like_markdown() {
    let text = "# T\n\n<table><tbody><tr><th>Status</th><td>final</td></tr><tr><th>Severity</th><td>SEV 2</td></tr></tbody></table>\n\n## Summary\n\nx\n\n## Lessons\n\n<ul><li>Count twice</li><li>Ask once</li></ul>\n\n## Action items\n\n<table><thead><tr><th>Action</th><th>Owner</th><th>Status</th></tr></thead><tbody><tr><td>Buy a scale</td><td>Bo</td><td><span>DONE</span></td></tr></tbody></table>\n\n## Next steps\n\n1\\. Weigh it \\- Owner: Cy\n2\\. Write it down\n";
    with(text, |pm, _, _| {
        assert_eq!(pm.front.severity.as_deref(), Some("SEV 2"));
        assert_eq!(pm.lessons.len(), 2);
        let owners: Vec<_> = pm.action_items.iter().map(|it| it.owner.as_deref()).collect();
        assert_eq!(owners, [Some("Bo"), Some("Cy"), None]);
        assert_eq!(kinds(pm)[0], SectionKind::Summary);
    });
}

#[test]
fn the_head_of_a_mail_and_the_properties_of_a_page_are_metadata() {
    let mail = "From: Ann Lee <ann@x.example>\nTo: all@x.example\nDate: Fri, 7 Mar 2025 10:00\nSubject: Pumps off\n\nSUMMARY\n\nx\n\nIMPACT\n\ny\n";
    with(mail, |pm, _, _| {
        assert_eq!(pm.title, "Pumps off");
        assert_eq!(pm.front.authors, ["Ann Lee"]);
        assert_eq!(kinds(pm), [SectionKind::Summary, SectionKind::UserImpact]);
    });
    let page = "# Pumps off\n\nSeverity: 2\nOwner: Ann\nTime to detect: 5 min\nCreated: 7 March 2025\n\n## Summary\n\nx\n\n## Impact\n\ny\n";
    with(page, |pm, _, _| {
        assert_eq!(pm.front.severity.as_deref(), Some("2"));
        assert_eq!(plain_text(pm.sections[0].blocks[0]), "Time to detect: 5 min");
    });
    // A line that nobody knows is kept, and a paragraph that is no list of properties is one.
    let prose = "# Pumps off\n\nSeverity: 2\nNote: we were slow.\nOwner: Ann\n\n## Summary\n\nx\n\n## Impact\n\ny\n";
    with(prose, |pm, _, _| assert_eq!(kinds(pm)[0], SectionKind::Preamble));
}

#[test]
fn tables_of_metadata_have_remarks_pairs_and_days() {
    let times = |text: &str| -> Vec<String> {
        with(&format!("# T\n\n{text}\n\n## Summary\n\nx\n"), |pm, _, diagnostics| {
            assert!(!diagnostics.iter().any(|it| it.code == "timeline/stamp"), "{text}");
            let known = [pm.phases.started, pm.phases.resolved].into_iter().flatten();
            known.map(|phase| phase.moment.at.to_string()).collect()
        })
    };
    for text in [
        "| Item | Value | Notes |\n|-|-|-|\n| Start | 2024-03-14 08:10 UTC | logs |\n| Resolved | 2024-03-14 09:40 UTC | |",
        "| Item | Value | Item | Value |\n|-|-|-|-|\n| Start | 2024-03-14 08:10 UTC | Severity | 2 |\n| Resolved | 2024-03-14 09:40 UTC | Owner | Kim |",
        "| Date | Start | End | Severity |\n|-|-|-|-|\n| 2024-03-14 | 08:10 UTC | 09:40 UTC | 2 |",
        "**Start:** 2024-03-14 08:10 UTC **Resolved:** 2024-03-14 09:40 UTC",
    ] {
        assert_eq!(times(text), ["2024-03-14T08:10:00Z", "2024-03-14T09:40:00Z"], "{text}");
    }
    let two = "| Item | North | South |\n|-|-|-|\n| Start | 2024-03-14 08:10 UTC | 2024-03-14 08:30 UTC |";
    assert!(times(two).is_empty());
}
