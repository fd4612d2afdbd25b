//! What a path held when it was last looked at.
//!
//! Metadata first: where time, length and inode are the same, nobody wrote. Where they differ, the
//! content decides, so that a touch, or the same bytes saved again, is no change.

use std::fs::{self, Metadata};
use std::hash::{DefaultHasher, Hasher};
use std::io::{self, Read};
use std::path::Path;
use std::time::{Duration, SystemTime};

use crate::root::{self, LARGEST};

/// A file of at most this size is read again for as long as its time is young.
const SMALL: u64 = 256 << 10;

/// How long a time is young: the clock of a network mount may tick in seconds, and go wrong by
/// more.
const YOUNG: Duration = Duration::from_secs(60);

/// What a path held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fingerprint {
    /// It changed while nobody looked: equal to nothing that can be found.
    Unknown,
    /// Nothing.
    Missing,
    Folder(Stamp),
    /// A pipe or a device: never opened, since that may block.
    Special,
    /// A file that cannot be read, or changed so fast that reading failed.
    Unreadable(io::ErrorKind),
    File(Stamp, Option<u64>),
}

/// What the file system says of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    /// Device, inode, and the time of the last change of either content or metadata, where the
    /// system has them.
    unix: (u64, u64, i64, i64),
}

impl Fingerprint {
    /// What is at `path` now; a file that is the same by its metadata is not read.
    pub(super) fn of(path: &Path, last: Option<&Self>) -> Self {
        let about = match fs::metadata(path) {
            Ok(about) => about,
            // Something on the way is a file.
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
                ) =>
            {
                return Self::Missing;
            }
            Err(error) => return Self::Unreadable(error.kind()),
        };
        let stamp = Stamp::of(&about);
        if about.is_dir() {
            return Self::Folder(stamp);
        }
        if !about.is_file() {
            return Self::Special;
        }
        if let Some(Self::File(known, hash)) = last
            && *known == stamp
            && !(stamp.length <= SMALL && stamp.is_young())
        {
            return Self::File(stamp, *hash);
        }
        // No deck takes in a larger file: there its metadata will do.
        if stamp.length > LARGEST {
            return Self::File(stamp, None);
        }
        match hash(path) {
            Ok(hash) => Self::File(stamp, Some(hash)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Self::Missing,
            Err(error) => Self::Unreadable(error.kind()),
        }
    }

    /// Whether the two are different for a reader.
    pub(super) fn differs(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Unknown, _) | (_, Self::Unknown) => true,
            // What is in it is none of its business.
            (Self::Folder(_), Self::Folder(_)) => false,
            (Self::File(_, Some(one)), Self::File(_, Some(two))) => one != two,
            _ => self != other,
        }
    }

    /// Whether nothing is there.
    pub(super) fn is_missing(&self) -> bool {
        *self == Self::Missing
    }

    pub(super) fn is_file(&self) -> bool {
        matches!(self, Self::File(..))
    }

    /// Whether it was written, or came to be, after that time.
    pub(super) fn is_newer(&self, than: SystemTime) -> bool {
        let (Self::File(stamp, _) | Self::Folder(stamp)) = self else { return false };
        // A time in the future says nothing.
        let limit = SystemTime::now() + Duration::from_secs(1);
        stamp.times().any(|time| time > than && time <= limit)
    }
}

impl Stamp {
    fn of(about: &Metadata) -> Self {
        Self { length: about.len(), modified: about.modified().ok(), unix: unix(about) }
    }

    fn is_young(&self) -> bool {
        let now = SystemTime::now();
        self.modified.is_none_or(|time| {
            let age = now.duration_since(time).unwrap_or_else(|ahead| ahead.duration());
            age < YOUNG
        })
    }

    /// When it was written, and when it came to be at its place.
    fn times(&self) -> impl Iterator<Item = SystemTime> {
        let (_, _, seconds, nanoseconds) = self.unix;
        let since_1970 = u64::try_from(seconds).ok().zip(u32::try_from(nanoseconds).ok());
        let changed =
            since_1970.and_then(|(s, ns)| SystemTime::UNIX_EPOCH.checked_add(Duration::new(s, ns)));
        self.modified.into_iter().chain(changed)
    }
}

#[cfg(unix)]
fn unix(about: &Metadata) -> (u64, u64, i64, i64) {
    use std::os::unix::fs::MetadataExt;
    (about.dev(), about.ino(), about.ctime(), about.ctime_nsec())
}

#[cfg(not(unix))]
fn unix(_: &Metadata) -> (u64, u64, i64, i64) {
    (0, 0, 0, 0)
}

/// A number for the content; read piece by piece, so that a large file takes no memory.
fn hash(path: &Path) -> io::Result<u64> {
    let mut file = root::open(path)?;
    let mut hasher = DefaultHasher::new();
    let mut buffer = vec![0; 64 << 10];
    let mut total: u64 = 0;
    loop {
        match file.read(&mut buffer) {
            Ok(0) => break,
            Ok(n) => {
                hasher.write(&buffer[..n]);
                total += n as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
        // It grew while it was read.
        if total > LARGEST {
            break;
        }
    }
    hasher.write_u64(total);
    Ok(hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::File;
    use std::path::PathBuf;

    fn file(content: &str) -> (tempfile::TempDir, PathBuf) {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("a.md");
        fs::write(&path, content).expect("a file");
        (dir, path)
    }

    fn set_time(path: &Path, time: SystemTime) {
        File::options()
            .write(true)
            .open(path)
            .and_then(|file| file.set_modified(time))
            .expect("a time");
    }

    fn stamp(path: &Path) -> Stamp {
        Stamp::of(&fs::metadata(path).expect("a file"))
    }

    #[test]
    fn a_touch_or_the_same_bytes_are_no_change() {
        let (dir, path) = file("one");
        let first = Fingerprint::of(&path, None);
        set_time(&path, SystemTime::now() - Duration::from_secs(3600));
        let touched = Fingerprint::of(&path, Some(&first));
        assert!(touched != first && !touched.differs(&first));
        fs::write(dir.path().join("b.md"), "one").expect("a file");
        fs::rename(dir.path().join("b.md"), &path).expect("renamed over");
        assert!(!Fingerprint::of(&path, Some(&touched)).differs(&touched));
    }

    #[test]
    fn other_bytes_are_a_change_under_the_same_time_and_length() {
        let (_dir, path) = file("one");
        let time = SystemTime::now();
        set_time(&path, time);
        let first = Fingerprint::of(&path, None);
        fs::write(&path, "two").expect("written");
        set_time(&path, time);
        // As a network mount may tell it: all metadata are the same.
        let (now, Fingerprint::File(_, hash)) = (stamp(&path), first) else { panic!("a file") };
        let first = Fingerprint::File(now, hash);
        assert!(Fingerprint::of(&path, Some(&first)).differs(&first));
    }

    #[test]
    fn going_coming_and_becoming_a_folder_are_changes() {
        let (_dir, path) = file("one");
        let file = Fingerprint::of(&path, None);
        fs::remove_file(&path).expect("gone");
        let gone = Fingerprint::of(&path, Some(&file));
        assert!(gone.is_missing() && gone.differs(&file));
        assert!(Fingerprint::of(&path.join("below"), None).is_missing());
        fs::create_dir(&path).expect("a folder");
        assert!(Fingerprint::of(&path, Some(&gone)).differs(&gone));
    }

    #[test]
    fn newer_is_what_was_written_or_came_since() {
        let (_dir, path) = file("one");
        let found = Fingerprint::of(&path, None);
        let long_ago = SystemTime::now() - Duration::from_secs(60);
        assert!(found.is_newer(long_ago));
        assert!(!found.is_newer(SystemTime::now() + Duration::from_millis(1)));
        set_time(&path, SystemTime::now() + Duration::from_secs(86_400));
        let Fingerprint::File(stamp, _) = Fingerprint::of(&path, None) else { panic!("a file") };
        let alone = Fingerprint::File(Stamp { unix: (0, 0, 0, 0), ..stamp }, None);
        assert!(!alone.is_newer(long_ago), "a time in the future says nothing");
    }
}
