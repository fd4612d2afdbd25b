//! The documents that a verb reads when it makes nothing of them: files, those of folders, and
//! standard input.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::problems::failure;
use super::{Fault, input, output};
use crate::compile::DocumentText;
use crate::document::{Document, Input, Output};
use crate::report::{self, Report, Wording, count};
use crate::serve::site::folder as site;

/// What is said when a folder holds more than is looked at.
const CUT_SHORT: &str = "not all was looked at: a folder holds more than 2000 \
    documents, or more than eight folders one in another\n";

/// A document to read.
pub(super) enum Job {
    Stdin,
    /// A file that the user named.
    Named(Document),
    /// A file of a folder that the user named.
    Found(Document),
}

impl Job {
    pub(super) fn name(&self) -> String {
        self.path().map_or_else(|| "<stdin>".into(), report::path)
    }

    pub(super) fn path(&self) -> Option<&Path> {
        match self {
            Self::Stdin => None,
            Self::Named(document) | Self::Found(document) => Some(&document.path),
        }
    }

    /// Its folder; of standard input the working directory.
    pub(super) fn folder(&self) -> &Path {
        let folder = self.path().and_then(Path::parent);
        folder.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
    }

    pub(super) fn is_found(&self) -> bool {
        matches!(self, Self::Found(_))
    }

    /// Whether it is a file that every repository has, by its name.
    pub(super) fn is_usual(&self) -> bool {
        self.path().is_some_and(site::is_usual)
    }

    pub(super) fn text(&self) -> Result<DocumentText, Fault> {
        match self {
            Self::Stdin => input::read_input(&Input::Stdin),
            Self::Named(document) | Self::Found(document) => input(&document.path, document.read()),
        }
    }
}

/// All documents, in the order that they were named in; those of a folder by their names.
#[derive(Default)]
pub(super) struct Found {
    pub(super) jobs: Vec<Job>,
    /// What is not there.
    pub(super) unread: Vec<Report>,
    /// Whether a folder holds more than is looked at.
    pub(super) is_cut_short: bool,
}

/// Finds the documents that the inputs name.
pub(super) fn all(inputs: &[Input], wording: Wording) -> Found {
    let mut found = Found::default();
    // A file that is named beside its folder is read once.
    let mut known: HashSet<PathBuf> = HashSet::new();
    let mut is_new = |path: &Path| path.canonicalize().map_or(true, |real| known.insert(real));
    let (files, folders): (Vec<&Input>, Vec<&Input>) =
        inputs.iter().partition(|input| !input.path().is_some_and(Path::is_dir));
    let mut of_files: Vec<(usize, Job)> = Vec::new();
    let number = |wanted: &Input| inputs.iter().position(|input| input == wanted);
    for input in files {
        let at = number(input).unwrap_or_default();
        match input {
            Input::Stdin => of_files.push((at, Job::Stdin)),
            Input::Path(path) => match std::fs::metadata(path) {
                Ok(_) if is_new(path) => {
                    of_files.push((at, Job::Named(Document::named(path, None))));
                }
                Ok(_) => {}
                Err(error) => {
                    let text = format!("cannot read {}: {error}", report::path(path));
                    found.unread.push(unread(&text, Some(path), wording));
                }
            },
        }
    }
    for input in folders {
        let Some(root) = input.path() else { continue };
        let at = number(input).unwrap_or_default();
        let listing = site::list(root);
        found.is_cut_short |= listing.is_cut_short || listing.is_blind;
        let documents = listing.documents.into_iter().filter(|path| is_new(path));
        of_files.extend(documents.map(|path| {
            let path = path.strip_prefix(".").unwrap_or(&path);
            (at, Job::Found(Document::found(path, root, site::is_skipped)))
        }));
    }
    of_files.sort_by_key(|(at, _)| *at);
    found.jobs = of_files.into_iter().map(|(_, job)| job).collect();
    found
}

impl Found {
    /// Refuses to find nothing.
    pub(super) fn check(&self, inputs: &[Input]) -> Result<(), Fault> {
        if self.jobs.is_empty() && self.unread.is_empty() {
            let names: Vec<String> =
                inputs.iter().filter_map(|input| input.path().map(report::path)).collect();
            let names = names.join(", ");
            let message = format!("cannot read {names}: there is no Markdown and no YAML in it");
            return Err(message.into());
        }
        Ok(())
    }

    /// Refuses to write over a document.
    pub(super) fn check_output(&self, out: &Output) -> Result<(), Fault> {
        let Some(out) = out.path() else { return Ok(()) };
        match self.jobs.iter().filter_map(Job::path).any(|file| output::is_same(file, out)) {
            true => {
                let out = report::path(out);
                Err(format!("{out} is a document itself; `-o` names another file").into())
            }
            false => Ok(()),
        }
    }

    /// How many documents of folders are none of those that are wanted, and whether there are
    /// more.
    pub(super) fn left_out(&self, others: usize, wanted: &str) -> String {
        let mut notes = String::new();
        if others > 0 {
            let are = if others == 1 {
                format!("is no known {wanted}")
            } else {
                format!("are no known {wanted}s")
            };
            let others = count(others, "other document");
            notes.push_str(&format!("{others} {are}; `--all` takes everything\n"));
        }
        if self.is_cut_short {
            notes.push_str(CUT_SHORT);
        }
        notes
    }
}

/// Says that a document was not read.
pub(super) fn unread(message: &str, path: Option<&Path>, wording: Wording) -> Report {
    let message = message.replace('\n', " ");
    if wording.is_for_programs() {
        return failure(&Fault::from(message), path, wording);
    }
    Report::from(format!("error: {}\n", report::visible(&message)))
}
