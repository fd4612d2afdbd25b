//! Items and sections that a document gets.

use super::super::change::Change;
use super::super::draft::Draft;
use super::super::item::Words;
use super::super::literal::{PLAIN_AND_SAFE, WAYS};
use super::super::reading::{Reading, names};
use super::super::{Edit, EditError};
use super::{ends, heading, places};
use crate::words::SectionKind;

/// Puts an item where it belongs: at the first place and in the first way that read back.
pub(in crate::edit) fn insert(
    draft: &Draft<'_, '_>,
    words: &Words,
) -> Result<Vec<Edit>, EditError> {
    for (index, place) in places::all(draft, words).iter().enumerate() {
        let ways = if index == 0 { &WAYS[..] } else { &PLAIN_AND_SAFE[..] };
        let mut tried: Vec<Vec<Change>> = Vec::new();
        for way in ways {
            let Some(changes) = place.write(draft, words, *way) else { break };
            if tried.contains(&changes) {
                continue;
            }
            if let Some(edits) = draft.tried(&changes, |after| is_added(draft, words, after)) {
                return Ok(edits);
            }
            tried.push(changes);
        }
    }
    Err(EditError::NotReadBack)
}

/// Whether a reading has the item, and all else as before.
pub(in crate::edit) fn is_added(draft: &Draft<'_, '_>, words: &Words, after: &Reading) -> bool {
    let before = &draft.before;
    let names = names(words.list.section());
    if !after.adds_to(before) || after.keys_without(names) != before.keys_without(names) {
        return false;
    }
    after.added(before, words.list.index()).is_some_and(|read| words.is_said_by(read))
}

/// Puts an empty section at its canonical place.
pub(in crate::edit) fn insert_section(
    draft: &Draft<'_, '_>,
    kind: SectionKind,
) -> Result<Vec<Edit>, EditError> {
    for (heading, at) in heading::new(draft, kind, kind.title()) {
        let written = heading.written();
        let change = ends::block_at(draft.text(), at, &format!("{}\n", written.trim_end()));
        let wanted = format!("{kind:?} ");
        let is_there = |after: &Reading| {
            let before = &draft.before;
            after.adds_to(before)
                && after.lists == before.lists
                && after.rest == before.rest
                && after.blocks.len() == before.blocks.len() + 1
                && after.blocks.iter().any(|block| block.starts_with(&wanted))
        };
        if let Some(edits) = draft.tried(&[change], is_there) {
            return Ok(edits);
        }
    }
    Err(EditError::NotReadBack)
}
