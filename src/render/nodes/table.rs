//! Tables, whose rows and cells may have attributes.

use std::fmt::Write;

use comrak::html::{ChildRendering, Context};
use comrak::nodes::{NodeValue, TableAlignment};

use super::{Outcome, Pen};
use crate::deck::Attributes;
use crate::markdown::Node;
use crate::render::attributes::{attributes_but, style};

/// Writes a table, a row or a cell: its start when `entering`, its end otherwise.
pub(super) fn write<'a>(
    context: &mut Context<'_, '_, Pen<'_, '_, 'a>>,
    node: Node<'a>,
    attributes: Option<&Attributes>,
    entering: bool,
) -> Outcome {
    match &node.data().value {
        NodeValue::Table(table) => {
            if entering {
                context.user.alignments.clone_from(&table.alignments);
                context.cr()?;
                writeln!(context, "<table{}>", attributes_but(attributes, &[]))?;
            } else {
                let has_body = node
                    .children()
                    .any(|row| matches!(row.data().value, NodeValue::TableRow(false)));
                context.write_str(if has_body { "</tbody>\n</table>\n" } else { "</table>\n" })?;
            }
        }
        NodeValue::TableRow(is_head) => {
            context.user.column = 0;
            let is_first_of_body = !is_head
                && node
                    .previous_sibling()
                    .is_none_or(|row| matches!(row.data().value, NodeValue::TableRow(true)));
            match (entering, is_head) {
                (true, true) => {
                    write!(context, "<thead>\n<tr{}>", attributes_but(attributes, &[]))?;
                }
                (true, false) if is_first_of_body => {
                    write!(context, "<tbody>\n<tr{}>", attributes_but(attributes, &[]))?;
                }
                (true, false) => write!(context, "<tr{}>", attributes_but(attributes, &[]))?,
                (false, true) => context.write_str("</tr>\n</thead>\n")?,
                (false, false) => context.write_str("</tr>\n")?,
            }
        }
        _ => {
            let row = node.parent();
            let is_head =
                row.is_some_and(|row| matches!(row.data().value, NodeValue::TableRow(true)));
            let tag = if is_head { "th" } else { "td" };
            if entering {
                let align = context.user.alignments.get(context.user.column).copied();
                context.user.column += 1;
                let align = match align {
                    Some(TableAlignment::Left) => "text-align:left",
                    Some(TableAlignment::Center) => "text-align:center",
                    Some(TableAlignment::Right) => "text-align:right",
                    _ => "",
                };
                let style = style(align, attributes);
                write!(context, "<{tag}{style}{}>", attributes_but(attributes, &["style"]))?;
            } else {
                write!(context, "</{tag}>")?;
            }
        }
    }
    Ok(ChildRendering::HTML)
}
