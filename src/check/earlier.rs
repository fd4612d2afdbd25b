//! Earlier postmortems: whether there are any, and what they promised.

use crate::diagnostic::Diagnostic;
use crate::postmortem::earlier::{EarlierAction, FollowUp};

use super::{Subject, finding};

/// How many actions are named.
const NAMED: usize = 3;

pub(super) fn check(subject: &Subject<'_, '_>, found: &mut Vec<Diagnostic>) {
    let Some(earlier) = subject.earlier else { return };
    let place = subject.pm.front.previous.first().map(|name| name.span);
    if earlier.documents.is_empty() {
        // What could not be read was told.
        if !subject.is_told("previous/unread") && !subject.is_told("previous/confidential") {
            let nothing = "`previous` names no postmortem that is known as one";
            found.push(finding("previous/nothing", nothing).at(place).help(
                "a folder counts with documents that have a postmortem's sections, or \
                           `kind: postmortem`",
            ));
        }
        return;
    }
    let late: Vec<&EarlierAction> = earlier
        .actions
        .iter()
        .filter(|(follow_up, _)| *follow_up == FollowUp::Overdue)
        .map(|(_, action)| action)
        .collect();
    let Some(first) = late.first() else { return };
    let words = match late.len() {
        1 => "an earlier action is overdue".to_owned(),
        count => format!("{count} earlier actions are overdue"),
    };
    let named = late.iter().take(NAMED).map(|action| {
        let file = earlier.documents.get(action.document).map(|document| document.file.as_str());
        let due = action.due.as_deref().unwrap_or_default();
        format!("“{}” ({}, due {due})", short(&action.text), file.unwrap_or_default())
    });
    let named: Vec<String> = named.collect();
    let more = if late.len() > NAMED { " and more" } else { "" };
    let who = first.owner.as_deref().map(|owner| format!(": ask {owner} first"));
    found.push(
        finding("previous/overdue", format!("{words}: {}{more}", named.join(", ")))
            .at(place)
            .help(format!("say there what became of them{}", who.unwrap_or_default())),
    );
}

/// A text as it stands in a line.
fn short(text: &str) -> String {
    const WIDEST: usize = 60;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(WIDEST) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text,
    }
}
