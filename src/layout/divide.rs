//! Blocks in pieces that fill pages.

use comrak::Arena;
use comrak::nodes::{AstNode, NodeCodeBlock, NodeValue};

use super::measure::Ruler;
use super::repeats::{filled_items, first_words};
use crate::deck::{Elements, place};
use crate::markdown::cut::{Rest, too_long_to_repeat};
use crate::markdown::{self, Node};

/// Lists nested deeper than this are kept in one piece.
const DEPTH: usize = 12;
/// A table that takes less of a page is not cut.
pub(super) const SMALL_TABLE: f64 = 0.6;

/// Deals blocks to pages.
pub(crate) struct Divider<'d, 'a> {
    pub arena: &'a Arena<'a>,
    /// Attributes of elements: pieces keep them.
    pub elements: &'d mut Elements,
    /// The slide's measures.
    pub measure: &'d Ruler<'d>,
    /// The height of a page.
    pub room: f64,
    /// The height at which a page is full.
    pub target: f64,
    /// How many containers are open.
    pub depth: usize,
    /// The heading right above the block that is being cut: it is repeated where the block goes on.
    pub heading: Option<Node<'a>>,
}

/// The pages so far.
struct Pages<'a> {
    list: Vec<Vec<Node<'a>>>,
    used: f64, // of the last one
    /// Whether an item was put on the last page that stands on none before.
    is_begun: bool,
}

impl<'a> Pages<'a> {
    fn turn(&mut self) {
        if self.used > 0.0 {
            self.list.push(Vec::new());
            self.used = 0.0;
        }
    }

    fn put(&mut self, block: Node<'a>, height: f64) {
        if self.list.is_empty() {
            self.list.push(Vec::new());
        }
        if let Some(page) = self.list.last_mut() {
            page.push(block);
        }
        self.used += height;
    }
}

impl<'a> Divider<'_, 'a> {
    /// The blocks, page by page.
    pub(crate) fn pages(&mut self, blocks: &[Node<'a>]) -> Vec<Vec<Node<'a>>> {
        let mut pages = Pages { list: Vec::new(), used: 0.0, is_begun: false };
        for (index, block) in blocks.iter().enumerate() {
            let height = self.measure.block(block, 0);
            let with = self.held(&blocks[index..], height);
            let only_heads = pages
                .list
                .last()
                .is_some_and(|page| page.iter().all(|block| super::is_heading(block)));
            let target = if only_heads { self.room } else { self.target };
            if pages.used + height + with <= target || (pages.used == 0.0 && height <= self.room) {
                pages.put(block, height);
                continue;
            }
            self.heading = index
                .checked_sub(1)
                .and_then(|above| blocks.get(above))
                .copied()
                .filter(|above| super::is_heading(above));
            self.divide(block, height, &mut pages);
        }
        pages.list
    }

    /// Puts a block that does not fit on the page as it is.
    fn divide(&mut self, block: Node<'a>, height: f64, pages: &mut Pages<'a>) {
        let value = block.data().value.clone();
        match value {
            NodeValue::List(_) => self.list(block, pages),
            NodeValue::Table(_) if height <= SMALL_TABLE * self.room => {
                pages.turn();
                pages.put(block, height);
            }
            NodeValue::Table(_) => self.table(block, pages),
            NodeValue::CodeBlock(code) if height > self.room => self.code(block, &code, pages),
            NodeValue::Paragraph if height > self.room => self.paragraph(block, pages),
            NodeValue::BlockQuote | NodeValue::BlockDirective(_) | NodeValue::Alert(_)
                if height > self.room && self.depth < DEPTH =>
            {
                self.depth += 1;
                self.container(block, pages);
                self.depth -= 1;
            }
            _ => {
                pages.turn();
                pages.put(block, height);
            }
        }
    }

    /// A list goes on at an item of any depth; the items above it are repeated, so that nobody
    /// loses the thread.
    fn list(&mut self, list: Node<'a>, pages: &mut Pages<'a>) {
        // Too little left for an item: begin on the next page.
        if pages.used > 0.0 && self.target - pages.used < 90.0 {
            pages.turn();
        }
        let root = self.shell(list, 0);
        pages.is_begun = false;
        pages.put(root, 0.0);
        let mut path = vec![(list, root)];
        self.items(list, &mut path, pages);
    }

    /// Moves the items of a list to pages. `path` has the lists that are open: the original, and
    /// the one being filled.
    fn items(
        &mut self,
        list: Node<'a>,
        path: &mut Vec<(Node<'a>, Node<'a>)>,
        pages: &mut Pages<'a>,
    ) {
        let depth = path.len() - 1;
        let items: Vec<Node<'a>> =
            list.children().flat_map(|item| self.item_parts(item, depth)).collect();
        for (number, item) in items.into_iter().enumerate() {
            let is_whole = depth >= DEPTH;
            let height = if is_whole {
                self.measure.in_item(item, depth)
            } else {
                self.measure.own(item, depth)
            };
            let is_first = path.iter().all(|(_, filled)| filled.children().nth(1).is_none())
                && path.last().is_some_and(|(_, filled)| filled.first_child().is_none());
            // A question stays with its first answer.
            let first_below = item
                .children()
                .find(|child| !is_whole && matches!(child.data().value, NodeValue::List(_)))
                .and_then(AstNode::first_child)
                .map_or(0.0, |below| self.measure.own(below, depth + 1));
            // A chain of first items ends at the end of the page, too.
            let is_over = depth > 0 && pages.is_begun && pages.used + height > self.room;
            if is_over || pages.used + height + first_below > self.target && !is_first {
                self.turn_in_list(number, path, pages);
            }
            let Some((_, filled)) = path.last().copied() else { return };
            let copied = self.alone(item);
            filled.append(copied);
            pages.used += height;
            pages.is_begun = true;
            let children: Vec<Node<'a>> = item.children().collect();
            for child in children {
                if matches!(child.data().value, NodeValue::List(_)) && !is_whole {
                    let inner = self.shell(child, 0);
                    copied.append(inner);
                    path.push((child, inner));
                    self.items(child, path, pages);
                    path.pop();
                    // All of it went to the next page.
                    if inner.first_child().is_none() {
                        inner.detach();
                    }
                } else {
                    copied.append(self.whole(child));
                }
            }
        }
    }

    /// Begins a page in the middle of a list: the items above the `number`th of the innermost list
    /// are repeated.
    fn turn_in_list(
        &mut self,
        number: usize,
        path: &mut [(Node<'a>, Node<'a>)],
        pages: &mut Pages<'a>,
    ) {
        self.turn(pages);
        pages.is_begun = false;
        let mut above: Option<Node<'a>> = None;
        let last = path.len() - 1;
        let open = path[..last].iter().enumerate();
        let tall: f64 = open
            .filter_map(|(depth, (_, filled))| Some(self.measure.own(filled.last_child()?, depth)))
            .sum();
        let is_tall = tall > 0.5 * self.room;
        for (depth, (list, filled)) in path.iter_mut().enumerate() {
            // The number of the item that goes on here.
            let open = if depth == last { number } else { filled_items(list, filled) };
            let shell = self.shell(list, open);
            match above {
                Some(item) => item.append(shell),
                None => pages.put(shell, 0.0),
            }
            if depth < last
                && let Some(open) = filled.last_child()
            {
                let repeated = self.alone(open);
                if let Some(text) = open.first_child() {
                    // Of many, those far above are repeated by their first words.
                    let is_short = is_tall && depth + 1 < last;
                    let text = if is_short { first_words(self.arena, text) } else { text };
                    repeated.append(self.repeated(text));
                }
                pages.used += self.measure.own(repeated, depth);
                shell.append(repeated);
                above = Some(repeated);
            }
            *filled = shell;
        }
    }

    /// Turns the page in the middle of a block, whose heading is repeated.
    fn turn(&mut self, pages: &mut Pages<'a>) {
        pages.turn();
        if let Some(heading) = self.heading {
            let repeated = self.repeated(heading);
            pages.put(repeated, self.measure.block(repeated, 0));
        }
    }

    /// A list without its items; a numbered one goes on counting.
    fn shell(&mut self, list: Node<'a>, skipped: usize) -> Node<'a> {
        let shell = self.alone(list);
        if let NodeValue::List(list) = &mut shell.data_mut().value {
            list.start += skipped;
        }
        shell
    }

    /// Rows move on; the head is repeated.
    fn table(&mut self, table: Node<'a>, pages: &mut Pages<'a>) {
        let widths = self.measure.column_widths(table);
        let rows: Vec<Node<'a>> =
            table.children().flat_map(|row| self.row_parts(row, &widths)).collect();
        let (head, body): (Vec<Node<'a>>, Vec<Node<'a>>) =
            rows.into_iter().partition(|row| matches!(row.data().value, NodeValue::TableRow(true)));
        let head_height: f64 = head.iter().map(|row| self.measure.table_row(row, &widths)).sum();
        let mut part: Option<Node<'a>> = None;
        let mut is_first = true;
        let mut heads = head.len();
        for row in body {
            let height = self.measure.table_row(row, &widths);
            if part.is_none_or(|part| part.children().nth(heads).is_some())
                && pages.used + height > self.target
            {
                if part.is_some() {
                    self.turn(pages);
                } else {
                    pages.turn();
                }
                part = None;
            }
            let filled = match part {
                Some(filled) => filled,
                None => {
                    let filled = self.alone(table);
                    // Of a head that fills pages, the beginning is repeated.
                    heads = if is_first { head.len() } else { head.len().min(1) };
                    for row in &head[..heads] {
                        filled.append(if is_first {
                            self.whole(row)
                        } else {
                            self.repeated_row(row)
                        });
                    }
                    is_first = false;
                    pages.put(filled, head_height + 20.0);
                    filled
                }
            };
            part = Some(filled);
            filled.append(self.whole(row));
            pages.used += height;
        }
    }

    /// Code goes on at a line.
    fn code(&mut self, block: Node<'a>, code: &NodeCodeBlock, pages: &mut Pages<'a>) {
        pages.turn();
        let lines: Vec<&str> =
            code.literal.split_inclusive('\n').flat_map(|line| self.code_parts(line)).collect();
        // Each page copies what the block is, and not all of its code.
        let shell = NodeCodeBlock { literal: String::new(), ..code.clone() };
        let mut part = String::new();
        let mut used = 34.0;
        for line in lines {
            let height = self.measure.code_line(line);
            if used + height > self.target && !part.is_empty() {
                self.code_part(block, &shell, std::mem::take(&mut part), pages);
                used = 34.0;
            }
            part.push_str(line);
            used += height;
        }
        self.code_part(block, &shell, part, pages);
    }

    fn code_part(
        &mut self,
        block: Node<'a>,
        code: &NodeCodeBlock,
        literal: String,
        pages: &mut Pages<'a>,
    ) {
        let piece = NodeCodeBlock { literal, ..code.clone() };
        let piece = markdown::node(self.arena, NodeValue::CodeBlock(Box::new(piece)), place(block));
        pages.turn();
        pages.put(piece, self.measure.block(piece, 0));
    }

    /// A paragraph goes on at a sentence.
    fn paragraph(&mut self, block: Node<'a>, pages: &mut Pages<'a>) {
        let limit = self.measure.characters(self.target);
        let mut rest = Rest::of(self.arena, block);
        while let Some(head) = rest.take(limit) {
            pages.turn();
            pages.put(head, self.measure.block(head, 0));
        }
        let last = if rest.is_whole() { block } else { rest.node() };
        pages.turn();
        pages.put(last, self.measure.block(last, 0));
    }

    /// A container goes on in one of the same kind.
    fn container(&mut self, block: Node<'a>, pages: &mut Pages<'a>) {
        let children: Vec<Node<'a>> = block.children().map(|child| self.whole(child)).collect();
        for page in self.pages(&children) {
            let part = self.alone(block);
            let height: f64 = page.iter().map(|child| self.measure.block(child, 0)).sum();
            for child in page {
                part.append(child);
            }
            pages.turn();
            pages.put(part, height + 32.0);
        }
    }

    /// A copy of a node without its children, with its attributes.
    pub(super) fn alone(&mut self, node: Node<'a>) -> Node<'a> {
        let value = node.data().value.clone();
        let copied = markdown::node(self.arena, value, place(node));
        self.elements.keep(node, copied);
        copied
    }

    /// A copy of a node for a further page.
    fn repeated(&mut self, node: Node<'a>) -> Node<'a> {
        too_long_to_repeat(self.arena, node).unwrap_or_else(|| self.whole(node))
    }

    /// A copy of the head of a table for a further page.
    fn repeated_row(&mut self, row: Node<'a>) -> Node<'a> {
        let copied = self.alone(row);
        for cell in row.children() {
            copied.append(self.repeated(cell));
        }
        copied
    }

    /// A copy of a node with its children, with all attributes.
    pub(super) fn whole(&mut self, node: Node<'a>) -> Node<'a> {
        let copied = markdown::copy(self.arena, node);
        for (from, to) in node.descendants().zip(copied.descendants()) {
            self.elements.keep(from, to);
        }
        copied
    }
}
