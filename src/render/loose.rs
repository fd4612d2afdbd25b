//! Loose text: what raw HTML leaves at the top of a slide, outside of any block.
//!
//! A slide is a column of boxes that are told their order, and text without an element cannot be
//! told any: it would stand above all that has one. It gets a paragraph, together with the inline
//! elements beside it.
//!
//! Nor does a column know elements that their author sets beside each other
//! (`display: inline-block`), or where one would stand that is taken out of it
//! (`position: absolute` without a height): they get a box.

use super::tags::{VOID, piece};
use crate::markdown::notes::tags::{decoded, tags};

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
    /// A block that stands in a line, as its style says.
    Beside,
    /// A block whose place is where it is written, though it takes none.
    Placed,
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
            kind => matches!(kind, Kind::Inline | Kind::Beside),
        })
    };
    let is_in_line = |index: usize| match parts[index].0 {
        Kind::Block | Kind::Placed => false,
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
        if part.0 == Kind::Placed {
            is_changed = true;
            out.push_str(&format!("<div>{}</div>", part.1));
        } else {
            out.push_str(part.1);
        }
    }
    is_changed |= end_line(&mut line, &mut out);
    is_changed.then_some(out)
}

/// Appends what stands in a line, in a paragraph or a box when it needs one: an inline element alone
/// is a box as well.
fn end_line(line: &mut Vec<Part<'_>>, out: &mut String) -> bool {
    let is_seen = |part: &Part<'_>| part.0 != Kind::Blank;
    let elements = line.iter().filter(|part| part.0 == Kind::Inline).count();
    let is_beside = line.iter().any(|part| part.0 == Kind::Beside);
    let is_loose = is_beside || elements > 1 || line.iter().any(|part| part.0 == Kind::Text);
    let (open, close) = if is_beside { ("<div>", "</div>\n") } else { ("<p>", "</p>\n") };
    let from = line.iter().position(is_seen).filter(|_| is_loose);
    let to = line.iter().rposition(is_seen);
    for (index, (_, html)) in line.iter().enumerate() {
        if from == Some(index) {
            out.push_str(open);
        }
        out.push_str(html);
        if is_loose && to == Some(index) {
            out.push_str(close);
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
            Some(0) => styled(rest, element(rest)?),
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

/// An element that is in a line, or has a place, by its own style.
fn styled(html: &str, (kind, length): (Kind, usize)) -> (Kind, usize) {
    if !matches!(kind, Kind::Block | Kind::Either) {
        return (kind, length);
    }
    let opening = &html[..piece(html).1];
    let Some(tag) = tags(opening).next().filter(|_| opening.contains("style=")) else {
        return (kind, length);
    };
    let style = tag.attributes.iter().find(|own| own.name == "style");
    let style = decoded(style.map_or("", |own| own.value)).to_ascii_lowercase();
    let value = |name: &str| {
        let declarations = style.split(';').filter_map(|one| one.split_once(':'));
        declarations
            .filter(|(known, _)| known.trim() == name)
            .map(|(_, value)| value.trim())
            .next_back()
    };
    let has_height = ["top", "bottom", "inset"].into_iter().any(|name| value(name).is_some());
    let kind = if value("position").is_some_and(|value| value.starts_with("absolute")) {
        if has_height { kind } else { Kind::Placed }
    } else if value("display").is_some_and(|value| value.starts_with("inline")) {
        Kind::Beside
    } else {
        kind
    };
    (kind, length)
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
    fn what_stands_beside_each_other_gets_a_box() {
        let half = "<div style=\"display: inline-block; width: 48%\">a</div>";
        let out = "<div style=\"position:absolute; left:9px\">a</div>";
        for (written, wanted) in [
            (
                format!("<p>x</p>\n{half}\n{half}\n<p>y</p>"),
                format!("<p>x</p>\n<div>{half}\n{half}</div>\n\n<p>y</p>"),
            ),
            (half.to_owned(), format!("<div>{half}</div>\n")),
            (format!("{half} b"), format!("<div>{half} b</div>\n")),
            (format!("<p>x</p>{out}"), format!("<p>x</p><div>{out}</div>")),
        ] {
            assert_eq!(in_paragraphs(&written).as_deref(), Some(wanted.as_str()), "{written}");
        }
        for html in [
            "<div style=\"display: block\">a</div><div>b</div>",
            "<div style=\"position: absolute; top: 3px\">a</div>",
            "<div title=\"display:inline-block\">a</div>",
        ] {
            assert_eq!(in_paragraphs(html), None, "{html}");
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
