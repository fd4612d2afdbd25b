//! What the parts of a tree must be like: tables with a header and rows of one length, texts
//! without blanks at the end.

use comrak::Arena;
use comrak::nodes::{ListDelimType, ListType, NodeList, NodeTable, NodeValue, TableAlignment};

use crate::markdown::{Node, node};

/// A table has no more columns: rows are filled up to the longest.
pub(super) const COLUMNS: usize = 100;

/// Makes a table's rows equally long, and gives it the header that it must have.
pub(super) fn finish<'a>(arena: &'a Arena<'a>, table: Node<'a>) -> Option<()> {
    let rows: Vec<Node<'a>> = table.children().collect();
    let columns = rows.iter().map(|row| row.children().count()).max()?;
    if columns == 0 || columns > COLUMNS {
        return None;
    }
    let first = rows.first()?;
    let is_header = is_header(first, rows.len());
    let mut rows = rows.clone();
    if !is_header {
        let header = node(arena, NodeValue::TableRow(true), first.data().sourcepos);
        table.prepend(header);
        rows.insert(0, header);
    }
    for row in &rows {
        row.data_mut().value = NodeValue::TableRow(false);
        while row.children().count() < columns {
            row.append(node(arena, NodeValue::TableCell, row.data().sourcepos));
        }
    }
    rows.first()?.data_mut().value = NodeValue::TableRow(true);
    let table_of = NodeTable {
        alignments: vec![TableAlignment::None; columns],
        num_columns: columns,
        num_rows: rows.len(),
        num_nonempty_cells: columns * rows.len(),
    };
    table.data_mut().value = NodeValue::Table(Box::new(table_of));
    Some(())
}

/// Whether the first row is a header: editors write `th`, or bold words alone.
fn is_header(row: Node<'_>, rows: usize) -> bool {
    rows > 1 && row.children().all(|cell| cell.first_child().is_some()) && {
        row.data().value == NodeValue::TableRow(true)
            || row.children().all(|cell| {
                cell.children().all(|child| matches!(child.data().value, NodeValue::Strong))
            })
    }
}

pub(super) fn list(is_ordered: bool) -> NodeList {
    NodeList {
        list_type: if is_ordered { ListType::Ordered } else { ListType::Bullet },
        marker_offset: 0,
        padding: 2,
        start: 1,
        delimiter: ListDelimType::Period,
        bullet_char: b'-',
        tight: true,
        is_task_list: false,
    }
}

/// Takes the blanks and breaks at the end of a node's words off.
pub(super) fn trim_end(block: Node<'_>) {
    while let Some(last) = block.last_child() {
        let is_break = matches!(last.data().value, NodeValue::LineBreak);
        let mut is_empty = is_break;
        if let NodeValue::Text(text) = &mut last.data_mut().value {
            let kept = text.trim_end().to_owned();
            is_empty = kept.is_empty();
            *text = kept.into();
        }
        if !is_empty {
            return;
        }
        last.detach();
    }
}
