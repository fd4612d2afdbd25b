//! What a document has that a capture may point at.

use super::line;
use crate::edit::{ActionAt, DocumentForm, Draft, ReadItem};
use crate::meeting::capture::{ActionList, ActionRef, CaptureFields};

/// An action of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KnownAction {
    /// What a change of it names.
    pub(crate) target: ActionRef,
    pub(crate) fields: CaptureFields,
}

/// What a capture may name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct KnownParts {
    /// The corrective actions first, each list in its order.
    pub(crate) actions: Vec<KnownAction>,
    /// Those who own an action or wrote the document, each once, in the order of the alphabet.
    pub(crate) owners: Vec<String>,
}

/// What a document has; nothing when it cannot be read.
pub(crate) fn known(file: &str, form: DocumentForm) -> KnownParts {
    crate::edit::read(file, form, parts).unwrap_or_default()
}

fn parts(draft: &Draft<'_, '_>) -> KnownParts {
    let actions: Vec<KnownAction> = draft.actions().map(|(at, read)| action(at, read)).collect();
    let front = &draft.postmortem().front;
    let owners = actions.iter().filter_map(|action| action.fields.owner.as_deref());
    let owners = owners.flat_map(|names| names.split(", "));
    let owners = owners.chain(front.authors.iter().map(String::as_str));
    let owners = owners.chain(front.facilitator.as_deref());
    let mut owners: Vec<String> =
        owners.map(|name| name.trim().trim_start_matches('@').to_owned()).collect();
    owners.retain(|name| !name.is_empty());
    owners.sort_by_key(|name| name.to_lowercase());
    owners.dedup();
    KnownParts { actions, owners }
}

fn action(at: ActionAt, read: &ReadItem) -> KnownAction {
    KnownAction {
        target: ActionRef {
            list: list_of(at),
            id: read.id.clone(),
            text: line::one_line(&read.text),
            seen: line::of(read),
        },
        fields: CaptureFields {
            owner: read.owner.clone(),
            due: read.due.clone(),
            sign: read.sign.clone(),
            state: read.state,
            reason: read.reason.clone(),
        },
    }
}

/// The list that a place is in.
pub(super) fn list_of(at: ActionAt) -> ActionList {
    match at {
        ActionAt::Corrective(_) => ActionList::Corrective,
        ActionAt::Item(_) => ActionList::Items,
    }
}
