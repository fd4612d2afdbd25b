//! Actions without an end that one could see: "improve monitoring".

use comrak::nodes::NodeValue;

use crate::diagnostic::Diagnostic;
use crate::markdown;
use crate::postmortem::Action;
use crate::source::Span;

use super::{Subject, actions, finding, many, text};

pub(super) fn check(subject: &Subject<'_, '_>, found: &mut Vec<Diagnostic>) {
    let mut list = Vec::new();
    for action in actions::all(subject.pm).filter(|action| actions::is_open(action)) {
        let alone = alone(action);
        let Some((opening, is_search)) =
            opening(action).or_else(|| alone.as_deref().map(|word| (word, false)))
        else {
            continue;
        };
        let Some(place) = subject.item(action.text, action.span) else { continue };
        // As long as the text, byte by byte.
        let written = subject.written(place).to_ascii_lowercase();
        let place = match text::find(&written, opening) {
            Some(at) => {
                let start = place.start + at;
                Span { start, end: start + opening.len(), ..place }
            }
            None => place,
        };
        let help = if is_search {
            "say what there will be when it is done: a decision, a page, an alert, a date by which \
             the answer stands here"
        } else {
            "say what will be different, and by how much: “page when more than 1 % of requests fail” \
             rather than “improve monitoring”"
        };
        list.push(
            finding("actions/vague", format!("{} has no end that one could see", action.id))
                .at(place)
                .label("done when?")
                .help(help),
        );
    }
    let whole = |number| format!("{number} actions have no end that one could see");
    many::tell(subject, list, whole, found);
}

/// What an action begins with that has no end, and whether it is a search.
fn opening(action: &Action<'_>) -> Option<(&'static str, bool)> {
    let words = text::lower(&[action.text]);
    let words = words.trim_start_matches(|c: char| !c.is_alphabetic());
    let vague = text::begins(words, |language| language.vague_openings);
    let search = || text::begins(words, |language| language.open_verbs);
    let found = vague.map(|word| (word, false)).or_else(|| search().map(|word| (word, true)))?;
    (!is_concrete(action, words)).then_some(found)
}

/// The word that is all of an action: "Monitoring".
fn alone(action: &Action<'_>) -> Option<String> {
    let words = text::lower(&[action.text]);
    let word = words.trim().trim_end_matches('.');
    let is_one = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    (is_one && action.links.is_empty() && action.detail.is_empty()).then(|| word.to_owned())
}

/// Whether an action names a number, a command, or what there will be.
fn is_concrete(action: &Action<'_>, words: &str) -> bool {
    let has_code =
        action.text.descendants().any(|node| matches!(node.data().value, NodeValue::Code(_)));
    // A ticket's number is no measure.
    let plain = markdown::plain_text(action.text);
    let has_number = plain.split_whitespace().any(|word| {
        let word = word.trim_start_matches(['<', '>', '~', '≥', '≤', '(']);
        word.starts_with(|c: char| c.is_ascii_digit())
    });
    has_code
        || has_number
        || action.sign.is_some()
        || !action.detail.is_empty()
        || text::has(words, |language| language.visible_ends)
}
