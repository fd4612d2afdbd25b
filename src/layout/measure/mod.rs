//! How tall blocks are, in pixels of the 1280 × 720 canvas: the default theme's sheet, worked out
//! with the theme's sizes and the widths of its fonts.

mod lines;
pub(crate) mod table;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::collections::HashMap;

use comrak::nodes::NodeValue;

use super::sizes::Sizes;
use super::text::{RunningText, TextStyle};
use crate::assets::pictures::Pictures;
use crate::deck::PictureSizes;
use crate::markdown::Node;
use crate::markdown::notes::container;
use crate::theme::metrics::{Metrics, Role};
use table::Columns;

/// The height of a slide's content.
pub(crate) const CONTENT_HEIGHT: f64 = 604.0;
/// What a title of one or two lines takes of it, with the space below.
const TITLE: f64 = 84.0;
/// The height of the strip of what the template asks, with the space above.
const ASKED: f64 = 52.0;
/// The height of a row of counts.
const COUNTS: f64 = 116.0;
/// The width of a slide's content.
pub(crate) const CONTENT_WIDTH: f64 = 1160.0;
/// The factor that whydeck.js shrinks a slide by at most.
pub(crate) const SMALLEST: f64 = 0.64;
/// Lines of running text are no longer than this many ems.
const LINE_EMS: f64 = 36.0;
/// The height of a picture: at least this much must be left for it.
const PICTURE: f64 = 300.0;
/// Blocks nested deeper than this are measured by their text alone.
const DEPTH: usize = 12;

/// The height of a container that the theme sets in one row; 0 for all others.
fn fixed(info: &str) -> f64 {
    match info.trim() {
        "asked" => ASKED,
        "times counts" => COUNTS,
        _ => 0.0,
    }
}

/// The measures of a slide.
pub(crate) struct Ruler<'m> {
    /// The fonts.
    pub metrics: &'m Metrics,
    pub sizes: Sizes,
    /// The factor.
    pub fit: f64,
    /// The width that blocks have, in pixels.
    pub width: f64,
    /// What the slide's class does to tables.
    pub columns: Columns,
    /// Whether a line break in the source is one on the slide.
    pub breaks: bool,
    /// How large pictures are to be.
    pub sizes_of_pictures: Option<&'m PictureSizes>,
    pictures: &'m dyn Pictures,
    /// The size of running text, and the height of its lines in ems.
    text: (f64, f64),
    /// The width that running text has.
    line: f64,
    /// How far a list is set in below another.
    indent: Option<f64>,
    /// What an item of a list takes besides its text: in the slide's own lists, and below.
    item_gap: (f64, f64),
    /// What a heading below the first takes besides its text; nothing where the theme sets it
    /// beside the text.
    heads_beside: bool,
    /// Whether it is a step of the whys, whose answers stand on paper of their own.
    is_step: bool,
    /// Whether items are lines of a form, with room for an owner and a date.
    is_form: bool,
    /// Whether the slide's own lists are set in.
    hangs: bool,
    /// How many containers stand round what is measured.
    inside: usize,
    /// The heights that were asked for, by the block's address and by how many lists it stands in.
    known: RefCell<HashMap<(usize, usize), f64>>,
}

impl<'m> Ruler<'m> {
    /// The measures of a slide with these classes and blocks at a factor.
    #[must_use]
    pub(crate) fn of(
        classes: &str,
        blocks: &[Node<'_>],
        fit: f64,
        tokens: &BTreeMap<String, f64>,
        metrics: &'m Metrics,
        pictures: &'m dyn Pictures,
    ) -> Self {
        let has = |class: &str| classes.split_whitespace().any(|known| known == class);
        let sizes = Sizes::at(tokens, fit).of_events(has("timeline"));
        let mut measure = Self {
            metrics,
            sizes,
            fit,
            width: CONTENT_WIDTH,
            columns: Columns::of(has),
            breaks: false,
            sizes_of_pictures: None,
            pictures,
            text: (sizes.body, 1.4),
            line: CONTENT_WIDTH,
            indent: None,
            item_gap: (10.0 * fit, 5.0 * fit),
            heads_beside: false,
            is_step: false,
            is_form: has("decisions"),
            hangs: true,
            inside: 0,
            known: RefCell::default(),
        };
        if has("whys") {
            measure.text = (sizes.small, 1.3);
            measure.indent = Some(48.0);
            measure.item_gap = (5.0 * fit, 5.0 * fit);
            measure.hangs = false;
        } else if has("lessons")
            && blocks.iter().filter(|block| is_small_heading(block)).count() > 1
        {
            measure.heads_beside = true;
            measure.line = CONTENT_WIDTH - 256.0 - 0.9 * sizes.body;
            measure.hangs = false;
        } else if has("conclusions") {
            measure.item_gap.0 = 18.0 * fit;
        } else if has("decisions") {
            measure.line = CONTENT_WIDTH - 1.5 * sizes.body - 460.0;
            measure.item_gap = (32.0 * fit + 2.0, 5.0 * fit);
            measure.hangs = false;
        } else if has("references") {
            measure.text.0 = sizes.small;
        } else if has("why-step") {
            measure.is_step = true;
            measure.line = CONTENT_WIDTH - 64.0;
            measure.hangs = false;
            measure.item_gap.0 = 42.0 * fit;
        }
        measure
    }

    /// The space below a block.
    fn gap(&self, block: Node<'_>) -> f64 {
        match &block.data().value {
            NodeValue::Heading(heading) if self.heads_beside && heading.level > 2 => 0.0,
            NodeValue::List(_) if self.heads_beside => 0.0,
            NodeValue::Heading(heading) if heading.level > 2 => 8.0 * self.fit,
            // A slide's first heading stands off a little more.
            NodeValue::Heading(_) => 24.0 * self.fit,
            _ => 18.0 * self.fit,
        }
    }

    /// The height of a block with the space below it; `depth` is how many lists it stands in.
    #[must_use]
    pub(crate) fn block(&self, block: Node<'_>, depth: usize) -> f64 {
        let key = (std::ptr::from_ref(block).addr(), depth);
        if let Some(known) = self.known.borrow().get(&key) {
            return *known;
        }
        let height = self.height(block, depth) + if depth == 0 { self.gap(block) } else { 0.0 };
        self.known.borrow_mut().insert(key, height);
        height
    }

    /// What is known of a block is forgotten: something was put into it.
    pub(crate) fn forget(&self, block: Node<'_>) {
        let key = std::ptr::from_ref(block).addr();
        let mut known = self.known.borrow_mut();
        for depth in 0..=DEPTH + 2 {
            known.remove(&(key, depth));
        }
    }

    fn height(&self, block: Node<'_>, depth: usize) -> f64 {
        if depth + self.inside > DEPTH {
            return self.paragraph(block, depth);
        }
        match &block.data().value {
            NodeValue::Heading(heading) if self.heads_beside && heading.level > 2 => {
                26.0 * self.fit + 15.0
            }
            NodeValue::Heading(heading) => self.heading(block, usize::from(heading.level)),
            NodeValue::Paragraph => self.paragraph(block, depth),
            NodeValue::List(_) => {
                let items: f64 = block
                    .children()
                    .map(|item| self.own(item, depth) + self.lists(item, depth))
                    .sum();
                items - if self.indent.is_some() { 0.0 } else { self.between(depth) }
            }
            NodeValue::Item(_) | NodeValue::TaskItem(_) => {
                self.own(block, depth) + self.lists(block, depth)
            }
            NodeValue::CodeBlock(code) => self.code(&code.literal),
            NodeValue::Table(_) => {
                let columns = self.column_widths(block);
                block.children().map(|row| self.table_row(row, &columns)).sum()
            }
            NodeValue::HtmlBlock(html) => {
                html.literal.lines().count() as f64 * self.sizes.body * 1.4
            }
            NodeValue::ThematicBreak => 3.0,
            NodeValue::BlockDirective(directive) if fixed(&directive.info) > 0.0 => {
                fixed(&directive.info)
            }
            NodeValue::BlockDirective(directive) if directive.info.trim() == "columns" => {
                self.columns(block)
            }
            NodeValue::BlockDirective(directive) if is_pile(&directive.info) => self.pile(block),
            NodeValue::BlockQuote => {
                let size = 1.12 * self.sizes.body;
                let inner =
                    self.inside((LINE_EMS * size).min(self.line - 1.3 * size), (size, 1.35));
                inner.stack(block, 0.56 * self.sizes.body)
            }
            NodeValue::BlockDirective(directive)
                if !CALLOUTS.contains(&directive.info.split(' ').next().unwrap_or("")) =>
            {
                let inner = self.inside((LINE_EMS * self.text.0).min(self.line), self.text);
                inner.stack(block, 18.0 * self.fit)
            }
            NodeValue::DescriptionList
            | NodeValue::DescriptionItem(_)
            | NodeValue::DescriptionDetails => self.terms(block),
            NodeValue::Raw(html) => crate::deck::fences::height(html).unwrap_or(self.sizes.body),
            _ if block.first_child().is_some_and(|child| child.data().value.block()) => {
                let inner = self
                    .inside((LINE_EMS * self.text.0).min(self.line - 64.0).max(240.0), self.text);
                let title = self.sizes.body.max(24.0) * 1.4 + 4.0 * self.fit;
                inner.stack(block, 18.0 * self.fit) + 38.0 * self.fit + title
            }
            _ => self.paragraph(block, depth),
        }
    }

    /// The height of what lies over each other.
    fn pile(&self, block: Node<'_>) -> f64 {
        let inner = self.inside(self.line, self.text);
        block.children().map(|child| inner.height(child, 0)).fold(0.0, f64::max)
    }

    /// The measures inside a container.
    fn inside(&self, line: f64, text: (f64, f64)) -> Self {
        let item_gap = self.item_gap;
        let inside = self.inside + 1;
        let known = RefCell::default();
        Ruler {
            text,
            line,
            item_gap,
            inside,
            known,
            indent: None,
            heads_beside: false,
            hangs: true,
            ..*self
        }
    }

    /// The height of a container's blocks.
    fn stack(&self, block: Node<'_>, gap: f64) -> f64 {
        let count = block.children().count();
        block.children().map(|child| self.height(child, 0)).sum::<f64>()
            + gap * count.saturating_sub(1) as f64
    }

    fn heading(&self, block: Node<'_>, level: usize) -> f64 {
        let size = self.sizes.heading[(level - 1).min(3)];
        let spacing = [-0.022, -0.018, -0.012, -0.012][(level - 1).min(3)];
        let style = TextStyle { role: Role::Heading, spacing, ..TextStyle::body(size) };
        let lines = RunningText::of(block, style).lines(CONTENT_WIDTH, self.metrics, style);
        lines * size * if level == 1 { 1.06 } else { 1.15 }
    }

    /// What stands between two items alone.
    fn between(&self, depth: usize) -> f64 {
        match depth {
            0 if self.is_step => 10.0 * self.fit,
            0 if self.is_form => -2.0,
            _ => self.item_gap(depth),
        }
    }

    fn item_gap(&self, depth: usize) -> f64 {
        if depth == 0 { self.item_gap.0 } else { self.item_gap.1 }
    }

    /// The size of running text below so many lists.
    fn size(&self, depth: usize) -> f64 {
        if depth > 1 && self.indent.is_none() { (self.text.0 * 0.9).max(24.0) } else { self.text.0 }
    }

    /// The height of a block inside an item, where paragraphs stand close.
    #[must_use]
    pub(crate) fn in_item(&self, child: Node<'_>, depth: usize) -> f64 {
        let before = if child.previous_sibling().is_some() && self.indent.is_none() {
            8.0 * self.fit
        } else {
            0.0
        };
        let gap = match &child.data().value {
            NodeValue::List(_) if self.indent.is_some() => self.item_gap.1,
            _ => before,
        };
        gap + self.block(child, depth + 1)
    }

    /// The height of an item without the lists in it.
    #[must_use]
    pub(crate) fn own(&self, item: Node<'_>, depth: usize) -> f64 {
        let own = item.children().filter(|child| !matches!(child.data().value, NodeValue::List(_)));
        own.map(|child| self.in_item(child, depth)).sum::<f64>() + self.item_gap(depth)
    }

    fn lists(&self, item: Node<'_>, depth: usize) -> f64 {
        let lists =
            item.children().filter(|child| matches!(child.data().value, NodeValue::List(_)));
        lists
            .map(|list| {
                if self.indent.is_some() {
                    self.block(list, depth + 1)
                } else {
                    self.in_item(list, depth)
                }
            })
            .sum()
    }

    /// The height of the footnotes that a slide prints; `known` has the lines of those that were
    /// measured before.
    #[must_use]
    pub(crate) fn footnotes(&self, notes: &[Node<'_>], known: &mut HashMap<usize, f64>) -> f64 {
        if notes.is_empty() {
            return 0.0;
        }
        let style = TextStyle::body(self.sizes.label);
        let width = CONTENT_WIDTH - 1.3 * self.sizes.label;
        let mut measured = |note: Node<'_>| {
            let key = std::ptr::from_ref(note).addr();
            *known
                .entry(key)
                .or_insert_with(|| RunningText::of(note, style).lines(width, self.metrics, style))
        };
        let lines: f64 = notes.iter().map(|note| measured(note)).sum();
        lines * self.sizes.label * 1.35 + 2.0 * notes.len() as f64 + 22.0 + 18.0 * self.fit
    }

    /// How many characters fill a height in a column of a table.
    #[must_use]
    pub(crate) fn characters_in_table(&self, height: f64, width: f64) -> usize {
        let size = self.sizes.table;
        let rows = (height / (size * 1.35)).floor().max(1.0);
        (rows * (width - 32.0).max(size) / (size * 0.55)).max(1.0) as usize
    }

    /// How many characters of running text fill a height.
    #[must_use]
    pub(crate) fn characters(&self, height: f64) -> usize {
        let (size, line) = self.text;
        let rows = (height / (size * line)).floor().max(1.0);
        (rows * self.line / (size * 0.48)) as usize
    }
}

/// Containers with a title of their own.
const CALLOUTS: [&str; 5] = ["success", "info", "warning", "danger", "spoiler"];

/// Whether a container is reveal.js's stack of things that take each other's place.
fn is_pile(info: &str) -> bool {
    info.contains("r-stack")
        && container::Info::read(info).classes.iter().any(|own| own == "r-stack")
}

fn is_small_heading(block: Node<'_>) -> bool {
    matches!(&block.data().value, NodeValue::Heading(heading) if heading.level > 2)
}

/// Whether a block is the last answer of a chain of whys.
fn is_leaf(block: Node<'_>) -> bool {
    let item = block.parent().filter(|item| matches!(item.data().value, NodeValue::Item(_)));
    item.is_some_and(|item| item.next_sibling().is_none() && item.children().count() == 1)
}
