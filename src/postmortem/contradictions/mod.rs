//! Times that contradict each other: phases in the wrong order, strong claims about one phase that
//! differ, and stated lengths that the times do not bear out.
//!
//! A guess is no ground for a reproach: only what the author marked, labelled or stated is
//! compared (`detection` says where it is all the same).

mod detection;
mod handling;
mod hours;
mod stated;
mod years;

use jiff::SignedDuration;

use crate::diagnostic::Diagnostic;
use crate::postmortem::evidence::Evidence;
use crate::postmortem::model::{EventKind, Moment, Postmortem};
use crate::postmortem::phases::{Claim, Origin, Phase};
use crate::postmortem::time::duration::{Length, between};
use crate::postmortem::traces;
use crate::source::{Sources, Span};

/// Reports phases in the wrong order (`timeline/order`), and times that disagree
/// (`timeline/disagreement`).
pub fn check(pm: &Postmortem, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) {
    traces::check(pm, sources, diagnostics);
    stated::lengths(pm, sources, diagnostics);
    stated::window(pm, sources, diagnostics);
    detection::check(pm, sources, diagnostics);
    hours::check(pm, sources, diagnostics);
    years::check(pm, diagnostics);
    handling::check(pm, sources, diagnostics);
    let phases = phases(pm);
    for (index, (later, phase)) in phases.iter().enumerate() {
        // One problem a phase: the nearest earlier phase that it contradicts.
        let wrong = phases[..index]
            .iter()
            .rev()
            .find_map(|(earlier, before)| Some((earlier, out_of_order(*before, *phase)?)));
        if let Some((earlier, by)) = wrong {
            diagnostics.push(order(earlier, later, phase.span, by));
        }
        let claims = || pm.claims.iter().filter(|claim| name(claim.kind) == *later);
        let Some(chosen) = claims().find(|claim| claim.span == phase.span) else { continue };
        let is_resolved =
            claims().any(|c| c.kind == EventKind::Resolved && c.origin == Origin::Mark);
        // An outage may end before its incident is resolved.
        let others = claims().filter(|claim| !(is_resolved && claim.kind == EventKind::End));
        diagnostics.extend(others.filter_map(|claim| disagreement(sources, claim, chosen)));
    }
}

/// What a phase is called in messages.
pub(super) fn name(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Start => "started",
        EventKind::Detected => "detected",
        EventKind::Mitigated => "mitigated",
        EventKind::Resolved | EventKind::End => "resolved",
    }
}

/// The phases that the author marked, in the order of an incident.
fn phases(pm: &Postmortem) -> Vec<(&'static str, Phase)> {
    let kinds = [EventKind::Start, EventKind::Detected, EventKind::Mitigated, EventKind::Resolved];
    let known = kinds.into_iter().zip(pm.phases.all());
    known
        .filter_map(|(kind, phase)| Some((name(kind), phase?)))
        .filter(|(_, phase)| phase.evidence == Evidence::Marked)
        .collect()
}

/// How much too early the later phase is.
fn out_of_order(earlier: Phase, later: Phase) -> Option<SignedDuration> {
    let from = earlier.moment;
    let to = later.moment;
    let by = from.at.duration_since(to.at);
    // A day without a time is on the wrong side when a whole day lies between.
    let slack = if from.day_only || to.day_only { 36 * 3600 } else { 0 };
    (from.day_known == to.day_known && by.as_secs() > slack).then_some(by)
}

pub(super) fn order(earlier: &str, later: &str, span: Span, by: SignedDuration) -> Diagnostic {
    let point = match earlier {
        "started" => "start",
        "detected" => "detection",
        _ => "mitigation",
    };
    Diagnostic::warning("timeline/order", format!("`{later}` is earlier than `{earlier}`"))
        .at(span)
        .label(format!("{} before the {point}", Length::new(by).in_words()))
        .help("check the time zone, or swap the two; the time between them is left out")
}

/// A claim that differs from the one that was chosen.
fn disagreement(sources: &Sources, claim: &Claim, chosen: &Claim) -> Option<Diagnostic> {
    let is_strong = matches!(claim.origin, Origin::FrontMatter | Origin::Mark | Origin::Label);
    // An outage may end in steps: its entries are all right.
    let is_step = claim.origin == Origin::Mark && chosen.origin == Origin::Mark;
    let is_same = claim.span == chosen.span || agree(claim.moment, chosen.moment);
    if !is_strong || is_step || is_same {
        return None;
    }
    let here = place(sources, claim.span);
    let used = of(chosen.origin);
    let other = of(claim.origin);
    let apart = apart(chosen.moment, claim.moment);
    let side = side(chosen.moment, claim.moment);
    let words = format!("{used} and {other} disagree about `{}`", name(claim.kind));
    let said = claim.moment.at;
    Some(
        Diagnostic::warning("timeline/disagreement", words)
            .at(chosen.span)
            .label(format!("{apart} {side} than at {here}"))
            .help(format!("the {other} says {said} at {here}; the {used} is used")),
    )
}

fn of(origin: Origin) -> &'static str {
    match origin {
        Origin::FrontMatter => "front matter",
        Origin::Mark | Origin::LesserMark | Origin::Declaration | Origin::Words => "timeline",
        Origin::Label => "metadata",
        Origin::Window => "text",
    }
}

/// Whether two moments are the same as far as they are known.
pub(super) fn agree(a: Moment, b: Moment) -> bool {
    let apart = a.at.duration_since(b.at).unsigned_abs();
    let tolerance = match (a.day_only || b.day_only, a.approximate || b.approximate) {
        (true, _) => 36 * 3600,
        (_, true) => 30 * 60,
        _ => 60,
    };
    a.day_known != b.day_known || apart.as_secs() < tolerance
}

pub(super) fn apart(a: Moment, b: Moment) -> String {
    Length::new(a.at.duration_since(b.at).abs()).in_words()
}

pub(super) fn side(a: Moment, b: Moment) -> &'static str {
    if a.at < b.at { "earlier" } else { "later" }
}

/// `incident.md:12`.
pub(super) fn place(sources: &Sources, span: Span) -> String {
    format!("{}:{}", sources.get(span.source).name(), sources.position(span).line)
}

/// The length between two claims, where they can be compared.
pub(super) fn length(from: &Claim, to: &Claim) -> Option<Length> {
    between(from.moment, to.moment)
}
