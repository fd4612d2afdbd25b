//! Which days words are.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;

/// A Wednesday.
const TODAY: Date = date(2026, 11, 25);

fn said(text: &str) -> String {
    match read(text, TODAY) {
        Ok(date) => date.to_string(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn days_are_read_as_people_say_them() {
    for (text, expected) in [
        ("today", "2026-11-25"),
        ("Tomorrow", "2026-11-26"),
        ("the day after tomorrow", "2026-11-27"),
        ("Friday", "2026-11-27"),
        ("on Fri", "2026-11-27"),
        ("by thurs.", "2026-11-26"),
        ("Wednesday", "2026-12-02"),
        ("this Friday", "2026-11-27"),
        ("this Monday", "2026-11-30"),
        ("next Monday", "2026-11-30"),
        ("next Friday", "2026-12-04"),
        ("Friday next week", "2026-12-04"),
        ("in 2 weeks", "2026-12-09"),
        ("in two weeks", "2026-12-09"),
        ("in a month", "2026-12-25"),
        ("within 3 days", "2026-11-28"),
        ("10 days from now", "2026-12-05"),
        ("in 2w", "2026-12-09"),
        ("in a quarter", "2027-02-25"),
        ("end of week", "2026-11-27"),
        ("end of the week", "2026-11-27"),
        ("end of next week", "2026-12-04"),
        ("the end of the month", "2026-11-30"),
        ("end of next month", "2026-12-31"),
        ("end of this quarter", "2026-12-31"),
        ("end of March", "2027-03-31"),
        ("end of Feb 2028", "2028-02-29"),
        ("end of Q1", "2027-03-31"),
        ("end of Q4", "2026-12-31"),
        ("end of q2 2028", "2028-06-30"),
        ("end of 2027", "2027-12-31"),
        ("eom", "2026-11-30"),
        ("eoy", "2026-12-31"),
        ("1 Dec", "2026-12-01"),
        ("Dec 1", "2026-12-01"),
        ("december 1st", "2026-12-01"),
        ("1st of December", "2026-12-01"),
        ("Dec 1, 2027", "2027-12-01"),
        ("1 Nov", "2027-11-01"),
        ("25 Nov", "2026-11-25"),
        ("29 Feb", "2028-02-29"),
        ("Fri 4 Dec", "2026-12-04"),
        ("Friday, December 4, 2026", "2026-12-04"),
        ("2026-12-01", "2026-12-01"),
        ("2020-01-31", "2020-01-31"),
        ("12/31", "2026-12-31"),
        ("31/12/2027", "2027-12-31"),
        ("12/12", "2026-12-12"),
        ("1.12.", "2026-12-01"),
        ("1.12.2027", "2027-12-01"),
    ] {
        assert_eq!(said(text), expected, "{text}");
    }
}

#[test]
fn the_end_of_the_week_comes_after_the_weekend() {
    assert_eq!(day("end of week", date(2026, 11, 27)), Some(date(2026, 11, 27)));
    assert_eq!(day("end of week", date(2026, 11, 28)), Some(date(2026, 12, 4)));
    assert_eq!(day("end of next month", date(2026, 1, 31)), Some(date(2026, 2, 28)));
}

#[test]
fn what_is_no_day_says_why() {
    let none = "is not a day; write Friday, in 2 weeks, 1 Dec or 2026-12-01";
    for text in [
        "",
        "soon",
        "next week",
        "next month",
        "Fridy",
        "Friday 10:00",
        "in weeks",
        "in 2",
        "December",
        "Day 2",
        "next day",
        "~1 Dec",
        "1 Dec – 3 Dec",
        "in 5000 years",
        "10:00",
        "end of days",
        "Q1",
        "2027",
        "(1 Dec)",
        "1-2",
        "[2026-12-01]",
        "- Friday",
    ] {
        assert_eq!(said(text), none, "{text}");
    }
    for (text, expected) in [
        ("12/1", "may be 2026-12-01 or 2027-01-12; write one of them"),
        ("03/04/2027", "may be 2027-03-04 or 2027-04-03; write one of them"),
        ("31 Feb", "is not in the calendar"),
        ("2026-02-30", "is not in the calendar"),
        ("Fri 3 Dec", "does not fit: 2026-12-03 is a Thursday"),
    ] {
        assert_eq!(said(text), expected, "{text}");
    }
}

#[test]
fn a_text_begins_with_the_longest_day() {
    fn begins(text: &str) -> Option<(Option<Date>, &str)> {
        prefix(text, TODAY).map(|(day, taken)| (day.ok(), &text[..taken]))
    }
    for (text, expected) in [
        ("Friday, then", Some((Some(date(2026, 11, 27)), "Friday"))),
        ("1 Dec 2027 or so", Some((Some(date(2027, 12, 1)), "1 Dec 2027"))),
        ("end of next month.", Some((Some(date(2026, 12, 31)), "end of next month"))),
        ("1.12. at last", Some((Some(date(2026, 12, 1)), "1.12."))),
        ("12/1 or so", Some((None, "12/1"))),
        ("or so", None),
    ] {
        assert_eq!(begins(text), expected, "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_words_are_read_on_any_day(
        text in "(in |end of |next |this |by |q)?[0-9a-zA-Zäé./, -]{0,16}",
        since in -700_000..2_900_000_i32,
    ) {
        let today = Date::ZERO.saturating_add(since.days());
        let _ = (read(&text, today), prefix(&text, today));
    }

    /// Whether a text begins with a day does not depend on today.
    #[test]
    fn a_day_is_one_on_every_day(
        text in "(this |next |in |end of |by )?(2 weeks|mon|friday|1 dec|fri 4 dec|29 feb|q3|12/1)",
        since in 0..40_000_i32,
    ) {
        let today = date(1990, 1, 1).saturating_add(since.days());
        let taken = |today| prefix(&text, today).map(|(_, taken)| taken);
        prop_assert_eq!(taken(today), taken(TODAY));
    }
}
