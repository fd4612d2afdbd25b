//! The files that a document names: deck template, theme, style sheets. Each is a dependency before
//! it is looked for.

use std::path::Path;

use super::{Folder, Run};
use crate::assets::Assets;
use crate::assets::address::is_remote;
use crate::deck::registry;
use crate::diagnostic::{Diagnostic, Severity};
use crate::root;
use crate::source::front_matter::{FrontMatter, Spanned};
use crate::theme::{self, Theme};

/// What `night` puts behind pictures that are made for a dark ground: nothing. The deck is dark on
/// paper, too.
const DARK_PAPER: &str = ":root{--wd-paper:transparent;--wd-own:1}";

impl Run<'_> {
    /// The deck template: the flag's, from the working directory, or the front matter's, beside the
    /// document.
    pub(super) fn template(
        &mut self,
        front: &FrontMatter,
        folder: &Folder,
    ) -> Option<registry::Template> {
        let found = match (&self.options.deck, &front.deck.template) {
            (Some(wanted), _) => {
                self.dependencies.extend(registry::path(wanted, Path::new(".")));
                registry::template(wanted, Path::new("."), None)
            }
            (None, Some(wanted)) => {
                if registry::built_in(&wanted.value).is_none()
                    && !self.may_read(wanted, folder, "deck/missing")
                {
                    return None;
                }
                self.dependencies.extend(registry::path(&wanted.value, &folder.base));
                let found = registry::template(&wanted.value, &folder.base, Some(&folder.root));
                found.map_err(|diagnostic| diagnostic.at(wanted.span))
            }
            (None, None) => registry::template(registry::BUILT_IN[0].name, &folder.base, None),
        };
        found.map_err(|diagnostic| self.diagnostics.push(diagnostic)).ok()
    }

    /// Whether a file or folder that the document names lies inside the root. One that is not there
    /// counts as inside: the code that opens it has the better message.
    fn may_read(&mut self, named: &Spanned<String>, folder: &Folder, code: &'static str) -> bool {
        let path = folder.base.join(&named.value);
        match root::inside(&folder.root, &path) {
            Err(reason) if path.exists() => {
                // Where it is a link, it may lead inside later.
                self.dependencies.push(path);
                let message = format!("cannot read `{}`: {reason}", named.value);
                self.diagnostics.push(Diagnostic::error(code, message).at(named.span));
                false
            }
            _ => true,
        }
    }

    /// The theme: the flag's, from the working directory, or the one that the document names,
    /// beside it. A document may name another tool's look: that is a remark or a warning, never an
    /// error.
    pub(super) fn theme(&mut self, front: &FrontMatter, folder: &Folder) -> Option<Theme> {
        let shown_from = self.options.shown_from.as_deref();
        if let Some(wanted) = &self.options.theme {
            let sources = &mut self.sources;
            let problems = &mut self.diagnostics;
            let name = Some(wanted.as_str());
            let base = Path::new(".");
            let wanted = theme::Wanted { name, base, shown_from, trust: theme::Trust::User };
            return theme::load(&wanted, &mut self.dependencies, sources, problems);
        }
        let written = front.look();
        let name = written.and_then(|written| self.theme_for(written, folder));
        let before = self.diagnostics.len();
        let trust = theme::Trust::Document { root: &folder.root };
        let wanted = theme::Wanted { name, base: &folder.base, shown_from, trust };
        let looked_for = &mut self.dependencies;
        let sources = &mut self.sources;
        let problems = &mut self.diagnostics;
        let theme = theme::load(&wanted, looked_for, sources, problems);
        for diagnostic in &mut self.diagnostics[before..] {
            diagnostic.span = diagnostic.span.or(written.map(|written| written.span));
        }
        theme
    }

    /// The theme of ours that a document gets for the name that it says; none for the default. For
    /// a theme of another tool, a diagnostic says what becomes of it.
    fn theme_for<'w>(&mut self, written: &'w Spanned<String>, folder: &Folder) -> Option<&'w str> {
        let name = written.value.trim();
        if theme::registry::built_in(name).is_some() {
            return Some(&written.value);
        }
        let path = folder.base.join(name);
        self.dependencies.push(path.clone());
        let mut instead = None;
        let problem = if is_style_sheet(name) {
            // What becomes of it is said where style sheets are read.
            return None;
        } else if path.is_dir() {
            match root::inside(&folder.root, &path) {
                Ok(_) => return Some(&written.value),
                Err(reason) => {
                    Diagnostic::warning("theme/missing", format!("cannot read `{name}`: {reason}"))
                }
            }
        } else if let Some(ours) = theme::registry::instead_of_reveal(name) {
            instead = Some(ours);
            let ours = if ours == theme::registry::BUILT_IN[0].name {
                "the default theme".to_owned()
            } else {
                format!("`{ours}`, which is dark, too,")
            };
            Diagnostic::info(
                "theme/reveal",
                format!("reveal.js's theme `{name}` is not used; {ours} is"),
            )
            .help("a deck carries its own fonts and asks for none; `--theme` names another theme")
        } else {
            Diagnostic { severity: Severity::Warning, ..theme::registry::unknown(name) }
                .label("the default theme is used")
        };
        self.diagnostics.push(problem.at(written.span));
        instead
    }

    /// Whether a document names a dark theme of reveal.js, which its pictures are made for.
    fn is_drawn_for_the_dark(&self, front: &FrontMatter) -> bool {
        let look = front.look().filter(|_| self.options.theme.is_none());
        look.is_some_and(|look| {
            let name = look.value.trim();
            theme::registry::built_in(name).is_none()
                && theme::registry::instead_of_reveal(name) == Some("night")
        })
    }

    /// The style sheets that the front matter names; one in the place of a theme comes first.
    pub(super) fn own_css(
        &mut self,
        front: &FrontMatter,
        folder: &Folder,
        assets: &mut Assets,
        style: &mut String,
    ) {
        if self.is_drawn_for_the_dark(front) {
            style.push_str(DARK_PAPER);
        }
        let look =
            front.look().filter(|look| self.options.theme.is_none() && is_style_sheet(&look.value));
        for css in look.into_iter().chain(&front.css) {
            let path = folder.base.join(&css.value);
            let text = if is_remote(&css.value) {
                Err("it is on the network, and a deck asks for nothing there".to_owned())
            } else {
                self.dependencies.push(path.clone());
                root::read_text_inside(&folder.root, &path)
            };
            match text {
                Ok(text) => {
                    let id = self.sources.add(css.value.clone(), Some(path.clone()), text);
                    let source = self.sources.get(id);
                    let beside = path.parent().unwrap_or(&folder.base);
                    style.push_str(&theme::css::embed(
                        source.text(),
                        beside,
                        assets,
                        Some(source),
                        &mut self.diagnostics,
                    ));
                }
                Err(error) => self.diagnostics.push(
                    Diagnostic::warning(
                        "asset/missing",
                        format!("cannot embed style sheet `{}`: {error}", css.value),
                    )
                    .at(css.span),
                ),
            }
        }
    }
}

/// Whether a name is that of a style sheet, be it a file or an address.
fn is_style_sheet(name: &str) -> bool {
    let path = name.split(['?', '#']).next().unwrap_or(name).trim_end();
    path.len() > 4 && path.to_ascii_lowercase().ends_with(".css")
}
