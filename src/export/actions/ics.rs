//! Actions as tasks of a calendar (RFC 5545).

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use super::{TrackedAction, one_line};
use crate::postmortem::ActionState;
use crate::report;

/// The most octets of a line.
const LINE: usize = 75;

/// A calendar must hold something: the zone that stands in one without tasks.
const EMPTY: [&str; 8] = [
    "BEGIN:VTIMEZONE",
    "TZID:UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "END:VTIMEZONE",
];

/// The calendar; it is as of this day, so that the same documents give the same bytes.
#[must_use]
pub fn write(rows: &[TrackedAction], as_of: Date) -> String {
    let mut out = String::new();
    let mut put = |line: &str| fold(&mut out, line);
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//whydeck//actions//EN"] {
        put(line);
    }
    if rows.is_empty() {
        EMPTY.into_iter().for_each(&mut put);
    }
    for row in rows {
        task(row, as_of).iter().for_each(|line| put(line));
    }
    put("END:VCALENDAR");
    out
}

fn task(row: &TrackedAction, as_of: Date) -> Vec<String> {
    let mut lines = vec![
        "BEGIN:VTODO".to_owned(),
        format!("UID:{}@whydeck", uid(&row.about.identity)),
        format!("DTSTAMP:{}T000000Z", basic(as_of)),
        format!("SUMMARY:{}", text(&one_line(&row.text))),
    ];
    lines.extend(row.about.due_day.map(|day| format!("DUE;VALUE=DATE:{}", basic(day))));
    lines.push(format!("STATUS:{}", status(row.about.state)));
    lines.push(format!("DESCRIPTION:{}", text(&description(row))));
    lines.push("END:VTODO".to_owned());
    lines
}

fn description(row: &TrackedAction) -> String {
    let mut lines: Vec<String> = Vec::new();
    lines.extend(row.owner.as_ref().map(|owner| format!("Owner: {owner}")));
    // A due date that is no day has no property of its own.
    let due = row.due.as_ref().filter(|_| row.about.due_day.is_none());
    lines.extend(due.map(|due| format!("Due: {due}")));
    lines.extend(row.sign.as_ref().map(|sign| format!("Sign: {sign}")));
    let place = [row.id.clone(), row.state_in_words(), row.place()];
    lines.push(place.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(", "));
    lines.extend(row.about.detail.iter().map(|detail| detail.trim().to_owned()));
    lines.join("\n")
}

fn status(state: ActionState) -> &'static str {
    match state {
        ActionState::Proposed | ActionState::Committed => "NEEDS-ACTION",
        ActionState::InProgress => "IN-PROCESS",
        ActionState::Done => "COMPLETED",
        ActionState::Declined => "CANCELLED",
    }
}

fn uid(identity: &str) -> String {
    let digest = Sha256::digest(identity.as_bytes());
    digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

fn basic(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// A value of text: signs of the format are escaped, and control characters may not stand in it.
fn text(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for (number, line) in value.lines().enumerate() {
        if number > 0 {
            out.push_str("\\n");
        }
        for c in report::visible(&line.replace('\t', " ")).chars() {
            if matches!(c, '\\' | ';' | ',') {
                out.push('\\');
            }
            out.push(c);
        }
    }
    out
}

/// Writes a line, folded: what is longer goes on behind a blank, and no character is cut.
fn fold(out: &mut String, line: &str) {
    let mut length = 0;
    for c in line.chars() {
        if length + c.len_utf8() > LINE {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(c);
        length += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::super::tests::row;
    use super::*;

    const DAY: Date = Date::constant(2026, 1, 2);

    #[test]
    fn a_task_has_what_the_format_asks_for() {
        let ics = write(&[row("Add an alert; see a, b\\c", ActionState::InProgress)], DAY);
        for line in [
            "BEGIN:VTODO",
            "DTSTAMP:20260102T000000Z",
            "SUMMARY:Add an alert\\; see a\\, b\\\\c",
            "DUE;VALUE=DATE:20260131",
            "STATUS:IN-PROCESS",
            "DESCRIPTION:Owner: ann\\nAI-1\\, in progress\\, a.md:7",
        ] {
            assert!(ics.contains(&format!("{line}\r\n")), "{line} in {ics}");
        }
        let same = write(&[row("Another text", ActionState::Done)], DAY);
        let uid = |ics: &str| ics.lines().find(|line| line.starts_with("UID:")).map(str::to_owned);
        assert!(uid(&ics).is_some() && uid(&ics) == uid(&same));
    }

    #[test]
    fn lines_are_folded_between_characters_and_hold_no_control_characters() {
        let long = "🔥 grün ".repeat(40) + "\u{7}\u{1b}[2J";
        let ics = write(&[row(&long, ActionState::Proposed)], DAY);
        assert!(ics.split("\r\n").all(|line| line.len() <= LINE), "{ics}");
        let unfolded = ics.replace("\r\n ", "");
        assert!(unfolded.contains(&"🔥 grün ".repeat(39)), "{unfolded}");
        assert!(!unfolded.replace("\r\n", "").contains(char::is_control));
    }

    #[test]
    fn a_calendar_without_tasks_holds_a_zone() {
        assert!(write(&[], DAY).contains("END:VTIMEZONE\r\nEND:VCALENDAR\r\n"));
    }
}
