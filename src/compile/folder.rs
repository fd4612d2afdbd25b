//! Where the files are that a document leads to.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::Run;
use crate::assets::fetched::Fetched;
use crate::assets::{Asset, Assets};
use crate::diagnostic::Diagnostic;
use crate::report;

/// The folder of a document; of standard input the working directory.
pub(super) fn folder_of(path: Option<&Path>) -> PathBuf {
    let base = path.and_then(Path::parent).filter(|base| !base.as_os_str().is_empty());
    base.unwrap_or(Path::new(".")).to_owned()
}

/// Where a document's files are.
pub(super) struct Folder {
    /// The folder that paths in it are relative to.
    pub(super) base: PathBuf,
    /// The folder that nothing may be read outside of.
    pub(super) root: PathBuf,
    /// The document itself; none for standard input.
    pub(super) document: Option<PathBuf>,
    /// What stands for addresses of the network.
    pub(super) fetched: Rc<Fetched>,
}

impl Run<'_> {
    /// The files to embed; what was looked for and what is known is kept.
    pub(super) fn embedded(&mut self, mut assets: Assets, folder: &Folder) -> Vec<Asset> {
        self.remote = assets.take_remote();
        if !self.remote.is_empty() {
            self.dependencies.push(folder.fetched.lock_file());
        }
        let (assets, looked_for, files) = assets.into_parts();
        self.memory.files = files;
        self.dependencies.extend(looked_for);
        assets
    }

    /// What was fetched for the document.
    pub(super) fn fetched(&mut self, document: Option<&Path>, root: &Path) -> Rc<Fetched> {
        let Some(document) = document else { return Rc::default() };
        let (fetched, file) = Fetched::of(document, root, &self.options.unfetched);
        let fetched = fetched.unwrap_or_else(|why| {
            let message = format!("{} cannot be used: {why}", report::path(&file));
            self.diagnostics.push(Diagnostic::warning("asset/lock", message));
            Fetched::none(document)
        });
        Rc::new(fetched)
    }
}
