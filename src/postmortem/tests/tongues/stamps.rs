//! Stamps and lengths as German, French, Dutch and Polish write them.

use crate::postmortem::language;
use crate::postmortem::time::length_range::ranged;
use crate::postmortem::time::length_value::{self, Numbers};
use crate::postmortem::time::stamp::{self, Day, Order, Stamp, TimeOfDay};
use crate::words::tongue;

/// Day, time, end and hedge of a stamp, and the text behind it.
fn read(tag: &str, text: &str) -> String {
    let _speaking = tongue::speak(language::tell(Some(tag), ""));
    let Some(stamp) = stamp::read(text) else { return "nothing".to_owned() };
    let Stamp { day, clock, until, approximate, length, .. } = stamp;
    let day = match day {
        Some(Day::Digits(digits)) => Some(digits.day(Order::Open)),
        day => day,
    };
    let day = match day {
        Some(Day::Full(date)) => date.to_string(),
        Some(Day::WithoutYear(month, day)) => format!("{month:02}-{day:02}"),
        Some(Day::After(days)) => format!("+{days}"),
        _ => String::new(),
    };
    let known = |time| match time {
        Some(TimeOfDay::Known(time)) => time.to_string()[..5].to_owned(),
        _ => String::new(),
    };
    let until =
        until.and_then(|until| until.time).map(|time| format!("–{}", &time.to_string()[..5]));
    let about = if approximate { "~" } else { "" };
    let parts = [day, format!("{about}{}{}", known(clock), until.unwrap_or_default())];
    let parts: Vec<&str> =
        parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    format!("{} | {}", parts.join(" "), &text[length..])
}

#[test]
fn stamps_are_read_as_their_languages_write_them() {
    for (tag, text, want) in [
        ("de", "14:05 Uhr – a", "14:05 | a"),
        ("de", "14.05 Uhr: a", "14:05 | a"),
        ("de", "14 Uhr: a", "14:00 | a"),
        ("de", "12. März 2026, 14:05 Uhr: a", "2026-03-12 14:05 | a"),
        ("de", "Am 12. März 2026 um 14:05 Uhr: a", "2026-03-12 14:05 | a"),
        ("de", "12.03.2026 14:05: a", "2026-03-12 14:05 | a"),
        ("de", "12.03. 14:05 Uhr: a", "03-12 14:05 | a"),
        ("de", "Mo., 16.03.2026, 14:05 Uhr: a", "2026-03-16 14:05 | a"),
        ("de", "gegen 14:05 Uhr: a", "~14:05 | a"),
        ("de", "14:05 bis 14:20 Uhr: a", "14:05–14:20 | a"),
        ("de", "Von 14:05 Uhr bis 14:20 Uhr: a", "14:05–14:20 | a"),
        ("de", "Am nächsten Tag, 09:15 Uhr: a", "+1 09:15 | a"),
        ("de", "3. Jänner 2026, 7:05 Uhr: a", "2026-01-03 07:05 | a"),
        ("fr", "14h05 : a", "14:05 | a"),
        ("fr", "14 h 05 : a", "14:05 | a"),
        ("fr", "1er mars 2026, 14h05 : a", "2026-03-01 14:05 | a"),
        ("fr", "Le 12 février 2026 à 14h05 : a", "2026-02-12 14:05 | a"),
        ("fr", "3 févr. 2026, 14h05 : a", "2026-02-03 14:05 | a"),
        ("fr", "vers 14h05 : a", "~14:05 | a"),
        ("fr", "De 14h05 à 14h20 : a", "14:05–14:20 | a"),
        ("fr", "Le lendemain, 9h15 : a", "+1 09:15 | a"),
        ("fr", "Été 2026", "nothing"),
        ("nl", "14.05 uur: a", "14:05 | a"),
        ("nl", "14u05: a", "14:05 | a"),
        ("nl", "12 maart 2026 om 14:05 uur: a", "2026-03-12 14:05 | a"),
        ("nl", "12 mrt 2026, 14:05: a", "2026-03-12 14:05 | a"),
        ("nl", "rond 14:05 uur: a", "~14:05 | a"),
        ("nl", "van 14:05 tot 14:20 uur: a", "14:05–14:20 | a"),
        ("nl", "De volgende dag, 09:15 uur: a", "+1 09:15 | a"),
        ("pl", "godz. 14:05: a", "14:05 | a"),
        ("pl", "12 marca 2026, godz. 14:05: a", "2026-03-12 14:05 | a"),
        ("pl", "12 marca 2026 o 14:05 – a", "2026-03-12 14:05 | a"),
        ("pl", "3 paź 2026, 14:05 – a", "2026-10-03 14:05 | a"),
        ("pl", "Środa, 11 marca 2026, 14:05 – a", "2026-03-11 14:05 | a"),
        ("pl", "około 14:05: a", "~14:05 | a"),
        ("pl", "od 14:05 do 14:20 – a", "14:05–14:20 | a"),
        ("pl", "Następnego dnia, godz. 9:15: a", "+1 09:15 | a"),
    ] {
        assert_eq!(read(tag, text), want, "{tag}: {text}");
    }
}

#[test]
fn lengths_are_read_as_their_languages_write_them() {
    for (tag, text, minutes) in [
        ("de", "1 Stunde und 15 Minuten", Some(75)),
        ("de", "1 Std. 15 Min.", Some(75)),
        ("de", "1,5 Stunden", Some(90)),
        ("de", "1.250 Minuten", Some(1_250)),
        ("de", "anderthalb Stunden", Some(90)),
        ("de", "eine halbe Stunde", Some(30)),
        ("de", "eine Viertelstunde", Some(15)),
        ("de", "knapp zwei Stunden", Some(120)),
        ("de", "1,250 Minuten", None),
        ("fr", "1 heure et 15 minutes", Some(75)),
        ("fr", "une demi-heure", Some(30)),
        ("fr", "un quart d'heure", Some(15)),
        ("fr", "une heure et demie", Some(90)),
        ("fr", "1 h 15", Some(75)),
        ("fr", "environ 1,5 heure", Some(90)),
        ("nl", "1 uur en 15 minuten", Some(75)),
        ("nl", "anderhalf uur", Some(90)),
        ("nl", "een half uur", Some(30)),
        ("nl", "drie kwartier", Some(45)),
        ("nl", "2,5 uur", Some(150)),
        ("pl", "1 godzina i 15 minut", Some(75)),
        ("pl", "1 godz. 15 min", Some(75)),
        ("pl", "półtorej godziny", Some(90)),
        ("pl", "pół godziny", Some(30)),
        ("pl", "kwadrans", None),
        ("pl", "około 1,5 godziny", Some(90)),
    ] {
        let _speaking = tongue::speak(language::tell(Some(tag), ""));
        let read = ranged(text).map(|said| said.length.as_mins());
        let whole = length_value::value(text, Numbers::default());
        let read = whole.map(|said| said.length.as_mins()).or(read);
        assert_eq!(read, minutes, "{tag}: {text}");
    }
}
