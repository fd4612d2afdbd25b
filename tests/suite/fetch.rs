//! `whydeck build --fetch`: a server on this machine, which only `--fetch-from` lets be asked.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use crate::support::project::{Outcome, Project};

/// A picture of one pixel; the last byte is behind its end, and tells two apart.
fn png(last: u8) -> Vec<u8> {
    let mut bytes =
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\
        \0\0\0\rIDATx\x9cc\xf8\xff\xff\xff\x7f\0\x09\xfb\x03\xfd\x05CE\xca\0\0\0\0IEND\xaeB`\x82"
            .to_vec();
    bytes.push(last);
    bytes
}

/// A server that remembers what it was asked.
struct Server {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
    picture: Arc<Mutex<Vec<u8>>>,
}

impl Server {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let asked = Arc::new(Mutex::new(Vec::new()));
        let picture = Arc::new(Mutex::new(png(1)));
        let server = Self { address, asked: Arc::clone(&asked), picture: Arc::clone(&picture) };
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let asked = Arc::clone(&asked);
                let picture = Arc::clone(&picture);
                thread::spawn(move || answer(stream, &asked, &picture, address));
            }
        });
        server
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("the list").clone()
    }
}

fn answer(
    mut stream: TcpStream,
    asked: &Mutex<Vec<String>>,
    picture: &Mutex<Vec<u8>>,
    address: SocketAddr,
) {
    let mut lines =
        BufReader::new(stream.try_clone().expect("a second handle")).lines().map_while(Result::ok);
    let head: Vec<String> = lines.by_ref().take_while(|line| !line.is_empty()).collect();
    let Some(first) = head.first() else { return };
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    asked.lock().expect("the list").push(head.join("\n"));
    let redirect = |to: String| {
        format!(
            "HTTP/1.1 302 Found\r\nLocation: {to}\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n"
        )
    };
    let _ = match path.as_str() {
        "/a.png" | "/b" => {
            let bytes = picture.lock().expect("the picture").clone();
            let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\n\r\n", bytes.len());
            stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&bytes))
        }
        "/moved" => stream.write_all(redirect("/a.png".into()).as_bytes()),
        "/circle" => stream.write_all(redirect("/circle".into()).as_bytes()),
        "/inwards" => stream.write_all(redirect(format!("http://localhost:{}/a.png", address.port() ^ 1)).as_bytes()),
        "/metadata" => stream.write_all(redirect("http://169.254.169.254/latest".into()).as_bytes()),
        "/file" => stream.write_all(redirect("file:///etc/passwd".into()).as_bytes()),
        "/page.png" => stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 13\r\n\r\n<html></html>"),
        "/endless" => {
            let mut sent = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n");
            let block = [7; 1 << 16];
            while sent.is_ok() {
                sent = stream.write_all(&block);
            }
            sent
        }
        _ => stream.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"),
    };
}

fn build(project: &Project, server: &Server, how: &str) -> Outcome {
    let from = format!("--fetch-from={}", server.address);
    project.whydeck(["build", "deck.md", how, &from, "--message-format", "short"])
}

fn deck(server: &Server, paths: &[&str]) -> Project {
    let pictures: Vec<String> =
        paths.iter().map(|path| format!("![x]({})\n", server.url(path))).collect();
    Project::new().file("deck.md", format!("# One\n\n{}", pictures.join("\n")))
}

#[test]
fn what_is_fetched_once_needs_no_network_again() {
    let server = Server::start();
    let project = Project::new().file(
        "deck.md",
        format!(
            "<!-- .slide: data-background=\"{}\" -->\n\n# One\n\n![a]({}) <img src=\"{}\">\n\n---\n\n![b]({})\n",
            server.url("/b"), server.url("/a.png"), server.url("/a.png"), server.url("/moved"),
        ),
    );
    let outcome = build(&project, &server, "--fetch").exits(0);
    assert_eq!(outcome.stderr, "");
    assert!(
        outcome.stdout.starts_with("fetched 3 files, 1 KB → deck.assets\n"),
        "{}",
        outcome.stdout
    );
    assert!(
        server.asked().iter().all(|head| !head.to_lowercase().contains("cookie")),
        "{:?}",
        server.asked()
    );
    let mut names: Vec<String> = fs::read_dir(project.path("deck.assets"))
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names.len(), 2, "the same bytes are one file: {names:?}");
    assert!(names[0].len() == 68 && names[0].ends_with(".png"), "{names:?}");
    assert_eq!(names[1], "lock.json");
    let page = project.read("deck.html");
    let count = server.asked().len();
    let again = project.whydeck(["build", "deck.md", "-o", "again.html"]).exits(0);
    assert_eq!(again.stderr, "");
    assert!(project.read("again.html") == page);
    assert_eq!(server.asked().len(), count, "a build without the flag asks for nothing");
}

#[test]
fn addresses_of_the_machine_and_its_network_are_not_asked() {
    let server = Server::start();
    let project = deck(&server, &["/inwards", "/metadata", "/file"]);
    let outcome = build(&project, &server, "--fetch").exits(0);
    let refused = "it leads to an address that is not of the public network";
    assert_eq!(outcome.stderr.matches(refused).count(), 2, "{}", outcome.stderr);
    assert_eq!(outcome.stderr.matches("warning[asset/missing]").count(), 3, "{}", outcome.stderr);
    // The fourth is the file's address, read as a path of the same server.
    assert_eq!(server.asked().len(), 4, "{:?}", server.asked());
    // Without being named, the server itself is such an address.
    let alone = project.whydeck(["build", "deck.md", "--fetch"]).exits(0);
    assert_eq!(alone.stderr.matches(refused).count(), 3, "{}", alone.stderr);
    assert_eq!(server.asked().len(), 4);
    assert!(!project.path("deck.assets").exists());
}

#[test]
fn what_is_too_large_or_no_picture_is_told_at_its_line() {
    let server = Server::start();
    let project = deck(&server, &["/a.png", "/endless", "/page.png", "/circle", "/gone"]);
    let outcome = build(&project, &server, "--fetch").exits(0);
    for (line, why) in [
        (5, "it is larger than 20 MiB"),
        (7, "no picture and no film"),
        (9, "more than 5 times"),
        (11, "the server answers 404"),
    ] {
        let told = outcome
            .stderr
            .lines()
            .find(|told| told.starts_with(&format!("deck.md:{line}:1: warning")));
        assert!(told.is_some_and(|told| told.contains(why)), "{why}: {}", outcome.stderr);
    }
    assert!(outcome.stdout.contains("; 4 could not be had"), "{}", outcome.stdout);
    assert!(project.read("deck.html").contains("data:image/png"), "the one that came is there");
}

#[test]
fn names_and_passwords_are_not_sent() {
    let server = Server::start();
    let address = format!("http://user:secret@{}/a.png", server.address);
    let project = Project::new().file("deck.md", format!("# One\n\n![x]({address})\n"));
    let outcome = build(&project, &server, "--fetch").exits(0);
    assert!(outcome.stderr.contains("which are never sent"), "{}", outcome.stderr);
    assert!(server.asked().is_empty());
}

#[test]
fn what_changed_is_an_error_until_it_is_taken() {
    let server = Server::start();
    let project = deck(&server, &["/a.png"]);
    build(&project, &server, "--fetch").exits(0);
    let lock = project.read("deck.assets/lock.json");
    *server.picture.lock().expect("the picture") = png(2);
    let outcome = build(&project, &server, "--fetch").exits(1);
    assert!(outcome.stderr.starts_with("deck.md:3:1: error[asset/changed]"), "{}", outcome.stderr);
    assert_eq!(project.read("deck.assets/lock.json"), lock);
    build(&project, &server, "--fetch=update").exits(0);
    assert_ne!(project.read("deck.assets/lock.json"), lock);
    build(&project, &server, "--fetch").exits(0);
}

#[test]
fn files_that_were_changed_by_hand_are_not_shown() {
    let server = Server::start();
    let project = deck(&server, &["/a.png"]);
    build(&project, &server, "--fetch").exits(0);
    let name = fs::read_dir(project.path("deck.assets"))
        .expect("the folder")
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|end| end == "png"))
        .expect("a file");
    fs::write(&name, png(9)).expect("written");
    let outcome = project.whydeck(["build", "deck.md"]).exits(0);
    assert!(outcome.stderr.contains("holds something else than was fetched"), "{}", outcome.stderr);
    // Fetching mends it.
    build(&project, &server, "--fetch").exits(0);
    assert_eq!(project.whydeck(["build", "deck.md"]).exits(0).stderr, "");
    fs::write(
        project.path("deck.assets/lock.json"),
        "{\"version\":1,\"files\":{\"x\":\"../deck.md\"}}",
    )
    .expect("written");
    let outcome = project.whydeck(["build", "deck.md"]).exits(0);
    assert!(outcome.stderr.contains("deck.assets/lock.json cannot be used"), "{}", outcome.stderr);
    let outcome = build(&project, &server, "--fetch").exits(1);
    assert!(outcome.stderr.contains("is not named by what it holds"), "{}", outcome.stderr);
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    let server = Server::start();
    let project = deck(&server, &["/a.png"]).file("elsewhere/x", "x");
    std::os::unix::fs::symlink(project.path("elsewhere"), project.path("deck.assets"))
        .expect("a link");
    let outcome = build(&project, &server, "--fetch").exits(1);
    assert!(outcome.stderr.contains("it is no folder, or a link to one"), "{}", outcome.stderr);
    assert_eq!(fs::read_dir(project.path("elsewhere")).expect("the folder").count(), 1);
}

#[test]
fn standard_input_has_no_place_for_files() {
    let outcome = Project::new().whydeck_reading("# One\n", ["build", "-", "--fetch"]).exits(1);
    assert!(outcome.stderr.contains("name its file"), "{}", outcome.stderr);
}
