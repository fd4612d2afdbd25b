//! A slide's HTML.
//!
//! 1. [`nodes`] writes the blocks: comrak's own HTML where that will do, ours where attributes,
//!    assets, code or containers come in.
//! 2. A slide with raw HTML is sanitised as a whole ([`sanitize`]).
//! 3. [`section`] writes the attributes of the `<section>`, and [`Renderer::slide`] puts notes and
//!    footnotes in.

mod attributes;
pub(crate) mod bidi;
pub(crate) mod code;
mod files;
mod footnotes;
mod formula;
mod gradient;
pub(crate) mod highlight;
mod icons;
pub(crate) mod languages;
mod loose;
pub(crate) mod nodes;
mod raw;
mod remarks;
pub(crate) mod sanitize;
pub(crate) mod section;
pub(crate) mod style;
mod tags;

use std::collections::HashMap;
use std::path::PathBuf;

use comrak::Options;

use crate::assets::Assets;
use crate::deck::{Deck, Note, Slide, place};
use crate::diagnostic::Diagnostic;
pub(crate) use crate::html::escape;
use crate::markdown::{self, Node, Syntax};
use crate::source::{Sources, Span};
use crate::token::{self, Piece, Token};
use footnotes::Footnotes;
use highlight::Coloured;
use raw::{Place, places};
use sanitize::{Reference, Sanitizer};

/// How slides are to be written.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    /// Whether a line break in the source is one on the slide.
    pub breaks: bool,
    /// Whether raw HTML stays as it is.
    pub allow_html: bool,
    /// Whether code is coloured.
    pub highlight: bool,
    /// Whether notes are written.
    pub notes: bool,
    /// Whether blocks are numbered, so that a served page can say which one somebody points at.
    pub marks: bool,
    /// The folder that references are relative to.
    pub base: PathBuf,
}

/// One slide, ready for a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderedSlide {
    /// Its address.
    pub key: String,
    /// The text of its first heading.
    pub title: String,
    /// Attributes of the `<section>`, each with a blank before it; escaped.
    pub attributes: String,
    /// What stands in the `<section>`, without the notes. Assets are private tokens.
    pub html: String,
    /// The notes as HTML; none when there are none, or none were wanted.
    pub notes: Option<String>,
    /// Where it begins in the document; none when nothing on it is of the document.
    pub place: Option<Span>,
    /// The places of its numbered blocks (`data-at`); empty unless they were asked for.
    pub blocks: Vec<Option<Span>>,
    /// How tall its content is at the smallest size, in pixels; 0 where that is not measured.
    pub height: u32,
}

/// Writes the slides of a deck.
pub(crate) struct Renderer<'r, 'a> {
    pub(crate) deck: &'r Deck<'a>,
    pub(crate) sources: &'r Sources,
    pub(crate) settings: &'r Settings,
    pub(crate) assets: &'r mut Assets,
    pub(crate) diagnostics: &'r mut Vec<Diagnostic>,
    pub(crate) coloured: &'r mut Coloured,
    options: Options<'static>,
    sanitizer: Option<Sanitizer>,
    pub(crate) footnotes: Footnotes,
    /// Whether the slide that is being written has raw HTML.
    pub(crate) has_raw_html: bool,
    /// Whether no icon was drawn yet.
    has_no_icon: bool,
    /// Whether any slide has a formula.
    pub(crate) has_math: bool,
    /// The figures of the blocks that are being written.
    figures: Vec<String>,
    /// Notes that were found only in the HTML of the slide.
    late_notes: Vec<String>,
    /// The places of the slide's blocks, by number.
    pub(crate) numbered: Vec<Option<Span>>,
    /// The number behind the last line of code that has one.
    pub(crate) next_line: u32,
}

impl<'r, 'a> Renderer<'r, 'a> {
    /// A renderer for a deck.
    pub(crate) fn new(
        deck: &'r Deck<'a>,
        sources: &'r Sources,
        settings: &'r Settings,
        assets: &'r mut Assets,
        diagnostics: &'r mut Vec<Diagnostic>,
        coloured: &'r mut Coloured,
    ) -> Self {
        let mut options = markdown::options(Syntax::Slides);
        options.render.hardbreaks = settings.breaks;
        Self {
            deck,
            sources,
            settings,
            assets,
            diagnostics,
            coloured,
            options,
            sanitizer: None,
            footnotes: Footnotes::default(),
            has_raw_html: false,
            has_no_icon: true,
            has_math: false,
            figures: Vec::new(),
            late_notes: Vec::new(),
            numbered: Vec::new(),
            next_line: 1,
        }
    }

    /// Writes one slide.
    pub(crate) fn slide(&mut self, slide: &Slide<'a>) -> RenderedSlide {
        self.footnotes.begin_slide();
        let mut html = self.blocks(slide.blocks.iter().copied());
        self.check_styles(slide);
        if self.has_raw_html {
            html = loose::in_paragraphs(&html).unwrap_or(html);
        }
        let footnotes = self.footnotes_html(0);
        html.push_str(&footnotes);
        let (attributes, extra) = section::attributes(self, slide);
        html.push_str(&extra);
        let shown = self.footnotes.len();
        let mut notes = if self.settings.notes { self.notes(&slide.notes) } else { None };
        let late = std::mem::take(&mut self.late_notes).join("\n");
        if self.settings.notes && !late.is_empty() {
            notes.get_or_insert_default().push_str(&late);
        }
        if let Some(notes) = &mut notes {
            notes.push_str(&self.footnotes_html(shown));
        }
        RenderedSlide {
            key: slide.id.clone(),
            title: slide.title.clone(),
            attributes,
            html,
            notes,
            place: self.place(slide),
            blocks: std::mem::take(&mut self.numbered),
            height: slide.height.max(0.0).round() as u32,
        }
    }

    /// Where a slide begins: at its attributes or its first block, passing over what a template
    /// wrote.
    fn place(&self, slide: &Slide<'a>) -> Option<Span> {
        let is_written = |span: &Span| {
            let source = self.sources.get(span.source);
            source.path().is_some()
                || self.sources.iter().next().is_some_and(|first| std::ptr::eq(first, source))
        };
        let mut blocks = slide.blocks.iter().filter_map(|block| self.sources.span(place(block)));
        let first = blocks.find(is_written);
        let attributes = slide.attributes_span.filter(is_written);
        [first, attributes].into_iter().flatten().min_by_key(|span| (span.source, span.start))
    }

    /// Blocks as HTML, sanitised when any of them is raw.
    fn blocks(&mut self, blocks: impl Iterator<Item = Node<'a>>) -> String {
        self.has_raw_html = false;
        let blocks: Vec<Node<'a>> = blocks.collect();
        let mut html = String::new();
        for block in &blocks {
            html = nodes::write(self, block, html);
        }
        let mut references = Vec::new();
        if self.has_raw_html && !self.settings.allow_html {
            if let Some((bounded, is_said)) = tags::bounded(&html) {
                if is_said {
                    self.too_many_tags(&blocks);
                }
                html = bounded;
            }
            let sanitizer = self.sanitizer.take().unwrap_or_default();
            (html, references) = sanitizer.clean(&html);
            self.sanitizer = Some(sanitizer);
        } else if self.has_raw_html {
            (html, references) = sanitize::referred(&html);
        }
        if self.has_raw_html {
            html = icons::drawn(html, &mut self.has_no_icon);
        }
        let html = self.filled(html, &references, &blocks);
        let found = if self.has_raw_html { markdown::notes::without(&html) } else { None };
        match found {
            Some((kept, mut notes)) => {
                self.late_notes.append(&mut notes);
                kept
            }
            None => html,
        }
    }

    /// Puts figures, which are our own and are not sanitised, and files in the places that were
    /// kept for them.
    ///
    /// An element of raw HTML may have drawn such a place into a tag or a text of its own: nothing
    /// is put in there.
    fn filled(&mut self, html: String, references: &[Reference], blocks: &[Node<'a>]) -> String {
        let mut figures: Vec<Option<String>> =
            std::mem::take(&mut self.figures).into_iter().map(Some).collect();
        if figures.is_empty() && !self.has_raw_html {
            return html;
        }
        let mut out = String::with_capacity(html.len());
        let places = if references.is_empty() { HashMap::new() } else { places(blocks) };
        let mut place = Place::Content;
        for piece in token::pieces(&html) {
            match piece {
                Piece::Text(text) => {
                    place = place.after(text);
                    out.push_str(text);
                }
                Piece::Token(Token::Figure(number))
                    if place == Place::Content || self.settings.allow_html =>
                {
                    out.push_str(
                        &figures.get_mut(number).and_then(Option::take).unwrap_or_default(),
                    );
                }
                Piece::Token(Token::Reference(number))
                    if place == Place::Value || self.settings.allow_html =>
                {
                    if let Some(reference) = references.get(number) {
                        out.push_str(&escape(&self.referred(reference, &places)));
                    }
                }
                Piece::Token(token @ Token::Asset(_))
                    if place == Place::Value || self.settings.allow_html =>
                {
                    out.push_str(&token.to_string());
                }
                Piece::Token(_) => {}
            }
        }
        out
    }

    /// Keeps a place for a figure.
    pub(crate) fn figure(&mut self, html: String) -> String {
        self.figures.push(html);
        Token::Figure(self.figures.len() - 1).to_string()
    }

    fn notes(&mut self, notes: &[Note<'a>]) -> Option<String> {
        let mut html = String::new();
        // Blocks that follow one another are written as one: an element of raw HTML may hold several.
        for group in notes.chunk_by(|a, b| a.block().is_some() && b.block().is_some()) {
            html.push_str(&self.blocks(group.iter().filter_map(Note::block)));
            for note in group {
                let Note::Remark(text) = note else { continue };
                for paragraph in text.split("\n\n").map(str::trim).filter(|words| !words.is_empty())
                {
                    html.push_str(&format!("<p>{}</p>\n", escape(paragraph)));
                }
            }
        }
        (!html.is_empty()).then_some(html)
    }

    pub(crate) fn comrak_options(&self) -> Options<'static> {
        self.options.clone()
    }
}
