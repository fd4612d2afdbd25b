//! Where a deck goes, and the line that is printed about it.

use std::fs::Metadata;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::Fault;
use crate::atomic;
use crate::cli::NotesChoice;
use crate::compile::{Compiled, Outcome};
use crate::compiled::EarlierShare;
use crate::document::Output;
use crate::kind::Verdict;
use crate::page;
use crate::report;
use crate::source::front_matter::DocumentKind;

/// Whether two paths lead to one regular file, by links of either kind.
pub(super) fn is_same(file: &Path, out: &Path) -> bool {
    let length =
        |path: &Path| path.metadata().ok().filter(Metadata::is_file).map(|about| about.len());
    // Lengths are compared first, because comparing opens the files: a pipe would wait for its
    // other end.
    length(out).is_some_and(|out| length(file) == Some(out))
        && same_file::is_same_file(file, out).unwrap_or(false)
}

/// Refuses to write over a file that the deck is made of.
pub(super) fn check_made_of(out: &Path, outcome: &Outcome) -> Result<(), Fault> {
    match outcome.dependencies.iter().find(|file| is_same(file, out)) {
        Some(file) => {
            let out = report::path(out);
            let file = report::path(file);
            let message = format!("{out} is what this deck is made of ({file})");
            Err(Fault::from(message + "; `-o` names another file"))
        }
        None => Ok(()),
    }
}

/// The real place of a file that may not be there yet, for comparing.
pub(super) fn place(path: &Path) -> PathBuf {
    if let Ok(real) = path.canonicalize() {
        return real;
    }
    let folder =
        path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = folder
        .canonicalize()
        .or_else(|_| std::path::absolute(folder))
        .unwrap_or_else(|_| folder.to_owned());
    folder.join(path.file_name().unwrap_or_default())
}

/// Writes the page of a deck and returns the number of bytes; none when there is no deck, or when
/// its page is broken, which becomes a diagnostic.
pub(super) fn write_page(outcome: &mut Outcome, out: &Output) -> Result<Option<u64>, Fault> {
    let Some(compiled) = &outcome.compiled else { return Ok(None) };
    match page::compose(compiled, page::Target::File) {
        Ok(page) => put(out, |mut out| page.write(&mut out)).map(Some),
        Err(diagnostic) => {
            outcome.diagnostics.push(diagnostic);
            Ok(None)
        }
    }
}

/// Writes to a file, or to standard output.
pub(super) fn put(
    out: &Output,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<u64, Fault> {
    if let Output::Path(path) = out {
        return write_file(path, write);
    }
    let mut counter = Counter { out: io::BufWriter::new(io::stdout().lock()), bytes: 0 };
    match write(&mut counter).and_then(|()| counter.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(format!("cannot write to standard output: {error}").into())
        }
        _ => Ok(counter.bytes),
    }
}

/// How many headings that are nearly known are named.
const NEAR: usize = 3;

/// What a document was taken for, and why.
pub(super) fn kind(compiled: &Compiled) -> String {
    verdict(&compiled.verdict)
}

/// The same of a document that no deck is made of.
pub(super) fn verdict(verdict: &Verdict) -> String {
    let Verdict { kind, because, is_guess, near } = verdict;
    let guess = if *is_guess { "a guess: " } else { "" };
    let near: String = near
        .iter()
        .take(NEAR)
        .map(|(heading, known)| format!("; “{heading}” is nearly “{known}”"))
        .collect();
    let other = match kind {
        DocumentKind::Postmortem => "slides",
        DocumentKind::Slides => "postmortem",
    };
    let help = if *is_guess { format!("; else `--as {other}`") } else { String::new() };
    format!("{} ({guess}{because}{near}{help})", kind.name())
}

/// What was written.
pub(super) struct Written {
    /// Where it is.
    pub(super) name: String,
    /// How many slides are in it.
    pub(super) slides: usize,
    /// How large it is.
    pub(super) bytes: u64,
}

impl Written {
    /// A whole deck.
    pub(super) fn deck(outcome: &Outcome, out: &Output, bytes: u64) -> Self {
        let slides = outcome.compiled.as_ref().map_or(0, Compiled::slide_count);
        Self { name: out.path().map_or_else(|| "-".to_owned(), report::path), slides, bytes }
    }
}

/// `postmortem (it has …) → deck.html: 14 slides, 312 KB, 4 ms; the notes of 3 slides travel along`
pub(super) fn summary(
    what: &str,
    compiled: &Compiled,
    notes: NotesChoice,
    written: &Written,
    start: Instant,
) -> String {
    let notes = match (compiled.notes, notes) {
        (0, _) => String::new(),
        (n, NotesChoice::Keep) => {
            format!("; the notes of {} travel along", report::count(n, "slide"))
        }
        (n, NotesChoice::Strip) => {
            format!("; the notes of {} are left out", report::count(n, "slide"))
        }
    };
    let hidden = match compiled.hidden {
        0 => String::new(),
        n => format!("; {} left out: hidden", report::count(n, "slide")),
    };
    let glyphs = match compiled.glyphs_of.join(", ") {
        names if names.is_empty() => names,
        names => format!("; with glyphs of {}", report::visible(&names)),
    };
    format!(
        "{what} → {}: {}, {} KB, {:.1} ms{}{glyphs}{notes}{hidden}\n",
        written.name,
        report::count(written.slides, "slide"),
        written.bytes.div_ceil(1024),
        start.elapsed().as_secs_f64() * 1000.0,
        compiled.earlier.as_ref().map(earlier).unwrap_or_default(),
    )
}

/// How many earlier postmortems are named.
const EARLIER: usize = 3;

/// `; with 7 actions of 2026-10-02.md`
fn earlier(share: &EarlierShare) -> String {
    let files: Vec<String> = share.files.iter().map(|file| report::visible(file)).collect();
    let later = match share.later {
        0 => String::new(),
        n => format!(", {} left out", report::count(n, "later document")),
    };
    let actions = match share.actions {
        0 => "no actions".to_owned(),
        n => report::count(n, "action"),
    };
    let named = match files.as_slice() {
        [] => return format!("; `previous` names no postmortem that is read{later}"),
        [one] => one.clone(),
        [rest @ .., last] if files.len() <= EARLIER => format!("{} and {last}", rest.join(", ")),
        [first, ..] => format!("{first} and {} more", files.len() - 1),
    };
    let undated = if share.is_dated || share.actions == 0 {
        ""
    } else {
        " (none is called overdue: the document has no date)"
    };
    format!("; with {actions} of {named}{undated}{later}")
}

/// Writes a temporary file beside the real one and renames it, so that nobody ever sees half a
/// file. Returns the number of bytes.
pub(super) fn write_file(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<u64, Fault> {
    let fault = |error: io::Error| cannot_write(path, &error);
    // A link is followed: its file is what is meant. A pipe or a device is written to, not
    // replaced.
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let about = std::fs::metadata(&real).ok();
    if about.is_some_and(|about| !about.is_file()) {
        let mut counter = Counter { out: std::fs::File::create(&real).map_err(fault)?, bytes: 0 };
        write(&mut counter).map_err(fault)?;
        return Ok(counter.bytes);
    }
    atomic::write(&real, write).map_err(fault)
}

/// Writes a file where none is.
pub(super) fn write_new(path: &Path, text: &str) -> Result<(), Fault> {
    let mut file = std::fs::File::create_new(path).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => is_there(path),
        _ => cannot_write(path, &error),
    })?;
    file.write_all(text.as_bytes()).map_err(|error| {
        // Half a document is none.
        let _ = std::fs::remove_file(path);
        cannot_write(path, &error)
    })
}

/// Why a file is not written over.
pub(super) fn is_there(path: &Path) -> Fault {
    let message = format!("{} is there already, and stays as it is", report::path(path));
    Fault::from(message).help("name another file")
}

/// Why a file cannot be written.
fn cannot_write(path: &Path, error: &io::Error) -> Fault {
    let folder =
        path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let reason = match error.kind() {
        io::ErrorKind::NotFound => format!("there is no folder {}", report::path(folder)),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::QuotaExceeded => {
            "there is no more room for this user on the disk".to_owned()
        }
        io::ErrorKind::PermissionDenied => {
            format!("nothing may be written to the folder {}", report::path(folder))
        }
        io::ErrorKind::ReadOnlyFilesystem => "the disk can only be read".to_owned(),
        io::ErrorKind::NotADirectory => format!("{} is not a folder", report::path(folder)),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => error.to_string(),
    };
    format!("cannot write {}: {reason}", report::path(path)).into()
}

/// A writer that counts.
struct Counter<W> {
    out: W,
    bytes: u64,
}

impl<W: Write> Write for Counter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
