//! The file of `--baseline`: what was known already.

use std::path::{Path, PathBuf};

use crate::check::baseline::{Baseline, KnownFindings};
use crate::cli::Check;
use crate::command::{Fault, output};
use crate::report::{self, count};
use crate::root;

/// The file, and what it holds.
pub(super) struct KnownFile<'k> {
    path: &'k Path,
    /// Its folder, which documents are named from.
    folder: PathBuf,
    pub(super) baseline: Baseline,
    /// Whether it is written, and not obeyed.
    pub(super) is_written: bool,
}

impl<'k> KnownFile<'k> {
    /// Reads the file that was named.
    ///
    /// # Errors
    /// When it cannot be read. One that is to be written need not be there.
    pub(super) fn read(options: &'k Check) -> Result<Option<Self>, Fault> {
        let Some(path) = options.baseline.as_deref() else { return Ok(None) };
        let is_written = options.write_baseline;
        let baseline = if is_written && !path.exists() {
            Baseline::default()
        } else {
            let read = root::read_text(path).and_then(|text| Baseline::read(&text));
            read.map_err(|why| {
                let fault = Fault::from(format!("cannot read {}: {why}", report::path(path)));
                if path.exists() { fault } else { fault.help("`--write-baseline` writes it") }
            })?
        };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        Ok(Some(Self { path, folder, baseline, is_written }))
    }

    /// What a document is called in it: its path from the file, with forward slashes.
    pub(super) fn name(&self, document: Option<&Path>) -> String {
        let Some(path) = document else { return "-".to_owned() };
        let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let mut up = String::new();
        for folder in self.folder.ancestors() {
            if let Ok(below) = real.strip_prefix(folder) {
                return up + &below.to_string_lossy().replace('\\', "/");
            }
            up.push_str("../");
        }
        real.to_string_lossy().replace('\\', "/")
    }

    /// Writes what the documents have; what is known of others stays. Says how much it is.
    pub(super) fn write<'t>(
        &self,
        told: impl Iterator<Item = (Option<&'t Path>, &'t KnownFindings)>,
    ) -> Result<String, Fault> {
        let mut baseline = self.baseline.clone();
        for (path, known) in told {
            let name = self.name(path);
            if known.is_empty() {
                baseline.documents.remove(&name);
            } else {
                baseline.documents.insert(name, known.clone());
            }
        }
        let text = baseline.written()?;
        output::write_file(self.path, |out| out.write_all(text.as_bytes()))?;
        let texts = baseline.documents.values().flat_map(|known| known.values());
        let number = texts.flat_map(|texts| texts.values()).sum();
        let of = count(baseline.documents.len(), "document");
        let path = report::path(self.path);
        Ok(format!("{path}: {} of {of}; only new ones are told\n", count(number, "known finding")))
    }

    /// What is said of it at the end of a run.
    pub(super) fn words(&self, known: usize, gone: usize) -> String {
        let mut words = String::new();
        let path = report::path(self.path);
        if known > 0 {
            let are = if known == 1 { "is" } else { "are" };
            words.push_str(&format!("{} of {path} {are} not told\n", count(known, "finding")));
        }
        if gone > 0 {
            let ones = if gone == 1 { "is" } else { "are" };
            let gone = count(gone, "finding");
            words.push_str(&format!(
                "{gone} of {path} {ones} gone; `--write-baseline` takes them out\n"
            ));
        }
        words
    }
}
