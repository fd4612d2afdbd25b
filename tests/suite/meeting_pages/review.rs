//! The review: what would be written, chosen and applied.

use serde_json::json;

use super::{INCIDENT, Meeting, capture, lists, says};

fn review(meeting: &Meeting) {
    meeting.page.visit_again(&meeting.url("meeting/review"));
    says(&meeting.page, "#groups", "Goes into the document");
}

#[test]
fn some_of_it_is_applied_and_the_rest_is_left() {
    let meeting = Meeting::start(&[]);
    let page = &meeting.page;
    capture(page, "l", "Queues fill");
    capture(page, "d", "Keep both");
    capture(page, "n", "For us");
    lists(page, "#captures", &["Keep both", "Queues fill"]);
    review(&meeting);
    says(page, "#patch", "+- Queues fill");
    says(page, "#sum", "2 of 2 chosen");
    page.eval(
        "[...document.querySelectorAll('#groups li')].find(e => e.textContent.includes('Keep both')).querySelector('input').click(), 0",
    );
    page.wait("!document.getElementById('patch').textContent.includes('Keep both')");
    says(page, "#sum", "1 of 2 chosen");
    page.eval("document.querySelector('[data-do=apply]').click(), 0");
    says(page, ".done-box", "1 change written to incident.md");
    says(page, ".done-box", "Left: Keep both");
    let document = meeting.project.read("incident.md");
    assert!(document.contains("Queues fill") && !document.contains("Keep both"), "{document}");
    assert!(!document.contains("For us"));
    page.visit_again(&meeting.url("meeting"));
    says(page, "#captures", "in the document");
    page.is_clean();
}

#[test]
fn where_both_changed_the_same_somebody_chooses() {
    let meeting = Meeting::start(&[]);
    let page = &meeting.page;
    page.eval(
        "(row => { row.querySelector('details').open = true; row.querySelector('[data-do=done]').click() })
         ([...document.querySelectorAll('#items li')].find(row => row.textContent.includes('Limit the queue')))",
    );
    says(page, "#captures", "now done");
    let theirs = INCIDENT.replace("- [ ] Limit the queue", "- [-] Limit the queue");
    std::fs::write(meeting.project.path("incident.md"), &theirs).expect("a saved document");
    page.visit_again(&meeting.url("meeting/review"));
    says(page, "#groups", "Somebody has to choose");
    assert_eq!(page.eval("document.querySelector('[data-do=apply]').disabled"), json!(true));
    page.eval("document.querySelector('input[value=ours]').click(), 0");
    says(page, "#patch", "+- [x] Limit the queue");
    page.wait("!document.querySelector('[data-do=apply]').disabled");
    page.eval("document.querySelector('[data-do=apply]').click(), 0");
    says(page, ".done-box", "1 change written");
    assert!(meeting.project.read("incident.md").contains("- [x] Limit the queue"));
}
