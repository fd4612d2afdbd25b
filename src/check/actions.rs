//! Actions: who does what until when, and how one will see that it worked.

use jiff::civil::Date;

use crate::diagnostic::Diagnostic;
use crate::markdown;
use crate::postmortem::{Action, ActionState, Postmortem, due, find_date};
use crate::words;

use super::{Subject, finding, many, text};

/// Corrective actions and action items.
pub(super) fn all<'p, 'a>(pm: &'p Postmortem<'a>) -> impl Iterator<Item = &'p Action<'a>> {
    pm.corrective_actions.iter().chain(&pm.action_items)
}

pub(super) fn check(subject: &Subject<'_, '_>, found: &mut Vec<Diagnostic>) {
    let tasks = tasks(subject.pm);
    let open: Vec<&Action<'_>> = tasks.iter().filter(|action| is_open(action)).collect();
    // Who has committed owes all three, and is told so once.
    let (owed, loose): (Vec<&Action<'_>>, Vec<&Action<'_>>) =
        open.iter().partition(|action| owes(action).is_some());
    for (code, lack, help, is_there) in FIELDS {
        let list: Vec<Diagnostic> = loose
            .iter()
            .filter(|action| !is_there(action))
            .map(|action| {
                finding(code, format!("{} has no {lack}", action.id))
                    .at(subject.item(action.text, action.span))
                    .help(help)
            })
            .collect();
        let all = loose.len();
        let whole = |number| match number == all {
            true => format!("none of {all} open actions has {}", with_article(lack)),
            false => format!("{number} of {all} open actions have no {lack}"),
        };
        many::tell_among(subject, list, all, whole, found);
    }
    for action in owed {
        let lack = owes(action).unwrap_or_default();
        found.push(
            finding("actions/committed", format!("{} is committed without {lack}", action.id))
                .at(subject.item(action.text, action.span))
                .help(
                    "a promise says who, by when, and how one will see that it worked: `sign: …`",
                ),
        );
    }
    declined(subject, found);
    overdue(subject, found);
}

/// What is to be done by somebody: action items; where a document has none, its corrective actions.
pub(super) fn tasks<'p, 'a>(pm: &'p Postmortem<'a>) -> &'p [Action<'a>] {
    if pm.action_items.is_empty() { &pm.corrective_actions } else { &pm.action_items }
}

/// Whether somebody still has to do it, for all that is known.
pub(super) fn is_open(action: &Action<'_>) -> bool {
    action.state.is_open()
}

type Field = (&'static str, &'static str, &'static str, fn(&Action<'_>) -> bool);

/// What an open action should have.
const FIELDS: [Field; 3] = [
    (
        "actions/no-owner",
        "owner",
        "`@name`, `Owner: …` or a column “Owner”: a person or a team that will be asked",
        |action| action.owner.is_some(),
    ),
    ("actions/no-due", "due date", "`due 2026-12-01`, or a column “Due”", |action| {
        action.due.is_some()
    }),
    (
        "actions/no-link",
        "link to where it is tracked",
        "a link to the ticket, or its number (`#123`, `OPS-12`)",
        |action| !action.links.is_empty() || names_ticket(action),
    ),
];

fn with_article(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {noun}")
}

/// `OPS-12` somewhere in the text or in the author's own id.
fn names_ticket(action: &Action<'_>) -> bool {
    let words = markdown::plain_text(action.text);
    let is_ticket = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.split_once('-').is_some_and(|(project, number)| {
            project.len() >= 2
                && project.bytes().all(|byte| byte.is_ascii_uppercase())
                && !number.is_empty()
                && number.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    let is_own = |id: &str| is_ticket(id) && !["AI-", "CA-"].iter().any(|own| id.starts_with(own));
    words.split_whitespace().any(is_ticket) || is_own(&action.id)
}

/// What is not there of an action that somebody has committed to, as the author says.
fn owes(action: &Action<'_>) -> Option<String> {
    // Below a heading such as “Planned” nobody has committed to anything yet.
    let is_promise = action.owner.is_some() || action.due.is_some();
    if action.state != ActionState::Committed || !action.says_state || !is_promise {
        return None;
    }
    let lacks = [
        ("an owner", action.owner.is_none()),
        ("a date", action.due.is_none()),
        ("a sign", action.sign.is_none()),
    ];
    let lacks: Vec<&str> = lacks.iter().filter(|(_, lack)| *lack).map(|(name, _)| *name).collect();
    (!lacks.is_empty()).then(|| lacks.join(" and "))
}

fn declined(subject: &Subject<'_, '_>, found: &mut Vec<Diagnostic>) {
    let is_bare = |action: &&Action<'_>| {
        action.state == ActionState::Declined
            && action.reason.is_none()
            && action.detail.is_empty()
            && !has_reason(action)
    };
    for action in all(subject.pm).filter(is_bare) {
        found.push(
            finding("actions/declined", format!("{} is declined without a reason", action.id))
                .at(subject.item(action.text, action.span))
                .help("`(declined: reason)`: the next team that has the idea reads why"),
        );
    }
}

/// Whether words stand behind the state: `(declined: too costly)`, `won't do since …`.
fn has_reason(action: &Action<'_>) -> bool {
    let words = markdown::plain_text(action.text).replace('’', "'").to_lowercase();
    let mut names = words::pairs(|language| language.states)
        .filter(|(_, state)| *state == ActionState::Declined)
        .map(|(name, _)| name);
    let follows = |name: &str| {
        let at = text::find(&words, name)?;
        Some(words[at + name.len()..].contains(char::is_alphabetic))
    };
    names.any(|name| follows(name).unwrap_or(false))
}

/// Due dates that had passed when the document was written.
fn overdue(subject: &Subject<'_, '_>, found: &mut Vec<Diagnostic>) {
    let pm = subject.pm;
    let Some(today) = pm.front.date.as_deref().and_then(find_date) else { return };
    let order = due::order_of(pm);
    let day = |action: &Action<'_>| -> Option<Date> {
        due::iso(action.due.as_deref()?, order)?.parse().ok()
    };
    for action in all(pm).filter(|action| is_open(action)) {
        let Some(late) = day(action).filter(|day| *day < today) else { continue };
        let place = subject
            .trimmed(action.span)
            .map(|place| subject.words_in(place, action.due.as_deref().unwrap_or_default()));
        let message = format!("{} was due on {late}, before the date of this document", action.id);
        found.push(
            finding("actions/overdue", message)
                .at(place)
                .label(format!("the document is of {today}"))
                .help("say that it is done, or until when it will be"),
        );
    }
}
