//! The journal of the meeting that goes on, and what it waits for.

use std::fs;

use jiff::tz::TimeZone;

use super::setting::MeetingSetting;
use crate::meeting::journal::{self, Found, FoundMeeting, Journal};
use crate::meeting::ledger::{Entry, Ledger, MeetingEvent};
use crate::root;

/// A journal, or why there is none.
#[derive(Debug)]
pub(super) struct Notebook {
    setting: MeetingSetting,
    /// None when it cannot be opened: then it is tried again with the next entry.
    journal: Option<Journal>,
    /// What it holds of a meeting that waits to be continued.
    waiting: Vec<Entry>,
    /// What a person should know about it.
    remarks: Vec<String>,
    /// Why there is none.
    trouble: Option<String>,
}

impl Notebook {
    pub(super) fn open(setting: &MeetingSetting) -> Self {
        let mut notebook = Self {
            setting: setting.clone(),
            journal: None,
            waiting: Vec::new(),
            remarks: Vec::new(),
            trouble: None,
        };
        notebook.reopen();
        notebook
    }

    /// Opens the journal beside the document.
    fn reopen(&mut self) {
        let MeetingSetting { document, root, .. } = &self.setting;
        let bytes = root::open(document).and_then(|file| root::read_file(&file));
        let hash = journal::hash(&bytes.unwrap_or_default());
        self.journal = None;
        match Journal::open(document, root, &hash) {
            Ok((journal, entries, remarks)) => {
                self.remarks =
                    remarks.iter().map(|remark| format!("the journal: {remark}")).collect();
                (self.journal, self.waiting, self.trouble) = (Some(journal), entries, None);
            }
            Err(error) => self.trouble = Some(error.to_string()),
        }
    }

    /// The name of the file.
    pub(super) fn name(&self) -> Option<String> {
        let name = self.journal.as_ref()?.path().file_name()?;
        Some(name.to_string_lossy().into_owned())
    }

    /// Whether somebody has to say what becomes of the meeting that was found.
    pub(super) fn asks(&self) -> bool {
        self.journal.as_ref().is_some_and(Journal::asks)
    }

    /// Whether nothing was kept in it yet.
    pub(super) fn is_new(&self) -> bool {
        !self.journal.as_ref().is_some_and(Journal::is_begun)
    }

    /// The meeting that was found, in words.
    pub(super) fn found(&self) -> Option<String> {
        let found = self.journal.as_ref().filter(|journal| journal.asks())?.found();
        Some(match found {
            Found::Continues(meeting) => told(meeting, "of this document"),
            Found::Foreign(meeting) => match &meeting.document {
                Some(name) => told(meeting, &format!("of another document, {name}")),
                None => told(meeting, "of a document that is not known"),
            },
            Found::None | Found::Ended(_) => return None,
        })
    }

    /// What a person should know about the journal.
    pub(super) fn remarks(&self) -> &[String] {
        &self.remarks
    }

    /// Reminds of what git would take in.
    pub(super) fn remind(&mut self) {
        if let Some(name) = self.name() {
            self.remarks.push(format!(
                "git sees {name}: it holds notes and parked questions, so add \
                 \u{201c}*.meeting*.ndjson\u{201d} to .gitignore"
            ));
        }
    }

    /// Why there is no journal.
    pub(super) fn trouble(&self) -> Option<&str> {
        self.trouble.as_deref()
    }

    /// Writes that something happened, under this id; it is on the disk when this returns.
    ///
    /// # Errors
    /// Why it is not kept.
    pub(super) fn keep(&mut self, id: Option<&str>, event: MeetingEvent) -> Result<Entry, String> {
        if self.journal.is_none() {
            self.reopen();
        }
        match &mut self.journal {
            None => Err(self.trouble.clone().unwrap_or_default()),
            Some(journal) => {
                let kept = match id {
                    Some(id) => journal.append_as(id, event),
                    None => journal.append(event),
                };
                kept.map_err(|error| error.to_string())
            }
        }
    }

    /// The same for several things, with one wait for the disk: all are kept, or none.
    ///
    /// # Errors
    /// Why they are not kept.
    pub(super) fn keep_all(
        &mut self,
        events: impl Iterator<Item = MeetingEvent>,
    ) -> Result<Vec<Entry>, String> {
        if self.journal.is_none() {
            self.reopen();
        }
        match &mut self.journal {
            None => Err(self.trouble.clone().unwrap_or_default()),
            Some(journal) => journal.append_all(events).map_err(|error| error.to_string()),
        }
    }

    /// The meeting that was found goes on; what happened in it.
    pub(super) fn go_on(&mut self) -> Ledger {
        self.journal.iter_mut().for_each(Journal::go_on);
        Ledger::of(&std::mem::take(&mut self.waiting))
    }

    /// The meeting that was found gets a file of its own, and a new one begins. The name of that
    /// file.
    ///
    /// # Errors
    /// Why that is not possible.
    pub(super) fn set_aside(&mut self) -> Result<Option<String>, String> {
        let Some(journal) = &mut self.journal else {
            return Err(self.trouble.clone().unwrap_or_default());
        };
        let aside = journal.set_aside().map_err(|error| error.to_string())?;
        self.waiting.clear();
        self.remarks.clear();
        Ok(aside.and_then(|path| Some(path.file_name()?.to_string_lossy().into_owned())))
    }

    /// Begins another meeting, after this one is over.
    pub(super) fn begin_anew(&mut self) {
        self.reopen();
    }
}

/// `a meeting of this document, begun on 2026-11-27, with 14 entries; the last at 15:02`.
fn told(meeting: &FoundMeeting, whose: &str) -> String {
    let begun = meeting.begun.map(|day| format!(", begun on {day}")).unwrap_or_default();
    let entries = match meeting.entries {
        1 => "1 entry".to_owned(),
        count => format!("{count} entries"),
    };
    let last = meeting.last.map(|last| {
        let last = last.to_zoned(TimeZone::system());
        format!(", the last on {} at {:02}:{:02}", last.date(), last.hour(), last.minute())
    });
    let changed =
        if meeting.is_unchanged { "" } else { "; the document has changed since it began" };
    format!("a meeting {whose}{begun}, with {entries}{}{changed}", last.unwrap_or_default())
}

/// Whether git would take the journal in: the first capture reminds of it then.
pub(super) fn is_seen_by_git(setting: &MeetingSetting) -> bool {
    let folder = setting.document.parent().map(fs::canonicalize).and_then(Result::ok);
    let folder = folder.or_else(|| fs::canonicalize(".").ok());
    let Some(folder) = folder else { return false };
    let repository = folder.ancestors().find(|folder| folder.join(".git").exists());
    let Some(repository) = repository else { return false };
    let inside = folder.ancestors().take_while(|folder| folder.starts_with(repository));
    let names_it = |text: String| text.lines().any(|line| line.contains(".meeting"));
    !inside.map(|folder| folder.join(".gitignore")).any(|file| {
        let text = root::open(&file).and_then(|file| root::read_file(&file));
        text.is_ok_and(|bytes| names_it(String::from_utf8_lossy(&bytes).into_owned()))
    })
}
