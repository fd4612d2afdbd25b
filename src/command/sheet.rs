//! `whydeck build --sheet`: all slides of a deck in one picture.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

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

/// A deck's page in a file of its own, for a browser to open; it goes with the value.
pub(super) struct Shown {
    folder: TempDir,
}

impl Shown {
    /// Writes the page; none when there is no deck.
    pub(super) fn of(outcome: &mut Outcome) -> Result<Option<Self>, Fault> {
        let folder = tempfile::Builder::new()
            .prefix("whydeck-deck-")
            .tempdir()
            .map_err(|error| format!("cannot make a folder for the deck: {error}"))?;
        let shown = Self { folder };
        let is_written = output::write_page(outcome, &Output::Path(shown.file()))?.is_some();
        Ok(is_written.then_some(shown))
    }

    /// The page.
    pub(super) fn file(&self) -> PathBuf {
        self.folder().join("deck.html")
    }

    /// A place for files on the way.
    pub(super) fn folder(&self) -> &Path {
        self.folder.path()
    }
}

/// Writes the sheet of a deck; the number of bytes, none when there is no deck.
pub(super) fn write(
    outcome: &mut Outcome,
    named: Option<&Path>,
    out: &Output,
) -> Result<Option<u64>, Fault> {
    let Some(shown) = Shown::of(outcome)? else { return Ok(None) };
    let Some(compiled) = &outcome.compiled else { return Ok(None) };
    let mut browser = start(named)?;
    let picture = sheet::of(&mut browser, compiled, &shown.file(), shown.folder())?;
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
