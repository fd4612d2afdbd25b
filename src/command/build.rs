//! `whydeck build`: a document becomes one file.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::input::{check_not_itself, read_input};
use super::output::Written;
use super::{
    Ending, Fault, fetch, format, markdown, output, pdf, ready, say, sheet, shots, show_problems,
    wording,
};
use crate::cli::{Build, Format, NotesChoice};
use crate::compile::coverage;
use crate::compile::{DocumentText, Options, Outcome};
use crate::deck::registry;
use crate::document::{Input, Output};
use crate::export::json;
use crate::report::Wording;
use crate::source::front_matter::DocumentKind;

/// Builds the deck, prints one line about it, then what is wrong.
///
/// # Errors
/// When the input cannot be read or the output not written.
pub fn run(options: &Build) -> Result<Ending, Fault> {
    let start = Instant::now();
    let input = read(options)?;
    let format = format::of(options, options.output.as_ref().and_then(Output::path))?;
    let out = output(options, format, &input);
    check_not_itself(options.file(), &out)?;
    if let Some(out) = out.path().filter(|_| options.sheet) {
        sheet::check_name(out)?;
    }
    let wording = wording(options.reporting.message_format);
    if options.coverage && out == Output::Stdout && wording.is_for_programs() {
        return Err(Fault::from("`--coverage` has no stream to go to: both are read by programs")
            .help("write the deck to a file with `-o`"));
    }
    let compiling = compile_options(options, format, &out);
    ready::start(&input.text, &compiling);
    let (mut outcome, fetched) = fetch::compiled(input, options, &compiling)?;
    if let Some(fetched) = fetched {
        say_beside(&out, &fetched, wording)?;
    }
    if let Output::Path(out) = &out {
        output::check_made_of(out, &outcome)?;
    }
    let line = match write(&mut outcome, (options, format), &out)? {
        Some(written) => outcome.compiled.as_ref().map(|compiled| {
            let what = match options.file() {
                Some(_) => output::kind(compiled),
                None => format!("deck {}", options.deck_name()),
            };
            output::summary(&what, compiled, options.notes_choice(format), &written, start)
        }),
        None => None,
    };
    if let Some(line) = line {
        say_beside(&out, &line, wording)?;
    }
    if let Some(coverage) = options.coverage.then(|| coverage::of(&outcome)).flatten() {
        say_beside(&out, &coverage.report(), wording)?;
    }
    Ok(show_problems(&outcome, &options.reporting))
}

/// Prints on standard output, or on standard error where the deck itself goes to standard output;
/// nowhere when programs read both.
fn say_beside(out: &Output, text: &str, wording: Wording) -> Result<(), Fault> {
    match out {
        Output::Path(_) => say(text),
        Output::Stdout if wording.is_for_programs() => Ok(()),
        Output::Stdout => {
            io::stderr().write_all(text.as_bytes()).map_err(|error| error.to_string().into())
        }
    }
}

fn read(options: &Build) -> Result<DocumentText, Fault> {
    match options.file() {
        None => read_nothing(options.deck_name()),
        Some(input) => read_input(input),
    }
}

/// A deck without a document, which not every template can make.
fn read_nothing(deck: &str) -> Result<DocumentText, Fault> {
    match registry::built_in(deck) {
        Some(known) if !known.stands_alone => {
            Err(format!("the deck `{deck}` is made from a postmortem: name its file").into())
        }
        _ => Ok(DocumentText { name: deck.to_owned(), path: None, text: String::new() }),
    }
}

/// Where to write: as asked, else beside the input, else standard output.
fn output(options: &Build, format: Format, input: &DocumentText) -> Output {
    let extension = format::extension(format);
    match (&options.output, &input.path) {
        (Some(out), _) => out.clone(),
        (None, Some(path)) => Output::Path(path.with_extension(extension)),
        (None, None) if options.files.is_empty() => {
            let name = Path::new(options.deck_name()).file_stem().unwrap_or_default();
            Output::Path(PathBuf::from(name).with_extension(extension))
        }
        (None, None) => Output::Stdout,
    }
}

impl Build {
    /// The document, where there is one.
    fn file(&self) -> Option<&Input> {
        self.files.first()
    }

    /// Pictures show no notes, nor do pages that hold a slide alone.
    pub(super) fn notes_choice(&self, format: Format) -> NotesChoice {
        match format {
            Format::Png => NotesChoice::Strip,
            Format::Pdf if !self.handout => NotesChoice::Strip,
            _ => self.notes,
        }
    }

    fn deck_name(&self) -> &str {
        self.reading.deck.as_deref().unwrap_or(registry::BUILT_IN[0].name)
    }
}

/// How a document is compiled.
pub(super) fn compile_options(options: &Build, format: Format, out: &Output) -> Options {
    let read = super::compile_options(&options.reading, options.notes_choice(format));
    let without_file = options.files.is_empty().then_some(DocumentKind::Postmortem);
    Options {
        kind: read.kind.or(without_file),
        model: options.coverage || format == Format::Json,
        markdown: (format == Format::Md).then(|| markdown::figures(out)),
        ..read
    }
}

/// Writes the deck; none when there is no deck to write.
pub(super) fn write(
    outcome: &mut Outcome,
    (options, format): (&Build, Format),
    out: &Output,
) -> Result<Option<Written>, Fault> {
    let bytes = match format {
        _ if options.sheet => sheet::write(outcome, options.browser.as_deref(), out)?,
        Format::Html => output::write_page(outcome, out)?,
        Format::Pdf => pdf::write(outcome, options, out)?,
        Format::Png => return shots::write(outcome, options, out),
        Format::Md => markdown::write(outcome, out)?,
        Format::Json => match json::text(outcome).map_err(|error| error.to_string())? {
            Some(text) => Some(output::put(out, |out| out.write_all(text.as_bytes()))?),
            None => None,
        },
    };
    Ok(bytes.map(|bytes| Written::deck(outcome, out, bytes)))
}
