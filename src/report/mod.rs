//! Diagnostics for people and machines.
//!
//! 1. [`Report`] words the problems of one document. Reports of several are put together.
//! 2. For people, and for programs that read lines, its text can be printed at once.
//! 3. SARIF and rdjson are one document for all problems of a run: theirs wait for its end.

mod finding;
mod full;
mod github;
mod json;
mod machine;
mod rdjson;
mod sarif;
mod short;

use std::path::Path;

use serde_json::Value;

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Sources;
use finding::{Finding, findings};
pub(crate) use machine::{Machine, machine};
use sarif::Entry;

/// How diagnostics are worded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wording {
    /// With the line and a caret; in colour when the reader sees a terminal.
    Full {
        /// Whether to use colour.
        colour: bool,
    },
    /// One line each, for editors.
    Short,
    /// One JSON object each.
    Json,
    /// One SARIF document.
    Sarif,
    /// One document for reviewdog.
    Rdjson,
    /// A workflow command of GitHub Actions each.
    Github,
}

impl Wording {
    /// Whether a program reads it, which takes nothing else for a problem.
    #[must_use]
    pub(crate) fn is_for_programs(self) -> bool {
        !matches!(self, Self::Full { .. } | Self::Short)
    }

    /// Whether the problems of all documents of a run are one document.
    #[must_use]
    pub(crate) fn is_one_document(self) -> bool {
        matches!(self, Self::Sarif | Self::Rdjson)
    }
}

/// Problems in words.
#[derive(Debug, Default)]
pub(crate) struct Report {
    /// What can be printed at once.
    text: String,
    /// What waits for the end of the run.
    waiting: Vec<Waiting>,
}

#[derive(Debug)]
enum Waiting {
    Sarif(Entry),
    Rdjson(Value),
}

/// Words for people.
impl From<String> for Report {
    fn from(text: String) -> Self {
        Self { text, waiting: Vec::new() }
    }
}

impl Report {
    /// The problems of a document, the first of the sources.
    #[must_use]
    pub(crate) fn of(diagnostics: &[Diagnostic], sources: &Sources, wording: Wording) -> Self {
        let mut report = Self::default();
        match wording {
            Wording::Full { colour } => report.text = full_texts(diagnostics, sources, colour),
            Wording::Short => {
                let lines = diagnostics.iter().map(|one| short::short(one, sources) + "\n");
                report.text = lines.collect();
            }
            _ => report.find(&findings(diagnostics, sources, None), sources, wording),
        }
        report
    }

    /// What kept a run, or that of a document, from its end: for programs only.
    #[must_use]
    pub(crate) fn failure(
        diagnostic: &Diagnostic,
        document: Option<&Path>,
        wording: Wording,
    ) -> Self {
        let mut report = Self::default();
        let sources = Sources::default();
        let list = std::slice::from_ref(diagnostic);
        report.find(&findings(list, &sources, document), &sources, wording);
        report
    }

    fn find(&mut self, findings: &[Finding<'_>], sources: &Sources, wording: Wording) {
        for finding in findings {
            match wording {
                Wording::Sarif => self.waiting.push(Waiting::Sarif(sarif::entry(finding))),
                Wording::Rdjson => self.waiting.push(Waiting::Rdjson(rdjson::diagnostic(finding))),
                Wording::Github => self.text.push_str(&(github::line(finding) + "\n")),
                _ => self.text.push_str(&(json::line(finding, sources) + "\n")),
            }
        }
    }

    /// Adds a line for people.
    pub(crate) fn remark(&mut self, line: &str, wording: Wording) {
        if !wording.is_for_programs() {
            self.text.push_str(line);
        }
    }

    /// Takes the problems of another document in.
    pub(crate) fn add(&mut self, other: Self) {
        self.text.push_str(&other.text);
        self.waiting.extend(other.waiting);
    }

    /// Takes out what can be printed at once.
    #[must_use]
    pub(crate) fn take_text(&mut self) -> String {
        std::mem::take(&mut self.text)
    }

    /// What is left to print at the end of a run.
    #[must_use]
    pub(crate) fn end(self, wording: Wording) -> String {
        let mut entries = Vec::new();
        let mut diagnostics = Vec::new();
        for waiting in self.waiting {
            match waiting {
                Waiting::Sarif(entry) => entries.push(entry),
                Waiting::Rdjson(diagnostic) => diagnostics.push(diagnostic),
            }
        }
        match wording {
            Wording::Sarif => sarif::document(entries) + "\n",
            Wording::Rdjson => rdjson::document(&diagnostics) + "\n",
            _ => self.text,
        }
    }
}

/// All diagnostics as text.
#[must_use]
pub(crate) fn text(diagnostics: &[Diagnostic], sources: &Sources, wording: Wording) -> String {
    Report::of(diagnostics, sources, wording).end(wording)
}

fn full_texts(diagnostics: &[Diagnostic], sources: &Sources, colour: bool) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics.iter().take(MOST) {
        out.push_str(&full::full(diagnostic, sources, colour));
        out.push('\n');
    }
    // Nobody reads thousands; programs get all.
    if diagnostics.len() > MOST {
        out.push_str(&format!(
            "… and {} more; `--message-format short` lists all\n",
            diagnostics.len() - MOST
        ));
    }
    out
}

/// How many problems are worded in full.
const MOST: usize = 200;

/// Words of a document, or its name, without characters that a terminal would obey.
#[must_use]
pub(crate) fn visible(text: &str) -> String {
    text.chars().map(|c| if is_obeyed(c) { '\u{FFFD}' } else { c }).collect()
}

/// The name of a file or folder, told apart from every other: what a terminal or a browser would
/// obey is written out, `\u{1b}`.
#[must_use]
pub(crate) fn name(name: &str) -> String {
    let mut shown = String::with_capacity(name.len());
    for c in name.chars() {
        if is_obeyed(c) { shown.extend(c.escape_default()) } else { shown.push(c) }
    }
    shown
}

/// The same for a path.
#[must_use]
pub(crate) fn path(path: &Path) -> String {
    name(&path.display().to_string())
}

/// A number of things: `1 deck`, `2 decks`.
#[must_use]
pub(crate) fn count(number: usize, one: &str) -> String {
    format!("{number} {one}{}", if number == 1 { "" } else { "s" })
}

/// Whether a character moves the cursor, or turns the direction of what stands around it.
fn is_obeyed(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}
