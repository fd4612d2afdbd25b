//! The server: decks live while somebody writes, and in front of the room.
//!
//! 1. [`builder`](site::builder) has the decks that are served built ([`build`](site::build), [`workers`](site::workers)), again on each change, and swaps them into
//!    the [`site`].
//! 2. [`door`](http::door) owns the public listener: it bounds what a client may send, wait and hold.
//! 3. [`origin`](http::origin) (tiny_http) gets whole requests from the door; [`routes`] answers them from memory, once [`guard`]
//!    has seen who asks. [`headers`](http::headers) stand on every answer.
//! 4. A [`deck`](site::deck) is a manifest and parts named by their hash; [`live`] events tell pages what there is.
//!
//! What many decks have in common is kept once ([`pool`](site::pool)).
//!
//! For a folder, [`folder`](site::folder) says which documents are decks, [`index`](pages::index) shows them, with [`strip`](pages::strip)s of their slides.
//! [`address`](pages::address) says where people find all this, [`editor`] opens a document at a line.

pub mod editor;
pub mod guard;
pub mod http;
pub mod live;
pub mod pages;
pub mod routes;
pub mod site;
