//! What stands in a document's place may be anything: a pipe, a device, a picture, a link. It holds
//! nothing up, and leads nowhere.

use std::fs;
use std::process::Command;

use crate::support::process::Running;
use crate::support::project::Project;
use crate::support::server::Server;
use crate::support::watching::Watching;

/// What is put in a document's place, and what is said of it.
const STRANGE: [(&str, &str); 6] = [
    ("pipe", "it is no regular file"),
    ("zero", "it is no regular file"),
    ("folder", "it is no regular file"),
    ("binary", "it is no UTF-8 text"),
    ("nothing but zeros", "it is no UTF-8 text"),
    ("too large", "it is larger than 64 MiB"),
];

/// What is said of it when it comes later: a link to a device leads outside.
fn later(what: &str, reason: &'static str) -> &'static str {
    if what == "zero" { "it lies outside" } else { reason }
}

/// Puts something strange where `path` is, in one step.
fn put(project: &Project, what: &str, path: &str) {
    let beside = project.path(".beside");
    match what {
        "pipe" => assert!(Command::new("mkfifo").arg(&beside).status().expect("mkfifo").success()),
        "zero" => std::os::unix::fs::symlink("/dev/zero", &beside).expect("a link"),
        "folder" => {
            let _ = fs::remove_file(project.path(path));
            fs::create_dir(&beside).expect("a folder");
        }
        "binary" => {
            let bytes: Vec<u8> =
                (0..30_u32 << 20).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
            fs::write(&beside, bytes).expect("a file");
        }
        "nothing but zeros" => {
            fs::File::create(&beside).and_then(|file| file.set_len(60 << 20)).expect("a file");
        }
        _ => fs::write(&beside, vec![b'a'; (64 << 20) + 1]).expect("a file"),
    }
    fs::rename(beside, project.path(path)).expect("renamed");
}

/// Puts a document there again.
fn put_back(project: &Project, path: &str, text: &str) {
    if project.path(path).is_dir() {
        fs::remove_dir(project.path(path)).expect("removed");
    }
    fs::write(project.path("deck.tmp"), text).expect("a file");
    fs::rename(project.path("deck.tmp"), project.path(path)).expect("renamed");
}

#[test]
fn a_build_refuses_what_is_no_document() {
    for (what, reason) in STRANGE {
        let project = Project::new();
        put(&project, what, "deck.md");
        // A folder may hold decks.
        let is_folder = what == "folder";
        let reason = if is_folder { "there is no Markdown and no YAML in it" } else { reason };
        // The driver stops a command after a minute.
        let outcome = project.whydeck(["build", "deck.md", "-o", "deck.html"]).exits(1);
        assert!(
            outcome.stderr.contains(&format!("cannot read deck.md: {reason}")),
            "{what}: {}",
            outcome.stderr
        );
        assert!(!project.path("deck.html").exists(), "{what}");
    }
}

#[test]
fn standard_input_that_never_ends_is_refused() {
    let project = Project::new();
    let mut command = Command::new("sh");
    command.args([
        "-c",
        "exec \"$0\" build - -o out.html < /dev/zero",
        env!("CARGO_BIN_EXE_whydeck"),
    ]);
    let running = Running::spawn(&project, command);
    running.wait_for("cannot read standard input: it is larger than 64 MiB");
}

#[test]
fn what_a_document_leads_to_is_bounded_too() {
    let project = Project::new().file(
        "deck.md",
        "---\ncss: [zero.css, pipe.css]\n---\n# A\n\n![a](zero.png)\n\n![b](pipe.png)\n\n```chart\nfile: pipe.csv\n```\n",
    );
    for (what, path) in [
        ("zero", "zero.css"),
        ("pipe", "pipe.css"),
        ("zero", "zero.png"),
        ("pipe", "pipe.png"),
        ("pipe", "pipe.csv"),
    ] {
        put(&project, what, path);
    }
    project.whydeck(["build", "deck.md"]).exits(0);
    for theme in ["theme.yaml", "page.hbs", "theme.css"] {
        let project = Project::new().file("deck.md", "# A\n").file("t/a.txt", "");
        put(&project, "pipe", &format!("t/{theme}"));
        let outcome = project.whydeck(["build", "deck.md", "--theme", "./t"]).exits(1);
        assert!(outcome.stderr.contains("no regular file"), "{theme}: {}", outcome.stderr);
    }
    let project =
        Project::new().file("deck.md", "# P\n\n## Summary\n\nx\n\n## Timeline\n\n- 10:00 x\n");
    put(&project, "zero", "template.md");
    let outcome = project.whydeck(["build", "deck.md", "--deck", "template.md"]).exits(1);
    assert!(outcome.stderr.contains("no regular file"), "{}", outcome.stderr);
}

#[test]
fn watch_goes_on_when_something_else_stands_there_for_a_while() {
    Watching::in_both_modes(
        || Project::new().file("deck.md", "# One\n"),
        &[],
        |watching| {
            for (number, (what, reason)) in STRANGE.iter().enumerate() {
                put(&watching.project, what, "deck.md");
                watching.running.wait_for(&format!("cannot read deck.md: {}", later(what, reason)));
                put_back(&watching.project, "deck.md", &format!("# Good {number}\n"));
                watching.shows(&format!("Good {number}"));
            }
        },
    );
}

#[test]
fn serve_goes_on_when_something_else_stands_there_for_a_while() {
    let project = Project::new().file("deck.md", "# One\n\n---\n\n# Two\n");
    let server = Server::start(&project, &["deck.md"]);
    let events = server.events("/live");
    events.wait("deck", |data| data.contains("One"));
    for (number, (what, reason)) in STRANGE.iter().enumerate() {
        put(&project, what, "deck.md");
        events.wait("problems", |data| data.contains(later(what, reason)));
        assert!(server.get("/").text().contains("Two"), "{what}: the last good deck stays");
        put_back(&project, "deck.md", &format!("# Good {number}\n\n---\n\n# Two\n"));
        events.wait("deck", |data| data.contains(&format!("Good {number}")));
    }
}

#[test]
fn a_served_document_that_becomes_a_link_leads_nowhere() {
    let deck = |word: &str| format!("# {word}\n\n---\n\n# Two\n");
    for (served, base) in [("in", "/deck/a.md/"), ("in/a.md", "/")] {
        let project = Project::new()
            .file("secret.md", deck("LEAK"))
            .file("in/.hidden/secret.md", deck("LEAK"))
            .file("in/sub/b.md", deck("LEAK"))
            .file("in/a.md", deck("One"));
        let server = Server::start(&project, &[served, "--host", "127.0.0.1"]);
        let targets = if served == "in" {
            &["../secret.md", ".hidden/secret.md"][..]
        } else {
            &["../secret.md"]
        };
        for (number, target) in targets.iter().enumerate() {
            let page = || server.get(base);
            while page().status != 200 {
                std::thread::sleep(std::time::Duration::from_millis(20));
            }
            let streams = [format!("{base}live"), format!("{base}live?lead={}", server.lead())];
            let [viewer, team] = streams.map(|path| server.events(&path));
            viewer.wait("deck", |data| data.contains("Two"));
            std::os::unix::fs::symlink(target, project.path("in/link")).expect("a link");
            fs::rename(project.path("in/link"), project.path("in/a.md")).expect("renamed");
            server.process().wait_for("a.md: not built");
            // A save of what it leads to makes no difference.
            fs::write(project.path("in").join(target), deck("LEAK again")).expect("a save");
            assert!(!page().text().contains("LEAK"));
            fs::write(project.path("in/b.tmp"), deck(&format!("Back{number}"))).expect("a file");
            fs::rename(project.path("in/b.tmp"), project.path("in/a.md")).expect("renamed");
            while !page().text().contains(&format!("Back{number}")) {
                std::thread::sleep(std::time::Duration::from_millis(20));
            }
            for stream in [&viewer, &team] {
                assert!(
                    stream.heard().iter().all(|(_, data)| !data.contains("LEAK")),
                    "{served} {target}"
                );
            }
        }
    }
}

#[test]
fn a_folder_that_becomes_a_link_leads_nowhere() {
    let deck = |word: &str| format!("# {word}\n\n---\n\n# Two\n");
    let project = Project::new()
        .file("out/a.md", deck("LEAK"))
        .file("in/sub/a.md", deck("One"))
        .file("in/z.md", deck("Z"));
    let server = Server::start(&project, &["in"]);
    server.process().wait_for("z.md: 2 slides");
    let events = server.events("/deck/sub/a.md/live");
    events.wait("deck", |data| data.contains("One"));
    fs::rename(project.path("in/sub"), project.path("old")).expect("renamed");
    std::os::unix::fs::symlink(project.path("out"), project.path("in/sub")).expect("a link");
    while server.get("/deck/sub/a.md/").status != 404 {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert!(events.heard().iter().all(|(_, data)| !data.contains("LEAK")));
    assert!(server.process().lines().iter().all(|line| !line.contains("LEAK")));
}

#[test]
fn a_watched_document_that_becomes_a_link_leads_nowhere() {
    Watching::in_both_modes(
        || Project::new().file("deck.md", "# One\n"),
        &[],
        |watching| {
            let outside = Project::new().file("secret.md", "# LEAK\n");
            std::os::unix::fs::symlink(outside.path("secret.md"), watching.project.path("link"))
                .expect("a link");
            watching.rename("link", "deck.md");
            watching.running.wait_for("cannot read deck.md: it lies outside");
            assert!(!watching.html().contains("LEAK"));
            watching.remove("deck.md");
            watching.replace("deck.md", "# Back\n");
            watching.shows("Back");
            assert!(!watching.html().contains("LEAK"));
        },
    );
}

#[test]
fn names_that_a_terminal_would_obey_are_written_out() {
    let is_obeyed =
        |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
    let nasty = "a\u{1b}[2J\u{202e}\u{7}\nerror: b";
    let shown = "a\\u{1b}[2J\\u{202e}\\u{7}\\nerror: b";
    let check = |text: &str| {
        assert!(!text.contains(is_obeyed), "{text:?}");
        assert!(text.contains(shown), "{text:?}");
    };
    let good = format!("{nasty}.md");
    let broken = format!("{nasty}-broken.md");
    let project = Project::new()
        .file(
            &good,
            format!(
                "---\ncss: \"{}.css\"\n---\n# A\n",
                nasty
                    .escape_default()
                    .to_string()
                    .replace("\\u{1b}", "\\e")
                    .replace("\\u{202e}", "\\u202e")
                    .replace("\\u{7}", "\\a")
            ),
        )
        .file(&broken, "---\ntitle: [x\n---\n# One\n");
    for args in [&["build", &good][..], &["build", &good, "--message-format", "short"]] {
        let outcome = project.whydeck(args).exits(0);
        check(&outcome.stdout);
        assert!(!outcome.stderr.contains(is_obeyed), "{:?}", outcome.stderr);
    }
    for format in ["full", "short"] {
        check(&project.whydeck(["build", &broken, "--message-format", format]).exits(1).stderr);
    }
    for args in [
        vec!["build", &good, "-o", &good],
        vec!["build", "gone\u{1b}.md", "-o", &good],
        vec!["build", &good, "-o", "gone\u{1b}/a.html"],
        vec!["build", &good, "--deck", "gone\u{1b}"],
        vec!["build", &good, "--theme", "gone\u{1b}"],
        vec!["watch", &good, "-o", &good],
        vec!["watch", "gone\u{1b}.md"],
        vec!["watch", &good, "-o", "gone\u{1b}/a.html"],
        vec!["serve", "gone\u{1b}.md"],
    ] {
        let outcome = project.whydeck(&args);
        assert!(
            !outcome.stderr.contains(is_obeyed) && !outcome.stderr.is_empty(),
            "{args:?}: {:?}",
            outcome.stderr
        );
    }
    let running = Running::start(&project, ["watch", &good, &broken]);
    running.wait_for("-broken.md was not built");
    check(&running.lines().join("\n"));
    let server = Server::start(&project, &[&good]);
    server.events("/live").wait("deck", |_| true);
    check(&server.process().lines().join("\n"));
}
