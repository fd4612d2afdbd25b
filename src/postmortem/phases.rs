//! When the incident was: all that the document claims about its phases, and what is chosen.
//!
//! The stronger claim is chosen; of equals the first. What loses stays on the list, so that strong
//! claims that disagree can be reported with both places.

use crate::postmortem::evidence::Evidence;
use crate::postmortem::time::duration::between;
use crate::postmortem::time::moment::Moment;
use crate::source::Span;
use crate::words::EventKind;

/// When a phase was, and how that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Phase {
    /// When.
    pub moment: Moment,
    /// How it is known.
    pub evidence: Evidence,
    /// Where the document says so.
    pub span: Span,
}

/// When the incident was, as far as known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Phases {
    /// When the event began.
    pub started: Option<Phase>,
    /// When somebody noticed.
    pub detected: Option<Phase>,
    /// When users stopped hurting.
    pub mitigated: Option<Phase>,
    /// When it was over.
    pub resolved: Option<Phase>,
}

impl Phases {
    /// In the order of an incident.
    #[must_use]
    pub fn all(&self) -> [Option<Phase>; 4] {
        [self.started, self.detected, self.mitigated, self.resolved]
    }

    /// The end: the resolution, or the mitigation where nothing says when it was resolved.
    #[must_use]
    pub fn end(&self) -> Option<Phase> {
        self.resolved.or(self.mitigated)
    }

    /// The phase that events of a kind begin.
    #[must_use]
    pub fn of(&self, kind: EventKind) -> Option<Phase> {
        match kind {
            EventKind::Start => self.started,
            EventKind::Detected => self.detected,
            EventKind::Mitigated => self.mitigated,
            EventKind::Resolved | EventKind::End => self.resolved,
        }
    }

    pub(crate) fn slot(&mut self, kind: EventKind) -> &mut Option<Phase> {
        match kind {
            EventKind::Start => &mut self.started,
            EventKind::Detected => &mut self.detected,
            EventKind::Mitigated => &mut self.mitigated,
            EventKind::Resolved | EventKind::End => &mut self.resolved,
        }
    }
}

/// Where a claim about a phase comes from; the one that counts most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// A key of the front matter, or of a YAML document.
    FrontMatter,
    /// A mark in the timeline.
    Mark,
    /// A label of metadata in the text: `Start time: …`.
    Label,
    /// A mark about the handling rather than the outage: "incident declared".
    LesserMark,
    /// A sentence: "from 12:17 to 12:30", "began at 12:17".
    Window,
    /// The words of an entry.
    Words,
    /// A declaration, where an earlier entry says that somebody had noticed before.
    Declaration,
}

impl Origin {
    /// How a phase is known that comes from here.
    #[must_use]
    pub fn evidence(self) -> Evidence {
        match self {
            Self::FrontMatter | Self::Mark | Self::Label | Self::LesserMark | Self::Declaration => {
                Evidence::Marked
            }
            Self::Window => Evidence::Prose,
            Self::Words => Evidence::Inferred,
        }
    }
}

/// What the document claims about a phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// Which one.
    pub kind: EventKind,
    /// Where it is claimed.
    pub origin: Origin,
    /// When it was.
    pub moment: Moment,
    /// The place of the claim.
    pub span: Span,
}

/// Chooses among claims.
#[must_use]
pub fn chosen(claims: &[Claim]) -> Phases {
    let mut phases = Phases::default();
    let mut sorted: Vec<&Claim> = claims.iter().collect();
    // An outage that began once is over with the last mark that says so.
    let is_mark = |claim: &&Claim| claim.origin == Origin::Mark;
    let starts = claims.iter().filter(is_mark).filter(|claim| claim.kind == EventKind::Start);
    let is_once = starts.count() < 2;
    let last = |claim: &Claim| {
        let is_end = matches!(claim.kind, EventKind::Resolved | EventKind::End);
        let is_later = is_once && is_end && claim.origin == Origin::Mark;
        std::cmp::Reverse(is_later.then_some(claim.moment.at))
    };
    // An end that is merely called one gives way to a resolution.
    sorted.sort_by_key(|claim| (claim.origin, claim.kind == EventKind::End, last(claim)));
    for claim in sorted {
        phases.slot(claim.kind).get_or_insert(Phase {
            moment: claim.moment,
            evidence: claim.origin.evidence(),
            span: claim.span,
        });
    }
    phases
}

/// How a length between two phases is known.
#[must_use]
pub fn measured(from: Phase, to: Phase) -> Evidence {
    match from.evidence.max(to.evidence) {
        Evidence::Marked => Evidence::Stamped,
        weaker => weaker,
    }
}

/// Whether two phases can be compared, and stand in the order of time.
#[must_use]
pub fn in_order(earlier: Option<Phase>, later: Option<Phase>) -> bool {
    match (earlier, later) {
        (Some(earlier), Some(later)) => {
            let known = |moment: Moment| !moment.day_only;
            !known(earlier.moment)
                || !known(later.moment)
                || between(earlier.moment, later.moment).is_some()
        }
        _ => true,
    }
}
