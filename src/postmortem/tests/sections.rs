//! Sections and metadata.

use comrak::Arena;

use super::with;
use crate::markdown::{self, plain_text};
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
fn both_ways_of_telling_a_postmortem_agree() {
    for (text, is_one) in [
        ("# x\n\n## Summary\n\n## Timeline\n", true),
        ("# x\n\n## Summary\n\n## Background\n\n## References\n", false),
        ("## Summary\n\n## Summary\n", false),
        ("Impact\n===\n\n**Root cause**\n\nx\n", true),
        ("```\n## Summary\n## Timeline\n```\n", false),
    ] {
        let arena = Arena::new();
        let root = comrak::parse_document(&arena, text, &markdown::options());
        assert_eq!(sections::looks_like_postmortem(root), is_one, "{text}");
        assert_eq!(sections::text_looks_like_postmortem(text), is_one, "{text}");
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
