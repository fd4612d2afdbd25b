//! The timeline: events, the order they stand in, and the phases they mark.
//!
//! `blocks`, `table` and `code` find events; `reader` takes them in; `marks` reads what the author
//! marked, `moments` says when they were, and [`kinds`] what they mean for the incident.

mod announced;
mod blocks;
mod chat;
mod code;
mod direction;
mod guess;
mod half_day;
mod html;
pub(crate) mod kinds;
pub(crate) mod marks;
mod moments;
pub(crate) mod order;
mod reader;
pub(crate) mod several;
pub(crate) mod status;
mod table;
pub(crate) mod untold;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::diagnostic::Diagnostic;
use crate::postmortem::model::{Event, Moment, Section, SectionKind, Timeline};
use crate::postmortem::sections::headings::{self, Meaning};
use crate::postmortem::sections::updates;
use crate::postmortem::text::inline::Input;
use crate::postmortem::time::stamp::{self, Stamp};
use crate::postmortem::time::when::When;
use reader::{EventReader, Open};

/// A section of background, or where there is no timeline a summary or one of the author's own, is
/// one when it tells little but what happened when.
pub(crate) fn adopt(sections: &mut Vec<Section>) {
    let has_one = sections.iter().any(|section| section.kind == SectionKind::Timeline);
    for section in sections.iter_mut() {
        let may = match section.kind {
            SectionKind::Background => true,
            SectionKind::Other => !has_one,
            // "What happened" may name either; a story with times in it is none.
            SectionKind::Summary => !has_one && blocks::are_lists(&section.blocks),
            _ => false,
        };
        if may && blocks::tells_times(&section.blocks) {
            section.kind = SectionKind::Timeline;
        }
    }
    let has_one =
        |sections: &[Section]| sections.iter().any(|section| section.kind == SectionKind::Timeline);
    if !has_one(sections) {
        announced::adopt(sections);
    }
    if !has_one(sections) {
        status::adopt(sections);
    }
}

/// The day on which all events were; none when they were on several, or when no day is known.
pub(crate) fn only_day(events: &[Event], zone: &TimeZone) -> Option<Date> {
    let mut days = events.iter().filter_map(|event| event.moment);
    let day = |moment: Moment| moment.at.to_zoned(zone.clone()).date();
    let first = days.next().filter(|moment| moment.day_known).map(day)?;
    days.all(|moment| moment.day_known && day(moment) == first).then_some(first)
}

/// Reads the events of all timeline sections. `listed` says that every list is one of events, even
/// when none of its
/// stamps can be read.
pub(crate) fn read<'a>(
    input: Input<'a, '_>,
    sections: &[&Section<'a>],
    when: &When,
    listed: bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Timeline<'a> {
    let (name, zone) = sections.iter().find_map(|section| order::stated_zone(section)).unzip();
    let shown = when.zone.clone();
    let when = When { zone: zone.or_else(|| when.zone.clone()), ..when.clone() };
    let mut reader = EventReader {
        input,
        timeline: Timeline { zone: name, ..Timeline::default() },
        pending: Vec::new(),
        again: Vec::new(),
        begins: Vec::new(),
        chat: false,
        open: Open::Nothing,
        heading: None,
        listed,
        diagnostics,
    };
    let mut starts = Vec::new();
    for section in sections {
        starts.push(reader.timeline.events.len());
        reader.begins.push(reader.pending.len());
        let known = headings::meaning(&section.title).map(Meaning::kind);
        if known != Some(SectionKind::Timeline) {
            reader.again.push(reader.pending.len());
        }
        reader.chat = chat::is_one(&section.blocks);
        if let Some(date) = stamp::find_day(&section.title, when.order)
            && let Some(first) = section.blocks.first()
        {
            reader.day(Stamp::of_day(date), first);
        }
        if updates::is_page(&section.blocks) {
            status::read(&mut reader, &section.blocks);
        } else {
            section.blocks.iter().for_each(|block| reader.block(block));
        }
        reader.close_day();
        reader.open = Open::Nothing;
    }
    let newest_first = reader.settle(sections, &when, shown);
    let parts: Vec<(usize, bool)> = starts.into_iter().zip(newest_first).collect();
    order::sorted(input.sources, &reader.timeline.events, &parts, reader.diagnostics);
    reader.timeline
}
