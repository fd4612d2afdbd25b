//! The time of day of a stamp, with its zone, and the end of a range.

use jiff::civil::Time;
use jiff::tz::TimeZone;

use crate::postmortem::time::parts::Clock;
use crate::postmortem::time::scan::Scan;
use crate::postmortem::time::zone;
use crate::words::{self, HalfDay};

impl Scan<'_> {
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
