//! `whydeck watch`: a deck is built again whenever something that it is made of changes.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::output::Written;
use super::problems::{failure, notice, print};
use super::{
    Ending, Fault, compile_options, format, output, read_file, say, show_problems, wording,
};
use crate::cli::{Format, Watch};
use crate::compile::Options;
use crate::document::{Document, Input, Output};
use crate::listing::is_document;
use crate::rebuild::{self, Rebuild, Rebuilt, Watched};
use crate::report::{self, Wording};
use crate::watch::{Mode, Watcher};

/// A document, and the deck that is made of it.
struct Target {
    file: PathBuf,
    rebuilt: Rebuilt,
    out: PathBuf,
}

/// All decks, with the way to build them.
struct Work<'w> {
    targets: Vec<Target>,
    watcher: Watcher,
    options: &'w Watch,
    compiling: Options,
    is_first: bool,
}

/// Builds all decks, then those that a change concerns, until it is stopped.
///
/// # Errors
/// When a file is not there, or its deck has no place to go. After that, errors are printed and
/// watching goes on.
pub fn run(options: &Watch) -> Result<Ending, Fault> {
    let targets = targets(options)?;
    let mode = options
        .watching
        .poll
        .map_or(Mode::Native, |every| Mode::Poll(Duration::from_millis(every)));
    let watcher = Watcher::new(mode).entries(is_document);
    let compiling = compile_options(&options.reading, options.notes);
    rebuild::run(Work { targets, watcher, options, compiling, is_first: true })
}

impl Rebuild for Work<'_> {
    fn watcher(&mut self) -> &mut Watcher {
        &mut self.watcher
    }

    /// Without the files that are written here: writing a deck must not build it again.
    fn watched(&self) -> Watched {
        let written: HashSet<PathBuf> =
            self.targets.iter().map(|target| output::place(&target.out)).collect();
        let paths = self
            .targets
            .iter()
            .flat_map(|target| target.rebuilt.dependencies.iter().chain([&target.file]));
        let files = paths.filter(|path| !written.contains(&output::place(path))).cloned().collect();
        let folders = self.targets.iter().flat_map(|target| target.rebuilt.folders.clone());
        Watched { files, folders: folders.collect() }
    }

    fn turn(&mut self, changed: &HashSet<PathBuf>) -> Option<Duration> {
        let is_first = std::mem::take(&mut self.is_first);
        for target in &mut self.targets {
            if is_first || target.is_made_of(changed) {
                target.build_guarded(self.options, &self.compiling);
            }
        }
        None
    }

    fn notice(&mut self, text: &str) {
        notice(&format!("{text}\n"), wording(self.options.reporting.message_format));
    }
}

/// The decks to make.
///
/// # Errors
/// When they cannot all be written.
fn targets(options: &Watch) -> Result<Vec<Target>, Fault> {
    let folder = folder(options)?;
    let mut targets: Vec<Target> = Vec::new();
    for file in &options.files {
        let Input::Path(file) = file else {
            return Err("standard input cannot be watched: name a file".into());
        };
        read_file(file)?;
        let out = place_of(file, folder, options);
        if let Some(other) =
            targets.iter().find(|target| output::place(&target.out) == output::place(&out))
        {
            let one = report::path(&other.file);
            let two = report::path(file);
            let out = report::path(&out);
            return Err(format!("{one} and {two} would both be written to {out}").into());
        }
        let beside = out.parent().filter(|folder| !folder.as_os_str().is_empty());
        if let Some(folder) = beside.filter(|folder| !folder.is_dir()) {
            let out = report::path(&out);
            let folder = report::path(folder);
            return Err(format!("cannot write {out}: there is no folder {folder}").into());
        }
        let document = Document::named(file, options.reading.root.as_deref());
        targets.push(Target { file: file.clone(), rebuilt: Rebuilt::new(document), out });
    }
    for target in &targets {
        if targets.iter().any(|other| output::is_same(&other.file, &target.out)) {
            let out = report::path(&target.out);
            return Err(format!("{out} is a document itself; `-o` names another place").into());
        }
        format::check(&target.out, Format::Html)?;
    }
    Ok(targets)
}

/// The folder that `-o` names; it is made when several decks go there. None when `-o` names a
/// file, or nothing.
fn folder(options: &Watch) -> Result<Option<&Path>, Fault> {
    let out = match &options.output {
        Some(Output::Stdout) => {
            return Err("`watch` writes files; `build` writes to `-`".into());
        }
        Some(Output::Path(out)) => out,
        None => return Ok(None),
    };
    if out.is_dir() {
        return Ok(Some(out));
    }
    if options.files.len() < 2 {
        return Ok(None);
    }
    let shown = report::path(out);
    if out.exists() {
        return Err(format!("{shown} is a file; for several decks `-o` names a folder").into());
    }
    std::fs::create_dir_all(out)
        .map_err(|error| format!("{shown} is to be a folder for several decks: {error}"))?;
    Ok(Some(out))
}

/// Where the deck of a file is written.
fn place_of(file: &Path, folder: Option<&Path>, options: &Watch) -> PathBuf {
    let beside = file.with_extension("html");
    match (folder, &options.output) {
        (Some(folder), _) => folder.join(beside.file_name().unwrap_or_default()),
        (None, Some(Output::Path(out))) => out.clone(),
        (None, _) => beside,
    }
}

impl Target {
    fn is_made_of(&self, changed: &HashSet<PathBuf>) -> bool {
        changed.contains(&self.file) || self.rebuilt.is_concerned(changed)
    }

    /// Builds the deck; whatever goes wrong is printed.
    fn build_guarded(&mut self, options: &Watch, compiling: &Options) {
        let fault = match rebuild::guarded(|| self.build(options, compiling)) {
            Some(Ok(())) => return,
            Some(Err(fault)) => fault,
            None => {
                "whydeck itself failed on this document: please report what stands above".into()
            }
        };
        let wording = wording(options.reporting.message_format);
        if wording.is_for_programs() {
            print(&failure(&fault, Some(&self.file), wording).end(wording));
        } else {
            print(&format!("error: {}\n", fault.lines()));
        }
        self.say_not_built(wording);
    }

    /// Builds the deck, prints one line about it, then what is wrong.
    fn build(&mut self, options: &Watch, compiling: &Options) -> Result<(), Fault> {
        let start = Instant::now();
        let name = report::path(&self.file);
        let Rebuilt { document, memory, .. } = &mut self.rebuilt;
        let mut outcome = rebuild::compile(document, &name, compiling, memory, None)
            .map_err(|error| format!("cannot read {name}: {error}"))?;
        output::check_made_of(&self.out, &outcome)?;
        let is_failed = outcome.compiled.is_none();
        self.rebuilt.depends_on(outcome.dependencies.clone(), outcome.folders.clone(), is_failed);
        let out = Output::Path(self.out.clone());
        let bytes = output::write_page(&mut outcome, &out)?;
        if let (Some(bytes), Some(compiled)) = (bytes, &outcome.compiled) {
            let what = output::kind(compiled);
            let written = Written::deck(&outcome, &out, bytes);
            let line = output::summary(&what, compiled, options.notes, &written, start);
            say(&format!("{}  {line}", time()))?;
        }
        show_problems(&outcome, &options.reporting);
        if bytes.is_none() {
            self.say_not_built(wording(options.reporting.message_format));
        }
        Ok(())
    }

    fn say_not_built(&self, wording: Wording) {
        let file = report::path(&self.file);
        let out = report::path(&self.out);
        let fate = if self.out.exists() { "is as it was" } else { "is not there yet" };
        notice(&format!("{}  {file} was not built; {out} {fate}\n", time()), wording);
    }
}

/// The time of day.
fn time() -> String {
    jiff::Zoned::now().strftime("%H:%M:%S").to_string()
}
