//! `whydeck check --fix`: what can be put right, as a diff, or in the documents.

use std::fs;
use std::io::{self, IsTerminal};
use std::path::Path;

use super::work::Work;
use crate::atomic;
use crate::cli::FixName;
use crate::command::documents::{Found, Job};
use crate::command::problems::{conclude, print};
use crate::command::{Ending, Fault, say};
use crate::compile::fixed::{Fix, Fixed, fixed};
use crate::edit::diff;
use crate::report::{self, Report};

/// Shows the changes; makes them when that is asked for.
pub(super) fn run(work: &Work<'_>, found: Found) -> Result<Ending, Fault> {
    let mut report = Report::default();
    let mut is_done = found.unread.is_empty();
    found.unread.into_iter().for_each(|one| report.add(one));
    for job in &found.jobs {
        if let Err(fault) = document(work, job) {
            print(&format!("error: {fault}\n"));
            is_done = false;
        }
    }
    let ending = if is_done { Ending::Done } else { Ending::Failed };
    conclude(report, Ok(ending), work.wording)
}

fn document(work: &Work<'_>, job: &Job) -> Result<(), Fault> {
    let input = job.text()?;
    let fixes: Vec<Fix> = work.options.fix.iter().map(|name| named(*name)).collect();
    let Fixed { text, refused, .. } = fixed(&input, &fixes, &work.checking(job));
    for (fix, error) in refused {
        let part = match fix {
            Fix::Ids => "ids are not written",
            Fix::Order => "the timeline is not put in order",
            Fix::Stamps => "stamps are not changed",
        };
        print(&format!("{}: {part}: {error}\n", job.name()));
    }
    if text == input.text {
        return Ok(());
    }
    let name = job.path().map_or_else(|| job.name(), |path| path.display().to_string());
    let patch = diff::patch(&name, &input.text, &text);
    if !work.options.apply {
        return say(&if io::stdout().is_terminal() { diff::shown(&patch) } else { patch });
    }
    let path = job.path().ok_or("standard input cannot be changed: leave out `--apply`")?;
    put(path, &input.text, &text)?;
    let lines = patch.lines().skip(2).filter(|line| line.starts_with('+')).count();
    print(&format!("{}: {} changed\n", job.name(), report::count(lines, "line")));
    Ok(())
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
