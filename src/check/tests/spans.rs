//! Findings in documents of every form point at what they are about.

use std::fs;
use std::path::{Path, PathBuf};

use super::found;
use crate::diagnostic::Severity;

fn documents(folder: &str) -> Vec<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files = Vec::new();
    for entry in fs::read_dir(path).into_iter().flatten().flatten() {
        let path = entry.path();
        let is_read = |end: &str| path.extension().is_some_and(|it| it == end);
        if is_read("md") || is_read("yaml") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Checks the findings of a document; how many there were.
fn look_at(name: &str, text: &str) -> usize {
    let (found, sources) = found(name, text);
    for one in &found {
        let told = format!("{name}: {} {}", one.code, one.message);
        assert!(one.severity < Severity::Error, "{told}: a matter of form is no error");
        let span = one.span.unwrap_or_else(|| panic!("{told}: no place in {text:?}"));
        let words = sources.get(span.source).text().get(span.start..span.end);
        let words = words.unwrap_or_else(|| panic!("{told}: no place of whole characters"));
        assert!(!words.is_empty() && words.trim() == words, "{told}: {words:?}");
        assert!(!words.contains('\n'), "{told}: more than a line: {words:?}");
    }
    found.len()
}

/// Checks the findings of a folder's documents; how many there were.
fn look_into(folder: &str) -> usize {
    let read = |path: &PathBuf| fs::read_to_string(path).expect("a document");
    documents(folder).iter().map(|path| look_at(&name(path), &read(path))).sum()
}

#[test]
fn findings_point_at_words_in_a_line() {
    let own = ["tests/documents", "decks/examples", "tests/labels/own"].map(look_into);
    assert!(own.iter().sum::<usize>() > 20, "{own:?}");
}

#[test]
fn findings_in_real_documents_point_at_words_in_a_line() {
    for folder in ["postmortems", "postmortems-moj", "postmortems-ja"] {
        let number = look_into(&format!("../shared/corpus/{folder}"));
        println!("{folder}: {number} findings");
    }
}

/// Letters whose length changes with their case, and words with accents.
fn odd(text: &str) -> String {
    text.replace('i', "İ").replace('k', "\u{212a}").replace("er", "ér")
}

#[test]
fn documents_with_holes_and_odd_letters_are_checked_as_well() {
    let files = documents("tests/documents").into_iter().chain(documents("decks/examples"));
    for path in files.filter(|path| path.extension().is_some_and(|end| end == "md")) {
        let text = fs::read_to_string(&path).expect("a document");
        for hole in 2..6 {
            let lines = text.lines().enumerate().filter(|(number, _)| number % hole != 1);
            let holed: Vec<&str> = lines.map(|(_, line)| line).collect();
            let half = &holed[holed.len() / 2..];
            for lines in [&holed[..], half] {
                look_at(&name(&path), &lines.join("\n"));
                look_at(&name(&path), &odd(&lines.join("\n")));
            }
        }
    }
}
