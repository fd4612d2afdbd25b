//! The lengths of an incident: measured between phases or stated by the author, each with its
//! evidence; the stronger one is shown.

use jiff::SignedDuration;
use serde::Serialize;

use crate::postmortem::evidence::Evidence;
use crate::postmortem::model::Postmortem;
use crate::postmortem::phases::{self, Phase};
use crate::postmortem::stated::{Basis, Hedge, LengthBound, Measure, StatedLength};
use crate::postmortem::time::duration::{Length, between, written};

/// A length of the incident, and how it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MeasuredLength {
    /// In seconds.
    pub seconds: i64,
    /// As people say it: `13 min`, `~4 h`, `≥ 2 d`.
    pub text: String,
    /// Half of it, since the template asks how it could be halved.
    pub half: String,
    /// Whether the author stated it and nothing measures it.
    pub stated: bool,
    /// How it is known.
    pub evidence: Evidence,
    /// Whether the author said "about".
    pub approximate: bool,
    /// Whether the true length is more, or less.
    pub bound: Option<LengthBound>,
    /// The upper end of a range, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub up_to: Option<i64>,
    /// From where it counts, where the text names another point than the measure's own.
    pub basis: Option<Basis>,
}

impl MeasuredLength {
    fn new(length: &Length, evidence: Evidence, hedge: Hedge, basis: Option<Basis>) -> Self {
        let upper = hedge.upper.map(Length::new);
        let in_deck = |part: i64| {
            let upper = upper.as_ref().map(|upper| written(upper.seconds / part));
            said(&written(length.seconds / part), hedge, upper.as_deref())
        };
        let (text, half) = (in_deck(1), in_deck(2));
        Self {
            seconds: length.seconds,
            text,
            half,
            stated: false,
            evidence,
            approximate: hedge.approximate,
            bound: hedge.bound,
            up_to: upper.map(|upper| upper.seconds),
            basis,
        }
    }

    fn of(stated: &StatedLength) -> Self {
        let length = Length::new(stated.length);
        Self { stated: true, ..Self::new(&length, stated.evidence, stated.hedge, stated.basis) }
    }
}

/// The lengths that a postmortem is asked for.
pub(crate) struct Lengths {
    pub(crate) detect: Option<MeasuredLength>,
    pub(crate) mitigate: Option<MeasuredLength>,
    pub(crate) repair: Option<MeasuredLength>,
    pub(crate) resolve: Option<MeasuredLength>,
    pub(crate) duration: Option<MeasuredLength>,
}

impl Lengths {
    pub(crate) fn of(pm: &Postmortem<'_>) -> Self {
        let at = &pm.phases;
        let stated = |measure| pm.stated.length(measure).map(MeasuredLength::of);
        // Where strong phases contradict each other, nobody knows which one is wrong; what is
        // measured up to the end would then contradict another length.
        let is_end_known = !contradicts(at.end(), &[at.detected, at.mitigated]);
        let resolved = span(at.started, at.resolved).filter(|_| is_end_known);
        // A whole and a time to resolve are the same length, unless the author gives both.
        let resolve = stronger([
            resolved.clone(),
            stated(Measure::Resolve),
            stated(Measure::Duration).filter(|_| pm.stated.length(Measure::Resolve).is_none()),
        ]);
        let from_start = |length: &MeasuredLength| length.basis.is_none_or(|b| b == Basis::Start);
        let duration = stronger([
            resolved,
            span(at.started, at.mitigated).filter(|_| at.resolved.is_none() && is_end_known),
            stated(Measure::Duration),
            stated(Measure::Resolve).filter(from_start),
        ]);
        // Nobody mitigates for longer than the whole took, as its author says.
        let whole = [&resolve, &duration].into_iter().flatten().find(|whole| {
            whole.evidence <= Evidence::Stated && !whole.approximate && whole.bound.is_none()
        });
        let fits = |length: &MeasuredLength| {
            length.evidence <= Evidence::Stated
                || whole.is_none_or(|whole| length.seconds <= whole.seconds)
        };
        let is_open = |measure| pm.stated.open.contains(&measure);
        Self {
            detect: stronger([
                span(at.started, at.detected).filter(fits).filter(|_| !is_open(Measure::Detect)),
                stated(Measure::Detect),
                None,
            ]),
            mitigate: stronger([
                span(at.detected, at.mitigated).filter(fits),
                stated(Measure::Mitigate),
                None,
            ]),
            repair: stated(Measure::Repair),
            resolve,
            duration,
        }
    }
}

/// Whether the end is earlier than a phase before it, as the author marked both.
fn contradicts(end: Option<Phase>, before: &[Option<Phase>]) -> bool {
    let is_marked = |phase: &Phase| phase.evidence == Evidence::Marked;
    let end = end.filter(is_marked);
    before.iter().any(|earlier| !phases::in_order(earlier.filter(is_marked), end))
}

/// The length between two phases.
fn span(from: Option<Phase>, to: Option<Phase>) -> Option<MeasuredLength> {
    let from = from?;
    let to = to?;
    let length = between(from.moment, to.moment)?;
    let approximate = from.moment.approximate || to.moment.approximate;
    let hedge = Hedge { approximate, ..Hedge::default() };
    Some(MeasuredLength::new(&length, phases::measured(from, to), hedge, None))
}

/// The one with the strongest evidence; of equals the first.
fn stronger<const N: usize>(lengths: [Option<MeasuredLength>; N]) -> Option<MeasuredLength> {
    lengths.into_iter().flatten().min_by_key(|length| length.evidence)
}

/// A length with the sign that tells how exactly it is known: `~4 h`, `≥ 2 d`, `45–60 min`.
pub(crate) fn said(length: &str, hedge: Hedge, upper: Option<&str>) -> String {
    match (hedge.bound, hedge.approximate, upper) {
        (_, _, Some(upper)) => match (amount(length), amount(upper)) {
            (Some((amount, unit)), Some((_, other))) if unit == other => {
                format!("{amount}–{upper}")
            }
            _ => format!("{length} – {upper}"),
        },
        (Some(LengthBound::AtLeast), ..) => format!("≥\u{a0}{length}"),
        (Some(LengthBound::AtMost), ..) => format!("≤\u{a0}{length}"),
        (_, true, _) => format!("~{}", length.trim_start_matches('~')),
        (_, false, _) => length.to_owned(),
    }
}

/// The number that a length begins with, and what follows.
fn amount(length: &str) -> Option<(&str, &str)> {
    let end = length.find(|c: char| !c.is_ascii_digit() && c != '~')?;
    Some(length.split_at(end))
}

/// A length as it is stated, in words for a message.
pub(crate) fn words(length: SignedDuration) -> String {
    Length::new(length).text
}
