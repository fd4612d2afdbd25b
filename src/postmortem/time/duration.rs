//! Lengths of time as people say them.

use jiff::SignedDuration;

use crate::postmortem::time::moment::Moment;
use crate::words::say;

/// A length of time, its half, and both in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Length {
    /// In seconds.
    pub seconds: i64,
    /// As people say it: `3 d 20 h`, `13 min`, `45 s`.
    pub text: String,
    /// Half of it, since the template asks how it could be halved.
    pub half: String,
}

impl Length {
    /// From a duration that is not negative.
    #[must_use]
    pub fn new(duration: SignedDuration) -> Self {
        let seconds = duration.as_secs().max(0);
        Self { seconds, text: short(seconds), half: short(seconds / 2) }
    }

    /// In a sentence: `4 minutes`, `1 hour 5 minutes`.
    #[must_use]
    pub fn in_words(&self) -> String {
        parts(self.seconds)
            .into_iter()
            .map(|(count, unit)| {
                let name = match unit {
                    "d" => "day",
                    "h" => "hour",
                    "min" => "minute",
                    _ => "second",
                };
                format!("{count} {name}{}", if count == 1 { "" } else { "s" })
            })
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// The time between two moments; none when it would be negative, or when only a day is known of
/// either, or the day of only one.
#[must_use]
pub fn between(from: Moment, to: Moment) -> Option<Length> {
    if from.day_only || to.day_only || to.at < from.at || from.day_known != to.day_known {
        return None;
    }
    Some(Length::new(to.at.duration_since(from.at)))
}

/// A length as decks write it: `13 min`, `13 Min.`.
pub(crate) fn written(seconds: i64) -> String {
    let about = if is_rounded(seconds) { "~" } else { "" };
    format!("{about}{}", say::length(&parts(seconds)))
}

/// The same in a message.
fn short(seconds: i64) -> String {
    let about = if is_rounded(seconds) { "~" } else { "" };
    let words = parts(seconds)
        .into_iter()
        .map(|(count, unit)| format!("{count} {unit}"))
        .collect::<Vec<_>>()
        .join(" ");
    format!("{about}{words}")
}

/// Whether days swallow minutes: beside lengths in minutes, such a sum would not add up.
fn is_rounded(seconds: i64) -> bool {
    (60..=3_540).contains(&(seconds % 3_600)) && seconds > 86_400
}

/// The two largest neighbouring units; what is below them is rounded into them.
fn parts(seconds: i64) -> Vec<(i64, &'static str)> {
    const UNITS: [(i64, &str); 4] = [(86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")];
    let first = UNITS.iter().position(|(size, _)| seconds >= *size).unwrap_or(UNITS.len() - 1);
    let (size, unit) = UNITS[first];
    let Some(&(below, below_unit)) = UNITS.get(first + 1) else { return vec![(seconds, unit)] };
    // A minute and a half is worth saying, 13 minutes and 20 seconds are not.
    let below_counts = first < 2 || seconds < 10 * size;
    let step = if below_counts { below } else { size };
    let rounded = (seconds + step / 2) / step * step;
    // Rounding may have reached the next unit: 59 min 40 s is an hour.
    if first > 0 && rounded >= UNITS[first - 1].0 {
        return vec![(1, UNITS[first - 1].1)];
    }
    let count = rounded / size;
    let rest = rounded % size / below;
    if rest > 0 { vec![(count, unit), (rest, below_unit)] } else { vec![(count, unit)] }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(seconds: i64) -> String {
        Length::new(SignedDuration::from_secs(seconds)).text
    }

    #[test]
    fn lengths_read_as_people_say_them() {
        assert_eq!(text(0), "0 s");
        assert_eq!(text(45), "45 s");
        assert_eq!(text(13 * 60), "13 min");
        assert_eq!(text(13 * 60 + 40), "14 min");
        assert_eq!(text(90), "1 min 30 s");
        assert_eq!(text(59 * 60 + 40), "1 h");
        assert_eq!(text(3_600 + 48 * 60), "1 h 48 min");
        assert_eq!(text(3 * 86_400 + 20 * 3_600 + 59), "3 d 20 h");
        assert_eq!(text(2 * 86_400), "2 d");
        assert_eq!(text(2 * 86_400 + 16 * 3_600 + 30 * 60), "~2 d 17 h");
    }

    #[test]
    fn a_half_and_a_sentence() {
        let length = Length::new(SignedDuration::from_secs(65 * 60));
        assert_eq!(
            (length.half.as_str(), length.in_words().as_str()),
            ("33 min", "1 hour 5 minutes")
        );
        assert_eq!(Length::new(SignedDuration::from_secs(240)).in_words(), "4 minutes");
    }
}
