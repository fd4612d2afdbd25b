//! A request and its answer as the routes see them.

use std::sync::Arc;

use super::head::{self, Method};
use super::outbox::Subscription;

/// A request that passed the door.
#[derive(Debug, Clone)]
pub struct Request {
    /// What is asked.
    pub method: Method,
    /// The path as it was sent, still percent-encoded.
    pub path: String,
    /// What stands behind `?`; empty when there is nothing.
    pub query: String,
    /// The `Host` header.
    pub host: Option<String>,
    /// The `Origin` header.
    pub origin: Option<String>,
    /// The `Sec-Fetch-Site` header.
    pub fetch_site: Option<String>,
    /// The `If-None-Match` header.
    pub if_none_match: Option<String>,
    /// The presenter's token, from its header.
    pub lead: Option<String>,
    /// Our own cookies.
    pub cookie: Option<String>,
    /// The `Content-Type` header.
    pub content_type: Option<String>,
    /// Whether it comes from this machine's loopback.
    pub is_loopback: bool,
    /// The body.
    pub body: Vec<u8>,
}

/// What is sent back.
#[derive(Debug)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// Headers besides those that every answer has.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Body,
}

/// The body of an answer.
#[derive(Debug)]
pub enum Body {
    /// A few bytes.
    Small(Vec<u8>),
    /// Many bytes, which other answers may share.
    Shared(Arc<[u8]>),
    /// Events, for as long as the connection lasts.
    Stream(Subscription),
}

/// What answers requests.
pub type Handler = Arc<dyn Fn(&Request) -> Response + Send + Sync>;

impl Response {
    /// A status in words.
    #[must_use]
    pub fn plain(status: u16) -> Self {
        let body = Body::Small(format!("{}\n", head::reason(status)).into_bytes());
        Self { status, headers: vec![("Content-Type", "text/plain; charset=utf-8".into())], body }
    }
}
