//! What an event means for the incident: as marked by the author, as the front matter says, or by
//! its words.
//!
//! [`claims`] gathers what the document says about its phases, the strongest first; words are asked
//! last, and only about what nothing else tells.

use jiff::SignedDuration;

use crate::postmortem::evidence::Evidence;
use crate::postmortem::model::{Event, EventKind, Moment, Postmortem};
use crate::postmortem::phases::{self, Claim, Origin, Phases};
use crate::postmortem::stated::{Measure, Stated, StatedMoment, Window};
use crate::postmortem::time::script::is_eastern;
use crate::postmortem::timeline::{guess, several, status};
use crate::source::Span;

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// What is claimed about phases.
pub(crate) struct Gathered {
    pub(crate) claims: Vec<Claim>,
    /// Whether sentences may tell of phases that entries leave open.
    pub(crate) open: bool,
    /// Where a second outage begins, when several are marked: no times are those of the whole.
    pub(crate) again: Option<Span>,
}

/// All claims about phases: `told` by front matter and metadata, marked in the timeline, stated in
/// prose, suggested by words. Events get their kinds. `clauses` are asked where no entries are.
pub(crate) fn claims(
    events: &mut [Event],
    told: Vec<Claim>,
    stated: &Stated,
    mut clauses: Vec<Event>,
) -> Gathered {
    status::settle(events);
    let mut claims = told;
    let mut again = several::labels(&mut claims);
    by_claims(events, &claims);
    let marks = marked(events);
    let of_parts = several::marks(&marks);
    again = of_parts.filter(|_| !several::is_told(&claims)).or(again).or(stated.again);
    if of_parts.is_some() || again.is_some() {
        return Gathered { claims, open: false, again };
    }
    claims.extend(marks);
    settle_lesser(events, &claims);
    claims.extend(timed(events, &claims, stated));
    claims.extend(windowed(events, &claims, stated));
    let guess::Guessed { claims: guesses, several } = guess::claims(events, &claims, stated);
    let noticed = guesses.iter().find(|claim| claim.kind == EventKind::Detected);
    if let Some(noticed) = noticed {
        overrule(events, &mut claims, noticed.moment);
    }
    claims.extend(guesses);
    if events.iter().filter(|event| event.is_timed()).count() < 2 {
        let guesses = guess::claims(&mut clauses, &claims, stated).claims;
        // A story that goes on was about a part.
        let last = clauses.iter().filter_map(|clause| clause.moment).map(|moment| moment.at).max();
        let is_over =
            |claim: &Claim| claim.kind != EventKind::Resolved || Some(claim.moment.at) == last;
        claims.extend(guesses.into_iter().filter(is_over));
    }
    settle_lesser(events, &claims);
    let open = !several && phases::chosen(&claims).all().contains(&None);
    Gathered { claims, open, again }
}

/// Whether the author marks the start and says that nobody knows when it was: `不明 | **発生**`.
pub(crate) fn start_is_unknown(events: &[Event]) -> bool {
    let is_it = |event: &Event| {
        let is_marked = event.evidence == Evidence::Marked && !event.lesser;
        event.kind == Some(EventKind::Start)
            && is_marked
            && event.moment.is_none()
            && event.stamp.contains(is_eastern)
    };
    events.iter().any(is_it)
}

/// What sentences suggest about phases that a timeline leaves open.
pub(crate) fn told_beside(
    events: &mut [Event],
    claims: &[Claim],
    stated: &Stated,
    mut clauses: Vec<Event>,
) -> Vec<Claim> {
    let days: Vec<bool> =
        events.iter().filter_map(|event| event.moment).map(|own| own.day_known).collect();
    let timed = || events.iter().filter(|event| event.is_timed()).filter_map(|event| event.moment);
    let first = timed().map(|moment| moment.at).min();
    let last = timed().map(|moment| moment.at).max();
    // What was days before or after is told of something else.
    let is_of_it = |own: Moment| {
        first.is_none_or(|first| first.duration_since(own.at) <= DAY)
            && last.is_none_or(|last| own.at.duration_since(last) <= DAY)
    };
    clauses.retain(|clause| {
        clause.moment.is_some_and(|own| {
            !days.contains(&!own.day_known) && is_near(events, own) && is_of_it(own)
        })
    });
    let mut guessed = guess::claims(&mut clauses, claims, stated).claims;
    // A sentence says of many a step that it made things better.
    guessed.retain(|claim| claim.kind != EventKind::Mitigated);
    // What began when all was told, or was over when nothing was, is something else.
    guessed.retain(|claim| match claim.kind {
        EventKind::Start | EventKind::Detected => Some(claim.moment.at) <= last,
        _ => Some(claim.moment.at) >= first,
    });
    for claim in &guessed {
        name(events, claim.moment, claim.kind, Evidence::Inferred);
    }
    guessed
}

/// Takes in what a YAML document marks outright.
///
/// Hands back where a second outage begins.
pub(crate) fn mark(pm: &mut Postmortem) -> Option<Span> {
    pm.claims.retain(|claim| {
        matches!(claim.origin, Origin::FrontMatter | Origin::Label | Origin::Window)
    });
    let marks = marked(&pm.timeline.events);
    let of_parts = several::marks(&marks);
    if of_parts.is_none() {
        pm.claims.extend(marks);
    }
    pm.phases = phases::chosen(&pm.claims);
    of_parts.filter(|_| !several::is_told(&pm.claims))
}

fn marked(events: &[Event]) -> Vec<Claim> {
    let claim = |event: &Event| {
        let kind = event.kind.filter(|_| event.evidence == Evidence::Marked)?;
        let origin = match (event.lesser, event.state) {
            // A page says later that it is over than it was.
            (true, Some(_)) => Origin::Declaration,
            (true, None) => Origin::LesserMark,
            (false, _) => Origin::Mark,
        };
        Some(Claim { kind, origin, moment: event.moment?, span: event.span })
    };
    events.iter().filter_map(claim).collect()
}

/// Gives events without a mark the kinds that front matter and metadata give their times.
fn by_claims(events: &mut [Event], told: &[Claim]) {
    let mut seen: Vec<(Origin, EventKind)> = Vec::new();
    for claim in told {
        // Of labels that stand many times the first counts.
        if seen.contains(&(claim.origin, claim.kind)) {
            continue;
        }
        seen.push((claim.origin, claim.kind));
        let is_marked =
            |event: &Event| event.kind.is_some_and(|kind| alike(kind, claim.kind)) && !event.lesser;
        if events.iter().any(is_marked) {
            continue;
        }
        name(events, claim.moment, claim.kind, Evidence::Marked);
    }
}

/// An event whose mark is about the handling is drawn as a phase only where it is the phase.
fn settle_lesser(events: &mut [Event], claims: &[Claim]) {
    let phases = phases::chosen(claims);
    for event in events.iter_mut().filter(|event| event.lesser) {
        let Some(kind) = event.kind else { continue };
        let chosen = phases.of(kind);
        if chosen.is_some_and(|phase| phase.span != event.span) {
            event.kind = None;
        }
    }
}

/// A declaration is no detection when somebody had noticed before.
fn overrule(events: &mut [Event], claims: &mut [Claim], noticed: Moment) {
    for claim in claims {
        let is_declared = claim.origin == Origin::LesserMark && claim.kind == EventKind::Detected;
        if is_declared && claim.moment.at > noticed.at {
            claim.origin = Origin::Declaration;
        }
    }
    for event in events.iter_mut().filter(|event| event.lesser) {
        let is_later = event.moment.is_some_and(|own| own.at > noticed.at);
        if event.kind == Some(EventKind::Detected) && is_later {
            event.kind = None;
        }
    }
}

/// What is chosen before weaker claims are heard.
fn settled(claims: &[Claim]) -> Phases {
    let strong = claims.iter().filter(|claim| claim.origin != Origin::Declaration);
    phases::chosen(&strong.copied().collect::<Vec<_>>())
}

/// The phases that sentences date, where nothing stronger does: of each the first.
fn timed(events: &mut [Event], claims: &[Claim], stated: &Stated) -> Vec<Claim> {
    let known = settled(claims);
    let mut found: Vec<Claim> = Vec::new();
    let days: Vec<bool> =
        events.iter().filter_map(|event| event.moment).map(|own| own.day_known).collect();
    let near = |moment: Moment| is_near(events, moment);
    let fits: Vec<bool> = (stated.moments.iter().map(|said| said.moment))
        .map(|moment| !days.contains(&!moment.day_known) && near(moment))
        .collect();
    for (said, fits) in stated.moments.iter().zip(fits) {
        let is_open = known.of(said.kind).is_none() && found.iter().all(|c| c.kind != said.kind);
        if is_open && fits {
            let evidence = match said.evidence {
                Evidence::Stated => Evidence::Marked,
                _ => Evidence::Prose,
            };
            name(events, said.moment, said.kind, evidence);
            let StatedMoment { kind, moment, span, .. } = *said;
            let is_label = said.evidence == Evidence::Stated;
            let origin = if is_label { Origin::Label } else { Origin::Window };
            found.push(Claim { kind, origin, moment, span });
        }
    }
    found
}

/// The window that the prose states, for the phases that nothing stronger gives. A window that a
/// stated length contradicts is one of a part; one on days that the timeline does not know is
/// another incident's.
fn windowed(events: &mut [Event], claims: &[Claim], stated: &Stated) -> Vec<Claim> {
    let Some(window) = stated.window.filter(|window| is_whole(window, stated)) else {
        return Vec::new();
    };
    let fits =
        |event: &Event| event.moment.is_none_or(|own| own.day_known == window.start.day_known);
    if !events.iter().all(fits) || !is_near(events, window.start) || !is_near(events, window.end) {
        return Vec::new();
    }
    let phases = settled(claims);
    let mut found = Vec::new();
    let mut take = |moment: Moment, kind: EventKind| {
        name(events, moment, kind, Evidence::Prose);
        found.push(Claim { kind, origin: Origin::Window, moment, span: window.span });
    };
    // One end that is known, and one of the window on the wrong side of it, make no pair.
    if phases.started.is_none() && phases.end().is_none_or(|end| window.start.at <= end.moment.at) {
        take(window.start, EventKind::Start);
    }
    let start = phases.started.map(|start| start.moment.at);
    if phases.end().is_none() && start.is_none_or(|start| start <= window.end.at) {
        take(window.end, EventKind::Resolved);
    }
    found
}

/// Whether a time of a sentence that names no day may be one of the timeline's day: it stands
/// between its entries, or an hour from them.
fn is_near(events: &[Event], moment: Moment) -> bool {
    if !moment.day_inferred {
        return true;
    }
    let timed = || events.iter().filter(|event| event.is_timed()).filter_map(|event| event.moment);
    let apart = |known: Option<Moment>| {
        known.map_or(0, |known| known.at.duration_since(moment.at).as_secs())
    };
    let first = apart(timed().min_by_key(|moment| moment.at));
    let last = apart(timed().max_by_key(|moment| moment.at));
    first <= 3600 && last >= -3600
}

/// Whether no stated length contradicts a window: it is the whole incident's.
pub(crate) fn is_whole(window: &Window, stated: &Stated) -> bool {
    let mut wholes = [Measure::Duration, Measure::Resolve]
        .into_iter()
        .filter_map(|measure| stated.length(measure));
    wholes.all(|whole| {
        let apart: SignedDuration = whole.length - window.length();
        let slack = (whole.length.as_secs() / 4).max(300);
        apart.as_secs().abs() <= slack
    })
}

/// Gives a kind to the first event without one at a moment.
fn name(events: &mut [Event], moment: Moment, kind: EventKind, evidence: Evidence) {
    // Of several entries of a day nobody knows which one a mere day means.
    let of_day = |event: &&Event| event.moment.is_some_and(|own| own.at == moment.at);
    if moment.day_only && events.iter().filter(of_day).count() > 1 {
        return;
    }
    let same = |event: &&mut Event| {
        (event.kind.is_none() || event.lesser)
            && event.moment.is_some_and(|own| minute(own) == minute(moment))
    };
    if let Some(event) = events.iter_mut().find(same) {
        event.kind = Some(kind);
        event.evidence = evidence;
        event.lesser = false;
    }
}

/// Whether two kinds are of one phase.
pub(crate) fn alike(a: EventKind, b: EventKind) -> bool {
    let end = |kind| if kind == EventKind::End { EventKind::Resolved } else { kind };
    end(a) == end(b)
}

fn minute(moment: Moment) -> (i64, bool) {
    (moment.at.as_second().div_euclid(60), moment.day_only)
}
