//! Tables as Markdown.

use comrak::nodes::{NodeValue, TableAlignment};

use super::inline::Place;
use super::{Writer, text};
use crate::markdown::Node;

impl<'a> Writer<'_, 'a> {
    /// A table, its first row its head.
    pub(super) fn table(&mut self, block: Node<'a>, alignments: &[TableAlignment]) -> String {
        let mut lines = Vec::new();
        for row in block.children() {
            let is_head = matches!(row.data().value, NodeValue::TableRow(true));
            let mut cells = Vec::new();
            for cell in row.children() {
                let words = self.inline(cell, Place::Cell).trim().to_owned();
                let comment = (self.attributes)(cell).unwrap_or_default();
                cells.push(format!("{words}{comment}"));
            }
            if !is_head && lines.is_empty() {
                lines.push(line(&vec![String::new(); alignments.len()]));
                lines.push(rule(alignments));
            }
            lines.push(line(&cells));
            if is_head {
                lines.push(rule(alignments));
            }
        }
        lines.join("\n")
    }
}

fn line(cells: &[String]) -> String {
    format!("| {} |", cells.join(" | "))
}

fn rule(alignments: &[TableAlignment]) -> String {
    let cell = |alignment: &TableAlignment| match alignment {
        TableAlignment::Left => ":--",
        TableAlignment::Center => ":-:",
        TableAlignment::Right => "--:",
        TableAlignment::None => "---",
    };
    line(&alignments.iter().map(|alignment| cell(alignment).to_owned()).collect::<Vec<_>>())
}

/// A table of plain words.
#[must_use]
pub(crate) fn table(head: &[String], rows: &[Vec<String>]) -> String {
    let words = |cells: &[String]| {
        let one = |cell: &String| {
            text::words(&cell.split_whitespace().collect::<Vec<_>>().join(" "), true)
        };
        line(&cells.iter().map(one).collect::<Vec<_>>())
    };
    let mut lines = vec![words(head), rule(&vec![TableAlignment::None; head.len()])];
    lines.extend(rows.iter().map(|row| words(row)));
    lines.join("\n")
}
