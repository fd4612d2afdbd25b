//! Text as a cell of a table: what is read back is the same text, and marks nothing.

use crate::markdown::write;
use crate::postmortem::marks_in;

/// A line of text as a cell of an entry. What would mark the entry, were it the author's, stands as
/// code.
#[must_use]
pub(crate) fn event(text: &str) -> String {
    let mut out = String::new();
    let mut copied = 0;
    for mark in marks_in(text) {
        out.push_str(&cell(&text[copied..mark.start]));
        out.push_str(&format!("`{}`", &text[mark.clone()]));
        copied = mark.end;
    }
    out.push_str(&cell(&text[copied..]));
    out
}

/// A line of text as a cell.
#[must_use]
pub(crate) fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    // An address would become a link, and what is escaped in it a part of the link.
    while let Some(at) = next_address(rest) {
        out.push_str(&write::cell(&rest[..at]));
        out.push('\\');
        out.push_str(&rest[at..=at]);
        rest = &rest[at + 1..];
    }
    out.push_str(&write::cell(rest));
    out
}

/// Where the sign is that makes an address of what stands around it: `:` of `://`, `.` of `www.`.
fn next_address(text: &str) -> Option<usize> {
    let ends = |at: usize, word: &str| {
        let start = at.checked_sub(word.len());
        start.and_then(|start| text.get(start..at)).is_some_and(|w| w.eq_ignore_ascii_case(word))
    };
    text.bytes().enumerate().find_map(|(at, byte)| match byte {
        b':' => {
            (text[at..].starts_with("://") || ends(at, "mailto") || ends(at, "xmpp")).then_some(at)
        }
        b'.' => ends(at, "www").then_some(at),
        _ => None,
    })
}
