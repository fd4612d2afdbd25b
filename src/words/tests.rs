//! The files are complete, and their words can match.

use super::{ActionState, EventKind, LANGUAGE_TAGS, LANGUAGES, Names, SECTIONS, say};

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

#[test]
fn nothing_is_inferred_without_negations_and_failure_words() {
    for language in LANGUAGES {
        let infers = !language.phases.is_empty();
        assert!(!infers || !(language.negations.is_empty() || language.failures.is_empty()));
    }
}

#[test]
fn kinds_are_known_by_their_own_names() {
    let of = |kind: EventKind| super::meaning(|language| language.markers, kind.name());
    for kind in [
        EventKind::Start,
        EventKind::Detected,
        EventKind::Mitigated,
        EventKind::Resolved,
        EventKind::End,
    ] {
        assert_eq!(of(kind), Some(kind));
    }
    for state in [
        ActionState::Proposed,
        ActionState::Committed,
        ActionState::InProgress,
        ActionState::Done,
        ActionState::Declined,
    ] {
        assert_eq!(super::meaning(|language| language.states, state.words()), Some(state));
        assert!(super::pairs(|language| language.states).any(|(_, known)| known == state));
    }
}

#[test]
fn words_are_in_lower_case_and_months_and_weekdays_complete() {
    fn lower<T>(names: Names<T>) -> bool {
        names.iter().flat_map(|(_, words)| words.iter()).all(|word| word.to_lowercase() == **word)
    }
    for language in LANGUAGES {
        assert!(lower(language.headings) && lower(language.lessons) && lower(language.phases));
        assert!(lower(language.markers) && lower(language.states) && lower(language.labels));
        assert!(lower(language.columns) && lower(language.event_columns));
        assert!(lower(language.lesson_kinds));
        for list in [
            language.why_words,
            language.question_labels,
            language.answer_labels,
            language.because,
            language.question_columns,
            language.answer_columns,
            language.state_tails,
            language.ticks,
            language.periods,
            language.period_names,
            language.period_openings,
            language.quarters,
            language.priority_letters,
            language.conjunctions,
            language.time_words,
        ] {
            assert!(list.iter().all(|word| word.to_lowercase() == **word), "{list:?}");
        }
        assert!(!language.months.is_empty() && language.months.len() % 12 == 0);
        assert!(!language.weekdays.is_empty() && language.weekdays.len() % 7 == 0);
    }
}

#[test]
fn values_stand_where_the_words_say() {
    assert_eq!(say::fill("{} of {}", "{}"), "{} of {}");
    assert_eq!(say::fill_all("{}, {}.", &["{}", "b"]), "{}, b.");
    assert_eq!(say::fill_all("{}, {}.", &["a"]), "a, .");
    assert_eq!(say::fill_all("none", &["a"]), "none");
}

#[test]
fn every_language_says_everything_that_decks_and_pages_say() {
    for (tag, missing) in LANGUAGE_TAGS.iter().zip(say::UNSAID) {
        assert!(missing.is_empty(), "{tag} lacks {missing:?}");
    }
}
