//! Events for pages: channels, and how an event is written.

use std::fmt;
use std::sync::Arc;

use super::http::door::{Message, Outbox};

/// A place in line for events.
#[derive(Clone)]
pub struct Subscription {
    /// Which events.
    pub channel: usize,
    /// Whether it stays when slots run short: the presenter's.
    pub is_kept: bool,
    /// What somebody hears first: made when the door has taken the place in line, so that nothing is missed between.
    pub greeting: Arc<dyn Fn() -> Vec<u8> + Send + Sync>,
}

impl fmt::Debug for Subscription {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Subscription({})", self.channel)
    }
}

/// An event as server-sent events have it. Data with line breaks goes on several lines.
#[must_use]
pub fn event(name: &str, data: &str) -> Vec<u8> {
    let mut text = format!("event: {name}\n");
    for line in data.split('\n') {
        text.push_str("data: ");
        text.push_str(line);
        text.push('\n');
    }
    text.push('\n');
    text.into_bytes()
}

/// Sends an event to all who listen to a channel.
pub fn publish(outbox: &Outbox, channel: usize, name: &str, data: &str) {
    outbox.send(Message::Event { channel, bytes: event(name, data).into() });
}
