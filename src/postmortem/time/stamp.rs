//! Stamps: dates and times at the beginning of a text, as authors write them.

use jiff::SignedDuration;
use jiff::civil::Date;
use jiff::tz::TimeZone;

pub(crate) use crate::postmortem::time::parts::{Clock, Day};
use crate::postmortem::time::scan::Scan;

#[derive(Debug, Clone)]
pub(crate) struct Stamp {
    /// As the author wrote it, without brackets and separators.
    pub(crate) written: String,
    /// Where `written` begins in the text.
    pub(crate) start: usize,
    /// The bytes of the text up to the first word after the stamp.
    pub(crate) length: usize,
    pub(crate) day: Option<Day>,
    pub(crate) clock: Option<Clock>,
    pub(crate) zone: Option<TimeZone>,
    /// The time since the start: `T+5 min`, `+00:12`.
    pub(crate) since: Option<SignedDuration>,
    /// Whether the author said "about".
    pub(crate) approximate: bool,
    /// Whether it has the shape of a stamp but no such date or time exists.
    pub(crate) impossible: bool,
}

impl Stamp {
    /// Whether there is a date and no time.
    pub(crate) fn is_day(&self) -> bool {
        self.clock.is_none() && self.day.is_some()
    }
}

/// Reads the stamp at the beginning of a text.
pub(crate) fn read(text: &str) -> Option<Stamp> {
    let mut scan = Scan::new(text, 0);
    scan.skip(char::is_whitespace);
    let bracket = scan.take_any("[(");
    scan.lead_in();
    let approximate = scan.approximate();
    let start = scan.at;
    let since = scan.since();
    let mut parts = if since.is_some() { Parts::until(scan.at) } else { date_and_time(&mut scan) };
    if since.is_none() && parts.day.is_none() && parts.clock.is_none() {
        if !scan.unknown() {
            return None;
        }
        parts.clock = Some(Clock::Unknown);
        parts.end = scan.at;
    }
    scan.at = parts.end;
    if scan.range_end() {
        parts.zone = parts.zone.or_else(|| scan.zone(false));
    }
    let end = scan.at;
    if bracket {
        scan.skip(char::is_whitespace);
        if !scan.take_any("])") {
            // `(12 May was quiet)` is text.
            return None;
        }
        parts.zone = parts.zone.or_else(|| scan.zone(false));
    }
    if !ends(scan.rest()) {
        return None;
    }
    let impossible = scan.impossible;
    scan.at += separator(scan.rest());
    let written = text[start..end].trim().to_owned();
    Some(Stamp {
        written,
        start,
        length: scan.at,
        day: parts.day,
        clock: parts.clock,
        zone: parts.zone,
        since,
        approximate,
        impossible,
    })
}

/// What date, time and zone a stamp has.
struct Parts {
    day: Option<Day>,
    clock: Option<Clock>,
    zone: Option<TimeZone>,
    end: usize,
}

impl Parts {
    fn until(end: usize) -> Self {
        Self { day: None, clock: None, zone: None, end }
    }
}

/// Date and time in either order, with or without a word between.
fn date_and_time(scan: &mut Scan) -> Parts {
    let mut parts = Parts::until(scan.at);
    for _ in 0..2 {
        if parts.day.is_none()
            && let Some(read) = scan.day()
        {
            parts.day = Some(read);
        } else if parts.clock.is_none()
            && let Some(read) = scan.clock()
        {
            parts.clock = Some(read);
            parts.zone = scan.zone(parts.day.is_some());
        } else {
            break;
        }
        parts.end = scan.at;
        scan.joint();
    }
    parts
}

/// Whether a stamp may end before this text.
fn ends(rest: &str) -> bool {
    // A word that goes on is no stamp: `12:30pmish`, `2024-05-01-rc1`.
    if rest.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '%') {
        return false;
    }
    // `12:17.` ends a sentence, `12:17/13:17` is something else.
    rest.is_empty()
        || rest.starts_with(|c: char| c.is_whitespace() || ":-–—|>→=•;,*.([\"'<`".contains(c))
}

/// The length of what stands between a stamp and its text: blanks, and at most one separator, since
/// a second one is the text's (`10:02 – -1 was returned`).
pub(crate) fn separator(rest: &str) -> usize {
    let blank = |text: &str| text.len() - text.trim_start().len();
    let lead = blank(rest);
    let found =
        ["->", "=>", "--", "–", "—", "-", ":", "|", "→", "•", ";", ","].iter().find_map(|sign| {
            let behind = rest[lead..].strip_prefix(sign)?;
            let apart = behind.is_empty() || behind.starts_with(char::is_whitespace);
            // `10:02–text` and `10:02 –text`, but neither `10:02 -v` nor `10:02 --- typed`.
            let dash = matches!(*sign, "–" | "—" | "•") && behind.starts_with(char::is_alphabetic);
            let stuck = lead == 0 && !behind.starts_with(['-', '–', '—']);
            // A colon that stands on the stamp is always the stamp's.
            (apart || dash || stuck || (lead == 0 && *sign == ":"))
                .then(|| lead + sign.len() + blank(behind))
        });
    found.unwrap_or(lead)
}

/// The first full date anywhere in a text.
pub(crate) fn find_date(text: &str) -> Option<Date> {
    let mut after_word = false;
    text.char_indices().find_map(|(at, c)| {
        let begins = c.is_alphanumeric() && !after_word;
        after_word = c.is_alphanumeric() || "/-.".contains(c);
        if !begins {
            return None;
        }
        let mut scan = Scan::new(text, at);
        match scan.day() {
            Some(Day::Full(date))
                if !scan.rest().starts_with(|c: char| c.is_alphanumeric() && c != 'T') =>
            {
                Some(date)
            }
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Date, time and the text behind the stamp.
    fn stamp(text: &str) -> Option<(String, String, &str)> {
        let stamp = read(text)?;
        let day = match stamp.day {
            Some(Day::Full(date)) => date.to_string(),
            Some(Day::WithoutYear(month, day)) => format!("{month}/{day}"),
            Some(Day::Unknown) => "?".into(),
            None => String::new(),
        };
        let clock = match stamp.clock {
            Some(Clock::Known(time)) => time.strftime("%H:%M:%S").to_string(),
            Some(Clock::Unknown) => "?".into(),
            None => String::new(),
        };
        Some((day, clock, &text[stamp.length..]))
    }

    #[test]
    fn stamps_have_many_forms() {
        for (text, day, clock) in [
            ("12:17 UTC – x", "", "12:17:00"),
            ("[13:26] x", "", "13:26:00"),
            ("[13:26 CET]: x", "", "13:26:00"),
            ("2025-05-05T20:06:01Z — x", "2025-05-05", "20:06:01"),
            ("06:15pm - x", "", "18:15:00"),
            ("12:05 am x", "", "00:05:00"),
            ("6 p.m. x", "", "18:00:00"),
            ("14.43 x", "", "14:43:00"),
            ("02-13-2025 11:00 pm - x", "2025-02-13", "23:00:00"),
            ("13.02.2025, 11:00 x", "2025-02-13", "11:00:00"),
            ("25/12/2024 11:00 x", "2024-12-25", "11:00:00"),
            ("2022-06-02 10:05 x", "2022-06-02", "10:05:00"),
            ("~01:30 x", "", "01:30:00"),
            ("13:30-13:45 x", "", "13:30:00"),
            ("13:30 – 14:00 UTC: x", "", "13:30:00"),
            ("2024-03-01 x", "2024-03-01", ""),
            ("Mon, 4 March 2024 09:00 x", "2024-03-04", "09:00:00"),
            ("March 4th, 2024 at 09:00 x", "2024-03-04", "09:00:00"),
            ("19. April, 11:00: x", "4/19", "11:00:00"),
            ("2020-12-21 HH:mm x", "2020-12-21", "?"),
            ("2022-05-?? 10:00 x", "?", "10:00:00"),
            ("MM-DD 10:00 x", "?", "10:00:00"),
            ("[???] x", "", "?"),
            ("??:?? x", "", "?"),
            ("At 10:05 UTC, x", "", "10:05:00"),
            ("On March 4th 2024 at 9.05am: x", "2024-03-04", "09:05:00"),
            ("1430 UTC x", "", "14:30:00"),
            ("0930Z - x", "", "09:30:00"),
            ("1430h x", "", "14:30:00"),
            ("10:05 to 10:20 UTC: x", "", "10:05:00"),
        ] {
            assert_eq!(stamp(text), Some((day.into(), clock.into(), "x")), "{text}");
        }
    }

    #[test]
    fn words_and_numbers_are_no_stamps() {
        for text in [
            "1.52 was released",
            "3 pods died",
            "v2.5.1",
            "10.0.0.7 was down",
            "may be late",
            "12 engineers",
            "(see above)",
            "2024.1 shipped",
            "24/7 support",
            "? what",
            "",
            "march on",
            "#1234 merged",
            "At night",
            "On call",
            "1430 users",
            "+5 pods",
            "T-shirts",
            "Two hours",
        ] {
            assert_eq!(stamp(text), None, "{text}");
        }
    }

    #[test]
    fn at_most_one_separator_is_taken_and_nothing_of_the_text() {
        for (text, want) in [
            ("10:02 UTC – --- was typed", "--- was typed"),
            ("[13:26] - -1 was", "-1 was"),
            ("13:26 -1 was", "-1 was"),
            ("13:26 > 500 errors", "> 500 errors"),
            ("13:26 :fire: x", ":fire: x"),
            ("13:26: -v was missing", "-v was missing"),
            ("13:26 -- x", "x"),
            ("13:26 -> x", "x"),
            ("13:26–x", "x"),
            ("13:26 –x", "x"),
            ("13:26 | x", "x"),
            ("2024-03-01:", ""),
        ] {
            assert_eq!(stamp(text).map(|(_, _, rest)| rest), Some(want), "{text}");
        }
    }

    #[test]
    fn impossible_stamps_are_seen() {
        assert!(read("25:99 x").is_some_and(|stamp| stamp.impossible));
        assert!(read("2024-02-30 10:00 x").is_some_and(|stamp| stamp.impossible));
        assert!(read("~10:00 x").is_some_and(|stamp| stamp.approximate && !stamp.impossible));
    }

    #[test]
    fn times_since_the_start() {
        for (text, seconds) in [
            ("T+5 min x", 300),
            ("T+5: x", 300),
            ("T0 – x", 0),
            ("T-10m x", -600),
            ("T+1h30m - x", 5400),
            ("T+00:12 x", 720),
            ("[+00:12] x", 720),
            ("+1h 20m x", 4800),
            ("+01:00:30 x", 3630),
            ("T + 2 hours: x", 7200),
        ] {
            let stamp = read(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(
                (stamp.since.map(|since| since.as_secs()), &text[stamp.length..]),
                (Some(seconds), "x"),
                "{text}"
            );
        }
    }

    #[test]
    fn the_offset_of_a_stamp_counts() {
        let offset = |text: &str| {
            read(text)
                .and_then(|s| s.zone)
                .map(|zone| zone.to_offset(jiff::Timestamp::UNIX_EPOCH).seconds())
        };
        assert_eq!(offset("2024-03-01T10:00-08:00 x"), Some(-8 * 3600));
        assert_eq!(offset("10:00+02:00 x"), Some(2 * 3600));
        assert_eq!(offset("10:00 (PST) x"), Some(-8 * 3600));
        assert_eq!(offset("10:00 x"), None);
    }

    #[test]
    fn a_date_is_found_in_a_sentence() {
        assert_eq!(
            find_date("Outage on September 29, 2025 (late)").map(|d| d.to_string()).as_deref(),
            Some("2025-09-29")
        );
        assert_eq!(find_date("version 2025.1.1a of x"), None);
    }
}
