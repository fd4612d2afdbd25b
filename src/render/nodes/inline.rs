//! Running text that a comment gives attributes.

use std::fmt::Write;

use comrak::html::{ChildRendering, Context, format_node_default};
use comrak::nodes::NodeValue;

use super::{Outcome, Pen, is_picture, only_child};
use crate::deck::{Attributes, Deck};
use crate::markdown::Node;
use crate::render::attributes::attributes_but;
use crate::render::escape;

/// Writes an inline element with its attributes: one that has none of its own goes into a `<span>`.
pub(super) fn write<'a>(
    context: &mut Context<'_, '_, Pen<'_, '_, 'a>>,
    node: Node<'a>,
    attributes: &Attributes,
    entering: bool,
) -> Outcome {
    let tag = match &node.data().value {
        NodeValue::Strong => "strong",
        NodeValue::Emph => "em",
        NodeValue::Strikethrough => "del",
        // It has an element of its own inside.
        _ => "span",
    };
    let start = format!("<{tag}{}>", attributes_but(Some(attributes), &[]));
    let end = format!("</{tag}>");
    if tag != "span" {
        context.write_str(if entering { &start } else { &end })?;
        return Ok(ChildRendering::HTML);
    }
    if let NodeValue::Code(code) = &node.data().value {
        if entering {
            let attributes = attributes_but(Some(attributes), &[]);
            write!(context, "<code{attributes}>{}</code>", escape(&code.literal))?;
        }
        return Ok(ChildRendering::HTML);
    }
    if entering {
        context.write_str(&start)?;
    }
    let outcome = format_node_default(context, node, entering)?;
    if !entering {
        context.write_str(&end)?;
    }
    Ok(outcome)
}

/// Whether a paragraph is a picture that takes what is left of the slide: reveal.js stretches
/// what stands on the slide itself.
pub(super) fn is_stretched<'a>(deck: &Deck<'a>, node: Node<'a>) -> bool {
    let is_top = |parent: Node<'a>| matches!(parent.data().value, NodeValue::Document);
    let is_wide = |class: &str| class.split(' ').any(|it| matches!(it, "r-stretch" | "stretch"));
    let class = only_child(node).and_then(|it| deck.elements.get(it)?.get("class"));
    class.is_some_and(is_wide) && is_picture(node) && node.parent().is_none_or(is_top)
}
