//! Journals as real files.

#[cfg(unix)]
mod files;
#[cfg(unix)]
mod killed;
mod lines;

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
    assert_eq!(journal.path(), fs::canonicalize(room.journal()).expect("a path"));
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

/// A journal's lines with what is random and what is now exchanged.
fn masked(text: &str) -> String {
    let mut seen: Vec<String> = Vec::new();
    let mut out = String::new();
    for part in text.split_inclusive('"') {
        let word = part.trim_end_matches('"');
        let is_random = word.len() == 16 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
        if is_random && word != "0123456789abcdef" {
            let index = seen.iter().position(|known| known == word).unwrap_or_else(|| {
                seen.push(word.to_owned());
                seen.len() - 1
            });
            out.push_str(&format!("id-{index}\""));
        } else {
            out.push_str(part);
        }
    }
    out
}

#[test]
fn the_form_is_stable() {
    let room = Room::new();
    let (mut journal, ..) = room.open().expect("a journal");
    let at: Timestamp = "2026-11-26T14:00:00.123456Z".parse().expect("a time");
    for event in events().into_iter().chain([MeetingEvent::Ended]) {
        journal.append_at(event, at).expect("kept");
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journals/form.meeting.ndjson");
    let text = masked(&room.text());
    if std::env::var_os("WHYDECK_UPDATE").is_some() {
        fs::write(&path, &text).expect("the form");
    }
    assert_eq!(text, fs::read_to_string(path).expect("the form"));
}

#[test]
fn the_example_of_the_docs_is_one() {
    let docs = include_str!("../../../../docs/journal.md");
    let example = docs.split("```json\n").nth(1).and_then(|rest| rest.split("```").next());
    let reading = super::reading::read(example.expect("an example").as_bytes());
    assert_eq!(reading.remarks, []);
    assert!(reading.header.is_some() && reading.entries.len() > 5);
}

#[test]
fn many_captures_are_applied_in_several_lines() {
    let room = Room::new();
    let (mut journal, ..) = room.open().expect("a journal");
    let targets: Vec<String> = (0..950).map(|number| format!("{number:016x}")).collect();
    journal.append(MeetingEvent::Applied { targets: targets.clone() }).expect("kept");
    drop(journal);
    let (_, entries, remarks) = room.open().expect("a journal");
    let read = entries.iter().flat_map(|entry| match &entry.event {
        MeetingEvent::Applied { targets } => targets.clone(),
        _ => Vec::new(),
    });
    assert_eq!(read.collect::<Vec<_>>(), targets);
    assert!(entries.len() == 5 && remarks.is_empty(), "{remarks:?}");
}

#[test]
fn a_meeting_that_ended_makes_room_for_the_next() {
    let room = Room::new();
    let (mut journal, ..) = room.open().expect("a journal");
    let at: Timestamp = "2026-11-20T12:00:00Z".parse().expect("a time");
    journal.append_at(note("one"), at).expect("kept");
    journal.append_at(MeetingEvent::Ended, at).expect("kept");
    let (before, id) = (room.text(), journal.id().to_owned());
    drop(journal);
    let (mut journal, entries, _) = room.open().expect("a journal");
    assert!(matches!(journal.found(), Found::Ended(_)) && !journal.asks() && entries.is_empty());
    assert_ne!(journal.id(), id);
    journal.append(note("two")).expect("kept");
    assert_eq!(journal.found(), &Found::None);
    // So does one that ends while it is open.
    journal.append_at(MeetingEvent::Ended, at).expect("kept");
    journal.append_at(note("three"), at).expect("kept");
    journal.append_at(MeetingEvent::Ended, at).expect("kept");
    journal.append(note("four")).expect("kept");
    let third = fs::read_to_string(room.file("incident.meeting.2026-11-20-2.ndjson"));
    assert!(third.expect("set aside").contains("three"));
    let aside = fs::read_to_string(room.file("incident.meeting.2026-11-20.ndjson"));
    assert_eq!(aside.expect("set aside"), before);
    assert_eq!(room.text().lines().count(), 2);
}

#[test]
fn what_is_set_aside_overwrites_nothing() {
    let room = Room::new();
    let at: Timestamp = "2026-11-20T12:00:00Z".parse().expect("a time");
    let mut names = Vec::new();
    for text in ["one", "two", "three"] {
        let (mut journal, ..) = room.open().expect("a journal");
        journal.append_at(note(text), at).expect("kept");
        drop(journal);
        let (mut journal, entries, _) = room.open().expect("a journal");
        assert!(journal.asks() && entries.len() == 1);
        let aside = journal.set_aside().expect("set aside").expect("a name");
        assert!(fs::read_to_string(&aside).expect("a file").contains(text));
        assert!(!journal.asks() && !journal.is_begun() && !room.journal().exists());
        names.push(aside.file_name().expect("a name").to_string_lossy().into_owned());
    }
    let expected =
        ["20", "20-2", "20-3"].map(|day| format!("incident.meeting.2026-11-{day}.ndjson"));
    assert_eq!(names, expected);
}

#[test]
fn another_documents_journal_is_asked_about() {
    let room = Room::new();
    let (mut journal, ..) = room.open().expect("a journal");
    journal.append(note("one")).expect("kept");
    drop(journal);
    fs::write(room.file("other.md"), "# Other\n").expect("a document");
    fs::rename(room.journal(), room.file("other.meeting.ndjson")).expect("renamed");
    let opened = Journal::open(&room.file("other.md"), room.root(), &hash(b"# Other\n"));
    let (mut journal, entries, _) = opened.expect("a journal");
    let Found::Foreign(meeting) = journal.found() else { panic!("{:?}", journal.found()) };
    assert_eq!(meeting.document.as_deref(), Some("incident.md"));
    assert!(!meeting.is_unchanged && entries.len() == 1);
    assert!(matches!(journal.append(note("two")), Err(JournalError::Asks)));
    // What has no first line is of no document that is known.
    drop((journal, fs::write(room.journal(), "hello\nworld")));
    let (journal, entries, remarks) = room.open().expect("a journal");
    let Found::Foreign(meeting) = journal.found() else { panic!("{:?}", journal.found()) };
    assert_eq!((&meeting.document, entries.len()), (&None, 0));
    let first = "the first line does not say which meeting it is";
    assert_eq!(remarks[1..], [first, "line 2 is torn and was skipped"]);
}
