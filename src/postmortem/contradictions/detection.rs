//! A stated time to detect, and the entry whose words tell of the detection.
//!
//! A guess is no ground for a reproach. But where the entry lies near the time that the author
//! states, and no entry lies at it, one of the two is mistaken.

use super::place;
use crate::diagnostic::Diagnostic;
use crate::postmortem::evidence::Evidence;
use crate::postmortem::lengths::words;
use crate::postmortem::model::{EventKind, Postmortem};
use crate::postmortem::phases::Phase;
use crate::postmortem::stated::{Basis, Measure, StatedLength};
use crate::postmortem::time::duration::between;
use crate::source::Sources;

pub(super) fn check(pm: &Postmortem, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) {
    let started = pm.phases.started.filter(|phase| phase.evidence == Evidence::Marked);
    let detected = pm.phases.detected.filter(|phase| phase.evidence == Evidence::Inferred);
    let Some((started, detected)) = started.zip(detected) else { return };
    let Some(measured) = between(started.moment, detected.moment) else { return };
    let is_exact = |stated: &&StatedLength| {
        stated.measure == Measure::Detect
            && stated.evidence == Evidence::Stated
            && stated.hedge == Default::default()
            && stated.basis.is_none_or(|basis| basis == Basis::Start)
    };
    for stated in pm.stated.lengths.iter().filter(is_exact) {
        let said = stated.length.as_secs();
        let apart = (measured.seconds - said).abs();
        let is_near = apart > stated.slack() && apart * 2 <= said;
        if !is_near || is_told(pm, started, stated) {
            continue;
        }
        let at = place(sources, detected.span);
        let length = words(stated.length);
        diagnostics.push(
            Diagnostic::warning(
                "timeline/disagreement",
                format!("the text says {length}, the entry at {at} {}", measured.text),
            )
            .at(stated.span)
            .label(format!("{} to the entry that tells of the detection", measured.text))
            .help("the text is used; correct the one that is wrong, or mark the detection"),
        );
    }
}

/// Whether an entry, or another claim, stands where the text says.
fn is_told(pm: &Postmortem, started: Phase, stated: &StatedLength) -> bool {
    let Ok(wanted) = started.moment.at.checked_add(stated.length) else { return true };
    let fits = |at: jiff::Timestamp| at.duration_since(wanted).abs().as_secs() <= stated.slack();
    let events = pm.timeline.events.iter().filter_map(|event| event.moment);
    let claims = pm.claims.iter().filter(|claim| claim.kind == EventKind::Detected);
    events.chain(claims.map(|claim| claim.moment)).any(|moment| fits(moment.at))
}
