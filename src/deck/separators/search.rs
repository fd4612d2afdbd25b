//! Where an expression matches in a text, in time that grows with the text.

use std::ops::Range;

use regex::Regex;

/// How far an expression looks at once: in bytes, and in lines.
const WINDOW: (usize, usize) = (2048, 16);

/// What an expression matches in a text. It looks at a piece at a time: one search takes linear
/// time, but as many as there are matches would not, when each looks through the rest of the text.
pub(super) fn find_all(expression: &Regex, text: &str) -> Vec<Range<usize>> {
    let ahead = |at: usize, bytes: usize, lines: usize| {
        let mut end = (at + bytes).min(text.len());
        while !text.is_char_boundary(end) {
            end += 1;
        }
        text[at..end]
            .match_indices('\n')
            .nth(lines - 1)
            .map_or(end, |(newline, _)| at + newline + 1)
    };
    let mut out = Vec::new();
    // Where matches may begin, and where the piece begins.
    let mut at = 0;
    let mut from = 0;
    while at < text.len() {
        let end = ahead(from, WINDOW.0, WINDOW.1);
        match expression.find_at(&text[..end], at) {
            // It may look different with what follows.
            Some(found) if found.end() == end && end < text.len() && found.start() > from => {
                from = found.start();
            }
            Some(found) if !found.is_empty() => {
                at = found.end();
                from = at;
                out.push(found.range());
            }
            _ => {
                // A match that begins in the second half is found with what follows it.
                from = ahead(from, WINDOW.0 / 2, WINDOW.1 / 2);
                at = at.max(from);
            }
        }
    }
    out
}
