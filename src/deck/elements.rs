//! `.element:` comments: the scanner left a token in the text; here it is replaced by attributes of
//! the nearest element before it.

use comrak::arena_tree::NodeEdge;
use comrak::nodes::NodeValue;

use super::split::{Comment, CommentKind};
use super::{Attributes, Deck, Elements, Note, notes};
use crate::diagnostic::Diagnostic;
use crate::markdown::{self, Node};
use crate::source::{Source, Span};
use crate::token::{self, Piece, Token};

/// Gives the attributes of all element comments to their elements, and takes the tokens out of the
/// text.
pub(crate) fn attach<'a>(
    deck: &mut Deck<'a>,
    comments: &[Comment],
    source: &Source,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if !comments.iter().any(|comment| matches!(comment.kind, CommentKind::Element(_))) {
        return;
    }
    let Deck { stacks, elements, .. } = deck;
    let mut attaching = Attaching { elements, comments, source, diagnostics, said: Vec::new() };
    for slide in stacks.iter_mut().flatten() {
        let mut previous = None;
        slide.blocks.retain(|block| attaching.block(block, &mut previous));
        let mut previous = None;
        slide.notes.retain(|note| match note {
            Note::Block(block) => {
                attaching.block(block, &mut previous)
                    && !(block.first_child().is_none() && is_paragraph(block))
            }
            Note::Remark(_) => true,
        });
        slide.notes.append(&mut attaching.said);
    }
}

struct Attaching<'d, 'a> {
    elements: &'d mut Elements,
    comments: &'d [Comment],
    source: &'d Source,
    diagnostics: &'d mut Vec<Diagnostic>,
    /// The notes in attributes of the slide's elements.
    said: Vec<Note<'a>>,
}

impl<'a> Attaching<'_, 'a> {
    /// Attends to the comments in a block; false when nothing else is in it. `previous` is the
    /// block before it.
    fn block(&mut self, block: Node<'a>, previous: &mut Option<Node<'a>>) -> bool {
        let texts = if block.descendants().any(has_token) { around(block) } else { Vec::new() };
        let mut keep = true;
        for (text, around) in texts {
            for (number, is_blank) in take_tokens(text) {
                let Some(Comment { kind: CommentKind::Element(attributes), span, .. }) =
                    self.comments.get(number)
                else {
                    continue;
                };
                let (attributes, note) = notes::take(attributes);
                self.said.extend(note);
                self.elements.remember(&attributes, *span);
                match target(text, around, is_blank, *previous, &attributes) {
                    Target::Node(node) => self.elements.add(node, &attributes),
                    Target::Written => {}
                    Target::None => self.without_element(*span),
                }
            }
            keep = remove_if_empty(text, block);
        }
        if keep {
            block.descendants().for_each(|node| self.out_of_place(node));
            *previous = Some(block);
        }
        keep
    }

    /// Takes the tokens out of nodes that are not running text. In the first line of a fence a
    /// comment is for the code block, and in code it is code; anywhere else (a title, a tag) there
    /// is no element that it could be for.
    fn out_of_place(&mut self, node: Node<'_>) {
        if let NodeValue::CodeBlock(code) = &mut node.data_mut().value {
            for piece in token::pieces(&code.info) {
                if let Piece::Token(Token::Comment(number)) = piece
                    && let Some(Comment { kind: CommentKind::Element(attributes), span, .. }) =
                        self.comments.get(number)
                {
                    let (attributes, note) = notes::take(attributes);
                    self.said.extend(note);
                    self.elements.remember(&attributes, *span);
                    self.elements.add(node, &attributes);
                }
            }
            code.info = token::without(&code.info).trim_end().to_owned();
        }
        let is_code = matches!(node.data().value, NodeValue::Code(_) | NodeValue::CodeBlock(_));
        markdown::rewrite(node, |text| {
            if !token::is_in(text) {
                return None;
            }
            let mut kept = String::new();
            for piece in token::pieces(text) {
                match piece {
                    Piece::Text(written) => kept.push_str(written),
                    Piece::Token(Token::Comment(number)) => {
                        match self.comments.get(number).map(|found| found.span) {
                            Some(span) if is_code => {
                                kept.push_str(&self.source.text()[span.start..span.end]);
                            }
                            Some(span) => self.without_element(span),
                            None => {}
                        }
                    }
                    Piece::Token(token) => kept.push_str(&token.to_string()),
                }
            }
            Some(kept)
        });
    }

    fn without_element(&mut self, span: Span) {
        self.diagnostics.push(
            Diagnostic::warning("slide/no-element", "no element before this comment")
                .at(span)
                .help("put it at the end of the line it is for"),
        );
    }
}

enum Target<'a> {
    /// The attributes are this node's.
    Node(Node<'a>),
    /// They were written into a tag of raw HTML.
    Written,
    /// There is no element.
    None,
}

fn has_token(node: Node<'_>) -> bool {
    matches!(&node.data().value, NodeValue::Text(text) if token::is_in(text))
}

fn is_paragraph(node: Node<'_>) -> bool {
    matches!(node.data().value, NodeValue::Paragraph)
}

/// Takes the tokens out of a text node: each comment's number, and whether the node's text before
/// it is blank.
fn take_tokens(node: Node<'_>) -> Vec<(usize, bool)> {
    let mut data = node.data_mut();
    let NodeValue::Text(text) = &mut data.value else { return Vec::new() };
    let mut found = Vec::new();
    let mut kept = String::new();
    let mut is_blank = true;
    for piece in token::pieces(text) {
        match piece {
            Piece::Text(written) => {
                kept.push_str(written);
                is_blank &= written.trim().is_empty();
            }
            Piece::Token(Token::Comment(number)) => found.push((number, is_blank)),
            // A reference of a deck template: it is replaced later.
            Piece::Token(token) => kept.push_str(&token.to_string()),
        }
    }
    *text = kept.into();
    found
}

/// What stands before a text among its siblings.
#[derive(Clone, Copy, Default)]
struct Around<'a> {
    /// The tag of raw HTML that is open.
    open: Option<Node<'a>>,
    /// The picture, or the tag of the element, that ends just before.
    before: Option<Node<'a>>,
}

/// The texts with tokens below a block, each with what stands before it: found in one walk, however
/// many there are.
fn around<'a>(block: Node<'a>) -> Vec<(Node<'a>, Around<'a>)> {
    let mut found = Vec::new();
    // For each node that is open: the tags that are open among its children, and what ends just
    // before the next.
    let mut levels: Vec<(Vec<Node<'a>>, Option<Node<'a>>)> = vec![(Vec::new(), None)];
    for edge in block.traverse() {
        let NodeEdge::Start(node) = edge else {
            levels.pop();
            continue;
        };
        if let Some((open, before)) = levels.last_mut() {
            if has_token(node) {
                found.push((node, Around { open: open.last().copied(), before: *before }));
            }
            match &node.data().value {
                NodeValue::HtmlInline(html) if html.starts_with("</") => *before = open.pop(),
                NodeValue::HtmlInline(html) if is_void(html) => *before = Some(node),
                NodeValue::HtmlInline(_) => {
                    open.push(node);
                    *before = None;
                }
                NodeValue::Image(_) => *before = Some(node),
                NodeValue::SoftBreak | NodeValue::LineBreak => {}
                NodeValue::Text(text) if is_blank_but_tokens(text) => {}
                _ => *before = None,
            }
        }
        levels.push((Vec::new(), None));
    }
    found
}

/// Whether there is nothing to read between the tokens of a text.
fn is_blank_but_tokens(text: &str) -> bool {
    token::without(text).trim().is_empty()
}

/// The nearest element before a token in `text`, whose own text before the token may be blank.
fn target<'a>(
    text: Node<'a>,
    around: Around<'a>,
    is_blank: bool,
    previous: Option<Node<'a>>,
    attributes: &Attributes,
) -> Target<'a> {
    // In raw HTML: the element that ends just before, or the tag that is open here.
    if let Some(node) = around.before.filter(|_| is_blank).or(around.open) {
        return match &mut node.data_mut().value {
            NodeValue::HtmlInline(html) => {
                write_into(html, attributes);
                Target::Written
            }
            _ => Target::Node(node),
        };
    }
    let alone = is_blank && text.previous_sibling().is_none() && is_alone(text);
    enclosing(text, alone, previous)
}

/// Whether a text node is all there is in its paragraph.
fn is_alone(text: Node<'_>) -> bool {
    text.next_sibling().is_none()
        && matches!(&text.data().value, NodeValue::Text(text) if text.trim().is_empty())
}

/// The block that a token belongs to: the item, cell, heading or paragraph around it, or the block
/// before.
fn enclosing<'a>(text: Node<'a>, alone: bool, previous: Option<Node<'a>>) -> Target<'a> {
    let Some(block) = text.ancestors().skip(1).find(|node| node.data().value.block()) else {
        return Target::None;
    };
    if alone && is_paragraph(block) {
        let before = block.previous_sibling().or(if block.parent().is_none() {
            previous
        } else {
            block.parent()
        });
        return before.map_or(Target::None, |node| Target::Node(only_image(node).unwrap_or(node)));
    }
    match block.parent() {
        Some(item)
            if is_paragraph(block)
                && is_item(item)
                && item.first_child().is_some_and(|first| first.same_node(block)) =>
        {
            Target::Node(item)
        }
        _ => Target::Node(block),
    }
}

fn is_item(node: Node<'_>) -> bool {
    matches!(node.data().value, NodeValue::Item(_) | NodeValue::TaskItem(_))
}

/// The image that is all a paragraph holds.
fn only_image<'a>(node: Node<'a>) -> Option<Node<'a>> {
    let child = node.first_child()?;
    let alone = is_paragraph(node) && child.next_sibling().is_none();
    (alone && matches!(child.data().value, NodeValue::Image(_))).then_some(child)
}

fn is_void(html: &str) -> bool {
    let name = html.trim_start_matches('<');
    ["img", "br", "hr", "input", "source", "wbr"].iter().any(|void| {
        name.get(..void.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(void))
            && !name[void.len()..].starts_with(|c: char| c.is_ascii_alphanumeric())
    }) || html.ends_with("/>")
}

/// Writes attributes into a raw tag. The slide is sanitised later, as every slide with raw HTML is.
fn write_into(html: &mut String, attributes: &Attributes) {
    let end = html.rfind("/>").or_else(|| html.rfind('>')).unwrap_or(html.len());
    let mut written = String::new();
    for (name, value) in attributes.iter() {
        written.push_str(&format!(
            " {name}=\"{}\"",
            value.replace('&', "&amp;").replace('"', "&quot;")
        ));
    }
    html.insert_str(end, &written);
}

/// Drops a text node that held nothing but tokens, the line break before it, and its paragraph when
/// that is empty; false when the whole block is to go.
fn remove_if_empty<'a>(text: Node<'a>, block: Node<'a>) -> bool {
    let is_blank = {
        let mut data = text.data_mut();
        let NodeValue::Text(literal) = &mut data.value else { return true };
        if text.next_sibling().is_none() {
            let trimmed = literal.trim_end().len();
            literal.to_mut().truncate(trimmed);
        }
        literal.trim().is_empty()
    };
    if !is_blank || (text.next_sibling().is_some() && text.previous_sibling().is_some()) {
        return true;
    }
    let parent = text.parent();
    if let Some(before) = text.previous_sibling()
        && matches!(before.data().value, NodeValue::SoftBreak | NodeValue::LineBreak)
    {
        before.detach();
    }
    text.detach();
    let Some(parent) =
        parent.filter(|parent| is_paragraph(parent) && parent.first_child().is_none())
    else {
        return true;
    };
    if parent.same_node(block) {
        return false;
    }
    parent.detach();
    true
}
