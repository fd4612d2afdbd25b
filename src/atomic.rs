//! Files that are written whole or not at all: beside their place first, then renamed.

use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Writes a file and returns the number of its bytes. One that is there keeps its permissions.
///
/// # Errors
/// What the system says; then the file is as it was.
pub(crate) fn write(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<u64> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut builder = tempfile::Builder::new();
    builder.prefix(".whydeck-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As a file that any program creates: the umask takes away what the user does not give.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    // The library's own message names the temporary file, which means nothing to the user.
    let file = builder.tempfile_in(folder.unwrap_or(Path::new(".")));
    let file = file.map_err(|error| io::Error::from(error.kind()))?;
    if let Ok(about) = path.metadata() {
        file.as_file().set_permissions(about.permissions())?;
    }
    let mut out = BufWriter::with_capacity(256 * 1024, file);
    write(&mut out)?;
    let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    let bytes = file.as_file().metadata()?.len();
    file.persist(path).map_err(|error| error.error)?;
    Ok(bytes)
}
