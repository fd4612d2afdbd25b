//! `whydeck licenses`.

use super::{Fault, Verdict, say};
use crate::theme::registry;

/// Prints the licences of what is embedded in a deck.
///
/// # Errors
/// When standard output cannot be written.
pub fn run() -> Result<Verdict, Fault> {
    say(&registry::licenses())?;
    Ok(Verdict::Done)
}
