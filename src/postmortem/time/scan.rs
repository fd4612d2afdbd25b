//! Reads the pieces of a stamp, from left to right.

use crate::words::{self, HalfDay};
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use crate::postmortem::time::stamp::{Clock, Day};
use crate::postmortem::time::zone;

/// A place in a text, moving forward over what it understands.
pub(crate) struct Scan<'t> {
    text: &'t str,
    /// The byte that is read next.
    pub(crate) at: usize,
    /// Whether something had the shape of a date or time, but no such one exists.
    pub(crate) impossible: bool,
}

impl<'t> Scan<'t> {
    pub(crate) fn new(text: &'t str, at: usize) -> Self {
        Self { text, at, impossible: false }
    }

    pub(crate) fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    pub(crate) fn skip(&mut self, wanted: impl Fn(char) -> bool) {
        self.at += self.rest().len() - self.rest().trim_start_matches(wanted).len();
    }

    pub(crate) fn take_any(&mut self, signs: &str) -> bool {
        let next = self.rest().chars().next().filter(|c| signs.contains(*c));
        self.at += next.map_or(0, char::len_utf8);
        next.is_some()
    }

    pub(crate) fn take(&mut self, word: &str) -> bool {
        let found =
            self.rest().get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        self.at += if found { word.len() } else { 0 };
        found
    }

    /// One or two digits, or exactly `exact`; nothing is taken when more follow.
    fn number(&mut self, most: usize) -> Option<i16> {
        let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > most {
            return None;
        }
        let value = self.rest()[..digits].parse().ok()?;
        self.at += digits;
        Some(value)
    }

    /// Runs a reader; the place stays when it finds nothing.
    fn attempt<T>(&mut self, reader: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let at = self.at;
        let impossible = self.impossible;
        let found = reader(self);
        if found.is_none() {
            (self.at, self.impossible) = (at, impossible);
        }
        found
    }

    pub(crate) fn approximate(&mut self) -> bool {
        for word in words::all(|language| language.about_times) {
            if self.take(word) {
                self.skip(char::is_whitespace);
                return true;
            }
        }
        false
    }

    /// `At 10:05`, `On March 4th`: what may stand before a date or a time.
    pub(crate) fn lead_in(&mut self) {
        let at = self.at;
        if self.take("at ") || self.take("on ") {
            self.skip(char::is_whitespace);
            let here = self.at;
            let date = self.month().is_some()
                || self.rest().starts_with(|c: char| "~≈".contains(c) || c.is_ascii_digit());
            self.at = if date { here } else { at };
        }
    }

    pub(crate) fn day(&mut self) -> Option<Day> {
        self.attempt(|scan| {
            scan.weekday();
            scan.attempt(Self::day_of_digits)
                .or_else(|| scan.attempt(Self::day_then_month))
                .or_else(|| scan.attempt(Self::month_then_day))
                .or_else(|| scan.attempt(Self::placeholder_date))
        })
    }

    /// `2025-05-05`, `2025/05/05`, `02-13-2025`, `13.02.2025`, `2022-05-??`.
    fn day_of_digits(&mut self) -> Option<Day> {
        let first_length = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        let first = self.number(4)?;
        let mark = self.rest().chars().next().filter(|c| "-/.".contains(*c))?;
        self.at += 1;
        if first_length == 4 {
            let second = self.part()?;
            let more = self.rest().starts_with(mark);
            if !more
                && (mark == '.'
                    || self.rest().starts_with(|c: char| !c.is_whitespace() && c != ':'))
            {
                // `2024.1` is a version.
                return None;
            }
            self.at += usize::from(more);
            let third = if more { self.part()? } else { None };
            let (Some(month), Some(day)) = (second, third) else { return Some(Day::Unknown) };
            return Some(self.date(first, month, day));
        }
        if first_length > 2 {
            return None;
        }
        let second = self.number(2)?;
        if !self.take(&mark.to_string()) {
            return None;
        }
        let year_length = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        let year = self.number(4)?;
        let year = match year_length {
            4 => year,
            2 => 2000 + year,
            _ => return None,
        };
        // With dots the day comes first; with dashes and slashes the month, unless it cannot be one.
        let (month, day) =
            if mark == '.' || first > 12 { (second, first) } else { (first, second) };
        Some(self.date(year, month, day))
    }

    /// A month or day in digits, or a placeholder for it (`??`, `DD`, `22-??`).
    #[allow(clippy::option_option)]
    fn part(&mut self) -> Option<Option<i16>> {
        if let Some(number) = self.number(2) {
            return Some(Some(number));
        }
        let length = self.rest().len()
            - self.rest().trim_start_matches(|c: char| "?xXdDmM".contains(c)).len();
        self.at += length;
        (length > 0).then_some(None)
    }

    /// `MM-DD`, `YYYY-MM-DD`, `2021/22-??-??`.
    fn placeholder_date(&mut self) -> Option<Day> {
        let word = self.rest().split_whitespace().next()?.trim_end_matches([']', ')', ':', ',']);
        let letters = |c: char| "YMDymd?xX-/.".contains(c) || c.is_ascii_digit();
        let marks = word.chars().filter(|c| "-/.".contains(*c)).count();
        let open =
            word.contains('?') || ["MM", "DD", "mm", "dd"].iter().any(|part| word.contains(part));
        if !(word.chars().all(letters) && open && (1..=3).contains(&marks)) {
            return None;
        }
        self.at += word.len();
        Some(Day::Unknown)
    }

    /// `19. April`, `13th of February 2025`.
    fn day_then_month(&mut self) -> Option<Day> {
        let day = self.number(2)?;
        self.ordinal();
        self.skip(|c| c == '.' || c == '-' || c.is_whitespace());
        self.take("of ");
        let month = self.month()?;
        self.finish_month(month, day)
    }

    /// `Feb 13, 2025`, `September 29th`.
    fn month_then_day(&mut self) -> Option<Day> {
        let month = self.month()?;
        self.skip(|c| c == '.' || c == '-' || c.is_whitespace());
        let day = self.number(2)?;
        self.ordinal();
        if self.rest().starts_with(':')
            && self.rest()[1..].starts_with(|c: char| c.is_ascii_digit())
        {
            // "May 10:30" is no date.
            return None;
        }
        self.finish_month(month, day)
    }

    fn finish_month(&mut self, month: i16, day: i16) -> Option<Day> {
        let year = self.attempt(|scan| {
            scan.skip(|c| c == ',' || c == '-' || c == '.' || c.is_whitespace());
            let four = scan.rest().bytes().take_while(u8::is_ascii_digit).count() == 4;
            let year = if four { scan.number(4) } else { None };
            year.filter(|year| (1970..2200).contains(year) && !scan.rest().starts_with([':', '-']))
        });
        match year {
            Some(year) => Some(self.date(year, month, day)),
            None => {
                let known = (1..=31).contains(&day);
                self.impossible |= !known;
                Some(Day::WithoutYear(i8::try_from(month).ok()?, i8::try_from(day).ok()?))
            }
        }
    }

    fn date(&mut self, year: i16, month: i16, day: i16) -> Day {
        let date = i8::try_from(month)
            .ok()
            .zip(i8::try_from(day).ok())
            .and_then(|(m, d)| Date::new(year, m, d).ok());
        self.impossible |= date.is_none();
        date.map_or(Day::Unknown, Day::Full)
    }

    pub(crate) fn clock(&mut self) -> Option<Clock> {
        self.attempt(Self::known_clock)
            .or_else(|| self.attempt(Self::four_digits))
            .or_else(|| self.attempt(Self::placeholder_clock))
    }

    /// `1430 UTC`, `0930Z`, `1430h`: only with what says that it is a time.
    fn four_digits(&mut self) -> Option<Clock> {
        let rest = self.rest();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let hour = rest.get(..2)?.parse().ok()?;
        let minute = rest.get(2..4)?.parse().ok()?;
        let behind = rest.get(4..).filter(|_| digits == 4)?;
        let word = behind.trim_start();
        let word = &word[..word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len())];
        let hours = matches!(word, "h" | "hrs" | "hours" | "Uhr");
        let zone = word.chars().all(char::is_uppercase) && zone::named(word).is_some();
        let time = Time::new(hour, minute, 0, 0).ok().filter(|_| hours || zone)?;
        self.at += 4;
        if hours {
            self.at += behind.len() - behind.trim_start().len() + word.len();
        }
        Some(Clock::Known(time))
    }

    /// `12:17`, `14.43`, `9h05`, `06:15pm`, `6 am`, `20:06:00.5`.
    fn known_clock(&mut self) -> Option<Clock> {
        let length = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        let mut hour = self.number(2)?;
        let mark = self.rest().chars().next().filter(|c| ":.h".contains(*c));
        let mut minute = 0;
        let mut seconds = 0;
        let two = |scan: &Self, from: usize| {
            scan.rest()
                .as_bytes()
                .get(from..from + 2)
                .is_some_and(|pair| pair.iter().all(u8::is_ascii_digit))
                && !scan.rest().as_bytes().get(from + 2).is_some_and(u8::is_ascii_digit)
        };
        let with_minutes = mark.is_some() && two(self, 1);
        if with_minutes {
            self.at += 1;
            minute = self.number(2)?;
            // `1.52` and `10.00.3` are versions.
            let here = self.at;
            let half = self.half().is_some();
            self.at = here;
            if mark == Some('.')
                && !half
                && (length < 2
                    || two(self, 1)
                    || self.rest().starts_with('.')
                        && self.rest().len() > 1
                        && self.rest().as_bytes()[1].is_ascii_digit())
            {
                return None;
            }
            if self.rest().starts_with(':') && two(self, 1) {
                self.at += 1;
                seconds = self.number(2)?;
            }
            if self.rest().starts_with(['.', ','])
                && self.rest()[1..].starts_with(|c: char| c.is_ascii_digit())
                && seconds > 0
            {
                self.at += 1;
                self.skip(|c| c.is_ascii_digit());
            }
        }
        let half = self.half();
        if !with_minutes && half.is_none() {
            return None;
        }
        if let Some(afternoon) = half {
            self.impossible |= hour > 12;
            hour = hour % 12 + if afternoon { 12 } else { 0 };
        }
        let fits = |value: i16| i8::try_from(value).ok();
        let time = fits(hour)
            .zip(fits(minute))
            .zip(fits(seconds))
            .and_then(|((h, m), s)| Time::new(h, m, s, 0).ok());
        self.impossible |= time.is_none();
        Some(time.map_or(Clock::Unknown, Clock::Known))
    }

    /// Whether the time is past noon, when `am` or `pm` says so.
    fn half(&mut self) -> Option<bool> {
        self.attempt(|scan| {
            scan.skip(char::is_whitespace);
            let found = words::pairs(|language| language.halves_of_day)
                .find_map(|(word, half)| scan.take(word).then_some(half == HalfDay::AfterNoon));
            found.filter(|_| !scan.rest().starts_with(char::is_alphanumeric))
        })
    }

    /// `HH:mm`, `??:??`, `12:??`, `HH:mm:ss`.
    fn placeholder_clock(&mut self) -> Option<Clock> {
        let part = |c: char| c.is_ascii_digit() || "?xXHhMmSs:".contains(c);
        let length = self.rest().len() - self.rest().trim_start_matches(part).len();
        let word = &self.rest()[..length].trim_end_matches(':');
        let colons = word.matches(':').count();
        let open =
            word.contains('?') || ["HH", "hh", "xx", "XX"].iter().any(|part| word.contains(part));
        if !(1..=2).contains(&colons) || !open {
            return None;
        }
        self.at += word.len();
        Some(Clock::Unknown)
    }

    /// `??` or `???` alone: the author does not know when.
    pub(crate) fn unknown(&mut self) -> bool {
        let marks = self.rest().len() - self.rest().trim_start_matches('?').len();
        self.at += if marks >= 2 { marks } else { 0 };
        marks >= 2
    }

    /// What may stand between date and time.
    pub(crate) fn joint(&mut self) {
        let joined = self.attempt(|scan| {
            let sign = scan
                .rest()
                .strip_prefix('T')
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
            (sign && scan.take("T")).then_some(())
        });
        if joined.is_none() {
            self.skip(|c| c.is_whitespace() || c == ',');
            if self.take("at ")
                || self.take("on ")
                || self.take("@")
                || self.take("- ")
                || self.take("– ")
            {
                self.skip(char::is_whitespace);
            }
        }
    }

    /// A zone after a time: `Z`, `UTC`, `+02:00`, `(CET)`.
    ///
    /// `13:30-13:45` is a range: only a time with a date may have an offset to the west.
    pub(crate) fn zone(&mut self, dated: bool) -> Option<TimeZone> {
        self.attempt(|scan| {
            if let Some((_, length)) = zone::read_offset(scan.rest())
                && length >= 5
                && (dated || scan.rest().starts_with('+'))
            {
                let name = &scan.rest()[..length];
                scan.at += length;
                return zone::named(name);
            }
            scan.skip(char::is_whitespace);
            let bracket = scan.take("(");
            let word = |c: char| c.is_alphanumeric() || "/_+".contains(c);
            let length = scan.rest().len() - scan.rest().trim_start_matches(word).len();
            let name = &scan.rest()[..length];
            let capital = name.chars().next().is_some_and(char::is_uppercase);
            let zone = zone::named(name).filter(|_| capital && (name.len() > 1 || name == "Z"))?;
            scan.at += length;
            (!bracket || scan.take(")")).then_some(zone)
        })
    }

    /// `-13:45`: until when; the beginning counts.
    pub(crate) fn range_end(&mut self) -> bool {
        self.attempt(|scan| {
            scan.skip(char::is_whitespace);
            if !(scan.take_any("-–—→") || scan.take("to ") || scan.take("until ")) {
                return None;
            }
            scan.skip(char::is_whitespace);
            scan.approximate();
            scan.attempt(|scan| {
                scan.day()?;
                scan.joint();
                Some(())
            });
            matches!(scan.known_clock()?, Clock::Known(_)).then_some(())
        })
        .is_some()
    }
}
