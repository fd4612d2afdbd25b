//! Days on which something is due, as people say them: `Friday`, `in 2 weeks`, `1 Dec`.
//!
//! What may be two days is none: nobody should be held to a day that they did not mean. The words
//! stand in `src/words`.

#[cfg(test)]
mod tests;

use std::fmt;

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

use crate::postmortem::{self, Day, Order};
use crate::words::{self, DayUnit, ListOf};

/// No phrase for a day has more words.
const WORDS: usize = 6;
/// A day of the year that comes so rarely is no due date.
const YEARS: i16 = 8;
/// Nobody counts further ahead.
const COUNT: i32 = 1000;

/// Why words are no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DayError {
    /// They say something else.
    NoDay,
    /// They may mean either.
    Ambiguous(Date, Date),
    /// The calendar has no such day.
    Impossible,
    /// That day has another name.
    WrongWeekday(Date),
}

impl fmt::Display for DayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoDay => {
                f.write_str("is not a day; write Friday, in 2 weeks, 1 Dec or 2026-12-01")
            }
            Self::Ambiguous(one, other) => write!(f, "may be {one} or {other}; write one of them"),
            Self::Impossible => f.write_str("is not in the calendar"),
            Self::WrongWeekday(date) => {
                write!(f, "does not fit: {date} is a {}", date.strftime("%A"))
            }
        }
    }
}

/// The day that a text says and nothing else, as of today.
pub(crate) fn day(text: &str, today: Date) -> Option<Date> {
    read(text, today).ok()
}

/// The same, with the reason where there is none.
pub(crate) fn read(text: &str, today: Date) -> Result<Date, DayError> {
    let text = text.trim();
    let lower = text.to_lowercase();
    let lead = words::prefix_length(|language| language.day_lead_ins, text).unwrap_or_default();
    let text = text[lead..].trim_start();
    let said = behind(|language| language.day_lead_ins, &lower).unwrap_or(&lower).trim_start();
    let near = said_day(said, today)
        .or_else(|| ahead(said, today))
        .or_else(|| end_of_period(said, today))
        .or_else(|| of_a_week(said, today));
    match near {
        Some(date) => Ok(date),
        None => of_the_calendar(text, today),
    }
}

/// The day that a text begins with, or what is nearly one, and how many bytes it takes. Which one it
/// is depends on today, whether there is one does not.
pub(crate) fn prefix(text: &str, today: Date) -> Option<(Result<Date, DayError>, usize)> {
    ends(text).into_iter().rev().find_map(|end| match read(&text[..end], today) {
        Err(DayError::NoDay) => None,
        day => Some((day, end)),
    })
}

/// Where the first words of a text end, with and without the signs behind them.
fn ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut at = 0;
    for _ in 0..WORDS {
        let rest = &text[at..];
        let blank = rest.len() - rest.trim_start().len();
        let word = &rest[blank..];
        let length = word.find(char::is_whitespace).unwrap_or(word.len());
        if length == 0 {
            break;
        }
        at += blank + length;
        let bare = text[..at].trim_end_matches([',', ';', ':', '.', '!', '?', ')', ']']).len();
        // Without the signs is better: it is tried first, from the back.
        ends.push(at);
        if bare < at {
            ends.push(bare);
        }
    }
    ends
}

/// What follows the longest word of a list that a text begins with.
fn behind(of: ListOf, text: &str) -> Option<&str> {
    let fitting = words::all(of).filter_map(|word| text.strip_prefix(word));
    fitting.min_by_key(|rest| rest.len())
}

/// What stands before the longest word of a list that a text ends with.
fn before(of: ListOf, text: &str) -> Option<&str> {
    let fitting = words::all(of).filter_map(|word| text.strip_suffix(word));
    fitting.min_by_key(|rest| rest.len())
}

/// `tomorrow`.
fn said_day(text: &str, today: Date) -> Option<Date> {
    let days = words::meaning(|language| language.said_days, text)?;
    today.checked_add(days.days()).ok()
}

/// `in 2 weeks`, `in a month`, `10 days from now`.
fn ahead(text: &str, today: Date) -> Option<Date> {
    let amount = behind(|language| language.ahead_words, text)
        .or_else(|| before(|language| language.ahead_ends, text))?;
    let amount = amount.trim();
    let digits = amount.bytes().take_while(u8::is_ascii_digit).count();
    let (count, unit) = if digits > 0 {
        (amount[..digits].parse().ok()?, &amount[digits..])
    } else {
        let (count, unit) = amount.split_once(' ')?;
        (words::meaning(|language| language.numbers, count)?, unit)
    };
    let unit = words::meaning(|language| language.day_units, unit.trim())?;
    let span = span(unit, Some(count).filter(|count| *count <= COUNT)?);
    today.checked_add(span).ok()
}

fn span(unit: DayUnit, count: i32) -> Span {
    match unit {
        DayUnit::Day => count.days(),
        DayUnit::Week => count.weeks(),
        DayUnit::Month => count.months(),
        DayUnit::Quarter => (count * 3).months(),
        DayUnit::Year => count.years(),
    }
}

/// `end of the month`, `end of next week`, `end of March`, `end of Q1 2027`, `eow`.
fn end_of_period(text: &str, today: Date) -> Option<Date> {
    if let Some(unit) = words::meaning(|language| language.short_ends, text) {
        return end_of(unit, today);
    }
    let period = behind(|language| language.period_ends, text)?.trim_start();
    if let Some(unit) = behind(|language| language.next_words, period).and_then(unit) {
        let next = today.checked_add(span(unit, 1)).ok()?;
        // The month after 31 January ends in February.
        return end_of(unit, next);
    }
    let period = behind(|language| language.this_words, period).unwrap_or(period);
    if let Some(unit) = unit(period) {
        return end_of(unit, today);
    }
    let (name, year) = match period.rsplit_once(' ') {
        Some((name, year)) => (name, Some(self::year(year)?)),
        None => (period, None),
    };
    if let Some(year) = self::year(name).filter(|_| year.is_none()) {
        return Date::new(year, 12, 31).ok();
    }
    let quarter = behind(|language| language.quarters, name).and_then(|quarter| {
        let quarter: i8 = quarter.parse().ok()?;
        (1..=4).contains(&quarter).then_some(quarter * 3)
    });
    let month = quarter.or_else(|| month(name))?;
    let end = |year| Some(Date::new(year, month, 1).ok()?.last_of_month());
    match year {
        Some(year) => end(year),
        None => end(today.year()).filter(|date| *date >= today).or_else(|| end(today.year() + 1)),
    }
}

fn unit(text: &str) -> Option<DayUnit> {
    let unit = words::meaning(|language| language.day_units, text);
    unit.filter(|unit| *unit != DayUnit::Day && text.len() > 1)
}

fn year(text: &str) -> Option<i16> {
    let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|year| is_year && (2000..2200).contains(year))
}

fn month(name: &str) -> Option<i8> {
    let name = name.trim_end_matches('.');
    let is_short = name.len() == 3 || words::has(|language| language.short_months, name);
    let index = words::languages().find_map(|language| {
        let mut months = language.months.iter();
        months.position(|month| *month == name || is_short && month.starts_with(name))
    })?;
    i8::try_from(index + 1).ok()
}

/// The last day of the week, month, quarter or year of a day. A week ends on its Friday: people
/// say it at work. At the weekend it is the next.
fn end_of(unit: DayUnit, day: Date) -> Option<Date> {
    match unit {
        DayUnit::Day => Some(day),
        DayUnit::Week => {
            let ahead = day.weekday().until(Weekday::Friday);
            day.checked_add(i32::from(ahead).days()).ok()
        }
        DayUnit::Month => Some(day.last_of_month()),
        DayUnit::Quarter => {
            let month = (day.month() + 2) / 3 * 3;
            Some(Date::new(day.year(), month, 1).ok()?.last_of_month())
        }
        DayUnit::Year => Some(day.last_of_year()),
    }
}

/// `Friday` is the first one after today; `next Friday`, `Friday next week` that of the next week,
/// which begins on Monday; `this Friday` that of this week.
fn of_a_week(text: &str, today: Date) -> Option<Date> {
    let monday = |weeks: i32| {
        let since = i32::from(today.weekday().to_monday_zero_offset());
        today.checked_sub(since.days()).ok()?.checked_add(weeks.weeks()).ok()
    };
    let of_next = before(|language| language.next_week_ends, text)
        .or_else(|| behind(|language| language.next_words, text));
    if let Some(day) = of_next.and_then(weekday) {
        return monday(1)?.checked_add(i32::from(day.to_monday_zero_offset()).days()).ok();
    }
    if let Some(day) = behind(|language| language.this_words, text).and_then(weekday) {
        let date = monday(0)?.checked_add(i32::from(day.to_monday_zero_offset()).days()).ok()?;
        // Behind it, somebody who says so means the one that comes.
        return if date < today { date.checked_add(7.days()).ok() } else { Some(date) };
    }
    let ahead = match today.weekday().until(weekday(text)?) {
        0 => 7,
        ahead => ahead,
    };
    today.checked_add(i32::from(ahead).days()).ok()
}

/// `Friday`, `fri`, `thurs.`
fn weekday(text: &str) -> Option<Weekday> {
    let word = text.trim().trim_end_matches(['.', ',']);
    let fits = |day: &str| day == word || (3..=5).contains(&word.len()) && day.starts_with(word);
    let index = words::languages().find_map(|language| {
        let mut days = language.weekdays.iter();
        days.position(|day| fits(day))
    })?;
    Weekday::from_monday_zero_offset(i8::try_from(index % 7).ok()?).ok()
}

/// `2026-12-01`, `1 Dec`, `Dec 1, 2026`, `Fri 4 Dec`, `12/31`.
fn of_the_calendar(text: &str, today: Date) -> Result<Date, DayError> {
    let stamp = postmortem::day(text).ok_or(DayError::NoDay)?;
    let is_plain = stamp.start == 0 && stamp.written.len() == text.len();
    let is_day = stamp.until.is_none() && !stamp.approximate;
    let day = stamp.day.filter(|_| is_plain && is_day).ok_or(DayError::NoDay)?;
    let date = match day {
        Day::Digits(digits) if !digits.dotted => {
            let one = of_day(digits.day(Order::MonthFirst), today)?;
            let other = of_day(digits.day(Order::DayFirst), today)?;
            if one != other {
                return Err(DayError::Ambiguous(one, other));
            }
            one
        }
        Day::Digits(digits) => of_day(digits.day(Order::DayFirst), today)?,
        day => of_day(day, today)?,
    };
    let first = text.split_whitespace().next().unwrap_or_default().to_lowercase();
    match weekday(&first) {
        Some(day) if day != date.weekday() => Err(DayError::WrongWeekday(date)),
        _ => Ok(date),
    }
}

/// A day without a year is the next one.
fn of_day(day: Day, today: Date) -> Result<Date, DayError> {
    match day {
        Day::Full(date) => Ok(date),
        Day::WithoutYear(month, day) => {
            let years = today.year()..=today.year().saturating_add(YEARS);
            let mut dates = years.filter_map(|year| Date::new(year, month, day).ok());
            dates.find(|date| *date >= today).ok_or(DayError::Impossible)
        }
        Day::Unknown => Err(DayError::Impossible),
        _ => Err(DayError::NoDay),
    }
}
