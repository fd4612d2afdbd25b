//! Others follow along: they see where the presenter is, and never the notes.

use serde_json::json;

use super::{Live, has_stayed, place};
use crate::support::browser::Page;
use crate::support::project::Project;

const DECK: &str = "# One\n\nNote: secret one\n\n---\n\n# Two\n\n- a <!-- .element: class=\"fragment\" -->\n- b <!-- .element: class=\"fragment\" -->\n\nNote: secret two\n\n---\n\n# Three\n\n<!-- secret three -->\n";

#[test]
fn three_browsers_one_leads() {
    let live =
        Live::start(Project::new().file("deck.md", DECK), "deck.md", &["--host", "127.0.0.1"]);
    assert!(live.url.contains("?lead="), "{}", live.url);
    let presenter = live.page();
    let first = Page::visit_deck(live.others());
    let second = Page::visit_deck(live.others());
    let at = |page: &Page, slide: &str, f: i64| {
        page.wait(&format!(
            "Reveal.getCurrentSlide().id === {} && (Reveal.getIndices().f ?? -1) === {f}",
            json!(slide)
        ));
    };
    presenter.eval("Reveal.slide(1)");
    at(&first, "two", -1);
    presenter.press("ArrowRight");
    at(&first, "two", 0);
    at(&second, "two", 0);

    // One looks around, and is left alone until they want back.
    second.press("End");
    at(&second, "three", -1);
    presenter.press("ArrowRight");
    at(&first, "two", 1);
    at(&second, "three", -1);
    second.press("r");
    at(&second, "two", 1);

    // Who comes late lands where the presenter is.
    let late = Page::visit_deck(live.others());
    at(&late, "two", 1);

    // A save reaches all, and all stay.
    live.save_and_see(&presenter, "deck.md", &DECK.replace("- a ", "- alpha "), "alpha");
    first.wait("document.querySelector('.slides').textContent.includes('alpha')");
    at(&first, "two", 1);
    // A viewer moves nobody.
    first.press("End");
    at(&first, "three", -1);
    presenter.press("Home");
    at(&second, "one", -1);
    assert_eq!(place(&presenter)[0], json!("One"));
    has_stayed(&presenter);

    for viewer in [&first, &second, &late] {
        let page = viewer
            .text("document.documentElement.outerHTML + JSON.stringify(performance.getEntries().map(e => e.name))");
        assert!(!page.contains("secret"), "notes reached a viewer");
        assert_eq!(viewer.eval("document.querySelectorAll('aside.notes').length"), json!(0));
        viewer.is_clean();
    }
    assert_eq!(presenter.eval("document.querySelectorAll('aside.notes').length"), json!(3));
    live.is_like_new(&first, live.others(), "a viewer's page");
    presenter.is_clean();
}

#[test]
fn without_host_nobody_follows_and_two_windows_are_apart() {
    let live = Live::start(Project::new().file("deck.md", DECK), "deck.md", &[]);
    let one = live.page();
    let other = live.page();
    one.eval("Reveal.slide(2)");
    live.save_and_see(&other, "deck.md", &DECK.replace("- a ", "- alpha "), "alpha");
    assert_eq!(place(&other)[0], json!("One"));
    assert_eq!(other.eval("document.querySelectorAll('aside.notes').length"), json!(3));
}
