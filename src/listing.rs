//! The documents of a folder: what is below it, within bounds.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::document;

/// How deep the walk goes below the root. `pages::index::CUT_SHORT` tells the user these three
/// numbers.
const DEEPEST: usize = 8;
/// How many documents are listed at most.
const MOST_DOCUMENTS: usize = 2_000;
/// How many folders are read at most.
const MOST_FOLDERS: usize = 4_000;
/// Folders of other people's files.
const FOREIGN: [&str; 3] = ["node_modules", "target", "vendor"];

/// What a folder holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// Documents that may be decks, sorted.
    pub documents: Vec<PathBuf>,
    /// The folders that were read, with the root, sorted. A new document can appear in any of them.
    pub folders: Vec<PathBuf>,
    /// Whether there was more than is listed.
    pub is_cut_short: bool,
    /// Whether file descriptors ran out; then the rest means nothing.
    pub is_blind: bool,
}

/// Finds the documents below `root`: Markdown and YAML, at most eight folders deep. Names that
/// begin with a dot, the folders `node_modules`, `target` and `vendor`, and links that lead out of
/// the root are left out. A file with several names is listed once.
///
/// Paths begin with `root` as it was given. A folder that cannot be read counts as empty.
#[must_use]
pub fn list(root: &Path) -> Listing {
    let Ok(real_root) = fs::canonicalize(root) else { return Listing::default() };
    let mut listing = Listing::default();
    // By real path, so that a link is no second copy, and links in a circle end the walk.
    let mut documents: HashMap<PathBuf, PathBuf> = HashMap::new();
    let mut folders: HashMap<PathBuf, PathBuf> =
        HashMap::from([(real_root.clone(), root.to_owned())]);
    let mut open = vec![(root.to_owned(), 0)];
    while let Some((folder, depth)) = open.pop() {
        let mut below = Vec::new();
        let entries = fs::read_dir(&folder);
        listing.is_blind |= entries.as_ref().is_err_and(is_lack);
        let mut entries: Vec<_> = entries.into_iter().flatten().flatten().collect();
        // Real files first: a link to one of them is then recognised as a second name.
        entries.sort_by_key(|entry| {
            (entry.file_type().is_ok_and(|kind| kind.is_symlink()), entry.file_name())
        });
        for entry in entries {
            let path = entry.path();
            if is_skipped(&entry.file_name()) {
                continue;
            }
            let Some(real) = inside(&real_root, &path) else { continue };
            if real.is_dir() {
                let is_known = folders.contains_key(&real);
                if is_known || depth == DEEPEST || folders.len() == MOST_FOLDERS {
                    listing.is_cut_short |= !is_known;
                    continue;
                }
                folders.insert(real, path.clone());
                below.push((path, depth + 1));
            } else if is_document(&path) && real.is_file() {
                if documents.len() == MOST_DOCUMENTS && !documents.contains_key(&real) {
                    listing.is_cut_short = true;
                    continue;
                }
                documents.entry(real).or_insert(path);
            }
        }
        open.extend(below.into_iter().rev());
    }
    listing.documents = documents.into_values().collect();
    listing.folders = folders.into_values().collect();
    listing.documents.sort();
    listing.folders.sort();
    listing
}

/// Whether file descriptors ran out. Such an error says nothing about the file.
#[must_use]
pub fn is_lack(error: &io::Error) -> bool {
    #[cfg(unix)]
    return rustix::io::Errno::from_io_error(error)
        .is_some_and(|error| matches!(error, rustix::io::Errno::MFILE | rustix::io::Errno::NFILE));
    #[cfg(not(unix))]
    return error.kind() == io::ErrorKind::OutOfMemory;
}

/// Whether a file is Markdown or YAML, by its name.
#[must_use]
pub fn is_document(path: &Path) -> bool {
    document::is_markdown(path) || document::is_yaml(path)
}

/// Whether files and folders of this name are left out.
#[must_use]
pub fn is_skipped(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
        || name.to_str().is_some_and(|name| FOREIGN.contains(&name))
}

/// The real path, when it lies below the root and in no folder that is left out.
fn inside(real_root: &Path, path: &Path) -> Option<PathBuf> {
    let real = fs::canonicalize(path).ok()?;
    let below = real.strip_prefix(real_root).ok()?;
    let is_hidden = below.iter().any(is_skipped);
    (!is_hidden).then_some(real)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(root: &Path, names: &[&str]) {
        for name in names {
            let path = root.join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, "# x\n").expect("a file");
        }
    }

    fn shown(root: &Path, paths: &[PathBuf]) -> Vec<String> {
        let below = |path: &PathBuf| {
            path.strip_prefix(root).expect("below").to_string_lossy().replace('\\', "/")
        };
        paths.iter().map(below).collect()
    }

    #[test]
    fn documents_are_found_and_the_rest_is_left() {
        let dir = tempfile::tempdir().expect("a folder");
        let root = dir.path();
        write(
            root,
            &[
                "b.md",
                "a.MD",
                "z.txt",
                ".hidden.md",
                ".git/x.md",
                "node_modules/p/x.md",
                "sub/target/x.md",
                "vendor/x.yaml",
                "2024/03/c \"d\" & 'e' <f>.markdown",
                "2024/g.yml",
                "1/2/3/4/5/6/7/8/deep.md",
                "1/2/3/4/5/6/7/8/9/deeper.md",
            ],
        );
        let listing = list(root);
        assert_eq!(
            shown(root, &listing.documents),
            [
                "1/2/3/4/5/6/7/8/deep.md",
                "2024/03/c \"d\" & 'e' <f>.markdown",
                "2024/g.yml",
                "a.MD",
                "b.md"
            ]
        );
        let folders = shown(root, &listing.folders);
        assert!(
            listing.is_cut_short
                && folders.contains(&String::new())
                && folders.contains(&"sub".to_owned())
        );
        assert!(
            !folders
                .iter()
                .any(|folder| folder.contains("node_modules") || folder.contains(".git"))
        );
        assert_eq!(list(&root.join("missing")), Listing::default());
    }

    #[cfg(unix)]
    #[test]
    fn links_lead_nowhere_else() {
        use std::os::unix::fs::symlink;
        let outside = tempfile::tempdir().expect("a folder");
        write(outside.path(), &["secret.md", "more/secret.md"]);
        let dir = tempfile::tempdir().expect("a folder");
        let root = dir.path();
        write(root, &["real.md", "sub/inner.md", ".git/x.md"]);
        let link = |target: &Path, name: &str| symlink(target, root.join(name)).expect("a link");
        link(&outside.path().join("secret.md"), "a.md");
        link(&outside.path().join("more"), "more");
        link(&root.join("real.md"), "again.md");
        link(&root.join(".git/x.md"), "git.md");
        link(root, "sub/circle");
        link(&root.join("gone.md"), "gone.md");
        let listing = list(root);
        assert_eq!(shown(root, &listing.documents), ["real.md", "sub/inner.md"]);
        assert_eq!(shown(root, &listing.folders), ["", "sub"]);
    }
}
