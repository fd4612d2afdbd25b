//! What words can mean. `build/words.rs` writes these names: each variant is a key of `en.yaml`.

use serde::Serialize;

use super::say;

/// The question of a retrospective that a section helps to answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Group {
    Understanding,
    Background,
    Response,
    /// It has a slide of its own in the response.
    Timeline,
    Causes,
    Fix,
    Ask,
    References,
}

/// How a lesson was filed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LessonKind {
    /// Without a heading of its own.
    Plain,
    /// What went well.
    WentWell,
    /// What went badly.
    WentBadly,
    /// Where we got lucky.
    Lucky,
}

/// What an event of the timeline means for the incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EventKind {
    /// The event began.
    Start,
    /// Somebody noticed.
    Detected,
    /// Users stopped hurting.
    Mitigated,
    /// It was over.
    Resolved,
    /// The event ended.
    End,
}

impl EventKind {
    /// Its name in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Detected => "detected",
            Self::Mitigated => "mitigated",
            Self::Resolved => "resolved",
            Self::End => "end",
        }
    }

    /// What a slide calls it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Start => say::words().start,
            Self::Detected => say::words().detected,
            Self::Mitigated => say::words().mitigated,
            Self::Resolved => say::words().resolved,
            Self::End => say::words().end,
        }
    }
}

/// What an update of a status page says about the incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PageState {
    /// Somebody knows, and looks for the cause.
    Investigating,
    /// The cause is known.
    Identified,
    /// Something was done, and its effect is watched.
    Monitoring,
    /// News of any sort.
    Update,
    /// Users stopped hurting.
    Mitigated,
    /// It is over.
    Resolved,
}

/// How far an action is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ActionState {
    /// Nobody has taken it on yet, or nobody said.
    Proposed,
    /// Somebody has.
    Committed,
    /// Under way.
    InProgress,
    /// Done.
    Done,
    /// It will not be done.
    Declined,
}

impl ActionState {
    /// Whether somebody still has to do it.
    #[must_use]
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Done | Self::Declined)
    }

    /// Its name in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Committed => "committed",
            Self::InProgress => "inProgress",
            Self::Done => "done",
            Self::Declined => "declined",
        }
    }

    /// What a slide calls it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Proposed => say::words().proposed,
            Self::Committed => say::words().committed,
            Self::InProgress => say::words().in_progress,
            Self::Done => say::words().done,
            Self::Declined => say::words().declined,
        }
    }
}

/// What came of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DecisionState {
    /// Somebody has to make it.
    Open,
    /// It is so.
    Decided,
    /// It is not so.
    Declined,
}

impl DecisionState {
    /// Its name in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Decided => "decided",
            Self::Declined => "declined",
        }
    }

    /// What a slide calls it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Open => say::words().open_decision,
            Self::Decided => say::words().decided,
            Self::Declined => say::words().declined,
        }
    }
}

/// What a column of a table of actions holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    Action,
    Sort,
    Owner,
    Due,
    /// How one will see that it worked.
    Sign,
    Priority,
    State,
    Link,
    Id,
    From,
    Other,
}

/// What a column of a timeline holds, besides dates and times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EventColumn {
    /// `am` or `pm`.
    Half,
    Actor,
    Event,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HalfDay {
    BeforeNoon,
    AfterNoon,
}

/// What a label of metadata is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Label {
    /// The meeting's.
    Date,
    IncidentDate,
    Authors,
    Status,
    Severity,
    Services,
    Facilitator,
    Zone,
    Started,
    Detected,
    Mitigated,
    Resolved,
}

impl Label {
    /// The phase that it dates.
    pub(crate) fn phase(self) -> Option<EventKind> {
        match self {
            Self::Started => Some(EventKind::Start),
            Self::Detected => Some(EventKind::Detected),
            Self::Mitigated => Some(EventKind::Mitigated),
            Self::Resolved => Some(EventKind::Resolved),
            _ => None,
        }
    }
}

/// From where a stated length counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Basis {
    /// The start.
    Start,
    /// The detection.
    Detection,
    /// The declaration of the incident.
    Declaration,
    /// Only hours count in which somebody works.
    SupportHours,
}

/// What a stated length measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Measure {
    /// From the start to the detection.
    Detect,
    /// From the detection to the mitigation.
    Mitigate,
    /// To the repair; from the start, the detection or the declaration, as the author means it.
    Repair,
    /// From the start to the resolution.
    Resolve,
    /// The whole of it.
    Duration,
}

/// What days are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DayUnit {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

/// A field of a line that is typed in a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TypedField {
    Owner,
    Due,
    State,
    Sign,
    Reason,
}
