//! Incidents of a status page: `incidents.json` of Statuspage.

use super::gathered::{Chosen, Gathered, LeftOut, Said, Told, moment};
use super::json::Json;

const SOURCE: &str = "Statuspage";

/// The states of updates as they are shown.
const STATES: [(&str, &str); 9] = [
    ("investigating", "Investigating"),
    ("identified", "Identified"),
    ("monitoring", "Monitoring"),
    ("resolved", "Resolved"),
    ("update", "Update"),
    ("postmortem", "Postmortem"),
    ("scheduled", "Scheduled"),
    ("in_progress", "In progress"),
    ("completed", "Completed"),
];

/// Reads incidents.
pub(super) fn incidents(list: &[Json], chosen: Chosen<'_>, gathered: &mut Gathered) {
    let all: Vec<Told> = list.iter().map(told).collect();
    let chosen = chosen.among(&all);
    for (incident, told) in list.iter().zip(all) {
        let updates = incident.get("incident_updates").list();
        if chosen.takes(&told) {
            facts(incident, gathered);
            updates.iter().for_each(|update| update_of(update, gathered));
        } else {
            updates.iter().for_each(|_| gathered.leave_out(SOURCE, LeftOut::Others));
        }
        gathered.incident(told);
    }
}

fn told(incident: &Json) -> Told {
    let text = |key: &str| incident.get(key).text().unwrap_or_default().to_owned();
    let began = moment(incident.get("started_at").text())
        .or_else(|| moment(incident.get("created_at").text()));
    let number = String::new();
    Told { id: text("id"), number, title: text("name"), began, is_history: true }
}

fn facts(incident: &Json, gathered: &mut Gathered) {
    let facts = &mut gathered.facts;
    facts.titles.extend(incident.get("name").text().map(str::to_owned));
    let impact = incident.get("impact").text().filter(|impact| *impact != "none");
    facts.severities.extend(impact.map(str::to_owned));
    // A page that nobody dated back says when it was written, not when it began.
    let created = moment(incident.get("created_at").text());
    let started = moment(incident.get("started_at").text());
    facts.started.extend(started.filter(|at| created.is_some_and(|created| *at < created)));
    let resolved = moment(incident.get("resolved_at").text());
    facts.resolved.extend(resolved);
    let is_over = matches!(incident.get("status").text(), Some("resolved" | "postmortem"));
    facts.is_open |= !is_over && resolved.is_none();
    let updates = incident.get("incident_updates").list().iter();
    let affected = updates.flat_map(|update| update.get("affected_components").list());
    for component in incident.get("components").list().iter().chain(affected) {
        component.get("name").text().into_iter().for_each(|name| gathered.service(name));
    }
}

fn update_of(update: &Json, gathered: &mut Gathered) {
    let at =
        moment(update.get("display_at").text()).or_else(|| moment(update.get("created_at").text()));
    let Some(at) = at else { return gathered.leave_out(SOURCE, LeftOut::Timeless) };
    let status = update.get("status").text().unwrap_or_default();
    let state = STATES.iter().find(|(key, _)| *key == status).map(|(_, shown)| *shown);
    let Some(body) = update.get("body").text() else {
        return gathered.leave_out(SOURCE, LeftOut::Empty);
    };
    gathered.said.push(Said { state, ..Said::new(at, body, SOURCE) });
}
