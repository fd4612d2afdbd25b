//! Which problems somebody means: those of one code, or all of a subject.

use std::fmt;

use super::{PROBLEMS, rules::RULES};
use crate::diagnostic::nearest;

/// A code, or `subject/*`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Pattern(String);

impl Pattern {
    /// A pattern that some code goes by; a subject may stand alone.
    ///
    /// # Errors
    /// A sentence: no code goes by it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let pattern = match text.split_once('/') {
            None => Self(format!("{text}/*")),
            Some(_) => Self(text.to_owned()),
        };
        if codes().any(|code| pattern.is_of(code)) {
            return Ok(pattern);
        }
        Err(match nearest_to(text) {
            Some(near) => format!("there is no rule `{text}`; did you mean `{near}`?"),
            None => format!("there is no rule `{text}`"),
        })
    }

    /// Whether a code goes by it.
    #[must_use]
    pub fn is_of(&self, code: &str) -> bool {
        match self.0.strip_suffix("/*") {
            Some(subject) => code.split('/').next() == Some(subject),
            None => self.0 == code,
        }
    }

    /// Whether it is of one code, and this one.
    #[must_use]
    pub fn is_exactly(&self, code: &str) -> bool {
        self.0 == code
    }

    /// Whether it is of all codes of a subject.
    #[must_use]
    pub fn is_subject(&self) -> bool {
        self.0.ends_with("/*")
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The codes of all rules and problems.
pub(crate) fn codes() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|rule| rule.code).chain(PROBLEMS.iter().map(|problem| problem.code))
}

/// The code or subject that somebody probably meant.
pub(crate) fn nearest_to(typed: &str) -> Option<&'static str> {
    let subjects = || codes().filter_map(|code| code.split('/').next());
    if typed.contains('/') { nearest(typed, codes()) } else { nearest(typed, subjects()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_of_a_code_or_of_a_subject() {
        let of = |text: &str, code: &str| Pattern::parse(text).is_ok_and(|one| one.is_of(code));
        assert!(of("timeline/order", "timeline/order"));
        assert!(!of("timeline/order", "timeline/stamp"));
        assert!(of("timeline/*", "timeline/stamp") && of(" timeline ", "timeline/stamp"));
        assert!(!of("timeline/*", "trace/unknown"));
        assert_eq!(
            Pattern::parse("timline/stamp"),
            Err("there is no rule `timline/stamp`; did you mean `timeline/stamp`?".into())
        );
        assert_eq!(Pattern::parse(""), Err("there is no rule ``".into()));
        assert!(Pattern::parse("/*").is_err() && Pattern::parse("time*").is_err());
    }
}
