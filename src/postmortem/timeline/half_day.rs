//! A clock of twelve hours without am and pm: after 12:20, `1:15` is a time after noon.

use jiff::civil::Time;

use crate::postmortem::time::calendar::BACKWARDS_HOURS;
use crate::postmortem::time::stamp::{Stamp, TimeOfDay};
use crate::postmortem::timeline::reader::Pending;
use crate::words::{self, Language};

const NOON: i32 = 12 * 60;

/// Gives the times of such a timeline their halves of the day, when all of them fit. The place of
/// the first time that
/// changed.
pub(super) fn mend(pending: &mut [Pending], backwards: bool) -> Option<usize> {
    if backwards {
        pending.reverse();
    }
    let first = mend_in_order(pending);
    if backwards {
        pending.reverse();
        return first.map(|first| pending.len() - 1 - first);
    }
    first
}

fn mend_in_order(pending: &mut [Pending]) -> Option<usize> {
    let may = pending.iter().filter(|pending| pending.stamp.is_timed());
    if !may.clone().all(|pending| fits(&pending.stamp)) || may.count() < 3 {
        return None;
    }
    let mut halves = Halves::default();
    let mut changed = Vec::new();
    for (index, pending) in pending.iter().enumerate() {
        let Some(TimeOfDay::Known(time)) = pending.stamp.clock else {
            halves = if pending.stamp.day.is_some() { Halves::default() } else { halves };
            continue;
        };
        if pending.stamp.day.is_some() && pending.stamp.day != halves.day {
            halves = Halves { day: pending.stamp.day, ..Halves::default() };
        }
        let mended = halves.next(time)?;
        if mended != time {
            changed.push((index, mended));
        }
    }
    let first = changed.first().map(|(index, _)| *index)?;
    for (index, time) in changed {
        pending[index].stamp.clock = Some(TimeOfDay::Known(time));
    }
    pending.iter_mut().for_each(|pending| mend_end(&mut pending.stamp));
    Some(first)
}

/// The end of a range is in the half of the day in which it comes next.
fn mend_end(stamp: &mut Stamp) {
    let Some(TimeOfDay::Known(start)) = stamp.clock else { return };
    let Some(until) = stamp.until.as_mut().filter(|until| until.day.is_none()) else { return };
    let Some(end) = until.time.filter(|end| *end < start && end.hour() < 12) else { return };
    let later = Time::new(end.hour() + 12, end.minute(), end.second(), 0).ok();
    until.time = later.filter(|later| *later >= start).or(Some(end));
}

/// Whether a time may be one of twelve hours: no `13:05`, no `01:15`, no `1:15 pm`.
fn fits(stamp: &Stamp) -> bool {
    let Some(TimeOfDay::Known(time)) = stamp.clock else { return true };
    let written = stamp.written.to_lowercase();
    let Some(mark) = written.rfind(|c: char| c.is_ascii_digit()) else { return false };
    let behind = &written[mark + 1..];
    let halved = words::pairs(|language: &'static Language| language.halves_of_day)
        .any(|(word, _)| behind.trim_start().starts_with(word));
    let hour = time.hour();
    // A zero in front is a habit of 24 hours.
    let padded = hour < 10 && written.contains(&format!("{hour:02}:"));
    let end = stamp.until.as_ref().and_then(|until| until.time);
    let ends = end.is_none_or(|end| (1..=12).contains(&end.hour()));
    (1..=12).contains(&hour) && !halved && !padded && ends
}

/// Goes through the times of a day, in the author's order.
#[derive(Default)]
struct Halves {
    day: Option<crate::postmortem::time::stamp::Day>,
    afternoon: bool,
    /// The minutes of the time before, from midnight.
    last: Option<i32>,
}

impl Halves {
    fn next(&mut self, time: Time) -> Option<Time> {
        let minutes = i32::from(time.hour()) % 12 * 60 + i32::from(time.minute());
        if self.last.is_none() {
            self.afternoon = time.hour() == 12;
        }
        let at = |afternoon: bool| minutes + if afternoon { NOON } else { 0 };
        if self.last.is_some_and(|last| last - at(self.afternoon) >= BACKWARDS_HOURS * 60) {
            self.afternoon = !self.afternoon;
        }
        self.last = Some(at(self.afternoon));
        let hour = i8::try_from(at(self.afternoon) / 60).ok()?;
        Time::new(hour, time.minute(), time.second(), time.subsec_nanosecond()).ok()
    }
}
