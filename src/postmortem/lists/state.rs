//! How far an action is, as its text says.

use comrak::nodes::NodeValue;

use crate::markdown::Node;
use crate::postmortem::model::ActionState;
use crate::postmortem::text::{inline, seam};
use crate::postmortem::time::stamp;
use crate::words;

/// The state that words name, when they begin with its name.
pub(crate) fn state(words: &str) -> Option<ActionState> {
    let words = words.trim().replace('’', "'").to_lowercase();
    states()
        .filter(|(name, _)| {
            words
                .strip_prefix(name)
                .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
        })
        .max_by_key(|(name, _)| name.len())
        .map(|(_, state)| state)
}

fn states() -> impl Iterator<Item = (&'static str, ActionState)> {
    words::pairs(|language| language.states)
}

/// Whether words are the name of a state and nothing else.
pub(crate) fn is_state(words: &str) -> bool {
    states().any(|(name, _)| words.trim().eq_ignore_ascii_case(name))
}

/// A text without the state in capitals that it ends with, and the state.
pub(crate) fn last_state(text: &str) -> (&str, Option<ActionState>) {
    let mut states = words::pairs(|language| language.last_states);
    let found = states.find_map(|(name, state)| Some((text.strip_suffix(name)?, Some(state))));
    found.unwrap_or((text, None))
}

/// Takes a state: `(DONE)`, `[in progress]`, a leading `✅` or `DONE:`, or the whole struck through.
pub(crate) fn take_state<'a>(text: Node<'a>) -> Option<ActionState> {
    if unwrap_strikethrough(text) {
        return Some(ActionState::Done);
    }
    let words = inline::text(text);
    take_bracketed(text, &words)
        .or_else(|| take_tail(text, &words))
        .or_else(|| take_sign(text, &words))
        .or_else(|| take_label(text, &words))
}

/// Whether all of the text is struck through; then it is so no longer.
fn unwrap_strikethrough<'a>(text: Node<'a>) -> bool {
    let mut marks = text.children().filter(
        |child| !matches!(&child.data().value, NodeValue::Text(text) if text.trim().is_empty()),
    );
    let (Some(only), None) = (marks.next(), marks.next()) else { return false };
    if !matches!(only.data().value, NodeValue::Strikethrough) {
        return false;
    }
    let children: Vec<Node<'a>> = only.children().collect();
    for child in children {
        only.insert_before(child);
    }
    only.detach();
    true
}

/// `(DONE)`, `[in progress]`, `(completed 2024-04-02)`.
fn take_bracketed<'a>(text: Node<'a>, words: &str) -> Option<ActionState> {
    for (open, _) in words.match_indices(['(', '[']) {
        let close = words[open..].find([')', ']']).map(|at| open + at)?;
        let inside = &words[open + 1..close];
        let Some(state) = state(inside) else { continue };
        // A reason stays readable: only a bare state is taken out. `(closed beta)` is no state.
        let bare = is_state(inside);
        let reason = state == ActionState::Declined;
        if bare {
            seam::take(text, open..close + 1);
        }
        // `(completed 2024-04-02)`, `(fixed in #12)`: what stands behind the word stays.
        let rest = states()
            .filter(|(name, _)| inside.trim().to_lowercase().starts_with(name))
            .map(|(name, _)| name.len())
            .max();
        let behind = inside.trim().get(rest.unwrap_or(0)..).unwrap_or_default().trim_start();
        let dated = words::all(|language| language.state_tails)
            .any(|word| behind.starts_with(word))
            || stamp::read(behind).is_some();
        if bare || reason || (state == ActionState::Done && dated) {
            return Some(state);
        }
    }
    None
}

/// `… — DONE`.
fn take_tail<'a>(text: Node<'a>, words: &str) -> Option<ActionState> {
    let tail = words.trim_end();
    for (name, state) in words::pairs(|language| language.last_states) {
        let before = tail
            .strip_suffix(name)
            .map(str::trim_end)
            .filter(|before| before.ends_with(['-', '–', '—', ':', '|', ',']));
        if before.is_some() && !inline::codes(text).iter().any(|code| code.end == tail.len()) {
            seam::take(text, tail.len() - name.len()..tail.len());
            return Some(state);
        }
    }
    None
}

/// `✅` or `⏳` in front, or `✅` at the end.
fn take_sign<'a>(text: Node<'a>, words: &str) -> Option<ActionState> {
    let length = words.trim_end().len();
    for (sign, state) in words::pairs(|language| language.state_signs) {
        let Some(at) = words.find(sign) else { continue };
        if at == 0 || (state == ActionState::Done && at + sign.len() == length) {
            seam::take(text, at..at + sign.len());
            return Some(state);
        }
    }
    None
}

/// `DONE: …`.
fn take_label<'a>(text: Node<'a>, words: &str) -> Option<ActionState> {
    let label = words.find(':').filter(|at| *at < 16)?;
    let named = states().find(|(name, _)| words[..label].trim().eq_ignore_ascii_case(name))?;
    seam::take(text, 0..label + 1);
    Some(named.1)
}

/// The reason that follows a refusal: `declined: too dear`.
pub(crate) fn refusal(words: &str) -> Option<String> {
    let words = words.trim();
    if state(words)? != ActionState::Declined {
        return None;
    }
    let plain = words.replace('’', "'").to_lowercase();
    let name = states()
        .filter(|(name, _)| plain.starts_with(name))
        .map(|(name, _)| name.chars().count())
        .max()?;
    let behind: String = words.chars().skip(name).collect();
    let reason = behind.trim_matches(|c: char| c.is_whitespace() || ":,;-–—.".contains(c));
    let bracketed = reason.strip_prefix('(').and_then(|inside| inside.strip_suffix(')'));
    Some(bracketed.unwrap_or(reason).to_owned()).filter(|reason| !reason.is_empty())
}
