//! Notes that stood in the text of slides become notes of those slides.

use comrak::Arena;
use comrak::nodes::NodeValue;

use super::{Attributes, Deck, Note, Slide, place};
use crate::diagnostic::Diagnostic;
use crate::markdown::notes::{self, Lifted};
use crate::markdown::{self, Node};
use crate::source::{Source, Sources, Span};

/// Takes the notes out of what a slide shows.
pub(crate) fn lift<'a>(
    arena: &'a Arena<'a>,
    slide: &mut Slide<'a>,
    source: &Source,
    diagnostics: &mut Vec<Diagnostic>,
) {
    lift_words(arena, &mut slide.notes);
    let Some(first) = slide.blocks.first() else { return };
    let root = markdown::node(arena, NodeValue::Document, place(first));
    slide.blocks.drain(..).for_each(|block| root.append(block));
    let found = notes::lift(arena, root);
    slide.blocks.extend(root.children());
    slide.blocks.iter().for_each(|block| block.detach());
    diagnostics.extend(found.unclosed.into_iter().map(|at| notes::unclosed(source.place(at))));
    let lifted: Vec<Note<'a>> = found.list.into_iter().flat_map(made).collect();
    slide.notes.splice(0..0, lifted);
}

/// Takes the notes in attributes out of other notes, where nobody would see them.
fn lift_words<'a>(arena: &'a Arena<'a>, said: &mut Vec<Note<'a>>) {
    // An element may be open from one block to the next: it stays as it is.
    let has_words = |note: &Note<'a>| note.block().is_some_and(notes::has_words_alone);
    if !said.iter().any(has_words) {
        return;
    }
    for note in std::mem::take(said) {
        let Some(block) = note.block().filter(|_| has_words(&note)) else {
            said.push(note);
            continue;
        };
        let root = markdown::node(arena, NodeValue::Document, place(block));
        block.detach();
        root.append(block);
        let found = notes::lift(arena, root);
        let kept: Vec<Node<'a>> = root.children().collect();
        kept.iter().for_each(|block| block.detach());
        said.extend(kept.into_iter().map(Note::Block));
        said.extend(found.list.into_iter().flat_map(made));
    }
}

/// Takes the notes out of attributes.
pub(crate) fn take<'a>(attributes: &Attributes) -> (Attributes, Option<Note<'a>>) {
    let mut kept = attributes.clone();
    let text = kept.remove(notes::ATTRIBUTE).filter(|text| !text.trim().is_empty());
    (kept, text.map(Note::Remark))
}

/// Adds the notes that a postmortem holds, each to the slide that shows what stands before it.
pub(crate) fn deal<'a>(deck: &mut Deck<'a>, found: Vec<Lifted<'a>>, sources: &Sources) {
    if found.is_empty() {
        return;
    }
    let mut shown: Vec<(Span, (usize, usize))> = Vec::new();
    for (column, stack) in deck.stacks.iter().enumerate() {
        for (row, slide) in stack.iter().enumerate() {
            let nodes = slide.blocks.iter().flat_map(|block| block.descendants());
            let texts = nodes.filter(|node| matches!(node.data().value, NodeValue::Text(_)));
            shown.extend(
                texts
                    .filter_map(|node| sources.span(place(node)))
                    .map(|span| (span, (column, row))),
            );
        }
    }
    for note in found {
        let at = match &note {
            Lifted::Blocks(blocks) => blocks.first().map(|block| place(block)),
            Lifted::Words(_, at) => Some(*at),
        };
        let span = at.and_then(|at| sources.span(at));
        let before = |shown: &&(Span, _)| {
            span.is_some_and(|at| shown.0.source == at.source && shown.0.start <= at.start)
        };
        let slide = shown.iter().filter(before).max_by_key(|(span, (column, row))| {
            // Of several slides that show the same text, the first.
            (span.start, std::cmp::Reverse((*column, *row)))
        });
        let (column, row) = slide.map_or((0, 0), |(_, at)| *at);
        if let Some(slide) = deck.stacks.get_mut(column).and_then(|stack| stack.get_mut(row)) {
            slide.notes.extend(made(note));
        }
    }
}

fn made(note: Lifted<'_>) -> Vec<Note<'_>> {
    match note {
        Lifted::Blocks(blocks) => blocks.into_iter().map(Note::Block).collect(),
        Lifted::Words(text, _) => vec![Note::Remark(text)],
    }
}

/// Takes out the footnotes that nothing but notes refers to: by words that are not read as
/// Markdown.
pub(crate) fn take_footnotes(slide: &mut Slide<'_>, mentions: &str) {
    let Slide { blocks, notes, .. } = slide;
    blocks.retain(|block| {
        let is_private = is_mentioned(block, mentions);
        if is_private {
            notes.extend(block.children().map(Note::Block));
        }
        !is_private
    });
}

fn is_mentioned(block: Node<'_>, mentions: &str) -> bool {
    match &block.data().value {
        NodeValue::FootnoteDefinition(note) => {
            note.total_references == 0 && mentions.contains(&format!("[^{}]", note.name))
        }
        _ => false,
    }
}

/// The words of notes that are not read as Markdown.
pub(crate) fn unread(notes: &[Note<'_>], out: &mut String) {
    for note in notes {
        match note {
            Note::Remark(text) => out.push_str(text),
            Note::Block(block) => {
                for node in block.descendants() {
                    match &node.data().value {
                        NodeValue::HtmlBlock(html) => out.push_str(&html.literal),
                        NodeValue::HtmlInline(html) => out.push_str(html),
                        _ => {}
                    }
                }
            }
        }
        out.push('\n');
    }
}
