//! Running text as Markdown. It is written in one walk, without recursion: emphasis nests as deep
//! as anybody likes.

use comrak::arena_tree::NodeEdge;
use comrak::nodes::{NodeLink, NodeValue};

use super::{Writer, text};
use crate::markdown::{self, Node, is_comment};

/// Where running text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In a paragraph, which may have several lines.
    Paragraph,
    /// In a heading: one line.
    Heading,
    /// In a cell of a table: one line, and `|` ends it.
    Cell,
}

impl<'a> Writer<'_, 'a> {
    /// What a node holds, as running text.
    pub(super) fn inline(&mut self, holder: Node<'a>, at: Place) -> String {
        let mut out = String::new();
        // Where what is open begins.
        let mut open: Vec<usize> = Vec::new();
        let mut skipped: Option<Node<'a>> = None;
        for edge in holder.traverse() {
            let (node, is_start) = match edge {
                NodeEdge::Start(node) => (node, true),
                NodeEdge::End(node) => (node, false),
            };
            if node.same_node(holder) {
                continue;
            }
            if let Some(outer) = skipped {
                if !is_start && node.same_node(outer) {
                    skipped = None;
                }
                continue;
            }
            let data = node.data();
            if is_start {
                if self.leaf(&data.value, node, at, &mut out) {
                    self.comment(node, &mut out);
                    skipped = (node.first_child().is_some()).then_some(node);
                } else {
                    open.push(out.len());
                }
            } else if let Some(begin) = open.pop_if(|_| !is_leaf(&data.value, node)) {
                // What is around it gets its mark later.
                let is_first = open.last() == Some(&begin) && is_in_mark(node);
                close(node, begin, is_first, &mut out);
                self.comment(node, &mut out);
            }
        }
        out
    }

    /// The attributes of something in running text stand right behind it.
    fn comment(&mut self, node: Node<'a>, out: &mut String) {
        if let Some(comment) = (self.attributes)(node) {
            out.push_str(&comment);
        }
    }

    /// Writes what holds no running text of its own; whether it is that.
    fn leaf(&mut self, value: &NodeValue, node: Node<'a>, at: Place, out: &mut String) -> bool {
        if !is_leaf(value, node) {
            return false;
        }
        let in_cell = at == Place::Cell;
        match value {
            NodeValue::Text(words) => out.push_str(&text::words(words, in_cell)),
            NodeValue::Code(code) => out.push_str(&text::code(&code.literal, in_cell)),
            NodeValue::SoftBreak if at == Place::Paragraph && self.breaks => out.push('\n'),
            NodeValue::SoftBreak => out.push(' '),
            NodeValue::LineBreak if at == Place::Paragraph => out.push_str("\\\n"),
            NodeValue::LineBreak => out.push_str("<br>"),
            NodeValue::HtmlInline(html) if is_comment(html) => {}
            NodeValue::HtmlInline(html) | NodeValue::Raw(html) => {
                out.push_str(&html.replace('\n', " "));
            }
            NodeValue::Image(link) => {
                let words = text::words(&markdown::plain_text(node), in_cell);
                out.push_str(&format!("![{words}]({})", target(link)));
            }
            NodeValue::Link(link) => out.push_str(&format!("<{}>", link.url)),
            NodeValue::FootnoteReference(reference) => {
                out.push_str(&format!("[^{}]", reference.name));
            }
            NodeValue::Math(math) => {
                let fence = if math.display_math { "$$" } else { "$" };
                let code = if math.dollar_math { "" } else { "`" };
                out.push_str(&format!("{fence}{code}{}{code}{fence}", math.literal));
            }
            _ => {}
        }
        true
    }
}

/// Whether all of a node is written at once.
fn is_leaf(value: &NodeValue, node: Node<'_>) -> bool {
    match value {
        NodeValue::Link(link) => is_address(link, node),
        value => matches!(
            value,
            NodeValue::Text(_)
                | NodeValue::Code(_)
                | NodeValue::SoftBreak
                | NodeValue::LineBreak
                | NodeValue::HtmlInline(_)
                | NodeValue::Raw(_)
                | NodeValue::Image(_)
                | NodeValue::FootnoteReference(_)
                | NodeValue::Math(_)
        ),
    }
}

/// Whether a link shows its own address, which then stands between angle brackets.
fn is_address(link: &NodeLink, node: Node<'_>) -> bool {
    let is_bare = ["http://", "https://"].iter().any(|scheme| link.url.starts_with(scheme))
        && !link.url.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>'));
    is_bare && link.title.is_empty() && markdown::plain_text(node) == link.url
}

fn target(link: &NodeLink) -> String {
    format!("{}{}", text::destination(&link.url), text::title(&link.title))
}

/// Closes what began at byte `begin`, maybe as the first thing within another mark.
fn close(node: Node<'_>, begin: usize, is_first: bool, out: &mut String) {
    let (mark, element) = match &node.data().value {
        NodeValue::Emph => ("*", "em"),
        NodeValue::Strong => ("**", "strong"),
        NodeValue::Strikethrough => ("~~", "del"),
        NodeValue::Highlight => ("==", "mark"),
        NodeValue::Insert => ("++", "ins"),
        NodeValue::Superscript => ("^", "sup"),
        NodeValue::Subscript => ("~", "sub"),
        NodeValue::Underline => ("", "u"),
        NodeValue::Link(link) => {
            out.insert(begin, '[');
            out.push_str(&format!("]({})", target(link)));
            return;
        }
        _ => return,
    };
    if out.len() == begin {
        return;
    }
    let inner = &out[begin..];
    let ends = (inner.chars().next(), inner.chars().next_back());
    let before = if is_first { Some('>') } else { out[..begin].chars().next_back() };
    if !mark.is_empty() && is_clear(before, ends, behind(node)) {
        out.insert_str(begin, mark);
        out.push_str(mark);
    } else {
        out.insert_str(begin, &format!("<{element}>"));
        out.push_str(&format!("</{element}>"));
    }
}

/// Whether a mark around words is read as it is meant, whatever else is marked near it.
fn is_clear(
    before: Option<char>,
    (first, last): (Option<char>, Option<char>),
    behind: Option<char>,
) -> bool {
    let is_sign = |c: char| !c.is_alphanumeric() && !c.is_whitespace();
    let is_blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    // For these, what stands on their other side decides.
    let is_skipped = |c: char| matches!(c, '*' | '=' | '+' | '~');
    // Words on one side, and none on the other; a star next to another may be read in two ways.
    let is_outer = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '*');
    let is_inner = |c: Option<char>, outer: Option<char>| {
        c.is_some_and(|c| c.is_alphanumeric() || (!is_skipped(c) && is_sign(c) && is_blank(outer)))
    };
    is_outer(before) && is_outer(behind) && is_inner(first, before) && is_inner(last, behind)
}

/// Whether a node stands in words that are marked. The brackets of a link are none: no star in
/// them belongs to one outside.
fn is_in_mark(node: Node<'_>) -> bool {
    node.parent().is_some_and(|parent| {
        matches!(
            parent.data().value,
            NodeValue::Emph
                | NodeValue::Strong
                | NodeValue::Strikethrough
                | NodeValue::Highlight
                | NodeValue::Insert
                | NodeValue::Superscript
                | NodeValue::Subscript
                | NodeValue::Underline
        )
    })
}

/// The sign behind a node.
fn behind(node: Node<'_>) -> Option<char> {
    let Some(next) = node.next_sibling() else { return is_in_mark(node).then_some('<') };
    match &next.data().value {
        NodeValue::Text(words) => words.chars().next(),
        NodeValue::SoftBreak | NodeValue::LineBreak => Some(' '),
        NodeValue::Emph | NodeValue::Strong => Some('*'),
        _ => Some('.'),
    }
}
