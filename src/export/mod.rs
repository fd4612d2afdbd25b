//! What whydeck understood, for other programs: one file a format.

pub mod model;
