//! Several outages in one document: what is marked of one says nothing about the whole.

use crate::diagnostic::Diagnostic;
use crate::postmortem::model::{EventKind, Moment};
use crate::postmortem::phases::{Claim, Origin};
use crate::source::Span;

/// Takes out the times that labels give to several outages. Where the second one begins.
pub(super) fn labels(claims: &mut Vec<Claim>) -> Option<Span> {
    let is_label = |claim: &&Claim| claim.origin == Origin::Label;
    let labels: Vec<Claim> = claims.iter().filter(is_label).copied().collect();
    let again = second(&labels).filter(|_| !first_holds_all(&labels))?;
    claims.retain(|claim| claim.origin != Origin::Label);
    (!is_told(claims)).then_some(again)
}

/// Where the second outage begins that marks tell of.
pub(super) fn marks(marks: &[Claim]) -> Option<Span> {
    second(marks)
}

/// Whether front matter or labels say when the whole was.
pub(super) fn is_told(claims: &[Claim]) -> bool {
    let told = || {
        let is_strong =
            |claim: &&Claim| matches!(claim.origin, Origin::FrontMatter | Origin::Label);
        claims.iter().filter(is_strong)
    };
    told().any(|claim| claim.kind == EventKind::Start) && told().any(is_end)
}

fn is_end(claim: &Claim) -> bool {
    matches!(claim.kind, EventKind::Resolved | EventKind::End)
}

/// Where it begins again after an end.
fn second(claims: &[Claim]) -> Option<Span> {
    let counts = |claim: &&Claim| {
        let is_strong = matches!(claim.origin, Origin::Mark | Origin::Label);
        is_strong && (claim.kind == EventKind::Start || is_end(claim)) && !claim.moment.day_only
    };
    let mut sorted: Vec<&Claim> = claims.iter().filter(counts).collect();
    sorted.sort_by_key(|claim| (claim.moment.at, claim.kind == EventKind::Start));
    let mut began: Option<Moment> = None;
    let mut ended = false;
    for claim in sorted {
        match (claim.kind, began) {
            (EventKind::Start, Some(_)) if ended => return Some(claim.span),
            (EventKind::Start, _) => began = began.or(Some(claim.moment)),
            (_, Some(began)) => ended |= claim.moment.at > began.at,
            (_, None) => {}
        }
    }
    None
}

/// Whether the first start and the first end lie around all others: those are the whole's.
fn first_holds_all(claims: &[Claim]) -> bool {
    let start = claims.iter().find(|claim| claim.kind == EventKind::Start);
    let end = claims.iter().find(|claim| is_end(claim));
    let (Some(start), Some(end)) = (start, end) else { return false };
    let inside =
        |claim: &Claim| claim.moment.at >= start.moment.at && claim.moment.at <= end.moment.at;
    claims.iter().all(inside)
}

/// Says that several outages are marked.
pub(crate) fn tell(again: Option<Span>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(again) = again else { return };
    diagnostics.push(
        Diagnostic::warning("timeline/several", "several outages are marked")
            .at(again)
            .label("it begins again here: no times are shown as those of the whole")
            .help(
                "say when the whole was in the front matter: `incident: {started: …, resolved: …}`",
            ),
    );
}

/// Says that times were read and no phase, and how to mark one.
pub(crate) fn tell_no_phase(place: Option<Span>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(place) = place else { return };
    diagnostics.push(
        Diagnostic::info("timeline/phases", "nothing says when it began, was noticed or was over")
            .at(place)
            .help(
                "mark entries with `(start)`, `(detected)`, `(mitigated)`, `(resolved)`, \
                 or write `incident: {started: …}` into the front matter",
            ),
    );
}
