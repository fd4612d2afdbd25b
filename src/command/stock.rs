//! `whydeck theme`, `whydeck deck` and `whydeck words`: what is built in, and copies of it to change.

use std::path::{Path, PathBuf};

use super::output::write_file;
use super::{Ending, Fault, say};
use crate::cli::Stock;
use crate::deck::registry as decks;
use crate::diagnostic::nearest;
use crate::postmortem::language;
use crate::report;
use crate::theme::registry as themes;
use crate::words::{self, LANGUAGE_TAGS, LANGUAGES};

/// `whydeck theme list|eject`.
///
/// # Errors
/// When there is no such theme, or its files cannot be written.
pub fn theme(asked: Stock) -> Result<Ending, Fault> {
    match asked {
        Stock::List => list(themes::BUILT_IN.iter().map(|theme| (theme.name, theme.about))),
        Stock::Eject { name, output } => {
            let theme = themes::built_in(&name)
                .ok_or_else(|| none("theme", &name, themes::BUILT_IN.map(|t| t.name)))?;
            let folder = output.unwrap_or_else(|| PathBuf::from(theme.name));
            std::fs::create_dir_all(&folder)
                .map_err(|error| format!("cannot create {}: {error}", report::path(&folder)))?;
            for (file, text) in theme.files() {
                eject(&folder.join(file), &text)?;
            }
            // A bare name would mean the built-in theme.
            let here = if folder.components().count() == 1 {
                Path::new(".").join(&folder)
            } else {
                folder
            };
            say(&format!(
                "use it with `--theme {}`; a file you delete is the default theme's again\n",
                report::path(&here)
            ))?;
            Ok(Ending::Done)
        }
    }
}

/// `whydeck deck list|eject`.
///
/// # Errors
/// When there is no such deck, or its file cannot be written.
pub fn deck(asked: Stock) -> Result<Ending, Fault> {
    match asked {
        Stock::List => list(decks::BUILT_IN.iter().map(|deck| (deck.name, deck.about))),
        Stock::Eject { name, output } => {
            let deck = decks::built_in(&name)
                .ok_or_else(|| none("deck", &name, decks::BUILT_IN.map(|d| d.name)))?;
            let path = output.unwrap_or_else(|| PathBuf::from(format!("{}.md", deck.name)));
            eject(&path, &deck.written_out())?;
            say(&format!("use it with `--deck {}`\n", report::path(&path)))?;
            Ok(Ending::Done)
        }
    }
}

/// `whydeck words list|eject`.
///
/// # Errors
/// When there is no such language, or its file cannot be written.
pub fn words(asked: Stock) -> Result<Ending, Fault> {
    match asked {
        Stock::List => {
            let names = LANGUAGES.into_iter().map(|language| language.name.first());
            list(LANGUAGE_TAGS.into_iter().zip(names.map(|name| name.map_or("", |name| *name))))
        }
        Stock::Eject { name, output } => {
            let tag = language::place(&name).map(|place| LANGUAGE_TAGS[place]);
            let tag = tag.ok_or_else(|| none("language", &name, LANGUAGE_TAGS))?;
            let path = output.unwrap_or_else(|| PathBuf::from(format!("{tag}.yaml")));
            let text = words::file(tag).ok_or_else(|| format!("the words of {tag} are broken"))?;
            eject(&path, &text)?;
            say("what your team says in other words goes below `words:` in whydeck.yaml\n")?;
            Ok(Ending::Done)
        }
    }
}

fn list<'n>(entries: impl Iterator<Item = (&'n str, &'n str)>) -> Result<Ending, Fault> {
    for (name, about) in entries {
        say(&format!("{name:<12} {about}\n"))?;
    }
    Ok(Ending::Done)
}

/// Writes a file unless it exists, so that nobody's changes are lost.
fn eject(path: &Path, text: &str) -> Result<(), Fault> {
    if path.exists() {
        return Err(
            format!("{} is there already; `-o` names another place", report::path(path)).into()
        );
    }
    write_file(path, |out| out.write_all(text.as_bytes()))?;
    say(&format!("wrote {}\n", report::path(path)))
}

fn none<const N: usize>(what: &str, wanted: &str, names: [&str; N]) -> Fault {
    match nearest(wanted, names) {
        Some(name) => format!("no {what} `{wanted}`; did you mean `{name}`?").into(),
        None => format!("no {what} `{wanted}`; built in: {}", names.join(", ")).into(),
    }
}
