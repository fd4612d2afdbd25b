//! `whydeck new`: a document to write over.
//!
//! 1. [`ask`] gathers title, start and zone: flags, or somebody at the terminal.
//! 2. [`skeleton`] fills one of the templates of `decks/new` with them; with `--from` [`draft`]
//!    fills its timeline with what [`crate::import`] reads.
//! 3. The file is written where none was.

mod ask;
mod draft;
mod skeleton;

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use jiff::Zoned;

use super::problems::{conclude, notice, wording};
use super::{Ending, Fault, output};
use crate::cli::New;
use crate::deck::identity::slug;
use crate::document::{self, Output};
use crate::import::{self, ImportOptions, SourceFiles};
use crate::report::{self, Report};
use ask::Terminal;
use skeleton::Told;

/// Writes a new document.
///
/// # Errors
/// When the file is there already or cannot be written, or a flag is no time or no zone.
pub fn run(options: &New) -> Result<Ending, Fault> {
    let wording = wording(options.message_format);
    let mut report = Report::default();
    let result = written(options, &mut report);
    conclude(report, result, wording)
}

fn written(options: &New, report: &mut Report) -> Result<Ending, Fault> {
    if let Some(Output::Path(file)) = &options.file {
        check(file)?;
    }
    let named = options.file.as_ref().and_then(Output::path).and_then(title_of);
    let made = if options.from.is_empty() {
        let told = told(options, named)?;
        let text = skeleton::filled((!options.slides).then_some(options.template), &told)?;
        Some(Made { told, text, entries: None, remarks: Vec::new() })
    } else {
        drafted(options, named, report)?
    };
    let Some(Made { told, text, entries, remarks }) = made else { return Ok(Ending::Failed) };
    let file = match &options.file {
        Some(Output::Stdout) => None,
        Some(Output::Path(file)) => Some(file.clone()),
        None => Some(default_name(options, &told)),
    };
    match &file {
        Some(file) => output::write_new(file, &text)?,
        None => drop(output::put(&Output::Stdout, |out| out.write_all(text.as_bytes()))?),
    }
    let wording = wording(options.message_format);
    // Programs read both streams where the document goes to the one, and problems to the other.
    let is_said = file.is_some() || !wording.is_for_programs();
    for remark in remarks.iter().filter(|_| is_said) {
        notice(&format!("{}\n", report::visible(remark)), wording);
    }
    if let Some(file) = file {
        let file = report::path(&file);
        let entries = entries.map(|number| format!("{number} entries; ")).unwrap_or_default();
        let line = format!(
            "{file}: {entries}write over it; `whydeck serve {file} --open` shows its deck\n"
        );
        super::say(&line)?;
    }
    Ok(Ending::Done)
}

/// A document before it is written.
struct Made {
    told: Told,
    text: String,
    /// How many entries were imported.
    entries: Option<usize>,
    remarks: Vec<String>,
}

/// Drafts a document from sources; none when one of them is broken, which the report says.
fn drafted(
    options: &New,
    named: Option<String>,
    report: &mut Report,
) -> Result<Option<Made>, Fault> {
    let now = Zoned::now();
    // Standard input may be one of them: nothing else holds it yet.
    let found = SourceFiles::read(&options.from);
    let is_piped = options.from.iter().any(|input| input.path().is_none());
    let is_asked = !is_piped && io::stdin().is_terminal() && io::stderr().is_terminal();
    let mut answers = io::stdin().lock();
    let mut questions = io::stderr().lock();
    let mut terminal =
        is_asked.then_some(Terminal { answers: &mut answers, questions: &mut questions });
    let (zone, rules) = ask::zone(options, &now, &mut terminal)?;
    let said = ask::start(options, &rules, &mut None)?;
    let how =
        ImportOptions { names: options.names, incidents: &options.incident, zone: rules.clone() };
    let mut imported = import::read(found, &how);
    if !imported.problems.is_empty() {
        let wording = wording(options.message_format);
        report.add(Report::of(&imported.problems, &imported.sources, wording));
        return Ok(None);
    }
    let named = imported.title.take().or(named);
    let title = ask::title(options, named, &mut terminal)?;
    imported.started = said.map(|start| start.timestamp()).or(imported.started);
    let first = imported.events.first().map(|event| event.at);
    let start = imported.started.or(imported.detected).or(first).unwrap_or(now.timestamp());
    let told = Told { title, start: start.to_zoned(rules), zone };
    let text = draft::document(options.template, &told, &imported)?;
    let entries = Some(imported.events.len());
    Ok(Some(Made { told, text, entries, remarks: imported.remarks }))
}

fn told(options: &New, named: Option<String>) -> Result<Told, Fault> {
    let now = Zoned::now();
    let is_asked = io::stdin().is_terminal() && io::stderr().is_terminal();
    if !is_asked {
        return ask::told(options, named, &now, None);
    }
    let mut answers = io::stdin().lock();
    let mut questions = io::stderr().lock();
    let terminal = Terminal { answers: &mut answers, questions: &mut questions };
    ask::told(options, named, &now, Some(terminal))
}

/// Refuses names that would not be read as what is written.
fn check(file: &Path) -> Result<(), Fault> {
    if document::is_yaml(file) {
        let file = report::path(file);
        let message = format!("{file} would be YAML, and this is Markdown");
        return Err(Fault::from(message).help("name a file that ends with .md"));
    }
    // Before anybody is asked anything; what comes meanwhile is not written over either.
    if file.symlink_metadata().is_ok() {
        return Err(output::is_there(file));
    }
    Ok(())
}

/// `db-outage.md` is about a db outage.
fn title_of(file: &Path) -> Option<String> {
    let stem = file.file_stem()?.to_str()?;
    let words = stem.replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    let first = letters.next()?;
    Some(first.to_uppercase().chain(letters).collect())
}

/// The day and the title; of slides the title alone.
fn default_name(options: &New, told: &Told) -> PathBuf {
    let title = slug(&told.title);
    let title = if title.is_empty() { "untitled".to_owned() } else { title };
    let day = told.start.date();
    PathBuf::from(if options.slides { format!("{title}.md") } else { format!("{day}-{title}.md") })
}
