//! Lengths that the author states tell which entries the phases are: with a start at 12:17 and a
//! "time to detection: 11 min", the entry of 12:28 is the detection, whatever its words.

use jiff::SignedDuration;

use super::open::Guess;
use super::said::Said;
use crate::postmortem::model::{Event, EventKind};
use crate::postmortem::stated::{Basis, Hedge, Measure, Stated, StatedLength};

/// Takes entries for the phases that stated lengths lead to.
pub(super) fn all(guess: &mut Guess<'_, '_>, stated: &Stated) {
    // Of each measure the one that counts.
    let measures =
        [Measure::Detect, Measure::Mitigate, Measure::Repair, Measure::Resolve, Measure::Duration];
    for length in measures.into_iter().filter_map(|measure| stated.length(measure)) {
        if let Some((from, to)) = ends(length) {
            forward(guess, length, from, to);
        }
    }
}

/// The entry that may be the start and from which a stated time to detect leads to another entry.
pub(super) fn start(events: &[Event<'_>], said: &[Said], stated: &Stated) -> Option<usize> {
    let detect = stated.length(Measure::Detect)?;
    let noticed = super::noticed(said);
    let is_exact = detect.hedge == Hedge::default() && detect.basis.is_none();
    let leads = |said: &&Said| {
        let wanted = said.at.checked_add(detect.length).ok();
        let near = |event: &Event<'_>| {
            let moment = event.moment.filter(|moment| !moment.day_only);
            moment.zip(wanted).is_some_and(|(moment, wanted)| {
                moment.at.duration_since(wanted).abs().as_secs() <= (detect.grain / 2).min(60)
            })
        };
        let is_cause = said.cause && noticed.is_none_or(|noticed| said.at <= noticed);
        (said.start || is_cause) && events.iter().any(near)
    };
    said.iter().filter(|_| is_exact).find(leads).map(|said| said.index)
}

/// Drops the guesses between which a stated length does not lie: the start, and the end as well
/// where the length does not lead to it from the detection either. A start to which another length
/// leads is kept.
pub(super) fn drop_contradicted(guess: &mut Guess<'_, '_>, stated: &Stated, anchored: bool) {
    let measures = [Measure::Resolve, Measure::Duration];
    for length in measures.into_iter().filter_map(|measure| stated.length(measure)) {
        let Some((from, _)) = ends(length) else { continue };
        let end = guess.at(EventKind::Resolved).or(guess.at(EventKind::Mitigated));
        let fits = |from| {
            let (Some(from), Some(end)) = (guess.at(from), end) else { return true };
            let apart = end.duration_since(from) - length.length;
            let part = if length.hedge.approximate { 2 } else { 4 };
            apart.abs().as_secs() <= (length.length.as_secs() / part).max(300) + length.grain / 2
        };
        if fits(from) {
            continue;
        }
        let is_counted_later = guess.at(EventKind::Detected).is_some() && fits(EventKind::Detected);
        if !anchored {
            guess.drop(from);
        }
        if anchored || !is_counted_later {
            guess.drop(EventKind::Mitigated);
            guess.drop(EventKind::Resolved);
        }
    }
}

/// The phases between which a length may lie.
fn ends(length: &StatedLength) -> Option<(EventKind, EventKind)> {
    use EventKind::{Detected, Mitigated, Resolved, Start};
    if length.hedge.bound.is_some() || length.basis == Some(Basis::SupportHours) {
        return None;
    }
    let from = match (length.measure, length.basis) {
        (_, Some(Basis::Declaration)) => return None,
        (Measure::Mitigate, None) | (_, Some(Basis::Detection)) => Detected,
        _ => Start,
    };
    Some(match length.measure {
        Measure::Detect => (Start, Detected),
        Measure::Mitigate | Measure::Repair => (from, Mitigated),
        Measure::Resolve | Measure::Duration => (from, Resolved),
    })
}

/// One end that is known leads to the other, when exactly one entry stands there.
fn forward(guess: &mut Guess<'_, '_>, length: &StatedLength, from: EventKind, to: EventKind) {
    let slack =
        if length.hedge.approximate { length.grain / 2 } else { (length.grain / 2).min(60) };
    let (known, open, by) = match (guess.at(from), guess.at(to)) {
        (Some(at), None) => (at, to, length.length),
        (None, Some(at)) => (at, from, -length.length),
        _ => return,
    };
    let Ok(wanted) = known.checked_add(by) else { return };
    // No length leads to a start after somebody noticed.
    let is_late = guess.noticed.is_some_and(|noticed| wanted > noticed);
    if open == EventKind::Start && is_late {
        return;
    }
    let slack = SignedDuration::from_secs(slack.min(300));
    let near = |event: &Event<'_>| {
        event.moment.is_some_and(|moment| {
            !moment.day_only && moment.at.duration_since(wanted).abs() <= slack
        })
    };
    let mut fits = guess.events.iter().enumerate().filter(|(_, event)| near(event));
    let first = fits.next().map(|(index, event)| (index, event.kind));
    if fits.next().is_none()
        && let Some((index, None)) = first
    {
        guess.take(open, Some(index));
    }
}
