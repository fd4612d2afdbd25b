//! Private tokens: what whydeck writes into text to stand for something that comes later.
//!
//! Every token is one of [`Token`], and is told from text by a number that is drawn when the
//! process starts. A document cannot know that number, so it cannot hold a token, however its text
//! is decoded, cut or joined on the way: by character references of Markdown and HTML, by escapes
//! of YAML, TOML, JSON and templates, by percent signs, by a comment that is taken out. What looks
//! like a token and lacks the number is text.
//!
//! 1. A token is written with [`Display`](fmt::Display), and stands between two noncharacters.
//! 2. A text is read back with [`pieces`]. Each kind has one reader, which knows where its tokens
//!    may stand; a token anywhere else is dropped.
//! 3. No token outlives a build: what writes a page, a part or JSON replaces them all, and
//!    [`scrub`] replaces the noncharacters that a document holds itself. The same document gives
//!    the same bytes.

use std::borrow::Cow;
use std::collections::hash_map::RandomState;
use std::fmt;
use std::hash::BuildHasher;
use std::sync::LazyLock;

/// Stands before a token.
const OPEN: char = '\u{FDD0}';
/// Stands behind a token.
const CLOSE: char = '\u{FDD1}';
/// The first byte of both in UTF-8.
const FIRST_BYTE: u8 = 0xEF;
/// What a document gets for a character that it may not hold.
pub(crate) const REPLACEMENT: &str = "\u{FFFD}";

/// The number of this process. The standard library seeds its hashers from the system's source of
/// randomness.
static SECRET: LazyLock<String> =
    LazyLock::new(|| format!("{:016x}", RandomState::new().hash_one(0)));

/// What a token stands for. Numbers are indices, except where something else is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    /// An `.element:` comment. Written by the line scanner, read once Markdown is parsed.
    Comment(usize),
    /// What parts the slides of two files. Written where files are joined, read by the line scanner.
    Joint,
    /// Blocks of a postmortem, counted from 1. Written by a deck template, read once its Markdown
    /// is parsed.
    Blocks(usize),
    /// The same as running text.
    Inline(usize),
    /// A coloured word of a deck template.
    Badge {
        /// What kind of word it is.
        class: String,
        /// The word.
        word: String,
    },
    /// A figure in the HTML of a slide, while the HTML around it is sanitised.
    Figure(usize),
    /// An address in an attribute of raw HTML, until it is resolved.
    Reference(usize),
    /// The address of a slide in a list of titles. Written before slides are measured, read once
    /// they have addresses.
    Slide(usize),
    /// A file to embed. Written into HTML and style sheets, read when a page is written.
    Asset(usize),
    /// A large part of a page.
    Part(PagePart),
}

/// The large parts of a page. Written by the page template, and sheets into the style; read when
/// the page is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PagePart {
    /// What stands in `<style>`.
    Style,
    /// The slides.
    Slides,
    /// The options for reveal.js.
    Options,
    /// One of the scripts.
    Script(usize),
    /// A built-in style sheet, inside a style.
    Sheet(usize),
    /// The data of a built-in font, inside a style.
    Font(usize),
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{OPEN}{}", *SECRET)?;
        match self {
            Self::Comment(number) => write!(f, "comment-{number}"),
            Self::Joint => f.write_str("joint-"),
            Self::Blocks(number) => write!(f, "blocks-{number}"),
            Self::Inline(number) => write!(f, "inline-{number}"),
            Self::Badge { class, word } => write!(f, "badge-{class}/{word}"),
            Self::Figure(number) => write!(f, "figure-{number}"),
            Self::Reference(number) => write!(f, "reference-{number}"),
            Self::Slide(number) => write!(f, "slide-{number}"),
            Self::Asset(number) => write!(f, "asset-{number}"),
            Self::Part(PagePart::Style) => f.write_str("style-"),
            Self::Part(PagePart::Slides) => f.write_str("slides-"),
            Self::Part(PagePart::Options) => f.write_str("options-"),
            Self::Part(PagePart::Script(number)) => write!(f, "script-{number}"),
            Self::Part(PagePart::Sheet(number)) => write!(f, "sheet-{number}"),
            Self::Part(PagePart::Font(number)) => write!(f, "font-{number}"),
        }?;
        write!(f, "{CLOSE}")
    }
}

impl Token {
    /// The token that is all there is in a text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::at_start(text).and_then(|(token, rest)| rest.is_empty().then_some(token))
    }

    /// The token that begins a text, and what follows it.
    fn at_start(text: &str) -> Option<(Self, &str)> {
        let (body, rest) =
            text.strip_prefix(OPEN)?.strip_prefix(SECRET.as_str())?.split_once(CLOSE)?;
        let (kind, value) = body.split_once('-')?;
        let number = || value.parse().ok();
        let token = match kind {
            "comment" => Self::Comment(number()?),
            "joint" if value.is_empty() => Self::Joint,
            "blocks" => Self::Blocks(number()?),
            "inline" => Self::Inline(number()?),
            "badge" => {
                let (class, word) = value.split_once('/')?;
                Self::Badge { class: class.to_owned(), word: word.to_owned() }
            }
            "figure" => Self::Figure(number()?),
            "reference" => Self::Reference(number()?),
            "slide" => Self::Slide(number()?),
            "asset" => Self::Asset(number()?),
            "style" => Self::Part(PagePart::Style),
            "slides" => Self::Part(PagePart::Slides),
            "options" => Self::Part(PagePart::Options),
            "script" => Self::Part(PagePart::Script(number()?)),
            "sheet" => Self::Part(PagePart::Sheet(number()?)),
            "font" => Self::Part(PagePart::Font(number()?)),
            _ => return None,
        };
        Some((token, rest))
    }
}

/// A stretch of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Text, which may hold the noncharacters of a document.
    Text(&'t str),
    /// A token.
    Token(Token),
}

/// A text in pieces, in order; no text is empty.
pub fn pieces(text: &str) -> Pieces<'_> {
    Pieces { rest: text, next: None }
}

/// Iterates over the pieces of a text.
#[derive(Debug)]
pub struct Pieces<'t> {
    rest: &'t str,
    /// The token behind the text that was given last.
    next: Option<Token>,
}

impl<'t> Iterator for Pieces<'t> {
    type Item = Piece<'t>;

    fn next(&mut self) -> Option<Piece<'t>> {
        if let Some(token) = self.next.take() {
            return Some(Piece::Token(token));
        }
        let text = self.rest;
        let mut bytes = [0; 4];
        let open = OPEN.encode_utf8(&mut bytes).as_bytes();
        for at in memchr::memmem::find_iter(text.as_bytes(), open) {
            let Some((token, rest)) = Token::at_start(&text[at..]) else { continue };
            self.rest = rest;
            if at == 0 {
                return Some(Piece::Token(token));
            }
            self.next = Some(token);
            return Some(Piece::Text(&text[..at]));
        }
        self.rest = "";
        (!text.is_empty()).then_some(Piece::Text(text))
    }
}

/// Whether a text holds a token.
#[must_use]
pub fn is_in(text: &str) -> bool {
    pieces(text).any(|piece| matches!(piece, Piece::Token(_)))
}

/// A text without tokens.
#[must_use]
pub fn without(text: &str) -> Cow<'_, str> {
    if !text.contains(OPEN) {
        return Cow::Borrowed(text);
    }
    pieces(text)
        .filter_map(|piece| if let Piece::Text(text) = piece { Some(text) } else { None })
        .collect()
}

/// A text whose noncharacters of ours, and NUL, are replaced; tokens stay.
#[must_use]
pub fn scrub(text: &str) -> Cow<'_, str> {
    const RESERVED: [char; 3] = [OPEN, CLOSE, '\0'];
    // A style sheet is long, and has neither NUL nor the byte that the noncharacters begin with.
    let is_plain = memchr::memchr2(0, FIRST_BYTE, text.as_bytes()).is_none();
    if is_plain || !text.contains(RESERVED) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for piece in pieces(text) {
        match piece {
            Piece::Text(text) => out.push_str(&text.replace(RESERVED, REPLACEMENT)),
            Piece::Token(token) => out.push_str(&token.to_string()),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn all() -> Vec<Token> {
        let badge =
            Token::Badge { class: "kind inferred".into(), word: "in progress – ß".into() };
        let parts = [
            PagePart::Style,
            PagePart::Slides,
            PagePart::Options,
            PagePart::Script(3),
            PagePart::Sheet(1),
            PagePart::Font(0),
        ]
        .map(Token::Part);
        let kinds: [fn(usize) -> Token; 6] = [
            Token::Comment,
            Token::Blocks,
            Token::Inline,
            Token::Figure,
            Token::Reference,
            Token::Asset,
        ];
        kinds.map(|kind| kind(7)).into_iter().chain([badge]).chain(parts).collect()
    }

    #[test]
    fn every_kind_is_read_back() {
        for token in all() {
            assert_eq!(Token::parse(&token.to_string()), Some(token));
        }
    }

    #[test]
    fn a_text_comes_apart_and_together_again() {
        let text = format!("{OPEN}a{}{}b{CLOSE}", Token::Asset(1), Token::Comment(0));
        let parts: Vec<Piece<'_>> = pieces(&text).collect();
        let first = format!("{OPEN}a");
        let last = format!("b{CLOSE}");
        let expected = [
            Piece::Text(&first),
            Piece::Token(Token::Asset(1)),
            Piece::Token(Token::Comment(0)),
            Piece::Text(&last),
        ];
        assert_eq!(parts, expected);
        assert_eq!(without(&text), format!("{OPEN}ab{CLOSE}"));
        assert_eq!(
            scrub(&text),
            format!("\u{FFFD}a{}{}b\u{FFFD}", Token::Asset(1), Token::Comment(0))
        );
    }

    proptest! {
        /// Without the number no text is a token, even where it copies all the rest of one.
        #[test]
        fn a_text_that_does_not_know_the_number_is_no_token(
            parts in proptest::collection::vec((0..all().len(), any::<u64>(), ".{0,4}"), 0..8)
        ) {
            let copy = |(kind, guess, text): &(usize, u64, String)| {
                format!("{text}{}", all()[*kind].to_string().replace(SECRET.as_str(), &format!("{guess:016x}")))
            };
            let text: String = parts.iter().map(copy).collect();
            prop_assert!(!is_in(&text));
            prop_assert!(!scrub(&text).contains([OPEN, CLOSE, '\0']));
        }
    }
}
