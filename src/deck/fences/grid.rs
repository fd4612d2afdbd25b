//! Rows and columns of text, from a Markdown table or from CSV, and the numbers in them.

use comrak::nodes::NodeValue;

use crate::markdown::{self, Node};
use crate::words;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cell {
    /// What it says, without markup.
    pub text: String,
    /// Its line, from 0, and its column, in bytes from 0, in the text that was read.
    pub at: (usize, usize),
    /// The node it came from, by its place, when it came from one.
    pub place: Option<comrak::nodes::Sourcepos>,
}

/// Rows and columns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Grid {
    /// The names of the columns.
    pub head: Vec<Cell>,
    /// The rows below.
    pub rows: Vec<Vec<Cell>>,
}

/// The cells of a Markdown table.
#[must_use]
pub(crate) fn of_table(table: Node<'_>) -> Grid {
    let cells = |row: Node<'_>| -> Vec<Cell> {
        row.children()
            .map(|cell| Cell {
                text: markdown::plain_text(cell),
                at: (0, 0),
                place: Some(cell.data().sourcepos),
            })
            .collect()
    };
    let mut grid = Grid::default();
    for row in table.children() {
        match &row.data().value {
            NodeValue::TableRow(true) => grid.head = cells(row),
            _ => grid.rows.push(cells(row)),
        }
    }
    grid
}

/// The cells of CSV, whose first line names the columns. `first` is the number of its first line in
/// a longer text. Fields are parted by commas; by semicolons or tabs where the first line has those
/// and no comma.
#[must_use]
pub(crate) fn of_csv(text: &str, first: usize) -> Grid {
    let head = text.lines().next().unwrap_or_default();
    let part = if head.contains(',') {
        ','
    } else if head.contains('\t') {
        '\t'
    } else if head.contains(';') {
        ';'
    } else {
        ','
    };
    let mut rows = records(text, part, first).into_iter();
    Grid { head: rows.next().unwrap_or_default(), rows: rows.collect() }
}

/// RFC 4180: a quoted field may hold separators, line breaks and doubled quotes.
fn records(text: &str, part: char, first: usize) -> Vec<Vec<Cell>> {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut row: Vec<Cell> = Vec::new();
    let mut line = first;
    let mut start = 0;
    let new =
        |line: usize, column: usize| Cell { text: String::new(), at: (line, column), place: None };
    let mut cell = new(line, 0);
    let mut quoted = false;
    let mut letters = text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        match c {
            '"' if quoted && letters.peek().is_some_and(|(_, next)| *next == '"') => {
                letters.next();
                cell.text.push('"');
            }
            '"' if quoted || cell.text.trim().is_empty() => quoted = !quoted,
            '\n' => {
                line += 1;
                start = at + 1;
                if quoted {
                    cell.text.push(' ');
                    continue;
                }
                row.push(std::mem::replace(&mut cell, new(line, 0)));
                rows.push(std::mem::take(&mut row));
            }
            c if c == part && !quoted => {
                row.push(std::mem::replace(&mut cell, new(line, at + c.len_utf8() - start)));
            }
            c => cell.text.push(c),
        }
    }
    row.push(cell);
    rows.push(row);
    for cell in rows.iter_mut().flatten() {
        let lead = cell.text.len() - cell.text.trim_start().len();
        cell.at.1 += lead;
        cell.text = cell.text.trim().to_owned();
    }
    rows.retain(|row| row.iter().any(|cell| !cell.text.is_empty()));
    rows
}

/// A number with its unit.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Value {
    pub number: f64,
    /// The unit; may be empty.
    pub unit: String,
}

/// What a cell says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum CellContent {
    /// A number.
    Value(Value),
    /// That nothing is known: empty, `–`, `n/a`, `?`.
    Nothing,
    /// Something else.
    Words,
}

/// Reads a cell of CSV, which machines write, or another text: `6,210`, `96.5 %`, `€171,000`, `−3`,
/// `~30.0 s`, `1.2k`.
#[must_use]
pub(crate) fn said(text: &str) -> CellContent {
    said_with(text, number)
}

/// Reads a cell of a table, which people write as their language does: `4.310` is more than four
/// thousand where decimals stand behind a comma.
#[must_use]
pub(crate) fn written(text: &str) -> CellContent {
    if words::has_decimal_comma() {
        said_with(&grouped(text), comma_number)
    } else {
        said_with(text, number)
    }
}

/// A text whose blanks between thousands are such that no line ends at: `2 140`.
fn grouped(text: &str) -> String {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let is_joint = |at: usize| {
        at > 0 && is_digit(at - 1) && (1..=3).all(|step| is_digit(at + step)) && !is_digit(at + 4)
    };
    let joined = |(at, c)| if c == ' ' && is_joint(at) { '\u{a0}' } else { c };
    text.char_indices().map(joined).collect()
}

fn said_with(text: &str, number: fn(&str) -> Option<f64>) -> CellContent {
    let text = text.trim();
    let bare = text.to_lowercase();
    if matches!(
        bare.as_str(),
        "" | "-" | "–" | "—" | "?" | "n/a" | "na" | "nan" | "null" | "none" | "unknown"
    ) {
        return CellContent::Nothing;
    }
    let mut rest = text.trim_start_matches(['~', '≈', '<', '>', '≥', '≤']).trim_start();
    let mut sign = 1.0;
    let mut unit = String::new();
    for _ in 0..2 {
        if let Some(behind) = rest.strip_prefix(['-', '−']) {
            sign = -1.0;
            rest = behind;
        } else if let Some(behind) = rest.strip_prefix('+') {
            rest = behind;
        }
        if let Some(money) = rest.chars().next().filter(|c| matches!(c, '€' | '$' | '£' | '¥'))
        {
            unit = money.to_string();
            rest = rest[money.len_utf8()..].trim_start();
        }
    }
    let length = rest
        .char_indices()
        .find(|(at, c)| {
            let joint = matches!(c, ',' | '.' | '\'' | '_' | '\u{A0}' | '\u{202F}' | '\u{2009}');
            let digit_behind = rest[at + c.len_utf8()..].starts_with(|c: char| c.is_ascii_digit());
            !(c.is_ascii_digit() || (joint && digit_behind))
        })
        .map_or(rest.len(), |(at, _)| at);
    let (digits, behind) = rest.split_at(length);
    let Some(mut number) = number(digits) else { return CellContent::Words };
    let mut behind = behind.trim();
    for (word, factor) in [("k", 1e3), ("K", 1e3), ("M", 1e6), ("bn", 1e9)] {
        if behind == word {
            number *= factor;
            behind = "";
        }
    }
    if behind.chars().any(|c| c.is_ascii_digit())
        || behind.chars().count() > 16
        || behind.contains(':')
    {
        return CellContent::Words;
    }
    if !behind.is_empty() {
        unit = behind.to_owned();
    }
    CellContent::Value(Value { number: sign * number, unit })
}

/// Digits with thousands apart, and with a point or a comma before the fraction.
fn number(digits: &str) -> Option<f64> {
    if !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let plain: String =
        digits.chars().filter(|c| c.is_ascii_digit() || *c == ',' || *c == '.').collect();
    let commas = plain.matches(',').count();
    let grouped = plain
        .split(',')
        .skip(1)
        .all(|group| group.split('.').next().is_some_and(|group| group.len() == 3));
    let normal = match (commas, plain.contains('.'), grouped) {
        (0, ..) => plain,
        // `1,234.5`, `6,210`
        (_, _, true) => plain.replace(',', ""),
        // `96,5`, `1.234,5`
        (1, ..) => plain.replace('.', "").replace(',', "."),
        _ => return None,
    };
    normal.parse().ok().filter(|number: &f64| number.is_finite())
}

/// The same where decimals stand behind a comma: `4.310`, `1 234,5`. A point that no three digits
/// follow stands before decimals all the same.
fn comma_number(digits: &str) -> Option<f64> {
    let (whole, decimals) = digits.split_once(',').unwrap_or((digits, ""));
    let mut groups = whole.split('.');
    let is_lead = groups.next().is_some_and(|lead| lead.len() < 4 && !lead.starts_with('0'));
    let is_grouped = is_lead && groups.all(|group| group.len() == 3);
    if !is_grouped || decimals.contains(',') {
        return number(digits);
    }
    let point = if decimals.is_empty() { "" } else { "." };
    number(&format!("{}{point}{decimals}", whole.replace('.', "")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::postmortem::language;
    use crate::words::tongue;

    #[test]
    fn numbers_are_read_as_their_language_writes_them() {
        let trials = [
            ("de", "4.310", 4310.0),
            ("de", "5.940,25", 5940.25),
            ("de", "96.5 %", 96.5),
            ("de", "0.125", 0.125),
            ("de", "1234.567", 1234.567),
            ("de", "0,3 %", 0.3),
            ("de", "1,250", 1.25),
            ("fr", "2 140", 2140.0),
            ("pt", "1.234.567", 1_234_567.0),
            ("en", "4.310", 4.31),
            ("ja", "1,240件", 1240.0),
        ];
        for (lang, text, number) in trials {
            let _speaking = tongue::speak(language::tell(Some(lang), ""));
            let CellContent::Value(value) = written(text) else { panic!("{lang}: {text}") };
            assert_eq!(value.number, number, "{lang}: {text}");
        }
        // A machine's are the same in every language.
        let _speaking = tongue::speak(language::tell(Some("de"), ""));
        let four = Value { number: 4.31, unit: String::new() };
        assert_eq!(said("4.310"), CellContent::Value(four));
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, number, unit) in [
            ("6,210", 6210.0, ""),
            ("96.5 %", 96.5, "%"),
            ("96,5 %", 96.5, "%"),
            ("€171,000", 171_000.0, "€"),
            ("−3", -3.0, ""),
            ("-$4.50", -4.5, "$"),
            ("~30.0 s", 30.0, "s"),
            ("1.2k", 1200.0, ""),
            ("12 req/s", 12.0, "req/s"),
        ] {
            assert_eq!(
                said(text),
                CellContent::Value(Value { number, unit: unit.into() }),
                "{text}"
            );
        }
        for text in ["1 h 24 min", "under 1 min", "10:30", "v1.2.3", "two"] {
            assert_eq!(said(text), CellContent::Words, "{text}");
        }
        assert_eq!(said("–"), CellContent::Nothing);
    }

    #[test]
    fn csv_has_quotes_and_places() {
        let grid = of_csv("time,\"a, b\"\n10:00, 17\n\n10:05,\"1 \"\"2\"\"\"\n", 3);
        assert_eq!(grid.head[1].text, "a, b");
        assert_eq!((grid.rows[0][1].text.as_str(), grid.rows[0][1].at), ("17", (4, 7)));
        assert_eq!(grid.rows[1][1].text, "1 \"2\"");
    }
}
