//! Which folders must be watched to hear of given paths, and which events concern them.
//!
//! A path is followed part by part, links resolved. What would lead it elsewhere is a *hinge*: a
//! link on the way, the first part that is not there, a folder below the working directory. The
//! folder of each hinge is watched as well as the folder of the file, so that a path that is not
//! there is found as its folders appear one by one.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::ffi::OsString;
use std::fs;
use std::path::{Component, Path, PathBuf};

use super::due::Happening;

/// Where the system itself gives up.
const MOST_LINKS: usize = 40;

/// Which entries of a folder matter.
pub(super) type Filter = fn(&Path) -> bool;

/// What events are looked up in; all paths in it are real ones.
#[derive(Debug, Default)]
pub(super) struct Interest {
    /// Files, with the paths that were given for them.
    files: HashMap<PathBuf, Vec<PathBuf>>,
    /// Folders whose entries matter, likewise.
    folders: HashMap<PathBuf, Vec<PathBuf>>,
    hinges: HashSet<PathBuf>,
    /// The folders to watch, as they are spelled.
    watched: BTreeSet<PathBuf>,
    filter: Option<Filter>,
}

/// What an event means for those who wait.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Meaning {
    /// The given paths to look at.
    pub(super) paths: Vec<PathBuf>,
    /// Whether paths may lead elsewhere.
    pub(super) moved: bool,
    /// Whether this was a watched folder itself, whose watch may be gone with it.
    pub(super) lost: bool,
}

impl Interest {
    /// Follows all paths; relative ones start at `base`.
    pub(super) fn new<'p>(
        files: impl Iterator<Item = &'p Path>,
        folders: impl Iterator<Item = &'p Path>,
        base: &Path,
        filter: Option<Filter>,
    ) -> Self {
        let mut interest = Self { filter, ..Self::default() };
        for path in files {
            let end = interest.follow(path, base);
            if let Some(folder) = end.parent() {
                interest.watched.insert(folder.to_owned());
            }
            interest.files.entry(key(&end).into_owned()).or_default().push(path.to_owned());
        }
        for path in folders {
            let end = interest.follow(path, base);
            if end.is_dir() {
                interest.watched.insert(end.clone());
                interest.folders.entry(key(&end).into_owned()).or_default().push(path.to_owned());
            }
        }
        interest
    }

    /// The folders to watch.
    pub(super) fn watched(&self) -> &BTreeSet<PathBuf> {
        &self.watched
    }

    /// Whether given paths are other files now.
    pub(super) fn leads_elsewhere(&self, before: &Self) -> bool {
        self.files != before.files || self.folders != before.folders
    }

    /// What it means that this happened there.
    pub(super) fn meaning(&self, path: &Path, happening: Happening) -> Meaning {
        let key = key(path);
        let mut paths = self.files.get(key.as_ref()).cloned().unwrap_or_default();
        let entry = path.parent().zip(path.file_name());
        if let Some((folder, name)) = entry
            && let Some(given) = self.folders.get(self::key(folder).as_ref())
        {
            let entries = given.iter().map(|folder| folder.join(name));
            paths.extend(entries.filter(|entry| self.wants(entry)));
        }
        let is_folder = self.watched.contains(path);
        let is_known = is_folder || !paths.is_empty() || self.hinges.contains(key.as_ref());
        // A folder that a process is in says only that its metadata changed when it is removed.
        let lost = is_folder && (happening.moves_names() || happening == Happening::Touched);
        Meaning { moved: lost || (is_known && happening.moves_names()), lost, paths }
    }

    /// Whether an entry of a folder matters.
    pub(super) fn wants(&self, entry: &Path) -> bool {
        wants(entry, self.filter)
    }

    /// The real path; of one that is not there, as far as there are folders, and one part more.
    fn follow(&mut self, path: &Path, base: &Path) -> PathBuf {
        let mut at = PathBuf::new();
        let mut left: Vec<OsString> = parts(&base.join(path));
        let mut links = 0;
        while let Some(part) = left.pop() {
            match Path::new(&part).components().next() {
                Some(Component::Normal(_)) => {}
                Some(Component::ParentDir) => {
                    at.pop();
                    continue;
                }
                Some(Component::CurDir) | None => continue,
                Some(Component::RootDir | Component::Prefix(_)) => {
                    at.push(&part);
                    continue;
                }
            }
            let next = at.join(&part);
            match fs::symlink_metadata(&next) {
                Ok(about) if about.is_symlink() && links < MOST_LINKS => {
                    links += 1;
                    self.hinge(&next);
                    if let Ok(target) = fs::read_link(&next) {
                        // One from the root starts there: pushing the root replaces what there is.
                        left.extend(parts(&target));
                        continue;
                    }
                    return next;
                }
                Ok(about) if about.is_dir() => {
                    // Whole folders are moved about inside a project; above it, nobody does that
                    // while writing.
                    if at.starts_with(base) {
                        self.hinge(&next);
                    }
                    at = next;
                }
                Ok(_) if left.is_empty() => return next,
                // Nothing is there, or a file stands where a folder should.
                _ => {
                    self.hinge(&next);
                    return next;
                }
            }
        }
        at
    }

    fn hinge(&mut self, path: &Path) {
        if let Some(folder) = path.parent() {
            self.watched.insert(folder.to_owned());
        }
        self.hinges.insert(key(path).into_owned());
    }
}

/// Whether an entry matters: no dotfile, no editor's backup or test file, no file that the filter
/// refuses.
pub(super) fn wants(entry: &Path, filter: Option<Filter>) -> bool {
    let name = entry.file_name().unwrap_or_default().to_string_lossy();
    let is_temporary = name.starts_with(['.', '#', '~']) || name.ends_with('~') || name == "4913";
    !is_temporary && filter.is_none_or(|filter| filter(entry) || entry.is_dir())
}

/// The parts of a path, the first one last.
fn parts(path: &Path) -> Vec<OsString> {
    path.components().rev().map(|part| part.as_os_str().to_owned()).collect()
}

/// A path as it is compared: some systems take `Deck.md` and `deck.md` for one file, and tell of it
/// by its true name.
fn key(path: &Path) -> Cow<'_, Path> {
    if cfg!(any(windows, target_os = "macos")) {
        PathBuf::from(path.to_string_lossy().to_lowercase()).into()
    } else {
        path.into()
    }
}
