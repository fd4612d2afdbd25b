//! What somebody typed becomes a capture, and a capture becomes a line that shows how it was read.

use jiff::Zoned;

use super::desk::Desk;
use super::kept::Denied;
use super::view::state_name;
use crate::meeting::capture::{ActionRef, Capture, CaptureFields, CaptureKind};
use crate::meeting::typed;
use crate::words::ActionState;

/// A capture from a line that somebody typed.
pub(super) fn read(desk: &Desk, kind: CaptureKind, line: &str) -> Result<Capture, Denied> {
    let read = typed::capture(kind, line, Zoned::now().date(), &desk.known.owners);
    read.map_err(|error| Denied::Why(error.to_string()))
}

/// A capture as a line corrects it.
pub(super) fn corrected(
    desk: &Desk,
    old: &Capture,
    kind: CaptureKind,
    line: &str,
) -> Result<Capture, Denied> {
    if let (CaptureKind::Change, Some(target)) = (kind, &old.target) {
        let capture = change(desk, target.clone(), line, None)?;
        return Ok(Capture { from: old.from.clone(), ..capture });
    }
    let read = typed::corrected(old, kind, line, Zoned::now().date(), &desk.known.owners);
    read.map_err(|error| Denied::Why(error.to_string()))
}

/// A change of an action of the document.
pub(super) fn change(
    desk: &Desk,
    target: ActionRef,
    line: &str,
    state: Option<ActionState>,
) -> Result<Capture, Denied> {
    let mut capture = if line.trim().is_empty() {
        let fields = CaptureFields::default();
        Capture { kind: CaptureKind::Change, text: String::new(), fields, from: None, target: None }
    } else {
        read(desk, CaptureKind::Change, line)?
    };
    capture.fields.state = state.or(capture.fields.state);
    if capture.fields == CaptureFields::default() {
        return Err(Denied::why("this changes nothing: name an owner, a day, a sign or a state"));
    }
    // A change is shown by the words of what it changes.
    capture.text.clone_from(&target.text);
    Ok(Capture { target: Some(target), ..capture })
}

pub(super) fn state_of(name: &str) -> Result<ActionState, Denied> {
    let all = [
        ActionState::Proposed,
        ActionState::Committed,
        ActionState::InProgress,
        ActionState::Done,
        ActionState::Declined,
    ];
    let found = all.into_iter().find(|state| state_name(*state) == name || state.name() == name);
    found.ok_or_else(|| Denied::Why(format!("no state is called \u{201c}{name}\u{201d}")))
}

/// Text as one line, of bounded length.
pub(super) fn one_line(text: &str) -> String {
    const MOST: usize = 200;
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    let line = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    line.chars().take(MOST).collect()
}

/// A capture as it was kept, in one line: `Queue limits · @Ada · due 2026-12-04`.
pub(super) fn shown(capture: &Capture) -> String {
    let CaptureFields { owner, due, sign, state, reason } = &capture.fields;
    let with = |before: &str, value: &Option<String>| {
        value.as_ref().map(|value| format!("{before}{value}"))
    };
    let parts = [
        Some(capture.text.clone()),
        state.map(|state| state.words().to_owned()),
        with("@", owner),
        with("due ", due),
        with("sign: ", sign),
        with("reason: ", reason),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" \u{b7} ")
}
