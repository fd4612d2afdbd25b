//! Owners in front of actions: `SRE: add alerts`, `**Ann**: write it`, `(Platform) fix it`.

use std::collections::HashMap;

use comrak::nodes::NodeValue;

use crate::markdown::Node;
use crate::postmortem::lists::fields;
use crate::postmortem::model::Action;
use crate::postmortem::text::{inline, seam};
use crate::words;

const LONGEST: usize = 32;

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
