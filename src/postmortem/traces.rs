//! What follows from what: why → lesson → corrective action → action item, where the author wrote
//! it.
//!
//! An id is looked up as people write it: `CA 1` is `CA-1`, `l2` is `L2`.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Diagnostic, nearest};
use crate::postmortem::fields;
use crate::postmortem::model::{Postmortem, Why};
use crate::source::{Sources, Span};

/// How many ids are compared with unknown ones: a guess helps with a slip, not with ten thousand.
const GUESSES: usize = 100_000;

/// A step that the author wrote, with both ends found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// The id of what something follows from.
    pub from: String,
    /// The id of what follows from it.
    pub to: String,
}

/// A part that says what it follows from.
struct Claim<'p> {
    id: &'p str,
    from: &'p [String],
    span: Span,
}

/// All steps whose both ends are in the document, in the author's order.
#[must_use]
pub fn traces(pm: &Postmortem) -> Vec<Trace> {
    let ids = ids(pm);
    let mut traces: Vec<Trace> = Vec::new();
    let mut seen = HashSet::new();
    for claim in claims(pm) {
        let found = claim.from.iter().filter_map(|from| ids.get(&plain(from)));
        for from in found.filter(|from| *from != claim.id) {
            if seen.insert((from.clone(), claim.id)) {
                traces.push(Trace { from: from.clone(), to: claim.id.to_owned() });
            }
        }
    }
    traces
}

/// Warns of ids that nothing has (`trace/unknown`).
pub(super) fn check(pm: &Postmortem, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) {
    if claims(pm).all(|claim| claim.from.is_empty()) {
        return;
    }
    let ids = ids(pm);
    let mut known: Vec<&str> = ids.values().map(String::as_str).collect();
    known.sort_unstable();
    let mut guesses = GUESSES;
    for claim in claims(pm) {
        let unknown = claim.from.iter().filter(|from| !ids.contains_key(&plain(from)));
        for from in unknown.filter(|from| !fields::names_entry(from)) {
            let message =
                format!("`{}` follows from `{from}`, which is not in this document", claim.id);
            let place = place(sources, claim.span, from);
            let mut diagnostic = Diagnostic::warning("trace/unknown", message).at(place);
            let meant = if guesses > 0 { nearest(from, known.iter().copied()) } else { None };
            guesses = guesses.saturating_sub(known.len());
            if let Some(meant) = meant {
                diagnostic = diagnostic.help(format!("did you mean `{meant}`?"));
            } else {
                diagnostic = diagnostic.help(
                    "whys are `W1`, `W2`, … in reading order; lessons `L1`, actions `CA-1`, `AI-1`",
                );
            }
            diagnostics.push(diagnostic);
        }
    }
}

/// Where a part names an id that it follows from: the last place, since the ids stand behind.
fn place(sources: &Sources, part: Span, id: &str) -> Span {
    let Some(text) = sources.get(part.source).text().get(part.start..part.end) else { return part };
    let is_whole = |at: &usize| {
        let is_part = |c: char| c.is_alphanumeric() || c == '-';
        !text[..*at].ends_with(is_part) && !text[at + id.len()..].starts_with(is_part)
    };
    let last = text.rmatch_indices(id).map(|(at, _)| at).find(is_whole);
    last.map_or(part, |at| {
        let start = part.start + at;
        Span { start, end: start + id.len(), ..part }
    })
}

fn claims<'p>(pm: &'p Postmortem) -> impl Iterator<Item = Claim<'p>> {
    let lessons = pm.lessons.iter().map(|lesson| Claim {
        id: &lesson.id,
        from: &lesson.from,
        span: lesson.span,
    });
    let actions = pm.corrective_actions.iter().chain(&pm.action_items);
    lessons.chain(actions.map(|action| Claim {
        id: &action.id,
        from: &action.from,
        span: action.span,
    }))
}

/// The ids of all parts, by how they compare.
fn ids(pm: &Postmortem) -> HashMap<String, String> {
    let mut ids = HashMap::new();
    let mut open: Vec<&Why> = pm.whys.iter().collect();
    while let Some(why) = open.pop() {
        ids.insert(plain(&why.id()), why.id());
        open.extend(why.answers.iter().flat_map(|answer| &answer.whys));
    }
    for claim in claims(pm) {
        ids.insert(plain(claim.id), claim.id.to_owned());
    }
    ids
}

fn plain(id: &str) -> String {
    id.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}
