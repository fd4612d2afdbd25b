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

/// Checks the findings of a folder's documents; how many there were.
fn check(folder: &str) -> usize {
    let mut number = 0;
    for path in documents(folder) {
        let text = fs::read_to_string(&path).expect("a document");
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let (found, sources) = found(&name, &text);
        number += found.len();
        for one in found {
            let told = format!("{name}: {} {}", one.code, one.message);
            assert!(one.severity < Severity::Error, "{told}: a matter of form is no error");
            let span = one.span.unwrap_or_else(|| panic!("{told}: no place"));
            let words = sources.get(span.source).text().get(span.start..span.end);
            let words =
                words.unwrap_or_else(|| panic!("{told}: inside a character, or behind all"));
            assert!(!words.is_empty() && words.trim() == words, "{told}: {words:?}");
            assert!(!words.contains('\n'), "{told}: more than a line: {words:?}");
        }
    }
    number
}

#[test]
fn findings_point_at_words_in_a_line() {
    let own = ["tests/documents", "decks/examples", "tests/labels/own"].map(check);
    assert!(own.iter().sum::<usize>() > 20, "{own:?}");
}

#[test]
fn findings_in_real_documents_point_at_words_in_a_line() {
    for folder in ["postmortems", "postmortems-moj", "postmortems-ja"] {
        let number = check(&format!("../shared/corpus/{folder}"));
        println!("{folder}: {number} findings");
    }
}
