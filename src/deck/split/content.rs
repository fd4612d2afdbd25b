//! Lines of Markdown: comments leave them, and what Markdown would read otherwise than authors mean
//! is written anew.

use super::Scanner;
use crate::deck::signs::sizes;
use crate::markdown::lines::{comment_start, dashes_of_a_container, is_reference};
use crate::token::Token;

impl Scanner<'_> {
    /// Reads a line of Markdown from its byte `skip` on: takes comments out, and notes what it
    /// opens.
    pub(super) fn content(&mut self, skip: usize, end: usize) {
        let first = self.line;
        let start = self.at + skip;
        let whole = self.text[start..end].trim_end_matches(['\n', '\r']);
        self.in_code = skip == 0 && self.is_indented_code(whole);
        if self.in_code {
            self.emit(whole, 0);
            self.out.masked.push(self.at..end);
            self.next(end);
            return;
        }
        let mut written = String::new();
        let mut from = start;
        let mut line_end = end;
        let mut had_comment = false;
        let mut alone = None;
        loop {
            let part = self.text[from..line_end].trim_end_matches(['\n', '\r']);
            let Some(at) = comment_start(part) else {
                written.push_str(part);
                break;
            };
            written.push_str(&part[..at]);
            let open = from + at;
            let Some(length) = self.comment_length(open + 4) else {
                self.unclosed_comment(open);
                written.push_str("\\<!--");
                from = open + 4;
                continue;
            };
            let close = open + 4 + length + 3;
            let token = self.comment(open..close);
            alone = Some(token.is_some() && !had_comment);
            had_comment = true;
            written.push_str(token.as_deref().unwrap_or_default());
            let lines = self.text[open..close].matches('\n').count();
            self.line += lines;
            if lines > 0 {
                line_end = self.line_end(close);
            }
            from = close;
        }
        let last = std::mem::replace(&mut self.line, first);
        let written = sizes::closed_up(&written);
        self.write_content(&written, skip, had_comment, alone == Some(true));
        self.line = last;
        self.next(line_end);
    }

    /// Whether Markdown takes a line as code, so that nothing in it means anything.
    pub(super) fn is_indented_code(&self, line: &str) -> bool {
        (self.blank_before || self.in_code)
            && !self.in_list
            && (line.starts_with("    ") || line.starts_with('\t'))
    }

    /// Writes a line of Markdown from which comments were taken.
    fn write_content(
        &mut self,
        written: &str,
        skip: usize,
        had_comment: bool,
        may_stand_alone: bool,
    ) {
        let bare = written.trim();
        if had_comment && bare.is_empty() {
            // A comment on a line of its own ends a paragraph, but does not make a list loose.
            if !self.in_list {
                self.emit("", skip);
            }
            return;
        }
        if may_stand_alone && Token::parse(bare).is_some() && !written.starts_with([' ', '\t']) {
            if self.in_list && self.ends_with_text() {
                // Formatters write the attributes of an item there; the list goes on.
                self.emit(bare, skip);
                return;
            }
            // Attributes on a line of their own belong to the whole block before them.
            self.emit("", skip);
            self.emit(bare, skip);
            self.emit("", skip);
            self.in_list = false;
            return;
        }
        if self.container(written, skip) {
            return;
        }
        if !self.blank_before
            && (self.in_list || written.starts_with('>'))
            && let Some(at) = dashes_of_a_container(written)
        {
            // Under a line of text Markdown would make a heading of it.
            self.emit(&format!("{}\\{}", &written[..at], &written[at..]), skip);
            return;
        }
        if !self.blank_before && is_reference(written) {
            // A definition cannot end a paragraph in Markdown, but at the end of a slide it is
            // meant as one.
            self.emit("", skip);
            self.in_list = false;
        }
        self.begin_table(written, skip);
        self.note_opening(written);
        if written.trim_start().starts_with("<?") || written.trim_start().starts_with("<!") {
            // Declarations and processing instructions mean nothing on a slide, and Markdown would
            // not end them.
            let indent = written.len() - written.trim_start().len();
            let escaped = format!("{}\\{}", &written[..indent], &written[indent..]);
            self.emit(&escaped, skip);
        } else {
            self.emit(written, skip);
        }
    }
}
