//! Figures as SVG, from plain inputs: this room knows no postmortem and no Markdown.
//!
//! 1. [`text`] measures and wraps; [`scale`] finds the places of ticks.
//! 2. [`timeline`], [`tree`], [`trace`] and [`chart`] lay their boxes out, in pixels of the 1280×720 canvas.
//! 3. [`svg`] writes them in the theme's colours, with a title and a description, and
//!    [`svg::table`] the same data for those who cannot see.

pub mod chart;
pub mod scale;
pub mod svg;
pub mod text;
pub mod timeline;
pub mod trace;
pub mod tree;

use text::TextMeasure;

/// The smallest letters of a figure, in pixels of the canvas.
pub const SMALLEST: f64 = 18.0;

/// The height that a heading leaves.
pub const HEIGHT: f64 = 470.0;

/// The height that the title of a slide leaves, for a figure that stands alone.
pub const ALONE: f64 = 512.0;

/// What every figure needs to know of the place it is drawn for.
#[derive(Clone, Copy)]
pub struct Frame<'f> {
    /// A name that no other figure of the deck has: ids begin with it.
    pub id: &'f str,
    /// What the figure shows, in a few words.
    pub title: &'f str,
    /// The width, in pixels of the canvas.
    pub width: f64,
    /// The most height it may take.
    pub height: f64,
    /// How wide text is.
    pub text: &'f dyn TextMeasure,
}

/// A figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// The whole `<svg>` element.
    pub svg: String,
    /// Its height in pixels of the canvas.
    pub height: f64,
    /// Where text and cards stand: none of them overlaps another.
    pub boxes: Vec<Rect>,
    /// How many of the events, cards or points that it was given it shows.
    pub shown: usize,
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// The left edge.
    pub x: f64,
    /// The upper edge.
    pub y: f64,
    /// The width.
    pub width: f64,
    /// The height.
    pub height: f64,
}

impl Rect {
    /// Whether two rectangles share more than an edge.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.x < other.x + other.width
            && other.x < self.x + self.width
            && self.y < other.y + other.height
            && other.y < self.y + self.height
    }

    /// Whether another rectangle lies in this one.
    #[must_use]
    pub fn holds(&self, other: &Self) -> bool {
        const ROUNDING: f64 = 0.5;
        other.x >= self.x - ROUNDING
            && other.y >= self.y - ROUNDING
            && other.x + other.width <= self.x + self.width + ROUNDING
            && other.y + other.height <= self.y + self.height + ROUNDING
    }

    /// The rectangle with a margin around it.
    #[must_use]
    pub fn grown(&self, by: f64) -> Self {
        Self {
            x: self.x - by,
            y: self.y - by,
            width: self.width + 2.0 * by,
            height: self.height + 2.0 * by,
        }
    }
}
