//! Lessons: whether anything is done about them.

use std::collections::HashSet;

use crate::diagnostic::Diagnostic;
use crate::postmortem::traces::traces;
use crate::postmortem::{Lesson, LessonKind};

use super::{Subject, actions, finding, many};

/// Lessons that no action follows from, in a document that says which do.
pub(super) fn check(subject: &Subject<'_, '_>, found: &mut Vec<Diagnostic>) {
    let pm = subject.pm;
    let actions: HashSet<&str> = actions::all(pm).map(|action| action.id.as_str()).collect();
    let traces = traces(pm);
    let from: HashSet<&str> = traces
        .iter()
        .filter(|trace| actions.contains(trace.to.as_str()))
        .map(|trace| trace.from.as_str())
        .collect();
    let is_used = pm.lessons.iter().any(|lesson| from.contains(lesson.id.as_str()));
    if !is_used {
        return;
    }
    // What follows from the same why as a lesson is done about the lesson, too.
    let beside: HashSet<&str> = traces
        .iter()
        .filter(|trace| from.contains(trace.from.as_str()))
        .map(|trace| trace.to.as_str())
        .collect();
    let is_done = |lesson: &Lesson<'_>| {
        let id = lesson.id.as_str();
        from.contains(id) || beside.contains(id)
    };
    let list: Vec<Diagnostic> = pm
        .lessons
        .iter()
        .filter(|lesson| matches!(lesson.kind, LessonKind::Plain | LessonKind::WentBadly))
        .filter(|lesson| !is_done(lesson))
        .map(|lesson| {
            finding("lessons/no-action", format!("no action follows from {}", lesson.id))
                .at(subject.item(lesson.text, lesson.span))
                .help(format!(
                    "write `(from {})` behind the action that does, or add one",
                    lesson.id
                ))
        })
        .collect();
    let all = pm.lessons.len();
    let whole = |number| format!("no action follows from {number} of {all} lessons");
    many::tell(subject, list, whole, found);
}
