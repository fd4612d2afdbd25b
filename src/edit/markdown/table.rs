//! Rows of a table, as its author writes them: with or without outer pipes, padded or not.

use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use super::super::change::{Change, Lines};
use super::super::draft::Draft;
use super::super::item::{Fields, Words};
use super::super::literal::Way;
use crate::markdown::{Node, plain_text};
use crate::postmortem::columns::column;
use crate::postmortem::sections::headings;
use crate::postmortem::{decisions, fields};
use crate::words::{self as dictionary, ActionState, Column, DecisionState, ListOf};

/// A line of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::edit) struct Line {
    /// Where each cell stands in the text, blanks included.
    pub(in crate::edit) cells: Vec<Range<usize>>,
    prefix: Range<usize>,
    opens: bool,
    closes: bool,
}

impl Line {
    /// The line of a text that holds byte `at`; none when it has no pipe.
    pub(super) fn at(text: &str, at: usize) -> Option<Self> {
        let lines = Lines(text);
        let start = lines.start(at);
        let line = &text[start..lines.end(at)];
        let bare = line.trim_start_matches([' ', '\t', '>']);
        let prefix = start..start + line.len() - bare.len();
        let whole = prefix.end..prefix.end + bare.trim_end().len();
        let pipes: Vec<usize> = pipes(&text[whole.clone()]).map(|at| whole.start + at).collect();
        let opens = pipes.first() == Some(&whole.start);
        let closes = pipes.len() > usize::from(opens) && pipes.last() == Some(&(whole.end - 1));
        let mut edges = pipes.clone();
        if !opens {
            edges.insert(0, whole.start.wrapping_sub(1));
        }
        if !closes {
            edges.push(whole.end);
        }
        let cells = edges.windows(2).map(|pair| pair[0].wrapping_add(1)..pair[1]);
        let cells: Vec<Range<usize>> = cells.collect();
        (!pipes.is_empty()).then_some(Self { cells, prefix, opens, closes })
    }

    /// A row of one cell, which needs no pipe.
    fn whole(text: &str, at: usize) -> Self {
        let lines = Lines(text);
        let whole = lines.start(at)..lines.end(at);
        let prefix = whole.start..whole.start;
        Self { cells: vec![whole], prefix, opens: false, closes: false }
    }
}

/// Where the pipes stand that part cells.
fn pipes(line: &str) -> impl Iterator<Item = usize> {
    let bytes = line.as_bytes();
    memchr::memchr_iter(b'|', bytes).filter(move |at| {
        let escapes = bytes[..*at].iter().rev().take_while(|byte| **byte == b'\\').count();
        escapes % 2 == 0
    })
}

/// A table, and how its author writes it.
pub(in crate::edit) struct Table {
    /// What its columns hold.
    pub(super) columns: Vec<Column>,
    titles: Vec<String>,
    lines: Vec<Line>,
    /// Where the line after its last begins.
    end: usize,
    /// What its cells say, row by row.
    words: Vec<Vec<String>>,
}

impl Table {
    /// A table of a document; none when it is written as HTML.
    pub(super) fn of<'a>(draft: &Draft<'_, 'a>, table: Node<'a>) -> Option<Self> {
        let text = draft.text();
        let mut rows = table.children();
        let head = rows.next()?;
        let titles: Vec<String> =
            head.children().map(|cell| plain_text(cell).trim().to_owned()).collect();
        let columns: Vec<Column> = titles.iter().map(|title| column(title)).collect();
        let head_at = draft.span(head).start;
        let rule = Lines(text).next(head_at);
        let mut lines = vec![Line::at(text, head_at)?, Line::at(text, rule)?];
        let mut words = Vec::new();
        for row in rows {
            let start = draft.span(row).start;
            lines.push(Line::at(text, start).unwrap_or_else(|| Line::whole(text, start)));
            words.push(row.children().map(|cell| plain_text(cell).trim().to_owned()).collect());
        }
        let end = Lines(text).next(lines.last()?.prefix.end);
        (lines[0].cells.len() == columns.len()).then_some(Self {
            columns,
            titles,
            lines,
            end,
            words,
        })
    }

    /// The column of the text: the one for actions, else the first that holds nothing known.
    pub(super) fn text_column(&self) -> Option<usize> {
        let is = |wanted: Column| self.columns.iter().position(|column| *column == wanted);
        is(Column::Action).or_else(|| is(Column::Other)).or_else(|| is(Column::From))
    }

    /// The first column of a sort.
    pub(in crate::edit) fn column(&self, wanted: Column) -> Option<usize> {
        self.columns.iter().position(|column| *column == wanted)
    }

    /// The first column whose title is one of some words.
    fn titled(&self, words: ListOf) -> Option<usize> {
        let is = |title: &String| dictionary::has(words, &headings::normalised(title));
        self.titles.iter().position(is)
    }

    /// A row for an item, below the last one.
    pub(super) fn row(&self, text: &str, words: &Words, way: Way) -> Option<Vec<Change>> {
        let cells = match words.made {
            Some(made) => self.cells_of_decision(words, made, way),
            None => self.cells(words, way)?,
        };
        let line = self.written(text, &cells);
        Some(vec![Change::lines(text, self.end, &format!("{line}\n"))])
    }

    /// The cells of a decision.
    fn cells_of_decision(&self, words: &Words, made: DecisionState, way: Way) -> Vec<String> {
        let count = self.column(Column::Id).filter(|index| *index == 0);
        let text_column = self.titled(|language| language.decision_columns);
        let text_column = text_column.unwrap_or_else(|| usize::from(count.is_some()));
        let own = |column: Option<usize>| column.filter(|index| *index != text_column);
        let state = own(self.column(Column::State));
        let day = own(self.column(Column::Due));
        let reason = own(self.titled(|language| language.reason_columns));
        let mut cells = vec![String::new(); self.columns.len()];
        let mut left = Words { fields: words.fields.clone(), ..words.clone() };
        if let Some(index) = count {
            cells[index] = self.next_id(index);
        }
        if let Some(index) = day {
            cells[index] = left.fields.due.take().unwrap_or_default();
        }
        if let Some(index) = reason {
            cells[index] = left.reason.take().map(|it| way.write(&it, true)).unwrap_or_default();
        }
        if let Some(index) = state {
            let reason = left.reason.take();
            cells[index] = self.decided(index, made, reason.as_deref(), way);
            let day = left.fields.due.map(|day| format!(" ({day})")).unwrap_or_default();
            cells[text_column] = way.write(&words.text, true) + &day;
        } else {
            cells[text_column] = left.line(&left.fields, false, way, true);
        }
        cells
    }

    /// What came of a decision as this table calls it, or as whydeck does.
    fn decided(&self, index: usize, made: DecisionState, reason: Option<&str>, way: Way) -> String {
        let mut all = self.words.iter().filter_map(|row| row.get(index));
        let known = all.find(|words| decisions::stated(words) == Some((made, None)));
        let name = known.map_or_else(|| made.name().to_owned(), |known| way.write(known, true));
        match reason {
            Some(reason) => format!("{name}: {}", way.write_behind(reason, true)),
            None => name,
        }
    }

    /// The cells of any other item.
    fn cells(&self, words: &Words, way: Way) -> Option<Vec<String>> {
        let text_column = self.text_column()?;
        let mut left = words.fields.clone();
        let mut has_state = words.state.is_none();
        let mut has_from = words.from.is_empty();
        let mut cells = vec![String::new(); self.columns.len()];
        for (index, cell) in cells.iter_mut().enumerate() {
            let column = self.columns[index];
            if index == text_column || self.column(column) != Some(index) {
                continue;
            }
            let take = |slot: &mut Option<String>| {
                slot.take().map(|value| way.write(&value, true)).unwrap_or_default()
            };
            *cell = match column {
                Column::Owner => take(&mut left.owner),
                Column::Due => take(&mut left.due),
                Column::Sign => take(&mut left.sign),
                Column::Priority => take(&mut left.priority),
                Column::Id => self.next_id(index),
                Column::From if !has_from => {
                    has_from = true;
                    words.from.join(", ")
                }
                Column::State if !has_state => {
                    has_state = true;
                    self.state(words.expected_state()?, words.reason.as_deref(), way)
                }
                _ => String::new(),
            };
        }
        cells[text_column] = in_text(words, &left, !has_state, !has_from, way);
        Some(cells)
    }

    /// A state as this table calls it, or as whydeck does.
    pub(super) fn state(&self, state: ActionState, reason: Option<&str>, way: Way) -> String {
        let index = self.column(Column::State).unwrap_or_default();
        let all = || self.words.iter().filter_map(|row| row.get(index));
        let known = all()
            .find(|words| fields::state(words) == Some(state) && state != ActionState::Declined);
        if let Some(known) = known {
            return way.write(known, true);
        }
        let is_capital = all()
            .filter(|words| !words.is_empty())
            .all(|words| words.starts_with(char::is_uppercase));
        let name = match state {
            ActionState::InProgress => "in progress",
            state => state.name(),
        };
        let mut name = name.to_owned();
        if is_capital && all().any(|words| !words.is_empty()) {
            name[..1].make_ascii_uppercase();
        }
        match reason {
            Some(reason) => format!("{name}: {}", way.write_behind(reason, true)),
            None => name,
        }
    }

    /// The id after the last, as the table counts; none where it does not.
    fn next_id(&self, index: usize) -> String {
        let last = self.words.iter().rev().filter_map(|row| row.get(index));
        let Some(last) = last.clone().find(|words| !words.is_empty()) else {
            return String::new();
        };
        let digits = last.len() - last.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let (before, number) = last.split_at(last.len() - digits);
        let all = self
            .words
            .iter()
            .filter_map(|row| row.get(index)?.strip_prefix(before)?.parse::<u64>().ok());
        match (number.parse::<u64>(), all.max()) {
            (Ok(_), Some(most)) => format!(
                "{before}{:0width$}",
                most + 1,
                width = if number.starts_with('0') { digits } else { 0 }
            ),
            _ => String::new(),
        }
    }

    /// A row with cells, written as the one above it.
    fn written(&self, text: &str, cells: &[String]) -> String {
        let mut body = self.lines.iter().skip(2).rev();
        let model = body.find(|line| line.cells.len() > 1).unwrap_or(&self.lines[0]);
        let width = |cell: &Range<usize>| text[cell.clone()].width();
        let has_rows = self.lines.len() > 2;
        let last = cells.len() - 1;
        let mut out = text[model.prefix.clone()].to_owned();
        if model.opens || cells[0].is_empty() {
            out.push('|');
        }
        for (index, cell) in cells.iter().enumerate() {
            let raw = self.lines.iter().map(|line| line.cells.get(index));
            let widths: Vec<usize> = raw.map(|cell| cell.map_or(0, width)).collect();
            let is_even = widths.iter().all(|other| *other == widths[0])
                || !has_rows && widths[0] == widths[1];
            let padding = self.padding(text, index);
            let is_last = index == last;
            let closes = model.closes || (is_last && cell.is_empty());
            let room = if is_even && (closes || !is_last) { widths[0] } else { 0 };
            let lead = if out.trim_end_matches(['>', ' ', '\t']).is_empty() { 0 } else { padding };
            let behind = if closes || !is_last { padding } else { 0 };
            out.push_str(&padded(cell, lead, behind, room, self.alignment(text, index)));
            if closes || !is_last {
                out.push('|');
            }
        }
        out.trim_end_matches([' ', '\t']).to_owned()
    }

    /// The blanks beside the words of a column's cells.
    fn padding(&self, text: &str, index: usize) -> usize {
        let cells = self.lines.iter().enumerate().filter(|(row, _)| *row != 1);
        let cells = cells.filter_map(|(_, line)| line.cells.get(index));
        let mut pads = cells.map(|cell| &text[cell.clone()]).filter(|raw| !raw.trim().is_empty());
        let is_first = index == 0 && !self.lines[0].opens;
        let pad = |raw: &str| {
            let trimmed = if is_first { raw.trim_end() } else { raw.trim_start() };
            (raw.len() - trimmed.len()).min(1)
        };
        pads.next_back().map_or(1, pad)
    }

    fn alignment(&self, text: &str, index: usize) -> Alignment {
        let rule = self.lines[1].cells.get(index).map_or("", |cell| text[cell.clone()].trim());
        match (rule.starts_with(':'), rule.ends_with(':')) {
            (false, true) => Alignment::Right,
            (true, true) => Alignment::Centre,
            _ => Alignment::Left,
        }
    }
}

/// On which side the words of a cell stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Alignment {
    Left,
    Centre,
    Right,
}

/// The text of an item with all that has no column.
fn in_text(words: &Words, left: &Fields, with_state: bool, with_from: bool, way: Way) -> String {
    let mut out = words.line(left, with_from, way, true);
    if with_state {
        out.push_str(&words.state_words(false, way, true));
    }
    out
}

/// The words of a cell with blanks around them.
fn padded(words: &str, lead: usize, behind: usize, room: usize, alignment: Alignment) -> String {
    let taken = words.width() + lead + behind;
    let free = room.saturating_sub(taken);
    let before = match alignment {
        Alignment::Left => 0,
        Alignment::Centre => free / 2,
        Alignment::Right => free,
    };
    if words.is_empty() {
        let least = if room > 0 { room } else { behind };
        return " ".repeat(least);
    }
    format!("{}{words}{}", " ".repeat(lead + before), " ".repeat(behind + free - before))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stand_between_pipes() {
        for (line, cells) in [
            ("| a | b |", vec![" a ", " b "]),
            ("a|b", vec!["a", "b"]),
            ("> | a \\| b |c|", vec![" a \\| b ", "c"]),
            ("a |", vec!["a "]),
            ("| a", vec![" a"]),
        ] {
            let read = Line::at(line, 0).expect("a row");
            let read: Vec<&str> = read.cells.iter().map(|cell| &line[cell.clone()]).collect();
            assert_eq!(read, cells, "{line}");
        }
        assert_eq!(Line::at("a", 0), None);
    }
}
