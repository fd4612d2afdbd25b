//! Loose text: what raw HTML leaves at the top of a slide, outside of any block.
//!
//! A slide is a column of boxes that are told their order, and text without an element cannot be
//! told any: it would stand above all that has one. It gets a paragraph, together with the inline
//! elements beside it.

use super::tags::{VOID, piece};

/// Elements that stand in lines of text.
const INLINE: [&str; 36] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn",
    "em", "font", "i", "ins", "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp",
    "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
];
/// Elements that stand in a line of text when there is one, and alone otherwise.
const EITHER: [&str; 5] = ["img", "input", "math", "svg", "wbr"];
/// Elements whose content is no HTML.
const RAW: [&str; 3] = ["script", "style", "textarea"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Nothing that is seen: white space, a comment.
    Blank,
    Text,
    Break,
    Inline,
    Either,
    Block,
}

type Part<'h> = (Kind, &'h str);

/// HTML whose loose text has paragraphs; none when there is nothing to do, or when the tags do not
/// pair, so that nobody can say what is loose.
pub(super) fn in_paragraphs(html: &str) -> Option<String> {
    let parts = parts(html)?;
    let is_text = |index: usize, is_near: fn(&str) -> bool| {
        parts.get(index).is_some_and(|(kind, html)| match kind {
            Kind::Text => is_near(html),
            kind => *kind == Kind::Inline,
        })
    };
    let is_in_line = |index: usize| match parts[index].0 {
        Kind::Block => false,
        Kind::Either => {
            let is_after = |text: &str| !text.trim_end_matches([' ', '\t']).ends_with('\n');
            let is_before = |text: &str| !text.trim_start_matches([' ', '\t']).starts_with('\n');
            index.checked_sub(1).is_some_and(|before| is_text(before, is_after))
                || is_text(index + 1, is_before)
        }
        _ => true,
    };
    let mut out = String::with_capacity(html.len() + 16);
    let mut line = Vec::new();
    let mut is_changed = false;
    for (index, part) in parts.iter().enumerate() {
        if is_in_line(index) {
            line.push(*part);
            continue;
        }
        is_changed |= end_line(&mut line, &mut out);
        out.push_str(part.1);
    }
    is_changed |= end_line(&mut line, &mut out);
    is_changed.then_some(out)
}

/// Appends what stands in a line, in a paragraph when it needs one: an inline element alone is a
/// box as well.
fn end_line(line: &mut Vec<Part<'_>>, out: &mut String) -> bool {
    let is_seen = |part: &Part<'_>| part.0 != Kind::Blank;
    let elements = line.iter().filter(|part| part.0 == Kind::Inline).count();
    let is_loose = elements > 1 || line.iter().any(|part| part.0 == Kind::Text);
    let from = line.iter().position(is_seen).filter(|_| is_loose);
    let to = line.iter().rposition(is_seen);
    for (index, (_, html)) in line.iter().enumerate() {
        if from == Some(index) {
            out.push_str("<p>");
        }
        out.push_str(html);
        if is_loose && to == Some(index) {
            out.push_str("</p>\n");
        }
    }
    line.clear();
    is_loose
}

/// What stands at the top, piece by piece.
fn parts(html: &str) -> Option<Vec<Part<'_>>> {
    let mut parts = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        let (kind, length) = match rest.find('<') {
            Some(0) => element(rest)?,
            text => {
                let length = text.unwrap_or(rest.len());
                let is_blank = rest[..length].trim().is_empty();
                (if is_blank { Kind::Blank } else { Kind::Text }, length)
            }
        };
        parts.push((kind, &rest[..length]));
        rest = &rest[length..];
    }
    Some(parts)
}

/// What begins at a `<`, and how long it is.
fn element(html: &str) -> Option<(Kind, usize)> {
    let (Some(tag), mut at) = piece(html) else {
        let length = piece(html).1;
        return Some((if length == 1 { Kind::Text } else { Kind::Blank }, length));
    };
    if tag.is_end {
        return None;
    }
    let is = |names: &[&str], name: &str| names.iter().any(|it| it.eq_ignore_ascii_case(name));
    let kind = match tag.name {
        name if is(&["br"], name) => Kind::Break,
        name if is(&INLINE, name) => Kind::Inline,
        name if is(&EITHER, name) => Kind::Either,
        _ => Kind::Block,
    };
    let mut holds_block = false;
    let mut open = vec![tag.name];
    // In drawings and formulas a tag may close itself, and no name means anything here.
    let mut drawing = is(&["svg", "math"], tag.name).then_some(1);
    if is(&VOID, tag.name) {
        open.pop();
    }
    while let Some(name) = open.last() {
        if is(&RAW, name) {
            let end = format!("</{name}");
            at += html[at..].find(&end)?;
        }
        at += html[at..].find('<')?;
        let (tag, length) = piece(&html[at..]);
        let is_closed = html[at..at + length].ends_with("/>");
        at += length;
        match tag {
            None => {}
            Some(tag) if tag.is_end => {
                open.pop().filter(|name| name.eq_ignore_ascii_case(tag.name))?;
                drawing = drawing.filter(|depth| open.len() >= *depth);
            }
            Some(tag) if is(&VOID, tag.name) || (drawing.is_some() && is_closed) => {
                holds_block |= drawing.is_none() && !is(&["br", "wbr"], tag.name);
            }
            Some(tag) => {
                open.push(tag.name);
                if drawing.is_none() && is(&["svg", "math"], tag.name) {
                    drawing = Some(open.len());
                }
                holds_block |= drawing.is_none() && !is(&INLINE, tag.name);
            }
        }
    }
    Some((if holds_block && kind == Kind::Inline { Kind::Block } else { kind }, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loose_text_gets_a_paragraph() {
        for (written, wanted) in [
            ("<p>a</p>\nb\n", "<p>a</p><p>\nb\n</p>\n"),
            ("<img src=x>\nb <b>c</b><h3>d</h3>", "<img src=x><p>\nb <b>c</b></p>\n<h3>d</h3>"),
            ("<div>a</div>\n<b>b</b> <i>c</i>", "<div>a</div>\n<p><b>b</b> <i>c</i></p>\n"),
            ("a <img src=x> b", "<p>a <img src=x> b</p>\n"),
            ("<br>\nb", "<p><br>\nb</p>\n"),
            (
                "<i><svg><path d=\"\"/></svg></i> b<style>p{}</style>",
                "<p><i><svg><path d=\"\"/></svg></i> b</p>\n<style>p{}</style>",
            ),
        ] {
            assert_eq!(in_paragraphs(written).as_deref(), Some(wanted), "{written}");
        }
    }

    #[test]
    fn what_has_its_place_stays() {
        for html in [
            "",
            "<p>a</p>\n<!-- b -->\n<ul><li>c</li></ul>",
            "<small>a</small>",
            "<img src=a>\n<img src=b>",
            "<small><p>a</p></small>",
            "</div>a",
            "<div>a",
            "<p>a</b>c",
        ] {
            assert_eq!(in_paragraphs(html), None, "{html}");
        }
    }
}
