//! Formulas on lines of their own: what stands between two `$$` becomes a fence, so that no line of
//! it opens a list, a heading or a table.

use super::Scanner;

/// Longer than any fence in a formula.
const FENCE: &str = "~~~~~~~~~~~~";

impl Scanner<'_> {
    /// Reads a formula that begins with a line and ends on a later one; false when none does.
    pub(super) fn formula(&mut self, line: &str, end: usize) -> bool {
        let bare = line.trim_start();
        let Some(first) = bare.strip_prefix("$$").filter(|first| !first.contains("$$")) else {
            return false;
        };
        if self.is_indented_code(line) {
            return false;
        }
        let Some(close) = self.formula_end(end) else { return false };
        let indent = &line[..line.len() - bare.len()];
        self.out.masked.push(self.at..close);
        self.emit(&format!("{indent}{FENCE}math"), 0);
        if !first.trim().is_empty() {
            self.emit(&format!("{indent}{first}"), 2);
        }
        self.next(end);
        while self.at < close {
            let end = self.line_end(self.at).min(close);
            let text = self.text;
            let line = text[self.at..end].trim_end_matches(['\n', '\r']);
            if end < close || !line.trim().is_empty() {
                self.emit(line, 0);
            }
            self.next(end);
        }
        self.emit(&format!("{indent}{FENCE}"), 0);
        self.blank_before = false;
        // Behind the dollars stands nothing but blanks, or a comment.
        let rest = self.line_end(close);
        let behind = &self.text[close + 2..rest];
        let blanks = 2 + behind.len() - behind.trim_start().len();
        if behind.trim().is_empty() {
            self.next(rest);
        } else {
            self.column += blanks;
            self.at = close + blanks;
        }
        true
    }

    /// Where the dollars that end a formula stand: before the slide ends, with nothing behind them.
    fn formula_end(&self, from: usize) -> Option<usize> {
        let mut at = from;
        let last = self.next_cut();
        while at < last {
            let end = self.line_end(at);
            let line = self.text[at..end].trim_end_matches(['\n', '\r']);
            if self.separators.of_line(line).is_some() {
                return None;
            }
            if let Some(found) = line.find("$$") {
                let rest = line[found + 2..].trim();
                return (rest.is_empty() || rest.starts_with("<!--")).then_some(at + found);
            }
            at = end;
        }
        None
    }
}
