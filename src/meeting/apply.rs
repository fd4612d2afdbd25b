//! The document written back, whole or not at all.
//!
//! 1. The file is the one that was reviewed, byte for byte, and lies inside the root.
//! 2. The new text is written beside it, gets its mode, owner and attributes, and takes its place.
//!    What cannot be carried over so, such as another name of the same file, is said; then the file
//!    is only written in place, and only when somebody asks for it.
//! 3. Whatever goes wrong, the file is as it was.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::atomic::Beside;
use crate::root;

/// Why a document is not written.
#[derive(Debug)]
pub(crate) enum ApplyError {
    /// There is no such file any more.
    Gone,
    /// It is another text than the one that was reviewed.
    Changed,
    /// It lies outside the root, or is no regular file.
    Outside(String),
    /// Nobody may write it.
    ReadOnly,
    /// A new file in its place would not have this; written in place, it keeps it.
    WouldLose(Vec<Loss>),
    /// The folder takes no new file, and the file itself can be written.
    Folder(io::Error),
    /// The disk is full.
    Full,
    /// What the system says.
    System(io::Error),
    /// It was cut off while it was written in place; what it held before is kept there.
    CutOff { error: io::Error, kept: Option<PathBuf> },
}

/// What a new file would not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Loss {
    Owner,
    /// An access list, or another attribute.
    Attribute(String),
    /// Other names of the same file, which would keep the old text.
    HardLink,
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Owner => f.write_str("its owner or group"),
            Self::Attribute(name) if name.contains("acl") => f.write_str("its access list"),
            Self::Attribute(name) => write!(f, "its attribute `{}`", name.escape_debug()),
            Self::HardLink => f.write_str("its other names (hard links), which keep the old text"),
        }
    }
}

impl fmt::Display for ApplyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gone => f.write_str("the document is gone")?,
            Self::Changed => {
                return f.write_str(
                    "the document has changed since it was reviewed: look at the changes again",
                );
            }
            Self::Outside(why) => write!(f, "the document is not written: {why}")?,
            Self::ReadOnly => f.write_str("the document is read-only")?,
            Self::WouldLose(all) => {
                let all: Vec<String> = all.iter().map(Loss::to_string).collect();
                return write!(
                    f,
                    "a new file in its place would lose {}; written in place, it keeps that",
                    all.join(", and ")
                );
            }
            Self::Folder(error) => {
                return write!(
                    f,
                    "its folder takes no new file ({error}); written in place, it needs none"
                );
            }
            Self::Full => f.write_str("the disk is full")?,
            Self::System(error) => write!(f, "the document cannot be written: {error}")?,
            Self::CutOff { error, kept } => {
                write!(f, "the document was cut off while it was written: {error}")?;
                return match kept {
                    Some(kept) => write!(f, "; what it held before is in {}", kept.display()),
                    None => f.write_str("; the journal keeps what was captured"),
                };
            }
        }
        f.write_str("; it is as it was, and the journal keeps what was captured")
    }
}

impl ApplyError {
    /// Whether writing it in place helps.
    pub(crate) fn helps_in_place(&self) -> bool {
        matches!(self, Self::WouldLose(_) | Self::Folder(_))
    }
}

impl From<io::Error> for ApplyError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Gone,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            _ => Self::System(error),
        }
    }
}

/// What tells whether a file is still the same.
pub(crate) fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Writes a document whose bytes had this hash when they were reviewed.
///
/// # Errors
/// When it is not that file any more, may not be written, or would lose what only writing it in
/// place keeps.
pub(crate) fn write(
    path: &Path,
    root: &Path,
    before_hash: &str,
    text: &str,
    in_place: bool,
) -> Result<(), ApplyError> {
    let real = real(path, root)?;
    let old = old(&real, before_hash)?;
    if old == text.as_bytes() {
        return Ok(());
    }
    let about = fs::symlink_metadata(&real)?;
    if about.permissions().readonly() || !may_write(&real) {
        return Err(ApplyError::ReadOnly);
    }
    if in_place {
        return put_in_place(&real, &old, text.as_bytes());
    }
    let beside = Beside::new(&real).map_err(|error| match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            ApplyError::Folder(error)
        }
        _ => error.into(),
    })?;
    let mut file = beside.file();
    file.write_all(text.as_bytes())?;
    let lost = carry::over(&real, &about, file)?;
    if !lost.is_empty() {
        return Err(ApplyError::WouldLose(lost));
    }
    // Somebody may have saved it meanwhile.
    self::old(&real, before_hash)?;
    beside.renamed_for_good().map_err(|error| match error.kind() {
        // A single file that is mounted cannot be replaced.
        io::ErrorKind::ResourceBusy | io::ErrorKind::CrossesDevices => ApplyError::Folder(error),
        _ => error.into(),
    })
}

/// Where a document really lies.
fn real(path: &Path, root: &Path) -> Result<PathBuf, ApplyError> {
    if matches!(fs::metadata(path), Err(error) if error.kind() == io::ErrorKind::NotFound) {
        return Err(ApplyError::Gone);
    }
    root::inside(root, path).map_err(ApplyError::Outside)
}

/// What the file holds, if that is what was reviewed.
fn old(real: &Path, before_hash: &str) -> Result<Vec<u8>, ApplyError> {
    let folder = real.parent().unwrap_or(real);
    let bytes = root::open_inside(folder, real).and_then(|file| root::read_file(&file))?;
    if hash(&bytes) == before_hash { Ok(bytes) } else { Err(ApplyError::Changed) }
}

#[cfg(unix)]
fn may_write(real: &Path) -> bool {
    use rustix::fs::{Access, AtFlags, CWD, accessat};
    accessat(CWD, real, Access::WRITE_OK, AtFlags::EACCESS).is_ok()
}

#[cfg(not(unix))]
fn may_write(_: &Path) -> bool {
    true
}

/// Writes into the file itself. Its old text stands beside it until that is done.
fn put_in_place(real: &Path, old: &[u8], new: &[u8]) -> Result<(), ApplyError> {
    let mut options = File::options();
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(rustix::fs::OFlags::NOFOLLOW.bits().cast_signed());
    }
    let mut file = options.write(true).open(real).map_err(|error| match error.kind() {
        io::ErrorKind::PermissionDenied => ApplyError::ReadOnly,
        _ => error.into(),
    })?;
    // Where the folder takes no file, there is none: the old text is put back from memory then.
    let saved = Beside::new(real).and_then(|beside| {
        let mut file = beside.file();
        file.write_all(old)?;
        file.sync_all()?;
        Ok(beside)
    });
    let Err(error) = put(&mut file, new) else { return Ok(()) };
    match put(&mut file, old) {
        Ok(()) => Err(error.into()),
        Err(_) => {
            let kept = saved.ok().and_then(Beside::left);
            Err(ApplyError::CutOff { error, kept })
        }
    }
}

fn put(file: &mut File, bytes: &[u8]) -> io::Result<()> {
    file.rewind()?;
    file.write_all(bytes)?;
    file.set_len(bytes.len() as u64)?;
    file.sync_all()
}

#[cfg(unix)]
mod carry {
    //! Mode, owner and attributes of a file, carried over to another one.

    use std::fs::{File, Metadata};
    use std::io;
    use std::os::unix::fs::MetadataExt;
    use std::path::Path;

    use rustix::fs::{Gid, Uid, fchown};

    use super::Loss;

    /// Makes a new file as an old one is; what it cannot have is lost.
    pub(super) fn over(real: &Path, about: &Metadata, new: &File) -> io::Result<Vec<Loss>> {
        let mut lost = Vec::new();
        if about.nlink() > 1 {
            lost.push(Loss::HardLink);
        }
        let own = new.metadata()?;
        if (own.uid(), own.gid()) != (about.uid(), about.gid()) {
            let uid = (own.uid() != about.uid()).then(|| Uid::from_raw(about.uid()));
            let gid = (own.gid() != about.gid()).then(|| Gid::from_raw(about.gid()));
            if fchown(new, uid, gid).is_err() {
                lost.push(Loss::Owner);
            }
        }
        lost.extend(attributes(real, new)?);
        // Last, because a new owner takes away rights.
        new.set_permissions(about.permissions())?;
        Ok(lost)
    }

    #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
    fn attributes(real: &Path, new: &File) -> io::Result<Vec<Loss>> {
        use rustix::fs::{XattrFlags, fgetxattr, flistxattr, fremovexattr, fsetxattr, lgetxattr};
        let names = listed(|room| rustix::fs::llistxattr(real, room))?;
        let mut lost = Vec::new();
        for name in &names {
            let wanted = whole(|room| lgetxattr(real, name.as_slice(), room))?;
            let has = whole(|room| fgetxattr(new, name.as_slice(), room)).unwrap_or_default();
            if has != wanted
                && fsetxattr(new, name.as_slice(), &wanted, XattrFlags::empty()).is_err()
            {
                lost.push(Loss::Attribute(String::from_utf8_lossy(name).into_owned()));
            }
        }
        // A folder may give an access list to its new files that the old one did not have.
        for name in listed(|room| flistxattr(new, room))? {
            if !names.contains(&name) && fremovexattr(new, name.as_slice()).is_err() {
                lost.push(Loss::Attribute(String::from_utf8_lossy(&name).into_owned()));
            }
        }
        Ok(lost)
    }

    #[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
    fn attributes(_: &Path, _: &File) -> io::Result<Vec<Loss>> {
        Ok(Vec::new())
    }

    /// The names of a list, each of which ends in a zero.
    fn listed(list: impl Fn(&mut [u8]) -> rustix::io::Result<usize>) -> io::Result<Vec<Vec<u8>>> {
        let bytes = match whole(list) {
            Ok(bytes) => bytes,
            // A file system without attributes.
            Err(error) if error.kind() == io::ErrorKind::Unsupported => Vec::new(),
            Err(error) => return Err(error),
        };
        let names = bytes.split(|byte| *byte == 0).filter(|name| !name.is_empty());
        Ok(names.map(<[u8]>::to_vec).collect())
    }

    /// The most bytes that an attribute, or their names, may take (as Linux has it).
    const ROOM: usize = 64 << 10;

    fn whole(get: impl Fn(&mut [u8]) -> rustix::io::Result<usize>) -> io::Result<Vec<u8>> {
        let mut room = vec![0; ROOM];
        let length = get(&mut room)?;
        room.truncate(length);
        Ok(room)
    }
}

#[cfg(not(unix))]
mod carry {
    //! Elsewhere nothing but the attribute of being read-only is carried over.

    use std::fs::{File, Metadata};
    use std::io;
    use std::path::Path;

    use super::Loss;

    pub(super) fn over(_: &Path, about: &Metadata, new: &File) -> io::Result<Vec<Loss>> {
        new.set_permissions(about.permissions())?;
        Ok(Vec::new())
    }
}

#[cfg(test)]
mod tests;
