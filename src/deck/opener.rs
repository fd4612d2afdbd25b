//! The first slide of a deck that opens it: a title with a subtitle, short lines and a picture looks
//! like one, whatever its author's tool made of it.

use comrak::nodes::NodeValue;

use super::{Attributes, Deck, Slide};
use crate::markdown::{self, Node};

/// The class of such a slide.
const CLASS: &str = "class=wd-opener";
/// How many lines stand below the title, and how long they are.
const MOST_LINES: usize = 8;
const LONGEST: usize = 90;
const MOST_PICTURES: usize = 2;

/// Marks the first slide when it opens the deck and the theme cannot tell by itself: that knows a
/// title with two paragraphs. A slide that has a class or a background has a look of its own.
pub(crate) fn mark(deck: &mut Deck<'_>) {
    if deck.slides().nth(1).is_none() {
        return;
    }
    let Some(slide) = deck.slides_mut().next() else { return };
    let is_own = |(name, _): (&str, &str)| {
        matches!(name, "class" | "style") || name.starts_with("data-back")
    };
    if !slide.attributes.iter().any(is_own) && opens(slide) {
        slide.attributes.merge(&Attributes::parse(CLASS));
    }
}

/// What stands below a title.
#[derive(Default)]
struct Below {
    headings: usize,
    small_headings: usize,
    paragraphs: usize,
    lines: usize,
    pictures: usize,
}

fn opens(slide: &Slide<'_>) -> bool {
    let Some((title, rest)) = slide.blocks.split_first() else { return false };
    let Some(level @ 1..=2) = level(title) else { return false };
    let mut below = Below::default();
    if !rest.iter().all(|block| below.takes(block, level)) {
        return false;
    }
    let is_short = below.lines <= MOST_LINES && below.pictures <= MOST_PICTURES;
    let has_words = below.lines > 0;
    let is_known = below.pictures == 0 && below.small_headings == 0;
    let is_known = match level {
        1 => is_known && below.paragraphs <= 2,
        _ => is_known && below.paragraphs == 0,
    };
    // A smaller heading with a picture is a slide like others.
    is_short && !is_known && (level == 1 || has_words)
}

impl Below {
    /// Takes a block in; false when it is none of a title slide.
    fn takes(&mut self, block: Node<'_>, above: u8) -> bool {
        let text = markdown::plain_text(block);
        if let Some(level) = level(block) {
            self.headings += 1;
            self.small_headings += usize::from(level > 3);
            self.lines += 1;
            return level > above && self.headings <= 4 && text.chars().count() <= LONGEST;
        }
        if !matches!(block.data().value, NodeValue::Paragraph) {
            return false;
        }
        let mut line = 0;
        let mut lines = 1;
        let mut is_long = false;
        for node in block.descendants() {
            match &node.data().value {
                NodeValue::Image(_) => self.pictures += 1,
                NodeValue::Text(words) => line += words.chars().count(),
                NodeValue::SoftBreak | NodeValue::LineBreak => {
                    is_long |= line > LONGEST;
                    (line, lines) = (0, lines + 1);
                }
                NodeValue::Math(_) | NodeValue::Code(_) => return false,
                _ => {}
            }
        }
        if !text.is_empty() {
            self.lines += lines;
            self.paragraphs += 1;
        }
        !is_long && line <= LONGEST
    }
}

fn level(block: Node<'_>) -> Option<u8> {
    match &block.data().value {
        NodeValue::Heading(heading) => Some(heading.level),
        _ => None,
    }
}
