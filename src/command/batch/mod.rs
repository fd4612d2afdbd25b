//! `whydeck build FILE… DIR…`: many documents, on all cores.
//!
//! 1. [`plan`] finds the documents, and the place of each deck; what cannot be written is said
//!    before anything is.
//! 2. Threads take one document after another; each deck is written and forgotten, so that a
//!    thousand take no more memory than one.
//! 3. [`telling`] says what became of them, in the order of the documents.
//! 4. With `-o DIR`, an index page there leads to all decks.

mod plan;
mod telling;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use super::output::Written;
use super::problems::{conclude, failure, report_of, wording};
use super::{Ending, Fault, build, cores, fetch, format, output};
use crate::cli::{Build, Format};
use crate::compile::{DocumentText, Options, Outcome, coverage};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::Output;
use crate::export::index::{self, IndexEntry};
use crate::report::{self, Report, Wording};
use crate::serve::site::folder::is_deck;
use plan::{Job, Plan};
use telling::{Fate, Teller, Told};

/// Builds all documents.
///
/// # Errors
/// When a document is not there, two decks would go to one place, or the folder for them cannot be
/// made.
pub fn run(options: &Build) -> Result<Ending, Fault> {
    let start = Instant::now();
    let format = format::of(options, None)?;
    let plan = plan::make(options, format)?;
    let wording = wording(options.reporting.message_format);
    let work = Work { options, format, wording };
    let mut teller = Teller::new(plan.jobs.len(), wording);
    cores::each(&plan.jobs, |job| work.run(job), |number, told| teller.take(number, told));
    let ended = teller.finish(plan.is_cut_short, start);
    let result = write_index(&plan, &ended.shown).map(|()| ended.ending);
    conclude(ended.report, result, wording)
}

/// What the threads share.
struct Work<'w> {
    options: &'w Build,
    format: Format,
    wording: Wording,
}

impl Work<'_> {
    fn run(&self, job: &Job) -> Told {
        // A bug that one document finds costs no other its deck.
        catch_unwind(AssertUnwindSafe(|| self.build(job)))
            .unwrap_or_else(|_| Ok(Told::failed(self.panicked(job))))
            .unwrap_or_else(|fault| Told::failed(self.failed(job, &fault)))
    }

    fn panicked(&self, job: &Job) -> Report {
        const WHAT: &str = "whydeck itself failed here: please report it";
        if self.wording.is_for_programs() {
            let panic = Diagnostic::error("internal/panic", WHAT);
            return Report::failure(&panic, Some(&job.document.path), self.wording);
        }
        Report::from(format!("{}: {WHAT}\n", job.name()))
    }

    fn failed(&self, job: &Job, fault: &Fault) -> Report {
        if self.wording.is_for_programs() {
            return failure(fault, Some(&job.document.path), self.wording);
        }
        let fault = fault.to_string().replace('\n', " ");
        Report::from(format!("error: {}\n", report::visible(&fault)))
    }

    fn build(&self, job: &Job) -> Result<Told, Fault> {
        let start = Instant::now();
        let name = job.name();
        let text = job.document.read().map_err(|error| format!("cannot read {name}: {error}"))?;
        let path = Some(job.document.path.clone());
        let input = DocumentText { name: name.clone(), path, text };
        let out = Output::Path(job.out.clone());
        let compiling = build::compile_options(self.options, self.format, &out);
        // Each thread has a document of its own: a second one would only be in its way.
        let compiling = Options { helpers: 0, ..compiling };
        let (mut outcome, fetched) = fetch::compiled(input, self.options, &compiling)?;
        if job.is_found && !is_deck(&job.document.path, &outcome) {
            return Ok(Told::no_deck());
        }
        output::check_made_of(&job.out, &outcome)?;
        let folder = job.out.parent().filter(|_| outcome.compiled.is_some());
        if let Some(folder) = folder.filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder)
                .map_err(|error| format!("cannot create {}: {error}", report::path(folder)))?;
        }
        let written = build::write(&mut outcome, (self.options, self.format), &out)?;
        let mut told = self.told(job, &outcome, written.as_ref(), start);
        told.line.insert_str(0, &fetched.unwrap_or_default());
        Ok(told)
    }

    /// What is to be said of a document.
    fn told(
        &self,
        job: &Job,
        outcome: &Outcome,
        written: Option<&Written>,
        start: Instant,
    ) -> Told {
        let (problems, ending) = report_of(outcome, &self.options.reporting);
        let count =
            |severity| outcome.diagnostics.iter().filter(|one| one.severity == severity).count();
        let mut line = String::new();
        let mut shown = None;
        if let (Some(compiled), Some(written)) = (&outcome.compiled, written) {
            let what = format!("{}: {}", job.name(), compiled.verdict.kind.name());
            let notes = self.options.notes_choice(self.format);
            line = output::summary(&what, compiled, notes, written, start);
            shown = Some(IndexEntry {
                title: compiled.title.clone(),
                kind: compiled.verdict.kind.name(),
                date: compiled.day.map(|day| day.to_string()),
                slides: compiled.slide_count(),
                address: job.address.clone(),
            });
        }
        if let Some(coverage) = self.options.coverage.then(|| coverage::of(outcome)).flatten() {
            line.push_str(&coverage.report());
        }
        let fate = if ending == Ending::Failed { Fate::Failed } else { Fate::Built };
        Told { line, problems, fate, warnings: count(Severity::Warning), shown }
    }
}

/// Writes the page that leads to all decks, where they have a folder of their own.
fn write_index(plan: &Plan, shown: &[IndexEntry]) -> Result<(), Fault> {
    let Some(file) = plan.index.as_deref().filter(|_| !shown.is_empty()) else { return Ok(()) };
    output::write_file(file, |out| out.write_all(index::page(shown).as_bytes()))?;
    super::say(&format!("{} leads to all of them\n", report::path(file)))
}
