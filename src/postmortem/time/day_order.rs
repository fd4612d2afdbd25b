//! Whether the day or the month comes first: one decision for a whole document.

use crate::postmortem::time::stamp::Order;

/// Which order the dates of a text show that can only be read in one. None when none is such, or
/// when they differ.
pub(crate) fn of(text: &str) -> Order {
    let bytes = text.as_bytes();
    let mut days = false;
    let mut months = false;
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let word = &text[at..at + word_length(&bytes[at..])];
        let apart = at == 0 || !(bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] > 127);
        if apart {
            let (day, month) = shows(word);
            (days, months) = (days || day, months || month);
        }
        at += word.len();
    }
    match (days, months) {
        (true, false) => Order::DayFirst,
        (false, true) => Order::MonthFirst,
        _ => Order::Open,
    }
}

fn word_length(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|c| c.is_ascii_digit() || b"-/.".contains(c)).count()
}

/// Whether a word is a date with the day first, and whether it is one with the month first.
fn shows(word: &str) -> (bool, bool) {
    let none = (false, false);
    let word = word.trim_end_matches(['-', '/', '.']);
    let Some(sign) = word.chars().find(|c| !c.is_ascii_digit()) else { return none };
    let parts: Vec<&str> = word.split(sign).collect();
    let [first, second, year] = parts.as_slice() else { return none };
    // `1.13.24` is a version.
    let year_fits = match year.len() {
        4 => year.starts_with("19") || year.starts_with("20"),
        2 => sign != '.' && first.len() == 2 && second.len() == 2,
        _ => false,
    };
    let number = |part: &str| part.parse::<u8>().ok().filter(|_| part.len() <= 2);
    let (Some(first), Some(second)) = (number(first), number(second)) else { return none };
    let month = |number: u8| (1..=12).contains(&number);
    let day_only = |number: u8| (13..=31).contains(&number);
    (year_fits && day_only(first) && month(second), year_fits && month(first) && day_only(second))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_date_decides_for_all() {
        for (text, want) in [
            ("it was 03/04/2024, and then 25/04/2024", Order::DayFirst),
            ("it was 03/04/2024, and then 04/25/2024", Order::MonthFirst),
            ("from 13-02-25 to 02-03-25", Order::DayFirst),
            ("on 03/04/2024", Order::Open),
            ("on 13/02/2024 and 02/13/2024", Order::Open),
            ("version 1.13.24, 10.0.13.7, 2024-13-02", Order::Open),
        ] {
            assert_eq!(of(text), want, "{text}");
        }
    }
}
