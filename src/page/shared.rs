//! Pictures that a deck shows several times stand in its file once.
//!
//! A style sheet's rule carries the picture's data. Where the picture is shown, a transparent one
//! of the same size stands, whose address ends with the picture's number; the rule finds it by
//! that, and puts the picture behind it. So no script is needed, and whatever lays pictures out, a
//! theme's rules included, sees a picture of the right size.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use super::{each_piece, write_data};
use crate::assets::Asset;
use crate::compiled::Compiled;
use crate::token::{self, Piece, Token};

/// The pictures that stand in a file once: by number what is written where each is shown.
#[derive(Debug, Default)]
pub(super) struct Shared {
    on_slides: HashMap<usize, String>,
    in_style: Vec<usize>,
}

impl Shared {
    /// Those of a deck that are shown more than once, on its slides or by its style.
    pub(super) fn of(compiled: &Compiled) -> Self {
        if compiled.assets.is_empty() {
            return Self::default();
        }
        let slides = compiled.stacks.iter().flatten();
        let texts = slides
            .flat_map(|slide| [Some(&slide.attributes), Some(&slide.html), slide.notes.as_ref()]);
        let mut on_slides = HashMap::new();
        for text in texts.flatten() {
            count(text, &mut on_slides);
        }
        let mut in_style = HashMap::new();
        count(&compiled.style, &mut in_style);
        let repeated = |uses: HashMap<usize, usize>| {
            uses.into_iter().filter(|(_, count)| *count > 1).map(|(n, _)| n)
        };
        let stand_in =
            |number: usize| Some((number, stand_in(compiled.assets.get(number)?, number)?));
        let is_picture =
            |number: &usize| compiled.assets.get(*number).is_some_and(Asset::is_picture);
        let mut in_style: Vec<usize> = repeated(in_style).filter(is_picture).collect();
        in_style.sort_unstable();
        Self { on_slides: repeated(on_slides).filter_map(stand_in).collect(), in_style }
    }

    /// What is written for an asset after this piece of a slide; none when its data belong there.
    pub(super) fn stand_in(&self, number: usize, before: &str) -> Option<&str> {
        let stand_in = self.on_slides.get(&number)?;
        let attribute = before.strip_suffix("=\"")?.rsplit([' ', '\n']).next()?;
        // Where pictures can stand: `<img src>`, `<video poster>`, and behind a slide.
        matches!(attribute, "src" | "poster" | "data-background-image").then_some(stand_in)
    }

    /// The style of the page, pictures that it shows several times as variables.
    pub(super) fn style(&self, css: &str) -> String {
        let mut css = css.to_owned();
        for &number in &self.in_style {
            css = css.replace(
                &format!("url(\"{}\")", Token::Asset(number)),
                &format!("var(--wd-picture-{number})"),
            );
        }
        css
    }

    /// Writes the rules that carry the data.
    pub(super) fn write_rules(&self, compiled: &Compiled, out: &mut impl Write) -> io::Result<()> {
        let mut rules = String::new();
        for number in &self.in_style {
            let _ = write!(
                rules,
                "\n:root{{--wd-picture-{number}:url(\"{}\")}}",
                Token::Asset(*number)
            );
        }
        let mut numbers: Vec<_> = self.on_slides.keys().collect();
        numbers.sort_unstable();
        if !numbers.is_empty() {
            let _ = write!(
                rules,
                "\n.reveal :is(img[src*=\"#wd-\"],video[poster*=\"#wd-\"]){{background-position:0 50%!important;\
                 background-size:contain!important;background-repeat:no-repeat!important;\
                 background-origin:content-box!important;print-color-adjust:exact}}"
            );
            for (fit, size) in [("cover", "cover"), ("fill", "100% 100%"), ("none", "auto")] {
                let _ = write!(
                    rules,
                    ".reveal img[src*=\"#wd-\"]:is([style*=\"object-fit:{fit}\"],[style*=\"object-fit: {fit}\"])\
                     {{background-size:{size}!important}}"
                );
            }
        }
        for number in numbers {
            let mark = mark(*number);
            let data = Token::Asset(*number);
            let _ = write!(
                rules,
                "\n.reveal :is(img[src$=\"{mark}\"],video[poster$=\"{mark}\"]),\
                 .slide-background[data-background-hash*=\"{mark}\"]>.slide-background-content\
                 {{background-image:url(\"{data}\")!important}}"
            );
        }
        each_piece(&rules, out, |token, out| match token {
            Token::Asset(number) => {
                compiled.assets.get(number).map_or(Ok(()), |asset| write_data(asset, out))
            }
            _ => Ok(()),
        })
    }
}

/// Counts how often each asset is referred to.
fn count(text: &str, uses: &mut HashMap<usize, usize>) {
    for piece in token::pieces(text) {
        if let Piece::Token(Token::Asset(number)) = piece {
            *uses.entry(number).or_default() += 1;
        }
    }
}

/// What the address of a stand-in ends with. The sign at its end keeps number 1 from being found in
/// 10.
fn mark(number: usize) -> String {
    format!("#wd-{number};")
}

/// The address of a picture's stand-in; none when there can be none.
fn stand_in(asset: &Asset, number: usize) -> Option<String> {
    let svg = asset.stand_in()?;
    Some(format!("data:image/svg+xml;base64,{}{}", BASE64_STANDARD.encode(svg), mark(number)))
}
