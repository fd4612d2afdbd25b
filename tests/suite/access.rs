//! Decks for people who hear them, use the keyboard, or see with difficulty.

use serde_json::{Value, json};

use crate::support::axe;
use crate::support::browser::Page;
use crate::support::project::Project;

/// Each slide has a link, the second in a stack.
const LINKS: &str = "\
# One

[first](#/two)

---

## Two

[second](#/one)

----

## Below

[third](#/one)

---

## Last

[fourth](#/one)
";

/// `tests/matrix` takes every example in every theme.
#[test]
fn a_checker_of_accessibility_finds_nothing() {
    let project = Project::new().folder("decks/examples");
    for name in ["web-outage.md", "rust-1.52-slides.md"] {
        let page = Page::open_deck(&project.build(name), "");
        assert_eq!(axe::serious(&page), Vec::<String>::new(), "{name}");
    }
}

/// What only small decks have: steps of code, boxes, callouts, figures of all kinds.
#[test]
fn a_checker_of_accessibility_finds_nothing_in_the_dialect() {
    for (folder, themes) in [
        ("code", ["default", "night"]),
        ("containers", ["default", "contrast"]),
        ("figures-chart", ["default", "paper"]),
        ("figures-timeline", ["default", "night"]),
        ("figures-whys", ["default", "paper"]),
    ] {
        let project = Project::new().folder(&format!("tests/golden/{folder}"));
        for theme in themes {
            project.whydeck(["build", "deck.md", "--theme", theme, "-o", "deck.html"]).exits(0);
            let page = Page::open_deck(&project.path("deck.html"), "");
            assert_eq!(axe::serious(&page), Vec::<String>::new(), "{folder} in {theme}");
        }
    }
}

/// The checker itself: a grey text on white and a box without a name are found.
#[test]
fn the_checker_finds_what_is_wrong() {
    let deck = "# Fine\n\ntext\n\n---\n\n# Pale\n\n<p style=\"color: #ccc\">hardly seen</p>\n\n---\n\n\
                # Nameless\n\n<input type=\"checkbox\">\n";
    let project = Project::new().file("deck.md", deck);
    let found = axe::serious(&Page::open_deck(&project.build("deck.md"), ""));
    assert!(found.iter().any(|fault| fault.starts_with("#pale: color-contrast")), "{found:?}");
    assert!(found.iter().any(|fault| fault.starts_with("#nameless: label")), "{found:?}");
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn only_the_slide_that_is_shown_takes_the_tab_key() {
    let project = Project::new().file("deck.md", LINKS);
    let page = Page::open_deck(&project.build("deck.md"), "");
    for (h, v, link) in [(0, 0, "first"), (1, 0, "second"), (1, 1, "third"), (2, 0, "fourth")] {
        page.eval(&format!("Reveal.slide({h}, {v}), document.activeElement.blur(), 0"));
        let mut reached = Vec::new();
        for _ in 0..8 {
            page.press("Tab");
            let at = page.eval(
                "document.activeElement.closest('.slides') ? document.activeElement.textContent : null",
            );
            reached.extend(at.as_str().map(str::to_owned));
        }
        reached.dedup();
        assert_eq!(reached, [link], "on {h}/{v}");
    }
    // In the overview all can be clicked.
    page.eval("Reveal.toggleOverview(true), 0");
    assert_eq!(page.eval("document.querySelectorAll('section[inert]').length"), json!(0));
    page.eval("Reveal.toggleOverview(false), 0");
    assert_ne!(page.eval("document.querySelectorAll('section[inert]').length"), json!(0));
}

#[test]
fn a_deck_is_a_document_and_no_application() {
    let project = Project::new().folder("decks/examples");
    let page = Page::open_deck(&project.build("web-outage.md"), "");
    page.wait("document.querySelector('.reveal').getAttribute('role') === 'main'");
    assert_eq!(page.eval("document.querySelectorAll('[role=application]').length"), json!(0));
    assert_eq!(page.eval("document.documentElement.lang"), json!("en"));
    // Figures say what they show: in a sentence, and as a table.
    let figures = page.eval(
        "[...document.querySelectorAll('.slides svg[role=img]')].map(svg =>
            svg.getAttribute('aria-labelledby').split(' ').map(id => document.getElementById(id).textContent.length))",
    );
    let figures = figures.as_array().expect("a list");
    assert!(figures.len() >= 3, "{figures:?}");
    assert!(figures.iter().all(|texts| texts[0].as_u64() > Some(0)), "{figures:?}");
    // Titles come first, then what they head.
    let late = page.eval(
        "Reveal.getSlides().filter(slide => {
            const title = slide.querySelector(':scope > :is(h1, h2, h3)');
            const before = title && [...slide.children].slice(0, [...slide.children].indexOf(title));
            return before && before.some(e => !e.matches('.trail, .backdrop'));
        }).map(slide => slide.id)",
    );
    assert_eq!(late, Value::Array(Vec::new()), "slides whose title is not first");
}
