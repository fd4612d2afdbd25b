//! What `build --fetch` brought from the network: files beside the document in `NAME.assets`, named
//! by what they hold, and a lock file that says which address each stands for.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::root;

/// The name of the lock file.
pub(crate) const LOCK: &str = "lock.json";
/// The only form of a lock file.
const VERSION: u32 = 1;

/// A lock file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Lock {
    version: u32,
    /// The names of files in the lock file's folder, by address.
    pub(crate) files: BTreeMap<String, String>,
}

impl Default for Lock {
    fn default() -> Self {
        Self { version: VERSION, files: BTreeMap::new() }
    }
}

impl Lock {
    /// Reads a lock file.
    ///
    /// # Errors
    /// A sentence: it is broken, of a later version, or names a file as none is named.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let lock: Self =
            serde_json::from_str(text).map_err(|error| format!("it is no lock file: {error}"))?;
        if lock.version != VERSION {
            return Err("it was written by a later version of whydeck".into());
        }
        match lock.files.values().find(|name| hash_in(name).is_none()) {
            Some(name) => Err(format!("`{name}` is not named by what it holds")),
            None => Ok(lock),
        }
    }
}

/// Why an address that was asked for has no file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfetched {
    /// It could not be had.
    Failed(String),
    /// It holds something else than the lock file says.
    Changed,
}

/// What stands beside a document for the addresses it names.
#[derive(Debug, Default)]
pub(crate) struct Fetched {
    folder: PathBuf,
    lock: Lock,
    unfetched: HashMap<String, Unfetched>,
}

impl Fetched {
    /// What is there for a document; the second value is the lock file that was looked for.
    ///
    /// # Errors
    /// The lock file, and why it cannot be read.
    pub(crate) fn of(
        document: &Path,
        root: &Path,
        unfetched: &HashMap<String, Unfetched>,
    ) -> (Result<Self, String>, PathBuf) {
        let folder = folder(document);
        let file = folder.join(LOCK);
        let lock = match root::read_text_inside(root, &file) {
            Ok(text) => Lock::read(&text),
            Err(_) if !file.exists() => Ok(Lock::default()),
            Err(reason) => Err(reason),
        };
        let unfetched = unfetched.clone();
        (lock.map(|lock| Self { folder, lock, unfetched }), file)
    }

    /// Nothing, for a document whose lock file cannot be read.
    pub(crate) fn none(document: &Path) -> Self {
        Self { folder: folder(document), ..Self::default() }
    }

    /// Where the lock file is, or would be.
    pub(crate) fn lock_file(&self) -> PathBuf {
        self.folder.join(LOCK)
    }

    /// The file that stands for an address; none when it was never fetched.
    pub(crate) fn file(&self, address: &str) -> Option<PathBuf> {
        self.lock.files.get(address).map(|name| self.folder.join(name))
    }

    /// Why an address has no file, when it was asked for in this run.
    pub(crate) fn why_not(&self, address: &str) -> Option<&Unfetched> {
        self.unfetched.get(address)
    }
}

/// The folder of what is fetched for a document.
pub(crate) fn folder(document: &Path) -> PathBuf {
    document.with_extension("assets")
}

/// The name of a file by what it holds.
pub(crate) fn name_of(bytes: &[u8], extension: &str) -> String {
    format!("{}.{extension}", hash(bytes))
}

/// Whether a file holds what its name says.
pub(crate) fn is_as_named(name: &str, bytes: &[u8]) -> bool {
    hash_in(name).is_some_and(|named| named == hash(bytes))
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The hash that a name of a fetched file begins with; none for any other name.
fn hash_in(name: &str) -> Option<&str> {
    let (hash, end) = name.split_once('.')?;
    let is_hash = hash.len() == 64 && hash.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    let is_end = (1..=5).contains(&end.len()) && end.bytes().all(|b| b.is_ascii_alphanumeric());
    (is_hash && is_end).then_some(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_by_what_they_hold() {
        let name = name_of(b"abc", "png");
        assert!(
            name.starts_with("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        );
        assert!(is_as_named(&name, b"abc") && !is_as_named(&name, b"abd"));
        for odd in ["../x.png", "x.png", &format!("{}/x", &name[..64]), &name[..64]] {
            assert!(!is_as_named(odd, b"abc"), "{odd}");
        }
    }

    #[test]
    fn a_lock_file_names_nothing_else() {
        let lock =
            |name: &str| Lock::read(&format!("{{\"version\":1,\"files\":{{\"a\":\"{name}\"}}}}"));
        assert!(lock(&name_of(b"abc", "png")).is_ok());
        assert!(lock("../../secret.png").is_err_and(|why| why.contains("not named by")));
        assert!(Lock::read("{\"version\":2,\"files\":{}}").is_err_and(|why| why.contains("later")));
        assert!(Lock::read("{").is_err());
    }
}
