//! What is known of fonts from one build to the next.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use super::face::{Face, FontOrigin, FontRefusal};
use super::installed;
use super::scripts::Script;

/// A family: a font for text, and one for bold text.
#[derive(Debug)]
pub(crate) struct Family {
    pub(crate) name: String,
    pub(crate) regular: Option<Arc<Face>>,
    pub(crate) bold: Option<Arc<Face>>,
    pub(crate) is_installed: bool,
}

impl Family {
    /// The face of text, bold or not; where it is not there, the other.
    pub(crate) fn face(&self, bold: bool) -> Option<&Arc<Face>> {
        let (first, second) =
            if bold { (&self.bold, &self.regular) } else { (&self.regular, &self.bold) };
        first.as_ref().or(second.as_ref())
    }

    /// Whether text of a script can be set in it.
    pub(crate) fn has(&self, c: char, script: Script) -> bool {
        self.face(false)
            .is_some_and(|face| face.has(c) && (face.is_shaping() || !script.is_shaped()))
    }

    /// Whether two come from the same collection.
    pub(crate) fn is_beside(&self, other: &Self) -> bool {
        let both = self.face(false).zip(other.face(false));
        both.is_some_and(|(one, other)| one.is_beside(other))
    }

    /// The families of faces, in their order.
    pub(crate) fn group(faces: &[Arc<Face>], is_installed: bool) -> Vec<Arc<Self>> {
        let mut names: Vec<&str> = Vec::new();
        for face in faces {
            if !names.contains(&face.family()) {
                names.push(face.family());
            }
        }
        let family = |name: &str| {
            let own = || faces.iter().filter(|face| face.family() == name);
            let nearest = |weight: u16, is_bold: bool| {
                let fitting = own().filter(|face| face.is_bold() == is_bold);
                fitting.min_by_key(|face| face.weight().abs_diff(weight)).cloned()
            };
            let (regular, bold) = (nearest(400, false), nearest(700, true));
            Arc::new(Self { name: name.to_owned(), regular, bold, is_installed })
        };
        names.into_iter().map(family).collect()
    }
}

/// A cut font: the characters that it has, and its bytes.
#[derive(Debug, Clone)]
pub(crate) struct CutFont {
    pub(crate) chars: BTreeSet<char>,
    pub(crate) bytes: Arc<[u8]>,
}

type Stamp = (u64, SystemTime);
type Faces = Result<Vec<Arc<Face>>, FontRefusal>;
type Installed = HashMap<String, Option<Result<Arc<Family>, FontRefusal>>>;

/// What later builds may reuse: the faces that were asked for, with their widths, and the cut fonts.
#[derive(Debug, Default)]
pub struct FontMemory {
    installed: Mutex<Installed>,
    any: Mutex<HashMap<Script, (usize, Vec<String>)>>,
    files: Mutex<HashMap<PathBuf, (Option<Stamp>, Faces)>>,
    built_in: Mutex<HashMap<usize, Arc<Face>>>,
    /// The pieces of each face, by its address: faces live as long as this memory.
    pieces: Mutex<HashMap<usize, Vec<CutFont>>>,
}

fn open<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// How often all fonts are searched for characters of one script.
const MOST_SEARCHES: usize = 8;

impl FontMemory {
    /// An installed family; none when there is no such, or why it is not embedded.
    pub(crate) fn installed(&self, name: &str) -> Option<Result<Arc<Family>, FontRefusal>> {
        if let Some(known) = open(&self.installed).get(name) {
            return known.clone();
        }
        let found = read_installed(name);
        open(&self.installed).insert(name.to_owned(), found.clone());
        found
    }

    /// The names of families that have a character, or at least others of its script.
    pub(crate) fn any(&self, c: char, script: Script, is_known: bool) -> Vec<String> {
        let mut any = open(&self.any);
        let (searches, names) = any.entry(script).or_default();
        if !is_known && *searches < MOST_SEARCHES {
            *searches += 1;
            for entry in installed::with(c) {
                if !names.iter().any(|name| name == entry.name()) {
                    names.push(entry.name().to_owned());
                }
            }
        }
        names.clone()
    }

    /// The faces of a file below the root.
    pub(crate) fn file(&self, root: &Path, path: &Path) -> Faces {
        let about = std::fs::metadata(path).ok();
        let stamp = about.and_then(|about| Some((about.len(), about.modified().ok()?)));
        if let Some((known, faces)) = open(&self.files).get(path)
            && *known == stamp
            && stamp.is_some()
        {
            return faces.clone();
        }
        let origin = FontOrigin::Inside { root: root.to_owned(), path: path.to_owned() };
        let faces = Face::all(&origin).map(|faces| faces.into_iter().map(Arc::new).collect());
        open(&self.files).insert(path.to_owned(), (stamp, faces.clone()));
        faces
    }

    /// A face of the binary.
    pub(crate) fn built_in(&self, bytes: &'static [u8]) -> Option<Arc<Face>> {
        let key = bytes.as_ptr().addr();
        if let Some(face) = open(&self.built_in).get(&key) {
            return Some(Arc::clone(face));
        }
        let face = Arc::new(Face::one(&FontOrigin::Given(bytes.into()), 0).ok()?);
        open(&self.built_in).insert(key, Arc::clone(&face));
        Some(face)
    }

    /// The cut fonts of a face.
    pub(crate) fn pieces(&self, face: &Arc<Face>) -> Vec<CutFont> {
        open(&self.pieces).get(&Arc::as_ptr(face).addr()).cloned().unwrap_or_default()
    }

    /// Keeps them.
    pub(crate) fn keep(&self, face: &Arc<Face>, pieces: Vec<CutFont>) {
        open(&self.pieces).insert(Arc::as_ptr(face).addr(), pieces);
    }

    /// Forgets what files hold, which are large; not what was read of them.
    pub(crate) fn release(&self) {
        for family in open(&self.installed).values().flatten().flatten() {
            family.regular.iter().chain(&family.bold).for_each(|face| face.release());
        }
        for (_, faces) in open(&self.files).values() {
            faces.iter().flatten().for_each(|face| face.release());
        }
    }
}

fn read_installed(name: &str) -> Option<Result<Arc<Family>, FontRefusal>> {
    let face = |weight: u16| {
        let entry = installed::nearest(name, weight)?;
        let origin = FontOrigin::Installed(entry.path().clone());
        Some(Face::one(&origin, entry.index()).map(Arc::new))
    };
    let regular = match face(400)? {
        Ok(face) => face,
        Err(refusal) => return Some(Err(refusal)),
    };
    let bold =
        face(700).and_then(Result::ok).filter(|face| face.is_bold() && !regular.is_variable());
    let (regular, bold) = (Some(regular), bold);
    Some(Ok(Arc::new(Family { name: name.to_owned(), regular, bold, is_installed: true })))
}
