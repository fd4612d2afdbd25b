//! The server: decks live while somebody writes, and in front of the room.
//!
//! 1. [`builder`] has the decks that are served built ([`build`], [`workers`]), again on each change, and swaps them into
//!    the [`site`].
//! 2. [`door`] owns the public listener: it bounds what a client may send, wait and hold.
//! 3. [`origin`] (tiny_http) gets whole requests from the door; [`routes`] answers them from memory, once [`guard`]
//!    has seen who asks. [`headers`] stand on every answer.
//! 4. A [`deck`] is a manifest and parts named by their hash; [`live`] events tell pages what there is.
//!
//! What many decks have in common is kept once ([`pool`]).
//!
//! For a folder, [`folder`] says which documents are decks, [`index`] shows them, with [`strip`]s of their slides.
//! [`address`] says where people find all this, [`editor`] opens a document at a line.

pub mod address;
pub mod build;
pub mod builder;
pub mod deck;
pub mod door;
pub mod editor;
pub mod folder;
pub mod guard;
pub mod headers;
pub mod index;
pub mod live;
pub mod origin;
pub mod pool;
pub mod routes;
pub mod site;
pub mod strip;
pub mod workers;
