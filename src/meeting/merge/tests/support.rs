//! Captures, and what a merge of them changes.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::edit::DocumentForm;
use crate::edit::diff::patch;
use crate::meeting::capture::{ActionRef, Capture, CaptureFields, CaptureKind};
use crate::meeting::ledger::{Kept, Standing};
use crate::meeting::merge::{Choice, MergeOptions, Merged, Placed, known, merge};

/// A capture of a kind.
pub(super) fn capture(kind: CaptureKind, text: &str) -> Capture {
    Capture {
        kind,
        text: text.to_owned(),
        fields: CaptureFields::default(),
        from: None,
        target: None,
    }
}

/// One that is open; its id is `id`.
pub(super) fn kept(id: &str, capture: Capture) -> Kept {
    let at: Timestamp = "2026-11-26T14:05:00Z".parse().expect("a time");
    Kept { id: id.to_owned(), at, capture, standing: Standing::Open }
}

/// A decision, an option that was declined, an action with all fields, a lesson, a question and a
/// note.
pub(super) fn every_kind() -> Vec<Kept> {
    let declined = Capture {
        fields: CaptureFields { reason: Some("too dear".into()), ..CaptureFields::default() },
        ..capture(CaptureKind::DeclinedOption, "A second cluster")
    };
    let action = Capture {
        fields: CaptureFields {
            owner: Some("ann".into()),
            due: Some("2026-12-01".into()),
            sign: Some("no page for a week".into()),
            ..CaptureFields::default()
        },
        from: Some("W1".into()),
        ..capture(CaptureKind::Action, "Watch the disks")
    };
    let lesson =
        Capture { from: Some("W1".into()), ..capture(CaptureKind::Lesson, "Disks fill at night") };
    let all = [
        capture(CaptureKind::Decision, "Alerts go to the team"),
        declined,
        action,
        lesson,
        capture(CaptureKind::Question, "Who owns the old disks?"),
        capture(CaptureKind::Note, "Long silence here"),
    ];
    let ids = ["c1", "c2", "c3", "c4", "c5", "c6"];
    ids.into_iter().zip(all).map(|(id, capture)| kept(id, capture)).collect()
}

/// How captures are applied.
pub(super) fn applying() -> MergeOptions {
    MergeOptions { with_questions: true, zone: TimeZone::UTC, ..MergeOptions::default() }
}

/// The same with a choice for one capture.
pub(super) fn choosing(id: &str, choice: Choice) -> MergeOptions {
    MergeOptions { choices: [(id.to_owned(), choice)].into(), ..applying() }
}

/// A merge; done twice, it changes nothing more.
pub(super) fn merged(
    file: &str,
    form: DocumentForm,
    captures: &[Kept],
    asked: &MergeOptions,
) -> Merged {
    let captures: Vec<&Kept> = captures.iter().collect();
    let merged = merge(file, form, &captures, asked);
    let again = merge(&merged.text, form, &captures, asked);
    assert_eq!(again.text, merged.text, "applied twice: {:?}", again.each);
    merged
}

/// The lines that a merge takes out and puts in, each behind its sign.
pub(super) fn lines(before: &str, after: &str) -> Vec<String> {
    let patch = patch("document", before, after);
    let lines = patch.lines().skip(2).filter(|line| line.starts_with(['+', '-']));
    lines.map(str::to_owned).collect()
}

/// The action of a document whose text begins with some words.
pub(super) fn target(file: &str, form: DocumentForm, begin: &str) -> ActionRef {
    let actions = known(file, form).actions;
    let found = actions.into_iter().find(|action| action.target.text.starts_with(begin));
    found.expect("an action").target
}

/// A change of such an action.
pub(super) fn change(target: ActionRef, fields: CaptureFields) -> Capture {
    Capture { target: Some(target), fields, ..capture(CaptureKind::Change, "") }
}

/// What became of the only capture.
pub(super) fn only(merged: &Merged) -> &Placed {
    match merged.each.as_slice() {
        [(_, placed)] => placed,
        each => panic!("{each:?}"),
    }
}
