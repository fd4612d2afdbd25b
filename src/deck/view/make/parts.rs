//! The structured parts of a postmortem in a view: events, whys, lessons, decisions, actions.

use comrak::nodes::NodeValue;

use super::Maker;
use crate::deck::view::{
    ActionColumns, ActionRow, Blocks, Decided, EventRow, Item, MadeDecision, StepAnswer,
    TableColumns, WhyStep,
};
use crate::deck::{Elements, outline};
use crate::postmortem::{Action, Event, EventKind, LessonKind, Postmortem, SectionKind, Why};
use crate::words::{self, ActionState, say};

/// How many actions a conclusion names.
const NEXT: usize = 3;

impl<'a> Maker<'_, 'a> {
    /// The events, each day named once where the stamps do not.
    pub(super) fn events(&mut self) -> Vec<EventRow> {
        let mut day = None;
        let events = self.pm.timeline.events.iter();
        events
            .map(|event| {
                let known = event.moment.filter(|moment| moment.day_known);
                let date = known.map(|moment| moment.at.to_zoned(self.pm.zone.clone()).date());
                let is_new = date.is_some() && date != day && !says_a_day(&event.stamp);
                day = date.or(day);
                self.event(event, date.filter(|_| is_new).map(say::day))
            })
            .collect()
    }

    fn event(&mut self, event: &Event<'a>, day: Option<String>) -> EventRow {
        let is_about = event.moment.is_some_and(|moment| moment.approximate)
            && !event.stamp.starts_with(['~', '≈']);
        EventRow {
            day,
            stamp: if is_about { format!("~{}", event.stamp) } else { event.stamp.clone() },
            actor: event.actor.clone().unwrap_or_default(),
            kind: event.kind.map(EventKind::words),
            inferred: event.is_inferred(),
            text: self.placed.add(event.blocks.clone()),
        }
    }

    /// The whys step by step, and as one nested list.
    pub(super) fn whys(&mut self, elements: &mut Elements) -> (Vec<WhyStep>, Blocks) {
        let mut steps = Vec::new();
        // Outermost first, in reading order, without recursion.
        let mut open: Vec<(&Why<'a>, Vec<Blocks>, Option<usize>)> =
            self.pm.whys.iter().rev().map(|why| (why, Vec::new(), None)).collect();
        while let Some((why, trail, above)) = open.pop() {
            let question = self.placed.add(vec![why.question]);
            let answers = why
                .answers
                .iter()
                .filter(|answer| !answer.blocks.is_empty())
                .map(|answer| StepAnswer {
                    text: self.placed.add(answer.blocks.clone()),
                    leaf: answer.whys.is_empty(),
                    next: answer.whys.first().map(|why| why.number),
                })
                .collect();
            for answer in why.answers.iter().rev() {
                let mut below = vec![question];
                below.extend(self.placed.add(answer.blocks.clone()).map(Some));
                let number = Some(why.number);
                open.extend(answer.whys.iter().rev().map(|why| (why, below.clone(), number)));
            }
            let before = steps.last().map(|step: &WhyStep| step.number);
            let follows = above.is_some() && above == before;
            steps.push(WhyStep { number: why.number, trail, follows, question, answers });
        }
        let tree = outline::whys(self.arena, &self.pm.whys, elements);
        let tree = tree.and_then(|tree| self.placed.add(vec![tree]));
        (steps, tree)
    }

    pub(super) fn lessons(&mut self, kind: LessonKind) -> Vec<Item> {
        let lessons = self.pm.lessons.iter().filter(|lesson| lesson.kind == kind);
        lessons
            .map(|lesson| Item {
                id: lesson.id.clone(),
                text: self.placed.add(vec![lesson.text]),
                detail: self.placed.add(lesson.detail.clone()),
                from: lesson.from.join(say::words().between_names),
            })
            .collect()
    }

    pub(super) fn decisions(&mut self) -> Vec<Item> {
        let numbered = self.pm.decisions.iter().enumerate();
        numbered
            .map(|(index, decision)| Item {
                id: format!("D{}", index + 1),
                text: self.placed.add(vec![decision.text]),
                detail: self.placed.add(decision.detail.clone()),
                from: String::new(),
            })
            .collect()
    }

    /// The decisions that were made.
    pub(super) fn decided(&mut self) -> Decided {
        let made = self.pm.decisions_made.iter();
        let decisions = made.map(|decision| MadeDecision {
            text: self.placed.add(vec![decision.text]),
            detail: self.placed.add(decision.detail.clone()),
            state: decision.state.words(),
            date: decision.date.clone().unwrap_or_default(),
            reason: decision.reason.clone().unwrap_or_default(),
        });
        Decided {
            decisions: decisions.collect(),
            dated: self.pm.decisions_made.iter().any(|decision| decision.date.is_some()),
            remarks: self.leftover(SectionKind::DecisionsMade),
        }
    }

    pub(super) fn actions(&mut self, actions: &[Action<'a>]) -> Vec<ActionRow> {
        actions.iter().map(|action| self.action(action)).collect()
    }

    /// What is done next: actions with an owner and a date that nobody finished or declined.
    pub(super) fn next_actions(&mut self) -> Vec<ActionRow> {
        let all = self.pm.action_items.iter().chain(&self.pm.corrective_actions);
        let is_open = |action: &&Action<'a>| {
            let is_over = !action.state.is_open();
            action.owner.is_some() && action.due.is_some() && !is_over
        };
        let mut open: Vec<&Action<'a>> = all.filter(is_open).collect();
        open.sort_by_key(|action| action.due.clone());
        open.into_iter().take(NEXT).map(|action| self.action(action)).collect()
    }

    fn action(&mut self, action: &Action<'a>) -> ActionRow {
        ActionRow {
            id: action.id.clone(),
            text: self.placed.add(vec![action.text]),
            detail: self.placed.add(action.detail.clone()),
            owner: action.owner.clone().unwrap_or_default(),
            due: action.due.clone().unwrap_or_default(),
            sign: action.sign.clone().unwrap_or_default(),
            priority: action.priority.clone().unwrap_or_default(),
            state: state(action),
            reason: action.reason.clone().unwrap_or_default(),
            links: action.links.clone(),
            from: action.from.join(say::words().between_names),
            sort: action.sort.clone().unwrap_or_default(),
            link: self.placed.add(outline::links(self.arena, &unseen(action))),
        }
    }
}

/// How far an action is, in words.
pub(super) fn state(action: &Action<'_>) -> &'static str {
    if action.state_evidence.is_read() { say::words().seems_done } else { action.state.words() }
}

/// The columns that the tables of actions need.
pub(super) fn columns(pm: &Postmortem<'_>) -> TableColumns {
    TableColumns { corrective: needed(&pm.corrective_actions), actions: needed(&pm.action_items) }
}

fn needed(actions: &[Action<'_>]) -> ActionColumns {
    let says_state =
        |action: &Action<'_>| action.says_state || action.state != ActionState::Proposed;
    ActionColumns {
        owner: actions.iter().any(|action| action.owner.is_some()),
        due: actions.iter().any(|action| action.due.is_some()),
        state: actions.iter().any(says_state),
    }
}

/// The links of an action that its words do not have.
fn unseen(action: &Action<'_>) -> Vec<String> {
    let blocks = || std::iter::once(&action.text).chain(&action.detail);
    let is_there = |address: &str| {
        blocks()
            .flat_map(|block| block.descendants())
            .any(|node| matches!(&node.data().value, NodeValue::Link(link) if link.url == address))
    };
    action.links.iter().filter(|address| !is_there(address)).cloned().collect()
}

/// Whether a stamp names a day: it has a group of digits that is no time of day, or the name of a
/// month.
fn says_a_day(stamp: &str) -> bool {
    let lower = stamp.to_lowercase();
    let mut months = words::all(|language| language.months).filter_map(|month| month.get(..3));
    let digits = lower.split(|c: char| !c.is_ascii_digit()).any(|group| group.len() == 4);
    digits || months.any(|month| lower.contains(month)) || lower.matches(['-', '/']).count() >= 2
}
