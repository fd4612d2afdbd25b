//! Expected output in files: `tests/golden/<case>/expected/`.
//!
//! 1. [`check`] compares what a test made with the files there, all of them, and fails with a diff.
//! 2. A file there that the test did not make is stale, and fails too.
//! 3. With `WHYDECK_UPDATE=1` the files are written anew, and stale ones removed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use similar::TextDiff;

use super::project::repository;

/// No longer is the shortest difference searched for.
const LIMIT: Duration = Duration::from_secs(2);

/// The folder of a case.
pub(crate) fn folder(case: &str) -> PathBuf {
    repository().join("tests/golden").join(case)
}

/// Compares the files of a case, by name, with what the test made.
#[track_caller]
pub(crate) fn check<N: Into<String>, T: Into<String>>(
    case: &str,
    made: impl IntoIterator<Item = (N, T)>,
) {
    let made = made.into_iter().map(|(name, text)| (name.into(), text.into())).collect();
    let update = std::env::var_os("WHYDECK_UPDATE").is_some_and(|value| value == "1");
    if let Err(problems) = compare(&folder(case).join("expected"), &made, update) {
        panic!("tests/golden/{case} differs (WHYDECK_UPDATE=1 accepts it):\n{problems}");
    }
}

fn compare(dir: &Path, made: &BTreeMap<String, String>, update: bool) -> Result<(), String> {
    let expected = files(dir);
    if update {
        fs::create_dir_all(dir).expect("a folder for the expected files");
        for (name, text) in made.iter().filter(|(name, text)| expected.get(*name) != Some(text)) {
            fs::write(dir.join(name), text).expect("a written file");
        }
        for name in expected.keys().filter(|name| !made.contains_key(*name)) {
            fs::remove_file(dir.join(name)).expect("a removed file");
        }
        return Ok(());
    }
    let mut problems = String::new();
    for name in expected.keys().chain(made.keys().filter(|name| !expected.contains_key(*name))) {
        match (expected.get(name), made.get(name)) {
            (Some(old), Some(new)) if old == new => {}
            (Some(old), Some(new)) => {
                problems += &diff(name, old, new);
            }
            (Some(_), None) => {
                problems += &format!("expected/{name} is stale: the test makes no such file\n");
            }
            (None, _) => problems += &format!("expected/{name} is missing\n"),
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

fn files(dir: &Path) -> BTreeMap<String, String> {
    let Ok(entries) = fs::read_dir(dir) else { return BTreeMap::new() };
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            let text = fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            (name, String::from_utf8_lossy(&text).into_owned())
        })
        .collect()
}

/// The lines that changed, with some equal ones round them.
fn diff(name: &str, old: &str, new: &str) -> String {
    let diff = TextDiff::configure().timeout(LIMIT).diff_lines(old, new);
    diff.unified_diff().context_radius(3).header(&format!("expected/{name}"), "made").to_string()
}

#[test]
fn a_difference_is_shown_in_its_place() {
    let old = "a\nb\nc\nd\ne\nf\ng\nh\n";
    assert_eq!(
        diff("x", old, "a\nb\nc\nd\nX\nf\ng\nh\n"),
        "--- expected/x\n+++ made\n@@ -2,7 +2,7 @@\n b\n c\n d\n-e\n+X\n f\n g\n h\n"
    );
    assert_eq!(
        diff("x", "a\n", "a\nb"),
        "--- expected/x\n+++ made\n@@ -1 +1,2 @@\n a\n+b\n\\ No newline at end of file\n"
    );
}

#[test]
fn stale_missing_and_changed_files_fail_and_an_update_settles_them() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let made = |files: &[(&str, &str)]| {
        files.iter().map(|(n, t)| ((*n).to_owned(), (*t).to_owned())).collect()
    };
    let first = made(&[("a.html", "1\n"), ("b.html", "2\n")]);
    let second = made(&[("a.html", "9\n"), ("c.html", "3\n")]);
    let check = |files, update| compare(dir.path(), files, update);

    assert_eq!(
        check(&first, false),
        Err("expected/a.html is missing\nexpected/b.html is missing\n".to_owned())
    );
    assert_eq!(check(&first, true), Ok(()));
    assert_eq!(check(&first, false), Ok(()));
    let problems = check(&second, false).expect_err("files differ");
    assert!(
        problems.contains("--- expected/a.html\n+++ made\n@@ -1 +1 @@\n-1\n+9\n"),
        "{problems}"
    );
    assert!(problems.contains("expected/b.html is stale"), "{problems}");
    assert!(problems.contains("expected/c.html is missing"), "{problems}");
    assert_eq!(check(&second, true), Ok(()));
    assert_eq!(check(&second, false), Ok(()));
}
