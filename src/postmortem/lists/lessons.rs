//! The lessons: what went well, what went badly, where we got lucky.

use std::collections::HashSet;

use crate::markdown::Node;
use crate::postmortem::lists::columns::{self, column};
use crate::postmortem::lists::fields;
use crate::postmortem::lists::literal::Literals;
pub(crate) use crate::postmortem::lists::signs::part;
use crate::postmortem::lists::signs::{self, kind_named, label};
use crate::postmortem::model::{Lesson, LessonKind, Section};
use crate::postmortem::sections::entries::{self, Prose, SectionEntry};
use crate::postmortem::sections::headings;
use crate::postmortem::text::inline::{self, Input};
use crate::words::Column;

/// Reads the lessons of sections; those without an id of the author's get `L` and a number.
pub(crate) fn read<'a>(input: Input<'a, '_>, sections: &[&Section<'a>]) -> Vec<Lesson<'a>> {
    let mut lessons = Vec::new();
    let mut literals = Literals::default();
    for section in sections {
        for entry in entries::read(input, section, Prose::Counts) {
            let titles = entry.groups.iter().rev().chain([&section.title]);
            let kind = titles.filter_map(|title| titled(title)).next();
            let kind = kind.unwrap_or(LessonKind::Plain);
            if !entry.row.is_empty() {
                row(input, &entry, kind, &mut literals, &mut lessons);
            } else if let Some(lines) = labelled_lines(input, &entry, kind) {
                let each = lines.into_iter().map(|line| {
                    let span = input.span(line);
                    literals.hide(input, line);
                    lesson(line, Vec::new(), kind, &span)
                });
                lessons.extend(each);
            } else {
                literals.hide(input, entry.text);
                lessons.push(lesson(entry.text, entry.detail, kind, &entry.span));
            }
        }
    }
    signs::take(&mut lessons);
    lessons.retain(|lesson| {
        let text = inline::text(lesson.text);
        let is_prompt = lesson.detail.is_empty() && fields::is_prompt(&text);
        !fields::is_nothing(&text) && !is_prompt
    });
    lessons.iter().for_each(|lesson| literals.show(lesson.text));
    name(&mut lessons);
    lessons
}

/// The kind that a heading gives to what stands below it.
fn titled(title: &str) -> Option<LessonKind> {
    part(title)
        .or_else(|| signs::in_front(title, true).map(|(kind, _)| kind))
        .or_else(|| kind_named(&headings::normalised(title)))
}

/// The lines of a paragraph each of which says of which kind it is: `Went well: …`.
fn labelled_lines<'a>(
    input: Input<'a, '_>,
    entry: &SectionEntry<'a>,
    kind: LessonKind,
) -> Option<Vec<Node<'a>>> {
    let is_one = kind != LessonKind::Plain || !entry.detail.is_empty();
    if is_one || !inline::text(entry.text).contains('\n') {
        return None;
    }
    let lines = inline::lines(input.arena, entry.text);
    let says = |line: &Node<'a>| {
        let text = inline::text(line);
        label(&text).is_some() || signs::in_front(&text, true).is_some()
    };
    lines.iter().all(says).then_some(lines)
}

fn lesson<'a>(
    text: Node<'a>,
    detail: Vec<Node<'a>>,
    kind: LessonKind,
    span: &crate::source::Span,
) -> Lesson<'a> {
    let id = fields::take_id(text).unwrap_or_default();
    let from = fields::take_from(text);
    Lesson { id, kind, text, detail, from, span: *span }
}

/// The lessons of a row: one in its column of words, or one in each of its columns when each is for
/// a kind.
fn row<'a>(
    input: Input<'a, '_>,
    entry: &SectionEntry<'a>,
    kind: LessonKind,
    literals: &mut Literals,
    lessons: &mut Vec<Lesson<'a>>,
) {
    let cells = || entry.row.iter().map(|(title, cell)| (title.as_str(), *cell));
    if cells().filter(|(title, _)| part(title).is_some()).count() > 1 {
        for (title, cell) in cells() {
            let kind = part(title).unwrap_or(kind);
            for line in inline::lines(input.arena, cell) {
                if !inline::text(line).trim().is_empty() {
                    literals.hide(input, line);
                    lessons.push(lesson(line, Vec::new(), kind, &entry.span));
                }
            }
        }
        return;
    }
    let words = |cell: Node<'a>| inline::text(cell).trim().to_owned();
    let named = |cell: Node<'a>| kind_named(&words(cell));
    let is_text = |title: &str, cell: Node<'a>| {
        column(title) != Column::Id && named(cell).is_none() && !is_number(&words(cell))
    };
    let titled =
        cells().find(|(title, cell)| column(title) == Column::Action && is_text(title, *cell));
    let Some((text_title, text)) =
        titled.or_else(|| cells().find(|(title, cell)| is_text(title, *cell)))
    else {
        return;
    };
    let kind = cells().find_map(|(_, cell)| named(cell)).or(part(text_title)).unwrap_or(kind);
    let is_id =
        |title: &str, cell: Node<'a>| column(title) == Column::Id && !is_number(&words(cell));
    let id = cells().find(|(title, cell)| is_id(title, *cell)).map(|(_, cell)| words(cell));
    let rest = cells().filter(|(title, cell)| {
        !std::ptr::eq(*cell, text) && column(title) != Column::Id && named(*cell).is_none()
    });
    let detail = columns::detail(input, rest);
    let text = inline::paragraph(input.arena, text);
    literals.hide(input, text);
    let mut read = lesson(text, detail, kind, &entry.span);
    if read.id.is_empty() {
        read.id = id.filter(|id| fields::is_id(id)).unwrap_or_default();
    }
    lessons.push(read);
}

/// Whether a cell is nothing but a number: it counts rows.
fn is_number(words: &str) -> bool {
    let bare = words.trim_matches(['#', '.', ')', ' ']);
    bare.len() <= 4 && bare.chars().all(|c| c.is_ascii_digit())
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
