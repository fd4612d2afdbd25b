//! Tokens of CSS, written anew: values, media queries, parts of selectors.

use cssparser::{ParseError, Parser, ToCss, Token, TokenSerializationType};

use super::Host;

/// Brackets nest no deeper.
const DEEPEST: usize = 24;
/// Functions that load something, or make an address of a text.
const LOADING: [&str; 12] = [
    "src",
    "image",
    "image-set",
    "-webkit-image-set",
    "cross-fade",
    "-webkit-cross-fade",
    "element",
    "-moz-element",
    "expression",
    "paint",
    "url-prefix",
    "domain",
];

/// Why tokens are not written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refused {
    /// They may not stand there.
    Tokens,
    /// There is no such file, and the host said so.
    File,
}

/// What may stand where tokens are written.
pub(super) struct Writer<'h> {
    pub(super) host: &'h mut dyn Host,
    /// Whether files may be named.
    pub(super) files: bool,
    /// Whether `attr(…)` may stand there.
    pub(super) attr: bool,
    /// Names of animations, which get the deck's own.
    pub(super) animations: Vec<String>,
    depth: usize,
}

impl<'h> Writer<'h> {
    pub(super) fn of(host: &'h mut dyn Host) -> Self {
        Self { host, files: false, attr: false, animations: Vec::new(), depth: 0 }
    }

    /// Writes all that is left to read.
    pub(super) fn rest(&mut self, input: &mut Parser<'_>, out: &mut String) -> Result<(), Refused> {
        let mut before = TokenSerializationType::Nothing;
        while let Ok(token) = input.next_including_whitespace() {
            let token = token.clone();
            let kind = token.serialization_type();
            if before.needs_separator_when_before(kind) {
                out.push_str("/**/");
            }
            before = kind;
            self.one(&token, input, out)?;
        }
        Ok(())
    }

    /// Writes a token, and what its brackets hold.
    pub(super) fn one(
        &mut self,
        token: &Token<'_>,
        input: &mut Parser<'_>,
        out: &mut String,
    ) -> Result<(), Refused> {
        let line = input.current_source_location().line as usize;
        let close = match token {
            Token::UnquotedUrl(address) => return self.file(address, line, out),
            Token::Function(name) if name.eq_ignore_ascii_case("url") => {
                let address = input.parse_nested_block(|inner| {
                    let address = inner.expect_string_cloned()?;
                    Ok::<_, ParseError<()>>(address)
                });
                return self.file(&address.map_err(|_| Refused::Tokens)?, line, out);
            }
            Token::Function(name) => {
                let name = name.to_ascii_lowercase();
                if LOADING.contains(&name.as_str()) || (name == "attr" && !self.attr) {
                    return Err(Refused::Tokens);
                }
                ')'
            }
            Token::ParenthesisBlock => ')',
            Token::SquareBracketBlock => ']',
            Token::CurlyBracketBlock
            | Token::BadUrl(_)
            | Token::BadString(_)
            | Token::CloseParenthesis
            | Token::CloseSquareBracket
            | Token::CloseCurlyBracket
            | Token::CDO
            | Token::CDC
            | Token::Semicolon
            | Token::AtKeyword(_) => return Err(Refused::Tokens),
            Token::Ident(name) if self.animations.iter().any(|known| **known == **name) => {
                out.push_str("own-");
                return write(token, out);
            }
            Token::WhiteSpace(_) => {
                out.push(' ');
                return Ok(());
            }
            _ => return write(token, out),
        };
        write(token, out)?;
        if self.depth >= DEEPEST {
            return Err(Refused::Tokens);
        }
        self.depth += 1;
        let inside = input.parse_nested_block(|inner| {
            let outcome = self.rest(inner, out);
            Ok::<_, ParseError<()>>(outcome)
        });
        self.depth -= 1;
        inside.map_err(|_| Refused::Tokens)??;
        out.push(close);
        Ok(())
    }

    fn file(&mut self, address: &str, line: usize, out: &mut String) -> Result<(), Refused> {
        // A part of the page itself, such as a filter.
        let written = if address.starts_with('#') {
            crate::assets::address::in_css(address)
        } else if self.files {
            self.host.embed(address, line).ok_or(Refused::File)?
        } else {
            return Err(Refused::Tokens);
        };
        out.push_str("url(\"");
        out.push_str(&written);
        out.push_str("\")");
        Ok(())
    }
}

/// Writes a token that holds no others. No element of a page may end in it.
fn write(token: &Token<'_>, out: &mut String) -> Result<(), Refused> {
    let from = out.len();
    token.to_css(out).map_err(|_| Refused::Tokens)?;
    let is_end = out[from.saturating_sub(1)..].contains("</") || out[from..].contains("<!");
    if is_end { Err(Refused::Tokens) } else { Ok(()) }
}
