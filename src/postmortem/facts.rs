//! What nobody typed: durations, their halves, counts.
//!
//! [`facts`] measures and counts; a duration that would be negative does not exist.

use serde::Serialize;

use crate::postmortem::model::{
    Action, ActionState, EventKind, LessonKind, Moment, Postmortem, Why,
};
use crate::postmortem::stated::Measure;
use crate::postmortem::time::duration::Length;

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
    /// Answers that sparked more than one question, and questions with more than one answer.
    pub branches: usize,
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
    let last_event =
        pm.timeline.events.iter().filter_map(|event| event.moment).max_by_key(|moment| moment.at);
    let end = phases.resolved.or(phases.mitigated).or(last_event);
    let tree = Tree::of(&pm.whys);
    let of_kind = |kind| pm.lessons.iter().filter(|lesson| lesson.kind == kind).count();
    let actions = || pm.corrective_actions.iter().chain(&pm.action_items);
    let count = |wanted: fn(&Action) -> bool| actions().filter(|action| wanted(action)).count();
    let detect = measured(pm, Measure::Detect, between(phases.started, phases.detected));
    let resolve = measured(pm, Measure::Resolve, between(phases.started, phases.resolved));
    // Nobody mitigates for longer than the whole took, as its author says.
    let whole = pm
        .stated
        .length(Measure::Resolve)
        .or(pm.stated.length(Measure::Duration))
        .filter(|whole| !whole.approximate);
    let fits = |length: &Length| {
        !guessed(pm, Measure::Mitigate)
            || whole.is_none_or(|whole| length.seconds <= whole.length.as_secs())
    };
    let mitigate =
        measured(pm, Measure::Mitigate, between(phases.detected, phases.mitigated).filter(fits));
    Facts {
        time_to_detect: detect,
        time_to_mitigate: mitigate,
        time_to_resolve: resolve,
        duration: measured(pm, Measure::Duration, between(phases.started, end)),
        events: pm.timeline.events.len(),
        whys: tree.questions,
        answers: tree.answers,
        leaves: tree.leaves,
        branches: tree.branches,
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

/// What was measured; what the author states, where nothing was, or where the words of events were
/// all there was to measure by.
fn measured(pm: &Postmortem, measure: Measure, length: Option<Length>) -> Option<Length> {
    let stated =
        pm.stated.length(measure).map(|stated| (Length::stated(stated.length), stated.approximate));
    match (stated, length) {
        (Some((stated, approximate)), Some(_)) if !approximate && guessed(pm, measure) => {
            Some(stated)
        }
        (stated, length) => length.or(stated.map(|(stated, _)| stated)),
    }
}

/// Whether one of the phases that a measure needs was only inferred.
fn guessed(pm: &Postmortem, measure: Measure) -> bool {
    let front = &pm.front.incident;
    let guess = |told: bool, kind: EventKind| {
        let event = pm.timeline.events.iter().find(|event| event.kind == Some(kind));
        !told && event.is_some_and(|event| event.inferred)
    };
    let started = || guess(front.started.is_some(), EventKind::Start);
    let detected = || guess(front.detected.is_some(), EventKind::Detected);
    let mitigated = || guess(front.mitigated.is_some(), EventKind::Mitigated);
    let resolved = || guess(front.resolved.is_some(), EventKind::Resolved);
    match measure {
        Measure::Detect => started() || detected(),
        Measure::Mitigate => detected() || mitigated(),
        Measure::Resolve | Measure::Duration => started() || resolved(),
    }
}

/// The time between two moments; none when it would be negative, or when only a day is known of
/// either, or the day of only one.
pub(super) fn between(from: Option<Moment>, to: Option<Moment>) -> Option<Length> {
    let from = from?;
    let to = to?;
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
    branches: usize,
    depth: usize,
}

impl Tree {
    fn of(whys: &[Why]) -> Self {
        let mut tree = Self::default();
        let mut open: Vec<(&Why, usize)> = whys.iter().map(|why| (why, 1)).collect();
        while let Some((why, depth)) = open.pop() {
            tree.questions += 1;
            tree.depth = tree.depth.max(depth);
            tree.branches += usize::from(why.answers.len() > 1);
            for answer in &why.answers {
                // An answer without words only carries the questions that stand directly below a
                // question.
                tree.answers += usize::from(!answer.blocks.is_empty());
                tree.leaves += usize::from(answer.whys.is_empty());
                tree.branches += usize::from(answer.whys.len() > 1);
                open.extend(answer.whys.iter().map(|why| (why, depth + 1)));
            }
        }
        tree
    }
}
