//! Tables, whose rows and cells may have attributes.

use std::fmt::{self, Write};

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
            context.user.in_cell = entering;
            if entering {
                let align = match context.user.alignments.get(context.user.column) {
                    Some(TableAlignment::Left) => "text-align:left",
                    Some(TableAlignment::Center) => "text-align:center",
                    Some(TableAlignment::Right) => "text-align:right",
                    _ => "",
                };
                context.user.column += 1;
                let style = style(align, attributes);
                write!(context, "<{tag}{style}{}>", attributes_but(attributes, &["style"]))?;
            } else {
                write!(context, "</{tag}>")?;
            }
        }
    }
    Ok(ChildRendering::HTML)
}

/// Keys, days and the like of so many characters stay on one line: `PLAT-809`, `2026-04-10`.
const KEY: usize = 12;

/// Writes a text of a cell.
pub(super) fn text<'a>(context: &mut Context<'_, '_, Pen<'_, '_, 'a>>, text: &str) -> fmt::Result {
    if !text.contains('-') {
        return context.escape(text);
    }
    for word in text.split_inclusive(' ') {
        if is_key(word.trim_end()) {
            context.write_str("<span class=\"nowrap\">")?;
            context.escape(word.trim_end())?;
            context.write_str("</span>")?;
            context.escape(&word[word.trim_end().len()..])?;
        } else {
            context.escape(word)?;
        }
    }
    Ok(())
}

/// Whether a word has a hyphen that browsers would break it at, and is short, with a digit.
fn is_key(word: &str) -> bool {
    let inner = word.trim_matches(|c: char| c.is_ascii_punctuation());
    word.len() <= KEY
        && inner.contains('-')
        && inner.contains(|c: char| c.is_ascii_digit())
        && inner.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
}

#[cfg(test)]
mod tests {
    use super::is_key;

    #[test]
    fn keys_and_days_are_not_broken() {
        for key in ["PLAT-809", "AI-1", "2026-04-10", "(PAY-501),", "p99-5m"] {
            assert!(is_key(key), "{key}");
        }
        for other in ["on-call", "-5", "809", "halt-height", "release-2026-04-10-b", "a-1/b-2"] {
            assert!(!is_key(other), "{other}");
        }
    }
}
