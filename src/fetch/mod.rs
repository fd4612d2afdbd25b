//! `build --fetch`: what a document names on the network is brought beside it, once and on request;
//! no other command asks the network for anything.
//!
//! 1. [`download`] asks for each address within bounds; [`public`] says whom it may ask.
//! 2. [`shape`] tells from the bytes what a file is.
//! 3. The files stand in `NAME.assets`, named by their hashes; the lock file there says which
//!    address each stands for. Builds read them as any other file.

mod download;
mod public;
mod shape;

use std::collections::HashMap;
use std::fs;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use crate::assets::fetched::{self, LOCK, Lock, Unfetched};
use crate::atomic;
use crate::report;
use crate::root;
use download::Client;

/// How many addresses are asked for a document.
const MOST: usize = 200;
/// How many are asked at the same time.
const AT_ONCE: usize = 4;

/// What to ask for, and where it goes.
#[derive(Debug)]
pub(crate) struct Fetch<'f> {
    /// The document.
    pub(crate) document: &'f Path,
    /// The folder that nothing may be written outside of.
    pub(crate) root: &'f Path,
    /// The addresses that it names.
    pub(crate) addresses: &'f [String],
    /// Whether what changed is taken.
    pub(crate) is_update: bool,
    /// Addresses that may be asked although they are not public, since the user named them.
    pub(crate) also: &'f [SocketAddr],
}

/// What became of it.
#[derive(Debug, Default)]
pub(crate) struct Brought {
    /// How many files are there now that were asked for.
    pub(crate) files: usize,
    /// Their bytes.
    pub(crate) bytes: usize,
    /// Where they are.
    pub(crate) folder: PathBuf,
    /// Addresses without a file.
    pub(crate) unfetched: HashMap<String, Unfetched>,
}

/// Asks for all addresses, and writes what is new.
///
/// # Errors
/// A sentence: the folder for the files is not one, or cannot be written.
pub(crate) fn run(fetch: &Fetch<'_>) -> Result<Brought, String> {
    let folder = fetched::folder(fetch.document);
    let done = Brought { folder: folder.clone(), ..Brought::default() };
    if fetch.addresses.is_empty() {
        return Ok(done);
    }
    let cannot =
        |why: &dyn std::fmt::Display| format!("cannot fetch into {}: {why}", report::path(&folder));
    let lock = lock(&folder, fetch.root).map_err(|why| cannot(&why))?;
    let before = lock.clone();
    let mut keeper = Keeper { fetch, folder: &folder, lock, done };
    ask(fetch, |address, got| keeper.keep(address, got)).map_err(|why| cannot(&why))?;
    let Keeper { lock, done, .. } = keeper;
    if lock != before {
        let text = serde_json::to_string_pretty(&lock).map_err(|error| cannot(&error))?;
        let text = text + "\n";
        atomic::write(&folder.join(LOCK), |out| out.write_all(text.as_bytes()))
            .map_err(|error| cannot(&error))?;
    }
    Ok(done)
}

/// Writes what comes.
struct Keeper<'k> {
    fetch: &'k Fetch<'k>,
    folder: &'k Path,
    lock: Lock,
    done: Brought,
}

impl Keeper<'_> {
    /// Keeps what an address gave, or why it gave nothing.
    fn keep(&mut self, address: &str, got: Result<Vec<u8>, String>) -> Result<(), String> {
        let known = self.lock.files.get(address);
        let is_kept = known.is_some_and(|name| self.holds(name));
        let bytes = match got {
            // What is there already serves where the network does not answer.
            Err(_) if is_kept => return Ok(()),
            Err(why) => return self.leave(address, Unfetched::Failed(why)),
            Ok(bytes) => bytes,
        };
        let Some(end) = shape::ending(&bytes) else {
            let why = "what it holds is no picture and no film".to_owned();
            return self.leave(address, Unfetched::Failed(why));
        };
        let name = fetched::name_of(&bytes, end);
        if known.is_some_and(|known| *known != name) && !self.fetch.is_update {
            return self.leave(address, Unfetched::Changed);
        }
        if !self.holds(&name) {
            make(self.folder, self.fetch.root)?;
            atomic::write(&self.folder.join(&name), |out| out.write_all(&bytes))
                .map_err(|error| error.to_string())?;
        }
        self.done.files += 1;
        self.done.bytes += bytes.len();
        self.lock.files.insert(address.to_owned(), name);
        Ok(())
    }

    fn leave(&mut self, address: &str, why: Unfetched) -> Result<(), String> {
        self.done.unfetched.insert(address.to_owned(), why);
        Ok(())
    }

    /// Whether a file is there and holds what its name says.
    fn holds(&self, name: &str) -> bool {
        let bytes = root::read_inside(self.fetch.root, &self.folder.join(name));
        bytes.is_ok_and(|bytes| fetched::is_as_named(name, &bytes))
    }
}

/// The lock file; an empty one when there is none.
fn lock(folder: &Path, root: &Path) -> Result<Lock, String> {
    let file = folder.join(LOCK);
    if !folder.exists() && folder.symlink_metadata().is_err() {
        return Ok(Lock::default());
    }
    is_real_folder(folder, root)?;
    match file.symlink_metadata() {
        Ok(_) => root::read_text_inside(root, &file)
            .and_then(|text| Lock::read(&text))
            .map_err(|why| format!("{}: {why}", report::path(&file))),
        Err(_) => Ok(Lock::default()),
    }
}

/// Makes the folder.
fn make(folder: &Path, root: &Path) -> Result<(), String> {
    match fs::create_dir(folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error.to_string()),
        _ => is_real_folder(folder, root),
    }
}

/// Refuses a link: files would be written elsewhere.
fn is_real_folder(folder: &Path, root: &Path) -> Result<(), String> {
    let about = folder.symlink_metadata().map_err(|error| error.to_string())?;
    if !about.is_dir() {
        return Err("it is no folder, or a link to one".into());
    }
    root::inside(root, folder).map(drop)
}

/// Gives what each address holds to `keep`, one after the other: no more files are in memory than
/// are asked for at once.
fn ask(
    fetch: &Fetch<'_>,
    mut keep: impl FnMut(&str, Result<Vec<u8>, String>) -> Result<(), String>,
) -> Result<(), String> {
    let client = Client::new(fetch.also);
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        let (send, answers) = mpsc::sync_channel(0);
        for _ in 0..AT_ONCE.min(fetch.addresses.len()) {
            let send = send.clone();
            let client = &client;
            let next = &next;
            scope.spawn(move || {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let Some(address) = fetch.addresses.get(number) else { return };
                    let answer = if number < MOST {
                        client.get(address)
                    } else {
                        Err(format!("a document fetches at most {MOST} files"))
                    };
                    if send.send((address, answer)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(send);
        answers.into_iter().try_for_each(|(address, answer)| keep(address, answer))
    })
}
