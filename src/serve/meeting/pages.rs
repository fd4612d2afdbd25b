//! The pages of a meeting. They capture, so nobody may frame them, and they are never kept.

use std::sync::LazyLock;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use crate::serve::http::{Body, Response};

/// A file of the pages.
macro_rules! runtime {
    ($name:literal) => {
        include_str!(concat!("../../../themes/runtime/", $name))
    };
}

/// The presenter's page.
static MEETING: LazyLock<Page> = LazyLock::new(|| {
    Page::new(
        runtime!("meeting.html"),
        &[runtime!("meeting.css")],
        &[
            runtime!("meeting-dom.js"),
            runtime!("meeting-words.js"),
            runtime!("meeting-names.js"),
            runtime!("meeting-wire.js"),
            runtime!("meeting-outbox.js"),
            runtime!("meeting-line.js"),
            runtime!("meeting-lists.js"),
            runtime!("meeting-clock.js"),
            runtime!("meeting-actions.js"),
            runtime!("meeting-round.js"),
            runtime!("meeting-rest.js"),
            runtime!("meeting.js"),
        ],
    )
});
/// The page that shows what would be written.
static REVIEW: LazyLock<Page> = LazyLock::new(|| {
    Page::new(
        runtime!("review.html"),
        &[runtime!("meeting.css"), runtime!("review.css")],
        &[
            runtime!("meeting-dom.js"),
            runtime!("meeting-words.js"),
            runtime!("meeting-wire.js"),
            runtime!("review.js"),
        ],
    )
});
/// The page on which a device is paired.
static PAIR: LazyLock<Page> = LazyLock::new(|| {
    Page::new(runtime!("pair.html"), &[runtime!("meeting.css")], &[runtime!("pair.js")])
});

/// The viewers' page of the silent round.
static JOIN: LazyLock<Page> = LazyLock::new(|| {
    Page::new(
        runtime!("join.html"),
        &[runtime!("meeting.css"), runtime!("join.css")],
        &[runtime!("meeting-dom.js"), runtime!("join.js")],
    )
});

/// A page with its policy.
struct Page {
    html: String,
    policy: String,
}

impl Page {
    /// Puts styles and scripts into their places of the page.
    fn new(html: &str, styles: &[&str], scripts: &[&str]) -> Self {
        let hash = |script: &&str| {
            format!(" 'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(script.as_bytes())))
        };
        let hashes: String = scripts.iter().map(hash).collect();
        let scripts: String =
            scripts.iter().map(|script| format!("<script>{script}</script>\n")).collect();
        let html = html.replace("{{style}}", &styles.concat()).replace("{{scripts}}", &scripts);
        let policy = format!(
            "default-src 'none'; script-src{hashes}; style-src 'unsafe-inline'; img-src data:; \
             connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; \
             frame-ancestors 'none'"
        );
        Self { html, policy }
    }

    fn response(&self, status: u16) -> Response {
        html(status, self.html.clone(), &self.policy)
    }
}

/// The presenter's page.
pub(super) fn meeting() -> Response {
    MEETING.response(200)
}

/// The page that shows what would be written.
pub(super) fn review() -> Response {
    REVIEW.response(200)
}

/// The page on which a device is paired.
pub(super) fn pair() -> Response {
    PAIR.response(200)
}

/// The viewers' page of the silent round.
pub(super) fn join() -> Response {
    JOIN.response(200)
}

/// What somebody sees whose device has no rights: how it gets them.
pub(super) fn refused(what: &str) -> Response {
    let policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; \
        form-action 'none'; frame-ancestors 'none'";
    let page = REFUSED.replace("{{what}}", what);
    html(403, page, policy)
}

const REFUSED: &str = "<!doctype html>
<html lang=\"en\">
<head>
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<meta name=\"color-scheme\" content=\"light dark\">
<title>Not paired</title>
<link rel=\"icon\" href=\"data:,\">
<style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:3rem auto;padding:0 1rem}</style>
</head>
<body>
<h1>This device is not part of the meeting</h1>
<p>{{what}}</p>
<ul>
<li>Was the meeting started here, in this browser? Then <a href=\"/meeting\">go on to its page</a>.</li>
<li>To take part with another device, <a href=\"/pair\">pair it</a>: choose \u{201c}Pair a device\u{201d} on the
presenter's page, and type the code that it shows.</li>
<li>Is the device gone that started the meeting? Start <code>whydeck serve</code> again: it prints a new address, and the
journal has everything that was kept.</li>
<li><a href=\"/\">The deck</a> is there for everybody.</li>
</ul>
</body>
</html>
";

fn html(status: u16, page: String, policy: &str) -> Response {
    let headers = vec![
        ("Content-Type", "text/html; charset=utf-8".into()),
        ("Content-Security-Policy", policy.to_owned()),
        ("X-Frame-Options", "DENY".into()),
    ];
    Response { status, headers, body: Body::Shared(page.into_bytes().into()) }
}
