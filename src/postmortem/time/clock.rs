//! The time of day of a stamp, with its zone, and the end of a range.

use jiff::civil::Time;
use jiff::tz::TimeZone;

use crate::postmortem::time::parts::{Day, TimeOfDay};
use crate::postmortem::time::scan::Scan;
use crate::postmortem::time::zone;
use crate::words::{self, HalfDay};

/// The end of a range.
#[derive(Debug, Clone)]
pub(crate) struct Until {
    /// Its day; none when it is the start's.
    pub(crate) day: Option<Day>,
    /// Its time of day; none when both ends are days.
    pub(crate) time: Option<Time>,
}

/// A time of day, when there is such a one.
fn clock_of(hour: i16, minute: i16, second: i16) -> Option<Time> {
    let fits = |value: i16| i8::try_from(value).ok();
    Time::new(fits(hour)?, fits(minute)?, fits(second)?, 0).ok()
}

impl Scan<'_> {
    pub(crate) fn clock(&mut self) -> Option<TimeOfDay> {
        let clock = self
            .attempt(Self::known_clock)
            .or_else(|| self.attempt(Self::spaced_clock))
            .or_else(|| self.attempt(Self::whole_hour))
            .or_else(|| self.attempt(Self::signed_hour))
            .or_else(|| self.attempt(Self::four_digits))
            .or_else(|| self.attempt(Self::compact_clock))
            .or_else(|| self.attempt(Self::placeholder_clock))?;
        self.hour_word();
        Some(clock)
    }

    /// `104500` behind the `T` of `20240301T104500Z`.
    fn compact_clock(&mut self) -> Option<TimeOfDay> {
        let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        let part = |at: usize| self.rest().get(at..at + 2)?.parse().ok();
        let seconds = match (self.iso, digits) {
            (true, 4) => 0,
            (true, 6) => part(4)?,
            _ => return None,
        };
        let time = Time::new(part(0)?, part(2)?, seconds, 0).ok()?;
        self.at += digits;
        Some(TimeOfDay::Known(time))
    }

    /// Whether `Uhr` follows: `1.30 h` may be a length.
    fn hour_word_ahead(&self) -> bool {
        let rest = self.rest().trim_start();
        let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        let word = rest[..end].to_lowercase();
        let is_unit = || words::pairs(|language| language.units).any(|(unit, _)| unit == word);
        words::has(|language| language.hour_words, &word) && !is_unit()
    }

    /// The letter between hours and minutes: `14u05`.
    fn is_hour_sign(&self, c: char) -> bool {
        c != 'h' && words::all(|l| l.hour_words).any(|word| word.starts_with(c) && word.len() == 1)
    }

    /// `14 Uhr`: the whole hour, with a word that counts no hours.
    fn whole_hour(&mut self) -> Option<TimeOfDay> {
        let hour = self.number(2)?;
        self.rest().starts_with([' ', '\u{a0}']).then_some(())?;
        let time = i8::try_from(hour).ok().and_then(|hour| Time::new(hour, 0, 0, 0).ok())?;
        self.hour_word_ahead().then_some(TimeOfDay::Known(time))
    }

    /// `à 14h`: a whole hour behind a word that leads to a time. Elsewhere it may be a length.
    fn signed_hour(&mut self) -> Option<TimeOfDay> {
        let before = self.before();
        let hour = self.number(2)?;
        let sign = self.rest().chars().next().filter(|c| *c == 'h' || self.is_hour_sign(*c))?;
        let ends = |word: &&&str| {
            let start = before.len().checked_sub(word.len());
            start
                .and_then(|start| before.get(start..))
                .is_some_and(|it| it.eq_ignore_ascii_case(word))
        };
        words::all(|language| language.lead_ins).find(ends)?;
        self.at += sign.len_utf8();
        let is_apart = !self.rest().starts_with(char::is_alphanumeric);
        let time = clock_of(hour, 0, 0);
        time.filter(|_| is_apart).map(TimeOfDay::Known)
    }

    /// `18:20 Uhr`, `14:30 h`.
    fn hour_word(&mut self) {
        self.attempt(|scan| {
            scan.skip(char::is_whitespace);
            words::all(|language| language.hour_words).find(|word| scan.take(word))?;
            (!scan.rest().starts_with(|c: char| c.is_alphanumeric() || c == '-')).then_some(())
        });
    }

    /// `14 h 20`, which is no length of time: no unit follows.
    fn spaced_clock(&mut self) -> Option<TimeOfDay> {
        let hour = self.number(2)?;
        self.skip(|c| c == ' ' || c == '\u{a0}');
        (self.take("h") && self.rest().starts_with([' ', '\u{a0}'])).then_some(())?;
        self.skip(|c| c == ' ' || c == '\u{a0}');
        let two = self.rest().bytes().take_while(u8::is_ascii_digit).count() == 2;
        let minute = self.number(2).filter(|_| two)?;
        let unit = self.rest().trim_start();
        let minutes = unit.strip_prefix(['m', 'M']).is_some_and(|behind| {
            behind.starts_with("in") || !behind.starts_with(char::is_alphabetic)
        });
        if minutes {
            return None;
        }
        let fits = |value: i16| i8::try_from(value).ok();
        let time = fits(hour).zip(fits(minute)).and_then(|(h, m)| Time::new(h, m, 0, 0).ok());
        time.map(TimeOfDay::Known)
    }

    /// `1430 UTC`, `0930Z`, `1430h`: only with what says that it is a time; behind a date, when no
    /// word follows that could be counted.
    fn four_digits(&mut self) -> Option<TimeOfDay> {
        let rest = self.rest();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let hour = rest.get(..2)?.parse().ok()?;
        let minute = rest.get(2..4)?.parse().ok()?;
        let behind = rest.get(4..).filter(|_| digits == 4)?;
        let word = behind.trim_start();
        let word = &word[..word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len())];
        let hours = words::has(|language| language.hour_words, &word.to_lowercase());
        let zone = word.chars().all(char::is_uppercase) && zone::named(word).is_some();
        let dated = self.dated
            && !word.starts_with(char::is_alphanumeric)
            && !behind.starts_with(['-', '/', '.']);
        let dated = dated && !behind.trim_start().starts_with(|c: char| c.is_ascii_digit());
        let time = Time::new(hour, minute, 0, 0).ok().filter(|_| hours || zone || dated)?;
        self.at += 4;
        if hours {
            self.at += behind.len() - behind.trim_start().len() + word.len();
        }
        Some(TimeOfDay::Known(time))
    }

    /// `12:17`, `14.43`, `9h05`, `06:15pm`, `6 am`, `20:06:00.5`.
    fn known_clock(&mut self) -> Option<TimeOfDay> {
        let length = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        let mut hour = self.number(2)?;
        let mark =
            self.rest().chars().next().filter(|c| ":.h".contains(*c) || self.is_hour_sign(*c));
        let mut minute = 0;
        let mut seconds = None;
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
                && !self.hour_word_ahead()
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
                seconds = Some(self.number(2)?);
            }
            if self.rest().starts_with(['.', ','])
                && self.rest()[1..].starts_with(|c: char| c.is_ascii_digit())
                && seconds.is_some()
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
        let time = clock_of(hour, minute, seconds.unwrap_or(0));
        self.impossible |= time.is_none();
        Some(time.map_or(TimeOfDay::Unknown, TimeOfDay::Known))
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
    fn placeholder_clock(&mut self) -> Option<TimeOfDay> {
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
        Some(TimeOfDay::Unknown)
    }

    /// A zone after a time: `Z`, `UTC`, `+02:00`, `(CET)`, `PDT (UTC-7)`, `Pacific time`.
    ///
    /// `13:30-13:45` is a range: without a date nothing to the west is an offset, and with one only
    /// what cannot be the end of a range.
    pub(crate) fn zone(&mut self, dated: bool, time: Option<Time>) -> Option<TimeZone> {
        self.attempt(|scan| {
            if let Some((minutes, length)) = zone::read_offset(scan.rest())
                && length >= 5
                && (scan.rest().starts_with('+') || dated && scan.is_west(minutes, time))
            {
                let name = &scan.rest()[..length];
                scan.at += length;
                return zone::named(name);
            }
            // `11:10:00 +0100`, as logs have it: without seconds `+1200` may count something.
            let exact = dated
                && scan
                    .before()
                    .rsplit(' ')
                    .next()
                    .is_some_and(|word| word.matches(':').count() > 1);
            scan.skip(char::is_whitespace);
            if let Some((_, length)) = zone::read_offset(scan.rest()).filter(|_| exact)
                && length >= 5
            {
                let name = &scan.rest()[..length];
                scan.at += length;
                return zone::named(name);
            }
            let bracket = scan.take("(");
            let zone = scan.zone_name()?;
            if bracket {
                return scan.take(")").then_some(zone);
            }
            scan.attempt(|scan| {
                scan.skip(char::is_whitespace);
                (scan.take("(") && scan.zone_name().is_some() && scan.take(")")).then_some(())
            });
            Some(zone)
        })
    }

    /// Whether so many minutes behind a dash are an offset: of `10:00-08:00` and `10:00-09:40` only
    /// the first is one.
    fn is_west(&self, minutes: i32, time: Option<Time>) -> bool {
        let behind = -minutes;
        let later = time.is_some_and(|time| {
            behind > i32::from(time.hour()) * 60 + i32::from(time.minute()) && time.second() == 0
        });
        [0, 30, 45].contains(&(behind % 60)) && behind <= 12 * 60 && (self.iso || !later)
    }

    /// The name of a zone.
    pub(super) fn zone_name(&mut self) -> Option<TimeZone> {
        self.attempt(|scan| {
            if let Some(length) = zone::place_ahead(scan.rest()) {
                let name = &scan.rest()[..length];
                scan.at += length;
                return zone::named(name);
            }
            let us = scan.attempt(|scan| scan.rest().starts_with("US ").then(|| scan.at += 3));
            let word = |c: char| c.is_alphanumeric() || "/_+".contains(c);
            let length = scan.rest().len() - scan.rest().trim_start_matches(word).len();
            let name = &scan.rest()[..length];
            let spelled = zone::is_spelled(name, &scan.rest()[length..]);
            let capital = name.chars().next().is_some_and(char::is_uppercase);
            let plausible = spelled || us.is_some() || capital && !zone::is_word(name);
            let plausible = plausible && (name.len() > 1 || name == "Z");
            let zone = if plausible { zone::named(name)? } else { return None };
            scan.at += length;
            if let Some(west) = zone::offset_behind(name, scan.rest()) {
                let name = format!("{name}{}", &scan.rest()[..west]);
                scan.at += west;
                return zone::named(&name);
            }
            if spelled {
                scan.zone_noun();
            }
            Some(zone)
        })
    }

    /// A zone behind a time that is none of those that are known.
    pub(crate) fn unknown_zone(&mut self) -> Option<String> {
        let length = zone::unknown_behind(self.rest())?;
        let name = self.rest()[..length].trim_matches([' ', '\u{a0}', '(', ')']).to_owned();
        self.at += length;
        Some(name)
    }

    /// `Pacific time`.
    fn zone_noun(&mut self) {
        self.attempt(|scan| {
            scan.skip(char::is_whitespace);
            words::all(|language| language.zone_nouns).find(|noun| scan.take(noun))?;
            (!scan.rest().starts_with(char::is_alphanumeric)).then_some(())
        });
    }

    /// The word between the ends of a range, the longest that fits: `bis zum` is not `bis`.
    fn range_word(&mut self) -> bool {
        let fits = |word: &&str| word.starts_with(char::is_alphabetic) && self.ahead().take(word);
        let is_and = |word: &str| words::has(|language| language.range_ands, word.trim());
        let longest = words::all(|language| language.window_signs)
            .map(|sign| sign.trim_start())
            .filter(|word| self.between || !is_and(word))
            .filter(fits)
            .map(str::len)
            .max();
        self.at += longest.unwrap_or_default();
        longest.is_some()
    }

    /// `-13:45`, `until the next day, 09:00`; of a day the end is a day.
    pub(crate) fn range_end(&mut self, timed: bool) -> Option<Until> {
        self.attempt(|scan| {
            scan.skip(char::is_whitespace);
            let sign = scan.take("->") || scan.take_any("-–—→") || scan.range_word();
            if !sign {
                return None;
            }
            scan.skip(char::is_whitespace);
            if timed {
                words::all(|language| language.lead_ins).any(|word| scan.take(word));
            }
            scan.approximate();
            let day = scan.attempt(|scan| {
                let day = scan.day()?;
                if timed {
                    scan.joint();
                }
                Some(day)
            });
            if !timed {
                return Some(Until { day: Some(day?), time: None });
            }
            match scan.known_clock()? {
                TimeOfDay::Known(time) => {
                    scan.hour_word();
                    Some(Until { day, time: Some(time) })
                }
                TimeOfDay::Unknown => None,
            }
        })
    }
}
