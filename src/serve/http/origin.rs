//! tiny_http behind the door: it reads requests, calls the routes, and writes answers.
//!
//! It listens on a private address and only the door's [lanes](super::door::lane) know it. They are few, they keep
//! their connections, and what they send was read within limits before: so nothing that tiny_http leaves unbounded
//! (threads, descriptors, header lines, waiting) depends on who is on the network. What is large or lasts is not
//! sent through it but handed over by number: a whole page as shared bytes, a stream as a subscription.

use std::collections::HashMap;
use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::head::{LEAD, MOST_BODY, Method, PEER};
use super::headers;
use crate::serve::live::Subscription;

/// How many threads answer.
const THREADS: usize = 2;
/// The header that names what is handed over.
pub const HANDOVER: &str = "X-Whydeck-Handover";

/// A request as the routes see it.
#[derive(Debug, Clone)]
pub struct Request {
    /// What is asked.
    pub method: Method,
    /// The path, as it was sent.
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
    /// Whether it comes from this machine's loopback.
    pub is_loopback: bool,
    /// The body.
    pub body: Vec<u8>,
}

/// What is sent back.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Headers.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Body,
}

/// The body of an answer.
#[derive(Debug)]
pub enum Body {
    /// A few bytes.
    Small(Vec<u8>),
    /// Many bytes, which others send, too.
    Shared(Arc<[u8]>),
    /// Events, for as long as the connection lasts.
    Stream(Subscription),
}

/// What the door sends itself.
#[derive(Debug)]
pub enum Handover {
    /// Bytes.
    Bytes(Arc<[u8]>),
    /// Events.
    Stream(Subscription),
}

/// What was answered and not yet fetched by a lane.
#[derive(Debug, Default)]
pub struct Handovers {
    next: AtomicU64,
    waiting: Mutex<HashMap<u64, Handover>>,
}

impl Handovers {
    fn put(&self, handover: Handover) -> u64 {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).insert(number, handover);
        number
    }

    /// Takes what a number stands for.
    pub fn take(&self, number: u64) -> Option<Handover> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).remove(&number)
    }
}

/// What answers requests.
pub type Handler = Arc<dyn Fn(&Request) -> Answer + Send + Sync>;

pub use private::Stream;

/// A running tiny_http. It answers those who connected before the value was dropped; nobody connects afterwards.
pub struct Origin {
    private: private::Address,
}

impl Origin {
    /// Starts it.
    ///
    /// # Errors
    /// When the system gives no private address.
    pub fn start(handler: &Handler, handovers: &Arc<Handovers>) -> io::Result<Self> {
        let (listener, private) = private::listen()?;
        let server = tiny_http::Server::from_listener(listener, None).map_err(io::Error::other)?;
        let server = Arc::new(server);
        for _ in 0..THREADS {
            let server = Arc::clone(&server);
            let handler = Arc::clone(handler);
            let handovers = Arc::clone(handovers);
            thread::Builder::new().name("answer".into()).spawn(move || {
                // An error means that no more connections are taken; the lanes notice and start another origin.
                while let Ok(request) = server.recv() {
                    answer(request, &handler, &handovers);
                }
            })?;
        }
        Ok(Self { private })
    }

    /// A connection for a lane.
    ///
    /// # Errors
    /// What the system says.
    pub fn connect(&self) -> io::Result<Stream> {
        self.private.connect()
    }
}

fn answer(mut http: tiny_http::Request, handler: &Handler, handovers: &Handovers) {
    let answer = match read(&mut http) {
        Some(request) => catch_unwind(AssertUnwindSafe(|| handler(&request)))
            .unwrap_or_else(|_| Answer::plain(500)),
        None => Answer::plain(400),
    };
    let (bytes, number) = match answer.body {
        Body::Small(bytes) => (bytes, None),
        Body::Shared(bytes) => (Vec::new(), Some(handovers.put(Handover::Bytes(bytes)))),
        Body::Stream(subscription) => {
            (Vec::new(), Some(handovers.put(Handover::Stream(subscription))))
        }
    };
    let mut headers: Vec<tiny_http::Header> = Vec::new();
    let number = number.map(|number| (HANDOVER, number.to_string()));
    let own: Vec<&str> = answer.headers.iter().map(|(name, _)| *name).collect();
    let missing =
        headers::missing(|name| own.contains(&name)).map(|(name, value)| (name, value.to_owned()));
    for (name, value) in answer.headers.into_iter().chain(missing).chain(number) {
        headers.extend(tiny_http::Header::from_bytes(name.as_bytes(), value.as_bytes()));
    }
    let length = bytes.len();
    let response = tiny_http::Response::new(
        answer.status.into(),
        headers,
        io::Cursor::new(bytes),
        Some(length),
        None,
    )
    .with_chunked_threshold(usize::MAX);
    // A lane that is gone has told its client already.
    let _ = http.respond(response);
}

/// The request in our own words.
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
        is_loopback: header(PEER).as_deref() == Some("loopback"),
        body: Vec::new(),
    };
    http.as_reader().take(MOST_BODY as u64).read_to_end(&mut request.body).ok()?;
    Some(request)
}

impl Answer {
    /// A status in words.
    #[must_use]
    pub fn plain(status: u16) -> Self {
        let body = Body::Small(format!("{}\n", super::head::reason(status)).into_bytes());
        Self { status, headers: vec![("Content-Type", "text/plain; charset=utf-8".into())], body }
    }
}

/// An address that nobody else can reach: a socket in a folder of our own, which goes once the lanes are connected.
#[cfg(unix)]
mod private {
    use std::io;
    use std::os::unix::net::UnixListener;
    pub use std::os::unix::net::UnixStream as Stream;

    pub(super) struct Address(tempfile::TempDir);

    pub(super) fn listen() -> io::Result<(UnixListener, Address)> {
        let folder = tempfile::Builder::new().prefix("whydeck-").tempdir()?;
        let listener = UnixListener::bind(folder.path().join("s"))?;
        Ok((listener, Address(folder)))
    }

    impl Address {
        pub(super) fn connect(&self) -> io::Result<Stream> {
            Stream::connect(self.0.path().join("s"))
        }
    }
}

/// An address on the loopback: the system gives a free port.
#[cfg(not(unix))]
mod private {
    use std::io;
    pub use std::net::TcpStream as Stream;
    use std::net::{SocketAddr, TcpListener};

    pub(super) struct Address(SocketAddr);

    pub(super) fn listen() -> io::Result<(TcpListener, Address)> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let address = listener.local_addr()?;
        Ok((listener, Address(address)))
    }

    impl Address {
        pub(super) fn connect(&self) -> io::Result<Stream> {
            let stream = Stream::connect(self.0)?;
            stream.set_nodelay(true)?;
            Ok(stream)
        }
    }
}
