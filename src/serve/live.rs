//! Events for pages: how they are written, and how they reach everybody who listens.

use super::http::{Message, Outbox};

/// An event as server-sent events have it. Data with line breaks takes several lines.
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

/// Sends an event to everybody who listens to a channel.
pub fn publish(outbox: &Outbox, channel: usize, name: &str, data: &str) {
    outbox.send(Message::Event { channel, bytes: event(name, data).into() });
}
