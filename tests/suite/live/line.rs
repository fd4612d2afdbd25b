//! A line that is lost comes back, and the page catches up.

use serde_json::json;

use super::{Live, has_stayed, place};
#[cfg(target_os = "linux")]
use crate::support::browser::Page;
use crate::support::project::Project;
#[cfg(target_os = "linux")]
use crate::support::server::Server;

#[test]
fn a_page_catches_up_with_another_server() {
    let text = "# One\n\n---\n\n# Two\n\nfirst words\n";
    let live = Live::start(Project::new().file("deck.md", text), "deck.md", &[]);
    let page = live.page();
    page.eval("Reveal.slide(1)");
    let port = live.url.trim_end_matches('/').rsplit(':').next().expect("a port").to_owned();
    let Live { project, server, url, .. } = live;
    drop(server);
    std::fs::write(project.path("deck.md"), text.replace("first", "other"))
        .expect("a written file");
    let live = Live::start_at(project, "deck.md", &port, &[]);
    assert_eq!(live.url, url);
    page.wait("document.querySelector('.slides').textContent.includes('other words')");
    live.save_and_see(&page, "deck.md", &text.replace("first", "third"), "third words");
    assert_eq!(place(&page)[0], json!("Two"));
    has_stayed(&page);
}

/// More than travels with the news of it: the page asks for all parts at once.
#[test]
fn a_page_fetches_many_parts() {
    let slides = |word: &str| {
        let slide =
            |number| format!("# Slide {number}\n\n{}\n", format!("{word} {number} ").repeat(300));
        (1..=50).map(slide).collect::<Vec<_>>().join("\n---\n\n")
    };
    let live = Live::start(Project::new().file("deck.md", slides("first")), "deck.md", &[]);
    let page = live.page();
    live.save_and_see(&page, "deck.md", &slides("other"), "other 50 ");
    assert_eq!(page.eval("document.querySelector('.slides').textContent.includes('first')"), false);
    has_stayed(&page);
}

#[cfg(target_os = "linux")]
#[test]
fn a_page_that_is_asked_to_leave_comes_back() {
    let project = Project::new().file("deck.md", "# One\n");
    let mut command = std::process::Command::new("sh");
    let binary = env!("CARGO_BIN_EXE_whydeck");
    command.args([
        "-c",
        "ulimit -n 80; exec \"$0\" serve --port 0 deck.md --host 127.0.0.1",
        binary,
    ]);
    let server = Server::spawn(&project, command);
    let page = Page::visit_deck(&format!("http://127.0.0.1:{}/", server.port()));
    // Each comes from the same address, so the oldest leaves: the page is the first.
    let others: Vec<_> = (0..40).map(|_| server.events("/live")).collect();
    page.wait("[...document.querySelectorAll('*')].find((e) => e.shadowRoot).shadowRoot.querySelector('.offline')?.checkVisibility() === true");
    std::fs::write(project.path("deck.md"), "# Other words\n").expect("a save");
    // It comes back although all slots are taken still.
    page.wait("document.querySelector('.slides').textContent.includes('Other words')");
    drop(others);
    page.wait("[...document.querySelectorAll('*')].find((e) => e.shadowRoot).shadowRoot.querySelector('.offline')?.checkVisibility() !== true");
}

#[test]
fn a_lost_line_is_said() {
    let live = Live::start(Project::new().file("deck.md", "# One\n"), "deck.md", &[]);
    let page = live.page();
    drop(live);
    page.wait(
        "[...document.querySelectorAll('*')].find((e) => e.shadowRoot).shadowRoot.querySelector('.offline')?.checkVisibility() === true",
    );
}
