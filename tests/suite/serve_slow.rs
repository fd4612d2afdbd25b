//! `whydeck serve` on a folder with much in it: a deck that takes long, more decks than are served,
//! many of them.

use std::fmt::Write;
use std::fs;

use crate::support::project::Project;
use crate::support::server::{Events, Server};

const QUICK: &str = "# One\n\n---\n\n# Two\n";

/// A deck whose code takes seconds to colour: no two lines are the same.
fn slow(word: &str) -> String {
    let mut text = format!("# {word}\n");
    for slide in 0..7_000 {
        text.push_str("\n---\n\n```rust\n");
        for line in 0..8 {
            let _ = writeln!(
                text,
                "fn f{slide}_{line}(a: &str, b: Vec<u8>) -> Result<(), String> {{ Ok(()) }}"
            );
        }
        text.push_str("```\n");
    }
    text
}

fn is_built(server: &Server, times: usize) -> bool {
    server.process().lines().iter().filter(|line| line.contains("a-slow.md: 7001 slides")).count()
        == times
}

fn save_quick(project: &Project, events: &Events, word: &str) {
    fs::write(project.path("quick.md"), format!("# {word}\n\n---\n\n# Two\n")).expect("a save");
    events.wait("deck", |data| data.contains(word));
}

/// A slow deck that is still being built, and a quick one that was saved and shown meanwhile; none
/// when the slow one came first.
fn saved_while_a_slow_one_is_built() -> Option<(Project, Server)> {
    let project = Project::new().file("a-slow.md", slow("First")).file("quick.md", QUICK);
    let server = Server::start(&project, &["."]);
    // It comes later by its name.
    server.process().wait_for("quick.md: 2 slides");
    save_quick(&project, &server.events("/deck/quick.md/live"), "Meanwhile");
    let index = server.get("/").text();
    let is_first = index.contains("1 deck so far") && is_built(&server, 0);
    is_first.then_some((project, server))
}

#[test]
fn a_slow_deck_holds_up_no_other() {
    // On a busy machine the slow deck may be there before this test has looked: it tries again.
    let (project, server) = (0..3)
        .find_map(|_| saved_while_a_slow_one_is_built())
        .expect("the slow deck was waited for, each time");
    let events = server.events("/deck/quick.md/live");
    let save = |word: &str| save_quick(&project, &events, word);
    server.process().wait_for("a-slow.md: 7001 slides");
    // A change of the slow one, and another while it is built: the last one is shown.
    fs::write(project.path("a-slow.md"), slow("Second")).expect("a save");
    for number in 0..20 {
        save(&format!("Second{number}"));
    }
    fs::write(project.path("a-slow.md"), slow("Third")).expect("a save");
    save("Third");
    let slow_deck = server.events("/deck/a-slow.md/live");
    slow_deck.wait("deck", |data| data.contains("\"Third\""));
    save("Fourth");
}

#[test]
fn a_slow_deck_may_go_and_come_back_while_it_is_built() {
    let project = Project::new().file("a-slow.md", slow("First")).file("quick.md", QUICK);
    let server = Server::start(&project, &["."]);
    server.process().wait_for("quick.md: 2 slides");
    fs::remove_file(project.path("a-slow.md")).expect("removed");
    server.process().wait_for("a-slow.md: 7001 slides");
    let index = server.events("/live");
    while server.get("/").text().contains("/deck/a-slow.md/") {
        index.wait("index", |_| true);
    }
    fs::write(project.path("a-slow.md"), QUICK).expect("a save");
    server.process().wait_for("a-slow.md: 2 slides");
    assert_eq!(server.get("/deck/a-slow.md/").status, 200);
}

/// A folder of many small decks.
fn many(count: usize) -> Project {
    let deck =
        |number| format!("# Deck {number}\n\n---\n\n# Two\n\n- words {number}\n\n---\n\n# Three\n");
    (0..count).fold(Project::new(), |project, number| {
        project.file(&format!("d{number:04}.md"), deck(number))
    })
}

#[cfg(target_os = "linux")]
#[test]
fn a_deck_more_costs_what_its_words_do() {
    use crate::support::server::until;
    let project = many(600);
    let server = Server::start(&project, &["."]);
    until("all are there", || server.get("/").text().contains("600 decks<"));
    // With a style of its own, each took 356 KiB. The binary counts, too: unoptimised it is large.
    let memory = server.resident_kib();
    assert!(memory < 80_000, "{memory} KiB for 600 decks");
    assert_eq!(server.get("/deck/d0599.md/").status, 200);
}

#[cfg(target_os = "linux")]
#[test]
fn pages_that_were_asked_for_once_are_not_kept() {
    use crate::support::server::until;
    let project = many(200);
    let server = Server::start(&project, &["."]);
    until("all are there", || server.get("/").text().contains("200 decks<"));
    for number in 0..200 {
        assert_eq!(server.get(&format!("/deck/d{number:04}.md/")).status, 200);
    }
    // Each page takes about 400 KiB.
    let memory = server.resident_kib();
    assert!(memory < 60_000, "{memory} KiB after 200 pages");
}

#[test]
fn a_folder_that_is_cut_short_says_so() {
    let project = many(2_001);
    let server = Server::start(&project, &["."]);
    let words = "this folder holds more than is served: at most 2,000 documents";
    server.process().wait_for(words);
    let index = server.events("/live");
    while !server.get("/").text().contains(&format!("2000 decks; {words}")) {
        index.wait("index", |_| true);
    }
    fs::remove_file(project.path("d0000.md")).expect("removed");
    while !server.get("/").text().contains("2000 decks<") {
        index.wait("index", |_| true);
    }
}
