//! Lengths of time as people say them: `1 hour and 48 minutes`, `almost four hours`.

use jiff::SignedDuration;

use crate::words;

/// The length of time that a text begins with, whether it is a guess, and how many bytes it takes.
pub(crate) fn length(text: &str) -> Option<((SignedDuration, bool), usize)> {
    let mut rest = text.trim_start();
    let mut approximate = false;
    loop {
        let mut hedges = words::all(|language| language.about_lengths);
        let mut plain = words::all(|language| language.exact_lengths);
        let hedge = hedges.find(|word| begins_with(rest, word));
        let Some(word) = hedge.or_else(|| plain.find(|word| begins_with(rest, word))) else {
            break;
        };
        approximate |= hedge.is_some();
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
    if let Some(half) = words::all(|language| language.halves).find(|word| begins_with(text, word))
    {
        return Some((0.5, &text[half.len()..]));
    }
    words::pairs(|language| language.numbers).find_map(|(word, value)| {
        let behind = text
            .get(word.len()..)
            .filter(|behind| behind.starts_with([' ', '-']) && begins_with(text, word))?;
        Some((f64::from(value), behind))
    })
}

/// Whether a text begins with a word in any case. The text may be long: it is not changed to
/// compare.
fn begins_with(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

fn unit(word: &str) -> Option<f64> {
    words::meaning(|language| language.units, &word.to_lowercase()).map(f64::from)
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
