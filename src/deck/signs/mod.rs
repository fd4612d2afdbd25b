//! What slide files write in running text beyond Markdown, and that no parser's extension reads as
//! authors mean it.

mod dollars;

use comrak::Arena;
use comrak::nodes::NodeValue;

use crate::markdown::{self, Node};

/// Reads the signs below a node.
pub(crate) fn read<'a>(arena: &'a Arena<'a>, root: Node<'a>) {
    let nodes: Vec<Node<'a>> = root.descendants().collect();
    for node in nodes {
        let text = match &node.data().value {
            NodeValue::Math(math) => dollars::text(node, math),
            _ => None,
        };
        if let Some(text) = text {
            node.insert_before(text_node(arena, text, node));
            node.detach();
        }
    }
}

fn text_node<'a>(arena: &'a Arena<'a>, text: String, like: Node<'a>) -> Node<'a> {
    markdown::node(arena, NodeValue::Text(text.into()), markdown::place(like))
}
