//! Cards in their places: what the layout finds, and what is drawn.

use super::Card;
use crate::figure::text::{self, Wrapped};

/// The room between a card's edge and its words.
pub(super) const PAD: f64 = 10.0;
/// The distance between the questions of a card, and from the answer to them.
pub(super) const SECTIONS: f64 = 12.0;

/// Which way a tree grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From left to right.
    Right,
    /// From top to bottom.
    Down,
}

/// A card in its place.
#[derive(Debug, Clone)]
pub struct Spot<'c> {
    /// The card.
    pub card: &'c Card,
    /// The words of its sections, once it has its place.
    pub words: Vec<Wrapped>,
    /// How many lines each section has at most.
    pub(super) lines: Vec<usize>,
    /// The index of the card above it, and of the section there.
    pub parent: Option<(usize, usize)>,
    /// Its level, from 0.
    pub level: usize,
    /// The left edge.
    pub x: f64,
    /// The upper edge.
    pub y: f64,
    /// The width.
    pub width: f64,
    /// The height.
    pub height: f64,
}

impl Spot<'_> {
    /// Where a section begins and ends, from the card's upper edge.
    #[must_use]
    pub fn section(&self, index: usize, size: f64) -> (f64, f64) {
        let mut y = 0.0;
        for (number, lines) in self.lines.iter().enumerate() {
            let height = *lines as f64 * text::line(size) + SECTIONS;
            let last = number + 1 == self.lines.len();
            let end = if last {
                self.height
            } else {
                y + height + if number == 0 { PAD - SECTIONS / 2.0 } else { 0.0 }
            };
            if number == index {
                return (y, end);
            }
            y = end;
        }
        (0.0, self.height)
    }
}

/// A tree with places for its cards.
#[derive(Debug, Clone)]
pub struct Laid<'c> {
    /// The cards, each after the one above it.
    pub spots: Vec<Spot<'c>>,
    /// The size of the letters.
    pub size: f64,
    /// Which way it grows.
    pub direction: Direction,
    /// The height of the whole figure.
    pub height: f64,
    /// Whether any words were cut.
    pub cut: bool,
}
