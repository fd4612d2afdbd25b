//! The decisions of a YAML postmortem: those that were made are a section of their own.

use serde_yaml::Value;

use crate::markdown::Node;
use crate::postmortem::lists::decisions::stated;
use crate::postmortem::model::{DecisionState, Postmortem, SectionKind};
use crate::postmortem::yaml::text::Texts;
use crate::source::Span;
use crate::source::data::Step;
use crate::source::front_matter::entry;

/// What the keys of a decision say outright.
pub(super) struct SaidDecision {
    span: Span,
    state: Option<DecisionState>,
    date: Option<String>,
    reason: Option<String>,
}

/// The blocks of a list, by the kind of the section that they make.
pub(super) struct DecisionBlocks<'a> {
    pub(super) needed: Vec<Node<'a>>,
    pub(super) made: Vec<Node<'a>>,
}

/// Texts, or `{text, state, date, reason}`.
pub(super) fn decisions<'a>(
    texts: &Texts<'a, '_, '_>,
    path: &[Step],
    list: Vec<Value>,
    kind: SectionKind,
    said: &mut Vec<SaidDecision>,
) -> DecisionBlocks<'a> {
    let mut needed = Vec::new();
    let mut made = Vec::new();
    for (index, value) in list.into_iter().enumerate() {
        let path = entry(path, index);
        let mut keys = texts.keys(&path, value);
        let mut reason = keys.string(&["reason"]);
        let state = keys.take(&["state", "status"]).and_then(|(path, value)| {
            let stated = stated(&texts.string(&path, &value)?);
            if stated.is_none() {
                texts.wrong(&path, "expected one of `open`, `decided`, `declined`");
            }
            let (state, why) = stated?;
            reason = reason.take().or(why);
            Some(state)
        });
        let date = keys.string(&["date"]);
        let blocks = keys
            .take(&["text"])
            .map(|(path, value)| texts.blocks(&path, &value))
            .unwrap_or_default();
        keys.finish(&["text", "state", "status", "date", "reason"]);
        if blocks.is_empty() {
            continue;
        }
        let span = texts.reader.span(&path);
        let is_made = match state {
            Some(state) => state != DecisionState::Open,
            None => kind == SectionKind::DecisionsMade,
        };
        said.push(SaidDecision { span, state, date, reason });
        if is_made { made.push((blocks, span)) } else { needed.push((blocks, span)) }
    }
    DecisionBlocks { needed: texts.list(needed), made: texts.list(made) }
}

/// Lets what was said outright win over what was read out of the words.
pub(super) fn say(pm: &mut Postmortem, said: Vec<SaidDecision>) {
    let mut said = said.into_iter().peekable();
    let mut all: Vec<_> = pm.decisions.iter_mut().chain(&mut pm.decisions_made).collect();
    all.sort_by_key(|decision| decision.span.start);
    for decision in all {
        while said.next_if(|said| said.span.start < decision.span.start).is_some() {}
        let Some(said) = said.next_if(|said| said.span.start == decision.span.start) else {
            continue;
        };
        decision.state = said.state.unwrap_or(decision.state);
        decision.date = said.date.or(decision.date.take());
        decision.reason = said.reason.or(decision.reason.take());
    }
}
