//! `whydeck new`: a document to write over.
//!
//! 1. [`ask`] gathers title, start and zone: flags, or somebody at the terminal.
//! 2. [`skeleton`] fills one of the templates of `decks/new` with them.
//! 3. The file is written where none was.

mod ask;
mod skeleton;

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use jiff::Zoned;

use super::{Ending, Fault, output};
use crate::cli::New;
use crate::deck::identity::slug;
use crate::document::{self, Output};
use crate::report;
use ask::Terminal;
use skeleton::Told;

/// Writes a new document.
///
/// # Errors
/// When the file is there already or cannot be written, or a flag is no time or no zone.
pub fn run(options: &New) -> Result<Ending, Fault> {
    if let Some(Output::Path(file)) = &options.file {
        check(file)?;
    }
    let named = options.file.as_ref().and_then(Output::path).and_then(title_of);
    let told = told(options, named)?;
    let text = skeleton::filled((!options.slides).then_some(options.template), &told)?;
    let file = match &options.file {
        Some(Output::Stdout) => {
            output::put(&Output::Stdout, |out| out.write_all(text.as_bytes()))?;
            return Ok(Ending::Done);
        }
        Some(Output::Path(file)) => file.clone(),
        None => default_name(options, &told),
    };
    output::write_new(&file, &text)?;
    let file = report::path(&file);
    super::say(&format!("{file}: write over it; `whydeck serve {file} --open` shows its deck\n"))?;
    Ok(Ending::Done)
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
