//! A table of events in HTML, as wikis export it.

use comrak::nodes::{LineColumn, NodeTable, NodeValue, Sourcepos};

use crate::markdown::{self, Node};
use crate::postmortem::timeline::reader::EventReader;
use crate::postmortem::timeline::table;

/// The largest table.
const CELLS: usize = 20_000;

/// Reads a block of HTML that is a table; false when it is none, or holds no events.
pub(super) fn read<'a>(reader: &mut EventReader<'a, '_, '_>, block: Node<'a>) -> bool {
    let (html, at) = match &block.data().value {
        NodeValue::HtmlBlock(html) => (html.literal.clone(), block.data().sourcepos),
        _ => return false,
    };
    let rows = rows(&html);
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    if rows.len() < 2 || width < 2 || rows.len() * width > CELLS {
        return false;
    }
    let arena = reader.input.arena;
    let shape = NodeTable { num_columns: width, num_rows: rows.len(), ..NodeTable::default() };
    let table = markdown::node(arena, NodeValue::Table(Box::new(shape)), at);
    for (index, row) in rows.into_iter().enumerate() {
        let line = at.start.line + row.line;
        let place = LineColumn { line, column: 1 };
        let at = Sourcepos { start: place, end: place };
        let node = markdown::node(arena, NodeValue::TableRow(index == 0), at);
        for words in row.cells {
            let cell = markdown::node(arena, NodeValue::TableCell, at);
            if !words.is_empty() {
                cell.append(markdown::node(arena, NodeValue::Text(words.into()), at));
            }
            node.append(cell);
        }
        table.append(node);
    }
    table::read(reader, table)
}

/// A row: the line on which it begins, counted from the block's, and the words of its cells.
struct Row {
    line: usize,
    cells: Vec<String>,
}

fn rows(html: &str) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut cell: Option<String> = None;
    let mut line = 0;
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        let Some(close) = rest[open..].find('>').map(|at| open + at) else { break };
        if let Some(cell) = &mut cell {
            cell.push_str(&rest[..open]);
        }
        line += rest[..open].matches('\n').count();
        let tag = &rest[open + 1..close];
        let name: String = tag
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        match (name.as_str(), tag.starts_with('/')) {
            ("tr", false) => {
                finish(&mut rows, &mut cell);
                rows.push(Row { line, cells: Vec::new() });
            }
            ("td" | "th", false) => {
                finish(&mut rows, &mut cell);
                cell = Some(String::new());
            }
            ("td" | "th" | "tr" | "table", true) => finish(&mut rows, &mut cell),
            ("br" | "p" | "div" | "li", _) => {
                if let Some(cell) = &mut cell {
                    cell.push(' ');
                }
            }
            _ => {}
        }
        line += tag.matches('\n').count();
        rest = &rest[close + 1..];
    }
    rows.retain(|row| !row.cells.is_empty());
    rows
}

fn finish(rows: &mut [Row], cell: &mut Option<String>) {
    let Some(words) = cell.take() else { return };
    let Some(row) = rows.last_mut() else { return };
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    row.cells.push(plain(&words));
}

/// The characters that a text of HTML stands for.
fn plain(words: &str) -> String {
    let known = [
        ("&nbsp;", " "),
        ("&#160;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&rsquo;", "’"),
        ("&ndash;", "–"),
        ("&mdash;", "—"),
        ("&rarr;", "→"),
        ("&amp;", "&"),
    ];
    let text = known.iter().fold(words.to_owned(), |text, (name, sign)| text.replace(name, sign));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
