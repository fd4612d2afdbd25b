//! Edits of documents of every style, and of all documents there are.

mod every;
mod lists;
mod support;
