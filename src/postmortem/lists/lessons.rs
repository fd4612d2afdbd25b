//! The lessons: what went well, what went badly, where we got lucky.

use std::collections::HashSet;

use crate::postmortem::lists::fields;
use crate::postmortem::model::{Lesson, LessonKind, Section};
use crate::postmortem::sections::entries::{self, Prose};
use crate::postmortem::sections::headings::{self, Meaning};
use crate::postmortem::text::inline::Input;

/// Reads the lessons of sections; those without an id of the author's get `L` and a number.
pub(crate) fn read<'a>(input: Input<'a, '_>, sections: &[&Section<'a>]) -> Vec<Lesson<'a>> {
    let mut lessons = Vec::new();
    for section in sections {
        for entry in entries::read(input, section, Prose::Counts) {
            let titles = entry.groups.iter().rev().chain([&section.title]);
            let kind = titles.filter_map(|title| part(title)).next().unwrap_or(LessonKind::Plain);
            let id = fields::take_id(entry.text).unwrap_or_default();
            let from = fields::take_from(entry.text);
            lessons.push(Lesson {
                id,
                kind,
                text: entry.text,
                detail: entry.detail,
                from,
                span: entry.span,
            });
        }
    }
    name(&mut lessons);
    lessons
}

/// Gives every lesson without an id one that no other has.
pub(crate) fn name(lessons: &mut [Lesson]) {
    let mut taken: HashSet<String> = lessons.iter().map(|lesson| lesson.id.clone()).collect();
    let mut next = 1;
    for lesson in lessons.iter_mut().filter(|lesson| lesson.id.is_empty()) {
        while taken.contains(&format!("L{next}")) {
            next += 1;
        }
        lesson.id = format!("L{next}");
        taken.insert(lesson.id.clone());
    }
}

/// The part of the lessons that a heading names.
pub(crate) fn part(title: &str) -> Option<LessonKind> {
    match headings::meaning(title)? {
        Meaning::Lessons(kind) => Some(kind),
        Meaning::Section(_) => None,
    }
}
