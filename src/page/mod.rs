//! Pages: a compiled deck in one HTML file, or as a page that a server feeds.
//!
//! 1. The theme's `page.hbs` is rendered with small values; what is large (style, scripts, slides)
//!    is a private token.
//! 2. The result is written piece by piece: a token's content goes straight to the output, and
//!    assets as base64, so that no copy of the whole page is ever held.

pub mod policy;
mod scripts;
mod shared;

use std::io::{self, Write};
use std::sync::LazyLock;

use base64::prelude::BASE64_STANDARD;
use base64::write::EncoderWriter;
use handlebars::Handlebars;
use serde::Serialize;
use serde_json::Value;

pub use self::scripts::scripts;
use self::shared::Shared;
use crate::assets::Asset;
use crate::compiled::{Compiled, Footer, RenderedSlide, options};
use crate::deck::parsed;
use crate::diagnostic::Diagnostic;
use crate::html::escape;
use crate::theme::used::Used;
use crate::theme::{lean, registry};
use crate::token::{self, PagePart, Piece, Token};
use crate::words::tongue;

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
    logo: Option<LogoView<'c>>,
}

/// The values of a logo.
#[derive(Debug, Serialize)]
struct LogoView<'c> {
    source: String,
    name: &'c str,
    class: &'static str,
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
    /// Whether the reader may see the notes.
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
    shared: Shared,
    used: Option<Used>,
}

/// The page of the built-in themes, restored once a process.
static BUILT_IN: LazyLock<Option<Handlebars<'static>>> = LazyLock::new(|| {
    let mut handlebars = fresh();
    handlebars.register_template("page", parsed::restored("page")?);
    Some(handlebars)
});

fn fresh() -> Handlebars<'static> {
    let mut handlebars = Handlebars::new();
    handlebars.set_strict_mode(true);
    handlebars
}

/// Lays out the page of a compiled deck.
///
/// # Errors
/// A diagnostic when the theme's page template is broken.
pub fn compose<'c>(compiled: &'c Compiled, target: Target<'c>) -> Result<Page<'c>, Diagnostic> {
    let _speaking = tongue::speak(compiled.tongues);
    let scripts = scripts(compiled, target);
    let live = match target {
        Target::File => None,
        Target::Served(served) => Some(&served.live),
    };
    let policy = scripts::policy_of(compiled, target);
    let view = View {
        lang: &compiled.lang,
        dir: &compiled.dir,
        title: &compiled.title,
        description: &compiled.description,
        policy,
        generator: concat!("whydeck ", env!("CARGO_PKG_VERSION")),
        style: part(PagePart::Style),
        slides: part(PagePart::Slides),
        options: part(PagePart::Options),
        scripts: (0..scripts.len()).map(|number| part(PagePart::Script(number))).collect(),
        footer: &compiled.footer,
        logo: compiled.logo.as_ref().map(|logo| LogoView {
            source: Token::Asset(logo.asset).to_string(),
            name: &logo.name,
            class: if logo.is_for_dark { "wd-logo wd-logo-dark" } else { "wd-logo" },
        }),
    };
    let is_built_in = *compiled.theme.page == *registry::PAGE;
    let filled = match BUILT_IN.as_ref().filter(|_| is_built_in) {
        Some(handlebars) => handlebars.render("page", &view),
        None => fresh().render_template(&compiled.theme.page, &view),
    };
    let text = filled.map_err(|error| {
        Diagnostic::error("theme/page", format!("the theme's page.hbs cannot be filled: {error}"))
    })?;
    let parts = [
        (PagePart::Style, "style"),
        (PagePart::Slides, "slides"),
        (PagePart::Options, "options"),
        (PagePart::Script(0), "scripts"),
    ];
    for (wanted, name) in parts {
        if !text.contains(&part(wanted)) {
            return Err(Diagnostic::error(
                "theme/page",
                format!("the theme's page.hbs leaves out `{name}`"),
            ));
        }
    }
    if !text.contains("Content-Security-Policy") {
        return Err(Diagnostic::error("theme/page", "the theme's page.hbs leaves out the content security policy")
            .help("`<meta http-equiv=\"Content-Security-Policy\" content=\"{{policy}}\">` goes into its head"));
    }
    let shared = match target {
        Target::File => Shared::of(compiled),
        Target::Served(_) => Shared::default(),
    };
    let options = options::json(&compiled.reveal, live, scripts::words(compiled, target));
    let used = matches!(target, Target::File).then(|| used(&text, &options, compiled));
    Ok(Page { text, scripts, options, compiled, target, shared, used })
}

/// What a file holds that a rule of a style sheet may be for.
fn used(page: &str, options: &str, compiled: &Compiled) -> Used {
    let mut used = Used::default();
    used.see_html(page);
    used.see_json(options);
    used.see_css(&compiled.style);
    for slide in compiled.stacks.iter().flatten() {
        used.see_html(&format!("<section{}>", slide.attributes));
        used.see_html(&slide.html);
        if let Some(notes) = &slide.notes {
            used.see_html("<aside class=\"notes\">");
            used.see_html(notes);
        }
    }
    used
}

fn part(part: PagePart) -> String {
    Token::Part(part).to_string()
}

impl Page<'_> {
    /// Writes the page.
    ///
    /// # Errors
    /// What the output says.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let Self { compiled, target, shared, used, .. } = self;
        each_piece(&self.text, out, |token, out| match token {
            Token::Part(PagePart::Style) => {
                let style = shared.style(&compiled.style);
                write_style(&style, compiled, (*target, used.as_ref()), out)?;
                shared.write_rules(compiled, out)
            }
            Token::Part(PagePart::Slides) => {
                for stack in &compiled.stacks {
                    let is_stack = stack.len() > 1;
                    out.write_all(if is_stack { b"<section>\n" } else { b"" })?;
                    for slide in stack {
                        write_section(
                            slide,
                            Some(&slide.key),
                            &Writing { compiled, target: *target, shared },
                            out,
                        )?;
                    }
                    out.write_all(if is_stack { b"</section>\n" } else { b"" })?;
                }
                Ok(())
            }
            Token::Part(PagePart::Options) => out.write_all(self.options.as_bytes()),
            Token::Part(PagePart::Script(number)) => {
                self.scripts.get(number).map_or(Ok(()), |script| out.write_all(script.as_bytes()))
            }
            token => asset(compiled, *target, &token, out),
        })
    }
}

/// Writes what stands in a served page's `<style>`.
///
/// # Errors
/// What the output says.
pub fn style(compiled: &Compiled, target: Target<'_>, out: &mut impl Write) -> io::Result<()> {
    write_style(&compiled.style, compiled, (target, None), out)
}

fn write_style(
    css: &str,
    compiled: &Compiled,
    (target, used): (Target<'_>, Option<&Used>),
    out: &mut impl Write,
) -> io::Result<()> {
    each_piece(&css.replace("</", "<\\/"), out, |token, out| match token {
        Token::Part(part) => lean::write(part, used, out),
        token => asset(compiled, target, &token, out),
    })
}

/// Writes a slide of a served page: a `<section>`, with this id.
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
    write_section(slide, id, &Writing { compiled, target, shared: &Shared::default() }, out)
}

/// What slides are written for.
struct Writing<'w> {
    compiled: &'w Compiled,
    target: Target<'w>,
    shared: &'w Shared,
}

impl Writing<'_> {
    /// Writes HTML, for each file that it shows the address.
    fn html(&self, html: &str, out: &mut impl Write) -> io::Result<()> {
        let mut before = "";
        for piece in token::pieces(html) {
            match &piece {
                Piece::Text(text) => out.write_all(token::scrub(text).as_bytes())?,
                Piece::Token(Token::Asset(number)) => match self.shared.stand_in(*number, before) {
                    Some(stand_in) => out.write_all(stand_in.as_bytes())?,
                    None => asset(self.compiled, self.target, &Token::Asset(*number), out)?,
                },
                Piece::Token(_) => {}
            }
            before = if let Piece::Text(text) = piece { text } else { "" };
        }
        Ok(())
    }
}

fn write_section(
    slide: &RenderedSlide,
    id: Option<&str>,
    writing: &Writing<'_>,
    out: &mut impl Write,
) -> io::Result<()> {
    out.write_all(b"<section")?;
    if let Some(id) = id {
        write!(out, " id=\"{}\"", escape(id))?;
    }
    writing.html(&slide.attributes, out)?;
    out.write_all(b">\n")?;
    writing.html(&slide.html, out)?;
    let may_see_notes = match writing.target {
        Target::File => true,
        Target::Served(served) => served.notes,
    };
    if let Some(notes) = slide.notes.as_ref().filter(|_| may_see_notes) {
        out.write_all(b"<aside class=\"notes\">\n")?;
        writing.html(notes, out)?;
        out.write_all(b"</aside>\n")?;
    }
    out.write_all(b"</section>\n")
}

/// Writes an asset's address: its data, or where a server has it.
fn asset(
    compiled: &Compiled,
    target: Target<'_>,
    token: &Token,
    out: &mut impl Write,
) -> io::Result<()> {
    let &Token::Asset(number) = token else { return Ok(()) };
    match (target, compiled.assets.get(number)) {
        (Target::File, Some(asset)) => write_data(asset, out),
        (Target::Served(served), _) => {
            out.write_all(served.addresses.get(number).map_or(b"", |a| a.as_bytes()))
        }
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
    mut replace: impl FnMut(Token, &mut W) -> io::Result<()>,
) -> io::Result<()> {
    for piece in token::pieces(text) {
        match piece {
            Piece::Text(text) => out.write_all(token::scrub(text).as_bytes())?,
            Piece::Token(token) => replace(token, out)?,
        }
    }
    Ok(())
}
