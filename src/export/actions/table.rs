//! Actions for people: file by file, in columns.

use jiff::civil::Date;
use unicode_width::UnicodeWidthStr;

use super::{TrackedAction, one_line};
use crate::report::{self, count};

/// A column is no wider than this, but for a longer word in it.
const WIDEST: usize = 28;
/// No text is set narrower.
const NARROWEST: usize = 24;

/// How a terminal shows the table.
#[derive(Debug, Clone, Copy)]
pub struct Screen {
    /// How many columns it has; texts are whole in one line where nobody knows.
    pub width: Option<usize>,
    /// Whether it shows colours.
    pub colour: bool,
}

/// The table, and how many there are.
#[must_use]
pub fn write(rows: &[TrackedAction], as_of: Date, screen: Screen) -> String {
    let cells: Vec<[String; 5]> = rows.iter().map(cells).collect();
    let mut widths = [0; 5];
    for row in &cells {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width().min(WIDEST));
        }
    }
    let mut out = String::new();
    let mut file = None;
    for (row, cells) in rows.iter().zip(&cells) {
        if file != Some(&row.file) {
            out.push_str(if file.is_some() { "\n" } else { "" });
            out.push_str(&format!("{}\n", report::name(&row.file)));
            file = Some(&row.file);
        }
        let mut line = String::from(" ");
        for (number, (cell, width)) in cells.iter().zip(widths).enumerate() {
            // A column that no action has is left out.
            if width == 0 {
                continue;
            }
            let blanks = " ".repeat(width.saturating_sub(cell.width()));
            let is_late = row.about.is_overdue && number == DUE && screen.colour;
            let cell = if is_late { format!("\u{1b}[31m{cell}\u{1b}[0m") } else { cell.clone() };
            line.push(' ');
            // Numbers of lines stand at the right.
            line.push_str(&if number == 0 { blanks + &cell } else { cell + &blanks });
            line.push(' ');
        }
        let indent =
            1 + widths.iter().filter(|width| **width > 0).map(|width| width + 2).sum::<usize>();
        line.push(' ');
        let why = row.reason.as_ref().map(|why| format!(" ({})", one_line(why)));
        let text = report::visible(&(row.line_of_text() + &why.unwrap_or_default()));
        line.push_str(&wrapped(&text, indent + 1, screen.width));
        out.push_str(line.trim_end());
        out.push('\n');
    }
    if !rows.is_empty() {
        out.push('\n');
    }
    out + &summary(rows, as_of)
}

/// Where the due date stands.
const DUE: usize = 4;

fn cells(row: &TrackedAction) -> [String; 5] {
    let visible = |text: &Option<String>| report::visible(text.as_deref().unwrap_or_default());
    let late = if row.about.is_overdue { " late" } else { "" };
    [
        row.line.to_string(),
        report::visible(&row.id),
        row.about.state.words().to_owned(),
        visible(&row.owner),
        visible(&row.due) + late,
    ]
}

/// A text in the last column.
fn wrapped(text: &str, indent: usize, width: Option<usize>) -> String {
    let Some(room) = width.map(|width| width.saturating_sub(indent)) else {
        return text.to_owned();
    };
    if room < NARROWEST {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 0;
    for word in text.split(' ') {
        if used > 0 && used + 1 + word.width() > room {
            out.push('\n');
            out.push_str(&" ".repeat(indent));
            used = 0;
        } else if used > 0 {
            out.push(' ');
            used += 1;
        }
        out.push_str(word);
        used += word.width();
    }
    out
}

/// `7 actions: 4 open, 2 of them overdue on 2026-02-01`.
fn summary(rows: &[TrackedAction], as_of: Date) -> String {
    let open = rows.iter().filter(|row| row.is_open()).count();
    let late = rows.iter().filter(|row| row.about.is_overdue).count();
    let late =
        if late > 0 { format!(", {late} of them overdue on {as_of}") } else { String::new() };
    match rows.len() {
        0 => "no actions\n".to_owned(),
        all => format!("{}: {open} open{late}\n", count(all, "action")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::row;
    use super::*;
    use crate::postmortem::ActionState;

    const DAY: Date = Date::constant(2026, 2, 1);

    #[test]
    fn a_long_text_goes_on_below_itself() {
        let rows = [row(&"word ".repeat(12), ActionState::Done)];
        let screen = Screen { width: Some(60), colour: false };
        let table = write(&rows, DAY, screen);
        let lines: Vec<&str> = table.lines().collect();
        assert_eq!(lines[1], "  7  AI-1  done  ann  2026-01-31  word word word word word");
        assert!(lines[2].starts_with(&" ".repeat(34)) && table.lines().all(|it| it.width() <= 60));
        let one = write(&rows, DAY, Screen { width: None, colour: false });
        assert!(one.contains(&"word ".repeat(11)) && one.ends_with("1 action: 0 open\n"), "{one}");
    }

    #[test]
    fn what_a_terminal_would_obey_is_not_written() {
        let table = write(
            &[row("a\u{1b}[2J\u{202e}b", ActionState::Proposed)],
            DAY,
            Screen { width: None, colour: false },
        );
        assert!(!table.contains(['\u{1b}', '\u{202e}']), "{table}");
    }
}
