//! Blocks of a postmortem that a deck template places by reference: private tokens, replaced by the
//! nodes themselves.

use comrak::Arena;
use comrak::nodes::{NodeCode, NodeValue};

use super::{Deck, Elements, Note, slides};
use crate::markdown::{self, Node};
use crate::token::{self, Piece, Token};
use crate::words::say;

/// The blocks that a view refers to, by number from 1.
#[derive(Debug, Default)]
pub(crate) struct PlacedBlocks<'a>(Vec<Vec<Node<'a>>>);

impl<'a> PlacedBlocks<'a> {
    /// Adds blocks and returns the number to refer to them by; none when there are no blocks.
    pub(crate) fn add(&mut self, blocks: Vec<Node<'a>>) -> Option<usize> {
        if blocks.is_empty() {
            return None;
        }
        self.0.push(blocks);
        Some(self.0.len())
    }

    fn get(&self, number: usize) -> &[Node<'a>] {
        number.checked_sub(1).and_then(|index| self.0.get(index)).map_or(&[], Vec::as_slice)
    }
}

/// Replaces the references in all slides and notes; false when they were more than a deck needs.
pub(super) fn place<'a>(
    arena: &'a Arena<'a>,
    deck: &mut Deck<'a>,
    placed: &PlacedBlocks<'a>,
) -> bool {
    let Deck { stacks, elements, .. } = deck;
    let once: usize = placed.0.iter().flatten().map(|block| size(block)).sum();
    let mut placing = Placing { arena, placed, elements, left: MOST_COPIES * once + 10_000 };
    for slide in stacks.iter_mut().flatten() {
        slide.blocks = slide.blocks.drain(..).flat_map(|block| placing.block(block)).collect();
        slide.notes = slide
            .notes
            .drain(..)
            .flat_map(|note| match note {
                Note::Block(block) => placing.block(block).into_iter().map(Note::Block).collect(),
                remark @ Note::Remark(_) => vec![remark],
            })
            .collect();
        slide.title = slides::title(&slide.blocks);
    }
    placing.left > 0
}

/// How often a template may place everything that the document has.
const MOST_COPIES: usize = 32;

/// How much of memory a block takes, about: its nodes, and 64 bytes of text as one.
fn size(block: Node<'_>) -> usize {
    let text = |node: Node<'_>| match &node.data().value {
        NodeValue::Text(text) => text.len(),
        NodeValue::Code(code) => code.literal.len(),
        NodeValue::CodeBlock(code) => code.literal.len(),
        NodeValue::HtmlBlock(html) => html.literal.len(),
        NodeValue::HtmlInline(html) | NodeValue::Raw(html) => html.len(),
        NodeValue::Link(link) | NodeValue::Image(link) => link.url.len() + link.title.len(),
        _ => 0,
    };
    block.descendants().map(|node| 1 + text(node) / 64).sum()
}

struct Placing<'p, 'a> {
    arena: &'a Arena<'a>,
    placed: &'p PlacedBlocks<'a>,
    elements: &'p mut Elements,
    /// How much may still be copied, in the unit of [`size`].
    left: usize,
}

impl<'a> Placing<'_, 'a> {
    /// The blocks that a top-level block becomes.
    fn block(&mut self, block: Node<'a>) -> Vec<Node<'a>> {
        if let Some(number) = block_reference(block) {
            return self.copies(number);
        }
        let nodes: Vec<Node<'a>> = block.descendants().collect();
        for node in nodes {
            if let Some(number) = block_reference(node) {
                for below in self.copies(number) {
                    node.insert_before(below);
                }
                node.detach();
            } else {
                place_inline(self.arena, node, self.placed, &mut self.left);
            }
        }
        vec![block]
    }

    /// Copies of the blocks of a reference, with the attributes of their elements.
    fn copies(&mut self, number: usize) -> Vec<Node<'a>> {
        let copy_one = |original: &Node<'a>| {
            let copied = markdown::copy(self.arena, original);
            for (from, to) in original.descendants().zip(copied.descendants()) {
                if let Some(attributes) = self.elements.get(from).cloned() {
                    self.elements.add(to, &attributes);
                }
            }
            copied
        };
        let blocks = self.placed.get(number);
        if spend(&mut self.left, blocks) {
            blocks.iter().map(copy_one).collect()
        } else {
            Vec::new()
        }
    }
}

/// Takes the size of blocks from the budget; false when it was too small.
fn spend(left: &mut usize, blocks: &[Node<'_>]) -> bool {
    if *left > 0 {
        *left = left.saturating_sub(blocks.iter().map(|block| size(block)).sum());
    }
    *left > 0
}

/// The number in a paragraph that is nothing but a reference to blocks.
fn block_reference(node: Node<'_>) -> Option<usize> {
    if !matches!(node.data().value, NodeValue::Paragraph) {
        return None;
    }
    let child = node.first_child().filter(|child| child.next_sibling().is_none())?;
    let data = child.data();
    let NodeValue::Text(text) = &data.value else { return None };
    if let Some(Token::Blocks(number)) = Token::parse(text.trim()) { Some(number) } else { None }
}

/// Replaces the references in a text node by running text.
fn place_inline<'a>(
    arena: &'a Arena<'a>,
    node: Node<'a>,
    placed: &PlacedBlocks<'a>,
    left: &mut usize,
) {
    let (literal, at) = {
        let data = node.data();
        let NodeValue::Text(text) = &data.value else { return };
        if !token::is_in(text) {
            return;
        }
        (text.to_string(), data.sourcepos)
    };
    let text =
        |literal: &str| markdown::node(arena, NodeValue::Text(literal.to_owned().into()), at);
    for piece in token::pieces(&literal) {
        match piece {
            Piece::Text(written) => node.insert_before(text(written)),
            Piece::Token(Token::Badge { class, word }) => {
                // Both are letters, digits, blanks and dashes: see the helper.
                let slug = say::english(&word, class.starts_with("kind")).replace(' ', "-");
                let html = format!("<mark class=\"{class} {slug}\">{word}</mark>");
                node.insert_before(markdown::node(arena, NodeValue::Raw(html), at));
            }
            Piece::Token(Token::Inline(number)) => {
                let blocks = placed.get(number);
                if spend(left, blocks) {
                    running_text(arena, blocks)
                        .into_iter()
                        .for_each(|inline| node.insert_before(inline));
                }
            }
            Piece::Token(_) => {}
        }
    }
    node.detach();
}

/// Blocks as running text: paragraphs on lines of their own, items behind a bullet, code as code.
fn running_text<'a>(arena: &'a Arena<'a>, blocks: &[Node<'a>]) -> Vec<Node<'a>> {
    let mut out: Vec<Node<'a>> = Vec::new();
    for block in blocks {
        for node in block.descendants() {
            let at = markdown::place(node);
            let value = &node.data().value;
            let is_line = matches!(
                value,
                NodeValue::Paragraph
                    | NodeValue::Heading(_)
                    | NodeValue::CodeBlock(_)
                    | NodeValue::TableRow(_)
            );
            if is_line && !out.is_empty() {
                out.push(markdown::node(arena, NodeValue::LineBreak, at));
            }
            match value {
                NodeValue::Paragraph | NodeValue::Heading(_) => {
                    let in_item = node.parent().is_some_and(|parent| {
                        matches!(parent.data().value, NodeValue::Item(_) | NodeValue::TaskItem(_))
                    });
                    if in_item {
                        out.push(markdown::node(arena, NodeValue::Text("• ".into()), at));
                    }
                    out.extend(node.children().map(|child| markdown::copy(arena, child)));
                }
                NodeValue::TableCell => {
                    if node.previous_sibling().is_some() {
                        out.push(markdown::node(arena, NodeValue::Text(" · ".into()), at));
                    }
                    out.extend(node.children().map(|child| markdown::copy(arena, child)));
                }
                NodeValue::CodeBlock(code) => {
                    let literal = code.literal.split_whitespace().collect::<Vec<_>>().join(" ");
                    out.push(markdown::node(
                        arena,
                        NodeValue::Code(NodeCode { num_backticks: 1, literal }),
                        at,
                    ));
                }
                _ => {}
            }
        }
    }
    out
}
