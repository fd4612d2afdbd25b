//! The timeline: whether it is whole, and in a zone.

use crate::diagnostic::Diagnostic;
use crate::postmortem::{Event, Phases, SectionKind};

use super::{Subject, finding};

pub(super) fn check(subject: &Subject<'_, '_>, found: &mut Vec<Diagnostic>) {
    ends(subject, found);
    zone(subject, found);
}

/// Whether it begins and ends where the incident does. A timeline of which no phase is known at all
/// has a remark of its own.
fn ends(subject: &Subject<'_, '_>, found: &mut Vec<Diagnostic>) {
    let pm = subject.pm;
    let is_timed = pm.timeline.events.iter().filter(|event| event.is_timed()).count() > 1;
    if !is_timed || pm.phases == Phases::default() {
        return;
    }
    let heading = subject.heading_of(&[SectionKind::Timeline]);
    if pm.phases.started.is_none() {
        let help = "add the entry at which it began to hurt, which is often before anybody \
                    noticed, and mark it with `(start)`";
        found.push(
            finding(
                "timeline/no-start",
                "nothing in the timeline is read as the start of the event",
            )
            .at(heading)
            .help(help),
        );
    }
    if pm.phases.end().is_none() {
        let help = "mark the entry at which users stopped hurting with `(mitigated)`, and the one \
                    at which it was over with `(resolved)`";
        found.push(
            finding("timeline/no-end", "nothing in the timeline is read as the end of the event")
                .at(heading)
                .help(help),
        );
    }
}

fn zone(subject: &Subject<'_, '_>, found: &mut Vec<Diagnostic>) {
    let pm = subject.pm;
    if pm.timeline.zone.is_some() || pm.front.timezone.is_some() {
        return;
    }
    let mut timed = pm.timeline.events.iter().filter(|event| event.is_timed());
    let Some(first) = timed.clone().find(|event| tells_time(event)) else { return };
    if timed.any(|event| has_zone(&event.stamp)) {
        return;
    }
    let place = subject.trimmed(first.span).map(|place| subject.words_in(place, &first.stamp));
    found.push(
        finding("timeline/no-zone", "nothing says in which time zone the times are")
            .at(place)
            .label("read as UTC")
            .help("“Timeline (all times UTC)” as the heading, or `timezone: Europe/Berlin` in the front matter"),
    );
}

/// Whether a stamp is a time of a clock, and none that counts from the start.
fn tells_time(event: &Event<'_>) -> bool {
    event.stamp.trim_start_matches(['~', '(', '[', ' ']).starts_with(|c: char| c.is_alphanumeric())
        && !event.stamp.starts_with(['T', 't', '+'])
}

/// Whether a stamp says how far it is from UTC: `20:06Z`, `+02:00`.
fn has_zone(stamp: &str) -> bool {
    let is_zulu = stamp.trim_end_matches([']', ')', '*']).ends_with(['Z', 'z']);
    let offset = stamp
        .rfind(['+'])
        .is_some_and(|at| stamp[at + 1..].starts_with(|c: char| c.is_ascii_digit()));
    is_zulu || offset
}
