//! Time zones as authors name them.

use jiff::tz::{Offset, TimeZone};

/// Abbreviations, and the zone or the offset in minutes that they stand for.
const ABBREVIATIONS: [(&str, Known); 38] = [
    ("UTC", Known::Offset(0)),
    ("GMT", Known::Offset(0)),
    ("Z", Known::Offset(0)),
    ("WET", Known::Offset(0)),
    ("WEST", Known::Offset(60)),
    ("BST", Known::Offset(60)),
    ("CET", Known::Offset(60)),
    ("CEST", Known::Offset(120)),
    ("EET", Known::Offset(120)),
    ("EEST", Known::Offset(180)),
    ("MSK", Known::Offset(180)),
    ("IST", Known::Offset(330)),
    ("SGT", Known::Offset(480)),
    ("HKT", Known::Offset(480)),
    ("AWST", Known::Offset(480)),
    ("JST", Known::Offset(540)),
    ("KST", Known::Offset(540)),
    ("AEST", Known::Offset(600)),
    ("AEDT", Known::Offset(660)),
    ("NZST", Known::Offset(720)),
    ("NZDT", Known::Offset(780)),
    ("BRT", Known::Offset(-180)),
    ("EST", Known::Offset(-300)),
    ("EDT", Known::Offset(-240)),
    ("CST", Known::Offset(-360)),
    ("CDT", Known::Offset(-300)),
    ("MST", Known::Offset(-420)),
    ("MDT", Known::Offset(-360)),
    ("PST", Known::Offset(-480)),
    ("PDT", Known::Offset(-420)),
    ("ET", Known::Name("America/New_York")),
    ("CT", Known::Name("America/Chicago")),
    ("MT", Known::Name("America/Denver")),
    ("PT", Known::Name("America/Los_Angeles")),
    ("EASTERN", Known::Name("America/New_York")),
    ("CENTRAL", Known::Name("America/Chicago")),
    ("MOUNTAIN", Known::Name("America/Denver")),
    ("PACIFIC", Known::Name("America/Los_Angeles")),
];

/// Winter and summer of one zone.
const PAIRS: [(&str, &str); 6] = [
    ("PST/PDT", "America/Los_Angeles"),
    ("MST/MDT", "America/Denver"),
    ("CST/CDT", "America/Chicago"),
    ("EST/EDT", "America/New_York"),
    ("CET/CEST", "Europe/Berlin"),
    ("GMT/BST", "Europe/London"),
];

#[derive(Clone, Copy)]
enum Known {
    /// Minutes east of Greenwich.
    Offset(i32),
    /// A zone with summer time.
    Name(&'static str),
}

/// The zone with this name: an abbreviation, an IANA name, an offset (`+02:00`, `UTC+2`).
pub(crate) fn named(name: &str) -> Option<TimeZone> {
    let name = name.trim();
    let upper = name.to_ascii_uppercase();
    if let Some((_, known)) = ABBREVIATIONS.iter().find(|(short, _)| *short == upper) {
        return match known {
            Known::Offset(minutes) => fixed(*minutes),
            Known::Name(name) => TimeZone::get(name).ok(),
        };
    }
    let offset = upper.strip_prefix("UTC").or_else(|| upper.strip_prefix("GMT")).unwrap_or(&upper);
    if let Some((minutes, length)) = read_offset(offset)
        && length == offset.len()
    {
        return fixed(minutes);
    }
    // `PST/PDT`, `CET/CEST`: winter and summer of one zone.
    if let Some((_, name)) = PAIRS.iter().find(|(pair, _)| upper.split('/').eq(pair.split('/'))) {
        return TimeZone::get(name).ok();
    }
    // jiff knows more names than IANA's, such as `EST5EDT`; a slash keeps plain words out.
    if name.contains('/') { TimeZone::get(name).ok() } else { None }
}

fn fixed(minutes: i32) -> Option<TimeZone> {
    Some(if minutes == 0 {
        TimeZone::UTC
    } else {
        TimeZone::fixed(Offset::from_seconds(minutes * 60).ok()?)
    })
}

/// An offset at the start of a text (`+02:00`, `-0530`, `+2`) in minutes, and its length.
pub(crate) fn read_offset(text: &str) -> Option<(i32, usize)> {
    let sign = match text.chars().next()? {
        '+' => 1,
        '-' | '−' => -1,
        _ => return None,
    };
    let start = text.chars().next()?.len_utf8();
    let rest = &text[start..];
    let digits = |from: &str| from.bytes().take_while(u8::is_ascii_digit).count();
    let count = digits(rest);
    let (hours, minutes, length) = match count {
        1 | 2 => {
            let hours: i32 = rest[..count].parse().ok()?;
            match rest[count..].strip_prefix(':') {
                Some(after) if digits(after) >= 2 => (hours, after[..2].parse().ok()?, count + 3),
                _ => (hours, 0, count),
            }
        }
        4 => (rest[..2].parse().ok()?, rest[2..4].parse().ok()?, 4),
        _ => return None,
    };
    (hours <= 14 && minutes < 60).then_some((sign * (hours * 60 + minutes), start + length))
}

/// A zone that stands as a word in running text, such as "all times in CEST": the name as written, and the zone.
pub(crate) fn mentioned(text: &str) -> Option<(String, TimeZone)> {
    text.split(|c: char| c.is_whitespace() || "(),;.[]".contains(c)).find_map(|word| {
        // Lower-case words such as "ist" or "est" are words of other languages more often than zones.
        let plausible =
            word.len() > 1 && (word.chars().all(|c| !c.is_lowercase()) || word.contains('/'));
        let spelled = matches!(word, "Pacific" | "Eastern");
        (plausible || spelled).then(|| named(word)).flatten().map(|zone| (word.to_owned(), zone))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offset(name: &str, at: &str) -> Option<i32> {
        let at: jiff::Timestamp = at.parse().expect("a timestamp");
        named(name).map(|zone| zone.to_offset(at).seconds() / 60)
    }

    #[test]
    fn zones_have_many_names() {
        let winter = "2024-01-10T12:00:00Z";
        let summer = "2024-07-10T12:00:00Z";
        assert_eq!(offset("CEST", winter), Some(120));
        assert_eq!(offset("PT", winter), Some(-480));
        assert_eq!(offset("PT", summer), Some(-420));
        assert_eq!(offset("Europe/Berlin", summer), Some(120));
        assert_eq!(offset("+05:30", winter), Some(330));
        assert_eq!(offset("UTC-3", winter), Some(-180));
        assert_eq!(offset("XYZ", winter), None);
    }

    #[test]
    fn a_zone_is_found_in_a_sentence() {
        assert_eq!(mentioned("All times in CEST.").map(|(name, _)| name).as_deref(), Some("CEST"));
        assert_eq!(mentioned("das ist so"), None);
        assert_eq!(mentioned("times: 2 - 5"), None);
    }
}
