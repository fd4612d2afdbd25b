//! From stamps to moments: the date and the zone that carry down from what stands before.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::postmortem::time::moment::Moment;
use crate::postmortem::time::stamp::{Clock, Day, Stamp};

/// How far back a time may go before it is taken for the next day's instead of for an entry out of
/// order.
const BACKWARDS_HOURS: i32 = 4;

/// The day to measure on when none is known: in no zone do the clocks change around it.
const FLOATING: Date = Date::constant(2000, 1, 10);

/// What carries down.
#[derive(Debug, Clone)]
pub(crate) struct Calendar {
    /// The zone of stamps that name none.
    pub(crate) zone: TimeZone,
    /// The date of stamps that have none.
    date: Option<Date>,
    /// Whether `date` is no day of the incident but one to measure on.
    floating: bool,
    /// The day of the meeting: it only tells the year of a date without one.
    meeting: Option<Date>,
    /// The latest time read on that date.
    last: Option<Time>,
    /// Whether `date` was worked out: by a time after midnight, or by a year that stands elsewhere.
    inferred: bool,
    /// The start, that `T+5 min` counts from, and whether its day is known.
    start: Option<(Timestamp, bool)>,
}

impl Calendar {
    /// Begins with what the document says elsewhere.
    pub(crate) fn new(zone: TimeZone, date: Option<Date>, meeting: Option<Date>) -> Self {
        Self { zone, date, floating: false, meeting, last: None, inferred: false, start: None }
    }

    /// When a stamp was, as far as it says. A time of day for which no day is known is given one
    /// to measure on. Of a stamp that is no moment nothing carries down.
    pub(crate) fn moment(&mut self, stamp: &Stamp) -> Option<Moment> {
        let before = self.clone();
        let moment = self.read(stamp);
        if moment.is_none() {
            *self = before;
        }
        moment
    }

    fn read(&mut self, stamp: &Stamp) -> Option<Moment> {
        if let Some(since) = stamp.since {
            return self.since(since, stamp.approximate);
        }
        let moment = self.absolute(stamp)?;
        if !moment.day_only {
            self.start.get_or_insert((moment.at, moment.day_known));
        }
        Some(moment)
    }

    pub(crate) fn begin(&mut self, start: Moment) {
        self.start = Some((start.at, start.day_known));
    }

    /// So long after the start; of a start that nobody gave, after one to measure from.
    fn since(&mut self, since: SignedDuration, approximate: bool) -> Option<Moment> {
        let floating = || {
            let day = FLOATING.to_zoned(self.zone.clone()).ok()?;
            Some((day.timestamp(), false))
        };
        let (start, day_known) = self.start.or_else(floating)?;
        self.start = Some((start, day_known));
        let at = start.checked_add(since).ok()?;
        Some(Moment { at, day_only: false, approximate, day_known, day_inferred: false })
    }

    fn absolute(&mut self, stamp: &Stamp) -> Option<Moment> {
        match stamp.day {
            Some(Day::Unknown) => return None,
            Some(Day::Full(date)) => self.set(date),
            Some(Day::WithoutYear(month, day)) => {
                let date = self.with_year(month, day)?;
                self.set(date);
                self.inferred = true;
            }
            None => {}
        }
        let time = match stamp.clock {
            Some(Clock::Known(time)) => Some(time),
            // A date with a time that nobody noted is still a date.
            Some(Clock::Unknown) if stamp.day.is_none() => return None,
            _ => None,
        };
        let date = match self.date {
            Some(date) => date,
            None => {
                self.floating = true;
                *self.date.insert(FLOATING)
            }
        };
        let date = match (time, self.last) {
            (Some(time), Some(last))
                if stamp.day.is_none() && hours(last) - hours(time) >= BACKWARDS_HOURS =>
            {
                let next = date.tomorrow().ok()?;
                self.date = Some(next);
                self.inferred = true;
                next
            }
            _ => date,
        };
        self.last = time.or(self.last);
        let zone = stamp.zone.as_ref().unwrap_or(&self.zone);
        let local = date.to_datetime(time.unwrap_or(Time::midnight()));
        let at = zone.to_ambiguous_zoned(local).compatible().ok()?.timestamp();
        Some(Moment {
            at,
            day_only: time.is_none(),
            approximate: stamp.approximate,
            day_known: !self.floating,
            day_inferred: self.inferred,
        })
    }

    /// A date heading.
    pub(crate) fn set(&mut self, date: Date) {
        if self.floating || self.date != Some(date) {
            self.last = None;
        }
        self.date = Some(date);
        self.floating = false;
        self.inferred = false;
    }

    /// A day of the year that stands before, or of the last year before the meeting.
    fn with_year(&self, month: i8, day: i8) -> Option<Date> {
        let date = |year| Date::new(year, month, day).ok();
        if let Some(before) = self.date.filter(|_| !self.floating) {
            return date(before.year());
        }
        let meeting = self.meeting?;
        date(meeting.year()).filter(|date| *date <= meeting).or_else(|| date(meeting.year() - 1))
    }
}

fn hours(time: Time) -> i32 {
    i32::from(time.hour())
}
