//! Metrics: something to see the extent by.

use comrak::nodes::NodeValue;

use crate::diagnostic::Diagnostic;
use crate::markdown::{self, Node};
use crate::postmortem::{Section, SectionKind};

use super::{Subject, finding};

pub(super) fn check(subject: &Subject<'_, '_>, found: &mut Vec<Diagnostic>) {
    let help = "a table with the usual value beside that of the incident, a picture of a graph, or \
                a `chart` block";
    let pm = subject.pm;
    let mut metrics = pm.of_kind(SectionKind::Metrics).peekable();
    if let Some(first) = metrics.peek().copied() {
        if !metrics.any(|section| section.blocks.iter().any(|block| shows_extent(block, true))) {
            found.push(
                finding("metrics/no-numbers", "the metrics have no graph, no table and no number")
                    .at(subject.heading(first))
                    .help(help),
            );
        }
        return;
    }
    let tells = |section: &Section<'_>| {
        let numbers = matches!(section.kind, SectionKind::UserImpact | SectionKind::Summary);
        section.blocks.iter().any(|block| shows_extent(block, numbers))
    };
    let is_shown = !pm.impact.is_empty() || pm.sections.iter().any(tells);
    if !is_shown {
        found.push(
            finding("metrics/missing", "no graph, table or number shows the extent")
                .at(subject.heading_of(&[SectionKind::UserImpact]))
                .help(help),
        );
    }
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
