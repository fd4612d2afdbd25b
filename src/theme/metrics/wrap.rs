//! Lines as browsers break them.
//!
//! A line may end after blanks, hyphens, dashes and an ellipsis, and between ideographs, as far as
//! [`kinsoku`] allows; a slash is no place to break in Chromium. A word that is wider than the line
//! is broken anywhere (`overflow-wrap: anywhere`).

use std::ops::Range;

use super::kinsoku;

/// Where a word may be parted; at the end of what is measured it is as wide as a hyphen.
pub const SOFT_HYPHEN: char = '\u{ad}';

/// A line that is too long by rounding only is not broken.
const TOLERANCE: f64 = 0.01;

/// A text in lines of at most `limit`; `width_of` measures a part of it. A line feed ends a line.
/// Ranges include the blanks at the ends of lines; together they are the text. `keeps` is said of a
/// language whose lines end at blanks, although its letters are wide: Korean.
pub fn lines(
    text: &str,
    limit: f64,
    keeps: bool,
    width_of: impl Fn(Range<usize>) -> f64,
) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    // The width of the line so far, its last blanks included.
    let mut used = 0.0;
    for piece in pieces(text, keeps) {
        let seen = piece.start + text[piece.clone()].trim_end().len();
        let width = width_of(piece.start..seen);
        if used + width > limit + TOLERANCE && piece.start > start {
            lines.push(start..piece.start);
            (start, used) = (piece.start, 0.0);
        }
        if width > limit + TOLERANCE {
            for (at, c) in text[piece.start..seen].char_indices() {
                let at = piece.start + at;
                let width = width_of(at..at + c.len_utf8());
                if used + width > limit + TOLERANCE && at > start {
                    lines.push(start..at);
                    (start, used) = (at, 0.0);
                }
                used += width;
            }
            used += width_of(seen..piece.end);
        } else {
            used += match text[piece.clone()].strip_suffix(SOFT_HYPHEN) {
                Some(word) => width_of(piece.start..piece.start + word.len()),
                None if seen == piece.end => width,
                None => width_of(piece.clone()),
            };
        }
        if text[piece.clone()].ends_with('\n') {
            lines.push(start..piece.end);
            (start, used) = (piece.end, 0.0);
        }
    }
    if start < text.len() || lines.is_empty() {
        lines.push(start..text.len());
    }
    lines
}

/// The parts of a text that are not broken without need, each with the blanks behind it.
pub fn pieces(text: &str, keeps: bool) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        if start >= text.len() {
            return None;
        }
        let rest = &text[start..];
        let mut before = None;
        let end = rest.char_indices().find_map(|(at, c)| {
            let (last, previous) = before.unwrap_or((None, None));
            let is_break = last.is_some_and(|last| may_break(previous, last, c, keeps));
            before = Some((Some(c), last));
            is_break.then_some(at)
        });
        let piece = start..end.map_or(text.len(), |end| start + end);
        start = piece.end;
        Some(piece)
    })
}

/// A word in the parts that ideographs and their like are broken into.
#[must_use]
pub fn parts(word: &str, keeps: bool) -> Vec<&str> {
    if !word.contains(kinsoku::is_of_cjk) {
        return vec![word];
    }
    let mut parts = Vec::new();
    let mut start = 0;
    let mut last: Option<char> = None;
    for (at, c) in word.char_indices() {
        if last.is_some_and(|last| kinsoku::may_break(last, c, keeps)) {
            parts.push(&word[start..at]);
            start = at;
        }
        last = Some(c);
    }
    parts.push(&word[start..]);
    parts
}

/// Whether a line may end between two characters; `before` is the one before the first.
fn may_break(before: Option<char>, left: char, right: char, keeps: bool) -> bool {
    if left == '\n' {
        return true;
    }
    if is_blank(right) {
        return false;
    }
    if is_blank(left) {
        return true;
    }
    if kinsoku::is_of_cjk(left) || kinsoku::is_of_cjk(right) {
        return kinsoku::may_break(left, right, keeps);
    }
    match (left, right) {
        // A minus sign stays with its number.
        ('-', c) if c.is_ascii_digit() => before.is_some_and(|c| !is_blank(c)),
        ('\u{2014}', '\u{2014}') => false,
        ('-' | '\u{2013}' | '\u{2026}' | '\u{ad}' | '\u{200b}', _)
        | (_, '\u{2014}')
        | ('\u{2014}', _) => true,
        ('?', c) => c.is_alphanumeric(),
        _ => false,
    }
}

/// Whether a line may end between two characters, whatever stands before them.
#[cfg(test)]
pub(super) fn breaks(left: char, right: char, keeps: bool) -> bool {
    may_break(None, left, right, keeps)
}

/// A blank at which a line may break; the non-breaking ones are none.
fn is_blank(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> String {
        pieces(text, false).map(|piece| &text[piece]).collect::<Vec<_>>().join("|")
    }

    /// What Chromium 140 does with these, seen in a box of one pixel.
    #[test]
    fn lines_may_end_where_chromium_ends_them() {
        for expected in [
            "http://example.com/a/b?|x=1&y=2",
            "foo-|bar |10-|20 |-5 |a-|5 |5-|a",
            "a/b/c |and/or |1/2",
            "foo|—|bar |foo–|bar |1–|2",
            "foo.bar.baz |a,b |a;b",
            "what?|yes |(a)b |a(b)",
            "漢|字|で|す。|日|本",
            "a|漢|b|「漢」",
            "foo…|bar",
            "2024-|03-|01T09:58Z |12:17",
            "CVE-|2021-|44228 |sha-|256",
        ] {
            assert_eq!(cut(&expected.replace('|', "")), expected);
        }
    }

    #[test]
    fn lines_fill_up_and_keep_all_of_the_text() {
        let of = |text: &'static str, limit: f64| -> Vec<&str> {
            lines(text, limit, false, |range| text[range].chars().count() as f64)
                .into_iter()
                .map(|range| &text[range])
                .collect()
        };
        assert_eq!(of("one two three", 7.0), ["one two ", "three"]);
        assert_eq!(of("one two", 6.0), ["one ", "two"]);
        assert_eq!(of("abcdefgh ij", 3.0), ["abc", "def", "gh ", "ij"]);
        assert_eq!(of("a abcdefgh", 3.0), ["a ", "abc", "def", "gh"]);
        assert_eq!(of("a\nb", 9.0), ["a\n", "b"]);
        assert_eq!(of("", 9.0), [""]);
        assert_eq!(of("漢字漢字", 3.0), ["漢字漢", "字"]);
    }
}
