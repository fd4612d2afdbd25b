//! The verbs: each reads its input, calls [`crate::compile`], and writes.

pub mod build;
pub mod gallery;
pub mod licenses;

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use crate::cli::{Deny, MessageFormat, Reporting};
use crate::compile::Outcome;
use crate::diagnostic::Severity;
use crate::report::{self, Wording};

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Everything was done.
    Done,
    /// There was an error in the input.
    Failed,
}

/// Why a run could not go on, in a sentence.
pub type Fault = String;

/// The exit code of a run; a fault is printed.
#[must_use]
pub fn finish(result: Result<Verdict, Fault>) -> ExitCode {
    match result {
        Ok(Verdict::Done) => ExitCode::SUCCESS,
        Ok(Verdict::Failed) => ExitCode::from(1),
        Err(fault) => {
            let _ = writeln!(io::stderr(), "error: {fault}");
            ExitCode::from(1)
        }
    }
}

/// Prints all problems of a run on standard error; whether it failed.
fn show_problems(outcome: &Outcome, reporting: &Reporting) -> Verdict {
    let wording = match reporting.message_format {
        MessageFormat::Short => Wording::Short,
        MessageFormat::Full => {
            Wording::Full { colour: io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none() }
        }
    };
    let text = report::text(&outcome.diagnostics, &outcome.sources, wording);
    let _ = io::stderr().lock().write_all(text.as_bytes());
    let worst = outcome.diagnostics.iter().map(|diagnostic| diagnostic.severity).max();
    let limit = if reporting.deny == Some(Deny::Warnings) { Severity::Warning } else { Severity::Error };
    if worst.is_none_or(|worst| worst < limit) {
        return Verdict::Done;
    }
    if worst == Some(Severity::Warning) {
        let _ = writeln!(io::stderr(), "failed: warnings are denied");
    }
    Verdict::Failed
}

/// Prints on standard output; a closed pipe is no fault.
fn say(text: &str) -> Result<(), Fault> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(format!("cannot write to standard output: {error}"))
        }
        _ => Ok(()),
    }
}

/// Writes a file beside its place and renames it, so that nobody ever sees half of it; the number of bytes.
fn write_file(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<u64, Fault> {
    let fault = |error: io::Error| format!("cannot write {}: {error}", path.display());
    // A link is followed: its file is what is meant. A pipe or a device is written to, not replaced.
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let about = std::fs::metadata(&real).ok();
    if about.as_ref().is_some_and(|about| !about.is_file()) {
        let mut counter = Counter { out: std::fs::File::create(&real).map_err(fault)?, bytes: 0 };
        write(&mut counter).map_err(fault)?;
        return Ok(counter.bytes);
    }
    let folder = real.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".whydeck-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As a file that any program creates: the umask takes away what the user does not give.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    // The library's own message names the file beside, which nobody asked for.
    let file = builder.tempfile_in(folder).map_err(|error| fault(error.kind().into()))?;
    if let Some(about) = about {
        file.as_file().set_permissions(about.permissions()).map_err(fault)?;
    }
    let mut out = io::BufWriter::with_capacity(256 * 1024, file);
    write(&mut out).map_err(fault)?;
    let file = out.into_inner().map_err(|error| fault(error.into_error()))?;
    let bytes = file.as_file().metadata().map_err(fault)?.len();
    file.persist(&real).map_err(|error| fault(error.error))?;
    Ok(bytes)
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
