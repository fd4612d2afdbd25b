//! The folder that nothing may be read outside of.

use std::fs;
use std::path::{Path, PathBuf};

/// The nearest folder upwards from `base` with `whydeck.yaml` or `.git`; else `base` itself.
#[must_use]
pub fn of(base: &Path) -> PathBuf {
    let start = fs::canonicalize(base).unwrap_or_else(|_| base.to_owned());
    let marked = start.ancestors().find(|folder| folder.join("whydeck.yaml").is_file() || folder.join(".git").exists());
    marked.map_or_else(|| start.clone(), Path::to_owned)
}

/// The real path of a file or folder inside the root, symlinks resolved.
///
/// # Errors
/// A sentence: there is no such file, it cannot be read, or it lies outside.
pub fn inside(root: &Path, path: &Path) -> Result<PathBuf, String> {
    let real = fs::canonicalize(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        _ => error.to_string(),
    })?;
    let root = fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
    if real.starts_with(&root) {
        Ok(real)
    } else {
        Err("it lies outside the deck's folder; `--root` names a wider one".into())
    }
}

/// The largest file that a deck takes in, in bytes.
const LARGEST: u64 = 64 << 20;

/// What a file holds: a regular one, of at most 64 MiB, so that no pipe or device holds a build up.
///
/// # Errors
/// A sentence.
pub fn read(path: &Path) -> Result<Vec<u8>, String> {
    let about = fs::metadata(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        _ => error.to_string(),
    })?;
    if !about.is_file() {
        return Err("it is no regular file".into());
    }
    if about.len() > LARGEST {
        return Err(format!("it is larger than {} MiB", LARGEST >> 20));
    }
    fs::read(path).map_err(|error| error.to_string())
}

/// The same, as text.
///
/// # Errors
/// A sentence.
pub fn read_text(path: &Path) -> Result<String, String> {
    String::from_utf8(read(path)?).map_err(|_| "it is not UTF-8 text".to_owned())
}
