//! Where an action stands in its document: its line, its words, its box, its row.

use std::ops::Range;

use comrak::nodes::NodeValue;

use super::super::change::{Change, Lines};
use super::super::draft::Draft;
use super::super::item::{ActionAt, ListOf};
use super::super::reading::{ReadItem, Reading};
use super::ends;
use super::mark::Mark;
use super::table::{Line, Table};
use crate::markdown::Node;
use crate::postmortem::Action;
use crate::source::Span;
use crate::words::SectionKind;

/// Where an item stands.
pub(in crate::edit) struct Stand {
    /// Its words, without what stands below them.
    pub(in crate::edit) head: Range<usize>,
    /// Its words with all that belongs to it.
    pub(super) whole: Range<usize>,
    /// Where the sign in its box stands.
    pub(super) sign: Option<Range<usize>>,
    pub(in crate::edit) row: Option<Row>,
}

/// An action and its place.
pub(super) struct Spot<'d, 'a> {
    pub(super) action: &'d Action<'a>,
    pub(super) read: &'d ReadItem,
    list: usize,
    index: usize,
    pub(super) stand: Stand,
}

/// The row of a table.
pub(in crate::edit) struct Row {
    pub(in crate::edit) table: Table,
    pub(in crate::edit) line: Line,
}

impl<'d, 'a> Spot<'d, 'a> {
    /// The place of an action; none when the model has no such action.
    pub(super) fn of(draft: &'d Draft<'_, 'a>, at: ActionAt) -> Option<Self> {
        let (list, index, actions) = match at {
            ActionAt::Corrective(index) => {
                (ListOf::Corrective, index, &draft.pm.corrective_actions)
            }
            ActionAt::Item(index) => (ListOf::Items, index, &draft.pm.action_items),
        };
        let action = actions.get(index)?;
        let kind = list.section();
        let list = list.index();
        let read = draft.before.lists[list].get(index)?;
        let stand = Stand::of(draft, kind, action.span)?;
        Some(Self { action, read, list, index, stand })
    }

    /// What a reading says about it, if it says the same as before about all else.
    pub(super) fn read_in<'r>(&self, before: &Reading, after: &'r Reading) -> Option<&'r ReadItem> {
        let new = &after.lists[self.list];
        let old = &before.lists[self.list];
        let is_same = |index: &usize| *index == self.index || new[*index] == old[*index];
        let others = (0..after.lists.len())
            .all(|list| list == self.list || after.lists[list] == before.lists[list]);
        let same = new.len() == old.len()
            && (0..new.len()).all(|index| is_same(&index))
            && others
            && after.rest == before.rest
            && after.keys == before.keys
            && after.changed_blocks(before).is_some_and(|count| count <= 3);
        same.then(|| &new[self.index])
    }

    /// A cell of its row with other words, as wide as it was where they fit.
    pub(super) fn cell(&self, text: &str, index: usize, words: &str) -> Option<Change> {
        let range = self.stand.row.as_ref()?.line.cells.get(index)?.clone();
        let raw = &text[range.clone()];
        let is_empty = raw.trim().is_empty();
        let lead = if is_empty { raw.len().min(1) } else { raw.len() - raw.trim_start().len() };
        let tail = if is_empty { raw.len().min(1) } else { raw.len() - raw.trim_end().len() };
        let width = |text: &str| unicode_width::UnicodeWidthStr::width(text);
        let room = width(raw).saturating_sub(lead + width(words)).max(tail.min(1));
        let is_last_open = text[range.end..].starts_with(['\n', '\r']) || range.end == text.len();
        let fill = if is_last_open { 0 } else { room };
        Some(Change::new(range, format!("{}{words}{}", " ".repeat(lead), " ".repeat(fill))))
    }
}

impl Stand {
    /// The place of an item of the sections of a kind.
    pub(in crate::edit) fn of(
        draft: &Draft<'_, '_>,
        kind: SectionKind,
        span: Span,
    ) -> Option<Self> {
        let whole = span.start..span.end;
        let mut stand = Self { head: whole.clone(), whole, sign: None, row: None };
        let mut blocks = draft.pm.of_kind(kind).flat_map(|it| &it.blocks);
        if let Some(node) = blocks.find_map(|block| node_at(draft, block, span)) {
            stand.settle(draft, node);
        }
        let words = draft.text().get(stand.head.clone())?;
        stand.head.end = stand.head.start + words.trim_end().len();
        Some(stand)
    }

    /// Finds its words by what it is.
    fn settle<'a>(&mut self, draft: &Draft<'_, 'a>, node: Node<'a>) {
        let text = draft.text();
        let lines = Lines(text);
        let start = draft.span(node).start;
        match &node.data().value {
            NodeValue::Item(_) | NodeValue::TaskItem(_) => {
                let Some(mark) = Mark::at(text, lines.start(start), start) else { return };
                let first = node.first_child().map_or(mark.words, |first| draft.span(first).end);
                self.head = mark.words..first.max(lines.end(mark.words).min(text.len()));
                if node
                    .first_child()
                    .is_some_and(|first| matches!(first.data().value, NodeValue::Paragraph))
                {
                    self.head.end = first.max(mark.words);
                }
                self.whole = start..ends::behind_item(draft, node, &mark).max(self.head.end);
                self.sign = mark.sign;
            }
            NodeValue::TableRow(_) => {
                let table = node.parent().and_then(|table| Table::of(draft, table));
                let (Some(table), Some(line)) = (table, Line::at(text, start)) else { return };
                let cell = table.text_column().and_then(|index| line.cells.get(index));
                if let Some(cell) = cell {
                    let raw = &text[cell.clone()];
                    let lead = raw.len() - raw.trim_start().len();
                    let lead = if raw.trim().is_empty() { 0 } else { lead };
                    self.head = cell.start + lead..cell.end;
                    self.whole = self.head.clone();
                    self.row = Some(Row { table, line });
                }
            }
            NodeValue::Heading(_) => {
                let line = lines.start(start)..lines.end(start);
                let words = text[line.clone()].trim_end().trim_end_matches('#').trim_end();
                let begin = words.len() - words.trim_start_matches(['#', ' ', '\t']).len();
                self.head = line.start + begin..line.start + words.len();
                let next = node
                    .following_siblings()
                    .skip(1)
                    .take_while(|next| !matches!(next.data().value, NodeValue::Heading(_)));
                let end = next.last().map_or(self.head.end, |last| ends::behind(draft, last));
                self.whole = self.head.start..end.max(self.head.end);
            }
            _ => {}
        }
    }
}

/// The item, row, heading or paragraph at a place, at or below a block.
fn node_at<'a>(draft: &Draft<'_, 'a>, block: Node<'a>, span: Span) -> Option<Node<'a>> {
    block.descendants().find(|node| {
        let is_entry = matches!(
            node.data().value,
            NodeValue::Item(_)
                | NodeValue::TaskItem(_)
                | NodeValue::TableRow(_)
                | NodeValue::Heading(_)
                | NodeValue::Paragraph
        );
        is_entry && draft.span(node) == span
    })
}
