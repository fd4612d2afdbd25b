//! How a meeting was started.

use std::path::PathBuf;

/// How a meeting was started.
#[derive(Debug, Clone)]
pub(crate) struct MeetingSetting {
    /// The document.
    pub(crate) document: PathBuf,
    /// Its name for the user.
    pub(crate) name: String,
    /// The folder that nothing is written outside of.
    pub(crate) root: PathBuf,
    /// Where others reach it, with `/` at its end; none while only this machine does.
    pub(crate) others: Option<String>,
    /// Whether viewers may write in the silent round.
    pub(crate) participate: bool,
    /// Whether applying also writes the record of the meeting.
    pub(crate) record: bool,
}
