//! When a path is to be looked at: at once where the event says that its writer has finished, a
//! moment later where more is likely to come.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Someone holds the file open, or the system tells of no close.
const SETTLE: Duration = Duration::from_millis(25);

/// What goes often comes back: editors and `git checkout` delete and write anew.
const GRACE: Duration = Duration::from_millis(60);

/// A file that is written without a pause is looked at all the same.
const LONGEST: Duration = Duration::from_millis(500);

/// What happened to a path, as far as it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Happening {
    /// Its writer closed it.
    Closed,
    /// It was renamed to this name, whole.
    Arrived,
    /// It came to be.
    Made,
    /// Something was written to it, and it is open still.
    Written,
    /// Its times or permissions changed.
    Touched,
    /// It was removed, or renamed away.
    Gone,
}

impl Happening {
    fn delay(self) -> Duration {
        match self {
            Self::Closed | Self::Arrived => Duration::ZERO,
            Self::Made | Self::Written | Self::Touched => SETTLE,
            Self::Gone => GRACE,
        }
    }

    /// Whether a name may lead elsewhere now.
    pub(super) fn moves_names(self) -> bool {
        matches!(self, Self::Arrived | Self::Made | Self::Gone)
    }
}

/// The paths to be looked at.
#[derive(Debug, Default)]
pub(super) struct Pending(BTreeMap<PathBuf, Due>);

#[derive(Debug, Clone, Copy)]
struct Due {
    at: Instant,
    /// It does not wait longer than this.
    limit: Instant,
}

impl Pending {
    /// Takes in what happened to a path; it replaces what happened before.
    pub(super) fn add(&mut self, path: &Path, happening: Happening, now: Instant) {
        if let Some(due) = self.0.get_mut(path) {
            // An editor that sets permissions after it closed the file has finished all the same.
            if happening != Happening::Touched {
                due.at = (now + happening.delay()).min(due.limit);
            }
        } else {
            self.0
                .insert(path.to_owned(), Due { at: now + happening.delay(), limit: now + LONGEST });
        }
    }

    /// Whether a path is waited for.
    pub(super) fn contains(&self, path: &Path) -> bool {
        self.0.contains_key(path)
    }

    /// When the next path is due.
    pub(super) fn next(&self) -> Option<Instant> {
        self.0.values().map(|due| due.at).min()
    }

    /// Takes out all that are due, in order.
    pub(super) fn take(&mut self, now: Instant) -> Vec<PathBuf> {
        let due: Vec<PathBuf> =
            self.0.iter().filter(|(_, due)| due.at <= now).map(|(path, _)| path.clone()).collect();
        for path in &due {
            self.0.remove(path);
        }
        due
    }

    /// Forgets all others.
    pub(super) fn retain(&mut self, keep: impl Fn(&Path) -> bool) {
        self.0.retain(|path, _| keep(path));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Duration = Duration::from_millis(1);

    fn a() -> &'static Path {
        Path::new("a")
    }

    #[test]
    fn a_close_and_an_arrival_are_due_at_once() {
        let mut pending = Pending::default();
        let now = Instant::now();
        pending.add(a(), Happening::Closed, now);
        pending.add(Path::new("b"), Happening::Arrived, now);
        pending.add(Path::new("c"), Happening::Made, now);
        assert_eq!(pending.take(now), [a(), Path::new("b")]);
        assert!(pending.take(now + SETTLE - MS).is_empty());
        assert_eq!(pending.take(now + SETTLE), [Path::new("c")]);
        assert_eq!(pending.next(), None);
    }

    #[test]
    fn a_later_event_replaces_the_time() {
        let mut pending = Pending::default();
        let now = Instant::now();
        pending.add(a(), Happening::Gone, now);
        assert_eq!(pending.next(), Some(now + GRACE));
        pending.add(a(), Happening::Made, now + 30 * MS);
        assert_eq!(pending.next(), Some(now + 30 * MS + SETTLE));
        pending.add(a(), Happening::Closed, now + 31 * MS);
        assert_eq!(pending.next(), Some(now + 31 * MS));
        pending.add(a(), Happening::Touched, now + 31 * MS);
        assert_eq!(pending.take(now + 31 * MS), [a()], "a touch puts nothing off");
    }

    #[test]
    fn endless_writing_is_looked_at() {
        let mut pending = Pending::default();
        let start = Instant::now();
        let mut now = start;
        while pending.take(now).is_empty() {
            pending.add(a(), Happening::Written, now);
            now += 10 * MS;
            assert!(now <= start + LONGEST + 20 * MS, "it waits for ever");
        }
    }
}
