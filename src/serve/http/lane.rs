//! Lanes: the few connections between the door and tiny_http.
//!
//! Each is a thread. It takes a whole request from the door, sends it to tiny_http, reads the whole
//! answer, and puts it into the door's outbox. When tiny_http does not answer, the lane starts
//! another one.

use std::io::{self, Read, Write};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::exchange::Handler;
use super::handover::{HANDOVER, Handovers};
use super::head::{self, Method};
use super::origin::Origin;
use super::outbox::{Content, Message, Outbox, Reply};
use super::private::Stream;

/// How many requests are answered at the same time.
const LANES: usize = 3;
/// How many wait for a lane.
const WAITING: usize = 512;
/// How long tiny_http may take for an answer.
const PATIENCE: Duration = Duration::from_secs(20);
/// How large an answer may be that passes through tiny_http.
const MOST_ANSWER: usize = 64 << 20;

/// A request on its way.
pub(super) struct Errand {
    /// The connection that waits for the answer.
    pub(super) connection: usize,
    pub(super) method: Method,
    /// Whether the connection stays open afterwards.
    pub(super) keep_alive: bool,
    /// The request as tiny_http gets it.
    pub(super) request: Vec<u8>,
}

/// The queue to the lanes.
pub(super) type Errands = SyncSender<Errand>;

/// Starts the lanes.
pub(super) fn start(handler: Handler, outbox: &Outbox) -> io::Result<Errands> {
    let (errands, queue) = sync_channel(WAITING);
    let queue = Arc::new(Mutex::new(queue));
    let source = Arc::new(Source { handler, handovers: Arc::default() });
    let origin = source.origin()?;
    for _ in 0..LANES {
        let mut lane = Lane { source: Arc::clone(&source), stream: Some(connect(&origin)?) };
        let queue = Arc::clone(&queue);
        let outbox = outbox.clone();
        thread::Builder::new().name("lane".into()).spawn(move || {
            while let Some(errand) = next(&queue) {
                let reply = lane.answer(&errand).map(|reply| (reply, errand.keep_alive));
                let (reply, keep_alive) = reply.unwrap_or_else(|_| (Reply::refusal(503), false));
                outbox.send(Message::Reply { connection: errand.connection, keep_alive, reply });
            }
        })?;
    }
    Ok(errands)
}

fn next(queue: &Mutex<Receiver<Errand>>) -> Option<Errand> {
    queue.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

/// What starts a tiny_http.
struct Source {
    handler: Handler,
    handovers: Arc<Handovers>,
}

impl Source {
    fn origin(&self) -> io::Result<Origin> {
        Origin::start(&self.handler, &self.handovers)
    }
}

fn connect(origin: &Origin) -> io::Result<Stream> {
    let stream = origin.connect()?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    Ok(stream)
}

struct Lane {
    source: Arc<Source>,
    stream: Option<Stream>,
}

impl Lane {
    /// Sends a request and reads its answer. After a failure the next request gets a tiny_http of
    /// its own.
    fn answer(&mut self, errand: &Errand) -> io::Result<Reply> {
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => connect(&self.source.origin()?)?,
        };
        stream.write_all(&errand.request)?;
        let received = Received::read(&mut stream, errand.method)?;
        self.stream = Some(stream);
        Ok(received.reply(errand, &self.source.handovers))
    }
}

/// An answer as tiny_http sent it.
struct Received {
    /// Status line and headers for the client, without those that say how long the body is.
    head: String,
    body: Vec<u8>,
    /// The length that a GET would be told; none for a status without a body.
    length: Option<usize>,
    /// The number under which the body waits.
    number: Option<u64>,
}

impl Received {
    fn read(stream: &mut Stream, method: Method) -> io::Result<Self> {
        let mut bytes = Vec::with_capacity(4096);
        let (mut received, start) = loop {
            more(stream, &mut bytes)?;
            if let Some(parsed) = Self::parse(&bytes)? {
                break parsed;
            }
        };
        let body = if method == Method::Head { 0 } else { received.length.unwrap_or(0) };
        if body > MOST_ANSWER {
            return Err(invalid());
        }
        while bytes.len() < start + body {
            more(stream, &mut bytes)?;
        }
        received.body = bytes.split_off(start);
        Ok(received)
    }

    /// The head, and where the body starts; none while the head is incomplete.
    fn parse(bytes: &[u8]) -> io::Result<Option<(Self, usize)>> {
        let mut slots = [httparse::EMPTY_HEADER; 32];
        let mut response = httparse::Response::new(&mut slots);
        let httparse::Status::Complete(start) = response.parse(bytes).map_err(|_| invalid())?
        else {
            return Ok(None);
        };
        let status = response.code.unwrap_or(500);
        let mut head = format!("HTTP/1.1 {status} {}\r\n", head::reason(status));
        let mut length = 0;
        let mut number = None;
        for header in response.headers.iter() {
            let value = String::from_utf8_lossy(header.value);
            match header.name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.parse().map_err(|_| invalid())?,
                "transfer-encoding" => return Err(invalid()),
                "connection" | "server" => {}
                name if name.eq_ignore_ascii_case(HANDOVER) => number = value.parse().ok(),
                name => head.push_str(&format!("{name}: {value}\r\n")),
            }
        }
        let length = (!matches!(status, 204 | 304)).then_some(length);
        Ok(Some((Self { head, body: Vec::new(), length, number }, start)))
    }

    /// What the door sends for it.
    fn reply(self, errand: &Errand, handovers: &Handovers) -> Reply {
        let Self { mut head, body, length, number } = self;
        let is_head = errand.method == Method::Head;
        let (content, length) = match number.and_then(|number| handovers.take(number)) {
            Some(Content::Bytes(shared)) => {
                let length = shared.len();
                (Content::Bytes(shared), Some(length))
            }
            Some(Content::Stream(_)) if is_head => (Content::Bytes(Arc::default()), None),
            Some(stream) => (stream, None),
            None => (Content::Bytes(body.into()), length),
        };
        if let Some(length) = length {
            head.push_str(&format!("content-length: {length}\r\n"));
        }
        let keeps = errand.keep_alive && matches!(content, Content::Bytes(_));
        let connection = if keeps { "keep-alive" } else { "close" };
        head.push_str(&format!("connection: {connection}\r\n\r\n"));
        let content = if is_head { Content::Bytes(Arc::default()) } else { content };
        Reply { head: head.into_bytes(), content }
    }
}

fn invalid() -> io::Error {
    io::ErrorKind::InvalidData.into()
}

fn more(stream: &mut Stream, bytes: &mut Vec<u8>) -> io::Result<()> {
    let mut chunk = [0; 8192];
    match stream.read(&mut chunk)? {
        0 => Err(io::ErrorKind::UnexpectedEof.into()),
        count => {
            bytes.extend_from_slice(&chunk[..count]);
            Ok(())
        }
    }
}
