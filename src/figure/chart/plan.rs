//! The axes of a chart, and the rectangle between them.

use super::{Across, Chart, Kind};
use crate::figure::svg::Ink;
use crate::figure::text::{self, Run, Wrapped};
use crate::figure::{Frame, Rect, SMALLEST, scale};

/// The size of the ticks' letters.
pub(super) const SIZE: f64 = SMALLEST;
/// The size of names and titles.
pub(super) const NAME: f64 = 20.0;
/// The height of a row of names.
pub(super) const ROW: f64 = 30.0;
/// The height of the values' heading.
pub(super) const HEADING: f64 = 38.0;

/// A tick below the plot.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    /// Its pixel.
    pub x: f64,
    /// Its words.
    pub words: Wrapped,
    /// The day that begins there.
    pub day: Option<String>,
}

/// Where everything goes.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The rectangle of the values.
    pub plot: Rect,
    /// The value at its lower edge, and at its upper.
    pub range: (f64, f64),
    /// The place at its left edge, and at its right; of names, half a slot beyond the first and the
    /// last.
    pub extent: (f64, f64),
    /// The ticks of the values: pixel and words.
    pub values: Vec<(f64, String)>,
    /// The ticks below.
    pub ticks: Vec<Tick>,
    /// The distance between two values' ticks.
    pub step: f64,
    /// Names above the plot, each with its left edge and row.
    pub legend: Vec<(f64, usize)>,
    /// Names at the ends of lines: pixel of their middle.
    pub ends: Vec<(usize, f64)>,
    /// Events: pixel, left edge of the words, row.
    pub markers: Vec<(f64, f64, usize)>,
    /// The upper edge of the first row of events.
    pub marker_top: f64,
    /// The height of the whole figure.
    pub height: f64,
}

impl Plan {
    /// The pixel of a place.
    #[must_use]
    pub fn x(&self, at: f64) -> f64 {
        let (low, high) = self.extent;
        if high > low {
            self.plot.x + (at - low) / (high - low) * self.plot.width
        } else {
            self.plot.x + self.plot.width / 2.0
        }
    }

    /// The pixel of a value.
    #[must_use]
    pub fn y(&self, value: f64) -> f64 {
        let (low, high) = self.range;
        self.plot.y + self.plot.height - (value - low) / (high - low) * self.plot.height
    }
}

/// The colour of a series.
#[must_use]
pub fn ink(number: usize) -> Ink {
    [Ink::Accent, Ink::Warm, Ink::Good, Ink::Amber, Ink::Violet, Ink::Muted][number % 6]
}

/// A value in words.
#[must_use]
pub fn value(chart: &Chart, value: f64, step: f64) -> String {
    let number = scale::number(value, step);
    match chart.unit.as_str() {
        "" => number,
        unit if is_money(unit) => format!("{unit}{number}"),
        unit if unit.chars().count() <= 4 => format!("{number} {unit}"),
        _ => number,
    }
}

fn is_money(unit: &str) -> bool {
    matches!(unit, "€" | "$" | "£" | "¥")
}

/// The heading of the values: their title, and the unit where the ticks have no room for it.
#[must_use]
pub fn heading(chart: &Chart) -> String {
    let title = match (chart.y_title.as_str(), chart.series.as_slice()) {
        ("", [only]) => only.name.clone(),
        (title, _) => title.to_owned(),
    };
    let long = chart.unit.chars().count() > 4;
    match (title.is_empty(), long) {
        (true, true) => chart.unit.clone(),
        (false, true) => format!("{title} ({})", chart.unit),
        _ => title,
    }
}

/// Finds the axes; none when there is no value.
#[must_use]
pub fn plan(chart: &Chart, frame: &Frame<'_>) -> Option<Plan> {
    let (low, high) = range(chart)?;
    let extent = extent(chart)?;
    let by_name = chart.series.len() > 1;
    let at_ends = by_name && chart.kind != Kind::Bar && chart.series.len() <= 8;
    let (legend, rows) = if by_name && !at_ends { legend(chart, frame) } else { (Vec::new(), 0) };
    let mut top = if heading(chart).is_empty() { 12.0 } else { HEADING };
    top += rows as f64 * ROW + if rows > 0 { 8.0 } else { 0.0 };
    let numbers = scale::numbers(low, high, 5);
    let step = numbers.get(1).map_or(1.0, |second| second - numbers[0]);
    let widths =
        numbers.iter().map(|number| frame.text.width(&value(chart, *number, step), SIZE, false));
    let left = widths.fold(0.0, f64::max) + 14.0;
    let right = if at_ends { room_for_names(chart, frame) } else { 16.0 };
    let width = (frame.width - left - right).max(60.0);
    let mut plan = Plan {
        plot: Rect { x: left, y: top, width, height: 100.0 },
        range: (numbers[0], numbers[numbers.len() - 1]),
        extent,
        values: Vec::new(),
        ticks: Vec::new(),
        step,
        legend,
        ends: Vec::new(),
        markers: Vec::new(),
        marker_top: top,
        height: frame.height,
    };
    let marker_rows = markers(chart, &mut plan, frame);
    plan.plot.y += marker_rows as f64 * 26.0 + if marker_rows > 0 { 4.0 } else { 0.0 };
    plan.ticks = ticks(chart, &plan, frame);
    plan.plot.height = (frame.height - plan.plot.y - below(chart, &plan.ticks)).max(60.0);
    plan.values =
        numbers.iter().map(|number| (plan.y(*number), value(chart, *number, step))).collect();
    if at_ends {
        plan.ends = ends(chart, &plan);
    }
    Some(plan)
}

/// The lowest and the highest value that the plot has room for.
fn range(chart: &Chart) -> Option<(f64, f64)> {
    let (mut low, mut high) = chart.range()?;
    // Bars and areas stand on zero; a line may float where zero is far away.
    let from_zero = chart.kind != Kind::Line
        || (low > 0.0 && low < 0.6 * high)
        || (high < 0.0 && high > 0.6 * low);
    if from_zero {
        low = low.min(0.0);
        high = high.max(0.0);
    }
    // The value stands at the end of a bar.
    if chart.kind == Kind::Bar {
        let room = 0.08 * (high - low);
        high += if high > 0.0 { room } else { 0.0 };
        low -= if low < 0.0 { room } else { 0.0 };
    }
    Some((low, high))
}

/// The places at the left and the right edge of the plot.
fn extent(chart: &Chart) -> Option<(f64, f64)> {
    let (first, last) = chart.extent()?;
    Some(match (&chart.across, chart.kind) {
        (Across::Names(names), _) => (-0.5, names.len() as f64 - 0.5),
        // Bars need half a bar on both sides.
        (_, Kind::Bar) => {
            let slot = slot(chart);
            (first - slot / 2.0, last + slot / 2.0)
        }
        _ => (first, last),
    })
}

/// The width that the names need when they stand at the ends of the lines.
fn room_for_names(chart: &Chart, frame: &Frame<'_>) -> f64 {
    let widths = chart.series.iter().map(|series| frame.text.width(&series.name, NAME, true));
    (widths.fold(0.0, f64::max) + 16.0).min(0.3 * frame.width)
}

/// The height that the ticks and the title need below the plot.
fn below(chart: &Chart, ticks: &[Tick]) -> f64 {
    let lines =
        ticks.iter().map(|tick| tick.words.lines.len() + usize::from(tick.day.is_some())).max();
    let title = if chart.x_title.is_empty() { 0.0 } else { 26.0 };
    12.0 + lines.unwrap_or(1) as f64 * text::line(SIZE) + title
}

/// The smallest distance between two places.
pub(super) fn slot(chart: &Chart) -> f64 {
    if matches!(chart.across, Across::Names(_)) {
        return 1.0;
    }
    let mut places: Vec<f64> =
        chart.series.iter().flat_map(|series| series.points.iter().map(|(at, _)| *at)).collect();
    places.sort_by(f64::total_cmp);
    let apart = places
        .windows(2)
        .map(|pair| pair[1] - pair[0])
        .filter(|apart| *apart > 0.0)
        .fold(f64::MAX, f64::min);
    if apart < f64::MAX { apart } else { 1.0 }
}

/// Names in rows above the plot: the left edge and row of each, and how many rows.
fn legend(chart: &Chart, frame: &Frame<'_>) -> (Vec<(f64, usize)>, usize) {
    let mut x = 0.0;
    let mut row = 0;
    let mut out = Vec::new();
    for series in &chart.series {
        let width = frame.text.width(&series.name, NAME, true) + 30.0;
        if x > 0.0 && x + width > frame.width {
            x = 0.0;
            row += 1;
        }
        out.push((x, row));
        x += width + 28.0;
    }
    (out, row + 1)
}

/// Events in rows above the plot, so that their words do not cover each other; how many rows.
fn markers(chart: &Chart, plan: &mut Plan, frame: &Frame<'_>) -> usize {
    let mut rows: Vec<f64> = Vec::new();
    let mut sorted: Vec<&(f64, String)> = chart.markers.iter().collect();
    sorted.sort_by(|one, other| one.0.total_cmp(&other.0));
    for (at, words) in sorted {
        let x = plan.x(*at);
        let width = frame.text.width(words, SIZE, true);
        let start = (x - width / 2.0).clamp(0.0, (frame.width - width).max(0.0));
        let row = rows.iter().position(|end| end + 14.0 < start).unwrap_or(rows.len());
        match rows.get_mut(row) {
            Some(end) => *end = start + width,
            None => rows.push(start + width),
        }
        plan.markers.push((x, start, row));
    }
    rows.len()
}

fn ticks(chart: &Chart, plan: &Plan, frame: &Frame<'_>) -> Vec<Tick> {
    let one = |words: &str, width: f64, lines: usize| {
        text::wrap(frame.text, &[Run::plain(words)], SIZE, width, lines)
    };
    let (low, high) = plan.extent;
    match &chart.across {
        Across::Names(names) => {
            // Every name, in up to three lines; or every second, third, … where they are too many.
            let slot = plan.plot.width / names.len().max(1) as f64;
            let every = (70.0 / slot).ceil().max(1.0) as usize;
            let room = slot * every as f64 - 10.0;
            let shown = names.iter().enumerate().step_by(every);
            shown
                .map(|(index, name)| Tick {
                    x: plan.x(index as f64),
                    words: one(name, room, 3),
                    day: None,
                })
                .collect()
        }
        Across::Times { zone, dated } => {
            let apart = 110.0 / plan.plot.width * (high - low);
            let mut day = None;
            let times = scale::times(low.ceil() as i64, high.floor() as i64, apart, zone);
            times
                .into_iter()
                .map(|tick| {
                    let new = tick.day.clone().filter(|_| *dated && tick.day != day);
                    day = tick.day.or(day.take());
                    Tick { x: plan.x(tick.at as f64), words: one(&tick.label, 200.0, 1), day: new }
                })
                .collect()
        }
        Across::Numbers => {
            let numbers = scale::numbers(low, high, (plan.plot.width / 130.0) as usize);
            let step = numbers.get(1).map_or(1.0, |second| second - numbers[0]);
            let inside = numbers
                .into_iter()
                .filter(|number| *number >= low - step * 1e-9 && *number <= high + step * 1e-9);
            inside
                .map(|number| Tick {
                    x: plan.x(number),
                    words: one(&scale::number(number, step), 200.0, 1),
                    day: None,
                })
                .collect()
        }
    }
}

/// Names beside the last values, moved apart where they would cover each other.
fn ends(chart: &Chart, plan: &Plan) -> Vec<(usize, f64)> {
    let last = |points: &[(f64, Option<f64>)]| points.iter().rev().find_map(|(_, value)| *value);
    let mut ends: Vec<(usize, f64)> = chart
        .series
        .iter()
        .enumerate()
        .filter_map(|(number, series)| Some((number, plan.y(last(&series.points)?))))
        .collect();
    ends.sort_by(|one, other| one.1.total_cmp(&other.1));
    let apart = text::line(NAME);
    // Half a line stays free towards the events above and the ticks below.
    let mut least = plan.plot.y + apart / 2.0;
    for (_, y) in &mut ends {
        *y = y.max(least);
        least = *y + apart;
    }
    let mut most = plan.plot.y + plan.plot.height - apart / 2.0;
    for (_, y) in ends.iter_mut().rev() {
        *y = y.min(most);
        most = *y - apart;
    }
    ends
}
