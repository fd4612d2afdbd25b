//! `whydeck read`: what was understood of a document, before anybody looks at slides.

use super::input::{check_not_itself, read_input};
use super::{Ending, Fault, is_coloured, output, show_problems};
use crate::cli::{Read, ReadFormat};
use crate::compile::{Options, compile};
use crate::document::Output;
use crate::export::read::{self, Look};
use crate::source::front_matter::DocumentKind;
use std::io;

/// As wide as text is read well; also what a file or a pipe gets.
const WIDEST: usize = 100;

/// Prints what was understood, then what is wrong.
///
/// # Errors
/// When the input cannot be read or the output not written.
pub fn run(options: &Read) -> Result<Ending, Fault> {
    let out = options.output.clone().unwrap_or(Output::Stdout);
    check_not_itself(Some(&options.file), &out)?;
    let mut outcome = compile(read_input(&options.file)?, &compile_options(options));
    // What is read has no look.
    outcome.diagnostics.retain(|problem| !problem.code.starts_with("font/"));
    if let Output::Path(out) = &out {
        output::check_made_of(out, &outcome)?;
    }
    if let Some(view) = read::view(&outcome) {
        let text = match options.format {
            ReadFormat::Text => read::text(&view, look(&out)),
            ReadFormat::Json => read::json(&view).map_err(|error| error.to_string())?,
        };
        output::put(&out, |out| out.write_all(text.as_bytes()))?;
    }
    Ok(show_problems(&outcome, &options.reporting))
}

fn compile_options(options: &Read) -> Options {
    Options {
        kind: options.kind.map(DocumentKind::from),
        deck: options.deck.clone(),
        root: options.root.clone(),
        highlight: false,
        // Blocks are numbered, so that slides have a line.
        marks: true,
        model: true,
        ..Options::default()
    }
}

fn look(out: &Output) -> Look {
    let is_shown = *out == Output::Stdout;
    let columns = terminal_size::terminal_size_of(io::stdout()).filter(|_| is_shown);
    let width = columns.map_or(WIDEST, |(width, _)| usize::from(width.0).min(WIDEST));
    Look { width, colour: is_shown && is_coloured(&io::stdout()) }
}
