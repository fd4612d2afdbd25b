//! Where the files are that a document leads to.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::Run;
use crate::assets::fetched::Fetched;
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
