//! Writes a planned chart.

use super::plan::{self, HEADING, NAME, Plan, ROW, SIZE};
use super::series::stretches;
use super::{Across, Chart, Kind};
use crate::figure::svg::{Anchor, Ink, Shape, Style, Svg, point};
use crate::figure::text::{Run, line, wrap};
use crate::figure::{Drawing, Frame, Rect};
use crate::words::say;

/// Up to so many points have a dot each.
const DOTS: usize = 40;

pub(super) fn draw(chart: &Chart, plan: &Plan, frame: &Frame<'_>) -> Drawing {
    let mut svg = Svg::default();
    phases(&mut svg, chart, plan);
    grid(&mut svg, chart, plan, frame);
    match chart.kind {
        Kind::Bar => bars(&mut svg, chart, plan, frame),
        Kind::Line | Kind::Area => lines(&mut svg, chart, plan, frame),
    }
    zero(&mut svg, plan);
    markers(&mut svg, chart, plan, frame);
    names(&mut svg, chart, plan, frame);
    let points = chart.series.iter().map(|series| series.points.len()).sum();
    svg.finish(frame, "chart", plan.height, &description(chart, plan), points)
}

fn description(chart: &Chart, plan: &Plan) -> String {
    let say = say::words();
    let (kind, kind_of) = match chart.kind {
        Kind::Bar => (say.bar_chart, say.bar_chart_of),
        Kind::Area => (say.area_chart, say.area_chart_of),
        Kind::Line => (say.line_chart, say.line_chart_of),
    };
    let names: Vec<&str> = chart
        .series
        .iter()
        .map(|series| series.name.as_str())
        .filter(|name| !name.is_empty())
        .collect();
    let (low, high) = chart.range().unwrap_or_default();
    let kind = match names.as_slice() {
        [] => kind.to_owned(),
        names => say::fill(kind_of, names.join(", ")),
    };
    let fine = plan.step / 100.0;
    let (low, high) = (plan::value(chart, low, fine), plan::value(chart, high, fine));
    say::fill_all(say.described_chart, &[&kind, &low, &high])
}

fn grid(svg: &mut Svg, chart: &Chart, plan: &Plan, frame: &Frame<'_>) {
    let right = plan.plot.x + plan.plot.width;
    let style = Style { size: SIZE, ink: Ink::Muted, bold: false, anchor: Anchor::End };
    for (y, words) in &plan.values {
        svg.line((plan.plot.x, *y), (right, *y), Ink::Line, 1.5, "");
        svg.text((plan.plot.x - 10.0, y + 6.0), words, style);
        let width = frame.text.width(words, SIZE, false);
        svg.occupy(Rect { x: plan.plot.x - 10.0 - width, y: y - 9.0, width, height: 18.0 });
    }
    let bottom = plan.plot.y + plan.plot.height;
    let mut taken = f64::MIN;
    for tick in &plan.ticks {
        let width = tick
            .words
            .width
            .max(tick.day.as_ref().map_or(0.0, |day| frame.text.width(day, SIZE, true)));
        let middle = tick.x.clamp(width / 2.0, (frame.width - width / 2.0).max(width / 2.0));
        if !matches!(chart.across, Across::Names(_)) {
            svg.line((tick.x, bottom), (tick.x, bottom + 6.0), Ink::Muted, 2.0, "");
        }
        if middle - width / 2.0 < taken + 6.0 {
            continue;
        }
        taken = middle + width / 2.0;
        let mut y = bottom + 12.0 + SIZE * 0.8;
        let style = Style { anchor: Anchor::Middle, ..style };
        for runs in &tick.words.lines {
            svg.runs((middle, y), runs, style);
            y += line(SIZE);
        }
        if let Some(day) = &tick.day {
            svg.text((middle, y), day, Style { bold: true, ..style });
            y += line(SIZE);
        }
        let top = bottom + 10.0;
        svg.occupy(Rect { x: middle - width / 2.0, y: top, width, height: y - SIZE * 0.8 - top });
    }
    if !chart.x_title.is_empty() {
        svg.text((right, plan.height - 6.0), &chart.x_title, Style { size: SIZE, ..style });
    }
    let heading = plan::heading(chart);
    if !heading.is_empty() {
        let words = wrap(frame.text, &[Run::bold(heading)], NAME, frame.width, 1);
        let ink = if chart.series.len() == 1 { plan::ink(0) } else { Ink::Ink };
        let style = Style { size: NAME, ink, bold: true, anchor: Anchor::Start };
        for runs in &words.lines {
            svg.runs((0.0, 18.0), runs, style);
        }
    }
}

/// The line at zero, or at the lower edge.
fn zero(svg: &mut Svg, plan: &Plan) {
    let (low, high) = plan.range;
    let y = plan.y(0.0_f64.clamp(low, high));
    svg.line((plan.plot.x, y), (plan.plot.x + plan.plot.width, y), Ink::Muted, 2.5, "");
}

fn lines(svg: &mut Svg, chart: &Chart, plan: &Plan, frame: &Frame<'_>) {
    for (number, series) in chart.series.iter().enumerate() {
        let ink = plan::ink(number);
        let mut points: Vec<(f64, Option<f64>)> = series
            .points
            .iter()
            .map(|(at, value)| (plan.x(*at), value.map(|value| plan.y(value))))
            .collect();
        points.sort_by(|one, other| one.0.total_cmp(&other.0));
        let few = points.len() <= DOTS;
        // Shapes tell lines apart, and where they have none, dashes.
        let dashes = match number % 4 {
            _ if few && number < 6 => "",
            0 => "",
            1 => " stroke-dasharray=\"14 6\"",
            2 => " stroke-dasharray=\"3 6\"",
            _ => " stroke-dasharray=\"14 6 3 6\"",
        };
        for stretch in stretches(&points) {
            let mut path = String::new();
            for (index, (x, y)) in stretch.iter().enumerate() {
                path.push(if index == 0 { 'M' } else { 'L' });
                path.push_str(&point(*x, *y));
            }
            if chart.kind == Kind::Area
                && let (Some(first), Some(last)) = (stretch.first(), stretch.last())
            {
                let (low, high) = plan.range;
                let base = plan.y(0.0_f64.clamp(low, high));
                let area = format!("{path}L{}L{}Z", point(last.0, base), point(first.0, base));
                svg.path(&area, ink, Ink::None, 0.0, " fill-opacity=\"0.18\"");
            }
            if stretch.len() > 1 {
                let more = format!(" stroke-linejoin=\"round\" stroke-linecap=\"round\"{dashes}");
                svg.path(&path, Ink::None, ink, if few { 4.0 } else { 2.5 }, &more);
            }
            if few || stretch.len() == 1 {
                let shape = Shape::of(number);
                let inks = [ink, Ink::Background];
                stretch.iter().for_each(|at| svg.mark(shape, *at, 5.5, inks, 2.0));
            }
        }
        if chart.series.len() == 1 && few {
            peaks(svg, chart, plan, frame, &points);
        }
    }
}

/// The values of a single line, where they find room above their points.
fn peaks(
    svg: &mut Svg,
    chart: &Chart,
    plan: &Plan,
    frame: &Frame<'_>,
    points: &[(f64, Option<f64>)],
) {
    let mut values: Vec<(f64, f64, f64)> = chart.series[0]
        .points
        .iter()
        .filter_map(|(at, value)| Some((plan.x(*at), plan.y((*value)?), (*value)?)))
        .collect();
    // The highest first: it is what people ask for.
    values.sort_by(|one, other| other.2.total_cmp(&one.2));
    let mut taken: Vec<Rect> = Vec::new();
    let style = Style { size: SIZE, ink: Ink::Ink, bold: true, anchor: Anchor::Middle };
    for (x, y, value) in values {
        let words = plan::value(chart, value, plan.step / 10.0);
        let words = words.strip_suffix(".0").map_or(words.clone(), str::to_owned);
        let width = frame.text.width(&words, SIZE, true);
        let least = plan.plot.x + width / 2.0;
        let most = plan.plot.x + plan.plot.width + 16.0 - width / 2.0;
        let beside = width / 2.0 + 14.0;
        // Above the point, or on either side of it.
        let places = [
            (x, 14.0),
            (x + beside, 6.0),
            (x - beside, 6.0),
            (x - beside, -10.0),
            (x + beside, -10.0),
        ];
        let found = places.into_iter().find_map(|(middle, above)| {
            let middle = middle.clamp(least, most.max(least));
            let place = Rect { x: middle - width / 2.0, y: y - above - 18.0, width, height: 22.0 };
            let free = place.y >= plan.plot.y - if plan.markers.is_empty() { 12.0 } else { 0.0 }
                && place.y + place.height <= plan.plot.y + plan.plot.height
                && !points.windows(2).any(|pair| crosses(&place.grown(3.0), pair))
                && !plan.markers.iter().any(|(at, ..)| (at - middle).abs() < width / 2.0 + 4.0)
                && !taken.iter().any(|other| other.grown(6.0).overlaps(&place));
            free.then_some((middle, y - above, place))
        });
        let Some((middle, base, place)) = found else { continue };
        svg.text((middle, base), &words, style);
        svg.occupy(place);
        taken.push(place);
    }
}

/// Whether a line between two points goes through a rectangle: looked at every few pixels.
fn crosses(place: &Rect, pair: &[(f64, Option<f64>)]) -> bool {
    let ((x0, Some(y0)), (x1, Some(y1))) = (pair[0], pair[1]) else { return false };
    let from = x0.max(place.x);
    let to = x1.min(place.x + place.width);
    (0..=8).map(|step| from + (to - from) * f64::from(step) / 8.0).any(|x| {
        let y = if x1 > x0 { y0 + (y1 - y0) * (x - x0) / (x1 - x0) } else { y0 };
        from <= to && y > place.y && y < place.y + place.height
    })
}

fn bars(svg: &mut Svg, chart: &Chart, plan: &Plan, frame: &Frame<'_>) {
    let slot = (plan.x(plan::slot(chart)) - plan.x(0.0)).abs();
    let count = chart.series.len().max(1) as f64;
    let group = (slot * 0.76).min(150.0 * count).max(1.0);
    let width = group / count;
    let gap = if width > 12.0 { 3.0 } else { 0.0 };
    let (low, high) = plan.range;
    let base = plan.y(0.0_f64.clamp(low, high));
    let room = (slot - group) / count + width - 2.0;
    let all_fit = chart
        .series
        .iter()
        .flat_map(|series| &series.points)
        .filter_map(|(_, value)| *value)
        .all(|value| frame.text.width(&bar_words(chart, plan, value), SIZE, true) <= room);
    let center = |number: usize, at: f64| plan.x(at) - group / 2.0 + (number as f64 + 0.5) * width;
    let above = |value: f64| plan.y(value) + if value >= 0.0 { -7.0 } else { 20.0 };
    let all_fit = all_fit
        && are_apart(chart, plan, frame, |number, at, value| (center(number, at), above(value)));
    for (number, series) in chart.series.iter().enumerate() {
        for (at, value) in &series.points {
            let Some(value) = value.filter(|value| value.is_finite()) else { continue };
            let x = plan.x(*at) - group / 2.0 + number as f64 * width;
            let y = plan.y(value);
            let bar = Rect {
                x: x + gap / 2.0,
                y: y.min(base),
                width: width - gap,
                height: (y - base).abs(),
            };
            svg.rect(bar, if width > 12.0 { 3.0 } else { 0.0 }, plan::ink(number), "");
            if all_fit {
                let at = (x + width / 2.0, if value >= 0.0 { y - 7.0 } else { y + 20.0 });
                bar_value(svg, frame, at, &bar_words(chart, plan, value), plan::ink(number));
            }
        }
    }
}

/// Whether no value would stand on another: bars of a group are nearer to each other than groups
/// are.
fn are_apart(
    chart: &Chart,
    plan: &Plan,
    frame: &Frame<'_>,
    place: impl Fn(usize, f64, f64) -> (f64, f64),
) -> bool {
    let mut taken: Vec<Rect> = Vec::new();
    for (number, series) in chart.series.iter().enumerate() {
        for (at, value) in &series.points {
            let Some(value) = value.filter(|value| value.is_finite()) else { continue };
            let words = bar_words(chart, plan, value);
            let own = words_box(frame, place(number, *at, value), &words);
            if taken.iter().any(|other| other.overlaps(&own)) {
                return false;
            }
            taken.push(own);
        }
    }
    true
}

/// A value as it stands at the end of its bar: short, without zeros behind the point.
fn bar_words(chart: &Chart, plan: &Plan, value: f64) -> String {
    let words = plan::value(chart, value, plan.step / 100.0);
    let (_, decimals) = say::number_signs();
    let plain = if words.contains(decimals) {
        words.trim_end_matches('0').trim_end_matches(decimals).to_owned()
    } else {
        words.clone()
    };
    if chart.unit.is_empty() || plain.ends_with(|c: char| c.is_ascii_digit()) {
        return plain;
    }
    let rough = plan::value(chart, value, plan.step / 10.0);
    // What is little is not nothing.
    let is_nothing = !rough.contains(|c| ('1'..='9').contains(&c));
    if is_nothing && value != 0.0 { words } else { rough }
}

fn bar_value(svg: &mut Svg, frame: &Frame<'_>, at: (f64, f64), words: &str, ink: Ink) {
    svg.text(at, words, Style { size: SIZE, ink, bold: true, anchor: Anchor::Middle });
    svg.occupy(words_box(frame, at, words));
}

/// What a value above a bar takes.
fn words_box(frame: &Frame<'_>, at: (f64, f64), words: &str) -> Rect {
    let width = frame.text.width(words, SIZE, true);
    Rect { x: at.0 - width / 2.0, y: at.1 - 15.0, width, height: 18.0 }
}

/// The colour of a marker: that of the phase that it names.
fn marker_ink(words: &str) -> Option<Ink> {
    let say = say::words();
    let phases = [
        (say.start, Ink::Warm),
        (say.detected, Ink::Amber),
        (say.mitigated, Ink::Accent),
        (say.resolved, Ink::Good),
    ];
    phases.into_iter().find(|(word, _)| *word == words).map(|(_, ink)| ink)
}

/// The markers from left to right, with their places.
fn in_order<'p>(chart: &'p Chart, plan: &'p Plan) -> Vec<(&'p (f64, f64, usize), &'p str)> {
    let mut sorted: Vec<&(f64, String)> = chart.markers.iter().collect();
    sorted.sort_by(|one, other| one.0.total_cmp(&other.0));
    plan.markers.iter().zip(sorted.into_iter().map(|(_, words)| words.as_str())).collect()
}

/// The phases of the incident, shaded behind everything.
fn phases(svg: &mut Svg, chart: &Chart, plan: &Plan) {
    let known: Vec<(f64, Ink)> = in_order(chart, plan)
        .into_iter()
        .filter_map(|((x, ..), words)| Some((*x, marker_ink(words)?)))
        .collect();
    for pair in known.windows(2) {
        let ((from, ink), (to, _)) = (pair[0], pair[1]);
        // Nothing goes on after the end.
        if ink != Ink::Good {
            let Rect { y, height, .. } = plan.plot;
            let band = Rect { x: from, y, width: to - from, height };
            svg.rect(band, 0.0, ink.soft(), " opacity=\"0.6\"");
        }
    }
}

/// Events as lines through the plot, with words above it.
fn markers(svg: &mut Svg, chart: &Chart, plan: &Plan, frame: &Frame<'_>) {
    for ((x, start, row), words) in in_order(chart, plan) {
        let y = plan.marker_top + *row as f64 * 26.0;
        let bottom = plan.plot.y + plan.plot.height;
        let ink = marker_ink(words).unwrap_or(Ink::Warm);
        svg.line((*x, y + 22.0), (*x, bottom), ink, 2.0, " stroke-dasharray=\"7 5\"");
        svg.text(
            (*start, y + 17.0),
            words,
            Style { size: SIZE, ink, bold: true, anchor: Anchor::Start },
        );
        svg.occupy(Rect { x: *start, y, width: frame.text.width(words, SIZE, true), height: 22.0 });
    }
}

/// The names of the series: at the ends of their lines, or in rows above.
fn names(svg: &mut Svg, chart: &Chart, plan: &Plan, frame: &Frame<'_>) {
    let right = plan.plot.x + plan.plot.width;
    for (number, y) in &plan.ends {
        let room = frame.width - right - 14.0;
        let words =
            wrap(frame.text, &[Run::bold(chart.series[*number].name.as_str())], NAME, room, 1);
        let style =
            Style { size: NAME, ink: plan::ink(*number), bold: true, anchor: Anchor::Start };
        for runs in &words.lines {
            svg.runs((right + 12.0, y + 7.0), runs, style);
        }
        svg.occupy(Rect { x: right + 12.0, y: y - 11.0, width: words.width, height: 22.0 });
    }
    let heading = if plan::heading(chart).is_empty() { 0.0 } else { HEADING };
    for (number, (x, row)) in plan.legend.iter().enumerate() {
        let y = heading + *row as f64 * ROW;
        if chart.kind == Kind::Bar {
            let swatch = Rect { x: *x, y: y + 2.0, width: 20.0, height: 20.0 };
            svg.rect(swatch, 4.0, plan::ink(number), "");
        } else {
            let at = (*x + 10.0, y + 12.0);
            svg.mark(Shape::of(number), at, 9.0, [plan::ink(number), Ink::None], 0.0);
        }
        let style = Style { size: NAME, ink: Ink::Ink, bold: true, anchor: Anchor::Start };
        let name = &chart.series[number].name;
        svg.text((x + 30.0, y + 18.0), name, style);
        svg.occupy(Rect {
            x: x + 30.0,
            y,
            width: frame.text.width(name, NAME, true),
            height: 24.0,
        });
    }
}
