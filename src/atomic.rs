//! Files that are written whole or not at all: beside their place first, then renamed.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// Writes a file and returns the number of its bytes. One that is there keeps its permissions.
///
/// # Errors
/// What the system says; then the file is as it was.
pub(crate) fn write(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<u64> {
    let beside = Beside::new(path)?;
    if let Ok(about) = path.metadata() {
        beside.file().set_permissions(about.permissions())?;
    }
    let mut out = BufWriter::with_capacity(256 * 1024, beside.file());
    write(&mut out)?;
    out.into_inner().map_err(io::IntoInnerError::into_error)?;
    let bytes = beside.file().metadata()?.len();
    beside.renamed()?;
    Ok(bytes)
}

/// A file beside the one whose place it will take; until then, it goes when this is dropped.
pub(crate) struct Beside {
    file: NamedTempFile,
    path: PathBuf,
}

impl Beside {
    /// An empty file that the place's folder holds.
    ///
    /// # Errors
    /// What the system says.
    pub(crate) fn new(path: &Path) -> io::Result<Self> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(".whydeck-");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // As a file that any program creates: the umask takes away what the user does not give.
            builder.permissions(std::fs::Permissions::from_mode(0o666));
        }
        // The library's own message names the temporary file, which means nothing to the user.
        let file =
            builder.tempfile_in(folder(path)).map_err(|error| io::Error::from(error.kind()))?;
        Ok(Self { file, path: path.to_owned() })
    }

    pub(crate) fn file(&self) -> &File {
        self.file.as_file()
    }

    /// Takes the place.
    ///
    /// # Errors
    /// What the system says; then the place is as it was.
    pub(crate) fn renamed(self) -> io::Result<()> {
        self.file.persist(&self.path).map(drop).map_err(|error| error.error)
    }

    /// The same, for what nobody has a second copy of: it is on the disk before and after it takes
    /// the place.
    ///
    /// # Errors
    /// Likewise.
    pub(crate) fn renamed_for_good(self) -> io::Result<()> {
        self.file().sync_all()?;
        let folder = folder(&self.path).to_owned();
        self.renamed()?;
        // The file is in its place: a folder that cannot be synced is no reason to say otherwise.
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
        Ok(())
    }

    /// Leaves it where it is, and says where that is.
    pub(crate) fn left(self) -> Option<PathBuf> {
        self.file.keep().ok().map(|(_, path)| path)
    }
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
