//! Metadata in tables: a label and its value in each row, or labels in the header.

use comrak::nodes::NodeValue;

use crate::markdown::Node;
use crate::postmortem::sections::headings;
use crate::postmortem::sections::metadata_line::{Line, key, key_of, zoned};
use crate::postmortem::sections::titles::is_paired;
use crate::postmortem::text::inline::{self, Input};
use crate::postmortem::time::stamp;
use crate::words::{self, Label};

/// Hands on the lines of a table; nothing for a row that is none.
pub(super) fn read<'a>(input: Input<'a, '_>, table: Node<'a>, take: impl FnMut(Option<Line>)) {
    if is_across(table) { across(input, table, take) } else { rows(input, table, take) }
}

/// A table with its labels in the header. A column of its own names the day of its times.
fn across<'a>(input: Input<'a, '_>, table: Node<'a>, mut take: impl FnMut(Option<Line>)) {
    let rows: Vec<Vec<Node<'a>>> = table.children().map(|row| row.children().collect()).collect();
    let cells = || rows[0].iter().zip(&rows[1]);
    let is_day = |title: &str| matches!(key(title), Some(Label::Date | Label::IncidentDate));
    let day = cells().find(|(title, _)| is_day(&inline::text(title)));
    let day = day.map(|(_, cell)| inline::text(cell).trim().to_owned());
    let day = day.filter(|day| stamp::read(day).is_some_and(|stamp| stamp.is_day()));
    for (title, cell) in cells() {
        let title = inline::text(title);
        let value = inline::text(cell).trim().to_owned();
        let known = key_of(&title, &value).filter(|_| !value.is_empty());
        let is_clock =
            stamp::read(&value).is_some_and(|stamp| stamp.clock.is_some() && stamp.day.is_none());
        let value = match day.as_ref().filter(|_| is_clock) {
            Some(day) => format!("{day} {value}"),
            None => value,
        };
        take(known.map(|key| Line { key, value: zoned(&title, &value), span: input.span(cell) }));
    }
}

/// A table with a label and a value in each row.
fn rows<'a>(input: Input<'a, '_>, table: Node<'a>, mut take: impl FnMut(Option<Line>)) {
    let header = table.first_child();
    let header: Vec<String> =
        header.map(|row| row.children().map(inline::text).collect()).unwrap_or_default();
    let pairs = is_paired(&header);
    let column = value_column(&header);
    for row in table.children() {
        let cells: Vec<Node<'a>> = row.children().collect();
        let is_header = matches!(row.data().value, NodeValue::TableRow(true));
        let is_short = |cell: &Node<'a>| inline::text(cell).trim().len() < 12;
        if pairs {
            cells.chunks_exact(2).for_each(|pair| take(line(input, pair[0], pair[1])));
        } else if let Some((label, value)) = cells.first().zip(cells.get(column)) {
            let known = line(input, label, value);
            // A header such as `| Field | Value |` says nothing.
            if known.is_some() || !(is_header && cells.iter().all(is_short)) {
                take(known);
            }
        }
        // What stands beside it is no metadata, and stays.
        if cells.len() != 2 {
            take(None);
        }
    }
}

fn line<'a>(input: Input<'a, '_>, label: Node<'a>, value: Node<'a>) -> Option<Line> {
    let span = input.span(value);
    let label = inline::text(label);
    let value = inline::text(value).trim().to_owned();
    let key = key_of(&label, &value).filter(|_| !value.is_empty())?;
    Some(Line { key, value: zoned(&label, &value), span })
}

/// The column of values beside that of labels: the only one that holds no remarks. No column where
/// several may be meant.
fn value_column(titles: &[String]) -> usize {
    if titles.len() == 2 {
        return 1;
    }
    let is_remark = |title: &String| words::has(|l| l.remark_columns, &headings::normalised(title));
    let mut free = (1..titles.len()).filter(|column| !is_remark(&titles[*column]));
    let first = free.next().unwrap_or(usize::MAX);
    if free.next().is_none() { first } else { usize::MAX }
}

/// Whether a table has its labels in the header and one row of values.
fn is_across<'a>(table: Node<'a>) -> bool {
    let header = table.first_child();
    let rows = table.children().count();
    let known =
        |row: Node<'a>| row.children().filter(|cell| key(&inline::text(cell)).is_some()).count();
    header.is_some_and(|row| rows == 2 && known(row) >= 2)
}
