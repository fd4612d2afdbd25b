//! What Markdown nests deeper than anybody means is text.

use std::borrow::Cow;

/// How many quote marks in a row open quotes.
pub const QUOTES: usize = 100;

/// A text in which no line opens more than [`QUOTES`] quotes by marks in a row: the mark behind them is text. The parser
/// looks at all the marks of a row for each of them.
#[must_use]
pub fn bounded(text: &str) -> Cow<'_, str> {
    let places = deep_quotes(text);
    if places.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + places.len());
    let mut from = 0;
    for place in places {
        out.push_str(&text[from..place]);
        out.push('\\');
        from = place;
    }
    out.push_str(&text[from..]);
    Cow::Owned(out)
}

/// The first mark that is too much, in each line that has such a mark.
#[must_use]
pub fn deep_quotes(text: &str) -> Vec<usize> {
    let row = ">".repeat(QUOTES + 1);
    // Hardly any text has one: look before walking.
    let Some(first) = text.find(&row) else { return Vec::new() };
    let mut places = Vec::new();
    let mut fence: Option<&str> = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start_matches([' ', '\t', '>']).trim_end();
        let marks = bare.len() - bare.trim_start_matches(['`', '~']).len();
        match fence {
            Some(open) if marks == bare.len() && bare.starts_with(open) => fence = None,
            None if marks >= 3 => fence = Some(&bare[..marks]),
            _ => {}
        }
        if fence.is_none() && start + line.len() > first {
            let prefix = line.find(|c: char| !(c.is_ascii_digit() || " \t>-+*.)".contains(c))).unwrap_or(line.len());
            places.extend(line[..prefix].find(&row).map(|at| start + at + QUOTES));
        }
        start += line.len();
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_that_are_too_many_are_text() {
        let marks = |count: usize| ">".repeat(count);
        assert_eq!(bounded(&marks(QUOTES)), marks(QUOTES));
        assert_eq!(bounded(&format!("- {} a\n", marks(150))), format!("- {}\\{} a\n", marks(QUOTES), marks(50)));
        for text in [format!("a {}\n", marks(150)), format!("~~~\n{}\n~~~\n", marks(150))] {
            assert_eq!(bounded(&text), text);
        }
    }
}
