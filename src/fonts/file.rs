//! Widths read from a font file: TrueType, OpenType or WOFF 2.
//!
//! `build.rs` includes this file, too: it reads the built-in fonts once, so that a program start
//! reads none.

use std::io::Read;

use ttf_parser::gpos::{PairAdjustment, PositioningSubtable};
use ttf_parser::gsub::SubstitutionSubtable;
use ttf_parser::{Face, GlyphId, RawFaceTables, Tag};

/// How many units an em has, whatever the font's own number is.
pub const UNITS: f64 = 4096.0;
/// The printable characters of ASCII have tables of their own.
pub const ASCII: std::ops::RangeInclusive<char> = ' '..='~';
/// How many these are.
pub const ASCII_COUNT: usize = 95;
/// No font that a deck carries is larger than this.
const LARGEST: usize = 64 << 20;

/// The widths of a font's characters, in units.
#[derive(Debug, Clone, Default)]
pub struct Widths {
    /// Of ASCII's printable characters; 0 where the font has none.
    pub ascii: Vec<u16>,
    /// Of all others that it has, by character.
    pub others: Vec<(char, u16)>,
    /// How much nearer or farther two ASCII characters stand, row by row; empty without kerning.
    pub kerning: Vec<i16>,
    /// The width of a digit in columns of numbers; 0 when it is that of text.
    pub tabular: u16,
}

/// Reads a font; none when it is none, or broken.
pub fn read(bytes: &[u8]) -> Option<Widths> {
    read_with(bytes, widths)
}

/// Looks at a font, packed or not; none when it is none, or broken. Outlines of a packed one are
/// left be.
pub fn read_with<T>(bytes: &[u8], look: impl FnOnce(&Face<'_>) -> Option<T>) -> Option<T> {
    if bytes.len() > LARGEST {
        return None;
    }
    if bytes.starts_with(b"wOF2") {
        let tables = Woff2::read(bytes)?;
        return look(&tables.face()?);
    }
    look(&Face::parse(bytes, 0).ok()?)
}

/// The widths of a face.
pub fn widths(face: &Face<'_>) -> Option<Widths> {
    let em = f64::from(face.units_per_em());
    let scale = |units: f64| (units * UNITS / em).round();
    let advance =
        |glyph: GlyphId| face.glyph_hor_advance(glyph).map(|units| scale(f64::from(units)) as u16);
    let ascii: Vec<u16> =
        ASCII.map(|c| face.glyph_index(c).and_then(advance).unwrap_or_default()).collect();
    let mut others = Vec::new();
    for table in
        face.tables().cmap?.subtables.into_iter().filter(ttf_parser::cmap::Subtable::is_unicode)
    {
        table.codepoints(|code| {
            let Some(c) = char::from_u32(code).filter(|c| !ASCII.contains(c) && !c.is_control())
            else {
                return;
            };
            if let Some(width) = table.glyph_index(code).and_then(advance) {
                others.push((c, width));
            }
        });
    }
    others.sort_unstable();
    others.dedup_by_key(|(c, _)| *c);
    let kerning = kerning(face, scale);
    let tabular = tabular(face).and_then(advance).unwrap_or_default();
    Some(Widths { ascii, others, kerning, tabular })
}

/// The pairs of `GPOS` (`kern`), or of the older table of that name.
fn kerning(face: &Face<'_>, scale: impl Fn(f64) -> f64) -> Vec<i16> {
    let glyphs: Vec<Option<GlyphId>> = ASCII.map(|c| face.glyph_index(c)).collect();
    let mut pairs: Vec<i16> = Vec::with_capacity(ASCII_COUNT * ASCII_COUNT);
    for left in &glyphs {
        for right in &glyphs {
            let units = left
                .zip(*right)
                .and_then(|(left, right)| pair(face, left, right))
                .unwrap_or_default();
            pairs.push(scale(f64::from(units)) as i16);
        }
    }
    if pairs.iter().all(|units| *units == 0) { Vec::new() } else { pairs }
}

fn pair(face: &Face<'_>, left: GlyphId, right: GlyphId) -> Option<i16> {
    if let Some(gpos) = face.tables().gpos {
        let kern =
            gpos.features.into_iter().find(|feature| feature.tag == Tag::from_bytes(b"kern"))?;
        let lookups = kern.lookup_indices.into_iter().filter_map(|index| gpos.lookups.get(index));
        let subtables =
            lookups.flat_map(|lookup| lookup.subtables.into_iter::<PositioningSubtable<'_>>());
        for subtable in subtables {
            let PositioningSubtable::Pair(adjustment) = subtable else { continue };
            let Some(covered) = adjustment.coverage().get(left) else { continue };
            let found = match adjustment {
                PairAdjustment::Format1 { sets, .. } => {
                    sets.get(covered).and_then(|set| set.get(right))
                }
                PairAdjustment::Format2 { classes, matrix, .. } => {
                    matrix.get((classes.0.get(left), classes.1.get(right)))
                }
            };
            if let Some((first, _)) = found {
                return Some(first.x_advance);
            }
        }
        return None;
    }
    let tables = face.tables().kern?.subtables.into_iter();
    tables
        .filter(|table| table.horizontal && !table.variable)
        .find_map(|table| table.glyphs_kerning(left, right))
}

/// The glyph of a digit whose width is that of every other (`tnum`).
fn tabular(face: &Face<'_>) -> Option<GlyphId> {
    let zero = face.glyph_index('0')?;
    let gsub = face.tables().gsub?;
    let feature =
        gsub.features.into_iter().find(|feature| feature.tag == Tag::from_bytes(b"tnum"))?;
    let lookups = feature.lookup_indices.into_iter().filter_map(|index| gsub.lookups.get(index));
    let mut subtables =
        lookups.flat_map(|lookup| lookup.subtables.into_iter::<SubstitutionSubtable<'_>>());
    subtables.find_map(|subtable| match subtable {
        SubstitutionSubtable::Single(ttf_parser::gsub::SingleSubstitution::Format1 {
            coverage,
            delta,
        }) => coverage.get(zero).map(|_| GlyphId(zero.0.wrapping_add_signed(delta))),
        SubstitutionSubtable::Single(ttf_parser::gsub::SingleSubstitution::Format2 {
            coverage,
            substitutes,
        }) => coverage.get(zero).and_then(|covered| substitutes.get(covered)),
        _ => None,
    })
}

/// The tables of a WOFF 2 file that say how wide text is. Outlines are not among them, so their
/// transform is left be.
struct Woff2 {
    tables: Vec<([u8; 4], Vec<u8>)>,
}

/// The tags that a WOFF 2 directory names by number, as far as they matter here.
const KNOWN: [&[u8; 4]; 29] = [
    b"cmap", b"head", b"hhea", b"hmtx", b"maxp", b"name", b"OS/2", b"post", b"cvt ", b"fpgm",
    b"glyf", b"loca", b"prep", b"CFF ", b"VORG", b"EBDT", b"EBLC", b"gasp", b"hdmx", b"kern",
    b"LTSH", b"PCLT", b"VDMX", b"vhea", b"vmtx", b"BASE", b"GDEF", b"GPOS", b"GSUB",
];
/// The length of the header before the directory.
const HEADER: usize = 48;
const COLLECTION: &[u8] = b"ttcf";

impl Woff2 {
    fn read(bytes: &[u8]) -> Option<Self> {
        if bytes.get(4..8)? == COLLECTION {
            return None;
        }
        let count = u16::from_be_bytes(bytes.get(12..14)?.try_into().ok()?);
        let mut rest = bytes.get(HEADER..)?;
        let mut directory = Vec::new();
        for _ in 0..count {
            let (flags, after) = rest.split_first()?;
            rest = after;
            let number = usize::from(flags & 0x3f);
            let tag = if number == 0x3f {
                let (tag, after) = rest.split_at_checked(4)?;
                rest = after;
                tag.try_into().ok()?
            } else {
                KNOWN.get(number).map_or([0; 4], |tag| **tag)
            };
            let mut length = number_of(&mut rest)?;
            let version = flags >> 6;
            let is_outline = matches!(&tag, b"glyf" | b"loca");
            let is_transformed = if is_outline { version == 0 } else { version != 0 };
            if is_transformed {
                length = number_of(&mut rest)?;
            }
            directory.push((tag, length, is_transformed));
        }
        let total: usize =
            directory.iter().try_fold(0_usize, |sum, (_, length, _)| sum.checked_add(*length))?;
        if total > LARGEST {
            return None;
        }
        let mut data = Vec::with_capacity(total);
        brotli_decompressor::Decompressor::new(rest, 4096)
            .take(total as u64)
            .read_to_end(&mut data)
            .ok()?;
        let mut woff = Self { tables: Vec::new() };
        let mut at = 0;
        let mut transformed = None;
        for (tag, length, is_transformed) in directory {
            let table = data.get(at..at + length)?.to_vec();
            at += length;
            match (&tag, is_transformed) {
                (b"hmtx", true) => transformed = Some(table),
                (_, true) => {}
                _ => woff.tables.push((tag, table)),
            }
        }
        if let Some(advances) = transformed {
            let whole = woff.plain_advances(&advances)?;
            woff.tables.push((*b"hmtx", whole));
        }
        Some(woff)
    }

    /// `hmtx` without its transform: the advances come first, behind a byte of flags; bearings are
    /// not needed.
    fn plain_advances(&self, transformed: &[u8]) -> Option<Vec<u8>> {
        let word = |tag: &[u8; 4], at: usize| -> Option<usize> {
            let two = self.get(tag)?.get(at..at + 2)?;
            Some(usize::from(u16::from_be_bytes(two.try_into().ok()?)))
        };
        let metrics = word(b"hhea", 34)?;
        let glyphs = word(b"maxp", 4)?;
        let advances = transformed.get(1..1 + 2 * metrics)?;
        let mut plain: Vec<u8> =
            advances.chunks_exact(2).flat_map(|two| [two[0], two[1], 0, 0]).collect();
        plain.resize(plain.len() + 2 * glyphs.saturating_sub(metrics), 0);
        Some(plain)
    }

    fn get(&self, tag: &[u8; 4]) -> Option<&[u8]> {
        self.tables.iter().find(|(known, _)| known == tag).map(|(_, table)| table.as_slice())
    }

    fn face(&self) -> Option<Face<'_>> {
        let tables = RawFaceTables {
            head: self.get(b"head")?,
            hhea: self.get(b"hhea")?,
            maxp: self.get(b"maxp")?,
            hmtx: self.get(b"hmtx"),
            cmap: self.get(b"cmap"),
            name: self.get(b"name"),
            os2: self.get(b"OS/2"),
            kern: self.get(b"kern"),
            gpos: self.get(b"GPOS"),
            gsub: self.get(b"GSUB"),
            ..RawFaceTables::default()
        };
        Face::from_raw_tables(tables).ok()
    }
}

/// A number of one to five bytes, seven bits each (`UIntBase128`).
fn number_of(rest: &mut &[u8]) -> Option<usize> {
    let mut number: u32 = 0;
    for _ in 0..5 {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        if number & 0xfe00_0000 != 0 {
            return None;
        }
        number = (number << 7) | u32::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some(number as usize);
        }
    }
    None
}
