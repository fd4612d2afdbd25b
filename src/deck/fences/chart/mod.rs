//! Charts from a table or CSV: of a fence, and of the metrics.

mod fence;

use comrak::nodes::NodeValue;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::grid::{self, Cell, CellContent, Grid};
use super::hidden;
use crate::words::{self, say};
pub(super) use fence::fence;

use crate::figure::chart::{Across, Chart, Kind, Series};
use crate::figure::scale;
use crate::postmortem::{Postmortem, SectionKind, fence as times};

/// More series than this cannot be told apart.
const MOST_SERIES: usize = 6;
/// More names than this are no chart that anybody reads.
const MOST_NAMES: usize = 60;

fn said(cell: &Cell) -> CellContent {
    match cell.place {
        Some(_) => grid::written(&cell.text),
        None => grid::said(&cell.text),
    }
}

/// What the first column holds: times, numbers or names.
fn across(grid: &Grid, zone: &TimeZone, date: Option<Date>) -> Across {
    let first: Vec<&str> =
        grid.rows.iter().filter_map(|row| row.first()).map(|cell| cell.text.as_str()).collect();
    if let Some(moments) = times::moments(&first, zone, date) {
        return Across::Times {
            zone: zone.clone(),
            dated: moments.iter().all(|moment| moment.day_known),
        };
    }
    if first
        .iter()
        .all(|text| matches!(grid::said(text), CellContent::Value(value) if value.unit.is_empty()))
    {
        return Across::Numbers;
    }
    Across::Names(first.into_iter().map(str::to_owned).collect())
}

fn usual(across: &Across) -> Kind {
    if matches!(across, Across::Names(_)) { Kind::Bar } else { Kind::Line }
}

fn series(
    grid: &Grid,
    columns: &[usize],
    across: &Across,
    zone: &TimeZone,
    date: Option<Date>,
) -> Vec<Series> {
    let first: Vec<&str> =
        grid.rows.iter().filter_map(|row| row.first()).map(|cell| cell.text.as_str()).collect();
    let places: Vec<f64> = match across {
        Across::Names(names) => (0..names.len()).map(|index| index as f64).collect(),
        Across::Numbers => first
            .iter()
            .map(|text| match grid::said(text) {
                CellContent::Value(value) => value.number,
                _ => 0.0,
            })
            .collect(),
        Across::Times { .. } => {
            let moments = times::moments(&first, zone, date).unwrap_or_default();
            moments.iter().map(|moment| moment.at.as_second() as f64).collect()
        }
    };
    let value = |row: &Vec<Cell>, column: usize| match row.get(column).map(said) {
        Some(CellContent::Value(value)) => Some(value.number),
        _ => None,
    };
    columns
        .iter()
        .map(|column| Series {
            name: grid.head.get(*column).map(|cell| cell.text.clone()).unwrap_or_default(),
            points: places
                .iter()
                .zip(&grid.rows)
                .map(|(at, row)| (*at, value(row, *column)))
                .collect(),
        })
        .collect()
}

/// The unit that all numbers of some columns share.
fn unit(grid: &Grid, columns: &[usize]) -> Option<String> {
    let cells =
        grid.rows.iter().flat_map(|row| columns.iter().filter_map(|column| row.get(*column)));
    let mut units = cells.filter_map(|cell| match said(cell) {
        CellContent::Value(value) => Some(value.unit),
        _ => None,
    });
    let first = units.next()?;
    units.all(|unit| unit == first).then_some(first)
}

/// `09:46 mitigated`, `3 deploy`, `Berlin: deploy`.
fn event(words: &str, across: &Across, zone: &TimeZone) -> Option<(f64, String)> {
    match across {
        Across::Names(names) => {
            let found = names.iter().position(|name| words.starts_with(name.as_str()))?;
            let label = words[names[found].len()..].trim_start_matches([':', ' ', '–', '-', ',']);
            (!label.is_empty()).then(|| (found as f64, label.to_owned()))
        }
        Across::Numbers => {
            let (at, label) = words.split_once(char::is_whitespace)?;
            let CellContent::Value(value) = grid::said(at.trim_end_matches([':', ','])) else {
                return None;
            };
            Some((value.number, label.trim().to_owned()))
        }
        Across::Times { .. } => {
            // The longest beginning that is a moment.
            let mut ends =
                words.char_indices().rev().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at);
            ends.find_map(|end| {
                let at = times::moments(&[words[..end].trim_end_matches([':', ','])], zone, None)?
                    .first()?
                    .at;
                Some((at.as_second() as f64, words[end..].trim().to_owned()))
            })
        }
    }
}

/// The first table among the metrics that has numbers over times or names.
#[must_use]
pub(crate) fn metrics(pm: &Postmortem<'_>) -> Option<Chart> {
    let mut blocks = pm.of_kind(SectionKind::Metrics).flat_map(|section| &section.blocks);
    blocks.find_map(|block| {
        let mut tables =
            block.descendants().filter(|node| matches!(node.data().value, NodeValue::Table(_)));
        tables.find_map(|table| of_metrics(pm, grid::of_table(table)))
    })
}

fn of_metrics(pm: &Postmortem<'_>, mut grid: Grid) -> Option<Chart> {
    grid.rows.retain(|row| !is_sum(row));
    if grid.rows.len() < 2 || grid.rows.len() > 5_000 {
        return None;
    }
    let (unit, columns) = columns_of_one_unit(&grid)?;
    let phases = &pm.phases;
    let day = phases
        .all()
        .into_iter()
        .flatten()
        .map(|phase| phase.moment)
        .find(|moment| moment.day_known);
    let date = day.map(|moment| moment.at.to_zoned(pm.zone.clone()).date());
    let across = across(&grid, &pm.zone, date);
    if matches!(&across, Across::Names(names) if names.len() > MOST_NAMES) {
        return None;
    }
    let series = series(&grid, &columns, &across, &pm.zone, date);
    let mut chart = Chart {
        kind: usual(&across),
        across,
        series,
        markers: Vec::new(),
        unit,
        x_title: String::new(),
        y_title: String::new(),
    };
    if let (Across::Times { dated: true, .. }, Some(extent)) = (&chart.across, chart.extent()) {
        chart.markers = phases_within(pm, extent);
    } else if let Some(head) =
        grid.head.first().filter(|_| matches!(chart.across, Across::Names(_) | Across::Numbers))
    {
        head.text.clone_into(&mut chart.x_title);
    }
    Some(chart)
}

/// Whether a row sums up the others: its numbers are not values of the columns.
fn is_sum(row: &[Cell]) -> bool {
    let name = row.first().map(|cell| cell.text.to_lowercase()).unwrap_or_default();
    let name = name.trim().trim_end_matches([':', '：']);
    matches!(name, "total" | "sum" | "all" | "overall" | "average" | "mean" | "")
        || words::has(|language| language.totals, name)
}

/// The unit that most columns of numbers have, and those columns.
fn columns_of_one_unit(grid: &Grid) -> Option<(String, Vec<usize>)> {
    let mut groups: Vec<(String, Vec<usize>)> = Vec::new();
    for column in 1..grid.head.len() {
        let cells = || grid.rows.iter().filter_map(|row| row.get(column)).map(said);
        let values = cells().filter(|said| matches!(said, CellContent::Value(_))).count();
        if values < 2 || cells().any(|said| said == CellContent::Words) {
            continue;
        }
        let Some(unit) = unit(grid, &[column]) else { continue };
        match groups.iter_mut().find(|(known, _)| *known == unit) {
            Some((_, columns)) => columns.push(column),
            None => groups.push((unit, vec![column])),
        }
    }
    let most = groups.iter().map(|(_, columns)| columns.len()).max()?;
    let (unit, mut columns) = groups.into_iter().find(|(_, columns)| columns.len() == most)?;
    columns.truncate(MOST_SERIES);
    Some((unit, columns))
}

/// The moments between two places of the axis at which a phase began, with their names.
fn phases_within(pm: &Postmortem<'_>, extent: (f64, f64)) -> Vec<(f64, String)> {
    let phases = &pm.phases;
    let say = say::words();
    let named = [
        (phases.started, say.start),
        (phases.detected, say.detected),
        (phases.mitigated, say.mitigated),
        (phases.resolved, say.resolved),
    ];
    let known = named.into_iter().filter_map(|(phase, word)| {
        let moment = phase.map(|phase| phase.moment);
        let moment = moment.filter(|moment| moment.day_known && !moment.day_only)?;
        Some((moment.at.as_second() as f64, word.to_owned()))
    });
    known.filter(|(at, _)| (extent.0..=extent.1).contains(at)).collect()
}

/// A chart's values for screen readers.
#[must_use]
pub(crate) fn table(chart: &Chart, caption: &str) -> String {
    /// Nobody listens to more rows.
    const ROWS: usize = 200;
    let first =
        if chart.x_title.is_empty() { say::words().place_column } else { chart.x_title.as_str() };
    let mut head = vec![first];
    head.extend(chart.series.iter().map(|series| series.name.as_str()));
    let places: &[(f64, Option<f64>)] = chart.series.first().map_or(&[], |series| &series.points);
    let every = places.len().div_ceil(ROWS).max(1);
    let rows: Vec<Vec<String>> = places
        .iter()
        .enumerate()
        .step_by(every)
        .map(|(index, (at, _))| {
            let name = match &chart.across {
                Across::Names(names) => names.get(index).cloned().unwrap_or_default(),
                Across::Numbers => at.to_string(),
                Across::Times { zone, dated } => scale::zoned(*at as i64, zone)
                    .map(|at| {
                        let time = at.strftime("%H:%M").to_string();
                        if *dated { format!("{} {time}", say::day(at.date())) } else { time }
                    })
                    .unwrap_or_default(),
            };
            let value = |series: &Series| series.points.get(index).and_then(|(_, value)| *value);
            let values = chart.series.iter().map(|series| match value(series) {
                Some(value) => format!("{value} {}", chart.unit).trim_end().to_owned(),
                None => String::new(),
            });
            std::iter::once(name).chain(values).collect()
        })
        .collect();
    hidden(caption, &head, &rows)
}
