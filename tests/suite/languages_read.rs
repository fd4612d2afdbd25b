//! The examples in other languages than English: what is read of them.

use std::fs;

use crate::support::golden;
use crate::support::project::{Project, repository};

const FOLDER: &str = "decks/examples/languages";

/// The names of the examples.
fn names() -> Vec<String> {
    let entries = fs::read_dir(repository().join(FOLDER)).expect("a folder");
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn the_example_of_each_language_is_read_as_it_is_meant() {
    let project = Project::new().folder(FOLDER);
    let made = names().into_iter().map(|name| {
        let outcome = project.whydeck(["read", &name]).exits(0);
        assert_eq!(outcome.stderr, "", "{name}");
        (name.replace(".md", ".txt"), outcome.stdout)
    });
    golden::check("read/languages", made.collect::<Vec<_>>());
}
