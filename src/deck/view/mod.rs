//! What a deck template sees of a postmortem: typed values without skipped fields, and references
//! to blocks.

mod make;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::postmortem::facts::Facts;

pub(crate) use make::make;

/// A reference to blocks, from 1; none when there are none.
pub(crate) type Blocks = Option<usize>;

/// A number and what it counts.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Number {
    /// How many, with the unit.
    pub value: String,
    /// What.
    pub name: String,
    /// What to know about it, such as `read from the text`; may be empty.
    pub remark: String,
    /// The phase that it ends with, or `counted`: the theme has a colour for each.
    pub phase: &'static str,
    /// How many characters its longest word has: it is set so that the word stands on one line.
    pub widest: usize,
}

/// Titles that state a fact; empty where none is known well enough.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Titles {
    pub response: String,
    pub timeline: String,
    pub causes: String,
}

/// One subject of the postmortem: all sections of a kind.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SubjectView {
    /// The title as the author wrote it.
    pub title: String,
    /// What leads on the main row: the first sentences, or everything when it is short.
    pub first: Blocks,
    /// Everything, when `first` is not.
    pub rest: Blocks,
    /// A shorter lead, for a slide that two sections share.
    pub brief: Blocks,
    /// Everything, when `brief` is not.
    pub below: Blocks,
    /// Everything.
    pub all: Blocks,
}

/// The canonical subjects by their names; none where the postmortem has nothing to say.
pub(crate) type Subjects = BTreeMap<&'static str, Option<SubjectView>>;

#[derive(Debug, Clone, Serialize)]
pub(crate) struct EventRow {
    /// The day, on the first event of each day whose stamp does not say it.
    pub day: Option<String>,
    pub stamp: String,
    pub actor: String,
    pub kind: Option<&'static str>,
    pub inferred: bool,
    pub text: Blocks,
}

/// A question with its answers, as one step.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct WhyStep {
    /// Its number in reading order.
    pub number: usize,
    /// What led to it: the question above, and its answer; empty for a first question.
    pub trail: Vec<Blocks>,
    /// Whether the step before is the question above.
    pub follows: bool,
    pub question: Blocks,
    pub answers: Vec<StepAnswer>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct StepAnswer {
    /// What it says.
    pub text: Blocks,
    /// Whether no question follows: a root cause.
    pub leaf: bool,
    /// The number of the first question that follows.
    pub next: Option<usize>,
}

/// A lesson or a decision.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Item {
    pub id: String,
    pub text: Blocks,
    pub detail: Blocks,
    /// What it follows from, by ids.
    pub from: String,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct ActionRow {
    pub id: String,
    pub text: Blocks,
    pub detail: Blocks,
    pub owner: String,
    pub due: String,
    /// How one will see that it worked.
    pub sign: String,
    pub priority: String,
    pub state: &'static str,
    /// Why it was declined.
    pub reason: String,
    pub links: Vec<String>,
    pub link: Blocks,
    /// What it follows from, by ids.
    pub from: String,
    /// What sort of action it is, as the author wrote it.
    pub sort: String,
}

/// A decision that was made.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct MadeDecision {
    pub text: Blocks,
    pub detail: Blocks,
    pub state: &'static str,
    pub date: String,
    pub reason: String,
}

/// All decisions that were made.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Decided {
    pub decisions: Vec<MadeDecision>,
    /// Whether any of them has a date.
    pub dated: bool,
    pub remarks: Option<Remarks>,
}

/// An action as a meeting looks back at it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PromiseRow {
    /// Its id; empty where none says anything here.
    pub id: String,
    pub text: Blocks,
    pub owner: String,
    pub due: String,
    /// How far it is, or that it is overdue.
    pub state: &'static str,
    /// Why it was declined.
    pub reason: String,
    /// The postmortem that it comes from, where it is not this one.
    pub from: String,
}

/// A postmortem that was read for its actions.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct EarlierName {
    pub title: String,
    pub date: String,
    pub file: String,
    /// Date and title in a line.
    pub name: String,
}

/// What earlier postmortems promised.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SinceLastTime {
    pub documents: Vec<EarlierName>,
    /// How many are overdue, open, done and declined; those that there are none of are left out.
    pub counts: Vec<Number>,
    pub overdue: Vec<PromiseRow>,
    pub open: Vec<PromiseRow>,
    pub done: Vec<PromiseRow>,
    pub declined: Vec<PromiseRow>,
    /// What stands on the main row.
    pub first: Vec<PromiseRow>,
    /// How many of all stand below it alone.
    pub rest: usize,
    /// All of them.
    pub actions: Vec<PromiseRow>,
    pub columns: ActionColumns,
    /// Whether it is known when the meeting is: without that nothing is called overdue.
    pub dated: bool,
}

/// What is read aloud at the end of a meeting.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ReadBack {
    /// What nobody owns first, then what is open, by its day, then what is over.
    pub actions: Vec<PromiseRow>,
    pub columns: ActionColumns,
    /// How many open ones nobody owns.
    pub unowned: usize,
}

/// Which columns a table of actions needs: one that says nothing is left out.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ActionColumns {
    /// Whether anybody is to do any of them.
    pub owner: bool,
    /// Whether a day is set for any.
    pub due: bool,
    /// Whether a state is said, or any differs from what an unsaid one is.
    pub state: bool,
}

/// The columns of both tables.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct TableColumns {
    pub corrective: ActionColumns,
    pub actions: ActionColumns,
}

/// What an author wrote beside the parts of a section.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Remarks {
    /// All of it.
    pub blocks: Blocks,
    /// Whether it is a line that fits on the slide of the parts.
    pub short: bool,
}

/// A part of the templates, by name.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Part {
    /// The name that `{{> name}}` takes.
    pub part: String,
}

/// A part of the trace that its figure has no room for.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct TraceRow {
    /// The column that it would stand in.
    pub kind: String,
    /// Its id and its text.
    pub words: String,
    /// The ids of what follows from it.
    pub leads: String,
    /// What it lacks; may be empty.
    pub lacks: String,
}

/// Which figures there are to be drawn.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Figures {
    /// Whether the timeline has times to draw.
    pub timeline: bool,
    /// The figures of the whys: one, or an overview and its branches.
    pub whys: Vec<Numbered>,
    /// Whether any part says what it follows from.
    pub trace: bool,
    /// What has no room in the figure of that.
    pub trace_rest: Vec<TraceRow>,
    /// Whether any of that lacks something.
    pub trace_lacks: bool,
    /// Whether a table of the metrics can be drawn.
    pub metrics: bool,
    /// The document itself: its nine sections, when a slide with them is wanted.
    pub scorecard: Vec<ScoreRow>,
}

/// A figure of several.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Numbered {
    /// Its number, from 1.
    pub number: usize,
    /// How many there are.
    pub of: usize,
}

/// A section of the scorecard.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ScoreRow {
    pub title: &'static str,
    pub there: bool,
    pub lacks: String,
}

/// The agenda of the meeting.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ShownAgenda {
    /// How long the meeting is.
    pub minutes: u32,
    pub topics: Vec<ShownTopic>,
    /// The topics for which there are too few minutes; empty when there are enough.
    pub dropped: String,
    /// How long everybody reads in silence.
    pub silent: Option<u32>,
}

/// A topic of the agenda.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ShownTopic {
    pub title: String,
    pub minutes: u32,
}

/// Everything that a deck template can use.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct View {
    pub title: String,
    pub subtitle: String,
    pub date: String,
    pub authors: String,
    pub facilitator: String,
    pub status: String,
    pub severity: String,
    pub services: String,
    pub minutes: Option<u32>,
    pub asks: Vec<String>,
    /// The kind of meeting that is asked for; empty when none is.
    pub meeting: &'static str,
    /// What the minutes of the meeting are for; none when no agenda is to be shown.
    pub agenda: Option<ShownAgenda>,
    pub anti_patterns: Vec<Part>,
    pub numbers: Vec<Number>,
    pub outcomes: Vec<Number>,
    pub titles: Titles,
    pub facts: Facts,
    pub zone: String,
    pub has_understanding: bool,
    pub has_response: bool,
    pub has_fix: bool,
    pub subjects: Subjects,
    pub events: Vec<EventRow>,
    pub has_actors: bool,
    pub corrective_owned: bool,
    pub columns: TableColumns,
    pub timeline_remarks: Option<Remarks>,
    pub why_tree: Blocks,
    pub why_remarks: Option<Remarks>,
    pub steps: Vec<WhyStep>,
    pub lessons: Vec<Item>,
    pub went_well: Vec<Item>,
    pub went_badly: Vec<Item>,
    pub lucky: Vec<Item>,
    pub lesson_remarks: Option<Remarks>,
    pub corrective_actions: Vec<ActionRow>,
    pub corrective_remarks: Option<Remarks>,
    pub action_items: Vec<ActionRow>,
    pub action_remarks: Option<Remarks>,
    pub decisions: Vec<Item>,
    pub decided: Decided,
    /// Actions that are taken on and not finished, those of the next days first.
    pub next_actions: Vec<ActionRow>,
    pub decision_remarks: Option<Remarks>,
    /// What earlier postmortems promised.
    pub earlier: Option<SinceLastTime>,
    /// What is read aloud at the end, where a meeting is asked for.
    pub read_back: Option<ReadBack>,
    /// The author's own sections, when there are no others: they tell the story on the main row.
    pub story: Vec<SubjectView>,
    pub others: Vec<SubjectView>,
    pub figures: Figures,
}
