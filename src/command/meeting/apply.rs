//! `whydeck meeting apply FILE`: what was captured, written into the document.

use super::held::{Held, fault, held};
use crate::cli::MeetingApply;
use crate::command::problems::conclude;
use crate::command::{Ending, Fault};
use crate::meeting::apply::write;
use crate::meeting::capture::CaptureKind;
use crate::meeting::journal::{Found, Journal, hash};
use crate::meeting::ledger::MeetingEvent;
use crate::meeting::merge::{Merged, Placed};
use crate::report::count;

/// Writes the document, then into the journal that it was written. When that fails, the captures
/// are found in the document the next time.
pub(super) fn run(options: &MeetingApply) -> Result<Ending, Fault> {
    let mut held = held(&options.of)?;
    let text = held.text()?;
    let before = hash(text.as_bytes());
    let mut journal = opened(&held, &before)?;
    let merged = held.merged(&text, &options.sides)?;
    write(&held.path, &held.root, &before, &merged.text, options.in_place).map_err(|error| {
        let fault = Fault::from(format!("{}: {error}", held.name));
        if error.helps_in_place() { fault.help("`--in-place` does so") } else { fault }
    })?;
    let ending = if held.tell(&merged) { Ending::Failed } else { Ending::Done };
    let written = counted(&merged, |placed| *placed == Placed::Written);
    let known = counted(&merged, |placed| *placed == Placed::AlreadyThere);
    let line = match (written, known) {
        (0, 0) => format!("nothing to write into {}\n", held.name),
        (0, known) => format!("{}: {} there already\n", held.name, count(known, "capture")),
        (written, _) => format!("{}: {} written\n", held.name, count(written, "capture")),
    };
    held.report.remark(&line, held.wording);
    let targets = settled(&held, &merged);
    if let (Some(journal), false) = (&mut journal, targets.is_empty()) {
        let kept = journal.append(MeetingEvent::Applied { targets });
        if let Err(error) = kept {
            let line =
                format!("the document is written, and the journal does not say so: {error}\n");
            held.report.remark(&line, held.wording);
        }
    }
    conclude(held.report, Ok(ending), held.wording)
}

/// The journal, open for more; none of a meeting that ended, since that takes no more.
fn opened(held: &Held, hash: &str) -> Result<Option<Journal>, Fault> {
    let (mut journal, ..) =
        Journal::open(&held.path, &held.root, hash).map_err(|error| fault(&error))?;
    match journal.found() {
        Found::Continues(_) => journal.go_on(),
        Found::Foreign(meeting) => {
            let other = meeting.document.as_deref().unwrap_or("a document that is not known");
            let other = crate::report::visible(other);
            let message = format!("the journal beside {} is of {other}", held.name);
            return Err(Fault::from(message).help(
                "`whydeck meeting diff` shows what it would change; `discard` sets it aside",
            ));
        }
        Found::None | Found::Ended(_) => return Ok(None),
    }
    Ok(Some(journal))
}

fn counted(merged: &Merged, is_one: impl Fn(&Placed) -> bool) -> usize {
    merged.each.iter().filter(|(_, placed)| is_one(placed)).count()
}

/// The captures that need nothing more. Notes are never written, and stay.
fn settled(held: &Held, merged: &Merged) -> Vec<String> {
    let is_note = |id: &str| {
        held.ledger.captures.iter().any(|it| it.id == id && it.capture.kind == CaptureKind::Note)
    };
    let is_settled = |placed: &Placed| {
        matches!(placed, Placed::Written | Placed::AlreadyThere | Placed::LeftAsItIs)
    };
    let all = merged.each.iter().filter(|(id, placed)| is_settled(placed) && !is_note(id));
    all.map(|(id, _)| id.clone()).collect()
}
