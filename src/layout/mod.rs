//! Slides that fit: what is too tall for one slide goes on, balanced, on slides below it.
//!
//! 1. [`measure`] works out how tall blocks are at the smallest size that the page shrinks text to,
//!    in the theme's sizes and fonts: [`text`] in lines, [`measure::table`] in columns,
//!    [`crate::assets::pictures`] by their files.
//! 2. [`divide`] cuts blocks in pieces: a list at its items, a table at its rows, a paragraph at a
//!    sentence ([`crate::markdown::cut`]).
//! 3. [`Layout::fit`] deals the pieces to pages of even height; headings say which page it is, and
//!    of how many.
//!
//! Slides that somebody wrote by hand are only reported, unless their author says `fit: split` or
//! `fit: shrink`. [`lists`] lets the first items of long lists lead, [`main_row`] keeps the main row
//! short, and lets slides say how much is below them. The page's own script shrinks a little more where a measure was short.

pub(crate) mod breaks;
pub(crate) mod divide;
pub(crate) mod lists;
pub(crate) mod main_row;
pub(crate) mod measure;
mod pieces;
mod repeats;
mod restyled;
pub(crate) mod sizes;
pub(crate) mod text;
mod width;

use std::collections::{BTreeMap, HashMap, HashSet};

use comrak::Arena;
use comrak::nodes::NodeValue;

use crate::assets::pictures::Pictures;
use crate::deck::{Deck, Elements, PictureSizes, Slide};
use crate::diagnostic::Diagnostic;
use crate::markdown::{self, Node};
use crate::source::Sources;
pub(crate) use crate::source::fit::Fit;
use crate::theme::metrics::Metrics;
use crate::theme::scoped::Sized;
use divide::Divider;
use measure::{CONTENT_HEIGHT, Ruler, SMALLEST};
use sizes::Sizes;

/// Classes of slides that the theme lays out itself; they hold too little to overflow.
pub(crate) const WHOLE: [&str; 6] =
    ["title", "numbers", "chain", "outcomes", "statement", "divider"];
/// How full a page may be: the rest is for what a measure misses.
const FULL: f64 = 0.96;
/// A slide is reported only when it is taller than this, because measures are not exact.
const OVER: f64 = 1.04;

/// What slides are measured with.
pub(crate) struct Layout<'l> {
    /// The theme's sizes.
    pub sizes: &'l BTreeMap<String, f64>,
    /// The theme's fonts.
    pub metrics: &'l Metrics,
    pub pictures: &'l dyn Pictures,
    /// Whom the author's own rules are for that may change sizes.
    pub restyled: &'l Sized,
    /// Whether a line break in the source is one on the slide.
    pub breaks: bool,
    /// Whether somebody wrote the slides by hand.
    pub is_authored: bool,
}

impl Layout<'_> {
    /// Sees to slides that would overflow.
    pub(crate) fn fit<'a>(
        &self,
        arena: &'a Arena<'a>,
        deck: &mut Deck<'a>,
        usual: Fit,
        sources: &Sources,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let Deck { stacks, elements, footnotes, .. } = deck;
        let mut lines_of_notes = HashMap::new();
        // Dividing gives copies of pictures their sizes, while these are read.
        let sizes_of_pictures = elements.sizes().clone();
        let usual_sizes = Sizes::at(self.sizes, 1.0);
        for stack in stacks {
            let slides = std::mem::take(stack);
            for mut slide in slides {
                let before = stack.len();
                let is_restyled = restyled::is_restyled(&slide, elements, self.restyled);
                let own = slide.attributes.get("data-fit").and_then(Fit::of);
                let fit = own.unwrap_or(usual);
                if fit == Fit::Shrink && own.is_none() {
                    slide.attributes.merge(&crate::deck::Attributes::parse("data-fit=shrink"));
                }
                let classes = slide.attributes.get("class").unwrap_or_default().to_owned();
                if classes.split_whitespace().any(|class| WHOLE.contains(&class)) {
                    stack.push(slide);
                    continue;
                }
                let measure = self.ruler(&classes, &slide.blocks, &sizes_of_pictures);
                if self.is_authored && !is_restyled {
                    width::fit(&slide, &measure, usual_sizes, elements, (sources, diagnostics));
                }
                let notes = footnotes_of(&slide, footnotes);
                slide.height =
                    measure.total(&slide.blocks) + measure.footnotes(&notes, &mut lines_of_notes);
                match fit {
                    Fit::Split => stack.extend(pages(arena, slide, elements, &measure)),
                    Fit::Report
                        if slide.height > CONTENT_HEIGHT * OVER
                            && !is_own_layout(&slide)
                            && !is_restyled =>
                    {
                        diagnostics.push(overflow(&slide, sources));
                        stack.push(slide);
                    }
                    _ => stack.push(slide),
                }
                if is_restyled {
                    // What was measured may be far off.
                    stack[before..].iter_mut().for_each(|slide| slide.height = 0.0);
                }
            }
        }
    }
}

impl<'l> Layout<'l> {
    /// The measures of a slide at its smallest size.
    fn ruler<'r>(
        &'r self,
        classes: &str,
        blocks: &[Node<'_>],
        pictures: &'r PictureSizes,
    ) -> Ruler<'r>
    where
        'l: 'r,
    {
        let sizes = self.sizes;
        let mut ruler = Ruler::of(classes, blocks, SMALLEST, sizes, self.metrics, self.pictures);
        ruler.breaks = self.breaks;
        ruler.sizes_of_pictures = Some(pictures);
        ruler
    }
}

/// The footnotes that a slide refers to.
fn footnotes_of<'a>(slide: &Slide<'a>, known: &HashMap<String, Node<'a>>) -> Vec<Node<'a>> {
    if known.is_empty() {
        return Vec::new();
    }
    let mut notes: Vec<Node<'a>> = Vec::new();
    let mut seen = HashSet::new();
    for node in slide.blocks.iter().flat_map(|block| block.descendants()) {
        if let NodeValue::FootnoteReference(reference) = &node.data().value
            && let Some(note) = known.get(&reference.name)
            && seen.insert(std::ptr::from_ref(*note).addr())
        {
            notes.push(note);
        }
    }
    notes
}

/// Whether a slide brings a layout that is not measured: raw HTML, or a style of its own.
fn is_own_layout(slide: &Slide<'_>) -> bool {
    slide.attributes.get("style").is_some()
        || slide.blocks.iter().any(|block| matches!(block.data().value, NodeValue::HtmlBlock(_)))
}

fn overflow(slide: &Slide<'_>, sources: &Sources) -> Diagnostic {
    let heading =
        slide.blocks.iter().find(|block| is_heading(block)).or_else(|| slide.blocks.first());
    let span = heading.and_then(|block| sources.span(crate::deck::place(block)));
    let more = ((slide.height / CONTENT_HEIGHT - 1.0) * 100.0).round();
    Diagnostic::warning(
        "slide/overflow",
        format!("this slide is {more} % taller than the canvas, even at the smallest size"),
    )
    .at(span)
    .help("take something away, or divide it with `----`; `fit: split` in the front matter does so by itself")
}

/// The slides that one slide becomes.
fn pages<'a>(
    arena: &'a Arena<'a>,
    slide: Slide<'a>,
    elements: &mut Elements,
    measure: &Ruler<'_>,
) -> Vec<Slide<'a>> {
    let (head, body) = slide.blocks.split_at(measure.head(&slide.blocks));
    let heading = head.last().copied();
    let above = measure.total(head);
    let below = slide.height - measure.total(&slide.blocks);
    let room = (CONTENT_HEIGHT - below - above).max(0.4 * CONTENT_HEIGHT) * FULL;
    let total: f64 = body.iter().map(|block| measure.block(block, 0)).sum();
    if total <= room {
        return vec![slide];
    }
    let pages = evenly(arena, body, elements, measure, total, room);
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
            if index == 0 {
                blocks.extend(&head[..head.len().saturating_sub(1)]);
            }
            if let Some(heading) = heading {
                blocks.push(numbered(arena, heading, index + 1, count));
            }
            blocks.extend(page);
            for block in &blocks {
                measure.forget(block);
            }
            // The page gives the pieces of one slide one size.
            let mut attributes = slide.attributes.clone();
            attributes.set("data-piece", &format!("{}/{count}", index + 1));
            Slide {
                title: crate::deck::slides::title(&blocks),
                attributes,
                attributes_span: slide.attributes_span,
                height: measure.total(&blocks),
                blocks,
                notes: std::mem::take(&mut notes),
                ..Slide::default()
            }
        })
        .collect()
}

/// Blocks on pages that are about equally full: no page of one line follows a full one. Fuller
/// pages are better than one page more.
fn evenly<'a>(
    arena: &'a Arena<'a>,
    body: &[Node<'a>],
    elements: &mut Elements,
    measure: &Ruler<'_>,
    total: f64,
    room: f64,
) -> Vec<Vec<Node<'a>>> {
    let count = (total / room).ceil();
    let mut divided = |target: f64| {
        let mut divider =
            Divider { arena, elements, measure, room, target, depth: 0, heading: None };
        divider.pages(body)
    };
    let mut best: Option<Vec<Vec<Node<'a>>>> = None;
    for slack in [1.04, 1.1, 1.16, 1.22, 1.3, 1.5, f64::INFINITY] {
        let target = (total / count * slack).min(room);
        let pages = divided(target);
        if best.as_ref().is_none_or(|known| pages.len() < known.len()) {
            best = Some(pages);
        }
        if best.as_ref().is_some_and(|known| known.len() as f64 <= count) || target >= room {
            break;
        }
    }
    let best = best.unwrap_or_default();
    if best.len() as f64 <= count {
        return best;
    }
    // As many as that need not be full: the last one would have what little is left over.
    let even =
        [1.0, 1.06, 1.12, 1.18, 1.25].into_iter().map(|slack| total / best.len() as f64 * slack);
    let even = even.filter(|target| *target < room).map(divided);
    even.into_iter().find(|pages| pages.len() <= best.len()).unwrap_or(best)
}

fn is_heading(node: Node<'_>) -> bool {
    matches!(node.data().value, NodeValue::Heading(_))
}

/// Whether a paragraph announces what follows it.
fn leads_in(block: Node<'_>) -> bool {
    matches!(block.data().value, NodeValue::Paragraph) && markdown::plain_text(block).ends_with(':')
}

/// A copy of a heading that says which page it stands on.
fn numbered<'a>(arena: &'a Arena<'a>, heading: Node<'a>, page: usize, count: usize) -> Node<'a> {
    let short = if page > 1 { markdown::cut::too_long_to_repeat(arena, heading) } else { None };
    let copied = short.unwrap_or_else(|| markdown::copy(arena, heading));
    let text = format!(" ({page}/{count})");
    copied.append(markdown::node(arena, NodeValue::Text(text.into()), crate::deck::place(heading)));
    copied
}

#[cfg(test)]
mod tests;
