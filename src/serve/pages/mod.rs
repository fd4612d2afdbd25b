//! Pages that are not decks, and the addresses at which people find all of them.

pub mod address;
pub mod index;
mod qr;
pub mod strip;
