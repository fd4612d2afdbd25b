//! The journal of a meeting: `NAME.meeting.ndjson` beside the document. `docs/journal.md` has its
//! form.
//!
//! 1. [`place`] says where it stands, and opens it without following links.
//! 2. [`line`](mod@line) writes and reads one line of it; [`reading`] reads all of them. It is
//!    untrusted input: what is broken is skipped with a [`JournalRemark`], and nothing in it grants
//!    rights.
//! 3. A [`Journal`] is open for more: what [`Journal::append`] returns is on the disk. A meeting
//!    that never ended, or another document's, is [`Found`], and the journal takes nothing before
//!    somebody says what becomes of it.
//!
//! The file is made by the first entry: a meeting in which nothing happens leaves nothing behind.

mod error;
mod line;
mod place;
mod reading;
#[cfg(test)]
mod tests;

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;
use sha2::{Digest, Sha256};

pub(crate) use error::JournalError;
pub(crate) use reading::FoundMeeting;
pub(crate) use reading::{Found, JournalReading, JournalRemark};

use super::ledger::{Entry, MeetingEvent};
use line::Header;
use place::{JournalPlace, Standing};

/// The largest journal, in bytes.
pub(crate) const LARGEST: u64 = 16 << 20;
/// The longest line, in bytes, with its end.
pub(crate) const LONGEST_LINE: usize = 8 << 10;
/// How many captures one line says were applied.
const TARGETS: usize = 200;

/// The journal of a document's meeting, open for more. No other whydeck has it open.
#[derive(Debug)]
pub(crate) struct Journal {
    place: JournalPlace,
    /// The hash of the document when the meeting began.
    hash: String,
    /// The meeting's id.
    id: String,
    found: Found,
    /// Whether somebody has to say what becomes of what was found.
    asks: bool,
    /// The day on which the meeting of the file began.
    begun: Option<Date>,
    /// Whether the meeting of the file has ended: the next entry begins another.
    is_over: bool,
    /// None before the first entry.
    file: Option<Written>,
}

/// A file and how far it is good.
#[derive(Debug)]
struct Written {
    file: File,
    /// How long it is with all that was written whole.
    length: u64,
    /// Whether its last line has no end, so that the next entry must not join it.
    is_torn: bool,
}

/// What a hash of a document's bytes looks like in a journal.
pub(crate) fn hash(document: &[u8]) -> String {
    let digest = Sha256::digest(document);
    let digits: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{digits}")
}

/// What the journal of a document holds, for those who only look. None when there is none.
///
/// # Errors
/// It cannot be read, or is not what it should be.
pub(crate) fn read(document: &Path, root: &Path) -> Result<Option<JournalReading>, JournalError> {
    let place = JournalPlace::beside(document, root)?;
    let Some(mut file) = place.open(place::Access::Read)? else { return Ok(None) };
    place.check(&file, place::Access::Read)?;
    Ok(Some(of_bytes(&bytes(&mut file)?)))
}

fn bytes(file: &mut File) -> Result<Vec<u8>, JournalError> {
    let mut bytes = Vec::new();
    let read =
        file.seek(SeekFrom::Start(0)).and_then(|_| file.take(LARGEST + 1).read_to_end(&mut bytes));
    read.map_err(JournalError::Unreadable)?;
    if bytes.len() as u64 > LARGEST { Err(JournalError::TooLarge) } else { Ok(bytes) }
}

impl Journal {
    /// Opens the journal beside a document, with the entries that it holds. `hash` is that of the
    /// document as it is now.
    ///
    /// When [`Self::found`] is a meeting that never ended, [`Self::go_on`] or [`Self::set_aside`]
    /// comes next.
    ///
    /// # Errors
    /// It cannot be read, is not what it should be, or another whydeck has it open.
    pub(crate) fn open(
        document: &Path,
        root: &Path,
        hash: &str,
    ) -> Result<(Self, Vec<Entry>, Vec<JournalRemark>), JournalError> {
        let place = JournalPlace::beside(document, root)?;
        let mut journal = Self {
            id: line::random_id()?,
            hash: hash.to_owned(),
            found: Found::None,
            asks: false,
            begun: None,
            is_over: false,
            file: None,
            place,
        };
        let Some(mut file) = journal.place.open(place::Access::Append)? else {
            return Ok((journal, Vec::new(), Vec::new()));
        };
        let mut remarks = journal.place.check(&file, place::Access::Append)?;
        remarks.extend(place::lock(&file)?);
        let bytes = bytes(&mut file)?;
        let length = bytes.len() as u64;
        journal.file =
            Some(Written { file, length, is_torn: !matches!(bytes.last(), None | Some(b'\n')) });
        if bytes.is_empty() {
            return Ok((journal, Vec::new(), remarks));
        }
        let reading = of_bytes(&bytes);
        remarks.extend(reading.remarks);
        journal.found =
            Found::of(reading.header.as_ref(), &reading.entries, journal.place.document(), hash);
        journal.asks = matches!(journal.found, Found::Continues(_) | Found::Foreign(_));
        journal.is_over = matches!(journal.found, Found::Ended(_));
        journal.begun = journal.found.begun();
        if let (Some(header), true) = (&reading.header, journal.asks) {
            journal.id.clone_from(&header.meeting);
        }
        let entries = if journal.asks { reading.entries } else { Vec::new() };
        Ok((journal, entries, remarks))
    }

    /// What stood there when it was opened.
    pub(crate) fn found(&self) -> &Found {
        &self.found
    }

    /// Whether somebody has to say first what becomes of what was found.
    pub(crate) fn asks(&self) -> bool {
        self.asks
    }

    /// The meeting's id.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// Where it stands, or will stand.
    pub(crate) fn path(&self) -> &Path {
        self.place.path()
    }

    /// Whether there is a file. The first entry makes it.
    pub(crate) fn is_begun(&self) -> bool {
        self.file.as_ref().is_some_and(|written| written.length > 0)
    }

    /// The meeting that was found goes on.
    pub(crate) fn go_on(&mut self) {
        self.asks = false;
    }

    /// What was found gets a name of its own, `NAME.meeting.DATE.ndjson`, and a new meeting begins.
    /// The path that it has now; none when there was nothing.
    ///
    /// # Errors
    /// It cannot be renamed; then all is as before.
    pub(crate) fn set_aside(&mut self) -> Result<Option<PathBuf>, JournalError> {
        let id = line::random_id()?;
        let mut aside = None;
        if let Some(written) = self.file.as_ref().filter(|written| written.length > 0) {
            if self.place.standing(&written.file)? == Standing::Here {
                let date = self.begun.map(|day| day.to_string());
                let date = date.unwrap_or_else(|| place::written_on(&written.file));
                aside = Some(self.place.set_aside(&date)?);
            }
            self.file = None;
        }
        (self.id, self.found, self.asks) = (id, Found::None, false);
        (self.begun, self.is_over) = (None, false);
        Ok(aside)
    }

    /// Writes that something happened, now. It is on the disk when this returns.
    ///
    /// # Errors
    /// It could not be written, and is not in the journal.
    pub(crate) fn append(&mut self, event: MeetingEvent) -> Result<Entry, JournalError> {
        self.append_at(event, Timestamp::now())
    }

    /// The same at a time that somebody else's clock tells.
    ///
    /// # Errors
    /// Likewise.
    pub(crate) fn append_at(
        &mut self,
        event: MeetingEvent,
        at: Timestamp,
    ) -> Result<Entry, JournalError> {
        self.write(line::random_id()?, event, at)
    }

    /// The same under an id of a page's own, so that it is known when it is sent again. What is no
    /// id gets a random one.
    ///
    /// # Errors
    /// Likewise.
    pub(crate) fn append_as(
        &mut self,
        id: &str,
        event: MeetingEvent,
    ) -> Result<Entry, JournalError> {
        let id = if line::is_id(id) { id.to_owned() } else { line::random_id()? };
        self.write(id, event, Timestamp::now())
    }

    fn write(
        &mut self,
        id: String,
        event: MeetingEvent,
        at: Timestamp,
    ) -> Result<Entry, JournalError> {
        let at = line::in_milliseconds(at);
        let entry = Entry { id, at, event };
        self.put(&lines(&entry)?, at)?;
        self.is_over = entry.event == MeetingEvent::Ended;
        Ok(entry)
    }

    /// Writes that several things happened now, with one wait for the disk.
    ///
    /// # Errors
    /// They could not be written, and none of them is in the journal.
    pub(crate) fn append_all(
        &mut self,
        events: impl Iterator<Item = MeetingEvent>,
    ) -> Result<Vec<Entry>, JournalError> {
        let at = line::in_milliseconds(Timestamp::now());
        let entry = |event| Ok(Entry { id: line::random_id()?, at, event });
        let entries = events.map(entry).collect::<Result<Vec<_>, JournalError>>()?;
        let text = entries.iter().map(lines).collect::<Result<Vec<_>, _>>()?.concat();
        if !text.is_empty() {
            self.put(&text, at)?;
            self.is_over = entries.last().is_some_and(|it| it.event == MeetingEvent::Ended);
        }
        Ok(entries)
    }

    /// Writes lines behind the others, and waits for the disk.
    fn put(&mut self, lines: &str, at: Timestamp) -> Result<(), JournalError> {
        if self.asks {
            return Err(JournalError::Asks);
        }
        if self.is_over {
            self.set_aside()?;
        }
        let Some(written) = &mut self.file else { return self.begin(lines, at) };
        match self.place.standing(&written.file)? {
            Standing::Here if written.length > 0 => written.append(lines.as_bytes()),
            Standing::Here => self.begin(lines, at),
            Standing::Gone if written.length > 0 => self.restore(lines),
            Standing::Gone => {
                self.file = None;
                self.begin(lines, at)
            }
        }
    }

    /// Writes the journal anew that somebody removed: what is open is still there.
    fn restore(&mut self, lines: &str) -> Result<(), JournalError> {
        let Some(written) = &mut self.file else { return Err(JournalError::Exchanged) };
        let mut text = bytes(&mut written.file)?;
        if written.is_torn {
            text.push(b'\n');
        }
        text.extend_from_slice(lines.as_bytes());
        self.create(&text)
    }

    /// Writes the first line, with those of the first entry.
    fn begin(&mut self, lines: &str, at: Timestamp) -> Result<(), JournalError> {
        let header = Header::new(&self.id, at, self.place.document(), &self.hash);
        self.begun = Some(reading::day_of(at));
        let text = format!("{}{lines}", header.written()?);
        match &mut self.file {
            // It was empty.
            Some(written) => written.append(text.as_bytes()),
            None => self.create(text.as_bytes()),
        }
    }

    /// Makes the file. What fails leaves none.
    fn create(&mut self, text: &[u8]) -> Result<(), JournalError> {
        let file = self.place.create()?;
        let written = place::lock(&file).and_then(|_| {
            let mut written = Written { file, length: 0, is_torn: false };
            written.append(text).and_then(|()| self.place.sync())?;
            Ok(written)
        });
        match written {
            Ok(written) => self.file = Some(written),
            Err(error) => {
                self.place.remove();
                return Err(error);
            }
        }
        Ok(())
    }
}

/// What the bytes of a journal say.
pub(crate) fn of_bytes(bytes: &[u8]) -> JournalReading {
    reading::read(bytes)
}

/// The lines of an entry. Only the captures that were applied may need several.
pub(crate) fn lines(entry: &Entry) -> Result<String, JournalError> {
    let MeetingEvent::Applied { targets } = &entry.event else { return line::written(entry) };
    if targets.len() <= TARGETS {
        return line::written(entry);
    }
    let mut lines = String::new();
    for (index, part) in targets.chunks(TARGETS).enumerate() {
        let id = if index == 0 { entry.id.clone() } else { line::random_id()? };
        let event = MeetingEvent::Applied { targets: part.to_vec() };
        lines.push_str(&line::written(&Entry { id, at: entry.at, event })?);
    }
    Ok(lines)
}

impl Written {
    /// Appends lines, and waits until the disk has them. What fails is taken back.
    fn append(&mut self, lines: &[u8]) -> Result<(), JournalError> {
        self.look()?;
        let end: &[u8] = if self.is_torn { b"\n" } else { b"" };
        let text = [end, lines].concat();
        let length = self.length + text.len() as u64;
        if length > LARGEST {
            return Err(JournalError::Full);
        }
        let written = self.file.write_all(&text).and_then(|()| self.file.sync_data());
        if let Err(error) = written {
            self.take_back();
            return Err(JournalError::Unwritable(error));
        }
        (self.length, self.is_torn) = (length, false);
        Ok(())
    }

    /// Looks whether the file is as it was left. Who minds no lock may have written to it.
    fn look(&mut self) -> Result<(), JournalError> {
        let length = self.file.metadata().map_err(JournalError::Unreadable)?.len();
        if length < self.length {
            return Err(JournalError::Cut);
        }
        if length > self.length {
            let mut last = [0];
            let read = self.file.seek(SeekFrom::End(-1)).and_then(|_| self.file.read(&mut last));
            read.map_err(JournalError::Unreadable)?;
            (self.length, self.is_torn) = (length, last != *b"\n");
        }
        Ok(())
    }

    /// Cuts off what was written in part. Where that fails, it ends before the next line begins:
    /// [`Self::look`] sees it.
    fn take_back(&mut self) {
        let cut = self.file.set_len(self.length).and_then(|()| self.file.sync_data());
        // What is lost of the cut is lost of what was written, too.
        drop(cut);
    }
}
