//! Where items, blocks and sections end, and blocks put in between.

use comrak::nodes::NodeValue;

use super::super::change::{Change, Lines};
use super::super::draft::Draft;
use super::mark::Mark;
use crate::markdown::Node;
use crate::postmortem::Section;

/// Where the line after the last content of a section begins: reference definitions, notes and a
/// rule that stand at its end stay there.
pub(super) fn end_of<'a>(draft: &Draft<'_, 'a>, section: &Section<'a>) -> usize {
    let is_content = |block: &&Node<'a>| {
        !matches!(block.data().value, NodeValue::ThematicBreak | NodeValue::FootnoteDefinition(_))
    };
    let heading = Lines(draft.text()).next(section.span.end.max(section.span.start + 1) - 1);
    let last = section.blocks.iter().rev().find(is_content);
    last.map_or(heading, |last| behind(draft, last).max(heading))
}

/// Where the line after a block begins.
pub(super) fn behind<'a>(draft: &Draft<'_, 'a>, block: Node<'a>) -> usize {
    let lines = Lines(draft.text());
    let ends = block.descendants().filter(|node| {
        !matches!(
            node.data().value,
            NodeValue::List(_) | NodeValue::Item(_) | NodeValue::TaskItem(_)
        )
    });
    let own = draft.span(block);
    let end = ends.map(|node| draft.span(node).end).max().unwrap_or(own.end).max(own.start + 1);
    lines.next(end - 1)
}

/// Where the line after an item begins, with all that belongs to it.
pub(super) fn behind_item<'a>(draft: &Draft<'_, 'a>, item: Node<'a>, mark: &Mark) -> usize {
    let lines = Lines(draft.text());
    let mut at = behind(draft, item);
    // Comments are in the notes, not in the tree.
    while !mark.is_quoted() && !lines.is_blank(at) {
        let line = lines.of(at);
        let indentation = line.len() - line.trim_start_matches([' ', '\t']).len();
        if indentation < mark.indentation().max(1) {
            break;
        }
        at = lines.next(at);
    }
    at
}

/// A block between blank lines.
pub(super) fn block_at(whole: &str, at: usize, block: &str) -> Change {
    let lines = Lines(whole);
    let mut text = String::new();
    if !lines.follows_blank(at) {
        text.push('\n');
    }
    text.push_str(block);
    if !lines.is_blank(at) {
        text.push('\n');
    }
    Change::lines(whole, at, &text)
}
