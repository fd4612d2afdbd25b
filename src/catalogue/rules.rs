//! The rules of `whydeck check`: what each asks, why, and an example of either kind.
//!
//! Codes are stable, like those of [`super::PROBLEMS`]. `docs/checks.md` is this table.

use crate::diagnostic::Severity::{self, Warning};

/// A rule.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rule {
    /// Its code, `subject/problem`.
    pub(crate) code: &'static str,
    /// How bad it is to break it, unless the author sets another level.
    pub(crate) level: Severity,
    /// What it finds, in one line without a full stop.
    pub(crate) meaning: &'static str,
    /// Why it is asked, in one line.
    pub(crate) reason: &'static str,
    /// Whose reason that is.
    pub(crate) source: &'static str,
    /// A document that breaks it.
    pub(crate) bad: &'static str,
    /// A document that does not, and differs in little else.
    pub(crate) good: &'static str,
}

/// All of them, by code.
pub(crate) const RULES: &[Rule] = &[Rule {
    code: "summary/long",
    level: Warning,
    meaning: "the summary is longer than three paragraphs",
    reason: "Who was not there reads the summary alone: it says in a minute what happened.",
    source: "the postmortem template of the Rust compiler team: two to three paragraphs",
    bad: "# Outage\n\n## Summary\n\nOne.\n\nTwo.\n\nThree.\n\nFour.\n",
    good: "# Outage\n\n## Summary\n\nOne.\n\nTwo.\n\nThree.\n",
}];

/// The rule with this code.
#[must_use]
pub(crate) fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code)
}
