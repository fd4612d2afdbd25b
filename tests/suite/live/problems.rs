//! What is wrong is on the screen, over the last good deck, and a click leads to the line.

use std::fs;

use serde_json::json;

use super::{Live, has_stayed, place};
use crate::support::browser::Page;
use crate::support::project::Project;

const GOOD: &str = "---\ntitle: Deck\n---\n# One\n\nall is well\n\n---\n\n# Two\n\nmore\n";
const BROKEN: &str = "---\ntitle: [Deck\n---\n# One\n\nbroken\n\n---\n\n# Two\n\nmore\n";

/// What the panel shows: its text, without what is hidden.
const PANEL: &str = "(() => {
    const host = [...document.querySelectorAll('*')].find((element) => element.shadowRoot);
    const shown = (element) => element.checkVisibility() && element.getClientRects().length > 0;
    const walk = (node) => node.nodeType === 3 ? node.data : shown(node) ? [...node.childNodes].map(walk).join('') : '';
    return host ? [...host.shadowRoot.children].filter((one) => one.localName !== 'style').map(walk).join(' ') : '' })()";

fn panel_has(page: &Page, words: &str) {
    page.wait(&format!("{PANEL}.includes({})", json!(words)));
}

fn panel_has_not(page: &Page, words: &str) {
    page.wait(&format!("!{PANEL}.includes({})", json!(words)));
}

#[test]
fn errors_lie_over_the_last_good_deck_until_the_next() {
    let live = Live::start(Project::new().file("deck.md", GOOD), "deck.md", &[]);
    let page = live.page();
    page.eval("Reveal.slide(1)");
    live.save("deck.md", BROKEN);
    panel_has(&page, "deck.md:3:");
    panel_has(&page, "this is not valid YAML");
    panel_has(&page, "^");
    assert_eq!(place(&page)[0], json!("Two"), "the last good deck stays");
    assert_eq!(
        page.eval("document.querySelector('.slides').textContent.includes('all is well')"),
        json!(true)
    );

    live.save_and_see(&page, "deck.md", &GOOD.replace("all is well", "mended"), "mended");
    panel_has_not(&page, "deck.md:3:");
    has_stayed(&page);
    page.is_clean();
}

#[test]
fn warnings_are_a_counter_that_opens() {
    let text = GOOD.replace("more", "![gone](gone.png)");
    let live = Live::start(Project::new().file("deck.md", &text), "deck.md", &[]);
    let page = live.page();
    panel_has(&page, "1 warning");
    panel_has_not(&page, "there is no such file");
    page.eval(
        "[...document.querySelectorAll('*')].find(e => e.shadowRoot).shadowRoot.querySelector('.counter').click()",
    );
    panel_has(&page, "there is no such file");
    live.save_and_see(&page, "deck.md", GOOD, "more");
    panel_has_not(&page, "warning");
    has_stayed(&page);
}

#[test]
fn a_deck_that_never_was_good_gets_good() {
    let live = Live::start(Project::new().file("deck.md", BROKEN), "deck.md", &[]);
    let page = live.page();
    panel_has(&page, "deck.md:3:");
    live.save_and_see(&page, "deck.md", GOOD, "all is well");
    panel_has_not(&page, "deck.md:3:");
    live.is_like_new(&page, &live.url, "after the first good build");
}

#[test]
fn a_document_that_is_gone_comes_back() {
    let live = Live::start(Project::new().file("deck.md", GOOD), "deck.md", &[]);
    let page = live.page();
    fs::remove_file(live.project.path("deck.md")).expect("removed");
    panel_has(&page, "cannot read deck.md");
    live.save_and_see(&page, "deck.md", &GOOD.replace("all is well", "back again"), "back again");
    panel_has_not(&page, "cannot read");
    has_stayed(&page);
}

#[cfg(unix)]
#[test]
fn alt_click_and_a_problem_open_the_editor_at_their_line() {
    use std::os::unix::fs::PermissionsExt;
    let editor = "#!/bin/sh\necho \"$1:$2\" >>\"$(dirname \"$0\")/opened.txt\"\n";
    let project = Project::new().file("deck.md", GOOD).file("edit.sh", editor);
    fs::set_permissions(project.path("edit.sh"), fs::Permissions::from_mode(0o755))
        .expect("permissions");
    let command = format!("{} {{file}} {{line}}", project.path("edit.sh").display());
    let live = Live::start(project, "deck.md", &["--editor", &command]);
    let page = live.page();
    let opened = |line: usize| {
        let file = live.project.path("deck.md").canonicalize().expect("there");
        let expected = format!("{}:{line}", file.display());
        let found = || fs::read_to_string(live.project.path("opened.txt")).unwrap_or_default();
        page.wait("true");
        let start = std::time::Instant::now();
        while !found().lines().any(|opened| opened == expected) {
            assert!(start.elapsed().as_secs() < 60, "{expected} is not among {}", found());
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    };
    page.click_at("document.querySelector('#one p')", 1);
    opened(6);
    // The line is the one of now, though the slide's own part is as it was.
    live.save_and_see(
        &page,
        "deck.md",
        &GOOD.replace("title: Deck", "title: Deck\nlang: en-GB\nauthors: x"),
        "all is well",
    );
    page.wait("document.documentElement.lang === 'en-GB'");
    page.click_at("document.querySelector('#one h1')", 1);
    opened(6);
    page.click_at("document.querySelector('#one p')", 1);
    opened(8);
    live.save("deck.md", BROKEN);
    panel_has(&page, "deck.md:3:");
    page.eval("[...[...document.querySelectorAll('*')].find(e => e.shadowRoot).shadowRoot.querySelectorAll('pre button')][0].click()");
    opened(3);
    has_stayed(&page);
}
