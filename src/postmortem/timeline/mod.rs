//! The timeline: events, the order they stand in, and the phases they mark.
//!
//! `blocks`, `table` and `code` find events; `reader` takes them in; [`kinds`] says what they mean for the incident.

mod blocks;
mod code;
mod kind_words;
pub(crate) mod kinds;
pub(crate) mod order;
mod reader;
mod table;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::diagnostic::Diagnostic;
use crate::postmortem::model::{Moment, Section, Timeline};
use crate::postmortem::text::inline::Input;
use crate::postmortem::time::calendar::Calendar;
use crate::postmortem::time::stamp;
use reader::{EventReader, Open};

/// What the rest of the document says about times.
#[derive(Debug, Clone)]
pub(crate) struct Given {
    /// The zone.
    pub(crate) zone: TimeZone,
    /// Whether nothing names a zone, and this one is a guess.
    pub(crate) zone_is_open: bool,
    /// A date to begin with.
    pub(crate) date: Option<Date>,
    /// The day of the meeting.
    pub(crate) meeting: Option<Date>,
    /// Whether every list is one of events, even when none of its stamps can be read.
    pub(crate) listed: bool,
    /// When the incident started, as the front matter says.
    pub(crate) started: Option<Moment>,
}

/// Reads the events of all timeline sections.
pub(crate) fn read<'a>(
    input: Input<'a, '_>,
    sections: &[&Section<'a>],
    given: &Given,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Timeline<'a>, Option<TimeZone>) {
    let stated = sections.iter().find_map(|section| order::stated_zone(section));
    let zone = stated.as_ref().map_or_else(|| given.zone.clone(), |(_, zone)| zone.clone());
    let mut reader = EventReader {
        input,
        calendar: Calendar::new(zone, given.date, given.meeting),
        timeline: Timeline {
            zone: stated.as_ref().map(|(name, _)| name.clone()),
            ..Timeline::default()
        },
        open: Open::Nothing,
        heading: None,
        dated: false,
        zones: Vec::new(),
        listed: given.listed,
        zone_is_open: stated.is_none() && given.zone_is_open,
        diagnostics,
    };
    if let Some(started) = given.started {
        reader.calendar.begin(started);
    }
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
    (reader.timeline, stated.map(|(_, zone)| zone))
}
