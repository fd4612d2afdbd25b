//! The files of the sources: those that are named, and what lies beside a Slack channel.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::document::Input;
use crate::report;
use crate::root;

/// The most files of one folder.
const MOST_FILES: usize = 4_000;

/// The names under which an export tells of people and channels.
const BESIDE: [&str; 5] = ["users.json", "channels.json", "groups.json", "mpims.json", "dms.json"];

/// A file that was read.
#[derive(Debug)]
pub(crate) struct SourceFile {
    /// As it is shown.
    pub(super) name: String,
    pub(super) path: Option<PathBuf>,
    pub(super) text: String,
    /// The name of its folder, and whether that was named as a source: then it is a channel's.
    pub(super) folder: Option<(String, bool)>,
    /// Whether it was looked for, and not named.
    pub(super) is_beside: bool,
}

impl SourceFile {
    /// Whether it may hold messages of Slack, whose authors others tell.
    pub(super) fn may_be_messages(&self) -> bool {
        self.text.contains("\"ts\"")
    }
}

/// Why something is not read, and what helps.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct UnreadSource {
    pub(super) message: String,
    pub(super) help: Option<String>,
}

/// All that was found.
#[derive(Debug, Default)]
pub(crate) struct SourceFiles {
    pub(super) files: Vec<SourceFile>,
    pub(super) unread: Vec<UnreadSource>,
    /// Files of folders that are neither JSON nor tables.
    pub(super) others: usize,
    seen: BTreeSet<PathBuf>,
    bytes: u64,
}

impl SourceFiles {
    /// Reads all sources.
    pub(crate) fn read(inputs: &[Input]) -> Self {
        let mut found = Self::default();
        for input in inputs {
            match input {
                Input::Stdin => {
                    let read = root::read_all(io::stdin().lock());
                    found.take("standard input".to_owned(), None, read, None, false);
                }
                Input::Path(path) if path.is_dir() => found.folder(path),
                Input::Path(path) => {
                    let folder = folder_of(path);
                    found.file(path, folder.as_deref().and_then(named).map(|name| (name, false)));
                    found.beside(folder.as_deref());
                }
            }
        }
        found
    }

    /// A source whose text is at hand.
    #[cfg(any(fuzzing, test))]
    pub(crate) fn of_text(text: &str) -> Self {
        let mut found = Self::default();
        let bytes = Ok(text.as_bytes().to_vec());
        found.take("any".to_owned(), None, bytes, Some(("inc".to_owned(), true)), false);
        found
    }

    fn fail(&mut self, message: String, help: Option<String>) {
        self.unread.push(UnreadSource { message, help });
    }

    fn file(&mut self, path: &Path, folder: Option<(String, bool)>) {
        let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        // One that was found beside another may be named as well.
        if self.seen.insert(real) {
            let read = root::open(path).and_then(|file| root::read_file(&file));
            self.take(report::path(path), Some(path.to_owned()), read, folder, false);
        }
    }

    fn take(
        &mut self,
        name: String,
        path: Option<PathBuf>,
        read: io::Result<Vec<u8>>,
        folder: Option<(String, bool)>,
        is_beside: bool,
    ) {
        let bytes = match read {
            Ok(bytes) => bytes,
            Err(error) => {
                let reason = root::reason(&error);
                return self.fail(format!("cannot read {name}: {reason}"), None);
            }
        };
        let most = root::LARGEST >> 20;
        if self.bytes + bytes.len() as u64 > root::LARGEST {
            let message = format!("cannot read {name}: the sources are larger than {most} MiB");
            let help = "name the days or the incident alone that the document is about";
            return self.fail(message, Some(help.to_owned()));
        }
        self.bytes += bytes.len() as u64;
        match String::from_utf8(bytes) {
            Ok(text) => self.files.push(SourceFile { name, path, text, folder, is_beside }),
            Err(_) => {
                let help = "save it as UTF-8; a spreadsheet calls that “CSV UTF-8”".to_owned();
                self.fail(format!("cannot read {name}: it is not UTF-8 text"), Some(help));
            }
        }
    }

    /// All JSON and tables of a folder.
    fn folder(&mut self, folder: &Path) {
        let (files, folders) = match listed(folder) {
            Ok(listed) => listed,
            Err(error) => {
                let message = format!("cannot read {}: {error}", report::path(folder));
                return self.fail(message, None);
            }
        };
        let (wanted, others): (Vec<_>, Vec<_>) = files.into_iter().partition(|path| is_data(path));
        let is_root = wanted.iter().all(|path| is_beside_name(path));
        let channels: Vec<PathBuf> = folders.into_iter().filter(|below| has_data(below)).collect();
        match channels.as_slice() {
            [] => {}
            [only] if is_root => return self.folder(only),
            _ if is_root => {
                let names = channels.iter().take(8).map(|path| report::path(path));
                let names: Vec<String> = names.collect();
                let rest = channels.len().saturating_sub(names.len());
                let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
                let message = format!(
                    "the folder {} holds {} channels",
                    report::path(folder),
                    channels.len()
                );
                let help = format!("name those of the incident: {}{more}", names.join(", "));
                return self.fail(message, Some(help));
            }
            _ => {}
        }
        self.others += others.len();
        if wanted.is_empty() || wanted.len() > MOST_FILES {
            let what = if wanted.is_empty() {
                "neither JSON nor CSV".to_owned()
            } else {
                format!("more than {MOST_FILES} files")
            };
            return self.fail(format!("the folder {} holds {what}", report::path(folder)), None);
        }
        let name = folder.canonicalize().ok().as_deref().and_then(named).map(|name| (name, true));
        wanted.iter().for_each(|path| self.file(path, name.clone()));
        self.beside(Some(folder));
    }

    /// What tells of people and channels, beside messages of Slack or above them.
    fn beside(&mut self, folder: Option<&Path>) {
        let Some(folder) = folder.filter(|_| self.files.iter().any(SourceFile::may_be_messages))
        else {
            return;
        };
        for place in [folder.to_owned(), folder.join("..")] {
            for name in BESIDE {
                let path = place.join(name);
                let Ok(real) = path.canonicalize() else { continue };
                if self.seen.insert(real) {
                    let read = root::open(&path).and_then(|file| root::read_file(&file));
                    self.take(report::path(&path), Some(path.clone()), read, None, true);
                }
            }
        }
    }
}

/// The folder of a file.
fn folder_of(path: &Path) -> Option<PathBuf> {
    let folder = path.parent()?;
    Some(if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder.to_owned() })
}

/// The name of a folder.
fn named(folder: &Path) -> Option<String> {
    let folder = folder.canonicalize().ok()?;
    Some(folder.file_name()?.to_string_lossy().into_owned())
}

/// The files and folders of a folder, by name.
fn listed(folder: &Path) -> io::Result<(Vec<PathBuf>, Vec<PathBuf>)> {
    let mut all: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !entry.file_name().to_string_lossy().starts_with('.') {
            all.push(entry.path());
        }
    }
    all.sort();
    Ok(all.into_iter().partition(|path| !path.is_dir()))
}

fn is_data(path: &Path) -> bool {
    let ends = ["json", "csv", "tsv"];
    path.extension().is_some_and(|end| ends.iter().any(|known| end.eq_ignore_ascii_case(known)))
}

/// Whether a file stands beside the channels of an export.
fn is_beside_name(path: &Path) -> bool {
    let others = ["integration_logs.json", "canvases.json", "lists.json", "org_users.json"];
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    BESIDE.contains(&name) || others.contains(&name)
}

fn has_data(folder: &Path) -> bool {
    listed(folder).is_ok_and(|(files, _)| files.iter().any(|path| is_data(path)))
}
