//! A folder has a page with its decks, which changes when they do.

use std::fs;

use serde_json::json;

use super::Live;
use crate::support::browser::Page;
use crate::support::project::Project;

fn slides(title: &str) -> String {
    format!("---\ntype: slide\ntitle: {title}\n---\n# {title}\n\n---\n\n# Second\n")
}

fn has(page: &Page, words: &str) {
    page.wait(&format!("document.querySelector('main').textContent.includes({})", json!(words)));
}

#[test]
fn the_index_lists_decks_and_changes_with_them() {
    let project = Project::new()
        .folder("decks/examples")
        .file("talks/a \"b\" & <c> #1.md", slides("Nasty name"))
        .file("notes.md", "just some words\n")
        .file(".hidden/deck.md", slides("Hidden"))
        .file("docker-compose.yaml", "services:\n  web:\n    image: x\n");
    let live = Live::start(project, ".", &[]);
    let page = Page::visit(&live.url);
    has(&page, "No payments on presale night");
    has(&page, "Nasty name");
    has(&page, "in review");
    has(&page, "2026-03-24");
    for absent in ["notes.md", "Hidden", "docker-compose", "README"] {
        assert_eq!(
            page.eval(&format!(
                "document.querySelector('main').textContent.includes({})",
                json!(absent)
            )),
            json!(false),
            "{absent}"
        );
    }
    page.eval("window.stayed = true");
    live.save("new.md", slides("A new deck"));
    has(&page, "A new deck");
    live.save("new.md", slides("Another title"));
    has(&page, "Another title");
    fs::create_dir(live.project.path("later")).expect("a folder");
    live.save("later/deck.md", slides("Came later"));
    has(&page, "Came later");
    fs::remove_file(live.project.path("new.md")).expect("removed");
    page.wait("!document.querySelector('main').textContent.includes('Another title')");
    assert_eq!(page.eval("window.stayed"), json!(true));

    let href =
        page.text("[...document.querySelectorAll('main a')].find(a => a.textContent.includes('Nasty name')).href");
    page.is_clean();
    let deck = Page::visit_deck(&href);
    let name = "talks/a \"b\" & <c> #1.md";
    live.save_and_see(
        &deck,
        name,
        &slides("Nasty name").replace("Second", "Changed here"),
        "Changed here",
    );
    deck.is_clean();
}

#[test]
fn an_empty_folder_says_so_and_fills() {
    let live = Live::start(Project::new(), ".", &[]);
    let page = Page::visit(&live.url);
    page.wait("document.body.textContent.trim().length > 20");
    live.save("deck.md", slides("The first"));
    has(&page, "The first");
    page.is_clean();
}
