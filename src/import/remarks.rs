//! What is said about a run: what came from where, what was left out, and what was taken out.

use super::clean::Cleaner;
use super::gathered::{Gathered, Said, Told};
use crate::diagnostic::Diagnostic;
use crate::report;

/// How many incidents, or names, are listed.
const MOST_LISTED: usize = 12;

/// A number of things, with what is said behind it: `2 files that are neither JSON nor CSV`.
pub(super) fn count(number: usize, one: &str, behind: &str) -> String {
    let many = if one.ends_with('y') {
        format!("{}ies", one.trim_end_matches('y'))
    } else {
        format!("{one}s")
    };
    let behind =
        if number == 1 { behind.to_owned() } else { behind.replace("that is", "that are") };
    format!("{number} {}{behind}", if number == 1 { one } else { &many })
}

/// How many entries each source has, threads among them.
pub(super) fn sources(said: &[Said]) -> Vec<String> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for said in said {
        let source = said.source.trim_end_matches(" (thread)");
        match counts.iter().position(|(name, _)| *name == source) {
            Some(at) => counts[at].1 += 1,
            None => counts.push((source, 1)),
        }
    }
    let line = |(name, number): (&str, usize)| {
        format!("{}: {}", report::visible(name), count(number, "entry", ""))
    };
    let rest = counts.len().saturating_sub(MOST_LISTED);
    let lines = counts.into_iter().take(MOST_LISTED).map(line);
    lines.chain((rest > 0).then(|| format!("and {rest} more sources"))).collect()
}

/// What of the sources is not there.
pub(super) fn left_out(gathered: &Gathered) -> Vec<String> {
    let line = |(source, what, number): &(String, super::gathered::LeftOut, usize)| {
        let (one, behind) = what.words();
        format!("{}: left out {}", report::visible(source), count(*number, one, behind))
    };
    gathered.left_out.iter().map(line).collect()
}

pub(super) fn repeats(number: usize) -> Option<String> {
    (number > 0).then(|| format!("{} left out", count(number, "exact repeat", "")))
}

pub(super) fn over(number: usize, most: usize) -> Option<String> {
    let entries = count(number, "later entry", "");
    (number > 0).then(|| format!("{entries} left out: a timeline takes {most}; name fewer sources"))
}

/// What was taken out of texts.
pub(super) fn cleaned(cleaner: &Cleaner, keeps_names: bool) -> Vec<String> {
    let mut lines = Vec::new();
    let removed = &cleaner.removed.0;
    if !removed.is_empty() {
        let kinds = removed.iter().map(|(secret, number)| count(*number, secret.name(), ""));
        let kinds = kinds.collect::<Vec<_>>().join(", ");
        lines.push(format!("removed: {kinds}; change them where they were told"));
    }
    if cleaner.addresses > 0 {
        let (one, behind) = ("address", " of people whom no source knows");
        let many = if cleaner.addresses == 1 { one } else { "addresses" };
        lines.push(format!("removed: {} {many}{behind}", cleaner.addresses));
    }
    if cleaner.hidden > 0 {
        let behind = " that hide, turn text, or were broken before";
        lines.push(format!("removed: {}", count(cleaner.hidden, "character", behind)));
    }
    let (roles, words) = cleaner.roles();
    if roles > 0 && !keeps_names {
        let people = if roles == 1 { "1 person".to_owned() } else { format!("{roles} people") };
        lines.push(format!(
            "{people} became roles; read the text for names that no source tells, or keep all \
             with `--names`"
        ));
    }
    if !words.is_empty() {
        let rest = words.len().saturating_sub(MOST_LISTED);
        let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
        let shown: Vec<String> = words.into_iter().take(MOST_LISTED).collect();
        lines.push(format!("names that are words as well stay: {}{more}", shown.join(", ")));
    }
    lines
}

/// Says that there is nothing to draft, and what there was.
pub(super) fn nothing(gathered: &Gathered) -> Diagnostic {
    let mut problem =
        Diagnostic::error("import/nothing", "the sources hold no entry of a timeline");
    problem.help = Some(left_out(gathered).join("; ")).filter(|help| !help.is_empty());
    problem
}

/// Asks which incident is meant.
pub(super) fn several(histories: &[&Told]) -> Diagnostic {
    let message = format!("the sources tell of {} incidents", histories.len());
    let listed = listed(histories.iter().copied());
    Diagnostic::error("import/several", message).help(format!("choose with `--incident`: {listed}"))
}

/// Says that no incident is called so.
pub(super) fn nobody(name: &str, incidents: &[Told]) -> Diagnostic {
    let name = report::visible(name);
    let problem = Diagnostic::error("import/several", format!("no incident is called `{name}`"));
    match incidents {
        [] => problem.help("no source tells of incidents that could be chosen"),
        _ => problem.help(format!("the sources tell of {}", listed(incidents.iter()))),
    }
}

/// Incidents by id, the newest first.
fn listed<'t>(incidents: impl Iterator<Item = &'t Told>) -> String {
    let mut all: Vec<&Told> = incidents.collect();
    all.sort_by_key(|told| std::cmp::Reverse(told.began));
    let line = |told: &&Told| {
        let day = told.began.map(|at| at.strftime("%Y-%m-%d ").to_string()).unwrap_or_default();
        format!("{} ({day}{})", report::visible(&told.id), report::visible(&told.title))
    };
    let shown: Vec<String> = all.iter().take(MOST_LISTED).map(line).collect();
    let rest = all.len().saturating_sub(shown.len());
    let more = if rest > 0 { format!(", and {rest} more") } else { String::new() };
    format!("{}{more}", shown.join(", "))
}
