//! The tags and texts of raw HTML, as far as it is simple.

use crate::markdown::notes;
use crate::token;

/// A tag or a text, with its place in the raw block.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) at: usize,
    pub(super) what: What,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum What {
    Text(String),
    Open(Tag),
    Close(String),
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag {
    pub(super) name: String,
    pub(super) href: Option<String>,
    pub(super) columns: usize,
    pub(super) rows: usize,
}

/// More columns or rows than this no cell takes up.
const SPAN: usize = 200;

/// Elements that mean something to a reader of blocks, or nothing at all.
const KNOWN: [&str; 47] = [
    "a", "abbr", "b", "br", "code", "col", "colgroup", "del", "details", "div", "em", "font", "h1",
    "h2", "h3", "h4", "h5", "h6", "i", "ins", "kbd", "li", "mark", "ol", "p", "s", "section",
    "small", "span", "strike", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot",
    "th", "thead", "time", "tr", "tt", "u", "ul", "article", "aside",
];

/// Attributes that hide an element, run something, or belong to notes.
fn is_refused(attributes: &str) -> bool {
    let lower = attributes.to_ascii_lowercase();
    let hides = [" hidden", "display:", "display :", "visibility", "notes", "fragment"];
    let runs = lower.split_whitespace().any(|part| part.starts_with("on"));
    runs || hides.iter().any(|word| lower.contains(word))
}

/// The pieces of a raw block; none where it has anything that is not simple.
pub(super) fn read(html: &str) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < html.len() {
        let rest = &html[at..];
        if !rest.starts_with('<') {
            let length = rest.find('<').unwrap_or(rest.len());
            pieces.push(Piece { at, what: What::Text(decoded(&rest[..length])?) });
            at += length;
            continue;
        }
        let length = end_of_tag(rest)?;
        let inside = &rest[1..length - 1];
        let (is_close, inside) = match inside.strip_prefix('/') {
            Some(name) => (true, name),
            None => (false, inside.trim_end_matches('/')),
        };
        let end = inside.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inside.len());
        let name = inside[..end].to_ascii_lowercase();
        if !KNOWN.contains(&name.as_str()) || is_refused(&inside[end..]) {
            return None;
        }
        let what = if is_close { What::Close(name) } else { What::Open(tag(name, &inside[end..])) };
        pieces.push(Piece { at, what });
        at += length;
    }
    Some(pieces)
}

/// The length of the tag that a text begins with; quotes may hold a `>`.
fn end_of_tag(text: &str) -> Option<usize> {
    let mut quote = None;
    text.char_indices().find_map(|(at, c)| {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if matches!(c, '"' | '\'') => quote = Some(c),
            None if c == '>' => return Some(at + 1),
            None => {}
        }
        None
    })
}

fn tag(name: String, attributes: &str) -> Tag {
    let number = |key| {
        let value = attribute(attributes, key).and_then(|value| value.parse().ok());
        value.unwrap_or(1).clamp(1, SPAN)
    };
    let href = attribute(attributes, "href").filter(|address| is_harmless(address));
    Tag { name, href, columns: number("colspan"), rows: number("rowspan") }
}

fn attribute(attributes: &str, key: &str) -> Option<String> {
    let at = attributes.to_ascii_lowercase().find(&format!(" {key}="))?;
    let value = attributes.get(at + key.len() + 2..)?;
    let value = match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next()?,
        _ => value.split_whitespace().next()?,
    };
    decoded(value)
}

/// Whether an address leads to a page, and runs nothing.
fn is_harmless(address: &str) -> bool {
    let lower = address.trim().to_ascii_lowercase();
    let known = ["http://", "https://", "mailto:", "#", "/"];
    known.iter().any(|beginning| lower.starts_with(beginning)) || !lower.contains(':')
}

/// A text with its references written out; none where one is not known.
fn decoded(text: &str) -> Option<String> {
    let text = text.replace('\0', "\u{FFFD}");
    let mut named = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, behind)) = rest.split_once('&') {
        named.push_str(before);
        let known = NAMES
            .iter()
            .find_map(|(name, sign)| Some((*sign, behind.strip_prefix(name)?.strip_prefix(';')?)));
        match known {
            Some((sign, after)) => {
                named.push_str(sign);
                rest = after;
            }
            None => {
                let name = behind.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
                let is_named = !name.is_empty() && behind[name.len()..].starts_with(';');
                if is_named && !BASIC.contains(&name) {
                    return None;
                }
                named.push('&');
                rest = behind;
            }
        }
    }
    named.push_str(rest);
    Some(token::scrub(&notes::decoded(&named)).into_owned())
}

/// References that every reader of HTML here knows.
const BASIC: [&str; 6] = ["amp", "lt", "gt", "quot", "apos", "nbsp"];
/// Others that editors write.
const NAMES: [(&str, &str); 16] = [
    ("ndash", "–"),
    ("mdash", "—"),
    ("hellip", "…"),
    ("rsquo", "’"),
    ("lsquo", "‘"),
    ("rdquo", "”"),
    ("ldquo", "“"),
    ("bdquo", "„"),
    ("rarr", "→"),
    ("larr", "←"),
    ("rArr", "⇒"),
    ("middot", "·"),
    ("bull", "•"),
    ("times", "×"),
    ("deg", "°"),
    ("shy", ""),
];
