//! One word, one type: among the types that leave their room, no name is used twice.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use super::{room, root, rust_files, shipped};

/// Names that two rooms still use. This list only shrinks.
const SHARED: [&str; 2] = ["Input", "Piece"];

/// The name of the type that a line declares for other rooms.
fn declared(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("pub ").or_else(|| line.strip_prefix("pub(crate) "))?;
    let kinds = ["struct ", "enum ", "trait ", "type "];
    let rest = kinds.iter().find_map(|kind| rest.strip_prefix(kind))?;
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
    Some(&rest[..end])
}

/// The rooms of each name.
fn rooms_of_names() -> BTreeMap<String, BTreeSet<String>> {
    let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in rust_files("src") {
        let file = path.strip_prefix(root().join("src")).expect("a file of the library");
        let file = file.with_extension("").to_string_lossy().replace('\\', "/");
        let text = shipped(&fs::read_to_string(&path).expect("a file"));
        for name in text.lines().filter_map(declared) {
            names.entry(name.to_owned()).or_default().insert(room(&file).to_owned());
        }
    }
    names
}

#[test]
fn types_that_leave_their_room_are_seen() {
    assert_eq!(declared("pub struct One<'a> {"), Some("One"));
    assert_eq!(declared("pub(crate) enum Two {"), Some("Two"));
    assert_eq!(declared("pub(super) struct Three;"), None);
    assert_eq!(declared("    pub struct Four;"), None);
    let names = rooms_of_names();
    assert_eq!(names["Compiled"], BTreeSet::from(["compiled".to_owned()]));
    assert_eq!(names["Postmortem"], BTreeSet::from(["postmortem".to_owned()]));
}

#[test]
fn no_name_stands_for_two_types() {
    let twice: BTreeMap<String, BTreeSet<String>> =
        rooms_of_names().into_iter().filter(|(_, rooms)| rooms.len() > 1).collect();
    let is_shared = |name: &str| SHARED.contains(&name);
    let wrong: Vec<_> = twice.iter().filter(|(name, _)| !is_shared(name)).collect();
    assert!(wrong.is_empty(), "rename one of each: {wrong:?}");
    for name in SHARED {
        assert!(twice.contains_key(name), "{name} stands for one type now: take it off the list");
    }
}
