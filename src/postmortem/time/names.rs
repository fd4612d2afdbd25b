//! The names of days and months in a stamp.

use jiff::civil::Weekday;

use crate::postmortem::time::scan::Scan;
use crate::words;

impl Scan<'_> {
    pub(crate) fn weekday(&mut self) -> Option<Weekday> {
        if !self.rest().starts_with(char::is_alphabetic) {
            return None;
        }
        let first = self.rest().as_bytes().first().map(u8::to_ascii_lowercase);
        let days = words::all(|language| language.weekdays).enumerate();
        for (index, day) in days.filter(|(_, day)| day.as_bytes().first().copied() == first) {
            for length in [day.len(), 5, 4, 3, 2] {
                let at = self.at;
                let found = day.get(..length).is_some_and(|name| self.take(name));
                // `Mo., 12.03.`: two letters tell a day only before a number.
                let behind = self.rest().trim_start_matches([' ', '.', ',', '\u{a0}']);
                let tells = length > 2 || behind.starts_with(|c: char| c.is_ascii_digit());
                if found && tells && !self.rest().starts_with(char::is_alphanumeric) {
                    self.skip(|c| c.is_whitespace() || c == ',' || c == '.');
                    let number = i8::try_from(index % 7).ok()?;
                    return Weekday::from_monday_zero_offset(number).ok();
                }
                self.at = at;
            }
        }
        None
    }

    pub(crate) fn ordinal(&mut self) {
        for end in words::all(|language| language.ordinals) {
            if self.rest().starts_with(end) {
                self.at += end.len();
                return;
            }
        }
    }

    pub(crate) fn month(&mut self) -> Option<i16> {
        let letters = self.rest().len() - self.rest().trim_start_matches(char::is_alphabetic).len();
        let word = self.rest()[..letters].to_lowercase();
        let short = word.len() == 3 || words::has(|language| language.short_months, &word);
        let index = words::languages().find_map(|language| {
            // A language with cases has the twelve once for each.
            let position = |fits: &dyn Fn(&str) -> bool| {
                let mut months = language.months.iter();
                months.position(|month| fits(month)).map(|place| place % 12)
            };
            position(&|month| month == word)
                .or_else(|| position(&|month| short && month.starts_with(&word)))
        })?;
        self.at += letters;
        i16::try_from(index + 1).ok()
    }
}
