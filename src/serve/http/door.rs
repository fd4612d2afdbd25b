//! The door: one thread that owns every public connection.
//!
//! It accepts as many connections as descriptors allow, and keeps some slots for this machine's own
//! browser. When slots run short it tries, in this order: to close the connection that has kept it
//! waiting longest; to let the newcomer wait a moment; to ask somebody who listens to events to
//! come back later ([`room`]).

use std::collections::HashMap;
use std::io::{self, Write};
use std::net::{IpAddr, Ipv4Addr, TcpListener as StdListener};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use mio::net::{TcpListener, TcpStream};
use mio::{Events, Interest, Poll, Token, Waker};

use super::connection::{Arrived, Connection, State, Then};
use super::exchange::Handler;
use super::lane::{self, Errand, Errands};
use super::outbox::{Content, Message, Outbox, Subscription};
use super::{head, room};

/// How often deadlines are checked while there are any.
const SWEEP: Duration = Duration::from_millis(500);
/// How often listeners hear that the connection is alive.
const PING: Duration = Duration::from_secs(15);
/// How long the door accepts nobody after descriptors ran out.
const REST: Duration = Duration::from_millis(100);
/// The last event for somebody who has to leave.
const LEAVE: &[u8] = b"event: leave\ndata: {}\n\n";
/// The newcomer when there is none in particular.
const NOBODY: IpAddr = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
const WAKE: Token = Token(usize::MAX);

/// How many connections there may be.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// In all.
    pub connections: usize,
    /// Of these, how many are kept for the loopback.
    pub reserve: usize,
}

/// The public listener.
pub struct Door {
    poll: Poll,
    listeners: Vec<TcpListener>,
    limits: Limits,
    connections: HashMap<usize, Connection>,
    next: usize,
    outbox: Outbox,
    messages: Receiver<Message>,
    /// An accepted connection that waits for a slot, and where it comes from.
    held: Option<(TcpStream, IpAddr)>,
    /// When the door accepts again after descriptors or slots ran out.
    rests_until: Option<Instant>,
    next_ping: Instant,
}

impl Door {
    /// Opens the door on listeners that are bound already.
    ///
    /// # Errors
    /// What the system says.
    pub fn new(listeners: Vec<StdListener>, limits: Limits) -> io::Result<Self> {
        let poll = Poll::new()?;
        let waker = Arc::new(Waker::new(poll.registry(), WAKE)?);
        let mut own = Vec::new();
        for (number, listener) in listeners.into_iter().enumerate() {
            listener.set_nonblocking(true)?;
            let mut listener = TcpListener::from_std(listener);
            poll.registry().register(&mut listener, Token(number), Interest::READABLE)?;
            own.push(listener);
        }
        let (sender, messages) = channel();
        Ok(Self {
            poll,
            next: own.len(),
            listeners: own,
            limits,
            connections: HashMap::new(),
            outbox: Outbox { messages: sender, waker },
            messages,
            held: None,
            rests_until: None,
            next_ping: Instant::now() + PING,
        })
    }

    /// A way to reach this door from other threads.
    #[must_use]
    pub fn outbox(&self) -> Outbox {
        self.outbox.clone()
    }

    /// Serves for as long as the process lives.
    ///
    /// # Errors
    /// When the system's poll fails, which no client can cause.
    pub fn run(mut self, handler: Handler) -> io::Result<()> {
        let errands = lane::start(handler, &self.outbox)?;
        let mut events = Events::with_capacity(256);
        loop {
            if let Err(error) = self.poll.poll(&mut events, self.next_look()) {
                if error.kind() != io::ErrorKind::Interrupted {
                    return Err(error);
                }
                continue;
            }
            let now = Instant::now();
            for event in &events {
                match event.token() {
                    WAKE => {}
                    Token(number) if number < self.listeners.len() => self.accept(number, now),
                    Token(id) => self.step(id, now, &errands),
                }
            }
            while let Ok(message) = self.messages.try_recv() {
                self.hear(message, now, &errands);
            }
            self.sweep(now);
        }
    }

    /// How long the door may sleep; for ever when it waits for no deadline.
    fn next_look(&self) -> Option<Duration> {
        let now = Instant::now();
        let rest = self.rests_until.map(|until| until.saturating_duration_since(now));
        let sweep = self.connections.values().any(|c| c.deadline.is_some()).then_some(SWEEP);
        let is_streaming = |c: &Connection| matches!(c.state, State::Streaming { .. });
        let ping = self
            .connections
            .values()
            .any(is_streaming)
            .then(|| self.next_ping.saturating_duration_since(now));
        [rest, sweep, ping].into_iter().flatten().min()
    }

    fn accept(&mut self, number: usize, now: Instant) {
        let mut made_room = false;
        while self.held.is_none() {
            match self.listeners[number].accept() {
                Ok((stream, peer)) => self.admit(stream, room::neighbours(peer.ip()), now),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                // The client went away before it was accepted. Any other error is a lack of
                // descriptors or memory.
                Err(error) if error.kind() == io::ErrorKind::ConnectionAborted => {}
                Err(_) => {
                    // Other processes may have taken the descriptors: closing more of ours would
                    // not help.
                    if std::mem::replace(&mut made_room, true) || !self.make_room(NOBODY, now) {
                        self.rests_until = Some(now + REST);
                        return;
                    }
                }
            }
        }
    }

    fn admit(&mut self, mut stream: TcpStream, address: IpAddr, now: Instant) {
        let is_loopback = address.is_loopback();
        let most = self.limits.connections - if is_loopback { 0 } else { self.limits.reserve };
        if room::is_short(&self.connections, most, address) && !self.make_room(address, now) {
            let is_full = self.connections.len() >= most;
            // A stream lasts. Everything else ends soon, by itself or at its deadline.
            let is_soon_done = |c: &Connection| match c.state {
                State::Reading | State::Draining | State::Answering => true,
                State::Writing(_) => is_loopback,
                State::Streaming { .. } => false,
            };
            if is_full && self.connections.values().any(is_soon_done) {
                (self.held, self.rests_until) = (Some((stream, address)), Some(now + room::GRACE));
                return;
            }
            if !self.send_away(address) && is_full {
                let _ = stream.write(&head::refusal(503));
                return;
            }
        }
        let id = self.next;
        self.next += 1;
        let _ = stream.set_nodelay(true);
        if self
            .poll
            .registry()
            .register(&mut stream, Token(id), Interest::READABLE | Interest::WRITABLE)
            .is_ok()
        {
            self.connections.insert(id, Connection::new(stream, address, now));
        }
    }

    /// Closes the connection that has kept the door waiting longest; false when there is none.
    fn make_room(&mut self, newcomer: IpAddr, now: Instant) -> bool {
        let id = room::waiting(&self.connections, newcomer, now);
        id.and_then(|id| self.connections.remove(&id)).is_some()
    }

    /// Asks somebody who listens to events to come back later; false when nobody listens.
    fn send_away(&mut self, newcomer: IpAddr) -> bool {
        let id = room::stream(&self.connections, newcomer);
        let Some(mut connection) = id.and_then(|id| self.connections.remove(&id)) else {
            return false;
        };
        // A client that does not read it only comes back a little sooner.
        connection.put(LEAVE.into());
        let _ = connection.write();
        true
    }

    /// Writes and reads as far as the socket allows.
    fn step(&mut self, id: usize, now: Instant, errands: &Errands) {
        loop {
            let Some(connection) = self.connections.get_mut(&id) else { return };
            let goes_on = match connection.write() {
                Err(_) => return self.close(id),
                Ok(false) => return,
                Ok(true) => match connection.state {
                    State::Writing(Then::Close) => {
                        connection.turn(State::Draining, now);
                        true
                    }
                    State::Writing(Then::Read) => {
                        connection.turn(State::Reading, now);
                        true
                    }
                    State::Reading | State::Draining | State::Streaming { .. } => {
                        self.read(id, now, errands)
                    }
                    State::Answering => false,
                },
            };
            if !goes_on {
                return;
            }
        }
    }

    /// Reads; true when there is something to write now.
    fn read(&mut self, id: usize, now: Instant, errands: &Errands) -> bool {
        let Some(connection) = self.connections.get_mut(&id) else { return false };
        match connection.read(now) {
            Arrived::Nothing => false,
            Arrived::Gone => {
                self.close(id);
                false
            }
            Arrived::Refused(refusal) => {
                connection.put(head::refusal(refusal.0).into());
                connection.turn(State::Writing(Then::Close), now);
                true
            }
            Arrived::Request(head, body) => {
                let request = head::relayed(&head, &body, connection.is_loopback);
                let errand = Errand {
                    connection: id,
                    method: head.method,
                    keep_alive: head.keep_alive,
                    request,
                };
                if errands.try_send(errand).is_ok() {
                    connection.turn(State::Answering, now);
                    return false;
                }
                connection.put(head::refusal(503).into());
                connection.turn(State::Writing(Then::Close), now);
                true
            }
        }
    }

    fn hear(&mut self, message: Message, now: Instant, errands: &Errands) {
        match message {
            Message::Reply { connection: id, keep_alive, reply } => {
                let Some(connection) = self.connections.get_mut(&id) else { return };
                connection.put(reply.head.into());
                match reply.content {
                    Content::Bytes(bytes) => {
                        connection.put(bytes);
                        connection.turn(
                            State::Writing(if keep_alive { Then::Read } else { Then::Close }),
                            now,
                        );
                    }
                    Content::Stream(subscription) => {
                        let Subscription { channel, is_kept, greeting } = subscription;
                        connection.turn(State::Streaming { channel, is_kept }, now);
                        connection.put(greeting().into());
                    }
                }
                self.step(id, now, errands);
            }
            Message::Event { channel, bytes } => self.tell(Some(channel), &bytes),
            Message::End { channel: ended } => {
                self.connections.retain(|_, connection| match connection.state {
                    State::Streaming { channel, .. } => channel != ended,
                    _ => true,
                });
            }
        }
    }

    /// Sends an event to everybody who listens to this channel, or to any channel.
    fn tell(&mut self, wanted: Option<usize>, bytes: &Arc<[u8]>) {
        let mut gone = Vec::new();
        for (id, connection) in &mut self.connections {
            let State::Streaming { channel, .. } = connection.state else { continue };
            if wanted.is_none_or(|wanted| wanted == channel)
                && (!connection.put(Arc::clone(bytes)) || connection.write().is_err())
            {
                gone.push(*id);
            }
        }
        for id in gone {
            self.close(id);
        }
    }

    fn sweep(&mut self, now: Instant) {
        self.connections
            .retain(|_, connection| connection.deadline.is_none_or(|deadline| now < deadline));
        if now >= self.next_ping {
            self.next_ping = now + PING;
            self.tell(None, &b":\n\n"[..].into());
        }
        if self.rests_until.is_some_and(|until| now >= until) {
            self.rests_until = None;
            if let Some((stream, address)) = self.held.take() {
                self.admit(stream, address, now);
            }
            for number in 0..self.listeners.len() {
                self.accept(number, now);
            }
        }
    }

    fn close(&mut self, id: usize) {
        self.connections.remove(&id);
    }
}
