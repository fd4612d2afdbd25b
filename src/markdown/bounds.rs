//! What Markdown nests deeper than anybody means is text.

use std::borrow::Cow;

/// How many quote marks in a row open quotes.
pub(crate) const QUOTES: usize = 100;
/// How many columns a table may have: the parser gives each row, however short, a cell in each of
/// them.
pub(crate) const COLUMNS: usize = 256;

/// What stands as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bound {
    /// Quote marks, from here on.
    Quotes,
    /// A table, whose line of dashes begins here.
    Columns,
}

/// A text in which no line opens more than [`QUOTES`] quotes by marks in a row, and no table has
/// more than [`COLUMNS`] columns. The parser looks at all the marks of a row for each of them.
#[must_use]
pub(crate) fn bounded(text: &str) -> Cow<'_, str> {
    let places = reached(text);
    if places.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + places.len());
    let mut from = 0;
    for (_, place) in places {
        out.push_str(&text[from..place]);
        out.push('\\');
        from = place;
    }
    out.push_str(&text[from..]);
    Cow::Owned(out)
}

/// Where bounds are reached: the first sign in a line that is to be text.
#[must_use]
pub(crate) fn reached(text: &str) -> Vec<(Bound, usize)> {
    // Hardly any text has such a line: look before walking.
    let is_long = |line: &str| {
        line.len() > QUOTES && (too_many_marks(line).is_some() || too_many_columns(line).is_some())
    };
    if !text.lines().any(is_long) {
        return Vec::new();
    }
    let mut places = Vec::new();
    let mut fence: Option<&str> = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start_matches([' ', '\t', '>']).trim_end();
        let signs = bare.len() - bare.trim_start_matches(['`', '~']).len();
        match fence {
            Some(open) if signs == bare.len() && bare.starts_with(open) => fence = None,
            None if signs >= 3 => fence = Some(&bare[..signs]),
            None => {
                places.extend(too_many_marks(line).map(|at| (Bound::Quotes, start + at)));
                places.extend(too_many_columns(line).map(|at| (Bound::Columns, start + at)));
            }
            Some(_) => {}
        }
        start += line.len();
    }
    places
}

/// The mark behind the last one that opens a quote.
fn too_many_marks(line: &str) -> Option<usize> {
    let prefix =
        line.find(|c: char| !(c.is_ascii_digit() || " \t>-+*.)".contains(c))).unwrap_or(line.len());
    if prefix <= QUOTES {
        return None;
    }
    line[..prefix].find(&">".repeat(QUOTES + 1)).map(|at| at + QUOTES)
}

/// The beginning of a line of dashes for too many columns.
fn too_many_columns(line: &str) -> Option<usize> {
    if line.len() <= 2 * COLUMNS {
        return None;
    }
    let row = line.trim_start_matches([' ', '\t', '>']);
    let is_row = row.bytes().all(|b| b" \t\r\n|:-".contains(&b)) && row.contains('-');
    (is_row && row.matches('|').count() > COLUMNS).then_some(line.len() - row.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_that_are_too_many_are_text() {
        let marks = |count: usize| ">".repeat(count);
        assert_eq!(bounded(&marks(QUOTES)), marks(QUOTES));
        assert_eq!(
            bounded(&format!("- {} a\n", marks(150))),
            format!("- {}\\{} a\n", marks(QUOTES), marks(50))
        );
        for text in [format!("a {}\n", marks(150)), format!("~~~\n{}\n~~~\n", marks(150))] {
            assert_eq!(bounded(&text), text);
        }
    }

    #[test]
    fn a_table_of_too_many_columns_is_text() {
        let row = |cell: &str, count: usize| cell.repeat(count) + "|\n";
        let table = |count: usize| row("|a", count) + &row("|-", count);
        assert_eq!(bounded(&table(COLUMNS - 1)), table(COLUMNS - 1));
        assert_eq!(reached(&table(300)), [(Bound::Columns, row("|a", 300).len())]);
        assert_eq!(bounded(&table(300)), row("|a", 300) + "\\" + &row("|-", 300));
    }
}
