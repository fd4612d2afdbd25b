//! Texts as the rest of whydeck takes them: without byte order mark and carriage returns.

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

#[cfg(test)]
mod tests {
    use super::*;

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
