//! Nothing lies outside a slide, and nothing is too small to read: measured, on every slide of every example.

use serde_json::Value;

use crate::support::browser::Page;
use crate::support::project::{Project, examples};

const MEASURE: &str = include_str!("../support/measure.js");

/// What is wrong on each slide of a deck, by the slide's address.
fn measure(page: &Page) -> Vec<String> {
    let slides = page.eval("Reveal.getSlides().length").as_u64().expect("a number");
    let mut problems = Vec::new();
    for number in 0..slides {
        // With every fragment shown, since that is when most is on the slide.
        let address = page.text(&format!(
            "(() => {{ const slide = Reveal.getSlides()[{number}]; const {{ h, v }} = Reveal.getIndices(slide);
                Reveal.slide(h, v, slide.querySelectorAll('.fragment').length - 1);
                return `${{h}}/${{v || 0}} #${{slide.id}}` }})()"
        ));
        let found = page.eval(MEASURE);
        let found = found.as_array().into_iter().flatten().filter_map(Value::as_str);
        problems.extend(found.map(|problem| format!("slide {address}: {problem}")));
    }
    problems
}

#[test]
fn nothing_overflows_in_any_example() {
    let project = Project::new().folder("decks/examples");
    let mut problems = Vec::new();
    for name in examples() {
        match project.try_build(&name) {
            Ok(deck) => {
                let found = measure(&Page::open_deck(&deck, ""));
                problems.extend(found.into_iter().map(|problem| format!("{name}: {problem}")));
            }
            Err(outcome) => problems.push(format!("{name}: {}", outcome.stderr)),
        }
    }
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}

/// The measure itself: what is too low, too wide, hidden or too small is found.
#[test]
fn the_measure_finds_what_is_wrong() {
    let deck = "# Fine\n\ntext\n\n---\n\n# Low\n\n<div style=\"height: 900px\"></div>\n\nunder the canvas\n\n---\n\n\
                # Small\n\n<p style=\"font-size: 12px\">tiny</p>\n\n---\n\n# Wide\n\n\
                <p style=\"white-space: nowrap; max-width: none\">to the right and on and on and on and on and on and on and on and on \
                and on and on and on and on and on and on and on and on and on and on</p>\n";
    let project = Project::new().file("deck.md", deck);
    let page = Page::open_deck(&project.build("deck.md"), "");
    let problems = measure(&page).join("\n");
    for expected in [
        "#low: <p> “under the canvas” is",
        "#small: <p> “tiny” has letters of 12.0 px",
        "#wide: <p> “to the right and on",
    ] {
        assert!(problems.contains(expected), "{expected} is not among:\n{problems}");
    }
    assert!(!problems.contains("#fine"), "{problems}");
}
