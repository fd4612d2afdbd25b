//! The fonts that are installed, listed once a process, and only when a glyph is missing.

use std::path::PathBuf;
use std::sync::LazyLock;

use fontdb::{Database, FaceInfo, ID, Source, Stretch, Style};

use super::guarded::guarded;

/// An installed face.
#[derive(Debug, Clone)]
pub(crate) struct InstalledFace {
    id: ID,
    names: Vec<String>,
    weight: u16,
    path: PathBuf,
    index: u32,
    /// How well it suits a deck; less is better.
    rank: u8,
}

struct Installed {
    database: Database,
    entries: Vec<InstalledFace>,
}

static INSTALLED: LazyLock<Installed> = LazyLock::new(|| {
    let mut database = Database::new();
    // A broken file must not keep a deck from being built.
    let _ = guarded(|| database.load_system_fonts());
    let mut entries: Vec<InstalledFace> = database.faces().filter_map(entry).collect();
    entries.sort_by(|a, b| {
        (a.rank, &a.names, a.weight, &a.path, a.index)
            .cmp(&(b.rank, &b.names, b.weight, &b.path, b.index))
    });
    Installed { database, entries }
});

fn entry(face: &FaceInfo) -> Option<InstalledFace> {
    let path = match &face.source {
        Source::File(path) | Source::SharedFile(path, _) => path.clone(),
        Source::Binary(_) => return None,
    };
    if face.style != Style::Normal || face.stretch != Stretch::Normal {
        return None;
    }
    let names: Vec<String> = face.families.iter().map(|(name, _)| name.clone()).collect();
    let name = names.first()?;
    let is = |word: &str| name.contains(word);
    let rank = match () {
        () if face.monospaced || is("Mono") || is("Emoji") || is("Symbol") => 2,
        () if is("Serif") || is("Mincho") || is("Song") || is("Math") => 1,
        () => 0,
    };
    Some(InstalledFace { id: face.id, names, weight: face.weight.0, path, index: face.index, rank })
}

impl InstalledFace {
    /// The family.
    pub(crate) fn name(&self) -> &str {
        self.names.first().map_or("", String::as_str)
    }

    pub(crate) fn path(&self) -> &PathBuf {
        &self.path
    }

    pub(crate) fn index(&self) -> u32 {
        self.index
    }
}

/// The face of a family whose weight is nearest; none when no such family is installed.
pub(crate) fn nearest(family: &str, weight: u16) -> Option<&'static InstalledFace> {
    let of_family =
        INSTALLED.entries.iter().filter(|entry| entry.names.iter().any(|name| name == family));
    of_family.min_by_key(|entry| entry.weight.abs_diff(weight))
}

/// The families that have a character, the most suitable first.
pub(crate) fn with(c: char) -> Vec<&'static InstalledFace> {
    let has = |entry: &InstalledFace| {
        INSTALLED.database.with_face_data(entry.id, |bytes, index| {
            guarded(|| {
                let face = ttf_parser::Face::parse(bytes, index).ok();
                face.and_then(|face| face.glyph_index(c)).is_some_and(|glyph| glyph.0 != 0)
            })
        }) == Some(Some(true))
    };
    let regular = INSTALLED.entries.iter().filter(|entry| (350..=500).contains(&entry.weight));
    regular.filter(|entry| has(entry)).collect()
}
