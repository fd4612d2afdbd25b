//! Time zones as authors name them.

use jiff::tz::{Offset, TimeZone};

use crate::postmortem::time::place::{self, Spoken};
use crate::postmortem::time::script::is_eastern;
use crate::words;

/// The zone with this name: an abbreviation, an IANA name, an offset (`+02:00`, `UTC+2`), a place
/// (`Copenhagen`, `Berlin time`).
pub(crate) fn named(name: &str) -> Option<TimeZone> {
    short(name).or_else(|| {
        let name = name.trim();
        let spoken = || place::spoken(name).filter(|spoken| spoken.length == name.len());
        if is_word(name) { place::named(name).or_else(|| spoken()?.zone) } else { None }
    })
}

fn short(name: &str) -> Option<TimeZone> {
    let name = name.trim();
    let upper = name.to_ascii_uppercase();
    if let Some(known) = words::meaning(|language| language.zones, &upper) {
        return match read_offset(known) {
            Some((minutes, _)) => fixed(minutes),
            None => TimeZone::get(known).ok(),
        };
    }
    let offset = upper.strip_prefix("UTC").or_else(|| upper.strip_prefix("GMT")).unwrap_or(&upper);
    if let Some((minutes, length)) = read_offset(offset)
        && length == offset.len()
    {
        return fixed(minutes);
    }
    // `PST/PDT`, `CET/CEST`: winter and summer of one zone.
    if let Some(name) = words::meaning(|language| language.zone_pairs, &upper) {
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

/// Whether a name is one that is not in capitals, and is meant: `Pacific`, `Central time`.
pub(crate) fn is_spelled(name: &str, behind: &str) -> bool {
    words::has(|language| language.zones_in_text, name)
        || is_word(name) && name.starts_with(char::is_uppercase) && place::noun(behind).is_some()
}

/// Whether a name has the letters of a word: `Central` is a zone only with more around it.
pub(crate) fn is_word(name: &str) -> bool {
    !name.contains('/') && name.chars().any(char::is_lowercase)
}

/// The bytes of the hours that stand on `UTC` or `GMT`: `-7`, `+2`, `+05:30`. `UTC-10:30` is a
/// range.
pub(crate) fn offset_behind(name: &str, behind: &str) -> Option<usize> {
    let base = name.eq_ignore_ascii_case("UTC") || name.eq_ignore_ascii_case("GMT");
    let (_, length) = read_offset(behind).filter(|_| base)?;
    let hours = behind[..length].chars().skip(1).all(|c| c.is_ascii_digit());
    let open = !behind[length..].starts_with(|c: char| c.is_alphanumeric() || ":.".contains(c));
    (open && (hours || behind.starts_with('+'))).then_some(length)
}

/// What to call a zone of which only the stamp that names it is known.
pub(crate) fn name_of(written: &str, zone: &TimeZone) -> String {
    if let Some((name, _)) = mentioned(written) {
        return if read_offset(&name).is_some() { format!("UTC{name}") } else { name };
    }
    let seconds = zone.to_fixed_offset().map_or(0, Offset::seconds);
    match seconds / 60 {
        0 => "UTC".to_owned(),
        minutes => {
            let sign = if minutes < 0 { '-' } else { '+' };
            format!("UTC{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
        }
    }
}

/// A zone that stands as a word in running text, such as "all times in CEST": the name as written,
/// and the zone.
pub(crate) fn mentioned(text: &str) -> Option<(String, TimeZone)> {
    place::mentioned(text).or_else(|| abbreviated(text))
}

/// The zone of a text that is about the zone of times: a place alone counts, too.
pub(crate) fn of_times(text: &str) -> Option<(String, TimeZone)> {
    mentioned(text).or_else(|| place::of_times(text))
}

/// What a text about the zone of times calls it, when no such zone is known.
pub(crate) fn unknown(text: &str) -> Option<String> {
    if of_times(text).is_some() { None } else { place::unknown(text) }
}

/// The bytes of what stands behind a time and names a zone that is not known: `(XYZT)`, `local
/// time`, `AST –`.
pub(crate) fn unknown_behind(text: &str) -> Option<usize> {
    let rest = text.trim_start();
    let lead = text.len() - rest.len();
    let bracket = rest.strip_prefix('(').and_then(|inside| inside.split_once(')'));
    if let Some((inside, _)) = bracket {
        let spoken = place::spoken(inside)
            .is_some_and(|Spoken { length, zone, .. }| length == inside.len() && zone.is_none());
        let is_one = spoken || place::is_abbreviation(inside) || is_local(inside);
        return is_one.then(|| lead + inside.len() + 2);
    }
    let end = |length: usize| {
        let behind = &rest[length..];
        let sign = behind.trim_start().starts_with([':', '–', '—', '-', '|', ',', ']']);
        behind.trim().is_empty() || sign
    };
    let local = words::all(|language| language.local_times)
        .find(|words| rest.get(..words.len()).is_some_and(|it| it.eq_ignore_ascii_case(words)));
    if let Some(words) = local {
        return Some(lead + words.len());
    }
    let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    if words::has(|language| language.open_zones, word) {
        return Some(lead + word.len());
    }
    let spoken = place::spoken(rest).filter(|spoken| spoken.zone.is_none());
    let spoken = spoken.filter(|spoken| short(spoken.name).is_none());
    let dash = |length: usize| end(length) && !rest[length..].trim_start().starts_with([':', ',']);
    spoken.map(|spoken| spoken.length).filter(|length| dash(*length)).map(|length| lead + length)
}

/// The bytes of a place that a text begins with, when a noun makes a zone of it: `Berlin time`.
pub(crate) fn place_ahead(text: &str) -> Option<usize> {
    place::spoken(text).filter(|spoken| spoken.zone.is_some()).map(|spoken| spoken.length)
}

/// Whether words say that a time is that of a place, whichever it is.
pub(crate) fn is_local(words: &str) -> bool {
    words::all(|language| language.local_alone)
        .chain(words::all(|language| language.local_times))
        .any(|it| words.eq_ignore_ascii_case(it))
}

fn abbreviated(text: &str) -> Option<(String, TimeZone)> {
    let signs =
        |c: char| c.is_whitespace() || "(),;.[]（）、。：；・＝".contains(c) || is_eastern(c);
    let mut at = 0;
    text.split_inclusive(signs).find_map(|piece| {
        at += piece.len();
        let word = piece.trim_end_matches(signs).trim_end_matches(':');
        // Lower-case words such as "ist" or "est" are words of other languages more often than
        // zones.
        let plausible =
            word.len() > 1 && (word.chars().all(|c| !c.is_lowercase()) || word.contains('/'));
        let spelled = is_spelled(word, &text[at..]);
        (plausible || spelled).then(|| short(word)).flatten().map(|zone| (word.to_owned(), zone))
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
        assert_eq!(offset("Copenhagen", summer), Some(120));
        assert_eq!(offset("Lisbon time", summer), Some(60));
        assert_eq!(offset("AKST", winter), Some(-540));
    }

    #[test]
    fn a_zone_is_found_in_a_sentence() {
        assert_eq!(mentioned("All times in CEST.").map(|(name, _)| name).as_deref(), Some("CEST"));
        assert_eq!(
            mentioned("All times are London local time.").map(|(name, _)| name).as_deref(),
            Some("London local time")
        );
        assert_eq!(mentioned("das ist so"), None);
        for text in [" (local", " (", "", " (XQZT", " (é", " é"] {
            assert_eq!(unknown_behind(text), None, "{text}");
        }
        assert_eq!(unknown_behind(" (XQZT) deploy"), Some(7));
        assert_eq!(mentioned("times: 2 - 5"), None);
    }
}
