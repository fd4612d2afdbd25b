//! Times of a table that clocks skip or show twice.

use crate::postmortem::instant::WrittenTime;
use crate::report;

/// How many of them are listed.
const MOST_LISTED: usize = 3;

/// What is said of them.
pub(super) fn remarks(name: &str, times: &[WrittenTime], written: &[&str]) -> Vec<String> {
    let line = |is_one: fn(&WrittenTime) -> bool, what: &str| {
        let found = times.iter().zip(written).filter(|(time, _)| is_one(time));
        let found: Vec<String> =
            found.map(|(_, text)| format!("`{}`", report::visible(text))).collect();
        let rest = found.len().saturating_sub(MOST_LISTED);
        let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
        let listed = found.iter().take(MOST_LISTED).cloned().collect::<Vec<_>>().join(", ");
        let name = report::visible(name);
        (!found.is_empty()).then(|| format!("{name}: {what}: {listed}{more}"))
    };
    let skipped = line(
        |time| matches!(time, WrittenTime::Skipped(_)),
        "times that clocks skip were taken as behind the gap",
    );
    let twice = line(
        |time| matches!(time, WrittenTime::Twice(_)),
        "times that clocks show twice were taken as the first of the two",
    );
    skipped.into_iter().chain(twice).collect()
}
