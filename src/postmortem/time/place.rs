//! Zones that are named by a place: `Copenhagen time`, `times are local to Sydney`.

use jiff::tz::TimeZone;

use crate::words;

/// The most words that a place has.
const WORDS: usize = 3;
/// The parts of the world below which the tz database has its cities.
const REGIONS: [&str; 8] =
    ["Europe", "America", "Asia", "Australia", "Africa", "Pacific", "Atlantic", "Indian"];

/// The zone of a place.
pub(super) fn named(name: &str) -> Option<TimeZone> {
    let lower = name.to_lowercase();
    if let Some(known) = words::meaning(|language| language.zone_places, &lower) {
        return TimeZone::get(known).ok();
    }
    let fits = |c: char| c.is_ascii_alphabetic() || " -".contains(c);
    if lower.len() < 3 || !lower.chars().all(fits) {
        return None;
    }
    let name = lower.replace(' ', "_");
    REGIONS.iter().find_map(|region| TimeZone::get(&format!("{region}/{name}")).ok())
}

/// A name, and what stands around it.
pub(super) struct Spoken<'t> {
    pub(super) name: &'t str,
    /// The bytes of the name and of the noun that makes it a zone.
    pub(super) length: usize,
    /// None when no such place is known.
    pub(super) zone: Option<TimeZone>,
}

/// The place that a text begins with, when a noun makes a zone of it: `Berlin time`, `New York
/// local time`.
pub(super) fn spoken(text: &str) -> Option<Spoken<'_>> {
    if let Some(spoken) = behind_noun(text) {
        return Some(spoken);
    }
    let ends = ends(text);
    let with_noun = |end: &usize| Some((*end, noun(&text[*end..])?));
    let named_ones = ends.iter().rev().filter_map(with_noun);
    let mut found: Option<Spoken> = None;
    for (end, noun) in named_ones {
        let zone = named(&text[..end]);
        let is_known = zone.is_some();
        let is_name = text[..end].split(' ').all(|word| word.starts_with(char::is_uppercase));
        if !is_known && !is_name {
            continue;
        }
        found = Some(Spoken { name: &text[..end], length: end + noun, zone });
        if is_known {
            break;
        }
    }
    found
}

/// `heure de Paris`: the place behind its noun, which ends with `…` in the words.
fn behind_noun(text: &str) -> Option<Spoken<'_>> {
    let nouns = words::all(|language| language.zone_nouns);
    let mut nouns = nouns.filter_map(|noun| noun.strip_suffix('…'));
    nouns.find_map(|noun| {
        let begins = text.get(..noun.len())?.eq_ignore_ascii_case(noun);
        let (name, zone) = begins.then(|| bare(&text[noun.len()..])).flatten()?;
        Some(Spoken { name, length: noun.len() + name.len(), zone: Some(zone) })
    })
}

/// The place that a text begins with, without a noun.
pub(super) fn bare(text: &str) -> Option<(&str, TimeZone)> {
    let name = |end: &usize| Some((&text[..*end], named(&text[..*end])?));
    ends(text).iter().rev().find_map(name)
}

/// Where the first words of a text end that may be a name: the first has a capital.
fn ends(text: &str) -> Vec<usize> {
    if !text.starts_with(char::is_uppercase) {
        return Vec::new();
    }
    let mut ends = Vec::new();
    let mut at = 0;
    for _ in 0..WORDS {
        let rest = &text[at..];
        let word = |c: char| c.is_alphabetic() || "-.'’".contains(c);
        let length = rest.len() - rest.trim_start_matches(word).len();
        let kept = rest[..length].trim_end_matches('.').len();
        if kept == 0 {
            break;
        }
        ends.push(at + kept);
        at += length;
        if !text[at..].starts_with([' ', '\u{a0}']) {
            break;
        }
        at += text[at..].chars().next().map_or(0, char::len_utf8);
    }
    ends
}

/// The bytes of the blanks and of the noun that makes a zone of the words before.
pub(super) fn noun(behind: &str) -> Option<usize> {
    let next = behind.trim_start();
    let lead = behind.len() - next.len();
    let fits = |noun: &&&str| {
        next.get(..noun.len()).is_some_and(|start| start.eq_ignore_ascii_case(noun))
            && !next[noun.len()..].starts_with(char::is_alphanumeric)
    };
    let longest = words::all(|language| language.zone_nouns).filter(fits).map(|noun| noun.len());
    longest.max().filter(|_| lead > 0).map(|length| lead + length)
}

/// The places of a text: each word that may begin one, with what stands before it.
fn starts(text: &str) -> impl Iterator<Item = usize> + '_ {
    let mut before = ' ';
    text.char_indices().filter_map(move |(at, c)| {
        let begins = c.is_uppercase() && !before.is_alphanumeric();
        before = c;
        begins.then_some(at)
    })
}

/// The first place that is a zone in running text.
pub(super) fn mentioned(text: &str) -> Option<(String, TimeZone)> {
    starts(text).find_map(|at| {
        let Spoken { length, zone, .. } = spoken(&text[at..])?;
        Some((text[at..at + length].to_owned(), zone?))
    })
}

/// The place of a text that is about nothing but the zone of times: "times in Berlin", "all times
/// local (Sydney)".
pub(super) fn of_times(text: &str) -> Option<(String, TimeZone)> {
    starts(text).find_map(|at| {
        let before = text[..at].trim_end();
        let last = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let opened = before.ends_with(['(', ':', '[', '–', '-', ','])
            || words::has(|language| language.zone_openings, &last.to_lowercase());
        let (name, zone) = opened.then(|| bare(&text[at..])).flatten()?;
        closes(&text[at + name.len()..]).then(|| (name.to_owned(), zone))
    })
}

/// What a text about times calls their zone, when no such zone is known: "local time", "Gotham
/// time", "(XYZT)".
pub(super) fn unknown(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let local = || words::all(|language| language.local_times);
    if local().any(|words| lower.contains(*words)) {
        return local().next().map(|words| (*words).to_owned());
    }
    starts(text).find_map(|at| {
        let before = text[..at].trim_end();
        let last = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let opened = before.ends_with(['(', ':', '[', '–', '-'])
            || words::has(|language| language.zone_openings, &last.to_lowercase());
        if !opened {
            return None;
        }
        let rest = &text[at..];
        if let Some(Spoken { length, zone: None, .. }) = spoken(rest) {
            return Some(rest[..length].to_owned());
        }
        let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        (is_abbreviation(word) && closes(&rest[word.len()..])).then(|| word.to_owned())
    })
}

/// Whether nothing is said of a name: "timestamps in Frankfurt were off" is about something else.
fn closes(behind: &str) -> bool {
    let next = behind.trim_start().chars().next();
    next.is_none_or(|c| ".;)](–—".contains(c)) || behind.starts_with(" - ")
}

/// Whether a word looks like a zone: `WGST`.
pub(super) fn is_abbreviation(word: &str) -> bool {
    (3..=4).contains(&word.len())
        && word.ends_with('T')
        && word.bytes().all(|c| c.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_name_zones() {
        let name = |zone: Option<TimeZone>| {
            zone.and_then(|zone| zone.iana_name().map(str::to_owned)).unwrap_or_default()
        };
        for (text, want) in [
            ("Copenhagen", "Europe/Copenhagen"),
            ("New York", "America/New_York"),
            ("san francisco", "America/Los_Angeles"),
            ("Danish", "Europe/Copenhagen"),
            ("São Paulo", "America/Sao_Paulo"),
            ("Gotham", ""),
            ("../x", ""),
        ] {
            assert_eq!(name(named(text)), want, "{text}");
        }
        for (text, length, want) in [
            ("London local time, deploy", 17, "Europe/London"),
            ("New York time", 13, "America/New_York"),
            ("Gotham City time", 16, ""),
        ] {
            let Some(found) = spoken(text) else { panic!("{text}") };
            assert_eq!((found.length, name(found.zone).as_str()), (length, want), "{text}");
        }
        assert!(spoken("Berlin reports that time is short").is_none());
        assert!(spoken("berlin time").is_none());
    }

    #[test]
    fn texts_about_times_name_places() {
        for (text, want) in [
            ("All times local (Sydney).", Some("Sydney")),
            ("Times are in Berlin", Some("Berlin")),
            ("times local to New York", Some("New York")),
            ("Time (Oslo)", Some("Oslo")),
            ("Times are those of the logs in production", None),
            ("The timestamps in Frankfurt were off", None),
        ] {
            assert_eq!(of_times(text).map(|(name, _)| name).as_deref(), want, "{text}");
        }
        for (text, want) in [
            ("all times local", Some("local time")),
            ("Times are in Gotham time", Some("Gotham time")),
            ("All times XYZT", Some("XYZT")),
            ("Times are approximate", None),
            ("Times are in 24-hour format", None),
        ] {
            assert_eq!(unknown(text).as_deref(), want, "{text}");
        }
    }
}
