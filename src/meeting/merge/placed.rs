//! What is asked of a merge, and what becomes of each capture.

use std::collections::BTreeMap;
use std::fmt;

use jiff::tz::TimeZone;

use crate::edit::{EditError, Field};

/// How captures are merged.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct MergeOptions {
    /// Whether parked questions are written: when captures are applied, not when they are shown.
    pub(crate) with_questions: bool,
    /// What somebody chose where there was a conflict, by the id of the capture.
    pub(crate) choices: BTreeMap<String, Choice>,
    /// Where the meeting is: a decision has the day on which it was made there.
    pub(crate) zone: TimeZone,
}

impl Default for MergeOptions {
    fn default() -> Self {
        Self { with_questions: false, choices: BTreeMap::new(), zone: TimeZone::system() }
    }
}

/// Which side of a conflict counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Choice {
    /// What was captured.
    Ours,
    /// What the document says.
    Theirs,
}

/// What became of a capture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Placed {
    /// It stands in the text now.
    Written,
    /// The document said so before.
    AlreadyThere,
    /// It is a note, or a question that is only shown on the presenter's page.
    NotForTheDocument,
    /// Somebody else changed the same: what it said when it was captured, or what the capture says,
    /// and what it says now.
    Conflict { seen: String, now: String },
    /// Somebody chose what the document says.
    LeftAsItIs,
    /// There is no way to write it.
    Refused(Refusal),
}

/// Why a capture is not written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// No edit fits.
    Edit(EditError),
    /// The document cannot be read as it is now.
    Unreadable,
    /// A change says nothing about which action it is.
    NoTarget,
    /// Nobody commits to an action without these.
    Lacks(Vec<Field>),
}

impl From<EditError> for Refusal {
    fn from(error: EditError) -> Self {
        Self::Edit(error)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Edit(error) => write!(f, "{error}"),
            Self::Unreadable => f.write_str("the document cannot be read as it is now"),
            Self::NoTarget => f.write_str("it does not say which action it is about"),
            Self::Lacks(fields) => {
                let names: Vec<&str> = fields.iter().map(|field| name(*field)).collect();
                let names = match names.as_slice() {
                    [all @ .., last] if !all.is_empty() => {
                        format!("{} and {last}", all.join(", "))
                    }
                    names => names.join(""),
                };
                write!(f, "to commit to it, {names} must be known")
            }
        }
    }
}

fn name(field: Field) -> &'static str {
    match field {
        Field::Owner => "an owner",
        Field::Due => "a date",
        Field::Sign => "a sign that it worked",
        Field::Priority => "a priority",
    }
}
