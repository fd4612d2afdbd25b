//! Formulas on lines of their own: what stands between two `$$`, and an environment such as
//! `\begin{align}` without dollars, becomes a fence, so that no line of it opens a list, a heading
//! or a table.

use super::Scanner;

/// Longer than any fence in a formula.
const FENCE: &str = "~~~~~~~~~~~~";
/// The environments that are formulas without dollars as well, as MathJax has it; each with a star,
/// too.
const ENVIRONMENTS: [&str; 11] = [
    "align",
    "alignat",
    "displaymath",
    "dmath",
    "eqnarray",
    "equation",
    "flalign",
    "gather",
    "math",
    "multline",
    "subequations",
];

/// How a formula ends.
enum Closing<'t> {
    Dollars,
    /// The name of the environment that began it.
    Environment(&'t str),
}

impl<'t> Closing<'t> {
    /// The end of a formula that a line begins, and what stands on the line of the formula itself.
    fn of(line: &'t str) -> Option<(Self, &'t str)> {
        if let Some(first) = line.strip_prefix("$$") {
            return (!first.contains("$$")).then_some((Self::Dollars, first));
        }
        let name = line.strip_prefix(r"\begin{")?.split_once('}')?.0;
        let is_known = ENVIRONMENTS.contains(&name.strip_suffix('*').unwrap_or(name));
        is_known.then_some((Self::Environment(name), line))
    }

    /// Where the formula ends in a line, and where its text does.
    fn find(&self, line: &str) -> Option<(usize, usize)> {
        match self {
            Self::Dollars => {
                let at = line.find("$$")?;
                let rest = line[at + 2..].trim();
                let is_end = rest.is_empty() || rest.starts_with("<!--");
                is_end.then_some((at, at + 2))
            }
            Self::Environment(name) => {
                let end = format!(r"\end{{{name}}}");
                let at = line.find(&end)? + end.len();
                Some((at, at))
            }
        }
    }

    /// Whether nothing can end the formula from a line on.
    fn is_missed(&self, line: &str) -> bool {
        matches!(self, Self::Dollars) && line.contains("$$")
    }
}

/// The bytes at which a formula's text ends, and at which the text goes on.
struct End {
    text: usize,
    whole: usize,
}

impl Scanner<'_> {
    /// Reads a formula that begins with a line and ends on it or a later one; false when none does.
    pub(super) fn formula(&mut self, line: &str, end: usize) -> bool {
        let bare = line.trim_start();
        let Some((closing, first)) = Closing::of(bare) else { return false };
        if self.is_indented_code(line) {
            return false;
        }
        let whole = self.text[self.at..end].trim_end_matches(['\n', '\r']);
        let from = self.at + whole.len() - first.len();
        let Some(close) = self.formula_end(&closing, from, end) else { return false };
        let indent = &line[..line.len() - bare.len()];
        let shift = bare.len() - first.len();
        self.out.masked.push(self.at..close.text);
        self.emit(&format!("{indent}{FENCE}math"), 0);
        let first = &first[..first.len().min(close.text - from)];
        if !first.trim().is_empty() {
            self.emit(&format!("{indent}{first}"), shift);
        }
        self.next(end.min(close.text));
        while self.at < close.text {
            let end = self.line_end(self.at).min(close.text);
            let text = self.text;
            let line = text[self.at..end].trim_end_matches(['\n', '\r']);
            if end < close.text || !line.trim().is_empty() {
                self.emit(line, 0);
            }
            self.next(end);
        }
        self.emit(&format!("{indent}{FENCE}"), 0);
        self.blank_before = false;
        // What stands behind it goes on below.
        let rest = self.line_end(close.whole);
        let behind = &self.text[close.whole..rest];
        let to = if behind.trim().is_empty() {
            rest
        } else {
            close.whole + behind.len() - behind.trim_start().len()
        };
        self.next(to);
        true
    }

    /// Where a formula ends whose text begins at byte `from` of a line that ends at `line_end`:
    /// before the slide does.
    fn formula_end(&mut self, closing: &Closing<'_>, from: usize, line_end: usize) -> Option<End> {
        let Closing::Environment(name) = closing else {
            return self.end_between(closing, line_end);
        };
        if self.endless.iter().any(|endless| endless == name) {
            return None;
        }
        let found = self.end_between(closing, from);
        if found.is_none() {
            self.endless.push((*name).to_owned());
        }
        found
    }

    fn end_between(&self, closing: &Closing<'_>, from: usize) -> Option<End> {
        let mut at = from;
        let last = self.next_cut();
        while at < last {
            let end = self.line_end(at);
            let line = self.text[at..end].trim_end_matches(['\n', '\r']);
            if self.separators.of_line(line).is_some() {
                return None;
            }
            if let Some((text, whole)) = closing.find(line) {
                return Some(End { text: at + text, whole: at + whole });
            }
            if closing.is_missed(line) {
                return None;
            }
            at = end;
        }
        None
    }
}
