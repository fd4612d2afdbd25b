//! What other threads tell the door.

use std::fmt;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use mio::Waker;

use super::head;

/// What the door sends to a client: a head, and what follows it.
#[derive(Debug)]
pub struct Reply {
    /// Status line and headers.
    pub head: Vec<u8>,
    /// The rest.
    pub content: Content,
}

/// What follows the head of a reply.
#[derive(Debug)]
pub enum Content {
    /// The body.
    Bytes(Arc<[u8]>),
    /// Events.
    Stream(Subscription),
}

impl Reply {
    /// A status in words, after which the connection ends.
    #[must_use]
    pub fn refusal(status: u16) -> Self {
        Self { head: head::refusal(status), content: Content::Bytes(Arc::default()) }
    }
}

/// A client's wish to hear the events of a channel.
#[derive(Clone)]
pub struct Subscription {
    /// Which events.
    pub channel: usize,
    /// Whether it stays when slots run short: the presenter's does.
    pub is_kept: bool,
    /// Makes what the client hears first. The door calls it once the client is subscribed, so that
    /// no event is lost between the two.
    pub greeting: Arc<dyn Fn() -> Vec<u8> + Send + Sync>,
}

impl fmt::Debug for Subscription {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Subscription({})", self.channel)
    }
}

/// Something for the door to do.
#[derive(Debug)]
pub enum Message {
    /// Answer a request.
    Reply {
        /// Whose.
        connection: usize,
        /// Whether another request may follow.
        keep_alive: bool,
        /// The answer.
        reply: Reply,
    },
    /// Send an event to everybody who subscribed to a channel.
    Event {
        /// The channel.
        channel: usize,
        /// The event as it is sent.
        bytes: Arc<[u8]>,
    },
    /// Close the connections of everybody who subscribed to a channel: nothing more will happen
    /// there.
    End {
        /// The channel.
        channel: usize,
    },
}

/// The way to the door's thread.
#[derive(Debug, Clone)]
pub struct Outbox {
    pub(super) messages: Sender<Message>,
    pub(super) waker: Arc<Waker>,
}

impl Outbox {
    /// Hands a message to the door and wakes it.
    pub fn send(&self, message: Message) {
        // When the door is gone, the process is about to end.
        if self.messages.send(message).is_ok() {
            let _ = self.waker.wake();
        }
    }
}
