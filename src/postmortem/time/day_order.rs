//! Whether the day or the month comes first: one decision for a whole document.

use crate::postmortem::time::stamp::Order;

/// Which order the dates of a text show that can only be read in one. Where none is such, the number
/// that differs from date to date is the day: an incident takes days, not months. None when they
/// differ.
pub(crate) fn of(text: &str) -> Order {
    let bytes = text.as_bytes();
    let mut days = false;
    let mut months = false;
    let mut open = Spread::default();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let word = &text[at..at + word_length(&bytes[at..])];
        let apart = at == 0 || !(bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] > 127);
        if let Some((first, second)) = numbers(word).filter(|_| apart) {
            days |= is_day(first) && is_month(second);
            months |= is_month(first) && is_day(second);
            // The day comes first in `03.04.2024`.
            if is_month(first) && is_month(second) && !word.contains('.') {
                open.take(first, second);
            }
        }
        at += word.len();
    }
    match (days, months) {
        (true, false) => Order::DayFirst,
        (false, true) => Order::MonthFirst,
        (true, true) => Order::Open,
        (false, false) => open.order(),
    }
}

/// The least and the greatest of both numbers of dates that can be read either way.
#[derive(Default)]
struct Spread {
    first: Option<(u8, u8)>,
    second: Option<(u8, u8)>,
}

impl Spread {
    fn take(&mut self, first: u8, second: u8) {
        for (seen, number) in [(&mut self.first, first), (&mut self.second, second)] {
            let (least, most) = seen.unwrap_or((number, number));
            *seen = Some((least.min(number), most.max(number)));
        }
    }

    fn order(&self) -> Order {
        let differs = |seen: Option<(u8, u8)>| seen.is_some_and(|(least, most)| least < most);
        match (differs(self.first), differs(self.second)) {
            (true, false) => Order::DayFirst,
            (false, true) => Order::MonthFirst,
            _ => Order::Open,
        }
    }
}

fn is_month(number: u8) -> bool {
    (1..=12).contains(&number)
}

fn is_day(number: u8) -> bool {
    (13..=31).contains(&number)
}

fn word_length(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|c| c.is_ascii_digit() || b"-/.".contains(c)).count()
}

/// The first two numbers of a word that is a date with its year at the end.
fn numbers(word: &str) -> Option<(u8, u8)> {
    let word = word.trim_end_matches(['-', '/', '.']);
    let sign = word.chars().find(|c| !c.is_ascii_digit())?;
    let parts: Vec<&str> = word.split(sign).collect();
    let [first, second, year] = parts.as_slice() else { return None };
    // `1.13.24` is a version.
    let year_fits = match year.len() {
        4 => year.starts_with("19") || year.starts_with("20"),
        2 => sign != '.' && first.len() == 2 && second.len() == 2,
        _ => false,
    };
    let number = |part: &str| part.parse::<u8>().ok().filter(|_| part.len() <= 2);
    number(first).zip(number(second)).filter(|_| year_fits)
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
            ("08-01-2026, 11-01-2026 10:00 and 12-01-2026", Order::DayFirst),
            ("03/04/2024, reviewed on 03/11/2024", Order::MonthFirst),
            ("03/04/2024, reviewed on 04/05/2024", Order::Open),
            ("03.04.2024 and 03.05.2024", Order::Open),
            ("on 13/02/2024 and 02/13/2024", Order::Open),
            ("version 1.13.24, 10.0.13.7, 2024-13-02", Order::Open),
        ] {
            assert_eq!(of(text), want, "{text}");
        }
    }
}
