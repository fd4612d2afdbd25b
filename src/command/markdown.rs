//! `whydeck build -o deck.md`: slides as Markdown, with the figures as files beside it.

use std::path::{Path, PathBuf};

use super::{Fault, output};
use crate::compile::{FigureForm, Outcome};
use crate::document::Output;
use crate::report;

/// What becomes of figures: files in a folder beside the text, tables where there is no beside.
pub(super) fn figures(out: &Output) -> FigureForm {
    match out.path().map(folder) {
        Some(folder) => {
            let name = folder.file_name().unwrap_or_default();
            FigureForm::Files(name.to_string_lossy().into_owned())
        }
        None => FigureForm::Tables,
    }
}

/// The folder of the figures of a text: `deck.assets` for `deck.md`.
fn folder(out: &Path) -> PathBuf {
    out.with_extension("assets")
}

/// Writes the text and its figures; the number of bytes, none when there is no deck.
pub(super) fn write(outcome: &Outcome, out: &Output) -> Result<Option<u64>, Fault> {
    let written = outcome.compiled.as_ref().and_then(|compiled| compiled.markdown.as_ref());
    let Some(written) = written else { return Ok(None) };
    let mut bytes = 0;
    if let Some(folder) = out.path().map(folder).filter(|_| !written.figures.is_empty()) {
        std::fs::create_dir_all(&folder).map_err(|error| {
            format!("cannot make the folder {}: {}", report::path(&folder), error)
        })?;
        for (name, svg) in &written.figures {
            let file = folder.join(name);
            output::check_made_of(&file, outcome)?;
            bytes += output::write_file(&file, |out| out.write_all(svg.as_bytes()))?;
        }
    }
    bytes += output::put(out, |out| out.write_all(written.text.as_bytes()))?;
    Ok(Some(bytes))
}
