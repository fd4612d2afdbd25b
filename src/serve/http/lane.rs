//! Lanes: the few connections between the door and tiny_http.
//!
//! Each is a thread that takes a whole request from the door, sends it, reads the whole answer, and gives it back.
//! When tiny_http does not answer (its accept thread ends when descriptors run out), another is started.

use std::io::{self, Read, Write};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::door::{Content, Message, Outbox, Reply};
use super::head::{self, Method};
use super::origin::{HANDOVER, Handler, Handover, Handovers, Origin, Stream};

/// How many requests are answered at the same time.
const LANES: usize = 3;
/// How many wait for a lane.
const WAITING: usize = 512;
/// How long tiny_http may take for an answer.
const PATIENCE: Duration = Duration::from_secs(20);
/// How large an answer that is not handed over may be.
const MOST_ANSWER: usize = 64 << 20;

/// A request on its way.
pub struct Job {
    /// The connection that waits for the answer.
    pub connection: usize,
    /// What it asked.
    pub method: Method,
    /// Whether the connection stays open afterwards.
    pub keep_alive: bool,
    /// The request as tiny_http gets it.
    pub request: Vec<u8>,
}

/// The queue to the lanes.
pub type Jobs = SyncSender<Job>;

/// Starts the lanes.
///
/// # Errors
/// When the system gives no threads or descriptors.
pub fn start(handler: Handler, outbox: &Outbox) -> io::Result<Jobs> {
    let (jobs, queue) = sync_channel(WAITING);
    let queue = Arc::new(Mutex::new(queue));
    let source = Arc::new(Source { handler, handovers: Arc::default() });
    let origin = source.origin()?;
    for _ in 0..LANES {
        let mut lane = Lane { source: Arc::clone(&source), stream: Some(connect(&origin)?) };
        let queue = Arc::clone(&queue);
        let outbox = outbox.clone();
        thread::Builder::new().name("lane".into()).spawn(move || {
            while let Some(job) = next(&queue) {
                let reply = lane.answer(&job).map(|reply| (reply, job.keep_alive));
                let (reply, keep_alive) = reply.unwrap_or_else(|_| (Reply::refusal(503), false));
                outbox.send(Message::Reply { connection: job.connection, keep_alive, reply });
            }
        })?;
    }
    Ok(jobs)
}

fn next(queue: &Mutex<Receiver<Job>>) -> Option<Job> {
    queue.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

/// What a tiny_http is made of.
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
    /// Sends a request and reads its answer; after a failure the next request gets a tiny_http of its own.
    fn answer(&mut self, job: &Job) -> io::Result<Reply> {
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => connect(&self.source.origin()?)?,
        };
        stream.write_all(&job.request)?;
        let reply = read(&mut stream, job, &self.source.handovers)?;
        self.stream = Some(stream);
        Ok(reply)
    }
}

/// Reads an answer, and writes its head anew for the client.
fn read(stream: &mut Stream, job: &Job, handovers: &Handovers) -> io::Result<Reply> {
    let invalid = || io::Error::from(io::ErrorKind::InvalidData);
    let mut bytes = Vec::with_capacity(4096);
    let mut head = String::new();
    let (length, body, declared, number) = loop {
        more(stream, &mut bytes)?;
        let mut slots = [httparse::EMPTY_HEADER; 32];
        let mut response = httparse::Response::new(&mut slots);
        let httparse::Status::Complete(length) = response.parse(&bytes).map_err(|_| invalid())?
        else {
            continue;
        };
        let status = response.code.unwrap_or(500);
        head.push_str(&format!("HTTP/1.1 {status} {}\r\n", head::reason(status)));
        let mut body = 0;
        let mut number = None;
        for header in response.headers.iter() {
            let value = String::from_utf8_lossy(header.value);
            match header.name.to_ascii_lowercase().as_str() {
                "content-length" => body = value.parse().map_err(|_| invalid())?,
                "transfer-encoding" => return Err(invalid()),
                "connection" | "server" => {}
                name if name.eq_ignore_ascii_case(HANDOVER) => number = value.parse().ok(),
                name => head.push_str(&format!("{name}: {value}\r\n")),
            }
        }
        let can_have_body = !matches!(status, 204 | 304);
        let is_sent = can_have_body && job.method != Method::Head;
        break (length, if is_sent { body } else { 0 }, can_have_body.then_some(body), number);
    };
    if body > MOST_ANSWER {
        return Err(invalid());
    }
    while bytes.len() < length + body {
        more(stream, &mut bytes)?;
    }
    // What a HEAD request is told is what GET would bring.
    let (content, told) = match number.and_then(|number| handovers.take(number)) {
        Some(Handover::Bytes(shared)) => {
            let length = shared.len();
            (Content::Bytes(shared), Some(length))
        }
        Some(Handover::Stream(subscription)) if job.method == Method::Get => {
            (Content::Stream(subscription), None)
        }
        Some(Handover::Stream(_)) => (Content::Bytes(Arc::default()), None),
        None => (Content::Bytes(bytes[length..].into()), declared),
    };
    let keeps = job.keep_alive && matches!(content, Content::Bytes(_));
    if let Some(told) = told {
        head.push_str(&format!("content-length: {told}\r\n"));
    }
    head.push_str(if keeps {
        "connection: keep-alive\r\n\r\n"
    } else {
        "connection: close\r\n\r\n"
    });
    let content = if job.method == Method::Head { Content::Bytes(Arc::default()) } else { content };
    Ok(Reply { head: head.into_bytes(), content })
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
