//! The verbs: each reads its input, calls [`crate::compile`], and writes.

pub mod actions;
pub mod batch;
pub mod build;
pub mod check;
mod cores;
mod documents;
mod examples;
mod fetch;
mod format;
pub mod gallery;
mod input;
pub mod licenses;
pub mod manuals;
mod markdown;
pub mod meeting;
pub mod new;
mod output;
mod pdf;
mod problems;
pub mod read;
mod ready;
pub mod serve;
mod sheet;
mod shots;
pub mod stock;
pub mod watch;

use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use crate::cli::{MessageFormat, NotesChoice, Reading};
use crate::compile::{DocumentText, Options};
use crate::document;
use crate::report;
use crate::source::front_matter::DocumentKind;
use problems::{show_problems, wording};

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Everything was done.
    Done,
    /// There was an error in the input.
    Failed,
}

/// Why a run could not go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What happened, in a sentence.
    pub message: String,
    /// What the user can do.
    pub help: Option<String>,
}

impl Fault {
    /// Says what helps.
    #[must_use]
    fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// Names in it are escaped already; other quoted text may hold control characters.
    fn lines(&self) -> String {
        let lines: Vec<String> = self.to_string().split('\n').map(report::visible).collect();
        lines.join("\n")
    }
}

impl<T: Into<String>> From<T> for Fault {
    fn from(message: T) -> Self {
        Self { message: message.into(), help: None }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        self.help.iter().try_for_each(|help| write!(f, "\nhelp: {help}"))
    }
}

/// The exit code of a run; a fault is printed, as the verb words problems.
#[must_use]
pub fn finish(result: Result<Ending, Fault>, format: Option<MessageFormat>) -> ExitCode {
    match result {
        Ok(Ending::Done) => ExitCode::SUCCESS,
        Ok(Ending::Failed) => ExitCode::from(1),
        Err(fault) => {
            let wording = wording(format.unwrap_or(MessageFormat::Full));
            if wording.is_for_programs() {
                problems::print(&problems::failure(&fault, None, wording).end(wording));
            } else {
                problems::print(&format!("error: {}\n", fault.lines()));
            }
            ExitCode::from(1)
        }
    }
}

/// A document from its file.
fn read_file(path: &Path) -> Result<DocumentText, Fault> {
    input(path, document::read(path))
}

fn input(path: &Path, text: io::Result<String>) -> Result<DocumentText, Fault> {
    let name = report::path(path);
    let text = text.map_err(|error| format!("cannot read {name}: {error}"))?;
    Ok(DocumentText { name, path: Some(path.to_owned()), text })
}

/// The options of the command line that say how a document is read.
fn compile_options(reading: &Reading, notes: NotesChoice) -> Options {
    Options {
        kind: reading.kind.map(DocumentKind::from),
        deck: reading.deck.clone(),
        theme: reading.theme.clone(),
        notes: notes == NotesChoice::Keep,
        allow_html: reading.allow_html,
        highlight: !reading.no_highlight,
        figures: !reading.no_figures,
        system_fonts: !reading.no_system_fonts,
        root: reading.root.clone(),
        check: reading.check,
        shown_from: None,
        marks: false,
        model: false,
        ..Options::default()
    }
}

/// Whether a stream shows colours.
fn is_coloured(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() && std::env::var_os("NO_COLOR").is_none()
}

/// Prints on standard output; a closed pipe is no fault.
fn say(text: &str) -> Result<(), Fault> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(format!("cannot write to standard output: {error}").into())
        }
        _ => Ok(()),
    }
}
