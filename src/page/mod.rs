//! Pages: a compiled deck in one HTML file.
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

/// A page as the theme lays it out, with tokens where the large parts go.
#[derive(Debug)]
pub struct Page<'c> {
    text: String,
    scripts: Vec<&'static str>,
    options: String,
    compiled: &'c Compiled,
}

/// Lays out the page of a compiled deck.
///
/// # Errors
/// A diagnostic when the theme's page template is broken.
pub fn compose(compiled: &Compiled) -> Result<Page<'_>, Diagnostic> {
    let scripts = vec![vendor::REVEAL_JS, vendor::NOTES_JS, registry::RUNTIME];
    let view = View {
        lang: &compiled.lang,
        dir: &compiled.dir,
        title: &compiled.title,
        description: &compiled.description,
        policy: policy::export(),
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
    Ok(Page { text, scripts, options: options::json(&compiled.reveal), compiled })
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
        each_piece(&self.text, out, |name, out| match name {
            "style" => each_piece(&self.compiled.style.replace("</", "<\\/"), out, |name, out| self.asset(name, out)),
            "slides" => self.slides(out),
            "options" => out.write_all(self.options.as_bytes()),
            other => {
                match other.strip_prefix('s').and_then(|n| n.parse().ok()).and_then(|n: usize| self.scripts.get(n)) {
                    Some(script) => out.write_all(script.as_bytes()),
                    None => Ok(()),
                }
            }
        })
    }

    fn slides(&self, out: &mut impl Write) -> io::Result<()> {
        for stack in &self.compiled.stacks {
            match stack.as_slice() {
                [slide] => self.slide(slide, out)?,
                slides => {
                    out.write_all(b"<section>\n")?;
                    for slide in slides {
                        self.slide(slide, out)?;
                    }
                    out.write_all(b"</section>\n")?;
                }
            }
        }
        Ok(())
    }

    fn slide(&self, slide: &RenderedSlide, out: &mut impl Write) -> io::Result<()> {
        write!(out, "<section id=\"{}\"", crate::render::escape(&slide.key))?;
        each_piece(&slide.attributes, out, |name, out| self.asset(name, out))?;
        out.write_all(b">\n")?;
        each_piece(&slide.html, out, |name, out| self.asset(name, out))?;
        if let Some(notes) = &slide.notes {
            out.write_all(b"<aside class=\"notes\">\n")?;
            each_piece(notes, out, |name, out| self.asset(name, out))?;
            out.write_all(b"</aside>\n")?;
        }
        out.write_all(b"</section>\n")
    }

    fn asset(&self, name: &str, out: &mut impl Write) -> io::Result<()> {
        let asset =
            name.strip_prefix('a').and_then(|n| n.parse().ok()).and_then(|n: usize| self.compiled.assets.get(n));
        asset.map_or(Ok(()), |asset| write_data(asset, out))
    }
}

/// An asset as a data URI.
fn write_data(asset: &Asset, out: &mut impl Write) -> io::Result<()> {
    write!(out, "data:{};base64,", asset.media_type)?;
    let mut encoder = EncoderWriter::new(&mut *out, &BASE64_STANDARD);
    encoder.write_all(&asset.bytes)?;
    encoder.finish()?;
    Ok(())
}

/// Writes a text, calling `replace` for each private token in it.
fn each_piece<W: Write>(
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
