//! Fields that authors write into the running text of an action or a lesson: `@owner`, `P1`, `(DONE)`, `due …`.
//!
//! Each function takes its field out of the text (a copy) and says what it was.

use comrak::nodes::NodeValue;

use crate::markdown::Node;
use crate::postmortem::lists::due;
use crate::postmortem::model::ActionState;
use crate::postmortem::text::{inline, seam};
use crate::postmortem::time::stamp;
use crate::words::{self, Column};

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

/// The words for states.
fn states() -> impl Iterator<Item = (&'static str, ActionState)> {
    words::pairs(|language| language.states)
}

/// `P1`, `high`, `Sev2`: a priority, as the author wrote it.
fn is_priority(word: &str) -> bool {
    let lower = word.to_lowercase();
    let level = lower.strip_prefix("prio").or_else(|| lower.strip_prefix('p'));
    level.is_some_and(|rest| rest.len() == 1 && rest.chars().all(|c| c.is_ascii_digit()))
        || words::has(|language| language.priorities, &lower)
}

/// An id that the author wrote: `AI-3`, `L2`, `CA 1`.
pub(crate) fn is_id(word: &str) -> bool {
    let letters = word.chars().take_while(char::is_ascii_uppercase).count();
    let digits = word[letters..].trim_start_matches(['-', ' ']);
    let short = (1..=4).contains(&letters) && (1..=4).contains(&digits.len());
    short && digits.chars().all(|c| c.is_ascii_digit()) && !is_priority(word) && word.len() <= 9
}

/// Takes an id at the beginning: `AI-3: …`, `[L2] …`, `**CA-1** – …`.
pub(crate) fn take_id<'a>(text: Node<'a>) -> Option<String> {
    let words = inline::text(text);
    let bracket = words.starts_with(['[', '(']);
    let start = usize::from(bracket);
    let length = words[start..].find(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))?;
    let id = words[start..start + length].trim_end_matches('-');
    let after = &words[start + id.len()..];
    let ends = if bracket { after.starts_with([']', ')']) } else { is_separator(after) };
    // `UTF-8: …` looks the same: an id has a separator after it, and is one of the kinds that deserve one.
    let kind = ["AI", "CA", "L", "A", "R", "D", "FU", "LL", "ACT", "W"].iter().any(|kind| {
        id.strip_prefix(kind)
            .is_some_and(|rest| rest.starts_with(|c: char| c == '-' || c.is_ascii_digit()))
    });
    if !(ends && kind && is_id(id)) {
        return None;
    }
    let id = id.to_owned();
    let end = start + id.len() + usize::from(bracket);
    seam::take(text, 0..end);
    Some(id)
}

fn is_separator(after: &str) -> bool {
    after.trim_start().starts_with([':', '.', '–', '—'])
        || after.starts_with(" - ")
        || after.starts_with(") ")
}

/// Takes `(from L2, W4)`, `from: L2` or `addresses: W4`.
pub(crate) fn take_from<'a>(text: Node<'a>) -> Vec<String> {
    let words = inline::text(text);
    let lower = words.to_ascii_lowercase();
    for label in words::all(|language| language.traces) {
        for (at, _) in lower.match_indices(label) {
            let before = words[..at].trim_end();
            let starts_word = !words[..at].ends_with(|c: char| c.is_alphanumeric());
            let rest = &words[at + label.len()..];
            let (ids, length) = ids(rest);
            let closed = rest[length..].trim_start();
            let bracket = before.ends_with(['(', '[']) && closed.starts_with([')', ']']);
            if ids.is_empty()
                || !starts_word
                || !(bracket || label.ends_with(':') || closed.is_empty())
            {
                continue;
            }
            let start = if bracket { before.len() - 1 } else { at };
            let end =
                if bracket { words.len() - closed.len() + 1 } else { at + label.len() + length };
            seam::take(text, start..end);
            return ids;
        }
    }
    Vec::new()
}

/// The ids at the beginning of a text, and how many bytes they take.
pub(crate) fn ids(text: &str) -> (Vec<String>, usize) {
    let mut ids = Vec::new();
    let mut length = 0;
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || ",;&+".contains(c));
        rest = rest.strip_prefix("and ").unwrap_or(rest);
        let end =
            rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(rest.len());
        if !is_id(&rest[..end]) {
            return (ids, length);
        }
        ids.push(rest[..end].to_owned());
        rest = &rest[end..];
        length = text.len() - rest.len();
    }
}

/// Takes a state: `(DONE)`, `[in progress]`, a leading `✅` or `DONE:`, or the whole struck through.
pub(crate) fn take_state<'a>(text: Node<'a>) -> Option<ActionState> {
    let mut marks = text.children().filter(
        |child| !matches!(&child.data().value, NodeValue::Text(text) if text.trim().is_empty()),
    );
    if let (Some(only), None) = (marks.next(), marks.next())
        && matches!(only.data().value, NodeValue::Strikethrough)
    {
        let children: Vec<Node<'a>> = only.children().collect();
        for child in children {
            only.insert_before(child);
        }
        only.detach();
        return Some(ActionState::Done);
    }
    let words = inline::text(text);
    for (open, _) in words.match_indices(['(', '[']) {
        let Some(close) = words[open..].find([')', ']']).map(|at| open + at) else { break };
        let inside = &words[open + 1..close];
        let Some(state) = state(inside) else { continue };
        // A reason stays readable: only a bare state is taken out. `(closed beta)` is no state.
        let bare = states().any(|(name, _)| inside.trim().eq_ignore_ascii_case(name));
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
        let dated = ["in ", "on ", "by ", "with ", "#", "as of "]
            .iter()
            .any(|word| behind.starts_with(word))
            || stamp::read(behind).is_some();
        if bare || reason || (state == ActionState::Done && dated) {
            return Some(state);
        }
    }
    // `… — DONE`
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
    for sign in ["⏳", "🚧"] {
        if words.starts_with(sign) {
            seam::take(text, 0..sign.len());
            return Some(ActionState::InProgress);
        }
    }
    for sign in ["✅", "☑️", "☑", "✔️", "✔"] {
        if let Some(at) =
            words.find(sign).filter(|at| *at == 0 || *at + sign.len() == words.trim_end().len())
        {
            seam::take(text, at..at + sign.len());
            return Some(ActionState::Done);
        }
    }
    let label = words.find(':').filter(|at| *at < 16)?;
    let named = states().find(|(name, _)| words[..label].trim().eq_ignore_ascii_case(name))?;
    seam::take(text, 0..label + 1);
    Some(named.1)
}

/// Takes a priority: `P1`, `[P1]`, `(high)`, `**HIGH**`, `Priority: high`.
pub(crate) fn take_priority<'a>(text: Node<'a>) -> Option<String> {
    if let Some(value) = take_labelled(text, Column::Priority) {
        return Some(value);
    }
    let words = inline::text(text);
    let bold: Vec<String> = text
        .children()
        .filter(|node| matches!(node.data().value, NodeValue::Strong))
        .map(inline::text)
        .collect();
    let mut at = 0;
    for piece in words.split_inclusive(|c: char| c.is_whitespace() || ":,".contains(c)) {
        let start = at;
        at += piece.len();
        let word = piece.trim_end_matches(|c: char| c.is_whitespace() || ":,.".contains(c));
        let bare = word.trim_matches(['(', ')', '[', ']']);
        let bracketed = word.len() == bare.len() + 2 && word.starts_with(['(', '[']);
        let digit = bare.ends_with(|c: char| c.is_ascii_digit()) && bare.starts_with('P');
        let loud = bold.iter().any(|run| run.trim_end_matches(':') == bare)
            || (start == 0 && bare.len() > 2 && bare.chars().all(char::is_uppercase));
        if is_priority(bare) && (bracketed || digit || loud) {
            let value = bare.to_owned();
            let begin = start + word.len() - word.trim_start_matches(['(', '[']).len();
            seam::take(text, begin..begin + value.len());
            return Some(value);
        }
    }
    None
}

/// Takes a due date: `due 2026-01-31`, `(due: Jan 31)`, `by 2026-01-31`, `ETA: Q3`.
pub(crate) fn take_due<'a>(text: Node<'a>) -> Option<String> {
    if let Some(value) = take_labelled(text, Column::Due) {
        return Some(value);
    }
    let words = inline::text(text);
    let lower = words.to_ascii_lowercase();
    for label in words::all(|language| language.due_words) {
        for (at, _) in lower.match_indices(label) {
            let starts_word = !words[..at].ends_with(|c: char| c.is_alphanumeric());
            let rest = &words[at + label.len()..];
            let end = rest.find([')', ']', ';', '\n']).unwrap_or(rest.len());
            let date =
                stamp::read(&rest[..end]).filter(stamp::Stamp::is_day).filter(|_| starts_word);
            let Some(date) = date else {
                let length = if starts_word { due::period_length(&rest[..end]) } else { 0 };
                if length > 0 {
                    let value = rest[..length].trim().to_owned();
                    seam::take(text, at..at + label.len() + length);
                    return Some(value);
                }
                continue;
            };
            seam::take(text, at..at + label.len() + date.start + date.written.len());
            return Some(date.written);
        }
    }
    None
}

/// Takes an owner, or several: `@name`, `@one, @two`, `OWNER: x`, `[TEAM]` in front.
pub(crate) fn take_owner<'a>(text: Node<'a>) -> Option<String> {
    if let Some(mut value) = take_labelled(text, Column::Owner) {
        // What stands behind a comma is no longer the field's, unless it is one more name with a sign.
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
    let plain = matches!(&text.first_child()?.data().value, NodeValue::Text(first) if first.starts_with('['));
    let fits = name.len() >= 2 && name.len() <= 24 && name.starts_with(char::is_uppercase);
    let letters = name.chars().all(|c| c.is_alphanumeric() || " &+/-".contains(c));
    if !(plain && fits && letters) || is_priority(name) || state(name).is_some() || is_id(name) {
        return None;
    }
    let owner = name.to_owned();
    seam::take(text, 0..close + 2);
    Some(owner)
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
        let rest = rest.strip_prefix("and ").map_or(rest, str::trim_start);
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
    let name = name[..length].trim_end_matches(['.', '/', '-']);
    name.starts_with(char::is_alphabetic).then_some(name)
}

/// An owner as it is shown: without the sign in front of a name.
pub(crate) fn owner(words: &str) -> String {
    let mut glued = false;
    let mut kept = words.to_owned();
    kept.retain(|c| {
        let sign = c == '@' && !glued;
        glued = c.is_alphanumeric();
        !sign
    });
    kept
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

/// Takes `Type: prevent`.
pub(crate) fn take_sort<'a>(text: Node<'a>) -> Option<String> {
    take_labelled(text, Column::Sort)
}

/// Whether a cell or a field names anybody.
pub(crate) fn is_somebody(name: &str) -> bool {
    let name = name.trim().trim_matches(['*', '_', '(', ')', '[', ']', '<', '>']).to_lowercase();
    !name.chars().all(|c| !c.is_alphanumeric()) && !words::has(|language| language.nobody, &name)
}

/// Takes a value after a label, up to a separator or the end of the line.
fn take_labelled<'a>(text: Node<'a>, field: Column) -> Option<String> {
    let words = inline::text(text);
    let lower = words.to_ascii_lowercase();
    let labels = words::pairs(|language| language.fields).filter(|(_, known)| *known == field);
    for (label, _) in labels {
        let label = &format!("{label}:");
        let found = lower
            .match_indices(label)
            .find(|(at, _)| !words[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '-'));
        let Some((at, _)) = found else { continue };
        let rest = &words[at + label.len()..];
        let end = rest.find([',', ';', ')', ']', '|', '\n']).unwrap_or(rest.len());
        let mut end = rest[..end].find(". ").unwrap_or(end);
        // The next label ends the value: `Owner: x Due: y`.
        let lower_rest = &lower[at + label.len()..];
        end = words::all(|language| language.field_ends)
            .filter_map(|word| lower_rest.find(&format!("{word}:")))
            .fold(end, usize::min);
        let value = rest[..end].trim().trim_end_matches(['.', '-', '–', '—']).trim().to_owned();
        if value.is_empty() {
            continue;
        }
        seam::take(text, at..at + label.len() + end);
        return Some(value);
    }
    None
}

/// Addresses and `#123` in a text; they stay in it.
pub(crate) fn links<'a>(block: Node<'a>) -> Vec<String> {
    let mut links: Vec<String> = Vec::new();
    let mut linked_text = Vec::new();
    for node in block.descendants() {
        match &node.data().value {
            NodeValue::Link(link) => {
                links.push(link.url.clone());
                linked_text.push(inline::text(node));
            }
            NodeValue::Text(text) => {
                for (at, _) in text.match_indices('#') {
                    let digits = text[at + 1..].bytes().take_while(u8::is_ascii_digit).count();
                    let glued =
                        text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '&' || c == '#');
                    if digits > 0 && !glued {
                        links.push(text[at..=at + digits].to_owned());
                    }
                }
            }
            _ => {}
        }
    }
    // `[#12](…)` is one link, not two.
    links.retain(|link| {
        !(link.starts_with('#') && linked_text.iter().any(|text| text.contains(link.as_str())))
    });
    links.dedup();
    links
}
