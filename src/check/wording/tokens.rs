//! Words and signs of a text, and its sentences.

use std::borrow::Cow;
use std::ops::Range;

use super::lexicon::{Sort, Word};
use super::rules::Rules;

/// What stands in a passage for code, a picture, a formula: a thing without words.
pub(super) const OPAQUE: char = '\u{FFFC}';
/// What stands there for a line break that the author made.
pub(super) const BREAK: char = '\n';

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    Word,
    /// Code, or text in quotation marks.
    Opaque,
    /// `@name`.
    Handle,
    /// A sign between words.
    Mark(char),
}

/// A word or a sign.
#[derive(Debug, Clone)]
pub(super) struct Token<'t> {
    pub(super) text: &'t str,
    /// As the rules write it.
    pub(super) lower: Cow<'t, str>,
    pub(super) start: usize,
    pub(super) kind: TokenKind,
    pub(super) word: Option<Word<'t>>,
}

impl Token<'_> {
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    pub(super) fn is(&self, sort: Sort) -> bool {
        self.word.is_some_and(|word| word.is(sort))
    }

    pub(super) fn has_form(&self, forms: u8) -> bool {
        self.word.is_some_and(|word| word.forms & forms != 0)
    }

    pub(super) fn is_word(&self) -> bool {
        self.kind == TokenKind::Word
    }

    pub(super) fn is_capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }
}

/// The tokens of a text.
pub(super) fn tokens<'t>(text: &'t str, rules: &'t Rules) -> Vec<Token<'t>> {
    let mut reader = Reader { text, rules, at: 0, found: Vec::new(), closing: [None; 4] };
    reader.read();
    reader.found
}

/// The signs that open a quotation, and those that close it.
const QUOTES: [(char, char); 4] = [('"', '"'), ('“', '”'), ('«', '»'), ('\'', '\'')];
/// The longest quotation, in bytes: what is longer was never closed.
const QUOTATION: usize = 600;

struct Reader<'t> {
    text: &'t str,
    rules: &'t Rules,
    at: usize,
    found: Vec<Token<'t>>,
    /// Where the next closing sign of each of [`QUOTES`] is, as far as it was looked for.
    closing: [Option<usize>; 4],
}

impl<'t> Reader<'t> {
    fn read(&mut self) {
        while let Some(c) = self.text[self.at..].chars().next() {
            let width = c.len_utf8();
            match c {
                BREAK => self.push(width, TokenKind::Mark(c)),
                _ if c.is_whitespace() => self.at += width,
                OPAQUE => self.push(width, TokenKind::Opaque),
                '@' if self.follows(width, char::is_alphanumeric) => self.handle(),
                _ if self.is_open_quote(c) => self.quotation(c),
                _ if c.is_alphanumeric() => self.word(),
                _ => self.push(width, TokenKind::Mark(c)),
            }
        }
    }

    fn follows(&self, by: usize, is: impl Fn(char) -> bool) -> bool {
        self.text[self.at + by..].chars().next().is_some_and(is)
    }

    fn push(&mut self, length: usize, kind: TokenKind) {
        let text = &self.text[self.at..self.at + length];
        let lower = lower(text);
        let word = match kind {
            TokenKind::Word => self.rules.word(&lower),
            _ => None,
        };
        self.found.push(Token { text, lower, start: self.at, kind, word });
        self.at += length;
    }

    fn handle(&mut self) {
        let rest = &self.text[self.at + 1..];
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/');
        let length = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        self.push(length + 1, TokenKind::Handle);
    }

    fn is_open_quote(&self, c: char) -> bool {
        let before = self.text[..self.at].chars().next_back();
        QUOTES.iter().any(|(open, _)| *open == c)
            && before.is_none_or(|before| !before.is_alphanumeric())
            && self.follows(c.len_utf8(), |next| !next.is_whitespace())
    }

    /// Takes a quotation for one thing; a sign that nothing closes is a sign.
    fn quotation(&mut self, c: char) {
        let Some(index) = QUOTES.iter().position(|(open, _)| *open == c) else { return };
        let close = QUOTES[index].1;
        let from = self.at + c.len_utf8();
        if self.closing[index].is_none_or(|at| at < from) {
            self.closing[index] = Some(self.close(from, close));
        }
        match self.closing[index].filter(|end| *end - from <= QUOTATION) {
            Some(end) if end < self.text.len() => {
                self.push(end + close.len_utf8() - self.at, TokenKind::Opaque);
            }
            _ => self.push(c.len_utf8(), TokenKind::Mark(c)),
        }
    }

    /// Where a quotation is closed; the end of the text when it is not.
    fn close(&self, from: usize, close: char) -> usize {
        let rest = &self.text[from..];
        let mut ends = rest.match_indices(close).filter(|(at, found)| {
            let after = rest[at + found.len()..].chars().next();
            // An apostrophe closes nothing.
            close != '\'' || after.is_none_or(|after| !after.is_alphanumeric())
        });
        ends.next().map_or(self.text.len(), |(at, _)| from + at)
    }

    fn word(&mut self) {
        let rest = &self.text[self.at..];
        if let Some(length) = plain_length(rest) {
            return self.push(length, TokenKind::Word);
        }
        let length = word_length(rest);
        let word = &rest[..length];
        if word.starts_with("http") && rest[length..].starts_with("://") {
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            return self.push(end, TokenKind::Opaque);
        }
        // `log4j.xml`, `a/b_c`: no words of a language.
        let is_name = word.contains(['_', '.']) && !word.ends_with('.')
            || word.chars().any(char::is_numeric) && word.chars().any(char::is_alphabetic);
        if is_name && !is_short_form(word) {
            return self.push(length, TokenKind::Opaque);
        }
        match contraction(word) {
            Some(split) if split > 0 => {
                self.push(split, TokenKind::Word);
                self.push(length - split, TokenKind::Word);
            }
            _ => self.push(length, TokenKind::Word),
        }
    }
}

/// The length of a word that is nothing but plain letters, and is followed by a blank or a sign
/// that joins nothing: most words are, and need no closer look.
fn plain_length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let length = bytes.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let is_end = match bytes.get(length) {
        None | Some(b' ' | b'\n' | b',' | b';' | b')' | b'!' | b'?') => true,
        Some(_) => false,
    };
    (length > 0 && is_end).then_some(length)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// Letters and digits, with signs between them that join: "on-call", "didn't", "1.5", "e.g.".
fn word_length(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    let mut end = 0;
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let joins = (is_apostrophe(c) || matches!(c, '-' | '.' | '_'))
            && next.is_some_and(char::is_alphanumeric);
        if !c.is_alphanumeric() && c != '_' && !joins {
            break;
        }
        end = at + c.len_utf8();
    }
    // "e.g." keeps its last point, which ends no sentence.
    if is_short_form(&text[..end]) && text[end..].starts_with('.') { end + 1 } else { end }
}

/// Short forms whose point ends no sentence.
fn is_short_form(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    ["e.g", "i.e", "a.m", "p.m", "etc", "vs", "approx", "incl", "resp", "cf", "Mr", "Mrs", "Dr"]
        .contains(&word)
}

/// Where "didn't", "we've" and "engineer's" part.
fn contraction(word: &str) -> Option<usize> {
    let (at, _) = word.char_indices().rfind(|(_, c)| is_apostrophe(*c))?;
    let end = word[at..].chars().skip(1).collect::<String>().to_lowercase();
    match end.as_str() {
        "t" => at
            .checked_sub(1)
            .filter(|n| word.get(*n..).is_some_and(|rest| rest.starts_with(['n', 'N']))),
        "d" | "ve" | "re" | "ll" | "s" | "m" => Some(at),
        _ => None,
    }
}

/// In lower case, with a plain apostrophe.
fn lower(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        let is_lower = !text.bytes().any(|byte| byte.is_ascii_uppercase());
        let lower = || Cow::Owned(text.to_ascii_lowercase());
        return if is_lower { Cow::Borrowed(text) } else { lower() };
    }
    let is_plain = |c: char| !c.is_uppercase() && c != '’';
    if text.chars().all(is_plain) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.to_lowercase().replace('’', "'"))
    }
}

/// The sentences of a text, as ranges of its tokens, without the sign that ends them.
pub(super) fn sentences(tokens: &[Token<'_>]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, token) in tokens.iter().enumerate() {
        let TokenKind::Mark(mark) = token.kind else { continue };
        let is_end = match mark {
            '.' | '!' | '?' | '…' => {
                tokens.get(at + 1).is_none_or(|next| next.start > token.end() || !next.is_word())
            }
            BREAK => true,
            _ => false,
        };
        if is_end {
            // A question is told by the sign that ends it.
            let end = if mark == '?' { at + 1 } else { at };
            if start < end {
                found.push(start..end);
            }
            start = at + 1;
        }
    }
    if start < tokens.len() {
        found.push(start..tokens.len());
    }
    found
}
