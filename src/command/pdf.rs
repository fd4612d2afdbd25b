//! `whydeck build -o deck.pdf`: pages, one a slide, or a handout.

use super::sheet::{self, Shown};
use super::{Fault, output};
use crate::cli::Build;
use crate::compile::Outcome;
use crate::document::Output;
use crate::export::pdf::{self, PdfPages};

/// Writes a deck as PDF; the number of bytes, none when there is no deck.
pub(super) fn write(
    outcome: &mut Outcome,
    options: &Build,
    out: &Output,
) -> Result<Option<u64>, Fault> {
    let Some(shown) = Shown::of(outcome)? else { return Ok(None) };
    let Some(compiled) = &outcome.compiled else { return Ok(None) };
    let pages = if options.handout { PdfPages::Handout } else { PdfPages::Slides };
    let mut browser = sheet::start(options.browser.as_deref())?;
    let file = pdf::of(&mut browser, compiled, &shown.file(), pages)?;
    output::put(out, |out| out.write_all(&file)).map(Some)
}
