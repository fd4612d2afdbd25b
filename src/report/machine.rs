//! A problem as the JSON of decks and documents has it.

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Sources;

/// A diagnostic as JSON has it.
#[derive(Debug, Serialize)]
pub(crate) struct Machine<'d> {
    /// How bad it is.
    pub severity: Severity,
    /// The stable code.
    pub code: &'static str,
    /// What is wrong.
    pub message: &'d str,
    /// The file; none when it is about no place.
    pub file: Option<&'d str>,
    /// The line, from 1.
    pub line: Option<usize>,
    /// The column in characters, from 1.
    pub column: Option<usize>,
    /// What stands under the caret.
    pub label: Option<&'d str>,
    pub help: Option<&'d str>,
}

/// Diagnostics for JSON.
#[must_use]
pub(crate) fn machine<'d>(diagnostics: &'d [Diagnostic], sources: &'d Sources) -> Vec<Machine<'d>> {
    diagnostics.iter().map(|diagnostic| one(diagnostic, sources)).collect()
}

/// One of them.
pub(super) fn one<'d>(diagnostic: &'d Diagnostic, sources: &'d Sources) -> Machine<'d> {
    let at = diagnostic.span.map(|span| sources.position(span));
    Machine {
        severity: diagnostic.severity,
        code: diagnostic.code,
        message: &diagnostic.message,
        file: diagnostic.span.map(|span| sources.get(span.source).name()),
        line: at.map(|at| at.line),
        column: at.map(|at| at.column),
        label: diagnostic.label.as_deref(),
        help: diagnostic.help.as_deref(),
    }
}
