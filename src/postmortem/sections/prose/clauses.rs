//! Clauses with a time of day, as entries of a timeline that nobody made: "At 14:05 the queue
//! stopped draining. Grafana alerted at 14:11."

use std::ops::Range;
use std::rc::Rc;

use comrak::nodes::NodeValue;

use super::TELLING;
use super::window::near;
use crate::markdown::Node;
use crate::postmortem::evidence::Evidence;
use crate::postmortem::model::{Event, Moment, PageState, Section, SectionKind};
use crate::postmortem::text::inline::{self, Input};
use crate::postmortem::time::calendar::Calendar;
use crate::postmortem::time::stamp::{self, Stamp};
use crate::words::{self, Language};

/// No stamp is longer.
const STAMP: usize = 80;
/// So many sentences of a section are looked at,
const SENTENCES: usize = 200;
/// and none that is longer, in bytes: nobody tells when it was in such.
const LONGEST: usize = 1_000;

/// The sections whose sentences say when something happened.
const DATED: [SectionKind; 6] = [
    SectionKind::Background,
    SectionKind::IncidentResponse,
    SectionKind::Detection,
    SectionKind::Mitigation,
    SectionKind::FiveWhys,
    SectionKind::Metrics,
];

/// The clauses of all sections that tell, in the order of time; those of a section count only where
/// they stand in that order.
pub(crate) fn entries<'a>(
    input: Input<'a, '_>,
    sections: &[Section<'a>],
    calendar: &Calendar,
    everywhere: bool,
) -> Vec<Event<'a>> {
    let tells = |kind| TELLING[1..].contains(&kind) || DATED.contains(&kind);
    let is_story = !sections
        .iter()
        .any(|section| tells(section.kind) || section.kind == SectionKind::Timeline);
    let may = |section: &&Section<'a>| {
        TELLING.contains(&section.kind)
            || DATED.contains(&section.kind)
            || (is_story || everywhere) && section.kind == SectionKind::Other
    };
    let mut all: Vec<Event<'a>> = Vec::new();
    let mut calendar = calendar.clone();
    for section in sections.iter().filter(may) {
        all.extend(of_section(input, section, &mut calendar));
    }
    all.sort_by_key(|event| event.moment.map(|moment| moment.at));
    all
}

fn of_section<'a>(
    input: Input<'a, '_>,
    section: &Section<'a>,
    calendar: &mut Calendar,
) -> Vec<Event<'a>> {
    let mut told: Vec<(Node<'a>, Rc<str>, Told)> = Vec::new();
    let paragraphs = section.blocks.iter().flat_map(|block| block.descendants());
    let paragraphs = paragraphs.filter(|node| matches!(node.data().value, NodeValue::Paragraph));
    let mut left = SENTENCES;
    for block in paragraphs {
        let text: Rc<str> = inline::text(block).replace('\n', " ").into();
        let lower = text.to_ascii_lowercase();
        for range in sentences(&text).into_iter().take(left) {
            left -= 1;
            if let Some(day) = day_of_week(&text[range.clone()]) {
                told.push((block, Rc::clone(&text), Told::Day(day)));
            }
            let clauses = clauses(&text, &lower, range).into_iter().flatten().map(Told::Clause);
            told.extend(clauses.map(|clause| (block, Rc::clone(&text), clause)));
        }
    }
    let zone = told.iter().find_map(|(_, _, told)| match told {
        Told::Clause(clause) => clause.stamp.zone.clone(),
        Told::Day(_) => None,
    });
    if let Some(zone) = zone.filter(|_| !calendar.zoned) {
        // A zone that is named once serves all times.
        (calendar.zone, calendar.zoned) = (zone, true);
    }
    let mut found: Vec<Event<'a>> = Vec::new();
    for (block, text, told) in &told {
        match told {
            Told::Clause(clause) => found.extend(entry(input, block, text, clause, calendar)),
            // The times that follow are those of that day.
            Told::Day(day) => drop(calendar.moment(day)),
        }
    }
    let moments: Vec<Moment> = found.iter().filter_map(|event| event.moment).collect();
    if moments.is_sorted_by_key(|moment| moment.at) { found } else { Vec::new() }
}

fn entry<'a>(
    input: Input<'a, '_>,
    block: Node<'a>,
    text: &str,
    clause: &Clause,
    calendar: &mut Calendar,
) -> Option<Event<'a>> {
    let moment = calendar.moment(&clause.stamp)?;
    let words = format!(
        "{} {}",
        &text[clause.range.start..clause.at.start],
        &text[clause.at.end..clause.range.end]
    );
    let at = block.data().sourcepos;
    let last = text[..clause.at.start].trim_end().rsplit(' ').next().unwrap_or_default();
    // What was so by then began some time before, as what an update tells of.
    let by = words::has(|language| language.by_words, &last.to_lowercase());
    Some(Event {
        stamp: clause.stamp.written.clone(),
        moment: Some(moment),
        until: None,
        actor: None,
        blocks: vec![inline::plain(input.arena, words.trim(), at)],
        kind: None,
        evidence: Evidence::Inferred,
        lesser: false,
        state: by.then_some(PageState::Update),
        span: inline::place(input.sources, block, clause.at.clone())?,
    })
}

/// What a sentence tells of when.
enum Told {
    Clause(Clause),
    Day(Stamp),
}

/// The day that a sentence names with its day of the week: "On Thursday, 6 June, …". Without it a
/// day may be any other that the text happens to name.
fn day_of_week(sentence: &str) -> Option<Stamp> {
    if !sentence.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    words::all(|language| language.weekdays).find_map(|day| {
        let at = find_word(sentence, day)?;
        let rest = near(&sentence[at..], STAMP);
        let stamp = stamp::read(rest).or_else(|| stamp::day(rest))?;
        let is_date = stamp.start == 0 && stamp.written.contains(|c: char| c.is_ascii_digit());
        (stamp.is_day() && is_date).then_some(stamp)
    })
}

/// Where a name stands in a text, with a capital in front.
fn find_word(text: &str, lower: &str) -> Option<usize> {
    let (first, rest) = lower.split_at(lower.chars().next()?.len_utf8());
    text.match_indices(&first.to_uppercase())
        .map(|(at, first)| (at, at + first.len()))
        .find(|(_, behind)| text[*behind..].starts_with(rest))
        .map(|(at, _)| at)
}

/// A part of a sentence with one time.
struct Clause {
    range: Range<usize>,
    stamp: Stamp,
    at: Range<usize>,
}

/// The clauses of a sentence; none when it tells of no time of this incident, or when its times
/// cannot be told apart.
fn clauses(text: &str, lower: &str, sentence: Range<usize>) -> Option<Vec<Clause>> {
    let words = &text[sentence.clone()];
    let timed = words.contains(':') || words.contains(['m', 'M', 'h']);
    if words.len() > LONGEST || !timed || !words.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let stamps = stamps(text, &sentence);
    if stamps.is_empty() || is_elsewhere(&lower[sentence.clone()]) {
        return None;
    }
    let mut clauses = Vec::new();
    let mut from = sentence.start;
    for (index, (stamp, at)) in stamps.iter().enumerate() {
        let end = match stamps.get(index + 1) {
            Some((_, next)) => boundary(text, at.end..next.start)?,
            None => sentence.end,
        };
        clauses.push(Clause { range: from..end, stamp: stamp.clone(), at: at.clone() });
        from = end;
    }
    Some(clauses)
}

/// Whether a sentence tells of habits, plans, other incidents, or of what would have been.
fn is_elsewhere(sentence: &str) -> bool {
    let words: Vec<&str> =
        sentence.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let supposed = |at: usize| {
        let denied = words.get(at + 1).is_some_and(|word| words::has(|l| l.negations, word));
        // "Users could not log in" supposes nothing.
        words::has(|language| language.conditionals, words[at]) && !denied
    };
    let habit = |at: usize| words::has(|language| language.habits, words[at]);
    words::all(|language| language.elsewhere).any(|phrase| sentence.contains(*phrase))
        || (0..words.len()).any(|at| habit(at) || supposed(at))
}

/// Where a clause ends between two times.
fn boundary(text: &str, between: Range<usize>) -> Option<usize> {
    let lower = text[between.clone()].to_ascii_lowercase();
    let signs = || words::all(|language| language.clause_signs);
    let last = signs().filter_map(|sign| lower.rfind(*sign)).max()?;
    Some(between.start + last)
}

/// The times of day in a sentence, each with its place. A time that is the end or the beginning of
/// a stretch is none.
fn stamps(text: &str, sentence: &Range<usize>) -> Vec<(Stamp, Range<usize>)> {
    let mut found: Vec<(Stamp, Range<usize>)> = Vec::new();
    let mut before = ' ';
    for (at, c) in text[sentence.clone()].char_indices() {
        let at = sentence.start + at;
        let begins = (c.is_ascii_digit() || c.is_uppercase())
            && (before.is_whitespace() || "(~".contains(before));
        before = c;
        if !begins || found.last().is_some_and(|(_, last)| at < last.end) {
            continue;
        }
        let rest = near(&text[at..sentence.end], STAMP);
        let Some(stamp) = stamp::read(rest).filter(Stamp::is_timed) else { continue };
        if is_clock(&stamp.written) && stamp.since.is_none() {
            let range = at + stamp.start..at + stamp.start + stamp.written.len();
            found.push((stamp, range));
        }
    }
    let is_span = |at: usize| {
        let word = text[sentence.start..at].trim_end().rsplit(' ').next().unwrap_or_default();
        words::has(|language| language.stretch_words, &word.to_lowercase())
    };
    if found.iter().any(|(stamp, at)| stamp.until.is_some() || is_span(at.start)) {
        return Vec::new();
    }
    found
}

/// Whether a time is written as one: `14.05` may be a number.
fn is_clock(written: &str) -> bool {
    let lower = written.to_lowercase();
    let halves = |language: &'static Language| language.halves_of_day;
    written.contains(':') || words::pairs(halves).any(|(half, _)| lower.contains(half))
}

/// Where sentences stand.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, sign) in text.match_indices(['.', '!', '?', ';']) {
        let end = at + sign.len();
        // `9 a.m. on Monday` goes on.
        let next = text[end..].trim_start().chars().next();
        let ends =
            text[end..].starts_with(' ') && (sign == ";" || !next.is_some_and(char::is_lowercase));
        if ends || end == text.len() {
            found.push(start..end);
            start = end;
        }
    }
    if start < text.len() {
        found.push(start..text.len());
    }
    found
}
