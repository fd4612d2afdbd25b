//! One public connection: what was read, what waits to be written, and its deadline.

use std::collections::VecDeque;
use std::io::{self, Read, Write};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use mio::net::TcpStream;

use super::head::{self, Head, MOST_HEAD, MOST_OWN_BODY, Refusal};

/// How long a request may take to arrive, from its first byte or the connection's start.
pub(super) const HEAD_TIME: Duration = Duration::from_secs(10);
/// How long a connection may stay open without a request.
pub(super) const IDLE_TIME: Duration = Duration::from_secs(60);
/// How long an answer may take, besides what its size asks for.
pub(super) const WRITE_TIME: Duration = Duration::from_secs(20);
/// How slowly a client may read an answer, in bytes a second.
const SLOWEST: u64 = 16 * 1024;
/// After its last answer a connection is drained for this long, and for this many bytes at most.
const DRAIN_TIME: Duration = Duration::from_secs(1);
const MOST_DRAINED: usize = 256 * 1024;
/// How many bytes of events may wait for a slow reader.
const MOST_WAITING: usize = 4 << 20;

/// What a connection is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// It waits for a request, or reads one.
    Reading,
    /// A lane has the request.
    Answering,
    /// The answer is being written.
    Writing(Then),
    /// The last answer is written, and what still comes is thrown away. A socket closed with unread
    /// bytes is reset, and the client may lose the answer.
    Draining,
    /// Events are written as they come.
    Streaming {
        /// Which events.
        channel: usize,
        /// Whether it stays when slots run short.
        is_kept: bool,
    },
}

/// What follows an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Then {
    /// The next request.
    Read,
    /// The end.
    Close,
}

#[derive(Debug)]
pub(super) struct Connection {
    pub(super) stream: TcpStream,
    /// The client's address, as [`super::room`] counts it.
    pub(super) address: IpAddr,
    pub(super) is_loopback: bool,
    pub(super) state: State,
    /// When it got into this state.
    pub(super) since: Instant,
    /// When it is closed if nothing happens; none for streams.
    pub(super) deadline: Option<Instant>,
    input: Vec<u8>,
    output: VecDeque<Arc<[u8]>>,
    /// How many bytes of the first piece are written.
    written: usize,
    waiting: usize,
    drained: usize,
}

/// What came of reading.
pub(super) enum Arrived {
    /// Nothing complete yet.
    Nothing,
    /// A request with its body.
    Request(Head, Vec<u8>),
    Refused(Refusal),
    /// The client closed the connection, or it broke.
    Gone,
}

impl Connection {
    pub(super) fn new(stream: TcpStream, address: IpAddr, now: Instant) -> Self {
        Self {
            stream,
            address,
            is_loopback: address.is_loopback(),
            state: State::Reading,
            since: now,
            deadline: Some(now + HEAD_TIME),
            input: Vec::new(),
            output: VecDeque::new(),
            written: 0,
            waiting: 0,
            drained: 0,
        }
    }

    pub(super) fn read(&mut self, now: Instant) -> Arrived {
        let mut chunk = [0; 4096];
        loop {
            if let Some(arrived) = self.request() {
                return arrived;
            }
            match self.stream.read(&mut chunk) {
                Ok(0) => return Arrived::Gone,
                Ok(count) if self.state == State::Draining => {
                    self.drained += count;
                    if self.drained > MOST_DRAINED {
                        return Arrived::Gone;
                    }
                }
                // A client that listens to events has no more requests.
                Ok(_) if self.state != State::Reading => return Arrived::Gone,
                Ok(count) => {
                    if self.input.is_empty() {
                        self.deadline = Some(now + HEAD_TIME);
                    }
                    self.input.extend_from_slice(&chunk[..count]);
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Arrived::Nothing,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => return Arrived::Gone,
            }
        }
    }

    /// Takes the next whole request out of what was read.
    fn request(&mut self) -> Option<Arrived> {
        if self.state != State::Reading || self.input.is_empty() {
            return None;
        }
        match head::parse(&self.input) {
            Err(refusal) => Some(Arrived::Refused(refusal)),
            Ok(Some(head)) if self.input.len() >= head.length + head.body => {
                let rest = self.input.split_off(head.length + head.body);
                let body = std::mem::replace(&mut self.input, rest).split_off(head.length);
                Some(Arrived::Request(head, body))
            }
            Ok(_) if self.input.len() > MOST_HEAD + MOST_OWN_BODY => {
                Some(Arrived::Refused(Refusal(413)))
            }
            Ok(_) => None,
        }
    }

    /// Enters a state, and sets its deadline.
    pub(super) fn turn(&mut self, state: State, now: Instant) {
        self.deadline = match state {
            State::Reading if self.input.is_empty() => Some(now + IDLE_TIME),
            State::Reading => Some(now + HEAD_TIME),
            State::Writing(_) => {
                Some(now + WRITE_TIME + Duration::from_secs(self.waiting as u64 / SLOWEST))
            }
            State::Draining => {
                let _ = self.stream.shutdown(std::net::Shutdown::Write);
                Some(now + DRAIN_TIME)
            }
            State::Answering | State::Streaming { .. } => None,
        };
        (self.state, self.since) = (state, now);
    }

    /// Queues bytes; false when the client is so slow that too many wait already.
    pub(super) fn put(&mut self, bytes: Arc<[u8]>) -> bool {
        if bytes.is_empty() {
            return true;
        }
        let is_stream = matches!(self.state, State::Streaming { .. });
        if is_stream && self.waiting > 0 && self.waiting + bytes.len() > MOST_WAITING {
            return false;
        }
        self.waiting += bytes.len();
        self.output.push_back(bytes);
        true
    }

    /// Writes as much as the socket takes; true when nothing is left.
    pub(super) fn write(&mut self) -> io::Result<bool> {
        while let Some(first) = self.output.front() {
            match self.stream.write(&first[self.written..]) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(count) => {
                    self.written += count;
                    self.waiting -= count;
                    if self.written == first.len() {
                        self.output.pop_front();
                        self.written = 0;
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(false),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(true)
    }
}
