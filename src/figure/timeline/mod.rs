//! A timeline to scale: an axis, phases shaded from start to resolution, events with their words
//! above and below.
//!
//! 1. [`axis`] maps times to pixels and breaks long gaps.
//! 2. [`labels`] finds places where no words cover others; where not all have one, the important
//!    events come first.
//! 3. [`mod@draw`] writes it all.

pub mod axis;
mod caption;
mod draw;
pub mod labels;
mod spans;

use jiff::tz::TimeZone;

use super::svg::{Ink, Shape};
use super::text::{Run, TextMeasure, Wrapped};
use super::{Drawing, Frame, scale};
use crate::words::say;
use axis::Axis;
use caption::Caption;
use labels::{PlacedCaption, Room};

/// What an event means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "each is the phase that begins with it")]
pub enum Kind {
    Start,
    Detected,
    Mitigated,
    Resolved,
    End,
    #[default]
    Other,
}

impl Kind {
    /// Its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Start => say::words().start,
            Self::Detected => say::words().detected,
            Self::Mitigated => say::words().mitigated,
            Self::Resolved => say::words().resolved,
            Self::End => say::words().end,
            Self::Other => "",
        }
    }

    fn ink(self) -> Ink {
        match self {
            Self::Start => Ink::Warm,
            Self::Detected => Ink::Amber,
            Self::Mitigated => Ink::Accent,
            Self::Resolved | Self::End => Ink::Good,
            Self::Other => Ink::Muted,
        }
    }

    fn shape(self) -> Shape {
        match self {
            Self::Start => Shape::Square,
            Self::Detected => Shape::Diamond,
            Self::Mitigated => Shape::Triangle,
            Self::Resolved | Self::End | Self::Other => Shape::Disc,
        }
    }
}

/// An event.
#[derive(Debug, Clone, Default)]
pub struct Point {
    /// When, in seconds since 1970.
    pub at: i64,
    /// Whether only the day is known.
    pub day_only: bool,
    /// Whether the time is about right.
    pub approximate: bool,
    /// What happened.
    pub text: String,
    /// What it means.
    pub kind: Kind,
    /// Whether that was concluded from the words.
    pub inferred: bool,
}

/// When a phase began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhasePoint {
    /// When, in seconds since 1970.
    pub at: i64,
    /// Whether that was read out of running text rather than marked.
    pub read: bool,
}

/// What to draw.
#[derive(Debug, Clone)]
pub struct TimelineFigure {
    /// The events, in any order.
    pub events: Vec<Point>,
    /// When it began, was detected, was mitigated, was resolved.
    pub phases: [Option<PhasePoint>; 4],
    /// The zone of the axis.
    pub zone: TimeZone,
    /// Whether the days are the real ones; otherwise no date is shown.
    pub dated: bool,
    /// Where the events without words in the figure are, such as `all are below`; may be empty.
    pub rest: String,
}

/// The band for the names of the phases.
const PHASES: f64 = 50.0;
/// The distance from the axis to the first label.
const AXIS: f64 = 24.0;
/// The row with the ticks.
const TICKS: f64 = 32.0;
/// The row with the days.
const DAYS: f64 = 24.0;
/// The row with remarks.
const REMARKS: f64 = 28.0;

/// Where everything stands, before anything is drawn. To find that is most of the work, and it needs
/// neither the figure's name nor its title.
#[derive(Debug)]
pub struct Plan {
    /// Its events are in order.
    timeline: TimelineFigure,
    /// The width and the height that it was made for.
    size: (f64, f64),
    axis: Axis,
    phases: Vec<Phase>,
    room: Room,
    placed: Vec<PlacedCaption>,
    words: Vec<Wrapped>,
    /// The size of the letters.
    letters: f64,
    remarks: Vec<String>,
    has_days: bool,
    height: f64,
}

/// A stretch between two moments.
#[derive(Debug)]
struct Phase {
    from: f64,
    to: f64,
    /// "1 h 12 min to mitigate".
    words: String,
    /// "1 h 12 min", where there is no room for more.
    short: String,
    ink: Ink,
}

/// Draws a timeline; none when it has no events.
#[must_use]
pub fn draw(timeline: &TimelineFigure, frame: &Frame<'_>) -> Option<Drawing> {
    let plan = Plan::of(timeline.clone(), (frame.width, frame.height), frame.text)?;
    Some(plan.draw(frame))
}

impl Plan {
    /// Finds places for a width and a height, in pixels of the canvas; none when there are no events.
    #[must_use]
    pub fn of(
        mut timeline: TimelineFigure,
        (width, height): (f64, f64),
        text: &dyn TextMeasure,
    ) -> Option<Self> {
        timeline.events.sort_by_key(|event| event.at);
        let events = &timeline.events;
        let first = events.first()?.at;
        let last = events.last()?.at;
        let mut times: Vec<i64> = events.iter().map(|event| event.at).collect();
        times.extend(timeline.phases.iter().flatten().map(|point| point.at));
        let axis = Axis::new(&times, 0.0, width, text);
        let phases = phases(&timeline, &axis);
        let all_days = events.iter().all(|event| event.day_only);
        let has_days = timeline.dated && !all_days;
        let mut remarks = Vec::new();
        let is_read = timeline.phases.iter().flatten().any(|point| point.read);
        if is_read || events.iter().any(|event| event.inferred) {
            remarks.push(say::words().hollow.to_owned());
        }
        let top = if phases.is_empty() { 4.0 } else { PHASES };
        let foot = TICKS + 4.0 + if has_days { DAYS } else { 0.0 };
        let side = |remarks: f64| ((height - top - foot - remarks) / 2.0 - AXIS - 2.0).max(60.0);
        let seconds = last - first < 300;
        let labels: Vec<Caption> =
            events.iter().map(|event| label(event, &timeline, axis.x(event.at), seconds)).collect();
        let place = |remarks: f64| {
            let mut found = labels::place(&labels, side(remarks), width, text);
            found.spread(side(remarks));
            found
        };
        let mut found = place(if remarks.is_empty() { 0.0 } else { REMARKS });
        if found.placed.len() < events.len() && remarks.is_empty() {
            found = place(REMARKS);
        }
        let shown = found.placed.len();
        if shown < events.len() {
            remarks.insert(0, some_of(&timeline, shown));
        }
        let room = found.room(top, AXIS);
        let tall = room.axis + room.below + foot + if remarks.is_empty() { 0.0 } else { REMARKS };
        let labels::PlacedLabels { placed, words, size: letters } = found;
        Some(Self {
            timeline,
            size: (width, height),
            axis,
            phases,
            room,
            placed,
            words,
            letters,
            remarks,
            has_days,
            height: tall,
        })
    }

    /// Whether it was made for a frame.
    #[must_use]
    pub fn is_for(&self, frame: &Frame<'_>) -> bool {
        self.size == (frame.width, frame.height)
    }

    /// Draws it into a frame of its size.
    #[must_use]
    pub fn draw(&self, frame: &Frame<'_>) -> Drawing {
        draw::draw(self, frame)
    }
}

/// Says that some of the events have words, and where the others are.
fn some_of(timeline: &TimelineFigure, shown: usize) -> String {
    let counts = [shown.to_string(), timeline.events.len().to_string()];
    let some = say::fill_all(say::words().some_events, &[&counts[0], &counts[1]]);
    match timeline.rest.as_str() {
        "" => some,
        rest => [&some, say::words().before_remark, rest].concat(),
    }
}

/// What stands beside an event's leader.
fn label(event: &Point, timeline: &TimelineFigure, x: f64, seconds: bool) -> Caption {
    let at = scale::zoned(event.at, &timeline.zone);
    let about = if event.approximate { "~" } else { "" };
    let stamp = match at {
        Some(at) if event.day_only && timeline.dated => format!("{about}{}", scale::day(at.date())),
        Some(at) if !event.day_only => format!("{about}{}", scale::clock(at.datetime(), seconds)),
        _ => String::new(),
    };
    let kind = event.kind.word();
    let mark = if event.inferred && !kind.is_empty() { "?" } else { "" };
    let bold = [stamp.as_str(), kind]
        .into_iter()
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    let runs = vec![Run::bold(format!("{bold}{mark}")), Run::plain(event.text.as_str())];
    Caption { x, runs, important: event.kind != Kind::Other }
}

/// The phases that are known, each with its length.
fn phases(timeline: &TimelineFigure, axis: &Axis) -> Vec<Phase> {
    let inks = [Ink::Warm, Ink::Amber, Ink::Accent];
    let mut out = Vec::new();
    let mut from = timeline.phases[0].map(|point| (0, point));
    for end in 1..4 {
        let Some(to) = timeline.phases[end] else { continue };
        let Some((begin, point)) = from else {
            from = Some((end, to));
            continue;
        };
        if to.at < point.at {
            continue;
        }
        let ink = inks[begin];
        let length = scale::about(to.at - point.at);
        // "To mitigate" counts from the detection and "to resolve" from the start, here as
        // elsewhere.
        let words = match (begin, end) {
            (0, 1) => say::fill(say::words().undetected_for, &length),
            (1, 2) => say::fill(say::words().mitigated_in, &length),
            (_, 2) => say::fill(say::words().until_mitigated, &length),
            (0, _) => say::fill(say::words().resolved_in, &length),
            _ => say::fill(say::words().until_resolved, &length),
        };
        let mark = if to.read || point.read { "?" } else { "" };
        let [words, short] = [words, length].map(|words| words + mark);
        let at = point.at;
        if to.at > at {
            out.push(Phase { from: axis.x(at), to: axis.x(to.at), words, short, ink });
        }
        from = Some((end, to));
    }
    out
}
