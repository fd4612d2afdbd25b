//! What `check --fix` will do.

use comrak::Arena;

use crate::edit::diff::patch;
use crate::edit::{DocumentForm, Draft, Edit, EditError, apply, fix};
use crate::source::Sources;

type Fix = fn(&Draft<'_, '_>) -> Result<Vec<Edit>, EditError>;

fn fixed(file: &str, fix: Fix) -> Result<String, EditError> {
    let arena = Arena::new();
    let mut sources = Sources::default();
    let id = sources.add("document", None, file.to_owned());
    let pm = DocumentForm::Markdown.read(&arena, &sources, id).expect("a document");
    let draft = Draft::new(&pm, &sources, id, file, DocumentForm::Markdown)?;
    fix(&draft).map(|edits| apply(file, &edits))
}

fn changes(file: &str, fix: Fix) -> Vec<String> {
    let after = fixed(file, fix).unwrap_or_else(|error| panic!("{file}: {error}"));
    assert_eq!(fixed(&after, fix).as_ref(), Ok(&after), "fixed twice");
    let patch = patch("document", file, &after);
    let lines = patch.lines().skip(2).filter(|line| line.starts_with(['+', '-']));
    lines.map(str::to_owned).collect()
}

#[test]
fn ids_are_written_as_those_that_are_there() {
    let head = "# A\n\n## Summary\n\nx\n\n## Action items\n\n";
    assert_eq!(changes(&format!("{head}- [ ] a\n"), fix::ids), ["-- [ ] a", "+- [ ] AI-1: a"]);
    let bold = format!("{head}- **AI-1** – a\n- b\n");
    assert_eq!(changes(&bold, fix::ids), ["-- b", "+- **AI-2** – b"]);
    let table = format!("{head}| ID | Action |\n|--|--|\n| AI-1 | a |\n|  | b |\n");
    assert_eq!(changes(&table, fix::ids), ["-|  | b |", "+| AI-2 | b |"]);
    let lessons = "# A\n\n## Summary\n\nx\n\n## Lessons\n\n- a\n";
    assert_eq!(changes(lessons, fix::ids), ["-- a", "+- L1: a"]);
}

#[test]
fn entries_stand_in_the_order_of_time() {
    let head = "# A\n\n## Summary\n\nx\n\n## Timeline\n\n";
    let list =
        "- 2026-01-31 10:00 UTC – a\n- 2026-01-31 11:00 UTC – c\n- 2026-01-31 10:30 UTC – b\n";
    assert_eq!(
        changes(&format!("{head}{list}"), fix::order),
        ["+- 2026-01-31 10:30 UTC – b", "-- 2026-01-31 10:30 UTC – b"]
    );
    let apart = "- 2026-01-31 11:00 UTC – a\n  more\n- 2026-01-31 10:30 UTC – b\n";
    assert_eq!(fixed(&format!("{head}{apart}"), fix::order), Err(EditError::Unfit));
}

#[test]
fn stamps_are_written_in_one_form() {
    let head = "---\ntimezone: Europe/Berlin\n---\n# A\n\n## Summary\n\nx\n\n## Timeline\n\n";
    let list = "- 2026/01/31 10:00 – a\n- 2026-01-31T10:30 – b\n- 2026-01-31T11:30Z – c\n- ~2026-01-31 12:00 d\n";
    assert_eq!(
        changes(&format!("{head}{list}"), fix::stamps),
        [
            "-- 2026/01/31 10:00 – a",
            "-- 2026-01-31T10:30 – b",
            "-- 2026-01-31T11:30Z – c",
            "+- 2026-01-31 10:00 – a",
            "+- 2026-01-31 10:30 – b",
            "+- 2026-01-31 11:30 UTC – c",
        ]
    );
}
