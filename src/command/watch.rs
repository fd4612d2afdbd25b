//! `whydeck watch`: a deck is built again whenever something that it is made of changes.

use std::collections::HashSet;
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::{Fault, Verdict, output, read_file, say, show_problems};
use crate::cli::{Format, Watch};
use crate::compile::compile;
use crate::document::Document;
use crate::report;
use crate::watch::{Mode, Watcher};

/// A document, and the deck that is made of it.
struct Deck {
    file: PathBuf,
    document: Document,
    out: PathBuf,
    /// What the last build read, and what it looked for and did not find.
    dependencies: Vec<PathBuf>,
}

/// Builds all decks, then those that a change concerns, until it is stopped.
///
/// # Errors
/// When a file is not there, or its deck has no place to go. Once decks are built, whatever goes wrong is printed, and
/// watching goes on.
pub fn run(options: &Watch) -> Result<Verdict, Fault> {
    let mut decks = decks(options)?;
    let mode = options
        .watching
        .poll
        .map_or(Mode::Native, |every| Mode::Poll(Duration::from_millis(every)));
    let mut watcher = Watcher::new(mode);
    // Before they are read, so that a change while they are being read counts.
    watcher.watch(&paths(&decks), &[]);
    for deck in &mut decks {
        deck.build_guarded(options);
    }
    loop {
        watcher.watch(&paths(&decks), &[]);
        if let Some(notice) = watcher.notice() {
            warn(&notice);
        }
        let changed: HashSet<PathBuf> = watcher.wait(None).into_iter().collect();
        for deck in decks.iter_mut().filter(|deck| deck.is_made_of(&changed)) {
            deck.build_guarded(options);
        }
    }
}

/// The decks to make; an error when that cannot work.
fn decks(options: &Watch) -> Result<Vec<Deck>, Fault> {
    let folder = match &options.output {
        Some(out) if out == Path::new("-") => {
            return Err("`watch` writes files; `build` writes to `-`".into());
        }
        Some(out) if out.is_dir() => Some(out),
        Some(out) if options.files.len() > 1 && out.exists() => {
            return Err(format!(
                "{} is a file; for several decks `-o` names a folder",
                report::path(out)
            ));
        }
        Some(out) if options.files.len() > 1 => {
            let make = std::fs::create_dir_all(out);
            make.map_err(|error| {
                format!("{} is to be a folder for several decks: {error}", report::path(out))
            })?;
            Some(out)
        }
        _ => None,
    };
    let mut decks: Vec<Deck> = Vec::new();
    for file in &options.files {
        if file == Path::new("-") {
            return Err("standard input cannot be watched: name a file".into());
        }
        read_file(file)?;
        let beside = file.with_extension("html");
        let out = match (folder, &options.output) {
            (Some(folder), _) => folder.join(beside.file_name().unwrap_or_default()),
            (None, Some(out)) => out.clone(),
            (None, None) => beside,
        };
        if let Some(other) =
            decks.iter().find(|deck| output::place(&deck.out) == output::place(&out))
        {
            let one = report::path(&other.file);
            let two = report::path(file);
            return Err(format!("{one} and {two} would both be written to {}", report::path(&out)));
        }
        let beside = out.parent().filter(|folder| !folder.as_os_str().is_empty());
        if let Some(folder) = beside.filter(|folder| !folder.is_dir()) {
            return Err(format!(
                "cannot write {}: there is no folder {}",
                report::path(&out),
                report::path(folder)
            ));
        }
        let document = Document::named(file, options.reading.root.as_deref());
        decks.push(Deck { file: file.clone(), document, out, dependencies: Vec::new() });
    }
    for deck in &decks {
        if options.files.iter().any(|file| output::is_same(file, &deck.out)) {
            return Err(format!(
                "{} is a document itself; `-o` names another place",
                report::path(&deck.out)
            ));
        }
        output::check_format(&deck.out, Format::Html)?;
    }
    Ok(decks)
}

/// What is to be watched: never what is written here, so that no deck is a reason to build itself.
fn paths(decks: &[Deck]) -> Vec<PathBuf> {
    let written: HashSet<PathBuf> = decks.iter().map(|deck| output::place(&deck.out)).collect();
    let paths = decks.iter().flat_map(|deck| deck.dependencies.iter().chain([&deck.file]));
    paths.filter(|path| !written.contains(&output::place(path))).cloned().collect()
}

/// Does something that may fail in any way; a panic is a fault as others are.
fn guarded<T>(of: &mut T, work: impl FnOnce(&mut T) -> Result<(), Fault>) -> Result<(), Fault> {
    catch_unwind(AssertUnwindSafe(|| work(of))).unwrap_or_else(|_| {
        Err("whydeck itself failed on this document: please report what stands above".into())
    })
}

impl Deck {
    fn is_made_of(&self, changed: &HashSet<PathBuf>) -> bool {
        changed.contains(&self.file) || self.dependencies.iter().any(|path| changed.contains(path))
    }

    /// Builds the deck; whatever goes wrong is printed.
    fn build_guarded(&mut self, options: &Watch) {
        if let Err(fault) = guarded(self, |deck| deck.build(options)) {
            warn(&format!("error: {fault}"));
            self.say_not_built();
        }
    }

    /// Builds the deck, prints one line about it, then what is wrong.
    fn build(&mut self, options: &Watch) -> Result<(), Fault> {
        let start = Instant::now();
        let input = super::input(&self.file, self.document.read())?;
        let mut outcome = compile(input, &super::compile_options(&options.reading, options.notes));
        output::check_made_of(&self.out, &outcome)?;
        self.dependencies.clone_from(&outcome.dependencies);
        let bytes = output::write_page(&mut outcome, &self.out)?;
        if let (Some(bytes), Some(compiled)) = (bytes, &outcome.compiled) {
            let what = output::kind(compiled);
            let line = output::summary(&what, compiled, options.notes, &self.out, bytes, start);
            say(&format!("{}  {line}", time()))?;
        }
        show_problems(&outcome, &options.reporting);
        if bytes.is_none() {
            self.say_not_built();
        }
        Ok(())
    }

    fn say_not_built(&self) {
        let file = report::path(&self.file);
        let out = report::path(&self.out);
        let fate = if self.out.exists() { "is as it was" } else { "is not there yet" };
        warn(&format!("{}  {file} was not built; {out} {fate}", time()));
    }
}

/// The time of day.
fn time() -> String {
    jiff::Zoned::now().strftime("%H:%M:%S").to_string()
}

fn warn(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_fault_in_words() {
        let mut count = 0;
        let fault = guarded(&mut count, |count| {
            *count += 1;
            if *count == 1 { panic!("a bug") } else { Ok(()) }
        });
        assert_eq!(
            fault,
            Err("whydeck itself failed on this document: please report what stands above"
                .to_owned())
        );
        assert_eq!(guarded(&mut count, |_| Ok(())), Ok(()), "and the next one is built");
    }
}
