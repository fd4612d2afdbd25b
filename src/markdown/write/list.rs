//! Lists as Markdown.

use comrak::nodes::{ListType, NodeList, NodeValue};

use super::{Writer, prefixed};
use crate::markdown::Node;

pub(super) fn is_item(node: Node<'_>) -> bool {
    matches!(node.data().value, NodeValue::Item(_) | NodeValue::TaskItem(_))
}

impl<'a> Writer<'_, 'a> {
    /// A list; another one right before it has another mark, so that they stay two.
    pub(super) fn list(
        &mut self,
        block: Node<'a>,
        list: &NodeList,
        before: Option<Node<'a>>,
    ) -> String {
        let is_second = before.is_some_and(|before| {
            matches!(&before.data().value, NodeValue::List(other) if other.list_type == list.list_type)
        });
        let is_tight = list.tight && !block.children().any(|item| needs_room(item));
        let gap = if is_tight { "\n" } else { "\n\n" };
        let mut items = Vec::new();
        for (number, item) in block.children().enumerate() {
            let mut mark = match (list.list_type, is_second) {
                (ListType::Bullet, false) => "- ".to_owned(),
                (ListType::Bullet, true) => "* ".to_owned(),
                (ListType::Ordered, false) => format!("{}. ", list.start + number),
                (ListType::Ordered, true) => format!("{}) ", list.start + number),
            };
            let indent = " ".repeat(mark.len());
            if let NodeValue::TaskItem(task) = &item.data().value {
                mark.push_str(if task.symbol.is_some() { "[x] " } else { "[ ] " });
            }
            let inner = self.joined(item.children(), gap, false);
            items.push(prefixed(&inner, &mark, &indent));
        }
        items.join(gap)
    }
}

/// Whether a list may follow a paragraph without a blank line: not with another number than 1, and
/// not with an empty item.
fn interrupts(node: Node<'_>) -> bool {
    let NodeValue::List(list) = &node.data().value else { return true };
    let is_empty = node.first_child().is_none_or(|item| item.first_child().is_none());
    !is_empty && (list.list_type == ListType::Bullet || list.start == 1)
}

/// Whether two paragraphs of an item would run together without a blank line.
fn needs_room(item: Node<'_>) -> bool {
    let is_paragraph = |node: Node<'_>| matches!(node.data().value, NodeValue::Paragraph);
    item.children().any(|block| {
        let next = block.next_sibling();
        let is_joined = |next: Node<'_>| is_paragraph(next) || !interrupts(next);
        is_paragraph(block) && next.is_some_and(is_joined)
            || matches!(block.data().value, NodeValue::Table(_) | NodeValue::HtmlBlock(_))
    })
}
