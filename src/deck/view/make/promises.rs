//! What a meeting looks back at: the actions of earlier postmortems at its beginning, and all actions
//! at its end.

use std::collections::HashSet;

use comrak::nodes::{NodeValue, Sourcepos};
use jiff::civil::Date;

use super::{Maker, parts, said};
use crate::deck::view::{ActionColumns, EarlierName, Number, PromiseRow, ReadBack, SinceLastTime};
use crate::markdown;
use crate::postmortem::earlier::{Earlier, EarlierAction, EarlierDocument, FollowUp, key};
use crate::postmortem::{Action, due};
use crate::source::front_matter::FrontMatter;
use crate::words::{ActionState, say};

/// How many actions of last time stand on the main row.
const FIRST: usize = 6;

/// Whether a deck is made for a meeting, which ends by reading back what was agreed: it says which
/// sort of meeting it is, or what was promised before.
fn is_for_a_meeting(front: &FrontMatter, earlier: Option<&Earlier>) -> bool {
    front.deck.meeting.is_some() || earlier.is_some()
}

impl<'a> Maker<'_, 'a> {
    /// What became of what was promised last time; none when nothing was.
    pub(super) fn since_last_time(&mut self, earlier: Option<&Earlier>) -> Option<SinceLastTime> {
        let earlier = earlier.filter(|earlier| !earlier.actions.is_empty())?;
        let is_several = earlier.documents.len() > 1;
        let mut of = |wanted: FollowUp| -> Vec<PromiseRow> {
            let actions = earlier.actions.iter().filter(|(follow_up, _)| *follow_up == wanted);
            actions.map(|(_, action)| self.earlier(earlier, wanted, action, is_several)).collect()
        };
        let [overdue, open, done, declined] =
            [FollowUp::Overdue, FollowUp::Open, FollowUp::Done, FollowUp::Declined].map(&mut of);
        let actions = [&overdue[..], &open, &done, &declined].concat();
        let still_open = overdue.len() + open.len();
        // What is over stands on the main row where everything has room there.
        let shown = if actions.len() <= FIRST { actions.len() } else { still_open.min(FIRST) };
        Some(SinceLastTime {
            documents: earlier.documents.iter().map(name).collect(),
            counts: counts(earlier),
            first: actions[..shown].to_vec(),
            rest: actions.len() - shown,
            columns: columns(&actions),
            dated: earlier.today.is_some(),
            overdue,
            open,
            done,
            declined,
            actions,
        })
    }

    /// All actions of this document, and those of earlier ones that are still open; none when
    /// nobody asks for a meeting, or there is nothing to read.
    pub(super) fn read_back(&mut self, earlier: Option<&Earlier>) -> Option<ReadBack> {
        if !is_for_a_meeting(&self.pm.front, earlier) {
            return None;
        }
        let mut rows: Vec<(Order, PromiseRow)> = Vec::new();
        let mut known = HashSet::new();
        let pm = self.pm;
        let is_day_first = due::order_of(pm);
        for action in pm.corrective_actions.iter().chain(&pm.action_items) {
            let words = key(&markdown::plain_text(action.text));
            if known.insert((words, action.owner.as_deref().map(key))) {
                let iso = action.due.as_deref().and_then(|due| due::iso(due, is_day_first));
                let day = iso.and_then(|day| day.parse().ok());
                rows.push((order(action.state, action.owner.as_deref(), day), self.own(action)));
            }
        }
        let open = earlier.into_iter().flat_map(|earlier| {
            let open = earlier.actions.iter().filter(|(follow_up, _)| follow_up.is_open());
            open.map(move |(follow_up, action)| (earlier, *follow_up, action))
        });
        for (earlier, follow_up, action) in open {
            if known.insert((key(&action.text), action.owner.as_deref().map(key))) {
                let order = order(action.state, action.owner.as_deref(), action.due_day);
                rows.push((order, self.earlier(earlier, follow_up, action, true)));
            }
        }
        rows.sort_by_key(|(order, _)| *order);
        let unowned = rows.iter().filter(|(order, _)| order.0 == Turn::Unowned).count();
        let actions: Vec<PromiseRow> = rows.into_iter().map(|(_, row)| row).collect();
        let columns = ActionColumns { owner: true, ..columns(&actions) };
        let is_empty = actions.is_empty() && pm.decisions_made.is_empty();
        (!is_empty).then_some(ReadBack { actions, columns, unowned })
    }

    fn own(&mut self, action: &Action<'a>) -> PromiseRow {
        PromiseRow {
            id: action.id.clone(),
            text: self.placed.add(vec![action.text]),
            owner: action.owner.clone().unwrap_or_default(),
            due: action.due.clone().unwrap_or_default(),
            state: parts::state(action),
            reason: action.reason.clone().unwrap_or_default(),
            from: String::new(),
        }
    }

    fn earlier(
        &mut self,
        earlier: &Earlier,
        follow_up: FollowUp,
        action: &EarlierAction,
        says_from: bool,
    ) -> PromiseRow {
        let document = earlier.documents.get(action.document).filter(|_| says_from);
        let state = match follow_up {
            FollowUp::Overdue => say::words().overdue,
            _ => action.state.words(),
        };
        PromiseRow {
            id: action.id.clone().unwrap_or_default(),
            text: self.literal(&action.text),
            owner: action.owner.clone().unwrap_or_default(),
            due: action.due.clone().unwrap_or_default(),
            state,
            reason: action.reason.clone().unwrap_or_default(),
            from: document.map(|document| name(document).name).unwrap_or_default(),
        }
    }

    /// A text of another document as one paragraph: nothing in it is Markdown here.
    fn literal(&mut self, text: &str) -> Option<usize> {
        let at = Sourcepos::from((1, 1, 1, 1));
        let paragraph = markdown::node(self.arena, NodeValue::Paragraph, at);
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        paragraph.append(markdown::node(self.arena, NodeValue::Text(words.into()), at));
        self.placed.add(vec![paragraph])
    }
}

/// When an action has its turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    /// It is open, and nobody owns it.
    Unowned,
    Open,
    Done,
    Declined,
}

/// By turn, then by day; what has none comes last.
type Order = (Turn, bool, Option<Date>);

fn order(state: ActionState, owner: Option<&str>, day: Option<Date>) -> Order {
    let turn = match state {
        ActionState::Done => Turn::Done,
        ActionState::Declined => Turn::Declined,
        _ if owner.is_none() => Turn::Unowned,
        _ => Turn::Open,
    };
    (turn, day.is_none(), day)
}

fn counts(earlier: &Earlier) -> Vec<Number> {
    let say = say::words();
    let kinds = [
        (FollowUp::Overdue, say.overdue_actions, "overdue"),
        (FollowUp::Open, say.open_actions, "open"),
        (FollowUp::Done, say.done_actions, "done"),
        (FollowUp::Declined, say.declined_actions, "declined"),
    ];
    let counted = kinds.map(|(wanted, words, class)| (earlier.count(wanted), words, class));
    let some = counted.into_iter().filter(|(count, ..)| *count > 0);
    some.map(|(count, words, class)| said::counted(count, words, class)).collect()
}

fn columns(actions: &[PromiseRow]) -> ActionColumns {
    ActionColumns {
        owner: actions.iter().any(|action| !action.owner.is_empty()),
        due: actions.iter().any(|action| !action.due.is_empty()),
        state: true,
    }
}

/// A document as slides name it.
fn name(document: &EarlierDocument) -> EarlierName {
    let EarlierDocument { file, title, day } = document;
    let title = if title.is_empty() { file } else { title };
    let date = day.map(say::day).unwrap_or_default();
    EarlierName {
        title: title.clone(),
        file: file.clone(),
        name: if date.is_empty() { title.clone() } else { format!("{title} ({date})") },
        date,
    }
}
