//! Lengths and windows that the text states, compared with the times that the author marked.
//!
//! Authors count from different points: a length is wrong only when no reading bears it out.

use super::years;
use super::{agree, apart, length, name, place, side};
use crate::diagnostic::Diagnostic;
use crate::postmortem::evidence::Evidence;
use crate::postmortem::lengths::{self, words};
use crate::postmortem::model::{EventKind, Postmortem};
use crate::postmortem::phases::{Claim, Origin};
use crate::postmortem::stated::{Basis, LengthBound, Measure, StatedLength};
use crate::postmortem::time::duration::Length;
use crate::postmortem::timeline::kinds;
use crate::source::{Sources, Span};

/// The most claims about a phase that a stated length is compared with: nobody marks so many, and
/// each end is paired with each.
const MOST: usize = 8;

/// A length between two claims of the author's.
struct Reading<'c> {
    length: Length,
    from: &'c Claim,
    to: &'c Claim,
}

/// Reports lengths that the text states and no reading of the times bears out, and lengths with
/// labels that differ from each other.
pub(super) fn lengths(pm: &Postmortem, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) {
    for stated in &pm.stated.lengths {
        let known = readings(pm, stated, |claim| {
            claim.origin.evidence() == Evidence::Marked && !years::is_off(pm, claim)
        });
        let Some(first) = known.first() else { continue };
        // A guess is no ground for a reproach, but it may bear a length out.
        let all = readings(pm, stated, |_| true);
        if all.iter().any(|reading| bears_out(reading, stated)) {
            continue;
        }
        let spans = (first.from.span, first.to.span);
        diagnostics.push(report(sources, stated, &first.length, spans));
    }
    twice(pm, sources, diagnostics);
}

/// A length that the text states, and the times do not bear out.
pub(super) fn report(
    sources: &Sources,
    stated: &StatedLength,
    measured: &Length,
    spans: (Span, Span),
) -> Diagnostic {
    let from = place(sources, spans.0);
    let to = place(sources, spans.1);
    let ends = if from == to { format!("at {from}") } else { format!("from {from} to {to}") };
    let measured = &measured.text;
    let said = said(stated);
    Diagnostic::warning(
        "timeline/disagreement",
        format!("the text says {said}, the times {measured}"),
    )
    .at(stated.span)
    .label(format!("{measured} {ends}"))
    .help("the times are used; correct the one that is wrong")
}

/// A stated length in words.
fn said(stated: &StatedLength) -> String {
    let upper = stated.hedge.upper.map(words);
    lengths::said(&words(stated.length), stated.hedge, upper.as_deref())
}

/// The lengths between some claims that a stated one may mean, the most likely first.
fn readings<'p>(
    pm: &'p Postmortem,
    stated: &StatedLength,
    counts: impl Fn(&Claim) -> bool,
) -> Vec<Reading<'p>> {
    let of = |kinds: &[EventKind]| -> Vec<&'p Claim> {
        let alike = |claim: &&Claim| kinds.iter().any(|kind| kinds::alike(*kind, claim.kind));
        pm.claims.iter().filter(|claim| counts(claim)).filter(alike).take(MOST).collect()
    };
    let starts = of(&[EventKind::Start]);
    let (declared, detected): (Vec<_>, Vec<_>) = of(&[EventKind::Detected])
        .into_iter()
        .partition(|claim| matches!(claim.origin, Origin::LesserMark | Origin::Declaration));
    let mitigated = of(&[EventKind::Mitigated]);
    let resolved = of(&[EventKind::Resolved]);
    let from: Vec<&Claim> = match (stated.basis, stated.measure) {
        (Some(Basis::SupportHours), _) => Vec::new(),
        (Some(Basis::Detection), _) => detected,
        (Some(Basis::Declaration), _) => declared,
        (Some(Basis::Start), _) | (None, Measure::Detect) => starts,
        // A whole begins where the author says so.
        (None, Measure::Duration) if !starts.is_empty() => starts,
        (None, Measure::Mitigate) => [detected, starts, declared].concat(),
        (None, _) => [starts, detected, declared].concat(),
    };
    let to: Vec<&Claim> = match stated.measure {
        Measure::Detect => of(&[EventKind::Detected]),
        Measure::Mitigate => mitigated,
        Measure::Repair if mitigated.is_empty() => resolved,
        Measure::Repair => mitigated,
        Measure::Resolve if !resolved.is_empty() => resolved,
        Measure::Resolve | Measure::Duration => [resolved, mitigated].concat(),
    };
    let pairs = from.iter().flat_map(|from| to.iter().map(move |to| (*from, *to)));
    pairs.filter_map(|(from, to)| Some(Reading { length: length(from, to)?, from, to })).collect()
}

/// Whether a measured length is what the author says, as exactly as it is said.
fn bears_out(reading: &Reading<'_>, stated: &StatedLength) -> bool {
    let measured = reading.length.seconds;
    let said = stated.length.as_secs();
    let about = reading.from.moment.approximate || reading.to.moment.approximate;
    let slack = match (stated.hedge.approximate, stated.evidence) {
        (true, _) => (measured / 4).max(stated.grain / 2),
        (false, Evidence::Prose) => (measured / 10).max(stated.grain / 2).max(120),
        (false, _) => stated.slack(),
    };
    let slack = slack + if about { 30 * 60 } else { 0 };
    match stated.hedge.bound {
        Some(LengthBound::AtLeast) => measured + slack >= said,
        Some(LengthBound::AtMost) => measured <= said + slack,
        Some(LengthBound::Between) => {
            let upper = stated.hedge.upper.map_or(said, |upper| upper.as_secs());
            measured + slack >= said && measured <= upper + slack
        }
        None => (measured - said).abs() <= slack,
    }
}

/// Reports lengths with labels that say different things about the same measure.
fn twice(pm: &Postmortem, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) {
    let labelled: Vec<&StatedLength> =
        pm.stated.lengths.iter().filter(|stated| stated.evidence == Evidence::Stated).collect();
    for (index, later) in labelled.iter().enumerate() {
        let same = |earlier: &&&StatedLength| {
            earlier.measure == later.measure && earlier.basis == later.basis
        };
        let Some(earlier) = labelled[..index].iter().find(same) else { continue };
        let apart = (earlier.length.as_secs() - later.length.as_secs()).abs();
        let grain = earlier.grain.max(later.grain);
        let is_about = earlier.hedge != Default::default() || later.hedge != Default::default();
        let slack = if is_about { later.length.as_secs() / 4 } else { grain / 2 };
        if apart <= slack.max(60) {
            continue;
        }
        let at = place(sources, earlier.span);
        diagnostics.push(
            Diagnostic::warning(
                "timeline/disagreement",
                format!(
                    "the text says {} here, and {} at {at}",
                    words(later.length),
                    words(earlier.length)
                ),
            )
            .at(later.span)
            .help("the first is used; correct the one that is wrong"),
        );
    }
}

/// Reports a window that the text states and the author's own times, or a stated length,
/// contradict.
pub(super) fn window(pm: &Postmortem, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) {
    let Some(window) = pm.stated.window else { return };
    let ends = [
        (EventKind::Start, pm.phases.started, window.start),
        (EventKind::Resolved, pm.phases.resolved, window.end),
    ];
    let mut is_known = false;
    for (kind, known, said) in ends {
        let Some(known) = known.filter(|known| known.evidence == Evidence::Marked) else {
            continue;
        };
        is_known = true;
        let tolerance = 5 * 60;
        let known = (known.moment, place(sources, known.span));
        let close = known.0.at.duration_since(said.at).unsigned_abs().as_secs() <= tolerance;
        if close || agree(known.0, said) {
            continue;
        }
        let (moment, place) = known;
        diagnostics.push(
            Diagnostic::warning(
                "timeline/disagreement",
                format!("the text and {place} disagree about `{}`", name(kind)),
            )
            .at(window.span)
            .label(format!("{} {} than at {place}", apart(said, moment), side(said, moment)))
            .help(format!("{place} is used; correct the one that is wrong")),
        );
    }
    if is_known || kinds::is_whole(&window, &pm.stated) {
        return;
    }
    let whole = [Measure::Duration, Measure::Resolve];
    let Some(whole) = whole.into_iter().find_map(|measure| pm.stated.length(measure)) else {
        return;
    };
    let at = place(sources, whole.span);
    diagnostics.push(
        Diagnostic::warning(
            "timeline/disagreement",
            format!(
                "the text says {}, this window is {}",
                words(whole.length),
                words(window.length())
            ),
        )
        .at(window.span)
        .label(format!("{} at {at}", words(whole.length)))
        .help("the stated length is used; say so if the window is only a part"),
    );
}
