//! Pages: a compiled deck in one HTML file, or as a page that a server feeds.
//!
//! 1. The theme's `page.hbs` is rendered with small values; what is large (style, scripts, slides) is a private token.
//! 2. The result is written piece by piece: a token's content goes straight to the output, and assets as base64, so
//!    that no copy of the whole page is ever held.

pub mod options;
pub mod policy;

use std::io::{self, Write};

use base64::prelude::BASE64_STANDARD;
use base64::write::EncoderWriter;
use handlebars::Handlebars;
use serde::Serialize;
use serde_json::Value;

use crate::compile::Compiled;
use crate::diagnostic::Diagnostic;
use crate::render::RenderedSlide;
use crate::render::assets::Asset;
use crate::source::{TOKEN_CLOSE, TOKEN_OPEN};
use crate::theme::{registry, vendor};

/// What stands at the bottom of every slide.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Footer {
    /// The deck's title.
    pub text: String,
    /// A word on who may see it.
    pub confidential: Option<String>,
    /// Whether the postmortem is a draft.
    pub draft: bool,
    /// The postmortem's status.
    pub status: Option<String>,
}

/// The values of `page.hbs`.
#[derive(Debug, Serialize)]
struct View<'c> {
    lang: &'c str,
    dir: &'c str,
    title: &'c str,
    description: &'c str,
    policy: String,
    generator: &'c str,
    style: String,
    slides: String,
    options: String,
    scripts: Vec<String>,
    footer: &'c Footer,
}

/// What a page is for.
#[derive(Debug, Clone, Copy)]
pub enum Target<'t> {
    /// One file with everything in it.
    File,
    /// A page that a server feeds.
    Served(&'t Served),
}

/// How a served page differs from a file.
#[derive(Debug)]
pub struct Served {
    /// For each asset the address that the server answers at.
    pub addresses: Vec<String>,
    /// Whether whoever asks may see the notes.
    pub notes: bool,
    /// What the page's script has to know.
    pub live: Value,
}

/// A page as the theme lays it out, with tokens where the large parts go.
#[derive(Debug)]
pub struct Page<'c> {
    text: String,
    scripts: Vec<&'static str>,
    options: String,
    compiled: &'c Compiled,
    target: Target<'c>,
}

/// The scripts of a page, in the order they run.
#[must_use]
pub fn scripts(target: Target<'_>) -> Vec<&'static str> {
    let mut scripts = vec![vendor::REVEAL_JS, vendor::NOTES_JS, registry::RUNTIME];
    if let Target::Served(_) = target {
        scripts.push(vendor::MORPH_JS);
        scripts.extend(registry::LIVE);
    }
    scripts
}

/// Lays out the page of a compiled deck.
///
/// # Errors
/// A diagnostic when the theme's page template is broken.
pub fn compose<'c>(compiled: &'c Compiled, target: Target<'c>) -> Result<Page<'c>, Diagnostic> {
    let scripts = scripts(target);
    let (policy, live) = match target {
        Target::File => (policy::export(), None),
        Target::Served(served) => (policy::served(), Some(&served.live)),
    };
    let view = View {
        lang: &compiled.lang,
        dir: &compiled.dir,
        title: &compiled.title,
        description: &compiled.description,
        policy,
        generator: concat!("whydeck ", env!("CARGO_PKG_VERSION")),
        style: token("style"),
        slides: token("slides"),
        options: token("options"),
        scripts: (0..scripts.len()).map(|number| token(&format!("s{number}"))).collect(),
        footer: &compiled.footer,
    };
    let mut handlebars = Handlebars::new();
    handlebars.set_strict_mode(true);
    let text = handlebars
        .render_template(&compiled.theme.page, &view)
        .map_err(|error| Diagnostic::error("theme/page", format!("the theme's page.hbs cannot be filled: {error}")))?;
    for part in ["style", "slides", "options", "s0"] {
        if !text.contains(&token(part)) {
            let name = if part == "s0" { "scripts" } else { part };
            return Err(Diagnostic::error("theme/page", format!("the theme's page.hbs leaves out `{name}`")));
        }
    }
    if !text.contains("Content-Security-Policy") {
        return Err(Diagnostic::error("theme/page", "the theme's page.hbs leaves out the content security policy")
            .help("`<meta http-equiv=\"Content-Security-Policy\" content=\"{{policy}}\">` goes into its head"));
    }
    Ok(Page { text, scripts, options: options::json(&compiled.reveal, live), compiled, target })
}

fn token(name: &str) -> String {
    format!("{TOKEN_OPEN}{name}{TOKEN_CLOSE}")
}

impl Page<'_> {
    /// Writes the page.
    ///
    /// # Errors
    /// What the output says.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let (compiled, target) = (self.compiled, self.target);
        each_piece(&self.text, out, |name, out| match name {
            "style" => style(compiled, target, out),
            "slides" => {
                for stack in &compiled.stacks {
                    let is_stack = stack.len() > 1;
                    out.write_all(if is_stack { b"<section>\n" } else { b"" })?;
                    for slide in stack {
                        section(compiled, slide, Some(&slide.key), target, out)?;
                    }
                    out.write_all(if is_stack { b"</section>\n" } else { b"" })?;
                }
                Ok(())
            }
            "options" => out.write_all(self.options.as_bytes()),
            other => {
                match other.strip_prefix('s').and_then(|n| n.parse().ok()).and_then(|n: usize| self.scripts.get(n)) {
                    Some(script) => out.write_all(script.as_bytes()),
                    None => Ok(()),
                }
            }
        })
    }
}

/// Writes what stands in the page's `<style>`.
///
/// # Errors
/// What the output says.
pub fn style(compiled: &Compiled, target: Target<'_>, out: &mut impl Write) -> io::Result<()> {
    each_piece(&compiled.style.replace("</", "<\\/"), out, |name, out| asset(compiled, target, name, out))
}

/// Writes a slide: a `<section>`, with this id.
///
/// # Errors
/// What the output says.
pub fn section(
    compiled: &Compiled,
    slide: &RenderedSlide,
    id: Option<&str>,
    target: Target<'_>,
    out: &mut impl Write,
) -> io::Result<()> {
    out.write_all(b"<section")?;
    if let Some(id) = id {
        write!(out, " id=\"{}\"", crate::render::escape(id))?;
    }
    let pieces = |text: &str, out: &mut _| each_piece(text, out, |name, out| asset(compiled, target, name, out));
    pieces(&slide.attributes, out)?;
    out.write_all(b">\n")?;
    pieces(&slide.html, out)?;
    let may_see_notes = match target {
        Target::File => true,
        Target::Served(served) => served.notes,
    };
    if let Some(notes) = slide.notes.as_ref().filter(|_| may_see_notes) {
        out.write_all(b"<aside class=\"notes\">\n")?;
        pieces(notes, out)?;
        out.write_all(b"</aside>\n")?;
    }
    out.write_all(b"</section>\n")
}

/// The number of the asset that a private token stands for.
pub(crate) fn asset_number(token: &str) -> Option<usize> {
    token.strip_prefix('a')?.parse().ok()
}

/// Writes an asset's address: its data, or where a server has it.
fn asset(compiled: &Compiled, target: Target<'_>, name: &str, out: &mut impl Write) -> io::Result<()> {
    let Some(number) = asset_number(name) else { return Ok(()) };
    match (target, compiled.assets.get(number)) {
        (Target::File, Some(asset)) => write_data(asset, out),
        (Target::Served(served), _) => out.write_all(served.addresses.get(number).map_or(b"", |a| a.as_bytes())),
        (Target::File, None) => Ok(()),
    }
}

/// An asset as a data URI.
pub(crate) fn write_data(asset: &Asset, out: &mut impl Write) -> io::Result<()> {
    write!(out, "data:{};base64,", asset.media_type)?;
    let mut encoder = EncoderWriter::new(&mut *out, &BASE64_STANDARD);
    encoder.write_all(&asset.bytes)?;
    encoder.finish()?;
    Ok(())
}

/// Writes a text, calling `replace` for each private token in it.
pub(crate) fn each_piece<W: Write>(
    text: &str,
    out: &mut W,
    mut replace: impl FnMut(&str, &mut W) -> io::Result<()>,
) -> io::Result<()> {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(TOKEN_OPEN) {
        out.write_all(before.as_bytes())?;
        let length = after.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if let Some(behind) = after[length..].strip_prefix(TOKEN_CLOSE) {
            replace(&after[..length], out)?;
            rest = behind;
        } else {
            // No token of ours: an author's character reference for the same noncharacter.
            out.write_all("\u{FFFD}".as_bytes())?;
            rest = after;
        }
    }
    out.write_all(rest.as_bytes())
}
