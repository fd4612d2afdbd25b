//! The folder that nothing may be read outside of.

use std::path::{Path, PathBuf};

/// The nearest folder upwards from `base` with `whydeck.yaml` or `.git`; else `base` itself.
#[must_use]
pub fn of(base: &Path) -> PathBuf {
    let start = std::fs::canonicalize(base).unwrap_or_else(|_| base.to_owned());
    let marked = start.ancestors().find(|folder| folder.join("whydeck.yaml").is_file() || folder.join(".git").exists());
    marked.map_or_else(|| start.clone(), Path::to_owned)
}
