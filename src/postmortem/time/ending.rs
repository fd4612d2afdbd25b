//! Stamps that do not begin a text: at its end, or behind a label.

use std::ops::Range;

use crate::postmortem::time::stamp::{self, Day, Stamp};
use crate::words;

/// How near the end of a text a stamp must begin.
const NEAR: usize = 72;
/// The longest label.
const LABEL: usize = 48;

/// A stamp inside a text.
#[derive(Debug, Clone)]
pub(crate) struct TrailingStamp {
    /// The stamp; its `start` counts from the beginning of the text.
    pub(crate) stamp: Stamp,
    /// What to take out of the text, so that its words are left.
    pub(crate) cut: Range<usize>,
}

impl TrailingStamp {
    /// Whether it says a day and a time: then it needs no neighbours to be taken for a stamp.
    pub(crate) fn is_full(&self) -> bool {
        let day = matches!(
            self.stamp.day,
            Some(Day::Full(_) | Day::Digits(_) | Day::WithoutYear(..) | Day::Unknown)
        );
        day && self.stamp.clock.is_some()
    }
}

/// The stamp that a text ends with: `Resolved 2024-02-12 12:07`, `Repaired at 10:32.`, `Seen
/// 2024-02-12 (time unknown)`.
pub(crate) fn at_end(text: &str) -> Option<TrailingStamp> {
    last(text).or_else(|| {
        let open = text.trim_end().strip_suffix(')')?.rfind('(')?;
        let ending = last(&text[..open])?;
        // The remark is the text's.
        let start = ending.stamp.start;
        let end = start + ending.stamp.written.len();
        Some(TrailingStamp { cut: start..end, ..ending })
    })
}

/// The stamp with a day and a time that a text ends with, or has behind its label.
pub(crate) fn full(words: &str) -> Option<TrailingStamp> {
    at_end(words).filter(TrailingStamp::is_full).or_else(|| behind_label(words))
}

fn last(text: &str) -> Option<TrailingStamp> {
    let whole = text.trim_end().trim_end_matches('.');
    let from = whole.len().saturating_sub(NEAR);
    // Each stamp with a time or a day of a year has one of these.
    let is_sign = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'?' | b':');
    let last = whole.bytes().rposition(|byte| is_sign(&byte)).filter(|last| *last >= from)?;
    let mut before = ' ';
    for (at, c) in whole.char_indices() {
        let begins = c.is_alphanumeric() || "~≈([".contains(c);
        let apart = before.is_whitespace() || ":([".contains(before);
        before = c;
        if at > last {
            return None;
        }
        if at < from || at == 0 || !begins || !apart {
            continue;
        }
        let Some(stamp) = stamp::read(&whole[at..]) else { continue };
        if stamp.length == whole.len() - at
            && stamp.since.is_none()
            && is_dated(&stamp)
            && let Some(kept) = words_before(&whole[..at], stamp.until.is_some())
        {
            let start = at + stamp.start;
            return Some(TrailingStamp { stamp: Stamp { start, ..stamp }, cut: kept..text.len() });
        }
    }
    None
}

/// Whether a stamp has a time, or a day of a year.
fn is_dated(stamp: &Stamp) -> bool {
    stamp.clock.is_some() || matches!(stamp.day, Some(Day::Full(_) | Day::Digits(_)))
}

/// Where the words before a stamp end; none when there are none, or when they make the time
/// something else.
fn words_before(text: &str, range: bool) -> Option<usize> {
    let signs = |c: char| c.is_whitespace() || ":-–—,|@·(=→>".contains(c);
    let mut kept = text.trim_end_matches(signs);
    let last = kept.rsplit(char::is_whitespace).next().unwrap_or_default().to_lowercase();
    if words::has(|language| language.span_words, &last) {
        if !range {
            return None;
        }
        kept = kept[..kept.len() - last.len()].trim_end_matches(signs);
    }
    kept.contains(char::is_alphabetic).then_some(kept.len())
}

/// The stamp behind a label: `First detected: 2024-07-25 12:10 by a probe`.
pub(crate) fn behind_label(text: &str) -> Option<TrailingStamp> {
    let colon = text.find(':').filter(|at| *at < LABEL)?;
    let label = &text[..colon];
    if label.contains(|c: char| c.is_numeric()) || !label.contains(char::is_alphabetic) {
        return None;
    }
    let at = text.len() - text[colon + 1..].trim_start().len();
    let stamp = stamp::read(&text[at..]).filter(|stamp| stamp.since.is_none())?;
    let (start, end) = (at + stamp.start, at + stamp.length);
    let ending = TrailingStamp { stamp: Stamp { start, ..stamp }, cut: at..end };
    ending.is_full().then_some(ending)
}

/// What looks like a time at the beginning or the end of a text that has no stamp: its bytes.
pub(crate) fn unread(text: &str) -> Option<Range<usize>> {
    let open = |c: char| c.is_whitespace() || "[(~≈*<".contains(c);
    let close = |c: char| c.is_whitespace() || "])>*.,:;-–—|".contains(c);
    let lead = text.len() - text.trim_start_matches(open).len();
    let first = text[lead..].split_whitespace().next().unwrap_or_default();
    let end = text.trim_end_matches(close).len();
    let last = text[..end].rsplit(char::is_whitespace).next().unwrap_or_default();
    let start = end - last.len();
    let last = last.trim_start_matches(open);
    let begin = end.min(start + (text[start..end].len() - last.len()));
    let first = first.trim_end_matches(close);
    if looks_timed(first, 1) {
        return Some(lead..lead + first.len());
    }
    if looks_timed(last, 2) {
        return Some(begin..end);
    }
    // `at 9:05 (mitigated)`
    let open = text.trim_end().strip_suffix(')')?.rfind(" (")?;
    unread(&text[..open])
}

/// `10:3O`, `25.13.2024`, `2024-03-99`: digits as a clock or a calendar has them. `3:1` is a ratio,
/// unless an entry
/// begins with it.
fn looks_timed(word: &str, minutes: usize) -> bool {
    let parts = |sign: char| -> Vec<usize> {
        let digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
        let parts: Vec<&str> = word.split(sign).collect();
        if parts.iter().all(|part| digits(part)) {
            parts.iter().map(|part| part.len()).collect()
        } else {
            Vec::new()
        }
    };
    let clock = {
        let mut halves = word.splitn(2, [':', 'h']);
        let hour = halves.next().unwrap_or_default();
        let minute = halves.next().unwrap_or_default();
        let minutes = if word.contains(':') { minutes } else { 2 };
        let two = minute.bytes().take_while(u8::is_ascii_digit).count() >= minutes;
        (1..=2).contains(&hour.len()) && hour.bytes().all(|c| c.is_ascii_digit()) && two
    };
    let date = ['-', '/', '.']
        .into_iter()
        .any(|sign| matches!(parts(sign).as_slice(), [4, 1 | 2, 1 | 2] | [1 | 2, 1 | 2, 4]));
    clock || date
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_ends_a_text() {
        for (text, words, written) in [
            ("Pods are gone 2024-02-12 11:45", "Pods are gone", "2024-02-12 11:45"),
            ("Fixed: 2020-02-25 17:07 UTC", "Fixed", "2020-02-25 17:07 UTC"),
            ("Somebody looks at 10:32.", "Somebody looks", "10:32"),
            ("Quiet again (2024-02-12 12:07)", "Quiet again", "2024-02-12 12:07"),
            ("Slow from 10:05 to 10:20", "Slow", "10:05 to 10:20"),
            ("Seen 2024-02-12 (nobody knows when)", "Seen ", "2024-02-12"),
            ("All clear – 12 Feb 2024, 12:07", "All clear", "12 Feb 2024, 12:07"),
        ] {
            let found = at_end(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((&text[..found.cut.start], found.stamp.written.as_str()), (words, written));
        }
    }

    #[test]
    fn what_ends_in_digits_has_no_stamp() {
        for text in [
            "errors lasted until 10:32",
            "we went to 1.52",
            "10:32",
            "closed with 2024 users",
            "the ratio is 3:1",
        ] {
            assert!(at_end(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_stamp_stands_behind_a_label() {
        let text = "First seen: 2024-07-25 12:10 by a probe";
        let found = behind_label(text).expect("a stamp");
        assert_eq!(&text[found.cut], "2024-07-25 12:10 ");
        assert!(behind_label("Ratio 5: 2024-07-25 12:10").is_none());
        assert!(behind_label("First seen: 12:10 by a probe").is_none());
    }

    #[test]
    fn what_looks_like_a_time_is_seen() {
        for (text, want) in [
            ("10:3055 x", Some("10:3055")),
            ("it broke at 27:15", Some("27:15")),
            ("2024-99-01 x", Some("2024-99-01")),
            ("24/7 support", None),
            ("a ratio of 3:1", None),
            ("version 1.2.3", None),
            ("10-15 pods", None),
            ("it broke at 27:15 (detected)", Some("27:15")),
        ] {
            assert_eq!(unread(text).map(|at| &text[at]), want, "{text}");
        }
    }
}
