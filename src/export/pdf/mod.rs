//! A deck as PDF: one page a slide, or a handout; with tags, an outline, a title and a language.
//!
//! 1. A browser opens the deck's file and lays the slides out as it does for paper
//!    (`themes/runtime/views.js`), and `print.js` turns what only eyes can see into elements.
//! 2. The browser prints that.
//! 3. [`finish`] adds what browsers leave out: metadata, what links are, the bodies of items;
//!    [`cells`] names the header cells, and [`artifacts`] marks what is drawn for the eye alone.

mod artifacts;
mod cells;
mod finish;

use std::path::Path;

use crate::browser::Browser;
use crate::compiled::Compiled;

/// How a slide's page is prepared; its value is what links are called.
const PREPARE: &str = include_str!("../../../themes/runtime/print.js");
/// The window that the deck opens in: that of a slide.
const WINDOW: (u32, u32) = (1280, 720);

/// What stands on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PdfPages {
    /// A slide.
    Slides,
    /// Slides with their notes beside them.
    Handout,
}

/// The file of a deck, whose page is in the file `deck`.
///
/// # Errors
/// A sentence.
pub(crate) fn of(
    browser: &mut Browser,
    compiled: &Compiled,
    deck: &Path,
    pages: PdfPages,
) -> Result<Vec<u8>, String> {
    let mut tab = browser.tab(WINDOW.0, WINDOW.1)?;
    // An author may have asked for reveal.js's scrolling view, which is not laid out for paper.
    let query = match pages {
        PdfPages::Slides => "?view=null",
        PdfPages::Handout => "?view=null&handout",
    };
    tab.open_with(deck, query)?;
    tab.wait("!!(window.Reveal && Reveal.isReady())")?;
    if pages == PdfPages::Slides {
        tab.eval("dispatchEvent(new Event('beforeprint'))")?;
    }
    let links = tab.eval(PREPARE)?;
    let printed = tab.pdf()?;
    tab.close()?;
    let folder = deck.parent().unwrap_or(deck);
    let about = finish::About {
        title: &compiled.title,
        lang: &compiled.lang,
        links: &links,
        folder: &crate::browser::file_url(folder)?,
    };
    finish::finish(&printed, &about).map_err(|error| format!("the browser's PDF is odd: {error}"))
}
