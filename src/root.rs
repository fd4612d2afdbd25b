//! The folder that nothing may be read outside of, and the one way in which files are read: within
//! bounds.
//!
//! Every file that a document leads to is opened here, and so is the document itself. Opening never
//! waits, not even for a pipe without a writer. Whether it is a regular file is asked of the open
//! file, because a path may lead elsewhere a moment later. Reading ends at a limit, whatever length
//! the file system reports.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The nearest folder upwards from `base` with `whydeck.yaml` or `.git`; else `base` itself.
#[must_use]
pub(crate) fn of(base: &Path) -> PathBuf {
    let start = fs::canonicalize(base).unwrap_or_else(|_| base.to_owned());
    let marked = start
        .ancestors()
        .find(|folder| folder.join("whydeck.yaml").is_file() || folder.join(".git").exists());
    marked.map_or_else(|| start.clone(), Path::to_owned)
}

/// The real path of a file or folder inside the root, symlinks resolved.
///
/// # Errors
/// A sentence: there is no such file, it cannot be read, or it lies outside.
pub(crate) fn inside(root: &Path, path: &Path) -> Result<PathBuf, String> {
    real_inside(root, path).map(|(_, real)| real).map_err(|error| reason(&error))
}

/// The root and the path, both real.
fn real_inside(root: &Path, path: &Path) -> io::Result<(PathBuf, PathBuf)> {
    let real = fs::canonicalize(path)?;
    let root = fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
    if real.starts_with(&root) {
        Ok((root, real))
    } else {
        Err(io::Error::other("it lies outside the deck's folder; `--root` names a wider one"))
    }
}

/// The largest file that is read, in bytes.
pub(crate) const LARGEST: u64 = 64 << 20;

/// A regular file, opened without waiting for anything.
///
/// # Errors
/// What the system says, or that it is not a regular file.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    // A device is not even opened: some do something then.
    regular(&fs::metadata(path)?)?;
    let mut options = File::options();
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    }
    checked(options.read(true).open(path)?)
}

/// The same for a file that must lie inside the root when it is opened.
///
/// # Errors
/// What the system says, that it is not a regular file, or that it lies outside.
pub(crate) fn open_inside(root: &Path, path: &Path) -> io::Result<File> {
    open_where(root, path, |_| false)
}

/// The same where folders and files of some names are left out.
///
/// # Errors
/// Likewise.
pub(crate) fn open_where(
    root: &Path,
    path: &Path,
    is_left_out: impl Fn(&OsStr) -> bool,
) -> io::Result<File> {
    let (root, real) = real_inside(root, path)?;
    if real.strip_prefix(&root).is_ok_and(|below| below.iter().any(is_left_out)) {
        return Err(io::Error::other("it leads to what is left out"));
    }
    regular(&fs::symlink_metadata(&real)?)?;
    checked(open_below(&root, &real)?)
}

/// Opens a real path part by part, and follows no link: one that takes a part's place meanwhile
/// leads nowhere.
#[cfg(unix)]
fn open_below(root: &Path, real: &Path) -> io::Result<File> {
    use rustix::fs::OFlags;
    walk(root, real, OFlags::NONBLOCK | OFlags::NOCTTY).map(File::from)
}

/// A folder that must lie inside the root, opened so that what is done in it is done in no other.
///
/// # Errors
/// What the system says, or that it lies outside.
#[cfg(unix)]
pub(crate) fn open_folder_inside(root: &Path, folder: &Path) -> io::Result<File> {
    let (root, real) = real_inside(root, folder)?;
    walk(&root, &real, rustix::fs::OFlags::DIRECTORY).map(File::from)
}

/// Opens what stands at the end of a real path, in some way.
#[cfg(unix)]
fn walk(root: &Path, real: &Path, last: rustix::fs::OFlags) -> io::Result<std::os::fd::OwnedFd> {
    use rustix::fs::{CWD, Mode, OFlags, openat};
    // A folder on the way may be one that can be entered and not listed.
    #[cfg(target_os = "linux")]
    const FOLDER: OFlags = OFlags::DIRECTORY.union(OFlags::PATH);
    #[cfg(not(target_os = "linux"))]
    const FOLDER: OFlags = OFlags::DIRECTORY;
    let Ok(below) = real.strip_prefix(root) else { return Err(io::ErrorKind::NotFound.into()) };
    let open = OFlags::RDONLY | OFlags::CLOEXEC;
    let mut parts = below.components().peekable();
    let of_root = if parts.peek().is_some() { FOLDER } else { last };
    let mut at = openat(CWD, root, open | of_root, Mode::empty())?;
    while let Some(part) = parts.next() {
        let kind = if parts.peek().is_some() { FOLDER } else { last };
        at = openat(&at, part.as_os_str(), open | kind | OFlags::NOFOLLOW, Mode::empty())?;
    }
    Ok(at)
}

#[cfg(not(unix))]
fn open_below(_: &Path, real: &Path) -> io::Result<File> {
    File::open(real)
}

fn checked(file: File) -> io::Result<File> {
    regular(&file.metadata()?)?;
    Ok(file)
}

fn regular(about: &fs::Metadata) -> io::Result<()> {
    if about.is_file() { Ok(()) } else { Err(io::Error::other("it is no regular file")) }
}

/// All that an open file or a stream holds, when that is at most 64 MiB.
///
/// # Errors
/// What the system says, or that it is too large.
pub(crate) fn read_all(from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST { Err(too_large()) } else { Ok(bytes) }
}

/// The same for a file, which is not read at all when it says that it is larger.
///
/// # Errors
/// Likewise.
pub(crate) fn read_file(file: &File) -> io::Result<Vec<u8>> {
    if file.metadata()?.len() > LARGEST { Err(too_large()) } else { read_all(file) }
}

fn too_large() -> io::Error {
    io::Error::other(format!("it is larger than {} MiB", LARGEST >> 20))
}

/// Why a file cannot be read, in a sentence.
#[must_use]
pub(crate) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        _ => error.to_string(),
    }
}

/// What a file holds that the user named.
///
/// # Errors
/// A sentence.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, String> {
    open(path).and_then(|file| read_file(&file)).map_err(|error| reason(&error))
}

/// What a file holds that a document leads to.
///
/// # Errors
/// A sentence.
pub(crate) fn read_inside(root: &Path, path: &Path) -> Result<Vec<u8>, String> {
    open_inside(root, path).and_then(|file| read_file(&file)).map_err(|error| reason(&error))
}

/// What a text file holds that the user named.
///
/// # Errors
/// A sentence.
pub(crate) fn read_text(path: &Path) -> Result<String, String> {
    read(path).and_then(text)
}

/// What a text file holds that a document leads to.
///
/// # Errors
/// A sentence.
pub(crate) fn read_text_inside(root: &Path, path: &Path) -> Result<String, String> {
    read_inside(root, path).and_then(text)
}

/// The same for a file of at most so many bytes.
///
/// # Errors
/// A sentence.
pub(crate) fn read_text_within(root: &Path, path: &Path, most: u64) -> Result<String, String> {
    let file = open_inside(root, path).map_err(|error| reason(&error))?;
    if file.metadata().is_ok_and(|about| about.len() > most) {
        return Err(format!("it is larger than {} MiB", most >> 20));
    }
    read_file(&file).map_err(|error| reason(&error)).and_then(text)
}

fn text(bytes: Vec<u8>) -> Result<String, String> {
    String::from_utf8(bytes).map_err(|_| "it is not UTF-8 text".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_ends_at_the_limit() {
        assert_eq!(read_all(&b"abc"[..]).expect("three bytes"), b"abc");
        let error = read_all(io::repeat(b'a')).expect_err("it never ends");
        assert_eq!(error.to_string(), "it is larger than 64 MiB");
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("large");
        File::create(&path).and_then(|file| file.set_len(LARGEST + 1)).expect("a large file");
        assert_eq!(read(&path), Err("it is larger than 64 MiB".into()));
        assert_eq!(read(dir.path()), Err("it is no regular file".into()));
        assert_eq!(read(&dir.path().join("gone")), Err("there is no such file".into()));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_takes_a_folders_place_leads_nowhere() {
        use std::os::unix::fs::symlink;
        let dir = tempfile::tempdir().expect("a folder");
        let root = dir.path().join("root");
        let outside = dir.path().join("outside");
        for folder in [&root.join("sub"), &outside] {
            fs::create_dir_all(folder).expect("a folder");
            fs::write(folder.join("a.md"), folder.display().to_string()).expect("a file");
        }
        let root = fs::canonicalize(root).expect("a real path");
        let path = root.join("sub/a.md");
        let (_, real) = real_inside(&root, &path).expect("inside");
        assert!(open_below(&root, &real).is_ok());
        // Between the look at the path and the opening.
        fs::remove_dir_all(root.join("sub")).expect("gone");
        symlink(&outside, root.join("sub")).expect("a link");
        assert!(open_below(&root, &real).is_err());
        assert!(read_inside(&root, &path).is_err_and(|error| error.contains("lies outside")));
        // So for the last part.
        fs::remove_file(root.join("sub")).expect("gone");
        symlink(outside.join("a.md"), root.join("b.md")).expect("a link");
        assert!(open_below(&root, &root.join("b.md")).is_err());
        // Links inside are fine.
        fs::write(root.join("c.md"), "c").expect("a file");
        symlink("c.md", root.join("d.md")).expect("a link");
        assert_eq!(read_text_inside(&root, &root.join("d.md")), Ok("c".into()));
    }
}
