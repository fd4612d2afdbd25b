//! Who owns an action: `@name`, `Owner: …`, `[TEAM]`.

use comrak::nodes::NodeValue;

use crate::markdown::Node;
use crate::postmortem::lists::ids::{behind_and, is_id};
use crate::postmortem::lists::labelled::take_labelled;
use crate::postmortem::lists::priority::is_priority;
use crate::postmortem::lists::state::state;
use crate::postmortem::sections::headings;
use crate::postmortem::text::{inline, seam};
use crate::words::{self, Column};

/// Takes an owner, or several: `@name`, `@one, @two`, `OWNER: x`, `[TEAM]` in front.
pub(crate) fn take_owner<'a>(text: Node<'a>) -> Option<String> {
    if let Some(mut value) = take_labelled(text, Column::Owner) {
        // What stands behind a comma is no longer the field's, unless it is one more name with a
        // sign.
        if value.starts_with('@') {
            while let Some(more) = take_names(text) {
                value = format!("{value}, {more}");
            }
        }
        return Some(owner(&value)).filter(|name| is_somebody(name));
    }
    if let Some(names) = take_names(text) {
        return Some(names);
    }
    let words = inline::text(text);
    let team = words.strip_prefix('[')?;
    let close = team.find(']')?;
    let name = &team[..close];
    // A link's text in brackets, such as `[#12]`, is inside a link node; a team is plain text.
    let plain = begins_with_bracket(text.first_child()?);
    let fits = name.len() >= 2 && name.len() <= 24 && name.starts_with(char::is_uppercase);
    let letters = name.chars().all(|c| c.is_alphanumeric() || " &+/-".contains(c));
    // `[OPS-12]` is a ticket.
    let is_ticket = name.contains('-') && name.ends_with(|c: char| c.is_ascii_digit());
    let is_other = is_priority(name) || state(name).is_some() || is_id(name) || is_ticket;
    if !(plain && fits && letters) || is_other {
        return None;
    }
    let owner = name.to_owned();
    seam::take(text, 0..close + 2);
    Some(owner)
}

/// Whether a text, or a bold one, begins with a bracket of its own.
fn begins_with_bracket<'a>(first: Node<'a>) -> bool {
    let inside = match &first.data().value {
        NodeValue::Text(text) => return text.starts_with('['),
        NodeValue::Strong => first.first_child(),
        _ => None,
    };
    inside.is_some_and(
        |inside| matches!(&inside.data().value, NodeValue::Text(text) if text.starts_with('[')),
    )
}

/// Takes the first `@name`, with all that follow it in a list.
fn take_names<'a>(text: Node<'a>) -> Option<String> {
    let words = inline::text(text);
    let codes = inline::codes(text);
    let free = |at: &usize| {
        !words[..*at].ends_with(|c: char| c.is_alphanumeric())
            && !codes.iter().any(|c| c.contains(at))
    };
    let (start, first) = words
        .match_indices('@')
        .filter(|(at, _)| free(at))
        .find_map(|(at, _)| Some((at, name(&words[at..])?)))?;
    let mut end = start + 1 + first.len();
    let mut names = vec![first];
    loop {
        let rest = words[end..].trim_start_matches(|c: char| c == ' ' || ",&+/".contains(c));
        let rest = behind_and(rest);
        let Some(next) = name(rest).filter(|_| rest.len() < words[end..].len()) else { break };
        end = words.len() - rest.len() + 1 + next.len();
        names.push(next);
    }
    let names = names.join(", ");
    seam::take(text, start..end);
    Some(names)
}

/// The name behind the `@` that a text begins with.
fn name(text: &str) -> Option<&str> {
    let name = text.strip_prefix('@')?;
    let length =
        name.find(|c: char| !(c.is_alphanumeric() || "-_./".contains(c))).unwrap_or(name.len());
    let first = name[..length].trim_end_matches(['.', '/', '-']);
    if !first.starts_with(char::is_alphabetic) {
        return None;
    }
    // `@Ann Lee: …`: the colon ends the name.
    let whole = name.split_once(':').map(|(whole, _)| whole);
    let is_name = |whole: &&str| {
        let words: Vec<&str> = whole.split(' ').collect();
        let is_word = |word: &&str| {
            word.starts_with(char::is_uppercase)
                && word.chars().all(|c| c.is_alphabetic() || "-'.".contains(c))
        };
        (2..=3).contains(&words.len()) && words.iter().all(is_word)
    };
    Some(whole.filter(is_name).unwrap_or(first))
}

/// An owner as it is shown: without the sign in front of a name.
pub(crate) fn owner(words: &str) -> String {
    // `Ann Lee <ann@example.org>` has a name.
    let is_mail = |word: &&str| word.trim_matches(['<', '>', '(', ')', ',']).find('@') > Some(0);
    let names: Vec<&str> = words.split_whitespace().filter(|word| !is_mail(word)).collect();
    let without = names.join(" ");
    let words = if without.trim().is_empty() { words } else { without.trim_end_matches(',') };
    let mut glued = false;
    let mut kept = words.to_owned();
    kept.retain(|c| {
        let sign = c == '@' && !glued;
        glued = c.is_alphanumeric();
        !sign
    });
    kept
}

/// Whether a text says that there is nothing to say: `None.`, `N/A`, `TBD`.
pub(crate) fn is_nothing(text: &str) -> bool {
    let whole = text.trim();
    if words::has(|language| language.nothing, &whole.to_lowercase()) {
        return true;
    }
    let text = whole.trim_end_matches(['.', '!', '…']);
    !text.is_empty()
        && (!is_somebody(text) || words::has(|language| language.nothing, &text.to_lowercase()))
}

/// Whether a text is what a template asks: "List anything that went well", "What went well? e.g. …".
pub(crate) fn is_prompt(text: &str) -> bool {
    let lower = text.trim_start_matches(['[', '<', '(', '*', '_', ' ']).to_lowercase();
    let asks = lower.split_once('?').is_some_and(|(question, behind)| {
        let is_heading = || headings::meaning(question).is_some();
        if behind.trim().is_empty() { is_heading() } else { is_prompt(behind) }
    });
    asks || words::all(|language| language.prompts).any(|word| lower.starts_with(*word))
}

/// Whether a cell or a field names anybody.
pub(crate) fn is_somebody(name: &str) -> bool {
    let name = name.trim().trim_matches(['*', '_', '(', ')', '[', ']', '<', '>']).to_lowercase();
    !name.chars().all(|c| !c.is_alphanumeric()) && !words::has(|language| language.nobody, &name)
}
