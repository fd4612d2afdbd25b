//! A deck as slide Markdown, as HackMD and whydeck read it.
//!
//! 1. What an author wrote stays as it is ([`own`]): only separators of another kind, figures and a
//!    trailer are replaced.
//! 2. Slides that whydeck made, and those whose notes are left out, are written from their nodes
//!    ([`made`]).
//! 3. Figures become pictures beside the text, or tables ([`figures`]); [`front`] writes what stands
//!    above all slides.

mod attributes;
mod figures;
mod front;
mod made;
mod own;

use std::collections::BTreeMap;
use std::ops::Range;

use super::Deck;
use super::separators::Separators;
use super::trailer::Trailer;
use crate::source::front_matter::FrontMatter;
use crate::source::{SourceId, Sources};
use figures::Figures;

/// What becomes of figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FigureForm {
    /// Pictures in a folder of this name.
    Files(String),
    /// Tables in the text.
    Tables,
}

/// A deck as text.
#[derive(Debug, Clone, Default)]
pub struct WrittenDeck {
    /// The Markdown.
    pub text: String,
    /// The pictures that it shows: their names and SVG.
    pub figures: Vec<(String, String)>,
}

/// The text of slides that somebody wrote.
#[derive(Debug, Clone)]
pub(crate) struct SlideText {
    /// The text that holds the front matter.
    pub(crate) front: SourceId,
    /// The text that holds the slides: the same, or one with the files that it includes.
    pub(crate) source: SourceId,
    /// The slides, between front matter and trailer.
    pub(crate) body: Range<usize>,
    pub(crate) separators: Separators,
    pub(crate) trailer: Option<Trailer>,
}

/// What a deck is written with.
pub(crate) struct Writing<'w> {
    pub(crate) form: &'w FigureForm,
    /// The theme's colours, by name.
    pub(crate) colors: &'w BTreeMap<String, String>,
    pub(crate) front: &'w FrontMatter,
    pub(crate) title: &'w str,
    pub(crate) sources: &'w Sources,
    /// Whether a line break in the source is one on the slide.
    pub(crate) breaks: bool,
    /// Whether notes are wanted.
    pub(crate) notes: bool,
}

/// The deck as text; `text` is what its author wrote, when it is a slide file.
pub(crate) fn write(
    deck: &Deck<'_>,
    writing: &Writing<'_>,
    text: Option<&SlideText>,
) -> WrittenDeck {
    let mut figures = Figures::new(writing.form, writing.colors);
    let front = match text {
        Some(text) => front::of_slides(writing, text),
        None => front::of_postmortem(writing),
    };
    let body = match text.filter(|_| writing.notes) {
        Some(text) => own::body(deck, writing.sources, text, &mut figures),
        None => made::body(deck, writing, &mut figures),
    };
    let gap = if body.starts_with('\n') { "" } else { "\n" };
    WrittenDeck { text: format!("{front}{gap}{body}"), figures: figures.made }
}
