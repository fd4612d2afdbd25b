//! What is captured in a meeting.

use serde::{Deserialize, Serialize};

use crate::words::ActionState;

/// What somebody captured. Every text is one line, as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Capture {
    pub(crate) kind: CaptureKind,
    pub(crate) text: String,
    /// The fields of an action; of a change, those that it sets.
    pub(crate) fields: CaptureFields,
    /// Where it came from, as it is shown: `W3`, `the timeline, 10:20`.
    pub(crate) from: Option<String>,
    /// The action that a change is about.
    pub(crate) target: Option<ActionRef>,
}

/// What it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum CaptureKind {
    /// Something that was decided.
    Decision,
    /// An option that was not taken; its reason is among the fields.
    DeclinedOption,
    /// Something to do.
    Action,
    /// Something that was learned.
    Lesson,
    /// A question that is parked. The presenter's page alone shows it.
    Question,
    /// A note. The presenter's page alone shows it, and it never reaches the document.
    Note,
    /// A change of an action that the document has: its state or its fields.
    Change,
}

/// The fields of an action. A day is `YYYY-MM-DD`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct CaptureFields {
    pub(crate) owner: Option<String>,
    pub(crate) due: Option<String>,
    /// How one will see that it worked.
    pub(crate) sign: Option<String>,
    /// How far it is; none leaves it as it is.
    pub(crate) state: Option<ActionState>,
    /// Why it was declined.
    pub(crate) reason: Option<String>,
}

/// An action of the document, by what it said when somebody pointed at it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ActionRef {
    pub(crate) list: ActionList,
    /// Its id, which changes with its place unless the author gave it.
    pub(crate) id: String,
    /// Its text, which finds it again.
    pub(crate) text: String,
    /// What the fields said that may be changed, as one line. When they say something else by now,
    /// somebody has to choose.
    pub(crate) seen: String,
}

/// The list that an action stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ActionList {
    Corrective,
    Items,
}

impl CaptureKind {
    /// Whether viewers may see it.
    pub(crate) fn is_public(self) -> bool {
        !matches!(self, Self::Note | Self::Question)
    }
}
