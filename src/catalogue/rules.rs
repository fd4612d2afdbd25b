//! The rules of `whydeck check`: what each asks, why, and an example of either kind.
//!
//! Codes are stable, like those of [`super::PROBLEMS`]. `docs/checks.md` is this table.

mod actions;
mod causes;
mod document;
mod earlier;
mod story;
mod wording;

use crate::diagnostic::Severity;

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

const GROUPS: [&[Rule]; 6] =
    [actions::RULES, causes::RULES, document::RULES, earlier::RULES, story::RULES, wording::RULES];

/// All of them, by code.
pub(crate) const RULES: &[Rule] = &sorted::<{ count() }>();

/// The rule with this code.
#[must_use]
pub(crate) fn rule(code: &str) -> Option<&'static Rule> {
    RULES.binary_search_by(|rule| rule.code.cmp(code)).ok().map(|at| &RULES[at])
}

const fn count() -> usize {
    let (mut count, mut group) = (0, 0);
    while group < GROUPS.len() {
        count += GROUPS[group].len();
        group += 1;
    }
    count
}

/// The rules of all groups by code. The compiler sorts them, so it does so by insertion.
const fn sorted<const N: usize>() -> [Rule; N] {
    let mut all = [GROUPS[0][0]; N];
    let mut number = 0;
    let mut group = 0;
    while group < GROUPS.len() {
        let mut next = 0;
        while next < GROUPS[group].len() {
            let rule = GROUPS[group][next];
            let mut at = number;
            while at > 0 && is_before(rule.code.as_bytes(), all[at - 1].code.as_bytes()) {
                all[at] = all[at - 1];
                at -= 1;
            }
            all[at] = rule;
            number += 1;
            next += 1;
        }
        group += 1;
    }
    all
}

const fn is_before(one: &[u8], other: &[u8]) -> bool {
    let mut at = 0;
    while at < one.len() && at < other.len() {
        if one[at] != other[at] {
            return one[at] < other[at];
        }
        at += 1;
    }
    one.len() < other.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_sorted_and_none_is_there_twice() {
        assert!(RULES.is_sorted_by(|one, other| one.code < other.code));
    }

    #[test]
    fn every_rule_says_why_in_one_line() {
        for rule in RULES {
            for words in [rule.meaning, rule.reason, rule.source] {
                assert!(!words.is_empty() && !words.contains('\n'), "{}: {words}", rule.code);
            }
            assert!(rule.reason.ends_with(['.', '?']), "{}: {}", rule.code, rule.reason);
            assert!(!rule.meaning.ends_with('.'), "{}: {}", rule.code, rule.meaning);
        }
    }
}
