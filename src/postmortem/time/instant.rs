//! A text that is a day and a time and nothing else, as tables of other tools write them.

use jiff::Timestamp;
use jiff::tz::{AmbiguousOffset, TimeZone};

use crate::postmortem::time::day_order;
use crate::postmortem::time::stamp::{self, Day, Order, Stamp, TimeOfDay};

/// What a text says as a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WrittenTime {
    /// A moment.
    At(Timestamp),
    /// A time that clocks skip; the moment is as far behind the gap as it says.
    Skipped(Timestamp),
    /// A time that clocks show twice; the moment is the first.
    Twice(Timestamp),
    /// One of two days: `03/04/2026`.
    Open,
    /// A time of no day.
    Dayless,
    /// A day without a time.
    Timeless,
    /// Something else.
    None,
}

/// Reads the texts of one column, which all write the day before the month or none does. `zone` is
/// that of times that name none.
pub(crate) fn column(texts: &[&str], zone: &TimeZone) -> Vec<WrittenTime> {
    let order = day_order::of(&texts.join("\n"));
    texts.iter().map(|text| read(text.trim(), zone, order)).collect()
}

fn read(text: &str, zone: &TimeZone, order: Order) -> WrittenTime {
    if let Some(at) = text.parse().ok().filter(|_| text.contains(['T', 'Z'])) {
        return WrittenTime::At(at);
    }
    let whole = |stamp: &Stamp| stamp.length == text.len();
    let Some(stamp) = stamp::read(text).or_else(|| stamp::day(text)).filter(whole) else {
        // Databases write fractions of a second: `2026-01-31 10:00:00.25+00`.
        return text.parse().map_or(WrittenTime::None, WrittenTime::At);
    };
    let is_moment = stamp.until.is_none() && stamp.since.is_none() && !stamp.impossible;
    if !is_moment || stamp.unknown_zone.is_some() {
        return WrittenTime::None;
    }
    let date = match stamp.day {
        Some(Day::Full(date)) => date,
        Some(Day::Digits(digits)) if digits.year.is_some() => {
            let is_open = order == Order::Open && !digits.dotted && digits.first != digits.second;
            match digits.day(order) {
                _ if is_open => return WrittenTime::Open,
                Day::Full(date) => date,
                _ => return WrittenTime::None,
            }
        }
        _ => return WrittenTime::Dayless,
    };
    let Some(TimeOfDay::Known(time)) = stamp.clock else { return WrittenTime::Timeless };
    let zone = stamp.zone.unwrap_or_else(|| zone.clone());
    let zoned = zone.to_ambiguous_zoned(date.to_datetime(time));
    let offset = zoned.offset();
    let Ok(at) = zoned.compatible().map(|zoned| zoned.timestamp()) else {
        return WrittenTime::None;
    };
    match offset {
        AmbiguousOffset::Unambiguous { .. } => WrittenTime::At(at),
        AmbiguousOffset::Gap { .. } => WrittenTime::Skipped(at),
        AmbiguousOffset::Fold { .. } => WrittenTime::Twice(at),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> WrittenTime {
        column(&[text], &TimeZone::get("Europe/Berlin").expect("a zone"))[0]
    }

    fn at(text: &str) -> WrittenTime {
        WrittenTime::At(text.parse().expect("a moment"))
    }

    #[test]
    fn times_as_tools_write_them() {
        for (text, want) in [
            ("2026-01-31T10:00:05Z", at("2026-01-31T10:00:05Z")),
            ("2026-01-31T10:00:05.250+02:00", at("2026-01-31T08:00:05.250Z")),
            ("2026-01-31 10:00", at("2026-01-31T09:00:00Z")),
            ("2026-01-31 10:00 UTC", at("2026-01-31T10:00:00Z")),
            ("31.01.2026 10:00:07", at("2026-01-31T09:00:07Z")),
            ("03.04.2026 10:00", at("2026-04-03T08:00:00Z")),
            ("1/31/2026 10:00 PM", at("2026-01-31T21:00:00Z")),
            ("2026-01-31 10:00:05.25+00", at("2026-01-31T10:00:05.25Z")),
            ("2026-01-31 10:00:00-05:00", at("2026-01-31T15:00:00Z")),
            ("1769853605", at("2026-01-31T10:00:05Z")),
            (
                "29.03.2026 02:30",
                WrittenTime::Skipped("2026-03-29T01:30:00Z".parse().expect("one")),
            ),
            ("25.10.2026 02:30", WrittenTime::Twice("2026-10-25T00:30:00Z".parse().expect("one"))),
            ("2026-10-25 02:30+01:00", at("2026-10-25T01:30:00Z")),
            ("03/04/2026 10:00", WrittenTime::Open),
            ("10:00", WrittenTime::Dayless),
            ("2026-01-31", WrittenTime::Timeless),
            ("soon", WrittenTime::None),
            ("", WrittenTime::None),
            ("2026-01-31 10:00-10:20", WrittenTime::None),
            ("2026-13-31 10:00", WrittenTime::None),
            ("2026-01-31 10:00 it broke", WrittenTime::None),
        ] {
            assert_eq!(one(text), want, "{text}");
        }
    }

    #[test]
    fn one_date_decides_for_its_column() {
        let zone = TimeZone::UTC;
        let read = column(&["03/04/2026 10:00", "13/04/2026 10:00"], &zone);
        assert_eq!(read[0], at("2026-04-03T10:00:00Z"));
        let read = column(&["03/04/2026 10:00", "04/13/2026 10:00"], &zone);
        assert_eq!(read[0], at("2026-03-04T10:00:00Z"));
    }
}
