//! Metrics: something to see the extent by.

use comrak::nodes::NodeValue;

use crate::diagnostic::Diagnostic;
use crate::markdown::{self, Node};
use crate::postmortem::{Postmortem, Section, SectionKind};

use super::{Subject, finding, sections};

pub(super) const HELP: &str = "a table with the usual value beside that of the incident, a picture \
                               of a graph, or a `chart` block";

pub(super) fn check(subject: &Subject<'_, '_>, found: &mut Vec<Diagnostic>) {
    let sections: Vec<&Section<'_>> = subject.pm.of_kind(SectionKind::Metrics).collect();
    let shows = |section: &&Section<'_>| section.blocks.iter().any(|it| shows_extent(it, true));
    if let Some(first) = sections.first().filter(|_| !sections.iter().any(shows)) {
        found.push(
            finding("metrics/no-numbers", "the metrics have no graph, no table and no number")
                .at(subject.heading(first))
                .help(HELP),
        );
    }
}

/// Whether numbers stand in the impact or the summary, or a graph anywhere.
pub(super) fn are_elsewhere(pm: &Postmortem<'_>) -> bool {
    let tells = |section: &Section<'_>| match section.kind {
        SectionKind::UserImpact | SectionKind::Summary => {
            section.blocks.iter().any(|block| shows_extent(block, true))
        }
        SectionKind::Preamble => sections::paragraphs(section).any(|it| shows_extent(it, true)),
        SectionKind::Other | SectionKind::References => {
            section.blocks.iter().any(|block| is_table(block) || shows_extent(block, false))
        }
        _ => section.blocks.iter().any(|block| shows_extent(block, false)),
    };
    !pm.impact.is_empty() || pm.sections.iter().any(tells)
}

fn is_table(block: Node<'_>) -> bool {
    matches!(block.data().value, NodeValue::Table(_))
}

/// Whether a block shows how large it was: a graph, or where `numbers` says so a number, a table,
/// a link to a dashboard.
fn shows_extent<'a>(block: Node<'a>, numbers: bool) -> bool {
    block.descendants().any(|node| match &node.data().value {
        NodeValue::Image(_) => true,
        NodeValue::CodeBlock(code) => {
            let kind = code.info.split_whitespace().next().unwrap_or_default();
            numbers || matches!(kind, "chart" | "mermaid")
        }
        NodeValue::HtmlBlock(html) => html.literal.contains("<img"),
        NodeValue::HtmlInline(html) => html.contains("<img"),
        NodeValue::Table(_) | NodeValue::Link(_) => numbers,
        _ => false,
    }) || (numbers && markdown::plain_text(block).contains(|c: char| c.is_numeric()))
}
