//! A value behind a label in running text: `Owner: Ann`.

use std::ops::Range;

use crate::markdown::Node;
use crate::postmortem::text::{inline, seam};
use crate::postmortem::time::script::is_eastern;
use crate::postmortem::time::stamp;
use crate::words::{self, Column};

/// Colons, narrow and wide.
const COLONS: [char; 2] = [':', '：'];
/// Blanks, and those at which no line breaks.
const BLANKS: [char; 3] = [' ', '\u{a0}', '\u{202f}'];

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
    if !words.contains(COLONS) {
        return None;
    }
    let lower = words::lower(&words);
    let labels = words::pairs(|language| language.fields).filter(|(_, known)| *known == field);
    for (label, _) in labels {
        let is_apart = |at: usize| {
            !words[..at].ends_with(|c: char| {
                c.is_alphanumeric() && !(is_eastern(c) && label.is_ascii()) || c == '-'
            })
        };
        let found = labels_in(&lower, label).find(|place| is_apart(place.start));
        let Some(Range { start: at, end: from }) = found else { continue };
        let rest = &words[from..];
        let end = ends(rest);
        let mut end = sentence_end(&rest[..end]).unwrap_or(end);
        // The next label ends the value: `Owner: x Due: y`.
        let lower_rest = &lower[from..];
        end = words::all(|language| language.field_ends)
            .filter_map(|word| {
                let mut found = labels_in(lower_rest, word).map(|place| place.start);
                found.find(|at| !lower_rest[..*at].ends_with(char::is_alphanumeric))
            })
            .fold(end, usize::min);
        // `due: March 7, 2025` has its comma in the date.
        let day = stamp::read(rest).filter(|day| field == Column::Due && day.is_day());
        end = day.map_or(end, |day| day.start + day.written.len());
        let value = rest[..end].trim_start_matches(COLONS).trim();
        let value = value.trim_end_matches(['.', '-', '–', '—']).trim().to_owned();
        if value.is_empty() || !counts(&value) {
            continue;
        }
        seam::take(text, at..from + end);
        return Some(value);
    }
    None
}

/// Where a label stands before a colon, which is taken in; the French put a blank between. Most
/// texts have few colons.
pub(super) fn labels_in<'t>(text: &'t str, label: &'t str) -> impl Iterator<Item = Range<usize>> {
    text.match_indices(COLONS).filter_map(move |(at, colon)| {
        let before = &text[..at];
        let is_label = before.ends_with(label);
        let bare = if is_label { before } else { before.trim_end_matches(BLANKS) };
        let start = bare.len().checked_sub(label.len())?;
        bare.ends_with(label).then_some(start..at + colon.len())
    })
}

/// Where a value ends: at a separator, or at the bracket that it stands in.
fn ends(rest: &str) -> usize {
    let mut open = 0_usize;
    let end = rest.find(|c: char| match c {
        '(' | '（' => {
            open += 1;
            false
        }
        ')' | '）' if open > 0 => {
            open -= 1;
            false
        }
        '\n' | '|' | ';' | '。' | '；' => true,
        ',' | ')' | ']' | '、' | '，' | '）' | '】' => open == 0,
        _ => false,
    });
    end.unwrap_or(rest.len())
}

/// Where a sentence ends; the dot of `K. Holm` ends none.
fn sentence_end(text: &str) -> Option<usize> {
    let is_end = |at: &usize| {
        let word = text[..*at].rsplit([' ', '(']).next().unwrap_or_default();
        !(word.chars().count() == 1 && word.starts_with(char::is_uppercase))
    };
    text.match_indices(". ").map(|(at, _)| at).find(is_end)
}
