//! Expected output in files: `tests/golden/<case>/expected/`.
//!
//! 1. [`check`] compares what a test made with the files there, all of them, and fails with a diff.
//! 2. A file there that the test did not make is stale, and fails too.
//! 3. With `WHYDECK_UPDATE=1` the files are written anew, and stale ones removed.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use super::project::repository;

/// Equal lines shown round a difference.
const CONTEXT: usize = 3;
/// Past this many differing lines the diff says so instead of searching for the shortest one.
const LONGEST: usize = 3000;

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
                problems += &format!("--- expected/{name}\n+++ made\n{}", diff(old, new));
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
fn diff(old: &str, new: &str) -> String {
    let (old, new): (Vec<_>, Vec<_>) = (old.split('\n').collect(), new.split('\n').collect());
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - head;
    let tail =
        old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let from = &old[head..old.len() - tail];
    let to = &new[head..new.len() - tail];

    let mut out = format!("@@ line {} @@\n", head + 1);
    for line in &old[head.saturating_sub(CONTEXT)..head] {
        let _ = writeln!(out, "  {line}");
    }
    if from.len().max(to.len()) > LONGEST {
        let _ = writeln!(out, "… {} lines became {} others; the first:", from.len(), to.len());
        let first =
            from.iter().take(1).map(|l| ('-', l)).chain(to.iter().take(1).map(|l| ('+', l)));
        first.for_each(|(sign, line)| writeln!(out, "{sign} {line}").expect("a string takes text"));
    } else {
        changes(from, to, &mut out);
    }
    for line in old[old.len() - tail..].iter().take(CONTEXT) {
        let _ = writeln!(out, "  {line}");
    }
    out
}

/// The shortest way from one list of lines to the other, by their longest common subsequence.
fn changes(from: &[&str], to: &[&str], out: &mut String) {
    let width = to.len() + 1;
    let mut common = vec![0_u32; (from.len() + 1) * width];
    for i in (0..from.len()).rev() {
        for j in (0..to.len()).rev() {
            common[i * width + j] = if from[i] == to[j] {
                common[(i + 1) * width + j + 1] + 1
            } else {
                common[(i + 1) * width + j].max(common[i * width + j + 1])
            };
        }
    }
    let mut i = 0;
    let mut j = 0;
    while i < from.len() || j < to.len() {
        let (sign, line) = if i < from.len() && j < to.len() && from[i] == to[j] {
            (i, j) = (i + 1, j + 1);
            (' ', from[i - 1])
        } else if j == to.len()
            || (i < from.len() && common[(i + 1) * width + j] >= common[i * width + j + 1])
        {
            i += 1;
            ('-', from[i - 1])
        } else {
            j += 1;
            ('+', to[j - 1])
        };
        let _ = writeln!(out, "{sign} {line}");
    }
}

#[test]
fn a_difference_is_shown_in_its_place() {
    let old = "a\nb\nc\nd\ne\n";
    assert_eq!(diff(old, "a\nb\nX\nd\ne\n"), "@@ line 3 @@\n  a\n  b\n- c\n+ X\n  d\n  e\n  \n");
    assert_eq!(diff("a", "a\nb"), "@@ line 2 @@\n  a\n+ b\n");
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
        problems.contains("--- expected/a.html\n+++ made\n@@ line 1 @@\n- 1\n+ 9\n"),
        "{problems}"
    );
    assert!(problems.contains("expected/b.html is stale"), "{problems}");
    assert!(problems.contains("expected/c.html is missing"), "{problems}");
    assert_eq!(check(&second, true), Ok(()));
    assert_eq!(check(&second, false), Ok(()));
}
