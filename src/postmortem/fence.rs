//! A timeline or whys that stand in a fence of any document: the same forms, read alone.

use comrak::Arena;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::diagnostic::Diagnostic;
use crate::markdown::Node;
use crate::postmortem::model::{Moment, Phases, Section, SectionKind, Timeline, Why};
use crate::postmortem::stated::Stated;
use crate::postmortem::text::inline::Input;
use crate::postmortem::time::calendar::Calendar;
use crate::postmortem::time::when::When;
use crate::postmortem::time::{stamp, zone};
use crate::postmortem::timeline::kinds;
use crate::postmortem::{phases, timeline, whys};
use crate::source::{Sources, Span};

/// The timeline of a fence.
#[derive(Debug, Clone)]
pub struct FencedTimeline<'a> {
    /// The events.
    pub timeline: Timeline<'a>,
    /// The phases that the events mark.
    pub phases: Phases,
    /// The zone of the times.
    pub zone: TimeZone,
}

/// The zone of a name.
#[must_use]
pub fn zone(name: &str) -> Option<TimeZone> {
    zone::named(name)
}

/// Whether words name a zone that is known.
#[must_use]
pub fn knows_zone(words: &str) -> bool {
    zone::named(words).is_some() || zone::mentioned(words).is_some()
}

/// Texts that are dates or times and nothing else; none when one of them is something else.
#[must_use]
pub fn moments(texts: &[&str], zone: &TimeZone, date: Option<Date>) -> Option<Vec<Moment>> {
    let mut calendar = Calendar::new(zone.clone(), date, None);
    texts
        .iter()
        .map(|text| {
            let stamp = stamp::read(text).filter(|stamp| stamp.length == text.len())?;
            // `23:40–00:00` is a stretch of time, not a moment.
            let is_stretch = stamp.written.contains(['–', '—']) || stamp.written.contains(" - ");
            calendar.moment(&stamp).filter(|_| !is_stretch)
        })
        .collect()
}

/// Reads blocks as a timeline.
pub fn timeline<'a>(
    arena: &'a Arena<'a>,
    sources: &Sources,
    span: Span,
    blocks: Vec<Node<'a>>,
    zone: Option<&TimeZone>,
    diagnostics: &mut Vec<Diagnostic>,
) -> FencedTimeline<'a> {
    let input = Input { arena, sources, id: span.source };
    let section = section(SectionKind::Timeline, span, blocks);
    let mut when = When { zone: zone.cloned(), ..When::default() };
    let mut timeline = timeline::read(input, &[&section], &when, true, diagnostics);
    let gathered = kinds::claims(&mut timeline.events, Vec::new(), &Stated::default(), Vec::new());
    let phases = phases::chosen(&gathered.claims);
    when.settle(timeline.zone.as_deref());
    FencedTimeline { timeline, phases, zone: when.zone() }
}

/// Reads blocks as whys.
pub fn whys<'a>(
    arena: &'a Arena<'a>,
    sources: &Sources,
    span: Span,
    blocks: Vec<Node<'a>>,
) -> Vec<Why<'a>> {
    let input = Input { arena, sources, id: span.source };
    whys::read(input, &[&section(SectionKind::FiveWhys, span, blocks)])
}

fn section<'a>(kind: SectionKind, span: Span, blocks: Vec<Node<'a>>) -> Section<'a> {
    Section { kind, title: String::new(), level: 1, span, blocks }
}
