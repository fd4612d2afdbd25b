//! Nothing is lost: every word of a document is on a slide, or in its notes.

use std::fs;

use whydeck::compile::coverage::{self, Coverage};
use whydeck::compile::{DocumentText, Options, compile};

use crate::support::project::{CORPUS, DOCUMENTS, corpus, documents, examples, repository};

const DECKS: [&str; 3] = ["steering", "review", "lightning"];

fn covered(folder: &str, name: &str, deck: &str) -> Coverage {
    let path = repository().join(folder).join(name);
    let text = fs::read_to_string(&path).expect("a document");
    let root = path.parent().map(std::path::Path::to_owned);
    let input = DocumentText { name: name.to_owned(), path: Some(path), text };
    let outcome =
        compile(input, &Options { deck: Some(deck.to_owned()), root, ..Options::default() });
    coverage::of(&outcome).unwrap_or_else(|| panic!("{name}: {:#?}", outcome.diagnostics))
}

/// What is lost of some documents in the built-in decks; as much as `share` is to stand on slides.
fn check(folder: &str, names: &[String], share: f64) {
    let mut failed = Vec::new();
    for name in names.iter().filter(|name| !name.contains("slides")) {
        for deck in DECKS {
            let coverage = covered(folder, name, deck);
            let nowhere = coverage.total()[4];
            let all: usize = coverage.total().iter().sum();
            // Marks such as `(end)` are shown in the deck's own words.
            if coverage.on_slides() < share || nowhere * 200 > all {
                failed.push(format!(
                    "{name} in {deck}: {:.1} % on slides\n{}",
                    100.0 * coverage.on_slides(),
                    coverage.report()
                ));
            }
        }
    }
    assert!(failed.is_empty(), "{} decks lose words\n\n{}", failed.len(), failed.join("\n"));
}

#[test]
fn nothing_is_lost_of_the_examples() {
    check("decks/examples", &examples(), 0.95);
}

#[test]
fn nothing_is_lost_of_the_documents() {
    // They are short, so that headings, which stand in the notes, are more of them.
    check(DOCUMENTS, &documents(), 0.9);
}

#[test]
fn nothing_is_lost_of_the_corpus() {
    check(CORPUS, &corpus(), 0.95);
}
