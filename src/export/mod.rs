//! What whydeck understood, for other programs, and decks in other forms: one file a format.

pub mod actions;
pub(crate) mod gallery;
pub(crate) mod index;
pub mod json;
pub(crate) mod minutes;
pub(crate) mod pdf;
pub mod read;
pub(crate) mod sheet;
pub(crate) mod shots;

pub use crate::compiled::model;
