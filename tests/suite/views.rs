//! A deck as something else than slides: a page to read, pages to print, a handout; and how it moves.

use std::path::Path;

use serde_json::{Value, json};

use crate::support::axe;
use crate::support::browser::{Page, pages};
use crate::support::measure::{self, sentences};
use crate::support::project::{Project, examples};

const PHONE: (u32, u32) = (390, 844);
const DECK: &str = "\
---
title: A walk
---
# First

- one <!-- .element: class=\"fragment\" -->
- two <!-- .element: class=\"fragment\" -->

Note: Say **hello** first.

---

## Second

<div style=\"height: 500px\">text</div>

----

## Below the second

```rust [1|2]
fn main() {
}
```

---

## Last

<div style=\"height: 480px\">text</div>

[to the first](#/first)
";

/// What is cut off on the pages that are laid out to be printed, by slide.
const CUT_OFF: &str = "[...document.querySelectorAll('.pdf-page')].flatMap(page => {
    const of = page.getBoundingClientRect();
    const found = [];
    const walk = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        if (!node.data.trim() || !node.parentElement.checkVisibility({ visibilityProperty: true })) continue;
        if (node.parentElement.closest('aside, .wd-sr')) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const boxes = [...range.getClientRects()];
        const isIn = box => box.top >= of.top - 1 && box.bottom <= of.bottom + 1 && box.left >= of.left - 1 && box.right <= of.right + 1;
        if (!boxes.every(isIn)) found.push(page.querySelector('section').id + ': ' + node.data.trim().slice(0, 30));
    }
    if (![...page.querySelectorAll('section > *')].some(e => e.checkVisibility())) found.push(page.querySelector('section').id + ' is empty');
    return found;
})";

fn slides(page: &Page) -> usize {
    page.eval("Reveal.getSlides().length").as_u64().expect("a number") as usize
}

#[track_caller]
fn prints_a_page_a_slide(deck: &Path, name: &str) {
    let page = Page::open_deck(deck, "");
    let count = slides(&page);
    // As a person prints: the pages are there for as long as the browser prints.
    page.eval("dispatchEvent(new Event('beforeprint')), 0");
    assert_eq!(page.eval(CUT_OFF), json!([]), "{name}, printed");
    assert_eq!(page.eval("document.querySelectorAll('.pdf-page').length"), json!(count), "{name}");
    page.eval("dispatchEvent(new Event('afterprint')), 0");
    assert_eq!(pages(&page.pdf()), count, "{name}: pages of a deck that is printed");
    assert_eq!(page.eval("document.querySelectorAll('.pdf-page').length"), json!(0), "{name}");
    page.is_clean();
    let page = Page::open_deck(deck, "?print-pdf");
    page.wait("!!document.querySelector('.pdf-page > .wd-footer')");
    assert_eq!(page.eval(CUT_OFF), json!([]), "{name}?print-pdf");
    assert_eq!(pages(&page.pdf()), count, "{name}?print-pdf: pages");
    // What is hidden from screen readers has no tags in a PDF.
    let hidden = "document.querySelectorAll('.pdf-page > section:is([hidden], [aria-hidden], [inert])').length";
    assert_eq!(page.eval(hidden), json!(0), "{name}?print-pdf");
}

#[test]
fn a_printed_deck_has_a_page_a_slide() {
    let project = Project::new().folder("decks/examples");
    for name in examples() {
        prints_a_page_a_slide(&project.build(&name), &name);
    }
}

#[test]
fn a_deck_is_where_it_was_once_it_is_printed() {
    let project = Project::new().file("deck.md", DECK);
    let page = Page::open_deck(&project.build("deck.md"), "#/1/1");
    page.press(" "); // the next step of the code
    let state =
        "JSON.stringify([Reveal.getState(), document.querySelectorAll('.slides section').length,
        [...document.querySelectorAll('.present .line')].map(l => l.matches('.current')),
        document.querySelectorAll('.fragment.visible').length])";
    let before = page.text(state);
    page.pdf();
    assert_eq!(page.text(state), before);
    page.press(" ");
    assert_eq!(page.text("Reveal.getCurrentSlide().id"), "last");
    page.is_clean();
}

#[test]
fn a_handout_has_notes_beside_slides() {
    let project = Project::new().file("deck.md", DECK).file("other.md", DECK);
    let page = Page::open_deck(&project.build("deck.md"), "?handout");
    page.wait("document.querySelectorAll('.wd-row').length === 4");
    assert_eq!(page.eval(CUT_OFF), json!([]));
    let beside = page.eval(
        "[...document.querySelectorAll('.wd-row')].map(row => {
            const [slide, notes] = [...row.children].map(e => e.getBoundingClientRect());
            return [row.lastChild.textContent.trim(), notes.left >= slide.right, notes.width > 300];
        })",
    );
    assert_eq!(beside[0], json!(["Say hello first.", true, true]));
    assert_eq!(beside[1], json!(["", true, true]), "lines to write on");
    // Two slides a page.
    assert_eq!(pages(&page.pdf()), 2);
    page.is_clean();
    project.whydeck(["build", "other.md", "-o", "other.html", "--notes", "strip"]).exits(0);
    let page = Page::open_deck(&project.path("other.html"), "?handout");
    page.wait("document.querySelectorAll('.wd-row').length === 4");
    assert!(!page.text("document.body.textContent").contains("hello"));
}

/// Paper is white: a dark theme is printed light, its code and its callouts too.
#[test]
fn a_handout_of_a_dark_deck_is_light() {
    let text = "---\nkind: slides\n---\n## One\n\ntext and `code`\n\n- item\n\n```rust\nfn main() {}\n```\n\n\
                > [!WARNING]\n> Mind it.\n\n| a | b |\n|---|---|\n| c | d |\n";
    let project = Project::new().file("deck.md", text);
    project.whydeck(["build", "deck.md", "--theme", "night", "-o", "deck.html"]).exits(0);
    let page = Page::open_deck(&project.path("deck.html"), "?handout");
    page.wait("document.querySelectorAll('.wd-row').length === 1");
    let dark = page.eval(
        "(() => {
            const light = (color) => {
                const canvas = new OffscreenCanvas(1, 1).getContext('2d');
                canvas.fillStyle = color;
                canvas.fillRect(0, 0, 1, 1);
                const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
                return a < 128 ? null : (0.3 * r + 0.6 * g + 0.1 * b) / 255;
            };
            const all = [document.body, ...document.querySelectorAll('.pdf-page, .pdf-page *')].filter(e => e.checkVisibility());
            return all.flatMap((e) => {
                const { color, backgroundColor } = getComputedStyle(e);
                const [ink, ground] = [light(color), light(backgroundColor)];
                const words = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
                return (words && ink > 0.6) || (ground !== null && ground < 0.7 && e.offsetHeight > 20) ? [e.tagName + '.' + e.className] : [];
            });
        })()",
    );
    assert_eq!(dark, json!([]));
}

/// For each slide its height, whether all its text is seen, and whether its notes are.
fn read_slides(page: &Page) -> Vec<Value> {
    let slides = page.eval(
        "[...document.querySelectorAll('.slides section:not(:has(> section))')].map(slide => {
            const box = slide.getBoundingClientRect();
            const texts = [...slide.querySelectorAll('h1, h2, h3, p, li, td, figure > svg')].filter(e => !e.closest('aside, .wd-sr'));
            const options = { visibilityProperty: true, opacityProperty: true };
            return [Math.round(box.top + scrollY), texts.every(e => e.checkVisibility(options)),
                [...slide.querySelectorAll('aside.notes')].some(e => e.checkVisibility())];
        })",
    );
    slides.as_array().expect("a list").clone()
}

#[track_caller]
fn is_one_page(page: &Page, count: usize) {
    let slides = read_slides(page);
    assert_eq!(slides.len(), count);
    assert!(slides.iter().all(|slide| slide[1] == json!(true)), "hidden text: {slides:?}");
    assert!(slides.iter().all(|slide| slide[2] == json!(false)), "shown notes: {slides:?}");
    assert!(slides.is_sorted_by(|a, b| a[0].as_u64() < b[0].as_u64()), "{slides:?}");
    let wide = "document.documentElement.scrollWidth - innerWidth";
    assert_eq!(page.eval(wide), json!(0), "it is wider than its window");
}

#[test]
fn a_key_opens_the_reading_view_and_closes_it_again() {
    let project = Project::new().file("deck.md", DECK);
    let page = Page::open_deck(&project.build("deck.md"), "#/second");
    page.wait("!!document.querySelector('body > .wd-view')");
    page.press("r");
    is_one_page(&page, 4);
    page.wait("Math.abs(document.getElementById('second').getBoundingClientRect().top) < 2");
    // Keys scroll the page, and turn no slides.
    page.press("ArrowRight");
    assert_eq!(page.text("Reveal.getCurrentSlide().id"), "second");
    assert_eq!(axe::on_page(&page), Vec::<String>::new());
    // A link leads to its slide.
    page.eval("document.querySelector('a[href=\"#/first\"]').click(), 0");
    page.wait("Math.abs(document.getElementById('first').getBoundingClientRect().top) < 2");
    page.eval("document.getElementById('last').scrollIntoView(), 0");
    page.press("r");
    assert_eq!(page.text("Reveal.getCurrentSlide().id"), "last");
    assert_eq!(page.eval("[scrollY, document.documentElement.scrollHeight]"), json!([0, 720]));
    page.press("ArrowLeft");
    assert_eq!(page.text("Reveal.getCurrentSlide().id"), "second");
    page.is_clean();
}

#[test]
fn the_reading_view_is_told_of() {
    let project = Project::new().file("deck.md", DECK);
    let page = Page::open_deck(&project.build("deck.md"), "");
    page.wait("!!document.querySelector('body > .wd-view')");
    // In the help, and as a button that the first tab key reaches.
    page.eval("Reveal.toggleHelp(true), 0");
    page.wait("document.querySelector('.r-overlay-help')?.textContent.includes('Reading view')");
    page.press("Escape");
    page.press("Tab");
    assert_eq!(page.text("document.activeElement.textContent"), "Reading view (R)");
    page.press("Enter");
    is_one_page(&page, 4);
    assert_eq!(page.text("document.activeElement.textContent"), "Show slides (R)");
}

#[test]
fn a_phone_shows_a_page_to_read() {
    let project = Project::new().folder("decks/examples");
    for name in examples() {
        let page = Page::open_deck_sized(&project.build(&name), "", PHONE);
        page.wait("document.documentElement.matches('.wd-reading')");
        assert_eq!(sentences(&page.eval(measure::PHONE)), Vec::<String>::new(), "{name}");
        page.is_clean();
    }
}

#[test]
fn a_page_without_scripts_is_the_same() {
    let project = Project::new().folder("decks/examples");
    let page = Page::open_without_scripts(&project.build("web-outage.md"));
    assert!(
        read_slides(&page).iter().all(|slide| slide[1] == json!(true) && slide[2] == json!(false))
    );
}

#[test]
fn a_preview_of_a_deck_stays_slides() {
    let project = Project::new()
        .file("deck.md", DECK)
        .file("index.html", "<!doctype html><iframe src=deck.html width=320 height=180></iframe>");
    project.build("deck.md");
    let page = Page::open(&project.path("index.html"));
    let ready = "!!document.querySelector('.reveal.ready')";
    for _ in 0..100 {
        if page.frames(ready) == [Ok(json!(true))] {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let is_read =
        "document.documentElement.matches('.wd-reading') || !!document.querySelector('.wd-view')";
    assert_eq!(page.frames(ready), [Ok(json!(true))]);
    assert_eq!(page.frames(is_read), [Ok(json!(false))]);
}

const WHYS: &str = "\
---
kind: postmortem
---
# No orders

## Five Whys

- **Why could nobody order?**
  - The pool was empty.
    - **Why was it empty?**
      - A query held its connections.
  - Retries filled the queue.
    - **Why did they?**
      - They had no limit.
";

/// From a slide to the next: which element moves, and from what to what.
fn animated(page: &Page, step: &str) -> Value {
    page.eval(&format!(
        "(async () => {{
            let seen = null;
            Reveal.on('autoanimate', () => {{
                seen = [...document.querySelectorAll('[data-auto-animate-target][data-id]')]
                    .map(e => e.localName + ' ' + e.dataset.id).sort();
            }});
            {step};
            await new Promise(requestAnimationFrame);
            return seen;
        }})()"
    ))
}

#[test]
fn an_answer_becomes_the_next_question() {
    let project = Project::new().file("deck.md", WHYS);
    let page = Page::open_deck(&project.build("deck.md"), "");
    page.eval("Reveal.slide(...Object.values(Reveal.getIndices(document.querySelector('.why-step'))).slice(0, 2), 9), 0");
    let found = animated(&page, "Reveal.down()");
    assert_eq!(found, json!(["h2 why-2", "li why-2"]), "{found}");
    // The third question belongs to an answer of the first, not to the one that was just shown.
    assert_eq!(animated(&page, "Reveal.down()"), Value::Null);
    page.is_clean();
}

#[test]
fn little_motion_is_none() {
    let project = Project::new()
        .file(
            "deck.md",
            format!("---\nslideOptions: {{transition: slide}}\n---\n{DECK}")
                .replace("---\n---\ntitle: A walk\n---\n", "---\n"),
        )
        .file("whys.md", WHYS);
    let deck = project.build("deck.md");
    let lively = Page::open_deck(&deck, "");
    assert_eq!(lively.text("Reveal.getConfig().transition"), "slide");
    let calm = Page::open_calm(&deck);
    assert_eq!(calm.text("Reveal.getConfig().transition"), "none");
    calm.press(" ");
    let moving =
        "Math.max(...document.getAnimations().map(a => a.effect.getComputedTiming().endTime), 0)";
    assert!(calm.eval(moving).as_f64() <= Some(10.0), "{}", calm.eval(moving));
    let calm = Page::open_calm(&project.build("whys.md"));
    calm.eval("Reveal.slide(...Object.values(Reveal.getIndices(document.querySelector('.why-step'))).slice(0, 2), 9), 0");
    assert_eq!(animated(&calm, "Reveal.down()"), Value::Null);
}
