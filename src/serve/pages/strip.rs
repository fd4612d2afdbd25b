//! The first slides of a deck as a picture: a page without any script, shown in a frame of the
//! index.
//!
//! The page has what reveal.js would set when it starts: the class of the present slide, its
//! background, and whether that is dark. CSS alone scales a slide down, with its whole canvas.

use std::collections::hash_map::DefaultHasher;
use std::fmt::Write as _;
use std::hash::{Hash, Hasher};
use std::io::{self, Write};

use crate::assets::Asset;
use crate::compile::Compiled;
use crate::page::each_piece;
use crate::render::RenderedSlide;
use crate::theme::lean;
use crate::token::{self, PagePart, Token};

/// How many slides are shown.
const SHOWN: usize = 3;
/// The place of one slide, in hundredths of the frame's width; `strip.css` has the same.
const PLACE: (f64, f64) = (32.2667, 18.15);
/// What the page adds to the deck's style.
const STYLE: &str = include_str!("../../../themes/runtime/strip.css");
/// Names of colours that are dark by reveal.js's formula.
const DARK: [&str; 46] = [
    "black",
    "blue",
    "blueviolet",
    "brown",
    "chocolate",
    "crimson",
    "darkblue",
    "darkcyan",
    "darkgreen",
    "darkmagenta",
    "darkolivegreen",
    "darkorchid",
    "darkred",
    "darkslateblue",
    "darkslategray",
    "darkslategrey",
    "darkviolet",
    "deeppink",
    "dimgray",
    "dimgrey",
    "dodgerblue",
    "firebrick",
    "forestgreen",
    "fuchsia",
    "green",
    "indianred",
    "indigo",
    "magenta",
    "maroon",
    "mediumblue",
    "mediumvioletred",
    "midnightblue",
    "navy",
    "olive",
    "olivedrab",
    "orangered",
    "purple",
    "rebeccapurple",
    "red",
    "royalblue",
    "saddlebrown",
    "seagreen",
    "sienna",
    "slateblue",
    "steelblue",
    "teal",
];

/// The policy of the page: nothing runs, and only its own server may frame it. The frame needs
/// `sandbox="allow-same-origin"` as well: without it, requests for pictures and fonts would count
/// as cross-site.
#[must_use]
pub fn policy() -> &'static str {
    "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; \
     font-src 'self' data:; base-uri 'none'; \
     form-action 'none'; frame-ancestors 'self'; sandbox allow-same-origin"
}

/// The slides that are shown: the first of each of the first stacks; the first slides when there
/// are fewer stacks.
fn first(compiled: &Compiled) -> Vec<&RenderedSlide> {
    if compiled.stacks.len() >= SHOWN {
        compiled.stacks.iter().filter_map(|stack| stack.first()).take(SHOWN).collect()
    } else {
        compiled.stacks.iter().flatten().take(SHOWN).collect()
    }
}

/// A hash of everything that the picture shows.
#[must_use]
pub fn version(compiled: &Compiled) -> String {
    let mut hasher = DefaultHasher::new();
    let slides = first(compiled);
    (STYLE, &compiled.lang, &compiled.dir, canvas(compiled).0.to_bits()).hash(&mut hasher);
    (canvas(compiled).1.to_bits(), is_centred(compiled)).hash(&mut hasher);
    // Without the notes, which are not shown. A picture keeps its number when its contents change,
    // so those count.
    let texts = slides
        .iter()
        .flat_map(|slide| [slide.attributes.as_str(), &slide.html])
        .chain([&*compiled.style]);
    for text in texts {
        token::without(text).hash(&mut hasher);
        let _ = each_piece(text, &mut io::sink(), |token, _| {
            match token {
                Token::Asset(number) => {
                    compiled.assets.get(number).map(Asset::digest).hash(&mut hasher);
                }
                Token::Part(PagePart::Sheet(number)) => number.hash(&mut hasher),
                _ => {}
            }
            Ok(())
        });
    }
    format!("{:016x}", hasher.finish())
}

/// Writes the page. `asset` writes the address of a file that a slide or the style refers to; it
/// stands in attributes and in `url("…")`, so it holds neither quotes nor backslashes.
///
/// # Errors
/// What the output says.
pub fn write<W: Write>(
    compiled: &Compiled,
    out: &mut W,
    mut asset: impl FnMut(usize, &Asset, &mut W) -> io::Result<()>,
) -> io::Result<()> {
    let mut address = |token: Token, out: &mut W| match token {
        Token::Asset(number) => {
            compiled.assets.get(number).map_or(Ok(()), |file| asset(number, file, out))
        }
        Token::Part(part) => lean::write(part, None, out),
        _ => Ok(()),
    };
    let escape = crate::render::escape;
    write!(
        out,
        "<!doctype html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{}</title>\n<style>",
        escape(&compiled.lang),
        escape(&compiled.dir),
        escape(&compiled.title)
    )?;
    each_piece(&compiled.style.replace("</", "<\\/"), out, &mut address)?;
    write!(out, "</style>\n<style>{STYLE}</style>\n</head>\n<body inert>\n")?;
    for slide in first(compiled) {
        each_piece(&shot(compiled, slide), out, &mut address)?;
    }
    out.write_all(b"</body>\n</html>\n")
}

/// One slide on its canvas.
fn shot(compiled: &Compiled, slide: &RenderedSlide) -> String {
    let (width, height) = canvas(compiled);
    let shown = PLACE.0.min(PLACE.1 * width / height);
    let left = (PLACE.0 - shown) / 2.0;
    let top = (PLACE.1 - shown * height / width) / 2.0;
    let backdrop = Backdrop::of(&slide.attributes);
    let tone = match backdrop.is_dark() {
        Some(true) => " has-dark-background",
        Some(false) => " has-light-background",
        None => "",
    };
    let centre = if is_centred(compiled) { " center" } else { "" };
    let attributes = with_class(&slide.attributes, &format!("present{tone}"));
    let colour = backdrop.colour_style();
    let content = backdrop.content_style();
    format!(
        "<div class=\"wd-shot\"><div class=\"reveal-viewport\" \
         style=\"width:{width}px;height:{height}px;\
         left:{left:.4}vw;top:{top:.4}vw;transform:scale(tan(atan2({shown:.4}vw,{width}px)))\">\
         <div class=\"reveal{centre}{tone}\"><div class=\"backgrounds\">\
         <div class=\"slide-background present\" style=\"{colour}\">\
         <div class=\"slide-background-content\" style=\"{content}\"></div></div></div>\n\
         <div class=\"slides\"><section{attributes}>\n{}</section></div></div></div></div>\n",
        slide.html
    )
}

/// The canvas in pixels: the author's numbers, or the default.
fn canvas(compiled: &Compiled) -> (f64, f64) {
    let number = |name: &str, default: f64| {
        let written = compiled.reveal.get(name).and_then(serde_json::Value::as_f64);
        written.filter(|length| (100.0..=10_000.0).contains(length)).unwrap_or(default)
    };
    (number("width", 1280.0), number("height", 720.0))
}

fn is_centred(compiled: &Compiled) -> bool {
    compiled.reveal.get("center").and_then(serde_json::Value::as_bool).unwrap_or(false)
}

/// The attributes of a `<section>` with more classes.
fn with_class(attributes: &str, classes: &str) -> String {
    match attributes.split_once(" class=\"") {
        Some((before, after)) => format!("{before} class=\"{classes} {after}"),
        None => format!(" class=\"{classes}\"{attributes}"),
    }
}

/// The value of an attribute of a `<section>`, still escaped: no value contains a `"`.
fn attribute<'s>(attributes: &'s str, name: &str) -> Option<&'s str> {
    let (_, after) = attributes.split_once(&format!(" {name}=\""))?;
    after.split('"').next().filter(|value| !value.is_empty())
}

/// What stands behind a slide.
#[derive(Debug, Default, PartialEq, Eq)]
struct Backdrop<'s> {
    colour: Option<&'s str>,
    gradient: Option<&'s str>,
    image: Option<&'s str>,
    /// CSS properties with their values.
    placed: Vec<(&'static str, &'s str)>,
}

impl<'s> Backdrop<'s> {
    fn of(attributes: &'s str) -> Self {
        let any = attribute(attributes, "data-background");
        let is_gradient = |value: &&str| value.contains("gradient(");
        let places = [
            ("background-size", "data-background-size"),
            ("background-position", "data-background-position"),
            ("background-repeat", "data-background-repeat"),
            ("opacity", "data-background-opacity"),
        ];
        Self {
            colour: attribute(attributes, "data-background-color")
                .or(any.filter(|value| !is_gradient(value))),
            gradient: attribute(attributes, "data-background-gradient").or(any.filter(is_gradient)),
            image: attribute(attributes, "data-background-image"),
            placed: places
                .iter()
                .filter_map(|(property, name)| Some((*property, attribute(attributes, name)?)))
                .collect(),
        }
    }

    fn colour_style(&self) -> String {
        self.colour.map(|colour| format!("background-color:{colour}")).unwrap_or_default()
    }

    fn content_style(&self) -> String {
        let mut style = String::new();
        if let Some(image) = self.image {
            // A data address may contain characters that would end the CSS string.
            let image = image.replace("&quot;", "%22").replace("&#39;", "%27").replace('\\', "%5C");
            let image = image.replace(char::is_control, "");
            let _ = write!(style, "background-image:url(&quot;{image}&quot;)");
        } else if let Some(gradient) = self.gradient {
            let _ = write!(style, "background-image:{gradient}");
        }
        for (property, value) in &self.placed {
            let _ = write!(style, ";{property}:{value}");
        }
        style
    }

    /// Whether the colour is dark by reveal.js's formula; none without a colour that is known here.
    fn is_dark(&self) -> Option<bool> {
        let colour = self.colour?.trim().to_ascii_lowercase();
        if colour.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return (colour != "transparent").then(|| DARK.contains(&colour.as_str()));
        }
        let [red, green, blue] = channels(&colour)?;
        Some((red * 299 + green * 587 + blue * 114) / 1000 < 128)
    }
}

/// Red, green and blue of `#rgb`, `#rrggbb` (with or without a fourth) and `rgb(…)`.
fn channels(colour: &str) -> Option<[u32; 3]> {
    let mut channels = [0; 3];
    if let Some(hex) = colour.strip_prefix('#').filter(|hex| hex.is_ascii()) {
        let step = match hex.len() {
            3 | 4 => 1,
            6 | 8 => 2,
            _ => return None,
        };
        for (index, channel) in channels.iter_mut().enumerate() {
            let value = u32::from_str_radix(hex.get(index * step..(index + 1) * step)?, 16).ok()?;
            *channel = if step == 1 { value * 17 } else { value };
        }
        return Some(channels);
    }
    let inner =
        colour.strip_prefix("rgba(").or_else(|| colour.strip_prefix("rgb("))?.strip_suffix(')')?;
    let mut numbers = inner.split([',', ' ', '/']).filter(|part| !part.is_empty());
    for channel in &mut channels {
        *channel = numbers.next()?.parse::<u32>().ok().filter(|value| *value < 256)?;
    }
    Some(channels)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::{DocumentText, Options, compile};

    fn compiled(text: &str) -> Compiled {
        let input = DocumentText { name: "a.md".into(), path: None, text: text.into() };
        compile(input, &Options::default()).compiled.expect("a deck")
    }

    fn page(compiled: &Compiled) -> String {
        let mut out = Vec::new();
        write(compiled, &mut out, |number, _, out| write!(out, "/asset/{number}")).expect("a page");
        String::from_utf8(out).expect("text")
    }

    const SLIDES: &str = "<!-- .slide: class=\"title\" data-background-color=\"#123\" -->\n# One\n\nNote:\nsecret\n\n---\n\n# Two\n\n- a <!-- .element: class=\"fragment\" -->\n\n---\n\n# Three\n\n---\n\n# Four\n";

    #[test]
    fn three_slides_without_notes_or_scripts() {
        let page = page(&compiled(SLIDES));
        assert_eq!(page.matches("<section").count(), 3);
        assert!(page.contains("One") && page.contains("Three") && !page.contains("Four"));
        assert!(!page.contains("secret") && !page.contains("<script"));
        assert!(page.contains(" class=\"present has-dark-background title\""), "{page}");
        assert!(!token::is_in(&page));
        assert!(policy().starts_with("default-src 'none'") && !policy().contains("script"));
    }

    #[test]
    fn the_version_follows_what_is_shown() {
        let version = |text: &str| version(&compiled(text));
        assert_eq!(
            version(SLIDES),
            version(&SLIDES.replace("Four", "Fünf").replace("secret", "other"))
        );
        assert_ne!(version(SLIDES), version(&SLIDES.replace("Three", "3")));
        assert_ne!(
            version(SLIDES),
            version(&format!("---\nrevealOptions:\n  width: 960\n---\n{SLIDES}"))
        );
    }

    #[test]
    fn backgrounds() {
        let dark = |attributes: &str| Backdrop::of(attributes).is_dark();
        assert_eq!(dark(" data-background=\"navy\""), Some(true));
        assert_eq!(dark(" data-background-color=\"#FFFDE0\""), Some(false));
        assert_eq!(dark(" data-background-color=\"rgb(10, 20, 30)\""), Some(true));
        assert_eq!(dark(" data-background=\"linear-gradient(red, blue)\""), None);
        assert_eq!(dark(" data-background-color=\"#ää\""), None);
        let backdrop = Backdrop::of(
            " data-background-image=\"data:image/svg+xml,&lt;a b=&quot;c&quot;&gt;\" data-background-size=\"45%\"",
        );
        assert_eq!(
            backdrop.content_style(),
            "background-image:url(&quot;data:image/svg+xml,&lt;a b=%22c%22&gt;&quot;);background-size:45%"
        );
    }
}
