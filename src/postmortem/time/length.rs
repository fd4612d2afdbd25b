//! Lengths of time as people say them: `1 hour and 48 minutes`, `almost four hours`.

use jiff::SignedDuration;

use crate::postmortem::stated::{Hedge, LengthBound};
use crate::words;

/// A length of time as a text says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) length: SignedDuration,
    pub(crate) hedge: Hedge,
    /// The smallest unit that is named, in seconds.
    pub(crate) grain: i64,
    /// The bytes that it takes.
    pub(crate) taken: usize,
}

/// The length of time that a text begins with.
pub(crate) fn length(text: &str) -> Option<Said> {
    let (mut hedge, mut rest) = hedged(text.trim_start());
    let mut seconds = 0.0_f64;
    let mut grain = f64::MAX;
    loop {
        let found = grain < f64::MAX;
        let trimmed = rest.trim_start_matches([' ', ',', '\u{a0}']);
        let trimmed = if found { trimmed.strip_prefix("and ").unwrap_or(trimmed) } else { trimmed };
        let Some((amount, behind)) = amount(trimmed) else { break };
        // "2+ hours" are at least two; "two and a half hours" have the half before the unit.
        let plus = behind.strip_prefix('+');
        if plus.is_some() {
            hedge.bound = Some(LengthBound::AtLeast);
        }
        let behind = plus.unwrap_or(behind).trim_start_matches([' ', '-', '\u{a0}']);
        let half = words::all(|language| language.and_halves)
            .find_map(|half| behind.strip_prefix(*half))
            .filter(|rest| rest.starts_with(' '));
        let amount = if half.is_some() { amount + 0.5 } else { amount };
        let behind = half.unwrap_or(behind).trim_start();
        let letters = behind.find(|c: char| !c.is_alphabetic()).unwrap_or(behind.len());
        let Some(unit) = unit(&behind[..letters]) else { break };
        // `1h 5m 2h` are two lengths.
        if unit >= grain {
            break;
        }
        seconds += amount * unit;
        // An hour and a half is known to the half hour.
        grain = if amount.fract() == 0.0 { unit } else { unit / 2.0 };
        rest = &behind[letters..];
    }
    if let Some(half) = words::all(|language| language.and_halves)
        .find(|half| grain < f64::MAX && begins_with(rest.trim_start(), half))
    {
        seconds += grain / 2.0;
        grain /= 2.0;
        rest = &rest.trim_start()[half.len()..];
    }
    let limit = 400.0 * 86_400.0;
    (grain < f64::MAX && seconds <= limit).then(|| Said {
        length: SignedDuration::from_secs(whole(seconds)),
        hedge,
        grain: whole(grain).max(1),
        taken: text.len() - rest.len(),
    })
}

#[expect(clippy::cast_possible_truncation, reason = "lengths are below the limit")]
fn whole(seconds: f64) -> i64 {
    seconds.round() as i64
}

/// How exactly a length is said, and the text behind the words that say so.
fn hedged(text: &str) -> (Hedge, &str) {
    let mut rest = text;
    let mut hedge = Hedge::default();
    loop {
        // The longest that fits: "just over" is not "just".
        let longest = |words: &mut dyn Iterator<Item = &&'static str>| {
            words.filter(|word| begins_with(rest, word)).map(|word| word.len()).max()
        };
        let about = longest(&mut words::all(|language| language.about_lengths));
        let least = longest(&mut words::all(|language| language.least_lengths));
        let most = longest(&mut words::all(|language| language.most_lengths));
        let plain = longest(&mut words::all(|language| language.exact_lengths));
        let Some(taken) = [about, least, most, plain].into_iter().flatten().max() else {
            return (hedge, rest);
        };
        hedge.approximate |= about == Some(taken);
        if least == Some(taken) {
            hedge.bound = Some(LengthBound::AtLeast);
        } else if most == Some(taken) {
            hedge.bound = Some(LengthBound::AtMost);
        }
        rest = rest[taken..].trim_start();
    }
}

/// Parts of a unit as one sign.
const PARTS: [(char, f64); 3] = [('½', 0.5), ('¼', 0.25), ('¾', 0.75)];

/// `90`, `1.5`, `1,250`. What may be thousands or decimals, as `1.250`, is no number.
fn number(written: &str) -> Option<f64> {
    let mut groups = written.split(',');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let is_thousands = |group: &&str| group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit());
    if !rest.is_empty() {
        let is_number = first.len() <= 3 && rest.iter().all(is_thousands);
        return is_number.then(|| written.replace(',', "").parse().ok()).flatten();
    }
    let doubtful = first.split_once('.').is_some_and(|(_, decimals)| decimals.len() == 3);
    if doubtful { None } else { first.parse().ok() }
}

fn amount(text: &str) -> Option<(f64, &str)> {
    let sign = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
    let digits = text.find(|c: char| !sign(c)).unwrap_or(text.len());
    let written = text[..digits].trim_end_matches(['.', ',']);
    if !written.is_empty() {
        let behind = &text[written.len()..];
        let part = PARTS.iter().find_map(|(sign, part)| Some((*part, behind.strip_prefix(*sign)?)));
        let (part, behind) = part.unwrap_or((0.0, behind));
        return Some((number(written)? + part, behind));
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
            let found = length(text).map(|said| (said.length.as_secs(), said.hedge.approximate));
            assert_eq!(found, want, "{text}");
        }
    }
}
