//! How long a file may be, and how long a function.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use super::{root, rust_files};

/// The longest that a file may be.
const FILE: usize = 400;

/// Files that are still longer. This list only shrinks.
const LONG_FILES: [&str; 0] = [];

/// The longest that a function may be, from the line of its `fn` to that of its closing brace.
const FUNCTION: usize = 60;

/// Functions that are still longer. This list only shrinks.
const LONG_FUNCTIONS: [&str; 0] = [];

/// All code of the project, by name.
fn texts() -> BTreeMap<String, String> {
    let folders = ["src", "build", "tests", "benches", "fuzz/fuzz_targets"];
    let files = folders.into_iter().flat_map(rust_files).chain([root().join("build.rs")]);
    let name = |path: PathBuf| {
        let name = path.strip_prefix(root()).expect("a file of the project");
        let name = name.to_string_lossy().replace('\\', "/");
        (name, fs::read_to_string(&path).expect("a file"))
    };
    files.map(name).collect()
}

/// The functions of a text with a body of several lines, and how many lines each has.
fn functions(text: &str) -> Vec<(&str, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let Some(name) = name(line) else { continue };
        let indentation = &line[..line.len() - line.trim_start().len()];
        let is_end = |line: &str| line.strip_prefix(indentation) == Some("}");
        let has_body = !line.ends_with([';', '}']);
        if let Some(length) =
            lines[start..].iter().position(|line| is_end(line)).filter(|_| has_body)
        {
            found.push((name, length + 1));
        }
    }
    found
}

/// The name of the function that a line begins.
fn name(line: &str) -> Option<&str> {
    let (before, after) = line.split_once("fn ")?;
    let mut words = before.split_whitespace();
    let is_declared = words.all(|word| {
        matches!(word, "const" | "async" | "unsafe" | "extern") || word.starts_with("pub")
    });
    let end = after.find(|c: char| !c.is_alphanumeric() && c != '_')?;
    Some(&after[..end]).filter(|name| is_declared && !name.is_empty())
}

#[test]
fn the_lines_of_a_function_are_counted() {
    let text = "\
pub(super) fn one(
    a: u8,
) -> u8 {
    if a > 0 {
        a
    }
}

fn two() {}

impl A {
    fn three() {
        // fn four()
    }
}
";
    assert_eq!(functions(text), [("one", 7), ("three", 3)]);
}

/// Holds a measure against its most, with those that are allowed to be above it.
fn are_short(measured: Vec<(String, usize)>, most: usize, excused: &[&str]) {
    let long: Vec<_> = measured.into_iter().filter(|(_, lines)| *lines > most).collect();
    let wrong: Vec<_> = long.iter().filter(|(name, _)| !excused.contains(&name.as_str())).collect();
    assert!(wrong.is_empty(), "longer than {most} lines: {wrong:?}");
    for excused in excused {
        let is_long = long.iter().any(|(name, _)| name == excused);
        assert!(is_long, "{excused} is short now: take it off the list");
    }
}

#[test]
fn no_file_is_too_long() {
    let files = texts().into_iter().map(|(name, text)| (name, text.lines().count()));
    are_short(files.collect(), FILE, &LONG_FILES);
}

#[test]
fn no_function_is_too_long() {
    let texts = texts();
    let functions = texts.iter().flat_map(|(file, text)| {
        functions(text).into_iter().map(move |(name, lines)| (format!("{file}: {name}"), lines))
    });
    are_short(functions.collect(), FUNCTION, &LONG_FUNCTIONS);
}
