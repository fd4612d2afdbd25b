//! Admonitions of MkDocs: `!!! note "Title"` and `??? note "Title"`, with a body that is indented.
//! To Markdown the body is code; here the title becomes a bold line, and the body plain text.

use crate::markdown::LineOrigin;
use crate::markdown::lines::{Fence, fence_opening};

/// The blanks by which a body is indented.
const INDENT: &str = "    ";
/// What may stand between the type and the title.
const KEYWORDS: [&str; 2] = ["inline", "end"];
/// How deep they nest.
const DEPTH: usize = 8;

/// A text whose admonitions are opened, and where each of its lines comes from. Lines count from
/// `first`. None when there is none in it.
pub(super) fn opened(text: &str, first: usize) -> Option<(String, Vec<LineOrigin>)> {
    if !text.contains("!!! ") && !text.contains("??? ") && !text.contains("???+ ") {
        return None;
    }
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut opening = Opening { text: String::new(), origins: Vec::new(), any: false };
    let mut depth = 0;
    let mut fence: Option<Fence> = None;
    for (index, line) in lines.iter().enumerate() {
        let number = first + index;
        let is_blank = line.trim().is_empty();
        let (inner, shift) = dedented(line, depth);
        // A body ends with the first line that is not indented as it is.
        let left = depth.saturating_sub(shift.1);
        if !is_blank && left > 0 && fence.is_none() {
            depth -= left;
            opening.put("\n", number, 0);
        }
        if let Some(open) = &fence {
            fence = if open.closed_by(inner) { None } else { fence };
            opening.put(inner, number, shift.0);
            continue;
        }
        let title = title(inner).filter(|_| depth < DEPTH && has_body(&lines[index + 1..], depth));
        match title {
            Some((title, at)) => {
                depth += 1;
                opening.any = true;
                opening.put("\n", number, 0);
                opening.put(&format!("**{title}**\n"), number, (shift.0 + at).saturating_sub(2));
                opening.put("\n", number, 0);
            }
            None => {
                fence = fence_opening(inner, inner.starts_with([' ', '\t']));
                opening.put(inner, number, shift.0);
            }
        }
    }
    opening.any.then_some((opening.text, opening.origins))
}

/// A text while its admonitions are opened.
struct Opening {
    text: String,
    origins: Vec<LineOrigin>,
    any: bool,
}

impl Opening {
    fn put(&mut self, line: &str, number: usize, shift: usize) {
        self.text.push_str(line);
        self.origins.push(LineOrigin { line: number, shift });
    }
}

/// A line without the blanks of as many bodies as it stands in, up to `depth`; the bytes of the
/// blanks, and the bodies.
fn dedented(line: &str, depth: usize) -> (&str, (usize, usize)) {
    let mut rest = line;
    let mut bodies = 0;
    while bodies < depth {
        let Some(inner) = rest.strip_prefix(INDENT).or_else(|| rest.strip_prefix('\t')) else {
            break;
        };
        rest = inner;
        bodies += 1;
    }
    if rest.trim().is_empty() {
        // A blank line stands in every body.
        return (if rest.ends_with('\n') { "\n" } else { "" }, (0, depth));
    }
    (rest, (line.len() - rest.len(), bodies))
}

/// The title of an admonition that a line begins, and where it stands; without one its type.
fn title(line: &str) -> Option<(String, usize)> {
    let mark = ["!!! ", "???+ ", "??? "].into_iter().find(|mark| line.starts_with(mark))?;
    let rest = line[mark.len()..].trim_end();
    let name = rest.split([' ', '"']).next().unwrap_or_default();
    let is_name = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let behind = rest[name.len()..].trim_start();
    let behind = KEYWORDS
        .iter()
        .fold(behind, |rest, word| rest.strip_prefix(word).unwrap_or(rest).trim_start());
    let is_titled = behind.is_empty() || behind.starts_with('"');
    if name.is_empty() || !name.chars().all(is_name) || !is_titled {
        return None;
    }
    let quoted = rest.find('"').filter(|open| rest.ends_with('"') && rest.len() > open + 2);
    let Some(open) = quoted else {
        let mut letters = name.chars();
        let title = letters.next()?.to_uppercase().chain(letters).collect();
        return Some((title, mark.len()));
    };
    let title = rest[open + 1..rest.len() - 1].replace('*', "");
    Some((title, mark.len() + open + 1))
}

/// Whether an indented line follows.
fn has_body(below: &[&str], depth: usize) -> bool {
    let next = below.iter().find(|line| !line.trim().is_empty());
    next.is_some_and(|line| dedented(line, depth + 1).1.1 == depth + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(text: &str) -> Option<String> {
        opened(text, 1).map(|(text, origins)| {
            assert_eq!(text.lines().count(), origins.len());
            text
        })
    }

    #[test]
    fn titles_become_bold_lines_and_bodies_text() {
        let text = "!!! warning \"What happened\"\n    The pump stood still.\n\n    - one\n\n??? note\n\n    ```\n    !!! x\n    ```\n    !!! tip \"In it\"\n        deep\nafter\n";
        let want = "\n**What happened**\n\nThe pump stood still.\n\n- one\n\n\n\n**Note**\n\n\n```\n!!! x\n```\n\n**In it**\n\ndeep\n\nafter\n";
        assert_eq!(open(text).as_deref(), Some(want));
    }

    #[test]
    fn what_has_no_body_is_none() {
        for text in ["!!! note\nplain\n", "Wow!!! 3 of them\n", "??? who knows\n    code\n", "x\n"]
        {
            assert_eq!(open(text), None, "{text}");
        }
    }

    #[test]
    fn lines_know_where_they_come_from() {
        let (text, origins) = opened("a\n!!! note \"Title\"\n    body\n", 7).unwrap_or_default();
        let at = |words: &str| {
            let index = text.lines().position(|line| line.contains(words)).unwrap_or(usize::MAX);
            origins.get(index).map(|origin| (origin.line, origin.shift))
        };
        assert_eq!(at("Title"), Some((8, 8)), "two stars stand before the title");
        assert_eq!(at("body"), Some((9, 4)));
    }
}
