//! Signs and labels that say of which kind a lesson is: `👍 the alert`, `Went badly: no runbook`.

use crate::postmortem::model::{Lesson, LessonKind};
use crate::postmortem::sections::headings::{self, Meaning};
use crate::postmortem::text::{inline, seam};
use crate::words;

/// The kind that the sign in front of a text names, and the sign's length.
pub(super) fn in_front(text: &str, with_doubtful: bool) -> Option<(LessonKind, usize)> {
    let lead = text.trim_start();
    let signs = words::pairs(|language| language.lesson_signs);
    let doubtful = words::pairs(|language| language.doubtful_lesson_signs);
    let mut all = signs.chain(doubtful.filter(|_| with_doubtful));
    let (sign, kind) = all.find(|(sign, _)| lead.starts_with(sign))?;
    let rest = lead[sign.len()..].trim_start_matches('\u{fe0f}');
    Some((kind, text.len() - rest.len()))
}

/// Takes the signs of lessons that no heading sorts. Ticks alone say that something was done.
pub(super) fn take(lessons: &mut [Lesson]) {
    let is_open = |lesson: &&mut Lesson| lesson.kind == LessonKind::Plain;
    let kinds: Vec<LessonKind> = lessons
        .iter_mut()
        .filter(is_open)
        .filter_map(|lesson| in_front(&inline::text(lesson.text), true))
        .map(|(kind, _)| kind)
        .collect();
    let both =
        [LessonKind::WentWell, LessonKind::WentBadly].iter().all(|kind| kinds.contains(kind));
    for lesson in lessons.iter_mut().filter(is_open) {
        let text = inline::text(lesson.text);
        if let Some((kind, length)) = in_front(&text, both).or_else(|| label(&text)) {
            lesson.kind = kind;
            seam::take(lesson.text, 0..length);
        }
    }
}

/// The kind that the label of a lesson names, and the length of the label.
pub(super) fn label(text: &str) -> Option<(LessonKind, usize)> {
    let (label, rest) = text.split_once(':')?;
    let kind = kind_named(&headings::normalised(label)).filter(|_| label.len() <= LABEL)?;
    (!rest.trim().is_empty()).then_some((kind, label.len() + 1))
}

/// No label of a lesson is longer.
const LABEL: usize = 40;

/// The kind that a cell names: `Went well`, `wrong`.
pub(super) fn kind_named(words: &str) -> Option<LessonKind> {
    part(words).or_else(|| words::meaning(|language| language.lesson_kinds, &words.to_lowercase()))
}

/// The part of the lessons that a heading names.
pub(crate) fn part(title: &str) -> Option<LessonKind> {
    match headings::meaning(title)? {
        Meaning::Lessons(kind) => Some(kind),
        Meaning::Section(_) => None,
    }
}
