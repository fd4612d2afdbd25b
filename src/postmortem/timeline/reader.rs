//! Takes in events and remarks, and knows what carries down from one to the next.

use comrak::nodes::NodeValue;
use jiff::tz::TimeZone;

use crate::diagnostic::Diagnostic;
use crate::markdown::Node;
use crate::postmortem::model::{Event, EventKind, Moment, Section, Timeline};
use crate::postmortem::text::inline::{self, Input};
use crate::postmortem::time::calendar::Calendar;
use crate::postmortem::time::stamp::Stamp;
use crate::postmortem::time::zone;
use crate::postmortem::timeline::kinds;
use crate::postmortem::timeline::order::STAMP_HELP;

/// What blocks without a stamp belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Open {
    /// To nothing: they are remarks.
    Nothing,
    /// To the event of the heading above, or of the paragraph before.
    Event,
}

/// A date heading that may turn out to be an event of its own.
pub(super) struct DayHeading<'a> {
    pub(super) stamp: Stamp,
    pub(super) heading: Node<'a>,
    /// What stands below it without a stamp.
    pub(super) blocks: Vec<Node<'a>>,
    /// How many events there were before it.
    pub(super) events: usize,
}

pub(crate) struct EventReader<'a, 's, 'd> {
    pub(crate) input: Input<'a, 's>,
    pub(super) calendar: Calendar,
    pub(super) timeline: Timeline<'a>,
    pub(super) open: Open,
    pub(super) heading: Option<DayHeading<'a>>,
    /// Whether a stamp or a heading of the timeline names a day, or a part of one.
    pub(super) dated: bool,
    /// The zones of the times for which no day is known.
    pub(super) zones: Vec<TimeZone>,
    pub(super) listed: bool,
    /// Whether nothing but stamps names a zone.
    pub(super) zone_is_open: bool,
    pub(super) diagnostics: &'d mut Vec<Diagnostic>,
}

impl<'a> EventReader<'a, '_, '_> {
    /// A block without a stamp.
    pub(super) fn rest(&mut self, block: Node<'a>) {
        if self.open == Open::Event
            && let Some(event) = self.timeline.events.last_mut()
        {
            event.blocks.retain(|block| !is_empty(block));
            event.blocks.push(self.input.copy(block));
        } else if let Some(day) = &mut self.heading {
            day.blocks.push(block);
        } else {
            self.timeline.remarks.push(block);
        }
    }

    /// A date heading whose text holds no events is one itself.
    pub(super) fn close_day(&mut self) {
        let Some(day) = self.heading.take() else { return };
        if self.timeline.events.len() > day.events {
            self.timeline.remarks.extend(day.blocks);
            return;
        }
        let rest = inline::paragraph(self.input.arena, day.heading);
        inline::cut(rest, 0..day.stamp.length);
        let mut blocks = if inline::text(rest).trim().is_empty() { Vec::new() } else { vec![rest] };
        blocks.extend(day.blocks.iter().map(|block| self.input.copy(block)));
        if !blocks.is_empty() {
            self.push(Some(day.stamp), day.heading, blocks, None);
        }
    }

    /// A line without a stamp goes on with the event of the line before.
    pub(crate) fn continue_line(&mut self, line: Node<'a>) {
        let Some(block) = self.timeline.events.last_mut().and_then(|event| {
            let is_open = event
                .blocks
                .last()
                .is_some_and(|block| matches!(block.data().value, NodeValue::Paragraph));
            if !is_open {
                event.blocks.push(line);
                return None;
            }
            event.blocks.last()
        }) else {
            return;
        };
        let at = line.data().sourcepos;
        if block.first_child().is_none() {
            let children: Vec<Node<'a>> = line.children().collect();
            children.into_iter().for_each(|child| block.append(child));
            return;
        }
        block.append(crate::markdown::node(self.input.arena, NodeValue::SoftBreak, at));
        let children: Vec<Node<'a>> = line.children().collect();
        for child in children {
            block.append(child);
        }
    }

    /// Takes an event in. `place` is the author's own node.
    pub(crate) fn push(
        &mut self,
        stamp: Option<Stamp>,
        place: Node<'a>,
        mut blocks: Vec<Node<'a>>,
        actor: Option<String>,
    ) {
        let moment = stamp.as_ref().and_then(|stamp| self.day(stamp));
        match (&stamp, moment) {
            (Some(stamp), None) => self.unreadable(stamp, place),
            (Some(stamp), Some(moment)) if !moment.day_known => {
                self.zones.push(stamp.zone.as_ref().unwrap_or(&self.calendar.zone).clone());
            }
            _ => {}
        }
        if let Some(stamp) = stamp.as_ref().filter(|stamp| stamp.zone.is_some()) {
            let name = || {
                zone::mentioned(&stamp.written).map_or_else(|| "UTC".to_owned(), |(name, _)| name)
            };
            if self.timeline.zone.is_none() && self.zone_is_open {
                self.calendar.zone = stamp.zone.clone().unwrap_or(TimeZone::UTC);
            }
            self.timeline.zone.get_or_insert_with(name);
        }
        let marked = kinds::take_markers(self.input, &mut blocks);
        // `T0` is the start, whatever happened then.
        let zero =
            stamp.as_ref().is_some_and(|stamp| stamp.since.is_some_and(|since| since.is_zero()));
        let kind = marked.or(zero.then_some(EventKind::Start));
        for block in blocks.iter().take(1) {
            inline::trim(block, &[], &[]);
        }
        let whole = blocks.len() < 2;
        blocks.retain(|block| whole || !is_empty(block));
        self.timeline.events.push(Event {
            stamp: stamp.map(|stamp| stamp.written).unwrap_or_default(),
            moment,
            actor,
            blocks,
            kind,
            inferred: false,
            span: self.input.span(place),
        });
    }

    /// When a stamp was; what it says carries down.
    pub(crate) fn day(&mut self, stamp: &Stamp) -> Option<Moment> {
        self.dated |= stamp.day.is_some();
        self.calendar.moment(stamp)
    }

    /// Times of day without a day: they can be measured only when the timeline has no others, and all in zones whose
    /// distance does not depend on the day.
    pub(super) fn without_day(&mut self, section: &Section<'a>) {
        if self.zones.is_empty() {
            return;
        }
        let same = self.zones.iter().all(|zone| *zone == self.zones[0]);
        let measured =
            !self.dated && (same || self.zones.iter().all(|zone| zone.to_fixed_offset().is_ok()));
        let words = "the timeline has times, but nothing says on which day";
        let diagnostic = if measured {
            Diagnostic::info("timeline/date", words)
                .label("durations are measured, but no date is shown")
        } else {
            for event in &mut self.timeline.events {
                event.moment = event.moment.filter(|moment| moment.day_known);
            }
            Diagnostic::warning("timeline/date", words)
        };
        self.diagnostics.push(
            diagnostic
                .at(section.span)
                .help("put a date heading above the entries, or `incident: {started: …}` into the front matter"),
        );
    }

    fn unreadable(&mut self, stamp: &Stamp, place: Node<'a>) {
        let begin = stamp.start;
        let span = inline::place(self.input.sources, place, begin..begin + stamp.written.len());
        let diagnostic = if stamp.impossible {
            Diagnostic::warning("timeline/stamp", format!("`{}` is no date or time", stamp.written))
                .label("no such day or time of day")
        } else {
            Diagnostic::warning(
                "timeline/stamp",
                format!("`{}` does not say when it was", stamp.written),
            )
            .label("only a part of it is known")
        };
        self.diagnostics.push(diagnostic.at(span).help(STAMP_HELP));
    }

    /// An entry of a table whose time cell holds something that is no stamp.
    pub(crate) fn no_stamp(&mut self, cell: Node<'a>, words: &str) {
        self.diagnostics.push(
            Diagnostic::warning("timeline/stamp", format!("`{words}` is no date or time"))
                .at(self.input.span(cell))
                .help(STAMP_HELP),
        );
    }

    /// Keeps an unreadable stamp's text with the event that was taken in last.
    pub(crate) fn last_event(&mut self) -> Option<&mut Event<'a>> {
        self.timeline.events.last_mut()
    }
}

/// A paragraph that held nothing but a stamp.
fn is_empty<'a>(block: Node<'a>) -> bool {
    matches!(block.data().value, NodeValue::Paragraph) && block.first_child().is_none()
}
