//! What is read and where it is written: `-`, bytes within bounds and text, and whether it is YAML.

use std::ffi::OsStr;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::root;

/// What a command reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// `-`.
    Stdin,
    /// A file.
    Path(PathBuf),
}

impl Input {
    /// The file; none for standard input.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Stdin => None,
            Self::Path(path) => Some(path),
        }
    }
}

impl From<PathBuf> for Input {
    fn from(path: PathBuf) -> Self {
        if is_dash(&path) { Self::Stdin } else { Self::Path(path) }
    }
}

/// Where a command writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// `-`.
    Stdout,
    /// A file.
    Path(PathBuf),
}

impl From<PathBuf> for Output {
    fn from(path: PathBuf) -> Self {
        if is_dash(&path) { Self::Stdout } else { Self::Path(path) }
    }
}

impl Output {
    /// The file; none for standard output.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Stdout => None,
            Self::Path(path) => Some(path),
        }
    }
}

fn is_dash(path: &Path) -> bool {
    path == Path::new("-")
}

/// Whether a file is YAML, by its name.
#[must_use]
pub(crate) fn is_yaml(path: &Path) -> bool {
    ends_with(path, &["yaml", "yml"])
}

/// Whether a file is Markdown, by its name.
#[must_use]
pub(crate) fn is_markdown(path: &Path) -> bool {
    ends_with(path, &["md", "markdown"])
}

fn ends_with(path: &Path, ends: &[&str]) -> bool {
    path.extension().is_some_and(|end| ends.iter().any(|known| end.eq_ignore_ascii_case(known)))
}

/// Where a document is, and which places count as its own.
#[derive(Debug, Clone)]
pub struct Document {
    /// The path, as it was given.
    pub path: PathBuf,
    /// The folder that it must lie in.
    root: PathBuf,
    /// Where it really lay when the user named it: a link may lead out of the root when it did so
    /// from the start.
    named: Option<PathBuf>,
    /// Names of folders and files that it must not lead to.
    is_left_out: fn(&OsStr) -> bool,
}

impl Document {
    /// A document that the user named; `root` is the folder that `--root` names.
    #[must_use]
    pub fn named(path: &Path, root: Option<&Path>) -> Self {
        let base =
            path.parent().filter(|base| !base.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let root = root.map_or_else(|| root::of(base), Path::to_owned);
        Self {
            path: path.to_owned(),
            root,
            named: path.canonicalize().ok(),
            is_left_out: |_| false,
        }
    }

    /// A document that was found in a folder, where some names are left out.
    #[must_use]
    pub fn found(path: &Path, folder: &Path, is_left_out: fn(&OsStr) -> bool) -> Self {
        Self { path: path.to_owned(), root: folder.to_owned(), named: None, is_left_out }
    }

    /// Its text, as it is now.
    ///
    /// # Errors
    /// What the system says, or why it is not read: it is not a regular file, too large, not text,
    /// or became a link that leads out.
    pub fn read(&self) -> io::Result<String> {
        let is_as_named = self.named.is_some() && self.named == self.path.canonicalize().ok();
        let file = match &self.named {
            // Opened by its real path: a link that is put there meanwhile is not followed out of
            // here.
            Some(real) if is_as_named => {
                let folder = real.parent().unwrap_or(real);
                root::open_inside(folder, real)?
            }
            _ => root::open_where(&self.root, &self.path, self.is_left_out)?,
        };
        root::read_file(&file).and_then(text)
    }
}

/// The text of a document that the user names, once.
///
/// # Errors
/// Likewise.
pub(crate) fn read(path: &Path) -> io::Result<String> {
    root::open(path).and_then(|file| root::read_file(&file)).and_then(text)
}

/// The text of a stream.
///
/// # Errors
/// What the system says, or why it is not read.
pub(crate) fn read_stream(stream: impl Read) -> io::Result<String> {
    root::read_all(stream).and_then(text)
}

/// Bytes as text; those that are not UTF-8 become U+FFFD. A file of hardly any text is refused: its
/// deck would be slides of U+FFFD, and slow.
fn text(bytes: Vec<u8>) -> io::Result<String> {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(io::Error::other("it is UTF-16; save it as UTF-8"));
    }
    if is_binary(&bytes) {
        return Err(io::Error::other(
            "it is no UTF-8 text, but binary data or text in another encoding",
        ));
    }
    Ok(String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
}

/// Whether more than a quarter of the bytes cannot stand in a text. In a short file a few such
/// bytes prove nothing.
fn is_binary(bytes: &[u8]) -> bool {
    let is_odd = |byte: &&u8| matches!(byte, 0..=8 | 14..=26 | 28..=31 | 127);
    let odd = |text: &str| text.as_bytes().iter().filter(is_odd).count();
    let bad: usize =
        bytes.utf8_chunks().map(|chunk| odd(chunk.valid()) + chunk.invalid().len()).sum();
    bad > 7 && bad.saturating_mul(4) > bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dash_is_a_stream_and_endings_are_of_any_case() {
        assert_eq!(Input::from(PathBuf::from("-")), Input::Stdin);
        assert_eq!(Output::from(PathBuf::from("-")), Output::Stdout);
        assert_eq!(Output::from(PathBuf::from("./-")).path(), Some(Path::new("./-")));
        assert!(is_yaml(Path::new("a.YML")) && is_markdown(Path::new("a.MD")));
        assert!(!is_yaml(Path::new("yaml")) && !is_markdown(Path::new("a.yaml")));
    }

    #[test]
    fn a_few_bad_bytes_are_text_and_a_picture_is_none() {
        let read = |bytes: &[u8]| read_stream(bytes).map_err(|error| error.to_string());
        assert_eq!(read("grün\n".as_bytes()).as_deref(), Ok("grün\n"));
        assert_eq!(read(b"The day was gr\xfcn.\n").as_deref(), Ok("The day was gr\u{FFFD}n.\n"));
        assert!(read(b"one NUL\0 in a text\n").is_ok() && read(b"").is_ok());
        assert_eq!(read(b"# Caf\xe9\n").as_deref(), Ok("# Caf\u{FFFD}\n"));
        assert!(read(b"\x1b[1mterminal output\x1b[0m, kept\n").is_ok());
        for binary in [
            &b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01"[..],
            b"\x7fELF\x02\x01\x01\0\0\0\0\0",
            &[0; 100],
        ] {
            assert!(read(binary).is_err_and(|error| error.contains("no UTF-8 text")), "{binary:?}");
        }
        assert!(read(b"\xff\xfeh\0i\0").is_err_and(|error| error.contains("UTF-16")));
        // Cyrillic of another encoding: nothing of it would be left.
        assert!(read(b"\xcf\xd4\xcb\xc1\xda \xd3\xc5\xd2\xd7\xc5\xd2\xc1").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_named_link_is_trusted_until_it_leads_elsewhere() {
        use std::fs;
        use std::os::unix::fs::symlink;
        let dir = tempfile::tempdir().expect("a folder");
        let inner = dir.path().join("in");
        let link = dir.path().join("in/deck.md");
        fs::create_dir(&inner).expect("a folder");
        for (name, text) in
            [("deck.md", "# Named"), ("secret.md", "# Secret"), ("in/other.md", "# Other")]
        {
            fs::write(dir.path().join(name), text).expect("a file");
        }
        symlink(dir.path().join("deck.md"), &link).expect("a link");
        let document = Document::named(&link, None);
        assert_eq!(document.read().expect("as the user named it"), "# Named");
        let again = |target: &Path| {
            fs::remove_file(&link).expect("gone");
            symlink(target, &link).expect("a link");
            document.read().map_err(|error| error.to_string())
        };
        assert!(
            again(&dir.path().join("secret.md")).is_err_and(|error| error.contains("lies outside"))
        );
        assert_eq!(again(Path::new("other.md")).as_deref(), Ok("# Other"), "inside");
        assert_eq!(again(&dir.path().join("deck.md")).as_deref(), Ok("# Named"));
    }
}
