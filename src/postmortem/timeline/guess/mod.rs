//! What the words of entries say about phases that nobody marked.
//!
//! A guess never beats a claim; two guesses that contradict each other are both dropped; where
//! several outages stand in one timeline nothing is guessed.

mod anchor;
mod eastern;
mod open;
mod said;

use jiff::Timestamp;

use crate::postmortem::evidence::Evidence;
use crate::postmortem::model::{Event, EventKind};
use crate::postmortem::phases::{self, Claim, Origin, Phases};
use crate::postmortem::stated::{Measure, Stated};
use open::Guess;
use said::Said;

/// What is guessed.
pub(super) struct Guessed {
    pub(super) claims: Vec<Claim>,
    /// Whether several outages are told of: then nothing is.
    pub(super) several: bool,
}

/// Guesses the phases that `claims` leave open, and gives the events their kinds.
pub(super) fn claims(events: &mut [Event], claims: &[Claim], stated: &Stated) -> Guessed {
    let mut known = phases::chosen(claims);
    // Entries may say that somebody had noticed before the incident was declared.
    let declared = known.detected.filter(|phase| {
        let is_it = |claim: &&Claim| claim.span == phase.span && claim.kind == EventKind::Detected;
        claims.iter().find(is_it).is_some_and(|claim| claim.origin == Origin::LesserMark)
    });
    if declared.is_some() {
        known.detected = None;
    }
    let said = said::all(events);
    let several = is_several(&said) || are_several_marked(events);
    let guesses = if several { Vec::new() } else { guesses(&said, events, &known, stated) };
    let mut found = Vec::new();
    for (kind, index) in guesses {
        let event = &mut events[index];
        let Some(moment) = event.moment_of(kind) else { continue };
        let is_late = declared.is_some_and(|declared| moment.at >= declared.moment.at);
        if kind == EventKind::Detected && is_late {
            continue;
        }
        event.kind = Some(kind);
        event.evidence = Evidence::Inferred;
        event.lesser = false;
        found.push(Claim { kind, origin: Origin::Words, moment, span: event.span });
    }
    Guessed { claims: found, several }
}

/// The entries that are taken for a phase.
fn guesses(
    said: &[Said],
    events: &[Event],
    known: &Phases,
    stated: &Stated,
) -> Vec<(EventKind, usize)> {
    let mut guess = Guess {
        events,
        noticed: noticed(said),
        known: *known,
        found: Phases::default(),
        indices: Vec::new(),
    };
    let index = |said: &Said| said.index;
    let anchored = anchor::start(events, said, stated);
    let began = || start(said).or_else(|| change(said, events)).map(index);
    guess.take(EventKind::Start, anchored.or_else(began));
    // A length that the author states says which entry it was.
    anchor::all(&mut guess, stated);
    let after = |guess: &Guess<'_, '_>| {
        let started = guess.at(EventKind::Start);
        move |said: &&Said| started.is_none_or(|start| said.at >= start)
    };
    // It is over when it was said to be over for the last time.
    let resolved = said.iter().filter(after(&guess)).rfind(|said| said.resolved).map(index);
    guess.take(EventKind::Resolved, resolved);
    anchor::all(&mut guess, stated);
    // Without a start nobody can tell whether an entry fits a time to detect that is stated.
    let is_stated = stated.length(Measure::Detect).is_some();
    if !is_stated || guess.at(EventKind::Start).is_some() {
        let detected = detected(said, &guess).map(index);
        guess.take(EventKind::Detected, detected);
    }
    anchor::all(&mut guess, stated);
    // What was done mends nothing before anything broke.
    let broke = guess.at(EventKind::Start).or(guess.at(EventKind::Detected));
    let end = guess.at(EventKind::Resolved);
    let better = mitigated(said, broke, end);
    // Where nothing says that it was over, it was when it got better for the last time, or with
    // the last of several acts.
    let tried = |act: &Said| said.iter().any(|said| said.tried && said.at < act.at);
    let is_end = end.is_none() && better.is_some_and(|better| better.mitigated || tried(better));
    let kind = if is_end { EventKind::Resolved } else { EventKind::Mitigated };
    guess.take(kind, better.map(index));
    anchor::drop_contradicted(&mut guess, stated, anchored.is_some());
    let wrong = contradictions(known, &guess.found);
    guess.indices.retain(|(kind, _)| !wrong.contains(kind));
    guess.indices
}

/// The first entry from the start on that says that somebody noticed. Without a start it does not
/// count when it had got better before: somebody had known then. A declaration counts where it is
/// the next entry after the start, or the first of all; what was noticed after one is nothing.
fn detected<'s>(said: &'s [Said], guess: &Guess<'_, '_>) -> Option<&'s Said> {
    let start = guess.at(EventKind::Start);
    let done = |said: &&Said| said.mitigated || said.resolved;
    let first_done = said.iter().find(done).map(|said| said.at);
    let after = |said: &&Said| match start {
        Some(start) => said.at >= start,
        None => first_done.is_none_or(|done| said.at <= done),
    };
    let found = said.iter().filter(after).find(|said| said.detected);
    if found.is_some_and(|found| said::noticed_some_time(guess.events, found)) {
        return None;
    }
    let declared = said.iter().filter(after).find(|said| said.declared);
    if found.is_some_and(|found| declared.is_none_or(|declared| found.at <= declared.at)) {
        return found;
    }
    let timed = guess.events.iter().filter(|event| event.is_timed());
    let moments = timed.filter_map(|event| event.moment).map(|moment| moment.at);
    let next = moments.filter(|at| start.is_none_or(|start| *at > start)).min();
    declared.filter(|declared| next == Some(declared.at))
}

/// The first entry that says that it began, or what may have begun it; none when somebody had
/// noticed before.
fn start(said: &[Said]) -> Option<&Said> {
    let noticed = noticed(said);
    let first = said.iter().find(|said| said.start).or_else(|| said.iter().find(|said| said.cause));
    first.filter(|first| noticed.is_none_or(|noticed| first.at <= noticed))
}

/// The change that stands right before the first entry that says that somebody noticed; of several
/// in a row the first.
fn change<'s>(said: &'s [Said], events: &[Event]) -> Option<&'s Said> {
    let noticed = said.iter().find(|said| said.detected)?;
    let timed = events.iter().filter(|event| event.is_timed()).filter_map(|event| event.moment);
    let mut before: Vec<Timestamp> =
        timed.map(|moment| moment.at).filter(|at| *at < noticed.at).collect();
    before.sort_unstable();
    let change = |at: &Timestamp| said.iter().find(|said| said.at == *at && said.change);
    before.iter().rev().map_while(change).last()
}

/// When an entry says for the first time that somebody knew.
fn noticed(said: &[Said]) -> Option<Timestamp> {
    let knew = |said: &&Said| (said.detected || said.declared) && !said.start;
    said.iter().find(knew).map(|said| said.at)
}

/// The one entry that says that it got better, or the last where nothing says that it was over; of
/// those that only say what was done the only one.
fn mitigated(
    said: &[Said],
    started: Option<Timestamp>,
    resolved: Option<Timestamp>,
) -> Option<&Said> {
    let within = |said: &&Said| {
        started.is_none_or(|start| said.at >= start) && resolved.is_none_or(|end| said.at <= end)
    };
    let is_end = |said: &Said| resolved.is_some_and(|end| said.at == end);
    let inside: Vec<&Said> = said.iter().filter(within).filter(|said| !is_end(said)).collect();
    let better: Vec<&&Said> =
        inside.iter().filter(|said| said.mitigated || said.resolved).collect();
    let acted: Vec<&&Said> = inside.iter().filter(|said| said.acted && started.is_some()).collect();
    let tried: Vec<&&Said> = inside.iter().filter(|said| said.tried && !said.acted).collect();
    match (better.as_slice(), acted.as_slice()) {
        ([.., last], _) if resolved.is_none() => Some(last),
        ([only], _) => Some(only),
        // Which of several acts mended it is open; the last is the end where none is told.
        ([], [only]) if tried.is_empty() => Some(only),
        ([], [only]) if resolved.is_none() && tried.iter().all(|said| said.at < only.at) => {
            Some(only)
        }
        _ => None,
    }
}

/// Whether the author marked several outages.
fn are_several_marked(events: &[Event]) -> bool {
    let is_mark = |event: &&Event| event.evidence == Evidence::Marked && !event.lesser;
    let mut marks = events.iter().filter(is_mark).filter_map(|event| event.kind);
    let began = |kind: &EventKind| *kind == EventKind::Start;
    let ended = |kind: &EventKind| matches!(kind, EventKind::Resolved | EventKind::End);
    marks.any(|kind| began(&kind))
        && marks.any(|kind| ended(&kind))
        && marks.any(|kind| began(&kind))
}

/// Whether it began again after it had got better: several outages.
fn is_several(said: &[Said]) -> bool {
    let mut began = false;
    let mut better = false;
    for said in said {
        if said.start && began && better {
            return true;
        }
        began |= said.start;
        better |= began && (said.resolved || said.mitigated);
    }
    false
}

/// The guesses that contradict another guess, or a claim.
fn contradictions(known: &Phases, found: &Phases) -> Vec<EventKind> {
    let kinds = [EventKind::Start, EventKind::Detected, EventKind::Mitigated, EventKind::Resolved];
    let mut wrong = Vec::new();
    let known = known.all();
    let found = found.all();
    for earlier in 0..kinds.len() {
        for later in earlier + 1..kinds.len() {
            // It may be better before anybody sees it; hardly over.
            if kinds[earlier] == EventKind::Detected && kinds[later] != EventKind::Resolved {
                continue;
            }
            let first = known[earlier].or(found[earlier]);
            let second = known[later].or(found[later]);
            if !phases::in_order(first, second) {
                wrong.extend(found[earlier].map(|_| kinds[earlier]));
                wrong.extend(found[later].map(|_| kinds[later]));
            }
        }
    }
    wrong
}
