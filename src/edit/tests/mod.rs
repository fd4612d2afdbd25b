//! Edits of documents of every style, and of all documents there are.

mod every;
mod keys;
mod lists;
mod properties;
mod state;
mod support;
