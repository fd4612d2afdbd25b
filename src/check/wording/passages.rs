//! The texts of a document that are read: one for each paragraph, item and cell.
//!
//! Headings, code, quotations and pictures are not the author's own words, or not sentences.

use comrak::nodes::{NodeValue, Sourcepos};

use super::origin::Origin;
use super::tokens::{BREAK, OPAQUE};
use crate::markdown::{self, Node};
use crate::source::{Source, Sources};

/// A text without markup, and where it was written.
#[derive(Debug)]
pub(super) struct Passage<'s> {
    pub(super) text: String,
    pub(super) origin: Origin<'s>,
}

/// Calls `each` with the passages of a block, in their order.
pub(super) fn each<'s>(sources: &'s Sources, block: Node<'_>, each: &mut impl FnMut(&Passage<'s>)) {
    // A stack instead of recursion: a document may nest lists deeper than a thread's stack.
    let mut open = vec![block];
    while let Some(node) = open.pop() {
        let data = node.data();
        match &data.value {
            NodeValue::Heading(_)
            | NodeValue::BlockQuote
            | NodeValue::MultilineBlockQuote(_)
            | NodeValue::CodeBlock(_)
            | NodeValue::HtmlBlock(_)
            | NodeValue::TableRow(true) => {}
            NodeValue::Paragraph | NodeValue::TableCell => {
                if let Some(passage) = passage(sources, node, data.sourcepos) {
                    each(&passage);
                }
            }
            _ => open.extend(node.children().collect::<Vec<_>>().into_iter().rev()),
        }
    }
}

fn passage<'s>(sources: &'s Sources, node: Node<'_>, at: Sourcepos) -> Option<Passage<'s>> {
    let span = sources.span(at)?;
    let source: &Source = sources.get(span.source);
    let mut passage =
        Passage { text: String::new(), origin: Origin::new(source, span.start..span.end) };
    let mut open: Vec<Node<'_>> = node.children().collect();
    open.reverse();
    while let Some(node) = open.pop() {
        let data = node.data();
        match &data.value {
            NodeValue::Text(text) => passage.push(text, data.sourcepos),
            NodeValue::SoftBreak => passage.text.push(' '),
            NodeValue::LineBreak => passage.text.push(BREAK),
            NodeValue::HtmlInline(html) if markdown::is_break(html) => passage.text.push(BREAK),
            NodeValue::HtmlInline(_) | NodeValue::FootnoteReference(_) => {}
            NodeValue::Code(_) | NodeValue::Math(_) | NodeValue::Image(_) | NodeValue::Raw(_) => {
                passage.text.push(OPAQUE);
            }
            _ => open.extend(node.children().collect::<Vec<_>>().into_iter().rev()),
        }
    }
    (!passage.text.trim().is_empty()).then_some(passage)
}

impl Passage<'_> {
    fn push(&mut self, text: &str, at: Sourcepos) {
        self.origin.add(self.text.len(), text, at);
        self.text.push_str(text);
    }
}
