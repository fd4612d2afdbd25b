//! Lists of actions, one file a format.

pub mod csv;
pub mod ics;
pub mod markdown;
pub mod table;

use jiff::civil::Date;
use serde::Serialize;

use crate::postmortem::ActionState;

/// An action of a list; its keys stand in JSON in this order.
#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "each is the action's part of its name")]
pub struct TrackedAction {
    pub id: String,
    pub text: String,
    pub owner: Option<String>,
    /// A full date as `2026-01-31`; else the author's words.
    pub due: Option<String>,
    pub state: &'static str,
    /// `correctiveAction` or `actionItem`.
    pub kind: &'static str,
    pub file: String,
    pub line: usize,
    /// How one will see that it worked.
    pub sign: Option<String>,
    /// Why it was declined.
    pub reason: Option<String>,
    #[serde(skip)]
    pub about: About,
}

/// What formats say besides.
#[derive(Debug, Clone)]
pub struct About {
    /// The state, for those who count.
    pub state: ActionState,
    /// The due date, where it is a day.
    pub due_day: Option<Date>,
    /// Whether it is open although that day has passed.
    pub is_overdue: bool,
    /// What stands below the action.
    pub detail: Vec<String>,
    /// Addresses and issues that it names.
    pub links: Vec<String>,
    /// What stays the same while the action is the same, wherever its line is.
    pub identity: String,
}

impl TrackedAction {
    /// Whether somebody still has to do it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.about.state.is_open()
    }

    /// `incident.md:12`; what no line of a file holds yet has none.
    fn place(&self) -> String {
        if self.line == 0 { self.file.clone() } else { format!("{}:{}", self.file, self.line) }
    }

    /// How far it is, with the reason of a refusal: `declined: too dear`.
    fn state_in_words(&self) -> String {
        let state = self.about.state.words();
        match &self.reason {
            Some(reason) => format!("{state}: {}", one_line(reason)),
            None => state.to_owned(),
        }
    }

    /// The text in one line.
    fn line_of_text(&self) -> String {
        one_line(&self.text)
    }
}

/// A text in one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A list of objects.
///
/// # Errors
/// When a value has no form in JSON.
pub fn json(rows: &[TrackedAction]) -> Result<String, serde_json::Error> {
    let mut text = serde_json::to_string_pretty(rows)?;
    text.push('\n');
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An action to write down.
    pub(super) fn row(text: &str, state: ActionState) -> TrackedAction {
        TrackedAction {
            id: "AI-1".into(),
            text: text.into(),
            owner: Some("ann".into()),
            due: Some("2026-01-31".into()),
            state: state.name(),
            kind: "actionItem",
            file: "a.md".into(),
            line: 7,
            sign: None,
            reason: None,
            about: About {
                state,
                due_day: Some(Date::constant(2026, 1, 31)),
                is_overdue: false,
                detail: Vec::new(),
                links: Vec::new(),
                identity: "a.md AI-1".into(),
            },
        }
    }

    /// What scripts rely on, and what joined later.
    const KEYS: [&str; 10] =
        ["id", "text", "owner", "due", "state", "kind", "file", "line", "sign", "reason"];

    #[test]
    fn json_has_these_keys_and_no_others() {
        let json = json(&[row("Add an alert", ActionState::InProgress)]).expect("JSON");
        let keys: Vec<&str> =
            json.lines().filter_map(|line| line.trim().split('"').nth(1)).collect();
        assert_eq!(keys, KEYS);
        assert!(json.contains("\"inProgress\""), "{json}");
    }
}
