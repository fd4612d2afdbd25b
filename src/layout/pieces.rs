//! What must stay together on a page; and a row, an item or a line of code that fills one by
//! itself, in pieces.

use comrak::nodes::NodeValue;

use super::divide::{Divider, SMALL_TABLE};
use crate::deck::place;
use crate::markdown::cut::Rest;
use crate::markdown::{self, Node};

/// A text of so many times what fills a page is too tall, whatever stands behind.
const PROBE: usize = 4;

impl<'a> Divider<'_, 'a> {
    /// How much of what follows the first of some blocks must stand below it: a heading stays with
    /// what it heads, and what announces with what it announces.
    pub(super) fn held(&self, blocks: &[Node<'a>], above: f64) -> f64 {
        let [first, next, ..] = blocks else { return 0.0 };
        if !super::is_heading(first) && !super::leads_in(first) || above > self.room {
            return 0.0;
        }
        let height = self.beginning(next, above);
        height + self.held(&blocks[1..], above + height)
    }

    /// How much of a block must stand right below a heading of a height: what can be divided may
    /// begin there.
    fn beginning(&self, block: Node<'a>, above: f64) -> f64 {
        let height = self.measure.block(block, 0);
        let goes_on = match block.data().value {
            NodeValue::List(_) => true,
            NodeValue::Table(_) => height > SMALL_TABLE * self.room,
            _ => height + above > self.room,
        };
        if goes_on { height.min(120.0) } else { height }
    }

    /// A row that fills a page by itself, in several: what is left of its cells stands below.
    pub(super) fn row_parts(&self, row: Node<'a>, widths: &[f64]) -> Vec<Node<'a>> {
        if self.measure.table_row(row, widths) <= 0.7 * self.room {
            return vec![row];
        }
        let shell = || markdown::node(self.arena, row.data().value.clone(), place(row));
        let limits: Vec<usize> = widths
            .iter()
            .map(|width| self.measure.characters_in_table(0.6 * self.room, *width))
            .collect();
        let mut cells: Vec<Rest<'a>> =
            row.children().map(|cell| Rest::of(self.arena, cell)).collect();
        let mut parts = Vec::new();
        // A cell of so many pages is not worth a table.
        for _ in 0..64 {
            let measured = shell();
            for (cell, limit) in cells.iter().zip(&limits) {
                measured.append(cell.beginning(PROBE * limit));
            }
            if self.measure.table_row(measured, widths) <= 0.7 * self.room {
                break;
            }
            let taken: Vec<Option<Node<'a>>> =
                cells.iter_mut().zip(&limits).map(|(cell, limit)| cell.take(*limit)).collect();
            if taken.iter().all(Option::is_none) {
                break;
            }
            let head = shell();
            for (cell, taken) in cells.iter_mut().zip(taken) {
                head.append(taken.unwrap_or_else(|| cell.take_all()));
            }
            parts.push(head);
        }
        if parts.is_empty() {
            return vec![row];
        }
        let last = shell();
        cells.iter().for_each(|cell| last.append(cell.node()));
        parts.push(last);
        parts
    }

    /// An item whose own text fills a page, in several.
    pub(super) fn item_parts(&mut self, item: Node<'a>, depth: usize) -> Vec<Node<'a>> {
        let Some(first) = item.first_child().filter(|_| self.is_long(item, depth)) else {
            return vec![item];
        };
        let limit = self.measure.characters(0.85 * self.item_room(depth));
        let mut rest = Rest::of(self.arena, first);
        let mut parts = Vec::new();
        // Some texts are long and hardly tall: they are not measured to their end for every part.
        let mut measures = 0;
        let mut last = None;
        while measures < 64
            && let Some(head) = rest.take(limit)
        {
            let part = self.alone(item);
            part.append(head);
            parts.push(part);
            last = None;
            if rest.is_longer_than(PROBE * limit) {
                let measured = self.alone(item);
                measured.append(rest.beginning(PROBE * limit));
                if self.is_long(measured, depth) {
                    continue;
                }
            }
            measures += 1;
            let left = self.item_with(item, &rest);
            last = Some(left);
            if !self.is_long(left, depth) {
                break;
            }
        }
        if rest.is_whole() {
            return vec![item];
        }
        parts.push(last.unwrap_or_else(|| self.item_with(item, &rest)));
        parts
    }

    /// Whether an item's own text is too much for a page.
    fn is_long(&self, item: Node<'a>, depth: usize) -> bool {
        self.measure.own(item, depth) > self.item_room(depth)
    }

    /// What an item may take of a page: the items above it are repeated where it goes on.
    fn item_room(&self, depth: usize) -> f64 {
        (0.7 * self.room - 50.0 * depth.saturating_sub(2) as f64).max(0.25 * self.room)
    }

    /// An item with what is left of its text, and all that stands below that.
    fn item_with(&mut self, item: Node<'a>, rest: &Rest<'a>) -> Node<'a> {
        let copied = self.alone(item);
        copied.append(rest.node());
        for child in item.children().skip(1) {
            copied.append(self.whole(child));
        }
        copied
    }

    /// A line of code that fills a page by itself, in parts.
    pub(super) fn code_parts<'l>(&self, line: &'l str) -> Vec<&'l str> {
        let height = self.measure.code_line(line);
        if height <= self.target - 34.0 {
            return vec![line];
        }
        let count = line.chars().count();
        let per_part = ((count as f64 * (self.target - 34.0) / height * 0.9) as usize).max(40);
        let starts: Vec<usize> = line.char_indices().step_by(per_part).map(|(at, _)| at).collect();
        let ends = starts.iter().skip(1).copied().chain([line.len()]);
        starts.iter().zip(ends).map(|(start, end)| &line[*start..end]).collect()
    }
}
