//! Lines for a terminal: wrapped, aligned, and in colour where somebody looks at them.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::report;

/// How wide a text is, and whether it has colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Columns of a line.
    pub width: usize,
    /// Whether to use colour.
    pub colour: bool,
}

/// Fewer columns than these would break every word.
const NARROWEST: usize = 40;

/// What a piece of text is, as far as it shows in its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    Plain,
    /// Titles and headings.
    Strong,
    /// Places, and what only explains.
    Faint,
    /// What the author said.
    Known,
    /// What was read from the words.
    Guess,
}

impl Tone {
    fn code(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Strong => Some("1"),
            Self::Faint => Some("2"),
            Self::Known => Some("32"),
            Self::Guess => Some("33"),
        }
    }
}

/// A text with its tone.
pub(super) type Run<'t> = (Tone, &'t str);

/// A text of a column.
pub(super) struct Cell<'t> {
    pub(super) tone: Tone,
    pub(super) text: &'t str,
    pub(super) width: usize,
}

/// A cell that is as wide as its column.
pub(super) fn cell(tone: Tone, text: &str, width: usize) -> Cell<'_> {
    Cell { tone, text, width }
}

/// What is written so far.
pub(super) struct Sheet {
    pub(super) out: String,
    look: Look,
}

impl Sheet {
    pub(super) fn new(look: Look) -> Self {
        Self { out: String::new(), look: Look { width: look.width.max(NARROWEST), ..look } }
    }

    /// The heading of a part: a blank line stands before it.
    pub(super) fn heading(&mut self, title: &str, about: &str) {
        self.blank();
        let title = title.to_uppercase();
        let dot = if about.is_empty() { "" } else { "·" };
        self.flow(0, &[], &[(Tone::Strong, &title), (Tone::Faint, dot), (Tone::Faint, about)]);
    }

    pub(super) fn blank(&mut self) {
        self.out.push('\n');
    }

    /// Cells of one line, and behind them text that goes on below itself.
    pub(super) fn flow(&mut self, indent: usize, cells: &[Cell<'_>], runs: &[Run<'_>]) {
        let mut line = Line::new(indent, self.look.colour);
        for cell in cells {
            let text = fit(&clean(cell.text), cell.width);
            let room = cell.width.saturating_sub(text.width()) + 2;
            line.push(cell.tone, &text);
            line.pad(room);
        }
        let start = line.at;
        let most = self.look.width.max(start + NARROWEST / 2);
        let mut is_first = true;
        for (tone, text) in runs {
            for word in text.split_whitespace() {
                for word in pieces(&report::visible(word), most - start) {
                    let blank = usize::from(!is_first);
                    if line.at + blank + word.width() > most && !is_first {
                        self.end(&line);
                        line = Line::new(start, self.look.colour);
                    } else {
                        line.pad(blank);
                    }
                    line.push(*tone, &word);
                    is_first = false;
                }
            }
        }
        self.end(&line);
    }

    /// The same on one line: what does not fit is left out, and dots say so.
    pub(super) fn line(&mut self, indent: usize, cells: &[Cell<'_>], tone: Tone, text: &str) {
        let before: usize = indent + cells.iter().map(|cell| cell.width + 2).sum::<usize>();
        let room = self.look.width.max(before + NARROWEST / 2) - before;
        let text = fit(&clean(text), room);
        self.flow(indent, cells, &[(tone, &text)]);
    }

    fn end(&mut self, line: &Line) {
        self.out.push_str(line.text.trim_end());
        self.out.push_str(if line.open.is_some() { RESET } else { "" });
        self.out.push('\n');
    }
}

const RESET: &str = "\u{1b}[0m";

struct Line {
    /// How many columns are full.
    at: usize,
    text: String,
    colour: bool,
    /// The colour that is on.
    open: Option<&'static str>,
}

impl Line {
    fn new(indent: usize, colour: bool) -> Self {
        Self { at: indent, text: " ".repeat(indent), colour, open: None }
    }

    fn push(&mut self, tone: Tone, text: &str) {
        if text.is_empty() {
            return;
        }
        self.at += text.width();
        let code = tone.code().filter(|_| self.colour);
        if code != self.open {
            self.text.push_str(if self.open.is_some() { RESET } else { "" });
            if let Some(code) = code {
                self.text.extend(["\u{1b}[", code, "m"]);
            }
            self.open = code;
        }
        self.text.push_str(text);
    }

    fn pad(&mut self, blanks: usize) {
        self.at += blanks;
        self.text.extend(std::iter::repeat_n(' ', blanks));
    }
}

/// A text on one line, without what a terminal would obey.
pub(super) fn clean(text: &str) -> String {
    report::visible(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// As much of a text as fits, with dots for the rest.
pub(super) fn fit(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut short = first(text, width.saturating_sub(1)).trim_end().to_owned();
    short.push('…');
    short
}

/// The beginning of a text that is no wider than this.
fn first(text: &str, width: usize) -> &str {
    let mut used = 0;
    let fitting = text.chars().take_while(|c| {
        used += c.width().unwrap_or_default();
        used <= width
    });
    let end = fitting.map(char::len_utf8).sum();
    &text[..end]
}

/// A word as it can stand on lines: addresses stay whole, since broken ones lead nowhere; a script
/// without blanks is broken where the line ends.
fn pieces(word: &str, width: usize) -> Vec<String> {
    if word.is_ascii() || word.width() <= width {
        return vec![word.to_owned()];
    }
    let mut pieces = Vec::new();
    let mut rest = word;
    while !rest.is_empty() {
        let piece = match first(rest, width) {
            "" => rest,
            piece => piece,
        };
        pieces.push(piece.to_owned());
        rest = &rest[piece.len()..];
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(width: usize, colour: bool) -> Sheet {
        Sheet::new(Look { width, colour })
    }

    #[test]
    fn text_goes_on_below_itself() {
        let mut sheet = sheet(40, false);
        let text = "one two three four five six seven eight";
        sheet.flow(2, &[cell(Tone::Faint, "W1", 4)], &[(Tone::Plain, text), (Tone::Faint, "end")]);
        assert_eq!(sheet.out, "  W1    one two three four five six\n        seven eight end\n");
    }

    #[test]
    fn colours_do_not_count_and_what_a_terminal_obeys_is_not_written() {
        let mut sheet = sheet(40, true);
        sheet.line(0, &[cell(Tone::Known, "a\u{1b}[2J", 8)], Tone::Plain, "b\u{202e}\nc\u{7}");
        assert_eq!(sheet.out, "\u{1b}[32ma\u{FFFD}[2J     \u{1b}[0mb\u{FFFD} c\u{FFFD}\n");
    }

    #[test]
    fn long_text_ends_with_dots_and_wide_text_is_broken() {
        assert_eq!(fit("abcdef", 4), "abc…");
        assert_eq!(fit("漢字漢字", 5), "漢字…");
        assert_eq!(pieces("漢字漢字", 4), ["漢字", "漢字"]);
        assert_eq!(pieces("https://example.com", 4), ["https://example.com"]);
        assert_eq!(pieces("漢", 1), ["漢"]);
    }
}
