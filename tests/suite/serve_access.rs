//! Who may ask `whydeck serve` for what: names and pages of others, tokens, viewers.

use std::fs;

use crate::support::project::Project;
use crate::support::server::{Response, Server};

/// A deck with a note and a problem; what viewers may not have says PRIVATE.
const DECK: &str = "# One\n\n![](PRIVATE.png)\n\nNote:\nPRIVATE-NOTE\n\n---\n\n# Two\n\n<!-- PRIVATE comment -->\n";

const WRONG: &str = "00000000000000000000000000000000";

fn shared() -> (Project, Server) {
    let project = Project::new().file("a.md", DECK);
    let server = Server::start(&project, &["a.md", "--host", "127.0.0.1", "--editor", "vscode"]);
    (project, server)
}

fn alone() -> (Project, Server) {
    let project = Project::new().file("a.md", DECK);
    let server = Server::start(&project, &["a.md", "--editor", "vscode"]);
    (project, server)
}

const OPEN: &str = r#"{"key":"one"}"#;
const PLACE: &str = r#"{"key":"one","h":1,"v":0,"f":-1,"n":1}"#;

fn post(server: &Server, path: &str, headers: &[(&str, &str)], body: &str) -> Response {
    let own = format!("http://127.0.0.1:{}", server.port());
    let mut all = headers.to_vec();
    if !headers.iter().any(|(name, _)| *name == "Origin") {
        all.push(("Origin", &own));
    }
    server.request("POST", path, &all, body)
}

/// Names that are not those of this server, whatever they lead to.
const FOREIGN: [&str; 17] = [
    "evil.test",
    "evil.test:9490",
    "127.0.0.1.evil.test",
    "localhost.evil.test",
    "localhost@evil.test",
    "evil.test@127.0.0.1",
    "127.0.0.1:80@evil.test",
    "localhost.",
    "[localhost]",
    "[::1].evil.test",
    "[::1]evil.test",
    "127.0.0.1/evil.test",
    "2130706433",
    "0x7f.1",
    "127.1",
    "xn--localhost",
    "",
];

#[test]
fn a_name_that_leads_here_is_not_ours() {
    for (_project, server) in [alone(), shared()] {
        for host in FOREIGN {
            for path in ["/", "/live", "/parts?hashes=a", "/asset/a.gif", "/nothing"] {
                let response = server.request("GET", path, &[("Host", host)], "");
                assert_eq!(
                    (response.status, response.text().contains("One")),
                    (421, false),
                    "{host} {path}"
                );
            }
            let origin = format!("http://{host}");
            assert_eq!(
                post(&server, "/open", &[("Host", host), ("Origin", &origin)], OPEN).status,
                421,
                "{host}"
            );
        }
        let port = server.port();
        for host in [
            format!("localhost:{port}"),
            format!("[::1]:{port}"),
            format!("127.0.0.1:{port}"),
            "LocalHost".into(),
        ] {
            assert_eq!(server.request("GET", "/", &[("Host", &host)], "").status, 200, "{host}");
        }
        for (head, status) in [
            ("GET / HTTP/1.1\r\n", "421"),
            ("GET / HTTP/1.0\r\n", "421"),
            ("GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.test\r\n", "400"),
            ("GET / HTTP/1.1\r\nHost: localhost\r\nhost: localhost\r\n", "400"),
            (
                "GET / HTTP/1.1\r\nX-Forwarded-Host: localhost\r\nForwarded: host=localhost\r\n",
                "421",
            ),
        ] {
            let answer = server.raw(format!("{head}Connection: close\r\n\r\n").as_bytes());
            assert_eq!(String::from_utf8_lossy(&answer[9..12]), status, "{head}");
        }
    }
    let (_project, server) = alone();
    assert_eq!(
        server.request("GET", "/", &[("Host", "192.168.7.7")], "").status,
        421,
        "nobody else may ask"
    );
}

#[test]
fn pages_of_others_start_nothing() {
    let (_project, server) = alone();
    let port = server.port();
    for origin in [
        "",
        "null",
        "http://evil.test",
        "http://127.0.0.1",
        "http://127.0.0.1:1",
        &format!("https://127.0.0.1:{port}"),
        &format!("http://localhost:{port}"),
        &format!("http://127.0.0.1:{port}/"),
        &format!("http://127.0.0.1:{port}.evil.test"),
        &format!("http://evil@127.0.0.1:{port}"),
        &format!("http://127.0.0.1:{port} http://evil.test"),
    ] {
        assert_eq!(post(&server, "/open", &[("Origin", origin)], OPEN).status, 403, "{origin}");
    }
    assert_eq!(server.request("POST", "/open", &[], OPEN).status, 403, "no origin");
    for site in ["cross-site", "same-site"] {
        assert_eq!(post(&server, "/open", &[("Sec-Fetch-Site", site)], OPEN).status, 403, "{site}");
        for path in ["/live", "/parts?hashes=a"] {
            let response = server.request("GET", path, &[("Sec-Fetch-Site", site)], "");
            assert_eq!(response.status, 403, "{site} {path}");
        }
    }
    let opened = post(&server, "/open", &[("Sec-Fetch-Site", "same-origin")], OPEN);
    assert!(opened.status == 200 && opened.text().contains("vscode://"), "{}", opened.text());
}

#[test]
fn only_what_is_meant_is_done() {
    let (_project, server) = alone();
    for method in
        ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "BREW"]
    {
        for path in ["/", "/open"] {
            let response = server.request(method, path, &[("Origin", "http://evil.test")], "");
            assert_eq!(response.status, 405, "{method}");
            assert!(
                response.headers.iter().all(|(name, _)| !name.starts_with("access-control")),
                "{method}"
            );
        }
    }
    for path in ["/", "/live", "/parts?hashes=a", "/asset/a.gif", "/strip"] {
        assert_eq!(post(&server, path, &[], "").status, 405, "{path}");
    }
    for path in ["/open", "/place"] {
        assert_eq!(server.get(path).status, 405, "{path}");
        assert_eq!(server.request("HEAD", path, &[], "").status, 405, "{path}");
    }
    for body in ["", "{", "[]", "null", r#"{"key":1}"#, r#"{"key":"one","block":-1}"#, "\u{0}"] {
        assert_eq!(post(&server, "/open", &[], body).status, 400, "{body}");
    }
    for body in [
        "{}",
        r#"{"key":"../../etc/passwd"}"#,
        r#"{"problem":0,"generation":1}"#,
        r#"{"problem":99999}"#,
    ] {
        assert_eq!(post(&server, "/open", &[], body).status, 404, "{body}");
    }
    // Nobody leads where nobody follows.
    assert_eq!(post(&server, "/place", &[("X-Whydeck-Lead", "")], PLACE).status, 403);
}

#[test]
fn a_token_that_is_not_the_presenters_is_refused() {
    let (_project, server) = shared();
    let token = server.lead().to_owned();
    let wrong = [
        String::new(),
        token[..1].into(),
        token[..31].into(),
        format!("{token}0"),
        token.to_uppercase(),
        WRONG.into(),
        format!("%{:02x}{}", token.as_bytes()[0], &token[1..]),
        format!("{token}%00"),
        "null".into(),
    ];
    for wrong in wrong.iter().filter(|wrong| **wrong != token) {
        for path in ["/?", "/live?generation=0&", "/parts?hashes=a&"] {
            assert_eq!(server.get(&format!("{path}lead={wrong}")).status, 403, "{path} {wrong}");
        }
        for (path, body) in [("/open", OPEN), ("/place", PLACE)] {
            assert_eq!(
                post(&server, path, &[("X-Whydeck-Lead", wrong)], body).status,
                403,
                "{path} {wrong}"
            );
        }
    }
    // None at all is a viewer's; two are none.
    assert!(server.get("/").text().contains("\"role\":\"viewer\""));
    for (path, body) in [("/open", OPEN), ("/place", PLACE)] {
        assert_eq!(post(&server, path, &[], body).status, 403, "{path}");
        let lead = [("X-Whydeck-Lead", token.as_str()), ("X-Whydeck-Lead", token.as_str())];
        assert_eq!(post(&server, path, &lead, body).status, 400, "{path}");
    }
    assert_eq!(server.get(&format!("/?lead={WRONG}&lead={token}")).status, 403);
    assert_eq!(
        server.request("GET", &format!("/?lead={token}"), &[("X-Whydeck-Lead", WRONG)], "").status,
        403
    );
    let lead = [("X-Whydeck-Lead", token.as_str())];
    assert_eq!(post(&server, "/place", &lead, PLACE).status, 204);
    assert_eq!(post(&server, "/open", &lead, OPEN).status, 200);
    let page = server.get(&format!("/?lead={token}")).text();
    assert!(page.contains("\"role\":\"presenter\"") && page.contains(&token));
}

#[test]
fn viewers_are_sent_no_notes_and_no_problems() {
    let (project, server) = shared();
    let lead = format!("lead={}", server.lead());
    let team = server.events(&format!("/live?{lead}"));
    let viewer = server.events("/live");
    // The parts by their hashes, as the page asks for them.
    let all_parts = |manifest: &str, lead: &str| {
        let manifest: serde_json::Value = serde_json::from_str(manifest).expect("JSON");
        let stacks = manifest["stacks"].as_array().expect("stacks");
        let slides = stacks.iter().flat_map(|stack| stack.as_array().expect("slides"));
        let hashes: Vec<&str> = slides.map(|slide| slide[1].as_str().expect("a hash")).collect();
        server.get(&format!("/parts?hashes={}&{lead}", hashes.join(","))).text()
    };
    let check = |word: &str| {
        let of_team = team.wait("deck", |data| data.contains(word));
        let of_viewers = viewer.wait("deck", |data| data.contains(word));
        team.wait("problems", |data| data.contains("PRIVATE.png"));
        let parts = (all_parts(&of_team, &lead), all_parts(&of_viewers, "a=b"));
        assert!(parts.0.contains("PRIVATE-NOTE") && parts.1.contains(word), "{word}");
        let foreign = all_parts(&of_team, "a=b");
        for (place, text) in [
            ("events", &of_viewers),
            ("parts", &parts.1),
            ("the team's parts", &foreign),
            ("page", &server.get("/").text()),
        ] {
            assert!(!text.contains("PRIVATE") && !text.contains(server.lead()), "{word}: {place}");
        }
        assert!(!server.get("/strip").text().contains("PRIVATE"));
        assert!(
            server.get(&format!("/?{lead}")).text().contains("PRIVATE-NOTE"),
            "the presenter has them"
        );
    };
    check("One");
    for (from, to, word) in [
        ("# One", "# Three", "Three"),
        ("PRIVATE-NOTE", "PRIVATE-NOTE-2", "Three"),
        ("# Two", "# Four", "Four"),
    ] {
        fs::write(project.path("a.md"), project.read("a.md").replace(from, to)).expect("a save");
        check(word);
    }
    // A deck that cannot be built is the team's business.
    fs::write(project.path("a.md"), format!("---\ntitle: [PRIVATE\n---\n{DECK}")).expect("a save");
    team.wait("problems", |data| data.contains("\"failed\":true"));
    assert_eq!(post(&server, "/place", &[("X-Whydeck-Lead", server.lead())], PLACE).status, 204);
    viewer.wait("place", |_| true);
    let heard = viewer.heard();
    assert!(
        heard.iter().all(|(name, data)| name != "problems" && !data.contains("PRIVATE")),
        "{heard:#?}"
    );
    assert!(!server.get("/").text().contains("PRIVATE"));
}

#[test]
fn viewers_of_a_folder_see_decks_and_no_problems() {
    let broken = "---\ntype: slide\ntitle: [PRIVATE\n---\n# PRIVATE\n";
    let project = Project::new().file("a.md", DECK).file("b.md", broken);
    let server = Server::start(&project, &[".", "--host", "127.0.0.1"]);
    let lead = format!("lead={}", server.lead());
    let index = server.events(&format!("/live?{lead}"));
    while !server.get(&format!("/?{lead}")).text().contains("b.md:") {
        index.wait("index", |_| true);
    }
    let team = server.get(&format!("/?{lead}")).text();
    let viewers = server.get("/").text();
    assert!(
        team.contains("card failed")
            && team.contains("1 error")
            && team.contains("1 warning")
            && team.contains(server.lead())
    );
    assert!(viewers.contains("/deck/a.md/") && viewers.contains("/deck/b.md/"));
    for word in ["PRIVATE", "1 error", "1 warning", "card failed", server.lead()] {
        assert!(!viewers.contains(word), "{word}");
    }
    for path in ["/deck/a.md/", "/deck/a.md/strip", "/deck/b.md/", "/deck/b.md/strip"] {
        let response = server.get(path);
        assert_eq!((response.status, response.text().contains("PRIVATE")), (200, false), "{path}");
    }
    assert_eq!(server.get(&format!("/?lead={WRONG}")).status, 403);
}
