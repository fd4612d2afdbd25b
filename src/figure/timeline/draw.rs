//! Writes a planned timeline.

use super::axis::{SIZE, Stretch};
use super::{Kind, PHASES, Plan, TICKS, spans};
use crate::figure::scale::{self, Tick};
use crate::figure::svg::{Anchor, Ink, Style, Svg, point};
use crate::figure::{Drawing, Frame, Rect, text};
use crate::words::say;

/// How thick the axis is.
const THICK: f64 = 8.0;
/// The radius of a marker, and of one for an event without a meaning.
const MARKER: f64 = 10.0;
const DOT: f64 = 6.0;

pub(super) fn draw(plan: &Plan, frame: &Frame<'_>) -> Drawing {
    let mut svg = Svg::default();
    let foot = plan.room.axis + plan.room.below + 4.0;
    phases(&mut svg, plan, frame, foot);
    axis(&mut svg, plan, frame, foot);
    ticks(&mut svg, plan, frame, foot);
    labels(&mut svg, plan);
    markers(&mut svg, plan);
    if !plan.remarks.is_empty() {
        let style = Style { size: 18.0, ink: Ink::Muted, bold: false, anchor: Anchor::End };
        let words = plan.remarks.join(" · ");
        let width = frame.text.width(&words, 18.0, false);
        svg.text((frame.width, plan.height - 6.0), &words, style);
        svg.occupy(Rect { x: frame.width - width, y: plan.height - 24.0, width, height: 22.0 });
    }
    svg.finish(frame, "timeline", plan.height, &description(plan), plan.placed.len())
}

fn description(plan: &Plan) -> String {
    let count = plan.timeline.events.len();
    let say = say::words();
    let axis = say::counted(say.described_axis, count);
    if plan.phases.is_empty() {
        return say::fill(say.described_events, axis);
    }
    let phases: Vec<&str> = plan.phases.iter().map(|phase| phase.words.as_str()).collect();
    say::fill_all(say.described_phases, &[&axis, &phases.join(", ")])
}

/// The tints, with brackets and names above.
fn phases(svg: &mut Svg, plan: &Plan, frame: &Frame<'_>, foot: f64) {
    let spans::Labelled { size, labels } = spans::label(&plan.phases, frame);
    for (phase, label) in plan.phases.iter().zip(&labels) {
        let span = (phase.to - phase.from).max(2.0);
        let tint =
            Rect { x: phase.from, y: PHASES - 12.0, width: span, height: foot - PHASES + 12.0 };
        svg.rect(tint, 0.0, phase.ink.soft(), " opacity=\"0.6\"");
        svg.rect(
            Rect { x: phase.from, y: PHASES - 18.0, width: span, height: 6.0 },
            0.0,
            phase.ink,
            "",
        );
        let style = Style { size, ink: phase.ink, bold: true, anchor: Anchor::Start };
        svg.text((label.start, 22.0), label.words, style);
        svg.occupy(Rect { x: label.start, y: 0.0, width: label.width, height: 28.0 });
    }
}

/// The line of the axis, coloured by phase, with zigzags where time is left out.
fn axis(svg: &mut Svg, plan: &Plan, frame: &Frame<'_>, _: f64) {
    let y = plan.room.axis;
    let mut segments: Vec<(f64, f64, Ink)> = Vec::new();
    let mut from = 0.0;
    for gap in &plan.axis.breaks {
        segments.push((from, gap.left, Ink::Muted));
        from = gap.right;
    }
    segments.push((from, frame.width, Ink::Muted));
    for (left, right, ink) in segments.clone() {
        svg.rect(
            Rect { x: left, y: y - THICK / 2.0, width: right - left, height: THICK },
            2.0,
            ink,
            "",
        );
        for phase in &plan.phases {
            let from = phase.from.max(left);
            let to = phase.to.min(right);
            if from < to {
                let bar = Rect { x: from, y: y - THICK / 2.0, width: to - from, height: THICK };
                svg.rect(bar, 0.0, phase.ink, "");
            }
        }
    }
    for gap in &plan.axis.breaks {
        let middle = (gap.left + gap.right) / 2.0;
        for (x, inwards) in [(gap.left, 1.0), (gap.right, -1.0)] {
            let mut path = format!("M{}", point(x - 4.0 * inwards, y));
            for (dx, dy) in [(2.0, -13.0), (8.0, 13.0), (14.0, -13.0), (16.0, 0.0)] {
                path.push_str(&format!("L{}", point(x + dx * inwards, y + dy)));
            }
            svg.path(&path, Ink::None, Ink::Ink, 3.0, " stroke-linejoin=\"round\"");
        }
        let style = Style { size: SIZE, ink: Ink::Ink, bold: true, anchor: Anchor::Middle };
        svg.text((middle, y + 6.0), &gap.words, style);
        let width = frame.text.width(&gap.words, SIZE, true);
        svg.occupy(Rect { x: middle - width / 2.0, y: y - 11.0, width, height: 22.0 });
    }
}

/// Round times below everything, with a line up to the axis's own ticks.
fn ticks(svg: &mut Svg, plan: &Plan, frame: &Frame<'_>, foot: f64) {
    let y = plan.room.axis;
    let style = Style { size: 18.0, ink: Ink::Muted, bold: false, anchor: Anchor::Middle };
    let mut taken = f64::MIN;
    let mut day: Option<String> = None;
    let mut day_taken = f64::MIN;
    svg.line((0.0, foot + 2.0), (frame.width, foot + 2.0), Ink::Line, 2.0, "");
    for gap in &plan.axis.breaks {
        let width = gap.right - gap.left;
        svg.rect(Rect { x: gap.left, y: foot, width, height: 4.0 }, 0.0, Ink::Background, "");
    }
    for (x, tick) in plan.axis.pieces.iter().flat_map(|piece| ticks_of(plan, piece)) {
        let label =
            if plan.timeline.dated || tick.day.is_some() { tick.label.as_str() } else { "" };
        let place = Across::of(label, false, x, frame);
        if label.is_empty() || place.left() < taken + 10.0 {
            continue;
        }
        taken = place.right();
        svg.line((x, foot + 2.0), (x, foot + 9.0), Ink::Muted, 2.0, "");
        svg.line((x, y + THICK / 2.0), (x, y + THICK / 2.0 + 6.0), Ink::Muted, 2.0, "");
        svg.text((place.middle, foot + TICKS - 6.0), label, style);
        svg.occupy(place.rect(foot + 11.0));
        let is_new = plan.has_days && tick.day.is_some() && tick.day != day;
        if let Some(words) = tick.day.as_ref().filter(|_| is_new) {
            let place = Across::of(words, true, x, frame);
            if place.left() > day_taken + 8.0 {
                svg.text((place.middle, foot + TICKS + 18.0), words, Style { bold: true, ..style });
                svg.occupy(place.rect(foot + TICKS + 2.0));
                day_taken = place.right();
                day = tick.day.clone();
            }
        }
    }
}

/// Where the words of a tick stand: below it, but inside the frame.
struct Across {
    middle: f64,
    width: f64,
}

impl Across {
    fn of(words: &str, bold: bool, x: f64, frame: &Frame<'_>) -> Self {
        let width = frame.text.width(words, 18.0, bold);
        let middle = x.clamp(width / 2.0, (frame.width - width / 2.0).max(width / 2.0));
        Self { middle, width }
    }

    fn left(&self) -> f64 {
        self.middle - self.width / 2.0
    }

    fn right(&self) -> f64 {
        self.middle + self.width / 2.0
    }

    fn rect(&self, y: f64) -> Rect {
        Rect { x: self.left(), y, width: self.width, height: 20.0 }
    }
}

/// The round times of a piece of the axis, each with its pixel; at least one.
fn ticks_of(plan: &Plan, piece: &Stretch) -> Vec<(f64, Tick)> {
    let scale = plan.axis.scale;
    let apart = if scale > 0.0 { 92.0 / scale } else { f64::MAX };
    let margin = if scale > 0.0 { (12.0 / scale) as i64 } else { 0 };
    let from = piece.from.saturating_sub(margin);
    let to = piece.to.saturating_add(margin);
    let mut found = Vec::new();
    if apart < 1e12 {
        found = scale::times(from, to, apart, &plan.timeline.zone);
    }
    if found.is_empty() {
        found = vec![alone(plan, piece.from)];
    }
    let x = |tick: &Tick| piece.left + (tick.at - piece.from) as f64 * scale;
    found.into_iter().map(|tick| (x(&tick), tick)).collect()
}

/// The tick of a stretch that is too short for a round time.
fn alone(plan: &Plan, at: i64) -> Tick {
    let all_days =
        plan.timeline.events.iter().filter(|event| event.at == at).all(|event| event.day_only);
    let tick = scale::tick(at, &plan.timeline.zone, false);
    match tick.day {
        Some(day) if all_days && !plan.has_days => Tick { at, label: day, day: None },
        day => Tick { day, ..tick },
    }
}

/// Leaders, then words.
fn labels(svg: &mut Svg, plan: &Plan) {
    let y = plan.room.axis;
    for label in &plan.placed {
        let event = &plan.timeline.events[label.index];
        let x = plan.axis.x(event.at);
        let end = label.distance + label.height;
        let end = if label.above { y - end } else { y + end };
        let ink = if event.kind == Kind::Other { Ink::Line } else { event.kind.ink() };
        svg.line((x, y), (x, end), ink, if event.kind == Kind::Other { 2.0 } else { 2.5 }, "");
    }
    for label in &plan.placed {
        let event = &plan.timeline.events[label.index];
        let Rect { x, y: top, width, height } = label.words_box();
        let anchor = if label.left { Anchor::End } else { Anchor::Start };
        let at = if label.left { x + width } else { x };
        let style = Style { size: plan.letters, ink: Ink::Ink, bold: false, anchor };
        let bold = if event.kind == Kind::Other { Ink::Ink } else { event.kind.ink() };
        for (number, line) in plan.words[label.index].lines.iter().enumerate() {
            let base = y + top + number as f64 * text::line(plan.letters) + plan.letters * 0.95;
            svg.tinted((at, base), line, style, bold);
        }
        svg.occupy(Rect { x, y: y + top, width, height });
    }
}

/// Markers on the axis; those with a meaning lie on top.
fn markers(svg: &mut Svg, plan: &Plan) {
    let y = plan.room.axis;
    let mut events: Vec<_> = plan.timeline.events.iter().collect();
    events.sort_by_key(|event| event.kind != Kind::Other);
    for event in events {
        let x = plan.axis.x(event.at);
        let ink = event.kind.ink();
        match (event.kind, event.inferred) {
            (Kind::Other, _) => svg.circle((x, y), DOT, Ink::Ink, Ink::Background, 2.0),
            (kind, true) => {
                svg.mark(kind.shape(), (x, y), MARKER - 1.0, [Ink::Background, ink], 4.0);
            }
            (kind, false) => svg.mark(kind.shape(), (x, y), MARKER, [ink, Ink::Background], 3.0),
        }
    }
}
