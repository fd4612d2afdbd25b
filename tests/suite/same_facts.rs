//! The same facts, written in every form, give the same model: stamps × containers × marks.

use whydeck::compile::{DocumentText, Options, compile};
use whydeck::export::model::ModelView;
use whydeck::postmortem::facts::Facts;
use whydeck::source::front_matter::DocumentKind;

/// The moments of an incident on 14 March 2024 in UTC: hour, minute, what it is, what happened.
const EVENTS: [(u32, u32, &str, &str); 4] = [
    (10, 0, "start", "The queue stands still"),
    (10, 13, "detected", "Ann looks at the chart"),
    (11, 5, "mitigated", "A second worker is there"),
    (13, 30, "resolved", "The queue is short"),
];
/// The same from the start on, in seconds: detection, mitigation after it, resolution.
const LENGTHS: [i64; 3] = [13 * 60, 52 * 60, 210 * 60];

/// The day's beginning in seconds since 1970.
const MIDNIGHT: u32 = 1_710_374_400;

/// What is read of a postmortem.
fn read(text: &str) -> (ModelView, Facts) {
    let root = std::env::temp_dir();
    let input = DocumentText {
        name: "any.md".into(),
        path: Some(root.join("any.md")),
        text: text.to_owned(),
    };
    let kind = Some(DocumentKind::Postmortem);
    let options = Options { figures: false, highlight: false, ..Options::default() };
    let outcome = compile(input, &Options { kind, root: Some(root), model: true, ..options });
    let compiled = outcome.compiled.unwrap_or_else(|| panic!("{:?}\n{text}", outcome.diagnostics));
    (compiled.model.expect("a model"), compiled.facts.expect("facts"))
}

/// How a stamp is written.
struct Stamp {
    name: &'static str,
    write: fn(u32, u32) -> String,
    /// Whether a heading has the day.
    below_a_day: bool,
    /// Whether it stands at the end of the entry.
    at_the_end: bool,
}

fn half(hour: u32, minute: u32) -> String {
    let word = if hour < 12 { "am" } else { "pm" };
    format!("{}:{minute:02} {word}", (hour + 11) % 12 + 1)
}

const STAMPS: [Stamp; 18] = {
    const fn full(name: &'static str, write: fn(u32, u32) -> String) -> Stamp {
        Stamp { name, write, below_a_day: false, at_the_end: false }
    }
    const fn clock(name: &'static str, write: fn(u32, u32) -> String) -> Stamp {
        Stamp { name, write, below_a_day: true, at_the_end: false }
    }
    [
        full("ISO", |h, m| format!("2024-03-14T{h:02}:{m:02}:00Z")),
        full("date and time", |h, m| format!("2024-03-14 {h:02}:{m:02}")),
        full("zone", |h, m| format!("2024-03-14 {h:02}:{m:02} UTC")),
        full("day first, dots", |h, m| format!("14.03.2024 {h:02}:{m:02}")),
        full("day first, slashes", |h, m| format!("14/03/2024 {h:02}:{m:02}")),
        full("month in words", |h, m| format!("March 14, 2024 {}", half(h, m))),
        full("seconds since 1970", |h, m| (MIDNIGHT + (h * 60 + m) * 60).to_string()),
        full("in brackets", |h, m| format!("[2024-03-14 {h:02}:{m:02}]")),
        clock("clock", |h, m| format!("{h:02}:{m:02}")),
        clock("clock with zone", |h, m| format!("{h:02}:{m:02} UTC")),
        clock("twelve hours", half),
        clock("twelve hours, glued", |h, m| half(h, m).replace(' ', "")),
        clock("clock in brackets", |h, m| format!("[{h:02}:{m:02}]")),
        clock("seconds", |h, m| format!("{h:02}:{m:02}:00")),
        clock("range", |h, m| format!("{h:02}:{m:02}–{h:02}:{:02}", m + 4)),
        clock("h between", |h, m| format!("{h:02}h{m:02}")),
        Stamp {
            name: "at the end",
            write: |h, m| format!("2024-03-14 {h:02}:{m:02}"),
            below_a_day: false,
            at_the_end: true,
        },
        Stamp {
            name: "at the end, in parentheses",
            write: |h, m| format!("(2024-03-14 {h:02}:{m:02})"),
            below_a_day: false,
            at_the_end: true,
        },
    ]
};

/// How entries stand in the document.
type Container = (&'static str, fn(&[(String, String)], &Stamp) -> String);

/// Each entry by itself, between these.
fn each(entries: &[(String, String)], stamp: &Stamp, before: &str, after: &str) -> String {
    let entry = |(when, what): &(String, String)| match stamp.at_the_end {
        true => format!("{before}{what} {when}{after}"),
        false => format!("{before}{when} – {what}{after}"),
    };
    entries.iter().map(entry).collect()
}

fn rows(entries: &[(String, String)], row: fn(&str, &str) -> String) -> String {
    entries.iter().map(|(when, what)| row(when, what)).collect()
}

const CONTAINERS: [Container; 15] = [
    ("bullets", |entries, stamp| each(entries, stamp, "- ", "\n")),
    ("numbers", |entries, stamp| each(entries, stamp, "1. ", "\n")),
    ("loose bullets", |entries, stamp| each(entries, stamp, "* ", "\n\n")),
    ("tasks", |entries, stamp| each(entries, stamp, "- [x] ", "\n")),
    ("escaped bullets", |entries, stamp| each(entries, stamp, "\\- ", "\n\n")),
    ("headings", |entries, stamp| each(entries, stamp, "#### ", "\n\nMore of it.\n\n")),
    ("paragraphs", |entries, stamp| each(entries, stamp, "", "\n\n")),
    ("lines", |entries, stamp| each(entries, stamp, "", "  \n")),
    ("code", |entries, stamp| format!("```\n{}```\n", each(entries, stamp, "", "\n"))),
    ("details", |entries, stamp| {
        let bullets = each(entries, stamp, "- ", "\n");
        format!("<details>\n<summary>All of it</summary>\n\n{bullets}\n</details>\n")
    }),
    ("table", |entries, _| {
        let rows = rows(entries, |when, what| format!("| {when} | {what} |\n"));
        format!("| Time | Event |\n|---|---|\n{rows}")
    }),
    ("table, time last", |entries, _| {
        let rows = rows(entries, |when, what| format!("| {what} | {when} |\n"));
        format!("| What happened | When |\n|---|---|\n{rows}")
    }),
    ("HTML table", |entries, _| {
        let rows = rows(entries, |when, what| {
            let bold = what.replacen("**", "<b>", 1).replacen("**", "</b>", 1);
            format!("<tr><td>{when}</td><td>{bold}</td></tr>\n")
        });
        format!("<table>\n<tr><th>Time</th><th>Event</th></tr>\n{rows}</table>\n")
    }),
    ("bold stamps", |entries, _| rows(entries, |when, what| format!("**{when}** {what}\n\n"))),
    ("bold stamps in bullets", |entries, _| {
        rows(entries, |when, what| format!("- **{when}:** {what}\n"))
    }),
];

/// How an entry is marked: the mark as it stands in text, and what happened.
type Mark = (&'static str, fn(&str, &str) -> String);

const BOLD: &str = "bold capitals";

const MARKS: [Mark; 6] = [
    ("in parentheses", |kind, what| format!("{what} ({kind})")),
    ("in brackets", |kind, what| format!("{what} [{kind}]")),
    ("in capitals", |kind, what| format!("{} – {what}", kind.to_uppercase())),
    ("first, in parentheses", |kind, what| format!("({kind}) {what}")),
    ("as a label", |kind, what| format!("{}: {what}", label(kind))),
    (BOLD, |kind, what| format!("**{}** {what}", kind.to_uppercase())),
];

fn label(kind: &str) -> &str {
    match kind {
        "start" => "Started",
        "detected" => "Detected",
        "mitigated" => "Mitigated",
        _ => "Resolved",
    }
}

fn document(stamp: &Stamp, container: &Container, mark: &Mark) -> String {
    let day = if stamp.below_a_day { "\n\n### 2024-03-14" } else { "" };
    document_of_day(stamp, container, mark, day)
}

/// `day` stands behind the heading of the timeline.
fn document_of_day(stamp: &Stamp, container: &Container, mark: &Mark, day: &str) -> String {
    let entries: Vec<(String, String)> = EVENTS
        .iter()
        .map(|(hour, minute, kind, what)| ((stamp.write)(*hour, *minute), (mark.1)(kind, what)))
        .collect();
    let timeline = (container.1)(&entries, stamp);
    format!("# Incident\n\n## Summary\n\nIt broke.\n\n## Timeline{day}\n\n{timeline}\n")
}

/// What of the facts is read otherwise.
fn wrong(text: &str) -> Vec<String> {
    let (model, facts) = read(text);
    let mut wrong = Vec::new();
    let times: Vec<String> = model
        .events
        .iter()
        .filter_map(|event| event.time.as_ref().and_then(|time| time.utc.clone()))
        .collect();
    let want: Vec<String> =
        EVENTS.iter().map(|(h, m, ..)| format!("2024-03-14T{h:02}:{m:02}:00Z")).collect();
    if times != want || model.events.len() != EVENTS.len() {
        wrong.push(format!("{} events at {times:?}", model.events.len()));
    }
    let kinds: Vec<_> = model.events.iter().map(|event| (event.kind, event.inferred)).collect();
    if kinds != EVENTS.map(|(_, _, kind, _)| (Some(kind), false)) {
        wrong.push(format!("{kinds:?}"));
    }
    let lengths = [&facts.time_to_detect, &facts.time_to_mitigate, &facts.time_to_resolve]
        .map(|length| length.as_ref().map(|length| (length.seconds, length.evidence.name())));
    if lengths != LENGTHS.map(|seconds| Some((seconds, "stamped"))) {
        wrong.push(format!("{lengths:?}"));
    }
    wrong
}

#[test]
fn the_same_facts_in_every_form_give_the_same_model() {
    let mut failed = Vec::new();
    for (row, stamp) in STAMPS.iter().enumerate() {
        for (column, container) in CONTAINERS.iter().enumerate() {
            // A table has a column for stamps, and bold ones stand in front.
            if stamp.at_the_end && ["table", "bold"].iter().any(|it| container.0.contains(it)) {
                continue;
            }
            for (depth, mark) in MARKS.iter().enumerate() {
                // Nothing is bold in code. A third of all triples has every pair.
                if (container.0 == "code" && mark.0 == BOLD) || (row + column + depth) % 3 > 0 {
                    continue;
                }
                let text = document(stamp, container, mark);
                let wrong = wrong(&text);
                if !wrong.is_empty() {
                    let form = format!("{} × {} × {}", stamp.name, container.0, mark.0);
                    failed.push(format!("{form}: {}", wrong.join("; ")));
                }
            }
        }
    }
    assert!(failed.is_empty(), "{} forms differ:\n{}", failed.len(), failed.join("\n"));
}

/// Where the day of clock times can stand.
const DAYS: [&str; 9] = [
    " (2024-03-14)",
    " 14.03.2024 (all times UTC)",
    "\n\n### Thursday, March 14, 2024",
    "\n\n### 14 March 2024 (UTC)",
    "\n\n### 2024/03/14",
    "\n\n### Day 1: 2024-03-14",
    "\n\n**2024-03-14**",
    "\n\n**March 14th, 2024:**",
    "\n\n2024-03-14",
];

#[test]
fn the_day_may_stand_in_many_places() {
    let clocks = STAMPS.iter().filter(|stamp| ["clock", "twelve hours"].contains(&stamp.name));
    let mut failed = Vec::new();
    for stamp in clocks {
        for container in &CONTAINERS {
            for day in DAYS {
                let wrong = wrong(&document_of_day(stamp, container, &MARKS[0], day));
                if !wrong.is_empty() {
                    let form = format!("{} × {} × {day:?}", stamp.name, container.0);
                    failed.push(format!("{form}: {}", wrong.join("; ")));
                }
            }
        }
    }
    assert!(failed.is_empty(), "{} forms differ:\n{}", failed.len(), failed.join("\n"));
}

#[test]
fn a_range_keeps_its_end_in_every_container() {
    let range = STAMPS.iter().find(|stamp| stamp.name == "range").expect("ranges");
    for container in &CONTAINERS {
        let text = document(range, container, &MARKS[0]);
        let (model, _) = read(&text);
        let ends = model.events.iter().map(|event| event.until.as_ref()?.utc.clone());
        let ends: Vec<_> = ends.collect();
        let want = EVENTS.map(|(h, m, ..)| Some(format!("2024-03-14T{h:02}:{:02}:00Z", m + 4)));
        assert_eq!(ends, want, "{}\n{text}", container.0);
    }
}
