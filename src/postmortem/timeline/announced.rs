//! A timeline inside a section of another name: "Here is the timeline of what happened:", and a list.

use comrak::nodes::NodeValue;

use crate::markdown::Node;
use crate::postmortem::model::{Section, SectionKind};
use crate::postmortem::text::inline;
use crate::postmortem::timeline::blocks;
use crate::words;

/// The longest sentence that announces a timeline, in bytes.
const LONGEST: usize = 240;

/// The sections in which a timeline is another one's.
const OTHERS: [SectionKind; 5] = [
    SectionKind::FiveWhys,
    SectionKind::LessonsLearned,
    SectionKind::CorrectiveActions,
    SectionKind::ActionItems,
    SectionKind::References,
];

/// Makes the first list or table that a paragraph calls a timeline a section of its own, with that
/// paragraph.
pub(super) fn adopt(sections: &mut Vec<Section>) {
    let found = sections.iter().enumerate().find_map(|(index, section)| {
        let pair = section.blocks.windows(2).position(|pair| announces(pair[0], pair[1]));
        Some((index, pair.filter(|_| !OTHERS.contains(&section.kind))?))
    });
    let Some((index, at)) = found else { return };
    let section = &mut sections[index];
    let timeline = Section {
        kind: SectionKind::Timeline,
        blocks: section.blocks.drain(at..at + 2).collect(),
        ..section.clone()
    };
    sections.insert(index + 1, timeline);
}

/// Whether a paragraph says that what follows it is a timeline, and it is a list or table of times.
fn announces(lead: Node<'_>, list: Node<'_>) -> bool {
    if !matches!(lead.data().value, NodeValue::Paragraph) {
        return false;
    }
    let text = inline::text(lead);
    let lower = text.to_lowercase();
    let names = text.len() <= LONGEST
        && words::all(|language| language.timeline_leads).any(|word| lower.contains(*word));
    names && text.trim_end().ends_with([':', '.']) && blocks::has_times(list)
}
