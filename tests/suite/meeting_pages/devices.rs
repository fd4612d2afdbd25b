//! Several devices, and a network that drops in the middle.

use serde_json::json;

use super::{Meeting, capture, lists, says};
use crate::support::browser::Page;

const PHONE: (u32, u32) = (360, 740);

#[test]
fn two_devices_see_each_other_and_only_one_applies() {
    let meeting = Meeting::start(&[]);
    let phone = meeting.paired(PHONE);
    says(&meeting.page, "#said", "The code is used up");
    assert_eq!(meeting.page.eval("document.getElementById('code').hidden"), json!(true));
    capture(&phone, "l", "Queues fill");
    lists(&meeting.page, "#captures", &["Queues fill"]);
    says(&meeting.page, "#said", "Lesson: Queues fill");
    capture(&meeting.page, "d", "Keep both");
    lists(&phone, "#captures", &["Keep both", "Queues fill"]);
    phone.eval("document.querySelector('#captures [data-do=withdraw]').click(), 0");
    lists(&meeting.page, "#captures", &["Queues fill"]);
    let links = |page: &Page| {
        page.eval("[...document.querySelectorAll('#links [data-do]')].map(e => e.dataset.do)")
    };
    assert_eq!(links(&meeting.page), json!(["review", "deck", "pair", "look", "end"]));
    assert_eq!(links(&phone), json!(["deck", "look", "end"]));
    phone.visit_again(&meeting.url("meeting/review"));
    says(&phone, "#banners", "Applying belongs to the device that started the meeting.");
    says(&phone, "#groups", "Queues fill");
    assert_eq!(
        phone.eval("document.querySelectorAll('input[type=checkbox], [data-do=apply]').length"),
        json!(0)
    );
    phone.is_clean();
}

#[test]
fn a_line_outlives_a_network_that_drops_and_is_kept_once() {
    let meeting = Meeting::sized(&[], PHONE);
    let page = &meeting.page;
    page.set_offline(true);
    says(page, "#link", "offline");
    capture(page, "d", "Said while offline");
    says(page, "#captures .unkept", "Not kept: no connection");
    says(page, "#banners", "No connection.");
    // The page is loaded anew: the line is still there.
    page.set_offline(false);
    lists(page, "#captures", &["Said while offline"]);
    page.wait("!document.querySelector('.unkept')");
    says(page, "#link", "connected");
    assert_eq!(meeting.journal().matches("Said while offline").count(), 1);
    assert_eq!(
        page.eval(
            "Object.keys(localStorage).filter(key => key.startsWith('whydeck-meeting ')).length"
        ),
        json!(0)
    );
}

#[test]
fn an_answer_that_is_lost_does_not_keep_a_line_twice() {
    let meeting = Meeting::start(&[]);
    let page = &meeting.page;
    // The first request reaches the server; its answer never reaches the page.
    page.eval(
        "(ask => { let first = true; window.fetch = async (...all) => {
            const answer = await ask(...all);
            if (first && all[1]?.method === 'POST') { first = false; throw new TypeError('cut') }
            return answer } })(window.fetch), 0",
    );
    capture(page, "d", "Said once");
    page.wait("!document.querySelector('.unkept') && document.querySelectorAll('#captures li').length === 1");
    assert_eq!(meeting.journal().matches("Said once").count(), 1);
}

#[test]
fn what_was_not_kept_survives_a_reload() {
    let meeting = Meeting::start(&[]);
    let page = &meeting.page;
    page.eval("window.fetch = () => Promise.reject(new TypeError('cut')), 0");
    capture(page, "l", "Queues fill");
    says(page, "#captures .unkept", "Queues fill");
    assert!(!meeting.journal().contains("Queues fill"));
    page.visit_again(&meeting.url("meeting"));
    lists(page, "#captures", &["Queues fill"]);
    page.wait("!document.querySelector('.unkept')");
    assert_eq!(meeting.journal().matches("Queues fill").count(), 1);
}

#[test]
fn a_silent_round_is_revealed_and_its_entries_become_captures() {
    let meeting = Meeting::start(&["--participate"]);
    let page = &meeting.page;
    let round = |what: &str| {
        page.wait(&format!("!!document.querySelector('#round-do [data-do={what}]')"));
        page.eval(&format!("document.querySelector('#round-do [data-do={what}]').click(), 0"));
    };
    round("open");
    says(page, "#round-state", "Open at ");
    let viewer = Page::visit_sized(&meeting.url("join"), PHONE);
    for (count, text) in [(1, "The graph looked fine"), (2, "Nobody was paged")] {
        viewer.wait("!document.getElementById('line').disabled");
        super::write(&viewer, "#line", text);
        viewer.eval("document.getElementById('go').click(), 0");
        page.wait(&format!(
            "document.querySelector('[data-do=reveal]')?.textContent === 'Reveal {count}'"
        ));
    }
    assert_eq!(page.eval("document.body.textContent.includes('Nobody was paged')"), json!(false));
    assert!(!meeting.journal().contains("Nobody was paged"), "not kept until revealed");
    round("reveal");
    says(page, "#revealed", "The graph looked fine");
    let take = |text: &str, kind: &str| {
        page.eval(&format!(
            "[...document.querySelectorAll('#revealed li')].find(e => e.textContent.includes({}))
                .querySelector('[data-do={kind}]').click(), 0",
            json!(text)
        ));
    };
    take("Nobody was paged", "lesson");
    lists(page, "#captures", &["Nobody was paged"]);
    take("The graph looked fine", "aside");
    page.wait("!document.querySelector('#revealed li')");
    page.is_clean();
}

#[test]
fn a_wrong_code_is_said_in_words() {
    let meeting = Meeting::start(&[]);
    let other = Page::visit(&meeting.url("pair#WRONG1"));
    other.wait("document.getElementById('why').textContent.length > 10");
    assert_eq!(other.eval("location.hash + location.pathname"), json!("/pair"), "no code is shown");
    other.visit_again(&meeting.url("meeting"));
    says(&other, "h1", "not part of the meeting");
}
