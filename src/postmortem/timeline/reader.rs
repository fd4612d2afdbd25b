//! The timeline: events from bullets, table rows, headings and bare paragraphs.

use comrak::nodes::NodeValue;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::diagnostic::Diagnostic;
use crate::markdown::Node;
use crate::postmortem::model::{Event, EventKind, Moment, Section, Timeline};
use crate::postmortem::text::inline::{self, Input};
use crate::postmortem::time::calendar::Calendar;
use crate::postmortem::time::stamp::{self, Day, Stamp};
use crate::postmortem::time::zone;
use crate::postmortem::timeline::order::STAMP_HELP;
use crate::postmortem::timeline::{code, kinds, order, table};

/// How deep lists of events may nest.
const DEPTH: usize = 16;

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
    let mut reader = Reader {
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

/// What blocks without a stamp belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    /// To nothing: they are remarks.
    Nothing,
    /// To the event of the heading above, or of the paragraph before.
    Event,
}

/// A date heading that may turn out to be an event of its own.
struct DayHeading<'a> {
    stamp: Stamp,
    heading: Node<'a>,
    /// What stands below it without a stamp.
    blocks: Vec<Node<'a>>,
    /// How many events there were before it.
    events: usize,
}

pub(crate) struct Reader<'a, 's, 'd> {
    pub(crate) input: Input<'a, 's>,
    calendar: Calendar,
    timeline: Timeline<'a>,
    open: Open,
    heading: Option<DayHeading<'a>>,
    /// Whether a stamp or a heading of the timeline names a day, or a part of one.
    dated: bool,
    /// The zones of the times for which no day is known.
    zones: Vec<TimeZone>,
    listed: bool,
    /// Whether nothing but stamps names a zone.
    zone_is_open: bool,
    diagnostics: &'d mut Vec<Diagnostic>,
}

impl<'a> Reader<'a, '_, '_> {
    fn block(&mut self, block: Node<'a>) {
        match &block.data().value {
            NodeValue::Heading(_) => self.heading(block),
            NodeValue::List(_) if self.list(block, 0) => {}
            NodeValue::Table(_) if table::read(self, block) => self.open = Open::Nothing,
            NodeValue::CodeBlock(_) if self.open == Open::Nothing && code::read(self, block) => {}
            NodeValue::Paragraph if self.paragraph(block) => {}
            _ => self.rest(block),
        }
    }

    /// A block without a stamp.
    fn rest(&mut self, block: Node<'a>) {
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

    fn heading(&mut self, block: Node<'a>) {
        self.close_day();
        self.open = Open::Nothing;
        let Some(stamp) = stamp_of(block) else {
            self.timeline.remarks.push(block);
            return;
        };
        if stamp.is_day() && matches!(stamp.day, Some(Day::Full(_) | Day::WithoutYear(..))) {
            self.day(&stamp);
            let events = self.timeline.events.len();
            self.heading = Some(DayHeading { stamp, heading: block, blocks: Vec::new(), events });
            return;
        }
        let text = inline::paragraph(self.input.arena, block);
        inline::cut(text, 0..stamp.length);
        let blocks = if inline::text(text).trim().is_empty() { Vec::new() } else { vec![text] };
        self.push(Some(stamp), block, blocks, None);
        self.open = Open::Event;
    }

    /// A date heading whose text holds no events is one itself.
    fn close_day(&mut self) {
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

    /// A list of events; false when it is none.
    fn list(&mut self, list: Node<'a>, depth: usize) -> bool {
        let all = self.listed && depth == 0;
        if !all && !holds_events(list) {
            return false;
        }
        if depth == 0 {
            self.open = Open::Nothing;
        }
        for item in list.children() {
            self.item(item, depth);
        }
        true
    }

    fn item(&mut self, item: Node<'a>, depth: usize) {
        let Some(first) = item.first_child() else { return };
        let stamp = stamp_of(first).filter(|_| matches!(first.data().value, NodeValue::Paragraph));
        let rest: Vec<Node<'a>> = item.children().skip(1).collect();
        if let Some(stamp) = &stamp
            && stamp.is_day()
            && stamp.length == inline::text(first).len()
            && depth < DEPTH
            && rest.iter().any(|below| holds_events(below))
        {
            self.day(stamp);
            for below in rest {
                if !self.list(below, depth + 1) {
                    self.rest(below);
                }
            }
            return;
        }
        let text = self.input.copy(first);
        if let Some(stamp) = &stamp {
            inline::cut(text, 0..stamp.length);
        }
        let mut blocks = vec![text];
        // Stamps below an event are events of their own.
        let (lists, own): (Vec<_>, Vec<_>) = rest
            .into_iter()
            .partition(|below| depth < DEPTH && !self.listed && holds_events(below));
        blocks.extend(own.into_iter().map(|below| self.input.copy(below)));
        self.push(stamp, item, blocks, None);
        for below in lists {
            self.list(below, depth + 1);
        }
    }

    /// A paragraph that begins with a stamp, or whose lines do; false when it does not.
    fn paragraph(&mut self, block: Node<'a>) -> bool {
        let words = inline::text(block);
        let Some(first) = stamp::read(&words) else { return false };
        let behind = words[first.length..].trim();
        let remark =
            behind.starts_with('(') && behind.ends_with(')') && zone::mentioned(behind).is_some();
        if first.is_day() && remark {
            self.day(&first);
            self.timeline.remarks.push(block);
            return true;
        }
        if first.is_day() && first.length == words.len() {
            // A date on a line of its own is a heading that its author did not mark as one.
            self.heading(block);
            return true;
        }
        self.open = Open::Nothing;
        for line in inline::lines(self.input.arena, block) {
            match stamp_of(line) {
                Some(stamp) => {
                    let text = self.input.copy(line);
                    inline::cut(text, 0..stamp.length);
                    self.push(Some(stamp), line, vec![text], None);
                }
                None => self.continue_line(line),
            }
        }
        self.open = Open::Event;
        true
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
    fn without_day(&mut self, section: &Section<'a>) {
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

/// The stamp that a block begins with; what is code behind it belongs to the text, whatever it looks like.
fn stamp_of<'a>(block: Node<'a>) -> Option<Stamp> {
    let mut stamp = stamp::read(&inline::text(block))?;
    let end = stamp.start + stamp.written.len();
    let code = inline::codes(block).into_iter().find(|code| code.start >= end);
    stamp.length = code.map_or(stamp.length, |code| stamp.length.min(code.start));
    Some(stamp)
}

/// A paragraph that held nothing but a stamp.
fn is_empty<'a>(block: Node<'a>) -> bool {
    matches!(block.data().value, NodeValue::Paragraph) && block.first_child().is_none()
}

fn holds_events<'a>(block: Node<'a>) -> bool {
    matches!(block.data().value, NodeValue::List(_))
        && block.children().any(|item| {
            item.first_child().is_some_and(|first| stamp::read(&inline::text(first)).is_some())
        })
}
