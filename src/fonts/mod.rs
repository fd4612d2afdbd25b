//! Glyphs that a theme's fonts lack: a deck carries those that it needs.
//!
//! 1. [`scripts`] says which characters want a glyph, and which families have their script.
//! 2. A [`Chain`] finds the font of a character: in the files that the theme or the document names,
//!    else among those that are [`installed`]. What the layout measures is what the deck carries.
//! 3. [`mod@carried`] takes the characters that a deck shows, and has each font cut down to its own by
//!    [`subset`].
//!
//! Fonts are untrusted: files are read within bounds, a font that a library cannot take is refused
//! ([`guarded`]), and what comes of it is looked at before a deck gets it.

pub mod carried;
mod chain;
mod face;
pub mod file;
mod installed;
mod memory;
pub mod scripts;
mod sfnt;
pub mod subset;
#[cfg(test)]
mod tests;

#[cfg(any(test, fuzzing))]
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

pub use carried::Carried;
pub use chain::{BuiltInPair, Chain, NamedFont, Offer};
#[cfg(any(test, fuzzing))]
use face::{Face, Origin};
pub use memory::FontMemory;

/// What comes of some bytes as a font file: for each of its faces the part with some characters.
#[cfg(any(test, fuzzing))]
pub(crate) fn cut_all(bytes: &[u8], chars: &BTreeSet<char>) -> Vec<Result<Vec<u8>, String>> {
    let origin = Origin::Given(bytes.into());
    let faces = Face::all(&origin).unwrap_or_default();
    let cut = |face: &Face| {
        let own: BTreeSet<char> = chars.iter().copied().filter(|c| face.has(*c)).collect();
        subset::woff2((bytes, face.index(), face.outlines()), &own)
    };
    faces.iter().map(cut).collect()
}

/// What a library makes of a font; none when it panics.
fn guarded<T>(look: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(look)).ok()
}
