//! Comments leave the text.

use std::ops::Range;

use super::{Comment, CommentKind, Scanner};
use crate::deck::attributes::Attributes;
use crate::token::Token;

impl Scanner<'_> {
    /// How many bytes from `from` on belong to a comment.
    pub(super) fn comment_length(&mut self, from: usize) -> Option<usize> {
        if self.no_comment_end {
            return None;
        }
        let found = self.text[from..].find("-->");
        self.no_comment_end = found.is_none();
        found
    }

    /// Takes in a comment; the token to leave in its place, when it leaves one.
    pub(super) fn comment(&mut self, range: Range<usize>) -> Option<String> {
        let body = self.text[range.start + 4..range.end - 3].trim();
        let kind = if let Some(list) = body.strip_prefix(".slide:") {
            CommentKind::Slide(Attributes::parse(list))
        } else if let Some(list) = element_list(body) {
            CommentKind::Element(Attributes::parse(list))
        } else if body.is_empty() || body.starts_with("check-off") {
            CommentKind::Directive
        } else {
            CommentKind::Remark(body.to_owned())
        };
        let token = matches!(kind, CommentKind::Element(_))
            .then(|| Token::Comment(self.out.comments.len()).to_string());
        self.out.masked.push(range.clone());
        self.out.comments.push(Comment { kind, line: self.line, span: self.source.span(range) });
        token
    }
}

/// What follows `.element:`, or `.element` as reveal.js takes it as well.
fn element_list(body: &str) -> Option<&str> {
    let list = body.strip_prefix(".element")?;
    let is_list = list.starts_with(|c: char| c == ':' || c.is_whitespace());
    is_list.then(|| list.strip_prefix(':').unwrap_or(list))
}
