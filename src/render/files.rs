//! Files that a slide shows: embedded, or a placeholder with a warning.

use std::collections::HashMap;

use comrak::nodes::Sourcepos;

use super::Renderer;
use super::sanitize::Reference;
use crate::assets::{self, Resolved, address};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::words::say;

impl Renderer<'_, '_> {
    /// What to write for an address in raw HTML.
    pub(super) fn referred(
        &mut self,
        reference: &Reference,
        places: &HashMap<String, Sourcepos>,
    ) -> String {
        let span = places.get(&reference.address).and_then(|at| self.sources.span(*at));
        let kinds: &[&str] = if reference.is_media { &["video", "audio"] } else { &["image"] };
        self.asset(&reference.address, kinds, span).0
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
                let message = format!("cannot embed `{reference}`: {reason}");
                let help = if address::is_remote(reference) {
                    "a placeholder stands there"
                } else {
                    "paths are relative to the document; a placeholder stands there"
                };
                self.diagnostics
                    .push(Diagnostic::warning("asset/missing", message).at(span).help(help));
                (placeholder(say::words().not_embedded, reference), false)
            }
        }
    }
}
