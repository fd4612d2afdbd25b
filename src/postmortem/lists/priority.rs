//! Priorities in running text.

use comrak::nodes::NodeValue;

use crate::markdown::Node;
use crate::postmortem::lists::labelled::take_labelled;
use crate::postmortem::text::{inline, seam};
use crate::postmortem::time::stamp;
use crate::words::{self, Column};

/// `P1`, `high`, `Sev2`: a priority, as the author wrote it.
pub(super) fn is_priority(word: &str) -> bool {
    let lower = word.to_lowercase();
    let level = words::prefix_length(|language| language.priority_letters, &lower);
    level
        .map(|length| &lower[length..])
        .is_some_and(|rest| rest.len() == 1 && rest.chars().all(|c| c.is_ascii_digit()))
        || words::has(|language| language.priorities, &lower)
}

/// Takes a priority: `P1`, `[P1]`, `(high)`, `**HIGH**`, `Priority: high`, `⏫`.
pub(crate) fn take_priority<'a>(text: Node<'a>) -> Option<String> {
    if let Some(value) = take_labelled(text, Column::Priority) {
        return Some(value);
    }
    let words = inline::text(text);
    for (sign, priority) in words::pairs(|language| language.priority_signs) {
        if let Some(at) = words::find(&words, sign) {
            seam::take(text, at..at + sign.len());
            return Some(priority.to_owned());
        }
    }
    if let Some(letter) = take_letter(text) {
        return Some(letter);
    }
    let bold: Vec<String> = text
        .children()
        .filter(|node| matches!(node.data().value, NodeValue::Strong))
        .map(inline::text)
        .collect();
    let mut at = 0;
    for piece in words.split_inclusive(|c: char| c.is_whitespace() || ":,".contains(c)) {
        let start = at;
        at += piece.len();
        let word = piece.trim_end_matches(|c: char| c.is_whitespace() || ":,.".contains(c));
        let bare = word.trim_matches(['(', ')', '[', ']']);
        let bracketed = word.len() == bare.len() + 2 && word.starts_with(['(', '[']);
        let digit =
            bare.ends_with(|c: char| c.is_ascii_digit()) && bare.starts_with(char::is_uppercase);
        let loud = bold.iter().any(|run| run.trim_end_matches(':') == bare)
            || (start == 0 && bare.len() > 2 && bare.chars().all(char::is_uppercase));
        if is_priority(bare) && (bracketed || digit || loud) {
            let value = bare.to_owned();
            let begin = start + word.len() - word.trim_start_matches(['(', '[']).len();
            seam::take(text, begin..begin + value.len());
            return Some(value);
        }
    }
    None
}

/// Takes `(A)` in front, as lists in text files say it, and the day behind it on which the task was
/// written down.
pub(crate) fn take_letter<'a>(text: Node<'a>) -> Option<String> {
    let letter = letter(&inline::text(text))?;
    seam::take(text, 0..3);
    if let Some(day) = first_day(&inline::text(text)) {
        seam::take(text, 0..day);
    }
    Some(letter.to_string())
}

/// How long the day is that a text begins with, where more than it follows.
pub(super) fn first_day(words: &str) -> Option<usize> {
    let rest = words.trim_start();
    let day = stamp::read(rest).filter(|day| day.is_day() && day.start == 0)?;
    let has_more = !rest[day.length..].trim().is_empty();
    has_more.then_some(words.len() - rest.len() + day.length)
}

/// `(A) call them`, as lists in text files say it.
fn letter(words: &str) -> Option<char> {
    let (letter, rest) = words.strip_prefix('(')?.split_once(") ")?;
    let mut letters = letter.chars();
    let first = letters.next().filter(char::is_ascii_uppercase)?;
    (letters.next().is_none() && !rest.trim().is_empty()).then_some(first)
}
