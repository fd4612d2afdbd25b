//! The timeline: events, the order they stand in, and the phases they mark.
//!
//! `blocks`, `table` and `code` find events; `reader` takes them in; [`kinds`] says what they mean
//! for the incident.

mod blocks;
mod code;
pub(crate) mod kinds;
pub(crate) mod order;
mod reader;
mod table;

use crate::diagnostic::Diagnostic;
use crate::postmortem::model::{Section, Timeline};
use crate::postmortem::text::inline::Input;
use crate::postmortem::time::stamp;
use crate::postmortem::time::when::When;
use reader::{EventReader, Open};

/// Reads the events of all timeline sections. `listed` says that every list is one of events, even
/// when none of its stamps can be read.
pub(crate) fn read<'a>(
    input: Input<'a, '_>,
    sections: &[&Section<'a>],
    when: &When,
    listed: bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Timeline<'a> {
    let (name, zone) = sections.iter().find_map(|section| order::stated_zone(section)).unzip();
    let when = When { zone: zone.or_else(|| when.zone.clone()), ..when.clone() };
    let mut calendar = when.calendar();
    if let Some(start) = when.start {
        calendar.begin(start);
    }
    let mut reader = EventReader {
        input,
        calendar,
        timeline: Timeline { zone: name, ..Timeline::default() },
        open: Open::Nothing,
        heading: None,
        dated: false,
        zones: Vec::new(),
        listed,
        zone_is_open: when.zone.is_none(),
        diagnostics,
    };
    for section in sections {
        if let Some(date) = stamp::find_date(&section.title) {
            reader.calendar.set(date);
            reader.dated = true;
        }
        for block in &section.blocks {
            reader.block(block);
        }
        reader.close_day();
        reader.open = Open::Nothing;
    }
    if let Some(section) = sections.first() {
        reader.without_day(section);
    }
    order::sorted(input.sources, &reader.timeline.events, reader.diagnostics);
    reader.timeline
}
