//! When the incident was, how long it took, and its timeline.

use jiff::SignedDuration;

use super::sheet::{Sheet, Tone, cell, clean, fit};
use super::{at_line, count};
use crate::compiled::model::{EventView, ModelView, PhaseView, StatedView, TimeView};
use crate::postmortem::duration::Length;
use crate::postmortem::evidence::Evidence;
use crate::postmortem::facts::Facts;
use crate::postmortem::lengths::{MeasuredLength, said};
use crate::postmortem::stated::{Basis, Hedge, Measure};

/// The columns: names of durations, moments, evidence.
const NAME: usize = 16;
const MOMENT: usize = 17;
const EVIDENCE: usize = 8;
/// As much of an actor, or of a stamp that is not read, leaves room for what happened.
const ACTOR: usize = 20;

pub(super) fn write(sheet: &mut Sheet, model: &ModelView, facts: &Facts) {
    phases(sheet, model);
    durations(sheet, model, facts);
    timeline(sheet, model);
    if !model.impact.is_empty() {
        sheet.heading("Impact", &count(model.impact.len(), "number", "numbers"));
        for impact in &model.impact {
            let line = format!("({})", at_line(impact.place.line));
            let runs = [(Tone::Plain, impact.value.as_str()), (Tone::Faint, &line)];
            sheet.flow(2, &[cell(Tone::Plain, &impact.name, 30)], &runs);
        }
    }
}

/// Something known, or something read from running text.
pub(super) fn tone(evidence: Evidence) -> Tone {
    if evidence.is_read() { Tone::Guess } else { Tone::Known }
}

/// The phases, by name, in the order of an incident.
pub(super) fn all_phases(model: &ModelView) -> [(&'static str, Option<&PhaseView>); 4] {
    let incident = &model.incident;
    [
        ("started", incident.started.as_ref()),
        ("detected", incident.detected.as_ref()),
        ("mitigated", incident.mitigated.as_ref()),
        ("resolved", incident.resolved.as_ref()),
    ]
}

/// The durations, by name.
pub(super) fn all_durations(facts: &Facts) -> [(&'static str, Option<&MeasuredLength>); 5] {
    [
        ("time to detect", facts.time_to_detect.as_ref()),
        ("time to mitigate", facts.time_to_mitigate.as_ref()),
        ("time to repair", facts.time_to_repair.as_ref()),
        ("time to resolve", facts.time_to_resolve.as_ref()),
        ("duration", facts.duration.as_ref()),
    ]
}

fn phases(sheet: &mut Sheet, model: &ModelView) {
    sheet.heading("Phases", "");
    for (name, phase) in all_phases(model) {
        let name = cell(Tone::Plain, name, NAME);
        let Some(phase) = phase else {
            sheet.flow(2, &[name], &[(Tone::Faint, "not found")]);
            continue;
        };
        let moment = moment(&phase.time);
        let evidence = phase.evidence;
        let cells = [
            name,
            cell(Tone::Plain, &moment, MOMENT),
            cell(tone(evidence), evidence.name(), EVIDENCE),
        ];
        let worked_out = if phase.time.day_inferred { "(the day is worked out)" } else { "" };
        let line = at_line(phase.place.line);
        sheet.flow(2, &cells, &[(Tone::Faint, &line), (Tone::Guess, worked_out)]);
    }
}

fn durations(sheet: &mut Sheet, model: &ModelView, facts: &Facts) {
    sheet.heading("Durations", "");
    for (name, length) in all_durations(facts) {
        let name = cell(Tone::Plain, name, NAME);
        let Some(length) = length else {
            // Few documents state a time to repair, and nothing measures it.
            if !name.text.ends_with("repair") {
                sheet.flow(2, &[name], &[(Tone::Faint, "not known")]);
            }
            continue;
        };
        let cells = [
            name,
            cell(Tone::Plain, &length.text, MOMENT),
            cell(tone(length.evidence), length.evidence.name(), EVIDENCE),
        ];
        let basis = length.basis.map(basis).unwrap_or_default();
        sheet.flow(2, &cells, &[(Tone::Faint, basis)]);
    }
    if model.stated.is_empty() {
        return;
    }
    sheet.flow(2, &[], &[(Tone::Faint, "Stated by the text:")]);
    for stated in &model.stated {
        one_stated(sheet, stated);
    }
}

fn one_stated(sheet: &mut Sheet, stated: &StatedView) {
    let length = Length::new(SignedDuration::from_secs(stated.seconds)).text;
    let upper = stated.up_to.map(SignedDuration::from_secs);
    let hedge = Hedge { approximate: stated.approximate, bound: stated.bound, upper };
    let upper = upper.map(|upper| Length::new(upper).text);
    let length = said(&length, hedge, upper.as_deref());
    let name = match stated.measure {
        Measure::Detect => "time to detect",
        Measure::Mitigate => "time to mitigate",
        Measure::Repair => "time to repair",
        Measure::Resolve => "time to resolve",
        Measure::Duration => "duration",
    };
    let cells = [
        cell(Tone::Plain, name, NAME),
        cell(Tone::Plain, &length, MOMENT),
        cell(tone(stated.evidence), stated.evidence.name(), EVIDENCE),
    ];
    let line = at_line(stated.place.line);
    let basis = stated.basis.map(basis).unwrap_or_default();
    sheet.flow(2, &cells, &[(Tone::Faint, &line), (Tone::Faint, basis)]);
}

fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Start => "from the start",
        Basis::Detection => "from the detection",
        Basis::Declaration => "from the declaration",
        Basis::SupportHours => "in support hours",
    }
}

fn timeline(sheet: &mut Sheet, model: &ModelView) {
    if model.events.is_empty() {
        sheet.heading("Timeline", "no events were found");
        return;
    }
    sheet.heading("Timeline", &count(model.events.len(), "event", "events"));
    let mut day = None;
    for event in &model.events {
        if let Some(time) = &event.time {
            let this = (time.day(), time.day_inferred);
            if day.replace(this) != Some(this) {
                heading_of_day(sheet, time);
            }
        }
        one_event(sheet, event);
    }
    if model.events.iter().any(|event| event.inferred) {
        sheet.flow(2, &[], &[(Tone::Guess, "○ read from the words of the entry")]);
    }
    if model.events.iter().any(|event| event.time.is_none()) {
        sheet.flow(2, &[], &[(Tone::Guess, "? no time is read")]);
    }
}

fn heading_of_day(sheet: &mut Sheet, time: &TimeView) {
    let day = time.day().unwrap_or("no day is known");
    let worked_out = if time.day_inferred { "(worked out)" } else { "" };
    sheet.flow(2, &[], &[(Tone::Strong, day), (Tone::Guess, worked_out)]);
}

fn one_event(sheet: &mut Sheet, event: &EventView) {
    let time = match &event.time {
        Some(time) => from_until(time, event.until.as_ref()),
        None => "?".to_owned(),
    };
    let (tone, mark) = match (event.kind, event.inferred) {
        (None, _) => (Tone::Plain, String::new()),
        (Some(kind), true) => (Tone::Guess, format!("○ {kind}")),
        (Some(kind), false) => (Tone::Known, format!("● {kind}")),
    };
    let time_tone = if event.time.is_some() { Tone::Plain } else { Tone::Guess };
    let cells = [cell(time_tone, &time, 13), cell(tone, &mark, 11)];
    // The stamp of an entry whose time is not read is all that there is.
    let stamp = event.time.as_ref().map_or(event.stamp.as_str(), |_| "");
    let actor = event.actor.as_deref().map(clean).unwrap_or_default();
    let before = [fit(stamp, ACTOR), fit(&actor, ACTOR)];
    let before: Vec<String> = before.into_iter().filter(|part| !part.is_empty()).collect();
    let colon = if before.is_empty() { "" } else { ": " };
    let text = format!("{}{colon}{}", before.join(" "), event.text);
    sheet.line(4, &cells, Tone::Plain, &text);
}

/// `~10:02–10:05`; the day of the end is written where it is another.
fn from_until(time: &TimeView, until: Option<&TimeView>) -> String {
    let about = if time.approximate { "~" } else { "" };
    let start = time.clock().map_or_else(|| "—".to_owned(), |clock| format!("{about}{clock}"));
    let Some(until) = until else { return start };
    let end = until.clock().unwrap_or_default();
    match (until.day(), time.day()) {
        (Some(day), here) if here != Some(day) => {
            format!("{start}–{} {end}", day.get(5..).unwrap_or(day))
        }
        _ => format!("{start}–{end}"),
    }
}

fn moment(time: &TimeView) -> String {
    let about = if time.approximate { "~" } else { "" };
    let parts: Vec<&str> = time.day().into_iter().chain(time.clock()).collect();
    format!("{about}{}", parts.join(" "))
}
