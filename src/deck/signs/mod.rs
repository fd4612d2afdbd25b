//! What slide files write in running text beyond Markdown, and that no parser's extension reads as
//! authors mean it.

pub(crate) mod abbreviations;
mod dollars;
mod emoji;
pub(crate) mod formulas;
mod hackmd;
mod ruby;
pub(crate) mod sizes;

use std::borrow::Cow;

use comrak::Arena;
use comrak::nodes::{NodeMath, NodeValue};

use super::Elements;
use crate::diagnostic::Diagnostic;
use crate::markdown::{self, Node};
use crate::source::Source;

/// Reads the signs below a node.
pub(crate) fn read<'a>(
    arena: &'a Arena<'a>,
    root: Node<'a>,
    source: &Source,
    elements: &mut Elements,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let nodes: Vec<Node<'a>> = root.descendants().collect();
    for node in nodes {
        let changed = match &node.data().value {
            NodeValue::Math(math) => dollars::text(node, math),
            NodeValue::CodeBlock(code) if code.fenced && code.info.trim() == "math" => {
                let formula = formula(arena, node, &code.literal);
                node.insert_before(formula);
                node.detach();
                continue;
            }
            NodeValue::Text(text) if text.contains([':', '{', '[']) => {
                signs(arena, node, text, source)
            }
            _ => None,
        };
        if let Some(text) = changed {
            node.insert_before(text_node(arena, text, node));
            node.detach();
        }
        sizes::read(node, source, elements);
    }
    formulas::expand(arena, root, source, diagnostics);
}

/// A text with its emoji; none when nothing changes, or readings took its place.
fn signs<'a>(arena: &'a Arena<'a>, node: Node<'a>, text: &str, source: &Source) -> Option<String> {
    let is_escaped = |sign: &str| is_escaped(source, node, sign);
    let is_address = |above: Node<'a>| matches!(&above.data().value, NodeValue::Link(link) if link.url.ends_with(text));
    if node.parent().is_some_and(is_address) {
        return None;
    }
    if !is_escaped("{%") && hackmd::embed(arena, node, text) {
        return None;
    }
    if let Some(said) = hackmd::said_by(node, text).filter(|_| !is_escaped("[name=")) {
        return Some(said);
    }
    let named = emoji::named(text, is_escaped);
    if named.contains("{ruby ") && ruby::replace(arena, node, &named, source) {
        return None;
    }
    match named {
        Cow::Owned(named) => Some(named),
        Cow::Borrowed(_) => None,
    }
}

/// The paragraph of a formula that stands in a fence.
fn formula<'a>(arena: &'a Arena<'a>, fence: Node<'a>, literal: &str) -> Node<'a> {
    let at = markdown::place(fence);
    let paragraph = markdown::node(arena, NodeValue::Paragraph, at);
    let literal = literal.trim_end().to_owned();
    let math = NodeMath { dollar_math: true, display_math: true, literal };
    paragraph.append(markdown::node(arena, NodeValue::Math(math), at));
    paragraph
}

/// Whether a sign has a backslash before its first or its last character where it was written: a
/// tree does not tell, and values that fill a template are escaped.
fn is_escaped(source: &Source, node: Node<'_>, sign: &str) -> bool {
    let (_, _, line) = source.lines_of(source.place(markdown::place(node)));
    if !line.contains('\\') {
        return false;
    }
    let last = sign.char_indices().next_back().map_or(0, |(at, _)| at);
    let ends = format!("{}\\{}", &sign[..last], &sign[last..]);
    line.contains(&format!("\\{sign}")) || line.contains(&ends)
}

fn text_node<'a>(arena: &'a Arena<'a>, text: String, like: Node<'a>) -> Node<'a> {
    markdown::node(arena, NodeValue::Text(text.into()), markdown::place(like))
}
