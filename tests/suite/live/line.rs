//! A line that is lost comes back, and the page catches up.

use serde_json::json;

use super::{Live, has_stayed, place};
use crate::support::project::Project;

#[test]
fn a_page_catches_up_with_another_server() {
    let text = "# One\n\n---\n\n# Two\n\nfirst words\n";
    let live = Live::start(Project::new().file("deck.md", text), "deck.md", &[]);
    let page = live.page();
    page.eval("Reveal.slide(1)");
    let port = live.url.trim_end_matches('/').rsplit(':').next().expect("a port").to_owned();
    let Live { project, server, url, .. } = live;
    drop(server);
    std::fs::write(project.path("deck.md"), text.replace("first", "other")).expect("a written file");
    let live = Live::start_at(project, "deck.md", &port, &[]);
    assert_eq!(live.url, url);
    page.wait("document.querySelector('.slides').textContent.includes('other words')");
    live.save_and_see(&page, "deck.md", &text.replace("first", "third"), "third words");
    assert_eq!(place(&page)[0], json!("Two"));
    has_stayed(&page);
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
