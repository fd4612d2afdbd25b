//! What whydeck understood, for other programs: one file a format.

pub use crate::compiled::model;
