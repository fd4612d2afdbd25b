//! Raw HTML of slide files that means more than its tags say: code, style sheets, media, frames.
//!
//! 1. `<pre><code>` becomes a code block, so that it is coloured and stepped as a fence is.
//! 2. `<style>` leaves the slide; [`Deck::styles`](super::Deck) has its text.
//! 3. `:fa-check:` becomes the element of an icon.
//! 4. `data-src` becomes `src`, and a frame becomes a link to what it shows.

mod code;
mod icons;
mod media;
pub(crate) mod open;

use comrak::Arena;
use comrak::nodes::{NodeHtmlBlock, NodeValue};

use super::{Elements, OwnStyle};
use crate::diagnostic::Diagnostic;
use crate::markdown::notes::tags;
use crate::markdown::{self, Node, place};
use crate::source::Source;

/// Where what is found in raw HTML goes.
pub(crate) struct Opened<'o> {
    pub(crate) elements: &'o mut Elements,
    pub(crate) styles: &'o mut Vec<OwnStyle>,
    pub(crate) diagnostics: &'o mut Vec<Diagnostic>,
    pub(crate) source: &'o Source,
}

impl Opened<'_> {
    /// Attends to the raw HTML below a node; whether there is any.
    pub(crate) fn read<'a>(&mut self, arena: &'a Arena<'a>, root: Node<'a>) -> bool {
        if self.source.text().contains(icons::START) {
            let texts: Vec<Node<'a>> = root.descendants().collect();
            texts.into_iter().for_each(|node| icons::open(arena, node));
        }
        let raw: Vec<Node<'a>> = root
            .descendants()
            .filter(|node| {
                let value = &node.data().value;
                matches!(value, NodeValue::HtmlBlock(_) | NodeValue::HtmlInline(_))
            })
            .collect();
        let is_there = !raw.is_empty();
        for node in raw {
            media::mend(node, self);
            let literal = match &node.data().value {
                NodeValue::HtmlBlock(html) => html.literal.clone(),
                _ => continue,
            };
            let Some(parts) = self.parts(&literal, node) else { continue };
            for part in parts {
                let made = match part {
                    Part::Html(literal) => {
                        let html = NodeHtmlBlock { block_type: 6, literal };
                        markdown::node(arena, NodeValue::HtmlBlock(html), place(node))
                    }
                    Part::Code(block) => {
                        let value = NodeValue::CodeBlock(Box::new(block.code));
                        let made = markdown::node(arena, value, place(node));
                        if !block.attributes.is_empty() {
                            self.elements.add(made, &block.attributes);
                        }
                        made
                    }
                };
                node.insert_before(made);
            }
            node.detach();
        }
        is_there
    }

    /// What a raw block is made of; none when all of it is plain HTML.
    fn parts(&mut self, html: &str, node: Node<'_>) -> Option<Vec<Part>> {
        let lower = html.to_ascii_lowercase();
        if !["<pre", "<style", "mermaid"].iter().any(|sign| lower.contains(sign)) {
            return None;
        }
        // Without both ends, in this order, nothing is code.
        let code_end = lower.rfind("</code").filter(|at| lower[*at..].contains("</pre"));
        let mut parts = Vec::new();
        let mut from = 0;
        let mut at = 0;
        while let Some(tag) = tags::tags(&html[at..]).next() {
            let range = at + tag.range.start..at + tag.range.end;
            let found = match tag.name.to_ascii_lowercase().as_str() {
                "pre" if !tag.is_end && Some(at) < code_end => {
                    code::read(&html[at..], &lower[at..], &tag)
                        .map(|(block, length)| (Some(block), at + length))
                }
                "div" | "pre" if code::is_diagram(&tag) => {
                    code::diagram(&html[at..], &lower[at..], &tag)
                        .map(|(block, length)| (Some(block), at + length))
                }
                "style" if !tag.is_end => {
                    let end = lower[range.end..].find("</style").map_or(html.len(), |end| {
                        let end = range.end + end;
                        html[end..].find('>').map_or(html.len(), |more| end + more + 1)
                    });
                    let text = &html[range.end..end];
                    let text = text.rsplit_once("</").map_or(text, |(text, _)| text);
                    self.style(text, &html[..range.end], &tag, node);
                    Some((None, end))
                }
                _ => None,
            };
            let Some((block, end)) = found else {
                at = range.end;
                continue;
            };
            push_html(&mut parts, &html[from..range.start]);
            parts.extend(block.map(Part::Code));
            from = end;
            at = end;
        }
        if from == 0 {
            return None;
        }
        push_html(&mut parts, &html[from..]);
        Some(parts)
    }

    /// Remembers a style sheet with the line that it begins in.
    fn style(&mut self, text: &str, before: &str, tag: &tags::Tag<'_>, node: Node<'_>) {
        let line = place(node).start.line + before.matches('\n').count();
        let is_scoped = tag.attributes.iter().any(|own| own.name.eq_ignore_ascii_case("scoped"));
        self.styles.push(OwnStyle { text: text.to_owned(), line, is_scoped });
    }
}

enum Part {
    Html(String),
    Code(code::Block),
}

fn push_html(parts: &mut Vec<Part>, html: &str) {
    if !html.trim().is_empty() {
        parts.push(Part::Html(html.to_owned()));
    }
}
