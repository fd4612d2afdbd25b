//! Years that are mistyped: a declaration a year before the detection.

use super::{name, order};
use crate::diagnostic::Diagnostic;
use crate::postmortem::evidence::Evidence;
use crate::postmortem::model::{EventKind, Postmortem};
use crate::postmortem::phases::{Claim, Origin, Phase};

/// How near to the other phases a time is whose year is corrected, in days.
const NEAR: i64 = 60;
/// And how far from them it is as it is written.
const FAR: i64 = 300;

/// Reports claims that are not the chosen ones: those are compared with each other anyway.
pub(super) fn check(pm: &Postmortem, diagnostics: &mut Vec<Diagnostic>) {
    for claim in pm.claims.iter().filter(|claim| is_off(pm, claim)) {
        let Some(phase) = before(pm, claim).filter(|_| claim.origin == Origin::LesserMark) else {
            continue;
        };
        let by = phase.moment.at.duration_since(claim.moment.at);
        let what = if claim.kind == EventKind::Detected { "declared" } else { name(claim.kind) };
        diagnostics.push(order("detected", what, claim.span, by));
    }
}

/// Whether a claim lies about whole years before the phase that it follows.
pub(super) fn is_off(pm: &Postmortem, claim: &Claim) -> bool {
    before(pm, claim).is_some_and(|phase| {
        let days = phase.moment.at.duration_since(claim.moment.at).as_hours() / 24;
        let rest = days % 365;
        days > FAR && rest.min(365 - rest) <= NEAR
    })
}

/// The phase that has to come before a claim about the handling.
fn before(pm: &Postmortem, claim: &Claim) -> Option<Phase> {
    let is_lesser = matches!(claim.origin, Origin::LesserMark | Origin::Declaration);
    let phase = pm.phases.detected.or(pm.phases.started)?;
    let known = phase.moment.day_known && claim.moment.day_known;
    let other = phase.span != claim.span && phase.evidence == Evidence::Marked;
    (is_lesser && known && other).then_some(phase)
}
