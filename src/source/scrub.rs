//! Text that cannot hold whydeck's private tokens, in whatever way it is decoded later.

use super::{TOKEN_CLOSE, TOKEN_OPEN};

/// What stands where a character was that no document may hold.
const REPLACEMENT: &str = "\u{FFFD}";

/// A text without byte order mark, carriage returns, NUL and the characters of private tokens, be they written as
/// they are or as HTML character references, which Markdown and HTML would decode after this.
#[must_use]
pub fn scrub(text: String) -> String {
    let mut text = text;
    if text.starts_with('\u{FEFF}') {
        text.drain(..'\u{FEFF}'.len_utf8());
    }
    if text.contains('\r') {
        text = text.replace("\r\n", "\n").replace('\r', "\n");
    }
    if text.contains([TOKEN_OPEN, TOKEN_CLOSE, '\0']) {
        text = text.replace([TOKEN_OPEN, TOKEN_CLOSE, '\0'], REPLACEMENT);
    }
    if text.contains("&#") { without_references(&text) } else { text }
}

/// Replaces references to the characters of private tokens.
fn without_references(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("&#") {
        let (before, reference) = rest.split_at(at);
        out.push_str(before);
        match token_reference(reference) {
            Some(length) => {
                out.push_str(REPLACEMENT);
                rest = &reference[length..];
            }
            None => {
                out.push_str("&#");
                rest = &reference[2..];
            }
        }
    }
    out + rest
}

/// The length of a reference to a token's character at the start of a text.
fn token_reference(text: &str) -> Option<usize> {
    let digits = &text[2..];
    let (radix, digits) = match digits.strip_prefix(['x', 'X']) {
        Some(digits) => (16, digits),
        None => (10, digits),
    };
    let count = digits.bytes().take_while(|b| char::from(*b).is_digit(radix)).count();
    let significant = digits[..count].trim_start_matches('0');
    let value = u32::from_str_radix(significant, radix).ok()?;
    let is_token = [TOKEN_OPEN, TOKEN_CLOSE].iter().any(|token| u32::from(*token) == value);
    // HTML decodes a reference without its semicolon, too.
    let end = text.len() - digits.len() + count;
    is_token.then(|| end + usize::from(text[end..].starts_with(';')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_token_however_written() {
        for forged in ["\u{FDD0}", "&#xFDD0;", "&#XfDd0", "&#64976;", "&#x0000FDD1;", "&#0064977", "\0"] {
            assert_eq!(scrub(format!("a{forged} b")), "a\u{FFFD} b", "{forged}");
        }
    }

    #[test]
    fn other_references_stay() {
        for text in ["&#38;", "&#x26;#xFDD0", "&#xFDD0A;", "&#;", "&#x;", "&amp;"] {
            assert_eq!(scrub(text.to_owned()), text);
        }
    }
}
