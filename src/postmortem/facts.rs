//! What nobody typed: durations, their halves, counts.
//!
//! 1. [`check`] reports times that contradict each other.
//! 2. [`facts`] measures and counts; a duration that would be negative does not exist.

use jiff::SignedDuration;
use serde::Serialize;

use super::duration::Length;
use super::model::{Action, ActionState, EventKind, LessonKind, Moment, Postmortem, Why};
use crate::diagnostic::Diagnostic;
use crate::source::{Sources, Span};

/// Everything counted and measured.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Facts {
    /// From the start to the detection.
    pub time_to_detect: Option<Length>,
    /// From the detection to the mitigation.
    pub time_to_mitigate: Option<Length>,
    /// From the start to the resolution.
    pub time_to_resolve: Option<Length>,
    /// From the start to the last known point: resolution, mitigation, or the last event.
    pub duration: Option<Length>,
    /// Events of the timeline.
    pub events: usize,
    /// Questions of the five whys.
    pub whys: usize,
    /// Their answers.
    pub answers: usize,
    /// Answers that sparked no further question: root causes.
    pub leaves: usize,
    /// Questions on the longest way from a first question to a leaf.
    pub depth: usize,
    /// All lessons.
    pub lessons: usize,
    /// Lessons about what went well.
    pub went_well: usize,
    /// Lessons about what went badly.
    pub went_badly: usize,
    /// Lessons about luck.
    pub lucky: usize,
    /// Corrective actions.
    pub corrective_actions: usize,
    /// Action items.
    pub action_items: usize,
    /// Corrective actions and action items that have an owner.
    pub with_owner: usize,
    /// Corrective actions and action items that have a due date.
    pub with_due: usize,
    /// Corrective actions and action items that are done.
    pub done: usize,
    /// Decisions needed.
    pub decisions: usize,
}

/// Measures and counts.
#[must_use]
pub fn facts(pm: &Postmortem) -> Facts {
    let phases = &pm.phases;
    let last_event = pm.timeline.events.iter().filter_map(|event| event.moment).max_by_key(|moment| moment.at);
    let end = phases.resolved.or(phases.mitigated).or(last_event);
    let tree = Tree::of(&pm.whys);
    let of_kind = |kind| pm.lessons.iter().filter(|lesson| lesson.kind == kind).count();
    let actions = || pm.corrective_actions.iter().chain(&pm.action_items);
    let count = |wanted: fn(&Action) -> bool| actions().filter(|action| wanted(action)).count();
    Facts {
        time_to_detect: between(phases.started, phases.detected),
        time_to_mitigate: between(phases.detected, phases.mitigated),
        time_to_resolve: between(phases.started, phases.resolved),
        duration: between(phases.started, end),
        events: pm.timeline.events.len(),
        whys: tree.questions,
        answers: tree.answers,
        leaves: tree.leaves,
        depth: tree.depth,
        lessons: pm.lessons.len(),
        went_well: of_kind(LessonKind::WentWell),
        went_badly: of_kind(LessonKind::WentBadly),
        lucky: of_kind(LessonKind::Lucky),
        corrective_actions: pm.corrective_actions.len(),
        action_items: pm.action_items.len(),
        with_owner: count(|action| action.owner.is_some()),
        with_due: count(|action| action.due.is_some()),
        done: count(|action| action.state == ActionState::Done),
        decisions: pm.decisions.len(),
    }
}

/// The time between two moments; none when it would be negative, or when only a day is known of either, or
/// the day of only one.
fn between(from: Option<Moment>, to: Option<Moment>) -> Option<Length> {
    let (from, to) = (from?, to?);
    if from.day_only || to.day_only || to.at < from.at || from.day_known != to.day_known {
        return None;
    }
    Some(Length::new(to.at.duration_since(from.at)))
}

/// A forest of whys, counted.
#[derive(Debug, Default)]
struct Tree {
    questions: usize,
    answers: usize,
    leaves: usize,
    depth: usize,
}

impl Tree {
    fn of(whys: &[Why]) -> Self {
        let mut tree = Self::default();
        let mut open: Vec<(&Why, usize)> = whys.iter().map(|why| (why, 1)).collect();
        while let Some((why, depth)) = open.pop() {
            tree.questions += 1;
            tree.depth = tree.depth.max(depth);
            for answer in &why.answers {
                // An answer without words only carries the questions that stand directly below a question.
                tree.answers += usize::from(!answer.blocks.is_empty());
                tree.leaves += usize::from(answer.whys.is_empty());
                open.extend(answer.whys.iter().map(|why| (why, depth + 1)));
            }
        }
        tree
    }
}

/// A phase of the incident: its name, when it was, and where the front matter and the timeline say so.
struct Phase {
    name: &'static str,
    moment: Option<Moment>,
    front: Option<Span>,
    event: Option<(Moment, Span)>,
}

/// Reports phases in the wrong order (`timeline/order`), and front matter that disagrees with the timeline
/// (`timeline/disagreement`).
pub fn check(pm: &Postmortem, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) {
    let phases = phases(pm);
    for (index, later) in phases.iter().enumerate() {
        // One problem a phase: the nearest earlier phase that it contradicts.
        let wrong = phases[..index].iter().rev().find_map(|earlier| Some((earlier, out_of_order(earlier, later)?)));
        if let Some((earlier, by)) = wrong {
            diagnostics.push(order(earlier, later, by));
        }
        if let (Some(front), Some(moment), Some((event, span))) = (later.front, later.moment, later.event)
            && !agree(moment, event)
        {
            let line = sources.position(span).line;
            diagnostics.push(
                Diagnostic::warning(
                    "timeline/disagreement",
                    format!("front matter and timeline disagree about `{}`", later.name),
                )
                .at(front)
                .label(format!("{} {} than in the timeline", apart(moment, event), side(moment, event)))
                .help(format!("line {line} of the timeline says {}; the front matter is used", event.at)),
            );
        }
    }
}

fn phases(pm: &Postmortem) -> [Phase; 4] {
    let times = &pm.front.incident;
    let said = |kinds: &[EventKind]| {
        kinds.iter().find_map(|&kind| {
            let mut events = pm.timeline.events.iter().filter(|event| event.kind == Some(kind) && !event.inferred);
            events.find_map(|event| Some((event.moment?, event.span)))
        })
    };
    let phase =
        |name, moment, front: &Option<crate::source::front_matter::Spanned<String>>, kinds: &[EventKind]| Phase {
            name,
            moment,
            front: front.as_ref().map(|time| time.span),
            event: said(kinds).or_else(|| inferred(pm, kinds)),
        };
    [
        phase("started", pm.phases.started, &times.started, &[EventKind::Start]),
        phase("detected", pm.phases.detected, &times.detected, &[EventKind::Detected]),
        phase("mitigated", pm.phases.mitigated, &times.mitigated, &[EventKind::Mitigated]),
        phase("resolved", pm.phases.resolved, &times.resolved, &[EventKind::Resolved, EventKind::End]),
    ]
}

/// The event that a phase was inferred from. It places a problem, but only where the front matter is silent.
fn inferred(pm: &Postmortem, kinds: &[EventKind]) -> Option<(Moment, Span)> {
    let event = pm.timeline.events.iter().find(|event| event.kind.is_some_and(|kind| kinds.contains(&kind)))?;
    let phase = match event.kind? {
        EventKind::Start => pm.front.incident.started.is_some(),
        EventKind::Detected => pm.front.incident.detected.is_some(),
        EventKind::Mitigated => pm.front.incident.mitigated.is_some(),
        EventKind::Resolved | EventKind::End => pm.front.incident.resolved.is_some(),
    };
    if phase { None } else { Some((event.moment?, event.span)) }
}

/// How much too early the later phase is.
fn out_of_order(earlier: &Phase, later: &Phase) -> Option<SignedDuration> {
    let (from, to) = (earlier.moment?, later.moment?);
    let comparable = !from.day_only && !to.day_only && from.day_known == to.day_known;
    (to.at < from.at && comparable).then(|| from.at.duration_since(to.at))
}

fn order(earlier: &Phase, later: &Phase, by: SignedDuration) -> Diagnostic {
    let span = later.front.or(later.event.map(|(_, span)| span));
    let point = match earlier.name {
        "started" => "start",
        "detected" => "detection",
        _ => "mitigation",
    };
    Diagnostic::error("timeline/order", format!("`{}` is earlier than `{}`", later.name, earlier.name))
        .at(span)
        .label(format!("{} before the {point}", Length::new(by).in_words()))
        .help("check the time zone, or swap the two")
}

/// Whether two moments are the same as far as they are known.
fn agree(a: Moment, b: Moment) -> bool {
    let apart = a.at.duration_since(b.at).unsigned_abs();
    let tolerance = match (a.day_only || b.day_only, a.approximate || b.approximate) {
        (true, _) => 36 * 3600,
        (_, true) => 30 * 60,
        _ => 60,
    };
    a.day_known != b.day_known || apart.as_secs() < tolerance
}

fn apart(a: Moment, b: Moment) -> String {
    Length::new(a.at.duration_since(b.at).abs()).in_words()
}

fn side(a: Moment, b: Moment) -> &'static str {
    if a.at < b.at { "earlier" } else { "later" }
}
