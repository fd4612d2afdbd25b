//! Running text in lines: what stands in a paragraph, a heading or a cell, each part in its own
//! font and size.

use std::ops::Range;

use comrak::arena_tree::NodeEdge;
use comrak::nodes::{NodeMath, NodeValue};

use crate::deck::Elements;
use crate::markdown::Node;
use crate::math;
use crate::theme::metrics::{Metrics, Role, wrap};

/// How a text begins to be set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TextStyle {
    /// The size in pixels.
    pub size: f64,
    /// The font.
    pub role: Role,
    /// What is added between two characters, in ems.
    pub spacing: f64,
    /// Whether digits are equally wide.
    pub is_tabular: bool,
    /// The least size of code in it.
    pub least_code: f64,
    /// Whether a line break in the source is one on the slide.
    pub breaks: bool,
}

impl TextStyle {
    /// Running text of a size.
    #[must_use]
    pub(crate) fn body(size: f64) -> Self {
        Self {
            size,
            role: Role::Body,
            spacing: 0.0,
            is_tabular: false,
            least_code: 0.0,
            breaks: false,
        }
    }
}

/// A part in one font.
#[derive(Debug, Clone, Copy)]
struct Run {
    end: usize,
    role: Role,
    size: f64,
    /// What stands around it, such as the paper behind code.
    extra: f64,
}

/// A picture in running text.
#[derive(Debug)]
pub(crate) struct Picture {
    pub url: String,
    /// What the deck knows its size by.
    pub key: usize,
    /// How many line breaks stand before it.
    pub line: usize,
}

/// Running text, ready to be broken into lines.
#[derive(Debug, Default)]
pub(crate) struct RunningText {
    text: String,
    runs: Vec<Run>,
    /// How much taller a line with a badge is.
    pub badge: Option<f64>,
    /// The pictures in it.
    pub pictures: Vec<Picture>,
    /// The height of formulas on lines of their own.
    pub formulas: f64,
    /// How much taller the tallest formula makes its line.
    pub tall: f64,
}

impl RunningText {
    /// The text below a node.
    #[must_use]
    pub(crate) fn of(node: Node<'_>, style: TextStyle) -> Self {
        let mut text = Self::default();
        // How many pictures and bold parts are open: marks may nest by the thousand.
        let mut pictures = 0_usize;
        let mut strong = 0_usize;
        let mut scripts = 0_usize;
        for edge in node.traverse() {
            let (NodeEdge::Start(below) | NodeEdge::End(below)) = edge;
            let is_start = matches!(edge, NodeEdge::Start(_));
            let open = match &below.data().value {
                NodeValue::Image(_) => Some(&mut pictures),
                NodeValue::Strong => Some(&mut strong),
                NodeValue::Subscript | NodeValue::Superscript => Some(&mut scripts),
                _ => None,
            };
            if let Some(open) = open {
                *open = if is_start { *open + 1 } else { *open - 1 };
            }
            if is_start {
                let size = if scripts > 0 { (0.62 * style.size).max(18.0) } else { style.size };
                text.add(below, TextStyle { size, ..style }, pictures > 0, strong > 0);
            }
        }
        text
    }

    fn add(&mut self, node: Node<'_>, style: TextStyle, in_picture: bool, in_strong: bool) {
        match &node.data().value {
            NodeValue::Text(_) if in_picture => {}
            NodeValue::Text(literal) => {
                let is_strong = style.role == Role::Body && in_strong;
                self.push(
                    literal,
                    if is_strong { Role::Strong } else { style.role },
                    style.size,
                    0.0,
                );
            }
            NodeValue::Code(code) => {
                let size = (0.86 * style.size).max(style.least_code);
                self.push(&code.literal, Role::Code, size, 0.56 * size);
            }
            NodeValue::SoftBreak => {
                self.push(if style.breaks { "\n" } else { " " }, style.role, style.size, 0.0);
            }
            NodeValue::LineBreak => self.push("\n", style.role, style.size, 0.0),
            NodeValue::HtmlInline(html) if html.to_ascii_lowercase().starts_with("<br") => {
                self.push("\n", style.role, style.size, 0.0);
            }
            // A badge: see the deck template's helper.
            NodeValue::Raw(html) if html.starts_with("<mark") => {
                let word = html
                    .split_once('>')
                    .and_then(|(_, rest)| rest.split_once('<'))
                    .map_or("", |(word, _)| word);
                let size = (0.88 * style.size).max(18.0);
                // Badges are not broken.
                self.push(&word.replace([' ', '-'], "\u{a0}"), Role::Strong, size, 1.2 * size);
                self.badge = Some(size * 1.46);
            }
            NodeValue::FootnoteReference(note) => {
                self.push(&note.ix.to_string(), Role::Strong, 18.0, 0.0);
            }
            NodeValue::Math(written) => self.formula(written, style),
            NodeValue::Image(image) => {
                let line = self.text.matches('\n').count();
                let (url, key) = (image.url.clone(), Elements::key(node));
                self.pictures.push(Picture { url, key, line });
            }
            _ => {}
        }
    }

    /// Adds a formula: a blank that is as wide, or a height of its own.
    fn formula(&mut self, written: &NodeMath, style: TextStyle) {
        let Ok(formula) = math::read(&written.literal, written.display_math) else {
            self.push(&written.literal, Role::Code, 0.86 * style.size, 0.0);
            return;
        };
        let size = if written.display_math { 1.1 * style.size } else { style.size };
        let height = formula.height * size;
        if written.display_math {
            // Space above and below.
            self.formulas += height + 0.5 * style.size;
            self.push("\n", style.role, style.size, 0.0);
        } else {
            self.tall = self.tall.max(height - 1.45 * style.size);
            self.push(
                "\u{a0}",
                style.role,
                style.size,
                (formula.width - 0.3).max(0.0) * style.size,
            );
        }
    }

    /// Adds words.
    pub(crate) fn push(&mut self, words: &str, role: Role, size: f64, extra: f64) {
        if !words.is_empty() {
            self.text.push_str(words);
            self.runs.push(Run { end: self.text.len(), role, size, extra });
        }
    }

    /// Whether there is nothing to read.
    #[must_use]
    pub(crate) fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The width of a part of the text.
    fn width(&self, range: Range<usize>, metrics: &Metrics, style: TextStyle) -> f64 {
        let mut sum = 0.0;
        let mut at = range.start;
        let first = self.runs.partition_point(|run| run.end <= at);
        for run in &self.runs[first..] {
            let end = run.end.min(range.end);
            let words = &self.text[at..end];
            let width = if style.is_tabular {
                metrics.width_in_table(words, run.size, run.role)
            } else {
                metrics.width(words, run.size, run.role)
            };
            sum += width;
            if style.spacing != 0.0 {
                sum += style.spacing * run.size * words.chars().count() as f64;
            }
            if end == run.end {
                sum += run.extra;
            }
            at = end;
            if at >= range.end {
                break;
            }
        }
        sum
    }

    /// How many lines it takes in a width.
    #[must_use]
    pub(crate) fn lines(&self, width: f64, metrics: &Metrics, style: TextStyle) -> f64 {
        let is_one =
            !self.text.contains('\n') && self.width(0..self.text.len(), metrics, style) <= width;
        if is_one {
            return 1.0;
        }
        wrap::lines(&self.text, width, metrics.keeps(), |range| self.width(range, metrics, style))
            .len() as f64
    }

    /// The widths of the whole on one line, and of the widest part that no line breaks without
    /// need.
    #[must_use]
    pub(crate) fn widths(&self, metrics: &Metrics, style: TextStyle) -> (f64, f64) {
        let mut line = 0.0_f64;
        let mut whole = 0.0_f64;
        let mut part = 0.0_f64;
        for piece in wrap::pieces(&self.text, metrics.keeps()) {
            let is_end = self.text[piece.clone()].ends_with('\n');
            let seen = piece.start + self.text[piece.clone()].trim_end().len();
            let width = self.width(piece.start..seen, metrics, style);
            part = part.max(width);
            whole = whole.max(line + width);
            let whole_piece = match self.text[piece.clone()].strip_suffix(wrap::SOFT_HYPHEN) {
                Some(word) => piece.start..piece.start + word.len(),
                None => piece,
            };
            line = if is_end { 0.0 } else { line + self.width(whole_piece, metrics, style) };
        }
        (whole, part)
    }
}
