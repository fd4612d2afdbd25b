//! `whydeck.yaml` in the root: what all documents below it have in common.

use std::path::{Path, PathBuf};

use super::{Folder, Options, Run, folder_of, vocabulary};
use crate::check::wording::{Rules, RulesError};
use crate::check::{Rulings, settings};
use crate::deck::registry;
use crate::diagnostic::Diagnostic;
use crate::report;
use crate::root;
use crate::source::front_matter::{Cut, FrontMatter, ProjectKeys, Spanned};
use crate::source::{Source, Sources};
use crate::theme;
use crate::words::tongue::Speaking;

/// The file.
const NAME: &str = "whydeck.yaml";

/// The most bytes that it may have.
const MOST: u64 = 1 << 20;

impl Run<'_> {
    pub(super) fn read_project(&mut self, folder: &Folder) {
        let Folder { base, root, .. } = folder;
        self.dependencies.push(path(root));
        self.project = read((root, base), self.options, &mut self.sources, &mut self.diagnostics);
        if let Some(file) = &self.project.wording {
            self.dependencies.push(root.join(file.value.trim()));
        }
        self.wording = wording(&self.project, root, &mut self.sources, &mut self.diagnostics);
    }

    /// Takes in what the document says about rules, and completes it by what the project says.
    pub(super) fn take_front(&mut self, front: &mut FrontMatter) {
        settings::tell(&front.check, &mut self.diagnostics);
        self.rulings = Rulings::new(&front.check, &self.project.check);
        front.complete_with(&self.project);
    }
}

/// Where the file is, if there is one.
pub(super) fn path(root: &Path) -> PathBuf {
    root.join(NAME)
}

/// Reads the file of a root for a document of a folder; one that is not there says nothing.
pub(super) fn read(
    (root, base): (&Path, &Path),
    options: &Options,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> ProjectKeys {
    let path = path(root);
    if !path.is_file() {
        return ProjectKeys::default();
    }
    let shown = match &options.shown_from {
        Some(_) => PathBuf::from(NAME),
        None => from_here(root),
    };
    let mut problems = Vec::new();
    let mut keys = match root::read_text_within(root, &path, MOST) {
        Ok(text) => {
            let id = sources.add(report::path(&shown), Some(shown), text);
            ProjectKeys::read(sources.get(id), &mut problems)
        }
        Err(reason) => {
            let message = format!("cannot read {}: {reason}", report::path(&shown));
            problems.push(Diagnostic::warning("project/unreadable", message));
            ProjectKeys::default()
        }
    };
    for (key, span) in &keys.without_effect {
        let message = format!("`{key}` has no effect in this version");
        problems.push(Diagnostic::warning("data/no-effect", message).at(*span));
    }
    settings::tell(&keys.check, &mut problems);
    vocabulary::read(&keys, &mut problems);
    if !options.is_project_told {
        diagnostics.append(&mut problems);
    }
    anchor(&mut keys, root, base);
    keys
}

/// Reads and speaks the languages of a document, with what its `whydeck.yaml` says of them. What is
/// wrong with that file is told elsewhere.
pub(super) fn hear(
    source: &Source,
    cut: &Cut,
    is_yaml: bool,
    (path, root): (Option<&Path>, Option<&Path>),
) -> Speaking {
    let base = folder_of(path);
    let root = root.map_or_else(|| root::of(&base), Path::to_owned);
    let ignored = &mut Vec::new();
    let sources = &mut Sources::default();
    let keys = read((&root, &base), &Options::default(), sources, ignored);
    vocabulary::hear_with(source, cut, is_yaml, &keys)
}

/// The team's own rules of wording; what is wrong with their file is told, and those that are built
/// in count.
pub(super) fn wording(
    keys: &ProjectKeys,
    root: &Path,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Rules> {
    let Spanned { value, span } = keys.wording.as_ref()?;
    let path = root.join(value.trim());
    let shown = from_here(root).with_file_name(value.trim());
    let text = match root::read_text_within(root, &path, MOST) {
        Ok(text) => text,
        Err(reason) => {
            let message = format!("cannot read {}: {reason}", report::path(&shown));
            diagnostics.push(Diagnostic::warning("check/wording", message).at(*span));
            return None;
        }
    };
    let id = sources.add(report::path(&shown), Some(shown), text);
    let source = sources.get(id);
    let built_in = Rules::of("en")?;
    let rules = built_in.with(source.text());
    rules
        .map_err(|RulesError { message, at }| {
            let place = source.span(at..at + 1);
            diagnostics.push(Diagnostic::warning("check/wording", message).at(place));
        })
        .ok()
}

/// Makes its paths, which are relative to the root, relative to the folder of the document.
fn anchor(keys: &mut ProjectKeys, root: &Path, base: &Path) {
    let is_name = |name: &str| {
        theme::registry::built_in(name).is_some() || registry::built_in(name).is_some()
    };
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let up: PathBuf = match real(base).strip_prefix(real(root)) {
        Ok(below) => below.components().map(|_| "..").collect(),
        Err(_) => root.to_owned(),
    };
    let deck = &mut keys.deck;
    let named = [&mut keys.theme, &mut deck.template, &mut deck.brand, &mut deck.logo];
    for Spanned { value, .. } in named.into_iter().flatten().chain(&mut deck.fonts) {
        let name = value.trim();
        if !is_name(name) && root.join(name).exists() {
            *value = up.join(name).display().to_string();
        }
    }
}

/// The file as it is called from the working directory.
fn from_here(root: &Path) -> PathBuf {
    let here = std::env::current_dir().and_then(|here| here.canonicalize()).unwrap_or_default();
    let real = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    if let Ok(below) = real.strip_prefix(&here) {
        return below.join(NAME);
    }
    match here.strip_prefix(&real) {
        Ok(down) => down.components().map(|_| "..").collect::<PathBuf>().join(NAME),
        Err(_) => path(&real),
    }
}
