//! A meeting about one document: `serve FILE --meeting`.
//!
//! 1. [`access`] gives devices their rights: who opened the first address, and who was paired.
//! 2. The [`session`] holds what happened. What a device does ([`acts`]) goes into the journal
//!    first, then into the deck: the builder compiles the document with the captures in it
//!    ([`overlay`]).
//! 3. A [`view`] of it goes to all devices of the team after each change. Viewers get the deck, and
//!    the time that is left when the presenter shows it, and nothing else.
//! 4. The [`review`] shows what would be written, and writes it when the starter says so.
//! 5. In a silent [`round`] viewers hand in what they think ([`join`]); it is kept when it is
//!    revealed.
//! 6. [`routes`] answer the requests, with the pages of [`pages`].

pub(crate) mod access;
mod acts;
mod changes;
mod desk;
mod join;
pub(crate) mod json;
mod kept;
mod lines;
mod notebook;
mod overlay;
mod pages;
mod record;
mod review;
pub(crate) mod round;
pub(crate) mod routes;
pub(crate) mod session;
pub(crate) mod setting;
mod view;
