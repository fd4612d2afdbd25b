//! Glyphs that a theme's fonts lack: a deck carries those that it needs.
//!
//! 1. [`scripts`] says which characters want a glyph, and which families have their script.
//! 2. A [`Chain`] finds the font of a character: in the files that the theme or the document names,
//!    else among those that are [`installed`]. What the layout measures is what the deck carries.
//! 3. [`mod@carried`] takes the characters that a deck shows, and has each font cut down to its own by
//!    [`subset`].
//!
//! Fonts are untrusted: files are read within bounds, a font that a library cannot take is refused
//! ([`mod@guarded`]), and what comes of it is looked at before a deck gets it.

pub mod carried;
mod chain;
mod face;
pub mod file;
mod guarded;
mod installed;
mod memory;
pub mod scripts;
mod sfnt;
pub mod subset;
#[cfg(test)]
mod tests;

pub use carried::Carried;
pub use chain::{BuiltInPair, Chain, NamedFont, Offer};
pub use memory::FontMemory;
