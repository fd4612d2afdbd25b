//! `whydeck build -o shots.png --slides 2,5-7`: pictures of slides.

use std::path::Path;

use super::output::Written;
use super::sheet::{self, Shown};
use super::{Fault, output};
use crate::cli::Build;
use crate::compile::Outcome;
use crate::document::Output;
use crate::export::shots;
use crate::report;

/// Draws the slides that were chosen; none when there is no deck.
pub(super) fn write(
    outcome: &mut Outcome,
    options: &Build,
    out: &Output,
) -> Result<Option<Written>, Fault> {
    let size = options.size.as_deref().map(shots::size).transpose()?;
    let Some(shown) = Shown::of(outcome)? else { return Ok(None) };
    let Some(compiled) = &outcome.compiled else { return Ok(None) };
    let slides = shots::choose(options.chosen.as_deref(), compiled)?;
    let is_only = slides.len() == 1;
    let place = |slide: &_| match out {
        Output::Path(path) => Output::Path(shots::place(path, slide, is_only)),
        Output::Stdout => Output::Stdout,
    };
    if *out == Output::Stdout && !is_only {
        let message = format!("{} pictures cannot go to standard output", slides.len());
        return Err(Fault::from(message).help("`--slides 2` draws one, `-o deck.png` writes files"));
    }
    for path in slides.iter().map(place).filter_map(|out| out.path().map(Path::to_owned)) {
        output::check_made_of(&path, outcome)?;
    }
    let mut browser = sheet::start(options.browser.as_deref())?;
    let mut bytes = 0;
    shots::of(
        &mut browser,
        &shown.file(),
        (&slides, size),
        |slide, picture| -> Result<(), Fault> {
            bytes += output::put(&place(slide), |out| out.write_all(&picture))?;
            Ok(())
        },
    )?;
    let name = |slide| place(slide).path().map_or_else(|| "-".to_owned(), report::path);
    let names = match (slides.first(), slides.last()) {
        (Some(first), Some(last)) if !is_only => format!("{} … {}", name(first), name(last)),
        (Some(only), _) => name(only),
        _ => String::new(),
    };
    Ok(Some(Written { name: names, slides: slides.len(), bytes }))
}
