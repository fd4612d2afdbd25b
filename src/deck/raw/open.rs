//! Elements of raw HTML that a slide leaves open: what follows stands in them to the slide's end.

use std::collections::HashMap;
use std::ops::Range;

use comrak::nodes::NodeValue;

use crate::deck::Slide;
use crate::diagnostic::Diagnostic;
use crate::markdown::notes::tags;
use crate::markdown::{Node, place};
use crate::source::Source;

/// Elements that need no end tag: they hold nothing, or end where the next one of their kind begins.
#[rustfmt::skip]
const NO_END: [&str; 38] = [
    "area", "base", "basefont", "bgsound", "body", "br", "caption", "col", "colgroup", "dd", "dt",
    "embed", "frame", "head", "hr", "html", "image", "img", "input", "keygen", "li", "link", "meta",
    "optgroup", "option", "p", "param", "rp", "rt", "source", "tbody", "td", "tfoot", "th", "thead",
    "tr", "track", "wbr",
];
/// How many names are told of a slide.
const MOST: usize = 8;

/// Other elements that people write; a name that is none of these may be meant as text.
#[rustfmt::skip]
const KNOWN: [&str; 77] = [
    "a", "abbr", "acronym", "address", "article", "aside", "audio", "b", "bdi", "bdo", "big",
    "blockquote", "button", "canvas", "center", "cite", "code", "data", "del", "details", "dfn",
    "dialog", "div", "dl", "em", "fieldset", "figcaption", "figure", "font", "footer", "form", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "i", "iframe", "ins", "kbd", "label",
    "legend", "main", "mark", "math", "nav", "nobr", "object", "ol", "picture", "pre", "q", "ruby",
    "s", "samp", "script", "section", "select", "small", "span", "strike", "strong", "style", "sub",
    "summary", "sup", "svg", "table", "textarea", "time", "tt", "u", "ul", "var",
];

/// A start tag in a node of raw HTML.
struct Opening<'a> {
    node: Node<'a>,
    range: Range<usize>,
    order: usize,
}

/// The HTML of a node that is raw.
fn html_of(value: &NodeValue) -> Option<&str> {
    match value {
        NodeValue::HtmlInline(html) => Some(html),
        NodeValue::HtmlBlock(block) => Some(&block.literal),
        _ => None,
    }
}

/// Says which elements of a slide's raw HTML are never closed: the first of each name.
pub(crate) fn check(slide: &Slide<'_>, source: &Source, diagnostics: &mut Vec<Diagnostic>) {
    let mut open: HashMap<String, Vec<Opening<'_>>> = HashMap::new();
    let mut drawings = 0_usize;
    let mut order = 0;
    for node in slide.blocks.iter().flat_map(|block| block.descendants()) {
        let data = node.data();
        let Some(html) = html_of(&data.value) else { continue };
        for tag in tags::tags(html) {
            let name = tag.name.to_ascii_lowercase();
            let is_drawing = matches!(name.as_str(), "svg" | "math");
            if tag.is_end {
                drawings -= usize::from(is_drawing && drawings > 0);
                open.get_mut(&name).and_then(Vec::pop);
                continue;
            }
            let closes_itself = drawings > 0 && html[..tag.range.end].ends_with("/>");
            let is_anchor = name == "a" && tag.attributes.iter().all(|own| own.name != "href");
            if closes_itself || is_anchor || NO_END.contains(&name.as_str()) {
                continue;
            }
            drawings += usize::from(is_drawing);
            order += 1;
            open.entry(name).or_default().push(Opening { node, range: tag.range, order });
        }
    }
    let mut left: Vec<(String, Vec<Opening<'_>>)> =
        open.into_iter().filter(|(_, openings)| !openings.is_empty()).collect();
    left.sort_by_key(|(_, openings)| openings[0].order);
    for (name, openings) in left.into_iter().take(MOST) {
        diagnostics.push(told(&name, &openings, source));
    }
}

fn told(name: &str, openings: &[Opening<'_>], source: &Source) -> Diagnostic {
    let first = &openings[0];
    let data = first.node.data();
    let html = html_of(&data.value).unwrap_or_default();
    let whole = source.place(place(first.node));
    let written = &source.text()[whole.start..whole.end];
    let at = tags::place_in(written, html, &first.range);
    let span = at.map_or(whole, |at| source.span(whole.start + at.start..whole.start + at.end));
    // As it is written: a name that is none may be a word with capitals.
    let written = &html[first.range.start + 1..first.range.start + 1 + name.len()];
    let message = match openings.len() {
        1 => format!("`<{written}>` is never closed"),
        count => format!("{count} elements `<{written}>` are never closed"),
    };
    let help = if !KNOWN.contains(&name) {
        format!(
            "if it is text, put it between backticks, or write `\\<{written}>`: it is not shown"
        )
    } else if html[first.range.clone()].ends_with("/>") {
        format!("HTML takes no `/>`: add `</{name}>`; it ends with the slide")
    } else {
        format!("add `</{name}>`; it ends with the slide")
    };
    Diagnostic::warning("slide/unclosed-html", message).at(span).help(help)
}
