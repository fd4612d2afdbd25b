//! The system's own watches, and what they tell.
//!
//! Events come on a thread of the library. They are looked up right there: what concerns no one
//! wakes no one, and what is kept is bounded by the paths that were given, however often they are
//! written.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind, RenameMode};
use notify::{ErrorKind, Event, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::due::{Happening, Pending};
use super::interest::Interest;

/// What the library's thread and the one that waits have in common.
#[derive(Debug, Default)]
pub(super) struct Shared {
    state: Mutex<State>,
    news: Condvar,
}

/// What has been told and not been looked into.
#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) pending: Pending,
    /// What events are looked up in.
    pub(super) interest: Interest,
    /// Paths may lead elsewhere.
    pub(super) moved: bool,
    /// Events were lost: everything may have changed.
    pub(super) rescan: bool,
    /// Folders whose watch may be gone with them.
    pub(super) lost: Vec<PathBuf>,
    /// Whoever waits is to go on.
    pub(super) woken: bool,
}

impl Shared {
    /// The state. A thread that panicked with it left nothing half done.
    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for news, until `end` at the latest.
    pub(super) fn wait(&self, state: MutexGuard<'_, State>, end: Option<Instant>) {
        match end.map(|end| end.saturating_duration_since(Instant::now())) {
            Some(time) => {
                drop(self.news.wait_timeout(state, time).unwrap_or_else(PoisonError::into_inner));
            }
            None => drop(self.news.wait(state).unwrap_or_else(PoisonError::into_inner)),
        }
    }

    /// Ends a wait, or the next one.
    pub(super) fn wake(&self) {
        self.lock().woken = true;
        self.news.notify_all();
    }

    fn take_in(&self, event: notify::Result<Event>) {
        let mut state = self.lock();
        let has_news = match event {
            Err(_) => state.lose_count(),
            Ok(event) if event.need_rescan() => state.lose_count(),
            Ok(event) => match happening(event.kind) {
                Some(happening) => state.take_in(&event.paths, happening),
                None => false,
            },
        };
        if has_news {
            self.news.notify_all();
        }
    }
}

impl State {
    fn lose_count(&mut self) -> bool {
        self.rescan = true;
        self.moved = true;
        true
    }

    /// Whether that is of interest.
    fn take_in(&mut self, paths: &[PathBuf], happening: Happening) -> bool {
        let now = Instant::now();
        let mut has_news = false;
        for path in paths {
            let meaning = self.interest.meaning(path, happening);
            has_news |= meaning.moved || !meaning.paths.is_empty();
            self.moved |= meaning.moved;
            if meaning.lost && !self.lost.contains(path) {
                self.lost.push(path.clone());
            }
            for given in &meaning.paths {
                self.pending.add(given, happening, now);
            }
        }
        has_news
    }
}

/// What an event says. All kinds that matter are listed: reading a file is an event as well.
fn happening(kind: EventKind) -> Option<Happening> {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => Some(Happening::Closed),
        EventKind::Create(_) => Some(Happening::Made),
        EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(RenameMode::From)) => {
            Some(Happening::Gone)
        }
        EventKind::Modify(ModifyKind::Name(RenameMode::To)) => Some(Happening::Arrived),
        // Its two halves are told one by one.
        EventKind::Modify(ModifyKind::Name(RenameMode::Both)) => None,
        // Either half, on systems that do not say which.
        EventKind::Modify(ModifyKind::Name(_)) => Some(Happening::Made),
        EventKind::Modify(ModifyKind::Metadata(_)) => Some(Happening::Touched),
        EventKind::Modify(_) | EventKind::Any => Some(Happening::Written),
        EventKind::Access(_) | EventKind::Other => None,
    }
}

/// The watches.
#[derive(Debug)]
pub(super) struct Native {
    watcher: RecommendedWatcher,
    watched: BTreeSet<PathBuf>,
}

impl Native {
    pub(super) fn new(shared: Arc<Shared>) -> notify::Result<Self> {
        let watcher = notify::recommended_watcher(move |event| shared.take_in(event))?;
        Ok(Self { watcher, watched: BTreeSet::new() })
    }

    /// Watches these folders and no others; those that were `lost` anew. Whether there is a new
    /// watch.
    ///
    /// Must not be called with the state locked: the library answers from the thread that waits for
    /// it.
    pub(super) fn watch(
        &mut self,
        folders: &BTreeSet<PathBuf>,
        lost: &[PathBuf],
    ) -> notify::Result<bool> {
        let watcher = &mut self.watcher;
        let watched = &mut self.watched;
        // Old ones first: a folder that was moved has one watch under two names, and removing it
        // removes both.
        watched.retain(|folder| {
            let stays = folders.contains(folder) && !lost.contains(folder);
            if !stays {
                // It may have gone with its folder.
                let _ = watcher.unwatch(folder);
            }
            stays
        });
        let mut is_new = false;
        for folder in folders {
            if watched.contains(folder) {
                continue;
            }
            match watcher.watch(folder, RecursiveMode::NonRecursive) {
                Ok(()) => {
                    watched.insert(folder.clone());
                    is_new = true;
                }
                // It went in this moment: following the paths once more leads elsewhere.
                Err(error) if is_gone(&error, folder) => is_new = true,
                Err(error) => return Err(error.add_path(folder.clone())),
            }
        }
        Ok(is_new)
    }
}

fn is_gone(error: &notify::Error, folder: &Path) -> bool {
    matches!(error.kind, ErrorKind::PathNotFound) || !folder.is_dir()
}

/// Why there is no watching, for people.
pub(super) fn reason(error: &notify::Error) -> String {
    match (&error.kind, error.paths.first()) {
        (ErrorKind::MaxFilesWatch, _) => "the system's file watches are used up".into(),
        // The number of watchers and of open files have one error.
        (ErrorKind::Io(error), None) => format!("the system gives no file watcher ({error})"),
        (ErrorKind::Io(error), Some(path)) => {
            format!("{} cannot be watched ({error})", path.display())
        }
        (kind, _) => format!("the system does not watch files ({kind:?})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{CreateKind, DataChange, Flag, MetadataKind, RemoveKind};

    #[test]
    fn only_what_changes_files_is_an_event() {
        use Happening::{Arrived, Closed, Gone, Made, Touched, Written};
        let name = |mode| EventKind::Modify(ModifyKind::Name(mode));
        let close = |mode| EventKind::Access(AccessKind::Close(mode));
        for (kind, expected) in [
            (close(AccessMode::Write), Some(Closed)),
            (close(AccessMode::Read), None),
            (EventKind::Access(AccessKind::Open(AccessMode::Any)), None),
            (EventKind::Access(AccessKind::Read), None),
            (name(RenameMode::To), Some(Arrived)),
            (name(RenameMode::From), Some(Gone)),
            (name(RenameMode::Both), None),
            (name(RenameMode::Any), Some(Made)),
            (EventKind::Create(CreateKind::File), Some(Made)),
            (EventKind::Remove(RemoveKind::File), Some(Gone)),
            (EventKind::Modify(ModifyKind::Data(DataChange::Any)), Some(Written)),
            (EventKind::Modify(ModifyKind::Metadata(MetadataKind::Any)), Some(Touched)),
            (EventKind::Other, None),
        ] {
            assert_eq!(happening(kind), expected, "{kind:?}");
        }
    }

    #[test]
    fn lost_events_and_errors_put_everything_in_doubt() {
        let lost = Event::new(EventKind::Other).set_flag(Flag::Rescan);
        for event in [Ok(lost), Err(notify::Error::generic("a fault"))] {
            let shared = Shared::default();
            shared.take_in(event);
            assert!(shared.lock().rescan && shared.lock().moved);
        }
    }
}
