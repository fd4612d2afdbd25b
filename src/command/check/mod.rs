//! `whydeck check FILE… DIR…`: what documents still lack.
//!
//! 1. [`super::documents`] finds the documents.
//! 2. All cores check them; no deck is made.
//! 3. What was asked for is told on standard error, by document and place.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use super::documents::{self, Job, unread};
use super::problems::{self, DENIED, conclude, wording};
use super::{Ending, Fault, cores, say};
use crate::catalogue::explain::explained;
use crate::catalogue::pattern::{self, Pattern};
use crate::check::settings;
use crate::cli::Check;
use crate::compile::checked::{self, Checked, Checking};
use crate::diagnostic::{Diagnostic, Severity};
use crate::report::{Report, Wording};
use crate::root;
use crate::source::Sources;
use crate::source::front_matter::DocumentKind;

/// Checks the documents.
///
/// # Errors
/// When there is nothing to check.
pub fn run(options: &Check) -> Result<Ending, Fault> {
    if let Some(code) = &options.explain {
        return explain(code);
    }
    let wording = wording(options.reporting.message_format);
    let mut found = documents::all(&options.files, wording);
    found.check(&options.files)?;
    let work = Work { options, wording };
    let mut checked: Vec<Option<Told>> = found.jobs.iter().map(|_| None).collect();
    cores::each(
        &found.jobs,
        |job| work.run(job),
        |number, told| {
            if let Some(place) = checked.get_mut(number) {
                *place = Some(told);
            }
        },
    );
    let mut report = Report::default();
    let mut worst = (!found.unread.is_empty()).then_some(Severity::Error);
    let mut others = 0;
    found.unread.drain(..).for_each(|one| report.add(one));
    let projects = roots(&found.jobs, options).into_iter().map(|root| work.project(&root));
    for told in projects.chain(checked.into_iter().flatten()) {
        report.add(told.report);
        worst = worst.max(told.worst);
        others += usize::from(told.is_other);
    }
    report.remark(&found.left_out(others, "postmortem or slide file"), wording);
    let ending = problems::ending(worst, &options.reporting);
    if ending == Ending::Failed && worst == Some(Severity::Warning) {
        report.remark(DENIED, wording);
    }
    conclude(report, Ok(ending), wording)
}

/// Says all that is known of a code.
fn explain(code: &str) -> Result<Ending, Fault> {
    let code = code.trim();
    if let Some(text) = explained(code) {
        return say(&text).map(|()| Ending::Done);
    }
    let fault = Fault::from(format!("there is no rule and no problem `{code}`"));
    Err(match pattern::nearest_to(code) {
        Some(near) if near.contains('/') => fault.help(format!("did you mean `{near}`?")),
        _ => fault.help("docs/checks.md and docs/problems.md list all of them"),
    })
}

/// The roots of all documents, each once.
fn roots(jobs: &[Job], options: &Check) -> Vec<PathBuf> {
    if let Some(root) = &options.root {
        return vec![root.clone()];
    }
    let mut folders: HashSet<&Path> = HashSet::new();
    let mut roots: Vec<PathBuf> = Vec::new();
    for folder in jobs.iter().map(Job::folder).filter(|folder| folders.insert(folder)) {
        let root = root::of(folder);
        if !roots.contains(&root) {
            roots.push(root);
        }
    }
    roots
}

/// What came of a document.
#[derive(Debug, Default)]
struct Told {
    report: Report,
    worst: Option<Severity>,
    /// Whether it was found in a folder, and is something else.
    is_other: bool,
}

/// What the threads share.
struct Work<'w> {
    options: &'w Check,
    wording: Wording,
}

impl Work<'_> {
    fn run(&self, job: &Job) -> Told {
        // A bug that one document finds costs no other its check.
        catch_unwind(AssertUnwindSafe(|| self.check(job))).unwrap_or_else(|_| {
            self.failed(
                job,
                &format!("{}: whydeck itself failed here: please report it", job.name()),
            )
        })
    }

    fn failed(&self, job: &Job, message: &str) -> Told {
        let report = unread(message, job.path(), self.wording);
        Told { report, worst: Some(Severity::Error), is_other: false }
    }

    fn check(&self, job: &Job) -> Told {
        let text = match job.text() {
            Ok(text) => text,
            Err(fault) => return self.failed(job, &fault.message),
        };
        let checking = self.checking(job);
        let Checked { sources, diagnostics, verdict } = checked::read(text, &checking);
        if verdict.is_guess && !checking.with_guesses {
            return Told { is_other: true, ..Told::default() };
        }
        self.told(&sources, diagnostics)
    }

    /// What is wrong with the `whydeck.yaml` of a root: said once, and not with each document.
    fn project(&self, root: &Path) -> Told {
        let (sources, diagnostics) = checked::project(root);
        self.told(&sources, diagnostics)
    }

    fn told(&self, sources: &Sources, mut diagnostics: Vec<Diagnostic>) -> Told {
        diagnostics.retain(|diagnostic| self.is_wanted(diagnostic));
        let worst = problems::worst(&diagnostics);
        Told { report: Report::of(&diagnostics, sources, self.wording), worst, is_other: false }
    }

    fn checking(&self, job: &Job) -> Checking {
        let Check { kind, all, layout, root, only, .. } = self.options;
        Checking {
            kind: kind.map(DocumentKind::from),
            with_guesses: !job.is_found() || *all,
            layout: *layout,
            root: root.clone(),
            wanted: only.clone(),
            is_project_told: true,
        }
    }

    /// Whether a problem was asked for. What keeps a document from being read is told in any case.
    fn is_wanted(&self, diagnostic: &Diagnostic) -> bool {
        let Check { only, except, .. } = self.options;
        let is_of = |all: &[Pattern]| all.iter().any(|pattern| pattern.is_of(diagnostic.code));
        settings::is_fixed(diagnostic) || (only.is_empty() || is_of(only)) && !is_of(except)
    }
}
