//! The model of a postmortem as JSON: every part with its text, its place, and what was inferred.
//!
//! Texts are plain; the slides have the markup. Places count lines and columns (characters) from 1.

mod times;

use serde::Serialize;

pub use times::{IncidentView, PhaseView, StatedView, TimeView};

use crate::markdown::{Node, plain_text};
use crate::postmortem::due;
use crate::postmortem::evidence::Evidence;
use crate::postmortem::traces::{Trace, traces};
use crate::postmortem::{
    Action, Answer, Decision, Event, EventKind, Impact, Lesson, LessonKind, Postmortem, Section,
    Why,
};
use crate::source::{Sources, Span};

/// A place in the document.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "each is what its name says")]
pub struct Place {
    pub file: String,
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
}

impl Place {
    /// The place of a span.
    #[must_use]
    pub fn of(sources: &Sources, span: Span) -> Self {
        let start = sources.position(span);
        let end = sources.position(Span { start: span.end, ..span });
        Self {
            file: sources.get(span.source).name().to_owned(),
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    }
}

/// The postmortem as it was understood.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "each is the model's part of its name")]
pub struct ModelView {
    pub title: String,
    pub subtitle: Option<String>,
    pub date: Option<String>,
    pub authors: Vec<String>,
    pub facilitator: Option<String>,
    pub status: Option<String>,
    pub severity: Option<String>,
    pub services: Vec<String>,
    pub tags: Vec<String>,
    pub zone: Option<String>,
    pub incident: IncidentView,
    pub stated: Vec<StatedView>,
    pub impact: Vec<ImpactView>,
    pub sections: Vec<SectionView>,
    pub events: Vec<EventView>,
    pub remarks: Vec<RemarkView>,
    pub whys: Vec<WhyView>,
    pub lessons: Vec<LessonView>,
    pub corrective_actions: Vec<ActionView>,
    pub action_items: Vec<ActionView>,
    pub decisions: Vec<DecisionView>,
    pub decisions_made: Vec<DecisionView>,
    pub traces: Vec<TraceView>,
    /// How many private notes there are; their text is nowhere here.
    pub notes: usize,
}

/// What stands among the events and is none: "all times in UTC".
#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "each is the remark's part of its name")]
pub struct RemarkView {
    pub text: String,
    pub place: Place,
}

/// A number worth showing large.
#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "each is the number's part of its name")]
pub struct ImpactView {
    pub name: String,
    pub value: String,
    pub place: Place,
}

/// A section.
#[derive(Debug, Clone, Serialize)]
pub struct SectionView {
    /// What it is about, such as `userImpact`; `other` for the author's own.
    pub kind: &'static str,
    /// The heading.
    pub title: String,
    /// The heading's level; 7 for a bold line, 8 for a label, 0 for what stands before the first
    /// heading.
    pub level: u8,
    /// The text of each block.
    pub text: Vec<String>,
    /// The heading's place.
    pub place: Place,
}

#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "each is the event's part of its name")]
pub struct EventView {
    pub stamp: String,
    pub time: Option<TimeView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<TimeView>,
    pub actor: Option<String>,
    pub kind: Option<&'static str>,
    /// Whether the kind was worked out from words.
    pub inferred: bool,
    /// How the kind is known.
    pub evidence: Option<Evidence>,
    pub text: String,
    pub place: Place,
}

/// A question.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "each is the question's part of its name")]
pub struct WhyView {
    pub id: String,
    pub question: String,
    pub answers: Vec<AnswerView>,
    pub leads_to: Vec<String>,
    pub place: Place,
}

/// An answer, with the questions that it sparked; none for a root cause.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "each is the answer's part of its name")]
pub struct AnswerView {
    pub text: String,
    pub root_cause: bool,
    pub whys: Vec<WhyView>,
    pub place: Place,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "each is the lesson's part of its name")]
pub struct LessonView {
    pub id: String,
    pub kind: &'static str,
    pub text: String,
    pub detail: Vec<String>,
    pub from: Vec<String>,
    pub leads_to: Vec<String>,
    pub place: Place,
}

/// A corrective action or an action item.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "each is the action's part of its name")]
pub struct ActionView {
    pub id: String,
    pub text: String,
    pub detail: Vec<String>,
    pub owner: Option<String>,
    /// A full date as `2026-01-31`; else the author's words.
    pub due: Option<String>,
    /// How one will see that it worked.
    pub sign: Option<String>,
    pub priority: Option<String>,
    #[serde(rename = "type")]
    pub sort: Option<String>,
    pub state: &'static str,
    /// How the state is known, where the author does not say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state_evidence: Option<Evidence>,
    /// Why it was declined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    pub links: Vec<String>,
    pub from: Vec<String>,
    pub leads_to: Vec<String>,
    pub place: Place,
}

#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "each is the decision's part of its name")]
pub struct DecisionView {
    pub text: String,
    pub detail: Vec<String>,
    pub state: &'static str,
    /// A full date as `2026-01-31`; else the author's words.
    pub date: Option<String>,
    pub reason: Option<String>,
    pub place: Place,
}

/// What follows from what.
#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "both are ids")]
pub struct TraceView {
    pub from: String,
    pub to: String,
}

/// Makes the view.
#[must_use]
pub fn model(pm: &Postmortem, sources: &Sources) -> ModelView {
    let maker = Maker { pm, sources, traces: traces(pm), is_day_first: due::order_of(pm) };
    let front = &pm.front;
    ModelView {
        title: pm.title.clone(),
        subtitle: front.subtitle.clone(),
        date: front.date.clone(),
        authors: front.authors.clone(),
        facilitator: front.facilitator.clone(),
        status: front.status.clone(),
        severity: front.severity.clone(),
        services: front.services.clone(),
        tags: front.tags.clone(),
        zone: pm.timeline.zone.clone(),
        incident: maker.incident(&pm.phases),
        stated: pm.stated.lengths.iter().map(|stated| maker.stated(stated)).collect(),
        impact: pm.impact.iter().map(|impact| maker.impact(impact)).collect(),
        sections: pm.sections.iter().map(|section| maker.section(section)).collect(),
        events: pm.timeline.events.iter().map(|event| maker.event(event)).collect(),
        remarks: pm.timeline.remarks.iter().filter_map(|block| maker.remark(block)).collect(),
        whys: pm.whys.iter().map(|why| maker.why(why)).collect(),
        lessons: pm.lessons.iter().map(|lesson| maker.lesson(lesson)).collect(),
        corrective_actions: pm
            .corrective_actions
            .iter()
            .map(|action| maker.action(action))
            .collect(),
        action_items: pm.action_items.iter().map(|action| maker.action(action)).collect(),
        decisions: pm.decisions.iter().map(|it| maker.decision(it)).collect(),
        decisions_made: pm.decisions_made.iter().map(|it| maker.decision(it)).collect(),
        traces: maker
            .traces
            .iter()
            .map(|Trace { from, to }| TraceView { from: from.clone(), to: to.clone() })
            .collect(),
        notes: pm.notes.len(),
    }
}

struct Maker<'m, 'a> {
    pm: &'m Postmortem<'a>,
    sources: &'m Sources,
    traces: Vec<Trace>,
    /// Whether days stand before months in due dates, as far as they tell.
    is_day_first: Option<bool>,
}

impl Maker<'_, '_> {
    fn place(&self, span: Span) -> Place {
        Place::of(self.sources, span)
    }

    fn leads_to(&self, id: &str) -> Vec<String> {
        self.traces.iter().filter(|trace| trace.from == id).map(|trace| trace.to.clone()).collect()
    }

    fn impact(&self, impact: &Impact) -> ImpactView {
        ImpactView {
            name: impact.name.clone(),
            value: impact.value.clone(),
            place: self.place(impact.span),
        }
    }

    fn section(&self, section: &Section) -> SectionView {
        SectionView {
            kind: section.kind.key(),
            title: section.title.clone(),
            level: section.level,
            text: texts(&section.blocks),
            place: self.place(section.span),
        }
    }

    fn event(&self, event: &Event) -> EventView {
        EventView {
            stamp: event.stamp.clone(),
            time: event.moment.map(|moment| self.time(moment)),
            until: event.until.map(|moment| self.time(moment)),
            actor: event.actor.clone(),
            kind: event.kind.map(EventKind::name),
            inferred: event.is_inferred(),
            evidence: event.kind.map(|_| event.evidence),
            text: joined(&event.blocks),
            place: self.place(event.span),
        }
    }

    fn remark(&self, block: &Node<'_>) -> Option<RemarkView> {
        let span = self.sources.span(block.data().sourcepos)?;
        Some(RemarkView { text: plain_text(block), place: self.place(span) })
    }

    fn why(&self, why: &Why) -> WhyView {
        let id = why.id();
        WhyView {
            question: plain_text(why.question),
            answers: why.answers.iter().map(|answer| self.answer(answer)).collect(),
            leads_to: self.leads_to(&id),
            place: self.place(why.span),
            id,
        }
    }

    fn answer(&self, answer: &Answer) -> AnswerView {
        AnswerView {
            text: joined(&answer.blocks),
            root_cause: answer.whys.is_empty(),
            whys: answer.whys.iter().map(|why| self.why(why)).collect(),
            place: self.place(answer.span),
        }
    }

    fn lesson(&self, lesson: &Lesson) -> LessonView {
        LessonView {
            id: lesson.id.clone(),
            kind: match lesson.kind {
                LessonKind::Plain => "plain",
                LessonKind::WentWell => "wentWell",
                LessonKind::WentBadly => "wentBadly",
                LessonKind::Lucky => "lucky",
            },
            text: plain_text(lesson.text),
            detail: texts(&lesson.detail),
            from: lesson.from.clone(),
            leads_to: self.leads_to(&lesson.id),
            place: self.place(lesson.span),
        }
    }

    fn action(&self, action: &Action) -> ActionView {
        ActionView {
            id: action.id.clone(),
            text: plain_text(action.text),
            detail: texts(&action.detail),
            owner: action.owner.clone(),
            due: action.due.as_ref().map(|due| self.day(due)),
            sign: action.sign.clone(),
            priority: action.priority.clone(),
            sort: action.sort.clone(),
            state: action.state.name(),
            state_evidence: Some(action.state_evidence).filter(|it| it.is_read()),
            reason: action.reason.clone(),
            links: action.links.clone(),
            from: action.from.clone(),
            leads_to: self.leads_to(&action.id),
            place: self.place(action.span),
        }
    }
}

impl Maker<'_, '_> {
    fn decision(&self, decision: &Decision) -> DecisionView {
        DecisionView {
            text: plain_text(decision.text),
            detail: texts(&decision.detail),
            state: decision.state.name(),
            date: decision.date.as_ref().map(|date| self.day(date)),
            reason: decision.reason.clone(),
            place: self.place(decision.span),
        }
    }

    /// A full date in the form that programs read; else the author's words.
    fn day(&self, written: &str) -> String {
        due::iso(written, self.is_day_first).unwrap_or_else(|| written.to_owned())
    }
}

fn texts(blocks: &[Node<'_>]) -> Vec<String> {
    blocks.iter().map(|block| plain_text(block)).collect()
}

fn joined(blocks: &[Node<'_>]) -> String {
    texts(blocks).join("\n").trim().to_owned()
}
