//! How far an action is, as its text says.

use comrak::nodes::NodeValue;

use crate::markdown::Node;
use crate::postmortem::lists::labelled::take_value;
use crate::postmortem::lists::priority::first_day;
use crate::postmortem::model::ActionState;
use crate::postmortem::text::{inline, seam};
use crate::postmortem::time::stamp;
use crate::words::{self, Beginnings, Column, Ready};

static SENTENCES: Ready<Beginnings<ActionState>> =
    Ready::new(|| Beginnings::of(words::pairs(|language| language.state_sentences)));

/// What is said about how far an action is; the first counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) state: Option<ActionState>,
    /// Why it was declined.
    pub(crate) reason: Option<String>,
}

impl Said {
    pub(crate) fn read(&mut self, words: &str) {
        if self.state.is_none() {
            self.state = state(words);
            self.reason = refusal(words);
        }
    }

    /// With what `other` says where nothing is said yet.
    pub(crate) fn or(self, other: impl FnOnce() -> Self) -> Self {
        if self.state.is_some() { self } else { other() }
    }
}

/// The state that words name, when they begin with its name.
pub(crate) fn state(words: &str) -> Option<ActionState> {
    let words = words.trim().replace('’', "'").to_lowercase();
    let named = |words: &str| {
        states()
            .filter(|(name, _)| {
                words.strip_prefix(name).is_some_and(|rest| {
                    !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-')
                })
            })
            .max_by_key(|(name, _)| name.len())
            .map(|(_, state)| state)
    };
    // Words say more than the sign in front of them: `⏳ not started`.
    let bare = words.trim_start_matches(|c: char| !c.is_alphanumeric());
    named(bare).or_else(|| named(&words)).or_else(|| {
        let signs = words::pairs(|language| language.state_signs);
        signs.filter(|(sign, _)| words.starts_with(sign)).map(|(_, state)| state).next()
    })
}

/// What the mark in a checkbox says; none for an empty one.
pub(crate) fn state_of_box(mark: char) -> Option<ActionState> {
    match mark {
        'x' | 'X' | '✓' | '✔' | '✅' => Some(ActionState::Done),
        '/' | '.' | 'o' | '◐' => Some(ActionState::InProgress),
        '-' | '~' | '–' => Some(ActionState::Declined),
        _ => None,
    }
}

fn states() -> impl Iterator<Item = (&'static str, ActionState)> {
    words::pairs(|language| language.states)
}

/// Whether words are the name of a state and nothing else.
pub(crate) fn is_state(words: &str) -> bool {
    let words = words.trim().replace('’', "'");
    states().any(|(name, _)| words.eq_ignore_ascii_case(name))
}

/// A text without the state in capitals that it ends with, and the state.
pub(crate) fn last_state(text: &str) -> (&str, Option<ActionState>) {
    let mut states = words::pairs(|language| language.last_states);
    let found = states.find_map(|(name, state)| Some((text.strip_suffix(name)?, Some(state))));
    found.unwrap_or((text, None))
}

/// Takes a state: `(DONE)`, `[in progress]`, a leading `✅` or `DONE:`, or the whole struck through.
pub(crate) fn take_state<'a>(text: Node<'a>) -> Said {
    if unwrap_strikethrough(text) {
        return Said { state: Some(ActionState::Done), reason: None };
    }
    let words = inline::text(text);
    take_bracketed(text, &words)
        .or_else(|| take_named(text))
        .unwrap_or_else(|| Said { state: take_unnamed(text, &words), reason: None })
}

/// `Status: declined: too dear`.
fn take_named<'a>(text: Node<'a>) -> Option<Said> {
    let names = |value: &str| state(value).is_some();
    let value = take_value(text, Column::State, names)?;
    let mut said = Said::default();
    said.read(&value);
    Some(said)
}

fn take_unnamed<'a>(text: Node<'a>, words: &str) -> Option<ActionState> {
    take_tail(text, words)
        .or_else(|| take_sign(text, words))
        .or_else(|| take_label(text, words))
        .or_else(|| take_cross(text, words))
        .or_else(|| said(words))
}

/// `x 2026-01-31 …`, as lists in text files mark what is done; a second day says when it was
/// written down.
fn take_cross<'a>(text: Node<'a>, words: &str) -> Option<ActionState> {
    let rest = words.strip_prefix("x ")?;
    let done = first_day(rest)?;
    let written = first_day(&rest[done..]).unwrap_or(0);
    seam::take(text, 0..2 + done + written);
    Some(ActionState::Done)
}

/// What a sentence of its own says: `This has been done.`, `DONE in PR 12`. It stays readable.
fn said(words: &str) -> Option<ActionState> {
    said_in(words).or_else(|| {
        // Without a line break it says the same again.
        words.contains('\n').then(|| said_in(&words.replace('\n', " "))).flatten()
    })
}

fn said_in(words: &str) -> Option<ActionState> {
    let ends = |c: char| matches!(c, '.' | ';' | '\n' | '–' | '—');
    let sentences = words.split(ends).flat_map(|part| part.split(" - ")).map(str::trim);
    sentences.skip_while(|sentence| sentence.is_empty()).find_map(|sentence| {
        let lower = sentence.replace('’', "'").to_lowercase();
        let phrases = SENTENCES.like(&lower).iter();
        let mut phrases = phrases.filter(|(phrase, _)| lower.starts_with(phrase));
        let phrase = phrases.next().map(|(_, state)| *state);
        phrase.or_else(|| {
            let (name, state) = words::pairs(|language| language.last_states)
                .find(|(name, _)| sentence.starts_with(name))?;
            let behind = sentence[name.len()..].strip_prefix(' ')?.to_lowercase();
            let mut tails = words::all(|language| language.state_tails);
            tails.any(|tail| behind.starts_with(tail)).then_some(state)
        })
    })
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

/// `(DONE)`, `[in progress]`, `(completed 2024-04-02)`, `(declined: too dear)`.
fn take_bracketed<'a>(text: Node<'a>, words: &str) -> Option<Said> {
    for (open, sign) in words.match_indices(['(', '[', '（']) {
        let close = closing(words, open)?;
        let inside = &words[open + sign.len()..close];
        // The bracket that closes is as wide as the one that opens.
        let end = close + words[close..].chars().next().map_or(1, char::len_utf8);
        let Some(state) = state(inside) else { continue };
        // What says more stays readable: only a bare state is taken out, and a refusal with its
        // reason. `(closed beta)` is no state.
        let bare = is_state(inside);
        let is_last = words[end..].trim_matches(['.', ' ', '\n', '。']).is_empty();
        let reason = refusal(inside).filter(|_| is_last || inside.contains([':', ',', '–', '—']));
        if bare || reason.is_some() {
            seam::take(text, open..end);
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
        // No product is called `in progress`.
        let plain = state == ActionState::InProgress && inside.trim().contains([' ', '-']);
        let declined = state == ActionState::Declined;
        if bare || declined || plain || (state == ActionState::Done && dated) {
            return Some(Said { state: Some(state), reason });
        }
    }
    None
}

/// Where the bracket that was opened is closed; where none closes it, the first that closes any.
pub(super) fn closing(words: &str, open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut first = None;
    for (at, c) in words[open..].char_indices() {
        match c {
            '(' | '[' | '（' => depth += 1,
            ')' | ']' | '）' => {
                first = first.or(Some(open + at));
                depth -= 1;
                if depth == 0 {
                    return Some(open + at);
                }
            }
            _ => {}
        }
    }
    first
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

/// `✅` or `⏳` in front, or `✅` at the end; `✅ 2026-01-31`, which stays, says when it was done.
fn take_sign<'a>(text: Node<'a>, words: &str) -> Option<ActionState> {
    // A sign is an emoji, or its name between colons.
    if words.is_ascii() && !words.contains(':') {
        return None;
    }
    for (sign, state) in words::pairs(|language| language.dated_signs) {
        let behind = words.find(sign).map(|at| &words[at + sign.len()..]);
        let behind = behind.and_then(|rest| rest.split([']', ')']).next());
        if behind.is_some_and(|rest| stamp::read(rest).is_some_and(|stamp| stamp.is_day())) {
            return Some(state);
        }
    }
    let length = words.trim_end().len();
    for (sign, state) in words::pairs(|language| language.state_signs) {
        let Some(at) = words.find(sign) else { continue };
        let end = at + sign.len();
        if at == 0 || end == length {
            let named = words[end..].trim_start();
            let named = states()
                .filter(|(name, _)| at == 0 && begins_word(named, name))
                .max_by_key(|(name, _)| name.len());
            seam::take(text, at..end);
            return Some(named.map_or(state, |(_, state)| state));
        }
    }
    None
}

/// Whether a text begins with a name and a sign behind it: `not started: …`.
fn begins_word(text: &str, name: &str) -> bool {
    let begins = text.get(..name.len()).is_some_and(|it| it.to_lowercase() == name);
    begins && text[name.len()..].starts_with([':', ',', '.', ')'])
}

/// `DONE: …`.
fn take_label<'a>(text: Node<'a>, words: &str) -> Option<ActionState> {
    let label = words.find(':').filter(|at| *at < 16)?;
    let named = states().find(|(name, _)| words[..label].trim().eq_ignore_ascii_case(name))?;
    seam::take(text, 0..label + 1);
    Some(named.1)
}

/// Whether a text begins with what somebody did: `Removed the old key`, `Temporarily raised the
/// limit`.
pub(crate) fn is_past(text: &str) -> bool {
    let mut all = text.split_whitespace();
    let ends = |of: fn(&'static words::Language) -> words::List, word: &str| {
        word.len() > 4 && words::all(of).any(|end| word.ends_with(end))
    };
    let first = all.next().unwrap_or_default();
    let verb =
        if ends(|language| language.adverb_endings, first) { all.next() } else { Some(first) };
    let verb = verb.unwrap_or_default();
    verb.chars().all(char::is_alphabetic) && ends(|language| language.past_endings, verb)
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
