//! What captures make of documents.

mod changes;
mod each;
mod support;
