//! Full dates anywhere in a text.

use jiff::civil::Date;

use crate::postmortem::time::east::writer;
use crate::postmortem::time::parts::{Day, Order};
use crate::postmortem::time::scan::Scan;

/// The first full date anywhere in a text, read as custom has it.
pub(crate) fn find_date(text: &str) -> Option<Date> {
    find_day(text, Order::Open)
}

/// The first full date anywhere in a text of a document with this order.
pub(crate) fn find_day(text: &str, order: Order) -> Option<Date> {
    let mut after_word = false;
    let found = text.char_indices().find_map(|(at, c)| {
        let begins = c.is_alphanumeric() && !after_word;
        after_word = c.is_alphanumeric() || "/-.".contains(c);
        if !begins {
            return None;
        }
        day_at(&mut Scan::new(text, at), order)
    });
    found.or_else(|| writer::days(text).find_map(|anew| day_at(&mut Scan::new(&anew, 0), order)))
}

/// The full date that stands here.
fn day_at(scan: &mut Scan, order: Order) -> Option<Date> {
    let day = match scan.day()? {
        Day::Digits(digits) => digits.day(order),
        day => day,
    };
    match day {
        Day::Full(date) if !scan.rest().starts_with(|c: char| c.is_alphanumeric() && c != 'T') => {
            Some(date)
        }
        _ => None,
    }
}
