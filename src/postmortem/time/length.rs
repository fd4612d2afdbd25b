//! Lengths of time as people say them: `1 hour and 48 minutes`, `almost four hours`.

use std::borrow::Cow;

use jiff::SignedDuration;

use crate::postmortem::stated::{Hedge, LengthBound};
use crate::postmortem::time::script::is_eastern;
use crate::words::{self, Beginnings, Meanings, Ready, begins_with};

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
    let (hedge, rest) = hedged(text.trim_start());
    sum(rest)?.said(text, hedge)
}

/// Amounts with units that follow each other, from the largest to the smallest.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sum<'t> {
    pub(super) seconds: f64,
    /// The first unit and the smallest, in seconds.
    pub(super) unit: f64,
    pub(super) grain: f64,
    /// "2+ hours" are at least two.
    pub(super) plus: bool,
    pub(super) rest: &'t str,
}

/// The bytes of an East Asian letter.
const LETTER: usize = '分'.len_utf8();

/// No incident is longer, in seconds.
const LIMIT: f64 = 400.0 * 86_400.0;

impl Sum<'_> {
    pub(super) fn said(self, text: &str, hedge: Hedge) -> Option<Said> {
        let bound = if self.plus { Some(LengthBound::AtLeast) } else { hedge.bound };
        (self.seconds <= LIMIT).then(|| Said {
            length: SignedDuration::from_secs(whole(self.seconds)),
            hedge: Hedge { bound, ..hedge },
            grain: whole(self.grain).max(1),
            taken: text.len() - self.rest.len(),
        })
    }
}

/// `1 hour and 48 minutes`, `1h47`, `an hour and a half`.
pub(super) fn sum(text: &str) -> Option<Sum<'_>> {
    let mut sum = Sum { seconds: 0.0, unit: 0.0, grain: f64::MAX, plus: false, rest: text };
    loop {
        let found = sum.grain < f64::MAX;
        let trimmed = sum.rest.trim_start_matches([' ', ',', '\u{a0}']);
        let trimmed = if found { behind_joint(trimmed) } else { trimmed };
        let Some((amount, behind)) = amount(trimmed) else { break };
        // "two and a half hours" have the half before the unit.
        let plus = behind.strip_prefix('+');
        let behind = plus.unwrap_or(behind).trim_start_matches([' ', '-', '\u{a0}']);
        let part = and_fraction(behind).filter(|(_, rest)| rest.starts_with(' '));
        let amount = amount + part.map_or(0.0, |(part, _)| part);
        let behind = part.map_or(behind, |(_, rest)| rest).trim_start();
        let letters = behind.find(|c: char| !c.is_alphabetic()).unwrap_or(behind.len());
        let whole = unit(&behind[..letters]).map(|unit| (unit, letters));
        let Some((unit, letters)) = whole.or_else(|| unspaced_unit(behind)) else { break };
        // `1h 5m 2h` are two lengths.
        if unit >= sum.grain {
            break;
        }
        sum.plus |= plus.is_some();
        sum.unit = if found { sum.unit } else { unit };
        sum.seconds += amount * unit;
        // An hour and a half is known to the half hour.
        sum.grain = if amount.fract() == 0.0 { unit } else { unit / 2.0 };
        sum.rest = &behind[letters + point(behind, letters)..];
        if let Some((below, rest)) = below(sum.rest, unit) {
            sum =
                Sum { seconds: sum.seconds + below * unit / 60.0, grain: unit / 60.0, rest, ..sum };
            break;
        }
    }
    if sum.grain == f64::MAX {
        return None;
    }
    if let Some((part, rest)) = and_fraction(sum.rest.trim_start()) {
        sum.seconds += sum.grain * part;
        sum.grain *= if part == 0.5 { 0.5 } else { 0.25 };
        sum.rest = rest;
    }
    Some(sum)
}

/// What stands behind "and" between two parts of a length.
fn behind_joint(text: &str) -> &str {
    let and = |word: &&str| begins_with(text, word) && text[word.len()..].starts_with(' ');
    let word = words::all(|language| language.conjunctions).find(|word| and(word));
    let length = word.map_or(0, |word| word.len() + 1);
    let sign = text.strip_prefix("& ");
    sign.unwrap_or(&text[length..])
}

/// The point of a unit that is written short: `Std.`. At the end of a text it ends a sentence.
fn point(text: &str, letters: usize) -> usize {
    let goes_on = text[letters..].strip_prefix('.').is_some_and(|rest| rest.starts_with(' '));
    usize::from(goes_on && unit(&text[..=letters]).is_some())
}

/// A unit of a script that parts no words: `30分間停止`.
fn unspaced_unit(text: &str) -> Option<(f64, usize)> {
    if !text.starts_with(is_eastern) {
        return None;
    }
    let units = words::pairs(|language| language.units);
    let found = units.filter(|(word, _)| text.starts_with(word)).max_by_key(|(word, _)| word.len());
    found.map(|(word, unit)| (f64::from(unit), word.len()))
}

/// The part of the unit before that a text begins with: "and a half".
fn and_fraction(text: &str) -> Option<(f64, &str)> {
    words::pairs(|language| language.and_fractions)
        .find(|(word, _)| begins_with(text, word))
        .map(|(word, percent)| (f64::from(percent) / 100.0, &text[word.len()..]))
}

/// The minutes of `1h47`, whose unit goes without saying.
fn below(rest: &str, unit: f64) -> Option<(f64, &str)> {
    let counts = unit == 3_600.0 || unit == 60.0;
    // `1 heure 25.`
    let is_digit = |c: char| c.is_ascii_digit();
    let ends = |behind: &str| {
        let rest = behind.strip_prefix(['.', ';', ')', '\n']);
        behind.is_empty() || rest.is_some_and(|rest| !rest.starts_with(is_digit))
    };
    let apart = rest.strip_prefix([' ', '\u{a0}']).filter(|_| unit == 3_600.0);
    let apart = apart.filter(|apart| apart.get(2..).is_some_and(ends));
    let rest = apart.unwrap_or(rest);
    let two = rest.get(..2).filter(|two| two.bytes().all(|b| b.is_ascii_digit()))?;
    let behind = &rest[2..];
    let behind = behind.strip_prefix(['\'', '′']).unwrap_or(behind);
    let ends = !behind.starts_with(|c: char| c.is_alphanumeric() || ":%".contains(c));
    let amount = two.parse().ok().filter(|amount| *amount < 60.0)?;
    (counts && ends).then_some((amount, behind))
}

#[expect(clippy::cast_possible_truncation, reason = "lengths are below the limit")]
pub(super) fn whole(seconds: f64) -> i64 {
    seconds.round() as i64
}

/// What a word in front of a length says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hedging {
    About,
    Least,
    Most,
    Exactly,
}

static HEDGES: Ready<Beginnings<Hedging>> = Ready::new(|| {
    let about = words::all(|language| language.about_lengths).map(|word| (*word, Hedging::About));
    let least = words::all(|language| language.least_lengths).map(|word| (*word, Hedging::Least));
    let most = words::all(|language| language.most_lengths).map(|word| (*word, Hedging::Most));
    let exact = words::all(|language| language.exact_lengths);
    let exact = exact.map(|word| (*word, Hedging::Exactly));
    Beginnings::of(about.chain(least).chain(most).chain(exact))
});
pub(crate) static NUMBERS: Ready<Beginnings<i32>> =
    Ready::new(|| Beginnings::of(words::pairs(|language| language.numbers)));
pub(crate) static FRACTIONS: Ready<Beginnings<i32>> =
    Ready::new(|| Beginnings::of(words::pairs(|language| language.fractions)));
static UNITS: Meanings<i32> = Ready::new(|| words::meanings(|language| language.units));

/// How exactly a length is said, and the text behind the words that say so.
pub(super) fn hedged(text: &str) -> (Hedge, &str) {
    let mut rest = text;
    let mut hedge = Hedge::default();
    loop {
        let fits = || HEDGES.like(rest).iter().filter(|(word, _)| begins_with(rest, word));
        // The longest that fits: "just over" is not "just".
        let Some(taken) = fits().map(|(word, _)| word.len()).max() else {
            return (hedge, rest);
        };
        let says = |said| fits().any(|(word, hedge)| word.len() == taken && *hedge == said);
        hedge.approximate |= says(Hedging::About);
        if says(Hedging::Least) {
            hedge.bound = Some(LengthBound::AtLeast);
        } else if says(Hedging::Most) {
            hedge.bound = Some(LengthBound::AtMost);
        }
        rest = rest[taken..].trim_start();
    }
}

/// Parts of a unit behind a number.
const PARTS: [(&str, f64); 5] =
    [("½", 0.5), ("¼", 0.25), ("¾", 0.75), (" 1/2", 0.5), ("-1/2", 0.5)];

/// `90`, `1.5`, `1,250`. What may be thousands or decimals, as `1.250`, is no number. Where a comma
/// stands before decimals, the two signs change their places.
fn number(written: &str) -> Option<f64> {
    if words::has_decimal_comma() {
        let exchanged = |c: char| match c {
            ',' => '.',
            '.' => ',',
            c => c,
        };
        return pointed(&written.chars().map(exchanged).collect::<String>());
    }
    pointed(written)
}

/// A number with a point before its decimals.
fn pointed(written: &str) -> Option<f64> {
    let mut groups = written.split(',');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let is_thousands = |group: &&str| group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit());
    // `1,5`: nobody groups two digits.
    if let [decimals] = rest.as_slice()
        && decimals.len() < 3
    {
        return written.replace(',', ".").parse().ok();
    }
    if !rest.is_empty() {
        let is_number = first.len() <= 3 && rest.iter().all(is_thousands);
        return is_number.then(|| written.replace(',', "").parse().ok()).flatten();
    }
    let doubtful = first.split_once('.').is_some_and(|(_, decimals)| decimals.len() == 3);
    if doubtful { None } else { first.parse().ok() }
}

/// A number with the groups behind it that a blank or an apostrophe parts, where the language does
/// so: `1 250`. The text behind them comes with it.
fn grouped<'t>(text: &'t str, written: &str) -> (Cow<'t, str>, &'t str) {
    let (mut end, mut digits) = (written.len(), String::new());
    let is_group = (1..=3).contains(&end) && written.bytes().all(|byte| byte.is_ascii_digit());
    while let Some(group) = next_group(&text[end..]).filter(|_| is_group) {
        if digits.is_empty() {
            digits.push_str(written);
        }
        digits.push_str(group);
        end += text[end..].find(group).unwrap_or_default() + group.len();
    }
    let number = if digits.is_empty() { text[..end].into() } else { digits.into() };
    (number, &text[end..])
}

/// The three digits behind such a sign.
fn next_group(text: &str) -> Option<&str> {
    let sign = text.chars().next().filter(|c| " \u{a0}\u{202f}'’".contains(*c))?;
    let plain = match sign {
        '\'' | '’' => "'",
        _ => " ",
    };
    let behind = &text[sign.len_utf8()..];
    let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
    let parts = digits == 3 && words::has(|language| language.thousands, plain);
    parts.then(|| &behind[..3])
}

pub(super) fn amount(text: &str) -> Option<(f64, &str)> {
    let sign = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
    let digits = text.find(|c: char| !sign(c)).unwrap_or(text.len());
    let written = text[..digits].trim_end_matches(['.', ',']);
    if !written.is_empty() {
        let (written, behind) = grouped(text, written);
        let part = PARTS.iter().find_map(|(sign, part)| Some((*part, behind.strip_prefix(*sign)?)));
        let (part, behind) = part.unwrap_or((0.0, behind));
        return Some((number(&written)? + part, behind));
    }
    let mut fractions = FRACTIONS.like(text).iter();
    if let Some((word, percent)) = fractions.find(|(word, _)| begins_with(text, word)) {
        return Some((f64::from(*percent) / 100.0, &text[word.len()..]));
    }
    let (number, behind) = number_word(text)?;
    // `forty-five`, `twenty four`.
    let more = Some(behind).filter(|_| number >= 20.0 && number % 10.0 == 0.0);
    let more = more.and_then(|behind| number_word(behind.get(1..)?));
    let more = more.filter(|(below, _)| *below < 10.0);
    Some(more.map_or((number, behind), |(below, rest)| (number + below, rest)))
}

fn number_word(text: &str) -> Option<(f64, &str)> {
    let found = NUMBERS.like(text).iter().filter_map(|(word, value)| {
        let behind = begins_with(text, word).then(|| &text[word.len()..])?;
        // `十分` says "very", too: a number in words has a unit of several letters.
        let is_apart = || unspaced_unit(behind).is_some_and(|(_, length)| length > LETTER);
        let counts = behind.starts_with([' ', '-']) || word.starts_with(is_eastern) && is_apart();
        counts.then_some((f64::from(*value), behind))
    });
    // The longest that fits: `dix-sept` is not `dix`.
    found.min_by_key(|(_, behind)| behind.len())
}

pub(super) fn unit(word: &str) -> Option<f64> {
    UNITS.get(word.to_lowercase().as_str()).copied().map(f64::from)
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
            ("1h47", Some((6_420, false))),
            ("5m30.", Some((330, false))),
            ("1,5 h", Some((5_400, false))),
            ("half a day", Some((43_200, false))),
            ("two and a half hours", Some((9_000, false))),
            ("an hour and a quarter", Some((4_500, false))),
            ("one and three quarters hours", Some((6_300, false))),
            ("a quarter of an hour", Some((900, false))),
            ("forty-five minutes", Some((2_700, false))),
            ("twenty four hours", Some((86_400, false))),
            ("2 hrs & 10 mins", Some((7_800, false))),
            ("N/A", None),
            ("3 pods", None),
            ("99999999999 days", None),
        ] {
            let found = length(text).map(|said| (said.length.as_secs(), said.hedge.approximate));
            assert_eq!(found, want, "{text}");
        }
    }
}
