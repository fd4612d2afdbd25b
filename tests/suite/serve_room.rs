//! Slots of `whydeck serve` when they run short: there are sixteen of them here.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;

use crate::support::project::Project;
use crate::support::server::{Events, Response, Server, until};

const DECK: &str = "# One\n\n---\n\n# Two\n";

fn small() -> (Project, Server) {
    let project = Project::new().file("a.md", DECK);
    let mut command = Command::new("sh");
    let binary = env!("CARGO_BIN_EXE_whydeck");
    command.args(["-c", "ulimit -n 80; exec \"$0\" serve --port 0 a.md --host 127.0.0.1", binary]);
    let server = Server::spawn(&project, command);
    (project, server)
}

/// Streams of one address, opened one after the other.
fn streams(server: &Server, address: [u8; 4], count: usize) -> Vec<Events> {
    let open = |_| {
        let stream = server.events_on(server.connect_from(address), "/live");
        stream.wait("deck", |_| true);
        stream
    };
    (0..count).map(open).collect()
}

fn was_sent_away(stream: &Events) -> bool {
    stream.has_ended() && stream.heard().last().is_some_and(|(name, _)| name == "leave")
}

fn get(mut stream: TcpStream, path: &str) -> u16 {
    let head = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    stream.write_all(head.as_bytes()).expect("a request");
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).expect("an answer");
    Response::read(&bytes).expect("an answer").0.status
}

#[test]
fn the_oldest_stream_of_an_address_leaves_for_its_next() {
    let (project, server) = small();
    let all = streams(&server, [127, 0, 0, 2], 60);
    // Whoever came is in; a quarter of the slots is left for others.
    let (old, new) = all.split_at(60 - 12);
    until("the old ones were asked to leave", || old.iter().all(was_sent_away));
    assert!(new.iter().all(|stream| !stream.has_ended()));
    fs::write(project.path("a.md"), "# Saved\n").expect("a save");
    for stream in new {
        stream.wait("deck", |data| data.contains("Saved"));
    }
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn whoever_takes_many_slots_makes_room_for_the_others() {
    let (_project, server) = small();
    let mut few = streams(&server, [127, 0, 0, 2], 2);
    let many = streams(&server, [127, 0, 0, 3], 60);
    for last in 4..9 {
        few.extend(streams(&server, [127, 0, 0, last], 1));
        assert_eq!(get(server.connect_from([127, 0, 0, last]), "/"), 200);
    }
    // Many more, and nobody else has to go.
    let more = streams(&server, [127, 0, 0, 3], 60);
    assert!(few.iter().all(|stream| !stream.has_ended()));
    until("they made room for themselves", || many.iter().all(was_sent_away));
    assert!(more.iter().rev().take(5).all(|stream| !stream.has_ended()));
}

#[test]
fn the_presenter_always_gets_in_and_stays() {
    let (project, server) = small();
    let lead = format!("/live?lead={}", server.lead());
    let open = |last| server.events_on(server.connect_from([127, 0, 0, last]), &lead);
    let first = open(2);
    // Many addresses with few streams each: nobody holds more than the presenter.
    let crowd: Vec<_> = (10..60).flat_map(|last| streams(&server, [127, 0, 1, last], 2)).collect();
    let page = format!("/?lead={}", server.lead());
    assert_eq!(get(server.connect_from([127, 0, 0, 3]), &page), 200);
    let second = open(3);
    let more: Vec<_> = (60..120).flat_map(|last| streams(&server, [127, 0, 1, last], 2)).collect();
    fs::write(project.path("a.md"), "# Saved\n").expect("a save");
    for stream in [&first, &second] {
        stream.wait("deck", |data| data.contains("Saved"));
        assert!(!stream.has_ended());
    }
    until("others made room", || crowd.iter().all(was_sent_away));
    assert!(more.iter().filter(|stream| !stream.has_ended()).count() >= 9);
}
