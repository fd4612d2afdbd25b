//! What a document says about when, besides its timeline.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::postmortem::time::calendar::Calendar;
use crate::postmortem::time::moment::Moment;
use crate::postmortem::time::stamp::Order;
use crate::postmortem::time::zone;

/// The zone, the days and the start that stamps are read against.
#[derive(Debug, Clone, Default)]
pub(crate) struct When {
    /// The zone; none while nobody has named one.
    pub(crate) zone: Option<TimeZone>,
    /// The name of the zone that a sentence gives to all times.
    pub(crate) sentence: Option<String>,
    /// The name of the zone that other times of the document have, which serves when no time of
    /// the timeline names one.
    pub(crate) fallback: Option<String>,
    /// Which of two numbers is the month.
    pub(crate) order: Order,
    /// The year of dates without one.
    pub(crate) year: Option<i16>,
    /// The day to begin with.
    pub(crate) first: Option<Date>,
    /// The day of the meeting: it only tells the year of a date without one.
    pub(crate) meeting: Option<Date>,
    /// The start, that `T+5 min` counts from.
    pub(crate) start: Option<Moment>,
}

impl When {
    /// The zone of stamps that name none; UTC when nobody said.
    pub(crate) fn zone(&self) -> TimeZone {
        self.zone.clone().unwrap_or(TimeZone::UTC)
    }

    /// Takes the zone of this name, when no other is known.
    pub(crate) fn settle(&mut self, name: Option<&str>) {
        self.zone = self.zone.take().or_else(|| zone::named(name?));
    }

    /// A calendar that begins with all this but the start.
    pub(crate) fn calendar(&self) -> Calendar {
        let mut calendar = Calendar::new(self.zone(), self.first, self.meeting);
        (calendar.order, calendar.year) = (self.order, self.year);
        calendar.zoned = self.zone.is_some();
        calendar.at_home = calendar.zoned;
        calendar
    }
}
