//! Blocks out of tags: the elements that are open, and the nodes they stand for.

use comrak::Arena;
use comrak::nodes::{LineColumn, NodeCode, NodeHeading, NodeLink, NodeValue, Sourcepos};

use crate::markdown::html::shape::{self, COLUMNS};
use crate::markdown::html::tags::{Piece, Tag, What};
use crate::markdown::{Node, node};

/// Elements nest no deeper in what an editor exports.
const DEPTH: usize = 40;
/// Elements whose marks go: a blank line often stands between them and what they hold.
const MARKS: [&str; 2] = ["details", "aside"];

/// An element that is open, and its node when it stands for one.
struct Open<'a> {
    name: String,
    node: Option<Node<'a>>,
}

/// A row's cells that come from the rows above: the column, and for how many rows more.
type Spans = Vec<(usize, usize)>;

struct Builder<'a> {
    arena: &'a Arena<'a>,
    start: LineColumn,
    /// Where the lines of the raw block begin.
    at: Sourcepos,
    made: Vec<Node<'a>>,
    open: Vec<Open<'a>>,
    spans: Spans,
}

/// The blocks that the pieces make; none where they make none, or are not nested as they must be.
pub(super) fn build<'a>(
    arena: &'a Arena<'a>,
    html: &str,
    pieces: &[Piece],
    start: LineColumn,
) -> Option<Vec<Node<'a>>> {
    let at = Sourcepos { start, end: start };
    let mut builder =
        Builder { arena, start, at, made: Vec::new(), open: Vec::new(), spans: Vec::new() };
    let (mut line, mut line_at, mut seen) = (0, 0, 0);
    for piece in pieces {
        for (offset, _) in html[seen..piece.at].match_indices('\n') {
            line += 1;
            line_at = seen + offset + 1;
        }
        seen = piece.at;
        builder.place(line, piece.at - line_at);
        match &piece.what {
            What::Text(text) => builder.text(text)?,
            What::Open(tag) => builder.element(tag)?,
            What::Close(name) => builder.close(name)?,
        }
    }
    let is_mark = pieces.iter().any(|piece| match &piece.what {
        What::Open(tag) => MARKS.contains(&tag.name.as_str()),
        What::Close(name) => MARKS.contains(&name.as_str()),
        What::Text(_) => false,
    });
    builder.end_paragraph();
    let is_closed = builder.open.iter().all(|open| MARKS.contains(&open.name.as_str()));
    (is_closed && (is_mark || !builder.made.is_empty())).then_some(builder.made)
}

impl<'a> Builder<'a> {
    fn place(&mut self, line: usize, column: usize) {
        let column = if line == 0 { self.start.column + column } else { column + 1 };
        let here = LineColumn { line: self.start.line + line, column };
        self.at = Sourcepos { start: here, end: here };
    }

    fn node(&self, value: NodeValue) -> Node<'a> {
        node(self.arena, value, self.at)
    }

    /// The innermost open node.
    fn inner(&self) -> Option<Node<'a>> {
        self.open.iter().rev().find_map(|open| open.node)
    }

    fn is_in(&self, names: &[&str]) -> bool {
        self.open.iter().any(|open| names.contains(&open.name.as_str()))
    }

    fn is_in_cell(&self) -> bool {
        self.is_in(&["td", "th"])
    }

    fn push(&mut self, name: &str, node: Option<Node<'a>>) -> Option<()> {
        self.open.push(Open { name: name.to_owned(), node });
        (self.open.len() <= DEPTH).then_some(())
    }

    /// Puts a block where the innermost open one is.
    fn put(&mut self, block: Node<'a>) -> Option<()> {
        match self.inner() {
            None => self.made.push(block),
            Some(inner) => {
                let takes_blocks = matches!(
                    inner.data().value,
                    NodeValue::Item(_)
                        | NodeValue::List(_)
                        | NodeValue::Table(_)
                        | NodeValue::TableRow(_)
                );
                takes_blocks.then(|| inner.append(block))?;
            }
        }
        Some(())
    }

    /// What takes words in: the open one, or a paragraph that nobody opened.
    fn host(&mut self) -> Option<Node<'a>> {
        if let Some(inner) = self.inner() {
            match inner.data().value {
                NodeValue::Item(_) => {}
                NodeValue::List(_) | NodeValue::Table(_) | NodeValue::TableRow(_) => return None,
                _ => return Some(inner),
            }
        }
        let paragraph = self.node(NodeValue::Paragraph);
        self.put(paragraph)?;
        self.push("", Some(paragraph))?;
        Some(paragraph)
    }

    /// Ends the paragraph that nobody opened.
    fn end_paragraph(&mut self) {
        if self.open.last().is_some_and(|open| open.name.is_empty()) {
            self.open.pop();
        }
    }

    fn text(&mut self, text: &str) -> Option<()> {
        let is_blank = text.chars().all(|c| c.is_ascii_whitespace());
        let holds_words = self.inner().is_some_and(|inner| inner.first_child().is_some());
        if is_blank && !(holds_words && self.host_is_open()) {
            return Some(());
        }
        let host = self.host()?;
        let mut words = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                c if !c.is_ascii_whitespace() => words.push(c),
                _ if words.ends_with(' ') => {}
                _ => words.push(' '),
            }
        }
        if host.first_child().is_none()
            && !matches!(host.data().value, NodeValue::Strong | NodeValue::Emph)
        {
            words.drain(..words.len() - words.trim_start_matches(' ').len());
        }
        if let NodeValue::Code(code) = &mut host.data_mut().value {
            code.literal.push_str(&words);
            return Some(());
        }
        host.append(self.node(NodeValue::Text(words.into())));
        Some(())
    }

    fn host_is_open(&self) -> bool {
        self.inner().is_some_and(|inner| {
            !matches!(
                inner.data().value,
                NodeValue::Item(_)
                    | NodeValue::List(_)
                    | NodeValue::Table(_)
                    | NodeValue::TableRow(_)
            )
        })
    }

    /// A line break, where there are words before it.
    fn line_break(&mut self) {
        if let Some(host) = self.inner().filter(|_| self.host_is_open())
            && host
                .last_child()
                .is_some_and(|last| !matches!(last.data().value, NodeValue::LineBreak))
        {
            host.append(self.node(NodeValue::LineBreak));
        }
    }

    fn element(&mut self, tag: &Tag) -> Option<()> {
        let name = tag.name.as_str();
        match name {
            "br" => {
                self.line_break();
                Some(())
            }
            "col" => Some(()),
            "table" | "tr" | "td" | "th" | "thead" | "tbody" | "tfoot" | "colgroup" => {
                self.tabular(tag)
            }
            _ if self.is_in_cell() && is_block(name) => {
                // A cell holds words alone: a paragraph in it is a line.
                (!name.starts_with('h')).then(|| self.line_break())?;
                self.push(name, None)
            }
            _ if is_block(name) => {
                self.end_paragraph();
                self.block(name)
            }
            _ => self.inline(tag),
        }
    }

    fn block(&mut self, name: &str) -> Option<()> {
        let value = match name {
            "p" => NodeValue::Paragraph,
            "summary" => NodeValue::Paragraph,
            "ul" | "ol" => NodeValue::List(shape::list(name == "ol")),
            "li" => {
                let is_list = self
                    .inner()
                    .is_some_and(|inner| matches!(inner.data().value, NodeValue::List(_)));
                is_list.then_some(NodeValue::Item(shape::list(false)))?
            }
            _ => match name.strip_prefix('h').and_then(|level| level.parse().ok()) {
                Some(level) => {
                    NodeValue::Heading(NodeHeading { level, setext: false, closed: false })
                }
                None => {
                    // A wrapper.
                    return self.push(name, None);
                }
            },
        };
        let made = self.node(value);
        self.put(made)?;
        if name == "summary" {
            let strong = self.node(NodeValue::Strong);
            made.append(strong);
            return self.push(name, Some(strong));
        }
        self.push(name, Some(made))
    }

    fn inline(&mut self, tag: &Tag) -> Option<()> {
        let value = match tag.name.as_str() {
            "b" | "strong" => NodeValue::Strong,
            "i" | "em" => NodeValue::Emph,
            "s" | "del" | "strike" => NodeValue::Strikethrough,
            "code" | "kbd" | "tt" => {
                NodeValue::Code(NodeCode { num_backticks: 1, literal: String::new() })
            }
            "a" => match &tag.href {
                Some(url) => {
                    NodeValue::Link(Box::new(NodeLink { url: url.clone(), title: String::new() }))
                }
                None => return self.push(&tag.name, None),
            },
            _ => return self.push(&tag.name, None),
        };
        let host = self.host()?;
        if matches!(host.data().value, NodeValue::Code(_)) {
            return self.push(&tag.name, None);
        }
        let made = self.node(value);
        host.append(made);
        self.push(&tag.name, Some(made))
    }

    fn tabular(&mut self, tag: &Tag) -> Option<()> {
        let name = tag.name.as_str();
        let inner = self.inner();
        let is_row =
            inner.is_some_and(|inner| matches!(inner.data().value, NodeValue::TableRow(_)));
        let is_table = inner.is_some_and(|inner| matches!(inner.data().value, NodeValue::Table(_)));
        match name {
            "table" => {
                (!self.is_in_cell()).then_some(())?;
                self.end_paragraph();
                let table = self.node(NodeValue::Table(Box::default()));
                self.put(table)?;
                self.spans.clear();
                self.push(name, Some(table))
            }
            "tr" => {
                is_table.then_some(())?;
                let row = self.node(NodeValue::TableRow(false));
                self.put(row)?;
                self.push(name, Some(row))
            }
            "td" | "th" => {
                let row = inner.filter(|_| is_row)?;
                self.fill(row);
                let is_first = row.first_child().is_none();
                let is_titled = matches!(row.data().value, NodeValue::TableRow(true));
                row.data_mut().value = NodeValue::TableRow(name == "th" && (is_first || is_titled));
                let cell = self.node(NodeValue::TableCell);
                let column = row.children().count();
                row.append(cell);
                for more in 0..tag.columns {
                    if more > 0 {
                        row.append(self.node(NodeValue::TableCell));
                    }
                    if tag.rows > 1 {
                        self.spans.push((column + more, tag.rows));
                    }
                }
                self.push(name, Some(cell))
            }
            _ => {
                is_table.then_some(())?;
                self.push(name, None)
            }
        }
    }

    /// Empty cells where those of rows above reach into a row.
    fn fill(&self, row: Node<'a>) {
        loop {
            let column = row.children().count();
            if !self.spans.iter().any(|(at, _)| *at == column) || column >= COLUMNS {
                return;
            }
            row.append(self.node(NodeValue::TableCell));
        }
    }

    fn close(&mut self, name: &str) -> Option<()> {
        if name == "br" || name == "col" {
            return Some(());
        }
        if is_block(name) || matches!(name, "table" | "tr" | "td" | "th") {
            self.end_paragraph();
        }
        if MARKS.contains(&name) && self.open.is_empty() {
            return Some(());
        }
        let closed = self.open.pop().filter(|open| open.name == name)?;
        if let Some(made) = closed.node {
            made.data_mut().sourcepos.end = self.at.start;
            match name {
                "tr" => {
                    // A cell that begins in this row is counted here for the first time.
                    self.fill(made);
                    self.spans.iter_mut().for_each(|(_, left)| *left -= 1);
                    self.spans.retain(|(_, left)| *left > 0);
                }
                "table" => shape::finish(self.arena, made)?,
                _ => shape::trim_end(made),
            }
        }
        Some(())
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "details"
            | "aside"
            | "summary"
            | "ul"
            | "ol"
            | "li"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
    )
}
