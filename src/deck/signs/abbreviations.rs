//! Abbreviations that a text explains: each is `<abbr>` wherever it stands as a word.

use std::collections::HashMap;

use comrak::Arena;
use comrak::nodes::NodeValue;

use super::text_node;
use crate::html::escape;
use crate::markdown::{self, Node};

/// Abbreviations and what they stand for, by the first word of each.
type ByWord<'d> = HashMap<&'d str, Vec<&'d (String, String)>>;

/// Marks all abbreviations below a node. Of two meanings of one the first counts.
pub(crate) fn mark<'a>(arena: &'a Arena<'a>, root: Node<'a>, known: &[(String, String)]) {
    if known.is_empty() {
        return;
    }
    let mut by_word = ByWord::new();
    for one in known {
        by_word.entry(first_word(&one.0)).or_default().push(one);
    }
    // A longer one may begin with a shorter one.
    by_word.values_mut().for_each(|same| same.sort_by_key(|one| std::cmp::Reverse(one.0.len())));
    let is_text = |node: &Node<'a>| matches!(node.data().value, NodeValue::Text(_));
    let texts: Vec<Node<'a>> = root.descendants().filter(is_text).collect();
    for node in texts {
        let NodeValue::Text(text) = node.data().value.clone() else { continue };
        replace(arena, node, &text, &by_word);
    }
}

fn replace<'a>(arena: &'a Arena<'a>, node: Node<'a>, text: &str, known: &ByWord<'_>) {
    let put = |value: NodeValue| {
        node.insert_before(markdown::node(arena, value, markdown::place(node)));
    };
    let mut done = 0;
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let word = first_word(rest);
        let same = known.get(word).into_iter().flatten();
        let Some((name, meaning)) = same.copied().find(|(name, _)| begins_with(rest, name)) else {
            at += word.len();
            continue;
        };
        if done < at {
            node.insert_before(text_node(arena, text[done..at].to_owned(), node));
        }
        put(NodeValue::Raw(format!("<abbr title=\"{}\">", escape(meaning))));
        node.insert_before(text_node(arena, name.clone(), node));
        put(NodeValue::Raw("</abbr>".to_owned()));
        at += name.len();
        done = at;
    }
    if done > 0 {
        if done < text.len() {
            node.insert_before(text_node(arena, text[done..].to_owned(), node));
        }
        node.detach();
    }
}

fn is_part(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The word or the sign that begins a text.
fn first_word(text: &str) -> &str {
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    let sign = text.chars().next().map_or(0, char::len_utf8);
    &text[..end.max(sign)]
}

/// Whether a text begins with a name, and no word goes on behind it.
fn begins_with(text: &str, name: &str) -> bool {
    text.strip_prefix(name)
        .is_some_and(|rest| !name.ends_with(is_part) || !rest.starts_with(is_part))
}
