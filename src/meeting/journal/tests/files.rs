//! What may stand where a journal should be.

use std::fs::{self, File, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::path::Path;

use super::super::{self as journal, Journal, JournalError};
use super::{Room, note};

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("a file").mode() & 0o777
}

#[test]
fn links_are_not_followed() {
    let room = Room::new();
    let outside = tempfile::tempdir().expect("a folder");
    let target = outside.path().join("target");
    symlink(&target, room.journal()).expect("a link");
    let why = "the journal is a link, and links are not followed: remove it";
    // One that leads nowhere, and one that leads to a file.
    assert_eq!(room.refused(), why);
    fs::write(&target, "precious\n").expect("a file");
    assert_eq!(room.refused(), why);
    let read = journal::read(&room.file("incident.md"), room.root());
    assert_eq!(read.map(|_| ()).expect_err("refused").to_string(), why);
    // One that comes while the meeting runs.
    fs::remove_file(room.journal()).expect("gone");
    let (mut journal, ..) = room.open().expect("a journal");
    symlink(&target, room.journal()).expect("a link");
    assert!(matches!(journal.append(note("one")), Err(JournalError::Appeared)));
    fs::remove_file(room.journal()).expect("gone");
    journal.append(note("one")).expect("kept");
    fs::rename(room.journal(), room.file("moved")).expect("moved");
    symlink(&target, room.journal()).expect("a link");
    assert!(matches!(journal.append(note("two")), Err(JournalError::Exchanged)));
    assert_eq!(fs::read_to_string(target).expect("a file"), "precious\n");
}

#[test]
fn nothing_but_a_file_is_opened() {
    let room = Room::new();
    let why = "the journal's name is taken by what is no file: remove it";
    fs::create_dir(room.journal()).expect("a folder");
    assert_eq!(room.refused(), why);
    fs::remove_dir(room.journal()).expect("gone");
    let pipe = std::process::Command::new("mkfifo").arg(room.journal()).status();
    if pipe.is_ok_and(|status| status.success()) {
        assert_eq!(room.refused(), why);
    }
}

#[test]
fn a_second_name_is_refused() {
    let room = Room::new();
    let (mut journal, ..) = room.open().expect("a journal");
    journal.append(note("one")).expect("kept");
    drop(journal);
    fs::hard_link(room.journal(), room.file("other")).expect("a second name");
    assert!(room.refused().contains("has a second name (a hard link)"));
    fs::remove_file(room.file("other")).expect("gone");
    assert!(room.open().is_ok());
}

#[test]
fn a_journal_is_its_owners_alone() {
    let room = Room::new();
    let (mut journal, ..) = room.open().expect("a journal");
    journal.append(note("one")).expect("kept");
    assert_eq!(mode(&room.journal()), 0o600);
    drop(journal);
    fs::set_permissions(room.journal(), Permissions::from_mode(0o664)).expect("a mode");
    let read = journal::read(&room.file("incident.md"), room.root()).expect("read");
    assert!(read.is_some() && mode(&room.journal()) == 0o664);
    let (_, _, remarks) = room.open().expect("a journal");
    assert_eq!(remarks, ["others could read the journal; now only you can"]);
    assert_eq!(mode(&room.journal()), 0o600);
}

#[test]
fn the_journal_stands_beside_the_real_document_inside_the_root() {
    let room = Room::new();
    fs::create_dir(room.file("sub")).expect("a folder");
    symlink("../incident.md", room.file("sub/link.md")).expect("a link");
    let (mut journal, ..) =
        Journal::open(&room.file("sub/link.md"), room.root(), "x").expect("a journal");
    journal.append(note("one")).expect("kept");
    assert!(room.journal().exists());
    drop(journal);
    let outside = Room::new();
    symlink(outside.file("incident.md"), room.file("away.md")).expect("a link");
    let refused = Journal::open(&room.file("away.md"), room.root(), "x").map(|_| ());
    let why = refused.expect_err("refused").to_string();
    assert!(why.contains("lies outside the deck's folder"), "{why}");
}

#[test]
fn a_document_that_is_gone_still_has_its_journal() {
    let room = Room::new();
    let (mut journal, ..) = room.open().expect("a journal");
    fs::remove_file(room.file("incident.md")).expect("gone");
    journal.append(note("one")).expect("kept");
    drop(journal);
    let (mut journal, entries, _) = room.open().expect("a journal");
    assert_eq!(entries.len(), 1);
    journal.set_aside().expect("set aside");
    // A link that leads nowhere is no document.
    symlink("nowhere.md", room.file("incident.md")).expect("a link");
    assert!(room.refused().ends_with("there is no such file"), "{}", room.refused());
}

#[test]
fn two_at_once_do_not_mix() {
    let room = Room::new();
    let (mut one, ..) = room.open().expect("a journal");
    let (mut two, ..) = room.open().expect("a journal");
    one.append(note("one")).expect("kept");
    // Both began with nothing: the second sees the file of the first.
    assert!(matches!(two.append(note("two")), Err(JournalError::Appeared)));
    assert_eq!(room.refused(), "another whydeck holds this document's meeting: end that one first");
    // Looking is fine.
    let read = journal::read(&room.file("incident.md"), room.root()).expect("read");
    assert_eq!(read.expect("a journal").entries.len(), 1);
    one.append(note("three")).expect("kept");
    drop(one);
    assert_eq!(room.open().expect("a journal").1.len(), 2);
}

#[test]
fn a_journal_that_is_removed_while_it_is_open_comes_back() {
    let room = Room::new();
    let (mut journal, ..) = room.open().expect("a journal");
    journal.append(note("one")).expect("kept");
    fs::remove_file(room.journal()).expect("gone");
    journal.append(note("two")).expect("kept");
    fs::rename(room.journal(), room.file("moved")).expect("moved");
    journal.append(note("three")).expect("kept");
    assert!(matches!(room.open(), Err(JournalError::Busy)));
    drop(journal);
    assert_eq!(room.open().expect("a journal").1.len(), 3);
    let (mut journal, ..) = room.open().expect("a journal");
    fs::rename(room.journal(), room.file("moved")).expect("moved");
    assert_eq!(journal.set_aside().expect("nothing to set aside"), None);
    fs::rename(room.file("moved"), room.journal()).expect("moved back");
    drop(journal);
    // One that is cut says so: what was kept is no longer there.
    let (mut journal, ..) = room.open().expect("a journal");
    journal.go_on();
    File::create(room.journal()).expect("cut");
    let why = journal.append(note("four")).expect_err("cut").to_string();
    assert!(why.starts_with("somebody cut the journal"), "{why}");
}

#[test]
fn an_empty_file_is_begun() {
    let room = Room::new();
    File::create(room.journal()).expect("an empty file");
    let (mut journal, entries, _) = room.open().expect("a journal");
    assert!(entries.is_empty() && !journal.asks() && !journal.is_begun());
    journal.append(note("one")).expect("kept");
    drop(journal);
    let (journal, entries, remarks) = room.open().expect("a journal");
    assert!(journal.asks() && entries.len() == 1);
    assert_eq!(remarks, [""; 0]);
}

/// Root may do what others may not: only then is there another user to be.
#[test]
fn a_journal_of_another_user_is_refused() {
    let room = Room::new();
    if !rustix::process::geteuid().is_root() {
        return;
    }
    let (mut journal, ..) = room.open().expect("a journal");
    journal.append(note("one")).expect("kept");
    drop(journal);
    chown(room.journal(), Some(12_345), None).expect("another owner");
    // Root goes on with it, and it stays its owner's.
    let (mut journal, ..) = room.open().expect("a journal");
    journal.go_on();
    journal.append(note("two")).expect("kept");
    drop(journal);
    assert_eq!(fs::metadata(room.journal()).expect("a file").uid(), 12_345);
    fs::set_permissions(room.root(), Permissions::from_mode(0o777)).expect("a mode");
    fs::set_permissions(room.journal(), Permissions::from_mode(0o666)).expect("a mode");
    let said = super::killed::as_another_user(room.root());
    if let Some(said) = said {
        assert_eq!(said, ["failed the journal belongs to another user"]);
        assert_eq!(mode(&room.journal()), 0o666);
        // A folder that cannot be written.
        fs::remove_file(room.journal()).expect("gone");
        fs::set_permissions(room.root(), Permissions::from_mode(0o755)).expect("a mode");
        let said = super::killed::as_another_user(room.root()).expect("a child");
        let why = "failed the journal cannot be written: there is no permission for it";
        assert_eq!(said, [why]);
    }
}
