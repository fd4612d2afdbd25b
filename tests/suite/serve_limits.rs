//! `whydeck serve` as a process: descriptors, memory, processor, its start and its end.

use std::fs;
use std::net::TcpListener;
use std::process::Command;
use std::time::Duration;

use crate::support::project::Project;
use crate::support::server::Server;

const DECK: &str = "# One\n\n---\n\n# Two\n";

#[cfg(target_os = "linux")]
mod linux {
    use std::io::{Read, Write};
    use std::net::TcpStream;
    use std::thread;

    use super::*;
    use crate::support::server::{Response, until};

    #[test]
    fn nothing_grows() {
        let project = Project::new().file("a.md", DECK);
        let server = Server::start(&project, &["a.md"]);
        let reader = server.events("/live");
        let save = |number: usize| {
            let word = format!("Word{number}.");
            fs::write(project.path("a.md"), format!("# {word}\n\n---\n\n# Two\n")).expect("a save");
            reader.wait("deck", |data| data.contains(&word));
        };
        let round = |number: usize| {
            for save_number in 0..100 {
                save(number * 1_000 + save_number);
            }
            for _ in 0..100 {
                assert_eq!(server.get("/").status, 200);
            }
            for _ in 0..34 {
                server.events("/live").wait("deck", |_| true);
            }
        };
        round(0);
        until("the streams are gone", || server.descriptors() < 40);
        let descriptors = server.descriptors();
        let memory = server.resident_kib();
        for number in 1..4 {
            round(number);
        }
        until("no more descriptors than before", || server.descriptors() <= descriptors);
        assert!(
            server.resident_kib() < memory + 8_000,
            "{} KiB, {memory} before",
            server.resident_kib()
        );
    }

    #[test]
    fn idle_costs_nothing() {
        let project = Project::new().file("a.md", DECK);
        let server = Server::start(&project, &["a.md"]);
        let reader = server.events("/live");
        reader.wait("deck", |_| true);
        let ticks = || {
            let before = server.cpu_ticks();
            thread::sleep(Duration::from_secs(3));
            server.cpu_ticks() - before
        };
        // On a busy machine what began with the page may be done late.
        let tries: Vec<u64> = (0..3).map(|_| ticks()).take_while(|ticks| *ticks > 2).collect();
        assert!(tries.len() < 3, "{tries:?} hundredths of a second in 3 s each");
    }

    #[test]
    fn three_hundred_at_once_with_eighty_descriptors() {
        let project = Project::new().file("a.md", DECK);
        let mut command = Command::new("sh");
        command.args([
            "-c",
            "ulimit -n 80; exec \"$0\" serve --port 0 a.md",
            env!("CARGO_BIN_EXE_whydeck"),
        ]);
        let server = Server::spawn(&project, command);
        let ask = || {
            let mut stream = server.connect();
            let _ =
                stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            stream
        };
        for _ in 0..3 {
            // All ask at once, and read late.
            let answered =
                (0..300).map(|_| ask()).collect::<Vec<_>>().into_iter().filter_map(|mut stream| {
                    let mut bytes = Vec::new();
                    let _ = stream.read_to_end(&mut bytes);
                    Response::read(&bytes).filter(|(answer, _)| {
                        answer.status == 200 && answer.body.ends_with(b"</html>\n")
                    })
                });
            assert_eq!(answered.count(), 300, "who waits a moment has a whole page");
            // All wait for nothing, and one wants the page.
            let idle: Vec<TcpStream> = (0..300).map(|_| server.connect()).collect();
            assert_eq!(server.get("/").status, 200);
            assert!(server.descriptors() <= 80);
            drop(idle);
            for _ in 0..20 {
                assert_eq!(server.get("/").status, 200);
            }
            let reader = server.events("/live");
            fs::write(project.path("a.md"), "# Saved\n").expect("a save");
            reader.wait("deck", |data| data.contains("Saved"));
            fs::write(project.path("a.md"), DECK).expect("a save");
            reader.wait("deck", |data| data.contains("Two"));
        }
    }

    /// Sets how many descriptors a process may have.
    fn allow(server: &Server, descriptors: usize) {
        let status = Command::new("prlimit")
            .args([
                "--pid",
                &server.process().pid().to_string(),
                &format!("--nofile={descriptors}:"),
            ])
            .status();
        assert!(status.expect("prlimit, of util-linux").success());
    }

    #[test]
    fn without_descriptors_it_waits_and_then_goes_on() {
        let project = Project::new().file("a.md", DECK);
        let server = Server::start(&project, &["a.md"]);
        let reader = server.events("/live");
        reader.wait("deck", |_| true);
        for _ in 0..3 {
            allow(&server, 3);
            // The system takes these connections, the server cannot.
            let mut waiting: Vec<TcpStream> = (0..20).map(|_| server.connect()).collect();
            for stream in &mut waiting {
                stream
                    .write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                    .expect("a request");
            }
            fs::write(project.path("a.md"), "# Saved meanwhile\n").expect("a save");
            let before = server.cpu_ticks();
            thread::sleep(Duration::from_millis(700));
            let ticks = server.cpu_ticks() - before;
            assert!(ticks < 20, "it waits busily: {ticks} hundredths of a second in 0.7 s");
            allow(&server, 1_000);
            for mut stream in waiting {
                let mut bytes = Vec::new();
                stream.read_to_end(&mut bytes).expect("an answer");
                assert_eq!(Response::read(&bytes).expect("an answer").0.status, 200);
            }
            // What was saved meanwhile is shown, without another save.
            reader.wait("deck", |data| data.contains("Saved meanwhile"));
            assert_eq!(server.get("/").status, 200);
            fs::write(project.path("a.md"), DECK).expect("a save");
            reader.wait("deck", |data| data.contains("Two"));
        }
    }

    #[test]
    fn without_descriptors_a_folder_keeps_its_decks() {
        let project = Project::new().file("a.md", DECK);
        let server = Server::start(&project, &["."]);
        server.process().wait_for("a.md: 2 slides");
        let index = server.events("/live");
        index.wait("index", |_| true);
        allow(&server, 3);
        fs::write(project.path("b.md"), DECK).expect("a save");
        thread::sleep(Duration::from_millis(500));
        allow(&server, 1_000);
        // No folder could be read meanwhile: that is not an empty one.
        while !server.get("/").text().contains("/deck/b.md/") {
            assert_eq!(server.get("/deck/a.md/").status, 200);
            index.wait("index", |_| true);
        }
        assert!(server.get("/").text().contains("/deck/a.md/"));
        assert!(index.heard().len() < 20, "the page is asked for again and again");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn it_ends_at_once() {
    for signal in ["INT", "TERM"] {
        let project = Project::new().file("a.md", DECK);
        fs::create_dir(project.path("tmp")).expect("a folder");
        // Whoever runs the tests in the background has SIGINT ignored, and that is handed down.
        let mut command = Command::new("env");
        command.args([
            "--default-signal=INT,TERM",
            env!("CARGO_BIN_EXE_whydeck"),
            "serve",
            "--port",
            "0",
            "a.md",
        ]);
        command.env("TMPDIR", project.path("tmp"));
        let server = Server::spawn(&project, command);
        let reader = server.events("/live");
        reader.wait("deck", |_| true);
        let _idle = server.connect();
        let port = server.port();
        let mut process = server.into_process();
        let killed = Command::new("kill").args(["-s", signal, &process.pid().to_string()]).status();
        assert!(killed.expect("kill").success());
        // It waits for none of the connections that are open, which would take longer.
        assert!(process.end(Duration::from_secs(8)).is_some(), "SIG{signal} does not end it");
        TcpListener::bind(("127.0.0.1", port)).expect("the port is free again");
        assert_eq!(
            fs::read_dir(project.path("tmp")).expect("a folder").count(),
            0,
            "it leaves nothing behind"
        );
    }
}

#[test]
fn a_port_that_is_taken() {
    let project = Project::new().file("a.md", DECK);
    let taken = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let outcome = project.whydeck(["serve", "a.md", "--port", &port]).exits(1);
    assert!(
        outcome.stderr.contains(&format!("port {port} is taken"))
            && outcome.stderr.contains("help: ")
    );
    assert!(outcome.stdout.is_empty(), "{}", outcome.stdout);
    // The usual one is taken by this test, or by somebody else already.
    let _usual = TcpListener::bind(("127.0.0.1", 9490));
    let mut command = Command::new(env!("CARGO_BIN_EXE_whydeck"));
    command.args(["serve", "a.md"]);
    let server = Server::spawn(&project, command);
    assert_ne!(server.port(), 9490);
    assert_eq!(server.get("/").status, 200);
    let said = format!("port 9490 is taken; this is {}", server.port());
    assert!(server.process().lines().contains(&said), "{:?}", server.process().lines());
}

#[test]
fn what_cannot_be_served() {
    let project = Project::new().file("empty/readme.txt", "");
    let outcome = project.whydeck(["serve", "gone.md", "--port", "0"]).exits(1);
    assert!(
        outcome.stderr.contains("cannot read gone.md") && outcome.stdout.is_empty(),
        "{outcome:?}"
    );
    project.whydeck(["serve", "empty/readme.txt/a.md", "--port", "0"]).exits(1);
    for (args, code) in
        [(&["--port", "99999"][..], 2), (&["--host", "evil.invalid"], 1), (&["--editor", "vim"], 1)]
    {
        let outcome = project.whydeck(["serve", "empty"].iter().chain(args)).exits(code);
        assert!(!outcome.stderr.is_empty() && outcome.stdout.is_empty(), "{outcome:?}");
    }
    // A folder without decks waits for one.
    let server = Server::start(&project, &["empty"]);
    let index = server.events("/live");
    let page = server.get("/").text();
    assert!(page.contains("No decks") || page.contains("Looking for decks"));
    fs::write(project.path("empty/new.md"), DECK).expect("a save");
    while !server.get("/").text().contains("/deck/new.md/") {
        index.wait("index", |_| true);
    }
    fs::remove_file(project.path("empty/new.md")).expect("removed");
    while server.get("/").text().contains("/deck/new.md/") {
        index.wait("index", |_| true);
    }
    assert_eq!(server.get("/deck/new.md/").status, 404);
}

#[test]
fn a_document_that_makes_no_deck_is_waited_for() {
    for (broken, code) in
        [(&b"---\ntitle: [x\n---\n# One\n"[..], "data/"), (b"", ""), (b"\xff\xfe\0", "")]
    {
        let project = Project::new().file("a.md", broken);
        let server = Server::start(&project, &["a.md"]);
        let events = server.events("/live");
        let problems = events.wait("problems", |_| true);
        assert!(problems.contains(code), "{problems}");
        assert_eq!(server.get("/").status, 200);
        fs::write(project.path("a.md"), "# Mended\n").expect("a save");
        events.wait("deck", |data| data.contains("Mended"));
        events.wait("problems", |data| data.contains("\"failed\":false"));
    }
}

#[cfg(unix)]
#[test]
fn a_document_that_may_not_be_read_is_waited_for() {
    use std::os::unix::fs::PermissionsExt;
    let project = Project::new().file("a.md", DECK);
    let allow = |mode| {
        fs::set_permissions(project.path("a.md"), fs::Permissions::from_mode(mode))
            .expect("a mode");
    };
    allow(0o000);
    if fs::read(project.path("a.md")).is_ok() {
        return; // Root reads everything.
    }
    let server = Server::start(&project, &["a.md"]);
    let events = server.events("/live");
    events.wait("problems", |data| data.contains("cannot read a.md"));
    allow(0o600);
    fs::write(project.path("a.md"), "# Readable\n").expect("a save");
    events.wait("deck", |data| data.contains("Readable"));
}
