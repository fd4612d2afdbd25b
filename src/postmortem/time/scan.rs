//! Reads the pieces of a stamp, from left to right.

use jiff::tz::TimeZone;

use crate::words::{self, ListOf};

/// A place in a text, moving forward over what it understands.
pub(crate) struct Scan<'t> {
    text: &'t str,
    /// The byte that is read next.
    pub(crate) at: usize,
    /// Whether something had the shape of a date or time, but no such one exists.
    pub(crate) impossible: bool,
    /// Whether a word on the way said "about".
    pub(crate) hedged: bool,
    /// Whether the text is a heading: a weekday alone is a day there.
    pub(crate) heading: bool,
    /// Whether a full date stands before what is read.
    pub(crate) dated: bool,
    /// Whether date and time are joined by a `T`: what follows is an offset, never a range.
    pub(crate) iso: bool,
    /// Whether `and` may part the ends of a range.
    pub(crate) between: bool,
    /// The zone that stands between date and time.
    pub(crate) aside: Option<TimeZone>,
}

impl<'t> Scan<'t> {
    pub(crate) fn new(text: &'t str, at: usize) -> Self {
        Self {
            text,
            at,
            impossible: false,
            hedged: false,
            heading: false,
            dated: false,
            iso: false,
            between: false,
            aside: None,
        }
    }

    /// A scan that looks on from here, and forgets what it found.
    pub(super) fn ahead(&self) -> Self {
        Self::new(self.text, self.at)
    }

    /// The sign of a list that is none to Markdown: exporters write `\- 10:02`, wikis `• 10:02`.
    pub(crate) fn bullet(&mut self) {
        let behind = self.rest().strip_prefix(['-', '–', '*', '•', '·', '◦', '▪', '‣']);
        if behind.is_some_and(|behind| behind.starts_with(char::is_whitespace)) {
            self.skip(|c| !c.is_whitespace());
            self.skip(char::is_whitespace);
        }
    }

    pub(crate) fn text(&self) -> &'t str {
        self.text
    }

    pub(crate) fn before(&self) -> &'t str {
        &self.text[..self.at]
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
        let first = |text: &str| text.as_bytes().first().map(u8::to_ascii_lowercase);
        let rest = self.rest();
        // Most words of a list begin with another letter.
        let found = (word.is_empty() || first(rest) == first(word))
            && rest.get(..word.len()).is_some_and(|start| {
                start.eq_ignore_ascii_case(word) || !word.is_ascii() && start.to_lowercase() == word
            });
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
        let before = (self.at, self.impossible, self.hedged, self.iso);
        let found = reader(self);
        if found.is_none() {
            (self.at, self.impossible, self.hedged, self.iso) = before;
        }
        found
    }

    pub(crate) fn approximate(&mut self) -> bool {
        let length = self.longest(|language| language.about_times);
        self.at += length;
        if length > 0 {
            self.skip(char::is_whitespace);
            self.hedged = true;
        }
        length > 0
    }

    /// The length of the longest word of a list that stands here: `sobre las` is not `sobre`.
    fn longest(&self, of: ListOf) -> usize {
        let fits = |word: &&&str| self.ahead().take(word);
        words::all(of).filter(fits).map(|word| word.len()).max().unwrap_or_default()
    }

    /// Takes what leads to a time, or says "about" in front of one, whichever is longer.
    fn lead(&mut self) -> bool {
        let length = self.longest(|language| language.lead_ins);
        let is_lead = length > self.longest(|language| language.about_times);
        self.at += if is_lead { length } else { 0 };
        is_lead
    }

    /// `10:00ish`, `10:00 (approx.)`: what says "about" behind a time.
    pub(crate) fn hedge_behind(&mut self) {
        let found = self.attempt(|scan| {
            if words::all(|language| language.about_endings).any(|end| scan.take(end)) {
                return (!scan.rest().starts_with(char::is_alphanumeric)).then_some(());
            }
            scan.skip(char::is_whitespace);
            let bracket = scan.take("(");
            scan.hedge_word()?;
            (bracket && scan.take(")")).then_some(())
        });
        self.hedged |= found.is_some();
    }

    fn hedge_word(&mut self) -> Option<()> {
        let length = self.longest(|language| language.about_behind);
        self.at += length;
        (length > 0 && !self.rest().starts_with(char::is_alphanumeric)).then_some(())
    }

    /// `At 10:05`, `On March 4th`, `From 10:05`: what may stand before a date or a time. Whether
    /// only a time may follow.
    pub(crate) fn lead_in(&mut self) -> bool {
        let at = self.at;
        let timed = self.longest(|language| language.time_lead_ins);
        let is_longer = timed > self.longest(|language| language.lead_ins);
        let any = !is_longer && self.lead();
        let timed = is_longer && timed > self.longest(|language| language.about_times);
        if !(any || timed) {
            return false;
        }
        if timed {
            self.at += self.longest(|language| language.time_lead_ins);
        }
        self.between = timed;
        self.skip(char::is_whitespace);
        let mut ahead = self.ahead();
        let date = ahead.month().is_some()
            || ahead.approximate()
            || ahead.weekday().is_some()
            || self.rest().starts_with(|c: char| c.is_ascii_digit());
        self.at = if date { self.at } else { at };
        timed && date
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
        if joined.is_some() {
            self.iso = true;
            return;
        }
        self.skip(|c| c.is_whitespace() || c == ',');
        self.between();
        if self.lead() || self.take("@") || self.take("- ") || self.take("– ") {
            self.skip(char::is_whitespace);
        }
        self.approximate();
    }

    /// `(approx.)`, `(Friday)`, `(UTC)`, `Fri,`: what may stand between date and time besides.
    fn between(&mut self) {
        let found = self.attempt(|scan| {
            let bracket = scan.take("(");
            let hedged = bracket && scan.attempt(Self::hedge_word).is_some();
            let zone = if hedged || scan.weekday().is_some() {
                None
            } else if bracket {
                Some(scan.zone_name()?)
            } else {
                return None;
            };
            scan.skip(char::is_whitespace);
            (!bracket || scan.take(")")).then_some((hedged, zone))
        });
        if let Some((hedged, zone)) = found {
            self.hedged |= hedged;
            self.aside = zone.or(self.aside.take());
            self.skip(|c| c.is_whitespace() || c == ',');
        }
    }
}
