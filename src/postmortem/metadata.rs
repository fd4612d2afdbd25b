//! Metadata in the text: `**Authors:** a, b`, `- Date: …`, `| Start time | … |`, or a heading with its value below.

use comrak::nodes::NodeValue;
use jiff::civil::Date;

use super::inline::{self, Input};
use super::model::{Section, SectionKind};
use super::{headings, stamp};
use crate::markdown::Node;
use crate::source::Span;
use crate::source::front_matter::{FrontMatter, Spanned};

/// What a label is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    Date,
    IncidentDate,
    Authors,
    Status,
    Severity,
    Services,
    Facilitator,
    Zone,
    Started,
    Detected,
    Mitigated,
    Resolved,
}

fn key(label: &str) -> Option<Key> {
    let label = headings::normalised(label);
    Some(match label.as_str() {
        "date" | "meeting date" => Key::Date,
        "incident date" | "date of incident" => Key::IncidentDate,
        "author" | "authors" | "written by" | "postmortem owner" | "postmortem author" | "owner" | "owners" => {
            Key::Authors
        }
        "status" => Key::Status,
        "severity" | "sev" | "incident severity" | "severity level" => Key::Severity,
        "service" | "services" | "affected services" | "affected service" | "services affected" => Key::Services,
        "facilitator" | "moderator" => Key::Facilitator,
        "timezone" | "time zone" => Key::Zone,
        "start" | "start time" | "started" | "started at" | "incident start" | "incident start time" => Key::Started,
        "detected" | "detected at" | "detection time" | "time detected" => Key::Detected,
        "mitigated" | "mitigated at" | "mitigation time" | "time mitigated" => Key::Mitigated,
        "end" | "end time" | "ended" | "resolved" | "resolved at" | "resolution time" | "incident end"
        | "incident end time" | "time resolved" => Key::Resolved,
        _ => return None,
    })
}

/// One line of metadata.
struct Line {
    key: Key,
    value: String,
    span: Span,
}

/// Completes the front matter from the sections, and takes out what is nothing but metadata. What the lines call the
/// day of the incident is handed back; a mere `Date` is the meeting's.
pub(super) fn read<'a>(input: Input<'a, '_>, sections: &mut Vec<Section<'a>>, front: &mut FrontMatter) -> Option<Date> {
    let mut day = None;
    let mut fill = |front: &mut FrontMatter, line: Line| {
        if line.key == Key::IncidentDate {
            day = day.or_else(|| stamp::find_date(&line.value));
        }
        fill(front, line);
    };
    sections.retain_mut(|section| match section.kind {
        SectionKind::Preamble => {
            section.blocks.retain(|block| {
                let (lines, complete) = lines(input, block);
                // One date among other lines is read, but the lines stay.
                let taken = complete && !lines.is_empty();
                lines.into_iter().for_each(|line| fill(front, line));
                !taken
            });
            !section.blocks.is_empty()
        }
        SectionKind::Other => match whole_section(input, section) {
            Some(line) => {
                fill(front, line);
                false
            }
            None => true,
        },
        _ => true,
    });
    day
}

/// Whether a block says when the meeting is: no date in it is the incident's.
pub(super) fn dates_the_meeting<'a>(input: Input<'a, '_>, block: Node<'a>) -> bool {
    lines(input, block).0.iter().any(|line| line.key == Key::Date)
}

/// The metadata that a block holds, and whether it holds nothing else.
fn lines<'a>(input: Input<'a, '_>, block: Node<'a>) -> (Vec<Line>, bool) {
    let mut found = Vec::new();
    let mut complete = true;
    let mut take = |line: Option<Line>| match line {
        Some(line) => found.push(line),
        None => complete = false,
    };
    match &block.data().value {
        NodeValue::Paragraph => {
            inline::lines(input.arena, block).into_iter().for_each(|line| take(labelled(input, line)));
        }
        NodeValue::List(_) => {
            for item in block.children() {
                match (item.first_child(), item.children().nth(1)) {
                    (Some(only), None) => take(labelled(input, only)),
                    _ => take(None),
                }
            }
        }
        NodeValue::Table(_) => {
            for row in block.children() {
                let cells: Vec<Node<'a>> = row.children().collect();
                let words: Vec<String> = cells.iter().map(|cell| inline::text(cell)).collect();
                let header = matches!(row.data().value, NodeValue::TableRow(true));
                match words.as_slice() {
                    [label, value] if key(label).is_some() => {
                        let span = input.span(cells[1]);
                        take(key(label).map(|key| Line { key, value: value.trim().to_owned(), span }));
                    }
                    // A header such as `| Field | Value |` says nothing.
                    [_, _] if header && words.iter().all(|word| word.trim().len() < 12) => {}
                    _ => take(None),
                }
            }
        }
        _ => complete = false,
    }
    (found, complete)
}

/// `Status: draft`.
fn labelled<'a>(input: Input<'a, '_>, line: Node<'a>) -> Option<Line> {
    let text = inline::text(line);
    let (label, value) = text.split_once(':')?;
    let key = key(label)?;
    let start = text.len() - value.trim_start().len();
    let value = value.trim();
    let span = inline::place(input.sources, line, start..start + value.len())?;
    (!value.is_empty() && !value.contains('\n')).then(|| Line { key, value: value.to_owned(), span })
}

/// `## Date` with the date below it.
fn whole_section<'a>(input: Input<'a, '_>, section: &Section<'a>) -> Option<Line> {
    let key = key(&section.title)?;
    let [only] = section.blocks.as_slice() else { return None };
    let text = inline::text(only);
    let short = matches!(only.data().value, NodeValue::Paragraph) && !text.contains('\n') && text.len() < 120;
    short.then(|| Line { key, value: text.trim().to_owned(), span: input.span(only) })
}

/// The front matter wins over the text.
fn fill(front: &mut FrontMatter, line: Line) {
    let Line { key, value, span } = line;
    let list = |value: &str| -> Vec<String> {
        value
            .replace(" and ", ",")
            .split(',')
            .map(|name| name.trim().to_owned())
            .filter(|name| !name.is_empty())
            .collect()
    };
    let spanned = |slot: &mut Option<Spanned<String>>, value: String| {
        slot.get_or_insert(Spanned { value, span });
    };
    match key {
        Key::Date | Key::IncidentDate => drop(front.date.get_or_insert(value)),
        Key::Status => drop(front.status.get_or_insert(value)),
        Key::Severity => drop(front.severity.get_or_insert(value)),
        Key::Facilitator => drop(front.facilitator.get_or_insert(value)),
        Key::Authors if front.authors.is_empty() => front.authors = list(&value),
        Key::Services if front.services.is_empty() => front.services = list(&value),
        Key::Authors | Key::Services => {}
        Key::Zone => spanned(&mut front.timezone, value),
        Key::Started => spanned(&mut front.incident.started, value),
        Key::Detected => spanned(&mut front.incident.detected, value),
        Key::Mitigated => spanned(&mut front.incident.mitigated, value),
        Key::Resolved => spanned(&mut front.incident.resolved, value),
    }
}
