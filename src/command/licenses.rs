//! `whydeck licenses`.

use super::{Ending, Fault, say};
use crate::theme::registry;

/// Prints the licences of what is embedded in a deck.
///
/// # Errors
/// When standard output cannot be written.
pub fn run() -> Result<Ending, Fault> {
    say(&registry::licenses())?;
    Ok(Ending::Done)
}
