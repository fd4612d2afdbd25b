//! Tables: a row is an event. The first row names the columns, in any order.

use std::ops::Range;

use jiff::tz::TimeZone;

use super::csv::{self, Field};
use super::gathered::{Actor, Gathered, LeftOut, Said};
use super::odd_times;
use super::people::machines::is_machine;
use super::people::{Origin, People, folded};
use crate::postmortem::instant::{self, WrittenTime};
use crate::report;

/// What is wrong with a table, where, and what helps.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    pub(super) code: &'static str,
    pub(super) message: String,
    pub(super) place: Range<usize>,
    pub(super) help: &'static str,
}

/// What is longer is no title of a column.
const LONGEST_TITLE: usize = 40;

/// What columns are called.
const TIMES: [&str; 12] = [
    "time",
    "timestamp",
    "when",
    "datetime",
    "date time",
    "created at",
    "created",
    "uhrzeit",
    "zeit",
    "zeitpunkt",
    "date",
    "datum",
];
const TEXTS: [&str; 14] = [
    "text",
    "event",
    "message",
    "description",
    "what",
    "what happened",
    "summary",
    "note",
    "details",
    "ereignis",
    "nachricht",
    "meldung",
    "beschreibung",
    "was",
];
const ACTORS: [&str; 10] =
    ["actor", "who", "user", "author", "person", "by", "name", "from", "wer", "autor"];
const SOURCES: [&str; 8] =
    ["source", "origin", "channel", "system", "tool", "where", "quelle", "kanal"];
const SEVERITIES: [&str; 4] = ["severity", "sev", "priority", "schweregrad"];

/// Which column holds what, from 0.
#[derive(Debug)]
struct Columns {
    day: Option<usize>,
    time: usize,
    text: usize,
    actor: Option<usize>,
    source: Option<usize>,
}

fn columns(header: &[Field]) -> Option<Columns> {
    let titles: Vec<String> = header.iter().map(title).collect();
    let find = |names: &[&str]| {
        names.iter().find_map(|name| titles.iter().position(|title| title == name))
    };
    let time = find(&TIMES)?;
    let day =
        titles.iter().position(|title| matches!(title.as_str(), "date" | "day" | "datum" | "tag"));
    let day = day.filter(|day| *day != time);
    Some(Columns { day, time, text: find(&TEXTS)?, actor: find(&ACTORS), source: find(&SOURCES) })
}

/// Takes in the one severity that a table tells, and says which columns have no place.
fn take_rest(name: &str, table: (&[Field], &[Vec<Field>]), used: &Columns, to: &mut Gathered) {
    let (header, rows) = table;
    let used = [used.day, Some(used.time), Some(used.text), used.actor, used.source];
    let mut left = Vec::new();
    for (at, field) in header.iter().enumerate().filter(|(at, _)| !used.contains(&Some(*at))) {
        let cells = rows.iter().filter_map(|row| row.get(at)).map(|field| field.text.trim());
        let mut cells = cells.filter(|cell| !cell.is_empty());
        let Some(first) = cells.next() else { continue };
        if SEVERITIES.contains(&title(field).as_str()) && cells.all(|cell| cell == first) {
            to.facts.severities.push(first.to_owned());
            continue;
        }
        let written = report::visible(field.text.trim()).to_string();
        left.push(if written.is_empty() { format!("number {}", at + 1) } else { written });
    }
    if !left.is_empty() {
        let columns = if left.len() == 1 { "column" } else { "columns" };
        let name = report::visible(name);
        to.remarks.push(format!("{name}: left out: {columns} {}", left.join(", ")));
    }
}

/// What helps when a table has other columns; none when a text is no table.
pub(super) fn other_columns(text: &str) -> Option<String> {
    let head = text.lines().find(|line| !line.trim().is_empty() && !line.starts_with("sep="))?;
    let rows = csv::read(head);
    let header = rows.rows.first().filter(|header| header.len() > 1)?;
    let titles: Vec<String> =
        header.iter().map(|field| report::visible(field.text.trim()).to_string()).collect();
    let are_titles = titles.iter().all(|title| title.chars().count() < LONGEST_TITLE);
    are_titles.then(|| {
        format!(
            "the columns are {}; one must be called time ({}) and one text ({})",
            titles.join(", "),
            TIMES[1..].join(", "),
            TEXTS[1..].join(", ")
        )
    })
}

/// The title of a column as it is compared: `Time (UTC)` is `time`.
fn title(field: &Field) -> String {
    let name = field.text.split(['(', '[']).next().unwrap_or_default();
    name.trim().to_lowercase().replace(['_', '-'], " ")
}

/// The zone that the title of a column names.
fn zone_of(field: &Field) -> Option<TimeZone> {
    let (_, rest) = field.text.split_once(['(', '['])?;
    crate::postmortem::fence::zone(rest.trim_end_matches([')', ']', ' ']))
}

/// Whether a text is a table of events.
pub(super) fn is_table(text: &str) -> bool {
    // The head alone is asked for: of a large text that is something else nothing more is read.
    let head = text.lines().find(|line| !line.trim().is_empty() && !line.starts_with("sep="));
    let rows = csv::read(head.unwrap_or_default());
    rows.rows.first().is_some_and(|header| columns(header).is_some())
}

/// Reads a table, the `number`-th. `name` is the source of rows that name none.
pub(super) fn read(
    text: &str,
    name: &str,
    number: usize,
    zone: &TimeZone,
    gathered: &mut Gathered,
) -> Vec<Wrong> {
    let table = csv::read(text);
    let mut wrong: Vec<Wrong> = table
        .broken
        .iter()
        .map(|broken| Wrong {
            code: "import/syntax",
            message: format!("this table is broken: {}", broken.message),
            place: broken.at..broken.at,
            help: "put quotes around the whole field, and write a quote in it twice",
        })
        .collect();
    let Some((header, rows)) = table.rows.split_first() else { return wrong };
    let Some(columns) = columns(header) else { return wrong };
    let zone = header.get(columns.time).and_then(zone_of).unwrap_or_else(|| zone.clone());
    let written: Vec<String> = rows.iter().map(|row| written(row, &columns)).collect();
    let written: Vec<&str> = written.iter().map(String::as_str).collect();
    let times = instant::column(&written, &zone);
    gathered.remarks.extend(odd_times::remarks(name, &times, &written));
    take_rest(name, (header, rows), &columns, gathered);
    for ((row, time), written) in rows.iter().zip(times).zip(written) {
        let at = match time {
            WrittenTime::At(at) | WrittenTime::Skipped(at) | WrittenTime::Twice(at) => at,
            _ => {
                wrong.push(unread(row, &columns, time, written));
                continue;
            }
        };
        let cell = |column: Option<usize>| {
            let text = column.and_then(|column| row.get(column)).map(|field| field.text.trim());
            text.filter(|text| !text.is_empty())
        };
        let source = cell(columns.source).unwrap_or(name);
        let Some(text) = cell(Some(columns.text)) else {
            gathered.leave_out(name, LeftOut::Empty);
            continue;
        };
        let actor = cell(columns.actor).map(|name| actor(name, number, &mut gathered.people));
        gathered.said.push(Said::new(at, text, source).by(actor));
    }
    wrong.sort_by_key(|wrong| wrong.place.start);
    wrong
}

/// The day and the time of a row.
fn written(row: &[Field], columns: &Columns) -> String {
    let cell = |column: usize| row.get(column).map_or("", |field| field.text.trim());
    let day = columns.day.map_or("", cell);
    format!("{day} {}", cell(columns.time)).trim().to_owned()
}

fn unread(row: &[Field], columns: &Columns, time: WrittenTime, written: &str) -> Wrong {
    let place = row.get(columns.time).or(row.first()).map_or(0..0, |field| field.place.clone());
    let (message, help) = match time {
        WrittenTime::Open => (
            format!("`{written}` may be one of two days"),
            "write the year first: 2026-01-31 10:00",
        ),
        WrittenTime::Dayless => (format!("`{written}` has no day"), "write it as 2026-01-31 10:00"),
        WrittenTime::Timeless => {
            (format!("`{written}` has no time of day"), "write it as 2026-01-31 10:00")
        }
        _ if written.is_empty() => {
            ("this row has no time".to_owned(), "write it as 2026-01-31 10:00")
        }
        _ => (format!("`{written}` is no time"), "write it as 2026-01-31 10:00"),
    };
    Wrong { code: "import/time", message, place, help }
}

/// Who a cell names.
fn actor(name: &str, number: usize, people: &mut People) -> Actor {
    if is_machine(name) && !people.knows(name) {
        return Actor::Named(name.to_owned());
    }
    // `Dr. Zoë Lang` and `Zoe Lang` are one.
    let id = Some(folded(name)).filter(|id| !id.is_empty());
    let id = id.unwrap_or_else(|| name.to_lowercase());
    let who = people.person(Origin::Rows(number), &id);
    people.name(who, Some(name));
    Actor::Person(who)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> (Gathered, Vec<Wrong>) {
        let mut gathered = Gathered::default();
        let wrong = read(text, "a.csv", 0, &TimeZone::UTC, &mut gathered);
        (gathered, wrong)
    }

    #[test]
    fn columns_stand_in_any_order() {
        let text = "Source;Who;Event;Time (Europe/Berlin)\npager;Mira;it broke;31.01.2026 10:00\n";
        let (gathered, wrong) = table(text);
        assert_eq!(wrong, []);
        let said = &gathered.said[0];
        assert_eq!(said.at.to_string(), "2026-01-31T09:00:00Z");
        assert_eq!(said.source, "pager");
        let (gathered, _) = table("date,time,text\n2026-01-31,10:00,a\n,,\n2026-01-31,10:05,\n");
        assert_eq!(gathered.said[0].at.to_string(), "2026-01-31T10:00:00Z");
        assert_eq!(gathered.left_out, [("a.csv".to_owned(), LeftOut::Empty, 1)]);
    }

    #[test]
    fn columns_without_a_place_are_told() {
        let text = "time,text,severity,comment,empty\n2026-01-31 10:00,a,SEV-2,x,\n";
        let (gathered, _) = table(text);
        assert_eq!(gathered.remarks, ["a.csv: left out: column comment"]);
        assert_eq!(gathered.facts.severities, ["SEV-2"]);
        let (gathered, _) = table(&format!("{text}2026-01-31 10:01,b,SEV-1,,\n"));
        assert_eq!(gathered.remarks, ["a.csv: left out: columns severity, comment"]);
        assert!(gathered.facts.severities.is_empty());
        let help = other_columns("alpha;beta\n1;2\n").expect("a table");
        assert!(help.starts_with("the columns are alpha, beta; one must be"), "{help}");
        assert_eq!(other_columns("# A heading\n"), None);
    }

    #[test]
    fn german_columns_and_odd_times_are_read() {
        let text = "Datum;Uhrzeit (Europe/Berlin);Wer;Ereignis\n\
                    29.03.2026;02:30;Mira;a\n25.10.2026;02:30;Mira;b\n";
        let (gathered, wrong) = table(text);
        assert_eq!(wrong, []);
        assert_eq!(gathered.said[0].at.to_string(), "2026-03-29T01:30:00Z");
        assert_eq!(
            gathered.remarks,
            [
                "a.csv: times that clocks skip were taken as behind the gap: `29.03.2026 02:30`",
                "a.csv: times that clocks show twice were taken as the first of the two: \
                 `25.10.2026 02:30`",
            ]
        );
    }

    #[test]
    fn all_that_is_wrong_is_told() {
        let text = "time,text\nsoon,a\n10:00,b\n2026-01-31,c\n03/04/2026 10:00,d\n\"x\"y,e\n";
        let (_, wrong) = table(text);
        let messages: Vec<&str> = wrong.iter().map(|wrong| wrong.message.as_str()).collect();
        assert_eq!(
            messages,
            [
                "`soon` is no time",
                "`10:00` has no day",
                "`2026-01-31` has no time of day",
                "`03/04/2026 10:00` may be one of two days",
                "`x` is no time",
                "this table is broken: something stands behind this quote",
            ]
        );
        assert_eq!(&text[wrong[3].place.clone()], "03/04/2026 10:00");
    }

    #[test]
    fn other_texts_are_no_tables() {
        for text in ["", "a,b\n", "time;actor\n", "# A heading\n", "{}"] {
            assert!(!is_table(text), "{text}");
        }
        assert!(is_table("sep=;\n\nwhen;what\n"));
    }
}
