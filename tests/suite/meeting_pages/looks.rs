//! The pages on screens of all sizes, for the keyboard, and for who hears them.

use serde_json::json;

use super::{Meeting, capture, lists, says};
use crate::support::axe;
use crate::support::browser::Page;

const LONG: &str = "Ein_sehr_langes_Wort_das_niemand_trennt_und_das_trotzdem_auf_die_Seite_passen_muss_\
    weil_jemand_es_so_geschrieben_hat يجب أن يكون لكل طابور حد أقصى";

fn fits(page: &Page, what: &str) {
    assert_eq!(
        page.eval("document.documentElement.scrollWidth <= innerWidth"),
        json!(true),
        "{what} is wider than its window"
    );
}

#[test]
fn every_page_fits_every_window_and_a_checker_finds_nothing() {
    for size in [(360, 740), (768, 1024), (1280, 720)] {
        let meeting = Meeting::sized(&["--participate"], size);
        let page = &meeting.page;
        capture(page, "a", &format!("{LONG} @ada due 2026-12-04 sign: {LONG}"));
        capture(page, "n", LONG);
        capture(page, "a", "Refused @tbd");
        says(page, "#captures .unkept", "Not kept:");
        page.eval(
            "document.querySelector('#items details').open = true,
             document.querySelector('#items [data-do=commit]').click(),
             document.querySelector('[data-do=pair]').click(), 0",
        );
        for look in ["dark", "light"] {
            page.eval(&format!("document.documentElement.dataset.look = '{look}', 0"));
            assert_eq!(axe::on_page(page), Vec::<String>::new(), "{size:?} {look}");
            fits(page, "the presenter's page");
        }
        page.visit_again(&meeting.url("meeting/review"));
        says(page, "#groups", "Goes into the document");
        assert_eq!(axe::on_page(page), Vec::<String>::new(), "review {size:?}");
        fits(page, "the review");
        let other = Page::visit_sized(&meeting.url("pair"), size);
        assert_eq!(axe::on_page(&other), Vec::<String>::new(), "pair {size:?}");
        fits(&other, "the page that pairs");
        other.visit_again(&meeting.url("meeting"));
        assert_eq!(axe::on_page(&other), Vec::<String>::new(), "refused {size:?}");
    }
}

#[test]
fn the_tab_key_reaches_everything_and_comes_back() {
    let meeting = Meeting::start(&[]);
    let page = &meeting.page;
    capture(page, "d", "Keep both");
    lists(page, "#captures", &["Keep both"]);
    page.eval("document.activeElement.blur(), window.scrollTo(0, 0), 0");
    let count = page.eval(
        "[...document.querySelectorAll('a[href], button, input, summary, [tabindex=\"0\"]')]
            .filter(e => e.checkVisibility() && !e.disabled && !e.closest('[hidden]')).length",
    );
    let mut reached = Vec::new();
    for _ in 0..count.as_u64().expect("a number") + 2 {
        page.press("Tab");
        let name = page.text(
            "(e => [e.id, e.dataset.do, e.closest('[data-key]')?.dataset.key, e.textContent.slice(0, 20)].join(' '))(document.activeElement)",
        );
        reached.push(name);
    }
    for wanted in ["line", "keep", "next", "withdraw", "start", "skip", "hold", "review", "end"] {
        assert!(
            reached.iter().any(|name| name.split(' ').any(|word| word == wanted)),
            "{wanted} is not among {reached:?}"
        );
    }
    assert_eq!(
        page.eval("document.activeElement.matches(':focus-visible') || document.activeElement === document.body"),
        json!(true)
    );
}

#[test]
fn keys_are_listed_and_typed_letters_stay_letters() {
    let meeting = Meeting::start(&[]);
    let page = &meeting.page;
    page.press("?");
    page.wait("document.getElementById('help').open");
    page.press("Escape");
    page.wait("!document.getElementById('help').open");
    page.press("l");
    for key in ["d", "a", "n", "b", "p", "x", "z"] {
        page.press(key);
    }
    assert_eq!(
        page.eval(
            "[document.getElementById('line').value, document.getElementById('form').dataset.kind]"
        ),
        json!(["danbpxz", "lesson"])
    );
    page.press("Escape");
    assert_eq!(page.eval("document.activeElement.id !== 'line'"), json!(true));
    assert_eq!(page.eval("document.getElementById('line').value"), json!("danbpxz"));
}
