//! Entries that say when the incident was declared or resolved, beside marks that say otherwise:
//! "Resolved 12:34" among the key events, and "20:45 Incident declared resolved" further down.

use super::{agree, apart, name, place, side};
use crate::diagnostic::Diagnostic;
use crate::markdown;
use crate::postmortem::model::{Event, EventKind, Postmortem};
use crate::postmortem::phases::{Claim, Origin};
use crate::postmortem::timeline::marks;
use crate::source::Sources;

/// Reports, once a phase, an entry that contradicts a mark.
pub(super) fn check(pm: &Postmortem, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) {
    for kind in [EventKind::Detected, EventKind::Resolved] {
        let Some(marked) = mark(pm, kind) else { continue };
        let tells = |event: &&Event| event.span != marked.span && handled(event) == Some(kind);
        let told: Vec<&Event> = pm.timeline.events.iter().filter(tells).collect();
        let close = |event: &&Event| event.moment.is_none_or(|own| agree(own, marked.moment));
        let Some(event) = told.first().filter(|_| !told.iter().any(close)) else { continue };
        let Some(moment) = event.moment else { continue };
        let at = place(sources, marked.span);
        let what = if kind == EventKind::Detected { "declared" } else { name(kind) };
        diagnostics.push(
            Diagnostic::warning(
                "timeline/disagreement",
                format!("this entry and {at} disagree about when the incident was {what}"),
            )
            .at(event.span)
            .label(format!(
                "{} {} than at {at}",
                apart(moment, marked.moment),
                side(moment, marked.moment)
            ))
            .help(format!("{at} is used; correct the one that is wrong")),
        );
    }
}

/// The mark that entries about the handling have to fit: the declaration, or the resolution. An
/// outage may well end before its incident does.
fn mark(pm: &Postmortem, kind: EventKind) -> Option<Claim> {
    let is_mark = |claim: &&Claim| match kind {
        EventKind::Detected => {
            let is_declared = matches!(claim.origin, Origin::LesserMark | Origin::Declaration);
            claim.kind == kind && is_declared
        }
        _ => claim.kind == kind && matches!(claim.origin, Origin::Mark | Origin::LesserMark),
    };
    pm.claims.iter().find(is_mark).copied()
}

/// What a sentence of an entry says about the handling.
fn handled(event: &Event) -> Option<EventKind> {
    let text = markdown::plain_text(event.blocks.first()?);
    text.split_inclusive(['.', ';', '\n']).find_map(marks::handling)
}
