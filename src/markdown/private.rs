//! What Markdown would show of a postmortem though it is private: comments that go over the end of
//! a block, and containers of notes that are written carelessly. The text keeps its lines.

use std::borrow::Cow;

use super::notes::container::Info;
use crate::markdown::lines::{Fence, HtmlBlock, comment_start, fence_opening};

/// A text in which every comment is one for Markdown too, and every container of notes is closed.
#[derive(Debug)]
pub(crate) struct Mended<'t> {
    pub text: Cow<'t, str>,
    /// Whether it has containers of notes: then all its containers close.
    pub has_notes: bool,
}

#[must_use]
pub(crate) fn mended(text: &str) -> Mended<'_> {
    let text: Cow<'_, str> =
        if text.contains("<!--") { Cow::Owned(without_comments(text)) } else { text.into() };
    let closed = if text.contains(":::") { with_containers(&text) } else { None };
    match closed {
        Some(closed) => Mended { text: Cow::Owned(closed), has_notes: true },
        None => Mended { text, has_notes: false },
    }
}

/// Code and raw blocks, line by line.
#[derive(Default)]
struct Code {
    fence: Option<Fence>,
    html: Option<HtmlBlock>,
    /// Set once no end tag follows, so that many open blocks do not search the rest each.
    no_html_end: bool,
}

impl Code {
    /// Whether a line is code, or opens or closes it; `rest` is the text from the line on.
    fn takes(&mut self, line: &str, rest: &str) -> bool {
        if let Some(fence) = &self.fence {
            if fence.closed_by(line) {
                self.fence = None;
                return true;
            }
            if !fence.left_by(line) {
                return true;
            }
            self.fence = None;
        }
        if let Some(block) = self.html {
            if block.closed_by(line) {
                self.html = None;
            }
            return true;
        }
        self.fence = fence_opening(line, line.starts_with([' ', '\t']));
        if self.fence.is_none() {
            let opened = HtmlBlock::opening(line).filter(|block| !block.closed_by(line));
            if let Some(block) = opened.filter(|_| !self.no_html_end) {
                self.no_html_end = !block.is_closed_in(rest);
                self.html = Some(block).filter(|_| !self.no_html_end);
            }
        }
        self.fence.is_some() || self.html.is_some()
    }
}

/// Puts blanks in the place of comments; one within a line stays an empty comment.
fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut code = Code::default();
    let mut at = 0;
    let mut is_after_blank = true;
    while at < text.len() {
        let end = line_end(text, at);
        let line = &text[at..end];
        let is_indented = is_after_blank && (line.starts_with("    ") || line.starts_with('\t'));
        is_after_blank = line.trim().is_empty() || is_indented;
        if is_indented || code.takes(line, &text[at..]) {
            out.push_str(line);
            at = end;
            continue;
        }
        let mut end = end;
        while let Some(open) = comment_start(&text[at..end]).map(|open| at + open) {
            let Some(length) = text[open + 4..].find("-->") else {
                out.push_str(&text[at..]);
                return out;
            };
            let close = open + 4 + length + 3;
            out.push_str(&text[at..open]);
            blank(&text[open..close], &mut out);
            at = close;
            end = line_end(text, close);
        }
        out.push_str(&text[at..end]);
        at = end;
    }
    out
}

fn line_end(text: &str, from: usize) -> usize {
    text[from..].find('\n').map_or(text.len(), |newline| from + newline + 1)
}

/// Writes a comment without its words, with as many bytes and lines.
fn blank(comment: &str, out: &mut String) {
    let inner = &comment[4..comment.len() - 3];
    let is_line = !inner.contains('\n');
    out.push_str(if is_line { "<!--" } else { "    " });
    out.extend(inner.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
    out.push_str(if is_line { "-->" } else { "   " });
}

/// The length of the fence of an outermost container: those in it have shorter ones, since Markdown
/// lets a fence close the outermost of the same length.
const CONTAINER_FENCE: usize = 40;

/// Gives the containers of a text with notes fences that tell them apart, and makes text of what is
/// none. Notes that are never closed end before the next heading; none when there are no notes.
fn with_containers(text: &str) -> Option<String> {
    let mut code = Code::default();
    let mut lines: Vec<String> = Vec::new();
    // Where containers begin that are open, and whether each holds notes.
    let mut open: Vec<(usize, bool)> = Vec::new();
    let mut has_notes = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let rest = &text[at..];
        at += line.len();
        let colons = line.trim_start().strip_prefix(":::");
        let Some(behind) = colons.filter(|_| !code.takes(line, rest)) else {
            if colons.is_none() {
                code.takes(line, rest);
            }
            lines.push(line.to_owned());
            continue;
        };
        let info = behind.trim_matches(|c: char| c == ':' || c.is_whitespace());
        let indent = &line[..line.len() - line.trim_start().len()];
        let fence = |depth: usize| ":".repeat(CONTAINER_FENCE - depth);
        let depth = open.len();
        if info.is_empty() {
            let closed = open.pop().map(|_| fence(depth - 1));
            lines.push(format!("{indent}{}\n", closed.unwrap_or_else(|| "\\:::".into())));
        } else if depth > CONTAINER_FENCE - 4 {
            lines.push(format!("{indent}\\{}\n", line.trim()));
        } else {
            let is_notes = Info::read(info).is_notes();
            has_notes |= is_notes;
            open.push((lines.len(), is_notes));
            lines.push(format!("{indent}{}{}\n", fence(depth), info.replace(':', "&#58;")));
        }
    }
    if !has_notes {
        return None;
    }
    close(&mut lines, &open);
    Some(lines.concat())
}

/// Closes containers of notes that are open at the end of a text; the others become text.
fn close(lines: &mut Vec<String>, open: &[(usize, bool)]) {
    let mut until = 0;
    for &(begins, is_notes) in open {
        if begins < until {
            // It is in notes already.
            lines[begins] = "\n".into();
            continue;
        }
        if !is_notes {
            lines[begins] = format!("\\:::{}", lines[begins].trim_start().trim_start_matches(':'));
            continue;
        }
        let colons = lines[begins].trim_start();
        let length = colons.len() - colons.trim_start_matches(':').len();
        let closing = format!("{}\n", ":".repeat(length));
        let ends = (begins + 1..lines.len().saturating_sub(1))
            .find(|at| lines[*at].trim().is_empty() && lines[at + 1].starts_with('#'));
        match ends {
            Some(ends) => {
                lines[ends] = closing;
                until = ends;
            }
            None => {
                if let Some(last) = lines.last_mut().filter(|last| !last.ends_with('\n')) {
                    last.push('\n');
                }
                lines.push(closing);
                until = usize::MAX;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_blank_outside_code() {
        for (text, blanked) in [
            ("a <!-- b\n\nc --> d\n", "a       \n\n      d\n"),
            ("- <!-- b\nc -->\n", "-       \n     \n"),
            ("a <!--- b ---> c\n", "a <!--     --> c\n"),
            ("`<!-- a -->`\n", "`<!-- a -->`\n"),
            ("```\n<!-- a\n-->\n```\n", "```\n<!-- a\n-->\n```\n"),
            ("a <!-- b\n", "a <!-- b\n"),
        ] {
            assert_eq!(mended(text).text, blanked, "{text:?}");
        }
    }

    #[test]
    fn containers_of_notes_are_closed() {
        let fence = |length: usize| ":".repeat(length);
        let (outer, inner) = (fence(40), fence(39));
        for (text, closed) in [
            ("::: notes :::\na\n:::\n", format!("{outer}notes\na\n{outer}\n")),
            (":::notes\na\n\n# B\n", format!("{outer}notes\na\n{outer}\n# B\n")),
            (":::notes\na", format!("{outer}notes\na\n{outer}\n")),
            (":::notes\n:::notes\na", format!("{outer}notes\n\na\n{outer}\n")),
            (":::notes\na\n:::\n:::\n", format!("{outer}notes\na\n{outer}\n\\:::\n")),
            (":::info\n:::notes\na\n:::\n", format!("\\:::info\n{inner}notes\na\n{inner}\n")),
            (":::info\na\n", ":::info\na\n".to_owned()),
        ] {
            assert_eq!(mended(text).text, closed, "{text:?}");
        }
    }
}
