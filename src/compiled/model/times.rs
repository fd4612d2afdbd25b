//! When the incident was, and how long: phases, moments, stated lengths as JSON.

use serde::Serialize;

use super::{Maker, Place};
use crate::postmortem::evidence::Evidence;
use crate::postmortem::phases::Phase;
use crate::postmortem::stated::{Basis, LengthBound, Measure, StatedLength};
use crate::postmortem::{Moment, Phases};

/// When the incident was.
#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "each is the phase of its name")]
pub struct IncidentView {
    pub started: Option<PhaseView>,
    pub detected: Option<PhaseView>,
    pub mitigated: Option<PhaseView>,
    pub resolved: Option<PhaseView>,
}

/// When a phase began, and how that is known.
#[derive(Debug, Clone, Serialize)]
pub struct PhaseView {
    /// When.
    #[serde(flatten)]
    pub time: TimeView,
    /// How it is known: `marked`, `prose`, `inferred`.
    pub evidence: Evidence,
    /// Where the document says so.
    pub place: Place,
}

/// A moment.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TimeView {
    /// The local time with its offset and zone; the day alone when nobody noted the time; only the
    /// time of day when no day is known.
    pub at: String,
    /// The same instant in UTC; none when no day is known.
    pub utc: Option<String>,
    /// Whether the author said "about".
    pub approximate: bool,
    /// Whether the day was worked out (after midnight, a year left out) rather than written.
    pub day_inferred: bool,
}

impl TimeView {
    /// The day; none when it is not known.
    #[must_use]
    pub(crate) fn day(&self) -> Option<&str> {
        match self.at.split_once('T') {
            Some((day, _)) => Some(day),
            None => Some(self.at.as_str()).filter(|at| !at.contains(':')),
        }
    }

    /// The time of day, without seconds that are none; none when nobody noted it.
    #[must_use]
    pub(crate) fn clock(&self) -> Option<&str> {
        let rest = self.at.split_once('T').map_or(self.at.as_str(), |(_, rest)| rest);
        let clock = rest.get(..8).filter(|clock| clock.contains(':'))?;
        Some(clock.strip_suffix(":00").unwrap_or(clock))
    }
}

/// A length that the text states.
#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "each is the length's part of its name")]
pub struct StatedView {
    pub measure: Measure,
    pub seconds: i64,
    pub evidence: Evidence,
    pub approximate: bool,
    pub bound: Option<LengthBound>,
    /// The upper end of a range, in seconds.
    #[serde(rename = "upTo", skip_serializing_if = "Option::is_none")]
    pub up_to: Option<i64>,
    pub basis: Option<Basis>,
    pub place: Place,
}

impl Maker<'_, '_> {
    pub(super) fn incident(&self, phases: &Phases) -> IncidentView {
        let view = |phase: Phase| PhaseView {
            time: self.time(phase.moment),
            evidence: phase.evidence,
            place: self.place(phase.span),
        };
        IncidentView {
            started: phases.started.map(view),
            detected: phases.detected.map(view),
            mitigated: phases.mitigated.map(view),
            resolved: phases.resolved.map(view),
        }
    }

    pub(super) fn stated(&self, stated: &StatedLength) -> StatedView {
        StatedView {
            measure: stated.measure,
            seconds: stated.length.as_secs(),
            evidence: stated.evidence,
            approximate: stated.hedge.approximate,
            bound: stated.hedge.bound,
            up_to: stated.hedge.upper.map(|upper| upper.as_secs()),
            basis: stated.basis,
            place: self.place(stated.span),
        }
    }

    pub(super) fn time(&self, moment: Moment) -> TimeView {
        let local = moment.at.to_zoned(self.pm.zone.clone());
        let at = match (moment.day_known, moment.day_only) {
            (false, _) => local.strftime("%H:%M:%S").to_string(),
            (true, true) => local.date().to_string(),
            (true, false) => local.to_string(),
        };
        let utc = (moment.day_known && !moment.day_only).then(|| moment.at.to_string());
        TimeView { at, utc, approximate: moment.approximate, day_inferred: moment.day_inferred }
    }
}
