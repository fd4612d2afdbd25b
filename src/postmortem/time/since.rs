//! Times since the start: `T+5 min`, `T0`, `+00:12`.

use jiff::{SignedDuration, Timestamp};

use crate::postmortem::time::length;
use crate::postmortem::time::scan::Scan;

impl Scan<'_> {
    /// Seconds or milliseconds since 1970, of a time between 2001 and 2100.
    pub(crate) fn unix(&mut self) -> Option<Timestamp> {
        let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        let number: i64 = self.rest()[..digits].parse().ok()?;
        let seconds = match digits {
            10 => number,
            13 => number / 1000,
            _ => return None,
        };
        self.at += digits;
        if digits == 10 && self.rest().starts_with('.') {
            let fraction = self.rest()[1..].bytes().take_while(u8::is_ascii_digit).count();
            self.at += if fraction > 0 { fraction + 1 } else { 0 };
        }
        let known = (978_307_200..4_133_980_800).contains(&seconds);
        Timestamp::from_second(seconds).ok().filter(|_| known)
    }

    /// A time since the start. Without the `T` it needs a unit or a colon: `+5 pods` is none.
    pub(crate) fn since(&mut self) -> Option<SignedDuration> {
        let rest = self.rest();
        let named = rest.strip_prefix(['T', 't']).filter(|behind| {
            let sign = behind.trim_start();
            sign.starts_with(['+', '-', '−', '0'])
                && sign.chars().nth(1).is_none_or(|c| c.is_ascii_digit() || !c.is_alphabetic())
        });
        let signed = named.unwrap_or(rest).trim_start();
        let negative = signed.starts_with(['-', '−']);
        let amount = signed.strip_prefix(['+', '-', '−']).map(str::trim_start);
        let (length, behind) = match amount {
            None => (SignedDuration::ZERO, signed.strip_prefix('0').filter(|_| named.is_some())?),
            Some(_) if named.is_none() && !signed.starts_with('+') => return None,
            Some(amount) => {
                since_clock(amount).or_else(|| since_length(amount, named.is_some()))?
            }
        };
        if behind.starts_with(|c: char| c.is_alphanumeric() || c == '_') {
            return None;
        }
        self.at += rest.len() - behind.len();
        Some(if negative { -length } else { length })
    }
}

/// `00:12` is hours and minutes, `01:00:30` has seconds.
fn since_clock(text: &str) -> Option<(SignedDuration, &str)> {
    let length = text.find(|c: char| !(c.is_ascii_digit() || c == ':')).unwrap_or(text.len());
    let parts: Vec<i64> = text[..length]
        .trim_end_matches(':')
        .split(':')
        .map(|part| part.parse().ok())
        .collect::<Option<_>>()?;
    let fits = parts.iter().all(|part| (0..1000).contains(part));
    let seconds = match parts.as_slice() {
        [hours, minutes] if fits => hours * 3600 + minutes * 60,
        [hours, minutes, seconds] if fits => hours * 3600 + minutes * 60 + seconds,
        _ => return None,
    };
    Some((SignedDuration::from_secs(seconds), &text[text[..length].trim_end_matches(':').len()..]))
}

/// `5 min`, `1h30m`; a bare number counts minutes behind a `T`.
fn since_length(text: &str, named: bool) -> Option<(SignedDuration, &str)> {
    if let Some(said) =
        length::length(text).filter(|_| text.starts_with(|c: char| c.is_ascii_digit()))
    {
        return Some((said.length, &text[said.taken..]));
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let minutes: i64 = text[..digits].parse().ok().filter(|minutes| named && *minutes < 100_000)?;
    Some((SignedDuration::from_mins(minutes), &text[digits..]))
}
