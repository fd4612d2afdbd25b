//! What whydeck understood, for other programs: one file a format.

pub mod json;
pub mod read;

pub use crate::compiled::model;
