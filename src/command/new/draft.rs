//! A document that is drafted from what an incident left behind: a skeleton's headings and
//! questions, the timeline, and what the sources state. Its examples are left out: nothing is
//! invented.

use std::fmt::Write as _;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::skeleton::{self, Told};
use crate::cli::SkeletonName;
use crate::command::Fault;
use crate::import::{Imported, literal};

/// What stands in the place of a skeleton's first comment.
const INTRODUCTION: &str = "\
<!-- The timeline was drafted from what the incident left behind, and nothing else was made up. Read it through, leave out
     what does not matter, and answer the questions in comments like this one: they are on no slide. -->";

/// The document.
///
/// # Errors
/// When a text is no value of YAML.
pub(super) fn document(
    name: SkeletonName,
    told: &Told,
    imported: &Imported,
) -> Result<String, Fault> {
    let zone = told.start.time_zone();
    let mut out = front_matter(told, imported)?;
    let title = skeleton::heading(&told.title);
    let mut is_first = true;
    for line in outline(skeleton::text(name)) {
        match line {
            Line::Title => {
                let _ = write!(out, "\n# {title}\n");
            }
            Line::Heading(heading) => {
                let _ = write!(out, "\n{heading}\n");
                is_first = false;
            }
            Line::Comment(_) if is_first => {
                let _ = write!(out, "\n{INTRODUCTION}\n");
            }
            Line::Comment(comment) => {
                let _ = write!(out, "\n{comment}\n");
            }
            Line::Timeline => {
                let _ = write!(out, "\n{}", timeline(imported, zone));
            }
        }
    }
    Ok(out)
}

/// What is kept of a skeleton.
#[derive(Debug, PartialEq, Eq)]
enum Line<'t> {
    Title,
    Heading(&'t str),
    /// A question, which may have several lines.
    Comment(&'t str),
    /// Where the timeline stands.
    Timeline,
}

/// The headings and questions of a skeleton.
fn outline(text: &str) -> Vec<Line<'_>> {
    let body = text.split_once("\n---\n").map_or(text, |(_, body)| body);
    let mut kept = Vec::new();
    let mut rest = body;
    let mut waits = false;
    while !rest.is_empty() {
        let (line, mut after) = rest.split_once('\n').unwrap_or((rest, ""));
        let is_heading = line.starts_with('#');
        if waits && (is_heading || line.is_empty() && after.is_empty()) {
            kept.push(Line::Timeline);
            waits = false;
        }
        if line.starts_with("<!--") {
            let length = rest.find("-->").map_or(rest.len(), |at| at + "-->".len());
            kept.push(Line::Comment(&rest[..length]));
            after = rest[length..].trim_start_matches('\n');
        } else if line.starts_with("# ") {
            kept.push(Line::Title);
        } else if is_heading {
            kept.push(Line::Heading(line));
            waits = line.trim_start_matches('#').trim() == "Timeline";
        }
        rest = after;
    }
    if waits {
        kept.push(Line::Timeline);
    }
    kept
}

fn front_matter(told: &Told, imported: &Imported) -> Result<String, Fault> {
    let zone = told.start.time_zone();
    let mut out = String::from("---\nkind: postmortem\n");
    let _ = writeln!(out, "title: {}", skeleton::quoted(&told.title)?);
    out.push_str("# date: of the meeting\n# authors: [Team that writes this]\n");
    out.push_str("status: draft # then: in review, reviewed, closed\n");
    match &imported.severity {
        Some(severity) => {
            let _ = writeln!(out, "severity: {}", skeleton::quoted(severity)?);
        }
        None => out.push_str("# severity: SEV-2\n"),
    }
    if !imported.services.is_empty() {
        let names: Result<Vec<String>, Fault> =
            imported.services.iter().map(|name| skeleton::quoted(name)).collect();
        let _ = writeln!(out, "services: [{}]", names?.join(", "));
    }
    let _ = writeln!(out, "timezone: {}", skeleton::quoted(&told.zone)?);
    let phases = [
        ("started", imported.started),
        ("detected", imported.detected),
        ("mitigated", imported.mitigated),
        ("resolved", imported.resolved),
    ];
    let is_told = phases.iter().any(|(_, at)| at.is_some());
    let sign = if is_told { "" } else { "# " };
    let _ = writeln!(out, "{sign}incident: # when it began to hurt, not only when you noticed");
    for (name, at) in phases {
        let _ = match at {
            Some(at) => writeln!(out, "  {name}: {}", stamp(at, zone)),
            None => writeln!(out, "#  {name}: 2026-01-31 10:00"),
        };
    }
    out.push_str("---\n");
    Ok(out)
}

/// The timeline as a table.
fn timeline(imported: &Imported, zone: &TimeZone) -> String {
    let mut out = String::from("| Time | Actor | Event | Source |\n|---|---|---|---|\n");
    for event in &imported.events {
        let state = event.state.map(|state| format!("{state} – ")).unwrap_or_default();
        let text = match event.state {
            Some(_) => literal::cell(&event.text),
            None => literal::event(&event.text),
        };
        let actor = literal::cell(&event.actor);
        let source = literal::cell(&event.source);
        let at = stamp(event.at, zone);
        let _ = writeln!(out, "| {at} | {actor} | {state}{text} | {source} |");
    }
    out
}

/// A full day and time in a zone; seconds where there are any, and how far it is from UTC where
/// clocks show that time twice.
fn stamp(at: Timestamp, zone: &TimeZone) -> String {
    let zoned = at.to_zoned(zone.clone());
    let time = zoned.datetime();
    let is_clear = zone.to_ambiguous_zoned(time).unambiguous().is_ok();
    let seconds = if zoned.second() == 0 { "" } else { ":%S" };
    let offset = if is_clear { "" } else { "%:z" };
    zoned.strftime(&format!("%Y-%m-%d %H:%M{seconds}{offset}")).to_string()
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum;

    use super::*;

    #[test]
    fn every_skeleton_keeps_its_headings_and_its_questions() {
        for name in SkeletonName::value_variants() {
            let text = skeleton::text(*name);
            let kept = outline(text);
            let headings = text.lines().filter(|line| line.starts_with("##")).count();
            let of = |wanted: fn(&&Line) -> bool| kept.iter().filter(wanted).count();
            assert_eq!(of(|line| matches!(line, Line::Heading(_))), headings, "{name:?}");
            assert_eq!(of(|line| matches!(line, Line::Comment(_))), text.matches("<!--").count());
            assert_eq!(of(|line| **line == Line::Timeline), 1, "{name:?}");
            assert_eq!(of(|line| **line == Line::Title), 1, "{name:?}");
        }
    }

    #[test]
    fn a_time_that_clocks_show_twice_says_which() {
        let zone = TimeZone::get("Europe/Berlin").expect("a zone");
        for (at, want) in [
            ("2026-01-31T09:00:00Z", "2026-01-31 10:00"),
            ("2026-01-31T09:00:07.9Z", "2026-01-31 10:00:07"),
            ("2026-10-25T00:30:00Z", "2026-10-25 02:30+02:00"),
            ("2026-10-25T01:30:00Z", "2026-10-25 02:30+01:00"),
        ] {
            assert_eq!(stamp(at.parse().expect("a moment"), &zone), want);
        }
    }
}
