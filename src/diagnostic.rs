//! What is wrong, where, and what helps: facts only. [`crate::report`] words them for people and
//! machines.

use serde::Serialize;

use crate::span::Span;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// The deck was built, but not as the author meant.
    Warning,
    /// No deck was built.
    Error,
}

/// One problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// A stable code, `subject/problem`.
    pub code: &'static str,
    /// One line, without a full stop.
    pub message: String,
    /// The place, when it is about one.
    pub span: Option<Span>,
    /// What stands under the caret.
    pub label: Option<String>,
    /// What the author can do.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A problem that leaves no deck.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message.into())
    }

    /// A problem that leaves a deck.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message.into())
    }

    /// A remark.
    pub fn info(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Info, code, message.into())
    }

    fn new(severity: Severity, code: &'static str, message: String) -> Self {
        Self { severity, code, message, span: None, label: None, help: None }
    }

    /// Names the place.
    #[must_use]
    pub fn at(mut self, span: impl Into<Option<Span>>) -> Self {
        self.span = span.into();
        self
    }

    /// Says what stands under the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Says what helps.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Of the names in `known`, the one that `typed` was probably meant to be.
///
/// ```
/// assert_eq!(whydeck::diagnostic::nearest("titel", ["title", "lang"]), Some("title"));
/// assert_eq!(whydeck::diagnostic::nearest("zzz", ["title", "lang"]), None);
/// ```
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|name| (strsim::jaro_winkler(&typed.to_lowercase(), &name.to_lowercase()), name))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}
