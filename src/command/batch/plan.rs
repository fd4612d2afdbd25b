//! Which documents there are, and where each deck goes.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use crate::cli::{Build, Format};
use crate::command::{Fault, format, output};
use crate::document::{Document, Input, Output};
use crate::report;
use crate::serve::pages::encoded;
use crate::serve::site::folder as site;

/// A document, and where its deck goes.
pub(super) struct Job {
    pub(super) document: Document,
    pub(super) out: PathBuf,
    /// Whether it was found in a folder rather than named.
    pub(super) is_found: bool,
    /// The deck's address, as seen from the index page.
    pub(super) address: String,
}

impl Job {
    /// The name of the document that people see.
    pub(super) fn name(&self) -> String {
        report::path(&self.document.path)
    }
}

/// All that is to be done.
pub(super) struct Plan {
    pub(super) jobs: Vec<Job>,
    /// The index page; none without a folder for the decks.
    pub(super) index: Option<PathBuf>,
    /// Whether a folder holds more than is looked at.
    pub(super) is_cut_short: bool,
}

/// Where decks go.
struct Target<'t> {
    /// The folder for all of them; without one they stand beside their documents.
    folder: Option<&'t Path>,
    /// How their names end.
    end: &'static str,
}

/// Finds the documents, and a place for each deck.
///
/// # Errors
/// When a name leads nowhere, or decks cannot all be written.
pub(super) fn make(options: &Build, format: Format) -> Result<Plan, Fault> {
    let folder = folder(options)?;
    let target = Target { folder, end: format::extension(format) };
    let mut plan = Plan { jobs: Vec::new(), index: None, is_cut_short: false };
    for input in &options.files {
        let Input::Path(path) = input else {
            return Err("standard input is one document: `-` stands alone".into());
        };
        let about = std::fs::metadata(path)
            .map_err(|error| format!("cannot read {}: {error}", report::path(path)))?;
        if about.is_dir() {
            find(path, &target, options, &mut plan);
        } else {
            let document = Document::named(path, options.reading.root.as_deref());
            let below = Path::new(path.file_name().unwrap_or_default());
            plan.jobs.push(job(document, below, false, &target));
        }
    }
    check(&plan.jobs)?;
    if plan.jobs.is_empty() {
        let names: Vec<String> =
            options.files.iter().filter_map(|input| input.path().map(report::path)).collect();
        let names = names.join(", ");
        return Err(format!("cannot read {names}: there is no Markdown and no YAML in it").into());
    }
    if let Some(folder) = folder {
        std::fs::create_dir_all(folder).map_err(|error| {
            let folder = report::path(folder);
            format!("{folder} is to be a folder for several decks: {error}")
        })?;
    }
    plan.index = folder.map(|folder| index(folder, &plan.jobs));
    Ok(plan)
}

/// The folder that `-o` names, which may not be there yet.
fn folder(options: &Build) -> Result<Option<&Path>, Fault> {
    let out = match &options.output {
        None => return Ok(None),
        Some(Output::Stdout) => {
            return Err("several decks do not go to one stream: `-o` names a folder".into());
        }
        Some(Output::Path(out)) => out,
    };
    if out.exists() && !out.is_dir() {
        let shown = report::path(out);
        return Err(format!("{shown} is a file; for several decks `-o` names a folder").into());
    }
    Ok(Some(out))
}

/// Adds the documents of a folder.
fn find(root: &Path, target: &Target<'_>, options: &Build, plan: &mut Plan) {
    let listing = site::list(root);
    plan.is_cut_short |= listing.is_cut_short || listing.is_blind;
    // Beside others a folder keeps its name, so that equal names in two of them do not meet.
    let own = root.file_name().filter(|_| options.files.len() > 1).unwrap_or_default();
    for path in listing.documents {
        let below = Path::new(own).join(path.strip_prefix(root).unwrap_or(&path));
        let document = Document::found(&path, root, site::is_skipped);
        plan.jobs.push(job(document, &below, true, target));
    }
}

/// A document with the place of its deck: in the folder for all, at the same place below; else
/// beside it.
fn job(document: Document, below: &Path, is_found: bool, target: &Target<'_>) -> Job {
    let out = match target.folder {
        Some(folder) => folder.join(below).with_extension(target.end),
        None => document.path.with_extension(target.end),
    };
    let address = below.with_extension(target.end).to_string_lossy().replace('\\', "/");
    Job { document, out, is_found, address: encoded(&address) }
}

/// Refuses decks that would be written over each other, or over a document.
fn check(jobs: &[Job]) -> Result<(), Fault> {
    let documents: HashSet<PathBuf> =
        jobs.iter().filter_map(|job| job.document.path.canonicalize().ok()).collect();
    let mut taken: HashMap<PathBuf, &Job> = HashMap::new();
    for job in jobs {
        let out = report::path(&job.out);
        let place = output::place(&job.out);
        if documents.contains(&place) {
            return Err(format!("{out} is a document itself; `-o` names another place").into());
        }
        if let Some(other) = taken.insert(place, job) {
            let message =
                format!("{} and {} would both be written to {out}", other.name(), job.name());
            return Err(
                Fault::from(message).help("give one of them another name, or build it alone")
            );
        }
    }
    Ok(())
}

/// A name for the index page that no deck has.
fn index(folder: &Path, jobs: &[Job]) -> PathBuf {
    let names = ["index.html", "decks.html", "whydeck-index.html"];
    let free = names.iter().map(|name| folder.join(name));
    free.clone()
        .find(|file| jobs.iter().all(|job| job.out != *file))
        .unwrap_or_else(|| folder.join(names[0]))
}
