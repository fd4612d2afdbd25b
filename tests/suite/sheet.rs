//! `tests/sheet`: a whole deck at one look.

use std::fs;
use std::process::Command;

use crate::support::project::{Project, repository, skipped};

#[test]
fn a_sheet_shows_every_slide() {
    if Command::new("node").arg("--version").output().is_err() {
        skipped("there is no Node.js");
        return;
    }
    let project = Project::new().file("deck.md", "# One\n\n---\n\n# Two\n\n----\n\n# Three\n");
    let mut command = Command::new("node");
    command.arg(repository().join("tests/sheet")).arg(project.build("deck.md"));
    command.arg(project.path("sheet.png")).args(["--columns=2", "--width=320"]);
    let outcome = command.output().expect("node starts");
    assert!(outcome.status.success(), "{outcome:?}");
    let sheet = fs::read(project.path("sheet.png")).expect("a picture");
    let number =
        |at: usize| u32::from_be_bytes([sheet[at], sheet[at + 1], sheet[at + 2], sheet[at + 3]]);
    // Two columns and two rows of 320×180, with captions and gaps: so says the picture's header.
    assert_eq!(&sheet[12..16], b"IHDR");
    assert_eq!(number(16), 8 + 320 + 8 + 320 + 8);
    assert!((2 * 180..2 * 180 + 120).contains(&number(20)), "{}", number(20));
}
