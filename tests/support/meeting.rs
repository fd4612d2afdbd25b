//! A meeting as its devices see it: cookies, acts, views.

use serde_json::{Value, json};

use crate::support::project::Project;
use crate::support::server::{Events, Response, Server};

/// A document with a list of actions in both forms, whys and a timeline.
pub(crate) const INCIDENT: &str = "\
# Queue outage

- Date: 2026-11-20
- Status: in review
- Authors: Ada

## Summary

The queue stood still for 46 minutes.

## Timeline

- 10:02 The deploy began
- 10:20 An alert fired
- 10:48 It was rolled back

## Lessons learned

### What went well

- The alert came early

## Action items

- [ ] Limit the queue @ada
- [x] Page the right team @grace

<!-- PRIVATE-NOTE -->
";

/// A device of a meeting: a browser with its cookie.
#[derive(Clone)]
pub(crate) struct Device {
    pub(crate) cookie: String,
}

impl Device {
    /// The device that starts the meeting.
    #[track_caller]
    pub(crate) fn starter(server: &Server) -> Self {
        let answer = server.get(&format!("/start/{}", server.key()));
        assert_eq!((answer.status, answer.header("location")), (303, Some("/meeting")));
        Self::with(&answer)
    }

    /// Another device, with a code that the starter asked for.
    #[track_caller]
    pub(crate) fn paired(server: &Server, starter: &Self) -> Self {
        starter.done(server, &json!({ "act": "pair" }));
        let code = starter.view(server)["code"].as_str().expect("a code").to_owned();
        let answer = post(server, None, "/pair", &json!({ "code": code }));
        assert_eq!(answer.status, 200, "{}", answer.text());
        Self::with(&answer)
    }

    #[track_caller]
    pub(crate) fn with(answer: &Response) -> Self {
        let cookie = answer.header("set-cookie").expect("a cookie");
        let (pair, rest) = cookie.split_once(';').expect("attributes");
        assert_eq!(rest, " HttpOnly; SameSite=Strict; Path=/");
        Self { cookie: pair.to_owned() }
    }

    #[track_caller]
    pub(crate) fn get(&self, server: &Server, path: &str) -> Response {
        server.request("GET", path, &[("Cookie", &self.cookie)], "")
    }

    #[track_caller]
    pub(crate) fn post(&self, server: &Server, path: &str, body: &Value) -> Response {
        post(server, Some(self), path, body)
    }

    /// The answer to an act.
    #[track_caller]
    pub(crate) fn act(&self, server: &Server, act: &Value) -> Value {
        let answer = self.post(server, "/meeting/do", act);
        serde_json::from_slice(&answer.body)
            .unwrap_or_else(|_| panic!("{act}: {} {}", answer.status, answer.text()))
    }

    /// The answer to an act that is done.
    #[track_caller]
    pub(crate) fn done(&self, server: &Server, act: &Value) -> Value {
        let answer = self.act(server, act);
        assert_eq!(answer["ok"], true, "{act}: {answer}");
        answer
    }

    /// The id of a capture that is kept.
    #[track_caller]
    pub(crate) fn capture(&self, server: &Server, kind: &str, line: &str) -> String {
        let answer = self.done(server, &json!({ "act": "capture", "kind": kind, "line": line }));
        answer["id"].as_str().expect("an id").to_owned()
    }

    pub(crate) fn events(&self, server: &Server) -> Events {
        server.events_as(&self.cookie, "/meeting/live")
    }

    /// The meeting as it is now.
    #[track_caller]
    pub(crate) fn view(&self, server: &Server) -> Value {
        view(&self.events(server).wait("meeting", |_| true))
    }

    /// The meeting once this is so.
    #[track_caller]
    pub(crate) fn view_where(&self, server: &Server, is_so: impl Fn(&Value) -> bool) -> Value {
        view(&self.events(server).wait("meeting", |text| is_so(&view(text))))
    }
}

fn view(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

/// What one of the server's own pages sends.
#[track_caller]
pub(crate) fn post(server: &Server, device: Option<&Device>, path: &str, body: &Value) -> Response {
    let own = format!("http://127.0.0.1:{}", server.port());
    let mut headers = vec![("Origin", own.as_str()), ("Content-Type", "application/json")];
    headers.extend(device.map(|device| ("Cookie", device.cookie.as_str())));
    server.request("POST", path, &headers, &body.to_string())
}

/// A project with the incident, and its meeting.
#[track_caller]
pub(crate) fn meeting(args: &[&str]) -> (Project, Server, Device) {
    let project = Project::new().file("incident.md", INCIDENT);
    let (server, starter) = again(&project, args);
    (project, server, starter)
}

/// A meeting about the incident of a project.
#[track_caller]
pub(crate) fn again(project: &Project, args: &[&str]) -> (Server, Device) {
    let args: Vec<&str> =
        ["incident.md", "--meeting"].into_iter().chain(args.iter().copied()).collect();
    let server = Server::start(project, &args);
    let starter = Device::starter(&server);
    (server, starter)
}

/// The journal's lines, without the first.
pub(crate) fn journal(project: &Project) -> Vec<Value> {
    let text = std::fs::read_to_string(project.path("incident.meeting.ndjson")).unwrap_or_default();
    text.lines().skip(1).filter_map(|line| serde_json::from_str(line).ok()).collect()
}

/// The answer to an act; none when the server is gone.
pub(crate) fn try_post(server: &Server, own: &str, cookie: &str, body: &Value) -> Option<Value> {
    use std::io::{Read, Write};
    let body = body.to_string();
    let mut stream = std::net::TcpStream::connect(("127.0.0.1", server.port())).ok()?;
    let head = format!(
        "POST /meeting/do HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\nOrigin: {own}\r\n\
         Content-Type: application/json\r\nCookie: {cookie}\r\nContent-Length: {}\r\n\r\n{body}",
        server.port(),
        body.len()
    );
    stream.write_all(head.as_bytes()).ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    serde_json::from_slice(&Response::read(&answer)?.0.body).ok()
}
