//! A rule or a problem in full, for people.

use super::rules::{self, Rule};
use super::{PROBLEMS, Problem};
use crate::diagnostic::Severity;

/// All that is known of a code; none when there is no such code.
#[must_use]
pub(crate) fn explained(code: &str) -> Option<String> {
    if let Some(rule) = rules::rule(code) {
        return Some(of_rule(rule));
    }
    PROBLEMS.iter().find(|problem| problem.code == code).map(of_problem)
}

fn of_rule(rule: &Rule) -> String {
    let Rule { code, level, meaning, reason, source, bad, good } = rule;
    format!(
        "{code} ({}): {meaning}\n\n{reason}\nSource: {source}\n\nFound in:\n\n{}\nNot in:\n\n{}\n\
         Set it with `check: {{{code}: off}}` in front matter or whydeck.yaml, or silence it in \
         place with\n`<!-- check-off {code}: why -->`.\n",
        word(*level),
        indented(bad),
        indented(good)
    )
}

fn of_problem(problem: &Problem) -> String {
    let Problem { code, levels, meaning } = problem;
    let worst = levels.iter().max().copied().unwrap_or(Severity::Info);
    let help = match worst {
        Severity::Error => "An error leaves no deck: it cannot be set to another level.",
        Severity::Warning => "After a warning there is a deck, but not as you meant it.",
        Severity::Info => "A remark is worth knowing.",
    };
    format!("{code} ({}): {meaning}\n\n{help}\n", words(levels))
}

/// Levels as a table lists them.
#[must_use]
pub(crate) fn words(levels: &[Severity]) -> String {
    levels.iter().map(|level| word(*level)).collect::<Vec<_>>().join(" or ")
}

fn word(level: Severity) -> &'static str {
    match level {
        Severity::Info => "info",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

fn indented(text: &str) -> String {
    let line = |line: &str| if line.is_empty() { "\n".into() } else { format!("    {line}\n") };
    text.lines().map(line).collect()
}
