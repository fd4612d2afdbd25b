//! The line to a browser: questions and answers of the DevTools protocol.

use std::net::TcpStream;

use serde_json::{Value, json};
use tungstenite::protocol::WebSocketConfig;
use tungstenite::{Message, WebSocket};

use super::LIMIT;

/// The line to a browser.
pub(super) struct Socket {
    line: WebSocket<TcpStream>,
    next: u64,
}

impl Socket {
    /// Connects to `ws://127.0.0.1:…`.
    pub(super) fn connect(address: &str) -> Result<Self, String> {
        let failed =
            |error: &dyn std::fmt::Display| format!("the browser does not answer: {error}");
        let host = address.trim_start_matches("ws://").split('/').next().unwrap_or_default();
        let stream = TcpStream::connect(host).map_err(|error| failed(&error))?;
        stream.set_read_timeout(Some(LIMIT)).map_err(|error| failed(&error))?;
        stream.set_write_timeout(Some(LIMIT)).map_err(|error| failed(&error))?;
        // A picture of many slides is one message.
        let config = WebSocketConfig::default().max_message_size(None).max_frame_size(None);
        let (line, _) = tungstenite::client::client_with_config(address, stream, Some(config))
            .map_err(|error| failed(&error))?;
        Ok(Self { line, next: 1 })
    }

    /// Asks the browser, or a tab by its session, and waits for the answer.
    pub(super) fn ask(
        &mut self,
        method: &str,
        parameters: &Value,
        session: Option<&Value>,
    ) -> Result<Value, String> {
        let id = self.next;
        self.next += 1;
        let mut asked = json!({ "id": id, "method": method, "params": parameters });
        if let Some(session) = session {
            asked["sessionId"] = session.clone();
        }
        let failed = |error: tungstenite::Error| format!("the browser ended: {method}: {error}");
        self.line.send(Message::text(asked.to_string())).map_err(failed)?;
        loop {
            let Message::Text(text) = self.line.read().map_err(failed)? else { continue };
            let mut answer: Value = serde_json::from_str(text.as_str())
                .map_err(|error| format!("the browser said something else: {error}"))?;
            // Events come in between.
            if answer["id"].as_u64() != Some(id) {
                continue;
            }
            return match answer["error"]["message"].as_str() {
                Some(error) => Err(format!("the browser refused {method}: {error}")),
                None => Ok(answer["result"].take()),
            };
        }
    }
}
