//! What HackMD makes of `{%youtube … %}` and of `[name=…]` below a quote: a deck asks for nothing on
//! the network, so that an embed is a link; who said something stands behind the quote.

use comrak::Arena;
use comrak::nodes::{NodeLink, NodeValue};

use super::text_node;
use crate::markdown::{self, Node};

/// Embeds that name a page by a part of its address.
const SERVICES: [(&str, &str); 5] = [
    ("youtube", "https://www.youtube.com/watch?v="),
    ("vimeo", "https://vimeo.com/"),
    ("gist", "https://gist.github.com/"),
    ("slideshare", "https://www.slideshare.net/"),
    ("speakerdeck", "https://speakerdeck.com/"),
];

/// Puts a link in the place of an embed; false when a text is none.
pub(super) fn embed<'a>(arena: &'a Arena<'a>, node: Node<'a>, text: &str) -> bool {
    let Some(inner) = text.trim().strip_prefix("{%") else { return false };
    if let Some((kind, what)) =
        inner.strip_suffix("%}").and_then(|inner| inner.trim().split_once(char::is_whitespace))
    {
        let Some(url) = address(kind, what.trim()) else { return false };
        let at = markdown::place(node);
        let link = NodeLink { url: url.clone(), title: String::new() };
        let link = markdown::node(arena, NodeValue::Link(Box::new(link)), at);
        link.append(text_node(arena, url, node));
        node.insert_before(link);
        node.detach();
        return true;
    }
    // An address is a link already.
    let is_link = |next: &Node<'a>| matches!(next.data().value, NodeValue::Link(_));
    let Some(link) = node.next_sibling().filter(is_link) else { return false };
    let closes = |next: &Node<'a>| matches!(&next.data().value, NodeValue::Text(text) if text.trim() == "%}");
    let Some(close) = link.next_sibling().filter(closes) else { return false };
    if inner.trim().contains(char::is_whitespace) {
        return false;
    }
    node.detach();
    close.detach();
    true
}

fn address(kind: &str, what: &str) -> Option<String> {
    if what.is_empty() || what.contains(char::is_whitespace) {
        return None;
    }
    if what.starts_with("https://") || what.starts_with("http://") {
        return Some(what.to_owned());
    }
    SERVICES.iter().find(|(name, _)| *name == kind).map(|(_, start)| format!("{start}{what}"))
}

/// The labels of a quote, and how each begins.
const LABELS: [&str; 3] = ["name=", "time=", "color="];

/// A text of a quote with `[name=…]`, `[time=…]` and `[color=…]` as words; none when it has none.
pub(super) fn said_by(node: Node<'_>, text: &str) -> Option<String> {
    let is_quote = |above: Node<'_>| matches!(above.data().value, NodeValue::BlockQuote);
    let has_label = text
        .match_indices('[')
        .any(|(at, _)| LABELS.iter().any(|label| text[at + 1..].starts_with(label)));
    if !has_label || !node.ancestors().any(is_quote) {
        return None;
    }
    let mut out = String::new();
    let mut has_name = false;
    let mut rest = text;
    while let Some((before, label)) = rest.split_once('[') {
        out.push_str(before);
        // Only a label is looked through for its end.
        let known = LABELS.iter().find(|known| label.starts_with(**known));
        let read = known.and_then(|known| Some((known, label[known.len()..].split_once(']')?)));
        let Some((known, (value, after))) = read else {
            out.push('[');
            rest = label;
            continue;
        };
        match *known {
            "name=" => out.push_str(&format!("— {}", value.trim())),
            "time=" if has_name => {
                out.truncate(out.trim_end().len());
                out.push_str(&format!(", {}", value.trim()));
            }
            "time=" => out.push_str(value.trim()),
            _ => out.truncate(out.trim_end().len()),
        }
        has_name |= *known == "name=";
        rest = after;
    }
    out.push_str(rest);
    Some(out)
}
