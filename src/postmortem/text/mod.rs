//! The text of blocks: read it, cut pieces out of it, know where it stands.

pub(crate) mod escaped;
pub(crate) mod inline;
pub(crate) mod patterns;
pub(crate) mod seam;
