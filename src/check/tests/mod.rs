//! Rules on documents.
