//! Which files of a folder are decks.
//!
//! 1. [`list`] walks the folder and finds the documents that may be decks.
//! 2. [`is_deck`] says whether a compiled document is one.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::compile::Outcome;
use crate::document;
use crate::kind;

/// How deep the walk goes below the root. `pages::index::CUT_SHORT` tells the user these three
/// numbers.
const DEEPEST: usize = 8;
/// How many documents are listed at most.
const MOST_DOCUMENTS: usize = 2_000;
/// How many folders are read at most.
const MOST_FOLDERS: usize = 4_000;
/// Folders of other people's files.
const FOREIGN: [&str; 3] = ["node_modules", "target", "vendor"];
/// Files that most repositories have, without their endings. They are decks only when they say so
/// themselves.
const USUAL: [&str; 7] =
    ["readme", "changelog", "contributing", "license", "licence", "code_of_conduct", "security"];
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

/// Whether a compiled document is a deck of its folder. It is when its text says so. A document
/// that was only guessed to be slides is one when it has several slides. A broken document is one
/// when its front matter has a key of whydeck's, or a slide ends below it. The usual files of a
/// repository never are by a guess.
#[must_use]
pub fn is_deck(path: &Path, outcome: &Outcome) -> bool {
    match (&outcome.verdict, &outcome.compiled) {
        (Some(verdict), _) if !verdict.is_guess => true,
        _ if document::is_yaml(path) || is_usual(path) => false,
        (Some(_), Some(compiled)) => compiled.slide_count() > 1,
        _ => outcome.sources.iter().next().is_some_and(|source| {
            let text = source.text();
            kind::has_own_key(text) || has_slide_end(text)
        }),
    }
}

/// Whether a slide ends below the front matter.
fn has_slide_end(text: &str) -> bool {
    let mut lines = text.trim_start_matches('\u{feff}').lines().map(str::trim_end);
    let Some(fence) = lines.next().filter(|fence| matches!(*fence, "---" | "+++")) else {
        return false;
    };
    lines.skip_while(|line| *line != fence).skip(1).any(|line| line == "---")
}

/// Whether a file is one that every repository has, by its name.
#[must_use]
pub fn is_usual(path: &Path) -> bool {
    let stem = path
        .file_stem()
        .and_then(OsStr::to_str)
        .unwrap_or_default()
        .to_ascii_lowercase()
        .replace('-', "_");
    // `README.de.md` and `LICENSE-MIT.md` count as usual, too.
    let name = stem.split('.').next().unwrap_or_default();
    USUAL.contains(&name) || name.starts_with("license_") || name.starts_with("readme_")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::{DocumentText, Options, compile};

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

    fn counts(name: &str, text: &str) -> bool {
        let path = PathBuf::from(name);
        let input = DocumentText { name: name.into(), path: Some(path.clone()), text: text.into() };
        is_deck(&path, &compile(input, &Options::default()))
    }

    #[test]
    fn decks_by_evidence() {
        assert!(counts("a.md", "# P\n\n## Summary\n\nx\n\n## Timeline\n\n- 10:00 x\n"));
        assert!(counts("README.md", "---\nkind: slides\n---\n# One\n"), "it says so");
        assert!(counts("a.md", "# One\n\n---\n\n# Two\n"));
        assert!(!counts("a.md", "# A page\n\nWith text.\n"));
        for name in [
            "README.md",
            "readme.de.md",
            "CHANGELOG.md",
            "LICENSE-MIT.md",
            "readme-de.md",
            "docs/Code-of-Conduct.markdown",
        ] {
            assert!(!counts(name, "# One\n\n---\n\n# Two\n"), "{name}");
        }
        assert!(counts("licensed-users.md", "# One\n\n---\n\n# Two\n"));
        assert!(counts(
            "q.yaml",
            "title: x\nsummary: y\ntimeline:\n- {time: 2024-01-01T10:00Z, text: z}\n"
        ));
        assert!(!counts("docker-compose.yaml", "services:\n  web:\n    image: nginx\n"));
    }

    #[test]
    fn a_broken_deck_is_one() {
        assert!(counts("a.md", "---\ntitle: [x\nseverity: SEV-1\n---\n# One\n"));
        assert!(counts(
            "a.md",
            "---\ntitle: [x\n---\n## Summary\n\nx\n\n## Lessons Learned\n\n- x\n"
        ));
        assert!(counts("a.md", "---\ntitle: [x\n---\n# One\n\n---\n\n# Two\n"));
        assert!(!counts("a.md", "---\ntitle: [x\nlayout: post\n---\n# One\n"));
        assert!(counts("q.yaml", "title: x\nsummary: [y\ntimeline: []\n"));
        assert!(!counts("values.yaml", "image: [x\n"));
    }
}
