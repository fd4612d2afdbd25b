//! Typed text as one line of literal text: whatever it holds, it reads as itself.
//!
//! Markup is escaped by the rules that `markdown` writes words with. What a reader of items would
//! take for a field is not markup: which of its signs must be escaped, only reading back tells. So
//! there are [`WAYS`] to write a text, from the plainest on, and the first that reads back counts.

use crate::markdown::write;
use crate::source::scrub::scrub;

/// Typed text on one line: control characters are blanks, what no document may hold is replaced.
pub(crate) fn one_line(text: &str) -> String {
    let blank = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}');
    let text: String = text.chars().map(|c| if blank(c) { ' ' } else { c }).collect();
    scrub(text).trim().to_owned()
}

/// A way to write an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Way {
    /// Which signs are escaped though they are no markup.
    guard: u16,
    /// Whether fields stand behind labels, `owner: Ann Lee`, rather than signs, `@ann`.
    pub(super) is_labelled: bool,
}

const AT: u16 = 1;
const BRACKETS: u16 = 1 << 1;
const COLONS: u16 = 1 << 2;
const DASHES: u16 = 1 << 3;
const STOPS: u16 = 1 << 4;
const SIGNS: u16 = 1 << 5;
const BLANKS: u16 = 1 << 6;
const OPENING: u16 = 1 << 7;
const DIGITS: u16 = 1 << 8;
const ALL: u16 = u16::MAX;

const fn way(guard: u16, is_labelled: bool) -> Way {
    Way { guard, is_labelled }
}

/// All ways, the plainest first: nothing escaped, one sort of signs, and more and more of them.
pub(super) const WAYS: [Way; 18] = [
    way(0, false),
    way(0, true),
    way(AT, false),
    way(BRACKETS, false),
    way(COLONS, false),
    way(DASHES, false),
    way(STOPS, false),
    way(SIGNS, false),
    way(BLANKS, false),
    way(OPENING, false),
    way(AT | BRACKETS, false),
    way(AT | BRACKETS | COLONS, false),
    way(AT | BRACKETS | COLONS | DASHES | STOPS, false),
    way(AT | BRACKETS | COLONS | DASHES | STOPS | SIGNS, false),
    way(AT | BRACKETS | COLONS | DASHES | STOPS | SIGNS | OPENING, false),
    way(ALL & !DIGITS, false),
    way(ALL, false),
    way(ALL, true),
];

/// The way for places that are tried after the first one.
pub(super) const PLAIN_AND_SAFE: [Way; 4] =
    [way(0, false), way(0, true), way(ALL & !DIGITS, false), way(ALL, true)];

impl Way {
    /// The plainest.
    pub(super) const PLAIN: Self = way(0, false);

    fn guards(self, c: char, is_first: bool) -> bool {
        let group = match c {
            '@' => AT,
            '(' | ')' | '[' | ']' => BRACKETS,
            ':' => COLONS,
            '-' | '–' | '—' | '#' => DASHES,
            '.' | ',' | ';' | '|' | '/' | '\'' | '’' | '?' | '!' | '~' | '*' => STOPS,
            ' ' => BLANKS,
            c if c.is_ascii_digit() => DIGITS,
            c if c.is_alphanumeric() => 0,
            _ => SIGNS,
        };
        let group = if is_first { group | OPENING } else { group };
        self.guard & group != 0
    }

    /// A text as words of Markdown on one line, at the beginning of an item or a cell.
    pub(super) fn write(self, text: &str, in_cell: bool) -> String {
        write::begun(&self.write_behind(text, in_cell))
    }

    /// The same behind other words.
    pub(super) fn write_behind(self, text: &str, in_cell: bool) -> String {
        let mut out = String::with_capacity(text.len() + 8);
        let mut before = ' ';
        for (at, c) in text.char_indices() {
            let rest = &text[at + c.len_utf8()..];
            if self.guards(c, at == 0) && c != '\\' {
                if c.is_ascii_punctuation() {
                    out.push('\\');
                    out.push(c);
                } else {
                    out.push_str(&format!("&#{};", c as u32));
                }
            } else {
                let is_backslash = c == '\\' && self.guard != 0;
                if is_backslash || write::is_meant(c, before, rest, in_cell) {
                    out.push('\\');
                }
                out.push(c);
            }
            before = c;
        }
        out
    }
}
