//! Ids that authors write, and the ids that an action or a lesson follows from.

use crate::markdown::Node;
use crate::postmortem::lists::priority::is_priority;
use crate::postmortem::text::{inline, seam};
use crate::postmortem::time::stamp;
use crate::words;

/// An id that the author wrote: `AI-3`, `L2`, `CA 1`.
pub(crate) fn is_id(word: &str) -> bool {
    let letters = word.chars().take_while(char::is_ascii_uppercase).count();
    let digits = word[letters..].trim_start_matches(['-', ' ']);
    let short = (1..=4).contains(&letters) && (1..=4).contains(&digits.len());
    short && digits.chars().all(|c| c.is_ascii_digit()) && !is_priority(word) && word.len() <= 9
}

/// Takes an id at the beginning: `AI-3: …`, `[L2] …`, `**CA-1** – …`.
pub(crate) fn take_id<'a>(text: Node<'a>) -> Option<String> {
    let words = inline::text(text);
    let bracket = words.starts_with(['[', '(']);
    let start = usize::from(bracket);
    let length = words[start..].find(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))?;
    let id = words[start..start + length].trim_end_matches('-');
    let after = &words[start + id.len()..];
    let ends = if bracket { after.starts_with([']', ')']) } else { is_separator(after) };
    // `UTF-8: …` looks the same: an id has a separator after it, and is one of the kinds that
    // deserve one.
    let kind = words::all(|language| language.id_kinds).any(|kind| {
        id.strip_prefix(*kind)
            .is_some_and(|rest| rest.starts_with(|c: char| c == '-' || c.is_ascii_digit()))
    });
    if !(ends && kind && is_id(id)) {
        return None;
    }
    let id = id.to_owned();
    let end = start + id.len() + usize::from(bracket);
    seam::take(text, 0..end);
    Some(id)
}

fn is_separator(after: &str) -> bool {
    after.trim_start().starts_with([':', '.', '–', '—'])
        || after.starts_with(" - ")
        || after.starts_with(") ")
}

/// Takes `(from L2, W4)`, `(from the timeline, 10:20)`, `from: L2` or `addresses: W4`.
pub(crate) fn take_from<'a>(text: Node<'a>) -> Vec<String> {
    let words = inline::text(text);
    let lower = words::lower(&words);
    for label in words::all(|language| language.traces) {
        for (at, _) in lower.match_indices(label) {
            let before = words[..at].trim_end();
            let starts_word = !words[..at].ends_with(|c: char| c.is_alphanumeric());
            let rest = &words[at + label.len()..];
            let (ids, length) = ids(rest);
            let closed = rest[length..].trim_start();
            let bracket = before.ends_with(['(', '[']) && closed.starts_with([')', ']']);
            // `Take the rows from the timeline, 10:20` is what is to be done.
            let is_bare = || closed.is_empty() && !ids.iter().any(|id| names_entry(id));
            if ids.is_empty() || !starts_word || !(bracket || label.ends_with(':') || is_bare()) {
                continue;
            }
            let start = if bracket { before.len() - 1 } else { at };
            let end =
                if bracket { words.len() - closed.len() + 1 } else { at + label.len() + length };
            seam::take(text, start..end);
            return ids;
        }
    }
    Vec::new()
}

/// Whether what an action follows from is an entry of the timeline rather than a part with an id.
pub(crate) fn names_entry(from: &str) -> bool {
    entry_length(from) == Some(from.len())
}

/// The length of the entry that a text begins with: `the timeline, 10:20`.
fn entry_length(text: &str) -> Option<usize> {
    let label = words::prefix_length(|language| language.timeline_entries, text)?;
    let behind = text[label..].strip_prefix(',')?;
    let time = behind.trim_start_matches([' ', '\n']);
    let end = time.find([')', ']', ';']).unwrap_or(time.len());
    let stamp = stamp::read(&time[..end]).filter(|stamp| stamp.is_timed() && stamp.start == 0)?;
    Some(text.len() - time.len() + stamp.written.len())
}

/// What follows the `and` that a text may begin with.
pub(super) fn behind_and(text: &str) -> &str {
    let behind = |word: &&str| text.strip_prefix(*word)?.strip_prefix(' ');
    let behind = words::all(|language| language.conjunctions).find_map(behind);
    behind.map_or(text, str::trim_start)
}

/// The ids at the beginning of a text, and how many bytes they take.
pub(crate) fn ids(text: &str) -> (Vec<String>, usize) {
    let mut ids = Vec::new();
    let mut length = 0;
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || ",;&+".contains(c));
        rest = behind_and(rest);
        let end =
            rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(rest.len());
        let end = if is_id(&rest[..end]) { Some(end) } else { entry_length(rest) };
        let Some(end) = end else { return (ids, length) };
        ids.push(rest[..end].to_owned());
        rest = &rest[end..];
        length = text.len() - rest.len();
    }
}
