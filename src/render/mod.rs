//! A slide's HTML.
//!
//! 1. [`nodes`] writes the blocks: comrak's own HTML where that will do, ours where attributes,
//!    assets, code or containers come in.
//! 2. A slide with raw HTML is sanitised as a whole ([`sanitize`]).
//! 3. [`section`] writes the attributes of the `<section>`, and [`Renderer::slide`] puts notes and
//!    footnotes in.

mod attributes;
pub(crate) mod code;
mod footnotes;
mod formula;
pub(crate) mod highlight;
mod icons;
pub(crate) mod nodes;
mod raw;
pub(crate) mod sanitize;
pub(crate) mod section;
pub(crate) mod style;
mod tags;

use std::collections::HashMap;
use std::path::PathBuf;

use comrak::Options;
use comrak::nodes::{NodeValue, Sourcepos};

use crate::assets::{self, Assets, Resolved, address};
use crate::deck::{Deck, Note, Slide, place};
use crate::diagnostic::Diagnostic;
pub(crate) use crate::html::escape;
use crate::markdown::{self, Node, Syntax};
use crate::source::{Sources, Span};
use crate::token::{self, Piece, Token};
use crate::words::say;
use footnotes::Footnotes;
use highlight::Coloured;
use raw::{Place, places, raw_html};
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
    /// Whether any slide has a formula.
    pub(crate) has_math: bool,
    /// Whether no icon was drawn yet.
    has_no_icon: bool,
    /// The figures of the blocks that are being written.
    figures: Vec<String>,
    /// Notes that were found only in the HTML of the slide.
    late_notes: Vec<String>,
    /// The places of the slide's blocks, by number.
    pub(crate) numbered: Vec<Option<Span>>,
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
            has_math: false,
            has_no_icon: true,
            figures: Vec::new(),
            late_notes: Vec::new(),
            numbered: Vec::new(),
        }
    }

    /// Writes one slide.
    pub(crate) fn slide(&mut self, slide: &Slide<'a>) -> RenderedSlide {
        self.footnotes.begin_slide();
        let mut html = self.blocks(slide.blocks.iter().copied());
        let footnotes = self.footnotes_html(0);
        html.push_str(&footnotes);
        let (attributes, extra) = section::attributes(self, slide);
        html.push_str(&extra);
        let shown = self.footnotes.len();
        let mut notes = if self.settings.notes { self.notes(&slide.notes) } else { None };
        let late = std::mem::take(&mut self.late_notes).concat();
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
                Piece::Token(Token::Reference(number)) if place == Place::Value => {
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

    /// What to write for an address in raw HTML.
    fn referred(&mut self, reference: &Reference, places: &HashMap<String, Sourcepos>) -> String {
        let span = places.get(&reference.address).and_then(|at| self.sources.span(*at));
        let kinds: &[&str] = if reference.is_media { &["video", "audio"] } else { &["image"] };
        self.asset(&reference.address, kinds, span).0
    }

    /// Says where tags are left out.
    fn too_many_tags(&mut self, blocks: &[Node<'a>]) {
        let mut bounds = tags::Bounds::default();
        let all: Vec<(String, Sourcepos)> = raw_html(blocks).collect();
        let place = all.iter().find(|(html, _)| {
            bounds.read(html);
            bounds.is_reached
        });
        // What Markdown opened counts as well.
        let place = place.or(all.first()).map(|(_, at)| *at);
        self.diagnostics.push(
            Diagnostic::warning("source/tags", tags::MESSAGE)
                .at(place.and_then(|at| self.sources.span(at)))
                .help("close what is open; what stands between the tags stays on the slide"),
        );
    }

    /// Takes note of raw HTML, and says which of its elements will be left out.
    fn raw_html(&mut self, node: Node<'a>) {
        self.has_raw_html = true;
        match &node.data().value {
            NodeValue::HtmlBlock(block) => self.check_icons(&block.literal, node),
            NodeValue::HtmlInline(html) => self.check_icons(html, node),
            _ => {}
        }
        if self.settings.allow_html {
            return;
        }
        let data = node.data();
        let html = match &data.value {
            NodeValue::HtmlBlock(block) => block.literal.as_str(),
            NodeValue::HtmlInline(html) => html.as_str(),
            _ => return,
        };
        for name in sanitize::left_out(html) {
            self.diagnostics.push(
                Diagnostic::warning("slide/html", format!("`<{name}>` is left out: it could run or load something"))
                    .at(self.sources.span(data.sourcepos))
                    .help("`--allow-html` leaves it in, for a document that you trust as you trust a program"),
            );
        }
    }

    /// Says when a line of code is too long to be coloured.
    fn check_lines(&mut self, code: &str, info: &code::CodeInfo, node: Node<'a>) {
        let is_long = |line: &&str| line.len() > highlight::LONGEST;
        let Some(number) = code.split_inclusive('\n').position(|line| is_long(&line)) else {
            return;
        };
        if self.settings.highlight && highlight::is_known(&info.language) {
            let message =
                format!("line {} of this code has no colours: it is too long", number + 1);
            self.diagnostics.push(
                Diagnostic::info("source/line", message).at(self.sources.span(place(node))).help(
                    format!("lines of more than {} bytes stay plain; break it", highlight::LONGEST),
                ),
            );
        }
    }

    /// Says when a fence names a figure that this version shows as text.
    fn check_figure(&mut self, language: &str, node: Node<'a>) {
        if matches!(language, "mermaid" | "graphviz" | "dot" | "plantuml") {
            self.diagnostics.push(
                Diagnostic::warning(
                    "slide/figure",
                    format!("`{language}` is not drawn in this version: it stands as text"),
                )
                .at(self.sources.span(place(node)))
                .help("embed it as a picture"),
            );
        }
    }

    /// What to write for a reference to a file, and whether the file is there; otherwise a
    /// placeholder and a warning.
    pub(crate) fn asset(
        &mut self,
        reference: &str,
        kinds: &[&str],
        span: Option<Span>,
    ) -> (String, bool) {
        self.asset_or(reference, kinds, span, assets::placeholder)
    }

    /// The same, with a placeholder of the caller's making.
    pub(crate) fn asset_or(
        &mut self,
        reference: &str,
        kinds: &[&str],
        span: Option<Span>,
        placeholder: fn(&str, &str) -> String,
    ) -> (String, bool) {
        let base = self.settings.base.clone();
        match self.assets.resolve(reference, &base, kinds) {
            Resolved::Token(token) => (token, true),
            // reveal.js knows it by its scheme in lower case.
            Resolved::Data => {
                let read = address::as_read(reference);
                (format!("data:{}", read.split_once(':').map_or("", |(_, data)| data)), true)
            }
            Resolved::Remote => {
                self.diagnostics.push(
                    Diagnostic::warning(
                        "asset/remote",
                        "this is on the network, and a deck asks for nothing there",
                    )
                    .at(span)
                    .help("`build --fetch` brings it here; until then a placeholder stands there"),
                );
                (placeholder(say::words().on_the_network, reference), false)
            }
            Resolved::Changed => {
                self.diagnostics.push(
                    Diagnostic::error(
                        "asset/changed",
                        "this is not what was fetched from there before",
                    )
                    .at(span)
                    .help("look at it, then take it with `--fetch=update`"),
                );
                (placeholder(say::words().not_embedded, reference), false)
            }
            Resolved::Missing(reason) => {
                self.diagnostics.push(
                    Diagnostic::warning(
                        "asset/missing",
                        format!("cannot embed `{reference}`: {reason}"),
                    )
                    .at(span)
                    .help("paths are relative to the document; a placeholder stands there"),
                );
                (placeholder(say::words().not_embedded, reference), false)
            }
        }
    }

    fn notes(&mut self, notes: &[Note<'a>]) -> Option<String> {
        let mut html = String::new();
        for note in notes {
            match note {
                Note::Block(block) => html.push_str(&self.blocks(std::iter::once(*block))),
                Note::Remark(text) => {
                    for paragraph in
                        text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty())
                    {
                        html.push_str(&format!("<p>{}</p>\n", escape(paragraph)));
                    }
                }
            }
        }
        (!html.is_empty()).then_some(html)
    }

    pub(crate) fn comrak_options(&self) -> Options<'static> {
        self.options.clone()
    }
}
