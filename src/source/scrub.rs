//! Texts as the rest of whydeck takes them: without byte order mark and carriage returns; and where
//! their bytes stand in the file.

use std::borrow::Cow;

use crate::token;

/// A text without byte order mark and carriage returns, whose NULs and noncharacters of private
/// tokens are replaced.
///
/// Character references stay as they are written: what they decode to is text, see
/// [`crate::token`].
#[must_use]
pub fn scrub(text: String) -> String {
    let mut text = text;
    if text.starts_with('\u{FEFF}') {
        text.drain(..'\u{FEFF}'.len_utf8());
    }
    if text.contains('\r') {
        text = text.replace("\r\n", "\n").replace('\r', "\n");
    }
    if let Cow::Owned(scrubbed) = token::scrub(&text) {
        text = scrubbed;
    }
    text
}

/// By how many bytes a place in the file is ahead of its place in the scrubbed text.
#[derive(Debug, Default)]
pub(super) struct Shifts {
    /// Each with the byte of the scrubbed text from which on it holds.
    list: Vec<(usize, isize)>,
}

impl Shifts {
    /// Those of a text as it was read.
    pub(super) fn of(text: &str) -> Self {
        let mut shift = 0_isize;
        let mut list = Vec::new();
        if text.starts_with('\u{FEFF}') {
            shift = 3;
            list.push((0, shift));
        }
        let bytes = text.as_bytes();
        for at in memchr::memchr2_iter(b'\r', 0, bytes) {
            let (length, dropped) = match (bytes[at], bytes.get(at + 1)) {
                (b'\r', Some(b'\n')) => ("\n".len(), 1),
                (b'\r', _) => continue,
                _ => (token::REPLACEMENT.len(), -2),
            };
            list.push((at.saturating_add_signed(-shift) + length, shift + dropped));
            shift += dropped;
        }
        Self { list }
    }

    /// The byte of the file that a byte of the scrubbed text comes from.
    pub(super) fn in_file(&self, at: usize) -> usize {
        let before = self.list.partition_point(|(from, _)| *from <= at);
        let shift = before.checked_sub(1).map_or(0, |last| self.list[last].1);
        at.saturating_add_signed(shift)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_of_a_text_is_found_in_the_file() {
        let text = "\u{FEFF}one\r\ntwo\0 é\rthree\n\r\nfour\0five\r\nsix";
        let scrubbed = scrub(text.to_owned());
        let shifts = Shifts::of(text);
        for word in ["one", "two", "é", "three", "four", "five", "six"] {
            let at = scrubbed.find(word).expect("a word");
            assert_eq!(shifts.in_file(at), text.find(word).expect("a word"), "{word}");
        }
        for word in ["one", "four", "five"] {
            let end = scrubbed.find(word).expect("a word") + word.len();
            let behind = text.find(word).expect("a word") + word.len();
            assert_eq!(shifts.in_file(end), behind, "the end of {word}");
        }
        assert_eq!(Shifts::of("plain\ntext").in_file(7), 7);
    }

    #[test]
    fn lines_end_in_one_way_and_no_reserved_character_stays() {
        assert_eq!(scrub("\u{FEFF}a\r\nb\rc\u{FDD0}\0".to_owned()), "a\nb\nc\u{FFFD}\u{FFFD}");
    }

    #[test]
    fn references_stay() {
        for text in ["&#38;", "&#xFDD0;", "`&#64976;`", "&amp;"] {
            assert_eq!(scrub(text.to_owned()), text);
        }
    }
}
