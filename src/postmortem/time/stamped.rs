//! What a stamp says.

use jiff::SignedDuration;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::postmortem::time::clock::Until;
use crate::postmortem::time::parts::{Day, TimeOfDay};

#[derive(Debug, Clone)]
pub(crate) struct Stamp {
    /// As the author wrote it, without brackets and separators.
    pub(crate) written: String,
    /// Where `written` begins in the text.
    pub(crate) start: usize,
    /// The bytes of the text up to the first word after the stamp.
    pub(crate) length: usize,
    pub(crate) day: Option<Day>,
    pub(crate) clock: Option<TimeOfDay>,
    pub(crate) zone: Option<TimeZone>,
    /// The zone as it is written, when no such zone is known: `local time`.
    pub(crate) unknown_zone: Option<String>,
    /// Until when, of a range.
    pub(crate) until: Option<Until>,
    /// The time since the start: `T+5 min`, `+00:12`.
    pub(crate) since: Option<SignedDuration>,
    /// Whether the author said "about".
    pub(crate) approximate: bool,
    /// Whether it has the shape of a stamp but no such date or time exists.
    pub(crate) impossible: bool,
    /// Whether its day stands between brackets: it is no other entry's.
    pub(crate) aside: bool,
    /// Whether it is a number of seconds: it names no zone for others.
    pub(crate) unix: bool,
}

impl Stamp {
    /// A day that no text of its own names.
    pub(crate) fn of_day(date: Date) -> Self {
        Self {
            written: String::new(),
            start: 0,
            length: 0,
            day: Some(Day::Full(date)),
            clock: None,
            zone: None,
            unknown_zone: None,
            until: None,
            since: None,
            approximate: false,
            impossible: false,
            aside: false,
            unix: false,
        }
    }

    /// Whether it is the whole of the text that it was read from, but for a remark: `(PR #12)`. A
    /// remark with a time in it may be another one.
    pub(crate) fn fills(&self, text: &str) -> bool {
        let rest = text[self.length..].trim();
        let inside = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
        rest.is_empty() || inside.is_some_and(|inside| !inside.contains([':', '(']))
    }

    /// Whether there is a date and no time.
    pub(crate) fn is_day(&self) -> bool {
        self.clock.is_none() && self.day.is_some()
    }

    /// Whether there is a time of day that is known.
    pub(crate) fn is_timed(&self) -> bool {
        matches!(self.clock, Some(TimeOfDay::Known(_)))
    }
}
