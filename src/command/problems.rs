//! The problems of a run on standard error, as `--message-format` words them.
//!
//! Where programs read them, nothing else goes there: what people are told besides goes to standard
//! output, or is left out where the deck goes there.

use std::collections::HashSet;
use std::io::{self, Write};
use std::path::Path;

use super::{Ending, Fault, is_coloured};
use crate::cli::{Deny, MessageFormat, Reporting};
use crate::compile::Outcome;
use crate::diagnostic::{Diagnostic, Severity};
use crate::report::{self, Report, Wording};

/// How problems on standard error are worded.
pub(super) fn wording(format: MessageFormat) -> Wording {
    match format {
        MessageFormat::Full => Wording::Full { colour: is_coloured(&io::stderr()) },
        MessageFormat::Short => Wording::Short,
        MessageFormat::Json => Wording::Json,
        MessageFormat::Sarif => Wording::Sarif,
        MessageFormat::Rdjson => Wording::Rdjson,
        MessageFormat::Github => Wording::Github,
    }
}

/// Prints all problems of a run on standard error; whether it failed.
pub(super) fn show_problems(outcome: &Outcome, reporting: &Reporting) -> Ending {
    let (report, ending) = report_of(outcome, reporting);
    print(&report.end(wording(reporting.message_format)));
    ending
}

/// The problems of several documents, shown one after another.
pub(super) struct Problems<'r> {
    reporting: &'r Reporting,
    wording: Wording,
    report: Report,
    /// What was shown: documents that are built in several ways have most problems in each.
    seen: HashSet<String>,
}

impl<'r> Problems<'r> {
    pub(super) fn new(reporting: &'r Reporting) -> Self {
        let wording = wording(reporting.message_format);
        Self { reporting, wording, report: Report::default(), seen: HashSet::new() }
    }

    /// Shows the problems of a document, unless these very ones were shown before; whether it
    /// failed.
    pub(super) fn show(&mut self, outcome: &Outcome) -> Ending {
        let (mut report, ending) = report_of(outcome, self.reporting);
        let short = report::text(&outcome.diagnostics, &outcome.sources, Wording::Short);
        if self.seen.insert(short) {
            print(&report.take_text());
            self.report.add(report);
        }
        ending
    }

    /// Shows what waited for the end of the run.
    pub(super) fn conclude(self, result: Result<Ending, Fault>) -> Result<Ending, Fault> {
        conclude(self.report, result, self.wording)
    }
}

/// All problems of a document in words, and whether it failed.
pub(super) fn report_of(outcome: &Outcome, reporting: &Reporting) -> (Report, Ending) {
    let wording = wording(reporting.message_format);
    let mut report = Report::of(&outcome.diagnostics, &outcome.sources, wording);
    let worst = worst(&outcome.diagnostics);
    let ending = ending(worst, reporting);
    if ending == Ending::Failed && worst == Some(Severity::Warning) {
        report.remark(DENIED, wording);
    }
    (report, ending)
}

/// What is said when a run fails for its warnings alone.
pub(super) const DENIED: &str = "failed: warnings are denied\n";

/// How bad the worst is.
pub(super) fn worst(diagnostics: &[Diagnostic]) -> Option<Severity> {
    diagnostics.iter().map(|diagnostic| diagnostic.severity).max()
}

/// Whether problems as bad as that fail a run.
pub(super) fn ending(worst: Option<Severity>, reporting: &Reporting) -> Ending {
    let limit =
        if reporting.deny == Some(Deny::Warnings) { Severity::Warning } else { Severity::Error };
    if worst.is_none_or(|worst| worst < limit) { Ending::Done } else { Ending::Failed }
}

/// Prints what waited for the end of a run, with the fault that ended it.
pub(super) fn conclude(
    mut report: Report,
    result: Result<Ending, Fault>,
    wording: Wording,
) -> Result<Ending, Fault> {
    match result {
        Err(fault) if wording.is_one_document() => {
            report.add(failure(&fault, None, wording));
            print(&report.end(wording));
            Ok(Ending::Failed)
        }
        result => {
            print(&report.end(wording));
            result
        }
    }
}

/// What kept a run, or that of a document, from its end.
pub(super) fn failure(fault: &Fault, document: Option<&Path>, wording: Wording) -> Report {
    let mut diagnostic = Diagnostic::error("run/failed", &fault.message);
    diagnostic.help.clone_from(&fault.help);
    Report::failure(&diagnostic, document, wording)
}

/// Prints on standard error; who closed the pipe does not want to know.
pub(super) fn print(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Tells people something that is no problem of a document.
pub(super) fn notice(text: &str, wording: Wording) {
    if wording.is_for_programs() {
        let _ = io::stdout().lock().write_all(text.as_bytes());
    } else {
        print(text);
    }
}
