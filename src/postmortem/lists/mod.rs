//! Lists whose items have fields: actions, decisions and lessons.

pub(crate) mod actions;
pub(crate) mod columns;
pub(crate) mod decisions;
pub(crate) mod due;
mod field_lines;
pub(crate) mod fields;
mod ids;
mod labelled;
pub(crate) mod lessons;
mod literal;
mod owners;
mod people;
mod priority;
mod sign;
mod signs;
mod state;
mod tail;
mod told;
