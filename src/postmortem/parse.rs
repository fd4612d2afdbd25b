//! A Markdown postmortem, read into the model.
//!
//! 1. The blocks are sorted into sections by their headings.
//! 2. Metadata at the top completes the front matter; the rest of the sections stays as it is.
//! 3. The sections with a structure of their own are read a second time, into copies: timeline, whys, lessons,
//!    actions, decisions.

use comrak::Arena;
use jiff::tz::TimeZone;

use super::inline::Input;
use super::model::{Postmortem, Section, SectionKind};
use super::{actions, kinds, lessons, metadata, sections, stamp, timeline, times, whys};
use crate::diagnostic::Diagnostic;
use crate::markdown;
use crate::source::front_matter::{Cut, FrontMatter};
use crate::source::{SourceId, Sources};

/// Reads a Markdown postmortem whose front matter is cut off. What is wrong in the front matter's notation
/// (`cut.diagnostics`) is the caller's to report.
pub fn parse<'a>(
    arena: &'a Arena<'a>,
    sources: &Sources,
    id: SourceId,
    cut: Cut,
    diagnostics: &mut Vec<Diagnostic>,
) -> Postmortem<'a> {
    let input = Input { arena, sources, id };
    let root = markdown::parse(arena, sources.get(id), cut.body);
    let mut front = cut.front;
    let title = front.title.as_ref().map(|title| title.value.clone());
    let parts = sections::split(input, root.children(), title.as_deref());
    let title = title.or(parts.title.map(|(title, _)| title)).unwrap_or_default();
    let mut sections = parts.sections;
    if let Some((words, heading)) = parts.other_title {
        if front.subtitle.is_none() {
            front.subtitle = Some(words);
        } else {
            sections::put_first(input, &mut sections, heading);
        }
    }
    metadata::read(input, &mut sections, &mut front);
    assemble(input, title, front, sections, false, diagnostics)
}

/// Reads the structured parts out of the sections. `listed`: the lists of the timeline hold nothing but events.
pub(super) fn assemble<'a>(
    input: Input<'a, '_>,
    title: String,
    front: FrontMatter,
    sections: Vec<Section<'a>>,
    listed: bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Postmortem<'a> {
    let of = |kind| sections.iter().filter(|section| section.kind == kind).collect::<Vec<_>>();
    let zone = times::zone(&front, diagnostics);
    let date = first_date(&title, &front, &sections);
    let given = timeline::Given { zone: zone.clone().unwrap_or(TimeZone::UTC), date, listed };
    let (mut timeline, stated) = timeline::read(input, &of(SectionKind::Timeline), &given, diagnostics);
    timeline.zone = timeline.zone.take().or(front.timezone.as_ref().map(|zone| zone.value.clone()));
    let zone = zone.or(stated).unwrap_or(TimeZone::UTC);
    let told = times::phases(&front, &zone, date, diagnostics);
    kinds::from_front(&mut timeline.events, &told);
    kinds::from_words(&mut timeline.events, &told);
    Postmortem {
        phases: kinds::phases(told, &timeline.events),
        impact: times::impact(&front),
        whys: whys::read(input, &of(SectionKind::FiveWhys)),
        lessons: lessons::read(input, &of(SectionKind::LessonsLearned)),
        corrective_actions: actions::read(input, &of(SectionKind::CorrectiveActions), "CA"),
        action_items: actions::read(input, &of(SectionKind::ActionItems), "AI"),
        decisions: actions::decisions(input, &of(SectionKind::Decisions)),
        title,
        front,
        zone,
        timeline,
        sections,
    }
}

/// The day to begin with: the incident's start, else the first date that the title, the text before the timeline or
/// the metadata names.
fn first_date(title: &str, front: &FrontMatter, sections: &[Section]) -> Option<jiff::civil::Date> {
    let started = front.incident.started.as_ref().and_then(|started| stamp::find_date(&started.value));
    let told = || {
        let kinds = [SectionKind::Preamble, SectionKind::Summary];
        let mut blocks =
            sections.iter().filter(|section| kinds.contains(&section.kind)).flat_map(|section| &section.blocks);
        blocks.find_map(|block| stamp::find_date(&markdown::plain_text(block)))
    };
    let dated = || front.date.as_deref().and_then(stamp::find_date);
    started.or_else(|| stamp::find_date(title)).or_else(told).or_else(dated)
}
