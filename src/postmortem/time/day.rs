//! The day of a stamp.

use jiff::civil::Date;

use crate::postmortem::time::parts::Day;
use crate::postmortem::time::scan::Scan;
use crate::words;

impl Scan<'_> {
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
        // With dots the day comes first; with dashes and slashes the month, unless it cannot be
        // one.
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
        words::all(|language| language.of_month).any(|of| self.take(of));
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
}
