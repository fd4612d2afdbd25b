//! What is said of raw HTML, of code and of diagrams while a slide is written.

use comrak::nodes::{NodeValue, Sourcepos};

use super::raw::raw_html;
use super::{Renderer, code, highlight, sanitize, tags};
use crate::deck::place;
use crate::diagnostic::Diagnostic;
use crate::markdown::Node;

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
