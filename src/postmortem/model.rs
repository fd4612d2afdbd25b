//! The model of a postmortem. Every part carries its place in the source.

use jiff::tz::TimeZone;

use crate::markdown::Node;
use crate::markdown::notes::Lifted;
use crate::postmortem::evidence::Evidence;
use crate::postmortem::phases::Claim;
pub use crate::postmortem::phases::Phases;
use crate::postmortem::stated::Stated;
pub use crate::postmortem::time::moment::Moment;
use crate::source::Span;
use crate::source::front_matter::FrontMatter;
pub use crate::words::{ActionState, DecisionState, EventKind, LessonKind, PageState, SectionKind};

/// A heading and what stands below it.
#[derive(Debug, Clone)]
pub struct Section<'a> {
    /// What it is about.
    pub kind: SectionKind,
    /// The heading's text as the author wrote it, without markup; empty for the preamble.
    pub title: String,
    /// The heading's level, 1 to 6; 7 for a bold line; 0 for the preamble.
    pub level: u8,
    /// The heading's place (of the first block, for the preamble).
    pub span: Span,
    /// All blocks below the heading that belong to no later section, headings of unknown parts
    /// included.
    pub blocks: Vec<Node<'a>>,
}

/// An entry of the timeline.
#[derive(Debug, Clone)]
pub struct Event<'a> {
    /// The stamp as the author wrote it, without brackets and separators; empty when there is none.
    pub stamp: String,
    /// When it was, if the stamp could be read.
    pub moment: Option<Moment>,
    /// When it ended, if its stamp is a range.
    pub until: Option<Moment>,
    /// Who acted, when the timeline has a column for it.
    pub actor: Option<String>,
    /// What happened: blocks, the stamp taken out.
    pub blocks: Vec<Node<'a>>,
    /// What it means for the incident.
    pub kind: Option<EventKind>,
    /// How `kind` is known; of no account without one.
    pub evidence: Evidence,
    /// Whether the mark is about the handling rather than the outage: "incident declared".
    pub lesser: bool,
    /// The state that it has as an update of a status page.
    pub state: Option<PageState>,
    /// Its place.
    pub span: Span,
}

impl Event<'_> {
    /// Whether its kind was concluded from running text rather than marked by the author.
    #[must_use]
    pub fn is_inferred(&self) -> bool {
        self.kind.is_some() && self.evidence.is_read()
    }
}

impl Event<'_> {
    /// Whether it has a time of day.
    pub(crate) fn is_timed(&self) -> bool {
        self.moment.is_some_and(|moment| !moment.day_only)
    }

    /// When the phase began that the words of the entry tell of: an improvement that took its time
    /// was there at its end.
    pub(crate) fn moment_of(&self, kind: EventKind) -> Option<Moment> {
        match kind {
            EventKind::Start | EventKind::Detected => self.moment,
            EventKind::Mitigated | EventKind::Resolved | EventKind::End => {
                self.until.or(self.moment)
            }
        }
    }
}

/// The events in the author's order.
#[derive(Debug, Clone, Default)]
pub struct Timeline<'a> {
    /// The events.
    pub events: Vec<Event<'a>>,
    /// Blocks of the section that are no events, such as "all times in UTC".
    pub remarks: Vec<Node<'a>>,
    /// The zone as the author named it; none when nobody said.
    pub zone: Option<String>,
}

/// A question of the five whys.
#[derive(Debug, Clone)]
pub struct Why<'a> {
    /// The number of the question in reading order, from 1: `W3`.
    pub number: usize,
    /// The question: one paragraph.
    pub question: Node<'a>,
    /// Its answers.
    pub answers: Vec<Answer<'a>>,
    /// Its place.
    pub span: Span,
}

impl Why<'_> {
    /// What actions and lessons call it: `W3`.
    #[must_use]
    pub fn id(&self) -> String {
        format!("W{}", self.number)
    }
}

/// An answer to a why.
#[derive(Debug, Clone)]
pub struct Answer<'a> {
    /// What it says.
    pub blocks: Vec<Node<'a>>,
    /// The questions it sparked; none for a root cause.
    pub whys: Vec<Why<'a>>,
    /// Its place.
    pub span: Span,
}

/// A lesson.
#[derive(Debug, Clone)]
pub struct Lesson<'a> {
    /// A stable id: the author's, or `L3`.
    pub id: String,
    /// How it was filed.
    pub kind: LessonKind,
    /// Its first paragraph.
    pub text: Node<'a>,
    /// What stands below it.
    pub detail: Vec<Node<'a>>,
    /// The ids it follows from.
    pub from: Vec<String>,
    /// Its place.
    pub span: Span,
}

/// Something to be done: a corrective action or an action item.
#[derive(Debug, Clone)]
pub struct Action<'a> {
    /// A stable id: the author's, or `CA-3`, `AI-3`.
    pub id: String,
    /// What is to be done: one paragraph, without the fields below.
    pub text: Node<'a>,
    /// What stands below it.
    pub detail: Vec<Node<'a>>,
    /// Who does it.
    pub owner: Option<String>,
    /// Until when, as the author wrote it.
    pub due: Option<String>,
    /// How one will see that it worked.
    pub sign: Option<String>,
    /// How urgent, as the author wrote it.
    pub priority: Option<String>,
    /// What sort of action (prevent, detect, …), as the author wrote it.
    pub sort: Option<String>,
    /// How far it is.
    pub state: ActionState,
    /// How that is known: the author says so, or it is concluded from the tense.
    pub state_evidence: Evidence,
    /// Whether anything says it: without, an action counts as proposed.
    pub says_state: bool,
    /// Why it was declined.
    pub reason: Option<String>,
    /// Addresses and issue numbers it names.
    pub links: Vec<String>,
    /// The ids it follows from.
    pub from: Vec<String>,
    /// Its place.
    pub span: Span,
}

/// An action that keeps the incident from coming back.
pub type CorrectiveAction<'a> = Action<'a>;
/// An action that somebody is to do.
pub type ActionItem<'a> = Action<'a>;

/// A decision: one that the meeting is asked for, or one that was made.
#[derive(Debug, Clone)]
pub struct Decision<'a> {
    /// What is to be decided, or was.
    pub text: Node<'a>,
    /// What stands below it.
    pub detail: Vec<Node<'a>>,
    /// What came of it.
    pub state: DecisionState,
    /// When it was made, as the author wrote it.
    pub date: Option<String>,
    /// Why it was declined, or made.
    pub reason: Option<String>,
    /// Its place.
    pub span: Span,
}

/// A number worth showing large.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Impact {
    /// What is counted.
    pub name: String,
    /// How many, with the unit.
    pub value: String,
    /// Its place.
    pub span: Span,
}

/// A postmortem.
#[derive(Debug, Clone)]
pub struct Postmortem<'a> {
    /// The title; empty when nobody gave one.
    pub title: String,
    /// The front matter, completed from metadata at the top of the document.
    pub front: FrontMatter,
    /// The document's zone; UTC when nobody said.
    pub zone: TimeZone,
    /// When the incident was.
    pub phases: Phases,
    /// All that the document claims about that.
    pub claims: Vec<Claim>,
    /// What the prose says about times.
    pub stated: Stated,
    /// All sections, in the author's order.
    pub sections: Vec<Section<'a>>,
    /// The events.
    pub timeline: Timeline<'a>,
    /// The whys: a forest.
    pub whys: Vec<Why<'a>>,
    /// The lessons.
    pub lessons: Vec<Lesson<'a>>,
    /// The corrective actions.
    pub corrective_actions: Vec<CorrectiveAction<'a>>,
    /// The action items.
    pub action_items: Vec<ActionItem<'a>>,
    /// The decisions needed.
    pub decisions: Vec<Decision<'a>>,
    /// The decisions that were made, options that were declined among them.
    pub decisions_made: Vec<Decision<'a>>,
    /// The numbers.
    pub impact: Vec<Impact>,
    /// Lines about the document itself, such as who got it by mail: they are in the notes.
    pub asides: Vec<String>,
    /// What the document holds as speaker notes; it is nowhere else.
    pub notes: Vec<Lifted<'a>>,
}

impl<'a> Postmortem<'a> {
    /// The sections of a kind, in the author's order.
    pub fn of_kind(&self, kind: SectionKind) -> impl Iterator<Item = &Section<'a>> {
        self.sections.iter().filter(move |section| section.kind == kind)
    }
}
