//! The files are complete.

use super::{LANGUAGES, SECTIONS};

#[test]
fn every_section_has_a_heading_in_each_language() {
    for language in LANGUAGES {
        for row in &SECTIONS {
            let mut of_kind = language.headings.iter().filter(|(kind, _)| *kind == row.kind);
            assert!(of_kind.any(|(_, words)| !words.is_empty()), "{}", row.key);
        }
    }
}

#[test]
fn no_heading_has_two_meanings() {
    for language in LANGUAGES {
        let sections = language.headings.iter().flat_map(|(_, words)| words.iter());
        let parts = language.lessons.iter().flat_map(|(_, words)| words.iter());
        let mut all: Vec<&str> = sections.chain(parts).copied().collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
