//! What single lines of a Markdown text are, for code that reads it line by line.

/// The width of the list marker that begins a text, with the blank after it.
#[must_use]
pub(crate) fn list_marker(line: &str) -> Option<usize> {
    let bytes = line.as_bytes();
    let width = match bytes.first()? {
        b'-' | b'*' | b'+' => 1,
        b'0'..=b'9' => {
            let digits = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
            if digits > 9 || !matches!(bytes.get(digits), Some(b'.' | b')')) {
                return None;
            }
            digits + 1
        }
        _ => return None,
    };
    match bytes.get(width) {
        None => Some(width),
        Some(b' ' | b'\t') => Some(width + 1),
        Some(_) => None,
    }
}

/// Where dashes begin that are all there is on an indented or quoted line.
#[must_use]
pub(crate) fn dashes_of_a_container(line: &str) -> Option<usize> {
    let rest = line.trim_start_matches([' ', '\t', '>']);
    let at = line.len() - rest.len();
    let dashes = rest.trim_end();
    (at > 0 && dashes.len() >= 3 && dashes.bytes().all(|b| b == b'-')).then_some(at)
}

/// Whether a line defines a reference: `[name]: https://…`, and nothing that could be meant as
/// text.
#[must_use]
pub(crate) fn is_reference(line: &str) -> bool {
    let Some((name, rest)) = line.strip_prefix('[').and_then(|rest| rest.split_once("]:")) else {
        return false;
    };
    let mut words = rest.split_whitespace();
    let address = words.next().unwrap_or_default();
    let is_address = address.contains("://") || address.starts_with(['<', '/', '#', '.']);
    let title = words.next().unwrap_or_default();
    !name.is_empty()
        && !name.contains([']', '['])
        && is_address
        && (title.is_empty() || title.starts_with(['"', '\'', '(']))
}

/// Where the first comment of a line begins, outside code spans.
#[must_use]
pub(crate) fn comment_start(line: &str) -> Option<usize> {
    // Most lines have none: look before walking.
    line.find("<!--")?;
    let bytes = line.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'`' => {
                let run = bytes[at..].iter().take_while(|b| **b == b'`').count();
                at += run;
                at += closing_run(&bytes[at..], run).unwrap_or(0);
            }
            b'<' if bytes[at..].starts_with(b"<!--") => return Some(at),
            _ => at += 1,
        }
    }
    None
}

/// The number of bytes up to and with a run of exactly `length` backticks.
fn closing_run(bytes: &[u8], length: usize) -> Option<usize> {
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] != b'`' {
            at += 1;
            continue;
        }
        let run = bytes[at..].iter().take_while(|b| **b == b'`').count();
        at += run;
        if run == length {
            return Some(at);
        }
    }
    None
}

/// An open code fence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fence {
    sign: u8,
    length: usize,
    /// How many quote marks stand before it.
    quotes: usize,
    /// Whether it stands in a list item, which ends at a line that is not indented.
    in_item: bool,
}

/// The fence that a line opens; `in_item` when an indented line may belong to a list item.
#[must_use]
pub(crate) fn fence_opening(line: &str, in_item: bool) -> Option<Fence> {
    let (quotes, mut rest) = quoted(line);
    let mut in_item = in_item;
    // `- ```rust` opens a fence behind a list marker.
    while let Some(width) = list_marker(rest.trim_start()) {
        rest = &rest.trim_start()[width.min(rest.trim_start().len())..];
        in_item = true;
    }
    let indent = rest.len() - rest.trim_start_matches(' ').len();
    if indent > 3 && !in_item {
        return None;
    }
    let rest = rest.trim_start();
    let sign = *rest.as_bytes().first().filter(|b| matches!(b, b'`' | b'~'))?;
    let length = rest.bytes().take_while(|b| *b == sign).count();
    if length < 3 || (sign == b'`' && rest[length..].contains('`')) {
        return None;
    }
    Some(Fence { sign, length, quotes, in_item })
}

impl Fence {
    /// Whether a line stands outside the quote or the list item that holds the fence.
    #[must_use]
    pub(crate) fn left_by(&self, line: &str) -> bool {
        let left_quote = self.quotes > 0 && quoted(line).0 < self.quotes;
        let left_item = self.in_item
            && self.quotes == 0
            && !line.trim().is_empty()
            && !line.starts_with([' ', '\t']);
        left_quote || left_item
    }

    #[must_use]
    pub(crate) fn closed_by(&self, line: &str) -> bool {
        let line = if self.quotes > 0 { quoted(line).1 } else { line };
        let indent = line.len() - line.trim_start_matches(' ').len();
        let rest = line.trim();
        (indent <= 3 || self.in_item)
            && rest.len() >= self.length
            && rest.bytes().all(|b| b == self.sign)
    }

    /// Whether the text from the opening line on has the closing fence, or the fence ends with its
    /// quote or item.
    #[must_use]
    pub(crate) fn is_closed_in(&self, text: &str) -> bool {
        text.lines().skip(1).any(|line| self.left_by(line) || self.closed_by(line))
    }

    /// Whether nothing closes `other`, when nothing further on closes this one.
    #[must_use]
    pub(crate) fn outlives(&self, other: &Self) -> bool {
        self.sign == other.sign
            && self.length <= other.length
            && (self.quotes, self.in_item) == (0, false)
            && (other.quotes, other.in_item) == (0, false)
    }

    /// A line that closes it.
    #[must_use]
    pub(crate) fn closing(&self) -> String {
        char::from(self.sign).to_string().repeat(self.length)
    }
}

/// The quote marks before a line, and what follows them.
fn quoted(line: &str) -> (usize, &str) {
    let mut quotes = 0;
    let mut rest = line;
    while let Some(after) = rest.trim_start_matches(' ').strip_prefix('>') {
        quotes += 1;
        rest = after.strip_prefix(' ').unwrap_or(after);
    }
    (quotes, if quotes == 0 { line } else { rest })
}

/// An HTML block whose text Markdown takes as it stands up to an end tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct HtmlBlock(&'static str);

impl HtmlBlock {
    const NAMES: [&'static str; 4] = ["pre", "script", "style", "textarea"];

    #[must_use]
    pub(crate) fn opening(line: &str) -> Option<Self> {
        let rest = line.trim_start().strip_prefix('<')?;
        let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let name =
            Self::NAMES.into_iter().find(|name| rest[..length].eq_ignore_ascii_case(name))?;
        matches!(rest.as_bytes().get(length), None | Some(b' ' | b'\t' | b'>'))
            .then_some(Self(name))
    }

    /// Whether a line ends it: Markdown takes any of the four end tags.
    #[must_use]
    pub(crate) fn closed_by(self, line: &str) -> bool {
        line.match_indices("</").any(|(at, _)| {
            let rest = &line.as_bytes()[at + 2..];
            Self::NAMES.iter().any(|name| {
                rest.get(..name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(name.as_bytes()))
                    && rest.get(name.len()) == Some(&b'>')
            })
        })
    }

    /// Whether the text from the opening line on ends it.
    #[must_use]
    pub(crate) fn is_closed_in(self, text: &str) -> bool {
        text.lines().any(|line| self.closed_by(line))
    }

    /// A line that ends it.
    #[must_use]
    pub(crate) fn closing(self) -> String {
        format!("</{}>", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_told_from_text() {
        assert!(is_reference("[Five Whys]: https://example.org/a \"title\""));
        assert!(is_reference("[a]: <b>") && is_reference("[a]: ./b.png"));
        assert!(
            !is_reference("[a]: see below")
                && !is_reference("[a]: https://x is down")
                && !is_reference("[a](b)")
        );
    }

    #[test]
    fn a_comment_in_a_code_span_is_text() {
        assert_eq!(comment_start("a `<!-- x -->` b"), None);
        assert_eq!(comment_start("a ` <!-- x -->"), Some(4));
        assert_eq!(comment_start("``a` <!--`` <!--"), Some(12));
    }

    #[test]
    fn fences_in_quotes_and_items() {
        let fence = fence_opening("> ```js", false).expect("a fence");
        assert!(!fence.left_by("> ---") && fence.left_by("---") && fence.closed_by("> ```"));
        let fence = fence_opening("- ```js", false).expect("a fence");
        assert!(fence.left_by("---") && fence.closed_by("  ```"));
        assert_eq!(fence_opening("`` a ``", false), None);
        assert_eq!(fence_opening("```a`b", false), None);
    }
}
