//! Reads the pieces of a stamp, from left to right.

use crate::words;

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
    pub(super) fn number(&mut self, most: usize) -> Option<i16> {
        let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > most {
            return None;
        }
        let value = self.rest()[..digits].parse().ok()?;
        self.at += digits;
        Some(value)
    }

    /// Runs a reader; the place stays when it finds nothing.
    pub(super) fn attempt<T>(&mut self, reader: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
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
}
