//! Incidents in GitLab: comments with `/timeline`, and the events of an incident's timeline.

use jiff::Timestamp;
use jiff::civil::{DateTime, Time};
use jiff::tz::TimeZone;

use super::gathered::{Actor, Gathered, LeftOut, Said, moment};
use super::json::Json;
use super::people::Origin;

const SOURCE: &str = "GitLab";

/// Reads the comments of an issue.
pub(super) fn comments(list: &[Json], gathered: &mut Gathered) {
    for note in list {
        let body = note.get("body").text().unwrap_or_default();
        let is_command = |line: &&str| line.split_whitespace().next() == Some("/timeline");
        let lines: Vec<&str> = body.lines().map(str::trim).filter(is_command).collect();
        let actor = author(note.get("author"), gathered);
        if lines.is_empty() {
            gathered.leave_out(SOURCE, LeftOut::Comments);
            continue;
        }
        let written = moment(note.get("created_at").text());
        for line in lines {
            let line = line.trim_start_matches("/timeline").trim();
            match command(line, written) {
                Some((at, text)) if !text.is_empty() => {
                    gathered.said.push(Said::new(at, text, SOURCE).by(actor.clone()));
                }
                Some(_) => gathered.leave_out(SOURCE, LeftOut::Empty),
                None => gathered.leave_out(SOURCE, LeftOut::Timeless),
            }
        }
    }
}

/// `text | 2026-01-31 10:00`, in UTC. A time alone is of the day of the comment; none is its time.
fn command(line: &str, written: Option<Timestamp>) -> Option<(Timestamp, &str)> {
    let Some((text, stamp)) = line.rsplit_once('|') else { return Some((written?, line)) };
    let stamp = stamp.trim();
    let day = || Some(written?.to_zoned(TimeZone::UTC).date());
    let time = match stamp.parse::<DateTime>() {
        Ok(time) if stamp.contains(':') => time,
        _ => match stamp.parse::<Time>() {
            Ok(time) => day()?.to_datetime(time),
            // What stands behind the sign is no time: it belongs to the text.
            Err(_) => return if stamp.contains(':') { None } else { Some((written?, line)) },
        },
    };
    Some((time.to_zoned(TimeZone::UTC).ok()?.timestamp(), text.trim()))
}

fn author(author: &Json, gathered: &mut Gathered) -> Option<Actor> {
    let handle = author.get("username").text();
    let id = author.get("id").id().or_else(|| handle.map(str::to_owned))?;
    // The API has numbers, GraphQL has `gid://gitlab/User/7`.
    let id = id.rsplit('/').next().unwrap_or(&id);
    let who = gathered.people.person(Origin::GitLab, id);
    gathered.people.name(who, author.get("name").text());
    gathered.people.handle(who, handle);
    gathered.people.address(who, author.get("email").text());
    Some(Actor::Person(who))
}

/// Reads the events of a timeline.
pub(super) fn events(list: &[&Json], gathered: &mut Gathered) {
    for event in list {
        let key = if event.has(&["occurredAt"]) { "occurredAt" } else { "occurred_at" };
        let at = moment(event.get(key).text());
        let Some((at, text)) = at.zip(event.get("note").text()) else {
            gathered.leave_out(SOURCE, LeftOut::Timeless);
            continue;
        };
        let actor = author(event.get("author"), gathered);
        let title = event.get("incident").get("title").text();
        if gathered.facts.titles.is_empty() {
            gathered.facts.titles.extend(title.map(str::to_owned));
        }
        for tag in tags(event) {
            let facts = &mut gathered.facts;
            match tag.to_lowercase().as_str() {
                "start time" => facts.started.push(at),
                "impact detected" => facts.detected.push(at),
                "impact mitigated" => facts.mitigated.push(at),
                "end time" => facts.resolved.push(at),
                _ => {}
            }
        }
        gathered.said.push(Said::new(at, text, SOURCE).by(actor));
    }
}

/// What an event is tagged as.
fn tags(event: &Json) -> impl Iterator<Item = &str> {
    let graph = event.get("timelineEventTags").get("nodes").list();
    let plain = event.get("timeline_event_tags").list();
    graph.iter().chain(plain).filter_map(|tag| tag.get("name").text().or_else(|| tag.text()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_say_when_it_was() {
        let written: Timestamp = "2026-01-31T12:00:00Z".parse().expect("a moment");
        for (line, want) in [
            ("it broke | 2026-01-30 23:50", Some(("2026-01-30T23:50:00Z", "it broke"))),
            ("it broke | 10:15", Some(("2026-01-31T10:15:00Z", "it broke"))),
            ("it broke", Some(("2026-01-31T12:00:00Z", "it broke"))),
            ("a | b", Some(("2026-01-31T12:00:00Z", "a | b"))),
            ("a | b | 2026-01-30 08:00", Some(("2026-01-30T08:00:00Z", "a | b"))),
            ("it broke | 2026-01-32 10:00", None),
        ] {
            let read = command(line, Some(written)).map(|(at, text)| (at.to_string(), text));
            let want = want.map(|(at, text): (&str, &str)| (at.to_owned(), text));
            assert_eq!(read, want, "{line}");
        }
    }
}
