//! The deck of whoever presents: a line after the leader key, and the time that is left.

use serde_json::json;

use super::{Meeting, lists};

const PLACE: &str = "[Reveal.getIndices().h, Reveal.getIndices().v || 0].join()";

#[test]
fn the_leader_key_opens_a_line_and_takes_no_other_key() {
    let meeting = Meeting::start(&[]);
    let deck = meeting.page.another_tab(&meeting.url(""));
    assert_eq!(deck.text(PLACE), "0,0");
    deck.press("m");
    deck.press("a");
    deck.wait("document.activeElement.className === 'whydeck-meeting'");
    for key in ["B", "e", "n", " ", "f", "s", "o", ".", "m", "d"] {
        deck.press(key);
    }
    assert_eq!(deck.text(PLACE), "0,0", "what is typed moves no slide");
    assert_eq!(deck.eval("[Reveal.isOverview(), Reveal.isPaused()]"), json!([false, false]));
    deck.press("PageDown");
    deck.wait(&format!("{PLACE} !== '0,0'"));
    deck.press("PageUp");
    deck.wait(&format!("{PLACE} === '0,0'"));
    deck.press("Enter");
    lists(&meeting.page, "#captures", &["Ben fso.md"]);
    deck.wait("document.activeElement === document.body");
    // The deck's keys are its own again, those that the leader would read included.
    deck.press("n");
    deck.wait(&format!("{PLACE} !== '0,0'"));
    deck.press("m");
    deck.press("ArrowLeft");
    deck.wait(&format!("{PLACE} === '0,0'"));
    deck.press("n");
    deck.wait(&format!("{PLACE} !== '0,0'"));
    deck.is_clean();
}

#[test]
fn the_author_s_page_sees_nothing_of_the_line() {
    let meeting = Meeting::start(&[]);
    let deck = meeting.page.another_tab(&meeting.url(""));
    deck.press("m");
    deck.press("n");
    deck.wait("document.activeElement.className === 'whydeck-meeting'");
    deck.press("x");
    assert_eq!(
        deck.eval(
            "(host => [host.shadowRoot, host.closest('.reveal'), host.textContent,
                document.querySelectorAll('.reveal input').length])(document.querySelector('.whydeck-meeting'))"
        ),
        json!([null, null, "", 0])
    );
    deck.press("Escape");
    deck.wait("document.activeElement === document.body");
}

#[test]
fn the_room_sees_the_time_when_it_is_switched_on_and_viewers_have_no_leader_key() {
    let meeting = Meeting::start(&[]);
    let page = &meeting.page;
    let viewer = crate::support::browser::Page::visit_deck(&meeting.url(""));
    viewer.press("m");
    viewer.press("a");
    assert_eq!(viewer.eval("!!document.querySelector('.whydeck-meeting')"), json!(false));
    page.press("b");
    page.wait("!!document.querySelector('.topic.running')");
    assert_eq!(viewer.eval("!!document.querySelector('.whydeck-meeting')"), json!(false));
    page.eval("document.querySelector('[data-do=timer]').click(), 0");
    viewer.wait("!!document.querySelector('.whydeck-meeting')");
    page.wait("document.querySelector('[data-do=timer]').getAttribute('aria-checked') === 'true'");
    page.eval("document.querySelector('[data-do=timer]').click(), 0");
    viewer.wait("!document.querySelector('.whydeck-meeting')");
    viewer.is_clean();
}
