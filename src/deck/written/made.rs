//! Slides written from their nodes.

use std::collections::HashSet;

use comrak::nodes::NodeValue;

use super::Writing;
use super::attributes::comment;
use super::figures::Figures;
use crate::deck::{Deck, Note, Slide};
use crate::markdown::Node;
use crate::markdown::write::{self, Writer};

/// All slides, with separators between them.
pub(super) fn body(deck: &Deck<'_>, writing: &Writing<'_>, figures: &mut Figures<'_>) -> String {
    let elements = &deck.elements;
    let attributes = |node: Node<'_>| {
        elements.get(node).and_then(|list| comment("element", list)).map(|list| format!(" {list}"))
    };
    let mut figure = |html: &str| figures.text(html);
    let mut writer =
        Writer { breaks: writing.breaks, attributes: &attributes, figure: &mut figure };
    let mut footnotes = HashSet::new();
    let mut out = String::new();
    for (column, stack) in deck.stacks.iter().enumerate() {
        for (row, slide) in stack.iter().enumerate() {
            out.push_str(match (column, row) {
                (0, 0) => "",
                (_, 0) => "\n---\n\n",
                _ => "\n----\n\n",
            });
            let written = one(slide, deck, writing.notes, &mut footnotes, &mut writer);
            out.push_str(&written);
            out.push('\n');
        }
    }
    out
}

/// A slide: its attributes, what it shows, the footnotes that nobody referred to before, its notes.
fn one<'a>(
    slide: &Slide<'a>,
    deck: &Deck<'a>,
    has_notes: bool,
    footnotes: &mut HashSet<String>,
    writer: &mut Writer<'_, 'a>,
) -> String {
    let mut parts = vec![comment("slide", &slide.attributes).unwrap_or_default()];
    parts.push(writer.blocks(slide.blocks.iter().copied()));
    parts.push(definitions(slide.blocks.iter().copied(), deck, footnotes, writer));
    if has_notes && !slide.notes.is_empty() {
        parts.push("Note:".to_owned());
        for note in &slide.notes {
            parts.push(match note {
                Note::Block(block) => writer.blocks(std::iter::once(*block)),
                Note::Remark(words) => write::plain(words),
            });
        }
        let said = slide.notes.iter().filter_map(|note| match note {
            Note::Block(block) => Some(*block),
            Note::Remark(_) => None,
        });
        parts.push(definitions(said, deck, footnotes, writer));
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

/// The footnotes that blocks refer to, each once in a deck.
fn definitions<'a>(
    blocks: impl Iterator<Item = Node<'a>>,
    deck: &Deck<'a>,
    written: &mut HashSet<String>,
    writer: &mut Writer<'_, 'a>,
) -> String {
    if deck.footnotes.is_empty() {
        return String::new();
    }
    let mut found = Vec::new();
    let mut open: Vec<Node<'a>> = blocks.collect();
    while let Some(block) = open.pop() {
        for node in block.descendants() {
            if let NodeValue::FootnoteReference(reference) = &node.data().value
                && let Some(note) = deck.footnotes.get(&reference.name)
                && written.insert(reference.name.clone())
            {
                found.push(writer.blocks(std::iter::once(*note)));
                // A footnote may refer to another.
                open.push(note);
            }
        }
    }
    found.join("\n\n")
}
