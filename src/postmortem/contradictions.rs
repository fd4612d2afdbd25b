//! Times that contradict each other: phases in the wrong order, and front matter, prose and
//! timeline that disagree.

use jiff::SignedDuration;

use crate::diagnostic::Diagnostic;
use crate::postmortem::facts::between;
use crate::postmortem::model::{EventKind, Moment, Postmortem};
use crate::postmortem::stated::Measure;
use crate::postmortem::time::duration::Length;
use crate::postmortem::traces;
use crate::source::{Sources, Span};

/// A phase of the incident: its name, when it was, and where the front matter and the timeline say
/// so.
struct Phase {
    name: &'static str,
    moment: Option<Moment>,
    front: Option<Span>,
    event: Option<(Moment, Span)>,
}

/// Reports phases in the wrong order (`timeline/order`), and front matter that disagrees with the
/// timeline (`timeline/disagreement`).
pub fn check(pm: &Postmortem, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) {
    traces::check(pm, diagnostics);
    lengths(pm, sources, diagnostics);
    window(pm, sources, diagnostics);
    let phases = phases(pm);
    for (index, later) in phases.iter().enumerate() {
        // One problem a phase: the nearest earlier phase that it contradicts.
        let wrong = phases[..index]
            .iter()
            .rev()
            .find_map(|earlier| Some((earlier, out_of_order(earlier, later)?)));
        if let Some((earlier, by)) = wrong {
            diagnostics.push(order(earlier, later, by));
        }
        if let (Some(front), Some(moment), Some((event, span))) =
            (later.front, later.moment, later.event)
            && !agree(moment, event)
        {
            let place = place(sources, span);
            diagnostics.push(
                Diagnostic::warning(
                    "timeline/disagreement",
                    format!("front matter and timeline disagree about `{}`", later.name),
                )
                .at(front)
                .label(format!("{} {} than at {place}", apart(moment, event), side(moment, event)))
                .help(format!(
                    "the timeline says {} at {place}; the front matter is used",
                    event.at
                )),
            );
        }
    }
}

fn phases(pm: &Postmortem) -> [Phase; 4] {
    let times = &pm.front.incident;
    let said = |kinds: &[EventKind]| {
        kinds.iter().find_map(|&kind| {
            let mut events = pm
                .timeline
                .events
                .iter()
                .filter(|event| event.kind == Some(kind) && !event.inferred);
            events.find_map(|event| Some((event.moment?, event.span)))
        })
    };
    let phase = |name,
                 moment,
                 front: &Option<crate::source::front_matter::Spanned<String>>,
                 kinds: &[EventKind]| Phase {
        name,
        moment,
        front: front.as_ref().map(|time| time.span),
        event: said(kinds).or_else(|| inferred(pm, kinds)),
    };
    [
        phase("started", pm.phases.started, &times.started, &[EventKind::Start]),
        phase("detected", pm.phases.detected, &times.detected, &[EventKind::Detected]),
        phase("mitigated", pm.phases.mitigated, &times.mitigated, &[EventKind::Mitigated]),
        phase(
            "resolved",
            pm.phases.resolved,
            &times.resolved,
            &[EventKind::Resolved, EventKind::End],
        ),
    ]
}

/// The event that a phase was inferred from. It places a problem, but only where the front matter
/// is silent.
fn inferred(pm: &Postmortem, kinds: &[EventKind]) -> Option<(Moment, Span)> {
    let event = pm
        .timeline
        .events
        .iter()
        .find(|event| event.kind.is_some_and(|kind| kinds.contains(&kind)))?;
    let phase = match event.kind? {
        EventKind::Start => pm.front.incident.started.is_some(),
        EventKind::Detected => pm.front.incident.detected.is_some(),
        EventKind::Mitigated => pm.front.incident.mitigated.is_some(),
        EventKind::Resolved | EventKind::End => pm.front.incident.resolved.is_some(),
    };
    if phase { None } else { Some((event.moment?, event.span)) }
}

/// How much too early the later phase is.
fn out_of_order(earlier: &Phase, later: &Phase) -> Option<SignedDuration> {
    let from = earlier.moment?;
    let to = later.moment?;
    let comparable = !from.day_only && !to.day_only && from.day_known == to.day_known;
    (to.at < from.at && comparable).then(|| from.at.duration_since(to.at))
}

fn order(earlier: &Phase, later: &Phase, by: SignedDuration) -> Diagnostic {
    let span = later.front.or(later.event.map(|(_, span)| span));
    let point = match earlier.name {
        "started" => "start",
        "detected" => "detection",
        _ => "mitigation",
    };
    Diagnostic::warning(
        "timeline/order",
        format!("`{}` is earlier than `{}`", later.name, earlier.name),
    )
    .at(span)
    .label(format!("{} before the {point}", Length::new(by).in_words()))
    .help("check the time zone, or swap the two; the time between them is left out")
}

/// Whether two moments are the same as far as they are known.
fn agree(a: Moment, b: Moment) -> bool {
    let apart = a.at.duration_since(b.at).unsigned_abs();
    let tolerance = match (a.day_only || b.day_only, a.approximate || b.approximate) {
        (true, _) => 36 * 3600,
        (_, true) => 30 * 60,
        _ => 60,
    };
    a.day_known != b.day_known || apart.as_secs() < tolerance
}

fn apart(a: Moment, b: Moment) -> String {
    Length::new(a.at.duration_since(b.at).abs()).in_words()
}

fn side(a: Moment, b: Moment) -> &'static str {
    if a.at < b.at { "earlier" } else { "later" }
}

/// `incident.md:12`.
fn place(sources: &Sources, span: Span) -> String {
    format!("{}:{}", sources.get(span.source).name(), sources.position(span).line)
}

/// Reports lengths that the text states and the times contradict.
fn lengths(pm: &Postmortem, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) {
    let phases = &pm.phases;
    for stated in &pm.stated.lengths {
        let (from, to) = match stated.measure {
            Measure::Detect => {
                ((EventKind::Start, phases.started), (EventKind::Detected, phases.detected))
            }
            Measure::Mitigate => {
                ((EventKind::Detected, phases.detected), (EventKind::Mitigated, phases.mitigated))
            }
            Measure::Resolve | Measure::Duration => {
                let end = phases.resolved.or(phases.mitigated);
                ((EventKind::Start, phases.started), (EventKind::Resolved, end))
            }
        };
        // A phase that was inferred is no ground for a reproach.
        let (Some(first), Some(last)) = (ground(pm, from.0, sources), ground(pm, to.0, sources))
        else {
            continue;
        };
        let Some(measured) = between(from.1, to.1) else { continue };
        let apart = (measured.seconds - stated.length.as_secs()).abs();
        let share = if stated.approximate { 4 } else { 10 };
        if apart <= (measured.seconds / share).max(120) {
            continue;
        }
        let ends =
            if first == last { format!("at {first}") } else { format!("from {first} to {last}") };
        let words = Length::new(stated.length).text;
        diagnostics.push(
            Diagnostic::warning(
                "timeline/disagreement",
                format!("the text says {words}, the times {}", measured.text),
            )
            .at(stated.span)
            .label(format!("{} {ends}", measured.text))
            .help("the times are used; correct the one that is wrong"),
        );
    }
}

/// Where the author says outright when a phase was.
fn ground(pm: &Postmortem, kind: EventKind, sources: &Sources) -> Option<String> {
    let times = &pm.front.incident;
    let front = match kind {
        EventKind::Start => &times.started,
        EventKind::Detected => &times.detected,
        EventKind::Mitigated => &times.mitigated,
        EventKind::Resolved | EventKind::End => &times.resolved,
    };
    let alike = |other: EventKind| {
        other == kind || (kind == EventKind::Resolved && other == EventKind::End)
    };
    let event =
        || pm.timeline.events.iter().find(|event| event.kind.is_some_and(alike) && !event.inferred);
    let span = front.as_ref().map(|time| time.span).or_else(|| event().map(|event| event.span))?;
    Some(place(sources, span))
}

/// Reports a window that the text states and the author's own times contradict.
fn window(pm: &Postmortem, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) {
    let Some(window) = pm.stated.window else { return };
    let ends = [
        ("started", EventKind::Start, pm.phases.started, window.start),
        ("resolved", EventKind::Resolved, pm.phases.resolved, window.end),
    ];
    for (name, kind, known, said) in ends {
        let (Some(known), Some(place)) = (known, ground(pm, kind, sources)) else { continue };
        let tolerance = 5 * 60;
        let close = known.at.duration_since(said.at).unsigned_abs().as_secs() <= tolerance;
        if close || agree(known, said) {
            continue;
        }
        diagnostics.push(
            Diagnostic::warning(
                "timeline/disagreement",
                format!("the text and {place} disagree about `{name}`"),
            )
            .at(window.span)
            .label(format!("{} {} than at {place}", apart(said, known), side(said, known)))
            .help(format!("{place} is used; correct the one that is wrong")),
        );
    }
}
