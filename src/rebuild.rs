//! Documents that are compiled again and again, for `watch` and `serve`.
//!
//! 1. [`compile()`] reads a document and compiles it, with the memory of the last time.
//! 2. A [`Rebuilt`] remembers what its last build read and looked for: only a change there concerns
//!    it.
//! 3. [`run`] is the loop: a turn, then wait for changes. A panic ends a turn, never the loop
//!    ([`guarded`]).

use std::collections::HashSet;
use std::fmt;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::compile::{self, DocumentText, Memory, Options, Outcome};
use crate::document::Document;
use crate::watch::Watcher;

/// A document with what its builds left behind.
#[derive(Debug)]
pub(crate) struct Rebuilt {
    pub document: Document,
    /// What the last build read, and what it looked for and did not find.
    pub dependencies: Vec<PathBuf>,
    /// The folders in which a new document counts.
    pub folders: Vec<PathBuf>,
    /// What the next build need not do again.
    pub memory: Memory,
}

impl Rebuilt {
    /// A document that was not built yet: it depends on its own file.
    #[must_use]
    pub(crate) fn new(document: Document) -> Self {
        let dependencies = vec![document.path.clone()];
        Self { document, dependencies, folders: Vec::new(), memory: Memory::default() }
    }

    /// Whether a change concerns this document.
    #[must_use]
    pub(crate) fn is_concerned(&self, changed: &HashSet<PathBuf>) -> bool {
        let is_new = |path: &PathBuf| path.parent().is_some_and(|at| self.is_watched(at));
        self.dependencies.iter().any(|path| changed.contains(path)) || changed.iter().any(is_new)
    }

    fn is_watched(&self, folder: &Path) -> bool {
        self.folders.iter().any(|watched| watched == folder)
    }

    /// Takes in what a build depended on. A failed build may have ended before it looked at
    /// everything: what the one before it depended on still counts.
    pub(crate) fn depends_on(
        &mut self,
        dependencies: Vec<PathBuf>,
        folders: Vec<PathBuf>,
        is_failed: bool,
    ) {
        for (known, new) in [(&mut self.dependencies, dependencies), (&mut self.folders, folders)] {
            if !is_failed {
                known.clear();
            }
            known.extend(new);
            known.sort();
            known.dedup();
        }
    }
}

/// Changes of a document that its file does not have yet, but its deck shows.
pub(crate) trait Changes: fmt::Debug + Send + Sync {
    /// Grows with each change of what is shown: then the deck is built anew.
    fn version(&self) -> u64;

    /// The text with the changes; none when it stays as it is.
    fn changed(&self, file: &str) -> Option<String>;
}

/// Reads a document and compiles it, with changes that its file does not have.
///
/// # Errors
/// Why it cannot be read.
pub(crate) fn compile(
    document: &Document,
    name: &str,
    options: &Options,
    memory: &mut Memory,
    changes: Option<&dyn Changes>,
) -> io::Result<Outcome> {
    let file = document.read()?;
    let (text, file) = match changes.and_then(|changes| changes.changed(&file)) {
        Some(text) => (text, Some(file)),
        None => (file, None),
    };
    let input = DocumentText { name: name.to_owned(), path: Some(document.path.clone()), text };
    // After a panic half of the memory may be wrong; then the next build starts without one.
    let mut known = std::mem::take(memory);
    let outcome = compile::compile_changed(input, file, options, &mut known);
    *memory = known;
    Ok(outcome)
}

/// Runs code that may have a bug; none after a panic, whose message is on standard error.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}

#[derive(Debug, Default)]
pub(crate) struct Watched {
    /// Files whose contents count.
    pub files: Vec<PathBuf>,
    /// Folders in which new files count.
    pub folders: Vec<PathBuf>,
}

/// Work that is done again on each change.
pub(crate) trait Rebuild {
    /// The watcher to wait with.
    fn watcher(&mut self) -> &mut Watcher;

    /// What is to be watched until the next turn.
    fn watched(&self) -> Watched;

    /// Builds what these changes concern; the first turn has no changes. Returns how long to wait
    /// for the next change at most.
    fn turn(&mut self, changed: &HashSet<PathBuf>) -> Option<Duration>;

    /// Tells the user something that is not about a single document.
    fn notice(&mut self, text: &str);
}

/// Builds on each change, for as long as the process lives.
pub(crate) fn run(mut work: impl Rebuild) -> ! {
    let mut changed = HashSet::new();
    // Watched before it is read, so that a change while it is being read counts.
    watch(&mut work);
    loop {
        let limit = guarded(|| work.turn(&changed)).unwrap_or_else(|| {
            work.notice("whydeck itself failed here, and goes on: please report it");
            None
        });
        watch(&mut work);
        if let Some(notice) = work.watcher().notice() {
            work.notice(&notice);
        }
        changed = work.watcher().wait(limit).into_iter().collect();
    }
}

fn watch(work: &mut impl Rebuild) {
    let Watched { files, folders } = work.watched();
    work.watcher().watch(&files, &folders);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_ends_one_build_and_no_other() {
        assert_eq!(guarded(|| -> usize { panic!("a bug") }), None);
        assert_eq!(guarded(|| 1), Some(1));
    }

    #[test]
    fn a_failed_build_forgets_no_dependency() {
        let path = |name: &str| PathBuf::from(name);
        let mut rebuilt = Rebuilt::new(Document::named(&path("a.md"), None));
        rebuilt.depends_on(vec![path("a.md"), path("a.css")], vec![path("old")], false);
        rebuilt.depends_on(vec![path("a.md"), path("t.md")], Vec::new(), true);
        assert!(rebuilt.is_concerned(&HashSet::from([path("a.css")])));
        assert!(rebuilt.is_concerned(&HashSet::from([path("t.md")])));
        assert!(rebuilt.is_concerned(&HashSet::from([path("old/new.md")])));
        assert!(!rebuilt.is_concerned(&HashSet::from([path("old/2025/new.md")])));
        rebuilt.depends_on(vec![path("a.md")], Vec::new(), false);
        assert!(!rebuilt.is_concerned(&HashSet::from([path("a.css")])));
        assert!(!rebuilt.is_concerned(&HashSet::from([path("old/new.md")])));
    }
}
