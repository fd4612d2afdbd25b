//! From stamps to moments: the date and the zone that carry down from what stands before.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use super::model::Moment;
use super::stamp::{Clock, Day, Stamp};

/// How far back a time may go before it is taken for the next day's instead of for an entry out of order.
const BACKWARDS_HOURS: i32 = 4;

/// What carries down.
#[derive(Debug, Clone)]
pub(super) struct Calendar {
    /// The zone of stamps that name none.
    pub(super) zone: TimeZone,
    /// The date of stamps that have none.
    pub(super) date: Option<Date>,
    /// The latest time read on that date.
    last: Option<Time>,
}

impl Calendar {
    /// Begins with what the document says elsewhere.
    pub(super) fn new(zone: TimeZone, date: Option<Date>) -> Self {
        Self { zone, date, last: None }
    }

    /// When a stamp was, as far as it says.
    pub(super) fn moment(&mut self, stamp: &Stamp) -> Option<Moment> {
        match stamp.day {
            Some(Day::Unknown) => return None,
            Some(Day::Full(date)) => self.set(date),
            Some(Day::WithoutYear(month, day)) => {
                let date = self.date.and_then(|before| Date::new(before.year(), month, day).ok())?;
                self.set(date);
            }
            None => {}
        }
        let date = self.date?;
        let time = match stamp.clock {
            Some(Clock::Known(time)) => Some(time),
            // A date with a time that nobody noted is still a date.
            Some(Clock::Unknown) if stamp.day.is_none() => return None,
            _ => None,
        };
        let date = match (time, self.last) {
            (Some(time), Some(last)) if stamp.day.is_none() && hours(last) - hours(time) >= BACKWARDS_HOURS => {
                let next = date.tomorrow().ok()?;
                self.set(next);
                next
            }
            _ => date,
        };
        self.last = time.or(self.last);
        let zone = stamp.zone.as_ref().unwrap_or(&self.zone);
        let local = date.to_datetime(time.unwrap_or(Time::midnight()));
        let at = zone.to_ambiguous_zoned(local).compatible().ok()?.timestamp();
        Some(Moment { at, day_only: time.is_none(), approximate: stamp.approximate })
    }

    /// A date heading.
    pub(super) fn set(&mut self, date: Date) {
        if self.date != Some(date) {
            self.last = None;
        }
        self.date = Some(date);
    }
}

fn hours(time: Time) -> i32 {
    i32::from(time.hour())
}
