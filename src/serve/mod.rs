//! The server: decks that are live while somebody writes them, and in front of a meeting.
//!
//! 1. [`http`] owns the public listener and bounds what a client may send, hold and wait for. It
//!    knows no documents.
//! 2. [`routes`] answers each request from memory, once [`guard`] has checked who asks.
//! 3. [`site`] is what is served now. Its builder compiles the documents, again on each change, and
//!    replaces the decks.
//! 4. A deck is a manifest and parts named by their hash. [`live`] events tell pages what has
//!    changed, and they fetch the parts that they lack.
//! 5. [`pages`] are the index of a folder, the strips of slides on it, and the addresses printed at
//!    the start.
//!
//! A [`meeting`] about one document captures what is decided, and writes it back.
//!
//! [`editor`] opens a document at a line.

pub mod editor;
pub mod guard;
pub mod http;
pub mod live;
pub(crate) mod meeting;
pub mod pages;
pub mod routes;
pub mod site;
