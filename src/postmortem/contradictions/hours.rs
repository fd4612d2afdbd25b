//! Lengths in support hours, compared with the times that the author marked.

use jiff::civil::{DateTime, Weekday};

use super::stated::report;
use crate::diagnostic::Diagnostic;
use crate::postmortem::evidence::Evidence;
use crate::postmortem::model::{EventKind, Postmortem};
use crate::postmortem::phases::Claim;
use crate::postmortem::stated::SupportHours;
use crate::postmortem::time::duration::Length;
use crate::postmortem::timeline::kinds;
use crate::source::Sources;

/// The most claims about a phase that are looked at.
const MOST: usize = 6;
/// The longest incident whose days are counted.
const DAYS: i64 = 400;

/// Reports lengths in support hours that no two of the author's times bear out, with or without
/// weekends.
pub(super) fn check(pm: &Postmortem, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) {
    for stated in &pm.stated.lengths {
        let Some(hours) = stated.hours else { continue };
        if stated.hedge != Default::default() {
            continue;
        }
        let all = readings(pm, hours);
        let fits = |seconds: i64| (seconds - stated.length.as_secs()).abs() <= stated.slack();
        if all.iter().any(|reading| reading.seconds.iter().any(|seconds| fits(*seconds))) {
            continue;
        }
        let marked = |claim: &Claim| claim.origin.evidence() == Evidence::Marked;
        let known = all.iter().find(|reading| marked(reading.from) && marked(reading.to));
        if let Some(reading) = known {
            let measured = jiff::SignedDuration::from_secs(reading.seconds[0]);
            let spans = (reading.from.span, reading.to.span);
            diagnostics.push(report(sources, stated, &Length::new(measured), spans));
        }
    }
}

/// The support hours between two claims: of working days, and of all days.
struct Shifts<'c> {
    seconds: [i64; 2],
    from: &'c Claim,
    to: &'c Claim,
}

fn readings<'p>(pm: &'p Postmortem, hours: SupportHours) -> Vec<Shifts<'p>> {
    let of = |kind: EventKind| {
        let claims = pm.claims.iter().filter(move |claim| kinds::alike(kind, claim.kind));
        claims.filter(|claim| !claim.moment.day_only && claim.moment.day_known).take(MOST)
    };
    let local = |claim: &Claim| claim.moment.at.to_zoned(pm.zone.clone()).datetime();
    let from = || of(EventKind::Start).chain(of(EventKind::Detected));
    let to = || of(EventKind::Resolved).chain(of(EventKind::Mitigated));
    let pairs = from().flat_map(|from| to().map(move |to| (from, to)));
    let reading = |(from, to): (&'p Claim, &'p Claim)| {
        let count = |weekends| within(local(from), local(to), hours, weekends);
        Some(Shifts { seconds: [count(false)?, count(true)?], from, to })
    };
    pairs.filter_map(reading).collect()
}

/// The seconds of the support hours between two moments.
fn within(from: DateTime, to: DateTime, hours: SupportHours, weekends: bool) -> Option<i64> {
    let days = i64::from(from.date().until(to.date()).ok()?.get_days());
    if to < from || days > DAYS {
        return None;
    }
    let is_off = |date: jiff::civil::Date| {
        !weekends && matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
    };
    let mut date = from.date();
    let mut seconds = 0;
    loop {
        let open = date.to_datetime(hours.from).max(from);
        let close = date.to_datetime(hours.to).min(to);
        if open < close && !is_off(date) {
            seconds += close.duration_since(open).as_secs();
        }
        if date >= to.date() {
            return Some(seconds);
        }
        date = date.tomorrow().ok()?;
    }
}
