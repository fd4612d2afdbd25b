//! `whydeck meeting …`: what becomes of a meeting's captures.
//!
//! 1. [`held`] reads the document, and the journal beside it.
//! 2. `diff` shows what would change, and `apply` changes it; both merge the captures into the
//!    document as it is now.
//! 3. `minutes` writes them down without the document; `discard` ends the meeting.

mod apply;
mod diff;
mod discard;
mod held;
mod minutes;

use super::{Ending, Fault};
use crate::cli::MeetingVerb;

/// Does what is asked for.
///
/// # Errors
/// When there is no journal, or document and journal cannot be read or written.
pub fn run(verb: &MeetingVerb) -> Result<Ending, Fault> {
    match verb {
        MeetingVerb::Diff(options) => diff::run(options),
        MeetingVerb::Apply(options) => apply::run(options),
        MeetingVerb::Minutes(options) => minutes::run(options),
        MeetingVerb::Discard(options) => discard::run(options),
    }
}
