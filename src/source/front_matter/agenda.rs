//! `deck.agenda`: whether an agenda is shown, or the author's own.

use serde_yaml::Value;

use super::values::{spanned, text};
use super::{AgendaItem, AgendaKey, entry};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::source::data::{Fields, shape};

/// What an entry of the list looks like.
const FORM: &str = "write each topic as `- {topic: Causes, minutes: 10, section: fiveWhys}`; \
                    `section` may be left out";

pub(super) fn read(deck: &mut Fields<'_, '_>) -> Option<AgendaKey> {
    match deck.value("agenda")? {
        Value::Bool(is_shown) => Some(AgendaKey::Shown(is_shown)),
        Value::Sequence(list) => own(deck, list),
        other => {
            let found = shape(&other);
            let expected = format!("expected `true`, `false` or a list of topics, found {found}");
            wrong(deck, "agenda", &expected, deck.span("agenda"));
            None
        }
    }
}

/// How many minutes the meeting has.
pub(super) fn minutes(deck: &mut Fields<'_, '_>) -> Option<u32> {
    let minutes = deck.take::<u32>("minutes")?;
    if minutes == 0 {
        deck.wrong("minutes", "a meeting has a minute at least");
    }
    (minutes > 0).then_some(minutes)
}

fn own(deck: &Fields<'_, '_>, list: Vec<Value>) -> Option<AgendaKey> {
    let path = deck.path_of("agenda");
    let span = deck.span("agenda");
    let mut items = Vec::new();
    for (index, value) in list.into_iter().enumerate() {
        let path = entry(&path, index);
        let at = deck.reader().span(&path);
        match value {
            Value::Mapping(mapping) => {
                items.extend(item(deck.reader().fields_at(mapping, path), at));
            }
            Value::String(topic) if !topic.trim().is_empty() => {
                wrong(deck, "agenda", "this topic has no minutes", at);
                items.push(AgendaItem { topic, minutes: 0, section: None });
            }
            other => {
                let problem = format!("expected a topic, found {}", shape(&other));
                wrong(deck, "agenda", &problem, at);
            }
        }
    }
    if items.is_empty() {
        wrong(deck, "agenda", "this agenda has no topics", span);
        return None;
    }
    Some(AgendaKey::Own { items, span })
}

/// A topic. One without minutes is kept: it is shown, and takes none.
fn item(mut fields: Fields<'_, '_>, at: Span) -> Option<AgendaItem> {
    let topic = text(&mut fields, "topic").filter(|topic| !topic.trim().is_empty());
    let has_minutes = fields.get("minutes").is_some_and(|minutes| !minutes.is_null());
    let minutes: Option<u32> = fields.take("minutes");
    let section = spanned(&mut fields, "section").filter(|section| !section.value.is_empty());
    if topic.is_none() {
        wrong(&fields, "agenda", "this entry has no `topic`", at);
    } else if !has_minutes {
        wrong(&fields, "agenda", "this topic has no minutes", at);
    } else if minutes == Some(0) {
        fields.wrong("minutes", "a topic takes a minute at least");
    }
    fields.finish(&[]);
    Some(AgendaItem { topic: topic?, minutes: minutes.unwrap_or(0), section })
}

fn wrong(fields: &Fields<'_, '_>, key: &str, problem: &str, at: Span) {
    let message = format!("`{key}`: {problem}");
    fields.reader().report(Diagnostic::warning("data/value", message).at(at).help(FORM));
}
