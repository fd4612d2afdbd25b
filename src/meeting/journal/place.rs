//! Where the journal of a document stands, and how it is opened: in the folder of the document,
//! whatever takes the folder's name meanwhile, and never through a link.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{JournalError, JournalRemark, LARGEST};
use crate::root;

/// How often a lock is tried before another whydeck is said to hold it.
const LOCK_TRIES: usize = 10;
const LOCK_PAUSE: Duration = Duration::from_millis(20);

/// What a journal is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    Read,
    Append,
}

/// Whether a journal that is open stands in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Here,
    Gone,
}

/// The name of a journal in its folder.
#[derive(Debug)]
pub(super) struct JournalPlace {
    path: PathBuf,
    name: OsString,
    /// The document's file name.
    document: String,
    #[cfg(unix)]
    folder: File,
}

impl JournalPlace {
    /// The place beside a document, which must lie inside the root. A document that is a link is
    /// the one that it leads to; one that is gone may still have a journal.
    pub(super) fn beside(document: &Path, root: &Path) -> Result<Self, JournalError> {
        let real = root::inside(root, document)
            .or_else(|why| place_of_missing(document, root).ok_or(why))
            .map_err(JournalError::Place)?;
        let no_name = || JournalError::Place("the document has no name".to_owned());
        let folder = real.parent().ok_or_else(no_name)?;
        let mut name = real.file_stem().ok_or_else(no_name)?.to_owned();
        name.push(".meeting.ndjson");
        #[cfg(unix)]
        let open = root::open_folder_inside(root, folder)
            .map_err(|error| JournalError::Place(error.to_string()))?;
        Ok(Self {
            path: folder.join(&name),
            document: real.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            name,
            #[cfg(unix)]
            folder: open,
        })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn document(&self) -> &str {
        &self.document
    }

    /// Whether an open journal is a file that nobody else changes. One that others could read is
    /// its owner's alone from now on.
    pub(super) fn check(
        &self,
        file: &File,
        access: Access,
    ) -> Result<Vec<JournalRemark>, JournalError> {
        let about = file.metadata().map_err(JournalError::Unreadable)?;
        if !about.is_file() {
            return Err(JournalError::NotAFile);
        }
        if about.len() > LARGEST {
            return Err(JournalError::TooLarge);
        }
        #[cfg(unix)]
        return unix::check(file, &about, access);
        #[cfg(not(unix))]
        return Ok(Vec::new());
    }

    /// Gives the journal a name with a date, which nothing has yet.
    pub(super) fn set_aside(&self, date: &str) -> Result<PathBuf, JournalError> {
        let stem = self.name.to_string_lossy().into_owned();
        let stem = Path::new(&stem).file_stem().map(OsStr::to_owned).unwrap_or_default();
        for number in 1..1000 {
            let mut name = stem.clone();
            name.push(format!(".{date}"));
            if number > 1 {
                name.push(format!("-{number}"));
            }
            name.push(".ndjson");
            // An empty file takes the name first, so that nothing of somebody else is overwritten.
            match self.take_name(&name) {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                Err(error) => return Err(JournalError::Unwritable(error)),
            }
            let renamed = self.rename(&name).and_then(|()| self.sync_folder());
            return match renamed {
                Ok(()) => Ok(self.path.with_file_name(name)),
                Err(error) => Err(JournalError::Unwritable(error)),
            };
        }
        Err(JournalError::Unwritable(io::ErrorKind::AlreadyExists.into()))
    }

    /// Waits until the disk knows the names in the folder.
    pub(super) fn sync(&self) -> Result<(), JournalError> {
        self.sync_folder().map_err(JournalError::Unwritable)
    }
}

/// The real path of a document that is gone; none of one that is not.
fn place_of_missing(document: &Path, root: &Path) -> Option<PathBuf> {
    let error = fs::symlink_metadata(document).err()?;
    let folder = document.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = root::inside(root, folder.unwrap_or(Path::new("."))).ok()?;
    (error.kind() == io::ErrorKind::NotFound).then_some(folder.join(document.file_name()?))
}

/// The day on which a file was written last.
pub(super) fn written_on(file: &File) -> String {
    let time = file.metadata().and_then(|about| about.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
    let at = Timestamp::try_from(time).unwrap_or(Timestamp::UNIX_EPOCH);
    at.to_zoned(TimeZone::system()).date().to_string()
}

/// Keeps every other whydeck off a journal, as long as it is open.
pub(super) fn lock(file: &File) -> Result<Option<JournalRemark>, JournalError> {
    for _ in 0..LOCK_TRIES {
        match file.try_lock() {
            Ok(()) => return Ok(None),
            // A whydeck that is ending, or a process that another one is just starting, holds a
            // lock a moment longer.
            Err(TryLockError::WouldBlock) => thread::sleep(LOCK_PAUSE),
            Err(TryLockError::Error(_)) => return Ok(Some(JournalRemark::NoLock)),
        }
    }
    Err(JournalError::Busy)
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::MetadataExt;

    use rustix::fs::{AtFlags, FileType, Mode, OFlags};
    use rustix::io::Errno;

    use super::{Access, File, JournalError, JournalPlace, JournalRemark, OsStr, Standing, fs, io};

    /// What is open to its owner alone.
    const OURS: Mode = Mode::RUSR.union(Mode::WUSR);
    /// How nothing is waited for and no link followed.
    const PLAIN: OFlags =
        OFlags::NOFOLLOW.union(OFlags::NONBLOCK).union(OFlags::NOCTTY).union(OFlags::CLOEXEC);

    impl JournalPlace {
        /// Opens the journal; none when there is none.
        pub(in super::super) fn open(&self, access: Access) -> Result<Option<File>, JournalError> {
            // A device is not even opened: some do something then.
            let about =
                match rustix::fs::statat(&self.folder, &*self.name, AtFlags::SYMLINK_NOFOLLOW) {
                    Ok(about) => about,
                    Err(Errno::NOENT) => return Ok(None),
                    Err(error) => return Err(JournalError::Unreadable(error.into())),
                };
            match FileType::from_raw_mode(about.st_mode) {
                FileType::RegularFile => {}
                FileType::Symlink => return Err(JournalError::Link),
                _ => return Err(JournalError::NotAFile),
            }
            let way = match access {
                Access::Read => OFlags::RDONLY,
                Access::Append => OFlags::RDWR | OFlags::APPEND,
            };
            match rustix::fs::openat(&self.folder, &*self.name, way | PLAIN, Mode::empty()) {
                Ok(file) => Ok(Some(file.into())),
                Err(Errno::NOENT) => Ok(None),
                Err(Errno::LOOP) => Err(JournalError::Link),
                Err(error) if access == Access::Append => {
                    Err(JournalError::Unwritable(error.into()))
                }
                Err(error) => Err(JournalError::Unreadable(error.into())),
            }
        }

        /// Makes the journal, where none is.
        pub(in super::super) fn create(&self) -> Result<File, JournalError> {
            match self.create_new(&self.name) {
                Ok(file) => Ok(file),
                Err(Errno::EXIST) => Err(JournalError::Appeared),
                Err(error) => Err(JournalError::Unwritable(error.into())),
            }
        }

        fn create_new(&self, name: &OsStr) -> Result<File, Errno> {
            let way = OFlags::RDWR | OFlags::APPEND | OFlags::CREATE | OFlags::EXCL | PLAIN;
            Ok(rustix::fs::openat(&self.folder, name, way, OURS)?.into())
        }

        pub(super) fn take_name(&self, name: &OsStr) -> io::Result<()> {
            self.create_new(name)?;
            Ok(())
        }

        pub(super) fn rename(&self, to: &OsStr) -> io::Result<()> {
            let renamed = rustix::fs::renameat(&self.folder, &*self.name, &self.folder, to);
            if renamed.is_err() {
                let _ = rustix::fs::unlinkat(&self.folder, to, AtFlags::empty());
            }
            Ok(renamed?)
        }

        /// Removes what could not be begun.
        pub(in super::super) fn remove(&self) {
            let _ = rustix::fs::unlinkat(&self.folder, &*self.name, AtFlags::empty());
        }

        pub(super) fn sync_folder(&self) -> io::Result<()> {
            match self.folder.sync_all() {
                // Some file systems have no such thing.
                Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
                synced => synced,
            }
        }

        /// Whether the journal's name still leads to an open file.
        pub(in super::super) fn standing(&self, file: &File) -> Result<Standing, JournalError> {
            let here = rustix::fs::statat(&self.folder, &*self.name, AtFlags::SYMLINK_NOFOLLOW);
            let own =
                rustix::fs::fstat(file).map_err(|error| JournalError::Unreadable(error.into()))?;
            match here {
                Ok(here) if here.st_ino == own.st_ino && here.st_dev == own.st_dev => {
                    Ok(Standing::Here)
                }
                Ok(_) => Err(JournalError::Exchanged),
                Err(Errno::NOENT) => Ok(Standing::Gone),
                Err(error) => Err(JournalError::Unwritable(error.into())),
            }
        }
    }

    pub(super) fn check(
        file: &File,
        about: &fs::Metadata,
        access: Access,
    ) -> Result<Vec<JournalRemark>, JournalError> {
        if about.nlink() > 1 {
            return Err(JournalError::SecondName);
        }
        let user = rustix::process::geteuid();
        let is_own = about.uid() == user.as_raw();
        if !is_own && !user.is_root() {
            return Err(JournalError::NotOurs);
        }
        if about.mode() & 0o077 == 0 || access == Access::Read {
            return Ok(Vec::new());
        }
        rustix::fs::fchmod(file, OURS).map_err(|error| JournalError::Unwritable(error.into()))?;
        Ok(vec![JournalRemark::WasOpen])
    }
}

#[cfg(not(unix))]
mod portable {
    use super::{Access, File, JournalError, JournalPlace, OsStr, Standing, fs, io};

    impl JournalPlace {
        /// Opens the journal; none when there is none.
        pub(in super::super) fn open(&self, access: Access) -> Result<Option<File>, JournalError> {
            let about = match fs::symlink_metadata(&self.path) {
                Ok(about) => about,
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
                Err(error) => return Err(JournalError::Unreadable(error)),
            };
            if about.is_symlink() {
                return Err(JournalError::Link);
            }
            if !about.is_file() {
                return Err(JournalError::NotAFile);
            }
            let is_append = access == Access::Append;
            let file = File::options().read(true).append(is_append).open(&self.path);
            file.map(Some).map_err(|error| match access {
                Access::Read => JournalError::Unreadable(error),
                Access::Append => JournalError::Unwritable(error),
            })
        }

        /// Makes the journal, where none is.
        pub(in super::super) fn create(&self) -> Result<File, JournalError> {
            let file = File::options().read(true).append(true).create_new(true).open(&self.path);
            file.map_err(|error| match error.kind() {
                io::ErrorKind::AlreadyExists => JournalError::Appeared,
                _ => JournalError::Unwritable(error),
            })
        }

        pub(super) fn take_name(&self, name: &OsStr) -> io::Result<()> {
            let path = self.path.with_file_name(name);
            File::options().write(true).create_new(true).open(path).map(drop)
        }

        pub(super) fn rename(&self, to: &OsStr) -> io::Result<()> {
            let to = self.path.with_file_name(to);
            let renamed = fs::rename(&self.path, &to);
            if renamed.is_err() {
                let _ = fs::remove_file(to);
            }
            renamed
        }

        /// Removes what could not be begun.
        pub(in super::super) fn remove(&self) {
            let _ = fs::remove_file(&self.path);
        }

        pub(super) fn sync_folder(&self) -> io::Result<()> {
            Ok(())
        }

        /// Whether the journal's name still leads to an open file.
        pub(in super::super) fn standing(&self, file: &File) -> Result<Standing, JournalError> {
            let own = file.try_clone().and_then(same_file::Handle::from_file);
            let own = own.map_err(JournalError::Unreadable)?;
            match same_file::Handle::from_path(&self.path) {
                Ok(here) if here == own => Ok(Standing::Here),
                Ok(_) => Err(JournalError::Exchanged),
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Standing::Gone),
                Err(error) => Err(JournalError::Unwritable(error)),
            }
        }
    }
}
