//! Round numbers and round times on an axis.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, Zoned};

use crate::words::say;

/// A tick of a time axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tick {
    /// When, in seconds since 1970.
    pub at: i64,
    /// The time of day, or the date where a step is a day or longer.
    pub label: String,
    /// The day that begins with it.
    pub day: Option<String>,
}

/// Steps in seconds, below a day.
const STEPS: [i64; 20] = [
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 14_400, 21_600,
    28_800, 43_200, 86_400,
];
/// Steps in days.
const DAYS: [i64; 4] = [1, 2, 7, 14];
/// Steps in months.
const MONTHS: [i64; 8] = [1, 2, 3, 6, 12, 24, 60, 120];
const DAY: i64 = 86_400;
/// No axis has more ticks.
const MOST: usize = 400;

/// How far ticks are apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Seconds(i64),
    Days(i64),
    Months(i64),
}

impl Step {
    /// The smallest round step of at least so many seconds.
    fn at_least(seconds: f64) -> Self {
        let fits = |length: i64| length as f64 >= seconds;
        if let Some(step) = STEPS.iter().copied().find(|step| *step < DAY && fits(*step)) {
            return Self::Seconds(step);
        }
        if let Some(days) = DAYS.iter().copied().find(|days| fits(days * DAY)) {
            return Self::Days(days);
        }
        let months = MONTHS.iter().copied().find(|months| fits(months * 30 * DAY));
        Self::Months(
            months.unwrap_or_else(|| {
                (seconds / (360.0 * DAY as f64)).ceil().min(9_000.0) as i64 * 12
            }),
        )
    }
}

/// The moment as a date and time in a zone.
#[must_use]
pub fn zoned(at: i64, zone: &TimeZone) -> Option<Zoned> {
    Timestamp::from_second(at).ok().map(|at| at.to_zoned(zone.clone()))
}

/// Round times from `from` to `to`, at least `apart` seconds from each other.
#[must_use]
pub fn times(from: i64, to: i64, apart: f64, zone: &TimeZone) -> Vec<Tick> {
    let step = Step::at_least(apart);
    let Some(first) = zoned(from, zone) else { return Vec::new() };
    let mut ticks = Vec::new();
    match step {
        Step::Seconds(step) => {
            // Each day begins anew, since a day need not have 24 hours.
            let mut date = first.date();
            while ticks.len() < MOST {
                let Ok(midnight) =
                    zone.to_ambiguous_zoned(date.to_datetime(Time::midnight())).compatible()
                else {
                    break;
                };
                let Ok(tomorrow) = date.tomorrow() else { break };
                let end =
                    zone.to_ambiguous_zoned(tomorrow.to_datetime(Time::midnight())).compatible();
                let end = end.map_or(i64::MAX, |end| end.timestamp().as_second());
                let start = midnight.timestamp().as_second();
                let mut at = start + (from - start).max(0).div_euclid(step) * step;
                while at < end && at <= to && ticks.len() < MOST {
                    if at >= from {
                        ticks.push(tick(at, zone, step < 60));
                    }
                    at += step;
                }
                if end > to {
                    break;
                }
                date = tomorrow;
            }
        }
        Step::Days(_) | Step::Months(_) => {
            let mut date = Some(begin(first.date(), step));
            while let Some(day) = date
                && ticks.len() < MOST
            {
                let at = zone.to_ambiguous_zoned(day.to_datetime(Time::midnight())).compatible();
                let Ok(at) = at.map(|at| at.timestamp().as_second()) else { break };
                if at > to {
                    break;
                }
                if at >= from {
                    ticks.push(Tick { at, label: date_label(day, step), day: None });
                }
                date = match step {
                    Step::Months(months) => day.checked_add(months.months()).ok(),
                    Step::Days(days) => day.checked_add(days.days()).ok(),
                    Step::Seconds(_) => None,
                };
            }
        }
    }
    ticks
}

/// The last round date before a date.
fn begin(date: Date, step: Step) -> Date {
    let back = match step {
        Step::Seconds(_) | Step::Days(1 | 2) => 0,
        // Weeks begin on Monday.
        Step::Days(_) => i64::from(date.weekday().to_monday_zero_offset()),
        Step::Months(months) => {
            let month = i64::from(date.month()) - 1;
            let year = if months > 12 { i64::from(date.year()).rem_euclid(months / 12) } else { 0 };
            let first = date.first_of_month();
            let back = if months >= 12 { month + 12 * year } else { month.rem_euclid(months) };
            return first.checked_sub(back.months()).unwrap_or(first);
        }
    };
    date.checked_sub(back.days()).unwrap_or(date)
}

fn date_label(date: Date, step: Step) -> String {
    match step {
        Step::Months(months) if months >= 12 => date.year().to_string(),
        Step::Months(_) => say::month(date),
        _ => day(date),
    }
}

/// A day without its year: `14 Mar`.
#[must_use]
pub fn day(date: Date) -> String {
    say::day_of_year(date)
}

/// A tick at a moment.
#[must_use]
pub fn tick(at: i64, zone: &TimeZone, seconds: bool) -> Tick {
    let Some(zoned) = zoned(at, zone) else { return Tick { at, label: String::new(), day: None } };
    Tick { at, label: clock(zoned.datetime(), seconds), day: Some(day(zoned.date())) }
}

/// A time of day.
#[must_use]
pub fn clock(at: DateTime, seconds: bool) -> String {
    at.strftime(if seconds { "%H:%M:%S" } else { "%H:%M" }).to_string()
}

/// A length of time in its two largest units: `3 d 4 h`.
#[must_use]
pub fn length(seconds: i64) -> String {
    const UNITS: [(i64, &str); 5] =
        [(31_536_000, "y"), (DAY, "d"), (3_600, "h"), (60, "min"), (1, "s")];
    let seconds = seconds.max(0);
    let first = UNITS.iter().position(|(size, _)| seconds >= *size).unwrap_or(UNITS.len() - 1);
    let (size, unit) = UNITS[first];
    let Some(&(below, below_unit)) = UNITS.get(first + 1) else {
        return say::length(&[(seconds, unit)]);
    };
    // A minute and a half is worth saying, 13 minutes and 20 seconds are not.
    let step = if unit == "min" && seconds >= 10 * size { size } else { below };
    let rounded = (seconds + step / 2) / step * step;
    if first > 0 && rounded >= UNITS[first - 1].0 {
        return say::length(&[(1, UNITS[first - 1].1)]);
    }
    let count = rounded / size;
    let rest = rounded % size / below;
    let parts = [(count, unit), (rest, below_unit)];
    say::length(if rest > 0 { &parts } else { &parts[..1] })
}

/// A length of time, with the sign of "about" where days swallow minutes: `~3 d 4 h`.
#[must_use]
pub fn about(seconds: i64) -> String {
    let is_rounded = seconds > DAY && seconds % 3_600 >= 60 && seconds % 3_600 <= 3_540;
    format!("{}{}", if is_rounded { "~" } else { "" }, length(seconds))
}

/// Round numbers that cover a range, about `count` of them.
#[must_use]
pub fn numbers(low: f64, high: f64, count: usize) -> Vec<f64> {
    let (low, high) = if low < high { (low, high) } else { (low - 1.0, low + 1.0) };
    let rough = (high - low) / count.max(1) as f64;
    let power = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0]
        .iter()
        .map(|digit| digit * power)
        .find(|step| *step >= rough * 0.999);
    let step = step.unwrap_or(10.0 * power);
    if !step.is_finite() || step <= 0.0 {
        return vec![low, high];
    }
    let first = (low / step).floor();
    let last = (high / step).ceil();
    let count = (last - first).clamp(1.0, 1_000.0) as usize;
    (0..=count).map(|index| (first + index as f64) * step).collect()
}

/// A number with its thousands apart, as exact as `step` needs.
#[must_use]
pub fn number(value: f64, step: f64) -> String {
    let digits =
        if step > 0.0 && step < 1.0 { (-step.log10()).ceil().clamp(0.0, 9.0) as usize } else { 0 };
    // A step of 2.5 needs a digit too.
    let digits = if (step * 10_f64.powi(i32::try_from(digits).unwrap_or(0))).fract().abs() > 1e-6 {
        digits + 1
    } else {
        digits
    };
    if value.abs() >= 1e15 {
        return format!("{value:e}");
    }
    let plain = format!("{:.*}", digits, value.abs());
    let (whole, rest) =
        plain.split_once('.').map_or((plain.as_str(), None), |(whole, rest)| (whole, Some(rest)));
    let (thousands, decimals) = say::number_signs();
    let mut out = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            out.push_str(thousands);
        }
        out.push(digit);
    }
    if let Some(rest) = rest {
        out.push_str(decimals);
        out.push_str(rest);
    }
    let is_zero = !plain.chars().any(|c| ('1'..='9').contains(&c));
    if value < 0.0 && !is_zero { format!("−{out}") } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_have_two_units_at_most() {
        assert_eq!(length(76 * 3_600), "3 d 4 h");
        assert_eq!(length(12 * 60), "12 min");
        assert_eq!(length(33 * 60 + 20), "33 min");
        assert_eq!(length(59 * 60 + 40), "1 h");
        assert_eq!(length(20 * DAY + 3_600), "20 d 1 h");
    }

    #[test]
    fn numbers_are_round_and_cover_the_range() {
        assert_eq!(numbers(0.0, 7_440.0, 5), [0.0, 2_000.0, 4_000.0, 6_000.0, 8_000.0]);
        assert_eq!(number(-12_345.0, 1.0), "−12,345");
        assert_eq!(number(2.5, 2.5), "2.5");
        assert_eq!(number(0.25, 0.05), "0.25");
    }

    #[test]
    fn times_are_round_in_the_zone() {
        let zone = TimeZone::get("Europe/Berlin").expect("a zone");
        // Two hours before the clocks change.
        let from = 1_774_738_800;
        let labels: Vec<String> = times(from, from + 5 * 3_600, 3_600.0, &zone)
            .into_iter()
            .map(|tick| tick.label)
            .collect();
        assert_eq!(labels, ["00:00", "01:00", "03:00", "04:00", "05:00", "06:00"]);
    }

    #[test]
    fn months_begin_on_the_first() {
        let labels: Vec<String> = times(0, 200 * DAY, 40.0 * DAY as f64, &TimeZone::UTC)
            .into_iter()
            .map(|tick| tick.label)
            .collect();
        assert_eq!(labels, ["Jan 1970", "Mar 1970", "May 1970", "Jul 1970"]);
    }
}
