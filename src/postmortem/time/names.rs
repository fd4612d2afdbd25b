//! The names of days and months in a stamp.

use crate::postmortem::time::scan::Scan;

impl Scan<'_> {
    pub(crate) fn weekday(&mut self) {
        const DAYS: [&str; 7] =
            ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        for day in DAYS {
            for length in [day.len(), 3] {
                let at = self.at;
                let found = self.take(&day[..length]);
                if found && !self.rest().starts_with(char::is_alphanumeric) {
                    self.skip(|c| c.is_whitespace() || c == ',' || c == '.');
                    return;
                }
                self.at = at;
            }
        }
    }

    pub(crate) fn ordinal(&mut self) {
        for end in ["st", "nd", "rd", "th"] {
            if self.rest().starts_with(end) {
                self.at += end.len();
                return;
            }
        }
    }

    pub(crate) fn month(&mut self) -> Option<i16> {
        const MONTHS: [&str; 12] = [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ];
        let letters = self.rest().len() - self.rest().trim_start_matches(char::is_alphabetic).len();
        let word = self.rest()[..letters].to_lowercase();
        let short = word.len() == 3 || word == "sept";
        let index = MONTHS
            .iter()
            .position(|month| *month == word || (short && month.starts_with(&word)))?;
        self.at += letters;
        i16::try_from(index + 1).ok()
    }
}
