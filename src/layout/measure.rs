//! How tall blocks are, in pixels of the 1280 × 720 canvas, at the smallest size that text may have.
//!
//! Widths of characters are estimated by class; the figures follow the default theme's sheet.

use comrak::nodes::NodeValue;

use crate::markdown::{Node, plain_text};

/// The height of a slide's content, with a little room for what the estimate misses.
pub const CONTENT_HEIGHT: f64 = 604.0 * 0.93;
/// The width of a slide's content.
const CONTENT_WIDTH: f64 = 1160.0;
/// The smallest body text.
const BODY: f64 = 24.0;
/// The smallest text of tables and code.
const SMALL: f64 = 18.0;
/// Lines of text are no longer than this many ems.
const LINE_EMS: f64 = 36.0;
/// The height of a picture: at least this much must be left for it.
const PICTURE: f64 = 300.0;
/// Blocks nested deeper than this are measured by their text alone.
const DEPTH: usize = 12;

/// The measures of a slide.
#[derive(Debug, Clone, Copy)]
pub struct Measure {
    /// The width that running text has, in pixels.
    width: f64,
    /// How far a list is set in below another.
    indent: f64,
    /// What an item of a list takes besides its text.
    item_gap: f64,
    /// The height of a line in ems.
    line: f64,
    /// What a heading below the first takes besides its text; nothing where the theme sets it beside the text.
    heads_beside: bool,
}

impl Measure {
    /// The measures of a slide with these classes.
    #[must_use]
    pub fn of(classes: &str) -> Self {
        let has = |class: &str| classes.split_whitespace().any(|known| known == class);
        let width = (LINE_EMS * BODY).min(CONTENT_WIDTH);
        let usual = Self { width, indent: 34.0, item_gap: 8.0, line: 1.4, heads_beside: false };
        if has("whys") {
            // Questions and root causes are bold, and so wider.
            Self { width: 0.93 * CONTENT_WIDTH, indent: 48.0, item_gap: 4.0, line: 1.3, ..usual }
        } else if has("lessons") {
            Self { heads_beside: true, ..usual }
        } else if has("decisions") {
            Self { width: 0.75 * usual.width, item_gap: 40.0, ..usual }
        } else {
            usual
        }
    }

    /// The height of a block with the space below it; `depth` is how many lists it stands in.
    #[must_use]
    pub fn block(&self, block: Node<'_>, depth: usize) -> f64 {
        if depth > DEPTH {
            return self.text(&plain_text(block), depth);
        }
        match &block.data().value {
            NodeValue::Heading(heading) if self.heads_beside && heading.level > 2 => 12.0,
            NodeValue::Heading(heading) => {
                let size = match heading.level {
                    1 => 58.0,
                    2 => 36.0,
                    3 => 28.0,
                    _ => 24.0,
                };
                lines(&plain_text(block), size, CONTENT_WIDTH) * size * 1.2 + 22.0
            }
            NodeValue::Paragraph => self.text(&plain_text(block), depth) + self.pictures(block) + 16.0,
            NodeValue::List(_) => {
                let gap = if depth == 0 { 12.0 } else { 0.0 };
                block.children().map(|item| self.item(item, depth)).sum::<f64>() + gap
            }
            NodeValue::Item(_) | NodeValue::TaskItem(_) => self.item(block, depth),
            NodeValue::CodeBlock(code) => {
                let rows: f64 = code.literal.lines().map(|line| lines(line, SMALL * 1.12, CONTENT_WIDTH)).sum();
                rows * SMALL * 1.45 + 44.0
            }
            NodeValue::Table(_) => {
                let columns = columns(block);
                block.children().map(|row| table_row(row, &columns)).sum::<f64>() + 20.0
            }
            NodeValue::HtmlBlock(html) => html.literal.lines().count() as f64 * BODY,
            NodeValue::ThematicBreak => 40.0,
            _ if block.first_child().is_some_and(|child| child.data().value.block()) => {
                block.children().map(|child| self.block(child, depth + 1)).sum::<f64>() + 32.0
            }
            _ => self.text(&plain_text(block), depth),
        }
    }

    /// The height of a list item with all below it.
    fn item(&self, item: Node<'_>, depth: usize) -> f64 {
        item.children().map(|child| self.in_item(child, depth)).sum::<f64>() + self.item_gap
    }

    /// The height of a block inside an item, where paragraphs stand close.
    #[must_use]
    pub fn in_item(&self, child: Node<'_>, depth: usize) -> f64 {
        match &child.data().value {
            NodeValue::Paragraph => self.text(&plain_text(child), depth + 1) + self.pictures(child),
            _ => self.block(child, depth + 1),
        }
    }

    /// The height of an item without the lists in it.
    #[must_use]
    pub fn own(&self, item: Node<'_>, depth: usize) -> f64 {
        let own = item.children().filter(|child| !matches!(child.data().value, NodeValue::List(_)));
        own.map(|child| self.in_item(child, depth)).sum::<f64>() + self.item_gap
    }

    fn text(&self, text: &str, depth: usize) -> f64 {
        let width = (self.width - self.indent * depth as f64).max(240.0);
        lines(text, BODY, width) * BODY * self.line
    }

    fn pictures(&self, block: Node<'_>) -> f64 {
        let count = block.descendants().filter(|node| matches!(node.data().value, NodeValue::Image(_))).count();
        count as f64 * PICTURE
    }

    /// How many characters of running text fill a height.
    #[must_use]
    pub fn characters(&self, height: f64) -> usize {
        let rows = (height / (BODY * 1.4)).floor().max(1.0);
        (rows * self.width / (BODY * 0.52)) as usize
    }
}

/// Words break early: how much of a line is used, on the average.
const FILL: f64 = 0.95;

/// How many lines a text takes at a size in a width.
fn lines(text: &str, size: f64, width: f64) -> f64 {
    (width_of(text) * size / (width * FILL)).ceil().max(1.0)
}

/// The width of a text in ems.
fn width_of(text: &str) -> f64 {
    text.chars()
        .map(|c| match c {
            'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | '(' | ')' | ' ' => 0.29,
            'f' | 't' | 'r' | '-' | '[' | ']' | '/' => 0.4,
            'm' | 'w' | 'M' | 'W' | '@' | '%' => 0.86,
            'A'..='Z' | '0'..='9' => 0.64,
            c if c.is_ascii() => 0.54,
            // Letters of other alphabets; ideographs and pictures are as wide as they are tall.
            c if (c as u32) < 0x2000 => 0.6,
            _ => 1.0,
        })
        .sum()
}

/// The widths that a table's columns get.
#[must_use]
pub fn columns(table: Node<'_>) -> Vec<f64> {
    let mut natural: Vec<f64> = Vec::new();
    for row in table.children() {
        for (column, cell) in row.children().enumerate() {
            let width = width_of(&plain_text(cell)) * SMALL / FILL + 26.0;
            match natural.get_mut(column) {
                Some(known) => *known = known.max(width),
                None => natural.push(width),
            }
        }
    }
    if natural.iter().sum::<f64>() <= CONTENT_WIDTH {
        return natural;
    }
    // Narrow columns get what they want; the wide ones share the rest.
    let mut open: Vec<usize> = (0..natural.len()).collect();
    let mut left = CONTENT_WIDTH;
    loop {
        let share = left / open.len().max(1) as f64;
        let (narrow, wide): (Vec<usize>, Vec<usize>) = open.iter().partition(|column| natural[**column] <= share);
        if narrow.is_empty() || wide.is_empty() {
            for column in wide {
                natural[column] = share.max(60.0);
            }
            return natural;
        }
        left -= narrow.iter().map(|column| natural[*column]).sum::<f64>();
        open = wide;
    }
}

/// The height of a table row.
#[must_use]
pub fn table_row(row: Node<'_>, columns: &[f64]) -> f64 {
    let tallest = row
        .children()
        .zip(columns)
        .map(|(cell, width)| {
            let breaks = cell.children().filter(|node| matches!(node.data().value, NodeValue::LineBreak)).count();
            lines(&plain_text(cell), SMALL, width - 24.0) + breaks as f64
        })
        .fold(1.0, f64::max);
    tallest * SMALL * 1.35 + 16.0
}
