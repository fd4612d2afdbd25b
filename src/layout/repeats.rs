//! What is repeated where a list goes on.

use comrak::Arena;
use comrak::nodes::NodeValue;

use crate::deck::place;
use crate::markdown::opening::opening;
use crate::markdown::{self, Node};

/// The first words of a text, also of one that is bold as a whole.
pub(super) fn first_words<'a>(arena: &'a Arena<'a>, text: Node<'a>) -> Node<'a> {
    const WORDS: usize = 6;
    let inner = text.first_child().filter(|child| {
        matches!(child.data().value, NodeValue::Strong) && child.next_sibling().is_none()
    });
    let short = opening(arena, inner.unwrap_or(text), 1, WORDS).node;
    if inner.is_none() {
        return short;
    }
    let around = markdown::node(arena, text.data().value.clone(), place(text));
    around.append(markdown::copy(arena, short));
    around
}

/// How many items of a list came before the one that is open in its copy.
pub(super) fn filled_items(list: Node<'_>, filled: Node<'_>) -> usize {
    let start = |node: Node<'_>| match &node.data().value {
        NodeValue::List(list) => list.start,
        _ => 0,
    };
    start(filled).saturating_sub(start(list)) + filled.children().count().saturating_sub(1)
}
