//! Who may do what in a meeting: the first address, pairing, rights, and what viewers never get.

use serde_json::json;

use crate::support::meeting::{Device, INCIDENT, meeting, post};
use crate::support::project::Project;
use crate::support::server::Server;

const ACT: &str = r#"{"act":"capture","kind":"note","line":"x"}"#;
const PAGES: [&str; 2] = ["/meeting", "/meeting/review"];

#[test]
fn the_first_address_works_once_and_no_other_holds_a_secret() {
    let project = Project::new().file("incident.md", INCIDENT);
    let server = Server::start(&project, &["incident.md", "--meeting"]);
    let start = format!("/start/{}", server.key());
    for path in ["/meeting", "/meeting/review", "/meeting/live", "/meeting/diff"] {
        assert_eq!(server.get(path).status, 403, "{path}: a token is needed on the loopback, too");
    }
    for wrong in ["/start/", "/start/0", &start[..start.len() - 1], &format!("{start}0")] {
        assert_eq!(server.get(wrong).status, 403, "{wrong}");
    }
    for (method, status) in [("HEAD", 405), ("POST", 405)] {
        assert_eq!(server.request(method, &start, &[], "").status, status);
    }
    let first = server.get(&start);
    assert_eq!((first.status, first.header("location")), (303, Some("/meeting")));
    let starter = Device::with(&first);
    let second = server.get(&start);
    assert_eq!((second.status, second.header("set-cookie")), (403, None));
    assert!(second.text().contains("/pair") && second.text().contains("works once"));
    assert!(!second.text().contains(server.key()));
    let secret = starter.cookie.split('=').nth(1).expect("a value").to_owned();
    let texts =
        ["/", "/meeting", "/meeting/review", "/pair"].map(|path| starter.get(&server, path));
    for page in texts {
        assert_eq!(page.status, 200);
        assert!(!page.text().contains(&secret) && !page.text().contains(server.key()));
    }
    assert!(!starter.view(&server).to_string().contains(&secret));
}

#[test]
fn a_device_is_paired_by_a_code_that_works_once() {
    let (_project, server, starter) = meeting(&[]);
    assert!(starter.view(&server)["code"].is_null());
    let none = post(&server, None, "/pair", &json!({ "code": "AAAAAA" }));
    assert_eq!((none.status, none.header("set-cookie")), (403, None));
    starter.done(&server, &json!({ "act": "pair" }));
    let code = starter.view(&server)["code"].as_str().expect("a code").to_owned();
    assert!((6..=8).contains(&code.len()), "{code}");
    let paired = post(&server, None, "/pair", &json!({ "code": code.to_lowercase() }));
    assert_eq!(paired.status, 200, "{}", paired.text());
    let paired = Device::with(&paired);
    assert_eq!(post(&server, None, "/pair", &json!({ "code": code })).status, 403, "once");
    assert!(starter.view(&server)["code"].is_null());
    assert_eq!(starter.view(&server)["rights"], "starter");
    assert_eq!(paired.view(&server)["rights"], "paired");
    assert_ne!(paired.cookie, starter.cookie);
    // Guessing is bounded for everybody together.
    starter.done(&server, &json!({ "act": "pair" }));
    let code = starter.view(&server)["code"].as_str().expect("a code").to_owned();
    assert!(paired.view(&server)["code"].is_null(), "only the starter hands it on");
    let guesses =
        (0..100).map(|_| post(&server, None, "/pair", &json!({ "code": "UUUUUU" })).status);
    let guesses: Vec<u16> = guesses.collect();
    assert_eq!(guesses.iter().filter(|status| **status == 403).count(), 10, "{guesses:?}");
    assert_eq!(post(&server, None, "/pair", &json!({ "code": code })).status, 429);
    assert!(starter.view(&server)["code"].is_null(), "it ended");
    Device::paired(&server, &starter);
}

#[test]
fn a_paired_device_captures_and_does_not_apply() {
    let (project, server, starter) = meeting(&[]);
    let paired = Device::paired(&server, &starter);
    paired.capture(&server, "decision", "Keep the queue");
    for act in [json!({ "act": "pair" }), json!({ "act": "journal", "do": "aside" })] {
        let answer = paired.post(&server, "/meeting/do", &act);
        assert_eq!(answer.status, 403, "{act}");
        assert!(answer.text().contains("only the device that started"), "{}", answer.text());
    }
    let diff = paired.get(&server, "/meeting/diff");
    let diff: serde_json::Value = serde_json::from_slice(&diff.body).expect("JSON");
    let wanted = json!({ "ids": null, "hash": diff["hash"] });
    let answer = paired.post(&server, "/meeting/apply", &wanted);
    assert_eq!(answer.status, 403, "{}", answer.text());
    assert_eq!(project.read("incident.md"), INCIDENT);
    let answer = starter.post(&server, "/meeting/apply", &wanted);
    assert!(answer.text().contains("\"ok\":true"), "{}", answer.text());
    assert!(project.read("incident.md").contains("Keep the queue"));
}

#[test]
fn only_our_own_pages_change_something() {
    let (project, server, starter) = meeting(&[]);
    let port = server.port();
    let own = format!("http://127.0.0.1:{port}");
    let cookie = ("Cookie", starter.cookie.as_str());
    let json_type = ("Content-Type", "application/json");
    let origin = ("Origin", own.as_str());
    let ask =
        |path: &str, headers: &[(&str, &str)]| server.request("POST", path, headers, ACT).status;
    for path in ["/meeting/do", "/meeting/apply", "/place"] {
        assert_eq!(ask(path, &[origin, json_type]), 403, "{path}: no cookie");
        assert_eq!(ask(path, &[cookie, json_type]), 403, "{path}: no origin");
        for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""] {
            assert_eq!(ask(path, &[cookie, origin, ("Content-Type", kind)]), 415, "{path} {kind}");
        }
        assert_eq!(ask(path, &[cookie, origin]), 415, "{path}: no type");
        let foreign = [
            "null",
            "http://evil.test",
            "http://127.0.0.1:1",
            &format!("https://127.0.0.1:{port}"),
        ];
        for foreign in foreign {
            assert_eq!(ask(path, &[cookie, json_type, ("Origin", foreign)]), 403, "{foreign}");
        }
        for site in ["cross-site", "same-site"] {
            let headers = [cookie, origin, json_type, ("Sec-Fetch-Site", site)];
            assert_eq!(ask(path, &headers), 403, "{site}");
        }
        for method in ["GET", "HEAD"] {
            assert_eq!(server.request(method, path, &[cookie], "").status, 405, "{method} {path}");
        }
    }
    for site in ["cross-site", "same-site"] {
        for path in ["/meeting/live", "/meeting/diff"] {
            let answer = server.request("GET", path, &[cookie, ("Sec-Fetch-Site", site)], "");
            assert_eq!(answer.status, 403, "{site} {path}");
        }
    }
    let wrong = starter.cookie.replace("whydeck-", "whydeck-1");
    for wrong in [wrong.as_str(), &starter.cookie[..starter.cookie.len() - 1], "whydeck=1"] {
        assert_eq!(ask("/meeting/do", &[("Cookie", wrong), origin, json_type]), 403, "{wrong}");
    }
    // Cookies of other servers of this machine do no harm, whatever is in them.
    let many = format!("a=\u{fc}; b=\"; {}; whydeck-1=0", starter.cookie);
    assert_eq!(ask("/meeting/do", &[("Cookie", &many), origin, json_type]), 200);
    let long = json!({ "act": "capture", "kind": "note", "line": "x".repeat(17_000) });
    assert_eq!(starter.post(&server, "/meeting/do", &long).status, 413);
    assert_eq!(project.read("incident.md"), INCIDENT);
}

#[test]
fn pages_that_capture_are_never_framed_and_never_kept() {
    let (_project, server, starter) = meeting(&[]);
    for path in PAGES.into_iter().chain(["/pair"]) {
        for page in [starter.get(&server, path), server.get(path)] {
            let policy = page.header("content-security-policy").expect("a policy");
            assert!(policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
            assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe-eval"));
            assert_eq!(page.header("x-frame-options"), Some("DENY"), "{path}");
            assert_eq!(page.header("cache-control"), Some("no-store"), "{path}");
            assert_eq!(page.header("referrer-policy"), Some("no-referrer"), "{path}");
        }
    }
}

#[test]
fn no_viewer_gets_what_is_not_for_viewers() {
    let (project, server, starter) = meeting(&["--host", "127.0.0.1"]);
    let viewer = server.events("/live");
    let team = server.events_as(&starter.cookie, "/live");
    for (kind, line) in
        [("note", "SECRET-NOTE"), ("question", "SECRET-QUESTION"), ("decision", "PUBLIC-DECISION")]
    {
        starter.capture(&server, kind, line);
    }
    viewer.wait("deck", |data| data.contains("PUBLIC-DECISION"));
    team.wait("deck", |data| data.contains("PUBLIC-DECISION"));
    starter.done(&server, &json!({ "act": "hold", "on": true }));
    starter.capture(&server, "decision", "SECRET-DECISION");
    starter.capture(&server, "action", "SECRET-ACTION @SECRET-OWNER");
    viewer.wait("deck", |data| !data.contains("PUBLIC-DECISION"));
    let saved = INCIDENT.replace("46 minutes", "47 minutes");
    std::fs::write(project.path("incident.md"), saved).expect("a save");
    viewer.wait("deck", |data| data.contains("47 minutes"));
    assert!(viewer.heard().iter().all(|(_, data)| !data.contains("SECRET")), "held back");
    starter.done(&server, &json!({ "act": "hold", "on": false }));
    viewer.wait("deck", |data| data.contains("SECRET-DECISION"));
    starter.done(&server, &json!({ "act": "hold", "on": true }));
    let of_viewer = |what: &str| {
        let texts = ["/", "/strip", "/meeting", "/meeting/review", "/pair", "/meeting/diff"];
        let texts = texts.map(|path| server.get(path).text());
        let heard = viewer.heard().into_iter().map(|(name, data)| format!("{name} {data}"));
        let all: Vec<String> = heard.chain(texts).collect();
        all.iter().any(|text| text.contains(what))
    };
    for secret in ["SECRET-NOTE", "SECRET-QUESTION", "PRIVATE-NOTE"] {
        assert!(!of_viewer(secret), "{secret}");
        assert!(
            !team.heard().iter().any(|(_, data)| data.contains(secret) && secret != "PRIVATE-NOTE")
        );
    }
    assert!(of_viewer("PUBLIC-DECISION"), "it searches where something can be found");
    let names: Vec<String> = viewer.heard().into_iter().map(|(name, _)| name).collect();
    for name in names {
        assert!(["deck", "place", "timer"].contains(&name.as_str()), "{name}");
    }
    // Without the cookie the deck is a viewer's, also on this machine.
    assert!(server.get("/").text().contains("\"role\":\"viewer\""));
    let own = starter.get(&server, "/").text();
    assert!(own.contains("\"role\":\"presenter\"") && own.contains("\"meeting\":\"starter\""));
}

#[test]
fn a_meeting_is_about_one_document() {
    let project = Project::new().file("incident.md", INCIDENT);
    let folder = project.whydeck(["serve", ".", "--meeting", "--port", "0"]);
    assert!(folder.code != 0 && folder.stderr.contains("one document"), "{}", folder.stderr);
    for flag in ["--participate", "--record"] {
        let outcome = project.whydeck(["serve", "incident.md", flag]);
        assert!(outcome.code != 0 && outcome.stderr.contains("--meeting"), "{}", outcome.stderr);
    }
}

#[test]
fn without_a_meeting_none_of_it_is_there_and_nothing_is_written() {
    let project = Project::new().file("incident.md", INCIDENT);
    let server = Server::start(&project, &["incident.md"]);
    for path in ["/meeting", "/meeting/live", "/meeting/diff", "/pair", "/start/x", "/join"] {
        assert_eq!(server.get(path).status, 404, "{path}");
    }
    for path in ["/meeting/do", "/meeting/apply", "/pair", "/join"] {
        let status = post(&server, None, path, &json!({})).status;
        assert!(matches!(status, 404 | 405), "{path}: {status}");
    }
    assert!(!server.get("/").text().contains("\"meeting\":"));
    let files: Vec<_> = std::fs::read_dir(project.path("")).expect("a folder").flatten().collect();
    assert_eq!(files.len(), 1, "{files:?}");
}
