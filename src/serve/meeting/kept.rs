//! What is kept, and when a meeting is over.

use super::desk::Desk;
use crate::meeting::capture::CaptureKind;
use crate::meeting::clock::ClockAct;
use crate::meeting::ledger::{Entry, Kept, Ledger, MeetingEvent, Standing};

/// Why something is not done.
#[derive(Debug)]
pub(super) enum Denied {
    /// The device may not do it.
    Rights(&'static str),
    /// What a person is told.
    Why(String),
    /// The same, where the file can still be written over as it stands.
    InPlace(String),
}

impl From<String> for Denied {
    fn from(why: String) -> Self {
        Self::Why(why)
    }
}

impl Denied {
    pub(super) fn why(words: &str) -> Self {
        Self::Why(words.to_owned())
    }
}

impl Desk {
    /// Writes what happened into the journal, then into the ledger.
    pub(super) fn keep(&mut self, event: MeetingEvent) -> Result<Entry, Denied> {
        self.keep_as(None, event)
    }

    /// The same under an id of a page's own.
    pub(super) fn keep_as(
        &mut self,
        id: Option<&str>,
        event: MeetingEvent,
    ) -> Result<Entry, Denied> {
        self.make_ready()?;
        let kept = self.notebook.keep(id, event);
        let entry = self.kept(kept)?;
        self.ledger.take(&entry);
        Ok(entry)
    }

    /// The same for several things: all are kept, or none.
    pub(super) fn keep_all(
        &mut self,
        events: impl Iterator<Item = MeetingEvent>,
    ) -> Result<(), Denied> {
        self.make_ready()?;
        let kept = self.notebook.keep_all(events);
        self.kept(kept)?.iter().for_each(|entry| self.ledger.take(entry));
        Ok(())
    }

    /// Begins another meeting after one is over. Nothing is kept before somebody has said what
    /// becomes of the one that was found.
    fn make_ready(&mut self) -> Result<(), Denied> {
        if self.notebook.asks() {
            return Err(Denied::why(
                "an earlier meeting waits: continue it, or set it aside, before anything is kept",
            ));
        }
        if self.ledger.is_over {
            self.notebook.begin_anew();
            self.ledger = Ledger::default();
        }
        Ok(())
    }

    fn kept<T>(&mut self, kept: Result<T, String>) -> Result<T, Denied> {
        self.unkept =
            kept.as_ref().err().map(|why| format!("what was captured last is not kept: {why}"));
        kept.map_err(|why| Denied::Why(format!("not kept: {why}")))
    }

    /// Ends the meeting once its clock has and everything for the document is in it.
    pub(super) fn end_when_done(&mut self) -> Result<(), Denied> {
        let has_ended = matches!(self.ledger.clock.last(), Some((_, ClockAct::End)));
        let captures = || self.ledger.captures.iter();
        let is_left = captures()
            .any(|kept| kept.standing == Standing::Open && kept.capture.kind != CaptureKind::Note);
        let is_any = captures().any(|kept| kept.standing == Standing::Applied);
        if has_ended && is_any && !is_left && !self.ledger.is_over {
            self.keep(MeetingEvent::Ended)?;
        }
        Ok(())
    }

    /// A capture that may still be changed.
    pub(super) fn open_capture(&self, id: &str) -> Result<&Kept, Denied> {
        let kept = self.ledger.captures.iter().find(|kept| kept.id == id);
        match kept {
            None => Err(Denied::why("there is no such capture")),
            Some(kept) => match kept.standing {
                Standing::Open => Ok(kept),
                Standing::Withdrawn => Err(Denied::why("it was withdrawn already")),
                Standing::Applied => {
                    Err(Denied::why("it stands in the document already: change it there"))
                }
            },
        }
    }
}
