//! Wording that blames: people as the cause, a past that did not happen, conduct under a standard.
//!
//! 1. [`passages`] gives the text of paragraphs, items and cells, without what is not the author's
//!    own voice, and remembers where each word was written ([`origin`]).
//! 2. [`tokens`] cuts it into words and sentences; [`lexicon`] knows the words, and [`ready`] those
//!    of the built-in rules.
//! 3. [`clauses`] finds the verbs of a sentence ([`group`]) and whom they are about ([`subject`]).
//! 4. [`judge`] holds clauses and [`phrases`] against the [`rules`], which are data; [`hindsight`]
//!    and [`beside`] are parts of it. [`alternatives`] are the words of a place in a phrase.
//!
//! The subject decides: "the engineer forgot" blames, "the cache forgets" does not.

mod alternatives;
mod beside;
mod clauses;
mod group;
mod hindsight;
mod judge;
mod lexicon;
mod origin;
mod passages;
mod person;
mod phrases;
mod ready;
mod rules;
mod subject;
#[cfg(test)]
mod tests;
mod tokens;
mod wrong;

use crate::diagnostic::Diagnostic;
use crate::postmortem::Postmortem;
use crate::source::Sources;
use crate::words::{quick, tongue};
use judge::Found;
use passages::Passage;
pub(crate) use person::cause;
use rules::Blame;
pub(crate) use rules::{Rules, RulesError};
use subject::Names;

/// Whether a word is a given name.
pub(crate) fn is_given_name(word: &str) -> bool {
    let known = Rules::of("en").and_then(|rules| rules.word(&word.to_lowercase()));
    known.is_some_and(|word| word.is(lexicon::Sort::Given))
}

/// Reports the words of a postmortem that blame. A document in a language without rules is left
/// alone.
pub(crate) fn check(
    pm: &Postmortem,
    sources: &Sources,
    rules: &Rules,
    found: &mut Vec<Diagnostic>,
) {
    if !rules.speaks(lang(pm)) {
        return;
    }
    let names = people(pm);
    for block in pm.sections.iter().flat_map(|section| &section.blocks) {
        passages::each(sources, block, &mut |passage| {
            let blaming = judge::judge(&passage.text, rules, &names);
            found.extend(blaming.iter().map(|one| diagnostic(passage, one, rules)));
        });
    }
}

/// The language of a document.
pub(crate) fn lang<'p>(pm: &'p Postmortem<'_>) -> &'p str {
    pm.front.lang.as_deref().unwrap_or(tongue::spoken().tag())
}

/// The words of the names that a document gives to people.
pub(crate) fn people(pm: &Postmortem) -> Names {
    let owners = pm.corrective_actions.iter().chain(&pm.action_items);
    let owners = owners.filter_map(|action| action.owner.as_deref());
    let actors = pm.timeline.events.iter().filter_map(|event| event.actor.as_deref());
    let authors = pm.front.authors.iter().map(String::as_str);
    let all = authors.chain(pm.front.facilitator.as_deref()).chain(owners).chain(actors);
    all.flat_map(|name| name.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| word.chars().count() > 1)
        .map(str::to_lowercase)
        .collect()
}

fn diagnostic(passage: &Passage<'_>, found: &Found<'_>, rules: &Rules) -> Diagnostic {
    let words = passage.text[found.place.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
    let (code, message, label) = match found.blame {
        Blame::Agent => ("wording/agent", "makes a person the cause", "what made it possible?"),
        Blame::Counterfactual => {
            ("wording/counterfactual", "tells of a past that did not happen", "what did happen?")
        }
        Blame::Norm => {
            ("wording/norm", "holds conduct against a standard", "why was it done like this?")
        }
    };
    let diagnostic = Diagnostic::warning(code, format!("“{words}” {message}"))
        .at(passage.origin.span(found.place.clone()))
        .label(label);
    match rules.rewording(found.rewording) {
        Some(help) => {
            let rest = &passage.text[found.rest.clone()];
            diagnostic.help(filled(help, &words, rest))
        }
        None => diagnostic,
    }
}

/// The longest piece of a sentence that a rewording repeats, in characters.
const REPEATED: usize = 60;

/// A rewording with what the sentence goes on with: of `a {} b | c` the part behind the bar is for
/// sentences that go on with too little or too much, or with what does not fit.
fn filled(help: &str, words: &str, rest: &str) -> String {
    let (with, without) = help.split_once(" | ").unwrap_or((help, help));
    let rest = rest.split_whitespace().collect::<Vec<_>>().join(" ");
    let rest = if with.contains("to {}") { infinitive(words, &rest) } else { Some(rest) };
    let is_short = |rest: &String| (3..=REPEATED).contains(&rest.chars().count());
    match rest.filter(|rest| is_short(rest) && !rest.contains(tokens::OPAQUE)) {
        Some(rest) => with.replace("{}", &rest),
        None => without.to_owned(),
    }
}

/// What was to be done, without its "to": of "forgot" and "to renew it" as of "failed to renew" and
/// "it". None of "forgot" and "it".
fn infinitive(words: &str, rest: &str) -> Option<String> {
    if let Some(verb) = rest.strip_prefix("to ") {
        let first = verb.split(' ').next().unwrap_or_default();
        let is_verb = first.chars().all(char::is_lowercase) && !NO_VERBS.contains(&first);
        return is_verb.then(|| verb.to_owned());
    }
    let mut last = words.rsplit(' ');
    let verb = last.next()?;
    (last.next() == Some("to")).then(|| format!("{verb} {rest}").trim_end().to_owned())
}

/// What stands behind a "to" that tells a place or whom: "to the port".
const NO_VERBS: [&str; 18] = [
    "the",
    "a",
    "an",
    "our",
    "my",
    "their",
    "his",
    "her",
    "its",
    "your",
    "this",
    "that",
    "these",
    "those",
    "it",
    "them",
    "us",
    "production",
];
