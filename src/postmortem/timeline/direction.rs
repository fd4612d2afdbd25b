//! Whether the newest entry of a timeline stands first.

use jiff::civil::{Date, Time};

use crate::postmortem::model::{Event, PageState};
use crate::postmortem::time::calendar::BACKWARDS_HOURS;
use crate::postmortem::time::stamp::{Day, Order, Stamp, TimeOfDay};
use crate::postmortem::timeline::reader::Pending;

/// A year, in days that are counted by months of 31.
const YEAR: i32 = 372;

/// Whether most entries are earlier than the one before, or the first says that it was over and the
/// last that somebody looked into it.
///
/// Jumps over many hours tell nothing: it may be the next day, or the one before.
pub(super) fn is_newest_first(pending: &[Pending], events: &[Event], order: Order) -> bool {
    let mut states = pending.iter().filter_map(|pending| events.get(pending.event?)?.state);
    let first = states.next();
    let last = states.next_back();
    let known = [PageState::Investigating, PageState::Identified];
    if first == Some(PageState::Resolved) && last.is_some_and(|state| known.contains(&state)) {
        return true;
    }
    let mut down = 0;
    let mut up = 0;
    let mut day: Option<DayPlace> = None;
    let mut before: Option<(Option<DayPlace>, Time)> = None;
    for stamp in pending.iter().map(|pending| &pending.stamp) {
        day = stamp.day.and_then(|day| place(day, order)).or(day);
        let Some(TimeOfDay::Known(time)) = stamp.clock else { continue };
        let here = (day, time);
        match before.map(|before| compare(before, here)) {
            Some(apart) if apart < 0 => down += 1,
            Some(apart) if apart > 0 => up += 1,
            _ => {}
        }
        before = Some(here);
    }
    down >= 2 && down * 3 >= (down + up) * 2
}

/// A day among others of its sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DayPlace {
    Known(Date),
    /// Without a year.
    OfYear(i32),
    /// `Day 2`
    Numbered(i32),
}

fn place(day: Day, order: Order) -> Option<DayPlace> {
    match day {
        Day::Full(date) => Some(DayPlace::Known(date)),
        Day::WithoutYear(month, day) => {
            Some(DayPlace::OfYear(i32::from(month) * 31 + i32::from(day)))
        }
        Day::Digits(digits) => place(digits.day(order), order),
        Day::Number(number) => Some(DayPlace::Numbered(i32::from(number))),
        Day::Weekday(_) | Day::After(_) | Day::Unknown => None,
    }
}

/// Which of two entries is the earlier one, by the sign.
fn compare(before: (Option<DayPlace>, Time), here: (Option<DayPlace>, Time)) -> i32 {
    let days = match (before.0, here.0) {
        (Some(DayPlace::Known(before)), Some(DayPlace::Known(here))) => {
            before.until(here).map_or(0, |span| span.get_days())
        }
        (Some(DayPlace::Numbered(before)), Some(DayPlace::Numbered(here))) => here - before,
        (Some(DayPlace::OfYear(before)), Some(DayPlace::OfYear(here))) => {
            // New year may lie between.
            let apart = (here - before).rem_euclid(YEAR);
            if apart > YEAR / 2 { apart - YEAR } else { apart }
        }
        _ => 0,
    };
    if days != 0 {
        return days;
    }
    let apart = minutes(here.1) - minutes(before.1);
    // Midnight may lie between, in either direction.
    if apart.abs() >= BACKWARDS_HOURS * 60 { 0 } else { apart }
}

fn minutes(time: Time) -> i32 {
    i32::from(time.hour()) * 60 + i32::from(time.minute())
}

/// How many midnights lie between the entries, the newest first, when no stamp says its day.
pub(super) fn nights(pending: &[Pending]) -> i64 {
    let stamps: Vec<&Stamp> = pending.iter().map(|pending| &pending.stamp).collect();
    if stamps.iter().any(|stamp| stamp.day.is_some()) {
        return 0;
    }
    let times = stamps.iter().filter_map(|stamp| match stamp.clock {
        Some(TimeOfDay::Known(time)) => Some(i32::from(time.hour())),
        _ => None,
    });
    let hours: Vec<i32> = times.collect();
    let mut nights = 0;
    for pair in hours.windows(2) {
        nights += i64::from(pair[1] - pair[0] >= BACKWARDS_HOURS);
    }
    nights
}
