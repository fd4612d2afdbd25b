//! Themes: tokens (`theme.yaml`), a page (`page.hbs`) and a style sheet (`theme.css`).
//!
//! A user's folder overrides the default theme file by file. [`css`] turns tokens into CSS;
//! [`metrics`] says how wide text is in its fonts.

pub(crate) mod brand;
#[cfg(test)]
mod colors;
pub(crate) mod contrast;
pub mod css;
pub mod lean;
pub mod metrics;
pub mod registry;
pub(crate) mod scoped;
pub mod sheets;
pub mod table;
mod tones;
pub mod used;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;
use serde_yaml::Value;

use crate::diagnostic::Diagnostic;
use crate::root;
use crate::source::data::{Fields, Notation, Reader};
use crate::source::scrub::scrub;
use crate::source::{Sources, Span};

/// reveal.js and the fonts, from npm: see `build.rs`.
pub(crate) mod vendor {
    include!(concat!(env!("OUT_DIR"), "/vendor.rs"));
}

/// A font as a theme names it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Font {
    /// The family; none for the system's fonts alone.
    pub family: Option<String>,
    /// For each weight the font file: a path beside `theme.yaml`, or the name of one that is built
    /// in.
    pub weights: BTreeMap<u16, String>,
    /// Families to use where the font has no such character.
    pub fallback: Vec<String>,
    /// A family of the system that comes first, where it is installed: a brand's.
    #[serde(skip)]
    pub first: Option<String>,
}

/// The fonts of a theme.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Fonts {
    /// Running text.
    pub body: Font,
    /// Headings.
    pub heading: Font,
    /// Code.
    pub code: Font,
    /// Files for what these have not, beside `theme.yaml`.
    pub more: Vec<String>,
}

/// What `theme.yaml` says.
#[derive(Debug, Clone, Default)]
pub struct Tokens {
    /// The theme's name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Fonts.
    pub fonts: Fonts,
    /// CSS colours by name.
    pub colors: BTreeMap<String, String>,
    /// Lengths in pixels of the 1280 × 720 canvas, by name.
    pub sizes: BTreeMap<String, f64>,
    /// The radius of corners in pixels.
    pub radius: f64,
    /// The picture that stands on every slide: a file beside `theme.yaml`.
    pub logo: Option<String>,
    /// The built-in theme that this one stands on top of, when it says so.
    pub extends: Option<&'static registry::BuiltInTheme>,
}

/// A picture that stands on every slide.
#[derive(Debug, Clone)]
pub struct Logo {
    /// The file.
    pub path: String,
    /// The folder that it is relative to.
    pub folder: PathBuf,
    /// Where it is named; none for that of a theme.
    pub span: Option<Span>,
    /// What it says; empty when that is not known.
    pub name: String,
    /// Whether it is made for a dark ground.
    pub is_for_dark: bool,
}

/// A theme, ready for use.
#[derive(Debug, Clone)]
pub struct Theme {
    /// The tokens.
    pub tokens: Tokens,
    /// The page template.
    pub page: Arc<str>,
    /// The style sheet.
    pub css: ThemeCss,
    /// The folder it came from; none for a built-in.
    pub folder: Option<PathBuf>,
    /// The picture that stands on every slide.
    pub logo: Option<Logo>,
}

/// The style sheet of a theme.
#[derive(Debug, Clone)]
pub enum ThemeCss {
    /// Built-in ones, by number, one after the other.
    BuiltIn(Vec<usize>),
    /// A user's.
    Own(String),
    /// A user's, after built-in ones.
    OnTop(Vec<usize>, String),
}

/// Who named a theme.
#[derive(Debug, Clone, Copy)]
pub enum Trust<'r> {
    /// The user, on the command line.
    User,
    /// A document: its theme may read nothing outside the root, and brings no page.
    Document {
        /// The root.
        root: &'r Path,
    },
}

/// Which theme to load.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'w> {
    /// A built-in name, or a folder below `base`; the default theme when there is none.
    pub name: Option<&'w str>,
    /// The folder that a path is relative to.
    pub base: &'w Path,
    /// The folder that messages name files from; without it, files are named from the working
    /// directory.
    pub shown_from: Option<&'w Path>,
    /// Who named it.
    pub trust: Trust<'w>,
}

/// Loads a theme; none when there is none of that name (reported). `looked_for` collects what was
/// read, and what was looked for and not found, even when there is no theme.
pub fn load(
    wanted: &Wanted<'_>,
    looked_for: &mut Vec<PathBuf>,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Theme> {
    let name = wanted.name.unwrap_or(registry::BUILT_IN[0].name);
    if let Some(theme) = registry::built_in(name) {
        let tokens = built_in_tokens(theme, sources, diagnostics)?;
        let page = registry::PAGE.into();
        return Some(Theme { tokens, page, css: theme.sheets(), folder: None, logo: None });
    }
    let folder = wanted.base.join(name);
    looked_for.push(folder.clone());
    if !folder.is_dir() {
        diagnostics.push(registry::unknown(name));
        return None;
    }
    from_folder(wanted, folder, looked_for, sources, diagnostics)
}

/// The tokens of a built-in theme: its own on top of the default's.
fn built_in_tokens(
    theme: &registry::BuiltInTheme,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Tokens> {
    let default = &registry::BUILT_IN[0];
    let mut of = |theme: &registry::BuiltInTheme| {
        let file = format!("themes/{}/theme.yaml", theme.name);
        tokens(&file, None, theme.tokens, sources, diagnostics)
    };
    let base = of(default)?;
    if theme.name == default.name { Some(base) } else { Some(merged(base, of(theme)?)) }
}

/// A theme of a folder; what it leaves out is the default theme's.
fn from_folder(
    wanted: &Wanted<'_>,
    folder: PathBuf,
    looked_for: &mut Vec<PathBuf>,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Theme> {
    let mut file = |name: &str| {
        let path = folder.join(name);
        let text = own_file(wanted, name, &path, diagnostics);
        looked_for.push(path);
        text
    };
    let page = file("page.hbs").map_or_else(|| registry::PAGE.into(), Into::into);
    let css = file("theme.css");
    let own = match file("theme.yaml") {
        Some(yaml) => {
            let path = folder.join("theme.yaml");
            let name = shown(&path, wanted.shown_from);
            tokens(&name, Some(path), &yaml, sources, diagnostics)?
        }
        None => Tokens { radius: -1.0, ..Tokens::default() },
    };
    let extended = own.extends;
    let below = extended.unwrap_or(&registry::BUILT_IN[0]);
    let css = match (css, below.sheets()) {
        (Some(own), ThemeCss::BuiltIn(sheets)) if extended.is_some() => {
            ThemeCss::OnTop(sheets, own)
        }
        (Some(own), _) => registry::known_or_own(own),
        (None, sheets) => sheets,
    };
    // Tokens that the user's file does not name keep the value of the theme below.
    let tokens = merged(built_in_tokens(below, sources, diagnostics)?, own);
    let logo = tokens.logo.clone().map(|path| Logo {
        path,
        folder: folder.clone(),
        span: None,
        name: String::new(),
        is_for_dark: false,
    });
    Some(Theme { tokens, page, css, folder: Some(folder), logo })
}

/// A file of a theme's folder; none when it is not there, or may not be read (reported).
fn own_file(
    wanted: &Wanted<'_>,
    name: &str,
    path: &Path,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<String> {
    let shown = shown(path, wanted.shown_from);
    let read = match wanted.trust {
        _ if !path.exists() => return None,
        Trust::User => root::read_text(path),
        // A page is a program: a document does not bring its own.
        Trust::Document { .. } if name == "page.hbs" => {
            let message = format!("{shown} is used with `--theme` only: a page can run scripts");
            diagnostics.push(Diagnostic::warning("theme/page", message));
            return None;
        }
        Trust::Document { root } => root::read_text_inside(root, path),
    };
    match read {
        Ok(text) => Some(scrub(text)),
        Err(error) => {
            let message = format!("{shown}: {error}");
            diagnostics.push(Diagnostic::error("theme/unreadable", message));
            None
        }
    }
}

/// A path as people write it.
fn shown(path: &Path, from: Option<&Path>) -> String {
    let path = from.and_then(|from| path.strip_prefix(from).ok()).unwrap_or(path);
    path.strip_prefix(".").unwrap_or(path).display().to_string()
}

/// Reads `theme.yaml`.
fn tokens(
    name: &str,
    path: Option<PathBuf>,
    text: &str,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Tokens> {
    let id = sources.add(name, path, text.to_owned());
    let source = sources.get(id);
    let (reader, value) = match Reader::new(source, 0..source.text().len(), Notation::Yaml) {
        Ok(read) => read,
        Err(problem) => {
            diagnostics.push(problem);
            return None;
        }
    };
    let mapping = match value {
        Value::Mapping(mapping) => mapping,
        Value::Null => serde_yaml::Mapping::new(),
        _ => {
            diagnostics.push(
                Diagnostic::error("theme/shape", "a theme is a mapping of tokens")
                    .at(reader.span(&[])),
            );
            return None;
        }
    };
    let mut fields = reader.fields(mapping);
    let tokens = Tokens {
        name: fields.take("name").unwrap_or_default(),
        description: fields.take("description").unwrap_or_default(),
        fonts: fields.take("fonts").unwrap_or_default(),
        colors: fields.entries("colors", |_| Ok(())),
        sizes: fields.entries("sizes", is_length),
        radius: radius(&mut fields).unwrap_or(-1.0),
        logo: fields.take("logo"),
        extends: extends(&mut fields),
    };
    fields.finish(&[]);
    diagnostics.extend(reader.into_diagnostics());
    Some(tokens)
}

/// Whether a number can be a length in pixels.
fn is_length(length: &f64) -> Result<(), &'static str> {
    if length.is_finite() && *length >= 0.0 {
        Ok(())
    } else {
        Err("expected a number of pixels, 0 or more")
    }
}

fn extends(fields: &mut Fields<'_, '_>) -> Option<&'static registry::BuiltInTheme> {
    let name: String = fields.take("extends")?;
    let known = registry::built_in(&name);
    if known.is_none() {
        fields.wrong("extends", &format!("expected {}", registry::names()));
    }
    known
}

fn radius(fields: &mut Fields<'_, '_>) -> Option<f64> {
    let radius = fields.take("radius")?;
    is_length(&radius).map_err(|problem| fields.wrong("radius", problem)).ok()?;
    Some(radius)
}

fn merged(mut base: Tokens, own: Tokens) -> Tokens {
    let font = |base: Font, own: Font| {
        if own.family.is_none() && own.fallback.is_empty() { base } else { own }
    };
    base.colors.extend(own.colors);
    base.sizes.extend(own.sizes);
    Tokens {
        name: if own.name.is_empty() { base.name } else { own.name },
        description: if own.description.is_empty() { base.description } else { own.description },
        fonts: Fonts {
            body: font(base.fonts.body, own.fonts.body),
            heading: font(base.fonts.heading, own.fonts.heading),
            code: font(base.fonts.code, own.fonts.code),
            more: own.fonts.more,
        },
        colors: base.colors,
        sizes: base.sizes,
        radius: if own.radius < 0.0 { base.radius } else { own.radius },
        logo: own.logo.or(base.logo),
        extends: own.extends,
    }
}
