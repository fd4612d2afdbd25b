//! Files that a deck refers to: found below the root, read once, embedded later.
//!
//! In a slide's HTML an asset is a private token; [`crate::page`] writes a data URI in its place.

pub(crate) mod address;
pub(crate) mod fetched;
pub(crate) mod pictures;

use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use percent_encoding::percent_decode_str;

use crate::html::escape;
use crate::root;
use crate::token::Token;
use address::{as_read, is_remote};
use fetched::{Fetched, Unfetched};

/// A file to embed.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Its media type, such as `image/png`.
    pub media_type: String,
    /// What it holds.
    pub bytes: Arc<[u8]>,
    digest: OnceLock<u64>,
    size: OnceLock<Option<(f64, f64)>>,
}

impl Asset {
    #[must_use]
    pub fn is_picture(&self) -> bool {
        self.media_type.starts_with("image/")
    }

    /// Width and height of a picture in pixels, as a page shows it; none when its bytes do not
    /// tell.
    #[must_use]
    pub fn size(&self) -> Option<(f64, f64)> {
        *self.size.get_or_init(|| {
            // A camera's remark may turn the picture.
            let head = &self.bytes[..self.bytes.len().min(64 << 10)];
            let is_plain = self.is_picture() && !head.windows(6).any(|bytes| bytes == b"Exif\0\0");
            is_plain.then(|| pictures::size(head)).flatten()
        })
    }

    /// A transparent picture that is laid out as this one; none when its bytes do not tell how.
    #[must_use]
    pub fn stand_in(&self) -> Option<String> {
        self.size()?;
        pictures::stand_in(&self.bytes[..self.bytes.len().min(64 << 10)])
    }

    /// A number that is the same for the same bytes.
    #[must_use]
    pub fn digest(&self) -> u64 {
        *self.digest.get_or_init(|| {
            let mut hasher = DefaultHasher::new();
            self.bytes.hash(&mut hasher);
            hasher.finish()
        })
    }
}

/// Files that earlier builds of a deck read.
#[derive(Debug, Default)]
pub struct Known {
    by_path: HashMap<PathBuf, (Stamp, Asset)>,
}

/// What tells that a file is still the one that was read: its length and when it was written.
type Stamp = (u64, SystemTime);

/// How long ago a file must have been written, since some systems count in seconds.
const SETTLED: Duration = Duration::from_secs(3);

impl Known {
    /// The file, from memory when it was not written since.
    fn read(&mut self, root: &Path, path: &Path) -> Result<Asset, String> {
        let about = fs::metadata(path).ok();
        let stamp = about.and_then(|about| Some((about.len(), about.modified().ok()?)));
        if let (Some(stamp), Some((known, asset))) = (stamp, self.by_path.get(path))
            && stamp == *known
        {
            return Ok(asset.clone());
        }
        let media_type = media_type(path).unwrap_or_default();
        let asset = Asset {
            media_type,
            bytes: root::read_inside(root, path)?.into(),
            digest: OnceLock::new(),
            size: OnceLock::new(),
        };
        match stamp.filter(|(_, written)| written.elapsed().is_ok_and(|age| age > SETTLED)) {
            Some(stamp) => drop(self.by_path.insert(path.to_owned(), (stamp, asset.clone()))),
            None => drop(self.by_path.remove(path)),
        }
        Ok(asset)
    }
}

/// What a reference leads to.
#[derive(Debug, PartialEq, Eq)]
pub enum Resolved {
    /// A file; the token to write in its place.
    Token(String),
    /// A data URI of an allowed type, as it stands.
    Data,
    /// Something on the network, which a deck never asks for.
    Remote,
    /// Something on the network that is not what was fetched from there before.
    Changed,
    /// Nothing usable, and why.
    Missing(String),
}

/// The files of a deck.
#[derive(Debug)]
pub struct Assets {
    /// The folder that nothing may lie outside of, symlinks resolved.
    root: PathBuf,
    list: Vec<Asset>,
    by_path: HashMap<PathBuf, usize>,
    /// What was read, and what was looked for and not found.
    looked_for: Vec<PathBuf>,
    known: Known,
    /// The bytes of files that a page cannot share, each time but the first.
    repeated: usize,
    /// What stands for addresses of the network.
    fetched: Rc<Fetched>,
    /// The addresses of the network that were named.
    remote: Vec<String>,
}

/// How many bytes may be repeated of files that a page embeds wherever they are named.
const MOST_REPEATED: usize = 64 << 20;

impl Assets {
    /// No files yet; `root` is the folder they must lie in.
    #[must_use]
    pub fn new(root: &Path) -> Self {
        Self::with(root, Known::default())
    }

    /// The same, for files that may be known from before.
    #[must_use]
    pub fn with(root: &Path, known: Known) -> Self {
        let root = fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
        Self {
            root,
            list: Vec::new(),
            by_path: HashMap::new(),
            looked_for: Vec::new(),
            known,
            repeated: 0,
            fetched: Rc::default(),
            remote: Vec::new(),
        }
    }

    /// What stands for addresses of the network.
    pub(crate) fn serve_fetched(&mut self, fetched: Rc<Fetched>) {
        self.fetched = fetched;
    }

    /// The addresses of the network that were named, each once, in the order of the document.
    pub(crate) fn take_remote(&mut self) -> Vec<String> {
        std::mem::take(&mut self.remote)
    }

    /// The files in the order of their numbers.
    #[must_use]
    pub fn list(&self) -> &[Asset] {
        &self.list
    }

    /// The files, the paths that were looked for, and what the next build may reuse: the files that
    /// are still in use.
    #[must_use]
    pub fn into_parts(mut self) -> (Vec<Asset>, Vec<PathBuf>, Known) {
        self.known.by_path.retain(|path, _| self.by_path.contains_key(path));
        (self.list, self.looked_for, self.known)
    }

    /// Takes a file that was made, and has no path; the token to write in its place.
    pub(crate) fn add(&mut self, media_type: &str, bytes: Arc<[u8]>) -> String {
        let (digest, size) = (OnceLock::new(), OnceLock::new());
        self.list.push(Asset { media_type: media_type.to_owned(), bytes, digest, size });
        Token::Asset(self.list.len() - 1).to_string()
    }

    /// Resolves a reference that stands in a file of the folder `base`; `kinds` are the media types
    /// that will do, such as `image`.
    pub fn resolve(&mut self, reference: &str, base: &Path, kinds: &[&str]) -> Resolved {
        let reference = &*as_read(reference);
        if reference.is_empty() {
            return Resolved::Missing("the address is empty".into());
        }
        if let Some(data) = strip_prefix_ignoring_case(reference, "data:") {
            let allowed = kinds.iter().any(|kind| {
                strip_prefix_ignoring_case(data, kind).is_some_and(|rest| rest.starts_with('/'))
            });
            return if allowed {
                Resolved::Data
            } else {
                Resolved::Missing("a data address of another type".into())
            };
        }
        if is_remote(reference) {
            return self.fetched(reference, kinds);
        }
        match self.read(reference, base, kinds) {
            Ok(number) => Resolved::Token(Token::Asset(number).to_string()),
            Err(reason) => Resolved::Missing(reason),
        }
    }

    /// The file that stands for an address of the network.
    fn fetched(&mut self, address: &str, kinds: &[&str]) -> Resolved {
        if !self.remote.iter().any(|known| known == address) {
            self.remote.push(address.to_owned());
        }
        match (self.fetched.why_not(address), self.fetched.file(address)) {
            (Some(Unfetched::Changed), _) => Resolved::Changed,
            (_, Some(file)) => match self.read_fetched(&file, kinds) {
                Ok(number) => Resolved::Token(Token::Asset(number).to_string()),
                Err(reason) => Resolved::Missing(reason),
            },
            (Some(Unfetched::Failed(why)), None) => Resolved::Missing(why.clone()),
            (None, None) => Resolved::Remote,
        }
    }

    /// A fetched file, when it holds what its name says.
    fn read_fetched(&mut self, file: &Path, kinds: &[&str]) -> Result<usize, String> {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let number = self.read_file(file, kinds).map_err(|why| format!("{why} ({name})"))?;
        let holds = |asset: &Asset| fetched::is_as_named(&name, &asset.bytes);
        if self.list.get(number).is_some_and(holds) {
            Ok(number)
        } else {
            Err(format!("{name} holds something else than was fetched"))
        }
    }

    fn read(&mut self, reference: &str, base: &Path, kinds: &[&str]) -> Result<usize, String> {
        let decoded = percent_decode_str(reference).decode_utf8_lossy().into_owned();
        let bare = decoded.split(['?', '#']).next().unwrap_or(&decoded);
        // A file may really have `#` or `?` in its name.
        let mut path = base.join(&decoded);
        if bare != decoded && !path.is_file() {
            self.looked_for.push(path);
            path = base.join(bare);
        }
        self.read_file(&path, kinds)
    }

    fn read_file(&mut self, path: &Path, kinds: &[&str]) -> Result<usize, String> {
        self.looked_for.push(path.to_owned());
        let real = root::inside(&self.root, path)?;
        if let Some(&number) = self.by_path.get(&real) {
            return self.again(number);
        }
        let media_type = media_type(&real).ok_or("its type is not known by its name")?;
        if !kinds.iter().any(|kind| media_type.starts_with(kind)) {
            return Err(format!("it is {media_type}"));
        }
        let asset = self.known.read(&self.root, &real)?;
        self.list.push(asset);
        self.by_path.insert(real, self.list.len() - 1);
        Ok(self.list.len() - 1)
    }
}

impl Assets {
    /// A file that is in use already. A page holds pictures once; of others, copies.
    fn again(&mut self, number: usize) -> Result<usize, String> {
        let Some(asset) = self.list.get(number).filter(|asset| asset.size().is_none()) else {
            return Ok(number);
        };
        if self.repeated + asset.bytes.len() > MOST_REPEATED {
            return Err(format!("copies of files come to more than {} MiB", MOST_REPEATED >> 20));
        }
        self.repeated += asset.bytes.len();
        Ok(number)
    }
}

/// The media type of a file, by its name.
#[must_use]
pub(crate) fn media_type(path: &Path) -> Option<String> {
    mime_guess::from_path(path).first().map(|mime| mime.essence_str().to_owned())
}

fn strip_prefix_ignoring_case<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let head = text.get(..prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then(|| &text[prefix.len()..])
}

/// A picture that stands for one that is not there, as a data URI: a line with the reason and the
/// end of the address, since the name of the file is there.
#[must_use]
pub(crate) fn placeholder(reason: &str, address: &str) -> String {
    let count = address.chars().count();
    let end: String = address.chars().skip(count.saturating_sub(NAMED)).collect();
    let dots = if count > NAMED { "…" } else { "" };
    let line = format!("{reason}: {dots}{end}");
    frame(36 + 12 * line.chars().count(), 44, 29, &line, &[])
}

/// How much of an address a placeholder shows.
const NAMED: usize = 48;

/// The same for a picture behind a slide: as large as the slide, the words small and at the bottom.
#[must_use]
pub(crate) fn backdrop(reason: &str, address: &str) -> String {
    frame(1280, 720, 620, reason, &[address.chars().take(80).collect()])
}

fn frame(width: usize, height: usize, first_line: usize, reason: &str, lines: &[String]) -> String {
    let mut text = String::new();
    for (index, line) in std::iter::once(reason).chain(lines.iter().map(String::as_str)).enumerate()
    {
        let weight = if index == 0 && !lines.is_empty() { "700" } else { "400" };
        let x = width / 2;
        let y = first_line + 28 * index;
        text +=
            &format!("<text x=\"{x}\" y=\"{y}\" font-weight=\"{weight}\">{}</text>", escape(line));
    }
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\
         <rect x=\"4\" y=\"4\" width=\"{}\" height=\"{}\" rx=\"10\" fill=\"#f3f4f6\" stroke=\"#9ca3af\" stroke-width=\"3\" stroke-dasharray=\"12 9\"/>\
         <g font-family=\"system-ui,sans-serif\" font-size=\"22\" fill=\"#374151\" text-anchor=\"middle\">{text}</g></svg>",
        width - 8,
        height - 8
    );
    format!("data:image/svg+xml;base64,{}", BASE64_STANDARD.encode(svg))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_data_of_the_wanted_type() {
        let mut assets = Assets::new(Path::new("."));
        assert_eq!(
            assets.resolve("data:image/png;base64,xx", Path::new("."), &["image"]),
            Resolved::Data
        );
        let odd = " da\tta:image/png;base64,xx\n";
        assert_eq!(assets.resolve(odd, Path::new("."), &["image"]), Resolved::Data);
        assert!(matches!(
            assets.resolve("d\nata:text/html,x", Path::new("."), &["image"]),
            Resolved::Missing(_)
        ));
        assert!(matches!(
            assets.resolve("DATA:text/html,x", Path::new("."), &["image"]),
            Resolved::Missing(_)
        ));
    }

    #[test]
    fn nothing_outside_the_root() {
        let dir = tempfile::tempdir().expect("a folder");
        fs::create_dir(dir.path().join("in")).expect("a folder");
        fs::write(dir.path().join("out.png"), "x").expect("a file");
        fs::write(dir.path().join("in/a b.png"), "x").expect("a file");
        let base = dir.path().join("in");
        let mut assets = Assets::new(&base);
        assert!(matches!(assets.resolve("../out.png", &base, &["image"]), Resolved::Missing(_)));
        assert!(matches!(assets.resolve("a%20b.png?v=1", &base, &["image"]), Resolved::Token(_)));
        assert!(matches!(
            assets.resolve("a%20b.png", &base, &["font"]),
            Resolved::Token(_) | Resolved::Missing(_)
        ));
    }
}
