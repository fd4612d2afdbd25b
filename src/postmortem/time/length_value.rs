//! Lengths as the values of labels: beside those of sentences a clock's, `0:47:13` and
//! `01:30 (hh:mm)`, those whose unit the label names, `Duration [min]: 75`, and `PT1H30M`.

use jiff::{SignedDuration, Span, SpanRelativeTo};

use crate::postmortem::stated::{Hedge, LengthBound};
use crate::postmortem::time::length::{Said, amount, hedged, sum, unit, whole};
use crate::postmortem::time::length_range::ranged;
use crate::words;

/// What a label says about the numbers behind it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Numbers {
    /// The unit that it names, in seconds: `Duration (min)`.
    unit: Option<f64>,
    /// The first unit of the clock's form that it names: `Duration (hh:mm)`.
    form: Option<f64>,
    /// Whether a time of day is as likely: `Resolution time`.
    may_be_time: bool,
}

impl Numbers {
    pub(crate) fn of(label: &str, may_be_time: bool) -> Self {
        let form = form_in(label);
        let unit = if form.is_some() { None } else { unit_of(label) };
        Self { unit, form, may_be_time }
    }
}

/// The unit of a label: `(min)`, `[hours]`, `in minutes`, `, mins`, `_min`.
fn unit_of(label: &str) -> Option<f64> {
    let close = |open: usize| label[open..].find([')', ']']).map(|at| open + at);
    let mut brackets = label.match_indices(['(', '[']).filter_map(|(open, _)| {
        let inside = label[open + 1..close(open)?].trim();
        unit(inside.strip_prefix("in ").unwrap_or(inside))
    });
    brackets.next().or_else(|| {
        let lower = label.to_lowercase();
        let (before, last) = lower.trim().rsplit_once([' ', '_'])?;
        let is_unit = before.ends_with(" in") || before.ends_with(',') || lower.contains('_');
        unit(last).filter(|_| is_unit && last.len() > 2)
    })
}

/// The first unit of the form of a clock that a text names, in brackets or alone.
fn form_in(text: &str) -> Option<f64> {
    let lower = text.to_lowercase();
    let forms = words::pairs(|language| language.length_forms);
    let found = forms.filter(|(form, _)| lower.contains(form)).max_by_key(|(form, _)| form.len());
    found.map(|(_, seconds)| f64::from(seconds))
}

/// The length that a value begins with.
pub(crate) fn value(text: &str, numbers: Numbers) -> Option<Said> {
    unit_left_out(text)
        .or_else(|| ranged(text).filter(|said| is_whole(&text[said.taken..])))
        .or_else(|| clock(text, numbers))
        .or_else(|| bare(text, numbers))
        .or_else(|| iso(text))
}

/// Whether no number follows a length that may be a part of it: `1 h 30 - 2 h`.
fn is_whole(rest: &str) -> bool {
    !rest.trim_start().starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a value may end here, or a remark follows.
fn ends(rest: &str) -> bool {
    rest.trim_start().is_empty() || rest.trim_start().starts_with(['(', ',', ';', '|', '\n'])
}

/// `0:47:13`, `2:10 h`, `01:30 (hh:mm)`, `1 day, 2:30:00`.
fn clock(text: &str, numbers: Numbers) -> Option<Said> {
    let (hedge, start) = hedged(text.trim_start());
    let days = sum(start).filter(|days| days.grain >= 86_400.0);
    let rest = days.map_or(start, |days| days.rest.trim_start_matches([' ', ',']));
    let length = rest.find(|c: char| !(c.is_ascii_digit() || c == ':')).unwrap_or(rest.len());
    let parts: Vec<f64> =
        rest[..length].split(':').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let behind = &rest[length..];
    let word = behind.trim_start();
    let word = &word[..word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len())];
    // `2:10 h` has its unit behind it.
    let own = unit(word).filter(|unit| *unit == 3_600.0 || *unit == 60.0);
    let form = form_in(&behind[..behind.find(')').map_or(0, |at| at + 1)]);
    let first = form.or(numbers.form).or(own).or(numbers.unit);
    let sure = form.or(numbers.form).is_some() || days.is_some() || !numbers.may_be_time;
    let (first, rest_units) = match parts.as_slice() {
        [_, _, _] => (3_600.0, 2),
        [_, _] if days.is_some() => (3_600.0, 1),
        [_, _] => (first?, 1),
        _ => return None,
    };
    let fits = parts.iter().skip(1).all(|part| *part < 60.0) && parts.len() == rest_units + 1;
    let after = if own.is_some() { &behind.trim_start()[word.len()..] } else { behind };
    if !fits || !sure || !ends(after) {
        return None;
    }
    let units = [first, first / 60.0, first / 3_600.0];
    let seconds: f64 = parts.iter().zip(units).map(|(part, unit)| part * unit).sum();
    let seconds = seconds + days.map_or(0.0, |days| days.seconds);
    let grain = whole(units[rest_units]).max(1);
    let length = SignedDuration::from_secs(whole(seconds));
    (seconds < 400.0 * 86_400.0).then(|| Said {
        length,
        hedge,
        grain,
        taken: text.len() - after.len(),
    })
}

/// A number whose unit the label names, or brackets behind it: `75`, `45–60`, `75 (minutes)`.
fn bare(text: &str, numbers: Numbers) -> Option<Said> {
    let (hedge, start) = hedged(text.trim_start());
    let (low, behind) = amount(start)?;
    let sign = behind.trim_start().strip_prefix(['-', '–', '—']);
    let high = sign.and_then(|high| amount(high.trim_start()));
    let rest = high.map_or(behind, |(_, rest)| rest);
    let brackets = rest.trim_start().strip_prefix('(').and_then(|it| it.split_once(')'));
    let own = brackets.and_then(|(inside, _)| unit(inside.trim()));
    let unit = own.or(numbers.unit)?;
    let plus = rest.strip_prefix('+');
    let rest = plus.unwrap_or(rest);
    if !ends(rest) || (sign.is_some() && high.is_none()) {
        return None;
    }
    let seconds = |amount: f64| SignedDuration::from_secs(whole(amount * unit));
    let grain = if low.fract() == 0.0 { unit } else { unit / 2.0 };
    let hedge = match high {
        Some((high, _)) if high > low => {
            let bound = Some(LengthBound::Between);
            Hedge { approximate: true, bound, upper: Some(seconds(high)) }
        }
        Some(_) => return None,
        None if plus.is_some() => Hedge { bound: Some(LengthBound::AtLeast), ..hedge },
        None => hedge,
    };
    let largest = high.map_or(low, |(high, _)| high) * unit;
    let said =
        Said { length: seconds(low), hedge, grain: whole(grain), taken: text.len() - rest.len() };
    (largest < 400.0 * 86_400.0).then_some(said)
}

/// `1 hour 30`.
fn unit_left_out(text: &str) -> Option<Said> {
    let (hedge, start) = hedged(text.trim_start());
    let hours = sum(start).filter(|sum| sum.grain == 3_600.0)?;
    let rest = hours.rest.trim_start();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let minutes: f64 = rest[..digits].parse().ok().filter(|minutes| *minutes < 60.0)?;
    let behind = &rest[digits..];
    let length = SignedDuration::from_secs(whole(hours.seconds + minutes * 60.0));
    ends(behind).then(|| Said { length, hedge, grain: 60, taken: text.len() - behind.len() })
}

/// `PT1H30M`, `P1DT2H`.
fn iso(text: &str) -> Option<Said> {
    let lead = text.trim_start();
    let end = lead.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.')).unwrap_or(lead.len());
    let written = &lead[..end];
    let span: Span = written.starts_with('P').then(|| written.parse().ok())??;
    // Months and years have no length of their own.
    let length = span.to_duration(SpanRelativeTo::days_are_24_hours()).ok()?;
    let grain = match written.chars().last()? {
        'W' => 604_800,
        'D' => 86_400,
        'H' => 3_600,
        'M' => 60,
        _ => 1,
    };
    let taken = text.len() - lead.len() + end;
    let known = length.as_hours() < 400 * 24 && ends(&text[taken..]);
    known.then(|| Said { length, hedge: Hedge::default(), grain, taken })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(label: &str, text: &str) -> Option<i64> {
        value(text, Numbers::of(label, label.starts_with("Resolution")))
            .map(|said| said.length.as_secs())
    }

    #[test]
    fn clocks_show_lengths() {
        for (label, text, want) in [
            ("Duration", "0:47:13", Some(2_833)),
            ("Duration", "00:12:30 (all users)", Some(750)),
            ("Duration", "2:10 h", Some(7_800)),
            ("Duration", "2:10 hours", Some(7_800)),
            ("Duration", "12:30 minutes", Some(750)),
            ("Duration", "01:30 (hh:mm)", Some(5_400)),
            ("Duration (hh:mm)", "01:30", Some(5_400)),
            ("Duration (mm:ss)", "01:30", Some(90)),
            ("Duration (hours)", "1:30", Some(5_400)),
            ("Duration", "1 day, 2:30:00", Some(95_400)),
            ("Duration", "2 days 3:04", Some(183_840)),
            ("Duration", "1:30", None),
            ("Duration", "10:32:00 – 11:47:00", None),
            ("Duration", "10:32:00 UTC", None),
            ("Duration", "0:75:00", None),
            ("Resolution time", "14:05:22", None),
            ("Resolution time", "14:10 h", None),
            ("Resolution time (hh:mm)", "2:10", Some(7_800)),
        ] {
            assert_eq!(read(label, text), want, "{label}: {text}");
        }
    }

    #[test]
    fn a_label_may_name_the_unit() {
        for (label, text, want) in [
            ("Duration [min]", "75", Some(4_500)),
            ("TTR (minutes)", "~45", Some(2_700)),
            ("Duration (h)", "1.5", Some(5_400)),
            ("Duration in minutes", "75 (10:32–11:47)", Some(4_500)),
            ("Total downtime, minutes", "75", Some(4_500)),
            ("duration_minutes", "75", Some(4_500)),
            ("Duration (min)", "1 h 15 min", Some(4_500)),
            ("Duration", "75 (minutes)", Some(4_500)),
            ("Duration", "1 hour 30", Some(5_400)),
            ("Duration", "PT1H30M", Some(5_400)),
            ("Duration", "P1DT2H", Some(93_600)),
            ("Duration", "75", None),
            ("Duration", "1 h 30 - 2 h", None),
            ("Duration", "P1", None),
            ("Duration", "P1M", None),
            ("Duration", "Paid plans", None),
            ("Duration (min)", "75 of 90", None),
            ("Duration (min)", "n/a", None),
        ] {
            assert_eq!(read(label, text), want, "{label}: {text}");
        }
        let said = value("45–60", Numbers::of("Downtime (min)", false)).expect("a range");
        let upper = said.hedge.upper.map(|upper| upper.as_secs());
        assert_eq!((said.length.as_secs(), upper), (2_700, Some(3_600)));
    }
}
