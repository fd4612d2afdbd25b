//! Small readings above words: `{ruby 漢字|かんじ}`.

use comrak::Arena;
use comrak::nodes::NodeValue;

use super::text_node;
use crate::markdown::{self, Node};
use crate::source::Source;

/// How a reading begins.
const OPEN: &str = "{ruby ";

/// Replaces a text by text with readings; false when there is none in it.
pub(super) fn replace<'a>(
    arena: &'a Arena<'a>,
    node: Node<'a>,
    text: &str,
    source: &Source,
) -> bool {
    let written = source.place(markdown::place(node));
    let written = &source.text()[written.start..written.end];
    // Of each reading, whether a backslash stands before it.
    let escaped: Vec<bool> =
        written.match_indices(OPEN).map(|(at, _)| written[..at].ends_with('\\')).collect();
    if escaped.len() != text.matches(OPEN).count() {
        return false;
    }
    let mut rest = text;
    let mut is_found = false;
    for is_escaped in escaped {
        let Some((before, base, reading, after)) = next(rest).filter(|_| !is_escaped) else {
            break;
        };
        is_found = true;
        let raw = |html: &str| {
            let value = NodeValue::Raw(html.to_owned());
            node.insert_before(markdown::node(arena, value, markdown::place(node)));
        };
        let put = |text: &str| {
            if !text.is_empty() {
                node.insert_before(text_node(arena, text.to_owned(), node));
            }
        };
        put(before);
        raw("<ruby>");
        put(base);
        raw("<rp>(</rp><rt>");
        put(reading);
        raw("</rt><rp>)</rp></ruby>");
        rest = after;
    }
    if is_found {
        if !rest.is_empty() {
            node.insert_before(text_node(arena, rest.to_owned(), node));
        }
        node.detach();
    }
    is_found
}

/// What stands before the first reading, what it is for, the reading, and what follows.
fn next(text: &str) -> Option<(&str, &str, &str, &str)> {
    let (before, inner) = text.split_once(OPEN)?;
    let (inner, after) = inner.split_once('}')?;
    let (base, reading) = inner.split_once('|')?;
    let is_whole = !base.trim().is_empty() && !reading.trim().is_empty() && !inner.contains('{');
    is_whole.then_some((before, base.trim(), reading.trim(), after))
}
