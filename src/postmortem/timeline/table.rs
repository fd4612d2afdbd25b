//! A table of events: which column holds what, and its rows.

use comrak::nodes::NodeValue;

use crate::markdown::{self, Node};
use crate::postmortem::sections::updates;
use crate::postmortem::text::inline;
use crate::postmortem::time::stamp::{self, Stamp, TimeOfDay};
use crate::postmortem::time::zone;
use crate::postmortem::timeline::reader::EventReader;
use crate::words::{self, EventColumn, Language, List};

/// What an empty cell may hold.
const DASHES: &str = "-–—―ー－. ";

/// Which column holds what, from 0.
#[derive(Debug, Default)]
struct Columns {
    date: Option<usize>,
    time: Option<usize>,
    half: Option<usize>,
    state: Option<usize>,
    zone: Option<usize>,
    /// When entries end.
    until: Option<usize>,
    actor: Option<usize>,
    event: Option<usize>,
}

/// Reads a table of events; false when no column holds stamps.
pub(crate) fn read<'a>(reader: &mut EventReader<'a, '_, '_>, table: Node<'a>) -> bool {
    let mut rows = table.children();
    let Some(header) = rows.next() else { return false };
    let rows: Vec<Vec<Node<'a>>> = rows.map(|row| row.children().collect()).collect();
    let titles: Vec<String> =
        header.children().map(|cell| inline::text(cell).trim().to_lowercase()).collect();
    let Some(columns) = columns(&titles, &rows) else { return false };
    for (cells, row) in rows.iter().zip(table.children().skip(1)) {
        read_row(reader, &columns, &titles, cells, row);
    }
    true
}

fn by_title<'a>(titles: &[String], rows: &[Vec<Node<'a>>]) -> Columns {
    // A zone may be a part of a data centre.
    let has_zones = |column: usize| {
        let mut cells =
            rows.iter().filter_map(|row| row.get(column)).map(|cell| inline::text(cell));
        cells.any(|words| zone::named(words.trim()).is_some())
    };
    let mut columns = Columns::default();
    for (index, title) in titles.iter().enumerate() {
        let name = title.split(['(', '[', '/', '（']).next().unwrap_or(title).trim();
        let words: Vec<&str> = name.split_whitespace().collect();
        let says =
            |of: fn(&'static Language) -> List| words.iter().any(|word| words::has(of, word));
        // A column may be called by the zone of its times.
        let is_time = says(|language| language.time_columns) || zone::named(name).is_some();
        let is_day =
            says(|language| language.date_columns) && !says(|language| language.time_words);
        let is_open = words::has(|language| language.open_zone_columns, name);
        if is_open && has_zones(index) || words::has(|language| language.zone_columns, name) {
            columns.zone.get_or_insert(index);
            continue;
        }
        if words::has(|language| language.state_columns, name) {
            columns.state.get_or_insert(index);
            continue;
        }
        let slot = match words::meaning(|language| language.event_columns, name) {
            Some(EventColumn::Half) => &mut columns.half,
            Some(EventColumn::Actor) => &mut columns.actor,
            Some(EventColumn::Event) => &mut columns.event,
            None if is_day => &mut columns.date,
            None if is_time => &mut columns.time,
            None => continue,
        };
        slot.get_or_insert(index);
    }
    columns
}

fn columns<'a>(titles: &[String], rows: &[Vec<Node<'a>>]) -> Option<Columns> {
    let mut columns = by_title(titles, rows);
    let stamps = |column: usize| {
        let read = |row: &&Vec<Node<'a>>| {
            row.get(column).is_some_and(|cell| {
                let words = inline::text(cell);
                stamp::read(&words).or_else(|| stamp::day(&words)).is_some()
            })
        };
        rows.iter().filter(read).count()
    };
    by_content(&mut columns, titles.len(), rows);
    if columns.time.is_none() && columns.date.is_none() {
        columns.time = (0..titles.len()).find(|&column| stamps(column) * 2 > rows.len());
    }
    if columns.time.or(columns.date).is_none_or(|column| stamps(column) == 0) {
        return None;
    }
    columns.until = until_column(&columns, titles, rows);
    let taken = [
        columns.date,
        columns.time,
        columns.half,
        columns.zone,
        columns.state,
        columns.actor,
        columns.until,
    ];
    // What happened takes the most words.
    let words = |column: usize| {
        rows.iter()
            .filter_map(|row| row.get(column))
            .map(|cell| inline::text(cell).chars().count())
            .sum::<usize>()
    };
    let free = (0..titles.len()).rev().filter(|column| !taken.contains(&Some(*column)));
    columns.event =
        columns.event.or_else(|| free.max_by_key(|column| words(*column))).or(columns.state);
    Some(columns)
}

/// The column of times at which entries end.
fn until_column<'a>(columns: &Columns, titles: &[String], rows: &[Vec<Node<'a>>]) -> Option<usize> {
    let is_clock = |words: &str| {
        stamp::read(words).is_some_and(|stamp| stamp.length == words.len() && stamp.is_timed())
    };
    let clocks = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| inline::text(cell));
        cells.into_iter().all(|words| words.trim().is_empty() || is_clock(words.trim()))
    };
    titles.iter().enumerate().position(|(column, title)| {
        let name = title.split(['(', '[', '（']).next().unwrap_or_default().trim();
        let free = columns.time.is_some_and(|time| time != column) && columns.date != Some(column);
        free && words::has(|language| language.until_columns, name) && clocks(column)
    })
}

/// Finds the columns of dates and of times whose titles do not say so: most cells that are not
/// empty hold one, and
/// nothing else.
fn by_content<'a>(columns: &mut Columns, count: usize, rows: &[Vec<Node<'a>>]) {
    let most = |column: usize, wanted: fn(&Stamp) -> bool| {
        let cells = rows
            .iter()
            .filter_map(|row| row.get(column))
            .map(|cell| inline::text(cell).trim().to_owned());
        let cells: Vec<String> = cells.filter(|words| !words.is_empty()).collect();
        let whole = |words: &String| {
            let stamp = stamp::read(words).or_else(|| stamp::day(words));
            stamp.is_some_and(|s| s.length == words.len() && wanted(&s))
        };
        cells.iter().filter(|words| whole(words)).count() * 2 > cells.len()
    };
    let taken =
        [columns.date, columns.time, columns.half, columns.zone, columns.actor, columns.event];
    let find = |wanted: fn(&Stamp) -> bool| {
        (0..count).find(|&column| !taken.contains(&Some(column)) && most(column, wanted))
    };
    let is_clock = |stamp: &Stamp| stamp.clock.is_some() && stamp.day.is_none();
    if columns.time.is_none() && columns.date.is_none_or(|date| most(date, Stamp::is_day)) {
        columns.time = find(is_clock);
    }
    // Times that say their day need no other.
    if columns.date.is_none() && columns.time.is_some_and(|time| most(time, is_clock)) {
        columns.date = find(Stamp::is_day);
    }
}

fn read_row<'a>(
    reader: &mut EventReader<'a, '_, '_>,
    columns: &Columns,
    titles: &[String],
    cells: &[Node<'a>],
    row: Node<'a>,
) {
    let words = |column: Option<usize>| {
        column
            .and_then(|column| cells.get(column))
            .map(|cell| inline::text(cell).trim().to_owned())
            .unwrap_or_default()
    };
    let date = words(columns.date);
    let time = words(columns.time);
    let half = words(columns.half);
    let zone = match (words(columns.zone), zone_title(columns, titles)) {
        (own, Some(title)) if own.is_empty() => title.to_owned(),
        (own, _) => own,
    };
    let known = if zone::named(&zone).is_some() { zone.as_str() } else { "" };
    let parts = [date.as_str(), time.as_str(), half.as_str(), known];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let written = parts.join(" ");
    let until = words(columns.until);
    let written = match until.as_str() {
        "" => written,
        until => format!("{written} – {until}"),
    };
    let stamp = stamp_of(&written, &zone);
    let actor = Some(words(columns.actor))
        .filter(|name| !name.chars().all(|c| DASHES.contains(c) || c == '?'));
    let blocks = words_of(reader, columns, titles, cells);
    // A row that holds a date and nothing else is a date heading.
    if blocks.is_empty() && actor.is_none() {
        if let Some(stamp) =
            stamp.filter(|stamp| stamp.clock.is_none_or(|clock| clock == TimeOfDay::Unknown))
        {
            reader.day(stamp, row);
        }
        return;
    }
    let unreadable =
        stamp.is_none() && !written.is_empty() && !written.chars().all(|c| DASHES.contains(c));
    let place =
        columns.time.or(columns.date).and_then(|column| cells.get(column)).copied().unwrap_or(row);
    if unreadable {
        reader.no_stamp(place, &written);
    }
    reader.push(stamp, place, blocks, actor);
    let span = reader.input.span(row);
    let state = updates::head(&words(columns.state)).map(|(state, _)| state);
    if let Some(event) = reader.last_event() {
        event.span = span;
        event.state = state.or(event.state);
        if unreadable {
            event.stamp = written;
        }
    }
}

/// The title of the column of times, when it is the name of their zone.
fn zone_title<'t>(columns: &Columns, titles: &'t [String]) -> Option<&'t str> {
    let title = titles.get(columns.time?)?;
    zone::named(title).is_some().then_some(title)
}

/// The stamp of a row. What stands behind it in its cell may be a place: `10:02 Berlin`.
fn stamp_of(written: &str, zone: &str) -> Option<Stamp> {
    let mut stamp = stamp::read(written).or_else(|| stamp::day(written))?;
    if stamp.is_timed() && stamp.zone.is_none() && stamp.unknown_zone.is_none() {
        let behind = written[stamp.length..].trim_matches(['(', ')', ' ']);
        let named = [zone, behind].into_iter().find(|words| !words.is_empty());
        stamp.zone = named.and_then(zone::named);
        let is_word = !zone.is_empty() && zone.chars().all(|c| c.is_alphabetic() || c == ' ');
        stamp.unknown_zone = (is_word && stamp.zone.is_none()).then(|| zone.to_owned());
    }
    Some(stamp)
}

/// What a row says besides its stamp: the cell of the event, then what stands in columns of the
/// author's own.
fn words_of<'a>(
    reader: &EventReader<'a, '_, '_>,
    columns: &Columns,
    titles: &[String],
    cells: &[Node<'a>],
) -> Vec<Node<'a>> {
    let mut blocks: Vec<Node<'a>> = Vec::new();
    let cell = |column: usize| {
        cells
            .get(column)
            .filter(|cell| !inline::text(cell).trim().is_empty() || cell.first_child().is_some())
    };
    if let Some(cell) = columns.event.and_then(cell) {
        blocks.push(inline::paragraph(reader.input.arena, cell));
    }
    let taken = [
        columns.date,
        columns.time,
        columns.half,
        columns.zone,
        columns.actor,
        columns.until,
        columns.event,
    ];
    // The same moments in another zone are not told again.
    let is_told = |column: usize, title: &str| {
        !taken.contains(&Some(column)) && (columns.time.is_none() || zone::named(title).is_none())
    };
    for (column, title) in
        titles.iter().enumerate().filter(|(column, title)| is_told(*column, title))
    {
        if let Some(cell) = cell(column) {
            let paragraph = inline::paragraph(reader.input.arena, cell);
            let label = if title.is_empty() { String::new() } else { format!("{title}: ") };
            let text = markdown::node(
                reader.input.arena,
                NodeValue::Text(label.into()),
                cell.data().sourcepos,
            );
            paragraph.prepend(text);
            blocks.push(paragraph);
        }
    }
    blocks
}
