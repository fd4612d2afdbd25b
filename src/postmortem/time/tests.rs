//! Stamps in the forms that authors write.

use crate::postmortem::time::stamp::{Day, Order, TimeOfDay, find_date, read};
use crate::words::tongue::{self, Tongues};

/// Date, time and the text behind the stamp.
fn stamp(text: &str) -> Option<(String, String, &str)> {
    let stamp = read(text)?;
    let day = match stamp.day {
        Some(Day::Full(date)) => date.to_string(),
        Some(Day::WithoutYear(month, day)) => format!("{month}/{day}"),
        Some(Day::Digits(digits)) => match digits.day(Order::Open) {
            Day::Full(date) => date.to_string(),
            day => format!("{day:?}"),
        },
        Some(Day::Unknown) => "?".into(),
        Some(day) => format!("{day:?}"),
        None => String::new(),
    };
    let clock = match stamp.clock {
        Some(TimeOfDay::Known(time)) => time.strftime("%H:%M:%S").to_string(),
        Some(TimeOfDay::Unknown) => "?".into(),
        None => String::new(),
    };
    Some((day, clock, &text[stamp.length..]))
}

/// Stamps before an `x`: the day and the time of day.
const FORMS: &[(&str, &str, &str)] = &[
    ("12:17 UTC – x", "", "12:17:00"),
    ("[13:26] x", "", "13:26:00"),
    ("[13:26 CET]: x", "", "13:26:00"),
    ("2025-05-05T20:06:01Z — x", "2025-05-05", "20:06:01"),
    ("06:15pm - x", "", "18:15:00"),
    ("12:05 am x", "", "00:05:00"),
    ("6 p.m. x", "", "18:00:00"),
    ("14.43 x", "", "14:43:00"),
    ("9.05 Uhr: x", "", "09:05:00"),
    ("12/Mar/24 7:45 AM - x", "2024-03-12", "07:45:00"),
    ("12-Mar-2024 17:45 x", "2024-03-12", "17:45:00"),
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
];

#[test]
fn stamps_have_many_forms() {
    for (text, day, clock) in FORMS {
        assert_eq!(stamp(text), Some(((*day).into(), (*clock).into(), "x")), "{text}");
    }
}

#[test]
fn stamps_leave_much_to_their_documents() {
    for (text, day, clock) in [
        ("[03-26 23:04] x", "3/26", "23:04:00"),
        ("06/02 15:01 – x", "WithoutYear(6, 2)", "15:01:00"),
        ("26.3. 15:01 – x", "3/26", "15:01:00"),
        ("Mon 16:10 – x", "Weekday(Monday)", "16:10:00"),
        ("Day 1, 08:00 – x", "Number(1)", "08:00:00"),
        ("next day 00:10 x", "After(1)", "00:10:00"),
        ("the following morning, 07:30: x", "After(1)", "07:30:00"),
        ("2024-03-01 (approx.) 10:00 x", "2024-03-01", "10:00:00"),
        ("2024-03-01 (Friday) 10:00 x", "2024-03-01", "10:00:00"),
        ("2024-03-01 Fri, 10:00 x", "2024-03-01", "10:00:00"),
        ("2024-03-01 (UTC) 10:00 x", "2024-03-01", "10:00:00"),
        ("(2024-03-01) 10:00 x", "2024-03-01", "10:00:00"),
        ("10:00 (2024-03-01) x", "2024-03-01", "10:00:00"),
        ("10:00ish x", "", "10:00:00"),
        ("just after 10:00: x", "", "10:00:00"),
        ("At around 10:00, x", "", "10:00:00"),
        ("10:00 Pacific time: x", "", "10:00:00"),
        ("10:00 PDT (UTC-7): x", "", "10:00:00"),
        ("10:00 Central time - x", "", "10:00:00"),
        ("10:00 UTC-7 x", "", "10:00:00"),
        ("10:00 GMT+2: x", "", "10:00:00"),
        ("1717000000 x", "2024-05-29", "16:26:40"),
        ("1717000000123 x", "2024-05-29", "16:26:40"),
        ("18:20 Uhr x", "", "18:20:00"),
        ("14 h 20 x", "", "14:20:00"),
        ("2024-03-01T10:00:00,123Z x", "2024-03-01", "10:00:00"),
        ("2024-03-01 09:10-09:45 x", "2024-03-01", "09:10:00"),
        ("2024-03-01 15:00-16:00 x", "2024-03-01", "15:00:00"),
        ("2024-03-01 10:00 – 2024-03-02 09:00 x", "2024-03-01", "10:00:00"),
        ("20240301T104500Z x", "2024-03-01", "10:45:00"),
        ("20240301 10:40 x", "2024-03-01", "10:40:00"),
        ("Fri Mar 1 10:25:00 UTC 2024 x", "2024-03-01", "10:25:00"),
        ("[2024-03-01 11:10:00 +0100] x", "2024-03-01", "11:10:00"),
        ("From 10:20 to 10:40, x", "", "10:20:00"),
        ("between 10:20 and 10:45: x", "", "10:20:00"),
        ("10:50 -> 11:00 x", "", "10:50:00"),
        ("14:00 UTC (10:00 AM EDT): x", "", "14:00:00"),
        ("9:00 UTC / 5:00 EDT – x", "", "09:00:00"),
        ("By 11:00 x", "", "11:00:00"),
        ("2024-03-01 1600 – x", "2024-03-01", "16:00:00"),
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
        "5-10 pods died",
        "24/7 10 people are there",
        "Mon is quiet",
        "Day 2 was quiet",
        "next day we looked",
        "14 h 20 min passed",
        "0123456789 is a number",
        "06/02 errors were seen",
        "From Monday on",
        "by 2024-03-01",
        "20240301 was a good day",
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
    assert_eq!(offset("2024-03-01T05:00:00-08:00 x"), Some(-8 * 3600));
    assert_eq!(offset("2024-03-01 05:00-08:00 x"), None);
    assert_eq!(offset("2024-03-01 10:00-08:40 x"), None);
    assert_eq!(offset("10:00 UTC-7 x"), Some(-7 * 3600));
    assert_eq!(offset("10:00 GMT+2 x"), Some(2 * 3600));
    assert_eq!(offset("10:00 UTC-10:30 UTC x"), Some(0));
    assert_eq!(offset("10:00 Central logging failed"), None);
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

/// What a stamp says, in digits, with `~` for "about", and the text behind it.
fn eastern(text: &str) -> Option<String> {
    let stamp = read(text)?;
    let day = match stamp.day {
        Some(Day::Full(date)) => date.to_string(),
        Some(Day::WithoutYear(month, day)) => format!("{month:02}-{day:02}"),
        Some(Day::After(days)) => format!("+{days}"),
        Some(Day::Weekday(weekday)) => format!("{weekday:?}"),
        _ => String::new(),
    };
    let time = match stamp.clock {
        Some(TimeOfDay::Known(time)) => time.strftime("%H:%M:%S").to_string(),
        Some(TimeOfDay::Unknown) => "?".to_owned(),
        None => String::new(),
    };
    let until = stamp.until.as_ref().and_then(|until| until.time);
    let until = until.map_or_else(String::new, |time| time.strftime("-%H:%M").to_string());
    let about = if stamp.approximate { "~" } else { "" };
    Some(format!("{about}{day} {time}{until}|{}", &text[stamp.length..]))
}

#[test]
fn east_asian_stamps_are_read() {
    let place = crate::words::LANGUAGE_TAGS.iter().position(|tag| *tag == "ja").expect("Japanese");
    let _speaking = tongue::speak(Tongues::new(place, []));
    for (text, want) in [
        ("2026年3月12日 14時05分 停止", "2026-03-12 14:05:00|停止"),
        ("2026年3月12日（木）午後2時05分頃、停止", "~2026-03-12 14:05:00|停止"),
        ("２０２６年３月１２日１４：０５ 停止", "2026-03-12 14:05:00|停止"),
        ("令和8年3月12日 9時半 停止", "2026-03-12 09:30:00|停止"),
        ("3月12日 停止", "03-12 |停止"),
        ("14:05頃サーバーが停止", "~ 14:05:00|サーバーが停止"),
        ("14:05〜14:30 停止", " 14:05:00-14:30|停止"),
        ("１４：０５～１４：３０　停止", " 14:05:00-14:30|停止"),
        ("翌 00:10 復旧", "+1 00:10:00|復旧"),
        ("翌々日 9:00 復旧", "+2 09:00:00|復旧"),
        ("同日 復旧を確認", "+0 |復旧を確認"),
        ("午前10時30分 検知", " 10:30:00|検知"),
        ("午前12時10分 検知", " 00:10:00|検知"),
        ("午後2:05 検知", " 14:05:00|検知"),
        ("2026-05-09 昼頃", "2026-05-09 |昼頃"),
        ("2026-05-06 07:56 (推定)", "~2026-05-06 07:56:00|(推定)"),
        ("不明（推定数週間前）", " ?|"),
    ] {
        assert_eq!(eastern(text).as_deref(), Some(want), "{text}");
    }
    for text in ["2時間30分で復旧", "3日間停止", "5分後に復旧", "時刻は未定", "3点の改善"]
    {
        assert_eq!(eastern(text), None, "{text}");
    }
}

#[test]
fn a_date_is_found_inside_unspaced_text() {
    for text in ["障害は2026年3月12日に発生", "障害は2026-03-12に発生"] {
        let found = find_date(text).map(|date| date.to_string());
        assert_eq!(found.as_deref(), Some("2026-03-12"), "{text}");
    }
}
