//! From stamps to moments: the date and the zone that carry down from what stands before.

use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

use crate::postmortem::time::moment::Moment;
use crate::postmortem::time::stamp::{Day, Order, Stamp, TimeOfDay, Until};
use crate::postmortem::time::zone;

/// So far back a time may go before it is the next day's and no longer one out of order.
pub(crate) const BACKWARDS_HOURS: i32 = 4;

/// The day to measure on when none is known: in no zone do the clocks change around it.
const FLOATING: Date = Date::constant(2000, 1, 10);

/// A date that stands more than so many days from the one before is another year's.
const HALF_A_YEAR: i32 = 183;

/// What carries down.
#[derive(Debug, Clone)]
pub(crate) struct Calendar {
    /// The zone of stamps that name none.
    pub(crate) zone: TimeZone,
    /// The zone in which days are shown: a date alone begins at midnight there, and nowhere else.
    pub(crate) shown: TimeZone,
    /// Which of two numbers is the month.
    pub(crate) order: Order,
    /// The year of dates without one, when no day is known.
    pub(crate) year: Option<i16>,
    /// A day that is known, near which dates without a year lie.
    pub(crate) reference: Option<Date>,
    /// Whether each entry is later than the next one.
    newest_first: bool,
    /// The date of stamps that have none.
    date: Option<Date>,
    /// Whether `date` is no day of the incident but one to measure on.
    floating: bool,
    /// Whether times stand on such a day although nothing named it: their distance to one that is
    /// named is not known.
    adrift: bool,
    /// Whether such times and a day that is named stand in one timeline.
    pub(crate) torn: bool,
    /// Whether an entry or a heading gave `date`.
    placed: bool,
    /// The day that `Day 1` is.
    base: Option<Date>,
    /// Whether that day is one to measure on.
    drifts: bool,
    /// The number that the first day has: authors count from 0 or from 1.
    first_number: Option<i16>,
    /// The day of the last heading.
    heading: Option<Date>,
    /// The day of the meeting: it only tells the year of a date without one.
    meeting: Option<Date>,
    /// The latest time read on that date.
    last: Option<Time>,
    /// Whether `date` was worked out: by a time after midnight, or by a year that stands elsewhere.
    inferred: bool,
    /// The start, that `T+5 min` counts from, and whether its day is known.
    start: Option<(Timestamp, bool)>,
    /// Whether the document names a zone.
    pub(crate) zoned: bool,
    /// Whether that is the zone of all its times: then it is the local one.
    pub(crate) at_home: bool,
    /// The zone that is not known but that times are in: with it alone they can be compared.
    foreign: Option<String>,
}

impl Calendar {
    /// Begins with what the document says elsewhere.
    pub(crate) fn new(zone: TimeZone, date: Option<Date>, meeting: Option<Date>) -> Self {
        Self {
            shown: zone.clone(),
            zone,
            order: Order::Open,
            year: None,
            reference: None,
            newest_first: false,
            date,
            floating: false,
            adrift: false,
            torn: false,
            placed: false,
            base: date,
            drifts: false,
            first_number: None,
            heading: None,
            meeting,
            last: None,
            inferred: false,
            start: None,
            zoned: false,
            at_home: false,
            foreign: None,
        }
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
        let earlier = |day: Date| self.heading.is_some_and(|heading| day < heading);
        let before = match stamp.day {
            Some(Day::Full(date)) if earlier(date) => true,
            day => day.is_some() && stamp.aside,
        };
        let carried = before.then(|| self.clone());
        let moment = self.absolute(stamp)?;
        if !moment.day_only {
            self.start.get_or_insert((moment.at, moment.day_known));
        }
        if let Some(carried) = carried {
            *self = Self { start: self.start, torn: self.torn, ..carried };
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

    /// Whether nothing says how far the zone of a stamp is from that of the others.
    fn is_foreign(&mut self, stamp: &Stamp) -> bool {
        let Some(name) = &stamp.unknown_zone else { return false };
        if self.zoned {
            return !(self.at_home && zone::is_local(name));
        }
        self.foreign.get_or_insert_with(|| name.clone()) != name
    }

    fn absolute(&mut self, stamp: &Stamp) -> Option<Moment> {
        if self.is_foreign(stamp) {
            return None;
        }
        if let Some(day) = stamp.day {
            self.begin_day(day)?;
        }
        let time = match stamp.clock {
            Some(TimeOfDay::Known(time)) => Some(time),
            // A date with a time that nobody noted is still a date.
            Some(TimeOfDay::Unknown) if stamp.day.is_none() => return None,
            _ => None,
        };
        let date = match self.date {
            Some(date) => date,
            None => {
                (self.floating, self.adrift) = (true, true);
                *self.date.insert(FLOATING)
            }
        };
        let local = time.map(|time| self.local(date, time, stamp));
        let date = match (local, self.last) {
            (Some(time), Some(last)) if stamp.day.is_none() && self.passes_midnight(last, time) => {
                let next = if self.newest_first { date.yesterday() } else { date.tomorrow() };
                let next = next.ok()?;
                self.date = Some(next);
                self.inferred = true;
                next
            }
            _ => date,
        };
        self.last = local.or(self.last);
        let own = stamp.zone.as_ref().unwrap_or(&self.zone);
        let zone = if time.is_some() { own } else { &self.shown };
        Some(Moment {
            at: instant(date, time, zone)?,
            day_only: time.is_none(),
            approximate: stamp.approximate,
            day_known: !self.floating,
            day_inferred: self.inferred,
        })
    }

    /// `11:58 (UTC)` on the clock of the others.
    fn local(&self, date: Date, time: Time, stamp: &Stamp) -> Time {
        let other = stamp.zone.as_ref().filter(|zone| self.zoned && **zone != self.zone);
        let passes = self.last.is_some_and(|last| self.passes_midnight(last, time));
        let Some(zone) = other.filter(|_| passes && stamp.day.is_none()) else { return time };
        let local = instant(date, Some(time), zone).map(|at| at.to_zoned(self.zone.clone()));
        local.filter(|local| local.date() == date).map_or(time, |local| local.time())
    }

    /// Says that the day was told elsewhere, of other times.
    pub(crate) fn assume(&mut self) {
        self.inferred = true;
    }

    /// Whether midnight lies between two times, in the direction of the entries.
    fn passes_midnight(&self, last: Time, time: Time) -> bool {
        let (later, earlier) = if self.newest_first { (time, last) } else { (last, time) };
        hours(later) - hours(earlier) >= BACKWARDS_HOURS
    }

    /// Goes on with a part whose newest entry stands first, so many nights later; or with one in order.
    pub(crate) fn turn(&mut self, newest_first: Option<i64>) {
        self.newest_first = newest_first.is_some();
        let Some(nights) = newest_first.filter(|nights| *nights > 0 && !self.placed) else {
            return;
        };
        let later = self.date.and_then(|date| date.checked_add(nights.days()).ok());
        self.inferred |= later.is_some();
        self.date = later.or(self.date);
    }

    /// When the range ended that began at `start`. An end before its beginning is the next day's.
    pub(crate) fn until(&self, stamp: &Stamp, start: Moment) -> Option<Moment> {
        let Until { day, time } = stamp.until.as_ref()?;
        let zone =
            if time.is_some() { stamp.zone.as_ref().unwrap_or(&self.zone) } else { &self.shown };
        let begun = start.at.to_zoned(zone.clone()).date();
        let mut of_end = self.clone();
        of_end.date = Some(begun);
        let date = match day {
            Some(day) => {
                of_end.begin_day(*day)?;
                of_end.date?
            }
            None => begun,
        };
        let mut at = instant(date, *time, zone)?;
        if at < start.at && day.is_none() {
            at = instant(date.tomorrow().ok()?, *time, zone)?;
        }
        (at >= start.at).then_some(Moment { at, day_only: time.is_none(), ..start })
    }

    /// The day of an entry or a heading.
    fn begin_day(&mut self, day: Day) -> Option<()> {
        let known = self.date.filter(|_| !self.floating);
        let (date, inferred) = match day {
            Day::Unknown => return None,
            Day::Digits(digits) => return self.begin_day(digits.day(self.order)),
            Day::Full(date) => {
                self.rebase(date);
                self.set(date);
                return Some(());
            }
            Day::WithoutYear(month, day) => {
                let date = self.with_year(month, day);
                let floating = date.is_none();
                let date = date.or_else(|| self.floating_year(month, day))?;
                self.float(floating);
                (date, true)
            }
            Day::Weekday(weekday) => {
                self.float(known.is_none());
                (self.weekday(weekday)?, true)
            }
            Day::Number(number) => (self.numbered(number)?, true),
            Day::After(days) => {
                let from = self.date.unwrap_or(FLOATING);
                self.floating |= self.date.is_none();
                (from.checked_add(i64::from(days).days()).ok()?, days != 0 || self.inferred)
            }
        };
        let floating = self.floating;
        let last = self.last.filter(|_| self.date == Some(date));
        self.set(date);
        (self.floating, self.inferred, self.last) = (floating, inferred, last);
        Some(())
    }

    /// `Day 1: 2025-06-02` says when the days are that are numbered.
    fn rebase(&mut self, date: Date) {
        let Some(number) = self.date.filter(|_| self.drifts) else { return };
        let days = FLOATING.until(number).map_or(0, |span| span.get_days());
        self.base = date.checked_sub(i64::from(days).days()).ok();
        self.drifts = false;
    }

    /// A date that is known, as far as it is.
    pub(crate) fn set(&mut self, date: Date) {
        if self.floating || self.date != Some(date) {
            self.last = None;
        }
        self.date = Some(date);
        self.base.get_or_insert(date);
        self.placed = true;
        self.floating = false;
        self.inferred = false;
    }

    /// A date heading: what is earlier below it is its own row's.
    pub(crate) fn head(&mut self, stamp: &Stamp) -> Option<Moment> {
        let heading = self.heading.take();
        let moment = self.moment(stamp);
        self.heading = if moment.is_some() { self.known() } else { heading };
        moment
    }

    /// Begins again: what follows tells the same story once more.
    pub(crate) fn restart(&mut self) {
        if self.base.is_some() && !self.floating {
            self.date = self.base;
            (self.last, self.heading, self.placed, self.inferred) = (None, None, false, false);
        }
    }

    /// The date that carries down, when it is the incident's.
    pub(crate) fn known(&self) -> Option<Date> {
        self.date.filter(|_| !self.floating)
    }

    /// Says that days are only to measure on.
    fn float(&mut self, floating: bool) {
        self.torn |= floating && self.adrift;
        self.floating |= floating;
    }

    /// A day of the year that stands before, or of the last year before the meeting.
    fn with_year(&self, month: i8, day: i8) -> Option<Date> {
        let date = |year| Date::new(year, month, day).ok();
        if let Some(before) = self.known() {
            return near(before, date);
        }
        if let Some(year) = self.year {
            return date(year);
        }
        if let Some(reference) = self.reference {
            return near(reference, date);
        }
        let meeting = self.meeting?;
        date(meeting.year()).filter(|date| *date <= meeting).or_else(|| date(meeting.year() - 1))
    }

    fn floating_year(&self, month: i8, day: i8) -> Option<Date> {
        let date = |year| Date::new(year, month, day).ok();
        match self.date.filter(|_| self.placed) {
            Some(before) => near(before, date),
            None => date(FLOATING.year()),
        }
    }

    /// The day of this name: the first from the day of the entry before, or the nearest to the
    /// incident's.
    fn weekday(&self, weekday: Weekday) -> Option<Date> {
        let from = self.date.unwrap_or(FLOATING);
        if self.newest_first && self.placed {
            let behind = i64::from(weekday.until(from.weekday()));
            return from.checked_sub(behind.days()).ok();
        }
        let ahead = i64::from(from.weekday().until(weekday));
        let days = if self.placed || ahead <= 3 { ahead } else { ahead - 7 };
        from.checked_add(days.days()).ok()
    }

    /// `Day 2`, counted from the first.
    fn numbered(&mut self, number: i16) -> Option<Date> {
        let first = *self.first_number.get_or_insert(number.min(1));
        self.floating |= self.base.is_none();
        self.drifts |= self.base.is_none();
        let base = *self.base.get_or_insert(FLOATING);
        base.checked_add(i64::from(number - first).days()).ok()
    }
}

/// Of the same day in three years the one that is nearest.
fn near(before: Date, date: impl Fn(i16) -> Option<Date>) -> Option<Date> {
    let year = before.year();
    let far = |date: &Date| {
        before.until(*date).map_or(i32::MAX, |span| span.get_days().abs()) > HALF_A_YEAR
    };
    let same = date(year);
    same.filter(|date| !far(date))
        .or_else(|| [year + 1, year - 1].into_iter().filter_map(&date).find(|date| !far(date)))
        .or(same)
}

fn instant(date: Date, time: Option<Time>, zone: &TimeZone) -> Option<Timestamp> {
    let local = date.to_datetime(time.unwrap_or(Time::midnight()));
    Some(zone.to_ambiguous_zoned(local).compatible().ok()?.timestamp())
}

fn hours(time: Time) -> i32 {
    i32::from(time.hour())
}
