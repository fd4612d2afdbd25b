//! `:fa-check:` in text, as the element that other tools make of it.

use comrak::Arena;
use comrak::nodes::NodeValue;

use crate::markdown::{self, Node, place};

/// What an icon begins with.
pub(super) const START: &str = ":fa-";

/// Puts elements in the place of the icons that a text names.
pub(super) fn open<'a>(arena: &'a Arena<'a>, node: Node<'a>) {
    let text = match &node.data().value {
        NodeValue::Text(text) if text.contains(START) => text.to_string(),
        _ => return,
    };
    let add = |value: NodeValue| node.insert_before(markdown::node(arena, value, place(node)));
    let mut from = 0;
    let mut at = 0;
    while let Some(found) = text[at..].find(START) {
        let start = at + found;
        let name = &text[start + 1..];
        let length = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
        at = start + 1;
        let Some(length) = length.filter(|length| name[*length..].starts_with(':')) else {
            continue;
        };
        if start > from {
            add(NodeValue::Text(text[from..start].to_owned().into()));
        }
        add(NodeValue::HtmlInline(format!("<i class=\"fa {}\">", &name[..length])));
        add(NodeValue::HtmlInline("</i>".into()));
        at = start + length + 2;
        from = at;
    }
    if from == 0 {
        return;
    }
    if from < text.len() {
        add(NodeValue::Text(text[from..].to_owned().into()));
    }
    node.detach();
}
