//! The whys as a tree of cards: an answer with the questions it sparked, and leaders to what
//! answers those.
//!
//! 1. [`layout`] wraps the words and finds places, from left to right or from top to bottom, at the
//!    largest size that fits.
//! 2. [`divide`] deals a tree that does not fit to several figures: an overview with short words,
//!    and the branches.
//! 3. [`mod@draw`] writes a figure.

pub mod divide;
mod draw;
pub mod layout;
pub mod places;

use super::{Drawing, Frame};
pub use divide::{TreePart, parts};
use layout::lay;
use places::Laid;

/// What a section of a card is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatementKind {
    /// It asks.
    Question,
    /// It answers.
    Answer,
}

/// A question or an answer on a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Which of the two.
    pub role: StatementKind,
    /// The words.
    pub text: String,
}

/// How a card ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Leaf {
    /// It has cards below it.
    #[default]
    None,
    /// An answer that sparks no question: a root cause.
    RootCause,
    /// A question without an answer.
    Open,
    /// What is below it stands in another figure.
    More,
}

/// An answer with the questions that it sparked, or a first question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Card {
    /// At most one answer, then questions.
    pub sections: Vec<Statement>,
    /// How it ends.
    pub leaf: Leaf,
    /// The answers to its questions, each with the index of the question's section.
    pub children: Vec<(usize, Card)>,
}

impl Card {
    /// How many cards there are, this one included.
    #[must_use]
    pub fn count(&self) -> usize {
        1 + self.children.iter().map(|(_, card)| card.count()).sum::<usize>()
    }

    /// How many cards there are on the longest way down.
    #[must_use]
    pub fn depth(&self) -> usize {
        1 + self.children.iter().map(|(_, card)| card.depth()).max().unwrap_or(0)
    }
}

/// Whether a tree appears at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reveal {
    /// All of it.
    AtOnce,
    /// A level at a time.
    Stepwise,
}

/// Draws a part of a tree, as [`parts`] made it.
#[must_use]
pub fn draw(part: &TreePart, reveal: Reveal, frame: &Frame<'_>) -> Drawing {
    let laid: Laid = lay(&part.roots, part.words, frame)
        .unwrap_or_else(|| layout::last_resort(&part.roots, frame));
    draw::draw(&laid, part, reveal, frame)
}
