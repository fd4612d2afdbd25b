//! What happens when a build has ended.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Instant, SystemTime};

use super::{Builder, Built, DeckNews, News, PATIENCE};
use crate::serve::site::build::{Done, Ended, Made};

impl<N: FnMut(News<'_>)> Builder<N> {
    /// Takes in the outcome of a build.
    pub(super) fn finish(&mut self, done: Done) {
        let Done { document, name, base, memory, was_deck, start, ended } = done;
        let running = self.building.remove(&document.path).unwrap_or_default();
        if running.is_slow {
            self.workers.one_less();
            // Another slow build may wait for this one.
            self.is_due = true;
        }
        let known = self.decks.iter().position(|deck| deck.slot.file == document.path);
        let made = match (ended, known) {
            // The document has gone meanwhile. When it is back, the folder lists it again.
            (_, None) if was_deck => return,
            (Ended::Made(made), _) => made,
            (Ended::NoDeck, _) if !running.is_stale => {
                self.others.insert(document.path);
                return;
            }
            (Ended::Unread, Some(at)) => {
                (self.decks[at].is_due, self.decks[at].rebuilt.memory) = (true, memory);
                self.is_blind = true;
                return;
            }
            // The next turn lists it again.
            (Ended::Unread, None) => {
                self.is_blind = true;
                return;
            }
            (Ended::NoDeck, _) => return,
        };
        let at = match known {
            Some(at) => {
                self.decks[at].rebuilt.memory = memory;
                at
            }
            None => {
                let slot = self.site.add(document.path.clone(), name, base);
                // Without its memory: of thousands of decks, few are edited.
                self.decks.push(Built::new(slot, document));
                self.decks.len() - 1
            }
        };
        let deck = &mut self.decks[at];
        deck.is_slow = start.0.elapsed() > PATIENCE;
        deck.is_due =
            running.is_stale || (running.is_slow && is_newer(&made.dependencies, start.1));
        self.is_due |= deck.is_due;
        self.show(at, *made, start.0);
    }

    /// Shows a deck, or its problems, to everybody who looks at it.
    fn show(&mut self, at: usize, made: Made, start: Instant) {
        let Made { state, slides, is_first, dependencies, folders } = made;
        let deck = &mut self.decks[at];
        let slot = Arc::clone(&deck.slot);
        deck.rebuilt.depends_on(dependencies, folders, state.is_failed);
        self.site.show(&slot, state);
        let time = start.elapsed();
        let state = slot.state();
        let diagnostics = state.problems.list.as_slice();
        let sources = state.problems.sources.as_ref();
        let name = slot.name.as_str();
        let news = DeckNews { name, slides, is_first, time, diagnostics, sources };
        (self.news)(News::Deck(news));
    }
}

/// Whether one of these files was written after a build began. A build in the background may have
/// read the older text, while the change was reported to a turn that did not know yet that the
/// build depends on the file.
fn is_newer(files: &[PathBuf], start: SystemTime) -> bool {
    let now = SystemTime::now();
    let written = |file: &PathBuf| fs::metadata(file).and_then(|about| about.modified()).ok();
    files.iter().filter_map(written).any(|time| time >= start && time <= now)
}
