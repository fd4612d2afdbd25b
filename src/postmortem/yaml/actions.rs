//! The actions of a YAML postmortem.

use serde_yaml::Value;

use crate::markdown::Node;
use crate::postmortem::evidence::Evidence;
use crate::postmortem::lists::{actions as parts, fields};
use crate::postmortem::model::{Action, ActionState};
use crate::postmortem::yaml::text::Texts;
use crate::source::data::Step;
use crate::source::front_matter::entry;

/// What the keys of an action say outright.
pub(crate) struct SaidAction {
    id: String,
    owner: Option<String>,
    due: Option<String>,
    sign: Option<String>,
    priority: Option<String>,
    sort: Option<String>,
    state: Option<ActionState>,
    reason: Option<String>,
    links: Vec<String>,
    from: Vec<String>,
}

/// Whether an id is one that whydeck gives: it may have to make room for an author's.
pub(super) fn is_given(id: &str, prefix: &str) -> bool {
    id.strip_prefix(prefix).is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit()))
}

pub(super) fn or(said: String, read: &str) -> String {
    if said.is_empty() { read.to_owned() } else { said }
}

/// Lets what was said outright win over what was read out of the words.
pub(super) fn say(actions: &mut [Action], said: Vec<SaidAction>, prefix: &str) {
    if actions.len() != said.len() {
        return;
    }
    for (action, said) in actions.iter_mut().zip(said) {
        action.id = if said.id.is_empty() && is_given(&action.id, prefix) {
            String::new()
        } else {
            or(said.id, &action.id)
        };
        action.owner = said.owner.or(action.owner.take());
        action.due = said.due.or(action.due.take());
        action.sign = said.sign.or(action.sign.take());
        action.priority = said.priority.or(action.priority.take());
        action.sort = said.sort.or(action.sort.take());
        if let Some(state) = said.state {
            action.state = state;
            action.state_evidence = Evidence::Marked;
            action.says_state = true;
            action.reason = said.reason.or(action.reason.take());
        } else if !action.says_state
            && let Some(state) = parts::commitment(action)
        {
            action.state = state;
            action.says_state = true;
        }
        action.links.extend(said.links);
        action.from.extend(said.from);
    }
}

/// Texts, or `{text, owner, due, sign, priority, type, state, link, id, from}`.
pub(crate) fn actions<'a>(
    texts: &Texts<'a, '_, '_>,
    path: &[Step],
    list: Vec<Value>,
    said: &mut Vec<SaidAction>,
) -> Vec<Node<'a>> {
    const KEYS: [&str; 14] = [
        "text", "owner", "due", "sign", "priority", "type", "state", "status", "reason", "done",
        "link", "links", "id", "from",
    ];
    let mut items = Vec::new();
    for (index, value) in list.into_iter().enumerate() {
        let path = entry(path, index);
        let mut keys = texts.keys(&path, value);
        let mut reason = keys.string(&["reason"]);
        let state = keys.take(&["state", "status"]).and_then(|(path, value)| {
            let words = texts.string(&path, &value)?;
            let state = fields::state(&words);
            reason = reason.take().or_else(|| fields::refusal(&words));
            if state.is_none() {
                texts.wrong(
                    &path,
                    "expected one of `proposed`, `committed`, `in progress`, `done`, `declined`",
                );
            }
            state
        });
        let done = keys.take(&["done"]).is_some_and(|(_, value)| value == Value::Bool(true));
        let action = SaidAction {
            id: keys.string(&["id"]).unwrap_or_default(),
            owner: keys
                .string(&["owner"])
                .map(|name| fields::owner(&name))
                .filter(|name| fields::is_somebody(name)),
            due: keys.string(&["due"]),
            sign: keys.string(&["sign"]),
            priority: keys.string(&["priority"]),
            sort: keys.string(&["type"]),
            state: state.or(done.then_some(ActionState::Done)),
            reason,
            links: [keys.strings(&["link"]), keys.strings(&["links"])].concat(),
            from: keys.strings(&["from"]),
        };
        let blocks = keys
            .take(&["text"])
            .map(|(path, value)| texts.blocks(&path, &value))
            .unwrap_or_default();
        keys.finish(&KEYS);
        if !blocks.is_empty() {
            said.push(action);
            items.push((blocks, texts.reader.span(&path)));
        }
    }
    texts.list(items)
}
