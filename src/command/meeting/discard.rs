//! `whydeck meeting discard FILE`: the meeting ends, and its journal gets a name of its own.

use std::io::{self, BufRead, IsTerminal, Write};

use super::held::{fault, held};
use crate::cli::MeetingDiscard;
use crate::command::problems::conclude;
use crate::command::{Ending, Fault};
use crate::document;
use crate::meeting::capture::CaptureKind;
use crate::meeting::journal::{Found, Journal, hash};
use crate::meeting::ledger::{Ledger, MeetingEvent};
use crate::report::{self, count};

/// Asks, and sets the journal aside.
pub(super) fn run(options: &MeetingDiscard) -> Result<Ending, Fault> {
    let mut held = held(&options.of)?;
    let question = question(&held.ledger, &held.name);
    if !options.yes && !is_meant(&question)? {
        held.report.remark("nothing was changed\n", held.wording);
        return conclude(held.report, Ok(Ending::Failed), held.wording);
    }
    // The document may be gone, or none: its journal is set aside all the same.
    let text = document::read(&held.path).unwrap_or_default();
    let (mut journal, ..) = Journal::open(&held.path, &held.root, &hash(text.as_bytes()))
        .map_err(|error| fault(&error))?;
    if matches!(journal.found(), Found::Continues(_)) {
        journal.go_on();
        // Only a remark in what is set aside: it may be full.
        let _ = journal.append(MeetingEvent::Ended);
    }
    let aside = journal.set_aside().map_err(|error| fault(&error))?;
    if let Some(aside) = aside {
        let line = format!("the meeting has ended; its journal is {} now\n", report::path(&aside));
        held.report.remark(&line, held.wording);
    }
    conclude(held.report, Ok(Ending::Done), held.wording)
}

/// What is asked: nobody should lose by it what is in no document.
fn question(ledger: &Ledger, name: &str) -> String {
    let open = ledger.open_captures().filter(|it| it.capture.kind != CaptureKind::Note).count();
    let open = match open {
        0 => "all of its captures are in the document, or withdrawn".to_owned(),
        1 => "1 capture is not in the document".to_owned(),
        open => format!("{} are not in the document", count(open, "capture")),
    };
    format!("End the meeting about {name}, and set its journal aside? ({open}) [y/N] ")
}

/// Asks somebody at the terminal.
fn is_meant(question: &str) -> Result<bool, Fault> {
    let (input, mut errors) = (io::stdin(), io::stderr());
    if !input.is_terminal() {
        return Err(Fault::from("nobody is there to be asked").help("`--yes` does not ask"));
    }
    let mut answer = String::new();
    let asked = write!(errors, "{question}")
        .and_then(|()| errors.flush())
        .and_then(|()| input.lock().read_line(&mut answer));
    asked.map_err(|error| format!("cannot ask: {error}"))?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}
