//! The style sheets that stand on slides.

use std::collections::HashSet;
use std::path::Path;

use super::{Folder, Run};
use crate::assets::address::in_css;
use crate::assets::{Assets, Resolved};
use crate::deck::{Deck, OwnStyle};
use crate::diagnostic::Diagnostic;
use crate::source::front_matter::FrontMatter;
use crate::source::{Sources, Span};
use crate::theme::scoped::{Host, Scoped, Sized, Wrong};

/// Says to the page that the author has colours of his own.
const OWN_COLORS: &str = ":root{--wd-own:1}";

impl Run<'_> {
    /// Appends the author's sheets, and the rules on slides.
    pub(super) fn styles_of_author(
        &mut self,
        front: &FrontMatter,
        deck: &Deck<'_>,
        folder: &Folder,
        assets: &mut Assets,
        style: &mut String,
    ) {
        let built_in = style.len();
        self.own_css(front, folder, assets, style);
        self.styles_of_slides(deck, folder, assets, style);
        if style[built_in..].contains("color") {
            style.push_str(OWN_COLORS);
        }
    }

    /// Appends the rules to the style of the deck.
    fn styles_of_slides(
        &mut self,
        deck: &Deck<'_>,
        folder: &Folder,
        assets: &mut Assets,
        style: &mut String,
    ) {
        let mut scoped = Scoped::default();
        let mut said = HashSet::new();
        for written in &deck.styles {
            let mut embedding = Embedding {
                written,
                base: &folder.base,
                assets,
                sources: &self.sources,
                diagnostics: &mut self.diagnostics,
                said: &mut said,
            };
            if written.is_scoped {
                embedding.say(
                    0,
                    "slide/style",
                    "`scoped` has no effect: this style holds for all slides",
                );
            }
            scoped.read(&written.text, &mut embedding);
        }
        style.push_str(&scoped.css);
    }
}

/// Whom rules are for that may change sizes.
pub(super) fn sized(deck: &Deck<'_>) -> Sized {
    let mut scoped = Scoped::default();
    for style in &deck.styles {
        scoped.read(&style.text, &mut Unheard);
    }
    scoped.sized
}

/// For a look at the rules alone.
struct Unheard;

impl Host for Unheard {
    fn embed(&mut self, _: &str, _: usize) -> Option<String> {
        Some(String::new())
    }

    fn wrong(&mut self, _: Wrong, _: usize) {}
}

struct Embedding<'e> {
    written: &'e OwnStyle,
    base: &'e Path,
    assets: &'e mut Assets,
    sources: &'e Sources,
    diagnostics: &'e mut Vec<Diagnostic>,
    /// What was said: each is said once.
    said: &'e mut HashSet<Wrong>,
}

impl Embedding<'_> {
    fn say(&mut self, line: usize, code: &'static str, message: impl Into<String>) {
        let span = self.span(line);
        self.diagnostics.push(Diagnostic::warning(code, message).at(span));
    }

    fn span(&self, line: usize) -> Option<Span> {
        let line = self.written.line + line;
        self.sources.span((line, 1, line, 1).into())
    }
}

impl Host for Embedding<'_> {
    fn embed(&mut self, address: &str, line: usize) -> Option<String> {
        match self.assets.resolve(address, self.base, &["image", "font", "application/font"]) {
            Resolved::Token(token) => Some(token),
            Resolved::Data => Some(in_css(address)),
            Resolved::Changed => {
                let message = format!("`{address}` is not what was fetched from there before");
                self.say(line, "asset/missing", message);
                None
            }
            Resolved::Remote => {
                let message =
                    format!("`{address}` is on the network, and a deck asks for nothing there");
                self.say(line, "asset/remote", message);
                None
            }
            Resolved::Missing(reason) => {
                self.say(line, "asset/missing", format!("cannot embed `{address}`: {reason}"));
                None
            }
        }
    }

    fn wrong(&mut self, wrong: Wrong, line: usize) {
        let message = wrong.message();
        if self.said.insert(wrong) {
            self.say(line, "slide/style", message);
        }
    }
}
