//! Text in lines, the pictures in it, and lines of code.

use comrak::nodes::{ListType, NodeValue};

use super::{CONTENT_WIDTH, LINE_EMS, PICTURE, Ruler, is_leaf, is_loose};
use crate::layout::text::{RunningText, TextStyle};
use crate::markdown::Node;
use crate::theme::metrics::Role;

impl Ruler<'_> {
    /// The width that text has below so many lists.
    fn line_width(&self, block: Node<'_>, depth: usize) -> f64 {
        // Paragraphs of their own and nested lists are no wider than is good to read.
        let is_narrow =
            self.indent.is_none() && (depth > 1 || depth == 1 && is_loose(block)) && !self.is_step;
        let usual = if is_narrow { LINE_EMS * self.size(depth) } else { self.line };
        let mut width = self.line;
        // A slide's own lists hang in the margin.
        let lists =
            block.ancestors().filter(|above| matches!(above.data().value, NodeValue::List(_)));
        for (below, list) in lists.take(depth).enumerate() {
            if below + 1 < depth {
                width -= self.indent.unwrap_or_else(|| {
                    let is_ordered =
                        matches!(&list.data().value, NodeValue::List(list) if list.list_type == ListType::Ordered);
                    self.size(depth) * if is_ordered { 1.4 } else { 1.1 }
                });
            }
        }
        width.min(usual).max(240.0)
    }

    pub(super) fn paragraph(&self, block: Node<'_>, depth: usize) -> f64 {
        if self.is_step && depth == 0 {
            // What led to the question.
            let style = TextStyle::body(24.0);
            return RunningText::of(block, style).lines(CONTENT_WIDTH, self.metrics, style) * 31.2
                + 8.0
                - 18.0 * self.fit;
        }
        let size = self.size(depth);
        let role = if self.indent.is_some() && is_leaf(block) { Role::Strong } else { Role::Body };
        let style = TextStyle { role, breaks: self.breaks, ..TextStyle::body(size) };
        let text = RunningText::of(block, style);
        let width = self.line_width(block, depth);
        let is_alone = text.is_empty();
        let most = if is_alone { PICTURE } else { 12.0 * size };
        let pictures: f64 =
            text.pictures.iter().map(|url| self.picture(url, CONTENT_WIDTH, most)).sum();
        if is_alone && pictures > 0.0 {
            return pictures;
        }
        text.lines(width, self.metrics, style) * size * self.text.1 + pictures
    }

    /// The height of a picture, which is never wider than `width` and needs no more than `most`.
    #[must_use]
    pub(crate) fn picture(&self, url: &str, width: f64, most: f64) -> f64 {
        let Some((wide, tall)) = self.pictures.size(url) else { return most };
        (tall * (width / wide.max(1.0)).min(1.0)).min(most)
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
