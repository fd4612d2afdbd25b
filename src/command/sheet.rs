//! `whydeck build --sheet`: all slides of a deck in one picture.

use std::path::Path;

use super::{Fault, output};
use crate::browser::{self, Browser};
use crate::compile::Outcome;
use crate::document::Output;
use crate::export::sheet;

/// What helps when a browser does not start.
const HELP: &str = "install Chromium, Chrome or Edge, or name one with `--browser PATH` or the variable CHROME; where \
                    it needs options of its own to start, name a script that adds them";

/// Starts the browser that the user names, or that is installed.
pub(super) fn start(named: Option<&Path>) -> Result<Browser, Fault> {
    let start = browser::find(named).and_then(|program| Browser::start(&program));
    start.map_err(|problem| Fault::from(problem).help(HELP))
}

/// Writes the sheet of a deck; the number of bytes, none when there is no deck.
pub(super) fn write(
    outcome: &mut Outcome,
    named: Option<&Path>,
    out: &Output,
) -> Result<Option<u64>, Fault> {
    let folder = tempfile::Builder::new()
        .prefix("whydeck-sheet-")
        .tempdir()
        .map_err(|error| format!("cannot make a folder for the deck: {error}"))?;
    let deck = folder.path().join("deck.html");
    if output::write_page(outcome, &Output::Path(deck.clone()))?.is_none() {
        return Ok(None);
    }
    let Some(compiled) = &outcome.compiled else { return Ok(None) };
    let mut browser = start(named)?;
    let picture = sheet::of(&mut browser, compiled, &deck, folder.path())?;
    output::put(out, |out| out.write_all(&picture)).map(Some)
}

/// Refuses a name that is not that of a picture.
pub(super) fn check_name(out: &Path) -> Result<(), Fault> {
    let is_png = out.extension().is_some_and(|end| end.eq_ignore_ascii_case("png"));
    if is_png {
        return Ok(());
    }
    let message = format!("{} would hold a picture under another name", crate::report::path(out));
    Err(Fault::from(message).help("name a file that ends with `.png`"))
}
