//! Ranges of lengths: `45–60 min`, "between one and two hours", "45 min to 1 h"; and what is said
//! behind a length: "or so", "or more".

use crate::postmortem::stated::{Hedge, LengthBound};
use crate::postmortem::time::length::{Said, Sum, amount, hedged, sum, whole};
use crate::postmortem::time::script::is_eastern;
use crate::words::{self, begins_with, prefix_length};

/// The length that a text begins with, or the range of lengths. Nothing where only the beginning
/// of a length is understood: `1 day, 2:30:00`.
pub(crate) fn ranged(text: &str) -> Option<Said> {
    let (hedge, rest) = hedged(text.trim_start());
    let opening = prefix_length(|language| language.window_openings, rest).unwrap_or(0);
    let from = &rest[opening..];
    if let Some(said) = range(text, from, opening > 0) {
        return said;
    }
    let one = sum(rest)?;
    let is_cut = one.rest.starts_with(|c: char| c.is_ascii_digit()) || clock_follows(one.rest);
    let said = one.said(text, hedge).filter(|_| !is_cut)?;
    Some(hedged_behind(text, said))
}

/// A range, `None` when there is none, and `Some(None)` when it makes no sense.
#[expect(clippy::option_option, reason = "no range is not the same as one that is no length")]
fn range(text: &str, from: &str, opened: bool) -> Option<Option<Said>> {
    if let Some((low, behind)) = amount(from)
        && let Some(high) = behind_sign(behind, opened).and_then(|high| sum(hedged(high).1))
    {
        return Some(between(text, low * high.unit, high));
    }
    let low = sum(from)?;
    let behind = behind_sign(low.rest, opened)?;
    let high = sum(hedged(behind).1).filter(|high| high.seconds > low.seconds)?;
    // "45 min – 2 h of it" says what the first length is of.
    let rest = high.rest.trim_start();
    let tells = ["of ", "to ", "for "].iter().any(|word| begins_with(rest, word));
    Some(between(text, low.seconds, high).filter(|_| !tells))
}

fn between(text: &str, low: f64, high: Sum<'_>) -> Option<Said> {
    let upper = high.said(text, Hedge::default())?;
    let length = jiff::SignedDuration::from_secs(whole(low));
    let bound = Some(LengthBound::Between);
    let hedge = Hedge { approximate: true, bound, upper: Some(upper.length) };
    (length < upper.length).then_some(Said { length, hedge, ..upper })
}

/// What follows a sign between the ends of a range.
fn behind_sign(text: &str, opened: bool) -> Option<&str> {
    let signs = words::all(|language| language.range_signs);
    let ands = words::all(|language| language.range_ands).filter(|_| opened);
    signs.chain(ands).find_map(|sign| {
        let is_word = sign.starts_with(char::is_alphabetic);
        let lead = text.trim_start();
        let behind = lead.get(sign.len()..).filter(|_| begins_with(lead, sign))?;
        let apart = lead.len() < text.len() && behind.starts_with(' ');
        let apart = apart || sign.starts_with(is_eastern);
        (!is_word || apart).then(|| behind.trim_start())
    })
}

/// Takes "or so" and "(approx.)" behind a length.
fn hedged_behind(text: &str, said: Said) -> Said {
    let rest = &text[said.taken..];
    if rest.starts_with('+') && !rest[1..].starts_with(char::is_alphanumeric) {
        let hedge = Hedge { bound: Some(LengthBound::AtLeast), ..said.hedge };
        return Said { hedge, taken: said.taken + 1, ..said };
    }
    let lead = rest.trim_start();
    let inside = lead.strip_prefix(['(', '（']);
    let words = inside.unwrap_or(lead).trim_start();
    let about = prefix_length(|language| language.about_lengths_behind, words).unwrap_or(0);
    let about = match inside {
        Some(_) => about.max(prefix_length(|language| language.about_behind, words).unwrap_or(0)),
        None => about,
    };
    let least = prefix_length(|language| language.least_lengths_behind, words).unwrap_or(0);
    let most = prefix_length(|language| language.most_lengths_behind, words).unwrap_or(0);
    let length = about.max(least).max(most);
    let behind = &words[length..];
    let closed = inside.is_none_or(|_| behind.trim_start().starts_with([')', '）']));
    let goes_on = behind.starts_with(char::is_alphanumeric) && !words.starts_with(is_eastern);
    if length == 0 || !closed || goes_on {
        return said;
    }
    let bound = match length {
        length if length == least => Some(LengthBound::AtLeast),
        length if length == most => Some(LengthBound::AtMost),
        _ => said.hedge.bound,
    };
    let close = if inside.is_some() { close_length(behind) } else { 0 };
    let hedge =
        Hedge { approximate: said.hedge.approximate || length == about, bound, ..said.hedge };
    Said { hedge, taken: text.len() - behind.len() + close, ..said }
}

/// The bytes up to behind the bracket that closes.
fn close_length(text: &str) -> usize {
    let close = text.find([')', '）']);
    close.map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8))
}

/// Whether a time goes on as a clock shows it.
fn clock_follows(rest: &str) -> bool {
    let lead = rest.trim_start_matches([' ', ',']);
    let digits = lead.bytes().take_while(u8::is_ascii_digit).count();
    digits > 0 && lead[digits..].starts_with(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(i64, Option<i64>, bool, Option<LengthBound>)> {
        ranged(text).map(|said| {
            let upper = said.hedge.upper.map(|upper| upper.as_secs());
            (said.length.as_secs(), upper, said.hedge.approximate, said.hedge.bound)
        })
    }

    #[test]
    fn a_range_has_two_ends() {
        let between = Some(LengthBound::Between);
        for (text, low, high) in [
            ("45–60 min", 2_700, 3_600),
            ("45-60 minutes of errors", 2_700, 3_600),
            ("about 45 to 60 minutes", 2_700, 3_600),
            ("two to three hours", 7_200, 10_800),
            ("one or two days", 86_400, 172_800),
            ("45 min – 1 h", 2_700, 3_600),
            ("~1h45 - 2h", 6_300, 7_200),
            ("between 45 and 60 minutes", 2_700, 3_600),
            ("from 1 hour to 90 min", 3_600, 5_400),
        ] {
            assert_eq!(read(text), Some((low, Some(high), true, between)), "{text}");
        }
        for text in ["60–45 min", "24/7", "3-5 pods", "45 min - 2 h of it", "from 10:00 to 12:00"]
        {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read("a 2-hour outage"), None);
        assert_eq!(read("2-hour outage"), Some((7_200, None, false, None)));
    }

    #[test]
    fn what_stands_behind_a_length_hedges_it() {
        let least = Some(LengthBound::AtLeast);
        for (text, about, bound, taken) in [
            ("45 min or so.", true, None, 12),
            ("45 min (approx.), then", true, None, 16),
            ("45 min (est.)", true, None, 13),
            ("2h+", false, least, 3),
            ("2 hours or more", false, least, 15),
            ("2 hours (at least in Asia)", false, None, 7),
            ("45 min about the end", false, None, 6),
        ] {
            let said =
                ranged(text).map(|said| (said.hedge.approximate, said.hedge.bound, said.taken));
            assert_eq!(said, Some((about, bound, taken)), "{text}");
        }
    }

    #[test]
    fn half_a_length_is_none() {
        for text in ["1 day, 2:30:00", "2 days 3:04", "5 min 10:00"] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read("1 day, 3 pods").map(|it| it.0), Some(86_400));
    }
}
