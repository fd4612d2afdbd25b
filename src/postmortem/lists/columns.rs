//! The columns of a table of actions, by the words of its header.

use crate::postmortem::sections::headings;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    Action,
    Sort,
    Owner,
    Due,
    Priority,
    State,
    Link,
    Id,
    From,
    Other,
}

/// What a column holds, by its title.
pub(crate) fn column(title: &str) -> Column {
    let title = headings::normalised(title.trim_end_matches([':', '?']));
    let title = if title.is_empty() { "#".to_owned() } else { title };
    match title.as_str() {
        "action" | "action item" | "action items" | "item" | "task" | "what" | "description"
        | "title" | "todo" | "follow-up action" | "follow up action" | "follow up"
        | "task description" | "action to take" | "action description" | "improvement"
        | "recommendation" | "remediation" | "summary" | "details" | "corrective action"
        | "preventive action" | "measure" | "follow-up" | "actions" => Column::Action,
        "type" | "action type" | "kind" | "category" | "sort" => Column::Sort,
        "owner" | "owners" | "who" | "assignee" | "responsible" | "dri" | "assigned to"
        | "person" | "team" | "assigned" | "lead" | "responsible party" | "responsible person"
        | "responsible team" | "action owner" | "by whom" | "assignees" => Column::Owner,
        "due"
        | "due by"
        | "target completion"
        | "target completion date"
        | "completion date"
        | "due date"
        | "deadline"
        | "eta"
        | "target"
        | "target date"
        | "when"
        | "by when"
        | "date" => Column::Due,
        "priority" | "prio" | "p" | "severity" | "urgency" => Column::Priority,
        "status" | "state" | "progress" | "done" | "completed" | "complete" | "done yet" => {
            Column::State
        }
        "bug" | "ticket" | "issue" | "link" | "links" | "jira" | "pr" | "tracking" | "tracker"
        | "issue/pr" | "bug #" | "jira ticket" | "issue link" | "ticket link" | "github issue"
        | "tracking issue" | "tracking bug" | "jira issue" | "issues" | "tickets" | "prs"
        | "pull request" | "url" => Column::Link,
        "id" | "#" | "no" | "no." | "nr" => Column::Id,
        "from" | "addresses" | "lesson" | "lessons" | "follows from" => Column::From,
        _ => Column::Other,
    }
}
