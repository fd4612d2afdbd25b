//! Bad luck in a meeting: the server is killed, the document breaks, goes, or cannot be written.

use std::fs;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::support::meeting::{INCIDENT, again, journal, meeting};
use crate::support::project::Project;

/// Whether one of the problems of a view has these words.
fn says(view: &Value, words: &str) -> bool {
    let problems = view["problems"].as_array().expect("problems").iter();
    problems.filter_map(Value::as_str).any(|problem| problem.contains(words))
}

#[cfg(unix)]
#[test]
fn a_server_that_is_killed_has_lost_nothing_that_was_kept() {
    const ROUNDS: usize = 6;
    let project = Project::new().file("incident.md", INCIDENT);
    let mut all: Vec<String> = Vec::new();
    for round in 0..ROUNDS {
        let (server, starter) = again(&project, &[]);
        if round > 0 {
            starter.done(&server, &json!({ "act": "journal", "do": "continue" }));
        }
        let kept = Mutex::new(Vec::new());
        let pid = rustix::process::Pid::from_raw(server.process().pid().cast_signed());
        thread::scope(|scope| {
            for device in 0..2 {
                let (server, starter, kept) = (&server, &starter, &kept);
                scope.spawn(move || {
                    for number in 0..200 {
                        let line = format!("Decision {round} {device} {number}");
                        let own = format!("http://127.0.0.1:{}", server.port());
                        let body = json!({ "act": "capture", "kind": "decision", "line": line });
                        let Some(answer) =
                            crate::support::meeting::try_post(server, &own, &starter.cookie, &body)
                        else {
                            return;
                        };
                        if answer["ok"] == true {
                            let id = answer["id"].as_str().expect("an id").to_owned();
                            kept.lock().expect("no panic").push(id);
                        }
                    }
                });
            }
            thread::sleep(Duration::from_millis(40 + 67 * round as u64));
            let pid = pid.expect("a process");
            rustix::process::kill_process(pid, rustix::process::Signal::KILL).expect("killed");
        });
        all.extend(kept.into_inner().expect("no panic"));
    }
    assert!(all.len() > ROUNDS, "{} were kept", all.len());
    let lines = journal(&project);
    for id in &all {
        let count = lines.iter().filter(|line| line["id"] == id.as_str()).count();
        assert_eq!(count, 1, "{id} was acknowledged");
    }
    let (server, starter) = again(&project, &[]);
    starter.done(&server, &json!({ "act": "journal", "do": "continue" }));
    let view = starter.view(&server);
    let captures = view["captures"].as_array().expect("captures");
    assert!(all.iter().all(|id| captures.iter().any(|capture| capture["id"] == id.as_str())));
    // What was not acknowledged may be there, too, but nothing is there twice.
    let mut texts: Vec<&str> = captures.iter().filter_map(|one| one["text"].as_str()).collect();
    texts.sort_unstable();
    let count = texts.len();
    texts.dedup();
    assert_eq!(count, texts.len());
}

#[test]
fn a_document_that_breaks_or_goes_leaves_the_captures() {
    let (project, server, starter) = meeting(&[]);
    let path = project.path("incident.md");
    let viewer = server.events("/live");
    starter.capture(&server, "decision", "Decided before");
    viewer.wait("deck", |data| data.contains("Decided before"));
    fs::write(&path, format!("---\ntitle: [\n---\n{INCIDENT}")).expect("a save");
    starter.view_where(&server, |view| says(view, "makes no deck"));
    starter.capture(&server, "decision", "Decided while broken");
    fs::remove_file(&path).expect("gone");
    starter.view_where(&server, |view| says(view, "cannot read incident.md"));
    starter.capture(&server, "decision", "Decided while gone");
    let diff = starter.get(&server, "/meeting/diff").text();
    assert!(diff.contains("\"ok\":false") && diff.contains("is kept"), "{diff}");
    assert_eq!(journal(&project).len(), 3);
    fs::write(&path, INCIDENT.replace("46 minutes", "47 minutes")).expect("a save");
    for words in ["Decided before", "Decided while broken", "Decided while gone", "47 minutes"] {
        while !server.get("/").text().contains(words) {
            viewer.wait("deck", |_| true);
        }
    }
    let view = starter.view_where(&server, |view| view["captures"][2]["shown"] == true);
    assert_eq!(view["problems"], json!([]));
    assert!(!project.read("incident.md").contains("Decided"));
}

#[cfg(unix)]
#[test]
fn a_folder_that_takes_no_journal_is_said_and_nothing_is_called_kept() {
    use std::os::unix::fs::PermissionsExt;
    let (project, server, starter) = meeting(&[]);
    let folder = |mode| {
        let mode = fs::Permissions::from_mode(mode);
        fs::set_permissions(project.path(""), mode).expect("a mode");
    };
    folder(0o555);
    if fs::write(project.path("probe"), "").is_ok() {
        // Root writes everywhere.
        fs::remove_file(project.path("probe")).expect("gone");
        folder(0o755);
        fs::create_dir(project.path("incident.meeting.ndjson")).expect("a folder in its place");
    }
    let act = json!({ "act": "capture", "kind": "decision", "line": "Lost?" });
    let answer = starter.act(&server, &act);
    assert_eq!(answer["ok"], false, "{answer}");
    assert!(answer["why"].as_str().expect("words").starts_with("not kept"), "{answer}");
    let view = starter.view(&server);
    assert!(says(&view, "not kept"), "{view}");
    assert_eq!(view["captures"], json!([]));
    folder(0o755);
    let _ = fs::remove_dir(project.path("incident.meeting.ndjson"));
    starter.done(&server, &act);
    assert_eq!(starter.view(&server)["problems"], json!([]));
}

#[test]
fn slides_have_no_lists_and_the_page_says_so() {
    let project =
        Project::new().file("incident.md", "---\ntype: slide\n---\n# One\n\n---\n\n# Two\n");
    let (server, starter) = again(&project, &[]);
    starter.view_where(&server, |view| says(view, "slide file"));
    starter.capture(&server, "decision", "Decided about slides");
    let diff = starter.get(&server, "/meeting/diff").text();
    assert!(diff.contains("\"ok\":false") && diff.contains("slide file"), "{diff}");
    assert!(!server.get("/").text().contains("Decided about"));
    assert_eq!(journal(&project).len(), 1);
}

#[test]
fn git_that_sees_the_journal_is_said_with_the_first_capture() {
    for (ignored, is_said) in [("", true), ("*.meeting.ndjson\n", false)] {
        let project = Project::new()
            .file("incident.md", INCIDENT)
            .file(".git/HEAD", "ref: refs/heads/main\n")
            .file(".gitignore", ignored);
        let (server, starter) = again(&project, &[]);
        assert!(!says(&starter.view(&server), ".gitignore"));
        starter.capture(&server, "note", "The first");
        assert_eq!(says(&starter.view(&server), ".gitignore"), is_said, "{ignored}");
    }
}

#[test]
fn a_click_opens_the_line_of_the_file_whatever_was_captured_above() {
    let text = format!("{INCIDENT}\n## Root cause\n\nThe queue had no limit, and nobody knew.\n");
    let project = Project::new().file("incident.md", text);
    let (server, starter) = again(&project, &["--editor", "vscode"]);
    let team = server.events_as(&starter.cookie, "/live");
    let deck = team.wait("deck", |_| true);
    let line = |key: &Value| {
        let answer = starter.post(&server, "/open", &json!({ "key": key }));
        let answer: Value = serde_json::from_slice(&answer.body).ok()?;
        let url = answer["url"].as_str().expect("an address").to_owned();
        url.rsplit(':').nth(1).and_then(|line| line.parse::<usize>().ok())
    };
    let slides = |deck: &str| -> Vec<Value> {
        let deck: Value = serde_json::from_str(deck).expect("JSON");
        let stacks = deck["stacks"].as_array().expect("stacks").clone();
        stacks.iter().flat_map(|stack| stack.as_array().expect("slides").clone()).collect()
    };
    let before: Vec<(Value, Option<usize>)> =
        slides(&deck).into_iter().map(|slide| (slide[0].clone(), line(&slide[0]))).collect();
    assert!(before.iter().flat_map(|(_, line)| line).count() > 2, "{before:?}");
    // Two lines above the cause.
    starter.capture(&server, "lesson", "Alerts sleep");
    starter.capture(&server, "lesson", "So do people");
    let deck = team.wait("deck", |data| data.contains("So do people"));
    let known = |key: &Value| before.iter().find(|(known, _)| known == key).map(|(_, line)| *line);
    let mut same = 0;
    for slide in slides(&deck) {
        let now = line(&slide[0]);
        let lines = project.read("incident.md").lines().count();
        assert!(now.is_none_or(|line| line <= lines), "{slide}: {now:?}");
        if let (Some(Some(old)), Some(now)) = (known(&slide[0]), now) {
            assert_eq!(old, now, "{slide}");
            same += 1;
        }
    }
    assert!(same > 2, "{same}");
    assert_eq!(
        before.iter().filter_map(|(_, line)| *line).max(),
        project.read("incident.md").lines().count().into()
    );
}
