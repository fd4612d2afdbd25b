//! What rules are set to, by front matter and by `whydeck.yaml`.
//!
//! The front matter's word beats the file's, and a code beats its subject within either.

use crate::catalogue::pattern::{Pattern, nearest_to};
use crate::catalogue::{PROBLEMS, rules};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::front_matter::{RuleLevel, SetRule};

/// The level of each rule that somebody set.
#[derive(Debug, Default)]
pub(crate) struct Levels {
    /// The first that a code goes by counts.
    set: Vec<(Pattern, RuleLevel)>,
}

impl Levels {
    /// Adds what a file sets; what was added before it beats it.
    pub(crate) fn add(&mut self, rules: &[SetRule]) {
        let parsed = rules
            .iter()
            .filter_map(|rule| Some((Pattern::parse(&rule.name.value).ok()?, rule.level)));
        let (subjects, codes): (Vec<_>, Vec<_>) = parsed.partition(|(one, _)| one.is_subject());
        self.set.extend(codes.into_iter().chain(subjects));
    }

    fn of(&self, code: &str) -> Option<RuleLevel> {
        self.set.iter().find(|(pattern, _)| pattern.is_of(code)).map(|(_, level)| *level)
    }

    /// Gives each problem its level, and drops those of rules that are off, unless they are
    /// `wanted` by name. An error that leaves no deck stays one.
    pub(crate) fn apply(&self, diagnostics: &mut Vec<Diagnostic>, wanted: &[Pattern]) {
        if self.set.is_empty() {
            return;
        }
        diagnostics.retain_mut(|one| {
            if is_fixed(one) {
                return true;
            }
            let level = match self.of(one.code) {
                None => return true,
                Some(RuleLevel::Off) => {
                    return wanted.iter().any(|pattern| pattern.is_of(one.code));
                }
                Some(RuleLevel::Info) => Severity::Info,
                Some(RuleLevel::Warning) => Severity::Warning,
                Some(RuleLevel::Error) => Severity::Error,
            };
            one.severity = level;
            true
        });
    }
}

/// Whether a problem keeps its document from being read, or built.
pub(crate) fn is_fixed(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity == Severity::Error && rules::rule(diagnostic.code).is_none()
}

/// Says which rules do not exist, and which cannot be set.
pub(crate) fn tell(set: &[SetRule], diagnostics: &mut Vec<Diagnostic>) {
    for SetRule { name, level } in set {
        let Ok(pattern) = Pattern::parse(&name.value) else {
            diagnostics.push(unknown(&name.value).at(name.span));
            continue;
        };
        let problem = PROBLEMS.iter().find(|problem| pattern.is_exactly(problem.code));
        let stops = problem.is_some_and(|problem| problem.levels == [Severity::Error]);
        if stops && *level != RuleLevel::Error {
            let message =
                format!("`{}` is an error in any case: without it there is no deck", name.value);
            diagnostics.push(Diagnostic::warning("check/fixed", message).at(name.span));
        }
    }
}

/// Says that there is no such rule.
pub(crate) fn unknown(name: &str) -> Diagnostic {
    let problem = Diagnostic::warning("check/unknown", format!("there is no rule `{name}`"));
    match nearest_to(name) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help("docs/checks.md and docs/problems.md list all of them"),
    }
}
