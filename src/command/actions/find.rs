//! Which documents are asked for their actions.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::unread;
use crate::cli::Actions;
use crate::command::{Fault, input, output};
use crate::compile::DocumentText;
use crate::document::{Document, Input, Output};
use crate::report::{self, Report, Wording};
use crate::serve::site::folder as site;

/// What is said when a folder holds more than is looked at.
pub(super) const CUT_SHORT: &str = "not all was looked at: a folder holds more than 2000 \
    documents, or more than eight folders one in another\n";

/// A document to ask.
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

    pub(super) fn is_found(&self) -> bool {
        matches!(self, Self::Found(_))
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

pub(super) fn all(options: &Actions, wording: Wording) -> Found {
    let mut found = Found::default();
    // A file that is named beside its folder is asked once.
    let mut known: HashSet<PathBuf> = HashSet::new();
    let mut is_new = |path: &Path| path.canonicalize().map_or(true, |real| known.insert(real));
    let (files, folders): (Vec<&Input>, Vec<&Input>) =
        options.files.iter().partition(|input| !input.path().is_some_and(Path::is_dir));
    let mut of_files: Vec<(usize, Job)> = Vec::new();
    let number = |wanted: &Input| options.files.iter().position(|input| input == wanted);
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

/// Refuses to find nothing, and to write over a document.
pub(super) fn check(found: &Found, options: &Actions, out: &Output) -> Result<(), Fault> {
    if found.jobs.is_empty() && found.unread.is_empty() {
        let names: Vec<String> =
            options.files.iter().filter_map(|input| input.path().map(report::path)).collect();
        let names = names.join(", ");
        return Err(format!("cannot read {names}: there is no Markdown and no YAML in it").into());
    }
    let Some(out) = out.path() else { return Ok(()) };
    match found.jobs.iter().filter_map(Job::path).any(|file| output::is_same(file, out)) {
        true => {
            let out = report::path(out);
            Err(format!("{out} is a document itself; `-o` names another file").into())
        }
        false => Ok(()),
    }
}
