//! What the builder asks a meeting for: the document's text with the captures that are shown.

use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use super::overlay::form;
use super::session::Session;
use crate::meeting::ledger::Kept;
use crate::rebuild::Changes;

impl Changes for Session {
    fn version(&self) -> u64 {
        self.version.load(Ordering::SeqCst)
    }

    fn changed(&self, file: &str) -> Option<String> {
        let captures = self.shown_captures();
        let mut overlay = self.overlay.lock().unwrap_or_else(PoisonError::into_inner);
        overlay.merge(file, form(&self.setting), &captures);
        (overlay.text != file).then(|| overlay.text.clone())
    }
}

impl Session {
    /// The captures that the deck is to show.
    fn shown_captures(&self) -> Vec<Kept> {
        let desk = self.desk();
        if desk.ledger.is_held_back {
            return Vec::new();
        }
        let is_shown = |kept: &&Kept| kept.capture.kind.is_public();
        desk.ledger.captures.iter().filter(is_shown).cloned().collect()
    }
}
