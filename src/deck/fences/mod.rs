//! Figures on slides: fences ```` ```timeline ````, ```` ```whys ````, ```` ```trace ```` and
//! ```` ```chart ```` become drawings.
//!
//! 1. [`model`] makes the plain inputs of [`crate::figure`] from a postmortem.
//! 2. [`fence`] reads those of a fence with a body; an empty one takes the postmortem's.
//! 3. [`Drawer::draw`] replaces the fences of a deck. What cannot be drawn stays as text, with a
//!    diagnostic at its line.

pub(crate) mod chart;
pub(crate) mod fence;
pub(crate) mod grid;
mod measured;
#[cfg(feature = "mermaid")]
mod mermaid;
pub(crate) mod model;
pub(crate) mod planned;
mod trace;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use comrak::Arena;
use comrak::nodes::{NodeCodeBlock, NodeValue};
use jiff::tz::TimeZone;

use super::{Deck, Elements, Slide, place};
use crate::diagnostic::Diagnostic;
use crate::figure::text::TextMeasure;
use crate::figure::tree::{Reveal, TreePart};
use crate::figure::{self, ALONE, Drawing, Frame, HEIGHT, svg, timeline, tree};
use crate::markdown::{self, Node};
use crate::source::Sources;
use crate::words::say;

pub(crate) use model::Model;
use planned::Planned;

/// How a figure's HTML begins; nothing else that is written raw begins so.
const START: &str = "<figure class=\"wd-figure\">";
/// The width of a slide's content.
const WIDTH: f64 = 1160.0;

/// Where a document's files lie.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Folder<'f> {
    /// The folder that names are relative to.
    pub base: &'f Path,
    /// The folder that nothing may be read outside of.
    pub root: &'f Path,
}

/// What the fences of a deck are drawn with.
pub(crate) struct Drawer<'d, 'a> {
    /// Where new nodes live.
    pub arena: &'a Arena<'a>,
    /// The texts.
    pub sources: &'d Sources,
    /// The postmortem's own figures.
    pub model: Option<&'d Model>,
    /// The plan of its timeline, when it is being made.
    pub planned: Planned,
    /// The zone of times that name none.
    pub zone: Option<TimeZone>,
    /// How wide text is.
    pub text: &'d dyn TextMeasure,
    /// Where files lie.
    pub folder: Folder<'d>,
    /// The files that were read or looked for.
    pub looked_for: Vec<PathBuf>,
    /// What is wrong.
    pub diagnostics: &'d mut Vec<Diagnostic>,
    /// How many figures there are so far.
    count: usize,
    /// How often each of the document's own figures (a kind, a part) was drawn, and where first.
    drawn: HashMap<(String, usize), (usize, String)>,
}

/// How often one figure of the document is drawn: a fence of a few bytes stands for all of it.
const MOST_OFTEN: usize = 8;

/// Whether a node's raw HTML is a figure.
#[must_use]
pub(crate) fn is_figure(html: &str) -> bool {
    html.starts_with(START)
}

/// A figure's HTML with more classes and attributes on its outermost element.
#[must_use]
pub(crate) fn with(html: &str, class: &str, attributes: &str) -> String {
    let rest = html.strip_prefix(START).unwrap_or(html);
    let blank = if class.is_empty() { "" } else { " " };
    format!("<figure class=\"wd-figure{blank}{class}\"{attributes}>{rest}")
}

/// The height of a figure in pixels of the canvas; none when the HTML is none.
#[must_use]
pub(crate) fn height(html: &str) -> Option<f64> {
    let (_, rest) = html.strip_prefix(START)?.split_once(" height=\"")?;
    rest.split('"').next()?.parse().ok()
}

/// The size of the postmortem's own figures, as a deck shows them.
const OWN: (f64, f64) = (WIDTH, ALONE);

/// The frame of the postmortem's own figures, before they have a name.
#[must_use]
pub(crate) fn frame<'f>(id: &'f str, title: &'f str, text: &'f dyn TextMeasure) -> Frame<'f> {
    Frame { id, title, width: OWN.0, height: OWN.1, text }
}

impl<'d, 'a> Drawer<'d, 'a> {
    /// One that has drawn nothing yet.
    pub(crate) fn new(
        arena: &'a Arena<'a>,
        sources: &'d Sources,
        model: Option<&'d Model>,
        text: &'d dyn TextMeasure,
        folder: Folder<'d>,
        diagnostics: &'d mut Vec<Diagnostic>,
    ) -> Self {
        Self {
            arena,
            sources,
            model,
            planned: Planned::default(),
            zone: None,
            text,
            folder,
            looked_for: Vec::new(),
            diagnostics,
            count: 0,
            drawn: HashMap::new(),
        }
    }

    /// Replaces the fences of all slides.
    pub(crate) fn draw(&mut self, deck: &mut Deck<'a>) {
        let Deck { stacks, elements, .. } = deck;
        for slide in stacks.iter_mut().flatten() {
            self.slide(slide, elements);
        }
    }

    fn slide(&mut self, slide: &mut Slide<'a>, elements: &mut Elements) {
        // A title that states a fact does not say what the figure is.
        let title = slide.attributes.get("data-kicker").unwrap_or(&slide.title).to_owned();
        for at in 0..slide.blocks.len() {
            let block = slide.blocks[at];
            let fences: Vec<Node<'a>> = block.descendants().filter(|node| is_fence(node)).collect();
            for fence in fences {
                let Some(figure) = self.fence(fence, &title) else { continue };
                if let Some(attributes) = elements.get(fence).cloned() {
                    elements.add(figure, &attributes);
                }
                if fence.same_node(block) {
                    slide.blocks[at] = figure;
                } else {
                    fence.insert_before(figure);
                    fence.detach();
                }
            }
        }
    }

    /// The figure of a fence.
    pub(crate) fn fence(&mut self, node: Node<'a>, title: &str) -> Option<Node<'a>> {
        let data = node.data();
        let NodeValue::CodeBlock(code) = &data.value else { return None };
        let id = format!("wd-figure-{}", self.count + 1);
        let width = self.width(node);
        let mut words = code.info.split_whitespace();
        let kind = words.next().unwrap_or_default();
        let options: Vec<&str> = words.collect();
        let is_own = code.literal.trim().is_empty();
        let part = options.iter().find_map(|option| option.parse().ok()).unwrap_or(1);
        let key = (kind.to_owned(), part);
        let line = if is_own { self.repeated(node, &key) } else { None };
        if line.is_some() {
            return line;
        }
        let height =
            options.iter().find_map(|option| option.strip_prefix("height=")?.parse::<f64>().ok());
        let usual = if is_own { ALONE } else { HEIGHT };
        let height =
            height.filter(|height| height.is_finite()).unwrap_or(usual).clamp(200.0, 600.0);
        let frame = Frame { id: &id, title, width, height, text: self.text };
        let html = match kind {
            "timeline" => self.timeline(node, code, frame),
            "whys" => self.whys(node, code, &options, frame),
            "trace" => trace::figure(self, node, code, frame),
            #[cfg(feature = "mermaid")]
            "mermaid" => mermaid::figure(self, node, code, frame),
            _ => self.chart(node, code, frame),
        }?;
        self.count += 1;
        if is_own {
            self.drawn.entry(key).or_insert_with(|| (0, title.chars().take(80).collect())).0 += 1;
        }
        let html = format!("{START}{html}</figure>\n");
        Some(markdown::node(self.arena, NodeValue::Raw(html), data.sourcepos))
    }

    /// What stands for a figure that was drawn often enough: a line that says where.
    fn repeated(&mut self, node: Node<'a>, key: &(String, usize)) -> Option<Node<'a>> {
        let (times, title) = self.drawn.get_mut(key)?;
        if *times < MOST_OFTEN {
            return None;
        }
        if *times == MOST_OFTEN {
            // Said once.
            *times += 1;
            self.diagnostics.push(
                Diagnostic::warning(
                    "figure/repeated",
                    format!(
                        "this figure stands on {MOST_OFTEN} slides already: here a line says where"
                    ),
                )
                .at(self.sources.span(place(node)))
                .help("draw a figure once, or write what this slide needs of it into the block"),
            );
        }
        let line = if title.is_empty() {
            say::words().figure_before.to_owned()
        } else {
            say::fill(say::words().figure_on, title)
        };
        let at = node.data().sourcepos;
        let paragraph = markdown::node(self.arena, NodeValue::Paragraph, at);
        paragraph.append(markdown::node(self.arena, NodeValue::Text(line.into()), at));
        Some(paragraph)
    }

    /// The width that a fence has: in columns, a share of the slide's.
    fn width(&self, node: Node<'a>) -> f64 {
        const GAP: f64 = 44.0;
        let mut width = WIDTH;
        for above in node.ancestors().skip(1) {
            match &above.data().value {
                NodeValue::BlockDirective(directive)
                    if directive.info.split_whitespace().any(|word| word == "columns") =>
                {
                    let count = above.children().count().max(1) as f64;
                    width = (width - GAP * (count - 1.0)) / count;
                }
                NodeValue::Item(_) | NodeValue::BlockQuote => width -= GAP,
                _ => {}
            }
        }
        width.max(320.0)
    }

    fn timeline(
        &mut self,
        node: Node<'a>,
        code: &NodeCodeBlock,
        frame: Frame<'_>,
    ) -> Option<String> {
        let own;
        let timeline = if code.literal.trim().is_empty() {
            let Some(timeline) = self.model.and_then(|model| model.timeline.as_ref()) else {
                return self.nothing(
                    node,
                    "there is no timeline here to draw",
                    "write entries such as `- 12:17 text` into the block",
                );
            };
            timeline
        } else {
            own = fence::timeline(self, node, code)?;
            &own
        };
        let title = titled(frame.title, say::words().timeline);
        let frame = Frame { title: &title, ..frame };
        let is_own = code.literal.trim().is_empty();
        let plan = if is_own { self.planned.for_frame(&frame) } else { None };
        let drawing = match plan {
            Some(plan) => plan.draw(&frame),
            None => timeline::draw(timeline, &frame)?,
        };
        Some(drawing.svg + &model::timeline_table(timeline, &title))
    }

    fn whys(
        &mut self,
        node: Node<'a>,
        code: &NodeCodeBlock,
        options: &[&str],
        frame: Frame<'_>,
    ) -> Option<String> {
        let own;
        let (roots, parts): (&[tree::Card], &[TreePart]) = if code.literal.trim().is_empty() {
            let Some(model) = self.model.filter(|model| !model.whys.is_empty()) else {
                return self.nothing(
                    node,
                    "there are no whys here to draw",
                    "write nested questions and answers into the block",
                );
            };
            (&model.whys, &model.parts)
        } else {
            let cards = fence::whys(self, node, code)?;
            let parts = tree::parts(&cards, &frame);
            own = (cards, parts);
            (&own.0, &own.1)
        };
        let wanted = options.iter().find_map(|option| option.parse::<usize>().ok());
        let stepwise = options.contains(&"steps");
        let number = wanted.unwrap_or(1);
        let Some(part) = number.checked_sub(1).and_then(|index| parts.get(index)) else {
            let there = if parts.len() == 1 {
                "is one part".to_owned()
            } else {
                format!("are {} parts", parts.len())
            };
            return self.nothing(
                node,
                &format!("there is no part {number} of this tree: there {there}"),
                "parts count from 1",
            );
        };
        if wanted.is_none() && parts.len() > 1 {
            let message = format!(
                "this tree does not fit on one slide: an overview stands here, in {} parts",
                parts.len()
            );
            self.diagnostics.push(
                Diagnostic::info("figure/size", message)
                    .at(self.sources.span(place(node)))
                    .help("```` ```whys 2 ```` with the same body is the second part: one slide each, below this one"),
            );
        }
        let title = titled(frame.title, say::words().five_whys);
        let frame = Frame { title: &title, ..frame };
        let reveal = if stepwise { Reveal::Stepwise } else { Reveal::AtOnce };
        let Drawing { svg, .. } = tree::draw(part, reveal, &frame);
        // The first figure has the words of all.
        let shown = if number == 1 { roots } else { &part.roots };
        Some(svg + &model::whys_table(shown, &title))
    }

    fn chart(&mut self, node: Node<'a>, code: &NodeCodeBlock, frame: Frame<'_>) -> Option<String> {
        let own;
        let (chart, title) = if code.literal.trim().is_empty() {
            let Some(chart) = self.model.and_then(|model| model.metrics.as_ref()) else {
                let help = "write a table, or lines such as `12:00, 17`, into the block";
                return self.nothing(node, "there is no table of numbers here to draw", help);
            };
            (chart, None)
        } else {
            own = chart::fence(self, node, code)?;
            (&own.0, own.1.as_deref())
        };
        let title = title.map_or_else(|| titled(frame.title, say::words().chart), str::to_owned);
        let frame = Frame { title: &title, ..frame };
        let drawing = figure::chart::draw(chart, &frame)?;
        Some(drawing.svg + &chart::table(chart, &title))
    }

    /// Says why a fence is not drawn.
    fn nothing(&mut self, node: Node<'a>, message: &str, help: &str) -> Option<String> {
        self.diagnostics.push(
            Diagnostic::warning("figure/data", format!("{message}: the block stands as text"))
                .at(self.sources.span(place(node)))
                .help(help),
        );
        None
    }
}

fn titled(title: &str, otherwise: &str) -> String {
    if title.is_empty() { otherwise.to_owned() } else { title.to_owned() }
}

pub(crate) fn is_fence(node: &Node<'_>) -> bool {
    match &node.data().value {
        NodeValue::CodeBlock(code) if code.fenced => {
            let kind = code.info.split_whitespace().next();
            matches!(kind, Some("timeline" | "whys" | "trace" | "chart"))
                || (kind == Some("mermaid") && cfg!(feature = "mermaid"))
        }
        _ => false,
    }
}

/// A table for screen readers.
fn hidden(caption: &str, head: &[&str], rows: &[Vec<String>]) -> String {
    svg::table(caption, head, rows)
}
