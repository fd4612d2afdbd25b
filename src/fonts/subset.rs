//! Cuts a font down to some characters, and packs it for a page.
//!
//! - TrueType outlines are cut by `skera`, which keeps what says how letters join and where marks
//!   stand: Arabic and Devanagari cannot be read without.
//! - CFF outlines are cut by `subsetter`, which is made for PDF: it leaves out what leads from
//!   characters to glyphs, so that is written here. Layout tables are lost, which ideographs, kana
//!   and Hangul do without.

use std::collections::BTreeSet;

use read_fonts::FontRef;
use read_fonts::collections::IntSet;
use skera::{Plan, SubsetFlags};
use subsetter::GlyphRemapper;
use ttf2woff2::{BrotliQuality, encode};

use super::face::Outlines;
#[cfg(any(test, fuzzing))]
use super::face::{Face, FontOrigin};
use super::guarded::guarded;
use super::sfnt;

/// What fonts can do besides showing characters: what letters need to be read, and kerning.
const FEATURES: &str = "ccmp,locl,kern,liga,clig,calt,rlig,mark,mkmk,curs,isol,init,medi,med2,fina,fin2,\
    fin3,rclt,stch,nukt,akhn,rphf,rkrf,pref,blwf,abvf,half,pstf,vatu,cjct,cfar,pres,abvs,blws,psts,\
    haln,dist,abvm,blwm,ljmo,vjmo,tjmo,tnum,lnum,pnum";
/// The names that a cut font keeps: who has a right to it.
const NAMES: &str = "0,1,2,13,14";
/// No cut font may be larger, in bytes.
pub(crate) const LARGEST: usize = 4 << 20;

/// A font with some characters alone, packed as WOFF 2.
///
/// # Errors
/// Why there is none.
pub(crate) fn woff2(
    (bytes, index, outlines): (&[u8], u32, Outlines),
    chars: &BTreeSet<char>,
) -> Result<Vec<u8>, String> {
    let broken = || "it cannot be cut".to_owned();
    let cut = guarded(|| match outlines {
        Outlines::TrueType => truetype(bytes, index, chars),
        Outlines::Cff => cff(bytes, index, chars),
        Outlines::Packed => None,
    });
    let cut = cut.flatten().filter(|cut| is_whole(cut, chars)).ok_or_else(broken)?;
    if cut.len() > LARGEST {
        return Err(format!("its part is larger than {} MiB", LARGEST >> 20));
    }
    let packed = guarded(|| encode(&cut, BrotliQuality::default()).ok());
    packed.flatten().ok_or_else(broken)
}

/// What comes of some bytes as a font file: for each of its faces the part with some characters.
#[cfg(any(test, fuzzing))]
pub(crate) fn all(bytes: &[u8], chars: &BTreeSet<char>) -> Vec<Result<Vec<u8>, String>> {
    let faces = Face::all(&FontOrigin::Given(bytes.into())).unwrap_or_default();
    let cut = |face: &Face| {
        let own: BTreeSet<char> = chars.iter().copied().filter(|c| face.has(*c)).collect();
        woff2((bytes, face.index(), face.outlines()), &own)
    };
    faces.iter().map(cut).collect()
}

/// Whether a cut font can be read, has outlines, and all the characters.
fn is_whole(cut: &[u8], chars: &BTreeSet<char>) -> bool {
    let read = || {
        let tables = sfnt::tables(cut, 0)?;
        let outlines = sfnt::table(&tables, b"glyf").or_else(|| sfnt::table(&tables, b"CFF "))?;
        let face = ttf_parser::Face::parse(cut, 0).ok()?;
        let has = |c: &char| face.glyph_index(*c).is_some_and(|glyph| glyph.0 != 0);
        Some(!outlines.is_empty() && chars.iter().all(has))
    };
    guarded(read).flatten() == Some(true)
}

fn truetype(bytes: &[u8], index: u32, chars: &BTreeSet<char>) -> Option<Vec<u8>> {
    let font = FontRef::from_index(bytes, index).ok()?;
    let unicodes: IntSet<u32> = chars.iter().map(|c| u32::from(*c)).collect();
    let plan = Plan::new(
        &IntSet::default(),
        &unicodes,
        &font,
        SubsetFlags::SUBSET_FLAGS_NO_HINTING,
        &IntSet::default(),
        &skera::parse_tag_list("*").ok()?,
        &skera::parse_tag_list(FEATURES).ok()?,
        &skera::parse_name_ids(NAMES).ok()?,
        &skera::parse_name_languages("*").ok()?,
    );
    skera::subset_font(&font, &plan).ok()
}

fn cff(bytes: &[u8], index: u32, chars: &BTreeSet<char>) -> Option<Vec<u8>> {
    let face = ttf_parser::Face::parse(bytes, index).ok()?;
    let old: Vec<(char, u16)> =
        chars.iter().map(|c| Some((*c, face.glyph_index(*c)?.0))).collect::<Option<_>>()?;
    let mut glyphs: Vec<u16> = old.iter().map(|(_, glyph)| *glyph).collect();
    glyphs.sort_unstable();
    glyphs.dedup();
    let mapper = GlyphRemapper::new_from_glyphs(&glyphs);
    let cut = subsetter::subset(bytes, index, &mapper).ok()?;
    let new: Vec<(char, u16)> =
        old.iter().map(|(c, glyph)| Some((*c, mapper.get(*glyph)?))).collect::<Option<_>>()?;
    let whole = sfnt::tables(bytes, index)?;
    let mut tables: Vec<([u8; 4], Vec<u8>)> =
        sfnt::tables(&cut, 0)?.into_iter().map(|(tag, table)| (tag, table.to_vec())).collect();
    // `name` is that of the whole collection, and long; its notes on rights stand in the deck's
    // licences, which name the font.
    tables.retain(|(tag, _)| !matches!(tag, b"cmap" | b"OS/2" | b"post" | b"name"));
    tables.push((*b"cmap", sfnt::cmap(&new)));
    tables.push((*b"OS/2", sfnt::table(&whole, b"OS/2")?.to_vec()));
    tables.push((*b"name", sfnt::names(&whole)?));
    tables.push((*b"post", post()));
    sfnt::written(*b"OTTO", tables)
}

/// A `post` without names of glyphs.
fn post() -> Vec<u8> {
    let mut table = 0x0003_0000_u32.to_be_bytes().to_vec();
    table.resize(32, 0);
    table
}
