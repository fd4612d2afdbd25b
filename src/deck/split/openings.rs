//! What a line of a slide opens: a fence, an element of raw HTML, a container.

use super::{CONTAINER_FENCE, CONTAINERS, Open, Scanner};
use crate::markdown::lines::{Fence, HtmlBlock, fence_opening, list_marker};
use crate::source::Span;

impl Scanner<'_> {
    /// Remembers what a line opens: a fence, an HTML block, a container, a list.
    pub(super) fn note_opening(&mut self, line: &str) {
        if line.trim().is_empty() {
            return;
        }
        let indented = line.starts_with([' ', '\t']);
        if !indented {
            self.in_list = list_marker(line).is_some() || (self.in_list && !self.blank_before);
        }
        if self.opens_template(line) {
            return;
        }
        let span = self.written_line();
        if let Some(fence) = fence_opening(line, self.in_list && indented) {
            let closed = self.closes(&fence);
            if self.is_first_look && !closed {
                return;
            }
            self.open = Some(Open::Fence { fence, closed, span });
        } else if let Some(block) = HtmlBlock::opening(line).filter(|block| !block.closed_by(line))
        {
            let closed = !self.no_html_end && block.is_closed_in(&self.text[self.at..]);
            self.no_html_end |= !closed;
            if self.is_first_look && !closed {
                return;
            }
            self.open = Some(Open::Html { block, closed, span });
        }
    }

    /// Whether a fence that opens on the current line is ever closed.
    pub(super) fn closes(&mut self, fence: &Fence) -> bool {
        if self.no_fence_end.as_ref().is_some_and(|open| open.outlives(fence)) {
            return false;
        }
        let text = &self.text[self.at..];
        let closed = if self.guessed > 0 || !self.sections.is_empty() {
            // Its lines may be indented, as the section is.
            text.lines().skip(1).any(|line| fence.closed_by(line.trim_start()))
        } else {
            fence.is_closed_in(text)
        };
        if !closed {
            self.no_fence_end = Some(fence.clone());
        }
        closed
    }

    /// Parts a table from the text of an item, with which it would go on in Markdown.
    pub(super) fn begin_table(&mut self, line: &str, skip: usize) {
        if self.in_list && !self.blank_before && self.is_head_of_table(line) {
            self.emit("", skip);
            self.in_list = false;
        }
    }

    /// Whether a line at the margin is the first of a table.
    fn is_head_of_table(&self, line: &str) -> bool {
        if !line.starts_with('|') {
            return false;
        }
        let rest = &self.text[self.at..];
        let next = rest.split_once('\n').map_or("", |(_, next)| next.lines().next().unwrap_or(""));
        let next = if self.sections.is_empty() { next } else { next.trim_start() };
        next.starts_with('|') && next.contains('-') && next.bytes().all(|b| b"|-: \t".contains(&b))
    }

    /// Whether the last line is text that Markdown lets go on in a line that begins at the margin.
    pub(super) fn ends_with_text(&self) -> bool {
        let before = self.out.text.strip_suffix('\n').unwrap_or_default();
        let last = before.rsplit('\n').next().unwrap_or_default();
        let text = list_marker(last).map_or(last, |length| &last[length..]).trim_start();
        !text.is_empty() && !text.starts_with(['|', '<', '#', '`', '~', ':'])
    }

    /// Writes a line that opens or closes a `:::` container; false when it is neither.
    ///
    /// Markdown lets a fence close the outermost container, and no title hold a colon. Fences that
    /// get shorter with depth make `:::` close the innermost, as people mean it.
    pub(super) fn container(&mut self, line: &str, skip: usize) -> bool {
        let Some(rest) = line.strip_prefix(":::") else { return false };
        let info = rest.trim_matches(|c: char| c == ':' || c.is_whitespace());
        if !info.is_empty() && self.containers.len() >= CONTAINERS {
            self.containers_as_text += 1;
            self.too_deep();
            self.emit(&format!("\\{line}"), skip);
        } else if info.is_empty() && self.containers_as_text > 0 {
            self.containers_as_text -= 1;
            self.emit(&format!("\\{line}"), skip);
        } else if !info.is_empty() {
            let fence = ":".repeat(CONTAINER_FENCE - self.containers.len());
            self.emit(&format!("{fence}{}", info.replace(':', "&#58;")), skip);
            self.containers.push((fence.len(), self.written_line()));
        } else if let Some((length, _)) = self.containers.pop() {
            self.emit(&":".repeat(length), skip);
        } else {
            self.emit(&format!("\\{line}"), skip);
        }
        self.in_list = false;
        true
    }

    /// The line as its author wrote it: what is scanned may lack comments.
    pub(super) fn written_line(&self) -> Span {
        let line = self.source.text()[self.at..].split('\n').next().unwrap_or_default();
        self.source.span(self.at..self.at + line.len())
    }
}
