//! How one will see that an action worked: `…, sign: no page for a week`.

use std::ops::Range;

use crate::markdown::Node;
use crate::postmortem::lists::due::period_length;
use crate::postmortem::lists::labelled::labels_in;
use crate::postmortem::lists::people::is_somebody;
use crate::postmortem::lists::state::{closing, is_state, state};
use crate::postmortem::model::ActionState;
use crate::postmortem::text::{inline, seam};
use crate::postmortem::time::stamp;
use crate::words::{self, Column};

/// Takes the sign out of an action's text. It is a sentence, so it goes on over commas and lines up
/// to where another field begins.
pub(crate) fn take_sign<'a>(text: Node<'a>) -> Option<String> {
    let words = inline::text(text);
    let lower = words::lower(&words);
    let labels = words::pairs(|language| language.fields).filter(|(_, of)| *of == Column::Sign);
    for (label, _) in labels {
        // What stands in front is what the action is, whatever it is called.
        let begins = |at: usize| {
            let before = &words[..at];
            !before.trim().is_empty()
                && !before.ends_with(|c: char| c.is_alphanumeric() || c == '-')
        };
        let found = labels_in(&lower, label).find(|place| begins(place.start));
        let Some(Range { start: at, end: start }) = found else { continue };
        let is_line = words[..at].trim_end_matches([' ', '\t']).ends_with('\n');
        let end = start + length(&words[start..], is_line);
        let value = words[start..end].trim_start_matches(':').replace('\n', " ");
        let value = value.trim().trim_end_matches([',', ';', '-', '–', '—']).trim_end();
        if value.is_empty() {
            continue;
        }
        seam::take(text, at..end);
        return Some(value.to_owned()).filter(|value| is_somebody(value));
    }
    None
}

/// How long the sign is that a text begins with: up to the bracket that it stands in, or to another
/// field.
fn length(text: &str, is_line: bool) -> usize {
    let mut open = 0_usize;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        let is_apart = open == 0 && (c.is_whitespace() || ",;|–—、，；".contains(c));
        match c {
            '(' | '[' if open == 0 && is_bracketed_state(text, at) => return at,
            '(' | '[' | '（' => open += 1,
            ')' | ']' | '）' if open == 0 => return at,
            ')' | ']' | '）' => open -= 1,
            '|' => return at,
            '\n' if is_line => return at,
            _ if is_apart && begins_field(rest.trim_start(), before) => return at,
            _ => {}
        }
        before = if c.is_whitespace() { before } else { c };
    }
    text.len()
}

/// Whether the bracket at `open` holds how far the action is, and ends the text.
fn is_bracketed_state(text: &str, open: usize) -> bool {
    let Some(close) = closing(text, open) else { return false };
    let inside = &text[open + 1..close];
    let is_last = text[close + 1..].trim_matches(['.', ' ', '\n']).is_empty();
    is_last && (is_state(inside) || state(inside) == Some(ActionState::Declined))
}

/// Whether a text begins with another field; what may be a word of a sentence needs what holds
/// fields apart `before` it.
fn begins_field(text: &str, before: char) -> bool {
    let is_apart = ",;|–—".contains(before);
    is_labelled(text, is_apart) || is_name(text, is_apart) || is_apart && is_state(text)
}

/// No label or mark of a field is longer, in characters.
const LABEL: usize = 40;

/// Whether a text begins with the label or the mark of a field.
fn is_labelled(text: &str, is_apart: bool) -> bool {
    let lower: String = words::lower(&text.chars().take(LABEL).collect::<String>());
    let behind = |word: &str| lower.strip_prefix(word).map(|_| &text[word.len()..]);
    let is_label = words::pairs(|language| language.fields)
        .any(|(label, _)| behind(label).is_some_and(|rest| rest.starts_with(':')));
    let is_day = |rest: &str| stamp::read(rest).is_some_and(|day| day.is_day() && day.start == 0);
    let dates = |word: &str| {
        let Some(rest) = behind(word) else { return false };
        // `by` is a word of any sentence.
        let is_sure = is_apart || word.trim_end().len() > 2;
        is_sure && (is_day(rest) || period_length(rest) > 0)
    };
    let is_dated = words::all(|language| language.due_words).any(|word| dates(word))
        || words::pairs(|language| language.dated_signs)
            .any(|(sign, _)| behind(sign).is_some_and(|rest| is_day(rest.trim_start())));
    let is_urgent =
        words::pairs(|language| language.priority_signs).any(|(sign, _)| text.starts_with(sign));
    is_label || is_dated || is_urgent
}

/// Whether a text begins with `@name`; behind a mere blank, nothing else may follow.
fn is_name(text: &str, is_apart: bool) -> bool {
    let Some(name) = text.strip_prefix('@').filter(|it| it.starts_with(char::is_alphabetic)) else {
        return false;
    };
    let end = name.find([' ', '\n', ',', ';']).unwrap_or(name.len());
    let rest = name[end..].trim_start();
    is_apart || rest.is_empty() || rest.starts_with([',', ';', '@']) || is_labelled(rest, false)
}
