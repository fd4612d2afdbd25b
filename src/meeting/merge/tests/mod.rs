//! What captures make of documents.

mod changes;
mod each;
mod properties;
mod support;
