//! The browser driver sees what it claims to see: each kind of leak and complaint, made on purpose.
//! Without these a silent listener would look like a clean deck.

use crate::support::browser::Page;
use crate::support::project::Project;

fn open(body: &str) -> Page {
    let project = Project::new()
        .file("it's a \"page\" #1.html", format!("<!doctype html><meta charset=utf-8>{body}"));
    Page::open(&project.path("it's a \"page\" #1.html"))
}

#[test]
fn requests_are_seen() {
    let page = open(
        "<img src='http://image.test/a.png'><link rel=stylesheet href='https://style.test/a.css'>
         <iframe src='http://frame.test/'></iframe>
         <script>
           fetch('http://fetch.test/').catch(() => {});
           new WebSocket('ws://socket.test/');
           navigator.sendBeacon('http://beacon.test/');
         </script>",
    );
    let leaks = page.leaks().join("\n");
    for host in
        ["image.test", "style.test", "frame.test", "fetch.test", "socket.test", "beacon.test"]
    {
        assert!(leaks.contains(host), "{host} is not among:\n{leaks}");
    }
}

#[test]
fn requests_of_a_second_window_are_seen() {
    let page = open("<p>a deck without one");
    page.eval("addEventListener('keydown', () => { window.other ??= open('about:blank') }), 0");
    page.eval("addEventListener('keydown', () => other.document.write('<div class=speaker-controls-notes>')), 0");
    let speaker = page.speaker();
    page.eval("other.document.body.innerHTML = `<img src='http://second.test/a.png'>`, 0");
    assert!(speaker.page.leaks().join("\n").contains("second.test"));
    assert!(page.leaks().join("\n").contains("second.test"));
}

#[test]
fn complaints_are_seen() {
    let page = open(
        "<meta http-equiv=content-security-policy content=\"default-src 'none'; script-src 'unsafe-inline'\">
         <script>console.error('an error'); console.warn('a warning'); console.log('a remark')</script>
         <script>setTimeout(() => { throw new Error('an exception') })</script>
         <script>Promise.reject(new Error('a rejection'))</script>
         <img src='http://policy.test/a.png'>",
    );
    let complaints = page.complaints().join("\n");
    for text in ["an error", "a warning", "an exception", "a rejection", "policy.test"] {
        assert!(complaints.contains(text), "{text} is not among:\n{complaints}");
    }
    assert!(!complaints.contains("a remark"), "{complaints}");
}

#[test]
fn a_calm_page_is_clean_and_keys_reach_it() {
    let page =
        open("<p id=p>calm <img src='data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA='>");
    page.eval("addEventListener('keydown', event => { p.textContent += event.key }), 0");
    page.press("ArrowRight");
    page.press(" ");
    page.press("a");
    page.wait("p.textContent === 'calm ArrowRight a'");
    assert_eq!(page.eval("[innerWidth, innerHeight]"), serde_json::json!([1280, 720]));
    assert!(page.screenshot().starts_with(b"\x89PNG"));
    page.is_clean();
}
