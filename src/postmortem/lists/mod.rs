//! Lists whose items have fields: actions, decisions and lessons.

pub(crate) mod actions;
mod columns;
mod due;
pub(crate) mod fields;
pub(crate) mod lessons;
mod owners;
