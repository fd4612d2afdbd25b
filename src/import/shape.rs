//! What a JSON text is, told by what it holds and never by its name.

use super::json::Json;

/// What is known.
#[derive(Debug)]
pub(super) enum Shape<'j> {
    SlackMessages(&'j [Json]),
    SlackUsers(&'j [Json]),
    SlackChannels(&'j [Json]),
    LogEntries(&'j [Json]),
    PagerNotes(&'j [Json]),
    PageIncidents(&'j [Json]),
    GitLabComments(&'j [Json]),
    GitLabEvents(Vec<&'j Json>),
    /// A list of nothing.
    Empty,
}

/// What it is; none when it is nothing that is known.
pub(super) fn of(tree: &Json) -> Option<Shape<'_>> {
    match tree {
        Json::List(list) => of_list(list),
        Json::Map(_) => of_map(tree),
        _ => None,
    }
}

/// How many entries of a list are looked at.
const SAMPLE: usize = 200;

fn of_list(list: &[Json]) -> Option<Shape<'_>> {
    if list.is_empty() {
        return Some(Shape::Empty);
    }
    let has = |keys: &[&str]| list.iter().take(SAMPLE).any(|entry| entry.has(keys));
    let ends =
        |entry: &Json| entry.get("type").text().is_some_and(|kind| kind.contains("_log_entry"));
    Some(if list.iter().take(SAMPLE).any(ends) {
        Shape::LogEntries(list)
    } else if has(&["incident_updates"]) {
        Shape::PageIncidents(list)
    } else if has(&["occurredAt", "note"]) || has(&["occurred_at", "note"]) {
        Shape::GitLabEvents(list.iter().collect())
    } else if has(&["body", "author", "created_at"]) {
        Shape::GitLabComments(list)
    } else if has(&["content", "created_at", "user"]) {
        Shape::PagerNotes(list)
    } else if has(&["ts", "text"]) || has(&["ts", "type"]) {
        Shape::SlackMessages(list)
    } else if has(&["id", "profile"]) || has(&["id", "real_name"]) {
        Shape::SlackUsers(list)
    } else if has(&["id", "name", "creator"]) || has(&["id", "members"]) {
        Shape::SlackChannels(list)
    } else {
        return None;
    })
}

fn of_map(tree: &Json) -> Option<Shape<'_>> {
    if let Some(events) = timeline(tree) {
        return Some(Shape::GitLabEvents(events));
    }
    if tree.has(&["incident_updates"]) {
        return Some(Shape::PageIncidents(std::slice::from_ref(tree)));
    }
    let only = |key: &str| Some(tree.get(key).list()).filter(|_| tree.has(&[key]));
    if let Some(list) = only("log_entries") {
        return Some(Shape::LogEntries(list));
    }
    let list = ["notes", "incidents", "messages", "members", "channels"].into_iter().find_map(only);
    let inner = list.map_or_else(|| tree.get("incident"), |_| &Json::Null);
    match (list, inner.has(&["incident_updates"])) {
        (Some([]), _) => Some(Shape::Empty),
        (Some(list), _) => of_list(list),
        (None, true) => Some(Shape::PageIncidents(std::slice::from_ref(inner))),
        (None, false) => None,
    }
}

/// The events that GraphQL gives: nodes, or edges with nodes, wherever they stand.
fn timeline(tree: &Json) -> Option<Vec<&Json>> {
    for (key, below) in tree.entries() {
        if matches!(&**key, "incidentManagementTimelineEvents" | "timelineEvents") {
            let edges = below.get("edges").list().iter().map(|edge| edge.get("node"));
            return Some(below.get("nodes").list().iter().chain(edges).collect());
        }
        let lists = below.list().iter().chain([below]);
        if let Some(found) = lists.filter(|below| below.has(&[])).find_map(timeline) {
            return Some(found);
        }
    }
    None
}

/// Whether an export says that it goes on in another file.
pub(super) fn goes_on(tree: &Json) -> bool {
    let more = ["more", "has_more"].iter().any(|key| *tree.get(key) == Json::Bool(true));
    more || tree.get("response_metadata").get("next_cursor").text().is_some()
}

/// What is known, for who gives something else.
pub(super) const KNOWN: &str = "known are a Slack export (a channel's folder, or one day of it), \
    PagerDuty's log entries or notes, Statuspage's incidents, GitLab's comments with /timeline or \
    timeline events, and CSV with the columns time and text";

#[cfg(test)]
mod tests {
    use super::super::json;
    use super::*;

    #[test]
    fn shapes_are_told_by_what_they_hold() {
        for (text, want) in [
            (r#"[{"type": "message", "ts": "1.2", "text": "x"}]"#, "SlackMessages"),
            (r#"{"ok": true, "messages": [{"ts": "1", "text": ""}]}"#, "SlackMessages"),
            (r#"[{"id": "U1", "profile": {}}]"#, "SlackUsers"),
            (r#"[{"id": "C1", "name": "x", "members": []}]"#, "SlackChannels"),
            (r#"{"log_entries": []}"#, "LogEntries"),
            (r#"[{"type": "trigger_log_entry"}]"#, "LogEntries"),
            (r#"{"notes": [{"content": "x", "user": {}, "created_at": ""}]}"#, "PagerNotes"),
            (r#"{"page": {}, "incidents": [{"incident_updates": []}]}"#, "PageIncidents"),
            (r#"{"incident": {"incident_updates": []}}"#, "PageIncidents"),
            (
                r#"[{"body": "x", "author": {}, "created_at": "", "system": false}]"#,
                "GitLabComments",
            ),
            (
                r#"{"data": {"project": {"incidentManagementTimelineEvents": {"nodes": [{}]}}}}"#,
                "GitLabEvents",
            ),
            ("[]", "Empty"),
        ] {
            let tree = json::read(text).expect("a tree");
            let shape = format!("{:?}", of(&tree).expect("a shape"));
            assert!(shape.starts_with(want), "{text}: {shape}");
        }
        for text in ["{}", "7", r#"{"incidents": [{"id": 1}]}"#, r#"[{"a": 1}]"#, "[[]]"] {
            assert!(of(&json::read(text).expect("a tree")).is_none(), "{text}");
        }
    }
}
