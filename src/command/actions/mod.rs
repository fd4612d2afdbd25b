//! `whydeck actions FILE… DIR…`: what postmortems promise.
//!
//! 1. [`super::documents`] finds the documents.
//! 2. All cores read them; no deck is made.
//! 3. [`select`] leaves what was asked for, and it is written in one of the formats.
//! 4. What could not be read, and what was left out, is said on standard error.

mod select;

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use jiff::Zoned;
use jiff::civil::Date;

use super::documents::{self, Job, unread};
use super::problems::{conclude, wording};
use super::{Ending, Fault, cores, is_coloured, output};
use crate::cli::{Actions, ActionsFormat};
use crate::compile::actions::{self, ListedAction};
use crate::document::Output;
use crate::export::actions::table::Screen;
use crate::export::actions::{About, TrackedAction, csv, ics, json, markdown, table};
use crate::report::{Report, Wording};
use crate::root;
use crate::source::front_matter::DocumentKind;

/// Lists the actions.
///
/// # Errors
/// When there is nothing to read, or the list cannot be written.
pub fn run(options: &Actions) -> Result<Ending, Fault> {
    let out = options.output.clone().unwrap_or(Output::Stdout);
    let format = format(options, &out)?;
    let wording = wording(options.message_format);
    let mut found = documents::all(&options.files, wording);
    found.check(&options.files)?;
    found.check_output(&out)?;
    let as_of = options.as_of.unwrap_or_else(|| Zoned::now().date());
    let work = Work { options, as_of, wording };
    let mut read: Vec<Option<Told>> = found.jobs.iter().map(|_| None).collect();
    cores::each(
        &found.jobs,
        |job| work.run(job),
        |number, told| {
            if let Some(place) = read.get_mut(number) {
                *place = Some(told);
            }
        },
    );
    let mut rows = Vec::new();
    let mut report = Report::default();
    let mut is_done = found.unread.is_empty();
    let mut others = 0;
    found.unread.drain(..).for_each(|one| report.add(one));
    for told in read.into_iter().flatten() {
        rows.extend(told.rows);
        report.add(told.report);
        is_done &= !told.is_failed;
        others += usize::from(told.is_other);
    }
    select::tell_apart(&mut rows);
    report.remark(&found.left_out(others, "postmortem"), wording);
    if options.overdue {
        report.remark(&select::undated(&rows, options), wording);
    }
    rows.retain(|row| select::is_wanted(row, options));
    let text = written(&rows, format, as_of, &out)?;
    let put = output::put(&out, |out| out.write_all(text.as_bytes()));
    let ending = if is_done { Ending::Done } else { Ending::Failed };
    conclude(report, put.map(|_| ending), wording)
}

/// What came of a document.
#[derive(Debug, Default)]
struct Told {
    rows: Vec<TrackedAction>,
    report: Report,
    is_failed: bool,
    /// Whether it was found in a folder, and is something else.
    is_other: bool,
}

impl Told {
    fn failed(report: Report) -> Self {
        Self { report, is_failed: true, ..Self::default() }
    }
}

/// What the threads share.
struct Work<'w> {
    options: &'w Actions,
    as_of: Date,
    wording: Wording,
}

impl Work<'_> {
    fn run(&self, job: &Job) -> Told {
        // A bug that one document finds costs no other its actions.
        catch_unwind(AssertUnwindSafe(|| self.read(job))).unwrap_or_else(|_| {
            let text = format!("{}: whydeck itself failed here: please report it", job.name());
            Told::failed(unread(&text, job.path(), self.wording))
        })
    }

    fn read(&self, job: &Job) -> Told {
        let text = match job.text() {
            Ok(text) => text,
            Err(fault) => return Told::failed(unread(&fault.message, job.path(), self.wording)),
        };
        let path = text.path.clone();
        let name = text.name.clone();
        let kind = self.options.all.then_some(DocumentKind::Postmortem);
        let list = actions::read(text, kind, !job.is_found() || self.options.all);
        let is_slides = list.verdict.kind == DocumentKind::Slides;
        let is_broken = list.verdict.is_guess && !list.errors.is_empty() && !job.is_usual();
        let is_other = is_slides || list.verdict.is_guess;
        if is_other && job.is_found() && !self.options.all && !is_broken {
            return Told { is_other: true, ..Told::default() };
        }
        let mut report = Report::of(&list.errors, &list.sources, self.wording);
        if is_slides && !list.verdict.is_guess {
            let line = format!("{name} is a slide file; `--all` reads it as a postmortem\n");
            report.remark(&line, self.wording);
        }
        let is_failed = !list.errors.is_empty();
        let place = path.as_deref().map_or_else(|| name.clone(), place);
        let rows = list.actions.into_iter().map(|action| self.row(action, &name, &place)).collect();
        Told { rows, report, is_failed, is_other: false }
    }

    fn row(&self, action: ListedAction, file: &str, place: &str) -> TrackedAction {
        let is_overdue =
            action.state.is_open() && action.due_day.is_some_and(|day| day < self.as_of);
        // An id that is only counted goes to the next action when one is struck out.
        let own = if action.has_own_id { &action.id } else { &action.text };
        TrackedAction {
            about: About {
                state: action.state,
                due_day: action.due_day,
                is_overdue,
                identity: format!("{place}\n{own}"),
                detail: action.detail,
                links: action.links,
            },
            id: action.id,
            text: action.text,
            owner: action.owner,
            due: action.due,
            state: action.state.name(),
            kind: if action.is_corrective { "correctiveAction" } else { "actionItem" },
            file: file.to_owned(),
            line: action.line,
            sign: action.sign,
            reason: action.reason,
        }
    }
}

/// What a document is called wherever whydeck is started: its path below the root.
fn place(path: &Path) -> String {
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let root = root::of(real.parent().unwrap_or(&real));
    real.strip_prefix(root).unwrap_or(&real).to_string_lossy().replace('\\', "/")
}

/// The format that was asked for, or that the name of the file says.
fn format(options: &Actions, out: &Output) -> Result<ActionsFormat, Fault> {
    let (None, Some(path)) = (options.format, out.path()) else {
        return Ok(options.format.unwrap_or(ActionsFormat::Table));
    };
    let end = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    match end.as_str() {
        "csv" => Ok(ActionsFormat::Csv),
        "json" => Ok(ActionsFormat::Json),
        "md" | "markdown" => Ok(ActionsFormat::Md),
        "ics" => Ok(ActionsFormat::Ics),
        "txt" | "" => Ok(ActionsFormat::Table),
        _ => {
            let message = format!("no list of actions ends with `.{end}`");
            Err(Fault::from(message)
                .help("name a file with .csv, .json, .md, .ics or .txt; or say `--format`"))
        }
    }
}

fn written(
    rows: &[TrackedAction],
    format: ActionsFormat,
    as_of: Date,
    out: &Output,
) -> Result<String, Fault> {
    Ok(match format {
        ActionsFormat::Table => table::write(rows, as_of, screen(out)),
        ActionsFormat::Csv => csv::write(rows),
        ActionsFormat::Json => json(rows).map_err(|error| error.to_string())?,
        ActionsFormat::Md => markdown::write(rows),
        ActionsFormat::Ics => ics::write(rows, as_of),
    })
}

fn screen(out: &Output) -> Screen {
    let is_shown = *out == Output::Stdout;
    let columns = terminal_size::terminal_size_of(io::stdout()).filter(|_| is_shown);
    Screen {
        width: columns.map(|(width, _)| usize::from(width.0)),
        colour: is_shown && is_coloured(&io::stdout()),
    }
}
