//! Generated slides that fit: what is too tall for one slide goes on, balanced, on slides below it.
//!
//! 1. [`measure`] estimates how tall blocks are at the smallest size that the page shrinks text to.
//! 2. [`divide`] cuts blocks in pieces: a list at its items, a table at its rows, a paragraph at a sentence.
//! 3. [`fit`] deals the pieces to pages of even height; headings say which page it is, and of how many.
//!
//! The page's own script shrinks a little more where an estimate was short.

pub mod divide;
pub mod measure;

use comrak::Arena;
use comrak::nodes::NodeValue;

use crate::deck::{Deck, Elements, Slide};
use crate::markdown::{self, Node};
use divide::Divider;
use measure::{CONTENT_HEIGHT, Measure};

/// Classes of slides that the theme lays out in its own way, and that hold little by their making.
const WHOLE: [&str; 7] = ["title", "numbers", "group", "chain", "outcomes", "statement", "divider"];

/// Splits slides that would overflow.
pub fn fit<'a>(arena: &'a Arena<'a>, deck: &mut Deck<'a>) {
    let Deck { stacks, elements, .. } = deck;
    for stack in stacks {
        let slides = std::mem::take(stack);
        for slide in slides {
            stack.extend(pages(arena, slide, elements));
        }
    }
}

/// The slides that one slide becomes.
fn pages<'a>(arena: &'a Arena<'a>, slide: Slide<'a>, elements: &mut Elements) -> Vec<Slide<'a>> {
    let classes = slide.attributes.get("class").unwrap_or_default();
    if classes.split_whitespace().any(|class| WHOLE.contains(&class)) {
        return vec![slide];
    }
    let measure = Measure::of(classes);
    let heading = slide.blocks.first().copied().filter(|block| is_heading(block));
    let body = &slide.blocks[usize::from(heading.is_some())..];
    let room = CONTENT_HEIGHT - heading.map_or(0.0, |heading| measure.block(heading, 0));
    let total: f64 = body.iter().map(|block| measure.block(block, 0)).sum();
    if total <= room {
        return vec![slide];
    }
    // Even pages, no page of one line after a full one; but rather fuller ones than one more.
    let count = (total / room).ceil();
    let mut best: Option<Vec<Vec<Node<'a>>>> = None;
    for slack in [1.1, 1.25, 1.5, f64::INFINITY] {
        let target = (total / count * slack).min(room);
        let mut divider = Divider { arena, elements, measure: &measure, room, target, depth: 0, heading: None };
        let pages = divider.pages(body);
        if best.as_ref().is_none_or(|known| pages.len() < known.len()) {
            best = Some(pages);
        }
        if best.as_ref().is_some_and(|known| known.len() as f64 <= count) || target >= room {
            break;
        }
    }
    let pages = best.unwrap_or_default();
    if pages.len() < 2 {
        return vec![slide];
    }
    let count = pages.len();
    let mut notes = slide.notes;
    pages
        .into_iter()
        .enumerate()
        .map(|(index, page)| {
            let mut blocks = Vec::with_capacity(page.len() + 1);
            if let Some(heading) = heading {
                blocks.push(numbered(arena, heading, index + 1, count));
            }
            blocks.extend(page);
            Slide {
                title: crate::deck::slides::title(&blocks),
                attributes: slide.attributes.clone(),
                attributes_span: slide.attributes_span,
                blocks,
                notes: std::mem::take(&mut notes),
                ..Slide::default()
            }
        })
        .collect()
}

fn is_heading(node: Node<'_>) -> bool {
    matches!(node.data().value, NodeValue::Heading(_))
}

/// A copy of a heading that says which page it stands on.
fn numbered<'a>(arena: &'a Arena<'a>, heading: Node<'a>, page: usize, count: usize) -> Node<'a> {
    let copied = markdown::copy(arena, heading);
    let text = format!(" ({page}/{count})");
    copied.append(markdown::node(arena, NodeValue::Text(text.into()), crate::deck::place(heading)));
    copied
}
