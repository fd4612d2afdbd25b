//! The fonts that a deck carries: each with the characters that it shows.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::Arc;
use std::thread;

use super::chain::Chain;
use super::face::{Face, Outlines};
use super::memory::{CutFont, Family};
use super::scripts::{self, Script};
use super::subset;

/// The family of all of them, as style sheets name it.
pub const FAMILY: &str = "whydeck more";
/// What all of them may come to as base64; beyond, bold text is made of the font for text.
const MOST: usize = 400 << 10;
/// What characters cost besides their outlines.
const PIECES: usize = 8;

/// A font of a deck.
#[derive(Debug, Clone)]
pub struct CarriedFace {
    /// Which weights it is for, as in a style sheet.
    pub weight: &'static str,
    /// The characters that it is for.
    pub chars: BTreeSet<char>,
    /// The font as WOFF 2.
    pub bytes: Arc<[u8]>,
}

/// All fonts of a deck, and what they leave open.
#[derive(Debug, Default)]
pub struct Carried {
    /// The fonts.
    pub faces: Vec<CarriedFace>,
    /// The families that are installed.
    pub installed: Vec<String>,
    /// Letters that no font has.
    pub missing: BTreeSet<char>,
    /// Whether bold text has to be made of the font for text.
    pub is_without_bold: bool,
}

/// The fonts for some characters that the theme's have not. `is_served` is said of a page whose
/// text goes on changing: then a font grows by pieces.
#[must_use]
pub fn carry(chain: &Chain, chars: &BTreeSet<char>, is_served: bool) -> Carried {
    let mut families: Vec<(Arc<Family>, BTreeSet<char>)> = Vec::new();
    let mut carried = Carried::default();
    for c in chars {
        match chain.family(*c) {
            Some(family) => {
                match families.iter_mut().find(|(known, _)| Arc::ptr_eq(known, &family)) {
                    Some((_, own)) => drop(own.insert(*c)),
                    None => families.push((family, BTreeSet::from([*c]))),
                }
            }
            None if scripts::is_letter(*c) => drop(carried.missing.insert(*c)),
            None => {}
        }
    }
    let jobs: Vec<Job> = families.iter().flat_map(|(family, chars)| jobs(family, chars)).collect();
    let done: Vec<Result<Vec<CutFont>, String>> = thread::scope(|scope| {
        let run = |job| scope.spawn(move || cut(chain, job, is_served));
        let running: Vec<_> = jobs.iter().map(run).collect();
        running.into_iter().map(|job| job.join().unwrap_or_else(|_| Err(String::new()))).collect()
    });
    let size =
        |pieces: &[CutFont]| pieces.iter().map(|piece| piece.bytes.len() * 4 / 3).sum::<usize>();
    let all: usize = done.iter().flatten().map(|pieces| size(pieces)).sum();
    let has_bold = all <= MOST;
    for (job, pieces) in jobs.iter().zip(done) {
        if !has_bold && job.weight == BOLD {
            carried.is_without_bold = true;
            continue;
        }
        let Ok(pieces) = pieces else {
            carried.missing.extend(&job.chars);
            continue;
        };
        carried.is_without_bold |= job.is_alone;
        let weight = if !has_bold && job.weight == TEXT { ALL } else { job.weight };
        let of_piece = |piece: CutFont| {
            let chars = piece.chars.intersection(&job.chars).copied().collect::<BTreeSet<_>>();
            CarriedFace { weight, chars, bytes: piece.bytes }
        };
        carried
            .faces
            .extend(pieces.into_iter().map(of_piece).filter(|face| !face.chars.is_empty()));
        if job.is_installed && !carried.installed.contains(&job.family) {
            carried.installed.push(job.family.clone());
        }
    }
    chain.memory.release();
    carried
}

const TEXT: &str = "400";
const BOLD: &str = "700";
const ALL: &str = "100 900";

/// A font to be cut.
struct Job {
    face: Arc<Face>,
    family: String,
    is_installed: bool,
    weight: &'static str,
    chars: BTreeSet<char>,
    /// Whether there is no other for bold text.
    is_alone: bool,
}

fn jobs(family: &Family, chars: &BTreeSet<char>) -> Vec<Job> {
    let job = |face: &Arc<Face>, weight: &'static str, chars: BTreeSet<char>, is_alone: bool| Job {
        face: Arc::clone(face),
        family: family.name.clone(),
        is_installed: family.is_installed,
        weight,
        chars,
        is_alone,
    };
    match (&family.regular, &family.bold) {
        (Some(face), _) if face.is_variable() => vec![job(face, ALL, chars.clone(), false)],
        (Some(regular), Some(bold)) => {
            let (both, rest) = chars.iter().partition(|c| bold.has(**c));
            let mut jobs =
                vec![job(regular, TEXT, chars.clone(), false), job(bold, BOLD, both, false)];
            let rest: BTreeSet<char> = rest;
            if !rest.is_empty() {
                // What the bold font lacks is shown by the other.
                jobs.push(job(regular, BOLD, rest, false));
            }
            jobs
        }
        (Some(face), None) => vec![job(face, ALL, chars.clone(), true)],
        (None, Some(face)) => vec![job(face, ALL, chars.clone(), false)],
        (None, None) => Vec::new(),
    }
}

/// Cuts a font, as far as it was not done before.
fn cut(chain: &Chain, job: &Job, is_served: bool) -> Result<Vec<CutFont>, String> {
    let face = &job.face;
    let bytes = || face.bytes();
    if face.outlines() == Outlines::Packed {
        return Ok(vec![CutFont { chars: job.chars.clone(), bytes: bytes()? }]);
    }
    let mut pieces = chain.memory.pieces(face);
    if let Some(same) = pieces.iter().find(|piece| piece.chars == job.chars) {
        return Ok(vec![same.clone()]);
    }
    let is_new = |c: &&char| !pieces.iter().any(|piece| piece.chars.contains(c));
    let new: BTreeSet<char> = job.chars.iter().filter(is_new).copied().collect();
    let has_shapes = job.chars.iter().any(|c| Script::of(*c).is_shaped());
    let grows = is_served && !has_shapes && pieces.len() < PIECES;
    if grows && new.is_empty() {
        return Ok(pieces);
    }
    let wanted = if grows { new } else { job.chars.clone() };
    let cut = subset::woff2((&bytes()?, face.index(), face.outlines()), &wanted)?;
    let piece = CutFont { chars: wanted, bytes: cut.into() };
    if grows {
        pieces.push(piece);
        chain.memory.keep(face, pieces.clone());
        return Ok(pieces);
    }
    // The same face may stand in for bold text, with fewer characters.
    let last = pieces.pop().filter(|_| !is_served);
    chain.memory.keep(face, last.into_iter().chain([piece.clone()]).collect());
    Ok(vec![piece])
}

impl CarriedFace {
    /// The rule of a style sheet that brings it as a part of a family; `address` is where its bytes
    /// are.
    #[must_use]
    pub fn rule(&self, family: &str, address: &str) -> String {
        format!(
            "@font-face{{font-family:\"{family}\";font-weight:{};font-display:block;\
             src:url({address})format(\"woff2\");unicode-range:{}}}\n",
            self.weight,
            ranges(&self.chars)
        )
    }
}

/// Characters as a style sheet lists them.
fn ranges(chars: &BTreeSet<char>) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for code in chars.iter().map(|c| u32::from(*c)) {
        match runs.last_mut() {
            Some((_, to)) if *to + 1 == code => *to = code,
            _ => runs.push((code, code)),
        }
    }
    let mut text = String::new();
    for (from, to) in runs {
        let comma = if text.is_empty() { "" } else { "," };
        let _ = match from == to {
            true => write!(text, "{comma}U+{from:x}"),
            false => write!(text, "{comma}U+{from:x}-{to:x}"),
        };
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_become_ranges() {
        let of = |text: &str| ranges(&text.chars().collect());
        assert_eq!(of("あいえ漢"), "U+3042,U+3044,U+3048,U+6f22");
        assert_eq!(of("abcx"), "U+61-63,U+78");
        assert_eq!(of(""), "");
    }
}
