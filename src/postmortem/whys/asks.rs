//! Where a text asks, and how its question is labelled and numbered.

use crate::postmortem::time::script::is_eastern;
use crate::words::{self, ListOf};

/// Signs of a question: narrow, wide and Arabic.
const MARKS: [char; 3] = ['?', '？', '؟'];

/// Where the question of a text begins and ends; none when it asks nothing.
pub(super) fn question_range(text: &str) -> Option<(usize, usize)> {
    let start = label_length(text, |language| language.question_labels);
    let asked = start > 0;
    let start = start + number_length(&text[start..]);
    let words = &text[start..];
    if let Some(label) = step_length(words).filter(|_| !words.contains(MARKS)) {
        return Some((start, start + label));
    }
    let why = why_length(words).map(|length| &words[length..]);
    // Some scripts part no words: `なぜ止まったか`.
    let asks = why.is_some_and(|rest| {
        !rest.starts_with(char::is_alphanumeric) || words.starts_with(is_eastern)
    });
    if !asked && (!asks || answers(text)) {
        return None;
    }
    let end = match words.find(MARKS) {
        Some(at) => text.len() - words[at..].trim_start_matches(MARKS).len(),
        None => {
            // `なぜ遅れたか → 止まっていた`
            let arrows = ARROWS.iter().filter_map(|arrow| words.find(arrow));
            let end = arrows.chain(words.find('\n')).min();
            end.map_or(text.len(), |at| start + words[..at].trim_end().len())
        }
    };
    // Without a question mark, only a short line asks.
    (words.contains(MARKS) || end - start < 200).then_some((start, end))
}

/// Whether a text begins with what only an answer begins with: `なぜなら`; or with a word for both,
/// as `perché`, and ends without a question mark.
fn answers(text: &str) -> bool {
    let length = |of: ListOf| words::prefix_length(of, text).unwrap_or_default();
    let why = length(|language| language.why_words);
    let because = length(|language| language.because);
    let is_statement = || !text.contains(MARKS) && text.trim_end().ends_with('.');
    because > why
        || because > 0 && because == why && is_statement()
        || length(|language| language.answer_labels) > 0 && !text.contains(MARKS)
}

/// The length of `Why 1`, `Why #2`, when an answer and no question stands behind it.
fn step_length(words: &str) -> Option<usize> {
    let rest = &words[why_length(words)?..];
    let number = rest.trim_start_matches([' ', '#']);
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    let behind = number.get(digits..).filter(|_| digits > 0)?.trim_start();
    behind.starts_with([':', '.', ')', '-', '–', '—']).then(|| words.len() - number.len() + digits)
}

/// `1.`, `1)`, `Why 1:`, `Why #2 -`.
fn number_length(text: &str) -> usize {
    let after_why = why_length(text).map_or(0, |why| {
        let sign = text[why..].trim_start_matches([' ', '#']);
        if sign.starts_with(|c: char| c.is_ascii_digit()) { text.len() - sign.len() } else { 0 }
    });
    let rest = &text[after_why..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 {
        return 0;
    }
    let tail = rest[digits..].trim_start_matches(|c: char| ".):-–— ".contains(c));
    let length = text.len() - tail.len();
    // `Why 1: because …` keeps its label when nothing else asks.
    if after_why > 0 && why_length(tail).is_none() { 0 } else { length }
}

/// The length of the word for `why` that a text begins with.
fn why_length(text: &str) -> Option<usize> {
    words::prefix_length(|language| language.why_words, text)
}

/// The length of the label that a text begins with, white space included.
pub(super) fn label_length(text: &str, labels: ListOf) -> usize {
    let numbered = || {
        words::all(labels).find_map(|label| {
            let word = label.strip_suffix(':')?;
            let begins = text.get(..word.len())?.to_lowercase() == word;
            let number = text.get(word.len()..).filter(|_| begins)?.trim_start_matches([' ', '#']);
            let digits = number.bytes().take_while(u8::is_ascii_digit).count();
            let behind = number.get(digits..)?;
            let behind = Some(behind).filter(|it| digits > 0 || it.starts_with('：'))?;
            let sign = behind.strip_prefix([':', '.', ')', '：'])?;
            Some(text.len() - sign.len())
        })
    };
    let label = words::prefix_length(labels, text).or_else(numbered);
    label.map_or(0, |length| text.len() - text[length..].trim_start().len())
}

/// The length of the arrows that an answer begins with.
pub(super) fn arrow_length(text: &str) -> usize {
    let mut rest = text.trim_start();
    while let Some(behind) = ARROWS.iter().find_map(|arrow| rest.strip_prefix(arrow)) {
        rest = behind.trim_start();
    }
    if rest.len() == text.trim_start().len() { 0 } else { text.len() - rest.len() }
}

/// The length of the arrow in front of what was before: `← the index was gone`.
pub(super) fn back_arrow_length(text: &str) -> Option<usize> {
    let lead = text.trim_start();
    let arrow = BACK_ARROWS.iter().find(|arrow| lead.starts_with(**arrow))?;
    Some(text.len() - lead[arrow.len()..].trim_start().len())
}

pub(super) const BACK_ARROWS: [&str; 6] = ["←", "⟵", "⇐", "⬅️", "⬅", "<-"];

const ARROWS: [&str; 13] = ["→", "⟶", "⟹", "⇒", "➜", "➔", "➡️", "➡", "↳", "=>", "->", "==>", "-->"];

/// Whether a text asks more than a bare `Why?`.
pub(super) fn asks_itself(text: &str) -> bool {
    question_range(text).is_some_and(|(start, end)| !is_bare(&text[start..end]))
}

/// Whether a question is nothing but the word, or its number: `Why?`, `Why 2`.
pub(super) fn is_bare(question: &str) -> bool {
    let words = question.trim().trim_end_matches(['?', ':', '.', ' ', '？', '：', '。', '؟']);
    why_length(words).is_some_and(|length| {
        words[length..].chars().all(|c| c.is_ascii_digit() || " #".contains(c))
    })
}

/// Whether a heading asks: `Why did it fail` does, `Why the build failed` tells.
pub(super) fn heading_asks(text: &str) -> bool {
    if text.contains(MARKS) || label_length(text, |language| language.question_labels) > 0 {
        return true;
    }
    let words = text[number_length(text)..].trim_start();
    let Some(rest) = why_length(words).map(|length| words[length..].trim_start()) else {
        return false;
    };
    let next = rest.split(|c: char| c.is_whitespace() || ":-–—".contains(c)).next().unwrap_or("");
    let next = next.replace('’', "'").to_lowercase();
    let is_number = next.trim_start_matches('#').chars().all(|c| c.is_ascii_digit());
    is_number || words::has(|language| language.asking_verbs, &next)
}
