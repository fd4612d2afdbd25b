//! What earlier postmortems promised, and what became of it as of a meeting.
//!
//! Only actions travel: their words, owner, date, state and id. What became of one is what its own
//! document says now; whether it is late is asked of the meeting's date, never of the clock.

use std::cmp::Reverse;
use std::collections::HashSet;

use jiff::civil::Date;

use super::model::ActionState;

/// What was read of an earlier postmortem.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct EarlierDocument {
    /// Its file, as the document names it.
    pub(crate) file: String,
    pub(crate) title: String,
    pub(crate) day: Option<Date>,
}

/// An action of an earlier postmortem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EarlierAction {
    /// The id that its author wrote; those that are counted say nothing elsewhere.
    pub(crate) id: Option<String>,
    pub(crate) text: String,
    pub(crate) owner: Option<String>,
    /// A full date as `2026-01-31`; else the author's words.
    pub(crate) due: Option<String>,
    pub(crate) due_day: Option<Date>,
    pub(crate) state: ActionState,
    /// Why it was declined.
    pub(crate) reason: Option<String>,
    /// The number of its document.
    pub(crate) document: usize,
}

/// What became of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum FollowUp {
    /// It is open, and its day had passed when the meeting was.
    Overdue,
    Open,
    Done,
    Declined,
}

impl FollowUp {
    /// Whether somebody still has to do it.
    pub(crate) fn is_open(self) -> bool {
        matches!(self, Self::Overdue | Self::Open)
    }
}

/// What all earlier postmortems of a document promised.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Earlier {
    /// Those that were read, the latest first.
    pub(crate) documents: Vec<EarlierDocument>,
    /// What is late first, then what is open, done, and declined; each by its day.
    pub(crate) actions: Vec<(FollowUp, EarlierAction)>,
    /// The day of the meeting; without one nothing is called late.
    pub(crate) today: Option<Date>,
    /// How many documents of folders are later than the meeting: they are left out.
    pub(crate) later: usize,
}

impl Earlier {
    /// Puts documents together. An action that several of them have counts once, as the latest one
    /// tells it.
    pub(crate) fn of(
        mut read: Vec<(EarlierDocument, Vec<EarlierAction>)>,
        today: Option<Date>,
    ) -> Self {
        read.sort_by_key(|(document, _)| Reverse(document.day));
        let mut earlier = Self { today, ..Self::default() };
        let mut known = HashSet::new();
        for (number, (document, actions)) in read.into_iter().enumerate() {
            earlier.documents.push(document);
            for action in actions {
                if known.insert((key(&action.text), action.owner.as_deref().map(key))) {
                    let follow_up = follow_up(&action, today);
                    earlier.actions.push((follow_up, EarlierAction { document: number, ..action }));
                }
            }
        }
        earlier.actions.sort_by_key(|(follow_up, action)| {
            (*follow_up, action.due_day.is_none(), action.due_day)
        });
        earlier
    }

    /// How many of them came to this.
    pub(crate) fn count(&self, wanted: FollowUp) -> usize {
        self.actions.iter().filter(|(follow_up, _)| *follow_up == wanted).count()
    }
}

fn follow_up(action: &EarlierAction, today: Option<Date>) -> FollowUp {
    let is_late = || action.due_day.zip(today).is_some_and(|(due, today)| due < today);
    match action.state {
        ActionState::Done => FollowUp::Done,
        ActionState::Declined => FollowUp::Declined,
        _ if is_late() => FollowUp::Overdue,
        _ => FollowUp::Open,
    }
}

/// Words as they are compared: case, blanks and the mark of a name do not matter.
pub(crate) fn key(words: &str) -> String {
    let words = words.to_lowercase();
    let words: Vec<&str> = words.trim_start_matches('@').split_whitespace().collect();
    words.join(" ").trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn action(text: &str, owner: &str, due: &str, state: ActionState) -> EarlierAction {
        EarlierAction {
            id: None,
            text: text.to_owned(),
            owner: Some(owner.to_owned()).filter(|owner| !owner.is_empty()),
            due: Some(due.to_owned()).filter(|due| !due.is_empty()),
            due_day: due.parse().ok(),
            state,
            reason: None,
            document: 0,
        }
    }

    fn document(file: &str, day: &str) -> EarlierDocument {
        EarlierDocument { file: file.to_owned(), title: String::new(), day: day.parse().ok() }
    }

    fn told(earlier: &Earlier) -> Vec<String> {
        let one = |(follow_up, action): &(FollowUp, EarlierAction)| {
            let file = &earlier.documents[action.document].file;
            format!("{follow_up:?} {} ({file})", action.text)
        };
        earlier.actions.iter().map(one).collect()
    }

    #[test]
    fn what_is_late_comes_first_as_of_the_day_of_the_meeting() {
        let actions = || {
            vec![
                action("no day", "a", "", ActionState::InProgress),
                action("gone", "a", "2026-01-01", ActionState::Done),
                action("not now", "a", "2026-01-01", ActionState::Declined),
                action("today", "a", "2026-03-01", ActionState::Committed),
                action("late", "a", "2026-02-28", ActionState::Proposed),
                action("later", "a", "2026-01-31", ActionState::Proposed),
            ]
        };
        let of =
            |today: &str| Earlier::of(vec![(document("a.md", ""), actions())], today.parse().ok());
        let earlier = of("2026-03-01");
        let expected = [
            "Overdue later (a.md)",
            "Overdue late (a.md)",
            "Open today (a.md)",
            "Open no day (a.md)",
            "Done gone (a.md)",
            "Declined not now (a.md)",
        ];
        assert_eq!(told(&earlier), expected);
        assert_eq!(earlier.count(FollowUp::Overdue), 2);
        assert_eq!(of("").count(FollowUp::Overdue), 0, "nobody knows without a day");
        assert_eq!(of("").count(FollowUp::Open), 4);
    }

    #[test]
    fn an_action_of_two_documents_counts_once_as_the_later_one_tells_it() {
        let first = vec![
            action("Page on 5xx", "@web", "2026-01-10", ActionState::Proposed),
            action("Page on 5xx", "data", "", ActionState::Proposed),
        ];
        let second = vec![
            action("page on  5xx.", "Web", "2026-02-10", ActionState::Done),
            action("Page on 5xx", "", "", ActionState::Proposed),
        ];
        let read =
            vec![(document("1.md", "2026-01-01"), first), (document("2.md", "2026-02-01"), second)];
        let earlier = Earlier::of(read, None);
        assert_eq!(earlier.documents[0].file, "2.md");
        let expected =
            ["Open Page on 5xx (2.md)", "Open Page on 5xx (1.md)", "Done page on  5xx. (2.md)"];
        assert_eq!(told(&earlier), expected);
    }
}
