//! `whydeck gallery`: documents in every theme, on one page.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::examples;
use super::problems::Problems;
use super::{Ending, Fault, output, read_file, say, sheet};
use crate::cli::Gallery;
use crate::compile::{Compiled, Options, compile};
use crate::document::Output;
use crate::export::gallery::{GalleryDeck, GalleryDocument, page};
use crate::export::sheet::row;
use crate::report;
use crate::serve::pages::encoded;
use crate::theme::registry as themes;

/// How many slides a theme's picture shows, and how wide each is in it.
const SHOWN: usize = 3;
const WIDTH: f64 = 380.0;

/// Builds each document in each theme, and the page that shows them.
///
/// # Errors
/// When a document or a theme cannot be read, or a file not be written.
pub fn run(options: &Gallery) -> Result<Ending, Fault> {
    let problems = Problems::new(&options.reporting);
    let mut work = Work { options, ending: Ending::Done, problems, pictures: Vec::new() };
    let result = make(&mut work);
    work.problems.conclude(result)
}

fn make(work: &mut Work<'_>) -> Result<Ending, Fault> {
    let options = work.options;
    let (_examples, documents) = documents(options)?;
    let themes = chosen(&options.themes)?;
    let mut shown = Vec::new();
    for document in &documents {
        let mut made =
            GalleryDocument { title: stem(document), file: file_name(document), decks: Vec::new() };
        for (theme, wanted) in &themes {
            if let Some((title, deck)) = work.build(document, theme, wanted)? {
                made.title = title;
                made.decks.push(deck);
            }
        }
        shown.push(made);
    }
    if shown.iter().all(|document| document.decks.is_empty()) {
        return Ok(Ending::Failed);
    }
    if let Some(folder) = &options.pictures {
        draw(&work.pictures, folder, options.browser.as_deref())?;
    }
    create(&options.folder)?;
    let index = options.folder.join("index.html");
    output::write_file(&index, |out| out.write_all(page(&shown).as_bytes()))?;
    say(&format!("{} shows them side by side\n", report::path(&index)))?;
    Ok(work.ending)
}

/// A gallery while it is made.
struct Work<'o> {
    options: &'o Gallery,
    ending: Ending,
    problems: Problems<'o>,
    /// What a picture of each theme shows.
    pictures: Vec<(String, PathBuf, Vec<usize>)>,
}

impl Work<'_> {
    /// Builds a document in a theme; its title, and where the deck is.
    fn build(
        &mut self,
        document: &Path,
        theme: &str,
        wanted: &str,
    ) -> Result<Option<(String, GalleryDeck)>, Fault> {
        // Nobody reads notes here.
        let reading =
            Options { theme: Some(wanted.to_owned()), notes: false, ..Options::default() };
        let mut outcome = compile(read_file(document)?, &reading);
        let name = stem(document);
        let folder = self.options.folder.join(theme);
        let file = folder.join(format!("{name}.html"));
        if outcome.compiled.is_some() {
            create(&folder)?;
        }
        let bytes = output::write_page(&mut outcome, &Output::Path(file.clone()))?;
        if self.problems.show(&outcome) == Ending::Failed {
            self.ending = Ending::Failed;
        }
        let (Some(compiled), Some(bytes)) = (&outcome.compiled, bytes) else { return Ok(None) };
        let slides = compiled.slide_count();
        let kib = bytes.div_ceil(1024);
        say(&format!("{}: {slides} slides, {kib} KB\n", report::path(&file)))?;
        if !self.pictures.iter().any(|(known, ..)| known == theme) {
            self.pictures.push((theme.to_owned(), file, telling(compiled)));
        }
        let address = format!("{}/{}.html", encoded(theme), encoded(&name));
        let deck = GalleryDeck { theme: theme.to_owned(), address, slides };
        Ok(Some((compiled.title.clone(), deck)))
    }
}

/// The documents; without any of the user's the examples, in a folder that goes with the first
/// value.
fn documents(options: &Gallery) -> Result<(Option<TempDir>, Vec<PathBuf>), Fault> {
    if !options.files.is_empty() {
        return Ok((None, options.files.clone()));
    }
    let failed = |error: std::io::Error| format!("cannot make a folder for the examples: {error}");
    let folder = tempfile::Builder::new().prefix("whydeck-gallery-").tempdir().map_err(failed)?;
    for (name, bytes) in examples::FILES {
        fs::write(folder.path().join(name), bytes).map_err(failed)?;
    }
    let names = examples::FILES.iter().take(examples::DOCUMENTS);
    let documents = names.map(|(name, _)| folder.path().join(name)).collect();
    Ok((Some(folder), documents))
}

/// The themes, with the names of their folders in the gallery.
fn chosen(wanted: &[String]) -> Result<Vec<(String, String)>, Fault> {
    if wanted.is_empty() {
        return Ok(themes::BUILT_IN.map(|t| (t.name.to_owned(), t.name.to_owned())).into());
    }
    let mut chosen: Vec<(String, String)> = Vec::new();
    for theme in wanted {
        let name = match themes::built_in(theme) {
            Some(theme) => theme.name.to_owned(),
            None => stem(&std::path::absolute(theme).unwrap_or_else(|_| PathBuf::from(theme))),
        };
        if chosen.iter().any(|(known, _)| *known == name) {
            return Err(format!("two themes are called {}", report::name(&name)).into());
        }
        chosen.push((name, theme.clone()));
    }
    Ok(chosen)
}

/// The slides that say most about a theme: the first one, then numbers and figures of the main row.
fn telling(compiled: &Compiled) -> Vec<usize> {
    let starts: Vec<usize> = compiled
        .stacks
        .iter()
        .scan(0, |next, stack| {
            let start = *next;
            *next += stack.len();
            Some(start)
        })
        .collect();
    let shows = |mark: &str| {
        let found = compiled.stacks.iter().position(|stack| {
            let first = stack.first();
            first.is_some_and(|slide| slide.attributes.contains(mark) || slide.html.contains(mark))
        });
        found.and_then(|column| starts.get(column).copied())
    };
    let mut told = vec![0];
    let marks = ["class=\"numbers", "wd-timeline", "<svg"];
    let others = marks.into_iter().filter_map(shows).chain(starts.iter().copied());
    for slide in others {
        if told.len() < SHOWN && !told.contains(&slide) {
            told.push(slide);
        }
    }
    told
}

/// Draws a picture of each theme.
fn draw(
    pictures: &[(String, PathBuf, Vec<usize>)],
    folder: &Path,
    browser: Option<&Path>,
) -> Result<(), Fault> {
    create(folder)?;
    let mut browser = sheet::start(browser)?;
    let work = tempfile::tempdir().map_err(|error| format!("cannot make a folder: {error}"))?;
    for (theme, deck, slides) in pictures {
        let picture = row(&mut browser, (deck, slides), WIDTH, work.path())?;
        let file = folder.join(format!("{theme}.webp"));
        let bytes = output::write_file(&file, |out| out.write_all(&picture))?;
        say(&format!("{}: {} KB\n", report::path(&file), bytes.div_ceil(1024)))?;
    }
    Ok(())
}

fn create(folder: &Path) -> Result<(), Fault> {
    fs::create_dir_all(folder)
        .map_err(|error| format!("cannot create {}: {error}", report::path(folder)).into())
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or(OsStr::new("deck")).to_string_lossy().into_owned()
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
