//! Log entries and notes of PagerDuty's API.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::gathered::{Actor, Chosen, Gathered, LeftOut, Said, Told, moment};
use super::json::Json;
use super::people::{Origin, PersonId};

const SOURCE: &str = "PagerDuty";

/// How an incident went on: when it was triggered, and when it was resolved for the last time.
#[derive(Debug, Default)]
struct Course {
    triggered: Option<Timestamp>,
    resolved: Option<Timestamp>,
    last_open: Option<Timestamp>,
}

impl Course {
    fn go_on(&mut self, kind: &str, at: Timestamp) {
        match kind {
            "trigger" => {
                self.triggered = self.triggered.into_iter().chain([at]).min();
                self.last_open = self.last_open.max(Some(at));
            }
            "acknowledge" | "unacknowledge" => self.last_open = self.last_open.max(Some(at)),
            "resolve" => self.resolved = self.resolved.max(Some(at)),
            _ => {}
        }
    }
}

/// Reads log entries.
pub(super) fn log_entries(list: &[Json], chosen: Chosen<'_>, gathered: &mut Gathered) {
    let all = all_told(list);
    let chosen = chosen.among(&all);
    let mut courses: BTreeMap<String, Course> = BTreeMap::new();
    for (entry, told) in list.iter().zip(all) {
        let at = moment(entry.get("created_at").text());
        if !told.id.is_empty() {
            gathered.incident(Told { began: at, ..told.clone() });
        }
        if !chosen.takes(&told) {
            gathered.leave_out(SOURCE, LeftOut::Others);
            continue;
        }
        let Some(at) = at else {
            gathered.leave_out(SOURCE, LeftOut::Timeless);
            continue;
        };
        let title = Some(told.title.as_str()).filter(|title| !title.is_empty());
        facts(entry, title, gathered);
        call(entry, gathered);
        let kind = kind(entry);
        courses.entry(told.id.clone()).or_default().go_on(kind, at);
        if kind == "notify" {
            gathered.leave_out(SOURCE, LeftOut::Notifications);
            continue;
        }
        let text = words(entry, kind, title);
        let actor = agent(entry.get("agent"), gathered);
        gathered.said.push(Said::new(at, text, SOURCE).by(actor));
    }
    for course in courses.values() {
        gathered.facts.detected.extend(course.triggered);
        let over = course.resolved.filter(|over| course.last_open <= Some(*over));
        gathered.facts.is_open |= over.is_none();
        gathered.facts.resolved.extend(over);
    }
}

/// The incident of each entry. An export of one incident may name it in a few entries only.
fn all_told(list: &[Json]) -> Vec<Told> {
    let mut all: Vec<Told> = list.iter().map(|entry| told(entry.get("incident"))).collect();
    let mut named = all.iter().filter(|told| !told.id.is_empty());
    let only = named.next().filter(|first| named.all(|told| told.id == first.id)).cloned();
    if let Some(only) = only {
        all.iter_mut().filter(|told| told.id.is_empty()).for_each(|told| *told = only.clone());
    }
    all
}

fn told(incident: &Json) -> Told {
    let title = title(incident).unwrap_or_default();
    let id = incident.get("id").text().unwrap_or_default().to_owned();
    let summary = incident.get("summary").text().unwrap_or_default();
    let written = summary.strip_prefix("[#").and_then(|rest| rest.split_once(']'));
    let number = incident.get("incident_number").id();
    let number = number.or_else(|| written.map(|(number, _)| number.to_owned()));
    Told { id, number: number.unwrap_or_default(), title, began: None, is_history: false }
}

/// Reads the notes of an incident.
pub(super) fn notes(list: &[Json], gathered: &mut Gathered) {
    for note in list {
        let at = moment(note.get("created_at").text());
        let Some((at, text)) = at.zip(note.get("content").text()) else {
            gathered.leave_out(SOURCE, LeftOut::Timeless);
            continue;
        };
        let actor = agent(note.get("user"), gathered);
        gathered.said.push(Said::new(at, text, SOURCE).by(actor));
    }
}

/// `trigger_log_entry` is `trigger`.
fn kind(entry: &Json) -> &str {
    let kind = entry.get("type").text().unwrap_or_default();
    let kind = kind.trim_end_matches("_reference").trim_end_matches("_entry");
    kind.trim_end_matches("_log")
}

/// The title of an incident; its summary has the number in front.
fn title(incident: &Json) -> Option<String> {
    if let Some(title) = incident.get("title").text() {
        return Some(title.to_owned());
    }
    let summary = incident.get("summary").text()?;
    let rest = summary.strip_prefix("[#").and_then(|rest| rest.split_once(']'));
    let is_number = |number: &str| number.chars().all(|c| c.is_ascii_digit());
    Some(
        rest.filter(|(number, _)| is_number(number))
            .map_or(summary, |(_, rest)| rest.trim())
            .into(),
    )
}

fn facts(entry: &Json, title: Option<&str>, gathered: &mut Gathered) {
    if gathered.facts.titles.is_empty() {
        gathered.facts.titles.extend(title.map(str::to_owned));
    }
    let priority = entry.get("incident").get("priority");
    let priority = priority.get("summary").text().or_else(|| priority.get("name").text());
    gathered.facts.severities.extend(priority.map(str::to_owned));
    let service = entry.get("service").get("summary").text();
    let service = service.or_else(|| entry.get("incident").get("service").get("summary").text());
    service.into_iter().for_each(|name| gathered.service(name));
}

/// Who is called by the service itself is on call.
fn call(entry: &Json, gathered: &mut Gathered) {
    let is_person = is_person(entry.get("agent"));
    let assignees = entry.get("assignees").list().iter();
    let called: Vec<&Json> = assignees.chain([entry.get("user")]).collect();
    for someone in called {
        if let Some(who) = person(someone, gathered).filter(|_| !is_person) {
            gathered.people.on_call(who);
        }
    }
}

fn is_person(agent: &Json) -> bool {
    agent.get("type").text().is_some_and(|kind| kind.starts_with("user"))
}

fn person(agent: &Json, gathered: &mut Gathered) -> Option<PersonId> {
    if !is_person(agent) {
        return None;
    }
    let name = agent.get("summary").text().or_else(|| agent.get("name").text());
    let id = agent.get("id").text().or(name)?;
    let who = gathered.people.person(Origin::PagerDuty, id);
    gathered.people.name(who, name);
    gathered.people.name(who, agent.get("name").text());
    gathered.people.address(who, agent.get("email").text());
    Some(who)
}

fn agent(agent: &Json, gathered: &mut Gathered) -> Option<Actor> {
    if let Some(who) = person(agent, gathered) {
        return Some(Actor::Person(who));
    }
    let name = agent.get("summary").text().or_else(|| agent.get("name").text());
    name.map(|name| Actor::Named(name.to_owned()))
}

/// What an entry says.
fn words(entry: &Json, kind: &str, title: Option<&str>) -> String {
    let channel = entry.get("channel");
    let summary = entry.get("summary").text().unwrap_or_default();
    let note = || {
        let keys = ["summary", "content", "note", "subject"];
        keys.iter().find_map(|key| channel.get(key).text()).or_else(|| entry.get("note").text())
    };
    let said = match kind {
        "annotate" => note(),
        "trigger" => entry
            .get("event_details")
            .get("description")
            .text()
            .or_else(|| channel.get("summary").text())
            .or_else(|| channel.get("subject").text())
            .or(title),
        "status_update" => entry.get("message").text().or_else(note),
        _ => None,
    };
    match said {
        Some(said) if kind == "annotate" => said.to_owned(),
        Some(said) if !summary.is_empty() && !summary.contains(said) => {
            format!("{}: {said}", summary.trim_end_matches(['.', ' ']))
        }
        Some(said) if summary.is_empty() => said.to_owned(),
        _ if summary.is_empty() => kind.replace('_', " "),
        _ => summary.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::json;
    use super::*;

    fn gathered(text: &str, chosen: &[String]) -> Gathered {
        let tree = json::read(text).expect("a tree");
        let mut gathered = Gathered::default();
        log_entries(tree.list(), Chosen(chosen), &mut gathered);
        gathered
    }

    #[test]
    fn entries_that_name_no_incident_belong_to_the_only_one() {
        let text = r#"[
            {"type": "acknowledge_log_entry", "created_at": "2026-01-31T10:02:00Z"},
            {"type": "trigger_log_entry", "created_at": "2026-01-31T10:00:00Z",
             "incident": {"id": "P1", "summary": "[#7] It broke"}},
            {"type": "resolve_log_entry", "created_at": "2026-01-31T10:30:00Z"}]"#;
        for chosen in [vec![], vec!["7".to_owned()]] {
            let gathered = gathered(text, &chosen);
            let over: Vec<String> =
                gathered.facts.resolved.iter().map(ToString::to_string).collect();
            assert_eq!(over, ["2026-01-31T10:30:00Z"]);
            assert!(!gathered.facts.is_open);
            assert_eq!(gathered.said.len(), 3);
        }
    }
}
