//! The files that a document names: deck template, theme, style sheets. Each is a dependency before it is looked for.

use std::path::Path;

use super::{Folder, Run};
use crate::deck::{registry, template};
use crate::diagnostic::Diagnostic;
use crate::render::assets::Assets;
use crate::root;
use crate::source::front_matter::{FrontMatter, Spanned};
use crate::theme::{self, Theme};

impl Run<'_> {
    /// The deck template: the flag's, from the working directory, or the front matter's, beside the document.
    pub(super) fn template(&mut self, front: &FrontMatter, folder: &Folder) -> Option<template::Template> {
        let found = match (&self.options.deck, &front.deck.template) {
            (Some(wanted), _) => {
                self.dependencies.extend(registry::path(wanted, Path::new(".")));
                registry::template(wanted, Path::new("."), None)
            }
            (None, Some(wanted)) => {
                if registry::built_in(&wanted.value).is_none() && !self.may_read(wanted, folder, "deck/missing") {
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

    /// Whether a file or folder that the document names lies inside the root. One that is not there may be looked
    /// for: whoever does says so best.
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

    pub(super) fn theme(&mut self, front: &FrontMatter, folder: &Folder) -> Option<Theme> {
        let written = front.deck.theme.as_ref().or(front.theme.as_ref());
        let (wanted, base, span) = match (&self.options.theme, written) {
            (Some(wanted), _) => (Some(wanted.as_str()), Path::new("."), None),
            (None, Some(written)) => {
                if theme::registry::built_in(&written.value).is_none()
                    && !self.may_read(written, folder, "theme/missing")
                {
                    return None;
                }
                (Some(written.value.as_str()), folder.base.as_path(), Some(written.span))
            }
            (None, None) => (None, folder.base.as_path(), None),
        };
        let own_name = wanted.filter(|name| span.is_some() && theme::registry::REVEAL_THEMES.contains(name));
        if let Some(name) = own_name {
            self.diagnostics.push(
                Diagnostic::info(
                    "theme/reveal",
                    format!("reveal.js's theme `{name}` is not used; the default theme is"),
                )
                .at(span)
                .help("a deck carries its own fonts and asks for none; `--theme` names another theme"),
            );
        }
        let before = self.diagnostics.len();
        let trust = if span.is_some() { theme::Trust::Document { root: &folder.root } } else { theme::Trust::User };
        let wanted = if own_name.is_some() { None } else { wanted };
        let looked_for = &mut self.dependencies;
        let theme = theme::load(wanted, base, trust, looked_for, &mut self.sources, &mut self.diagnostics);
        for diagnostic in &mut self.diagnostics[before..] {
            diagnostic.span = diagnostic.span.or(span);
        }
        theme
    }

    /// The style sheets that the front matter names.
    pub(super) fn own_css(&mut self, front: &FrontMatter, folder: &Folder, assets: &mut Assets, style: &mut String) {
        for css in &front.css {
            let path = folder.base.join(&css.value);
            self.dependencies.push(path.clone());
            let text = root::read_text_inside(&folder.root, &path);
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
                    Diagnostic::warning("asset/missing", format!("cannot embed style sheet `{}`: {error}", css.value))
                        .at(css.span),
                ),
            }
        }
    }
}
