//! People who are named where a role would do.

use crate::diagnostic::Diagnostic;
use crate::markdown::{self, Node};
use crate::postmortem::{Postmortem, Why};
use crate::source::Span;
use crate::words;

use super::{Subject, actions, finding, text, wording};

/// No more people are looked for: each is looked for everywhere.
const MOST: usize = 100;

/// Names every person once, where the timeline or the whys first name them.
pub(super) fn check(subject: &Subject<'_, '_>, found: &mut Vec<Diagnostic>) {
    let pm = subject.pm;
    let mut places: Vec<(String, Span)> = Vec::new();
    // What stands below a heading that is an event lies outside of the event's own place.
    let told = |blocks: &[Node<'_>], whole: Span, places: &mut Vec<(String, Span)>| {
        places.extend(blocks.iter().map(|block| {
            let own = subject.sources.span(block.data().sourcepos);
            (markdown::plain_text(block), own.unwrap_or(whole))
        }));
    };
    for event in &pm.timeline.events {
        told(&event.blocks, event.span, &mut places);
        if let Some(actor) = &event.actor {
            places.push((actor.clone(), event.span));
        }
    }
    let mut open: Vec<&Why<'_>> = pm.whys.iter().collect();
    while let Some(why) = open.pop() {
        places.push((markdown::plain_text(why.question), why.span));
        for answer in &why.answers {
            told(&answer.blocks, answer.span, &mut places);
            open.extend(&answer.whys);
        }
    }
    let mut names: Vec<Forms> = names(pm).into_iter().map(Forms::of).collect();
    let single = pm.front.authors.iter().filter(|author| is_single(author));
    names.extend(single.map(|author| Forms(vec![author.clone()])));
    names.extend(handles(&places).into_iter().map(|handle| Forms(vec![handle])));
    names.truncate(MOST);
    for Forms(forms) in names {
        let mut hits: Vec<Span> = Vec::new();
        for (words, span) in &places {
            let form = forms.iter().find(|form| text::find(words, form).is_some());
            let Some(form) = form else { continue };
            let hit = subject.words_in(*span, form);
            hits.extend((subject.written(hit) == form).then_some(hit));
        }
        hits.sort_unstable();
        hits.dedup();
        let Some(first) = hits.first() else { continue };
        let name = subject.written(*first);
        let often = if hits.len() > 1 { format!(", {} times", hits.len()) } else { String::new() };
        found.push(
            finding("people/named", format!("`{name}` is named in what happened{often}"))
                .at(*first)
                .help("write the role: “the on-call engineer”, “the team of the database”"),
        );
    }
}

/// How a person may be named, the longest first.
struct Forms(Vec<String>);

impl Forms {
    /// Of `Ann Lee`: by both names, or by the first, where that is known to be one.
    fn of(name: String) -> Self {
        let first = name.split(' ').next().filter(|first| is_single(first)).map(str::to_owned);
        let mut forms = vec![name];
        forms.extend(first);
        Self(forms)
    }
}

/// Whether a single word is a person's name and no team's: `jennifer`, not `search`.
fn is_single(name: &str) -> bool {
    name.chars().all(char::is_alphabetic) && wording::is_given_name(name)
}

/// The people whom a document names as its authors and as owners, as far as their names are those
/// of people.
pub(super) fn names(pm: &Postmortem<'_>) -> Vec<String> {
    let authors = pm.front.authors.iter().map(String::as_str);
    let authors = authors.chain(pm.front.facilitator.as_deref());
    let owners = actions::all(pm).filter_map(|action| action.owner.as_deref());
    let mut names: Vec<String> = authors
        .chain(owners)
        .flat_map(|list| list.split([',', '&', '/', ';']))
        .flat_map(|list| list.split(" and "))
        .map(|name| name.split(['(', '<']).next().unwrap_or_default())
        .map(|name| name.trim().trim_start_matches('@').to_owned())
        .filter(|name| is_person(name))
        .collect();
    names.sort_unstable();
    names.dedup();
    names.truncate(MOST);
    names
}

/// Whether a name is a first name and a family name: `Ann Lee`. What is one word may be a team.
fn is_person(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_word = |word: &&str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.clone().any(char::is_lowercase)
            && letters.all(|c| c.is_lowercase() || "-'’.".contains(c) || c.is_uppercase())
    };
    let is_role = |word: &&str| {
        let lower = word.to_lowercase();
        let groups = words::all(|language| language.persons);
        words::has(|language| language.team_words, &lower)
            || groups.into_iter().any(|role| *role == lower)
            || ROLES.contains(&lower.as_str())
    };
    (2..=3).contains(&words.len()) && words.iter().all(is_word) && !words.iter().any(is_role)
}

/// Words that are no part of a person's name: they name what a team is for.
const ROLES: [&str; 30] = [
    "platform",
    "service",
    "services",
    "database",
    "search",
    "data",
    "cloud",
    "site",
    "reliability",
    "network",
    "security",
    "web",
    "infra",
    "infrastructure",
    "product",
    "support",
    "release",
    "core",
    "api",
    "mobile",
    "backend",
    "frontend",
    "ops",
    "operations",
    "engineering",
    "systems",
    "customer",
    "incident",
    "commander",
    "manager",
];

/// `@name` in what happened, but for the handles of teams.
fn handles(places: &[(String, Span)]) -> Vec<String> {
    let mut handles: Vec<String> = Vec::new();
    for (words, _) in places {
        for (at, _) in words.match_indices('@') {
            if words[..at].ends_with(|c: char| c.is_alphanumeric() || c == '.' || c == '/') {
                continue;
            }
            let rest = &words[at + 1..];
            let end = rest
                .find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'))
                .unwrap_or(rest.len());
            // `@scope/package`, `@example.org`.
            let is_other = rest[end..].starts_with('/')
                || (rest[end..].starts_with('.')
                    && rest[end + 1..].starts_with(char::is_alphanumeric));
            let name = &rest[..end];
            let is_team = name.split(['-', '_']).any(|part| {
                let part = part.to_lowercase();
                words::has(|language| language.team_words, &part)
                    || words::has(|language| language.persons, &part)
                    || ROLES.contains(&part.as_str())
                    || matches!(part.as_str(), "here" | "channel" | "all" | "everyone" | "latest")
            });
            if name.len() > 2 && !is_other && !is_team && name.starts_with(char::is_alphabetic) {
                handles.push(format!("@{name}"));
            }
        }
    }
    handles.sort_unstable();
    handles.dedup();
    handles
}
