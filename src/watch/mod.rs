//! Files and folders → "these changed". It knows nothing of documents.
//!
//! 1. `interest` follows the given paths and says which folders must be watched to hear of them:
//!    editors save by rename, so that a watch on a file would be left with the old one.
//! 2. `native` watches these folders and looks events up as they come.
//! 3. `due` says when to look at a path. A closed or renamed file is looked at at once: no fixed
//!    wait stands between a save and the screen. What goes is given a moment to come back.
//! 4. `fingerprint` compares what is there with what was there. Only another content is a change.
//!
//! Polling is the same from the third step on: every so often each path is suspected. It is not the
//! library's, which looks at whole folders, and reads every file in them where it is to compare
//! contents; here nothing is looked at but the given paths, and what their metadata vouch for is
//! not read.

mod due;
mod fingerprint;
mod interest;
mod native;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use due::Happening;
use fingerprint::Fingerprint;
use interest::{Filter, Interest};
use native::{Native, Shared};

/// How often files are looked at where the system does not tell, and nobody said how often.
pub(crate) const POLL: Duration = Duration::from_millis(300);

/// A file's time may lie this much before the moment in which it was written: file systems take the
/// time of the last tick.
const TICK: Duration = Duration::from_millis(10);

/// How changes are noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// The system tells.
    Native,
    /// The files are looked at every so often: for mounts whose changes the system does not tell.
    Poll(Duration),
}

/// Watches files and folders.
#[derive(Debug)]
pub struct Watcher {
    source: Source,
    shared: Arc<Shared>,
    files: BTreeSet<PathBuf>,
    folders: BTreeSet<PathBuf>,
    filter: Option<Filter>,
    /// What all paths held when they were last reported, entries of folders included.
    seen: BTreeMap<PathBuf, Fingerprint>,
    /// Since when the caller reads what it was told of: the last [`Self::wait`], or the first
    /// [`Self::watch`].
    since: Option<SystemTime>,
    /// Until when it did: the last [`Self::watch`].
    until: SystemTime,
    /// Where relative paths start.
    base: PathBuf,
    notice: Option<String>,
}

/// Ends a [`Watcher`]'s wait from another thread.
#[derive(Debug, Clone)]
pub struct Waker(Arc<Shared>);

impl Waker {
    /// Lets [`Watcher::wait`] return, now or when it is called next.
    pub fn wake(&self) {
        self.0.wake();
    }
}

#[derive(Debug)]
enum Source {
    Native(Native),
    Poll { every: Duration, next: Instant },
}

impl Watcher {
    /// Watches nothing yet. Falls back to polling when the system gives no watches;
    /// [`Self::notice`] then says so.
    #[must_use]
    pub fn new(mode: Mode) -> Self {
        let shared = Arc::new(Shared::default());
        let poll = |every| Source::Poll { every, next: Instant::now() + every };
        let mut notice = None;
        let source = match mode {
            Mode::Poll(every) => poll(every),
            Mode::Native => Native::new(Arc::clone(&shared)).map_or_else(
                |error| {
                    notice = Some(fallen_back(&error));
                    poll(POLL)
                },
                Source::Native,
            ),
        };
        Self {
            source,
            shared,
            files: BTreeSet::new(),
            folders: BTreeSet::new(),
            filter: None,
            seen: BTreeMap::new(),
            since: None,
            until: SystemTime::UNIX_EPOCH,
            base: PathBuf::from("."),
            notice,
        }
    }

    /// Leaves files in folders out unless this takes them; folders in them always count, dotfiles
    /// and editors' temporary files never.
    #[must_use]
    pub fn entries(mut self, wanted: fn(&Path) -> bool) -> Self {
        self.filter = Some(wanted);
        self
    }

    /// What ends a wait from another thread.
    #[must_use]
    pub fn waker(&self) -> Waker {
        Waker(Arc::clone(&self.shared))
    }

    /// Replaces what is watched: files, there or not, and folders whose entries matter, not those
    /// below them.
    ///
    /// What is watched already goes on as it was. A file that is new here is reported when it was
    /// written after the last [`Self::wait`], or the first [`Self::watch`]: whoever asks for it has
    /// read it since, perhaps too early. So watch a document before reading it, then all that it
    /// refers to, and again after each [`Self::wait`].
    pub fn watch(&mut self, files: &[PathBuf], folders: &[PathBuf]) {
        self.until = SystemTime::now();
        let before = std::mem::replace(&mut self.folders, folders.iter().cloned().collect());
        self.files = files.iter().cloned().collect();
        // The watches come first: what changes after them is told, what changed before them is
        // seen.
        self.follow();
        let paths = self.paths();
        self.seen.retain(|path, _| paths.contains(path));
        self.shared.lock().pending.retain(|path| paths.contains(path));
        self.suspect(self.seen.keys().cloned().collect());
        let since = self.since;
        for path in paths {
            if self.seen.contains_key(&path) {
                continue;
            }
            let is_new_entry = !self.is_given(&path)
                && path.parent().is_some_and(|folder| before.contains(folder));
            let found = Fingerprint::of(&path, None);
            if is_new_entry || since.is_some_and(|since| found.is_newer(since)) {
                self.shared.lock().pending.add(&path, Happening::Touched, Instant::now());
            }
            self.seen.insert(path, found);
        }
        self.distrust_pending();
        self.since.get_or_insert(self.until);
    }

    /// Waits until something watched holds something else, has come or gone; these paths, as they
    /// were given, in order, entries of folders below their folder. None after `limit`, and when it
    /// was woken.
    pub fn wait(&mut self, limit: Option<Duration>) -> Vec<PathBuf> {
        let end = limit.and_then(|limit| Instant::now().checked_add(limit));
        loop {
            let now = Instant::now();
            let due = self.shared.lock().pending.take(now);
            let time = SystemTime::now();
            let changed: Vec<PathBuf> =
                due.into_iter().filter(|path| self.has_changed(path)).collect();
            if !changed.is_empty() {
                self.since = Some(time);
                self.distrust_pending();
                return changed;
            }
            self.look_around(now);
            if end.is_some_and(|end| end <= now) {
                return Vec::new();
            }
            let mut state = self.shared.lock();
            if std::mem::take(&mut state.woken) {
                return Vec::new();
            }
            if state.moved || state.rescan {
                continue;
            }
            let look = match self.source {
                Source::Native(_) => None,
                Source::Poll { next, .. } => Some(next),
            };
            let next = [state.pending.next(), look, end].into_iter().flatten().min();
            self.shared.wait(state, next);
        }
    }

    /// What the user should know about how files are watched, once.
    pub fn notice(&mut self) -> Option<String> {
        self.notice.take()
    }

    /// Looks at a path; whether the caller must be told.
    fn has_changed(&mut self, path: &Path) -> bool {
        let found = Fingerprint::of(path, self.seen.get(path));
        let is_news = self.is_news(path, &found);
        if found.is_missing() && !self.is_given(path) {
            self.seen.remove(path);
        } else {
            self.seen.insert(path.to_owned(), found);
        }
        is_news
    }

    /// Whether the caller may know something else than what was found.
    fn is_news(&self, path: &Path, found: &Fingerprint) -> bool {
        let known = self.seen.get(path).unwrap_or(&Fingerprint::Missing);
        // Written while the caller was reading: it may have read what was there for a moment, in
        // between.
        let is_meanwhile = |since| found.is_newer(since - TICK) && !found.is_newer(self.until);
        found.differs(known)
            || (found.is_file() && found != known && self.since.is_some_and(is_meanwhile))
    }

    /// What is waited for may have been something else when the caller read it, and become again
    /// what it was: it is reported whatever is found.
    fn distrust_pending(&mut self) {
        let state = self.shared.lock();
        for (path, known) in &mut self.seen {
            if state.pending.contains(path) {
                *known = Fingerprint::Unknown;
            }
        }
    }

    /// Does what is to be done besides looking at what is due: follows paths anew, suspects
    /// everything.
    fn look_around(&mut self, now: Instant) {
        let (moved, mut rescan) = {
            let mut state = self.shared.lock();
            (state.moved, std::mem::take(&mut state.rescan))
        };
        if moved {
            rescan |= self.follow();
        }
        if let Source::Poll { every, next } = &mut self.source
            && *next <= now
        {
            *next = now + *every;
            rescan = true;
        }
        if rescan {
            self.suspect(self.paths());
        }
    }

    /// Follows all paths and watches the folders that they lead to; whether something may have been
    /// missed.
    fn follow(&mut self) -> bool {
        let Source::Native(native) = &mut self.source else { return false };
        self.base = std::env::current_dir().unwrap_or_else(|_| self.base.clone());
        let mut missed = false;
        // What is made between following and watching is found when the paths are followed once
        // more. Where that never ends, someone makes and removes folders without a pause: events go
        // on coming.
        for _ in 0..8 {
            // A folder may come and go itself.
            let files = self.files.iter().chain(&self.folders);
            let folders = self.folders.iter();
            let interest = Interest::new(
                files.map(PathBuf::as_path),
                folders.map(PathBuf::as_path),
                &self.base,
                self.filter,
            );
            let watched = interest.watched().clone();
            let lost = {
                let mut state = self.shared.lock();
                missed |= interest.leads_elsewhere(&state.interest);
                state.interest = interest;
                state.moved = false;
                std::mem::take(&mut state.lost)
            };
            match native.watch(&watched, &lost) {
                Ok(false) => break,
                Ok(true) => missed = true,
                Err(error) => {
                    self.fall_back(&error);
                    return true;
                }
            }
        }
        missed
    }

    fn fall_back(&mut self, error: &notify::Error) {
        self.notice = Some(fallen_back(error));
        self.source = Source::Poll { every: POLL, next: Instant::now() };
    }

    /// Looks at paths that are not waited for. What is news is not reported yet: it may be half
    /// written.
    fn suspect(&mut self, paths: BTreeSet<PathBuf>) {
        let now = Instant::now();
        for path in paths {
            if self.shared.lock().pending.contains(&path) {
                continue;
            }
            let found = Fingerprint::of(&path, self.seen.get(&path));
            if self.is_news(&path, &found) {
                let happening =
                    if found.is_missing() { Happening::Gone } else { Happening::Written };
                let mut state = self.shared.lock();
                // An event that came in between knows more.
                if !state.pending.contains(&path) {
                    state.pending.add(&path, happening, now);
                }
            } else {
                self.seen.insert(path, found);
            }
        }
    }

    fn is_given(&self, path: &Path) -> bool {
        self.files.contains(path) || self.folders.contains(path)
    }

    /// All paths that matter now: the given ones, what is in folders, what was in them.
    fn paths(&self) -> BTreeSet<PathBuf> {
        let mut paths: BTreeSet<PathBuf> = self.files.union(&self.folders).cloned().collect();
        let is_entry =
            |path: &&PathBuf| path.parent().is_some_and(|folder| self.folders.contains(folder));
        paths.extend(self.seen.keys().filter(is_entry).cloned());
        for folder in &self.folders {
            let entries = fs::read_dir(folder).into_iter().flatten().flatten();
            let entries = entries.map(|entry| folder.join(entry.file_name()));
            paths.extend(entries.filter(|entry| interest::wants(entry, self.filter)));
        }
        paths
    }
}

fn fallen_back(error: &notify::Error) -> String {
    format!("{}: looking at the files every {} ms instead", native::reason(error), POLL.as_millis())
}
