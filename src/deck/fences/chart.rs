//! Charts from a table or CSV: of a fence, and of the metrics.

use std::path::Path;

use comrak::nodes::{NodeCodeBlock, NodeValue};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::grid::{self, Cell, Grid, Said};
use super::{Drawer, hidden};
use crate::deck::place;
use crate::diagnostic::Diagnostic;
use crate::figure::chart::{Across, Chart, Kind, Series};
use crate::figure::scale;
use crate::markdown::{self, Node};
use crate::postmortem::{Postmortem, SectionKind, fence as times};
use crate::root;
use crate::source::Span;

/// More series than this cannot be told apart.
const MOST_SERIES: usize = 6;
/// More names than this are no chart that anybody reads.
const MOST_NAMES: usize = 60;

/// The keys that may stand above the data of a fence.
const KEYS: [&str; 7] = ["type", "title", "x", "y", "unit", "data", "event"];

/// The chart of a fence, and its title.
pub(super) fn fence<'a>(
    drawer: &mut Drawer<'_, 'a>,
    node: Node<'a>,
    code: &NodeCodeBlock,
) -> Option<(Chart, Option<String>)> {
    let place =
        Place { at: place(node).start.line + 1, shift: place(node).start.column.saturating_sub(1) };
    let mut kind = None;
    let mut chart = Chart {
        kind: Kind::Line,
        across: Across::Numbers,
        series: Vec::new(),
        markers: Vec::new(),
        unit: String::new(),
        x_title: String::new(),
        y_title: String::new(),
    };
    let mut title = None;
    let mut file = None;
    let mut events = Vec::new();
    let mut skipped = 0;
    let mut rest = code.literal.as_str();
    while let Some((line, behind)) = rest.split_once('\n') {
        let key =
            line.split_once(':').map(|(key, value)| (key.trim().to_lowercase(), value.trim()));
        match key {
            Some((key, value)) if KEYS.contains(&key.as_str()) => {
                let column = line.len()
                    - line.split_once(':').map_or("", |(_, value)| value).trim_start().len();
                match key.as_str() {
                    "type" => match value.to_lowercase().as_str() {
                        "line" => kind = Some(Kind::Line),
                        "area" => kind = Some(Kind::Area),
                        "bar" | "bars" => kind = Some(Kind::Bar),
                        _ => {
                            let message = format!("there is no chart of type `{value}`");
                            return drawer.bad(
                                place.span(drawer, (skipped, column), value),
                                &message,
                                "`line`, `area` or `bar`",
                            );
                        }
                    },
                    "title" => title = Some(value.to_owned()),
                    "x" => value.clone_into(&mut chart.x_title),
                    "y" => value.clone_into(&mut chart.y_title),
                    "unit" => value.clone_into(&mut chart.unit),
                    "event" => events.push((value.to_owned(), (skipped, column))),
                    _ => file = Some((value.to_owned(), (skipped, column))),
                }
            }
            _ if line.trim().is_empty() => {}
            _ => break,
        }
        rest = behind;
        skipped += 1;
    }
    let is_file = file.is_some();
    let text = match file {
        Some((name, at)) => read(drawer, &name).map_err(|reason| {
            drawer.bad::<()>(
                place.span(drawer, at, &name),
                &format!("cannot read `{name}`: {reason}"),
                "paths are relative to the document",
            );
        }),
        None => Ok(rest.to_owned()),
    }
    .ok()?;
    let is_table = !is_file && text.trim_start().starts_with('|');
    let grid = if is_table {
        table_in(drawer, &text, &place, skipped)
    } else {
        grid::of_csv(&text, skipped)
    };
    let where_is = |drawer: &Drawer<'_, '_>, cell: &Cell| match cell.place {
        Some(at) => drawer.sources.span(at),
        None if is_file => drawer.sources.span(node.data().sourcepos),
        None => place.span(drawer, cell.at, &cell.text),
    };
    if grid.rows.is_empty() || grid.head.len() < 2 {
        drawer.nothing(
            node,
            "there is no data in this chart",
            "write a table, or lines such as `12:00, 17`, below the keys",
        );
        return None;
    }
    for cell in grid.rows.iter().flat_map(|row| row.iter().skip(1).take(grid.head.len() - 1)) {
        if said(cell) == Said::Words {
            let at = where_is(drawer, cell);
            return drawer.bad(
                at,
                &format!("`{}` is no number", cell.text),
                "leave the field empty where a value is not known",
            );
        }
    }
    let zone = drawer.zone.clone().unwrap_or(TimeZone::UTC);
    chart.across = across(&grid, &zone, None);
    chart.kind = kind.unwrap_or_else(|| usual(&chart.across));
    let columns: Vec<usize> = (1..grid.head.len()).collect();
    if chart.unit.is_empty() {
        chart.unit = unit(&grid, &columns).unwrap_or_default();
    }
    chart.series = series(&grid, &columns, &chart.across, &zone, None);
    for (words, at) in events {
        match event(&words, &chart.across, &zone) {
            Some(marker) => chart.markers.push(marker),
            None => {
                let message = format!("`{words}` is no place on this chart with a word for it");
                return drawer.bad(
                    place.span(drawer, at, &words),
                    &message,
                    "write `event: 09:46 mitigated`",
                );
            }
        }
    }
    Some((chart, title))
}

/// Where a fence's first line is.
struct Place {
    at: usize,
    shift: usize,
}

impl Place {
    /// The span of a text at a line and column of the fence's body.
    fn span(
        &self,
        drawer: &Drawer<'_, '_>,
        (line, column): (usize, usize),
        text: &str,
    ) -> Option<Span> {
        let line = self.at + line;
        let column = self.shift + column + 1;
        drawer.sources.span((line, column, line, column + text.len().saturating_sub(1)).into())
    }
}

impl Drawer<'_, '_> {
    fn bad<T>(&mut self, span: Option<Span>, message: &str, help: &str) -> Option<T> {
        let message = format!("{message}: the block stands as text");
        self.diagnostics.push(Diagnostic::warning("figure/data", message).at(span).help(help));
        None
    }
}

/// A file beside the document, within the root.
fn read(drawer: &mut Drawer<'_, '_>, name: &str) -> Result<String, String> {
    if is_remote(name) {
        return Err("it is on the network".into());
    }
    let path = drawer.folder.base.join(Path::new(name));
    drawer.looked_for.push(path.clone());
    root::read_text_inside(drawer.folder.root, &path).map(|text| text.replace("\r\n", "\n"))
}

/// Whether a name has a scheme; one letter is a drive.
fn is_remote(name: &str) -> bool {
    name.starts_with("//")
        || name.split_once(':').is_some_and(|(scheme, _)| {
            scheme.len() > 1 && scheme.bytes().all(|b| b.is_ascii_alphanumeric())
        })
}

fn table_in(drawer: &Drawer<'_, '_>, text: &str, place: &Place, skipped: usize) -> Grid {
    let lines = text.lines().count();
    let origins: Vec<markdown::LineOrigin> = (0..lines)
        .map(|line| markdown::LineOrigin { line: place.at + skipped + line, shift: place.shift })
        .collect();
    let root = markdown::parse_mapped(drawer.arena, text, &origins);
    let table = root.children().find(|block| matches!(block.data().value, NodeValue::Table(_)));
    table.map(grid::of_table).unwrap_or_default()
}

fn said(cell: &Cell) -> Said {
    grid::said(&cell.text)
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
        .all(|text| matches!(grid::said(text), Said::Value(value) if value.unit.is_empty()))
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
                Said::Value(value) => value.number,
                _ => 0.0,
            })
            .collect(),
        Across::Times { .. } => {
            let moments = times::moments(&first, zone, date).unwrap_or_default();
            moments.iter().map(|moment| moment.at.as_second() as f64).collect()
        }
    };
    let value = |row: &Vec<Cell>, column: usize| match row.get(column).map(said) {
        Some(Said::Value(value)) => Some(value.number),
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
        Said::Value(value) => Some(value.unit),
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
            let Said::Value(value) = grid::said(at.trim_end_matches([':', ','])) else {
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
pub fn metrics(pm: &Postmortem<'_>) -> Option<Chart> {
    let mut blocks = pm.of_kind(SectionKind::Metrics).flat_map(|section| &section.blocks);
    blocks.find_map(|block| {
        let mut tables =
            block.descendants().filter(|node| matches!(node.data().value, NodeValue::Table(_)));
        tables.find_map(|table| of_metrics(pm, grid::of_table(table)))
    })
}

fn of_metrics(pm: &Postmortem<'_>, mut grid: Grid) -> Option<Chart> {
    // The sum of a column is no value of it.
    let is_sum = |row: &Vec<Cell>| {
        let name = row.first().map(|cell| cell.text.to_lowercase()).unwrap_or_default();
        matches!(
            name.trim_end_matches(':'),
            "total" | "sum" | "all" | "overall" | "average" | "mean" | ""
        )
    };
    grid.rows.retain(|row| !is_sum(row));
    if grid.rows.len() < 2 || grid.rows.len() > 5_000 {
        return None;
    }
    // Of the columns of numbers, those of the unit that most have.
    let mut groups: Vec<(String, Vec<usize>)> = Vec::new();
    for column in 1..grid.head.len() {
        let cells = || grid.rows.iter().filter_map(|row| row.get(column)).map(said);
        let values = cells().filter(|said| matches!(said, Said::Value(_))).count();
        if values < 2 || cells().any(|said| said == Said::Words) {
            continue;
        }
        let Some(unit) = unit(&grid, &[column]) else { continue };
        match groups.iter_mut().find(|(known, _)| *known == unit) {
            Some((_, columns)) => columns.push(column),
            None => groups.push((unit, vec![column])),
        }
    }
    let most = groups.iter().map(|(_, columns)| columns.len()).max()?;
    let (unit, mut columns) = groups.into_iter().find(|(_, columns)| columns.len() == most)?;
    columns.truncate(MOST_SERIES);
    let phases = &pm.phases;
    let day = [phases.started, phases.detected, phases.mitigated, phases.resolved]
        .into_iter()
        .flatten()
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
    if let (Across::Times { dated: true, .. }, Some((first, last))) =
        (&chart.across, chart.extent())
    {
        let named = [
            (phases.started, "start"),
            (phases.detected, "detected"),
            (phases.mitigated, "mitigated"),
            (phases.resolved, "resolved"),
        ];
        for (moment, word) in named {
            let Some(moment) = moment.filter(|moment| moment.day_known && !moment.day_only) else {
                continue;
            };
            let at = moment.at.as_second() as f64;
            if (first..=last).contains(&at) {
                chart.markers.push((at, word.to_owned()));
            }
        }
    } else if let Some(head) =
        grid.head.first().filter(|_| matches!(chart.across, Across::Names(_) | Across::Numbers))
    {
        head.text.clone_into(&mut chart.x_title);
    }
    Some(chart)
}

/// A chart's values for screen readers.
#[must_use]
pub fn table(chart: &Chart, caption: &str) -> String {
    /// Nobody listens to more rows.
    const ROWS: usize = 200;
    let first = if chart.x_title.is_empty() { "Place" } else { chart.x_title.as_str() };
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
                        at.strftime(if *dated { "%Y-%m-%d %H:%M" } else { "%H:%M" }).to_string()
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
