//! Journals as real files.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::{Found, Journal, JournalError, hash};
use crate::meeting::capture::{ActionList, ActionRef, Capture, CaptureFields, CaptureKind};
use crate::meeting::clock::ClockAct;
use crate::meeting::ledger::{Entry, MeetingEvent};
use crate::words::ActionState;

/// A folder with a document.
struct Room {
    dir: tempfile::TempDir,
}

impl Room {
    fn new() -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        fs::write(dir.path().join("incident.md"), "# Incident\n").expect("a document");
        Self { dir }
    }

    fn root(&self) -> &Path {
        self.dir.path()
    }

    fn file(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn journal(&self) -> PathBuf {
        self.file("incident.meeting.ndjson")
    }

    fn text(&self) -> String {
        fs::read_to_string(self.journal()).expect("a journal")
    }

    fn open(&self) -> Result<(Journal, Vec<Entry>, Vec<String>), JournalError> {
        let opened = Journal::open(&self.file("incident.md"), self.root(), &hash(b"# Incident\n"));
        let (journal, entries, remarks) = opened?;
        Ok((journal, entries, remarks.iter().map(ToString::to_string).collect()))
    }

    /// What stands in the way of opening it.
    fn refused(&self) -> String {
        self.open().map(|_| ()).expect_err("refused").to_string()
    }
}

fn note(text: &str) -> MeetingEvent {
    MeetingEvent::Captured(Capture {
        kind: CaptureKind::Note,
        text: text.to_owned(),
        fields: CaptureFields::default(),
        from: None,
        target: None,
    })
}

/// One event of each kind, with all that it can hold.
fn events() -> Vec<MeetingEvent> {
    let action = Capture {
        kind: CaptureKind::Action,
        text: "Page \"twice\" \\ – ünd \u{202e}mehr".to_owned(),
        fields: CaptureFields {
            owner: Some("Ann Lee".to_owned()),
            due: Some("2026-12-01".to_owned()),
            sign: Some("no page is missed".to_owned()),
            state: Some(ActionState::InProgress),
            reason: Some("too dear".to_owned()),
        },
        from: Some("the timeline, 10:20".to_owned()),
        target: None,
    };
    let change = Capture {
        kind: CaptureKind::Change,
        text: String::new(),
        fields: CaptureFields { state: Some(ActionState::Done), ..CaptureFields::default() },
        from: None,
        target: Some(ActionRef {
            list: ActionList::Corrective,
            id: "CA-1".to_owned(),
            text: "Alert on it".to_owned(),
            seen: "@bob".to_owned(),
        }),
    };
    let target = || "0123456789abcdef".to_owned();
    vec![
        MeetingEvent::Captured(action.clone()),
        MeetingEvent::Captured(change),
        MeetingEvent::Corrected { target: target(), capture: action },
        MeetingEvent::Withdrawn { target: target() },
        MeetingEvent::Applied { targets: vec![target(), "b".to_owned()] },
        MeetingEvent::Clock(ClockAct::Start(0)),
        MeetingEvent::Clock(ClockAct::Skip(3)),
        MeetingEvent::Clock(ClockAct::Extend(2, 5)),
        MeetingEvent::Clock(ClockAct::Pause),
        MeetingEvent::Clock(ClockAct::Resume),
        MeetingEvent::Clock(ClockAct::End),
        MeetingEvent::HoldBack(true),
        MeetingEvent::ShowTimer(false),
        MeetingEvent::Revealed { text: "It was slow before".to_owned() },
        MeetingEvent::Taken { target: target() },
        note("one"),
    ]
}

#[test]
fn what_was_appended_is_read_back() {
    let room = Room::new();
    let (mut journal, entries, remarks) = room.open().expect("a journal");
    assert_eq!((journal.found(), entries.len(), remarks.len()), (&Found::None, 0, 0));
    assert!(!journal.is_begun() && !room.journal().exists());
    let at: Timestamp = "2026-11-26T14:00:00.123456Z".parse().expect("a time");
    let mut kept = Vec::new();
    for event in events() {
        kept.push(journal.append_at(event, at).expect("kept"));
    }
    assert!(journal.is_begun());
    let id = journal.id().to_owned();
    drop(journal);
    let (mut journal, entries, remarks) = room.open().expect("a journal");
    assert_eq!(entries, kept);
    assert!(remarks.is_empty() && journal.asks(), "{remarks:?}");
    let Found::Continues(meeting) = journal.found() else { panic!("{:?}", journal.found()) };
    assert!(meeting.is_unchanged && meeting.entries == kept.len());
    assert_eq!(journal.id(), id);
    assert!(matches!(journal.append(note("two")), Err(JournalError::Asks)));
    journal.go_on();
    kept.push(journal.append(note("two")).expect("kept"));
    drop(journal);
    assert_eq!(room.open().expect("a journal").1, kept);
}
