//! What is captured in a meeting: kept first, then shown, corrected, withdrawn, and written.

use std::fs;

use serde_json::{Value, json};

use crate::support::meeting::{Device, INCIDENT, again, journal, meeting};
use crate::support::server::Server;

fn shown(events: &crate::support::server::Events, words: &str) {
    events.wait("deck", |data| data.contains(words));
}

fn captures(view: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let all = view["captures"].as_array().expect("captures").iter();
    all.map(|one| (text(&one["text"]), text(&one["standing"]))).collect()
}

fn open(texts: &[&str]) -> Vec<(String, String)> {
    texts.iter().map(|text| ((*text).to_owned(), "open".to_owned())).collect()
}

#[test]
fn a_capture_is_in_the_journal_then_in_everybodys_deck_and_not_in_the_file() {
    let (project, server, starter) = meeting(&[]);
    let viewer = server.events("/live");
    let id = starter.capture(&server, "decision", "Keep the old queue");
    let kept = journal(&project);
    assert_eq!((kept.len(), &kept[0]["text"]), (1, &json!("Keep the old queue")));
    assert_eq!(kept[0]["id"], id.as_str());
    shown(&viewer, "Keep the old queue");
    let view = starter.view_where(&server, |view| view["captures"][0]["shown"] == true);
    assert_eq!(captures(&view), open(&["Keep the old queue"]));
    assert_eq!(view["captures"][0]["id"], id.as_str());
    assert_eq!(project.read("incident.md"), INCIDENT);
    let action = starter.done(
        &server,
        &json!({ "act": "capture", "kind": "action", "line": "Alert on lag @grace due 2026-12-04" }),
    );
    let words = action["shown"].as_str().expect("words");
    assert!(
        words.contains("Alert on lag") && words.contains("@grace") && words.contains("2026-12-04")
    );
    shown(&viewer, "Alert on lag");
    let view = starter.view_where(&server, |view| {
        let actions = view["actions"].as_array().expect("actions");
        actions.iter().any(|action| action["text"] == "Alert on lag")
    });
    assert!(view["owners"].as_array().expect("owners").contains(&json!("grace")), "{view}");
    assert_eq!(view["today"].as_str().map(str::len), Some(10));
}

#[test]
fn everything_can_be_corrected_or_withdrawn_until_it_is_applied() {
    let (project, server, starter) = meeting(&[]);
    let paired = Device::paired(&server, &starter);
    let viewer = server.events("/live");
    let id = starter.capture(&server, "lesson", "Alerts lie");
    shown(&viewer, "Alerts lie");
    let answer =
        paired.done(&server, &json!({ "act": "correct", "id": id, "line": "Alerts sleep" }));
    assert_eq!((&answer["id"], &answer["shown"]), (&json!(id), &json!("Alerts sleep")));
    viewer.wait("deck", |data| data.contains("Alerts sleep") && !data.contains("Alerts lie"));
    paired.done(&server, &json!({ "act": "withdraw", "id": id }));
    viewer.wait("deck", |data| !data.contains("Alerts sleep"));
    paired.done(&server, &json!({ "act": "withdraw", "id": id }));
    assert_eq!(journal(&project).len(), 3, "withdrawing twice is withdrawing once");
    let again = starter.act(&server, &json!({ "act": "correct", "id": id, "line": "x" }));
    assert_eq!(again["ok"], false, "{again}");
    assert!(again["why"].as_str().expect("words").contains("withdrawn"), "{again}");
    let view = starter.view(&server);
    assert_eq!(captures(&view), [("Alerts sleep".to_owned(), "withdrawn".to_owned())]);
    let lost = starter.act(&server, &json!({ "act": "withdraw", "id": "0" }));
    assert_eq!(lost["ok"], false);
}

#[test]
fn what_is_sent_twice_is_kept_once() {
    let (project, server, starter) = meeting(&[]);
    let act =
        json!({ "act": "capture", "kind": "decision", "line": "Once", "key": "0f0f0f0f0f0f0f0f" });
    let first = starter.done(&server, &act);
    let second = starter.done(&server, &act);
    assert_eq!(first, second);
    assert_eq!(journal(&project).len(), 1);
    let other =
        json!({ "act": "capture", "kind": "decision", "line": "Once", "key": "0f0f0f0f0f0f0f10" });
    assert_ne!(starter.done(&server, &other)["id"], first["id"]);
    // Nor by a server that was restarted meanwhile.
    drop(server);
    let (server, starter) = again(&project, &[]);
    starter.done(&server, &json!({ "act": "journal", "do": "continue" }));
    assert_eq!(starter.done(&server, &act), first);
    assert_eq!(journal(&project).len(), 2);
}

#[test]
fn an_action_of_the_document_is_committed_to() {
    let (project, server, starter) = meeting(&[]);
    let view = starter.view_where(&server, |view| !view["actions"][0].is_null());
    let action = &view["actions"][0];
    assert_eq!((&action["text"], &action["owner"]), (&json!("Limit the queue"), &json!("ada")));
    let target = json!({
        "list": action["list"], "id": action["id"], "text": action["text"], "seen": action["seen"],
    });
    let change = json!({ "act": "change", "target": target, "line": "", "state": "done" });
    let id = starter.done(&server, &change)["id"].clone();
    let nothing = starter.act(&server, &json!({ "act": "change", "target": target, "line": "" }));
    assert_eq!(nothing["ok"], false, "{nothing}");
    let view = starter.view_where(&server, |view| view["actions"][0]["state"] == "done");
    assert_eq!(view["captures"][0]["state"], "done");
    apply(&server, &starter, &json!({ "ids": [id] }));
    let expected = INCIDENT.replace("- [ ] Limit", "- [x] Limit");
    assert_eq!(project.read("incident.md"), expected, "one line has changed");
}

/// Applies with the hash of the file as it is now.
#[track_caller]
fn apply(server: &Server, device: &Device, wanted: &Value) -> Value {
    let diff = device.get(server, "/meeting/diff");
    let diff: Value = serde_json::from_slice(&diff.body).expect("JSON");
    assert_eq!(diff["ok"], true, "{diff}");
    let mut wanted = wanted.clone();
    wanted["hash"] = diff["hash"].clone();
    let answer = device.post(server, "/meeting/apply", &wanted);
    let answer: Value = serde_json::from_slice(&answer.body).expect("JSON");
    assert_eq!(answer["ok"], true, "{answer}");
    answer
}

#[test]
fn some_are_applied_and_the_others_wait() {
    let (project, server, starter) = meeting(&[]);
    let one = starter.capture(&server, "decision", "One is decided");
    let two = starter.capture(&server, "lesson", "Two is learned");
    let note = starter.capture(&server, "note", "Three is said");
    let diff = starter.get(&server, "/meeting/diff");
    let diff: Value = serde_json::from_slice(&diff.body).expect("JSON");
    let patch = diff["patch"].as_str().expect("a patch");
    assert!(patch.contains("One is decided") && patch.contains("Two is learned"), "{patch}");
    assert!(!patch.contains("Three is said"));
    let placed = |id: &str| {
        let each = diff["each"].as_array().expect("each").iter();
        each.clone().find(|one| one["id"] == id).map(|one| one["placed"].clone())
    };
    assert_eq!((placed(&one), placed(&note)), (Some(json!("written")), Some(json!("not"))));
    let answer = apply(&server, &starter, &json!({ "ids": [one] }));
    assert_eq!(answer["applied"], json!([one]));
    let text = project.read("incident.md");
    assert!(text.contains("One is decided") && !text.contains("Two is learned"));
    let view = starter.view_where(&server, |view| view["captures"][0]["standing"] == "applied");
    assert_eq!(view["captures"][1]["standing"], "open");
    let late = starter.act(&server, &json!({ "act": "withdraw", "id": one }));
    assert!(late["why"].as_str().expect("words").contains("in the document"), "{late}");
    // A file that was saved since is not written over.
    let hash = diff["hash"].clone();
    let answer = starter.post(&server, "/meeting/apply", &json!({ "ids": [two], "hash": hash }));
    assert!(answer.text().contains("\"ok\":false"), "{}", answer.text());
    apply(&server, &starter, &json!({ "ids": [two] }));
    assert!(project.read("incident.md").contains("Two is learned"));
    assert_eq!(project.read("incident.md").matches("One is decided").count(), 1);
}

#[test]
fn a_restarted_server_offers_the_meeting_and_replays_nothing_by_itself() {
    let (project, server, starter) = meeting(&[]);
    starter.capture(&server, "decision", "Before the restart");
    starter.done(&server, &json!({ "act": "timer", "on": true }));
    drop(server);
    let (server, starter) = again(&project, &[]);
    let view = starter.view(&server);
    assert_eq!((&view["journal"]["asks"], captures(&view)), (&json!(true), Vec::new()));
    let from = view["journal"]["from"].as_str().expect("words");
    assert!(from.contains("this document") && from.contains("2 entries"), "{from}");
    assert!(!server.get("/").text().contains("Before the restart"));
    let early = json!({ "act": "capture", "kind": "decision", "line": "Too early" });
    assert!(starter.act(&server, &early)["why"].as_str().expect("words").contains("set it aside"));
    let viewer = server.events("/live");
    starter.done(&server, &json!({ "act": "journal", "do": "continue" }));
    shown(&viewer, "Before the restart");
    let view = starter.view(&server);
    assert_eq!(captures(&view), open(&["Before the restart"]));
    assert_eq!((&view["timer"], &view["journal"]["asks"]), (&json!(true), &json!(false)));
    starter.capture(&server, "decision", "After it");
    drop(server);
    let (server, starter) = again(&project, &[]);
    starter.done(&server, &json!({ "act": "journal", "do": "aside" }));
    let view = starter.view(&server);
    assert_eq!((&view["journal"]["asks"], captures(&view)), (&json!(false), Vec::new()));
    starter.capture(&server, "note", "Another meeting");
    let files: Vec<String> = fs::read_dir(project.path(""))
        .expect("a folder")
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".ndjson"))
        .collect();
    assert_eq!(files.len(), 2, "{files:?}");
    assert_eq!(journal(&project).len(), 1);
}

#[test]
fn two_devices_at_once_keep_both() {
    let (project, server, starter) = meeting(&[]);
    let paired = Device::paired(&server, &starter);
    let many = |device: &Device, name: &str| -> Vec<String> {
        (0..20)
            .map(|n| device.capture(&server, "decision", &format!("{name} decides {n}")))
            .collect()
    };
    let ids: Vec<String> = std::thread::scope(|scope| {
        let one = scope.spawn(|| many(&starter, "one"));
        let two = scope.spawn(|| many(&paired, "two"));
        [one, two].into_iter().flat_map(|all| all.join().expect("no panic")).collect()
    });
    let kept = journal(&project);
    assert_eq!(kept.len(), 40);
    assert!(ids.iter().all(|id| kept.iter().any(|line| line["id"] == id.as_str())));
    let view = starter.view(&server);
    assert_eq!(view["captures"].as_array().map(Vec::len), Some(40));
}

#[test]
fn the_presenters_page_moves_the_decks() {
    let (_project, server, starter) = meeting(&[]);
    let viewer = server.events("/live");
    let team = server.events_as(&starter.cookie, "/live");
    let view = starter.view(&server);
    let (first, second) = (view["slide"]["key"].clone(), view["next"]["key"].clone());
    assert!(first.is_string() && second.is_string() && first != second);
    let gone = starter.act(&server, &json!({ "act": "goto", "key": "nowhere" }));
    assert_eq!(gone["ok"], false);
    starter.done(&server, &json!({ "act": "goto", "key": second }));
    let key = format!("\"key\":{second}");
    team.wait("goto", |data| data.contains(&key));
    viewer.wait("place", |data| data.contains(&key));
    let view = starter.view(&server);
    assert_eq!(view["slide"]["key"], second);
    // The deck of the presenter says where it is, as it does without a meeting.
    let place = json!({ "key": first, "h": 0, "v": 0, "f": -1, "n": u64::MAX });
    assert_eq!(starter.post(&server, "/place", &place).status, 204);
    assert_eq!(starter.view(&server)["slide"]["key"], first);
}
