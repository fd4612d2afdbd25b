//! One connection of the public listener: what was read, what is still to be written, and until when.

use std::collections::VecDeque;
use std::io::{self, Read, Write};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use mio::net::TcpStream;

use super::head::{self, Head, MOST_BODY, MOST_HEAD, Refusal};

/// How long a request may take to arrive, from its first byte or the connection's start.
pub const HEAD_TIME: Duration = Duration::from_secs(10);
/// How long a connection may stay open without a request.
pub const IDLE_TIME: Duration = Duration::from_secs(60);
/// How long an answer may take, besides what its size asks for.
pub const WRITE_TIME: Duration = Duration::from_secs(20);
/// The slowest that somebody may read an answer, in bytes a second.
const SLOWEST: u64 = 16 * 1024;
/// How long, and how many bytes of what nobody reads, a last answer is waited for.
const DRAIN_TIME: Duration = Duration::from_secs(1);
const MOST_DRAINED: usize = 256 * 1024;
/// How many bytes of events may wait for a reader.
const MOST_WAITING: usize = 4 << 20;

/// What a connection is about to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// A request is to come, or is coming.
    Reading,
    /// A lane has the request.
    Answering,
    /// The answer is being written; what follows.
    Writing(Then),
    /// The last answer is written; what still comes is thrown away, since a socket that is closed before would take
    /// the answer back.
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
pub enum Then {
    /// The next request.
    Read,
    /// The end.
    Close,
}

/// A connection.
#[derive(Debug)]
pub struct Connection {
    /// The socket.
    pub stream: TcpStream,
    /// Where it comes from, as [`super::room`] counts.
    pub address: IpAddr,
    /// Whether that is this machine's loopback.
    pub is_loopback: bool,
    /// What it is about to do.
    pub state: State,
    /// Since when.
    pub since: Instant,
    /// When it is closed unless something happens; none for streams.
    pub deadline: Option<Instant>,
    input: Vec<u8>,
    output: VecDeque<Arc<[u8]>>,
    /// How much of the first piece is written.
    written: usize,
    waiting: usize,
    drained: usize,
}

/// What came of reading.
pub enum Arrived {
    /// Nothing that is complete.
    Nothing,
    /// A request with its body.
    Request(Head, Vec<u8>),
    /// Something that is not answered.
    Refused(Refusal),
    /// The end.
    Gone,
}

impl Connection {
    /// A new one.
    #[must_use]
    pub fn new(stream: TcpStream, address: IpAddr, now: Instant) -> Self {
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

    /// Reads what there is.
    pub fn read(&mut self, now: Instant) -> Arrived {
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
                // Whoever listens to events has nothing to say.
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

    /// The next whole request of what was read.
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
            Ok(_) if self.input.len() > MOST_HEAD + MOST_BODY => {
                Some(Arrived::Refused(Refusal(413)))
            }
            Ok(_) => None,
        }
    }

    /// Goes into another state.
    pub fn turn(&mut self, state: State, now: Instant) {
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

    /// Puts bytes behind those that wait; false when too many do.
    pub fn put(&mut self, bytes: Arc<[u8]>) -> bool {
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

    /// Writes what the socket takes; whether nothing is left.
    ///
    /// # Errors
    /// What the socket says.
    pub fn write(&mut self) -> io::Result<bool> {
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
