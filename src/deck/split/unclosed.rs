//! What a slide left open is closed where the slide ends, and said.

use super::{CONTAINERS, Open, Scanner};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

impl Scanner<'_> {
    /// Closes what a slide left open.
    pub(super) fn close_all(&mut self) {
        match self.open.take() {
            Some(Open::Fence { fence, span, .. }) => {
                self.warn(
                    "slide/unclosed-fence",
                    "this code block is never closed",
                    span,
                    "add a closing fence",
                );
                self.emit(&fence.closing(), 0);
            }
            Some(Open::Html { block, span, .. }) => {
                self.warn(
                    "slide/unclosed-html",
                    "this element is never closed",
                    span,
                    "add its end tag",
                );
                self.emit(&block.closing(), 0);
            }
            None => {}
        }
        self.close_containers();
    }

    /// Closes what the text left open.
    pub(super) fn end(&mut self) {
        self.close_all();
        for section in std::mem::take(&mut self.sections) {
            let (message, help) = ("`<section>` is never closed", "add `</section>`");
            self.warn("slide/unclosed-html", message, section.span, help);
        }
    }

    pub(super) fn close_containers(&mut self) {
        self.containers_as_text = 0;
        while let Some((colons, span)) = self.containers.pop() {
            self.warn(
                "slide/unclosed-container",
                "this container is never closed",
                span,
                "add a line `:::`",
            );
            self.emit(&":".repeat(colons), 0);
        }
    }

    fn warn(&mut self, code: &'static str, message: &str, span: Span, help: &str) {
        self.out.diagnostics.push(
            Diagnostic::warning(code, message)
                .at(span)
                .help(format!("{help}; it ends with the slide")),
        );
    }

    /// Says, for the first of those that follow one another, that a container is text.
    pub(super) fn too_deep(&mut self) {
        if self.containers_as_text == 1 {
            let message =
                format!("containers nest deeper than {CONTAINERS}: this one stands as text");
            let span = self.written_line();
            let help = "close containers with `:::` before";
            self.out
                .diagnostics
                .push(Diagnostic::warning("source/nesting", message).at(span).help(help));
        }
    }

    pub(super) fn unclosed_comment(&mut self, open: usize) {
        self.out.diagnostics.push(
            Diagnostic::warning("slide/unclosed-comment", "this comment is never closed")
                .at(self.source.span(open..open + 4))
                .help("add `-->`; it is shown as text"),
        );
    }
}
