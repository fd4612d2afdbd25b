//! What is said of raw HTML, of code and of diagrams while a slide is written.

use comrak::nodes::{NodeValue, Sourcepos};

use super::raw::raw_html;
use super::{Renderer, code, highlight, sanitize, style, tags};
use crate::deck::{Slide, place};
use crate::diagnostic::Diagnostic;
use crate::markdown::Node;
use crate::markdown::notes::tags::{decoded, place_in, tags as tags_of};
use crate::source::Span;

/// What is left out of the styles of a slide: where, and how it is named.
type LeftOut = Vec<(Option<Span>, String)>;

impl<'a> Renderer<'_, 'a> {
    /// Says where tags are left out.
    pub(super) fn too_many_tags(&mut self, blocks: &[Node<'a>]) {
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
    pub(super) fn raw_html(&mut self, node: Node<'a>) {
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

    /// Says, once for a slide, which parts of `style` attributes are left out.
    pub(super) fn check_styles(&mut self, slide: &Slide<'a>) {
        let mut found = LeftOut::new();
        let mut see = |style: &str, is_on_slide: bool, span: Option<Span>| {
            found.extend(style::left_out(style, is_on_slide).map(|part| (span, named(part))));
        };
        if let Some(style) = slide.attributes.get("style") {
            see(style, true, slide.attributes_span);
        }
        if self.deck.elements.written().next().is_some() {
            for node in slide.blocks.iter().flat_map(|block| block.descendants()) {
                let attributes = self.deck.elements.get(node);
                let Some(style) = attributes.and_then(|own| own.get("style")) else { continue };
                let mut written = self.deck.elements.written();
                let comment = written.find(|(own, _)| own.get("style") == Some(style));
                let span = comment.map(|(_, span)| span);
                see(style, false, span.or_else(|| self.sources.span(place(node))));
            }
        }
        if self.has_raw_html && !self.settings.allow_html {
            self.see_raw_styles(slide, see);
        }
        found.sort_by_key(|(span, _)| span.map(|span| (span.source, span.start)));
        let Some((span, _)) = found.first() else { return };
        let mut names: Vec<&str> = Vec::new();
        for (_, name) in &found {
            if !names.contains(&name.as_str()) && names.len() < 10 {
                names.push(name);
            }
        }
        let names = names.join("`, `");
        self.diagnostics.push(
            Diagnostic::warning("slide/style", format!("left out of a `style`: `{names}`"))
                .at(*span)
                .help("a style says how an element looks, and where on its slide it stands; only `<style>` names files"),
        );
    }

    /// Gives `see` the styles of raw HTML on a slide.
    fn see_raw_styles(&self, slide: &Slide<'a>, mut see: impl FnMut(&str, bool, Option<Span>)) {
        for (html, at) in raw_html(&slide.blocks).filter(|(html, _)| html.contains("style")) {
            for tag in tags_of(&html) {
                let is_style = |name: &str| name.eq_ignore_ascii_case("style");
                let Some(own) = tag.attributes.iter().find(|own| is_style(own.name)) else {
                    continue;
                };
                let value = decoded(own.value);
                if style::left_out(&value, false).next().is_none() {
                    continue;
                }
                let span = self.sources.span(at).map(|whole| {
                    let text = &self.sources.get(whole.source).text()[whole.start..whole.end];
                    place_in(text, &html, &tag.range).map_or(whole, |place| Span {
                        start: whole.start + place.start,
                        end: whole.start + place.end,
                        ..whole
                    })
                });
                see(&value, false, span);
            }
        }
    }

    /// Says when a line of code is too long to be coloured.
    pub(super) fn check_lines(&mut self, code: &str, info: &code::CodeInfo, node: Node<'a>) {
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
    pub(super) fn check_figure(&mut self, language: &str, node: Node<'a>) {
        if language == "mermaid" {
            if cfg!(feature = "mermaid") {
                // It was tried, and said why it stands as text.
                return;
            }
            self.diagnostics.push(
                Diagnostic::warning(
                    "slide/figure",
                    "`mermaid` is not drawn by this build of whydeck: it stands as text",
                )
                .at(self.sources.span(place(node)))
                .help(
                    "`cargo install` with `--features mermaid` draws it; or embed it as a picture",
                ),
            );
        } else if code::DIAGRAMS.contains(&language) {
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
}

/// How a declaration is named that is left out: with its value, unless that is long.
fn named(declaration: &str) -> String {
    let whole = declaration.split_whitespace().collect::<Vec<_>>().join(" ").replace('`', "'");
    if whole.chars().count() <= 40 {
        return whole;
    }
    let start: String = whole.chars().take(36).collect();
    format!("{start} …")
}
