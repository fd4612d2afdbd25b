//! The running text of one block: read as lines, and cut where a stamp or a field is taken out of a
//! copy.

use std::ops::Range;

use comrak::Arena;
use comrak::nodes::{LineColumn, NodeValue, Sourcepos};

use crate::markdown::{self, Node};
use crate::source::{SourceId, Sources, Span};

/// What every reader of this room needs: where nodes live, and where they come from.
#[derive(Clone, Copy)]
pub(crate) struct Input<'a, 's> {
    /// Where new nodes live.
    pub(crate) arena: &'a Arena<'a>,
    pub(crate) sources: &'s Sources,
    /// The text that is read.
    pub(crate) id: SourceId,
}

impl<'a> Input<'a, '_> {
    pub(crate) fn span(&self, node: Node<'a>) -> Span {
        self.sources
            .span(node.data().sourcepos)
            .unwrap_or_else(|| self.sources.get(self.id).span(0..0))
    }

    pub(crate) fn copy(&self, node: Node<'a>) -> Node<'a> {
        markdown::copy(self.arena, node)
    }
}

/// The text of a block's inline nodes; a line break of any sort is `\n`. Bytes of it are what
/// [`cut`] takes.
pub(crate) fn text<'a>(block: Node<'a>) -> String {
    let mut out = String::new();
    for node in block.descendants() {
        push_text(&node.data().value, &mut out);
    }
    out
}

fn push_text(value: &NodeValue, out: &mut String) {
    out.push_str(piece(value));
}

/// What a node itself adds to the text.
fn piece(value: &NodeValue) -> &str {
    match value {
        NodeValue::Text(text) => text,
        NodeValue::Code(code) => &code.literal,
        NodeValue::SoftBreak | NodeValue::LineBreak => "\n",
        NodeValue::HtmlInline(html) if markdown::is_break(html) => "\n",
        _ => "",
    }
}

/// Takes a range of bytes of [`text`] out of a block (a copy, never the author's own nodes).
pub(crate) fn cut<'a>(block: Node<'a>, range: Range<usize>) {
    let mut at = 0;
    let nodes: Vec<Node<'a>> = block.descendants().collect();
    for node in &nodes {
        let piece = piece(&node.data().value).to_owned();
        let start = at;
        let end = at + piece.len();
        at = end;
        let from = range.start.max(start);
        let to = range.end.min(end);
        if from >= to {
            continue;
        }
        let kept = format!("{}{}", &piece[..from - start], &piece[to - start..]);
        let mut data = node.data_mut();
        let shift = if from == start { to - from } else { 0 };
        match &mut data.value {
            NodeValue::Text(text) => *text = kept.into(),
            NodeValue::Code(code) => code.literal = kept,
            // A line break that is cut leaves nothing.
            value => *value = NodeValue::Text("".into()),
        }
        data.sourcepos.start.column += shift;
    }
    // Backwards, so that markup around markup empties from the inside.
    for node in nodes.iter().skip(1).rev() {
        let empty = match &node.data().value {
            NodeValue::Text(text) => text.is_empty(),
            NodeValue::Code(code) => code.literal.is_empty(),
            NodeValue::Strong | NodeValue::Emph | NodeValue::Strikethrough | NodeValue::Link(_) => {
                node.first_child().is_none()
            }
            _ => false,
        };
        if empty {
            node.detach();
        }
    }
}

/// Where code stands in [`text`]: nothing in it is a separator or a marker.
pub(crate) fn codes<'a>(block: Node<'a>) -> Vec<Range<usize>> {
    let code = |node: &Node<'a>| matches!(node.data().value, NodeValue::Code(_));
    block.descendants().filter(code).map(|node| within(block, node)).collect()
}

/// Where the text of a node stands in [`text`] of a block above it.
pub(crate) fn within<'a>(block: Node<'a>, node: Node<'a>) -> Range<usize> {
    let mut before = String::new();
    for other in block.descendants().take_while(|other| !std::ptr::eq(*other, node)) {
        push_text(&other.data().value, &mut before);
    }
    before.len()..before.len() + text(node).len()
}

/// Takes white space and separators off both ends of a block's text.
pub(crate) fn trim<'a>(block: Node<'a>, start: &[char], end: &[char]) {
    let whole = text(block);
    let kept = whole.trim_end_matches(|c: char| c.is_whitespace() || end.contains(&c)).len();
    if kept < whole.len() {
        cut(block, kept..whole.len());
    }
    let whole = &whole[..kept];
    let lead = whole.len()
        - whole.trim_start_matches(|c: char| c.is_whitespace() || start.contains(&c)).len();
    if lead > 0 {
        cut(block, 0..lead);
    }
}

/// The place of a range of bytes of [`text`], as near as the nodes know it.
pub(crate) fn place<'a>(sources: &Sources, block: Node<'a>, range: Range<usize>) -> Option<Span> {
    let mut at = 0;
    for node in block.descendants() {
        let data = node.data();
        let behind = at + piece(&data.value).len();
        if range.start < behind {
            let begin = data.sourcepos.start;
            let column = begin.column + (range.start - at);
            let length = range.len().min(behind - range.start).max(1);
            let start = LineColumn { line: begin.line, column };
            let end = LineColumn { line: begin.line, column: column + length - 1 };
            return sources.span(Sourcepos { start, end });
        }
        at = behind;
    }
    sources.span(block.data().sourcepos)
}

/// A paragraph with copies of a block's inline nodes: of a cell, a heading, a paragraph.
pub(crate) fn paragraph<'a>(arena: &'a Arena<'a>, block: Node<'a>) -> Node<'a> {
    let paragraph = markdown::node(arena, NodeValue::Paragraph, block.data().sourcepos);
    for child in block.children() {
        paragraph.append(markdown::copy(arena, child));
    }
    paragraph
}

pub(crate) fn plain<'a>(arena: &'a Arena<'a>, words: &str, at: Sourcepos) -> Node<'a> {
    let paragraph = markdown::node(arena, NodeValue::Paragraph, at);
    paragraph.append(markdown::node(arena, NodeValue::Text(words.to_owned().into()), at));
    paragraph
}

/// The lines of a paragraph, each as a paragraph of its own (copies).
pub(crate) fn lines<'a>(arena: &'a Arena<'a>, block: Node<'a>) -> Vec<Node<'a>> {
    let breaks = |node: Node<'a>| match &node.data().value {
        NodeValue::SoftBreak | NodeValue::LineBreak => true,
        NodeValue::HtmlInline(html) => markdown::is_break(html),
        _ => false,
    };
    let mut lines = Vec::new();
    let mut open: Option<Node<'a>> = None;
    for child in block.children() {
        if breaks(child) {
            lines.extend(open.take());
            continue;
        }
        let at = child.data().sourcepos;
        let line = *open.get_or_insert_with(|| markdown::node(arena, NodeValue::Paragraph, at));
        line.append(markdown::copy(arena, child));
        line.data_mut().sourcepos.end = at.end;
    }
    lines.extend(open);
    lines
}

/// Where bold labels stand in a line that begins with one and holds more: `**A:** x **B:** y`.
/// None of any other line.
pub(crate) fn bold_labels<'a>(line: Node<'a>) -> Vec<usize> {
    let is_bold = |node: &Node<'a>| matches!(node.data().value, NodeValue::Strong);
    if !line.first_child().is_some_and(|first| is_bold(&first)) {
        return Vec::new();
    }
    let labels =
        line.children().filter(is_bold).filter(|bold| text(bold).trim_end().ends_with(':'));
    let starts: Vec<usize> = labels.map(|bold| within(line, bold).start).collect();
    if starts.len() > 1 { starts } else { Vec::new() }
}

/// A line as its bold labels with their values; the line alone where it holds no more than one.
pub(crate) fn bold_parts<'a>(arena: &'a Arena<'a>, line: Node<'a>) -> Vec<Node<'a>> {
    let starts = bold_labels(line);
    if starts.is_empty() {
        return vec![line];
    }
    let end = text(line).len();
    let ends = starts.iter().skip(1).copied().chain([end]);
    let part = |(start, stop): (&usize, usize)| {
        let part = markdown::copy(arena, line);
        cut(part, stop..end);
        cut(part, 0..*start);
        part
    };
    starts.iter().zip(ends).map(part).collect()
}

/// The text of a paragraph that is one bold run and nothing else.
pub(crate) fn bold_line<'a>(block: Node<'a>) -> Option<String> {
    if !matches!(block.data().value, NodeValue::Paragraph) {
        return None;
    }
    let mut bold = None;
    for child in block.children() {
        match &child.data().value {
            NodeValue::Strong if bold.is_none() => bold = Some(text(child)),
            NodeValue::Text(text) if text.trim().trim_matches(':').is_empty() => {}
            _ => return None,
        }
    }
    bold.filter(|words| !words.contains('\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first<'a>(arena: &'a Arena<'a>, source: &str) -> Node<'a> {
        let root =
            comrak::parse_document(arena, source, &markdown::options(markdown::Syntax::Document));
        root.first_child().expect("a block")
    }

    #[test]
    fn a_cut_goes_through_markup_and_leaves_no_empty_markup() {
        let arena = Arena::new();
        let block = first(&arena, "**12:17** - *we* saw it");
        cut(block, 0..8);
        assert_eq!(text(block), "we saw it");
        assert!(!block.descendants().any(|node| matches!(node.data().value, NodeValue::Strong)));
    }

    #[test]
    fn lines_end_at_every_sort_of_break() {
        let arena = Arena::new();
        let block = first(&arena, "one\ntwo<br>three  \nfour");
        let all: Vec<String> = lines(&arena, block).into_iter().map(text).collect();
        assert_eq!(all, ["one", "two", "three", "four"]);
    }

    #[test]
    fn only_a_line_that_is_all_bold_is_a_bold_line() {
        let arena = Arena::new();
        assert_eq!(bold_line(first(&arena, "**Impact**:")), Some("Impact".into()));
        assert_eq!(bold_line(first(&arena, "**Impact:** large")), None);
    }
}
