//! A face: one font of a file, with the widths that were asked for.

use std::collections::HashMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use ttf_parser::Permissions;
use unicode_width::UnicodeWidthChar;

use super::file::{self, UNITS, Widths};
use super::guarded::guarded;
use super::sfnt;
use crate::root;

/// Where the bytes of a face are.
#[derive(Debug, Clone)]
pub(crate) enum FontOrigin {
    /// Here: those of the binary.
    Given(Arc<[u8]>),
    /// In a file of the root.
    Inside {
        /// The root.
        root: PathBuf,
        /// The file.
        path: PathBuf,
    },
    /// In a file of the system.
    Installed(PathBuf),
}

/// How the outlines of a face are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outlines {
    /// `glyf`: the layout tables can be kept, too.
    TrueType,
    /// `CFF `.
    Cff,
    /// Packed (WOFF or WOFF 2): it is embedded as it is.
    Packed,
}

/// Why a font is not embedded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FontRefusal {
    /// Its embedding bits forbid it.
    Restricted,
    /// Its embedding bits forbid a part of it.
    Whole,
    /// It cannot be read, and why.
    Unreadable(String),
}

impl fmt::Display for FontRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Restricted => f.write_str("its embedding bits (OS/2 fsType) do not allow that"),
            Self::Whole => {
                f.write_str("its embedding bits (OS/2 fsType) do not allow a part of it")
            }
            Self::Unreadable(why) => f.write_str(why),
        }
    }
}

/// What is known of a face.
#[derive(Debug, Clone)]
struct About {
    outlines: Outlines,
    family: String,
    weight: u16,
    is_variable: bool,
    /// Whether it says how its letters join.
    is_shaping: bool,
    /// All widths, of one that is packed.
    packed: Option<Arc<Widths>>,
}

/// One font of a file.
#[derive(Debug)]
pub(crate) struct Face {
    origin: FontOrigin,
    index: u32,
    about: About,
    bytes: Mutex<Option<Arc<[u8]>>>,
    widths: Mutex<HashMap<char, Option<u16>>>,
}

/// What WOFF and WOFF 2 begin with.
const PACKED: [&[u8]; 2] = [b"wOFF", b"wOF2"];
/// No font that is embedded as it is may be larger.
pub(crate) const MOST_PACKED: usize = 300 << 10;
/// The fonts of a collection that are looked at.
const MOST_FACES: u32 = 64;

impl FontOrigin {
    pub(crate) fn read(&self) -> Result<Arc<[u8]>, String> {
        match self {
            Self::Given(bytes) => Ok(Arc::clone(bytes)),
            Self::Inside { root, path } => root::read_inside(root, path).map(Into::into),
            Self::Installed(path) => root::read(path).map(Into::into),
        }
    }
}

impl Face {
    /// Whether two come from the same file.
    pub(crate) fn is_beside(&self, other: &Self) -> bool {
        match (&self.origin, &other.origin) {
            (FontOrigin::Inside { path, .. }, FontOrigin::Inside { path: other, .. })
            | (FontOrigin::Installed(path), FontOrigin::Installed(other)) => path == other,
            _ => false,
        }
    }

    /// All faces of a file that may be embedded.
    pub(crate) fn all(origin: &FontOrigin) -> Result<Vec<Self>, FontRefusal> {
        let bytes = origin.read().map_err(FontRefusal::Unreadable)?;
        let count = ttf_parser::fonts_in_collection(&bytes).unwrap_or(1).clamp(1, MOST_FACES);
        let mut faces = Vec::new();
        let mut refused = None;
        for index in 0..count {
            match Self::new(origin, index, &bytes) {
                Ok(face) => faces.push(face),
                Err(refusal) => refused = Some(refusal),
            }
        }
        match refused {
            Some(refusal) if faces.is_empty() => Err(refusal),
            _ => Ok(faces),
        }
    }

    /// One face of a file.
    pub(crate) fn one(origin: &FontOrigin, index: u32) -> Result<Self, FontRefusal> {
        let bytes = origin.read().map_err(FontRefusal::Unreadable)?;
        Self::new(origin, index, &bytes)
    }

    fn new(origin: &FontOrigin, index: u32, bytes: &Arc<[u8]>) -> Result<Self, FontRefusal> {
        let about = if PACKED.iter().any(|sign| bytes.starts_with(sign)) {
            guarded(|| packed(bytes))
        } else {
            guarded(|| plain(bytes, index))
        };
        let broken = || Err(FontRefusal::Unreadable("it is no font that can be read".into()));
        Ok(Self {
            origin: origin.clone(),
            index,
            about: about.unwrap_or_else(broken)?,
            bytes: Mutex::new(Some(Arc::clone(bytes))),
            widths: Mutex::default(),
        })
    }

    /// The family.
    pub(crate) fn family(&self) -> &str {
        &self.about.family
    }

    pub(crate) fn weight(&self) -> u16 {
        self.about.weight
    }

    pub(crate) fn is_bold(&self) -> bool {
        self.about.weight >= 600
    }

    /// Whether one file has all weights.
    pub(crate) fn is_variable(&self) -> bool {
        self.about.is_variable
    }

    pub(crate) fn outlines(&self) -> Outlines {
        self.about.outlines
    }

    pub(crate) fn index(&self) -> u32 {
        self.index
    }

    /// Whether letters that change with their neighbours come out right.
    pub(crate) fn is_shaping(&self) -> bool {
        match self.about.outlines {
            Outlines::TrueType => self.about.is_shaping,
            Outlines::Cff => false,
            Outlines::Packed => true,
        }
    }

    /// What the file holds.
    pub(crate) fn bytes(&self) -> Result<Arc<[u8]>, String> {
        let mut known = self.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bytes) = &*known {
            return Ok(Arc::clone(bytes));
        }
        let bytes = self.origin.read()?;
        *known = Some(Arc::clone(&bytes));
        Ok(bytes)
    }

    /// Forgets what the file holds, but not the widths.
    pub(crate) fn release(&self) {
        *self.bytes.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// The width of a character in [`UNITS`]; none when there is no glyph for it.
    pub(crate) fn width(&self, c: char) -> Option<u16> {
        if let Some(widths) = &self.about.packed {
            return known_width(widths, c);
        }
        let mut known = self.widths.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(width) = known.get(&c) {
            return *width;
        }
        let bytes = self.bytes().ok();
        let width = bytes.and_then(|bytes| guarded(|| advance(&bytes, self.index, c)).flatten());
        known.insert(c, width);
        width
    }

    pub(crate) fn has(&self, c: char) -> bool {
        self.width(c).is_some()
    }
}

fn advance(bytes: &[u8], index: u32, c: char) -> Option<u16> {
    let face = ttf_parser::Face::parse(bytes, index).ok()?;
    let glyph = face.glyph_index(c).filter(|glyph| glyph.0 != 0)?;
    let units = f64::from(face.glyph_hor_advance(glyph)?);
    Some((units * UNITS / f64::from(face.units_per_em())).round() as u16)
}

fn packed(bytes: &[u8]) -> Result<About, FontRefusal> {
    if bytes.len() > MOST_PACKED {
        let most = MOST_PACKED >> 10;
        return Err(FontRefusal::Unreadable(format!(
            "a packed font is embedded as it is, and this one is larger than {most} KB: name its TTF or OTF file"
        )));
    }
    let found = file::read_with(bytes, |face| {
        let widths = file::widths(face)?;
        Some(allowed(face).map(|()| About {
            outlines: Outlines::Packed,
            family: family(face),
            weight: face.weight().to_number(),
            is_variable: false,
            is_shaping: true,
            packed: Some(Arc::new(widths)),
        }))
    });
    let unknown = "of packed fonts only WOFF 2 is read: name its TTF or OTF file";
    found.unwrap_or_else(|| Err(FontRefusal::Unreadable(unknown.into())))
}

fn plain(bytes: &[u8], index: u32) -> Result<About, FontRefusal> {
    let broken = || FontRefusal::Unreadable("it is no font that can be read".into());
    let face = ttf_parser::Face::parse(bytes, index).map_err(|_| broken())?;
    let tables = sfnt::tables(bytes, index).ok_or_else(broken)?;
    let has = |tag: &[u8; 4]| sfnt::table(&tables, tag).is_some();
    let outlines = match () {
        () if has(b"glyf") => Outlines::TrueType,
        () if has(b"CFF ") => Outlines::Cff,
        () => {
            return Err(FontRefusal::Unreadable("it has no outlines that can be embedded".into()));
        }
    };
    allowed(&face)?;
    let is_variable = sfnt::table(&tables, b"fvar").is_some_and(varies_in_weight);
    Ok(About {
        outlines,
        family: family(&face),
        weight: face.weight().to_number(),
        is_variable: outlines == Outlines::TrueType && is_variable,
        is_shaping: has(b"GSUB") || has(b"GPOS"),
        packed: None,
    })
}

/// Whether the embedding bits allow a part of the font in a document. Without any, nothing is
/// forbidden.
fn allowed(face: &ttf_parser::Face<'_>) -> Result<(), FontRefusal> {
    if face.tables().os2.is_none() {
        return Ok(());
    }
    match face.permissions() {
        None | Some(Permissions::Restricted) => Err(FontRefusal::Restricted),
        _ if !face.is_outline_embedding_allowed() => Err(FontRefusal::Restricted),
        _ if !face.is_subsetting_allowed() => Err(FontRefusal::Whole),
        _ => Ok(()),
    }
}

/// The family that a face belongs to; in English, where it has a name there.
fn family(face: &ttf_parser::Face<'_>) -> String {
    let name = |id: u16| {
        let names = face.names().into_iter().filter(move |name| name.name_id == id);
        let english = names.clone().filter(|name| name.is_unicode() && name.language_id == 0x409);
        english.chain(names).find_map(|name| name.to_string())
    };
    let name = name(ttf_parser::name_id::TYPOGRAPHIC_FAMILY)
        .or_else(|| name(ttf_parser::name_id::FAMILY))
        .unwrap_or_default();
    name.chars().filter(|c| !c.is_control()).take(64).collect()
}

/// Whether a table of variations has an axis of weights.
fn varies_in_weight(fvar: &[u8]) -> bool {
    let word = |at: usize| -> Option<usize> {
        let two = fvar.get(at..at + 2)?;
        Some(usize::from(u16::from_be_bytes(two.try_into().ok()?)))
    };
    let (Some(start), Some(count), Some(size)) = (word(4), word(8), word(10)) else { return false };
    (0..count.min(64))
        .any(|axis| fvar.get(start + axis * size..).is_some_and(|at| at.starts_with(b"wght")))
}

/// The width of a character in a table that is in order.
fn known_width(widths: &Widths, c: char) -> Option<u16> {
    let width = match file::ASCII.contains(&c) {
        true => widths.ascii.get(c as usize - usize::from(b' ')).copied()?,
        false => {
            let found = widths.others.binary_search_by_key(&c, |(known, _)| *known).ok()?;
            widths.others[found].1
        }
    };
    (width > 0 || c.width() == Some(0)).then_some(width)
}
