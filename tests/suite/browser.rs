//! Decks in a real browser, from `file:`, without a network.

use serde_json::{Value, json};

use crate::support::browser::Page;
use crate::support::project::{Project, examples};

const DECK: &str = "\
---
title: A walk
---
# First <!-- .slide: -->

- one <!-- .element: class=\"fragment\" -->
- two <!-- .element: class=\"fragment\" -->

Note: Say **hello** first.

---

## Second

<!-- a remark for the speaker -->

----

## Below the second

text

---

## Third

```rust [1|2]
fn main() {
}
```

---

## Last
";

/// Horizontal index, vertical index, visible fragments.
type Place = (u64, u64, u64);

fn place(page: &Page) -> Place {
    let now = page.eval(
        "(() => { const { h, v } = Reveal.getIndices();
            return [h, v || 0, Reveal.getCurrentSlide().querySelectorAll('.fragment.visible').length] })()",
    );
    let at = |n: usize| now[n].as_u64().expect("a number");
    (at(0), at(1), at(2))
}

/// Every slide of a deck in its order, with its number of fragment steps.
fn outline(page: &Page) -> Vec<Place> {
    let slides = page.eval(
        "Reveal.getSlides().map(slide => { const { h, v } = Reveal.getIndices(slide);
            const steps = new Set([...slide.querySelectorAll('.fragment')].map(f => f.dataset.fragmentIndex));
            return [h, v || 0, steps.size] })",
    );
    let slides = slides.as_array().expect("a list").iter();
    slides
        .map(|s| [0, 1, 2].map(|n| s[n].as_u64().expect("a number")))
        .map(|[h, v, steps]| (h, v, steps))
        .collect()
}

/// Presses a key until nothing changes any more; where that led, the start included.
fn walk(page: &Page, key: &str, most: usize) -> Vec<Place> {
    let mut places = vec![place(page)];
    for _ in 0..most {
        page.press(key);
        let now = place(page);
        if places.last() == Some(&now) {
            break;
        }
        places.push(now);
    }
    places
}

fn slides_of(places: &[Place]) -> Vec<(u64, u64)> {
    let mut slides: Vec<_> = places.iter().map(|&(h, v, _)| (h, v)).collect();
    slides.dedup();
    slides
}

#[test]
fn the_blank_key_reaches_every_slide_and_fragment_in_order() {
    let project = Project::new().file("deck.md", DECK);
    let page = Page::open_deck(&project.build("deck.md"), "");
    let expected = [(0, 0, 2), (1, 0, 0), (1, 1, 0), (2, 0, 1), (3, 0, 0)];
    assert_eq!(outline(&page), expected, "slides, and their fragment steps");
    let walked = walk(&page, " ", 50);
    let steps =
        [(0, 0, 0), (0, 0, 1), (0, 0, 2), (1, 0, 0), (1, 1, 0), (2, 0, 0), (2, 0, 1), (3, 0, 0)];
    assert_eq!(walked, steps);
    page.is_clean();
}

#[test]
fn the_right_key_follows_the_main_row() {
    let project = Project::new().file("deck.md", DECK);
    let page = Page::open_deck(&project.build("deck.md"), "");
    assert_eq!(slides_of(&walk(&page, "ArrowRight", 50)), [(0, 0), (1, 0), (2, 0), (3, 0)]);
    page.eval("Reveal.slide(1, 0), 0");
    page.press("ArrowDown");
    assert_eq!(place(&page), (1, 1, 0));
}

#[test]
fn code_is_lit_step_by_step() {
    let project = Project::new().file("deck.md", DECK);
    let page = Page::open_deck(&project.build("deck.md"), "#/third");
    let lit =
        "[...document.querySelectorAll('.present pre .line')].map(l => l.matches('.current'))";
    page.wait(&format!("JSON.stringify({lit}.slice(0, 2)) === '[true,false]'"));
    page.press(" ");
    page.wait(&format!("JSON.stringify({lit}.slice(0, 2)) === '[false,true]'"));
}

#[test]
fn lit_lines_of_tall_code_are_in_view() {
    let lines: String = (1..=80).map(|line| format!("let line_{line} = {line};\n")).collect();
    let deck = format!("---\ntype: slide\n---\n# Tall\n\n```rust [1|79-80|40]\n{lines}```\n");
    let project = Project::new().file("deck.md", &deck);
    let page = Page::open_deck(&project.build("deck.md"), "");
    let is_seen = |line: usize| {
        format!(
            "(() => {{ const pre = document.querySelector('pre').getBoundingClientRect();
                const line = document.querySelectorAll('pre .line')[{}];
                const box = line.getBoundingClientRect();
                return line.matches('.current') && box.top >= pre.top && box.bottom <= pre.bottom
                    && pre.bottom <= innerHeight }})()",
            line - 1
        )
    };
    page.wait(&is_seen(1));
    page.press(" ");
    page.wait(&is_seen(80));
    page.press(" ");
    page.wait(&is_seen(40));
    page.is_clean();
}

const FORMULAS: &str = "\
---
type: slide
---
# Formulas of $x$

$$ \\left( \\frac{\\frac{a}{b}}{\\frac{c}{d}} \\right) $$

$$ a_1 + a_2 + a_3 + a_4 + a_5 + a_6 + a_7 + a_8 + a_9 + a_{10} + a_{11} + a_{12} + a_{13} + a_{14} + a_{15} + a_{16} = b $$
";

#[test]
fn formulas_have_a_font_of_their_own_and_keep_to_the_slide() {
    let project = Project::new().file("deck.md", FORMULAS);
    let page = Page::open_deck(&project.build("deck.md"), "");
    page.wait(
        "[...document.fonts].some(f => f.family.includes('whydeck math') && f.status === 'loaded')",
    );
    // A bracket is as tall as what it is around only where the font has a `MATH` table.
    let tall = "(e => Math.round(10 * e('mo').height / e('mfrac').height))(
        name => document.querySelector('math[display] ' + name).getBoundingClientRect())";
    assert!(page.eval(tall).as_f64().is_some_and(|tall| tall >= 9.0), "{}", page.eval(tall));
    let is_inside = "(() => { const edge = document.querySelector('.slides').getBoundingClientRect().right;
        return [...document.querySelectorAll('math *')].every(e => e.getBoundingClientRect().right <= edge) })()";
    assert_eq!(page.eval(is_inside), json!(true));
    page.is_clean();
}

#[test]
fn hash_links_open_their_slide() {
    let project = Project::new().file("deck.md", DECK);
    let deck = project.build("deck.md");
    let page = Page::open_deck(&deck, "#/third");
    let title = "Reveal.getCurrentSlide().querySelector('h1,h2').textContent";
    assert_eq!(page.text(title), "Third", "by name");
    page.go(&deck, "#/1/1");
    page.wait_for_deck();
    assert_eq!(page.text(title), "Below the second", "by number");
    page.go(&deck, "#/below-the-second");
    page.wait_for_deck();
    assert_eq!(page.text(title), "Below the second", "by name, in a stack");
    page.press("ArrowRight");
    page.wait("location.hash === '#/third'");
    page.is_clean();
}

#[test]
fn the_speaker_view_shows_notes_and_both_previews() {
    let project = Project::new().file("deck.md", DECK);
    let page = Page::open_deck(&project.build("deck.md"), "");
    let speaker = page.speaker();
    speaker.wait_for_notes("Say hello first.");
    assert_eq!(
        speaker.page.text("document.querySelector('.speaker-controls-notes strong').textContent"),
        "hello"
    );
    speaker.wait_for_previews("First", "First"); // the next step is a fragment
    (0..3).for_each(|_| page.press(" "));
    speaker.wait_for_previews("Second", "Below the second");
    speaker.wait_for_notes("a remark for the speaker");
    page.is_clean();
}

#[test]
fn stripped_notes_are_not_in_the_file() {
    let project = Project::new().file("deck.md", DECK);
    project.whydeck(["build", "deck.md", "-o", "deck.html", "--notes", "strip"]).exits(0);
    let html = project.read("deck.html");
    assert!(!html.contains("hello</strong> first") && !html.contains("a remark for the speaker"));
    let page = Page::open_deck(&project.path("deck.html"), "");
    assert_eq!(page.eval("document.querySelectorAll('aside.notes').length"), json!(0));
    page.is_clean();
}

#[test]
fn a_deck_can_be_read_without_scripts() {
    let project = Project::new().file("deck.md", DECK);
    let page = Page::open_without_scripts(&project.build("deck.md"));
    // Every slide is seen, one below the other.
    let tops = page.eval(
        "[...document.querySelectorAll('.slides section:not(:has(> section))')]
            .map(s => [s.getBoundingClientRect().top, s.checkVisibility({ visibilityProperty: true, opacityProperty: true })])",
    );
    let tops = tops.as_array().expect("a list");
    assert_eq!(tops.len(), 5);
    assert!(tops.iter().all(|slide| slide[1] == json!(true)), "{tops:?}");
    assert!(tops.is_sorted_by(|a, b| a[0].as_f64() < b[0].as_f64()), "{tops:?}");
}

#[test]
fn every_example_can_be_walked_and_is_clean() {
    let project = Project::new().folder("decks/examples");
    for name in examples() {
        let page = Page::open_deck(&project.build(&name), "");
        let outline = outline(&page);
        let slides: Vec<_> = outline.iter().map(|&(h, v, _)| (h, v)).collect();
        let steps = outline.iter().map(|&(_, _, steps)| steps).sum::<u64>();
        let walked = walk(&page, " ", 1000);
        assert_eq!(slides_of(&walked), slides, "{name}: slides in their order");
        assert_eq!(
            walked.len() as u64,
            slides.len() as u64 + steps,
            "{name}: a press a slide or fragment"
        );
        let ids = page.eval("Reveal.getSlides().map(slide => slide.id)");
        let ids: Vec<_> = ids.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        assert!(
            ids.iter().all(|id| !id.is_empty()),
            "{name}: a slide without an address in {ids:?}"
        );
        page.is_clean();
    }
}
