//! The whys: how deep they go, and where they end.

use std::collections::HashSet;

use crate::diagnostic::Diagnostic;
use crate::markdown::{self, Node};
use crate::postmortem::facts;
use crate::postmortem::traces::traces;
use crate::postmortem::{Answer, Why};
use crate::source::Span;
use crate::words;

use super::{Subject, finding, many, people, text, wording};

pub(super) fn check(subject: &Subject<'_, '_>, found: &mut Vec<Diagnostic>) {
    let mut all = Vec::new();
    collect(&subject.pm.whys, &mut all);
    shallow(subject, found);
    unanswered(subject, &all, found);
    ends_at_a_person(subject, &all, found);
    loose(subject, &all, found);
}

/// All questions in reading order.
fn collect<'p, 'a>(whys: &'p [Why<'a>], all: &mut Vec<&'p Why<'a>>) {
    let mut open: Vec<&Why<'a>> = whys.iter().rev().collect();
    while let Some(why) = open.pop() {
        all.push(why);
        let below = why.answers.iter().flat_map(|answer| &answer.whys);
        let mut below: Vec<&Why<'a>> = below.collect();
        below.reverse();
        open.extend(below);
    }
}

fn shallow(subject: &Subject<'_, '_>, found: &mut Vec<Diagnostic>) {
    let pm = subject.pm;
    let facts = facts::facts(pm);
    let Some(first) = pm.whys.first().filter(|_| facts.depth == 1 && facts.answers > 0) else {
        return;
    };
    found.push(
        finding("whys/shallow", "no answer is asked why in turn")
            .at(subject.item(first.question, first.span))
            .label("the whys stop after one level")
            .help(
                "ask “Why?” of each answer, in an item below it, until one is about how you work",
            ),
    );
}

fn unanswered<'a>(subject: &Subject<'_, 'a>, all: &[&Why<'a>], found: &mut Vec<Diagnostic>) {
    let is_open = |why: &&&Why<'_>| {
        why.answers.iter().all(|answer| answer.blocks.is_empty() && answer.whys.is_empty())
    };
    let list: Vec<Diagnostic> = all
        .iter()
        .filter(is_open)
        .map(|why| {
            finding("whys/unanswered", format!("{} has no answer", why.id()))
                .at(subject.item(why.question, why.span))
                .help("write the answer below it, or what it would take to find out")
        })
        .collect();
    let whole = |number| format!("{number} of {} whys have no answer", all.len());
    many::tell(subject, list, whole, found);
}

/// Answers that no further question follows.
fn leaves<'p, 'a>(why: &'p Why<'a>) -> impl Iterator<Item = &'p Answer<'a>> {
    why.answers.iter().filter(|answer| answer.whys.is_empty() && !answer.blocks.is_empty())
}

fn ends_at_a_person<'a>(subject: &Subject<'_, 'a>, all: &[&Why<'a>], found: &mut Vec<Diagnostic>) {
    let names = people::names(subject.pm);
    let lang = wording::lang(subject.pm);
    let rules = subject.wording.or_else(|| wording::Rules::of(lang));
    let words = wording::people(subject.pm);
    // What the rules of wording know of people goes further than a list.
    let cause = |blocks: &[Node<'_>]| {
        blocks.iter().find_map(|block| {
            wording::cause(&markdown::plain_text(block), rules?, &words, |behind| {
                text::begins(&behind.to_lowercase(), |language| language.lapses).is_some()
            })
        })
    };
    for leaf in all.iter().copied().flat_map(leaves) {
        let told = personal(&leaf.blocks, &names).or_else(|| cause(&leaf.blocks));
        let Some(words) = told else { continue };
        let Some(place) = leaf.blocks.first().and_then(|block| subject.item(block, leaf.span))
        else {
            continue;
        };
        found.push(
            finding("whys/person", "the whys end at a person")
                .at(place)
                .label(format!("“{words}” explains nothing that can be changed"))
                .help(
                    "ask on: why was it easy to do, what made it look right at that moment, and \
                     what would have caught it?",
                ),
        );
    }
}

/// What makes a person the cause in a text, if anything does: `human error`, or somebody who
/// forgot, missed, ran the wrong thing.
fn personal(blocks: &[Node<'_>], names: &[String]) -> Option<String> {
    let words = text::lower(blocks);
    let cause = words::all(|language| language.personal_causes);
    if let Some(cause) = cause.into_iter().find(|cause| text::find(&words, cause).is_some()) {
        return Some((*cause).to_owned());
    }
    words.split(['.', ';', '\n']).find_map(|sentence| {
        let mut lapses = words::all(|language| language.lapses);
        lapses.find_map(|lapse| {
            let at = text::find(sentence, lapse)?;
            let who = subject_of(&sentence[..at], names)?;
            Some(format!("{who} {lapse}"))
        })
    })
}

/// The person that stands right before a verb, with what may stand between.
fn subject_of(before: &str, names: &[String]) -> Option<String> {
    let persons: Vec<&'static str> = words::all(|language| language.persons).copied().collect();
    let all = names.iter().map(String::as_str).chain(persons);
    let last_words: Vec<&str> = before.split_whitespace().rev().take(3).collect();
    let near = last_words.into_iter().rev().collect::<Vec<_>>().join(" ");
    let mut best: Option<(usize, &str)> = None;
    for person in all {
        let person_lower = person.to_lowercase();
        if let Some(at) = near.rfind(&person_lower)
            && text::find(&near[at..], &person_lower) == Some(0)
            && !near[..at].ends_with(char::is_alphanumeric)
            && best.is_none_or(|(found, _)| at > found)
        {
            best = Some((at, person));
        }
    }
    best.map(|(_, person)| person.to_owned())
}

/// Root causes that nothing follows from, in a document that says what follows from what.
fn loose<'a>(subject: &Subject<'_, 'a>, all: &[&Why<'a>], found: &mut Vec<Diagnostic>) {
    let pm = subject.pm;
    let traces = traces(pm);
    let from: HashSet<&str> = traces.iter().map(|trace| trace.from.as_str()).collect();
    let is_traced = all.iter().any(|why| from.contains(why.id().as_str()));
    let has_more = !pm.lessons.is_empty() || super::actions::all(pm).next().is_some();
    if !is_traced {
        if let Some(first) = pm.whys.first().filter(|_| has_more) {
            found.push(
                finding("trace/none", "nothing says what follows from the whys")
                    .at(subject.item(first.question, first.span))
                    .help(format!(
                        "write `(from {})` behind a lesson or an action: whys count from the top",
                        first.id()
                    )),
            );
        }
        return;
    }
    let list: Vec<Diagnostic> = all
        .iter()
        .filter(|why| leaves(why).next().is_some() && !from.contains(why.id().as_str()))
        .filter_map(|why| {
            let leaf = leaves(why).next()?;
            let place: Option<Span> =
                leaf.blocks.first().and_then(|block| subject.item(block, leaf.span));
            let message = format!("no lesson and no action follows from {}", why.id());
            let help = format!("write `(from {})` behind the one that does, or add one", why.id());
            Some(
                finding("whys/loose", message)
                    .at(place)
                    .label("this root cause can come back")
                    .help(help),
            )
        })
        .collect();
    let whole = |number| format!("no lesson and no action follows from {number} root causes");
    many::tell(subject, list, whole, found);
}
