//! What an author wrote around the parts that a deck shows: headings, and the heads of tables. A
//! deck has its own; where the author's words are on no slide, the notes of the slide say them.

use comrak::nodes::NodeValue;

use super::{Deck, Note, place};
use crate::markdown::{self, Node};
use crate::postmortem::sections::metadata;
use crate::postmortem::{Postmortem, SectionKind};
use crate::source::{Sources, Span};
use crate::words::say;

/// Adds the author's headings to the notes of the first slide that shows what stood below them.
pub(crate) fn note<'a>(deck: &mut Deck<'a>, pm: &Postmortem<'a>, sources: &Sources) {
    add_asides(deck, pm);
    let mut shown = String::from(" ");
    // Where what a slide shows stood in the document.
    let mut origins: Vec<(Span, (usize, usize))> = Vec::new();
    for (column, stack) in deck.stacks.iter().enumerate() {
        for (row, slide) in stack.iter().enumerate() {
            for block in &slide.blocks {
                push_words(&mut shown, &markdown::plain_text(block));
                let nodes = block
                    .descendants()
                    .filter(|node| matches!(node.data().value, NodeValue::Text(_)));
                origins.extend(
                    nodes
                        .filter_map(|node| sources.span(place(node)))
                        .map(|span| (span, (column, row))),
                );
            }
        }
    }
    let ends = pm.sections.iter().skip(1).map(|next| next.span.start).chain([usize::MAX]);
    for (section, end) in pm.sections.iter().zip(ends) {
        let mut frames: Vec<String> = Vec::new();
        let mut add = |text: String| {
            let mut words = String::from(" ");
            push_words(&mut words, &text);
            if words.len() > 1 && !shown.contains(&words) && !frames.contains(&text) {
                frames.push(text);
            }
        };
        add(section.title.clone());
        for node in section.blocks.iter().flat_map(|block| block.descendants()) {
            if is_frame(node) {
                add(markdown::plain_text(node));
            }
        }
        let here = |span: &Span| {
            span.source == section.span.source && (section.span.start..end).contains(&span.start)
        };
        // A heading without text stands where the next text stands.
        let after =
            |span: &Span| span.source == section.span.source && span.start >= section.span.start;
        let found = origins.iter().find(|(span, _)| here(span));
        let found = found.or_else(|| {
            origins.iter().filter(|(span, _)| after(span)).min_by_key(|(span, _)| span.start)
        });
        let Some((_, (column, row))) = found.or(origins.last()) else { continue };
        if let Some(slide) = deck.stacks.get_mut(*column).and_then(|stack| stack.get_mut(*row))
            && !frames.is_empty()
        {
            let text = say::fill(say::words().in_the_document, frames.join("; "));
            slide.notes.push(Note::Remark(text));
        }
    }
}

/// Adds what is said about the page to the notes of the title slide.
fn add_asides(deck: &mut Deck<'_>, pm: &Postmortem<'_>) {
    let asides: Vec<String> = pm.asides.iter().cloned().chain(page_tables(pm)).collect();
    let title = deck.stacks.first_mut().and_then(|stack| stack.first_mut());
    if let Some(title) = title.filter(|_| !asides.is_empty()) {
        let text = say::fill(say::words().in_the_document, asides.join("; "));
        title.notes.push(Note::Remark(text));
    }
}

/// The rows of tables about the page, which no slide shows as they are.
fn page_tables(pm: &Postmortem<'_>) -> Vec<String> {
    let preamble = pm.of_kind(SectionKind::Preamble).flat_map(|section| &section.blocks);
    let tables = preamble.filter(|block| metadata::is_page_table(block));
    let row = |row: Node<'_>| {
        let cells: Vec<String> = row.children().map(|cell| markdown::plain_text(cell)).collect();
        cells.join(": ")
    };
    tables
        .flat_map(|table| table.children().map(row).collect::<Vec<_>>())
        .filter(|row| row.trim() != ":")
        .collect()
}

fn is_frame(node: Node<'_>) -> bool {
    let is_head = |row: Node<'_>| matches!(row.data().value, NodeValue::TableRow(true));
    match node.data().value {
        NodeValue::Heading(_) => true,
        NodeValue::TableCell => node.parent().is_some_and(is_head),
        _ => false,
    }
}

/// Adds a text's words, in lower case, each with a blank behind it.
fn push_words(out: &mut String, text: &str) {
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        out.push_str(&word.to_lowercase());
        out.push(' ');
    }
}
