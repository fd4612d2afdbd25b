//! What stands on every answer of `whydeck serve`, and requests that are not quite HTTP.

use std::fs;

use crate::support::project::Project;
use crate::support::server::{Response, Server};

const GIF: &[u8] = b"GIF89a\x01\0\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\0;";
const DECK: &str = "# One\n\n![a picture](pic.gif)\n\n---\n\n# Two\n";

fn one() -> (Project, Server) {
    let project = Project::new().file("a.md", DECK).file("pic.gif", GIF);
    let server = Server::start(&project, &["a.md"]);
    (project, server)
}

/// All answers in some bytes.
fn answers(mut bytes: &[u8]) -> Vec<Response> {
    let mut answers = Vec::new();
    while !bytes.is_empty() {
        let (answer, length) = Response::read(bytes)
            .unwrap_or_else(|| panic!("no answer: {:?}", String::from_utf8_lossy(bytes)));
        answers.push(answer);
        bytes = &bytes[length..];
    }
    answers
}

/// The one answer to some bytes, after which the server closes.
#[track_caller]
fn answer(server: &Server, request: impl AsRef<[u8]>) -> Response {
    let mut answers = answers(&server.raw(request.as_ref()));
    assert_eq!(answers.len(), 1, "{:.200}", String::from_utf8_lossy(request.as_ref()));
    answers.remove(0)
}

/// The address of the picture.
fn picture(page: &str) -> &str {
    page.find("/asset/").and_then(|at| page[at..].split('"').next()).expect("a picture")
}

#[track_caller]
fn is_armoured(what: &str, response: &Response) {
    for (name, value) in [
        ("content-security-policy", "default-src 'none'"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("x-frame-options", "SAMEORIGIN"),
        ("permissions-policy", "camera=()"),
        ("cache-control", ""),
    ] {
        let found: Vec<_> = response.headers.iter().filter(|(known, _)| known == name).collect();
        assert!(
            matches!(&found[..], [(_, found)] if found.starts_with(value)),
            "{what}: {name}: {found:?}"
        );
    }
    let policy = response.header("content-security-policy").unwrap_or_default();
    assert!(policy.contains("frame-ancestors") || policy.contains("sandbox"), "{what}: {policy}");
    assert!(
        !policy.contains("unsafe-eval") && !policy.contains("script-src 'unsafe-inline'"),
        "{what}: {policy}"
    );
    for name in [
        "server",
        "set-cookie",
        "access-control-allow-origin",
        "x-whydeck-handover",
        "transfer-encoding",
    ] {
        assert_eq!(response.header(name), None, "{what}");
    }
    let is_page = response
        .header("content-type")
        .is_some_and(|media_type| media_type.starts_with("text/html"));
    assert!(is_page || !response.text().contains("<html"), "{what}");
}

#[test]
fn every_answer_has_its_headers() {
    let (_project, server) = one();
    let page = server.get("/").text();
    let picture = picture(&page);
    let tag = format!("\"{}\"", picture.trim_start_matches("/asset/"));
    let own = format!("http://127.0.0.1:{}", server.port());
    let with = |method: &str, path: &str, header: (&str, &str), body: &str| {
        server.request(method, path, &[header], body)
    };
    let host = format!("Host: 127.0.0.1:{}\r\n", server.port());
    let raw = |head: &str| answer(&server, format!("{head}{host}\r\n"));
    let many = "A: a\r\n".repeat(70);
    for (status, response) in [
        (200, server.get("/")),
        (200, with("HEAD", "/", ("A", "a"), "")),
        (200, with("HEAD", "/live", ("A", "a"), "")),
        (200, server.get("/parts?hashes=a")),
        (200, server.get("/strip")),
        (200, server.get(picture)),
        (304, with("GET", picture, ("If-None-Match", &tag), "")),
        (200, with("POST", "/open", ("Origin", &own), r#"{"key":"one"}"#)),
        (400, with("POST", "/open", ("Origin", &own), "")),
        (400, server.get("/parts")),
        (403, with("POST", "/open", ("Origin", "http://evil.test"), "{}")),
        (403, with("POST", "/place", ("Origin", &own), "{}")),
        (404, server.get("/nothing")),
        (404, with("HEAD", "/nothing", ("A", "a"), "")),
        (404, server.get("/asset/nothing.svg")),
        (405, server.get("/open")),
        (405, with("OPTIONS", "/", ("Origin", "http://evil.test"), "")),
        (400, raw("GET / HTTP/1.1\r\nA\r\n")),
        (413, raw("POST /open HTTP/1.1\r\nContent-Length: 9999\r\n")),
        (414, raw(&format!("GET /{} HTTP/1.1\r\n", "a".repeat(9_000)))),
        (421, with("GET", "/", ("Host", "evil.test"), "")),
        (431, raw(&format!("GET / HTTP/1.1\r\n{many}"))),
        (501, raw("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n")),
        (505, raw("GET / HTTP/2.0\r\n")),
    ] {
        is_whole(status, &response);
    }
    // The head of a stream, which has no end.
    let mut stream = server.connect();
    std::io::Write::write_all(&mut stream, format!("GET /live HTTP/1.1\r\n{host}\r\n").as_bytes())
        .expect("a request");
    let mut bytes = Vec::new();
    while !bytes.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        std::io::Read::read_exact(&mut stream, &mut byte).expect("a head");
        bytes.push(byte[0]);
    }
    is_armoured("a stream", &Response::read(&bytes).expect("a head").0);
}

#[test]
fn every_answer_of_a_folder_has_its_headers() {
    let project = Project::new().file("a.md", DECK);
    let folder = Server::start(&project, &[".", "--host", "127.0.0.1"]);
    folder.process().wait_for("a.md: 2 slides");
    let own = format!("http://127.0.0.1:{}", folder.port());
    let lead = [("Origin", own.as_str()), ("X-Whydeck-Lead", folder.lead())];
    let place = r#"{"key":"one","h":0,"v":0,"f":-1,"n":1}"#;
    for (status, response) in [
        (200, folder.get("/")),
        (200, folder.request("HEAD", "/live", &[], "")),
        (308, folder.get("/deck/a.md")),
        (204, folder.request("POST", "/deck/a.md/place", &lead, place)),
        (403, folder.get("/?lead=wrong")),
    ] {
        is_whole(status, &response);
    }
}

/// Fails when an answer lacks a header, or names a length of a body that it cannot have.
fn is_whole(status: u16, response: &Response) {
    assert_eq!(response.status, status, "{response:?}");
    is_armoured(&status.to_string(), response);
    let has_no_length = matches!(status, 204 | 304) || is_stream(response);
    assert_eq!(response.header("content-length").is_none(), has_no_length, "{status}");
}

fn is_stream(response: &Response) -> bool {
    response.header("content-type") == Some("text/event-stream")
}

#[test]
fn a_head_request_has_the_head_alone() {
    let (_project, server) = one();
    let page = server.get("/").text();
    for (path, status) in
        [("/", 200), (picture(&page), 200), ("/strip", 200), ("/nothing", 404), ("/live", 200)]
    {
        let host = format!("Host: 127.0.0.1:{}\r\n", server.port());
        let request = format!(
            "HEAD {path} HTTP/1.1\r\n{host}\r\nGET /strip HTTP/1.1\r\n{host}Connection: close\r\n\r\n"
        );
        let bytes = server.raw(request.as_bytes());
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").expect("a head") + 4;
        let head = Response::read(&bytes[..end]).expect("a head").0;
        let next = Response::read(&bytes[end..]).expect("the next answer").0;
        assert_eq!((head.status, next.status), (status, 200), "{path}");
        if path != "/live" {
            let length = server.get(path).body.len().to_string();
            assert_eq!(head.header("content-length"), Some(length.as_str()), "{path}");
        }
    }
}

#[test]
fn files_are_asked_for_once() {
    let (_project, server) = one();
    let page = server.get("/");
    assert_eq!((page.header("cache-control"), page.header("etag")), (Some("no-store"), None));
    let page = page.text();
    let path = picture(&page);
    let file = server.get(path);
    let tag = file.header("etag").expect("a tag");
    assert!(
        file.header("cache-control")
            .is_some_and(|value| value.contains("immutable") && value.contains("private"))
    );
    let known = server.request("GET", path, &[("If-None-Match", tag)], "");
    assert_eq!((known.status, known.body.len(), known.header("etag")), (304, 0, Some(tag)));
    for other in ["\"\"", "x", "*", "", &format!("W/{tag}"), "\"'\r\n\ta"] {
        let header =
            format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: {other}\r\n");
        let bytes = server.raw(format!("{header}Connection: close\r\n\r\n").as_bytes());
        assert!(matches!(answers(&bytes)[0].status, 200 | 400), "{other}");
    }
}

/// Each is one request at most to us, and two to somebody who reads it in another way.
#[test]
fn nobody_smuggles_a_second_request() {
    let (_project, server) = one();
    let second = "GET /strip HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    let length = second.len();
    for (head, status) in [
        (format!("Content-Length: {length}\r\nTransfer-Encoding: chunked\r\n"), 501),
        ("Transfer-Encoding: chunked\r\nContent-Length: 0\r\n".into(), 501),
        ("Transfer-Encoding: identity\r\n".into(), 501),
        ("Transfer-Encoding : chunked\r\n".into(), 400),
        ("Transfer-Encoding:\tchunked\r\n".into(), 501),
        ("transfer-encoding: xchunked\r\n".into(), 501),
        ("X: x\r\n Transfer-Encoding: chunked\r\n".into(), 400),
        ("X: x\r\n\tContent-Length: 5\r\n".into(), 400),
        (format!("Content-Length: 0\r\nContent-Length: {length}\r\n"), 400),
        ("Content-Length: 0\r\ncontent-length: 0\r\n".into(), 400),
        (format!("Content-Length: 0, {length}\r\n"), 400),
        ("Content-Length: +0\r\n".into(), 400),
        ("Content-Length: -1\r\n".into(), 400),
        ("Content-Length: 0x0\r\n".into(), 400),
        ("Content-Length: 0.0\r\n".into(), 400),
        ("Content-Length: \r\n".into(), 400),
        ("Content-Length: 1 2\r\n".into(), 400),
        ("Content-Length: 99999999999999999999999999\r\n".into(), 400),
        ("Content-Length : 0\r\n".into(), 400),
        ("Content-Length\r\n".into(), 400),
        ("Content-Length: 0\rX: y\r\n".into(), 400),
        ("Content-Length\u{0}: 0\r\n".into(), 400),
        ("X: \u{0}\r\n".into(), 400),
        (": x\r\n".into(), 400),
        (" X: x\r\n".into(), 400),
    ] {
        for method in ["GET", "POST"] {
            let request = format!("{method} / HTTP/1.1\r\nHost: localhost\r\n{head}\r\n{second}");
            assert_eq!(answer(&server, &request).status, status, "{head:?}");
        }
    }
    // A length that is right: the second is the body of the first, or what follows it.
    let whole = format!(
        "GET /nothing HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n\r\n{second}{second}"
    );
    let all: Vec<_> =
        answers(&server.raw(whole.as_bytes())).iter().map(|answer| answer.status).collect();
    assert_eq!(all, [404, 200]);
}

#[test]
fn what_is_no_request_is_refused_at_once() {
    let (_project, server) = one();
    for (bytes, status) in [
        (&b"\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03"[..], 400),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
        (b"GET /\r\n\r\n", 400),
        (b"GET\r\n\r\n", 400),
        (b"GET  / HTTP/1.1\r\n\r\n", 400),
        (b"GET / x HTTP/1.1\r\n\r\n", 505),
        (b"GET / HTTP/1.1 x\r\n\r\n", 400),
        (b"GET / HTTP/1.2\r\n\r\n", 505),
        (b"GET / http/1.1\r\n\r\n", 505),
        (b"GET /\tHTTP/1.1\r\n\r\n", 400),
        (b"\0\0\0\0", 400),
        (b"GET /#fragment HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 404),
        (b"CONNECT evil.test:443 HTTP/1.1\r\n\r\n", 405),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nOrigin: \xff\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nOrigin: \xc3\xa9\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nOrigin: a\tb\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: loc\x01alhost\r\n\r\n", 400),
    ] {
        let what = String::from_utf8_lossy(bytes);
        let response = server.raw(bytes);
        let response = answers(&response);
        assert_eq!(
            response.iter().map(|answer| answer.status).collect::<Vec<_>>(),
            [status],
            "{what}"
        );
        is_armoured(&what, &response[0]);
    }
}

#[test]
fn limits_are_where_they_are_said_to_be() {
    let (_project, server) = one();
    let own = format!("http://127.0.0.1:{}", server.port());
    let headers = |count: usize| {
        format!(
            "GET /strip HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{}\r\n",
            "A: a\r\n".repeat(count)
        )
    };
    assert_eq!(
        (answer(&server, headers(62)).status, answer(&server, headers(63)).status),
        (200, 431)
    );
    let long = |count: usize| {
        format!(
            "GET /strip HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nA: {}\r\n\r\n",
            "a".repeat(count)
        )
    };
    assert_eq!(
        (answer(&server, long(16_000)).status, answer(&server, long(16_384)).status),
        (200, 431)
    );
    assert_eq!(
        (
            server.get(&format!("/{}", "a".repeat(8_191))).status,
            server.get(&"/a".repeat(4_097)).status
        ),
        (404, 414)
    );
    let body = |length: usize| {
        server.request("POST", "/open", &[("Origin", &own)], &" ".repeat(length)).status
    };
    assert_eq!((body(4_096), body(4_097), body(3_000_000)), (400, 413, 413));
    // A head without an end, and one that grows for ever.
    assert_eq!(
        answer(&server, "GET / HTTP/1.1\r\n".to_owned() + &"A: a\r\n".repeat(9_999)).status,
        431
    );
    assert_eq!(answer(&server, vec![b'A'; 1_000_000]).status, 431);
}

#[test]
fn nothing_of_a_request_becomes_a_header() {
    let (_project, server) = one();
    for text in [
        "%0d%0aX-Evil:%201",
        "%0aX-Evil:1",
        "%E5%98%8A%E5%98%8DX-Evil:1",
        "\u{560a}\u{560d}X-Evil:1",
    ] {
        for path in [
            format!("/{text}"),
            format!("/asset/{text}"),
            format!("/?{text}"),
            format!("/parts?hashes={text}"),
        ] {
            let response = server.get(&path);
            assert!(
                response.header("x-evil").is_none() && matches!(response.status, 200 | 400 | 404),
                "{path}"
            );
        }
    }
}

#[test]
fn problems_name_files_as_the_user_did() {
    let project = Project::new()
        .file("work/whydeck.yaml", "")
        .file("work/talk/a.md", "# One\n\n---\n\n# Two\n")
        .file("work/talk/mine/theme.yaml", "tokens: [");
    let root = project.path("").display().to_string();
    let root = root.trim_end_matches('/');
    let file = project.path("work/talk/a.md");
    let server = Server::start(&project, &[file.to_str().expect("UTF-8")]);
    let events = server.events("/live");
    events.wait("problems", |_| true);
    for text in [
        "# One\n\n![](missing.png)\n![](/etc/passwd)\n![](../../../../etc/passwd)\n![](../talk/gone/x.png)\n",
        "---\ntitle: [x\n---\n# One\n",
        "---\npostmortem: gone.md\ntemplate: true\n---\n# One {{title}}\n",
        "---\npostmortem: ../../out.md\ntemplate: true\n---\n# One\n",
        "---\nkind: postmortem\ndeck: ./gone.hbs\n---\n# One\n\n## Summary\n\nx\n",
        "---\nkind: postmortem\ntheme: ./mine\n---\n# One\n\n## Summary\n\nx\n",
        "---\ntype: slide\ntheme: ./nowhere\ncss: gone.css\n---\n# One\n",
        "<!-- .slide: data-background=\"../../../out.png\" -->\n# One\n",
    ] {
        fs::write(&file, text).expect("a save");
        let problems = events.wait("problems", |_| true);
        assert!(problems.contains("\"list\":[{"), "no problem: {text}");
        let page = server.get("/").text();
        for (what, said) in [("problems", &problems), ("page", &page)] {
            assert!(!said.contains(root), "{what} of {text}: {problems}");
        }
    }
    fs::remove_file(&file).expect("removed");
    let gone = events.wait("problems", |data| data.contains("cannot read"));
    assert!(gone.contains("a.md") && !gone.contains(root), "{gone}");
    assert!(!server.get("/").text().contains(root));
    for (_, data) in events.heard() {
        assert!(!data.contains(root), "{data}");
    }
}
