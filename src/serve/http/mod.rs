//! HTTP: the door, and the server behind it.

pub mod connection;
pub mod door;
pub mod head;
pub mod headers;
pub mod lane;
pub mod origin;
pub mod room;
