//! What clients of `whydeck serve` can do to each other: nothing.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use crate::support::project::Project;
#[cfg(target_os = "linux")]
use crate::support::server::until;
use crate::support::server::{Response, Server};

/// Slides with long titles, so that what a page is told is large.
fn wide(word: &str) -> String {
    let slide = |number| format!("# {number} {word} {}\n", "title ".repeat(800));
    (0..60).map(slide).collect::<Vec<_>>().join("\n---\n\n")
}

fn one(text: &str) -> (Project, Server) {
    let project = Project::new().file("a.md", text);
    let server = Server::start(&project, &["a.md"]);
    (project, server)
}

/// Less than the ten seconds after which a slow connection is closed: the page waited for none of
/// them.
const SOON: Duration = Duration::from_secs(8);

#[track_caller]
fn answers_soon(server: &Server) {
    let start = Instant::now();
    let page = server.get("/");
    assert_eq!(page.status, 200);
    assert!(start.elapsed() < SOON, "the page took {:?}", start.elapsed());
}

fn ask(server: &Server, path: &str) -> TcpStream {
    let mut stream = server.connect();
    stream
        .write_all(format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n").as_bytes())
        .expect("a request");
    stream
}

#[cfg(target_os = "linux")]
#[test]
fn five_hundred_slow_connections_cost_a_slot_each() {
    let (_project, server) = one("# One\n");
    answers_soon(&server);
    let descriptors = server.descriptors();
    let memory = server.resident_kib();
    let long = format!("POST /open HTTP/1.1\r\nHost: localhost\r\nX: {}", "x".repeat(15_000));
    let mut slow: Vec<TcpStream> = (0..500)
        .map(|number| {
            let mut stream = server.connect();
            let begin = match number % 4 {
                0 => "",
                1 => "G",
                2 => "POST /open HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4000\r\n\r\n{",
                _ => &long,
            };
            stream.write_all(begin.as_bytes()).expect("some bytes");
            stream
        })
        .collect();
    // One of those that were open before may be gone.
    until("they have slots", || server.descriptors() >= descriptors + 499);
    let start = Instant::now();
    while server.descriptors() > descriptors {
        answers_soon(&server);
        // A byte now and then does not make them welcome for longer.
        for stream in &mut slow {
            let _ = stream.write_all(b"E");
        }
        assert!(
            server.resident_kib() < memory + 30_000,
            "{} KiB, {memory} before",
            server.resident_kib()
        );
        assert!(
            start.elapsed() < Duration::from_secs(60),
            "{} are left",
            server.descriptors() - descriptors
        );
        thread::sleep(Duration::from_millis(200));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn who_never_reads_is_dropped_and_costs_little() {
    let (project, server) = one(&wide("start"));
    let reader = server.events("/live");
    reader.wait("deck", |data| data.contains("start"));
    let descriptors = server.descriptors();
    let memory = server.resident_kib();
    let pages: Vec<_> = (0..100).map(|_| ask(&server, "/")).collect();
    let streams: Vec<_> = (0..30).map(|_| ask(&server, "/live")).collect();
    until("they have slots", || server.descriptors() >= descriptors + 129);
    // What they are told is much more than sockets hold.
    let mut most = 0;
    for number in 0..120 {
        let word = format!("word{number}.");
        fs::write(project.path("a.md"), wide(&word)).expect("a save");
        reader.wait("deck", |data| data.contains(&word));
        most = most.max(server.resident_kib());
    }
    answers_soon(&server);
    until("those who listen are dropped", || server.descriptors() <= descriptors + 100);
    assert!(most < memory + 60_000, "{most} KiB, {memory} before");
    reader.wait("problems", |_| true);
    drop((pages, streams));
    until("all are gone", || server.descriptors() <= descriptors);
}

#[cfg(target_os = "linux")]
#[test]
fn who_vanishes_leaves_nothing() {
    let (project, server) = one(&wide("start"));
    answers_soon(&server);
    let descriptors = server.descriptors();
    for number in 0..100 {
        let mut stream = server.connect();
        let request: &[u8] = match number % 5 {
            0 => b"",
            1 => b"GET / HTTP/1.1\r\nHost: loc",
            2 => b"POST /open HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{",
            _ => b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        };
        stream.write_all(request).expect("some bytes");
        if number % 5 == 4 {
            // In the middle of the page.
            stream.read_exact(&mut [0; 1000]).expect("a part of the page");
        }
    }
    for number in 0..40 {
        let mut stream = ask(&server, "/live");
        if number % 2 == 0 {
            stream.read_exact(&mut [0; 100]).expect("a part of the head");
        }
        if number % 10 == 0 {
            fs::write(project.path("a.md"), wide(&number.to_string())).expect("a save");
        }
    }
    until("all are gone", || server.descriptors() <= descriptors);
    answers_soon(&server);
}

#[test]
fn requests_in_one_breath_are_answered_in_order() {
    let (_project, server) = one("# One\n");
    let paths = ["/", "/nothing", "/strip", "/parts?hashes=a"];
    let mut text = String::new();
    for number in 0..60 {
        let last = if number == 59 { "Connection: close\r\n" } else { "" };
        text.push_str(&format!(
            "GET {} HTTP/1.1\r\nHost: localhost\r\n{last}\r\n",
            paths[number % 4]
        ));
    }
    let alone = paths.map(|path| server.get(path).body);
    let bytes = server.raw(text.as_bytes());
    let mut rest = &bytes[..];
    for number in 0..60 {
        let (answer, length) = Response::read(rest).expect("an answer");
        assert!(answer.body == alone[number % 4], "{number}");
        rest = &rest[length..];
    }
    assert!(rest.is_empty());
    // A refusal ends the conversation; what came before it is answered.
    let host = "Host: localhost\r\n\r\n";
    let bytes = server.raw(
        format!("GET /a HTTP/1.1\r\n{host}BREW / HTTP/1.1\r\n{host}GET /a HTTP/1.1\r\n{host}")
            .as_bytes(),
    );
    let (first, length) = Response::read(&bytes).expect("an answer");
    let (second, end) = Response::read(&bytes[length..]).expect("a refusal");
    assert_eq!((first.status, second.status, length + end), (404, 405, bytes.len()));
}

#[test]
fn one_connection_serves_many_requests() {
    let (_project, server) = one("# One\n");
    let mut stream = server.connect();
    let mut bytes = Vec::new();
    for number in 0..200 {
        let request = format!("GET /{number} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        // In two pieces, at every place there is.
        let (begin, end) = request.as_bytes().split_at(number % request.len());
        stream.write_all(begin).and_then(|()| stream.write_all(end)).expect("a request");
        let answer = loop {
            if let Some((answer, length)) =
                Response::read(&bytes).filter(|(answer, _)| !answer.body.is_empty())
            {
                bytes.drain(..length);
                break answer;
            }
            let mut chunk = [0; 4096];
            let count = stream.read(&mut chunk).expect("an answer");
            assert!(count > 0, "closed after {number}");
            bytes.extend_from_slice(&chunk[..count]);
        };
        assert_eq!(
            (answer.status, answer.header("connection")),
            (404, Some("keep-alive")),
            "{number}"
        );
    }
}

#[test]
fn who_still_sends_gets_the_refusal_anyway() {
    let (_project, server) = one("# One\n");
    for _ in 0..5 {
        // More than the server takes: it answers, and lets the rest go by for a while. A reset
        // would take the answer back before it is read, on some systems.
        let mut stream = server.connect();
        let head = b"POST /open HTTP/1.1\r\nHost: localhost\r\nContent-Length: 200000\r\n\r\n";
        stream.write_all(head).expect("the head is taken");
        for _ in 0..4 {
            stream.write_all(&[b'x'; 50_000]).expect("the body is taken");
            thread::sleep(Duration::from_millis(10));
        }
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("no reset");
        assert_eq!(Response::read(&bytes).expect("an answer").0.status, 413);
    }
}
