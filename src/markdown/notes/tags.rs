//! The tags of raw HTML, found as a browser finds them.

use std::ops::Range;

/// A start or end tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tag<'h> {
    /// Its bytes, from `<` to behind `>`.
    pub range: Range<usize>,
    /// Its name as written.
    pub name: &'h str,
    pub is_end: bool,
    /// Its attributes as written.
    pub attributes: Vec<Attribute<'h>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Attribute<'h> {
    /// Its bytes, with the blank before it.
    pub range: Range<usize>,
    /// Its name as written.
    pub name: &'h str,
    /// What stands in the quotes, or behind `=`; character references are not decoded.
    pub value: &'h str,
}

/// Elements whose content is text up to their end tag.
const RAW: [&str; 9] =
    ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript"];

/// The tags of a text, in order. Comments are passed over; a tag that is never closed ends the
/// search.
pub(crate) fn tags(html: &str) -> Tags<'_> {
    Tags { html, at: 0 }
}

/// Iterates over the tags of a text.
#[derive(Debug)]
pub(crate) struct Tags<'h> {
    html: &'h str,
    at: usize,
}

impl<'h> Iterator for Tags<'h> {
    type Item = Tag<'h>;

    fn next(&mut self) -> Option<Tag<'h>> {
        loop {
            let start = self.at + self.html[self.at..].find('<')?;
            let rest = &self.html[start + 1..];
            if let Some(comment) = rest.strip_prefix("!--") {
                // `<!-->` and `<!--->` are whole.
                let end = if comment.starts_with('>') || comment.starts_with("->") {
                    0
                } else {
                    comment.find("-->")?
                };
                self.at = start + 4 + end + comment[end..].find('>')? + 1;
            } else if rest.starts_with(['!', '?']) {
                self.at = start + 1 + rest.find('>')? + 1;
            } else if rest
                .strip_prefix('/')
                .unwrap_or(rest)
                .starts_with(|c: char| c.is_ascii_alphabetic())
            {
                let tag = tag(self.html, start)?;
                self.at = tag.range.end;
                if !tag.is_end && RAW.iter().any(|raw| tag.name.eq_ignore_ascii_case(raw)) {
                    self.at += end_of_raw(&self.html[self.at..], tag.name);
                }
                return Some(tag);
            } else {
                self.at = start + 1;
            }
        }
    }
}

/// The tag that begins at byte `start`; none when it is never closed.
fn tag(html: &str, start: usize) -> Option<Tag<'_>> {
    let bytes = html.as_bytes();
    let is_end = bytes.get(start + 1) == Some(&b'/');
    let name_start = start + 1 + usize::from(is_end);
    let ends_name = |b: u8| b.is_ascii_whitespace() || b == b'/' || b == b'>';
    let mut at = name_start + bytes[name_start..].iter().position(|b| ends_name(*b))?;
    let name = &html[name_start..at];
    let mut attributes = Vec::new();
    loop {
        let before = at;
        at += bytes[at..].iter().position(|b| !(b.is_ascii_whitespace() || *b == b'/'))?;
        if bytes[at] == b'>' {
            return Some(Tag { range: start..at + 1, name, is_end, attributes });
        }
        // A `=` at the start belongs to the name.
        let name_start = at;
        at += 1;
        at += bytes[at..].iter().position(|b| ends_name(*b) || *b == b'=')?;
        let name = &html[name_start..at];
        let behind = at + bytes[at..].iter().position(|b| !b.is_ascii_whitespace())?;
        let mut value = "";
        if bytes[behind] == b'=' {
            at = behind + 1;
            at += bytes[at..].iter().position(|b| !b.is_ascii_whitespace())?;
            let quote = bytes[at];
            let (open, length, close) = match quote {
                b'"' | b'\'' => (at + 1, bytes[at + 1..].iter().position(|b| *b == quote)?, 1),
                _ => {
                    (at, bytes[at..].iter().position(|b| b.is_ascii_whitespace() || *b == b'>')?, 0)
                }
            };
            value = &html[open..open + length];
            at = open + length + close;
        }
        attributes.push(Attribute { range: before..at, name, value });
    }
}

/// Where the tag at `range` of raw HTML stands in the text that the HTML was read from, in which its
/// lines may be set in.
#[must_use]
pub(crate) fn place_in(written: &str, html: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let tag = &html[range.clone()];
    let before = html[..range.start].matches(tag).count();
    let (at, _) = written.match_indices(tag).nth(before)?;
    Some(at..at + tag.len())
}

/// Where the text of a raw element ends.
fn end_of_raw(html: &str, name: &str) -> usize {
    let ends = |at: &usize| {
        html.as_bytes()
            .get(at + 2..at + 2 + name.len())
            .is_some_and(|end| end.eq_ignore_ascii_case(name.as_bytes()))
    };
    html.match_indices("</").map(|(at, _)| at).find(ends).unwrap_or(html.len())
}

/// The text of an attribute: character references by number, and those that attributes need.
#[must_use]
pub(crate) fn decoded(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut parts = value.split('&');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let reference =
            part.split_once(';').and_then(|(name, rest)| Some((character(name)?, rest)));
        match reference {
            Some((character, rest)) => {
                out.push(character);
                out.push_str(rest);
            }
            None => {
                out.push('&');
                out.push_str(part);
            }
        }
    }
    out
}

/// The character that a reference names.
fn character(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{A0}'),
        _ => {
            let number = name.strip_prefix('#')?;
            let value = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            char::from_u32(value.ok()?).filter(|c| *c != '\0')
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(html: &str) -> Vec<String> {
        let attribute = |a: &Attribute<'_>| format!(" {}={}", a.name, a.value);
        tags(html)
            .map(|tag| {
                let attributes: String = tag.attributes.iter().map(attribute).collect();
                format!("{}{}{attributes}", if tag.is_end { "/" } else { "" }, tag.name)
            })
            .collect()
    }

    #[test]
    fn tags_in_every_spelling() {
        assert_eq!(
            shown("a < b <A\nB='c>d' e=\"f'\" g = h/ i/>x</A >"),
            ["A B=c>d e=f' g=h/ i=", "/A"]
        );
        assert_eq!(shown("<!-- <b> --><i><!--><u><!x><s>"), ["i", "u", "s"]);
        assert_eq!(shown("<TEXTAREA><b></textarea><i>"), ["TEXTAREA", "/textarea", "i"]);
        assert_eq!(shown("<b x=\"<i>"), Vec::<String>::new());
    }
}
