//! `whydeck check --fix`: what can be put right, as a diff, or in the documents.

use std::fs;
use std::io::{self, IsTerminal};
use std::path::Path;

use super::work::Work;
use crate::atomic;
use crate::cli::FixName;
use crate::command::documents::{Found, Job, unread};
use crate::command::problems::conclude;
use crate::command::{Ending, Fault, say};
use crate::compile::fixed::{Fix, fixed};
use crate::edit::diff;
use crate::report::{self, Report, count};
use crate::source::front_matter::DocumentKind;

/// Shows the changes; makes them when that is asked for.
pub(super) fn run(work: &Work<'_>, mut found: Found) -> Result<Ending, Fault> {
    let mut fixing = Fixing { work, report: Report::default(), others: 0 };
    let mut is_done = found.unread.is_empty();
    found.unread.drain(..).for_each(|one| fixing.report.add(one));
    for job in &found.jobs {
        match fixing.document(job) {
            Ok(ending) => is_done &= ending == Ending::Done,
            Err(fault) => {
                fixing.report.add(unread(&fault.message, job.path(), work.wording));
                is_done = false;
            }
        }
    }
    let Fixing { mut report, others, .. } = fixing;
    report.remark(&found.left_out(others, "postmortem"), work.wording);
    let ending = if is_done { Ending::Done } else { Ending::Failed };
    conclude(report, Ok(ending), work.wording)
}

struct Fixing<'w> {
    work: &'w Work<'w>,
    report: Report,
    /// How many documents of folders were left alone.
    others: usize,
}

impl Fixing<'_> {
    fn document(&mut self, job: &Job) -> Result<Ending, Fault> {
        let Work { options, wording, .. } = *self.work;
        let input = job.text()?;
        let fixes: Vec<Fix> = options.fix.iter().map(|name| named(*name)).collect();
        let fixed = fixed(&input, &fixes, &self.work.checking(job));
        if !fixed.errors.is_empty() {
            self.report.add(Report::of(&fixed.errors, &fixed.sources, wording));
            return Ok(Ending::Failed);
        }
        let name = job.name();
        if fixed.verdict.kind == DocumentKind::Slides || fixed.verdict.is_guess && job.is_found() {
            self.others += usize::from(job.is_found());
            if !job.is_found() {
                let line = format!("{name} is a slide file: nothing is put right in it\n");
                self.report.remark(&line, wording);
            }
            return Ok(Ending::Done);
        }
        for (fix, error) in fixed.refused {
            let part = match fix {
                Fix::Ids => "ids are not written",
                Fix::Order => "the timeline is not put in order",
                Fix::Stamps => "stamps are not changed",
            };
            self.report.remark(&format!("{name}: {part}: {error}\n"), wording);
        }
        if fixed.text == input.text {
            return Ok(Ending::Done);
        }
        let patch = diff::patch(&patched(job), &input.text, &fixed.text);
        if !options.apply {
            say(&if io::stdout().is_terminal() { diff::shown(&patch) } else { patch })?;
            return Ok(Ending::Done);
        }
        let path = job.path().ok_or("standard input cannot be changed: leave out `--apply`")?;
        put(path, &input.text, &fixed.text)?;
        let lines = patch.lines().skip(2).filter(|line| line.starts_with('+')).count();
        self.report.remark(&format!("{name}: {} changed\n", count(lines, "line")), wording);
        Ok(Ending::Done)
    }
}

/// What a patch calls a document.
fn patched(job: &Job) -> String {
    job.path().map_or_else(|| job.name(), |path| path.display().to_string())
}

fn named(name: FixName) -> Fix {
    match name {
        FixName::Ids => Fix::Ids,
        FixName::Order => Fix::Order,
        FixName::Stamps => Fix::Stamps,
    }
}

/// Writes a document whole or not at all; a link stays one.
fn put(path: &Path, before: &str, after: &str) -> Result<(), Fault> {
    let shown = report::path(path);
    let real = path.canonicalize().map_err(|error| format!("cannot write {shown}: {error}"))?;
    // What was read as text may be no UTF-8, or another text by now.
    let is_same = fs::read(&real).is_ok_and(|bytes| bytes == before.as_bytes());
    if !is_same {
        let message = format!("{shown} is left alone: it has changed, or is not UTF-8");
        return Err(Fault::from(message));
    }
    atomic::write(&real, |out| out.write_all(after.as_bytes()))
        .map(|_| ())
        .map_err(|error| format!("cannot write {shown}: {error}").into())
}
