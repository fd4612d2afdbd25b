//! A value behind a label in running text: `Owner: Ann`.

use crate::markdown::Node;
use crate::postmortem::text::{inline, seam};
use crate::postmortem::time::stamp;
use crate::words::{self, Column};

/// Takes a value after a label, up to a separator or the end of the line.
pub(super) fn take_labelled<'a>(text: Node<'a>, field: Column) -> Option<String> {
    take_value(text, field, |_| true)
}

/// The same, of a value that counts.
pub(super) fn take_value<'a>(
    text: Node<'a>,
    field: Column,
    counts: impl Fn(&str) -> bool,
) -> Option<String> {
    let words = inline::text(text);
    let lower = words.to_ascii_lowercase();
    let labels = words::pairs(|language| language.fields).filter(|(_, known)| *known == field);
    for (label, _) in labels {
        let label = &format!("{label}:");
        let found = lower
            .match_indices(label)
            .find(|(at, _)| !words[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '-'));
        let Some((at, _)) = found else { continue };
        let rest = &words[at + label.len()..];
        let end = rest.find([',', ';', ')', ']', '|', '\n']).unwrap_or(rest.len());
        let mut end = rest[..end].find(". ").unwrap_or(end);
        // The next label ends the value: `Owner: x Due: y`.
        let lower_rest = &lower[at + label.len()..];
        end = words::all(|language| language.field_ends)
            .filter_map(|word| lower_rest.find(&format!("{word}:")))
            .fold(end, usize::min);
        // `due: March 7, 2025` has its comma in the date.
        let day = stamp::read(rest).filter(|day| field == Column::Due && day.is_day());
        end = day.map_or(end, |day| day.start + day.written.len());
        let value = rest[..end].trim_start_matches(':').trim();
        let value = value.trim_end_matches(['.', '-', '–', '—']).trim().to_owned();
        if value.is_empty() || !counts(&value) {
            continue;
        }
        seam::take(text, at..at + label.len() + end);
        return Some(value);
    }
    None
}
