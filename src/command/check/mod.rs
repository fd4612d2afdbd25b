//! `whydeck check FILE… DIR…`: what documents still lack.
//!
//! 1. [`super::documents`] finds the documents.
//! 2. All cores check them ([`work`]); no deck is made.
//! 3. What was asked for, and is not [`known`], is told on standard error, by document and place.
//! 4. The scorecard ([`card`]) goes to standard output.
//!
//! With `--fix` it is another verb: [`fix`] shows changes, or makes them.

mod card;
mod fix;
mod known;
mod work;

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::documents::{self, Job};
use super::problems::{self, DENIED, conclude, wording};
use super::{Ending, Fault, cores, is_coloured, say};
use crate::catalogue::explain::explained;
use crate::catalogue::pattern;
use crate::check::baseline::Sifted;
use crate::check::scorecard::Scorecard;
use crate::cli::Check;
use crate::compile::checked::project_file;
use crate::diagnostic::Severity;
use crate::report::{Report, Wording};
use crate::root;
use card::Shown;
use known::KnownFile;
use work::{Told, Work};

/// Checks the documents.
///
/// # Errors
/// When there is nothing to check, or a baseline cannot be read or written.
pub fn run(options: &Check) -> Result<Ending, Fault> {
    if let Some(code) = &options.explain {
        return explain(code);
    }
    let wording = wording(options.reporting.message_format);
    let mut found = documents::all(&options.files, wording);
    found.check(&options.files)?;
    let known = KnownFile::read(options)?;
    let work = Work { options, wording, known, known_earlier: Arc::default() };
    if !options.fix.is_empty() {
        return fix::run(&work, found);
    }
    let checked = checked(&work, &found.jobs);
    let roots = roots(&found.jobs, options);
    let projects: Vec<Told> = roots.iter().map(|root| work.project(root)).collect();
    let mut report = Report::default();
    if let Some(known) = work.known.as_ref().filter(|known| known.is_written) {
        let documents = found.jobs.iter().map(Job::path).zip(&checked);
        let told = documents.filter(|(_, told)| !told.is_other && !told.is_failed);
        let files: Vec<PathBuf> = roots.iter().map(|root| project_file(root)).collect();
        let paths = files.iter().map(|file| Some(file.as_path()));
        let said = known
            .write(told.chain(paths.zip(&projects)).map(|(path, told)| (path, &told.known)))?;
        report.remark(&said, wording);
    }
    let mut worst = (!found.unread.is_empty()).then_some(Severity::Error);
    let mut others = 0;
    let mut sifted = Sifted::default();
    found.unread.drain(..).for_each(|one| report.add(one));
    let mut cards: Vec<(String, Scorecard)> = Vec::new();
    let names = projects.iter().map(|_| String::new()).chain(found.jobs.iter().map(Job::name));
    let names: Vec<String> = names.collect();
    for (name, told) in names.into_iter().zip(projects.into_iter().chain(checked)) {
        report.add(told.report);
        worst = worst.max(told.worst);
        others += usize::from(told.is_other);
        sifted.known += told.sifted.known;
        sifted.gone += told.sifted.gone;
        cards.extend(told.scorecard.map(|card| (name, card)));
    }
    if let Some(known) = &work.known {
        report.remark(&known.words(sifted.known, sifted.gone), wording);
    }
    report.remark(&found.left_out(others, "postmortem or slide file"), wording);
    let ending = problems::ending(worst, &options.reporting);
    if ending == Ending::Failed && worst == Some(Severity::Warning) {
        report.remark(DENIED, wording);
    }
    let ending = conclude(report, Ok(ending), wording)?;
    shown(options, wording).map_or(Ok(()), |shown| say(&card::text(&cards, shown)))?;
    Ok(ending)
}

/// Checks all documents, on all cores.
fn checked(work: &Work<'_>, jobs: &[Job]) -> Vec<Told> {
    let mut checked: Vec<Option<Told>> = jobs.iter().map(|_| None).collect();
    cores::each(
        jobs,
        |job| work.run(job),
        |number, told| {
            if let Some(place) = checked.get_mut(number) {
                *place = Some(told);
            }
        },
    );
    checked.into_iter().map(Option::unwrap_or_default).collect()
}

/// How the scorecard is shown: not where a few rules were asked, and not in formats without a
/// place for it.
fn shown(options: &Check, wording: Wording) -> Option<Shown> {
    if options.no_scorecard || options.write_baseline || !options.only.is_empty() {
        return None;
    }
    match wording {
        Wording::Full { .. } | Wording::Short => {
            Some(Shown::Words { colour: is_coloured(&io::stdout()) })
        }
        Wording::Json => Some(Shown::Json),
        Wording::Sarif | Wording::Rdjson | Wording::Github => None,
    }
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
