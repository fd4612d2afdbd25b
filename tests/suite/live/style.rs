//! Styles, themes and pictures change in place; only another page template loads the page anew.

use serde_json::json;

use super::{Live, has_stayed, place};
use crate::support::project::Project;

const DECK: &str = "---\ncss: own.css\n---\n# One\n\n---\n\n# Two\n\n- a <!-- .element: class=\"fragment\" -->\n- b <!-- .element: class=\"fragment\" -->\n";

fn colour(page: &crate::support::browser::Page, colour: &str) {
    page.wait(&format!(
        "getComputedStyle(document.querySelector('#two h1')).color === {}",
        json!(colour)
    ));
}

#[test]
fn a_style_sheet_changes_without_a_reload() {
    let project =
        Project::new().file("deck.md", DECK).file("own.css", ".reveal h1 { color: rgb(1, 2, 3) }");
    let live = Live::start(project, "deck.md", &[]);
    let page = live.page();
    page.eval("Reveal.slide(1, 0, 0)");
    colour(&page, "rgb(1, 2, 3)");
    live.save("own.css", ".reveal h1 { color: rgb(4, 5, 6) }");
    colour(&page, "rgb(4, 5, 6)");
    assert_eq!(place(&page), json!(["Two", 1, 0, 0, false, false]));
    has_stayed(&page);
    page.is_clean();
}

#[test]
fn a_theme_changes_without_a_reload_and_its_page_with_one() {
    let project = Project::new()
        .file("deck.md", DECK)
        .file("own.css", "")
        .file("mine/theme.css", ".reveal h1 { color: rgb(1, 2, 3) }");
    let live = Live::start(project, "deck.md", &["--theme", "mine"]);
    let page = live.page();
    page.eval("Reveal.slide(1, 0, 1)");
    colour(&page, "rgb(1, 2, 3)");
    live.save("mine/theme.css", ".reveal h1 { color: rgb(7, 8, 9) }");
    colour(&page, "rgb(7, 8, 9)");
    // A file that was looked for and not there.
    live.save("mine/theme.yaml", "colors:\n  ink: \"#010101\"\n");
    page.wait("getComputedStyle(document.documentElement).getPropertyValue('--wd-color-ink').trim() === '#010101'");
    has_stayed(&page);

    let default = std::fs::read_to_string(
        crate::support::project::repository().join("themes/default/page.hbs"),
    );
    let own = default
        .expect("the default page")
        .replace("<div class=\"reveal\">", "<div class=\"reveal\" data-own>");
    live.save("mine/page.hbs", own);
    page.wait("!!document.querySelector('[data-own]') && !!window.Reveal && Reveal.isReady()");
    assert_eq!(page.eval("window.stayed === undefined"), json!(true));
    page.wait("Reveal.getCurrentSlide().id === 'two' && Reveal.getIndices().f === 1");
    page.is_clean();
}

#[test]
fn a_picture_changes_and_one_that_was_missing_appears() {
    let svg = |colour: &str| {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='40'><rect width='40' height='40' fill='{colour}'/></svg>"
        )
    };
    let project = Project::new()
        .file("deck.md", "# One\n\n![a](a.svg)\n\n![b](b.svg)\n")
        .file("a.svg", svg("red"));
    let live = Live::start(project, "deck.md", &[]);
    let page = live.page();
    let before = page.text("document.querySelectorAll('img')[0].src");
    live.save("a.svg", svg("blue"));
    page.wait(&format!("document.querySelectorAll('img')[0].src !== {}", json!(before)));
    page.wait(
        "document.querySelectorAll('img')[0].complete && document.querySelectorAll('img')[0].naturalWidth === 40",
    );
    live.save("b.svg", svg("green"));
    page.wait("document.querySelectorAll('img')[1].src.includes('/asset/')");
    has_stayed(&page);
    page.is_clean();
}
