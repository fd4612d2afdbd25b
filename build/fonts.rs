//! Cuts the built-in fonts down to the characters that most decks do with.
//!
//! A deck whose text needs no more carries the cut font (`src/theme/lean.rs`).

use std::io::Read;

use flate2::read::ZlibDecoder;
use read_fonts::FontRef;
use skera::{
    Plan, SubsetFlags, parse_name_ids, parse_name_languages, parse_tag_list, parse_unicodes,
    subset_font,
};
use ttf2woff2::{BrotliQuality, encode};

/// What a cut font has: ASCII, and the signs of running text.
pub(crate) const KEPT: [(char, char); 9] = [
    (' ', '~'),
    ('\u{a0}', '\u{a0}'),
    ('§', '§'),
    ('°', '±'),
    ('·', '·'),
    ('×', '×'),
    ('–', '—'),
    ('‘', '’'),
    ('“', '”'),
];
/// Single signs beside them.
pub(crate) const SIGNS: [char; 4] = ['•', '…', '€', '−'];
/// What fonts can do besides showing characters, as far as text asks for it.
const FEATURES: &str = "kern,liga,calt,ccmp,locl,mark,mkmk,tnum,lnum,pnum";

/// A cut copy (woff2) of a font (woff).
pub(crate) fn cut(woff: &[u8]) -> Result<Vec<u8>, String> {
    let sfnt = sfnt(woff).ok_or("it is no woff file")?;
    let font = FontRef::new(&sfnt).map_err(|e| e.to_string())?;
    let mut kept: Vec<String> = KEPT
        .iter()
        .map(|(from, to)| format!("{:x}-{:x}", u32::from(*from), u32::from(*to)))
        .collect();
    kept.extend(SIGNS.iter().map(|sign| format!("{:x}", u32::from(*sign))));
    let plan = Plan::new(
        &read_fonts::collections::IntSet::default(),
        &parse_unicodes(&kept.join(" ")).map_err(|e| e.to_string())?,
        &font,
        SubsetFlags::default(),
        &read_fonts::collections::IntSet::default(),
        &parse_tag_list("*").map_err(|e| e.to_string())?,
        &parse_tag_list(FEATURES).map_err(|e| e.to_string())?,
        &parse_name_ids("0,1,2,13,14").map_err(|e| e.to_string())?,
        &parse_name_languages("*").map_err(|e| e.to_string())?,
    );
    let cut = subset_font(&font, &plan).map_err(|e| e.to_string())?;
    encode(&cut, BrotliQuality::default()).map_err(|e| e.to_string())
}

/// The font inside a woff file: the same tables, each decompressed.
fn sfnt(woff: &[u8]) -> Option<Vec<u8>> {
    const HEAD: usize = 12;
    const ENTRY: usize = 16;
    let number =
        |at: usize| Some(u32::from_be_bytes(woff.get(at..at + 4)?.try_into().ok()?) as usize);
    if woff.get(..4)? != b"wOFF" {
        return None;
    }
    let count = u16::from_be_bytes(woff.get(12..14)?.try_into().ok()?);
    let power = count.checked_ilog2()?;
    let range = 16 << power;
    let mut head = woff.get(4..8)?.to_vec();
    let last = usize::from(count) * ENTRY - range;
    for part in [usize::from(count), range, power as usize, last] {
        head.extend(u16::try_from(part).ok()?.to_be_bytes());
    }
    let mut body = Vec::new();
    for entry in (0..usize::from(count)).map(|table| 44 + 20 * table) {
        let start = number(entry + 4)?;
        let packed = woff.get(start..start + number(entry + 8)?)?;
        let length = number(entry + 12)?;
        head.extend(woff.get(entry..entry + 4)?);
        head.extend(woff.get(entry + 16..entry + 20)?);
        head.extend(
            u32::try_from(HEAD + usize::from(count) * ENTRY + body.len()).ok()?.to_be_bytes(),
        );
        head.extend(u32::try_from(length).ok()?.to_be_bytes());
        if packed.len() == length {
            body.extend(packed);
        } else {
            ZlibDecoder::new(packed).read_to_end(&mut body).ok()?;
        }
        body.resize(body.len().next_multiple_of(4), 0);
    }
    head.extend(body);
    Some(head)
}
