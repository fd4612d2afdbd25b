//! Journals whose lines somebody else wrote.

use std::fs::{self, File};
use std::io::Write;

use proptest::prelude::*;

use super::super::reading::{self, JournalReading};
use super::super::{JournalError, LARGEST, LONGEST_LINE};
use super::{Room, note};
use crate::meeting::ledger::{Ledger, MeetingEvent};

const HEADER: &str = r#"{"v":1,"meeting":"m","at":"2026-11-26T14:00:00Z","document":"incident.md","hash":"sha256:0"}"#;

fn line(id: &str, rest: &str) -> String {
    format!(r#"{{"v":1,"id":"{id}","at":"2026-11-26T14:00:00Z",{rest}}}"#)
}

fn read(lines: &[String]) -> JournalReading {
    reading::read(format!("{HEADER}\n{}", lines.join("\n")).as_bytes())
}

fn remarks(reading: &JournalReading) -> Vec<String> {
    reading.remarks.iter().map(ToString::to_string).collect()
}

#[test]
fn a_line_that_is_none_is_skipped_with_its_number() {
    let good = line("a", r#""kind":"note","text":"one""#);
    for (bad, why) in [
        ("{}".to_owned(), "is broken"),
        ("[]".to_owned(), "is broken"),
        ("null".to_owned(), "is broken"),
        ("\u{feff}{}".to_owned(), "is broken"),
        (good.clone(), "has the id of an earlier one"),
        (line("b", r#""kind":"party","text":"x""#), "says what this whydeck does not know"),
        (
            line("b", r#""kind":"note","text":"x""#).replace(":1,", ":2,"),
            "was written by a later whydeck",
        ),
        (r#"{"v":7,"id":{}}"#.to_owned(), "was written by a later whydeck"),
        (line("b", r#""kind":"note","text":"a\nb""#), "holds control characters"),
        (line("b", r#""kind":"note","text":"a","from":"\u0000""#), "holds control characters"),
        (line("b", r#""kind":"action","text":"a","due":"Friday""#), "is broken"),
        (line("b", r#""kind":"action","text":"a","due":"2026-02-31""#), "is broken"),
        (line("b", r#""kind":"action","text":"a","state":"tired""#), "is broken"),
        (line("b", r#""kind":"action","text":"  ""#), "is broken"),
        (line("b", r#""kind":"action","text":7"#), "is broken"),
        (line("b", r#""kind":"action","text":"a","text":"b""#), "is broken"),
        (line("b", r#""kind":"change","text":"""#), "is broken"),
        (line("<b>", r#""kind":"ended""#), "is broken"),
        (line(&"b".repeat(65), r#""kind":"ended""#), "is broken"),
        (line("b", r#""kind":"withdrawn""#), "is broken"),
        (line("b", r#""kind":"withdrawn","target":"../a""#), "is broken"),
        (line("b", r#""kind":"applied","targets":["a",""]"#), "is broken"),
        (line("b", r#""kind":"corrected","target":"a","text":"x""#), "is broken"),
        (line("b", r#""kind":"clock","do":"start""#), "is broken"),
        (line("b", r#""kind":"clock","do":"jump","topic":1"#), "is broken"),
        (line("b", r#""kind":"clock","do":"start","topic":-1"#), "is broken"),
        (line("b", r#""kind":"timer","on":"yes""#), "is broken"),
        (line("b", r#""kind":"ended""#).replace("14:00", "25:00"), "is broken"),
        (
            line("b", &format!(r#""kind":"note","text":"{}""#, "x".repeat(LONGEST_LINE))),
            "is too long",
        ),
    ] {
        let reading = read(&[good.clone(), bad.clone(), line("c", r#""kind":"ended""#)]);
        assert_eq!(remarks(&reading), [format!("line 3 {why} and was skipped")], "{bad}");
        assert_eq!(reading.entries.len(), 2, "{bad}");
    }
}

#[test]
fn what_is_not_known_beside_what_is_does_not_matter() {
    let reading = read(&[
        line("a", r#""kind":"note","text":"one","mood":["fine"],"rights":"starter""#) + "\r",
        String::new(),
        line("b", r#""kind":"hold-back","on":true"#),
    ]);
    assert_eq!(remarks(&reading), [""; 0]);
    assert_eq!(reading.entries.len(), 2);
}

#[test]
fn a_last_line_is_torn_unless_it_is_whole() {
    let whole = line("a", r#""kind":"note","text":"ünd""#);
    for end in 1..whole.len() {
        let bytes = [HEADER.as_bytes(), b"\n", &whole.as_bytes()[..end]].concat();
        let reading = reading::read(&bytes);
        assert_eq!(remarks(&reading), ["line 2 is torn and was skipped"], "{end}");
        assert_eq!(reading.entries.len(), 0);
    }
    assert_eq!(read(&[whole]).entries.len(), 1);
}

#[test]
fn many_broken_lines_are_told_in_few() {
    let reading = read(&vec!["x".to_owned(); 100_000]);
    assert_eq!(reading.remarks.len(), 21);
    assert_eq!(remarks(&reading).last().map(String::as_str), Some("99980 more lines were skipped"));
}

#[test]
fn a_torn_line_does_not_join_the_next() {
    let room = Room::new();
    let (mut journal, ..) = room.open().expect("a journal");
    journal.append(note("one")).expect("kept");
    let mut file = File::options().append(true).open(room.journal()).expect("the journal");
    // Somebody writes into it while it is open, and stops within a line.
    file.write_all(b"{\"v\":1,\"id\":").expect("written");
    journal.append(note("two")).expect("kept");
    drop(journal);
    file.write_all(b"{\"v\":1").expect("written");
    let (mut journal, entries, remarks) = room.open().expect("a journal");
    let expected = ["line 3 is broken and was skipped", "line 5 is torn and was skipped"];
    assert_eq!((entries.len(), remarks), (2, expected.map(str::to_owned).to_vec()));
    journal.go_on();
    journal.append(note("three")).expect("kept");
    drop(journal);
    assert_eq!(room.open().expect("a journal").1.len(), 3);
}

#[test]
fn what_is_too_long_or_too_much_is_not_begun() {
    let room = Room::new();
    let (mut journal, ..) = room.open().expect("a journal");
    let long = note(&"x".repeat(LONGEST_LINE));
    assert!(matches!(journal.append(long.clone()), Err(JournalError::TooLong)));
    assert!(!room.journal().exists());
    journal.append(note("one\r\ntwo\u{1b}[m")).expect("kept");
    let before = room.text();
    assert!(before.contains("\"one  two [m\""), "{before}");
    assert!(matches!(journal.append(long), Err(JournalError::TooLong)));
    assert_eq!(room.text(), before);
    // It grows to its limit and not beyond.
    let file = File::options().write(true).open(room.journal()).expect("the journal");
    file.set_len(LARGEST - 50).expect("a long journal");
    assert!(matches!(journal.append(note("two")), Err(JournalError::Full)));
    assert_eq!(file.metadata().expect("a file").len(), LARGEST - 50);
    drop(journal);
    file.set_len(LARGEST + 1).expect("a longer one");
    let expected = "the journal is larger than 16 MiB: set it aside";
    assert_eq!(room.refused(), expected);
}

#[test]
fn a_journal_of_another_life_is_data_and_no_more() {
    let room = Room::new();
    let (mut journal, ..) = room.open().expect("a journal");
    let kept = journal.append(note("one")).expect("kept");
    let ended = MeetingEvent::Withdrawn { target: kept.id.clone() };
    journal.append(ended).expect("kept");
    // Its own lines once more: they change nothing.
    drop(journal);
    let text = room.text();
    let lines: Vec<&str> = text.lines().collect();
    fs::write(room.journal(), format!("{text}{}\n{}\n", lines[1], lines[1])).expect("replayed");
    let (_, entries, remarks) = room.open().expect("a journal");
    assert_eq!((entries.len(), remarks.len()), (2, 2));
    assert_eq!(Ledger::of(&entries).open_captures().count(), 0);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let with_header = [HEADER.as_bytes(), b"\n", &bytes].concat();
        for bytes in [&bytes, &with_header] {
            drop(Ledger::of(&reading::read(bytes).entries));
        }
    }
}
