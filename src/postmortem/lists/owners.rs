//! Owners in front of actions: `SRE: add alerts`, `**Ann**: write it`, `(Platform) fix it`.

use std::collections::HashMap;

use comrak::nodes::NodeValue;

use crate::markdown::Node;
use crate::postmortem::lists::columns::column;
use crate::postmortem::lists::fields;
use crate::postmortem::model::Action;
use crate::postmortem::text::{inline, seam};
use crate::words::{self, Column};

const LONGEST: usize = 32;

/// Gives actions that have no owner the name that stands above their list: `@ann`, a team, or one
/// of those whom the document names elsewhere. Any other bold line may name anything.
pub(crate) fn above(actions: &mut [Action], names: &[Option<String>], people: &[&str]) {
    let owners: Vec<String> = actions.iter().filter_map(|action| action.owner.clone()).collect();
    for (action, name) in actions.iter_mut().zip(names) {
        let Some(name) = name.as_deref().map(|name| name.trim().trim_end_matches(':')) else {
            continue;
        };
        let is_team = || {
            let lower = name.to_lowercase();
            lower.split(' ').count() > 1
                && lower.split(' ').any(|word| words::has(|language| language.teams, word))
        };
        let is_known = || {
            let mut known = people.iter().copied().chain(owners.iter().map(String::as_str));
            known.any(|person| person == name || person.split_whitespace().next() == Some(name))
        };
        let is_handle = name.starts_with('@') && !name.contains(' ') && name.len() > 1;
        let is_somebody = is_handle || is_name(name) && (is_team() || is_known());
        if action.owner.is_none() && is_somebody {
            action.owner = Some(fields::owner(name));
        }
    }
}

/// Gives owners their second names, where a mention of two words took the first one alone and the
/// document names the person elsewhere: `@Dana Kowalski Reconnect on error`.
pub(crate) fn in_full(actions: &mut [Action], people: &[&str]) {
    for action in actions {
        let Some(owner) = &action.owner else { continue };
        let text = inline::text(action.text);
        let full = people.iter().find_map(|person| {
            let rest = person.strip_prefix(owner.as_str())?;
            let length = rest.len() - rest.trim_start().len();
            let second = &rest[length..];
            let behind = text.strip_prefix(second)?;
            let is_word = length > 0 && behind.starts_with(|c: char| " :,–-".contains(c));
            is_word.then(|| (person, text.len() - behind.len()))
        });
        if let Some((person, length)) = full.filter(|(_, length)| *length > 0) {
            seam::take(action.text, 0..length);
            inline::trim(action.text, &[':', ',', '–', '-'], &[]);
            action.owner = Some((*person).to_owned());
        }
    }
}

/// A name in front of a text, and how many bytes it takes.
struct Front {
    name: String,
    length: usize,
    /// Whether it stands out: bold, or between brackets.
    is_marked: bool,
}

/// Gives actions that have no owner the name in front of their text, where a list uses that form:
/// most items have such a name, and it stands out or comes back.
pub(crate) fn in_front(actions: &mut [Action]) {
    let fronts: Vec<Option<Front>> = actions
        .iter()
        .map(|action| front(action.text).filter(|_| action.owner.is_none()))
        .collect();
    let named = fronts.iter().flatten().count();
    let open = actions.iter().filter(|action| action.owner.is_none()).count();
    let mut often: HashMap<String, usize> = HashMap::new();
    for front in fronts.iter().flatten() {
        for part in parts(&front.name) {
            *often.entry(part).or_default() += 1;
        }
    }
    let comes_back = often.values().any(|count| *count > 1);
    if named < 2 || named * 2 < open || !comes_back {
        return;
    }
    for (action, front) in actions.iter_mut().zip(fronts) {
        let Some(front) = front else { continue };
        let known = front.is_marked
            || parts(&front.name).iter().any(|part| often.get(part).is_some_and(|n| *n > 1));
        if known || named == open {
            seam::take(action.text, 0..front.length);
            action.owner = Some(front.name);
        }
    }
}

/// Gives actions that have no owner the name in brackets or behind a dash at the end of their text,
/// where most items of
/// a list end so and a name comes back.
pub(crate) fn behind(actions: &mut [Action]) {
    let ends: Vec<Option<(String, std::ops::Range<usize>)>> = actions
        .iter()
        .map(|action| behind_text(&inline::text(action.text)).filter(|_| action.owner.is_none()))
        .collect();
    let named = ends.iter().flatten().count();
    let open = actions.iter().filter(|action| action.owner.is_none()).count();
    let names: Vec<&str> = ends.iter().flatten().map(|(name, _)| name.as_str()).collect();
    let owned = actions.iter().filter_map(|action| action.owner.as_deref());
    let known: Vec<&str> = names.iter().copied().chain(owned).collect();
    let comes_back =
        names.iter().any(|name| known.iter().filter(|other| *other == name).count() > 1);
    // Where every item ends with a dash and a name, these are people.
    let is_dash = |action: &Action| !inline::text(action.text).trim_end().ends_with([')', '.']);
    let all = named == open && named > 2 && actions.iter().all(is_dash);
    if known.len() < 2 || named == 0 || named * 2 < open || !(comes_back || all) {
        return;
    }
    for (action, end) in actions.iter_mut().zip(ends) {
        if let Some((name, range)) = end {
            seam::take(action.text, range);
            action.owner = Some(name);
        }
    }
}

/// The name that a text ends with, and where.
fn behind_text(words: &str) -> Option<(String, std::ops::Range<usize>)> {
    let end = words.trim_end().trim_end_matches('.').len();
    let words = &words[..end];
    let (name, start) = match words.strip_suffix(')') {
        Some(inside) => {
            let open = inside.rfind('(')?;
            (&inside[open + 1..], open)
        }
        None => {
            let at = [" – ", " — ", " - "].iter().filter_map(|sign| words.rfind(sign)).max()?;
            (words[at..].trim_start_matches(|c: char| c == ' ' || "–—-".contains(c)), at)
        }
    };
    (start > 0 && is_name(name)).then(|| (name.trim().to_owned(), start..end))
}

/// Whether words are somebody's name: few, each with a capital, but for the word that says it is a
/// team.
pub(super) fn is_name(words: &str) -> bool {
    let words = words.trim();
    let words = words.strip_prefix('@').unwrap_or(words);
    let all: Vec<&str> = words.split_whitespace().collect();
    let is_joint = |word: &&str| {
        let word = word.trim_end_matches(',').to_lowercase();
        words::has(|language| language.conjunctions, &word)
            || words::has(|language| language.team_words, &word)
            || word == "&"
    };
    let letters = |c: char| c.is_alphabetic() || " &+/.-'’,".contains(c);
    (1..=4).contains(&all.len())
        && words.chars().count() > 1
        && words.len() <= LONGEST
        && words.chars().all(letters)
        && all.first().is_some_and(|word| word.starts_with(char::is_uppercase))
        && all.iter().all(|word| word.starts_with(char::is_uppercase) || is_joint(word))
        && fields::state(words).is_none()
        && !fields::is_id(words)
        && fields::is_somebody(words)
        // `(Issue)` is a link.
        && column(words) == Column::Other
}

fn parts(name: &str) -> Vec<String> {
    name.split(['+', '&', ',', '/'])
        .map(|part| part.trim().to_lowercase())
        .filter(|part| !part.is_empty())
        .collect()
}

fn front<'a>(text: Node<'a>) -> Option<Front> {
    let said = inline::text(text);
    let first = text.first_child()?;
    let is_bold = matches!(first.data().value, NodeValue::Strong);
    let (name, length, is_marked) = if let Some(inside) = said.strip_prefix('(') {
        let close = inside.find(')')?;
        (&inside[..close], close + 2, true)
    } else {
        let colon = said.find(':')?;
        let behind = said[colon + 1..].starts_with(char::is_whitespace);
        (&said[..colon], colon + 1, is_bold && behind)
    };
    let name = name.trim();
    let capital =
        parts(name).iter().all(|part| !part.is_empty()) && name.starts_with(char::is_uppercase);
    let short = name.len() <= LONGEST && name.split_whitespace().count() <= 4;
    let letters = name.chars().all(|c| c.is_alphanumeric() || " +&,/.-'".contains(c));
    let every = name
        .split(|c: char| c.is_whitespace() || "+&,/".contains(c))
        .filter(|word| !word.is_empty());
    let is_and = |word| words::has(|language| language.conjunctions, word);
    let proper = every.into_iter().all(|word| is_and(word) || word.starts_with(char::is_uppercase));
    let is_other =
        fields::state(name).is_some() || fields::is_id(name) || !fields::is_somebody(name);
    let rest = said.get(length..)?.trim();
    (capital && short && letters && proper && !is_other && !rest.is_empty()).then(|| Front {
        name: name.to_owned(),
        length,
        is_marked,
    })
}
