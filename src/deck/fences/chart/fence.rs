//! A fence with a chart: keys, and below them a table, CSV, or the name of a file.

use std::path::Path;

use comrak::nodes::{NodeCodeBlock, NodeValue};
use jiff::tz::TimeZone;

use super::{across, event, said, series, unit, usual};
use crate::deck::fences::Drawer;
use crate::deck::fences::grid::{self, Cell, CellContent, Grid};
use crate::diagnostic::Diagnostic;
use crate::figure::chart::{Chart, Kind};
use crate::markdown::{self, Node, Syntax, place};
use crate::root;
use crate::source::Span;

/// The keys that may stand above the data of a fence.
const KEYS: [&str; 7] = ["type", "title", "x", "y", "unit", "data", "event"];

/// A line and a column of a fence's body, from 0.
type At = (usize, usize);

/// What stands above the data.
#[derive(Default)]
struct Keys<'c> {
    kind: Option<Kind>,
    title: Option<String>,
    x: String,
    y: String,
    unit: String,
    file: Option<(String, At)>,
    events: Vec<(String, At)>,
    /// How many lines the keys take.
    lines: usize,
    /// What follows them.
    rest: &'c str,
}

/// The chart of a fence, and its title.
pub(in crate::deck::fences) fn fence<'a>(
    drawer: &mut Drawer<'_, 'a>,
    node: Node<'a>,
    code: &NodeCodeBlock,
) -> Option<(Chart, Option<String>)> {
    let at = place(node).start;
    let body = Body { at: at.line + 1, shift: at.column.saturating_sub(1) };
    let keys = Keys::read(drawer, &body, &code.literal)?;
    let grid = data(drawer, &body, &keys)?;
    check(drawer, node, &body, &keys, &grid)?;
    let zone = drawer.zone.clone().unwrap_or(TimeZone::UTC);
    let across = across(&grid, &zone, None);
    let columns: Vec<usize> = (1..grid.head.len()).collect();
    let unit =
        if keys.unit.is_empty() { unit(&grid, &columns).unwrap_or_default() } else { keys.unit };
    let mut chart = Chart {
        kind: keys.kind.unwrap_or_else(|| usual(&across)),
        series: series(&grid, &columns, &across, &zone, None),
        across,
        markers: Vec::new(),
        unit,
        x_title: keys.x,
        y_title: keys.y,
    };
    for (words, at) in keys.events {
        let Some(marker) = event(&words, &chart.across, &zone) else {
            let message = format!("`{words}` is no place on this chart with a word for it");
            let span = body.span(drawer, at, &words);
            return drawer.bad(span, &message, "write `event: 09:46 mitigated`");
        };
        chart.markers.push(marker);
    }
    Some((chart, keys.title))
}

impl<'c> Keys<'c> {
    /// The keys of a fence; none when one has a value that it cannot have.
    fn read(drawer: &mut Drawer<'_, '_>, body: &Body, text: &'c str) -> Option<Self> {
        let mut keys = Self { rest: text, ..Self::default() };
        while let Some((line, behind)) = keys.rest.split_once('\n') {
            match line.split_once(':') {
                Some((key, value)) if KEYS.contains(&key.trim().to_lowercase().as_str()) => {
                    let column = line.len() - value.trim_start().len();
                    let at = (keys.lines, column);
                    keys.take(drawer, body, &key.trim().to_lowercase(), value.trim(), at)?;
                }
                _ if line.trim().is_empty() => {}
                _ => break,
            }
            keys.rest = behind;
            keys.lines += 1;
        }
        Some(keys)
    }

    fn take(
        &mut self,
        drawer: &mut Drawer<'_, '_>,
        body: &Body,
        key: &str,
        value: &str,
        at: At,
    ) -> Option<()> {
        match key {
            "type" => match value.to_lowercase().as_str() {
                "line" => self.kind = Some(Kind::Line),
                "area" => self.kind = Some(Kind::Area),
                "bar" | "bars" => self.kind = Some(Kind::Bar),
                _ => {
                    let message = format!("there is no chart of type `{value}`");
                    let span = body.span(drawer, at, value);
                    return drawer.bad(span, &message, "`line`, `area` or `bar`");
                }
            },
            "title" => self.title = Some(value.to_owned()),
            "x" => value.clone_into(&mut self.x),
            "y" => value.clone_into(&mut self.y),
            "unit" => value.clone_into(&mut self.unit),
            "event" => self.events.push((value.to_owned(), at)),
            _ => self.file = Some((value.to_owned(), at)),
        }
        Some(())
    }
}

/// The data of a fence: of the file that it names, or what stands below the keys.
fn data(drawer: &mut Drawer<'_, '_>, body: &Body, keys: &Keys<'_>) -> Option<Grid> {
    if let Some((name, at)) = &keys.file {
        return match read(drawer, name) {
            Ok(text) => Some(grid::of_csv(&text, keys.lines)),
            Err(reason) => {
                let message = format!("cannot read `{name}`: {reason}");
                let span = body.span(drawer, *at, name);
                drawer.bad(span, &message, "paths are relative to the document")
            }
        };
    }
    let is_table = keys.rest.trim_start().starts_with('|');
    Some(if is_table {
        table_in(drawer, keys.rest, body, keys.lines)
    } else {
        grid::of_csv(keys.rest, keys.lines)
    })
}

/// Says when there is no data, or what of it is no number.
fn check<'a>(
    drawer: &mut Drawer<'_, 'a>,
    node: Node<'a>,
    body: &Body,
    keys: &Keys<'_>,
    grid: &Grid,
) -> Option<()> {
    if grid.rows.is_empty() || grid.head.len() < 2 {
        drawer.nothing(
            node,
            "there is no data in this chart",
            "write a table, or lines such as `12:00, 17`, below the keys",
        );
        return None;
    }
    let mut cells = grid.rows.iter().flat_map(|row| row.iter().skip(1).take(grid.head.len() - 1));
    let Some(cell) = cells.find(|cell| said(cell) == CellContent::Words) else { return Some(()) };
    let span = where_is(drawer, node, body, keys, cell);
    drawer.bad(
        span,
        &format!("`{}` is no number", cell.text),
        "leave the field empty where a value is not known",
    )
}

fn where_is(
    drawer: &Drawer<'_, '_>,
    node: Node<'_>,
    body: &Body,
    keys: &Keys<'_>,
    cell: &Cell,
) -> Option<Span> {
    match cell.place {
        Some(at) => drawer.sources.span(at),
        None if keys.file.is_some() => drawer.sources.span(place(node)),
        None => body.span(drawer, cell.at, &cell.text),
    }
}

/// Where a fence's first line is.
struct Body {
    at: usize,
    shift: usize,
}

impl Body {
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

fn table_in(drawer: &Drawer<'_, '_>, text: &str, body: &Body, skipped: usize) -> Grid {
    let lines = text.lines().count();
    let origins: Vec<markdown::LineOrigin> = (0..lines)
        .map(|line| markdown::LineOrigin { line: body.at + skipped + line, shift: body.shift })
        .collect();
    let root = markdown::parse_mapped(drawer.arena, text, &origins, Syntax::Document);
    let table = root.children().find(|block| matches!(block.data().value, NodeValue::Table(_)));
    table.map(grid::of_table).unwrap_or_default()
}
