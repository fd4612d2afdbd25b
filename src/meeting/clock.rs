//! The clock of a meeting: what happened when, and what follows from it.

use serde::{Deserialize, Serialize};

/// What the presenter does to the clock. Topics are numbered from 0 in the order of the agenda.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ClockAct {
    /// A topic begins: the first, the next, or one that is gone back to.
    Start(usize),
    /// A topic is left out.
    Skip(usize),
    /// A topic gets this many minutes more.
    Extend(usize, u32),
    /// Time stands still.
    Pause,
    /// Time goes on.
    Resume,
    /// The meeting is over.
    End,
}
