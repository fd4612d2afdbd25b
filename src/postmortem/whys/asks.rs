//! Where a text asks, and how its question is labelled and numbered.

/// Where the question of a text begins and ends; none when it asks nothing.
pub(super) fn question_range(text: &str) -> Option<(usize, usize)> {
    let start = label_length(text, &["q:", "question:"]);
    let asked = start > 0;
    let start = start + number_length(&text[start..]);
    let words = &text[start..];
    let lower = words.to_lowercase();
    if let Some(label) = step_length(&lower).filter(|_| !words.contains('?')) {
        return Some((start, start + label));
    }
    let why = lower.strip_prefix("why").or_else(|| lower.strip_prefix("how come"));
    let asks = why.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    if !asks && !asked {
        return None;
    }
    let end = match words.find('?') {
        Some(at) => {
            start + at + 1 + words[at + 1..].len() - words[at + 1..].trim_start_matches('?').len()
        }
        None => words.find('\n').map_or(text.len(), |at| start + at),
    };
    // Without a question mark, only a short line asks.
    (words.contains('?') || end - start < 200).then_some((start, end))
}

/// The length of `Why 1`, `Why #2`, when an answer and no question stands behind it.
fn step_length(lower: &str) -> Option<usize> {
    let rest = lower.strip_prefix("why")?;
    let number = rest.trim_start_matches([' ', '#']);
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    let behind = number.get(digits..).filter(|_| digits > 0)?.trim_start();
    behind.starts_with([':', '.', ')', '-', '–', '—']).then(|| lower.len() - number.len() + digits)
}

/// `1.`, `1)`, `Why 1:`, `Why #2 -`.
fn number_length(text: &str) -> usize {
    let lower = text.to_lowercase();
    let after_why = lower.strip_prefix("why").map_or(0, |rest| {
        let sign = rest.trim_start_matches([' ', '#']);
        if sign.starts_with(|c: char| c.is_ascii_digit()) { 3 + rest.len() - sign.len() } else { 0 }
    });
    let rest = &text[after_why..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 {
        return 0;
    }
    let tail = rest[digits..].trim_start_matches(|c: char| ".):-–— ".contains(c));
    let length = text.len() - tail.len();
    // `Why 1: because …` keeps its label when nothing else asks.
    if after_why > 0 && !tail.to_lowercase().starts_with("why") { 0 } else { length }
}

/// The length of the first of `labels` that a text begins with, white space included.
pub(super) fn label_length(text: &str, labels: &[&str]) -> usize {
    labels
        .iter()
        .find(|label| {
            text.get(..label.len()).is_some_and(|start| start.eq_ignore_ascii_case(label))
        })
        .map_or(0, |label| text.len() - text[label.len()..].trim_start().len())
}
