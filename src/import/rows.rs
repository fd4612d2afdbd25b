//! Tables: a row is an event. The first row names the columns, in any order.

use std::ops::Range;

use jiff::tz::TimeZone;

use super::csv::{self, Field};
use super::gathered::{Actor, Gathered, LeftOut, Said};
use super::people::machines::is_machine;
use super::people::{Origin, People};
use crate::postmortem::instant::{self, WrittenTime};

/// What is wrong with a table, where, and what helps.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    pub(super) code: &'static str,
    pub(super) message: String,
    pub(super) place: Range<usize>,
    pub(super) help: &'static str,
}

/// What columns are called.
const TIMES: [&str; 8] =
    ["time", "timestamp", "when", "datetime", "date time", "created at", "created", "date"];
const TEXTS: [&str; 9] = [
    "text",
    "event",
    "message",
    "description",
    "what",
    "what happened",
    "summary",
    "note",
    "details",
];
const ACTORS: [&str; 8] = ["actor", "who", "user", "author", "person", "by", "name", "from"];
const SOURCES: [&str; 6] = ["source", "origin", "channel", "system", "tool", "where"];

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
    let day = titles.iter().position(|title| matches!(title.as_str(), "date" | "day"));
    let day = day.filter(|day| *day != time);
    Some(Columns { day, time, text: find(&TEXTS)?, actor: find(&ACTORS), source: find(&SOURCES) })
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
    for ((row, time), written) in rows.iter().zip(times).zip(written) {
        let WrittenTime::At(at) = time else {
            wrong.push(unread(row, &columns, time, written));
            continue;
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
    let who = people.person(Origin::Rows(number), &name.to_lowercase());
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
