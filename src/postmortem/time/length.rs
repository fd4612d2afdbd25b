//! Lengths of time as people say them: `1 hour and 48 minutes`, `almost four hours`.

use jiff::SignedDuration;

const NUMBERS: [(&str, i64); 13] = [
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("twelve", 12),
    ("an", 1),
    ("a", 1),
];

/// The length of time that a text begins with, whether it is a guess, and how many bytes it takes.
pub(crate) fn length(text: &str) -> Option<((SignedDuration, bool), usize)> {
    let mut rest = text.trim_start();
    let mut approximate = false;
    loop {
        let word = [
            "about ",
            "around ",
            "approximately ",
            "approx. ",
            "approx ",
            "almost ",
            "nearly ",
            "roughly ",
            "over ",
            "more than ",
            "less than ",
            "under ",
            "at least ",
            "up to ",
            "circa ",
            "ca. ",
            "just ",
            "~",
            "≈",
            "a total of ",
            "for ",
            "some ",
        ]
        .into_iter()
        .find(|word| begins_with(rest, word));
        let Some(word) = word else { break };
        approximate |= !matches!(word, "for " | "a total of ");
        rest = rest[word.len()..].trim_start();
    }
    let mut seconds = 0.0_f64;
    let mut found = false;
    loop {
        let trimmed = rest.trim_start_matches([' ', ',', '\u{a0}']);
        let trimmed = if found { trimmed.strip_prefix("and ").unwrap_or(trimmed) } else { trimmed };
        let Some((amount, behind)) = amount(trimmed) else { break };
        let behind = behind.trim_start_matches([' ', '-', '\u{a0}']);
        let letters = behind.find(|c: char| !c.is_alphabetic()).unwrap_or(behind.len());
        let Some(unit) = unit(&behind[..letters]) else { break };
        seconds += amount * unit;
        found = true;
        rest = &behind[letters..];
    }
    let limit = 400.0 * 86_400.0;
    (found && seconds <= limit).then(|| {
        #[expect(clippy::cast_possible_truncation, reason = "it is below the limit")]
        let whole = seconds.round() as i64;
        ((SignedDuration::from_secs(whole), approximate), text.len() - rest.len())
    })
}

fn amount(text: &str) -> Option<(f64, &str)> {
    let digits = text.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(text.len());
    if digits > 0 {
        return Some((text[..digits].trim_end_matches('.').parse().ok()?, &text[digits..]));
    }
    if begins_with(text, "half an ") {
        return Some((0.5, &text[8..]));
    }
    NUMBERS.iter().find_map(|(word, value)| {
        let behind = text
            .get(word.len()..)
            .filter(|behind| behind.starts_with([' ', '-']) && begins_with(text, word))?;
        let value = i32::try_from(*value).ok()?;
        Some((f64::from(value), behind))
    })
}

/// Whether a text begins with a word in any case. The text may be long: it is not changed to compare.
fn begins_with(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

fn unit(word: &str) -> Option<f64> {
    Some(match word.to_ascii_lowercase().as_str() {
        "s" | "sec" | "secs" | "second" | "seconds" => 1.0,
        "m" | "min" | "mins" | "minute" | "minutes" => 60.0,
        "h" | "hr" | "hrs" | "hour" | "hours" => 3_600.0,
        "d" | "day" | "days" => 86_400.0,
        "w" | "week" | "weeks" => 604_800.0,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_as_people_say_them() {
        for (text, want) in [
            ("1 hour and 48 minutes, from", Some((6_480, false))),
            (" about 13 minutes.", Some((780, true))),
            ("1h48m", Some((6_480, false))),
            ("3 d 20 h", Some((331_200, false))),
            ("almost four hours after", Some((14_400, true))),
            ("half an hour", Some((1_800, false))),
            ("1.5 hours", Some((5_400, false))),
            ("an hour", Some((3_600, false))),
            ("N/A", None),
            ("3 pods", None),
            ("99999999999 days", None),
        ] {
            let found = length(text).map(|((length, guess), _)| (length.as_secs(), guess));
            assert_eq!(found, want, "{text}");
        }
    }
}
