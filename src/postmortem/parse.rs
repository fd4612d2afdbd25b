//! A Markdown postmortem, read into the model.
//!
//! 1. The blocks are sorted into sections by their headings.
//! 2. Metadata at the top completes the front matter; the rest of the sections stays as it is.
//! 3. The sections with a structure of their own are read a second time, into copies: timeline, whys, lessons,
//!    actions, decisions.

use comrak::Arena;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::calendar::Calendar;
use super::inline::Input;
use super::model::{Postmortem, Section, SectionKind};
use super::{
    actions, kinds, lessons, metadata, prose, sections, stamp, timeline, times, whys, zone,
};
use crate::diagnostic::Diagnostic;
use crate::markdown::{self, notes};
use crate::source::front_matter::{Cut, FrontMatter, Spanned};
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
    let source = sources.get(id);
    let root = markdown::parse(arena, source, cut.body);
    let notes = notes::lift(arena, root);
    diagnostics.extend(notes.unclosed.iter().map(|at| notes::unclosed(source.place(*at))));
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
    let day = metadata::read(input, &mut sections, &mut front);
    let pm = assemble(input, title, front, sections, Known { day, listed: false }, diagnostics);
    Postmortem { notes: notes.list, ..pm }
}

/// What the caller knows besides.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    /// The day of the incident.
    pub(super) day: Option<Date>,
    /// Whether the lists of the timeline hold nothing but events.
    pub(super) listed: bool,
}

/// Reads the structured parts out of the sections.
pub(super) fn assemble<'a>(
    input: Input<'a, '_>,
    title: String,
    front: FrontMatter,
    sections: Vec<Section<'a>>,
    known: Known,
    diagnostics: &mut Vec<Diagnostic>,
) -> Postmortem<'a> {
    let of = |kind| sections.iter().filter(|section| section.kind == kind).collect::<Vec<_>>();
    let zone = times::zone(&front, diagnostics);
    let date = first_date(input, &title, &front, known.day, &sections);
    let meeting = front.date.as_deref().and_then(stamp::find_date);
    let first = Calendar::new(zone.clone().unwrap_or(TimeZone::UTC), date, meeting);
    // What is wrong with these times is told once, below, when the zone is known.
    let started = front
        .incident
        .started
        .as_ref()
        .and_then(|_| times::phases(&front, first, &mut Vec::new()).started);
    let zone_given = zone.clone().unwrap_or(TimeZone::UTC);
    let given = timeline::Given {
        zone: zone_given,
        zone_is_open: zone.is_none(),
        date,
        meeting,
        listed: known.listed,
        started,
    };
    let (mut timeline, stated) =
        timeline::read(input, &of(SectionKind::Timeline), &given, diagnostics);
    timeline.zone = timeline.zone.take().or(front.timezone.as_ref().map(|zone| zone.value.clone()));
    // The zone of the first stamp that names one serves those that name none.
    let named = || timeline.zone.as_deref().and_then(zone::named);
    let zone = zone.or(stated).or_else(named).unwrap_or(TimeZone::UTC);
    let told = times::phases(&front, Calendar::new(zone.clone(), date, meeting), diagnostics);
    kinds::from_front(&mut timeline.events, &told);
    let stated = prose::read(input, &sections, &Calendar::new(zone.clone(), date, meeting));
    let window = kinds::from_window(&mut timeline.events, &told, stated.window);
    kinds::from_words(&mut timeline.events, &window);
    Postmortem {
        phases: kinds::phases(told, window, &timeline.events),
        stated,
        impact: times::impact(input, &front, &sections),
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
        notes: Vec::new(),
    }
}

/// The day to begin with: the incident's own times and date, else the first date that the title or the text before the
/// timeline names. Never the front matter's `date`, which is the meeting's.
fn first_date<'a>(
    input: Input<'a, '_>,
    title: &str,
    front: &FrontMatter,
    day: Option<Date>,
    sections: &[Section<'a>],
) -> Option<Date> {
    let date = |time: &Option<Spanned<String>>| {
        // A day on which no clock can be told is no day of an incident: the time is refused.
        stamp::find_date(&time.as_ref()?.value)
            .filter(|date| date.tomorrow().is_ok_and(|next| next.to_zoned(TimeZone::UTC).is_ok()))
    };
    let times = &front.incident;
    let told = || {
        let kinds = [SectionKind::Preamble, SectionKind::Summary];
        let blocks = sections
            .iter()
            .filter(|section| kinds.contains(&section.kind))
            .flat_map(|section| &section.blocks);
        let mut blocks = blocks.filter(|block| !metadata::dates_the_meeting(input, block));
        blocks.find_map(|block| stamp::find_date(&markdown::plain_text(block)))
    };
    date(&times.started)
        .or(day)
        .or_else(|| date(&times.detected))
        .or_else(|| date(&times.mitigated))
        .or_else(|| date(&times.resolved))
        .or_else(|| stamp::find_date(title))
        .or_else(told)
}
