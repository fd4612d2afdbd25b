//! Titles, text in lines, the pictures in it, and lines of code.

use comrak::nodes::{ListType, NodeValue};

use super::{CONTENT_HEIGHT, CONTENT_WIDTH, LINE_EMS, PICTURE, Ruler, TITLE, is_leaf};
use crate::layout::text::{Picture, RunningText, TextStyle};
use crate::markdown::Node;
use crate::theme::metrics::Role;

/// How tall a picture between others may be when its author asks for it.
const ASKED: f64 = 500.0;
/// What stands between two pictures in a line.
const BETWEEN_PICTURES: f64 = 8.0;

impl Ruler<'_> {
    /// How many blocks at the beginning of a slide are its title and what stands above it.
    #[must_use]
    pub(crate) fn head(&self, blocks: &[Node<'_>]) -> usize {
        let is_title = |index: usize| {
            blocks.get(index).is_some_and(|block| {
                matches!(&block.data().value, NodeValue::Heading(heading) if heading.level <= 3)
            })
        };
        match (is_title(0), is_title(1)) {
            (true, _) => 1,
            (false, true) if self.is_step => 2,
            _ => 0,
        }
    }

    /// The height of a slide's title, with the space below it.
    #[must_use]
    pub(crate) fn title(&self, title: Node<'_>) -> f64 {
        (self.heading(title, 2) + 6.0).max(TITLE)
    }

    /// The height of a slide's blocks, the title first.
    #[must_use]
    pub(crate) fn total(&self, blocks: &[Node<'_>]) -> f64 {
        let (head, body) = blocks.split_at(self.head(blocks));
        let title = head.last().map_or(0.0, |title| self.title(title));
        let above: f64 = head.iter().rev().skip(1).map(|block| self.block(block, 0)).sum();
        let sum: f64 = body.iter().map(|block| self.block(block, 0)).sum();
        let last = body.last().map_or(0.0, |block| self.gap(block));
        title + above + sum - last
    }

    /// The height of what stands in columns beside each other.
    pub(super) fn columns(&self, block: Node<'_>) -> f64 {
        let count = block.children().count().max(1) as f64;
        let column = self.inside((self.line - 44.0 * (count - 1.0)) / count, self.text);
        block.children().map(|child| column.height(child, 0)).fold(0.0, f64::max)
    }

    /// The height of terms and what they mean.
    pub(super) fn terms(&self, block: Node<'_>) -> f64 {
        let inner = self.inside(self.line.min(LINE_EMS * self.text.0), self.text);
        let gap = match &block.data().value {
            NodeValue::DescriptionList => 0.5 * self.text.0,
            _ => 0.0,
        };
        inner.stack(block, gap)
    }

    /// The width that text has below so many lists.
    fn line_width(&self, block: Node<'_>, depth: usize) -> f64 {
        // Nested lists are no wider than is good to read.
        let is_narrow = self.indent.is_none() && depth > 1 && !self.is_step;
        let usual = if is_narrow { LINE_EMS * self.size(depth) } else { self.line };
        let mut width = self.line;
        let is_ordered = |node: Node<'_>| matches!(&node.data().value, NodeValue::List(list) if list.list_type == ListType::Ordered);
        let mut lists =
            block.ancestors().filter(|above| matches!(above.data().value, NodeValue::List(_)));
        for below in 0..depth {
            // Of a piece, the lists around it are not known.
            let ems = if lists.next().is_none_or(is_ordered) { 1.4 } else { 0.9 };
            // Some slides set their own lists in by themselves.
            if below + 1 < depth || self.hangs {
                width -= self.indent.unwrap_or(self.size(depth) * ems);
            }
        }
        width.min(usual).max(240.0)
    }

    pub(super) fn paragraph(&self, block: Node<'_>, depth: usize) -> f64 {
        if self.is_step && depth == 0 {
            // What led to the question.
            let style = TextStyle::body(24.0);
            return RunningText::of(block, style).lines(CONTENT_WIDTH, self.metrics, style) * 31.2;
        }
        let size = self.size(depth);
        let role = if self.indent.is_some() && is_leaf(block) { Role::Strong } else { Role::Body };
        let style = TextStyle { role, breaks: self.breaks, ..TextStyle::body(size) };
        let text = RunningText::of(block, style);
        let width = self.line_width(block, depth);
        let is_alone = text.is_empty();
        let most = if is_alone { PICTURE } else { 12.0 * size };
        let pictures = self.rows_of_pictures(&text.pictures, most);
        if is_alone && pictures > 0.0 {
            return pictures;
        }
        if is_alone && text.formulas > 0.0 {
            return text.formulas;
        }
        text.lines(width, self.metrics, style) * size * self.text.1
            + pictures
            + text.formulas
            + text.tall
    }

    /// The height of pictures that stand beside each other as far as there is room.
    fn rows_of_pictures(&self, pictures: &[Picture], most: f64) -> f64 {
        let mut rows = 0.0;
        let [mut used, mut tallest] = [0.0, 0.0_f64];
        let mut line = 0;
        for picture in pictures {
            let asked = self.sizes_of_pictures.and_then(|sizes| sizes.get(picture.key));
            let is_large = pictures.len() > 1 && asked.is_some_and(|size| size.is_large());
            let most = if is_large { most.max(ASKED) } else { most };
            let tall = self.picture(picture, CONTENT_WIDTH, most);
            let (own_wide, own_tall) = self.picture_size(picture).unwrap_or((CONTENT_WIDTH, most));
            let wide = own_wide * tall / own_tall.max(1.0);
            if picture.line != line || used + wide > CONTENT_WIDTH {
                rows += tallest;
                (used, tallest, line) = (0.0, 0.0, picture.line);
            }
            used += wide + BETWEEN_PICTURES;
            tallest = tallest.max(tall);
        }
        rows + tallest
    }

    /// The height of a picture, which is never wider than `width` and needs no more than `most`.
    #[must_use]
    pub(crate) fn picture(&self, picture: &Picture, width: f64, most: f64) -> f64 {
        let Some((wide, tall)) = self.picture_size(picture) else { return most };
        (tall * (width / wide.max(1.0)).min(1.0)).min(most)
    }

    /// Width and height of a picture in pixels: as its author asks, else as its file says.
    pub(super) fn picture_size(&self, picture: &Picture) -> Option<(f64, f64)> {
        let own = self.pictures.size(&picture.url);
        let Some(asked) = self.sizes_of_pictures.and_then(|sizes| sizes.get(picture.key)) else {
            return own;
        };
        let (wide, tall) = own.unwrap_or((4.0, 3.0));
        let width = asked.width.map(|width| width.of_whole(self.width));
        let height = asked.height.map(|height| height.of_whole(CONTENT_HEIGHT));
        match (width, height) {
            (Some(width), Some(height)) => Some((width, height)),
            (Some(width), None) => Some((width, tall * width / wide.max(1.0))),
            (None, Some(height)) => Some((wide * height / tall.max(1.0), height)),
            (None, None) => own,
        }
    }

    /// The height of a block of code.
    pub(super) fn code(&self, code: &str) -> f64 {
        code.lines().map(|line| self.code_line(line)).sum::<f64>() + 34.0
    }

    /// The height of a line of code, which may take several.
    #[must_use]
    pub(crate) fn code_line(&self, line: &str) -> f64 {
        let character = self.metrics.width("0", self.sizes.code, Role::Code);
        let width = CONTENT_WIDTH - 46.0;
        let used = self.metrics.width(&line.replace('\t', "    "), self.sizes.code, Role::Code);
        // What goes on is set in by two characters.
        let over = (used - width).max(0.0);
        (1.0 + (over / (width - 2.0 * character)).ceil()) * self.sizes.code * 1.45
    }
}
