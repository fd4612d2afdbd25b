//! All lines of a journal, and what meeting they are of.

use std::collections::HashSet;
use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::LONGEST_LINE;
use super::line::{self, Header, LineFault};
use crate::meeting::ledger::{Entry, MeetingEvent};

/// How many remarks are told; of the others only the number.
const REMARKS: usize = 20;

/// What a journal holds.
#[derive(Debug)]
pub(crate) struct JournalReading {
    /// None when the first line is broken.
    pub(crate) header: Option<Header>,
    /// In the order of the file, whatever their times say.
    pub(crate) entries: Vec<Entry>,
    pub(crate) remarks: Vec<JournalRemark>,
}

/// Something about a journal that somebody should know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum JournalRemark {
    /// A line was skipped; they are counted from 1.
    Skipped(usize, LineFault),
    /// So many more lines were skipped.
    More(usize),
    /// The first line does not say what meeting it is.
    NoHeader,
    /// Others could read it; now only its owner can.
    WasOpen,
    /// The file system has no locks.
    NoLock,
}

impl fmt::Display for JournalRemark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Skipped(number, fault) => {
                let why = match fault {
                    LineFault::Torn => "is torn",
                    LineFault::Broken => "is broken",
                    LineFault::TooLong => "is too long",
                    LineFault::Version => "was written by a later whydeck",
                    LineFault::Kind => "says what this whydeck does not know",
                    LineFault::Control => "holds control characters",
                    LineFault::Again => "has the id of an earlier one",
                };
                write!(f, "line {number} {why} and was skipped")
            }
            Self::More(1) => f.write_str("1 more line was skipped"),
            Self::More(count) => write!(f, "{count} more lines were skipped"),
            Self::NoHeader => f.write_str("the first line does not say which meeting it is"),
            Self::WasOpen => f.write_str("others could read the journal; now only you can"),
            Self::NoLock => f.write_str(
                "this disk has no locks: see that no other whydeck holds a meeting of this document",
            ),
        }
    }
}

/// Reads a journal.
pub(crate) fn read(bytes: &[u8]) -> JournalReading {
    let mut reading = JournalReading { header: None, entries: Vec::new(), remarks: Vec::new() };
    let mut skipped = 0;
    let mut ids: HashSet<String> = HashSet::new();
    for (index, line) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
        let is_ended = line.ends_with(b"\n");
        if index == 0 {
            reading.header = Header::read(line);
            if reading.header.is_some() {
                continue;
            }
            reading.remarks.push(JournalRemark::NoHeader);
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        let fault = match entry(line, &ids) {
            Ok(entry) => {
                ids.insert(entry.id.clone());
                reading.entries.push(entry);
                continue;
            }
            Err(_) if index == 0 => continue,
            Err(LineFault::Broken) if !is_ended => LineFault::Torn,
            Err(fault) => fault,
        };
        skipped += 1;
        if skipped <= REMARKS {
            reading.remarks.push(JournalRemark::Skipped(index + 1, fault));
        }
    }
    if skipped > REMARKS {
        reading.remarks.push(JournalRemark::More(skipped - REMARKS));
    }
    reading
}

/// The day of a time, where this machine is.
pub(super) fn day_of(at: Timestamp) -> Date {
    at.to_zoned(TimeZone::system()).date()
}

fn entry(line: &[u8], ids: &HashSet<String>) -> Result<Entry, LineFault> {
    let without_end = line.strip_suffix(b"\n").unwrap_or(line);
    if without_end.len() >= LONGEST_LINE {
        return Err(LineFault::TooLong);
    }
    let entry = line::read(without_end)?;
    if ids.contains(&entry.id) { Err(LineFault::Again) } else { Ok(entry) }
}

/// What stood in a journal's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Found {
    /// Nothing.
    None,
    /// A meeting of this document that never ended: continue, or set aside?
    Continues(FoundMeeting),
    /// That of another document, or of none that is known. The same question.
    Foreign(FoundMeeting),
    /// A meeting that ended. It is set aside when the next begins.
    Ended(FoundMeeting),
}

/// A meeting that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FoundMeeting {
    /// The name of its document.
    pub(crate) document: Option<String>,
    /// The day on which it began.
    pub(crate) begun: Option<Date>,
    /// When its last entry was written.
    pub(crate) last: Option<Timestamp>,
    /// How many entries it has.
    pub(crate) entries: usize,
    /// Whether the document is as it was when the meeting began.
    pub(crate) is_unchanged: bool,
}

impl Found {
    /// What a journal's lines are, for the document with this name and hash.
    pub(super) fn of(
        header: Option<&Header>,
        entries: &[Entry],
        document: &str,
        hash: &str,
    ) -> Self {
        let meeting = FoundMeeting {
            document: header.map(|header| header.document.clone()),
            begun: header.and_then(Header::at).map(day_of),
            last: entries.last().map(|entry| entry.at),
            entries: entries.len(),
            is_unchanged: header.is_some_and(|header| header.hash == hash),
        };
        // What stands behind an end was kept, too.
        let is_over = entries.last().is_some_and(|entry| entry.event == MeetingEvent::Ended);
        if is_over {
            Self::Ended(meeting)
        } else if meeting.document.as_deref() != Some(document) {
            Self::Foreign(meeting)
        } else {
            Self::Continues(meeting)
        }
    }

    fn meeting(&self) -> Option<&FoundMeeting> {
        match self {
            Self::None => None,
            Self::Continues(meeting) | Self::Foreign(meeting) | Self::Ended(meeting) => {
                Some(meeting)
            }
        }
    }

    /// The day on which it began.
    pub(super) fn begun(&self) -> Option<Date> {
        self.meeting()?.begun
    }
}
