//! What a comment is about: what it stands in, or else what comes next.
//!
//! | the comment stands | it is about |
//! |---|---|
//! | in a heading's line, or alone before a heading | the whole section |
//! | in an item, or alone before one | the item, with what it holds |
//! | in a row of a table | the row |
//! | in a paragraph | the paragraph |
//! | alone before another block | the block: a paragraph, a table, a piece of code |
//! | in YAML: alone before a key or an entry, or behind it | all that the key or entry holds |
//!
//! Lines are enough for that: a comment silences too little rather than too much.

use std::ops::Range;

use super::scalar::Scalar;

/// A comment, by its places.
#[derive(Debug)]
pub(super) struct Comment {
    /// What stands between its marks.
    pub(super) content: Range<usize>,
    /// All of it.
    whole: Range<usize>,
    is_yaml: bool,
}

/// The lines of a text.
#[derive(Debug)]
pub(super) struct Lines<'t> {
    text: &'t str,
    lines: Vec<Line<'t>>,
}

#[derive(Debug)]
struct Line<'t> {
    start: usize,
    text: &'t str,
    /// Whether it is code between fences, or a fence.
    is_code: bool,
    /// Whether it is data: YAML, or front matter.
    is_yaml: bool,
    /// Whether it is text of a block scalar, where `#` is a character as others are.
    is_scalar: bool,
}

impl Line<'_> {
    fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    fn end(&self) -> usize {
        self.start + self.text.len()
    }

    fn indentation(&self) -> usize {
        self.text.len() - self.text.trim_start().len()
    }

    fn is_row(&self) -> bool {
        self.text.trim_start().starts_with('|')
    }

    /// Whether it begins an item of a list.
    fn is_item(&self) -> bool {
        let text = self.text.trim_start();
        let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_numbered = rest.len() < text.len() && rest.starts_with(['.', ')']);
        let mark = if is_numbered {
            Some(rest)
        } else {
            Some(text).filter(|text| text.starts_with(['-', '*', '+']))
        };
        mark.is_some_and(|mark| mark.len() == 1 || mark[1..].starts_with(char::is_whitespace))
    }
}

impl<'t> Lines<'t> {
    pub(super) fn of(text: &'t str, is_yaml: bool) -> Self {
        let mut start = 0;
        let mut fence: Option<&str> = None;
        let mut is_front = !is_yaml && text.starts_with("---");
        let mut lines = Vec::new();
        let mut scalar: Option<Scalar> = None;
        for line in text.split_inclusive('\n') {
            let text = line.trim_end_matches(['\n', '\r']);
            let is_data = is_yaml || is_front;
            is_front &= start == 0 || !matches!(text.trim_end(), "---" | "...");
            let mark = mark_of_fence(text.trim_start()).filter(|_| !is_data);
            let is_code = fence.is_some() || mark.is_some();
            fence = match (fence, mark) {
                (None, mark) => mark,
                (Some(open), Some(mark)) if mark.starts_with(open) && text.trim() == mark => None,
                (open, _) => open,
            };
            let is_scalar = is_data && scalar.as_mut().is_some_and(|open| open.holds(text));
            if !is_scalar {
                scalar = Scalar::begun(text).filter(|_| is_data);
            }
            lines.push(Line { start, text, is_code, is_yaml: is_data, is_scalar });
            start += line.len();
        }
        Self { text, lines }
    }

    /// All comments that are none in code.
    pub(super) fn comments(&self) -> Vec<Comment> {
        let mut found = Vec::new();
        for (at, _) in self.text.match_indices("<!--") {
            let line = &self.lines[self.number(at)];
            let in_code = line.is_code || line.text[..at - line.start].ends_with('`');
            let Some(length) = self.text[at..].find("-->").filter(|_| !in_code) else { continue };
            let content = at + 4..(at + length).max(at + 4);
            found.push(Comment { content, whole: at..at + length + 3, is_yaml: false });
        }
        for line in self.lines.iter().filter(|line| line.is_yaml && !line.is_scalar) {
            let Some(at) = line.text.find("# check-off") else { continue };
            let before = &line.text[..at];
            if before.is_empty() || before.ends_with(char::is_whitespace) {
                let whole = line.start + at..line.end();
                found.push(Comment { content: whole.start + 2..whole.end, whole, is_yaml: true });
            }
        }
        found
    }

    /// The bytes that a comment is about.
    pub(super) fn reach(&self, comment: &Comment) -> Range<usize> {
        let first = self.number(comment.whole.start);
        let last = self.number(comment.whole.end.saturating_sub(1));
        let before = &self.text[self.lines[first].start..comment.whole.start];
        let after = &self.text[comment.whole.end..self.lines[last].end()];
        let is_alone = before.trim().is_empty() && after.trim().is_empty();
        let lines = if comment.is_yaml {
            let at = if is_alone { self.next(last + 1) } else { Some(first) };
            at.map(|at| self.entry(at))
        } else if is_alone {
            self.next(last + 1).map(|at| self.block(at))
        } else {
            Some(self.around(first))
        };
        match lines {
            Some(lines) if !lines.is_empty() => {
                self.lines[lines.start].start..self.lines[lines.end - 1].end() + 1
            }
            _ => 0..0,
        }
    }

    fn number(&self, at: usize) -> usize {
        self.lines.partition_point(|line| line.start <= at).saturating_sub(1)
    }

    /// The next line that says something, from this one on.
    fn next(&self, from: usize) -> Option<usize> {
        let is_comment = |line: &Line<'_>| {
            let text = line.text.trim();
            text.starts_with("<!--") && text.ends_with("-->")
                || line.is_yaml && text.starts_with('#')
        };
        let mut rest = self.lines.iter().enumerate().skip(from);
        rest.find(|(_, line)| !line.is_blank() && !is_comment(line)).map(|(number, _)| number)
    }

    /// The block that begins in a line.
    fn block(&self, at: usize) -> Range<usize> {
        if let Some(level) = self.level(at) {
            return self.section(at, level);
        }
        if self.lines[at].is_item() {
            return self.item(at);
        }
        let is_inside = |line: &&Line<'_>| line.is_code || !line.is_blank();
        let length = self.lines[at..].iter().take_while(is_inside).count();
        at..at + length
    }

    /// What a line stands in.
    fn around(&self, at: usize) -> Range<usize> {
        if let Some(level) = self.level(at) {
            return self.section(at, level);
        }
        let mut first = at;
        while !self.lines[first].is_item() {
            if self.lines[first].is_row() {
                return first..first + 1;
            }
            let is_begin =
                first == 0 || self.lines[first - 1].is_blank() || self.level(first - 1).is_some();
            if is_begin {
                return self.block(first);
            }
            first -= 1;
        }
        self.item(first)
    }

    /// An item with all that stands further in, and the lines that carry its text on.
    fn item(&self, at: usize) -> Range<usize> {
        let own = self.lines[at].indentation();
        let mut end = at + 1;
        let mut is_after_blank = false;
        while let Some(line) = self.lines.get(end) {
            let is_inside = line.indentation() > own || !is_after_blank && !line.is_item();
            if !line.is_blank() && (!is_inside || self.level(end).is_some()) {
                break;
            }
            is_after_blank = line.is_blank();
            end += 1;
        }
        at..end
    }

    /// A heading with all below it.
    fn section(&self, at: usize, level: usize) -> Range<usize> {
        let mut rest = at + 1..self.lines.len();
        let end = rest.find(|line| self.level(*line).is_some_and(|other| other <= level));
        at..end.unwrap_or(self.lines.len())
    }

    /// The level of the heading in a line; a bold line alone is below all others.
    fn level(&self, at: usize) -> Option<usize> {
        let line = self.lines.get(at).filter(|line| !line.is_code && !line.is_yaml)?;
        let text = line.text.trim();
        let rest = text.trim_start_matches('#');
        let level = text.len() - rest.len();
        if level > 0 {
            let is_heading = level < 7 && (rest.is_empty() || rest.starts_with([' ', '\t']));
            return is_heading.then_some(level);
        }
        let is_alone = |at: usize| {
            self.lines.get(at).is_none_or(|line| line.is_blank() || line.text.ends_with("-->"))
        };
        let below = self.lines.get(at + 1).map(|line| line.text.trim()).unwrap_or_default();
        let is_plain = !text.is_empty() && !line.is_item() && !line.is_row();
        let is_line_of = |mark: u8| below.len() > 1 && below.bytes().all(|byte| byte == mark);
        if is_plain && is_line_of(b'=') {
            return Some(1);
        }
        if is_plain && is_line_of(b'-') {
            return Some(2);
        }
        let is_bold =
            text.len() > 4 && text.starts_with("**") && text.trim_end_matches(':').ends_with("**");
        let is_first = at == 0 || is_alone(at - 1);
        (is_bold && is_first && is_alone(at + 1)).then_some(7)
    }

    /// What a key or an entry of YAML holds.
    fn entry(&self, at: usize) -> Range<usize> {
        let line = &self.lines[at];
        let own = line.indentation();
        // A list may stand as far left as its key.
        let has_list = !line.is_item() && line.text.trim_end().ends_with(':');
        let is_inside = |line: &&Line<'_>| {
            let is_data = line.is_yaml && !matches!(line.text.trim_end(), "---" | "...");
            let deep = line.indentation() > own;
            is_data
                && (line.is_blank()
                    || deep
                    || has_list && line.indentation() == own && line.is_item())
        };
        let length = self.lines[at + 1..].iter().take_while(is_inside).count();
        at..at + 1 + length
    }
}

/// The mark of a fence that a line begins or ends with.
fn mark_of_fence(line: &str) -> Option<&str> {
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = line.len() - line.trim_start_matches(mark).len();
    (length > 2).then(|| &line[..length])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the only comment of a text is about, without blank ends.
    fn reached(text: &str) -> &str {
        let lines = Lines::of(text, false);
        let comments = lines.comments();
        let [comment] = &comments[..] else { panic!("{comments:?}") };
        let reach = lines.reach(comment);
        text.get(reach.start..reach.end.min(text.len())).expect("bytes").trim()
    }

    #[test]
    fn a_comment_is_about_what_comes_next() {
        for (text, about) in [
            ("a\n\n<!-- x -->\nb\nc\n\nd\n", "b\nc"),
            ("<!-- x -->\n\n<!-- -->\n| a |\n|---|\n| b |\n\nd\n", "| a |\n|---|\n| b |"),
            ("# A\n\n<!-- x -->\n## B\n\nb\n\n### C\n\n## D\n", "## B\n\nb\n\n### C"),
            ("<!-- x -->\n\nB\n---\n\nb\n\nA\n===\n\nc", "B\n---\n\nb"),
            ("<!-- x -->\n**B**\n\nb\n\n**C**\n\nc", "**B**\n\nb"),
            ("- a\n<!-- x -->\n- b\n  - c\n\n  d\n- e\n", "- b\n  - c\n\n  d"),
            ("<!-- x -->\n1. a\nlazy\n2. b\n", "1. a\nlazy"),
            ("<!-- x -->\n```\na\n\nb\n```\nc\n\nd", "```\na\n\nb\n```\nc"),
            ("a\n\n<!-- x -->\n", ""),
            ("<!-- x\nof two lines -->\nb\n", "b"),
        ] {
            let text = text.replacen("<!-- -->", "", 1);
            assert_eq!(reached(&text), about, "{text}");
        }
    }

    #[test]
    fn a_comment_is_about_what_it_stands_in() {
        for (text, about) in [
            ("## B <!-- x -->\n\nb\n\n## C\n", "## B <!-- x -->\n\nb"),
            ("- a\n- b <!-- x -->\n  c\n- d\n", "- b <!-- x -->\n  c"),
            ("- a\n  c <!-- x -->\n- d\n", "- a\n  c <!-- x -->"),
            ("a\nb <!-- x -->\nc\n\nd", "a\nb <!-- x -->\nc"),
            ("| a |\n|---|\n| b <!-- x --> |\n| c |\n", "| b <!-- x --> |"),
        ] {
            assert_eq!(reached(text), about, "{text}");
        }
    }

    #[test]
    fn code_holds_no_comments() {
        let text = "```\n<!-- x -->\n```\n\n`<!-- x -->`\n\n~~~~\n~~~\n<!-- x -->\n";
        assert_eq!(Lines::of(text, false).comments().len(), 0);
    }

    #[test]
    fn a_comment_of_yaml_is_about_a_key_or_an_entry() {
        for (text, about) in [
            ("a: 1\n# check-off x\nb:\n- 1\n- 2\nc: 3\n", "b:\n- 1\n- 2"),
            ("b:\n  # check-off x\n  - a: 1\n    b: 2\n  - c\n", "- a: 1\n    b: 2"),
            ("a: 1  # check-off x\nb: 2\n", "a: 1  # check-off x"),
            ("a: |\n  x\n  <!-- y -->\n  b\n\n  c\nd: 1\n", "b"),
        ] {
            let lines = Lines::of(text, true);
            let comments = lines.comments();
            let reach = lines.reach(&comments[0]);
            assert_eq!(text[reach.start..reach.end.min(text.len())].trim(), about, "{text}");
        }
        let front = "---\n# check-off x\ntitle: a\n---\n# check-off y\n";
        let lines = Lines::of(front, false);
        assert_eq!(lines.comments().len(), 1);
        assert_eq!(&front[lines.reach(&lines.comments()[0])], "title: a\n");
    }

    #[test]
    fn a_block_scalar_holds_no_comments_of_yaml() {
        for (text, number) in [
            ("a: |\n  # check-off x\nb: 1\n", 0),
            ("a: >-  # why\n\n    # check-off x\n\n    # check-off x\n", 0),
            ("a:\n- b: |2\n     # check-off x\n  # check-off x\n  c: 1\n", 1),
            ("a:\n- |\n  # check-off x\n# check-off x\n- b\n", 1),
            ("a: |\n    text\n  # check-off x\nb: 1\n", 1),
            ("a: |\n# check-off x\nb: 1\n", 1),
            ("a: b|\n  # check-off x\n", 1),
        ] {
            assert_eq!(Lines::of(text, true).comments().len(), number, "{text}");
        }
        let front = "---\na: |\n  # check-off x\n---\n";
        assert_eq!(Lines::of(front, false).comments().len(), 0);
    }

    #[test]
    fn no_text_is_too_odd() {
        for text in
            ["<!--", "<!-->", "<!--->", "-->\n<!---->", "# check-off", "<!-- é", "é<!-- x -->é"]
        {
            for is_yaml in [false, true] {
                let lines = Lines::of(text, is_yaml);
                for comment in lines.comments() {
                    assert!(lines.reach(&comment).start <= text.len(), "{text}");
                }
            }
        }
    }
}
