//! The silent round: what viewers hand in, and who hears of it.

use serde_json::{Value, json};

use crate::support::meeting::{Device, journal, meeting, post};
use crate::support::server::{Response, Server};

fn hand_in(server: &Server, cookie: Option<&str>, key: &str, text: &str) -> Response {
    let device = cookie.map(|cookie| Device { cookie: cookie.to_owned() });
    post(server, device.as_ref(), "/join", &json!({ "text": text, "key": key }))
}

#[track_caller]
fn taken(answer: &Response) -> bool {
    assert_eq!(answer.status, 200, "{}", answer.text());
    let answer: Value = serde_json::from_slice(&answer.body).expect("JSON");
    answer["ok"] == true
}

/// The cookie of a viewer's device, which hands in its first line.
#[track_caller]
fn device(server: &Server, key: &str, text: &str) -> String {
    let answer = hand_in(server, None, key, text);
    assert!(taken(&answer));
    let cookie = answer.header("set-cookie").expect("a cookie");
    let (pair, rest) = cookie.split_once(';').expect("attributes");
    assert_eq!(rest, " HttpOnly; SameSite=Strict; Path=/join");
    pair.to_owned()
}

#[test]
fn nobody_hears_of_a_line_before_it_is_revealed() {
    let (project, server, starter) = meeting(&["--participate"]);
    let viewer = server.events("/live");
    assert!(!taken(&hand_in(&server, None, "0", "CANARY too early")), "no round is open");
    starter.done(&server, &json!({ "act": "round", "do": "open" }));
    assert_eq!(server.get("/join/round").text(), "{\"open\":true}");
    let cookie = device(&server, "1", "CANARY one @ada due Friday");
    // The same key again is the same line, and the device is known.
    let again = hand_in(&server, Some(&cookie), "1", "CANARY one @ada due Friday");
    assert!(taken(&again) && again.header("set-cookie").is_none());
    assert!(taken(&hand_in(&server, Some(&cookie), "2", "  CANARY\n two  ")));
    let view = starter.view_where(&server, |view| view["round"]["count"] == 2);
    assert!(!view.to_string().contains("CANARY"), "{view}");
    assert!(journal(&project).is_empty());
    starter.done(&server, &json!({ "act": "round", "do": "reveal" }));
    let view = starter.view_where(&server, |view| view["round"]["count"] == 0);
    let revealed = view["round"]["revealed"].as_array().expect("entries");
    let mut texts: Vec<&str> = revealed.iter().filter_map(|it| it["text"].as_str()).collect();
    texts.sort_unstable();
    assert_eq!(texts, ["CANARY one @ada due Friday", "CANARY two"]);
    let kept = journal(&project);
    assert_eq!(kept.len(), 2);
    assert!(
        kept.iter().all(|line| line["at"] == kept[0]["at"]),
        "no line says when it was written"
    );
    // A capture whose words viewers see, so that all that came before was sent.
    starter.capture(&server, "lesson", "the end of it");
    viewer.wait("deck", |data| {
        assert!(!data.contains("CANARY"), "{data}");
        data.contains("the end of it")
    });
    for path in ["/", "/join", "/join/round"] {
        assert!(!server.get(path).text().contains("CANARY"), "{path}");
    }
}

#[test]
fn a_device_hands_in_so_much_and_no_other_site_does() {
    let (_project, server, starter) = meeting(&["--participate"]);
    starter.done(&server, &json!({ "act": "round", "do": "open" }));
    let cookie = device(&server, "1", "one");
    for number in 2..=50 {
        assert!(taken(&hand_in(&server, Some(&cookie), &number.to_string(), "more")));
    }
    assert!(!taken(&hand_in(&server, Some(&cookie), "51", "more")));
    assert!(!taken(&hand_in(&server, None, "1", &"x".repeat(2_001))));
    let body = "{\"text\": \"x\"}";
    let json = ("Content-Type", "application/json");
    let own = format!("http://127.0.0.1:{}", server.port());
    for (headers, status) in [
        (vec![json], 403),
        (vec![json, ("Origin", "http://evil.example")], 403),
        (vec![("Origin", own.as_str()), ("Content-Type", "text/plain")], 415),
    ] {
        assert_eq!(server.request("POST", "/join", &headers, body).status, status);
    }
    assert_eq!(post(&server, None, "/join", &json!({ "key": "x" })).status, 400);
    // Who handed something in has no rights.
    let viewer = Device { cookie };
    assert_eq!(viewer.post(&server, "/meeting/do", &json!({ "act": "pair" })).status, 403);
    starter.view_where(&server, |view| view["round"]["count"] == 50);
}

#[test]
fn without_participate_there_is_no_round() {
    let (_project, server, starter) = meeting(&[]);
    for path in ["/join", "/join/round"] {
        assert_eq!(server.get(path).status, 404, "{path}");
    }
    assert_eq!(hand_in(&server, None, "1", "one").status, 404);
    let answer = starter.act(&server, &json!({ "act": "round", "do": "open" }));
    assert!(answer["why"].as_str().expect("a reason").contains("--participate"), "{answer}");
}
