//! The agenda: what the minutes of a meeting are for.
//!
//! 1. [`plan`] has a usual meeting of each kind, shares out its minutes, and knows what matters
//!    most when there are too few.
//! 2. An author's [`own`] agenda is taken as it is: nothing scales it.

pub(crate) mod own;
mod plan;
#[cfg(test)]
mod tests;

use serde::Serialize;

pub(crate) use self::plan::importance;
pub(crate) use crate::source::front_matter::MeetingKind;

/// How long a meeting is when nobody says it.
pub(crate) const USUAL_MINUTES: u32 = 60;

/// What a meeting is to do, and how long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Agenda {
    pub(crate) kind: MeetingKind,
    /// How long the meeting is.
    pub(crate) minutes: u32,
    /// What it does, in this order.
    pub(crate) topics: Vec<Topic>,
    /// The titles of topics that have content and for which there are too few minutes.
    pub(crate) dropped: Vec<String>,
}

/// One box of the agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Topic {
    pub(crate) title: String,
    pub(crate) minutes: u32,
    /// The key of the slide where it begins.
    pub(crate) section: Option<String>,
    pub(crate) kind: TopicKind,
}

/// What a topic is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum TopicKind {
    /// What this is, and what it is for.
    Opening,
    /// Everybody reads, and writes down what they see, without talking.
    SilentReading,
    /// The actions of earlier postmortems.
    EarlierActions,
    /// The numbers and the timeline: what happened.
    Numbers,
    /// Why it happened.
    Causes,
    /// What is to be done.
    Actions,
    /// What is to be decided.
    Decisions,
    /// What was agreed, read aloud.
    ReadBack,
    /// A topic of the author's own.
    Own,
}

impl Agenda {
    /// How many minutes the topics take together.
    pub(crate) fn planned_minutes(&self) -> u64 {
        self.topics.iter().map(|topic| u64::from(topic.minutes)).sum()
    }
}
