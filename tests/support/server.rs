//! `whydeck serve` as a client sees it: requests by hand, bytes as they are, events as they come.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::support::process::Running;
use crate::support::project::Project;

/// Nothing takes this long, on a machine that does much else.
const LIMIT: Duration = Duration::from_secs(120);

/// A server on a free port of the loopback; it ends with the test.
pub(crate) struct Server {
    process: Running,
    port: u16,
    lead: Option<String>,
    key: Option<String>,
}

/// An answer.
#[derive(Debug, Clone)]
pub(crate) struct Response {
    pub(crate) status: u16,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

/// A stream of events, read on a thread of its own; it is closed with the value.
pub(crate) struct Events {
    stream: TcpStream,
    heard: Arc<Heard>,
}

#[derive(Default)]
struct Heard {
    state: Mutex<State>,
    news: Condvar,
}

#[derive(Default)]
struct State {
    /// Names and data, in the order in which they came.
    events: Vec<(String, String)>,
    /// How many of them were waited for.
    had: usize,
    has_ended: bool,
}

/// Waits until something is so.
#[cfg(target_os = "linux")]
#[track_caller]
pub(crate) fn until(what: &str, is_so: impl Fn() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < LIMIT, "not within {LIMIT:?}: {what}");
        thread::sleep(Duration::from_millis(20));
    }
}

impl Server {
    /// Starts `whydeck serve --port 0` with these arguments in the project.
    pub(crate) fn start(project: &Project, args: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_whydeck"));
        command.args(["serve", "--port", "0"]).args(args);
        Self::spawn(project, command)
    }

    /// Starts any command that runs `whydeck serve` on a port of its own.
    pub(crate) fn spawn(project: &Project, command: Command) -> Self {
        let process = Running::spawn(project, command);
        let line = process.wait_for("http://");
        let address = line.split("http://").nth(1).unwrap_or_default();
        let port = address.split('/').next().and_then(|host| host.rsplit(':').next());
        let port =
            port.and_then(|port| port.parse().ok()).unwrap_or_else(|| panic!("no port: {line}"));
        let lead = address.split_once("?lead=").map(|(_, token)| token.trim().to_owned());
        let key = address.split_once("/start/").map(|(_, key)| key.trim().to_owned());
        Self { process, port, lead, key }
    }

    /// The process alone.
    #[cfg(unix)]
    pub(crate) fn into_process(self) -> Running {
        self.process
    }

    /// The process.
    pub(crate) fn process(&self) -> &Running {
        &self.process
    }

    /// The port it listens at.
    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// The presenter's token.
    #[track_caller]
    pub(crate) fn lead(&self) -> &str {
        self.lead.as_deref().expect("a server that was started with --host")
    }

    /// The key of a meeting's first address.
    #[track_caller]
    pub(crate) fn key(&self) -> &str {
        self.key.as_deref().expect("a server that was started with --meeting")
    }

    /// A new connection.
    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        stream.set_read_timeout(Some(LIMIT)).expect("a limit for reading");
        stream.set_write_timeout(Some(LIMIT)).expect("a limit for writing");
        stream
    }

    /// A new connection from this address of the loopback.
    #[cfg(target_os = "linux")]
    pub(crate) fn connect_from(&self, address: [u8; 4]) -> TcpStream {
        use rustix::net::{AddressFamily, SocketFlags, SocketType, bind, connect, socket_with};
        use std::net::SocketAddrV4;
        // Servers of other tests must not inherit it.
        let family = AddressFamily::INET;
        let kind = SocketType::STREAM;
        let socket = socket_with(family, kind, SocketFlags::CLOEXEC, None).expect("a socket");
        bind(&socket, &SocketAddrV4::new(address.into(), 0)).expect("an address of the loopback");
        connect(&socket, &SocketAddrV4::new([127, 0, 0, 1].into(), self.port))
            .expect("a connection");
        let stream = TcpStream::from(socket);
        stream.set_read_timeout(Some(LIMIT)).expect("a limit for reading");
        stream
    }

    /// Asks for a path on a connection of its own.
    #[track_caller]
    pub(crate) fn get(&self, path: &str) -> Response {
        self.request("GET", path, &[], "")
    }

    /// Asks for something, with these headers besides those that every request has; a `Host` among
    /// them replaces the server's own.
    #[track_caller]
    pub(crate) fn request(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Response {
        let mut text = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host")) {
            text.push_str(&format!("Host: 127.0.0.1:{}\r\n", self.port));
        }
        for (name, value) in headers {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        text.push_str(&format!("Content-Length: {}\r\n\r\n{body}", body.len()));
        let bytes = self.raw(text.as_bytes());
        Response::read(&bytes)
            .unwrap_or_else(|| panic!("{method} {path}: {:?}", String::from_utf8_lossy(&bytes)))
            .0
    }

    /// Sends bytes and reads until the server closes, or resets, the connection.
    #[track_caller]
    pub(crate) fn raw(&self, bytes: &[u8]) -> Vec<u8> {
        let mut stream = self.connect();
        // A server that refuses early does not take everything.
        let _ = stream.write_all(bytes);
        let mut answer = Vec::new();
        let mut chunk = [0; 64 * 1024];
        loop {
            match stream.read(&mut chunk) {
                Ok(0) => return answer,
                Ok(count) => answer.extend_from_slice(&chunk[..count]),
                Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => return answer,
                Err(error) => panic!(
                    "{error}, after {} bytes for {:?}",
                    answer.len(),
                    String::from_utf8_lossy(bytes)
                ),
            }
        }
    }

    /// Listens to the events at a path.
    #[track_caller]
    pub(crate) fn events(&self, path: &str) -> Events {
        self.events_on(self.connect(), path)
    }

    /// The same on a connection that is there.
    #[track_caller]
    pub(crate) fn events_on(&self, stream: TcpStream, path: &str) -> Events {
        self.events_with(stream, path, "")
    }

    /// The same with a cookie.
    #[track_caller]
    pub(crate) fn events_as(&self, cookie: &str, path: &str) -> Events {
        self.events_with(self.connect(), path, &format!("Cookie: {cookie}\r\n"))
    }

    #[track_caller]
    fn events_with(&self, mut stream: TcpStream, path: &str, headers: &str) -> Events {
        // Nobody knows when the next event comes.
        stream.set_read_timeout(None).expect("no limit for reading");
        let port = self.port;
        let request = format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{headers}\r\n");
        stream.write_all(request.as_bytes()).expect("a request for events");
        let mut reader = BufReader::new(stream.try_clone().expect("a second handle"));
        let mut status = String::new();
        reader.read_line(&mut status).expect("a status");
        assert!(status.starts_with("HTTP/1.1 200"), "{path}: {status}");
        let heard = Arc::<Heard>::default();
        let listener = Arc::clone(&heard);
        thread::spawn(move || listener.read(reader));
        Events { stream, heard }
    }

    /// How many descriptors the process has open.
    #[cfg(target_os = "linux")]
    pub(crate) fn descriptors(&self) -> usize {
        std::fs::read_dir(format!("/proc/{}/fd", self.process.pid())).expect("/proc").count()
    }

    /// How much memory of the process is resident.
    #[cfg(target_os = "linux")]
    pub(crate) fn resident_kib(&self) -> u64 {
        let status =
            std::fs::read_to_string(format!("/proc/{}/status", self.process.pid())).expect("/proc");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("VmRSS");
        line.trim().trim_end_matches(" kB").parse().expect("a number")
    }

    /// How long the process has computed, in hundredths of a second.
    #[cfg(target_os = "linux")]
    pub(crate) fn cpu_ticks(&self) -> u64 {
        let stat =
            std::fs::read_to_string(format!("/proc/{}/stat", self.process.pid())).expect("/proc");
        // The name of the process may hold anything but is in brackets; the times are 12 and 13
        // behind it.
        let fields: Vec<&str> =
            stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        fields[11..13].iter().map(|field| field.parse::<u64>().expect("a number")).sum()
    }
}

impl Response {
    /// The first answer of some bytes, and how long it is; none when it is not all there. Without a
    /// length the body is the rest.
    pub(crate) fn read(bytes: &[u8]) -> Option<(Self, usize)> {
        let start = bytes.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
        let head = std::str::from_utf8(&bytes[..start - 4]).ok()?;
        let mut lines = head.split("\r\n");
        let status = lines.next()?.strip_prefix("HTTP/1.1 ")?.split(' ').next()?.parse().ok()?;
        let header = |line: &str| {
            line.split_once(':').map(|(name, v)| (name.to_lowercase(), v.trim().to_owned()))
        };
        let headers = lines.map(header).collect::<Option<Vec<_>>>()?;
        let mut response = Self { status, headers, body: bytes[start..].to_vec() };
        // The answer to a HEAD request names a length that does not follow.
        if let Some(length) =
            response.header("content-length").filter(|_| !response.body.is_empty())
        {
            let length: usize = length.parse().ok()?;
            response.body = bytes.get(start..start + length)?.to_vec();
        }
        let length = start + response.body.len();
        Some((response, length))
    }

    /// The value of a header, its name in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The body as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Events {
    /// Waits for the next event of this name whose data is wanted, and returns the data. Those
    /// before it are gone.
    #[track_caller]
    pub(crate) fn wait(&self, name: &str, is_wanted: impl Fn(&str) -> bool) -> String {
        let start = Instant::now();
        let mut state = self.heard.state.lock().expect("the reader panicked");
        loop {
            let is_next = |(known, data): &(String, String)| known == name && is_wanted(data);
            if let Some(at) = state.events.iter().skip(state.had).position(is_next) {
                state.had += at + 1;
                return state.events[state.had - 1].1.clone();
            }
            let all = || {
                state
                    .events
                    .iter()
                    .map(|(name, data)| format!("{name}: {data:.300}\n"))
                    .collect::<String>()
            };
            assert!(!state.has_ended, "the stream ended without that `{name}` event:\n{}", all());
            let left = LIMIT.checked_sub(start.elapsed());
            let left = left
                .unwrap_or_else(|| panic!("no such `{name}` event within {LIMIT:?}:\n{}", all()));
            state = self.heard.news.wait_timeout(state, left).expect("the reader panicked").0;
        }
    }

    /// Whether the server has ended it.
    #[cfg(target_os = "linux")]
    pub(crate) fn has_ended(&self) -> bool {
        self.heard.state.lock().expect("the reader panicked").has_ended
    }

    /// All events so far, names and data.
    pub(crate) fn heard(&self) -> Vec<(String, String)> {
        self.heard.state.lock().expect("the reader panicked").events.clone()
    }
}

impl Drop for Events {
    fn drop(&mut self) {
        let _ = self.stream.shutdown(Shutdown::Both);
    }
}

impl Heard {
    fn read(&self, reader: impl BufRead) {
        let mut name = String::new();
        let mut data = Vec::new();
        for line in reader.lines() {
            let Ok(line) = line else { break };
            if let Some(value) = line.strip_prefix("event: ") {
                value.clone_into(&mut name);
            } else if let Some(value) = line.strip_prefix("data: ") {
                data.push(value.to_owned());
            } else if line.is_empty() && !name.is_empty() {
                let event = (std::mem::take(&mut name), std::mem::take(&mut data).join("\n"));
                self.state.lock().unwrap_or_else(PoisonError::into_inner).events.push(event);
                self.news.notify_all();
            }
        }
        self.state.lock().unwrap_or_else(PoisonError::into_inner).has_ended = true;
        self.news.notify_all();
    }
}
