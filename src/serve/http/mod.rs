//! HTTP: whydeck's own public listener, and tiny_http behind it. Nothing here knows a document.
//!
//! tiny_http parses requests and writes answers well, but it was not made to face a network:
//!
//! - it has no timeouts: a client that sends one byte a minute keeps a thread for as long as it
//!   likes;
//! - it does not bound a request's head, and it starts a thread for each connection;
//! - its accept thread ends, or panics, when file descriptors run out; after that nobody is served.
//!
//! So tiny_http never sees the network. What happens to a request:
//!
//! 1. The `door` accepts the connection. One thread owns every public socket; it bounds
//!    connections, heads, bodies and the time that each step may take. When slots run short,
//!    `room` picks who has to leave.
//! 2. `connection` collects the bytes until [`head`] has parsed a whole request. What is
//!    malformed is refused here. [`head`] writes the request anew with the headers that the routes
//!    need, so that nothing odd gets further.
//! 3. One of a few `lane`s sends the request to tiny_http (`origin`) and reads the whole
//!    answer. tiny_http serves only the lanes' long-lived connections: its threads and descriptors
//!    no longer depend on who is out there. When it stops answering, a lane starts another one.
//! 4. tiny_http listens on a `private` address: a Unix socket in a folder that only this user may
//!    enter, or a loopback port where there are no Unix sockets. A client that reached it directly
//!    would get around every limit above, and could write the header that says where a request
//!    comes from.
//! 5. The handler turns a request into an answer (`exchange`). A large or endless body does not
//!    pass through tiny_http: the origin keeps it under a number and sends only the number in a
//!    header (`handover`). The lane takes the body by that number. A page of a megabyte is thus
//!    shared, not copied, and a stream of events does not occupy a thread.
//! 6. The lane puts the answer into the door's `outbox`, and the door writes it as fast as the
//!    client reads. Events for subscribers take the same way. A slow reader costs one slot, not a
//!    thread.
//!
//! Every answer has the same `headers`, whoever writes it.

mod connection;
mod door;
mod exchange;
mod handover;
pub mod head;
mod headers;
mod lane;
mod origin;
mod outbox;
mod private;
mod room;

pub use door::{Door, Limits};
pub use exchange::{Body, Handler, Request, Response};
pub use head::Method;
pub use outbox::{Message, Outbox, Subscription};
