//! The cases, each a test of its own.

use std::collections::BTreeSet;
use std::fs;

use super::{Case, EXAMPLES, OTHER_VERBS, TEACHING, TEACHING_SLIDES};
use crate::support::golden;
use crate::support::project::{Project, examples, repository};

/// Makes a test of each name, and the list of the names.
macro_rules! cases {
    ($run:path: $($name:ident,)+) => {
        const NAMES: &[&str] = &[$(stringify!($name)),+];
        $(
            #[test]
            fn $name() {
                $run(stringify!($name));
            }
        )+
    };
}

/// A name of a folder or a file as that of a test.
fn test_name(name: &str) -> String {
    name.replace(['-', '.'], "_")
}

/// Builds the case of this name as its folder says.
fn run(name: &str) {
    let case = name.replace('_', "-");
    let teaching = if case == TEACHING { &[][..] } else { &TEACHING_SLIDES };
    golden::check(&case, Case::of_folder(&case).make(teaching));
}

/// Fails unless the tests in a list are those for the folders or files that are there.
#[track_caller]
fn is_whole(list: &[&str], there: impl Iterator<Item = String>) {
    let list: BTreeSet<String> = list.iter().map(ToString::to_string).collect();
    let there: BTreeSet<String> = there.map(|name| test_name(&name)).collect();
    let untested: Vec<_> = there.difference(&list).collect();
    let gone: Vec<_> = list.difference(&there).collect();
    assert!(
        untested.is_empty() && gone.is_empty(),
        "add to the list in {}: {untested:?}; remove from it: {gone:?}",
        file!()
    );
}

/// The folders below one of the repository.
fn folders(of_repository: &str) -> impl Iterator<Item = String> {
    let entries = fs::read_dir(repository().join(of_repository)).expect("a folder");
    entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
}

#[test]
fn every_folder_is_a_case() {
    let is_case = |name: &String| name != EXAMPLES && !OTHER_VERBS.contains(&name.as_str());
    is_whole(NAMES, folders("tests/golden").filter(is_case));
}

cases! {
    run:
    as_postmortem,
    as_slides,
    breaks_by_default,
    breaks_off,
    code,
    code_left_open,
    code_no_highlight,
    comments,
    comments_as_notes,
    comments_not_as_notes,
    containers,
    deck_broken_braces,
    deck_broken_expression,
    deck_missing,
    deck_missing_in_front_matter,
    deck_misspelt,
    deck_own,
    deck_part_of_its_own,
    deck_training,
    deck_unknown_helper,
    deck_unknown_part,
    deck_unknown_value,
    earlier_postmortems,
    deny_warnings,
    emoji_and_readings,
    element_attributes,
    element_comments,
    figures_bad,
    figures_chart,
    figures_timeline,
    figures_trace,
    figures_whys,
    footnotes_across_slides,
    front_matter_broken,
    front_matter_toml,
    front_matter_unknown_keys,
    front_matter_wrong_types,
    hackmd,
    hackmd_forms,
    hackmd_export,
    hackmd_trailer,
    hackmd_trailer_breaks_off,
    icons,
    images,
    includes,
    includes_in_front_matter,
    includes_of_sections,
    keys_without_effect,
    language_arabic,
    language_chinese,
    language_french,
    language_german,
    language_japanese,
    language_korean,
    marks_in_text,
    math,
    math_macros,
    meeting_agenda_of_a_slide_file,
    meeting_learning,
    meeting_own_agenda,
    meeting_short,
    meeting_wrong_keys,
    message_format_short,
    not_separators,
    notes,
    notes_stripped,
    other_tools,
    picture_sizes,
    postmortem_missing_sections,
    postmortem_signs_are_text,
    postmortem_stamps,
    postmortem_steering,
    postmortem_page_details,
    postmortem_prose_only,
    postmortem_unknown_sections,
    postmortem_with_dialect,
    postmortem_wrong_times,
    postmortem_yaml,
    postmortem_yaml_broken,
    postmortem_yaml_errors,
    postmortem_yaml_not_a_mapping,
    raw_code,
    raw_html,
    raw_html_allowed,
    raw_media,
    raw_pictures,
    raw_sections,
    raw_style,
    references_across_slides,
    separators_after_html,
    separators_after_text,
    separators_at_the_edges,
    separators_at_the_start,
    separators_crlf,
    separators_custom,
    separators_custom_only_one,
    separators_reveal_md,
    settings_beside,
    slide_attributes,
    slide_fit_split,
    slide_fit_wrong,
    slide_overflow,
    table_below_an_item,
    table_of_contents,
    tables,
    teaching,
    theme_address,
    theme_broken,
    theme_errors,
    theme_missing,
    theme_missing_in_front_matter,
    theme_misspelt,
    theme_of_other_tools,
    theme_of_reveal,
    theme_outside_the_folder,
    theme_style_sheet,
    theme_style_sheet_missing,
    vertical_stacks,
    yaml_alias_bomb,
    yaml_duplicate_keys,
    yaml_too_deep,
}

/// The documents of `decks/examples`.
mod examples_of_decks {
    use super::*;

    fn run(name: &str) {
        let file = examples().into_iter().find(|file| test_name(file) == name);
        let file = file.unwrap_or_else(|| panic!("no file of decks/examples is {name}"));
        let project = Project::new().folder("decks/examples");
        let folder = format!("{EXAMPLES}/{}", file.replace('.', "-"));
        let case = Case { project, input: file, args: Vec::new() };
        golden::check(&folder, case.make(&TEACHING_SLIDES));
    }

    #[test]
    fn every_example_is_a_case() {
        is_whole(NAMES, examples().into_iter());
        is_whole(NAMES, folders("tests/golden/examples"));
    }

    cases! {
        run:
        gate_scanners_md,
        queue_backlog_yaml,
        rust_1_52_incremental_md,
        rust_1_52_slides_md,
        web_outage_md,
    }
}
