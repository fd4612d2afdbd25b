//! An action found again in the document as it is now.

use similar::TextDiff;

use super::known::list_of;
use super::line::{self, one_line};
use crate::edit::{ActionAt, Draft, ReadItem};
use crate::meeting::capture::ActionRef;

/// Texts that share so much are the same, reworded; with the same id, less will do.
const SIMILAR: f32 = 0.6;
const SIMILAR_WITH_ID: f32 = 0.3;

/// What became of an action.
pub(super) enum Found<'r> {
    /// It is there.
    Same(ActionAt, &'r ReadItem),
    /// It says something else now, or there are several that say the same: this is the nearest.
    Near(ActionAt, &'r ReadItem),
    Gone,
}

/// Looks for an action by its text, then by what comes near it.
pub(super) fn find<'r>(draft: &'r Draft<'_, '_>, target: &ActionRef) -> Found<'r> {
    let text = one_line(&target.text);
    let of_list: Vec<(ActionAt, &ReadItem)> =
        draft.actions().filter(|(at, _)| list_of(*at) == target.list).collect();
    let same: Vec<(ActionAt, &ReadItem)> =
        of_list.iter().copied().filter(|(_, read)| one_line(&read.text) == text).collect();
    match same.as_slice() {
        [] => near(&of_list, target, &text),
        [(at, read)] => Found::Same(*at, read),
        [first, ..] => {
            let seen = || same.iter().find(|(_, read)| line::of(read) == target.seen);
            let known = same.iter().find(|(_, read)| read.id == target.id).or_else(seen);
            match known {
                Some((at, read)) => Found::Same(*at, read),
                None => Found::Near(first.0, first.1),
            }
        }
    }
}

fn near<'r>(all: &[(ActionAt, &'r ReadItem)], target: &ActionRef, text: &str) -> Found<'r> {
    let likeness =
        |read: &ReadItem| TextDiff::from_words(text, one_line(&read.text).as_str()).ratio();
    let rated = all.iter().map(|(at, read)| (likeness(read), at, read));
    let fits = rated.filter(|(likeness, _, read)| {
        *likeness >= if read.id == target.id { SIMILAR_WITH_ID } else { SIMILAR }
    });
    let best = fits.max_by(|one, other| one.0.total_cmp(&other.0));
    best.map_or(Found::Gone, |(_, at, read)| Found::Near(*at, read))
}
