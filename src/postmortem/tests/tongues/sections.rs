//! Headings: of sections, and of the parts of the lessons.

use super::{Trial, in_all};
use crate::postmortem::{Postmortem, SectionKind};

fn kind(pm: &Postmortem) -> String {
    let mut kinds = pm.sections.iter().map(|section| section.kind);
    let first = kinds.find(|kind| *kind != SectionKind::Preamble);
    first.map_or_else(|| "none".to_owned(), |kind| kind.key().to_owned())
}

#[test]
fn every_heading_begins_its_section() {
    in_all(|trial: &mut Trial| {
        for (meant, entries) in trial.language.headings {
            for entry in *entries {
                let heading = entry.replace('…', &format!("{}x", trial.blank()));
                let text = format!("# T\n\n## {heading}\n\nWords.\n");
                trial.is("heading", entry, &text, meant.key(), kind);
            }
        }
    });
}

#[test]
fn every_title_is_a_heading_of_its_kind() {
    in_all(|trial: &mut Trial| {
        for (meant, _) in trial.language.headings {
            let title = trial.title(*meant);
            let text = format!("# T\n\n## {title}\n\nWords.\n");
            trial.is("title", title, &text, meant.key(), kind);
        }
    });
}

#[test]
fn every_part_of_the_lessons_is_known() {
    in_all(|trial: &mut Trial| {
        let lessons = trial.title(SectionKind::LessonsLearned);
        for (meant, entries) in trial.language.lessons {
            for entry in *entries {
                let text = format!("# T\n\n## {lessons}\n\n### {entry}\n\n- It held.\n");
                trial.is("part of the lessons", entry, &text, &format!("{meant:?}"), |pm| {
                    pm.lessons
                        .first()
                        .map_or_else(String::new, |lesson| format!("{:?}", lesson.kind))
                });
            }
        }
    });
}

#[test]
fn what_stands_for_nothing_is_no_lesson() {
    in_all(|trial: &mut Trial| {
        let lessons = trial.title(SectionKind::LessonsLearned);
        for word in trial.language.nothing {
            let text = format!("# T\n\n## {lessons}\n\n- {word}\n");
            trial.is("nothing", word, &text, "0", |pm| pm.lessons.len().to_string());
        }
    });
}
