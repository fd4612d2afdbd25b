//! `whydeck watch`: real saves of all kinds, by the system's watches and by polling.

use std::fs::{self, File};
use std::io::Write;
use std::ops::Range;
use std::process::Command;
use std::thread;
use std::time::{Duration, SystemTime};

use crate::support::process::Running;
use crate::support::project::{Project, skipped};
use crate::support::watching::Watching;

fn project() -> Project {
    Project::new().file("deck.md", "# First\n")
}

#[test]
fn every_kind_of_save_is_a_build() {
    Watching::in_both_modes(project, &[], |watching| {
        watching.shows("First");
        watching.replace("deck.md", "# Renamed over\n");
        watching.shows("Renamed over");
        watching.write("deck.md", "# Written in place\n");
        watching.shows("Written in place");
        let mut file = File::create(watching.project.path("deck.md")).expect("opened");
        file.write_all(b"# In two hal").expect("the first half");
        thread::sleep(Duration::from_millis(10));
        file.write_all(b"ves\n").expect("the second half");
        drop(file);
        watching.shows("In two halves");
        watching.rename("deck.md", "deck.md~");
        watching.write("deck.md", "# As vim does\n");
        watching.remove("deck.md~");
        watching.shows("As vim does");
        // And once more, since some of these leave a watch on a file with the old one.
        watching.replace("deck.md", "# Last\n");
        watching.shows("Last");
    });
}

#[test]
fn the_line_is_that_of_build_with_the_time_of_day() {
    let project = project();
    let running = Running::start(&project, ["watch", "deck.md"]);
    let line = running.wait_for("→ deck.html");
    let (time, rest) = line.split_at(8);
    let is_time = |(at, c): (usize, char)| if at % 3 == 2 { c == ':' } else { c.is_ascii_digit() };
    assert!(time.chars().enumerate().all(is_time), "{line}");
    let kind = "slides (a guess: it fits on one slide; else `--as postmortem`)";
    assert!(rest.starts_with(&format!("  {kind} → deck.html: 1 slide, ")), "{line}");
    assert!(rest.ends_with(" ms"), "{line}");
}

#[test]
fn deleted_and_back_is_one_change() {
    Watching::in_both_modes(project, &[], |watching| {
        // On a busy machine it may be gone for longer than this waits: then it is tried again.
        let tries: Vec<_> = (0..5)
            .map(|number| {
                watching.printed(|watching| {
                    watching.remove("deck.md");
                    thread::sleep(Duration::from_millis(20));
                    watching.write("deck.md", format!("# Back {number}\n"));
                })
            })
            .take_while(|printed| printed.len() != 1 || !printed[0].contains("→ deck.html"))
            .collect();
        assert!(tries.len() < 5, "{tries:#?}");
        watching.shows(&format!("Back {}", tries.len()));
    });
}

#[test]
fn what_is_no_other_content_is_no_build() {
    Watching::in_both_modes(project, &[], |watching| {
        watching.prints_nothing(|watching| {
            watching.write("deck.md", "# First\n");
            watching.replace("deck.md", "# First\n");
            let file = File::options()
                .append(true)
                .open(watching.project.path("deck.md"))
                .expect("opened");
            file.set_modified(SystemTime::now() + Duration::from_secs(3)).expect("touched");
            drop(file);
            for name in [".deck.md.swp", "4913", "deck.md~", "#deck.md#", "other.md", "sub/deck.md"]
            {
                watching.write(name, "x");
            }
            watching.remove("4913");
            let html = watching.html();
            watching.replace("deck.html", html + "<!-- someone else's -->");
        });
    });
}

#[test]
fn a_deck_is_no_reason_to_build_itself() {
    let text =
        "---\ncss: deck.html\n---\n# First\n\n![itself](deck.html) ![the other](last.html)\n";
    Watching::in_both_modes(
        || Project::new().file("deck.md", text),
        &[],
        |watching| {
            watching.prints_nothing(|_| {});
        },
    );
}

#[test]
fn a_document_that_goes_is_a_problem_and_not_the_end() {
    Watching::in_both_modes(project, &[], |watching| {
        watching.remove("deck.md");
        watching.running.wait_for("error: cannot read deck.md: ");
        let line = watching.running.wait_for("was not built");
        assert!(line.ends_with("deck.md was not built; deck.html is as it was"), "{line}");
        assert!(watching.html().contains("First"));
        watching.write("deck.md", "# Back\n");
        watching.shows("Back");
    });
}

#[test]
fn a_broken_document_leaves_the_deck_and_mending_it_builds() {
    Watching::in_both_modes(project, &[], |watching| {
        watching.replace("deck.md", "---\ntitle: a: b\n---\n# Broken\n");
        watching.running.wait_for("error[data/syntax]");
        watching.running.wait_for("--> deck.md:2:9");
        watching.running.wait_for("deck.md was not built; deck.html is as it was");
        assert!(watching.html().contains("First"));
        watching.replace("deck.md", "---\ntitle: 'a: b'\n---\n# Mended\n");
        watching.shows("Mended");
    });
}

#[test]
fn a_document_that_is_broken_at_the_start_is_built_once_it_is_mended() {
    let project = Project::new().file("deck.md", "---\ntitle: a: b\n---\n");
    let running = Running::start(&project, ["watch", "deck.md"]);
    running.wait_for("deck.md was not built; deck.html is not there yet");
    fs::write(project.path("deck.md"), "# Mended\n").expect("written");
    running.wait_for("→ deck.html");
    assert!(project.read("deck.html").contains("Mended"));
}

#[test]
fn several_decks_go_to_a_folder_and_only_those_concerned_are_built() {
    let project = Project::new()
        .file("a.md", "---\ncss: both.css\n---\n# A\n")
        .file("sub/b.md", "---\ncss: ../both.css\n---\n# B\n")
        .file("whydeck.yaml", "")
        .file("both.css", ".one{}");
    let running = Running::start(&project, ["watch", "a.md", "sub/b.md", "-o", "out/decks"]);
    running.wait_for("→ out/decks/a.html");
    running.wait_for("→ out/decks/b.html");
    // Renamed over, so that nobody sees half of it.
    fs::write(project.path("b.tmp"), "---\ncss: ../both.css\n---\n# B again\n").expect("written");
    fs::rename(project.path("b.tmp"), project.path("sub/b.md")).expect("renamed");
    running.wait_for("→ out/decks/b.html");
    assert_eq!(running.lines().len(), 3, "{:#?}", running.lines());
    fs::write(project.path("both.css"), ".two{}").expect("written");
    running.wait_for("→ out/decks/a.html");
    running.wait_for("→ out/decks/b.html");
    for name in ["out/decks/a.html", "out/decks/b.html"] {
        assert!(project.read(name).contains(".two{}"), "{name}");
    }
}

#[test]
fn what_cannot_work_is_an_error_at_once() {
    let project = Project::new()
        .file("deck.md", "# A\n")
        .file("sub/deck.md", "# B\n")
        .file("page.html", "# C\n")
        .file("file", "");
    for (line, message) in [
        ("watch none.md", "cannot read none.md: "),
        ("watch deck.md none.md", "cannot read none.md: "),
        ("watch -", "standard input cannot be watched: name a file"),
        ("watch deck.md -o -", "`watch` writes files; `build` writes to `-`"),
        ("watch deck.md -o ./deck.md", "./deck.md is a document itself; `-o` names another place"),
        ("watch page.html", "page.html is a document itself; `-o` names another place"),
        ("watch deck.md page.html", "page.html is a document itself; `-o` names another place"),
        (
            "watch deck.md sub/deck.md -o out",
            "deck.md and sub/deck.md would both be written to out/deck.html",
        ),
        ("watch deck.md ./deck.md", "deck.md and ./deck.md would both be written to ./deck.html"),
        (
            "watch deck.md sub/deck.md -o file",
            "file is a file; for several decks `-o` names a folder",
        ),
        ("watch deck.md -o none/deck.html", "cannot write none/deck.html: there is no folder none"),
    ] {
        let outcome = project.whydeck(line.split(' ')).exits(1);
        assert!(
            outcome.stderr.starts_with(&format!("error: {message}")),
            "{line}: {}",
            outcome.stderr
        );
        assert_eq!(outcome.stdout, "", "{line}");
    }
    project.whydeck(["watch"]).exits(2);
    project.whydeck(["watch", "deck.md", "--poll=0"]).exits(2);
}

/// A checkout removes and writes file by file: in between, half of them are of one branch, half of
/// the other.
#[test]
fn a_checkout_of_many_files_ends_with_the_deck_of_the_branch() {
    if Command::new("git").arg("--version").output().is_err() {
        skipped("there is no git");
        return;
    }
    let write = |project: &Project, branch: &str| {
        let mut deck = format!("# Branch {branch}\n");
        for number in 0..30 {
            let name = format!("images/{number}.svg");
            let side = number + branch.len();
            let svg =
                format!("<svg xmlns='http://www.w3.org/2000/svg' width='{side}' height='9'/>");
            fs::create_dir_all(project.path("images")).expect("a folder");
            fs::write(project.path(&name), svg).expect("a file");
            deck += &format!("\n![]({name})\n");
        }
        fs::write(project.path("deck.md"), deck).expect("a file");
    };
    let git = |project: &Project, args: &str| {
        let identity =
            ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
        let mut command = Command::new("git");
        command.args(identity).args(args.split(' ')).current_dir(project.path(""));
        let outcome = command.output().expect("git");
        assert!(outcome.status.success(), "git {args}: {outcome:?}");
    };
    let make = || {
        let project = Project::new();
        write(&project, "one");
        for args in ["init -q -b one", "add .", "commit -q -m one", "checkout -q -b three"] {
            git(&project, args);
        }
        write(&project, "three");
        git(&project, "commit -q -a -m three");
        project
    };
    Watching::in_both_modes(make, &[], |watching| {
        watching.shows("Branch three");
        let mut told = Vec::new();
        for branch in ["one", "three", "one"] {
            let printed = watching
                .printed(|watching| git(&watching.project, &format!("checkout -q {branch}")));
            told.extend(printed.into_iter().filter(|line| line.contains("not built")));
            watching.shows(&format!("Branch {branch}"));
            watching.is_as_built_now(&[]);
        }
        // On a busy machine the document may be gone for long in one checkout, hardly in all.
        assert!(told.len() < 3, "{told:#?}");
    });
}

/// The descriptors are used up when the watches are asked for; a deck needs but one or two, one at
/// a time.
#[cfg(target_os = "linux")]
#[test]
fn without_watches_of_the_system_files_are_polled() {
    let project = project();
    let mut command = Command::new("sh");
    let script = format!("ulimit -n 5; exec '{}' watch deck.md", env!("CARGO_BIN_EXE_whydeck"));
    command.args(["-c", &script]);
    let running = Running::spawn(&project, command);
    running.wait_for("→ deck.html");
    let line = running.wait_for("the system gives no file watcher");
    assert!(line.ends_with(": looking at the files every 300 ms instead"), "{line}");
    fs::write(project.path("deck.md"), "# Second\n").expect("written");
    running.wait_for("→ deck.html");
    assert!(project.read("deck.html").contains("Second"));
}

#[cfg(target_os = "linux")]
#[test]
fn idle_it_sleeps_and_many_saves_leave_it_as_it_was() {
    let project = project();
    let running = Running::start(&project, ["watch", "deck.md"]);
    running.wait_for("→ deck.html");
    let process = format!("/proc/{}", running.pid());
    let entries =
        |what: &str| fs::read_dir(format!("{process}/{what}")).expect("a folder").flatten();
    // How often any of its threads had a turn.
    let turns = || -> u64 {
        let status = entries("task")
            .map(|task| fs::read_to_string(task.path().join("status")).expect("a status"));
        let lines = status.flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>());
        let turns = lines.filter(|line| line.contains("ctxt_switches"));
        turns
            .map(|line| {
                line.rsplit('\t').next().and_then(|n| n.parse::<u64>().ok()).expect("a number")
            })
            .sum()
    };
    let resident = || -> u64 {
        let text = fs::read_to_string(format!("{process}/statm")).expect("its memory");
        text.split(' ').nth(1).and_then(|pages| pages.parse().ok()).expect("a number")
    };
    let saves = |rounds: Range<usize>| {
        for round in rounds {
            fs::write(project.path("deck.md"), format!("# Save {round}\n")).expect("a save");
            running.wait_for("→ deck.html");
        }
        // Until it waits again.
        thread::sleep(Duration::from_millis(100));
    };
    saves(0..50);
    let open = entries("fd").count();
    let threads = entries("task").count();
    let before = resident();
    saves(50..400);
    let has_grown = || entries("fd").count() > open || entries("task").count() > threads;
    let is_as_before = || {
        thread::sleep(Duration::from_millis(100));
        !has_grown()
    };
    assert!(
        !has_grown() || (0..10).any(|_| is_as_before()),
        "{open} files, {threads} threads before"
    );
    // Pages of 4 KiB: less than a tenth of what the 350 decks would take.
    assert!(resident() < before + 2500, "{before} pages became {}", resident());

    // On a busy machine the last build may be done late: then it is looked at again.
    let is_asleep = || {
        let before = turns();
        thread::sleep(Duration::from_millis(400));
        turns() == before
    };
    assert!((0..10).any(|_| is_asleep()), "it does something though nothing happens");
}
