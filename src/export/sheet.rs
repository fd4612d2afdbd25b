//! A contact sheet: all slides of a deck in one picture.
//!
//! The browser shows each slide with all its fragments, as a room would see it, and takes a picture
//! of it. A page lays those out, and its picture is the sheet.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value;

use crate::browser::{Browser, Form, Tab};
use crate::compiled::Compiled;
use crate::html::escape;

/// The window that slides are shown in, in pixels; its height follows the deck's.
const WIDTH: u32 = 1280;
const HEIGHT: u32 = 720;
/// How wide a slide is on the sheet, and the room between slides.
const SLIDE: f64 = 480.0;
const GAP: f64 = 14.0;
/// What stands below a slide.
const CAPTION: f64 = 30.0;
/// No sheet is wider or taller: browsers do not paint larger pictures in one piece.
const LONGEST: f64 = 14_000.0;
/// With more slides than this, the sheet has more columns than four.
const FEW: usize = 48;

/// All slides: reveal.js's own list has none that are not counted.
const SLIDES: &str = "[...document.querySelectorAll('.slides section:not(:has(> section))')]";

const STYLE: &str = "body{margin:0;background:#e4e6ea;color:#1d232b;font:600 15px/20px system-ui,sans-serif}\
    main{display:grid}figure{margin:0}img{display:block;background:#fff;box-shadow:0 0 0 1px #0003}\
    figcaption{box-sizing:border-box;padding:6px 2px 0;overflow:hidden;white-space:nowrap;\
    text-overflow:ellipsis;color:#4a5360;font-weight:400}\
    b{display:inline-block;min-width:1.6em;margin-inline-end:.5em;color:#1d232b}\
    .below img{box-shadow:0 0 0 1px #0003,-6px 0 0 #98a2b3}";

/// A deck in a browser.
pub(crate) struct Stage<'b> {
    tab: Tab<'b>,
    width: u32,
    height: u32,
    /// The deck's own size, where it has one in pixels.
    canvas: Option<(u32, u32)>,
}

impl<'b> Stage<'b> {
    /// Opens a deck's file.
    ///
    /// # Errors
    /// A sentence.
    pub(crate) fn open(browser: &'b mut Browser, deck: &Path) -> Result<Self, String> {
        let mut tab = browser.tab(WIDTH, HEIGHT)?;
        tab.calm()?;
        tab.open(deck)?;
        tab.wait("!!(window.Reveal && Reveal.isReady())")?;
        let size = tab.eval("[Reveal.getConfig().width, Reveal.getConfig().height]")?;
        let side = |at: usize| size[at].as_f64().filter(|side| *side > 0.0);
        let canvas = side(0).zip(side(1));
        let height = canvas.map_or(HEIGHT, |(width, height)| {
            (f64::from(WIDTH) * (height / width).clamp(0.2, 5.0)).round() as u32
        });
        tab.resize(WIDTH, height)?;
        tab.eval(
            "(() => {
                const calm = { transition: 'none', backgroundTransition: 'none', autoAnimate: false };
                Reveal.configure({ ...calm, controls: false });
                const sheet = new CSSStyleSheet();
                sheet.replaceSync('* { transition: none !important; animation: none !important;\
                    will-change: auto !important }');
                document.adoptedStyleSheets.push(sheet);
            })()",
        )?;
        let canvas = canvas.map(|(width, height)| (width.round() as u32, height.round() as u32));
        Ok(Self { tab, width: WIDTH, height, canvas })
    }

    /// How much of its width a slide is tall.
    fn ratio(&self) -> f64 {
        f64::from(self.height) / f64::from(self.width)
    }

    /// Gives the window this size, or that of the deck.
    ///
    /// # Errors
    /// A sentence.
    pub(crate) fn resize(&mut self, size: Option<(u32, u32)>) -> Result<(), String> {
        (self.width, self.height) = size.or(self.canvas).unwrap_or((WIDTH, HEIGHT));
        self.tab.resize(self.width, self.height)?;
        self.tab.eval("Reveal.layout()").map(|_| ())
    }

    /// A picture of a slide, counted from 0, as large as the window.
    ///
    /// # Errors
    /// A sentence.
    pub(crate) fn whole_picture(&mut self, slide: usize) -> Result<Vec<u8>, String> {
        self.picture(slide, f64::from(self.width))
    }

    /// A picture of a slide, counted from 0, this wide.
    ///
    /// # Errors
    /// A sentence.
    pub(crate) fn picture(&mut self, slide: usize, width: f64) -> Result<Vec<u8>, String> {
        // The first frame has the slide, and the second one is asked for when the first is painted.
        self.tab.eval(&format!(
            "(async () => {{
                const slide = {SLIDES}[{slide}];
                const {{ h, v }} = Reveal.getIndices(slide);
                Reveal.slide(h, v, slide.querySelectorAll('.fragment').length - 1);
                await document.fonts.ready;
                await Promise.all([...slide.querySelectorAll('img')].map(i => i.decode().catch(() => {{}})));
                for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
            }})()"
        ))?;
        let size = (f64::from(self.width), f64::from(self.height));
        self.tab.picture(size, width / f64::from(self.width))
    }

    /// The head of a page that lays out slides.
    fn head(&self, columns: usize, width: f64, caption: f64) -> String {
        format!(
            "<!doctype html><meta charset=\"utf-8\"><style>{STYLE}main{{grid-template-columns:\
             repeat({columns},{width}px);gap:{GAP}px;padding:{GAP}px;width:max-content}}\
             figure{{width:{width}px}}img{{width:{width}px;height:{}px}}\
             figcaption{{height:{caption}px}}</style><main>",
            (width * self.ratio()).round()
        )
    }

    /// A slide's picture as an element.
    fn image(&mut self, slide: usize, width: f64) -> Result<String, String> {
        let picture = BASE64_STANDARD.encode(self.picture(slide, width)?);
        Ok(format!("<img src=\"data:image/png;base64,{picture}\">"))
    }

    /// How many slides there are.
    ///
    /// # Errors
    /// A sentence.
    pub(crate) fn count(&mut self) -> Result<usize, String> {
        let count = self.tab.eval(&format!("{SLIDES}.length"))?;
        Ok(count.as_u64().unwrap_or_default() as usize)
    }
}

/// The sheet (PNG) of a deck, whose page is in a file; `folder` is a place for files on the way.
///
/// # Errors
/// A sentence.
pub(crate) fn of(
    browser: &mut Browser,
    compiled: &Compiled,
    deck: &Path,
    folder: &Path,
) -> Result<Vec<u8>, String> {
    let mut stage = Stage::open(browser, deck)?;
    let names = names(compiled);
    let count = stage.count()?;
    let Plan { columns, width } = Plan::of(count, stage.ratio());
    let mut html = stage.head(columns, width, CAPTION);
    for slide in 0..count {
        let (number, title) = names.get(slide).map_or(("", ""), |(n, title)| (n, title));
        let class = if number.contains('.') { " class=\"below\"" } else { "" };
        let _ = write!(
            html,
            "<figure{class}>{}<figcaption><b>{number}</b>{}</figcaption></figure>",
            stage.image(slide, width)?,
            escape(title)
        );
    }
    stage.tab.close()?;
    painted(browser, folder, &html, Form::Png)
}

/// A small picture (WebP) of some slides side by side, each this wide.
///
/// # Errors
/// A sentence.
pub(crate) fn row(
    browser: &mut Browser,
    (deck, slides): (&Path, &[usize]),
    width: f64,
    folder: &Path,
) -> Result<Vec<u8>, String> {
    let mut stage = Stage::open(browser, deck)?;
    let mut html = stage.head(slides.len(), width, 0.0);
    for slide in slides {
        let _ = write!(html, "<figure>{}</figure>", stage.image(*slide, width)?);
    }
    stage.tab.close()?;
    painted(browser, folder, &html, Form::WebP)
}

/// A page that lays out pictures, as a picture.
fn painted(
    browser: &mut Browser,
    folder: &Path,
    html: &str,
    form: Form,
) -> Result<Vec<u8>, String> {
    let file = folder.join("sheet.html");
    fs::write(&file, html).map_err(|error| format!("cannot write {}: {error}", file.display()))?;
    let mut tab = browser.tab(WIDTH, HEIGHT)?;
    tab.open(&file)?;
    let size = tab.eval(
        "(({ width, height }) => [Math.ceil(width), Math.ceil(height)])\
         (document.querySelector('main').getBoundingClientRect())",
    )?;
    let side = |side: &Value| side.as_f64().unwrap_or(1.0);
    let picture = tab.whole((side(&size[0]), side(&size[1])), form)?;
    tab.close()?;
    Ok(picture)
}

/// How slides stand on a sheet.
#[derive(Debug, PartialEq)]
struct Plan {
    columns: usize,
    width: f64,
}

impl Plan {
    /// For so many slides, this tall for their width.
    fn of(count: usize, ratio: f64) -> Self {
        let count = count.max(1);
        let columns = if count <= FEW { count.min(4) } else { count.isqrt().max(4) };
        let rows = count.div_ceil(columns) as f64;
        let widest = (LONGEST - GAP) / columns as f64 - GAP;
        let tallest = ((LONGEST - GAP) / rows - GAP - CAPTION) / ratio;
        Self { columns, width: SLIDE.min(widest).min(tallest).max(40.0).floor() }
    }
}

/// The number and the title of each slide: `3` is of the main row, `3.2` stands below it.
fn names(compiled: &Compiled) -> Vec<(String, String)> {
    let mut names = Vec::new();
    for (column, stack) in compiled.stacks.iter().enumerate() {
        for (row, slide) in stack.iter().enumerate() {
            let number = match row {
                0 => format!("{}", column + 1),
                row => format!("{}.{}", column + 1, row + 1),
            };
            names.push((number, slide.title.clone()));
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_are_never_too_large_to_be_painted() {
        for ratio in [9.0 / 16.0, 3.0 / 4.0, 2.0] {
            for count in [0, 1, 3, 4, 50, 400, 3_000] {
                let Plan { columns, width } = Plan::of(count, ratio);
                let rows = count.max(1).div_ceil(columns) as f64;
                assert!(columns as f64 * (width + GAP) + GAP <= LONGEST, "{count} {ratio}");
                assert!(rows * (width * ratio + CAPTION + GAP) + GAP <= LONGEST, "{count} {ratio}");
                assert!(columns <= count.max(1));
            }
        }
        assert_eq!(Plan::of(20, 9.0 / 16.0), Plan { columns: 4, width: SLIDE });
        assert_eq!(Plan::of(2, 9.0 / 16.0).columns, 2);
    }
}
