//! Which actions were asked for.

use std::collections::{BTreeSet, HashMap};

use crate::cli::Actions;
use crate::export::actions::TrackedAction;
use crate::report::{self, count};

/// How many due dates that are no days are named.
const NAMED: usize = 3;

pub(super) fn is_wanted(row: &TrackedAction, options: &Actions) -> bool {
    (!options.open || row.is_open())
        && (!options.overdue || row.about.is_overdue)
        && is_owned(row, options)
}

fn is_owned(row: &TrackedAction, options: &Actions) -> bool {
    let is_theirs = |name: &str| row.owner.as_deref().is_some_and(|owner| owns(owner, name));
    options.owner.as_deref().is_none_or(is_theirs)
}

/// Tells apart what two actions would have in common: the same words in one document.
pub(super) fn tell_apart(rows: &mut [TrackedAction]) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for row in rows {
        let times = seen.entry(row.about.identity.clone()).or_default();
        *times += 1;
        if *times > 1 {
            row.about.identity.push_str(&format!("\n{times}"));
        }
    }
}

/// Whether an owner goes by a name: all words of it, in any case, as they stand in the owner's.
fn owns(owner: &str, name: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let parts = text.split(|c: char| !(c.is_alphanumeric() || "-_.'’".contains(c)));
        let parts = parts.map(|word| word.trim_matches(['.', '-']).to_lowercase());
        parts.filter(|word| !word.is_empty()).collect()
    };
    let wanted = words(name);
    !wanted.is_empty() && words(owner).windows(wanted.len()).any(|words| words == wanted)
}

/// Says which open actions nobody can call overdue, since what they are due on is no day.
pub(super) fn undated(rows: &[TrackedAction], options: &Actions) -> String {
    let is_undated = |row: &&TrackedAction| {
        row.is_open() && row.about.due_day.is_none() && is_owned(row, options)
    };
    let undated = rows.iter().filter(is_undated).filter_map(|row| row.due.as_deref());
    let all: Vec<&str> = undated.collect();
    if all.is_empty() {
        return String::new();
    }
    let names: BTreeSet<&str> = all.iter().copied().collect();
    let shown: Vec<String> =
        names.iter().take(NAMED).map(|due| format!("“{}”", report::visible(due))).collect();
    let more = if names.len() > NAMED { ", …" } else { "" };
    let are = if all.len() == 1 { "is" } else { "are" };
    format!(
        "{} {are} due on no day that can be compared: {}{more}\n",
        count(all.len(), "open action"),
        shown.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_owner_goes_by_whole_words() {
        for (owner, name) in [
            ("Ann Lee", "ann"),
            ("ann, bob", "@bob"),
            ("Ann Lee", "ann lee"),
            ("Storage team", "storage"),
            ("ann@example.org", "Ann@example.org"),
            ("Jörg", "jörg"),
        ] {
            assert!(owns(owner, name), "{owner} {name}");
        }
        for (owner, name) in [("Hannah", "ann"), ("Lee Ann", "ann lee"), ("ann", ""), ("ann", "@")]
        {
            assert!(!owns(owner, name), "{owner} {name}");
        }
    }
}
