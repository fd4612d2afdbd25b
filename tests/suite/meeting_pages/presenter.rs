//! The presenter's page: what is captured and what becomes of it, the clock, the slides.

use serde_json::json;

use super::{INCIDENT, Meeting, capture, focused, lists, says, write};

#[test]
fn a_line_is_captured_by_key_with_an_owner_that_is_offered() {
    let meeting = Meeting::start(&[]);
    let page = &meeting.page;
    page.press("a");
    assert_eq!(focused(page), json!("line"));
    write(page, "#line", "Alert on lag @gr");
    assert_eq!(
        page.eval("[...document.querySelectorAll('#names li')].map(e => e.textContent)"),
        json!(["grace"])
    );
    page.press("Enter");
    assert_eq!(page.eval("document.getElementById('line').value"), json!("Alert on lag @grace "));
    write(page, "#line", "Alert on lag @grace due 2026-12-04");
    page.press("Enter");
    lists(page, "#captures", &["Alert on lag"]);
    says(page, "#captures", "due Fri\u{a0}4\u{a0}Dec\u{a0}2026");
    says(page, "#said", "Kept: Alert on lag");
    assert_eq!(page.eval("document.getElementById('line').value"), json!(""));
    assert_eq!(focused(page), json!("line"), "for the next one");
    assert!(meeting.journal().contains("Alert on lag"));
    // It is an action of the document as it would be now.
    says(page, "#items", "Alert on lag");
    page.is_clean();
    assert_eq!(meeting.project.read("incident.md"), INCIDENT);
}

#[test]
fn a_line_is_captured_by_the_form_and_notes_stay_apart() {
    let meeting = Meeting::start(&[]);
    let page = &meeting.page;
    for (kind, text) in
        [("lesson", "Queues fill"), ("note", "For us"), ("question", "Why so late?")]
    {
        page.eval(&format!("document.getElementById('kind-{kind}').click(), 0"));
        write(page, "#line", text);
        page.eval("document.getElementById('keep').click(), 0");
        says(page, "#said", text);
    }
    lists(page, "#captures", &["Queues fill"]);
    lists(page, "#apart", &["Why so late?", "For us"]);
}

#[test]
fn a_capture_is_corrected_withdrawn_and_put_back_by_keys() {
    let meeting = Meeting::start(&[]);
    let page = &meeting.page;
    capture(page, "d", "Keep the old queue");
    lists(page, "#captures", &["Keep the old queue"]);
    page.press("Escape");
    page.eval("document.querySelector('#captures li').focus(), 0");
    page.press("e");
    assert_eq!(
        page.eval("document.activeElement.value.startsWith('Keep the old queue')"),
        json!(true)
    );
    write(page, "#captures form input", "Keep both queues");
    page.press("Enter");
    lists(page, "#captures", &["Keep both queues"]);
    page.wait("document.activeElement.matches('#captures li')");
    page.press("x");
    lists(page, "#captures", &[]);
    lists(page, "#gone", &["Keep both queues"]);
    page.press("z");
    lists(page, "#captures", &["Keep both queues"]);
    assert_eq!(meeting.journal().matches("Keep both queues").count(), 2);
}

#[test]
fn what_the_server_refuses_waits_for_somebody() {
    let meeting = Meeting::start(&[]);
    let page = &meeting.page;
    capture(page, "a", "Alert on lag @tbd");
    says(page, "#captures .unkept", "Not kept:");
    assert!(!meeting.journal().contains("Alert on lag"));
    page.eval("document.querySelector('[data-do=edit]').click(), 0");
    assert_eq!(page.eval("document.getElementById('line').value"), json!("Alert on lag @tbd"));
    write(page, "#line", "Alert on lag");
    page.press("Enter");
    lists(page, "#captures", &["Alert on lag"]);
    page.wait("!document.querySelector('.unkept')");
}

#[test]
fn actions_of_the_document_are_committed_declined_and_done() {
    let meeting = Meeting::start(&[]);
    let page = &meeting.page;
    let act = |text: &str, name: &str| {
        page.eval(&format!(
            "(row => {{ row.querySelector('details').open = true; row.querySelector('[data-do={name}]').click() }})
             ([...document.querySelectorAll('#actions li')].find(row => row.textContent.includes({})))",
            json!(text)
        ));
    };
    act("Rehearse the rollback", "commit");
    for (field, value) in [("owner", "ada"), ("due", "2026-12-11"), ("sign", "it takes a minute")] {
        write(page, &format!("#items form [id$={field}]"), value);
    }
    page.press("Enter");
    says(page, "#items", "due Fri\u{a0}11\u{a0}Dec\u{a0}2026");
    act("Limit the queue", "decline");
    page.press("Enter");
    assert_eq!(
        page.eval("!!document.querySelector('#items form')"),
        json!(true),
        "declined without a reason"
    );
    write(page, "#items form input", "too dear");
    page.press("Enter");
    says(page, "#closed", "Limit the queue");
    act("Rehearse the rollback", "done");
    says(page, "#closed", "Rehearse the rollback");
    assert_eq!(page.eval("document.querySelectorAll('#captures li').length"), json!(3));
    page.is_clean();
}

#[test]
fn the_clock_runs_is_paused_and_extended_and_slides_move() {
    let meeting = Meeting::start(&[]);
    let page = &meeting.page;
    says(page, "#end", "The clock starts with the first box");
    page.press("b");
    page.wait("!!document.querySelector('.topic.running')");
    let first = page.text("document.getElementById('box-name').textContent");
    says(page, "#end", "Ends at ");
    let left = "(([m, s]) => +m * 60 + +s)(document.getElementById('left').textContent.split(':'))";
    let before = page.eval(left).as_i64().expect("seconds");
    page.press("+");
    page.wait(&format!("{left} > {before} + 30"));
    page.press("p");
    says(page, "#left-word", "paused");
    page.press("p");
    page.press("b");
    page.wait(&format!("document.getElementById('box-name').textContent !== {}", json!(first)));
    page.wait("document.querySelectorAll('.topic.done').length === 1");
    // Slides, by a clicker, also while somebody types.
    let title = page.text("document.getElementById('slide-title').textContent");
    page.press("d");
    page.press("PageDown");
    page.wait(&format!("document.getElementById('slide-title').textContent !== {}", json!(title)));
    page.press("PageUp");
    page.wait(&format!("document.getElementById('slide-title').textContent === {}", json!(title)));
    page.is_clean();
}

#[test]
fn a_capture_says_that_it_came_from_the_timeline_and_a_title_only_when_asked() {
    let meeting = Meeting::start(&[]);
    let page = &meeting.page;
    let is_ticked = || page.eval("document.getElementById('from-on').checked");
    assert_eq!(is_ticked(), json!(false), "on the first slide");
    page.eval(
        "fetch('/meeting/do', { method: 'POST', headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify({ act: 'goto', key: 'timeline' }) }).then(answer => answer.ok)",
    );
    says(page, "#from", "the timeline");
    assert_eq!(is_ticked(), json!(true));
    capture(page, "l", "Alerts came late");
    says(page, "#captures", "from the timeline");
    capture(page, "l", "Pools fill (from W3)");
    says(page, "#captures", "from W3");
}

/// The page counts on by itself between two words of the server.
#[test]
fn the_end_moves_while_nothing_is_done_of_what_is_planned() {
    let meeting = Meeting::start(&[]);
    let after = |running: &str, paused: bool, actual: u32, end: u32| {
        meeting.page.eval(&format!(
            "(({{ left, end, over }}) => [left, end, over])(MeetingClock.at({{ running: {running}, paused: {paused},
                topics: [{{ planned: 60000, actual: {actual}, state: 'running' }}], end: {end}, over: 1000 }}, 5000, 100000))"
        ))
    };
    assert_eq!(after("0", false, 10_000, 200_000), json!([45_000, 200_000, 1000]));
    assert_eq!(after("0", false, 58_000, 200_000), json!([-3000, 203_000, 4000]), "over its time");
    assert_eq!(after("0", false, 61_000, 200_000), json!([-6000, 205_000, 6000]));
    assert_eq!(after("0", true, 10_000, 200_000), json!([50_000, 205_000, 6000]), "paused");
    assert_eq!(after("null", false, 10_000, 200_000), json!([null, 205_000, 6000]), "between two");
    assert_eq!(after("null", false, 10_000, 90_000), json!([null, 90_000, 1000]), "ended");
}

#[test]
fn what_is_typed_survives_a_reload() {
    let meeting = Meeting::start(&[]);
    let page = &meeting.page;
    page.press("l");
    write(page, "#line", "Half a les");
    page.visit_again(&meeting.url("meeting"));
    page.wait("document.body.classList.contains('ready')");
    assert_eq!(
        page.eval(
            "[document.getElementById('line').value, document.getElementById('form').dataset.kind]"
        ),
        json!(["Half a les", "lesson"])
    );
}
