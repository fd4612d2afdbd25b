//! What nobody typed: durations, their halves, counts.
//!
//! [`facts`] measures and counts; a duration that would be negative does not exist.

use serde::Serialize;

use crate::postmortem::lengths::{Lengths, MeasuredLength};
use crate::postmortem::model::{Action, ActionState, LessonKind, Postmortem, Why};

/// Everything counted and measured.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Facts {
    /// From the start to the detection.
    pub time_to_detect: Option<MeasuredLength>,
    /// From the detection to the mitigation.
    pub time_to_mitigate: Option<MeasuredLength>,
    /// The time to repair, where the author states one.
    pub time_to_repair: Option<MeasuredLength>,
    /// From the start to the resolution.
    pub time_to_resolve: Option<MeasuredLength>,
    /// From the start to the resolution, or to the mitigation where none is known. There is none
    /// without an end.
    pub duration: Option<MeasuredLength>,
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
    /// Corrective actions and action items that are done, as the author says.
    pub done: usize,
    /// Decisions needed.
    pub decisions: usize,
}

/// Measures and counts.
#[must_use]
pub fn facts(pm: &Postmortem) -> Facts {
    let lengths = Lengths::of(pm);
    let tree = Tree::of(&pm.whys);
    let of_kind = |kind| pm.lessons.iter().filter(|lesson| lesson.kind == kind).count();
    let actions = || pm.corrective_actions.iter().chain(&pm.action_items);
    let count = |wanted: fn(&Action) -> bool| actions().filter(|action| wanted(action)).count();
    Facts {
        time_to_detect: lengths.detect,
        time_to_mitigate: lengths.mitigate,
        time_to_repair: lengths.repair,
        time_to_resolve: lengths.resolve,
        duration: lengths.duration,
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
        done: count(|action| action.state == ActionState::Done && !action.state_evidence.is_read()),
        decisions: pm.decisions.len(),
    }
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
