//! The day of a stamp.

use jiff::civil::Date;

use crate::postmortem::time::parts::{Day, Digits, TimeOfDay};
use crate::postmortem::time::scan::Scan;
use crate::words::{self, Beginnings, Ready};

static RELATIVE_DAYS: Ready<Beginnings<i32>> =
    Ready::new(|| Beginnings::of(words::pairs(|language| language.relative_days)));

/// What days begin with: digits, names, and signs that hold a place, with blanks in front. Most words
/// begin none.
static DAYS_BEGIN: Ready<[bool; 128]> = Ready::new(|| {
    let names = words::all(|language| language.weekdays)
        .chain(words::all(|language| language.months))
        .chain(words::all(|language| language.short_months))
        .chain(words::all(|language| language.day_numbers))
        .copied()
        .chain(words::pairs(|language| language.relative_days).map(|(word, _)| word));
    let bytes = names.filter_map(|name| name.bytes().next()).chain(PLACES.bytes());
    let mut begin = [false; 128];
    for byte in bytes.chain(b'0'..=b'9').chain(*b" \t\n\x0b\x0c\r").filter(u8::is_ascii) {
        begin[usize::from(byte.to_ascii_lowercase())] = true;
    }
    begin
});

/// The letters and signs that may hold the place of a day that is not known yet.
const PLACES: &str = "YMDymd?xX-/.";

impl Scan<'_> {
    pub(crate) fn day(&mut self) -> Option<Day> {
        let first = self.rest().as_bytes().first()?;
        if first.is_ascii() && !DAYS_BEGIN[usize::from(first.to_ascii_lowercase())] {
            return None;
        }
        self.attempt(|scan| {
            scan.weekday();
            scan.attempt(Self::day_of_digits)
                .or_else(|| scan.attempt(Self::day_then_month))
                .or_else(|| scan.attempt(Self::month_then_day))
                .or_else(|| scan.attempt(Self::placeholder_date))
        })
        .or_else(|| self.attempt(Self::loose_day))
    }

    /// A day that is none without a time behind it, or alone as a heading: `06/02 15:01`,
    /// `Mon 16:10`, `Day 2, 08:00`, `next day 00:10`.
    fn loose_day(&mut self) -> Option<Day> {
        let day = self
            .attempt(Self::digits_without_year)
            .or_else(|| self.attempt(Self::compact_date))
            .or_else(|| self.attempt(|scan| scan.weekday().map(Day::Weekday)))
            .or_else(|| self.attempt(Self::numbered_day))
            .or_else(|| self.attempt(Self::relative_day))?;
        let timed = || {
            let mut ahead = self.ahead();
            ahead.joint();
            ahead.approximate();
            matches!(ahead.clock(), Some(TimeOfDay::Known(_)))
        };
        (self.heading || timed()).then_some(day)
    }

    /// The year of a day that stands behind the time.
    pub(crate) fn year_behind(&mut self, day: Day) -> Option<Day> {
        let Day::WithoutYear(month, day) = day else { return None };
        self.skip(char::is_whitespace);
        let four = self.rest().bytes().take_while(u8::is_ascii_digit).count() == 4;
        let year = self.number(4).filter(|year| four && (1970..2200).contains(year))?;
        let apart = !self.rest().starts_with(|c: char| c.is_alphanumeric() || ":-/.".contains(c));
        let date = Date::new(year, month, day).ok().filter(|_| apart)?;
        Some(Day::Full(date))
    }

    /// `20240301T10:45`, `20240301 10:45`.
    fn compact_date(&mut self) -> Option<Day> {
        let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        let rest = self.rest().get(..8).filter(|_| digits == 8)?;
        let year: i16 = rest[..4].parse().ok().filter(|year| (1990..2100).contains(year))?;
        let date = Date::new(year, rest[4..6].parse().ok()?, rest[6..].parse().ok()?).ok()?;
        self.at += 8;
        Some(Day::Full(date))
    }

    /// `06/02`, `03-26`, `02.06.`
    fn digits_without_year(&mut self) -> Option<Day> {
        self.weekday();
        let length = |scan: &Self| scan.rest().bytes().take_while(u8::is_ascii_digit).count();
        let two = length(self) == 2;
        let first = self.number(2)?;
        let mark = self.rest().chars().next().filter(|c| "-/.".contains(*c))?;
        self.at += 1;
        // `5-10` is a number of something more often than a day.
        let full = two && length(self) == 2;
        let second = self.number(2)?;
        let dotted = mark == '.' && self.take(".");
        if self.rest().starts_with(|c: char| c.is_alphanumeric() || "-/.%".contains(c)) {
            return None;
        }
        let fits = if mark == '.' { dotted } else { full || mark == '/' };
        let month = (1..=12).contains(&first) || (1..=12).contains(&second);
        let days = (1..=31).contains(&first) && (1..=31).contains(&second);
        (fits && month && days).then(|| self.ordered(None, first, second, mark))
    }

    /// `Day 2`, `Day 1 (Tuesday)`.
    fn numbered_day(&mut self) -> Option<Day> {
        words::all(|language| language.day_numbers).find(|word| self.take(word))?;
        self.skip(|c| c == ' ' || c == '#');
        let number = self.number(2)?;
        (!self.rest().starts_with(char::is_alphanumeric)).then_some(Day::Number(number))
    }

    /// `next day`, `the following morning`.
    fn relative_day(&mut self) -> Option<Day> {
        let like = RELATIVE_DAYS.like(self.rest());
        // The longest that fits: `le lendemain matin` is not `le lendemain`.
        let fits = |(word, _): &&(&str, i32)| {
            let mut ahead = self.ahead();
            ahead.take(word) && !ahead.rest().starts_with(char::is_alphanumeric)
        };
        let (word, days) = like.iter().filter(fits).max_by_key(|(word, _)| word.len())?;
        self.take(word);
        Some(Day::After(i8::try_from(*days).ok()?))
    }

    /// What two numbers say, as far as they do without the rest of the document.
    fn ordered(&mut self, year: Option<i16>, first: i16, second: i16, mark: char) -> Day {
        let months = 1..=12;
        let (month, day) = match (months.contains(&first), months.contains(&second)) {
            (true, true) if first != second => {
                let fits = |number| i8::try_from(number).unwrap_or_default();
                let dotted = mark == '.';
                return Day::Digits(Digits {
                    year,
                    first: fits(first),
                    second: fits(second),
                    dotted,
                });
            }
            (false, _) => (second, first),
            (true, _) => (first, second),
        };
        match year {
            Some(year) => self.date(year, month, day),
            None => match (i8::try_from(month), i8::try_from(day)) {
                (Ok(month), Ok(day)) => Day::WithoutYear(month, day),
                _ => Day::Unknown,
            },
        }
    }

    /// `2025-05-05`, `2025/05/05`, `02-13-2025`, `13.02.2025`, `2022-05-??`.
    fn day_of_digits(&mut self) -> Option<Day> {
        let first_length = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        let first = self.number(4)?;
        let mark = self.rest().chars().next().filter(|c| "-/.".contains(*c))?;
        self.at += 1;
        if first_length == 4 {
            if mark == '.'
                && let Some(day) = self.attempt(|scan| scan.spaced_points(first))
            {
                return Some(day);
            }
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
        Some(self.ordered(Some(year), first, second, mark))
    }

    /// `2026. 3. 12.`, behind the year.
    fn spaced_points(&mut self, year: i16) -> Option<Day> {
        let blank = |scan: &mut Self| scan.take(" ").then_some(());
        blank(self)?;
        let month = self.number(2)?;
        self.take(".").then_some(())?;
        blank(self)?;
        let day = self.number(2)?;
        self.take(".").then(|| self.date(year, month, day))
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
        let letters = |c: char| PLACES.contains(c) || c.is_ascii_digit();
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
        if let Some(read) = self.attempt(|scan| scan.slashed_month(day)) {
            return Some(read);
        }
        self.ordinal();
        self.skip(|c| c == '.' || c == '-' || c.is_whitespace());
        words::all(|language| language.of_month).any(|of| self.take(of));
        let month = self.month()?;
        self.finish_month(month, day)
    }

    /// `12/Mar/24`, `12-Mar-2024`: behind the day, with the same sign twice.
    fn slashed_month(&mut self, day: i16) -> Option<Day> {
        let sign = self.rest().chars().next().filter(|c| "/-".contains(*c))?.to_string();
        self.take(&sign);
        let month = self.month()?;
        self.take(&sign).then_some(())?;
        let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        let year = self.number(4)?;
        let year = match digits {
            4 if (1970..2200).contains(&year) => year,
            2 => 2000 + year,
            _ => return None,
        };
        Some(self.date(year, month, day))
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
            // `12 de marzo de 2026`
            words::all(|language| language.of_month).any(|of| scan.take(of));
            let four = scan.rest().bytes().take_while(u8::is_ascii_digit).count() == 4;
            let year = if four { scan.number(4) } else { None };
            // `2024:` is a year, `20 24:10` and `2024-03` are none.
            let rest = scan.rest();
            let goes_on =
                rest.starts_with([':', '-']) && rest[1..].starts_with(|c: char| c.is_ascii_digit());
            year.filter(|year| (1970..2200).contains(year) && !goes_on)
        });
        if year.is_some() {
            self.year_word();
        }
        match year {
            Some(year) => Some(self.date(year, month, day)),
            None => {
                let known = (1..=31).contains(&day);
                self.impossible |= !known;
                Some(Day::WithoutYear(i8::try_from(month).ok()?, i8::try_from(day).ok()?))
            }
        }
    }

    /// `2026 r.`: the word that says that it is a year.
    fn year_word(&mut self) {
        self.attempt(|scan| {
            scan.skip(|c| c == ' ' || c == '\u{a0}');
            words::all(|language| language.year_words).find(|word| scan.take(word))?;
            (!scan.rest().starts_with(char::is_alphanumeric)).then_some(())
        });
    }

    fn date(&mut self, year: i16, month: i16, day: i16) -> Day {
        let date = i8::try_from(month)
            .ok()
            .zip(i8::try_from(day).ok())
            .and_then(|(m, d)| Date::new(year, m, d).ok());
        self.impossible |= date.is_none();
        date.map_or(Day::Unknown, Day::Full)
    }
}
