//! The window of an incident: `between 12:17 and 12:30 UTC`.

use std::ops::Range;

use super::{sentence_end, sentence_start};
use crate::postmortem::time::calendar::Calendar;
use crate::postmortem::time::moment::Moment;
use crate::postmortem::time::stamp::{self, Stamp, TimeOfDay};
use crate::words::{self, EventKind};

/// No stamp is longer.
const STAMP: usize = 300;

/// The first `from … to …` or `between … and …` with times of day.
pub(super) fn find(text: &str, calendar: &Calendar) -> Option<(Moment, Moment, Range<usize>)> {
    let lower = words::lower(text);
    let mut openings: Vec<usize> = words::all(|language| language.window_openings)
        .flat_map(|word| lower.match_indices(word).map(|(at, word)| (at, at + word.len())))
        .filter(|(at, _)| !lower[..*at].ends_with(char::is_alphanumeric))
        .map(|(_, end)| end)
        .collect();
    openings.sort_unstable();
    // "The error rate peaked between …" is a part of it.
    let is_part = |open: &usize| {
        let before = &lower[sentence_start(&lower, *open)..*open];
        let sentence = before.rfind(". ").map_or(before, |at| &before[at..]);
        words::all(|language| language.window_parts).any(|word| sentence.contains(*word))
    };
    let whole = openings.into_iter().filter(|open| !is_part(open));
    whole.into_iter().find_map(|open| between(text, open, calendar))
}

/// The window whose first end stands at a place.
fn between(text: &str, open: usize, calendar: &Calendar) -> Option<(Moment, Moment, Range<usize>)> {
    let first = stamp::read(near(&text[open..], STAMP))?;
    let clocked = |stamp: &Stamp| matches!(stamp.clock, Some(TimeOfDay::Known(_)));
    let (second, end) = words::all(|language| language.window_signs)
        .filter_map(|sign| {
            // A date has dashes of its own: the time of day comes before what parts the two.
            let between = near(&text[open..], 64);
            let colon = between.find([':', 'h']).map_or(0, |at| at + 1);
            let at = open + colon + between[colon..].find(sign)? + sign.len();
            let second = stamp::read(near(&text[at..], STAMP)).filter(clocked)?;
            (at - open < 60).then_some((at, second))
        })
        .min_by_key(|(at, _)| *at)
        .map(|(at, second)| {
            let end = at + second.start + second.written.len();
            (second, end)
        })?;
    if !clocked(&first) {
        return None;
    }
    let mut calendar = calendar.clone();
    let near_start = sentence_start(text, open);
    let sentence = text[near_start..open].rfind(". ").map_or(near_start, |at| near_start + at + 2);
    let stop = sentence_end(text, end);
    if let Some(date) = stamp::find_day(&text[sentence..stop], calendar.order) {
        calendar.set(date);
    }
    let zone = first.zone.clone().or(second.zone.clone());
    let start = calendar.moment(&Stamp { zone: zone.clone(), ..first })?;
    let finish = calendar.moment(&Stamp { zone: second.zone.clone().or(zone), ..second })?;
    (start.at < finish.at).then_some((start, finish, open..end))
}

/// The window that is the value of a label: `10:32–11:47 UTC`.
pub(super) fn value(text: &str, calendar: &Calendar) -> Option<(Moment, Moment, Range<usize>)> {
    let stamp = stamp::read(near(text, STAMP)).filter(Stamp::is_timed)?;
    let mut own = calendar.clone();
    let start = own.moment(&stamp)?;
    let end = own.until(&stamp, start).filter(|end| end.at > start.at);
    match end {
        Some(end) => Some((start, end, stamp.start..stamp.start + stamp.written.len())),
        // `March 12th 2014 18:50 UTC to 19:20`.
        None => between(text, stamp.start, calendar),
    }
}

/// Times of phases in sentences about the incident: "the outage began at 12:17".
pub(super) fn timed(text: &str, calendar: &Calendar) -> Vec<(EventKind, Moment, Range<usize>)> {
    let lower = words::lower(text);
    let mut found: Vec<(EventKind, Moment, Range<usize>)> = Vec::new();
    for (act, kind) in words::pairs(|language| language.timed_acts) {
        for at in words::places(&lower, act) {
            let is_word = !lower[..at].ends_with(char::is_alphanumeric);
            let sentence = sentence_start(&lower, at);
            let mut subjects = words::all(|language| language.timed_subjects);
            if !is_word || !subjects.any(|subject| lower[sentence..at].contains(*subject)) {
                continue;
            }
            let Some((stamp, range)) = timed_at(text, &lower, at + act.len()) else { continue };
            let mut calendar = calendar.clone();
            let stop = sentence_end(text, range.end);
            if let Some(date) = stamp::find_day(&text[sentence..stop], calendar.order) {
                calendar.set(date);
            }
            if let Some(moment) = calendar.moment(&stamp) {
                found.push((kind, moment, at..range.end));
            }
        }
    }
    found.sort_by_key(|(_, _, range)| range.start);
    found
}

/// The time of day that stands right behind an act.
fn timed_at(text: &str, lower: &str, from: usize) -> Option<(Stamp, Range<usize>)> {
    let mut at = from;
    let blank = |at: usize| text[at..].len() - text[at..].trim_start().len();
    at += blank(at);
    // "on 3 March at 10:00", "at about 10:00".
    for _ in 0..3 {
        let rest = &lower[at..];
        let mut signs = words::all(|language| language.timed_signs);
        let Some(sign) = signs.find(|sign| !sign.is_empty() && rest.starts_with(**sign)) else {
            break;
        };
        at += sign.len();
    }
    let stamp = stamp::read(near(&text[at..], STAMP))?;
    matches!(stamp.clock, Some(TimeOfDay::Known(_))).then(|| {
        let end = at + stamp.start + stamp.written.len();
        (stamp, at..end)
    })
}

/// The beginning of a text, in which what is looked for must stand.
pub(super) fn near(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    &text[..end]
}
