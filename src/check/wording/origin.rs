//! Where the bytes of a passage stand in the source.
//!
//! A text of the parse tree is what the author wrote, but for escapes and entities; parts that were
//! moved or put together have a place that is only about right. So each text is looked for near
//! its place, and what is not found there stands for the whole block.

use std::ops::Range;

use comrak::nodes::Sourcepos;

use crate::source::{Source, Span};

/// A stretch of a passage that stands in the source as it is.
#[derive(Debug)]
struct Stretch {
    /// The byte of the passage that it begins at.
    at: usize,
    length: usize,
    /// The byte of the source.
    from: usize,
}

/// The stretches of a passage, in their order.
#[derive(Debug)]
pub(super) struct Origin<'s> {
    source: &'s Source,
    block: Range<usize>,
    stretches: Vec<Stretch>,
    /// The byte of the source behind what was found last.
    next: usize,
}

/// How far behind the last text the next one is looked for, in bytes.
const NEAR: usize = 400;

impl<'s> Origin<'s> {
    pub(super) fn new(source: &'s Source, block: Range<usize>) -> Self {
        let next = block.start;
        Self { source, block, stretches: Vec::new(), next }
    }

    /// Takes in a text that stands at byte `at` of the passage.
    pub(super) fn add(&mut self, at: usize, text: &str, place: Sourcepos) {
        let span = self.source.place(place);
        let written = self.source.text();
        if written.get(span.start..).is_some_and(|rest| rest.starts_with(text)) {
            self.push(at, text.len(), span.start);
            return;
        }
        // Word by word: an escape or an entity stands between them.
        let mut within = 0;
        while within < text.len() {
            let rest = &text[within..];
            let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
            if length > 0
                && let Some(found) = self.find(&rest[..length])
            {
                self.push(at + within, length, found);
            }
            within += length + rest[length..].chars().next().map_or(0, char::len_utf8);
        }
    }

    fn push(&mut self, at: usize, length: usize, from: usize) {
        self.stretches.push(Stretch { at, length, from });
        self.next = from + length;
    }

    /// Where a word stands next.
    fn find(&self, word: &str) -> Option<usize> {
        let written = self.source.text();
        let mut end = (self.next + NEAR).min(self.block.end.max(self.next)).min(written.len());
        while !written.is_char_boundary(end) {
            end -= 1;
        }
        let near = written.get(self.next..end)?;
        near.find(word).map(|at| self.next + at)
    }

    /// The place of a range of the passage: of all that was found of it, else of the block.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        let end_of = |stretch: &Stretch| stretch.at + stretch.length;
        let first = self.stretches.partition_point(|stretch| end_of(stretch) <= range.start);
        let last = self.stretches.partition_point(|stretch| stretch.at < range.end);
        let found = self.stretches.get(first..last).unwrap_or_default();
        let (Some(first), Some(last)) = (found.first(), found.last()) else {
            return self.source.span(self.block.clone());
        };
        let start = first.from + range.start.saturating_sub(first.at);
        let end = last.from + (range.end - last.at).min(last.length);
        // Cells that were moved may stand in another order than they are read.
        if start < end {
            self.source.span(start..end)
        } else {
            self.source.span(self.block.clone())
        }
    }
}
