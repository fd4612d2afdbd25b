//! `.element:` comments: the scanner left a token in the text; here it is replaced by attributes of
//! the element that it is for.

mod walk;

use std::collections::HashMap;
use std::ops::Range;

use comrak::nodes::NodeValue;

use super::split::{Comment, CommentKind};
use super::{Attributes, Deck, Elements, Note, notes};
use crate::diagnostic::Diagnostic;
use crate::markdown::{self, Node};
use crate::source::{Source, Span};
use crate::token::{self, Piece, Token};
use walk::Place;

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
        attaching.blocks(&mut slide.blocks);
        let mut blocks: Vec<Node<'a>> = slide.notes.iter().filter_map(block).collect();
        attaching.blocks(&mut blocks);
        let mut kept = blocks.into_iter().peekable();
        slide.notes.retain(|note| {
            block(note).is_none_or(|block| kept.next_if(|kept| kept.same_node(block)).is_some())
        });
        slide.notes.append(&mut attaching.said);
    }
}

fn block<'a>(note: &Note<'a>) -> Option<Node<'a>> {
    match note {
        Note::Block(block) => Some(block),
        Note::Remark(_) => None,
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
    /// Attends to the comments in the blocks of a slide; a block with nothing else in it goes.
    fn blocks(&mut self, blocks: &mut Vec<Node<'a>>) {
        if !blocks.iter().flat_map(|block| block.descendants()).any(has_token) {
            return;
        }
        let found = walk::find(blocks.iter().copied(), &|number| self.stand(number));
        let mut edits: Edits<'a> = Edits::default();
        for (number, place) in found.comments {
            let Some((attributes, span)) = self.take(number) else { continue };
            match place {
                Some(Place::Node(node)) => self.elements.add(node, &attributes),
                Some(Place::Tag(node, at)) => edits.add(node, at..at, written(&attributes)),
                None => self.without_element(span),
            }
        }
        for (node, from, to) in found.in_html {
            edits.add(node, from..to, String::new());
        }
        edits.make();
        for text in found.texts {
            strip(text);
            remove_if_empty(text);
        }
        blocks.retain(|block| !(is_paragraph(block) && block.first_child().is_none()));
        for node in blocks.iter().flat_map(|block| block.descendants()) {
            self.out_of_place(node);
        }
    }

    /// How a comment stands in its file.
    fn stand(&self, number: usize) -> walk::Stand {
        let Some(comment) = self.comments.get(number) else { return walk::Stand::default() };
        let before = &self.source.text()[..comment.span.start];
        let blank = &before[before.trim_end().len()..];
        walk::Stand {
            at_margin: before.is_empty() || before.ends_with('\n'),
            is_apart: blank.matches('\n').count() > 1,
        }
    }

    /// The attributes of a comment, without notes in them.
    fn take(&mut self, number: usize) -> Option<(Attributes, Span)> {
        let comment = self.comments.get(number)?;
        let CommentKind::Element(attributes) = &comment.kind else { return None };
        let (attributes, note) = notes::take(attributes);
        self.said.extend(note);
        self.elements.remember(&attributes, comment.span);
        Some((attributes, comment.span))
    }

    /// Takes the tokens out of nodes that are not running text. In the first line of a fence a
    /// comment is for the code block, and in code it is code; anywhere else (a title, a tag) there
    /// is no element that it could be for.
    fn out_of_place(&mut self, node: Node<'_>) {
        if let NodeValue::CodeBlock(code) = &mut node.data_mut().value {
            for piece in token::pieces(&code.info) {
                if let Piece::Token(Token::Comment(number)) = piece
                    && let Some((attributes, _)) = self.take(number)
                {
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

/// Changes to raw HTML, by the address of the node.
#[derive(Default)]
struct Edits<'a>(HashMap<usize, NodeEdits<'a>>);

type NodeEdits<'a> = (Node<'a>, Vec<(Range<usize>, String)>);

impl<'a> Edits<'a> {
    /// Puts a text in the place of some bytes.
    fn add(&mut self, node: Node<'a>, range: Range<usize>, text: String) {
        let key = std::ptr::from_ref(node).addr();
        self.0.entry(key).or_insert((node, Vec::new())).1.push((range, text));
    }

    fn make(self) {
        for (node, mut edits) in self.0.into_values() {
            edits.sort_by_key(|(range, _)| range.start);
            markdown::rewrite(node, |html| {
                let mut out = String::with_capacity(html.len());
                let mut at = 0;
                for (range, text) in &edits {
                    out.push_str(&html[at..range.start]);
                    out.push_str(text);
                    at = range.end;
                }
                out.push_str(&html[at..]);
                Some(out)
            });
        }
    }
}

fn has_token(node: Node<'_>) -> bool {
    match &node.data().value {
        NodeValue::Text(text) => token::is_in(text),
        NodeValue::HtmlInline(html) => token::is_in(html),
        NodeValue::HtmlBlock(html) => token::is_in(&html.literal),
        NodeValue::Code(code) => token::is_in(&code.literal),
        NodeValue::CodeBlock(code) => token::is_in(&code.literal) || token::is_in(&code.info),
        NodeValue::Link(link) | NodeValue::Image(link) => {
            token::is_in(&link.title) || token::is_in(&link.url)
        }
        NodeValue::Alert(_)
        | NodeValue::BlockDirective(_)
        | NodeValue::FootnoteReference(_)
        | NodeValue::FootnoteDefinition(_)
        | NodeValue::Math(_)
        | NodeValue::Raw(_) => true,
        _ => false,
    }
}

fn is_paragraph(node: Node<'_>) -> bool {
    matches!(node.data().value, NodeValue::Paragraph)
}

/// Takes the tokens of comments out of a text node.
fn strip(node: Node<'_>) {
    let mut data = node.data_mut();
    let NodeValue::Text(text) = &mut data.value else { return };
    let mut kept = String::new();
    for piece in token::pieces(text) {
        match piece {
            Piece::Text(written) => kept.push_str(written),
            Piece::Token(Token::Comment(_)) => {}
            // A reference of a deck template: it is replaced later.
            Piece::Token(token) => kept.push_str(&token.to_string()),
        }
    }
    *text = kept.into();
}

/// Attributes for a raw tag, before its own: of two of one name a browser takes the first. The
/// slide is sanitised later, as every slide with raw HTML is.
fn written(attributes: &Attributes) -> String {
    let escape = |value: &str| value.replace('&', "&amp;").replace('"', "&quot;");
    attributes.iter().map(|(name, value)| format!(" {name}=\"{}\"", escape(value))).collect()
}

/// Drops a text node that held nothing but tokens, the line break before it, and its paragraph when
/// that is empty; a block of a slide stays, since nothing holds it.
fn remove_if_empty(text: Node<'_>) {
    let is_blank = {
        let mut data = text.data_mut();
        let NodeValue::Text(literal) = &mut data.value else { return };
        if text.next_sibling().is_none() {
            let trimmed = literal.trim_end().len();
            literal.to_mut().truncate(trimmed);
        }
        literal.trim().is_empty()
    };
    if !is_blank || (text.next_sibling().is_some() && text.previous_sibling().is_some()) {
        return;
    }
    let parent = text.parent();
    if let Some(before) = text.previous_sibling()
        && matches!(before.data().value, NodeValue::SoftBreak | NodeValue::LineBreak)
    {
        before.detach();
    }
    text.detach();
    if let Some(parent) =
        parent.filter(|parent| is_paragraph(parent) && parent.first_child().is_none())
    {
        parent.detach();
    }
}
