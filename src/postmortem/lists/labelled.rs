//! A value behind a label in running text: `Owner: Ann`.

use crate::markdown::Node;
use crate::postmortem::text::{inline, seam};
use crate::postmortem::time::script::is_eastern;
use crate::postmortem::time::stamp;
use crate::words::{self, Column};

/// Colons, narrow and wide.
const COLONS: [char; 2] = [':', '：'];

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
    for (label, _) in labels.filter(|(label, _)| is_before_colon(&lower, label)) {
        let is_apart = |at: usize| {
            !words[..at].ends_with(|c: char| {
                c.is_alphanumeric() && !(is_eastern(c) && label.is_ascii()) || c == '-'
            })
        };
        let found = COLONS.iter().find_map(|colon| {
            let label = format!("{label}{colon}");
            let mut places = lower.match_indices(&label).map(|(at, _)| at);
            places.find(|at| is_apart(*at)).map(|at| (at, label))
        });
        let Some((at, label)) = found else { continue };
        let rest = &words[at + label.len()..];
        let end = ends(rest);
        let mut end = sentence_end(&rest[..end]).unwrap_or(end);
        // The next label ends the value: `Owner: x Due: y`.
        let lower_rest = &lower[at + label.len()..];
        end = words::all(|language| language.field_ends)
            .filter(|word| is_before_colon(lower_rest, word))
            .filter_map(|word| {
                COLONS.iter().find_map(|colon| {
                    let label = format!("{word}{colon}");
                    let mut found = lower_rest.match_indices(&label).map(|(at, _)| at);
                    found.find(|at| !lower_rest[..*at].ends_with(char::is_alphanumeric))
                })
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
        seam::take(text, at..at + label.len() + end);
        return Some(value);
    }
    None
}

/// Whether a colon stands behind a label somewhere: most texts have few colons.
pub(super) fn is_before_colon(text: &str, label: &str) -> bool {
    memchr::memchr_iter(b':', text.as_bytes()).any(|at| text[..at].ends_with(label))
        || !text.is_ascii() && text.match_indices('：').any(|(at, _)| text[..at].ends_with(label))
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
