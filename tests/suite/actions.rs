//! `whydeck actions`: what postmortems promise, in every format.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use crate::support::golden;
use crate::support::project::{CORPUS, DOCUMENTS, Outcome, Project, corpus, documents, examples};

/// The folder of the golden documents.
fn golden_project() -> Project {
    Project::new().folder("tests/golden/actions/in")
}

fn run(project: &Project, args: &str) -> Outcome {
    let day = if args.contains("--as-of") { &[][..] } else { &["--as-of", "2026-04-02"] };
    let day = day.iter().copied();
    project.whydeck(["actions"].into_iter().chain(args.split_whitespace()).chain(day))
}

fn list(project: &Project, args: &str) -> Vec<Value> {
    let said = run(project, &format!("{args} --format json")).stdout;
    serde_json::from_str::<Vec<Value>>(&said).expect("a list of objects")
}

/// The ids of a list.
fn ids(list: &[Value]) -> Vec<&str> {
    list.iter().map(|action| action["id"].as_str().expect("an id")).collect()
}

#[test]
fn every_format_is_as_it_was() {
    let project = golden_project();
    let formats = ["table", "csv", "json", "md", "ics"];
    let made = formats.into_iter().flat_map(|format| {
        let outcome = run(&project, &format!(". --format {format}")).exits(1);
        let stderr = (format == "table").then(|| ("stderr.txt".to_owned(), outcome.stderr));
        [(format!("list.{format}"), outcome.stdout)].into_iter().chain(stderr)
    });
    golden::check("actions", made.collect::<Vec<_>>());
}

#[test]
fn what_is_asked_for_is_left() {
    let project = golden_project();
    let of = |args: &str| list(&project, &format!("2026 {args}"));
    assert_eq!(of("").len(), 10);
    assert_eq!(
        ids(&of("--open")),
        ["CA-1", "AI-2", "AI-3", "AI-4", "AI-6", "AI-7", "MAIL-7", "AI-1"]
    );
    assert_eq!(ids(&of("--overdue")), ["AI-2", "AI-3", "AI-7", "MAIL-7"]);
    assert_eq!(
        ids(&of("--overdue --as-of 2026-04-01")),
        ["AI-3", "AI-7", "MAIL-7"],
        "not that day"
    );
    assert_eq!(ids(&of("--owner ANN")), ["AI-1", "AI-6"]);
    assert_eq!(ids(&of("--owner storage --open")), ["AI-2"]);
    assert_eq!(of("--owner nobody"), Vec::<Value>::new());
    let said = run(&project, "2026 --overdue").exits(0).stderr;
    assert_eq!(said, "1 open action is due on no day that can be compared: “end of Q3”\n");
    let none = run(&project, "2026 --owner nobody").exits(0).stdout;
    assert_eq!(none, "no actions\n");
    let wrong = run(&project, "2026 --as-of yesterday").exits(2).stderr;
    assert!(wrong.contains("expected a day such as 2026-01-31"), "{wrong}");
}

#[test]
fn what_cannot_be_read_is_named_and_the_others_are_listed() {
    let project = golden_project().file("2026/film.md", [0_u8; 40]);
    let outcome = run(&project, "2026 gone.md --format json").exits(1);
    assert_eq!(serde_json::from_str::<Vec<Value>>(&outcome.stdout).expect("JSON").len(), 10);
    for said in ["error: cannot read gone.md: ", "error: cannot read 2026/film.md: "] {
        assert!(outcome.stderr.contains(said), "{}", outcome.stderr);
    }
    let broken = run(&project, "broken.md --message-format short").exits(1);
    assert!(broken.stderr.starts_with("broken.md:3:"), "{}", broken.stderr);
    assert!(broken.stdout.contains("+1 node in every zone"), "{}", broken.stdout);
    let sarif = run(&project, "2026 gone.md broken.md --message-format sarif").exits(1).stderr;
    let log: Value = serde_json::from_str(&sarif).expect("one log, and nothing beside it");
    assert_eq!(log["runs"][0]["results"].as_array().map(Vec::len), Some(3), "{sarif}");
    let empty = Project::new().file("sub/x.txt", "");
    let nothing = run(&empty, "sub").exits(1);
    assert!(nothing.stderr.contains("there is no Markdown and no YAML"), "{}", nothing.stderr);
}

#[test]
fn a_folder_gives_known_postmortems_and_a_name_anything() {
    let project = Project::new()
        .folder("tests/golden/actions/in/2026")
        .file("notes.md", "# Notes\n\n## Action items\n\n- Buy coffee\n")
        .file("talk.md", "---\nkind: slides\n---\n# One\n\n## Action items\n\n- x\n")
        .file("compose.yaml", "services:\n  web:\n    image: nginx\n");
    let outcome = run(&project, ". --format json").exits(0);
    assert!(!outcome.stdout.contains("coffee"));
    assert_eq!(
        outcome.stderr,
        "3 other documents are no known postmortems; `--all` takes everything\n"
    );
    assert_eq!(ids(&list(&project, "notes.md")), ["AI-1"]);
    let talk = run(&project, "talk.md").exits(0);
    assert!(talk.stderr.contains("talk.md is a slide file"), "{}", talk.stderr);
    let all = list(&project, ". --all");
    let files: BTreeSet<&str> = all.iter().filter_map(|action| action["file"].as_str()).collect();
    assert!(["notes.md", "talk.md"].iter().all(|file| files.contains(file)), "{files:?}");
}

#[test]
fn files_keep_their_order_and_each_is_asked_once() {
    let project = golden_project();
    let all = list(&project, "2026/mailer.yaml 2026 ./2026/cache.md 2026/mailer.yaml");
    let places: Vec<String> =
        all.iter().map(|action| format!("{}:{}", action["file"], action["line"])).collect();
    assert_eq!(all.len(), 10);
    assert!(places[0].starts_with("\"2026/mailer.yaml\""), "{places:?}");
    let lines: Vec<u64> = all[2..].iter().filter_map(|action| action["line"].as_u64()).collect();
    assert!(lines.is_sorted() && lines.len() == 8, "{places:?}");
    let text = fs::read(project.path("2026/cache.md")).expect("a document");
    let piped = project.whydeck_reading(&text, ["actions", "-", "--format", "json"]).exits(0);
    assert_eq!(ids(&serde_json::from_str::<Vec<Value>>(&piped.stdout).expect("JSON")).len(), 8);
}

#[test]
fn the_name_of_the_file_chooses_the_format() {
    let project = golden_project();
    for (name, begins) in [
        ("a.csv", "title,description,"),
        ("a.json", "[\n"),
        ("a.md", "| Id |"),
        ("a.ics", "BEGIN:VCALENDAR\r\n"),
        ("a.txt", "2026/cache.md\n"),
    ] {
        let outcome = run(&project, &format!("2026 -o {name}")).exits(0);
        assert!(project.read(name).starts_with(begins) && outcome.stdout.is_empty(), "{name}");
    }
    let odd = run(&project, "2026 -o a.xlsx").exits(1).stderr;
    assert!(odd.contains("no list of actions ends with `.xlsx`"), "{odd}");
    let before = project.read("2026/cache.md");
    let own = run(&project, "2026 -o 2026/cache.md").exits(1).stderr;
    assert!(own.contains("is a document itself"), "{own}");
    assert_eq!(project.read("2026/cache.md"), before);
}

/// The rows of a CSV by RFC 4180, read as strictly as importers do.
pub(crate) fn csv_rows(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut is_quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let row = rows.last_mut().expect("a row");
        let cell = row.last_mut().expect("a cell");
        match c {
            '"' if is_quoted && chars.peek() == Some(&'"') => cell.extend(chars.next()),
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => row.push(String::new()),
            '\r' if !is_quoted => {
                assert_eq!(chars.next(), Some('\n'), "CR without LF");
                rows.push(vec![String::new()]);
            }
            '\n' if !is_quoted => panic!("LF without CR"),
            _ => cell.push(c),
        }
    }
    assert_eq!(rows.pop(), Some(vec![String::new()]), "the last line ends, too");
    rows
}

#[test]
fn csv_is_taken_by_importers_and_no_cell_is_a_formula() {
    let project = golden_project();
    let rows = csv_rows(&run(&project, ". --format csv").stdout);
    assert_eq!(rows[0][..3], ["title", "description", "due_date"]);
    assert!(rows.iter().all(|row| row.len() == rows[0].len()), "{rows:?}");
    assert_eq!(rows.len(), 12);
    let begins = |cell: &String| cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    assert!(!rows.iter().flatten().any(begins), "{rows:?}");
    assert!(rows.iter().any(|row| row[0].starts_with("'=HYPERLINK")), "{rows:?}");
    for day in rows[1..].iter().map(|row| &row[2]).filter(|day| !day.is_empty()) {
        assert!(day.len() == 10 && day.starts_with("2026-"), "{day}");
    }
}

/// The tasks of a calendar, each as its lines, unfolded.
pub(crate) fn tasks(ics: &str) -> Vec<Vec<String>> {
    assert!(ics.ends_with("END:VCALENDAR\r\n") && !ics.replace("\r\n", "").contains(['\r', '\n']));
    assert!(ics.split("\r\n").all(|line| line.len() <= 75), "{ics}");
    let unfolded = ics.replace("\r\n ", "");
    let mut tasks: Vec<Vec<String>> = Vec::new();
    let mut is_open = false;
    for line in unfolded.split("\r\n") {
        match line {
            "BEGIN:VTODO" => tasks.push(Vec::new()),
            "END:VTODO" => {}
            _ if is_open => tasks.last_mut().expect("a task").push(line.to_owned()),
            _ => {}
        }
        is_open = line == "BEGIN:VTODO" || is_open && line != "END:VTODO";
    }
    assert!(!is_open, "a task has no end");
    tasks
}

pub(crate) fn value<'t>(task: &'t [String], name: &str) -> Option<&'t str> {
    let mut found = task.iter().filter_map(|line| line.strip_prefix(name));
    let value = found.next();
    assert!(found.next().is_none(), "{name} twice in {task:?}");
    value
}

#[test]
fn a_task_keeps_its_name_in_the_calendar() {
    let project = golden_project().file(".git/HEAD", "");
    let uids = |ics: &str| -> Vec<String> {
        let of = |task: &Vec<String>| value(task, "UID:").expect("a UID").to_owned();
        tasks(ics).iter().map(of).collect()
    };
    let first = run(&project, "2026 --format ics").stdout;
    for task in tasks(&first) {
        assert_eq!(value(&task, "DTSTAMP:"), Some("20260402T000000Z"));
        assert!(value(&task, "SUMMARY:").is_some() && value(&task, "STATUS:").is_some());
    }
    let first = uids(&first);
    assert_eq!(first.iter().collect::<BTreeSet<_>>().len(), 10, "each has its own");
    // From another place, and with the list and its lines changed.
    let path = project.path("2026").display().to_string();
    assert_eq!(uids(&run(&project, &format!("{path} --format ics")).stdout), first);
    let cache = project.read("2026/cache.md");
    let grown = cache.replace("- [x] Write", "- [ ] Another one\n- [ ] Write");
    fs::write(project.path("2026/cache.md"), grown).expect("a document");
    let second = uids(&run(&project, "2026 --format ics").stdout);
    assert_eq!(second.len(), 11);
    assert!(first.iter().all(|uid| second.contains(uid)));
}

#[test]
fn lists_hold_what_read_says() {
    let project = Project::new().folder(DOCUMENTS).folder("decks/examples");
    let mut names = documents();
    names.extend(examples().into_iter().filter(|name| !name.contains("slides")));
    let listed = list(&project, &format!("{} --all", names.join(" ")));
    let mut counted = 0;
    for name in &names {
        let args = ["read", name, "--as", "postmortem", "--format", "json"];
        let read = project.whydeck(args).exits(0).stdout;
        let read: Value = serde_json::from_str(&read).expect("JSON");
        let of = |key: &str| read["model"][key].as_array().cloned().expect("actions");
        let mut want = [of("correctiveActions"), of("actionItems")].concat();
        want.sort_by_key(|action| action["place"]["line"].as_u64());
        counted += want.len();
        let made: Vec<&Value> =
            listed.iter().filter(|action| action["file"] == name.as_str()).collect();
        assert_eq!(made.len(), want.len(), "{name}");
        for (made, want) in made.iter().zip(&want) {
            for key in ["id", "text", "owner", "due", "state"] {
                assert_eq!(made[key], want[key], "{name}: {key}");
            }
            assert_eq!(made["line"], want["place"]["line"], "{name}");
        }
    }
    assert!(counted > 50 && counted == listed.len(), "{counted}");
}

/// The lines of the rows of tables of actions, found without whydeck: below a heading that ends
/// with "action items", a header that names an action and an owner.
fn rows_of_tables(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut is_section = false;
    let mut rows = None;
    for (at, line) in text.lines().enumerate() {
        if let Some(title) = line.strip_prefix('#') {
            is_section = title.trim().to_lowercase().ends_with("action items");
        }
        let cells = line.trim().to_lowercase();
        if !cells.starts_with('|') {
            rows = None;
        } else if let Some(count) = &mut rows {
            *count += 1;
            // The first of them is the line below the header.
            if *count > 1 {
                found.push(at + 1);
            }
        } else if is_section && cells.contains("action") && cells.contains("owner") {
            rows = Some(0);
        }
    }
    found
}

#[test]
fn every_row_of_a_table_is_an_action() {
    let project = Project::new().folder(DOCUMENTS).folder("decks/examples");
    let project = if corpus().is_empty() { project } else { project.folder(CORPUS) };
    let names = fs::read_dir(project.path("")).expect("a folder");
    let names =
        names.map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned());
    let names: BTreeSet<String> = names.filter(|name| name.ends_with(".md")).collect();
    let listed = list(&project, ". --all");
    let mut counted = 0;
    for name in &names {
        let of = |action: &&Value| action["file"] == name.as_str();
        let lines: Vec<u64> =
            listed.iter().filter(of).filter_map(|action| action["line"].as_u64()).collect();
        for row in rows_of_tables(&project.read(name)) {
            counted += 1;
            let there = lines.iter().filter(|line| **line == row as u64).count();
            assert_eq!(there, 1, "{name}:{row}");
        }
    }
    assert!(counted >= 20, "only {counted} rows");
}
