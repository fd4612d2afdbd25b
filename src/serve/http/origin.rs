//! The seam to tiny_http, and the only file that names it: requests come out of it in our own
//! types, answers go into it.

use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread;

use super::exchange::{Body, Handler, Request, Response};
use super::handover::{HANDOVER, Handovers};
use super::head::{LEAD, MOST_OWN_BODY, Method, PEER};
use super::outbox::Content;
use super::{headers, private};

/// How many threads answer.
const THREADS: usize = 2;

/// A running tiny_http. Dropping the value closes its address to newcomers; those who are connected
/// are still answered.
pub(super) struct Origin {
    address: private::Address,
}

impl Origin {
    pub(super) fn start(handler: &Handler, handovers: &Arc<Handovers>) -> io::Result<Self> {
        let (listener, address) = private::listen()?;
        let server = tiny_http::Server::from_listener(listener, None).map_err(io::Error::other)?;
        let server = Arc::new(server);
        for _ in 0..THREADS {
            let server = Arc::clone(&server);
            let handler = Arc::clone(handler);
            let handovers = Arc::clone(handovers);
            thread::Builder::new().name("answer".into()).spawn(move || {
                // An error means that it accepts nobody any more: the lanes notice, and start
                // another origin.
                while let Ok(mut http) = server.recv() {
                    let answer = match read(&mut http) {
                        Some(request) => catch_unwind(AssertUnwindSafe(|| handler(&request)))
                            .unwrap_or_else(|_| Response::plain(500)),
                        None => Response::plain(400),
                    };
                    // When the lane is gone, it has told its client already.
                    let _ = http.respond(response(answer, &handovers));
                }
            })?;
        }
        Ok(Self { address })
    }

    /// A connection for a lane.
    pub(super) fn connect(&self) -> io::Result<private::Stream> {
        self.address.connect()
    }
}

/// The request in our own types.
fn read(http: &mut tiny_http::Request) -> Option<Request> {
    let method = match http.method() {
        tiny_http::Method::Get => Method::Get,
        tiny_http::Method::Head => Method::Head,
        tiny_http::Method::Post => Method::Post,
        _ => return None,
    };
    let header = |name: &'static str| {
        let found = http.headers().iter().find(|header| header.field.equiv(name));
        found.map(|header| header.value.as_str().to_owned())
    };
    let (path, query) = http.url().split_once('?').unwrap_or((http.url(), ""));
    let mut request = Request {
        method,
        path: path.to_owned(),
        query: query.to_owned(),
        host: header("host"),
        origin: header("origin"),
        fetch_site: header("sec-fetch-site"),
        if_none_match: header("if-none-match"),
        lead: header(LEAD),
        cookie: header("cookie"),
        content_type: header("content-type"),
        is_loopback: header(PEER).as_deref() == Some("loopback"),
        body: Vec::new(),
    };
    http.as_reader().take(MOST_OWN_BODY as u64).read_to_end(&mut request.body).ok()?;
    Some(request)
}

/// The answer as tiny_http writes it, with a number in place of a large body.
fn response(answer: Response, handovers: &Handovers) -> tiny_http::Response<io::Cursor<Vec<u8>>> {
    let (bytes, content) = match answer.body {
        Body::Small(bytes) => (bytes, None),
        Body::Shared(bytes) => (Vec::new(), Some(Content::Bytes(bytes))),
        Body::Stream(subscription) => (Vec::new(), Some(Content::Stream(subscription))),
    };
    let number = content.map(|content| (HANDOVER, handovers.put(content).to_string()));
    let own: Vec<&str> = answer.headers.iter().map(|(name, _)| *name).collect();
    let missing =
        headers::missing(|name| own.contains(&name)).map(|(name, value)| (name, value.to_owned()));
    let all = answer.headers.into_iter().chain(missing).chain(number);
    let headers = all
        .flat_map(|(name, value)| tiny_http::Header::from_bytes(name.as_bytes(), value.as_bytes()))
        .collect();
    let length = bytes.len();
    let body = io::Cursor::new(bytes);
    tiny_http::Response::new(answer.status.into(), headers, body, Some(length), None)
        .with_chunked_threshold(usize::MAX)
}
