//! What a postmortem still lacks: the rules of `whydeck check`.
//!
//! Each family of rules looks at the model, and reports what breaks a rule of
//! [`crate::catalogue::rules`] at the level that stands there.

mod actions;
pub(crate) mod baseline;
mod earlier;
mod head;
mod lessons;
mod links;
mod many;
mod metrics;
mod missing;
mod people;
mod places;
mod response;
mod rulings;
pub(crate) mod scorecard;
mod sections;
pub(crate) mod settings;
mod silence;
mod template;
#[cfg(test)]
mod tests;
mod text;
mod timeline;
mod vague;
mod whys;
pub(crate) mod wording;

pub(crate) use rulings::{Asked, Rulings};

use crate::catalogue::rules;
use crate::diagnostic::{Diagnostic, Severity};
use crate::postmortem::Postmortem;
use crate::postmortem::earlier::Earlier;
use crate::source::Sources;

/// What is checked.
pub(crate) struct Subject<'s, 'a> {
    pub(crate) pm: &'s Postmortem<'a>,
    pub(crate) sources: &'s Sources,
    /// What was told of it already: nothing is told twice.
    pub(crate) told: &'s [Diagnostic],
    /// What earlier postmortems promised, where the document names any.
    pub(crate) earlier: Option<&'s Earlier>,
    /// The team's own rules of wording, where it has some.
    pub(crate) wording: Option<&'s wording::Rules>,
}

impl Subject<'_, '_> {
    /// Whether this was told already.
    fn is_told(&self, code: &str) -> bool {
        self.told.iter().any(|one| one.code == code)
    }
}

/// All that breaks a rule, in no order.
pub(crate) fn check(subject: &Subject<'_, '_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for family in [
        head::check,
        sections::check,
        metrics::check,
        missing::check,
        timeline::check,
        whys::check,
        lessons::check,
        actions::check,
        earlier::check,
        vague::check,
        people::check,
        links::check,
        template::check,
    ] {
        family(subject, &mut found);
    }
    let Subject { pm, sources, wording, .. } = subject;
    if let Some(rules) = wording.or_else(|| wording::Rules::of(wording::lang(pm))) {
        let mut blaming = Vec::new();
        wording::check(pm, sources, rules, &mut blaming);
        blaming.retain(|one| !is_of_whys(one, &found));
        found.append(&mut blaming);
    }
    found
}

/// Whether it was told already that the whys end at whom these words blame.
fn is_of_whys(blaming: &Diagnostic, found: &[Diagnostic]) -> bool {
    let place = |one: &Diagnostic| one.span.map(|span| (span.source, span.start, span.end));
    let Some((source, start, end)) = place(blaming) else { return false };
    found.iter().filter(|one| one.code == "whys/person").filter_map(place).any(
        |(other, other_start, other_end)| source == other && start < other_end && other_start < end,
    )
}

/// A finding at the level of its rule.
fn finding(code: &'static str, message: impl Into<String>) -> Diagnostic {
    let level = rules::rule(code).map_or(Severity::Warning, |rule| rule.level);
    Diagnostic { severity: level, ..Diagnostic::warning(code, message) }
}
