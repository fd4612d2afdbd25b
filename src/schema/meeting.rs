//! The keys of a meeting.

use schemars::JsonSchema;

use super::Text;

/// What sort of meeting it is.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub(super) enum MeetingKind {
    /// Numbers, causes, what is asked for, decisions.
    Steering,
    /// What happened, and how; remedies come last.
    Learning,
}

/// A topic of an agenda.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct AgendaItem {
    /// What it is about.
    topic: Text,
    /// How many minutes it takes.
    minutes: u32,
    /// Where it begins: a section's key, or a slide's id.
    section: Option<Text>,
}

/// Whether an agenda is shown, or the author's own.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Agenda {
    Shown(bool),
    Own(Vec<AgendaItem>),
}
