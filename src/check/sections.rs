//! Sections: which are missing, empty, or longer than they should be.

use comrak::nodes::NodeValue;

use super::{Subject, finding};
use crate::diagnostic::Diagnostic;
use crate::postmortem::SectionKind;

/// How many paragraphs a summary has at most.
const SUMMARY: usize = 3;

pub(super) fn check(subject: &Subject<'_, '_>, found: &mut Vec<Diagnostic>) {
    for section in subject.pm.of_kind(SectionKind::Summary) {
        let is_paragraph = |value: &NodeValue| matches!(value, NodeValue::Paragraph);
        let mut paragraphs =
            section.blocks.iter().filter(|block| is_paragraph(&block.data().value));
        let number = paragraphs.clone().count();
        if let Some(first) = paragraphs.nth(SUMMARY) {
            found.push(
                finding("summary/long", format!("the summary has {number} paragraphs"))
                    .at(subject.sources.span(first.data().sourcepos))
                    .label("the fourth begins here")
                    .help("what does not tell who was hit, and how it ended, has sections below"),
            );
        }
    }
}
