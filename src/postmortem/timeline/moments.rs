//! When the events of a timeline were.
//!
//! The stamps are read first; what one says serves those before it, too: the zone, the year, and
//! whether the clock has
//! twelve hours.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::diagnostic::Diagnostic;
use crate::markdown::{self, Node};
use crate::postmortem::model::Section;
use crate::postmortem::text::inline;
use crate::postmortem::time::calendar::Calendar;
use crate::postmortem::time::ending;
use crate::postmortem::time::script::is_eastern;
use crate::postmortem::time::stamp::{self, Day, Order, Stamp};
use crate::postmortem::time::when::When;
use crate::postmortem::time::zone;
use crate::postmortem::timeline::order::{self, STAMP_HELP};
use crate::postmortem::timeline::reader::{EventReader, Pending};
use crate::postmortem::timeline::{direction, half_day};
use crate::source::Span;

/// Entries that stand so many days apart are worth a question when their days can be read in two
/// ways.
const FAR: i32 = 27;

impl<'a> EventReader<'a, '_, '_> {
    /// Gives each event its moment, and reports what cannot be one. `shown` is the
    /// zone of the document, in which days are shown.
    pub(super) fn settle(
        &mut self,
        sections: &[&Section<'a>],
        when: &When,
        shown: Option<TimeZone>,
    ) -> Vec<bool> {
        let mut pending = std::mem::take(&mut self.pending);
        self.late_states();
        let mut calendar = self.calendar(&pending, sections, when, shown);
        adrift(&mut pending, &calendar);
        let begins = std::mem::take(&mut self.begins);
        let newest_first = self.newest_first(&begins, &pending, when);
        let backwards = newest_first.contains(&true);
        if let Some(first) = half_day::mend(&mut pending, backwards) {
            self.half_day(&pending[first]);
        }
        let mut zones = Vec::new();
        let mut dated = false;
        let mut asked = false;
        let lost = lost(&pending);
        for (index, Pending { stamp, place, event, heading }) in pending.iter().enumerate() {
            if self.again.contains(&index) {
                calendar.restart();
            }
            if let Some(part) = begins.iter().rposition(|begin| *begin == index) {
                let end = begins.get(part + 1).copied().unwrap_or(pending.len());
                let nights = direction::nights(&pending[index..end]);
                calendar.turn(newest_first[part].then_some(nights));
            }
            let before = calendar.known();
            let moment = match (lost[index], heading) {
                (true, _) => None,
                (false, true) => calendar.head(stamp),
                (false, false) => calendar.moment(stamp),
            };
            asked = asked || self.day_order(&calendar, before, stamp, place);
            dated |= stamp.day.is_some() && calendar.known().is_some();
            let until = moment.and_then(|moment| calendar.until(stamp, moment));
            let Some(event) = event.and_then(|event| self.timeline.events.get_mut(event)) else {
                continue;
            };
            (event.moment, event.until) = (moment, until);
            match moment {
                None if lost[index] => {}
                None => self.unreadable(stamp, place),
                Some(moment) if !moment.day_known => {
                    zones.push(stamp.zone.as_ref().unwrap_or(&calendar.zone).clone());
                }
                Some(_) => {}
            }
        }
        self.unknown_zones(&pending, sections, when.sentence.as_ref());
        if let Some(section) = sections.first() {
            self.without_day(section, &zones, dated || calendar.torn);
            self.without_events(sections);
        }
        newest_first
    }

    /// Whether each part of the timeline begins with its newest entry.
    fn newest_first(&self, begins: &[usize], pending: &[Pending<'a>], when: &When) -> Vec<bool> {
        let part = |part: usize| {
            let end = begins.get(part + 1).copied().unwrap_or(pending.len());
            let own = &pending[begins[part]..end];
            direction::is_newest_first(own, &self.timeline.events, when.order)
        };
        (0..begins.len()).map(part).collect()
    }

    /// A timeline that has digits as times have them, and no event.
    fn without_events(&mut self, sections: &[&Section<'a>]) {
        if !self.timeline.events.is_empty() {
            return;
        }
        let timed = |section: &&&Section<'a>| {
            let mut blocks = section.blocks.iter().map(|block| markdown::plain_text(block));
            blocks.any(|text| text.split_whitespace().any(|word| ending::unread(word).is_some()))
        };
        let Some(section) = sections.iter().find(timed) else { return };
        self.diagnostics.push(
            Diagnostic::warning("timeline/no-events", "no entry of the timeline is read as one")
                .at(section.span)
                .help("begin each with its time: `- 2024-03-01 10:02 UTC: what happened`"),
        );
    }

    /// What carries down from the document, and from the stamps themselves.
    fn calendar(
        &mut self,
        pending: &[Pending],
        sections: &[&Section<'a>],
        when: &When,
        shown: Option<TimeZone>,
    ) -> Calendar {
        let mut calendar = when.calendar();
        if let Some(start) = when.start {
            calendar.begin(start);
        }
        let of_events = || pending.iter().filter(|pending| pending.event.is_some());
        let own = of_events().find_map(|pending| {
            let stamp = &pending.stamp;
            Some((zone::name_of(&stamp.written, stamp.zone.as_ref()?), stamp.zone.clone()?))
                .filter(|_| !stamp.unix)
        });
        // Where each entry writes the same zone, that is the one to show them in, whatever others the
        // heading speaks of.
        if shown.is_none()
            && let Some((name, zone)) = zone_of_each(of_events())
        {
            let stated = self.timeline.zone.as_deref().and_then(zone::named);
            if stated.as_ref() != Some(&zone) {
                self.timeline.zone = Some(name);
            }
            calendar.zone = zone;
        }
        let by_name = |name: &Option<String>| {
            let name = name.clone()?;
            zone::named(&name).map(|zone| (name, zone))
        };
        let open = when.zone.is_none() && self.timeline.zone.is_none();
        let sentence = by_name(&when.sentence);
        calendar.at_home = !open || sentence.is_some();
        let named = if open { sentence.or(own).or_else(|| by_name(&when.fallback)) } else { own };
        calendar.zoned |= named.is_some() || !open;
        if let Some((name, zone)) = named {
            if open {
                calendar.zone = zone;
            }
            self.timeline.zone.get_or_insert(name);
        }
        calendar.shown = shown.unwrap_or_else(|| calendar.zone.clone());
        if calendar.year.is_none() {
            calendar.reference = reference(pending, sections, when);
        }
        calendar
    }

    /// Zones that are not known: the first stamp that names one, or what a line says about all times.
    fn unknown_zones(
        &mut self,
        pending: &[Pending<'a>],
        sections: &[&Section<'a>],
        sentence: Option<&String>,
    ) {
        let Some(section) = sections.first() else { return };
        let named = pending.iter().find_map(|pending| {
            let name = pending.stamp.unknown_zone.clone()?;
            let is_dated = pending.event.is_none_or(|event| {
                self.timeline.events.get(event).is_some_and(|event| event.moment.is_some())
            });
            // One without a moment is reported by itself.
            is_dated.then(|| (name, self.place(&pending.stamp, pending.place)))
        });
        let known = self.timeline.zone.is_some();
        let found = match named {
            Some((name, _)) if known && zone::is_local(&name) => None,
            Some(found) => Some(found),
            None if known || self.timeline.events.is_empty() => None,
            None => {
                let by_line = order::unknown_zone(sections);
                let here = by_line.or_else(|| Some((sentence?.clone(), None)));
                here.map(|(name, node)| {
                    (name, Some(node.map_or(section.span, |node| self.input.span(node))))
                })
            }
        };
        let Some((name, span)) = found else { return };
        self.diagnostics.push(
            Diagnostic::warning("timeline/zone", format!("`{name}` is no time zone that is known"))
                .at(span)
                .label("the times are read as they stand, as if in UTC")
                .help("write a name such as `Europe/Berlin`, `UTC` or `+02:00`"),
        );
        self.timeline.zone.get_or_insert(name);
    }

    fn half_day(&mut self, first: &Pending<'a>) {
        let span = self.place(&first.stamp, first.place);
        self.diagnostics.push(
            Diagnostic::info(
                "timeline/half-day",
                format!("`{}` is read as a time after noon", first.stamp.written),
            )
            .at(span)
            .label("the hours of this timeline go to twelve")
            .help("write `13:15` or `1:15 pm`"),
        );
    }

    /// Asks about a day far from the one before, when nothing in the document says which of its
    /// numbers is the month.
    fn day_order(
        &mut self,
        calendar: &Calendar,
        before: Option<Date>,
        stamp: &Stamp,
        place: Node<'a>,
    ) -> bool {
        let (Some(Day::Digits(digits)), Order::Open) = (stamp.day, calendar.order) else {
            return false;
        };
        let (Some(before), Some(date)) = (before, calendar.known()) else { return false };
        let mut other = calendar.clone();
        let exchanged = Stamp { day: Some(Day::Digits(digits.exchanged())), ..stamp.clone() };
        let other = other.moment(&exchanged).and_then(|_| other.known());
        let far = |date: Date| before.until(date).map_or(i32::MAX, |span| span.get_days().abs());
        if far(date) <= FAR || other.is_none_or(|other| far(other) >= far(date)) {
            return false;
        }
        let span = self.place(stamp, place);
        self.diagnostics.push(
            Diagnostic::info(
                "timeline/day-order",
                format!("`{}` is read as {}", stamp.written, date.strftime("%-d %B %Y")),
            )
            .at(span)
            .label(format!("{} days from the entry before", far(date)))
            .help("nothing says whether the day or the month comes first: write `2024-03-01`"),
        );
        true
    }

    fn place(&self, stamp: &Stamp, place: Node<'a>) -> Option<Span> {
        let begin = stamp.start;
        inline::place(self.input.sources, place, begin..begin + stamp.written.len())
    }

    /// Times of day without a day: they can be measured only when the timeline has no others, and
    /// all in zones whose distance does not depend on the day.
    fn without_day(&mut self, section: &Section<'a>, zones: &[TimeZone], dated: bool) {
        let Some(first) = zones.first() else { return };
        let same = zones.iter().all(|zone| zone == first);
        let measured = !dated && (same || zones.iter().all(|zone| zone.to_fixed_offset().is_ok()));
        let words = "the timeline has times, but nothing says on which day";
        let diagnostic = if measured {
            Diagnostic::info("timeline/date", words)
                .label("durations are measured, but no date is shown")
        } else {
            for event in &mut self.timeline.events {
                event.moment = event.moment.filter(|moment| moment.day_known);
                event.until = event.until.filter(|moment| moment.day_known);
            }
            Diagnostic::warning("timeline/date", words)
        };
        self.diagnostics.push(
            diagnostic
                .at(section.span)
                .help("put a date heading above the entries, or `incident: {started: …}` into the front matter"),
        );
    }

    fn unreadable(&mut self, stamp: &Stamp, place: Node<'a>) {
        // `不明` says outright that nobody knows.
        let says_so = stamp.written.starts_with(|c: char| is_eastern(c) || c == '（');
        if says_so && stamp.day.is_none() && !stamp.impossible {
            return;
        }
        let span = self.place(stamp, place);
        let diagnostic = if let Some(name) = &stamp.unknown_zone {
            Diagnostic::warning("timeline/zone", format!("`{name}` is no time zone that is known"))
                .label("nothing says how far it is from the zone of other times")
        } else if stamp.impossible {
            Diagnostic::warning("timeline/stamp", format!("`{}` is no date or time", stamp.written))
                .label("no such day or time of day")
        } else {
            Diagnostic::warning(
                "timeline/stamp",
                format!("`{}` does not say when it was", stamp.written),
            )
            .label("only a part of it is known")
        };
        self.diagnostics.push(diagnostic.at(span).help(STAMP_HELP));
    }
}

/// Which times nobody can know: "+30 min" behind "next day" counts from a time of that day that is
/// not said.
fn lost(pending: &[Pending]) -> Vec<bool> {
    let mut day_alone = false;
    let is_lost = |(index, Pending { stamp, event, .. }): (usize, &Pending)| {
        let is_lost = stamp.since.is_some() && day_alone;
        if event.is_some() && (stamp.is_timed() || stamp.is_day()) {
            day_alone = stamp.is_day() && index > 0;
        }
        is_lost
    };
    pending.iter().enumerate().map(is_lost).collect()
}

/// The zone that each of several timed entries writes.
fn zone_of_each<'p, 'a: 'p>(
    pending: impl Iterator<Item = &'p Pending<'a>>,
) -> Option<(String, TimeZone)> {
    let timed = pending.map(|pending| &pending.stamp).filter(|stamp| stamp.is_timed());
    let mut zones = timed.map(|stamp| {
        let zone = stamp.zone.clone().filter(|_| !stamp.unix)?;
        Some((zone::name_of(&stamp.written, &zone), zone))
    });
    let first = zones.next()??;
    let mut others = zones.peekable();
    others.peek()?;
    others.all(|zone| zone.as_ref() == Some(&first)).then_some(first)
}

/// Times behind one in a zone that is not known are in that zone, too, until another is named.
fn adrift(pending: &mut [Pending], calendar: &Calendar) {
    if !calendar.zoned || calendar.at_home {
        return;
    }
    let names =
        |pending: &&Pending| pending.stamp.zone.is_some() || pending.stamp.unknown_zone.is_some();
    let first = pending.iter().find(names).and_then(|pending| pending.stamp.unknown_zone.clone());
    if first.is_none() {
        return;
    }
    let stamps = pending.iter_mut().map(|pending| &mut pending.stamp);
    for stamp in stamps.filter(|stamp| stamp.is_timed() && stamp.zone.is_none()) {
        stamp.unknown_zone = stamp.unknown_zone.take().or_else(|| first.clone());
    }
}

/// A day near which dates without a year lie: one of the timeline's that has its year; else the
/// date of the document, or one in a text, when it is a day of an entry.
fn reference(pending: &[Pending], sections: &[&Section<'_>], when: &When) -> Option<Date> {
    let day = |pending: &Pending| match pending.stamp.day {
        Some(Day::Digits(digits)) => Some(digits.day(when.order)),
        day => day,
    };
    let days: Vec<Day> = pending.iter().filter_map(day).collect();
    let full =
        days.iter().find_map(|day| if let Day::Full(date) = day { Some(*date) } else { None });
    let open = days.iter().any(|day| matches!(day, Day::WithoutYear(..)));
    if full.is_some() || !open {
        return full;
    }
    let same = |date: &Date| days.contains(&Day::WithoutYear(date.month(), date.day()));
    when.meeting.filter(same).or_else(|| {
        let mut blocks = sections.iter().flat_map(|section| &section.blocks);
        let told = |block| stamp::find_day(&markdown::plain_text(block), when.order);
        blocks.find_map(|block| told(block).filter(same))
    })
}
