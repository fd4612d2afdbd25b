//! Headings of sections and of their parts, as those around them are written.

use super::super::change::Lines;
use super::super::draft::Draft;
use super::places;
use crate::postmortem::Section;
use crate::words::{LessonKind, SECTIONS, SectionKind};

/// How a heading is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// `## Title`, or `## Title ##`.
    Atx { level: u8, is_closed: bool },
    /// The title above a line of `=` or `-`.
    Setext { level: u8 },
    /// `**Title**`, or `**Title:**`.
    Bold { has_colon: bool },
    /// `Title:`
    Label,
}

/// A heading that a document gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    style: Style,
    title: String,
    /// Whether a blank line follows.
    is_apart: bool,
}

impl Heading {
    /// The lines of the heading.
    pub(super) fn written(&self) -> String {
        let title = &self.title;
        let blank = if self.is_apart { "\n" } else { "" };
        let line = match self.style {
            Style::Atx { level, is_closed } => {
                let hashes = "#".repeat(usize::from(level));
                let end = if is_closed { format!(" {hashes}") } else { String::new() };
                format!("{hashes} {title}{end}")
            }
            Style::Setext { level } => {
                let sign = if level == 1 { "=" } else { "-" };
                format!("{title}\n{}", sign.repeat(title.chars().count().max(3)))
            }
            Style::Bold { has_colon: true } => format!("**{title}:**"),
            Style::Bold { .. } => format!("**{title}**"),
            Style::Label => format!("{title}:"),
        };
        format!("{line}\n{blank}")
    }
}

/// The heading of a part of the lessons.
pub(super) fn part<'a>(draft: &Draft<'_, 'a>, section: &Section<'a>, kind: LessonKind) -> Heading {
    let title = match kind {
        LessonKind::WentWell => "What went well",
        LessonKind::WentBadly => "What went wrong",
        LessonKind::Lucky => "Where we got lucky",
        LessonKind::Plain => "Lessons",
    };
    let model = read(draft, section);
    let style = match model.style {
        Style::Atx { level, is_closed } if level < 6 => Style::Atx { level: level + 1, is_closed },
        Style::Setext { level } => Style::Atx { level: level + 1, is_closed: false },
        _ => Style::Bold { has_colon: false },
    };
    Heading { style, title: title.to_owned(), is_apart: model.is_apart }
}

/// Headings for a new section of a kind, each with the place for it: as the one before it is
/// written, and what is read as a heading in any document.
pub(super) fn new(draft: &Draft<'_, '_>, kind: SectionKind, title: &str) -> Vec<(Heading, usize)> {
    let place = |kind: SectionKind| SECTIONS.iter().position(|row| row.kind == kind);
    let wanted = place(kind);
    let known = || {
        draft.pm.sections.iter().enumerate().filter(|(_, section)| place(section.kind).is_some())
    };
    let main = main_level(draft);
    // The last one in the canonical order that comes before it; what stands deeper belongs to one
    // that does.
    let before =
        known().filter(|(_, section)| place(section.kind) <= wanted && section.level <= main);
    let before = before.max_by_key(|(index, section)| (place(section.kind), *index));
    let after = known().find(|(_, section)| place(section.kind) > wanted && section.level <= main);
    let text = draft.text();
    let (model, at, is_last) = match (before, after) {
        (Some((index, section)), _) => {
            let rest = &draft.pm.sections[index + 1..];
            let deeper = rest.iter().take_while(|other| other.level > section.level).count();
            let last = &draft.pm.sections[index + deeper];
            (Some(section), places::end_of(draft, last), deeper == rest.len())
        }
        (None, Some((_, section))) => (Some(section), Lines(text).start(section.span.start), false),
        (None, None) => {
            let last = draft.pm.sections.last();
            (
                last.filter(|last| last.level > 0),
                last.map_or(text.len(), |last| places::end_of(draft, last)),
                true,
            )
        }
    };
    let mut model = model.map_or(PLAIN, |section| read(draft, section));
    if let Style::Atx { level: 1, is_closed } = model.style
        && draft.pm.sections.iter().filter(|section| section.level == 1).count() == 1
    {
        model.style = Style::Atx { level: 2, is_closed };
    }
    let number = model.number.filter(|_| is_last).map(|number| number + 1);
    let numbered =
        number.map_or(title.to_owned(), |number| format!("{number}{}{title}", model.joint));
    let first = Heading { style: model.style, title: numbered, is_apart: model.is_apart };
    let others =
        [Style::Atx { level: 2, is_closed: false }, Style::Bold { has_colon: false }, Style::Label];
    let others = others.map(|style| Heading { style, title: title.to_owned(), is_apart: true });
    let end = draft.pm.sections.last().map_or(text.len(), |last| places::end_of(draft, last));
    let mut all: Vec<(Heading, usize)> =
        [first].into_iter().chain(others).map(|it| (it, at)).collect();
    if end != at {
        let last: Vec<_> = all.iter().map(|(heading, _)| (heading.clone(), end)).collect();
        all.extend(last);
    }
    all
}

/// The level that most known sections have; of two the higher one.
fn main_level(draft: &Draft<'_, '_>) -> u8 {
    let is_known = |section: &&Section| section.kind.tells_a_postmortem();
    let mut counts = [0_usize; 10];
    for section in draft.pm.sections.iter().filter(is_known) {
        counts[usize::from(section.level.min(9))] += 1;
    }
    (0..10_u8).rev().max_by_key(|level| counts[usize::from(*level)]).unwrap_or(2)
}

/// How a heading of the document is written.
#[derive(Debug, Clone, Copy)]
struct Model<'t> {
    style: Style,
    number: Option<usize>,
    /// What stands between the number and the title.
    joint: &'t str,
    is_apart: bool,
}

/// How headings are written where there is none.
const PLAIN: Model<'static> = Model {
    style: Style::Atx { level: 2, is_closed: false },
    number: None,
    joint: "",
    is_apart: true,
};

fn read<'d>(draft: &Draft<'d, '_>, section: &Section<'_>) -> Model<'d> {
    let lines = Lines(draft.text());
    let start = lines.start(section.span.start);
    let line = lines.of(start).trim();
    let next = lines.next(start);
    let bare = line.trim_start_matches('#');
    let hashes = line.len() - bare.len();
    let is_bold = line.starts_with("**") || line.starts_with("__");
    let style = match section.level {
        level @ 1..=6 if hashes > 0 => Style::Atx { level, is_closed: bare.ends_with('#') },
        level @ 1..=2 => Style::Setext { level },
        _ if is_bold => Style::Bold { has_colon: line.contains(":**") || line.ends_with(':') },
        0 => PLAIN.style,
        _ => Style::Label,
    };
    let below = if matches!(style, Style::Setext { .. }) { lines.next(next) } else { next };
    let title = bare.trim_start().trim_start_matches(['*', '_']);
    let digits = title.bytes().take_while(u8::is_ascii_digit).count();
    let behind = &title[digits..];
    let joint = &behind[..behind.len() - behind.trim_start_matches(['.', ')', ' ', ':']).len()];
    let number = title[..digits].parse().ok().filter(|_| joint.starts_with(['.', ')', ':']));
    let has_body = !section.blocks.is_empty();
    Model { style, number, joint, is_apart: !has_body || lines.is_blank(below) }
}
